import PlanModel

/// How many tasks each unit has to do in each week, Monday to Sunday.
///
/// A task counts in the week in which it is due or held, a window in the week of its last day; ongoing and undated work lies in no
/// week. Internal work counts: it reaches nobody, but somebody does it.
public struct UnitLoad: Sendable {
  /// One unit.
  public struct Row: Sendable {
    /// The unit, as a position in ``Plan/units``.
    public let unit: Int
    /// The tasks of each week from ``UnitLoad/firstWeek`` on.
    public let counts: [Int32]
    /// All tasks of the unit that have a week.
    public let total: Int
    /// The busiest week, the first where several are equal.
    public let busiest: Int

    /// The tasks of the busiest week.
    public var peak: Int { Int(counts[busiest]) }
  }

  /// The first week, counted from that of 1970-01-01.
  let firstWeek: Int
  /// The number of weeks.
  public let weekCount: Int
  /// The units that have tasks: the fullest week first, then the most tasks, then in the order of the plan.
  public let rows: [Row]

  /// Counts the tasks of a plan; `units` are the owners that count, nil for all.
  init(_ schedule: Schedule, units: Set<Int>?) {
    let period = schedule.plan.period
    var (first, last) = (Self.week(of: period.first), Self.week(of: period.last))
    for series in schedule.series {
      for slot in series.slots {
        guard let week = slot.due.map(Self.week(of:)) else { continue }
        (first, last) = (min(first, week), max(last, week))
      }
    }
    let count = last - first + 1
    var rowOf = [Int](repeating: -1, count: schedule.plan.units.count)
    var owners: [Int] = []
    var counts: [[Int32]] = []
    func row(_ unit: Int) -> Int {
      if rowOf[unit] < 0 {
        rowOf[unit] = owners.count
        owners.append(unit)
        counts.append([Int32](repeating: 0, count: count))
      }
      return rowOf[unit]
    }
    let changes = schedule.hasChangingUnits
    for (number, series) in schedule.series.enumerated() {
      func owner(_ slot: Int, _ owner: Int) -> Int? {
        let unit = schedule.owner(at: TaskPlace(series: number, slot: slot, owner: owner))
        return units?.contains(unit) ?? true ? unit : nil
      }
      if changes {
        for (position, slot) in series.slots.enumerated() {
          guard let week = slot.due.map(Self.week(of:)) else { continue }
          for one in 0..<series.ownerCount {
            guard let unit = owner(position, one) else { continue }
            let own = row(unit)
            counts[own][week - first] += 1
          }
        }
        continue
      }
      // Where no unit changes, every owner of a fan-out has the same weeks.
      var weeks: [(week: Int, tasks: Int32)] = []
      for slot in series.slots {
        guard let week = slot.due.map(Self.week(of:)) else { continue }
        if weeks.last?.week == week { weeks[weeks.count - 1].tasks += 1 } else { weeks.append((week, 1)) }
      }
      guard !weeks.isEmpty else { continue }
      for one in 0..<series.ownerCount {
        guard let unit = owner(0, one) else { continue }
        let position = row(unit)
        for (week, tasks) in weeks { counts[position][week - first] += tasks }
      }
    }
    firstWeek = first
    weekCount = count
    rows = owners.indices.map { position in
      let own = counts[position]
      var busiest = 0
      for week in own.indices where own[week] > own[busiest] { busiest = week }
      return Row(unit: owners[position], counts: own, total: own.reduce(0) { $0 + Int($1) }, busiest: busiest)
    }.sorted { ($1.peak, $1.total, $0.unit) < ($0.peak, $0.total, $1.unit) }
  }

  /// The weeks since that of 1970-01-01, a Thursday.
  private static func week(of day: CivilDate) -> Int { (Int(day.dayNumber) + 3) / 7 }

  /// A week by its number in the rows.
  func week(_ number: Int) -> CalendarPeriod {
    // Its Thursday says in which year it is.
    .week((CivilDate(dayNumber: (firstWeek + number) * 7) ?? .latest).week)
  }

  /// The Monday of a week.
  func monday(_ number: Int) -> CivilDate { CivilDate(dayNumber: max(0, (firstWeek + number) * 7 - 3)) ?? .latest }

  /// The months that begin in the weeks of a range, each with its week; the month of the first week too, where there is room.
  func months(in weeks: Range<Int>) -> [(week: Int, first: CivilDate)] {
    var found: [(week: Int, first: CivilDate)] = []
    for week in weeks {
      let monday = self.monday(week)
      for day in 0..<7 {
        if let date = monday.adding(days: day), date.day == 1 { found.append((week, date)) }
      }
    }
    if let start = weeks.first, (found.first?.week ?? .max) > start + 2 { found.insert((start, monday(start)), at: 0) }
    return found
  }
}
