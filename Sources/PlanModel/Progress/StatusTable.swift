/// What the rows of a status table stand for.
public enum StatusGrouping: String, Sendable, CaseIterable {
  /// The owners of tasks.
  case unit
  /// The themes.
  case theme
  /// The channels.
  case channel
  /// The target groups.
  case targetGroup = "target-group"
  /// The months in which tasks are due.
  case month
}

/// Where plans stand as of a day: counts for each unit, theme, channel, target group or month, and for all tasks.
///
/// A task belongs to its owner and to the month in which it is due, so those rows add up to the total; it counts once for each of its
/// themes, channels and target groups, and in the row of nothing where it has none. What a unit that has ended left unfinished belongs
/// to its successor: see ``TaskHolders``.
public struct StatusTable: Sendable {
  /// One row.
  public struct Row: Sendable {
    /// The id, or the month as `2018-05`; nil for tasks without any.
    public let key: String?
    /// The name; nil for tasks without any, and for months.
    public let name: String?
    /// The counts.
    public var counts: StatusCounts
  }

  /// What a unit that has ended left unfinished, among the counts.
  public struct Handover: Sendable, Hashable {
    /// The name of the unit that has ended.
    public let from: String
    /// Its last day.
    public let lastDay: CivilDate?
    /// The name of the unit in whose row the tasks stand; nil where no single successor has them.
    public let to: String?
    /// How many tasks.
    public let count: Int
  }

  /// What the rows stand for.
  public let grouping: StatusGrouping
  /// The day as of which tasks are seen.
  public let asOf: CivilDate
  /// The rows, in the order of the plans; months in order, what has none last.
  public let rows: [Row]
  /// All tasks, each once.
  public let total: StatusCounts
  /// What units that have ended left unfinished, in the order of the plans; only where rows are units.
  public let handovers: [Handover]

  /// Counts the tasks of plans.
  ///
  /// - Parameters:
  ///   - plans: The plans.
  ///   - grouping: What the rows stand for.
  ///   - asOf: The day as of which tasks are seen.
  ///   - units: For each plan, the owners that count, as positions; nil for all.
  ///   - period: The days that tasks must overlap; nil for all.
  public init(
    _ plans: [ScheduleProgress], by grouping: StatusGrouping, asOf: CivilDate, units: [Identifier<Plan>: Set<Int>]? = nil,
    period: DayRange? = nil
  ) {
    self.grouping = grouping
    self.asOf = asOf
    var rows = Rows()
    var total = StatusCounts()
    var handovers: [Handover] = []
    for plan in plans {
      var count = PlanCount(plan, grouping, asOf: asOf, units: units.map { $0[plan.schedule.plan.id] ?? [] }, period: period)
      count.run()
      total += count.total
      handovers += count.handovers
      for (bucket, counts) in count.counts.enumerated() where counts.total > 0 {
        let (key, name) = count.label(of: bucket)
        rows.add(key, name, counts)
      }
    }
    self.rows = grouping == .month ? rows.all.sorted { ($0.key ?? "~") < ($1.key ?? "~") } : rows.inOrder
    self.total = total
    self.handovers = handovers
  }

  private struct Rows {
    var all: [Row] = []
    var places: [String?: Int] = [:]

    mutating func add(_ key: String?, _ name: String?, _ counts: StatusCounts) {
      if let place = places[key] {
        all[place].counts += counts
      } else {
        places[key] = all.count
        all.append(Row(key: key, name: name, counts: counts))
      }
    }

    /// In the order of the plans, tasks without any last.
    var inOrder: [Row] { all.filter { $0.key != nil } + all.filter { $0.key == nil } }
  }
}

/// Counts the tasks of one plan into buckets, without making a task or an id.
private struct PlanCount {
  private let plan: ScheduleProgress
  private let schedule: Schedule
  private let grouping: StatusGrouping
  private let asOf: CivilDate
  private let units: Set<Int>?
  private let period: DayRange?
  /// The last bucket is that of tasks without any.
  private(set) var counts: [StatusCounts]
  private(set) var total = StatusCounts()
  /// What units that have ended left unfinished.
  private var leftovers: [Leftover: Int] = [:]
  private var months: [Int32: Int] = [:]
  private var monthKeys: [String?] = []

  init(_ plan: ScheduleProgress, _ grouping: StatusGrouping, asOf: CivilDate, units: Set<Int>?, period: DayRange?) {
    self.plan = plan
    schedule = plan.schedule
    self.grouping = grouping
    self.asOf = asOf
    self.units = units
    self.period = period
    let size =
      switch grouping {
      case .unit: schedule.plan.units.count
      case .theme: schedule.plan.themes.count
      case .channel: schedule.plan.channels.count
      case .targetGroup: schedule.plan.targetGroups.count
      case .month: 0
      }
    counts = Array(repeating: StatusCounts(), count: size + (grouping == .month ? 0 : 1))
  }

