import PlanModel

/// What of one plan is what of another that amends it: by ids, those borne before included.
struct PlanMatching: Sendable {
  /// For each unit of the old plan, its position in the new one; -1 where it has none.
  let newUnits: [Int]
  /// For each unit of the new plan, its position in the old one; -1 where it had none.
  let oldUnits: [Int]
  /// For each piece of work of the new plan, its position in the old one; -1 where it had none.
  let oldWork: [Int]
  /// For each piece of work of the old plan, its position in the new one; -1 where it has none.
  let newWork: [Int]
  /// Whether the tasks keep the ids under which they are published and recorded.
  let isSamePlan: Bool

  init(_ old: Plan, _ new: Plan) {
    isSamePlan = old.id == new.id || new.formerIDs.contains(old.id.text)
    (newUnits, oldUnits) = Self.units(old, new)
    (newWork, oldWork) = Self.work(old, new)
  }

  private static func units(_ old: Plan, _ new: Plan) -> (newOf: [Int], oldOf: [Int]) {
    pairs(
      old.units.all.map(\.id.text), new.units.all.map(\.id.text), former: new.units.all.map(\.formerIDs))
  }

  private static func work(_ old: Plan, _ new: Plan) -> (newOf: [Int], oldOf: [Int]) {
    let former = new.work.map { item in
      guard !item.formerIDs.isEmpty || !item.formerPhaseIDs.isEmpty else { return [String]() }
      return ([item.activity.text] + item.formerIDs).flatMap { activity in
        item.phase.map { [$0.text] + item.formerPhaseIDs }?.map { "\(activity).\($0)" } ?? [activity]
      }
    }
    return pairs(old.work.map(\.path), new.work.map(\.path), former: former)
  }

  /// Pairs what bears the same name, then what bore it: of several that claim one, the first in the file takes it.
  private static func pairs(_ old: [String], _ new: [String], former: [[String]]) -> (newOf: [Int], oldOf: [Int]) {
    let places = Dictionary(old.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { one, _ in one })
    var newOf = [Int](repeating: -1, count: old.count)
    var oldOf = [Int](repeating: -1, count: new.count)
    for (position, name) in new.enumerated() {
      guard let place = places[name], newOf[place] < 0 else { continue }
      (newOf[place], oldOf[position]) = (position, place)
    }
    for position in new.indices where oldOf[position] < 0 {
      // A name that something else bears now is its own, and has been given to it already.
      guard let place = former[position].lazy.compactMap({ places[$0] }).first(where: { newOf[$0] < 0 }) else { continue }
      (newOf[place], oldOf[position]) = (position, place)
    }
    return (newOf, oldOf)
  }

  /// One number for a unit in either plan: its position in the new one, else behind those.
  func common(ofOld unit: Int) -> Int { newUnits[unit] >= 0 ? newUnits[unit] : oldUnits.count + unit }

  /// The unit of the old plan that a number stands for; nil where there was none.
  func old(_ common: Int) -> Int? {
    let unit = common < oldUnits.count ? oldUnits[common] : common - oldUnits.count
    return unit >= 0 ? unit : nil
  }

  /// The unit of the new plan that a number stands for; nil where there is none.
  func new(_ common: Int) -> Int? { common < oldUnits.count ? common : nil }
}

/// Which days and which owners of a series are which of another.
struct SeriesPairing: Sendable {
  struct Pair: Sendable, Hashable {
    let old: Int
    let new: Int
  }

  /// The days that are in both.
  private(set) var slots: [Pair] = []
  /// The days that only the old series has.
  private(set) var goneSlots: [Int] = []
  /// The days that only the new series has.
  private(set) var addedSlots: [Int] = []
  /// The owners that are in both.
  private(set) var owners: [Pair] = []
  /// The owners that only the old series has.
  private(set) var goneOwners: [Int] = []
  /// The owners that only the new series has.
  private(set) var addedOwners: [Int] = []

  init(_ old: Schedule, _ oldNumber: Int, _ new: Schedule, _ newNumber: Int, _ matching: PlanMatching) {
    pairSlots(old.series[oldNumber].slots, new.series[newNumber].slots)
    pairOwners(old, oldNumber, new, newNumber, matching)
  }

  // MARK: Days

