import PlanModel

/// What an amendment does to the tasks of a plan: the tasks of two plans side by side, matched by their ids.
///
/// unchanged + changed + cancelled = the tasks of the old plan; unchanged + changed + added = those of the new one.
public struct PlanDifference: Sendable {
  /// One of the two plans.
  public struct Side: Sendable {
    /// The dated tasks, as the plan itself gives them.
    public let schedule: Schedule
    /// What the plan's file is called.
    public let file: String
    /// The number of its tasks that are compared.
    public internal(set) var count = 0
    /// What is recorded; nil where nothing is known.
    let progress: ScheduleProgress?

    /// Makes a side of a plan.
    public init(_ schedule: Schedule, file: String, progress: ScheduleProgress? = nil) {
      self.schedule = schedule
      self.file = file
      self.progress = progress
    }

    /// The plan.
    public var plan: Plan { schedule.plan }
  }

  /// The plan before.
  public private(set) var old: Side
  /// The plan as amended.
  public private(set) var new: Side
  /// The unit whose tasks are compared, by its id; nil where all are.
  public let unit: String?
  /// How many tasks are the same in both.
  public private(set) var unchanged = 0
  /// The tasks that are not the same, in the order of the new file; then those of work that only the old one has.
  public let changes: [TaskChange]
  /// What becomes of work as needed.
  public let workChanges: [WorkChange]
  /// What is recorded of tasks that change or go.
  let marks: DifferenceMarks
  let matching: PlanMatching
  /// The units whose tasks are compared, as numbers of ``PlanMatching``; nil where all are.
  let focus: Set<Int>?
  let areParentsSame: Bool

  /// Compares two plans.
  ///
  /// - Parameters:
  ///   - old: The plan before.
  ///   - new: The plan as amended.
  ///   - unit: The id, in either plan, of the only unit to look at, or of a group for its members; nil for all.
  public init(old: Side, new: Side, unit: String? = nil) {
    let matching = PlanMatching(old.plan, new.plan)
    self.matching = matching
    self.unit = unit
    focus = unit.map { Self.focus($0, old.plan, new.plan, matching) }
    areParentsSame = Self.areParentsSame(old.plan, new.plan, matching)
    var comparison = Comparison(old.schedule, new.schedule, matching, focus: focus, areParentsSame: areParentsSame)
    comparison.run()
    unchanged = comparison.unchanged
    changes = comparison.changes
    workChanges = comparison.workChanges
    (self.old, self.new) = (old, new)
    let focus = focus
    marks = DifferenceMarks(old, new, comparison.changes, isSamePlan: matching.isSamePlan) { unit in
      focus?.contains(matching.common(ofOld: unit)) ?? true
    }
    let (added, cancelled) = (changes.count { $0.isOf(.added) }, changes.count { $0.isOf(.cancelled) })
    let both = unchanged + changes.count - added - cancelled
    self.old.count = both + cancelled
    self.new.count = both + added
  }

  /// The units that an id names in either plan, a group as its members.
  private static func focus(_ id: String, _ old: Plan, _ new: Plan, _ matching: PlanMatching) -> Set<Int> {
    let before = old.unitPosition(of: id).map { old.members(of: $0).map { matching.common(ofOld: $0) } } ?? []
    let after = new.unitPosition(of: id).map { new.members(of: $0) } ?? []
    return Set(before + after)
  }

  private static func areParentsSame(_ old: Plan, _ new: Plan, _ matching: PlanMatching) -> Bool {
    func parent(_ plan: Plan, _ unit: Int) -> Int? { plan.units[unit].parent.flatMap { plan.units.position(of: $0.value) } }
    return old.units.all.indices.allSatisfy { unit in
      let now = matching.newUnits[unit]
      return now < 0 || parent(old, unit).map { matching.common(ofOld: $0) } == parent(new, now)
    }
  }

  // MARK: Counts

  /// How many tasks there are of a kind.
  public func count(_ kind: TaskChange.Kind) -> Int { changes.count { $0.isOf(kind) } }

  /// How many tasks both plans have, in another form.
  public var changed: Int { changes.count { $0.isInBoth } }

  /// Whether no task and no work differs.
  public var isNothing: Bool { changes.isEmpty && workChanges.isEmpty }

  // MARK: The act

  /// The act that the new plan names and the old one does not: the last of them.
  public var amendment: Amendment? {
    new.plan.act(since: old.plan)
  }
}

