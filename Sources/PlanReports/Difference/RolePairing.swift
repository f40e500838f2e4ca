import PlanModel

/// Who comes into a role of a task and who goes, as numbers of ``PlanMatching``.
struct RoleDifference: Sendable, Hashable {
  let field: ChangedFields
  let gone: [Int]
  let come: [Int]
}

/// The people of two series on two days, with what differs for all owners worked out once.
struct RolePairing: Sendable {
  private let old: SeriesRoles
  private let new: SeriesRoles
  private let matching: PlanMatching
  private let oldSeries: TaskSeries
  private let newSeries: TaskSeries
  /// For each role, the units that only one of the series has in it.
  private let apart: [[Int]]
  /// Whether the same units stand in all roles, in the same way.
  private let isSame: Bool

  private static let fields: [(SeriesRoles.Role, ChangedFields)] = [
    (.coordinate, .coordinate), (.implement, .implement), (.monitor, .monitor), (.reportTo, .reportTo),
  ]

  /// Pairs the people of a series of each schedule on a day of each; `areParentsSame` tells that no unit has gone to another parent.
  init(
    _ old: (schedule: Schedule, series: Int, day: CivilDate?), _ new: (schedule: Schedule, series: Int, day: CivilDate?),
    _ matching: PlanMatching, areParentsSame: Bool
  ) {
    self.old = SeriesRoles(old.schedule, series: old.series, on: old.day)
    self.new = SeriesRoles(new.schedule, series: new.series, on: new.day)
    self.matching = matching
    oldSeries = old.schedule.series[old.series]
    newSeries = new.schedule.series[new.series]
    var apart: [[Int]] = []
    var isSame = areParentsSame
    for (role, _) in Self.fields {
      let (before, after) = (self.old.members(of: role), self.new.members(of: role))
      var one: [Int] = []
      for (unit, presence) in before {
        let now = matching.newUnits[unit]
        let found = now >= 0 ? after[now] : nil
        if found == nil { one.append(matching.common(ofOld: unit)) }
        if found != presence { isSame = false }
      }
      for unit in after.keys where matching.oldUnits[unit] < 0 || before[matching.oldUnits[unit]] == nil {
        one.append(unit)
        isSame = false
      }
      apart.append(one)
    }
    self.apart = apart
    self.isSame = isSame
  }

  /// What differs between the people of an owner in the old series and of one in the new series.
  func differences(_ oldOwner: Int, _ newOwner: Int) -> [RoleDifference] {
    let (before, after) = (old.people(of: oldOwner), new.people(of: newOwner))
    let (oldUnit, oldLead) = (matching.common(ofOld: before.unit), matching.common(ofOld: before.lead))
    let isImplementer = newSeries.isImplementer(newOwner)
    let changesPart = oldSeries.isImplementer(oldOwner) != isImplementer
    if isSame, oldUnit == after.unit, oldLead == after.lead, !changesPart { return [] }
    var result: [RoleDifference] = []
    if oldUnit != after.unit { result.append(RoleDifference(field: .unit, gone: [oldUnit], come: [after.unit])) }
    if oldLead != after.lead { result.append(RoleDifference(field: .lead, gone: [oldLead], come: [after.lead])) }
    let dependents = old.dependents(of: oldOwner).map { matching.common(ofOld: $0) } + new.dependents(of: newOwner)
    for (index, (role, field)) in Self.fields.enumerated() {
      var candidates = Set(dependents)
      if role == .implement, changesPart {
        candidates.formUnion(old.members(of: role).keys.map { matching.common(ofOld: $0) })
        candidates.formUnion(new.members(of: role).keys)
      } else if role != .implement || !isImplementer {
        candidates.formUnion(apart[index])
      }
      var (gone, come): ([Int], [Int]) = ([], [])
      for unit in candidates {
        let was = matching.old(unit).map { old.contains($0, as: role, of: oldOwner) } ?? false
        let isNow = matching.new(unit).map { new.contains($0, as: role, of: newOwner) } ?? false
        if was, !isNow { gone.append(unit) }
        if isNow, !was { come.append(unit) }
      }
      if !gone.isEmpty || !come.isEmpty {
        result.append(RoleDifference(field: field, gone: gone.sorted(), come: come.sorted()))
      }
    }
    return result
  }

  /// The fields in which the people of an owner of each series differ.
  func fields(_ oldOwner: Int, _ newOwner: Int) -> ChangedFields {
    differences(oldOwner, newOwner).reduce(into: []) { $0.formUnion($1.field) }
  }

  /// Whether a unit has a part in the tasks of an owner, before or after.
  func concern(_ units: Set<Int>, _ oldOwner: Int, _ newOwner: Int) -> Bool {
    units.contains { unit in
      (matching.old(unit).map { old.concern($0, of: oldOwner) } ?? false)
        || (matching.new(unit).map { new.concern($0, of: newOwner) } ?? false)
    }
  }
}
