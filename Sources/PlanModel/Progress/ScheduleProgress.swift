/// A schedule with what has become of its tasks: deadlines as extended, work as needed where it was recorded, and the log of each task.
public struct ScheduleProgress: Sendable {
  /// The dated work, as the log leaves it.
  public let schedule: Schedule
  /// The day as of which it is seen.
  public let asOf: CivilDate
  /// The entries of tasks that the plan has no more, in the order of their ids.
  public let gone: [GoneTask]
  private let known: [TaskPlace: Tracked]
  private let directory: TaskDirectory?
  private let rebuild: SeriesRebuild?

  /// A task of the log that the plan has no more.
  public struct GoneTask: Sendable {
    /// The id it had.
    public let id: String
    /// What was recorded of it.
    public let entries: [ProgressEntry]
    /// What it came to.
    public let progress: TaskProgress
  }

  private struct Tracked {
    let progress: TaskProgress
    /// The ids under which it was recorded.
    let ids: RecordedIDs
  }

  /// The ids under which a task was recorded: one, but for what amendments have brought together.
  private struct RecordedIDs {
    let first: String
    var others: [String] = []

    var all: [String] { [first] + others }
  }

  private let log: [String: [ProgressEntry]]

  /// Whether nothing is recorded of any task.
  public var isEmpty: Bool { known.isEmpty && gone.isEmpty }

  /// A schedule of which nothing is recorded.
  public init(_ schedule: Schedule, asOf: CivilDate) {
    self.schedule = schedule
    self.asOf = asOf
    gone = []
    known = [:]
    log = [:]
    (directory, rebuild) = (nil, nil)
  }

  /// Brings a log to a schedule; entries of other plans are left out.
  public init(_ schedule: Schedule, entries: [ProgressEntry], asOf: CivilDate) {
    self.init(schedule, entriesByTask: Dictionary(grouping: entries, by: \.task), asOf: asOf)
  }

  /// Brings a log, grouped by task ids, to a schedule.
  public init(_ schedule: Schedule, entriesByTask groups: [String: [ProgressEntry]], asOf: CivilDate) {
    self.asOf = asOf
    let directory = TaskDirectory(schedule)
    var found: [TaskPlace: (match: TaskDirectory.Match, ids: RecordedIDs)] = [:]
    found.reserveCapacity(groups.count)
    var lost: Set<String> = []
    var occasions: [Occasion: RecordedIDs] = [:]
    for (id, entries) in groups {
      guard let name = directory.name(id) else { continue }
      if let series = directory.series(name.path), directory.isAsNeeded(series) {
        if let day = name.key.flatMap({ CivilDate($0) }), let owner = directory.owner(name.owner, in: series) {
          // What has not come up yet is no task.
          guard entries.contains(where: { $0.on <= asOf }) else { continue }
          let occasion = Occasion(series: series, owner: owner, day: day)
          if occasions[occasion] == nil {
            occasions[occasion] = RecordedIDs(first: id)
          } else {
            occasions[occasion]?.others.append(id)
          }
        } else {
          lost.insert(id)
        }
        continue
      }
      let last = entries.max { ProgressEntry.precedes($0, $1) }
      guard let (place, match) = directory.find(name, nominal: last?.nominal) else {
        lost.insert(id)
        continue
      }
      // A task that has entries of its own takes none of another.
      if let before = found[place] {
        if before.match < match {
          lost.insert(id)
        } else if match < before.match {
          lost.formUnion(before.ids.all)
          found[place] = (match, RecordedIDs(first: id))
        } else {
          found[place]?.ids.others.append(id)
        }
      } else {
        found[place] = (match, RecordedIDs(first: id))
      }
    }
    func tracked(_ ids: RecordedIDs) -> Tracked {
      Tracked(progress: TaskProgress(Self.entries(ids, groups), asOf: asOf), ids: ids)
    }
    log = groups
    var known: [TaskPlace: Tracked] = [:]
    known.reserveCapacity(found.count)
    for (place, value) in found { known[place] = tracked(value.ids) }
    let changed = SeriesRebuild(
      schedule, extensions: known.compactMapValues(\.progress.extension), occasions: Set(occasions.keys))
    if !changed.isSame {
      var moved: [TaskPlace: Tracked] = [:]
      moved.reserveCapacity(known.count)
      for (place, value) in known { moved[changed.place(of: place)] = value }
      known = moved
    }
    for (occasion, ids) in occasions {
      if let place = changed.places[occasion] { known[place] = tracked(ids) }
    }
    self.schedule = changed.schedule
    self.directory = directory
    self.known = known
    rebuild = changed
    gone = lost.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
      let entries = Self.entries(RecordedIDs(first: $0), groups)
      return GoneTask(id: $0, entries: entries, progress: TaskProgress(entries, asOf: asOf))
    }
  }

  /// The task of an id, present or former; nil where there is none.
  public func place(of id: String) -> TaskPlace? {
    let directory = directory ?? TaskDirectory(schedule)
    guard let name = directory.name(id) else { return nil }
    if let series = directory.series(name.path), directory.isAsNeeded(series) {
      guard let day = name.key.flatMap({ CivilDate($0) }), let owner = directory.owner(name.owner, in: series) else { return nil }
      return rebuild?.places[Occasion(series: series, owner: owner, day: day)]
    }
    guard let (place, match) = directory.find(name, nominal: nil), match == .id else { return nil }
    return rebuild?.place(of: place) ?? place
  }

  /// What has become of a task.
  public subscript(place: TaskPlace) -> TaskProgress { known[place]?.progress ?? TaskProgress() }

  /// What was recorded of a task, in order.
  public func entries(at place: TaskPlace) -> [ProgressEntry] { known[place].map { Self.entries($0.ids, log) } ?? [] }

  /// What was recorded under some ids, in order.
  private static func entries(_ ids: RecordedIDs, _ log: [String: [ProgressEntry]]) -> [ProgressEntry] {
    let entries = ids.others.isEmpty ? log[ids.first] ?? [] : ids.all.flatMap { log[$0] ?? [] }
    return entries.count > 1 ? entries.sorted(by: ProgressEntry.precedes) : entries
  }

  /// The tasks of which something is recorded.
  public var recorded: [TaskPlace] { Array(known.keys) }

  /// Whether a task is in time.
  public func timeliness(at place: TaskPlace) -> Timeliness {
    self[place].timeliness(due: schedule.series[place.series].slots[place.slot].due, asOf: asOf)
  }
}