/// Goes through two schedules, by pieces of work, days and owners, without making a task or an id.
private struct Comparison {
  private let old: Schedule
  private let new: Schedule
  private let matching: PlanMatching
  private let focus: Set<Int>?
  private let areParentsSame: Bool
  private let oldTurns: TurningDays
  private let newTurns: TurningDays
  private(set) var unchanged = 0
  private(set) var changes: [TaskChange] = []
  private(set) var workChanges: [WorkChange] = []

  init(_ old: Schedule, _ new: Schedule, _ matching: PlanMatching, focus: Set<Int>?, areParentsSame: Bool) {
    self.old = old
    self.new = new
    self.matching = matching
    self.focus = focus
    self.areParentsSame = areParentsSame
    oldTurns = TurningDays(old.plan)
    newTurns = TurningDays(new.plan)
  }

  mutating func run() {
    var ofWork = [Int](repeating: -1, count: old.plan.work.count)
    for (number, series) in old.series.enumerated() { ofWork[series.work] = number }
    for (number, series) in new.series.enumerated() {
      let work = matching.oldWork[series.work]
      if work >= 0, ofWork[work] >= 0 {
        compare(ofWork[work], number)
      } else {
        addAlone(nil, number)
      }
    }
    for (number, series) in old.series.enumerated() where matching.newWork[series.work] < 0 { addAlone(number, nil) }
  }

  // MARK: Work that both plans have

  /// The people of the two series between two turning days, and what differs for each pair of owners.
  private struct Part {
    let pairing: RolePairing
    var fields: [ChangedFields] = []
    var concerned: [Bool]?
    var isQuiet = true
  }

  private mutating func compare(_ oldNumber: Int, _ newNumber: Int) {
    let (before, after) = (old.series[oldNumber], new.series[newNumber])
    let (oldItem, newItem) = (old.plan.work[before.work], new.plan.work[after.work])
    let pairing = SeriesPairing(old, oldNumber, new, newNumber, matching)
    let ofWork = ChangedFields(oldItem, newItem)
    // With `{period}` in it, a title may come out the same for some days.
    let isTitleBySlot = ofWork.contains(.title) && (oldItem.title.contains("{") || newItem.title.contains("{"))
    var parts: [Int: Part] = [:]
    for slot in pairing.slots {
      let (was, isNow) = (before.slots[slot.old], after.slots[slot.new])
      let key = oldTurns.part(of: was) << 32 | newTurns.part(of: isNow)
      if parts[key] == nil { parts[key] = part(oldNumber, was, newNumber, isNow, pairing) }
      guard let part = parts[key] else { continue }
      var common = ChangedFields(was, isNow).union(ofWork)
      if isTitleBySlot, !pairing.owners.isEmpty {
        let one = old.title(at: TaskPlace(series: oldNumber, slot: slot.old, owner: 0))
        if one == new.title(at: TaskPlace(series: newNumber, slot: slot.new, owner: 0)) { common.remove(.title) }
      }
      if common.isEmpty, part.isQuiet {
        unchanged += part.concerned?.count { $0 } ?? pairing.owners.count
        continue
      }
      for (index, owner) in pairing.owners.enumerated() {
        if let concerned = part.concerned, !concerned[index] { continue }
        let fields = common.union(part.fields[index])
        guard !fields.isEmpty else {
          unchanged += 1
          continue
        }
        changes.append(
          TaskChange(
            old: TaskPlace(series: oldNumber, slot: slot.old, owner: owner.old),
            new: TaskPlace(series: newNumber, slot: slot.new, owner: owner.new), fields: fields))
      }
    }
    for slot in pairing.slots {
      addAll(pairing.addedOwners, slot.new, of: newNumber, isOld: false)
      addAll(pairing.goneOwners, slot.old, of: oldNumber, isOld: true)
    }
    for slot in pairing.addedSlots { addAll(Array(0..<after.ownerCount), slot, of: newNumber, isOld: false) }
    for slot in pairing.goneSlots { addAll(Array(0..<before.ownerCount), slot, of: oldNumber, isOld: true) }
    compareAsNeeded(oldNumber, newNumber, pairing, ofWork)
  }

