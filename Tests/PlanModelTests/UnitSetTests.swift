import Testing
import TestSupport

@testable import PlanModel

/// Sets of units as bits, held against sets of numbers.
@Suite struct UnitSetTests {
  @Test func theyHoldWhatPlainSetsHold() {
    var dice = SplitMix64(seed: 9)
    for count in [0, 1, 63, 64, 65, 1000] {
      var set = UnitSet(count: count)
      var other = UnitSet(count: count)
      var plain: Set<Int> = []
      #expect(set.isEmpty)
      for _ in 0..<count {
        let unit = Int.random(in: 0..<count, using: &dice)
        if Bool.random(using: &dice) { #expect(set.insert(unit) == plain.insert(unit).inserted) } else { other.insert(unit) }
      }
      #expect(set.units == plain.sorted())
      #expect(UnitSet(plain.shuffled(using: &dice), of: count) == set)
      for unit in plain.prefix(count / 4) {
        var fewer = set
        fewer.remove(unit)
        #expect(fewer.units == plain.subtracting([unit]).sorted())
      }
      set.formUnion(other)
      #expect(Set(set.units) == plain.union(other.units) && set.units.allSatisfy(set.contains))
    }
  }
}
