import PlanModel

/// Who goes from a role and who comes into it for all owners alike, whoever they are.
final class CommonDifference: Sendable {
  let gone: Set<Int>
  let come: Set<Int>

  init(gone: Set<Int>, come: Set<Int>) {
    self.gone = gone
    self.come = come
  }
}

/// Who comes into a role of a task and who goes, as numbers of ``PlanMatching``.
///
/// What all owners have in common is held once: of thousands that coordinate with each other each lacks only itself.
struct RoleDifference: Sendable, Hashable {
  let field: ChangedFields
  /// What holds for all owners; nil where nothing does.
  var common: CommonDifference?
  /// Those of `common` for whom it does not hold here, because the task is their own.
  var selves: Set<Int> = []
  /// Those of `common` for whom it does not hold here for another reason.
  var except: Set<Int> = []
  /// Who goes here alone, and who comes.
  var ownGone: Set<Int> = []
  var ownCome: Set<Int> = []

  var gone: [Int] { all(common?.gone, ownGone) }
  var come: [Int] { all(common?.come, ownCome) }

  /// Whether nothing differs after all.
  var isEmpty: Bool {
    let shared = (common?.gone.count ?? 0) + (common?.come.count ?? 0)
    return ownGone.isEmpty && ownCome.isEmpty && shared == selves.count + except.count
  }

  private func all(_ common: Set<Int>?, _ own: Set<Int>) -> [Int] {
    (common ?? []).subtracting(selves).subtracting(except).union(own).sorted()
  }

  // Who only lacks itself is told with the others.
  static func == (one: RoleDifference, other: RoleDifference) -> Bool {
    one.field == other.field && one.except == other.except && one.ownGone == other.ownGone && one.ownCome == other.ownCome
      && (one.common === other.common || (one.common?.gone == other.common?.gone && one.common?.come == other.common?.come))
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(field)
    hasher.combine(ownGone)
    hasher.combine(ownCome)
    hasher.combine(common?.gone.count)
    hasher.combine(common?.come.count)
  }
}

/// The people of two series on two days, with what differs for all owners worked out once.
struct RolePairing: Sendable {
  private let old: SeriesRoles
  private let new: SeriesRoles
  private let matching: PlanMatching
  private let oldSeries: TaskSeries
  private let newSeries: TaskSeries
  /// For each role, the units that only one of the series has in it; nil where there are none.
  private let apart: [CommonDifference?]
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
    var apart: [CommonDifference?] = []
    var isSame = areParentsSame
    for (role, _) in Self.fields {
      let (before, after) = (self.old.members(of: role), self.new.members(of: role))
      var (gone, come): (Set<Int>, Set<Int>) = ([], [])
      for (unit, presence) in before {
        let now = matching.newUnits[unit]
        let found = now >= 0 ? after[now] : nil
        if found == nil { gone.insert(matching.common(ofOld: unit)) }
        if found != presence { isSame = false }
      }
      for unit in after.keys where matching.oldUnits[unit] < 0 || before[matching.oldUnits[unit]] == nil {
        come.insert(unit)
        isSame = false
      }
      apart.append(gone.isEmpty && come.isEmpty ? nil : CommonDifference(gone: gone, come: come))
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
    func add(_ field: ChangedFields, _ was: Int, _ isNow: Int) {
      if was != isNow { result.append(RoleDifference(field: field, ownGone: [was], ownCome: [isNow])) }
    }
    add(.unit, oldUnit, after.unit)
    add(.lead, oldLead, after.lead)
    let dependents = Set(old.dependents(of: oldOwner).map { matching.common(ofOld: $0) } + new.dependents(of: newOwner))
    let own: Set = [oldUnit, after.unit, oldLead, after.lead]
    for (index, (role, field)) in Self.fields.enumerated() {
      var one = RoleDifference(field: field)
      var candidates = dependents
      if role == .implement, changesPart {
        candidates.formUnion(old.members(of: role).keys.map { matching.common(ofOld: $0) })
        candidates.formUnion(new.members(of: role).keys)
      } else if role != .implement || !isImplementer {
        one.common = apart[index]
      }
      for unit in candidates {
        let was = matching.old(unit).map { old.contains($0, as: role, of: oldOwner) } ?? false
        let isNow = matching.new(unit).map { new.contains($0, as: role, of: newOwner) } ?? false
        let isCommon = one.common.map { $0.gone.contains(unit) || $0.come.contains(unit) } ?? false
        switch (was != isNow, isCommon) {
        // A unit is in one of the two series only, so a difference is the common one.
        case (true, true), (false, false): break
        case (true, false): if was { one.ownGone.insert(unit) } else { one.ownCome.insert(unit) }
        case (false, true): if own.contains(unit) { one.selves.insert(unit) } else { one.except.insert(unit) }
        }
      }
      if !one.isEmpty { result.append(one) }
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
