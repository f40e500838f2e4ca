/// Some units of a plan by their positions, a bit for each: sets of thousands of wards are made and asked in no time.
struct UnitSet: Sendable, Equatable {
  private var bits: [UInt64]

  /// Makes an empty set of the units of a plan that has `count` of them.
  init(count: Int) { bits = Array(repeating: 0, count: (count + 63) / 64) }

  /// Makes the set of some units of a plan that has `count` of them.
  init(_ units: [Int], of count: Int) {
    self.init(count: count)
    // Sets of thousands of wards are made for every activity: not a check for each that nobody else holds the bits.
    bits.withUnsafeMutableBufferPointer { bits in
      for unit in units {
        precondition(unit >> 6 < bits.count)
        bits[unit >> 6] |= 1 << UInt64(unit & 63)
      }
    }
  }

  /// Whether a unit is in the set.
  func contains(_ unit: Int) -> Bool { bits[unit >> 6] & (1 << UInt64(unit & 63)) != 0 }

  /// Adds a unit; says whether it was not there.
  @discardableResult
  mutating func insert(_ unit: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(unit & 63)
    guard bits[unit >> 6] & bit == 0 else { return false }
    bits[unit >> 6] |= bit
    return true
  }

  /// Takes a unit away.
  mutating func remove(_ unit: Int) { bits[unit >> 6] &= ~(1 << UInt64(unit & 63)) }

  /// Adds all units of another set of the same plan.
  mutating func formUnion(_ other: UnitSet) {
    for index in bits.indices { bits[index] |= other.bits[index] }
  }

  /// Whether no unit is in the set.
  var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

  /// The units, in the order of the plan.
  var units: [Int] {
    var units: [Int] = []
    for (index, word) in bits.enumerated() {
      var left = word
      while left != 0 {
        units.append(index << 6 + left.trailingZeroBitCount)
        left &= left - 1
      }
    }
    return units
  }
}
