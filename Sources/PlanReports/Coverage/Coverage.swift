import PlanModel

/// What of a plan reaches whom: theme × target group × channel × quarter, with the gaps and the load of units.
///
/// The figure that counts is the *occasion*: one dated piece of work, however many units carry it out, because one leaflet in 3,321
/// communes is said once; the tasks it makes are counted beside it. Internal work reaches nobody and is left out. An occasion counts
/// in every theme, target group and channel it has and in every quarter it touches, so rows and columns do not add up; their totals
/// count each once. A day and a deadline lie in the quarter of that day, a window in all that it touches; ongoing work runs from its
/// start to the end of the plan; what has no date, or waits for one, is counted apart. A day that a day off has moved out of the
/// plan's period stays in the nearest quarter.
public struct Coverage: Sendable {
  /// How much there is of something.
  public struct Count: Sendable, Hashable {
    /// Dated pieces of work, without the fan-out.
    public var occasions = 0
    /// Tasks, one for each unit that has one.
    public var tasks = 0

    static func += (left: inout Count, right: Count) {
      left.occasions += right.occasions
      left.tasks += right.tasks
    }
  }

  /// The work of one activity or phase: what it says to whom, and how often.
  struct Reach: Sendable {
    /// The piece of work, as a position in the plan.
    let work: Int
    /// The themes, target groups and channels, as positions in the plan, each once.
    let themes: [Int]
    let targetGroups: [Int]
    let channels: [Int]
    /// All of it.
    var total = Count()
    /// What of it touches each quarter, those without a date last.
    var quarters: [Count]
  }

  /// The plan.
  public let plan: Plan
  /// The units that count, as positions; nil for all.
  public let units: Set<Int>?
  /// The unit or group that was asked for; nil for all.
  public let unitName: String?
  /// The quarters of the calendar that the plan's period touches.
  public let quarters: [CalendarPeriod]
  /// All that reaches somebody, each once.
  public let total: Count
  /// What a plan should reach and does not, by place; empty where only some units are looked at, for others may do the rest.
  public let gaps: [CoverageGap]
  /// The tasks of each unit and week.
  public let load: UnitLoad
  let reaches: [Reach]
  let schedule: Schedule
  private let firstQuarter: Int

  /// Counts the tasks of a plan.
  ///
  /// - Parameters:
  ///   - schedule: The plan with its days.
  ///   - sources: The files it was read from, for the places of gaps.
  ///   - units: The owners that count, as positions; nil for all.
  ///   - unitName: What these units are called; nil for all.
  public init(_ schedule: Schedule, in sources: SourceSet, units: Set<Int>? = nil, unitName: String? = nil) {
    let plan = schedule.plan
    let first = Self.quarter(plan.period.first)
    let last = Self.quarter(plan.period.last)
    (self.schedule, self.plan, self.units, self.unitName, firstQuarter) = (schedule, plan, units, unitName, first)
    quarters = (first...last).map { .quarter(year: $0 / 4, quarter: $0 % 4 + 1) }
    let changes = schedule.hasChangingUnits
    var reaches: [Reach] = []
    var total = Count()
    for (number, series) in schedule.series.enumerated() where !plan.work[series.work].isInternal {
      let item = plan.work[series.work]
      var reach = Reach(
        work: series.work, themes: item.themes.compactMap { plan.themes.position(of: $0.value) }.eachOnce,
        targetGroups: item.targetGroups.compactMap { plan.targetGroups.position(of: $0.value) }.eachOnce,
        channels: item.channels.compactMap { plan.channels.position(of: $0.value) }.eachOnce,
        quarters: [Count](repeating: Count(), count: last - first + 2))
      func asked(_ slot: Int) -> Int {
        guard let units else { return series.ownerCount }
        return (0..<series.ownerCount).reduce(0) { count, owner in
          count + (units.contains(schedule.owner(at: TaskPlace(series: number, slot: slot, owner: owner))) ? 1 : 0)
        }
      }
      // Who owns the tasks is the same on every day, unless a unit begins or ends.
      let always = changes || series.slots.isEmpty ? nil : asked(0)
      for (position, slot) in series.slots.enumerated() {
        let tasks = always ?? asked(position)
        guard tasks > 0 else { continue }
        let count = Count(occasions: 1, tasks: tasks)
        reach.total += count
        guard let days = slot.reachedDays(in: plan) else {
          reach.quarters[last - first + 1] += count
          continue
        }
        let from = min(max(Self.quarter(days.first), first), last)
        for quarter in from...min(max(Self.quarter(days.last), from), last) { reach.quarters[quarter - first] += count }
      }
      // Work of other units is none of this unit's, nor is what is done as needed, which has no tasks to tell whose it is.
      guard units == nil || reach.total.tasks > 0 else { continue }
      total += reach.total
      reaches.append(reach)
    }
    self.reaches = reaches
    self.total = total
    gaps = units == nil ? CoverageGapFinder(schedule).gaps(in: sources) : []
    load = UnitLoad(schedule, units: units)
  }

  /// Quarters since January of the year 0.
  private static func quarter(_ day: CivilDate) -> Int {
    let (year, month, _) = day.components
    return year * 4 + (month - 1) / 3
  }

  /// Whether a quarter lies wholly before the plan was issued, so that nothing can be expected of it.
  func isBeforeIssue(_ quarter: Int) -> Bool {
    guard let issued = plan.issued else { return false }
    return firstQuarter + quarter < Self.quarter(issued)
  }
}

extension TaskSlot {
  /// The days on which people are reached: the day, all of a window, and all days from the start of ongoing work; nil without a date.
  func reachedDays(in plan: Plan) -> DayRange? {
    switch shape {
    case .ongoing: start.flatMap { DayRange($0, max($0, plan.period.last)) }
    case .window: due.flatMap { DayRange(start ?? $0, $0) }
    case .day, .deadline, .asNeeded: due.flatMap { DayRange($0, $0) }
    case .undated: nil
    }
  }
}

extension [Int] {
  /// The numbers in order, each once.
  var eachOnce: [Int] {
    var seen: Set<Int> = []
    return filter { seen.insert($0).inserted }
  }
}