/// Something that came up on a day, for one owner of work as needed.
struct Occasion: Hashable {
  let series: Int
  let owner: Int
  let day: CivilDate
}

/// Gives tasks whose deadlines were extended, and work as needed that was recorded, series of their own.
private struct SeriesRebuild {
  private(set) var schedule: Schedule
  /// Where the tasks as needed stand.
  private(set) var places: [Occasion: TaskPlace] = [:]
  private var moved: [TaskPlace: TaskPlace] = [:]
  private var numbers: [Int] = []
  /// For series that lost slots, where each slot stands now.
  private var slots: [Int: [Int]] = [:]
  let isSame: Bool

  init(_ old: Schedule, extensions: [TaskPlace: TaskProgress.Extension], occasions: Set<Occasion>) {
    schedule = old
    // What has no deadline has none to extend, and one that the plan itself moved further has been overtaken.
    let effective = extensions.filter { place, value in
      old.series[place.series].slots[place.slot].due.map { $0 < value.until } ?? false
    }
    isSame = effective.isEmpty && occasions.isEmpty
    guard !isSame else { return }
    var bySeries: [Int: [TaskPlace]] = [:]
    for place in effective.keys { bySeries[place.series, default: []].append(place) }
    var ofSeries: [Int: [Occasion]] = [:]
    for occasion in occasions { ofSeries[occasion.series, default: []].append(occasion) }
    var result: [TaskSeries] = []
    for (number, series) in old.series.enumerated() {
      numbers.append(result.count)
      guard let places = bySeries[number] else {
        result.append(series)
        if let occasions = ofSeries[number] { add(occasions, of: series, old.plan, to: &result) }
        continue
      }
      let extended = Dictionary(grouping: places, by: \.slot)
      let kept = series.slots.indices.filter { extended[$0] == nil }
      var standing = Array(repeating: -1, count: series.slots.count)
      for (new, slot) in kept.enumerated() { standing[slot] = new }
      slots[number] = standing
      result.append(
        TaskSeries(work: series.work, slots: kept.map { series.slots[$0] }, responsibility: series.responsibility))
      for (slot, places) in extended.sorted(by: { $0.key < $1.key }) {
        let groups = Dictionary(grouping: places) { effective[$0] }
        let late = Set(places.map(\.owner))
        let others = series.responsibility.owners.indices.filter { !late.contains($0) }
        if !others.isEmpty { add(others, slot, series.slots[slot], series, number, to: &result) }
        for (value, group) in groups.sorted(by: { Self.precedes($0.key, $1.key) }) {
          guard let value else { continue }
          let days = series.slots[slot].extended(until: value.until, document: value.document)
          add(group.map(\.owner).sorted(), slot, days, series, number, to: &result)
        }
      }
    }
    schedule = Schedule(plan: old.plan, series: result, milestones: old.milestones)
  }

  private static func precedes(_ one: TaskProgress.Extension?, _ other: TaskProgress.Extension?) -> Bool {
    guard let one, let other, one.until == other.until else {
      return (one?.until.dayNumber ?? 0) < (other?.until.dayNumber ?? 0)
    }
    return (one.document ?? "") < (other.document ?? "")
  }

  private mutating func add(
    _ owners: [Int], _ slot: Int, _ days: TaskSlot, _ series: TaskSeries, _ number: Int, to result: inout [TaskSeries]
  ) {
    for (new, owner) in owners.enumerated() {
      moved[TaskPlace(series: number, slot: slot, owner: owner)] = TaskPlace(series: result.count, slot: 0, owner: new)
    }
    result.append(TaskSeries(work: series.work, slots: [days], responsibility: series.responsibility.keeping(owners)))
  }

  private mutating func add(_ occasions: [Occasion], of series: TaskSeries, _ plan: Plan, to result: inout [TaskSeries]) {
    var place: SourceSpan?
    if case .open(let open)? = plan.work[series.work].timing?.shape { place = open.span }
    for (owner, group) in Dictionary(grouping: occasions, by: \.owner).sorted(by: { $0.key < $1.key }) {
      let days = group.sorted { $0.day < $1.day }
      for (slot, occasion) in days.enumerated() {
        places[occasion] = TaskPlace(series: result.count, slot: slot, owner: 0)
      }
      let slots = days.map { occasion in
        TaskSlot(
          start: occasion.day, due: nil, nominal: occasion.day, key: occasion.day.description, period: nil, place: place,
          givenPeriodName: nil, time: nil, isTentative: false, isWaiting: false, shape: .asNeeded)
      }
      result.append(TaskSeries(work: series.work, slots: slots, responsibility: series.responsibility.keeping([owner])))
    }
  }

  /// Where a task of the schedule before stands now.
  func place(of old: TaskPlace) -> TaskPlace {
    if let new = moved[old] { return new }
    guard !isSame else { return old }
    return TaskPlace(series: numbers[old.series], slot: slots[old.series]?[old.slot] ?? old.slot, owner: old.owner)
  }
}