  /// Pairs days by their keys; where a key is gone, by the day and hour, then by the day, as marks find their tasks again.
  private mutating func pairSlots(_ old: [TaskSlot], _ new: [TaskSlot]) {
    if old.count == new.count, zip(old, new).allSatisfy({ $0.key == $1.key }) {
      slots = old.indices.map { Pair(old: $0, new: $0) }
      return
    }
    let places = Dictionary(old.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { one, _ in one })
    var newOf = [Int](repeating: -1, count: old.count)
    var oldOf = [Int](repeating: -1, count: new.count)
    for (position, slot) in new.enumerated() {
      guard let place = places[slot.key], newOf[place] < 0 else { continue }
      (newOf[place], oldOf[position]) = (position, place)
    }
    for isByHour in [true, false] {
      func name(_ slot: TaskSlot) -> DayName? {
        slot.nominal.map { DayName(day: $0, hour: isByHour ? slot.time?.start : nil) }
      }
      let gone = Dictionary(grouping: old.indices.filter { newOf[$0] < 0 }) { name(old[$0]) }
      let come = Dictionary(grouping: new.indices.filter { oldOf[$0] < 0 }) { name(new[$0]) }
      for (name, places) in gone where name != nil && places.count == 1 {
        guard let found = come[name], found.count == 1 else { continue }
        (newOf[places[0]], oldOf[found[0]]) = (found[0], places[0])
      }
    }
    slots = new.indices.filter { oldOf[$0] >= 0 }.map { Pair(old: oldOf[$0], new: $0) }
    goneSlots = old.indices.filter { newOf[$0] < 0 }
    addedSlots = new.indices.filter { oldOf[$0] < 0 }
  }

  private struct DayName: Hashable {
    let day: CivilDate
    let hour: TimeOfDay?
  }

  // MARK: Owners

  /// Pairs owners by unit, the one that no fan-out made by being so; then a unit with its only successor, and one with one.
  private mutating func pairOwners(
    _ old: Schedule, _ oldNumber: Int, _ new: Schedule, _ newNumber: Int, _ matching: PlanMatching
  ) {
    func names(_ schedule: Schedule, _ number: Int) -> [(unit: Int, isFannedOut: Bool)] {
      (0..<schedule.series[number].ownerCount).map { schedule.series[number].writtenOwner($0) }
    }
    let (before, after) = (names(old, oldNumber), names(new, newNumber))
    // The owner without a name in the id is one and the same, whoever leads.
    let oldNames = before.map { $0.isFannedOut ? matching.common(ofOld: $0.unit) : -1 }
    let newNames = after.map { $0.isFannedOut ? $0.unit : -1 }
    if oldNames == newNames {
      owners = oldNames.indices.map { Pair(old: $0, new: $0) }
      return
    }
    let places = Dictionary(oldNames.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { one, _ in one })
    var newOf = [Int](repeating: -1, count: before.count)
    var oldOf = [Int](repeating: -1, count: after.count)
    for (position, name) in newNames.enumerated() {
      guard let place = places[name], newOf[place] < 0 else { continue }
      (newOf[place], oldOf[position]) = (position, place)
    }
    if before.count == 1, after.count == 1 {
      (newOf[0], oldOf[0]) = (0, 0)
    } else {
      var claims: [Int: [Int]] = [:]
      for place in before.indices where newOf[place] < 0 && before[place].isFannedOut {
        guard let heir = Self.successor(before[place].unit, old.plan, new.plan, matching) else { continue }
        claims[heir, default: []].append(place)
      }
      for position in after.indices where oldOf[position] < 0 && after[position].isFannedOut {
        guard let claim = claims[after[position].unit], claim.count == 1 else { continue }
        (newOf[claim[0]], oldOf[position]) = (position, claim[0])
      }
    }
    owners = after.indices.filter { oldOf[$0] >= 0 }.map { Pair(old: oldOf[$0], new: $0) }
    goneOwners = before.indices.filter { newOf[$0] < 0 }
    addedOwners = after.indices.filter { oldOf[$0] < 0 }
  }

  /// The only unit that takes over from a unit of the old plan, as a position in the new one.
  private static func successor(_ unit: Int, _ old: Plan, _ new: Plan, _ matching: PlanMatching) -> Int? {
    let now = matching.newUnits[unit]
    let named = now >= 0 && !new.units[now].successors.isEmpty ? new.units[now].successors : old.units[unit].successors
    let heirs = named.compactMap { new.units.position(of: $0.value) }
    return named.count == 1 ? heirs.first : nil
  }
}