  func label(of bucket: Int) -> (key: String?, name: String?) {
    let plan = schedule.plan
    if grouping == .month { return (monthKeys[bucket], nil) }
    guard bucket < counts.count - 1 else { return (nil, nil) }
    switch grouping {
    case .unit: return (plan.units[bucket].id.text, plan.units[bucket].name)
    case .theme: return (plan.themes[bucket].id.text, plan.themes[bucket].title)
    case .channel: return (plan.channels[bucket].id.text, plan.channels[bucket].name)
    case .targetGroup: return (plan.targetGroups[bucket].id.text, plan.targetGroups[bucket].name)
    case .month: return (nil, nil)
    }
  }

  /// What units that have ended left unfinished, in the order of the plan's units.
  var handovers: [StatusTable.Handover] {
    let units = schedule.plan.units
    return leftovers.sorted { ($0.key.from, $0.key.to ?? -1) < ($1.key.from, $1.key.to ?? -1) }.map { leftover, count in
      StatusTable.Handover(
        from: units[leftover.from].name, lastDay: units[leftover.from].lastDay, to: leftover.to.map { units[$0].name },
        count: count)
    }
  }

  mutating func run() {
    var recorded: [Int: [TaskPlace]] = [:]
    for place in plan.recorded { recorded[place.series, default: []].append(place) }
    let holders = TaskHolders(plan, asOf: asOf)
    for (number, series) in schedule.series.enumerated() {
      let fixed = buckets(of: series)
      let owners = series.responsibility.owners.map(\.unit)
      let marked = recorded[number].map { Set($0.map { $0.slot * owners.count + $0.owner }) } ?? []
      for (slotNumber, slot) in series.slots.enumerated() where isInPeriod(slot) {
        let month = grouping == .month ? bucket(ofMonth: slot.due) : 0
        // Where nothing tells the owners apart, they are counted at once.
        if marked.isEmpty, units == nil, grouping != .unit {
          var open = StatusCounts()
          open.addOpen(due: slot.due, isWaiting: slot.isWaiting, asOf: asOf, count: owners.count)
          total += open
          for bucket in grouping == .month ? [month] : fixed { counts[bucket] += open }
          continue
        }
        for (owner, written) in owners.enumerated() {
          let isMarked = !marked.isEmpty && marked.contains(slotNumber * owners.count + owner)
          let place = TaskPlace(series: number, slot: slotNumber, owner: owner)
          let progress = isMarked ? plan[place] : nil
          let unit = holders.holder(of: written, slot, progress)
          // Also in the table of the unit that has ended, which these tasks have left.
          if grouping == .unit, holders.canDiffer, let leftover = holders.leftover(of: written, slot, progress),
            units.map({ $0.contains(unit) || $0.contains(leftover.from) }) ?? true
          {
            leftovers[leftover, default: 0] += 1
          }
          if let units, !units.contains(unit) { continue }
          Self.add(progress, slot, asOf, &total)
          switch grouping {
          case .unit: Self.add(progress, slot, asOf, &counts[unit])
          case .month: Self.add(progress, slot, asOf, &counts[month])
          default: for bucket in fixed { Self.add(progress, slot, asOf, &counts[bucket]) }
          }
        }
      }
    }
  }

  // Static, so that the counts are changed in place: a method would hold a copy of them meanwhile.
  @inline(__always)
  private static func add(_ progress: TaskProgress?, _ slot: TaskSlot, _ asOf: CivilDate, _ counts: inout StatusCounts) {
    if let progress {
      counts.add(progress, due: slot.due, isWaiting: slot.isWaiting, asOf: asOf)
    } else {
      counts.addOpen(due: slot.due, isWaiting: slot.isWaiting, asOf: asOf)
    }
  }

  private func isInPeriod(_ slot: TaskSlot) -> Bool { period.map { slot.overlaps($0, in: schedule.plan) } ?? true }

  /// The buckets of all tasks of a series, where its work tells them.
  private func buckets(of series: TaskSeries) -> [Int] {
    let (plan, item) = (schedule.plan, schedule.plan.work[series.work])
    var found: [Int]
    switch grouping {
    case .unit, .month: return []
    case .theme: found = item.themes.compactMap { plan.themes.position(of: $0.value) }
    case .channel: found = item.channels.compactMap { plan.channels.position(of: $0.value) }
    case .targetGroup: found = item.targetGroups.compactMap { plan.targetGroups.position(of: $0.value) }
    }
    // What is written twice counts once.
    found = found.enumerated().filter { !found[..<$0.offset].contains($0.element) }.map(\.element)
    return found.isEmpty ? [counts.count - 1] : found
  }

  private mutating func bucket(ofMonth due: CivilDate?) -> Int {
    let index = due.map { Int32($0.year * 12 + $0.month - 1) } ?? -1
    if let known = months[index] { return known }
    months[index] = counts.count
    monthKeys.append(due.map { "\($0.year)-\(twoDigits($0.month))" })
    counts.append(StatusCounts())
    return counts.count - 1
  }
}

extension TaskSlot {
  /// Whether some of its days lie in a range; work without a deadline goes on to the end of the plan, and work without a date has none.
  public func overlaps(_ range: DayRange, in plan: Plan) -> Bool {
    guard let first = start ?? due else { return false }
    let last = due ?? (shape == .asNeeded ? first : plan.period.last)
    return last >= range.first && first <= range.last
  }
}
