import Synchronization

/// Finds the tasks of a schedule by ids, present and former.
struct TaskDirectory: Sendable {
  /// A task id in its parts: `plan/path/key@owner`.
  struct Name {
    let path: String
    let key: String?
    let owner: String?
  }

  let schedule: Schedule
  /// The series of each path, present or former: `activity` or `activity.phase`.
  private var paths: [String: Int] = [:]
  private var units: [String: Int] = [:]
  private let plans: [String]

  init(_ schedule: Schedule) {
    self.schedule = schedule
    let plan = schedule.plan
    plans = [plan.id.text] + plan.formerIDs
    for (number, series) in schedule.series.enumerated() { paths[plan.work[series.work].path] = number }
    for (number, series) in schedule.series.enumerated() {
      let item = plan.work[series.work]
      for activity in [item.activity.text] + item.formerIDs {
        for phase in item.phase.map({ [$0.text] + item.formerPhaseIDs }) ?? [nil] {
          let path = phase.map { "\(activity).\($0)" } ?? activity
          if paths[path] == nil { paths[path] = number }
        }
      }
    }
    for (position, unit) in plan.units.all.enumerated() { units[unit.id.text] = position }
    for (position, unit) in plan.units.all.enumerated() {
      for id in unit.formerIDs where units[id] == nil { units[id] = position }
    }
  }

  /// The parts of an id; nil where it is none of this plan's.
  func name(_ id: String) -> Name? {
    let bytes = id.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), plans.contains(where: { $0.utf8.elementsEqual(bytes[..<slash]) })
    else { return nil }
    var rest = bytes[bytes.index(after: slash)...]
    var owner: String?
    if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
      owner = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    var key: String?
    if let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      key = String(rest[rest.index(after: slash)...])
      rest = rest[..<slash]
    }
    guard let path = String(rest) else { return nil }
    return Name(path: path, key: key, owner: owner)
  }

  /// How a recorded task was found again.
  enum Match: Int, Comparable {
    /// By its id, or the id it bears now.
    case id
    /// Its key is gone: by activity, owner and nominal day.
    case day
    /// By activity and owner, as the only one in the period.
    case period

    static func < (one: Match, other: Match) -> Bool { one.rawValue < other.rawValue }
  }

  /// Days and owners of a series by name, made when the series is first asked for.
  private final class Index: Sendable {
    let slots: [String: Int]
    let owners: [Int: Int]

    init(_ series: TaskSeries) {
      slots = Dictionary(series.slots.enumerated().map { ($0.element.key ?? "", $0.offset) }, uniquingKeysWith: { one, _ in one })
      owners = Dictionary(
        series.responsibility.owners.enumerated().map { ($0.element.unit, $0.offset) }, uniquingKeysWith: { one, _ in one })
    }
  }

  private final class Indexes: Sendable { let known = Mutex<[Int: Index]>([:]) }
  private let indexes = Indexes()

  private func index(of series: Int) -> Index {
    indexes.known.withLock { known in
      if let index = known[series] { return index }
      let made = Index(schedule.series[series])
      known[series] = made
      return made
    }
  }

  /// The series of a path, present or former.
  func series(_ path: String) -> Int? { paths[path] }

  /// The owner of a series that an id names, as a position among the owners; without a name, the one that no fan-out made.
  func owner(_ name: String?, in series: Int) -> Int? {
    let owners = schedule.series[series].responsibility.owners
    guard let name else { return owners.firstIndex { !$0.isFannedOut } ?? (owners.count == 1 ? 0 : nil) }
    return units[name].flatMap { index(of: series).owners[$0] }
  }

  /// The task that an entry was recorded of; nil where it is gone.
  func find(_ name: Name, nominal: CivilDate?) -> (place: TaskPlace, match: Match)? {
    guard let series = paths[name.path], let owner = owner(name.owner, in: series) else { return nil }
    func place(_ slot: Int) -> TaskPlace { TaskPlace(series: series, slot: slot, owner: owner) }
    let slots = schedule.series[series].slots
    let isSameOwner = schedule.series[series].responsibility.owners[owner].isFannedOut == (name.owner != nil)
    // What was recorded of another year's plan, from which this one was made, is none of this year's.
    if let nominal, !schedule.plan.period.contains(nominal), !slots.contains(where: { $0.nominal == nominal }) { return nil }
    if let slot = index(of: series).slots[name.key ?? ""] { return (place(slot), isSameOwner ? .id : .day) }
    if let nominal {
      let sameDay = slots.indices.filter { slots[$0].nominal == nominal }
      if sameDay.count == 1 { return (place(sameDay[0]), .day) }
      // Of several at other hours nothing tells which.
      if sameDay.count > 1 { return nil }
    }
    let inPeriod = slots.indices.filter { isInPeriod(slots[$0], name.key, nominal) }
    if inPeriod.count == 1 { return (place(inPeriod[0]), .period) }
    return nil
  }

  /// Whether a slot lies in the period of a recorded key, or its own period holds the recorded day.
  ///
  /// The period of work that occurs once is the whole plan's.
  private func isInPeriod(_ slot: TaskSlot, _ key: String?, _ nominal: CivilDate?) -> Bool {
    guard let key else {
      // It occurred once: it is the task of the period in which that day lies.
      guard let nominal else { return slot.key == nil }
      return slot.period?.days?.contains(nominal) ?? (slot.key == nil)
    }
    if let days = CalendarPeriod(key: key)?.days {
      return slot.nominal.map { days.contains($0) } ?? false
    }
    guard let nominal else { return false }
    return slot.period?.days?.contains(nominal) ?? (slot.key == nil)
  }

  /// Whether a series is work that comes up as needed.
  func isAsNeeded(_ series: Int) -> Bool {
    if case .open(let open)? = schedule.plan.work[schedule.series[series].work].timing?.shape { return open.value == .asNeeded }
    return false
  }
}