  private func part(_ oldNumber: Int, _ was: TaskSlot?, _ newNumber: Int, _ isNow: TaskSlot?, _ pairing: SeriesPairing) -> Part {
    let roles = RolePairing(
      (old, oldNumber, was.flatMap { oldTurns.day(of: $0) }), (new, newNumber, isNow.flatMap { newTurns.day(of: $0) }), matching,
      areParentsSame: areParentsSame)
    var part = Part(pairing: roles)
    part.fields = pairing.owners.map { roles.fields($0.old, $0.new) }
    part.isQuiet = part.fields.allSatisfy(\.isEmpty)
    if let focus { part.concerned = pairing.owners.map { roles.concern(focus, $0.old, $0.new) } }
    return part
  }

  // MARK: Work as needed

  private mutating func compareAsNeeded(
    _ oldNumber: Int, _ newNumber: Int, _ pairing: SeriesPairing, _ ofWork: ChangedFields
  ) {
    let (oldWork, newWork) = (old.series[oldNumber].work, new.series[newNumber].work)
    switch (old.plan.work[oldWork].isAsNeeded, new.plan.work[newWork].isAsNeeded) {
    case (false, false): return
    case (true, false): addNeeded(oldNumber, isOld: true)
    case (false, true): addNeeded(newNumber, isOld: false)
    case (true, true):
      let part = part(oldNumber, nil, newNumber, nil, pairing)
      var fields = part.fields.reduce(into: ofWork) { $0.formUnion($1) }
      if !pairing.goneOwners.isEmpty || !pairing.addedOwners.isEmpty { fields.insert(.unit) }
      let isConcerned = focus == nil || part.concerned?.contains(true) ?? false
      guard !fields.isEmpty, isConcerned || isConcerning(oldNumber, isOld: true) || isConcerning(newNumber, isOld: false) else {
        return
      }
      workChanges.append(WorkChange(old: oldWork, new: newWork, fields: fields))
    }
  }

  private mutating func addNeeded(_ number: Int, isOld: Bool) {
    guard isConcerning(number, isOld: isOld) else { return }
    let work = (isOld ? old : new).series[number].work
    workChanges.append(WorkChange(old: isOld ? work : nil, new: isOld ? nil : work, fields: []))
  }

  private func isConcerning(_ number: Int, isOld: Bool) -> Bool {
    guard focus != nil else { return true }
    let schedule = isOld ? old : new
    let roles = SeriesRoles(schedule, series: number, on: nil)
    return (0..<schedule.series[number].ownerCount).contains { isConcerned(roles, $0, isOld: isOld) }
  }

  // MARK: What only one plan has

  private mutating func addAlone(_ oldNumber: Int?, _ newNumber: Int?) {
    guard let number = oldNumber ?? newNumber else { return }
    let isOld = oldNumber != nil
    let series = (isOld ? old : new).series[number]
    if (isOld ? old : new).plan.work[series.work].isAsNeeded { addNeeded(number, isOld: isOld) }
    let owners = Array(0..<series.ownerCount)
    for slot in series.slots.indices { addAll(owners, slot, of: number, isOld: isOld) }
  }

  private mutating func addAll(_ owners: [Int], _ slot: Int, of number: Int, isOld: Bool) {
    guard !owners.isEmpty else { return }
    let schedule = isOld ? old : new
    var roles: SeriesRoles?
    if focus != nil {
      let turns = isOld ? oldTurns : newTurns
      roles = SeriesRoles(schedule, series: number, on: turns.day(of: schedule.series[number].slots[slot]))
    }
    for owner in owners {
      if let roles, !isConcerned(roles, owner, isOld: isOld) { continue }
      let place = TaskPlace(series: number, slot: slot, owner: owner)
      changes.append(TaskChange(old: isOld ? place : nil, new: isOld ? nil : place, fields: []))
    }
  }

  private func isConcerned(_ roles: SeriesRoles, _ owner: Int, isOld: Bool) -> Bool {
    guard let focus else { return true }
    return focus.contains { unit in
      (isOld ? matching.old(unit) : matching.new(unit)).map { roles.concern($0, of: owner) } ?? false
    }
  }
}

/// The days on which units of a plan begin or are no more.
struct TurningDays: Sendable {
  private let days: [CivilDate]

  init(_ plan: Plan) { days = plan.turningDays }

  /// Between which of the turning days a task lies; nobody changes within a part.
  func part(of slot: TaskSlot) -> Int {
    guard !days.isEmpty, let day = slot.due ?? slot.start else { return 0 }
    return 1 + (days.firstIndex { day < $0 } ?? days.count)
  }

  /// The day on which it shows who acts; nil where that is the same on all days.
  func day(of slot: TaskSlot) -> CivilDate? { days.isEmpty ? nil : slot.due ?? slot.start }
}
