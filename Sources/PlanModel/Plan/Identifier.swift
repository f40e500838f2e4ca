/// The permanent id of an `Entity`: small letters, digits and hyphens, 63 bytes at most.
public struct Identifier<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The id as text.
  public let text: String

  init(_ text: String) { self.text = text }

  /// The id as text.
  public var description: String { text }

  /// Orders by bytes.
  public static func < (left: Identifier, right: Identifier) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }
}

/// Names that Windows keeps for devices: a feed or checklist of this name could not be saved there.
let deviceNames: Set<String> = Set(
  ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })

/// Whether a text may be an id: `[a-z][a-z0-9-]*`, 63 bytes at most, not `all`, not ending in `-todo`, no name of a device.
func isIdentifier(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    guard bytes.count <= 63, let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
    var index = 1
    while index < bytes.count {
      switch bytes[index] {
      case 0x61...0x7A, 0x30...0x39, 0x2D: index += 1
      default: return false
      }
    }
    // The names that are kept for others are short; thousands of ids are longer.
    if bytes.count <= 4 {
      let text = String(decoding: bytes, as: UTF8.self)
      return text != "all" && !deviceNames.contains(text)
    }
    return !bytes.suffix(5).elementsEqual("-todo".utf8)
  }
}

/// A reference to an entity by its id, with the place where it is written.
public typealias Reference<Entity> = Located<Identifier<Entity>>

/// Entities by id, in the order of the file.
public struct EntityTable<Entity: Sendable>: Sendable {
  /// The entities, in the order they were written.
  public private(set) var all: [Entity] = []
  /// The ids, in the same order.
  public private(set) var ids: [Located<Identifier<Entity>>] = []
  private var positions: [String: Int] = [:]
  /// Whether something could not be read, so that a missing id proves nothing.
  var isIncomplete = false
  /// Ids that are written, but what they stand for could not be read.
  var unreadable: Set<String> = []

  init() {}

  /// The number of entities.
  public var count: Int { all.count }

  /// Whether an id is written at all, readable or not.
  func isKnown(_ id: Identifier<Entity>) -> Bool { positions[id.text] != nil || unreadable.contains(id.text) }

  /// The position of an id.
  public func position(of id: Identifier<Entity>) -> Int? { positions[id.text] }

  /// The position of an id that is probably the one expected: a right guess saves hashing it, a wrong one costs a comparison.
  func position(of id: Identifier<Entity>, expected: Int) -> Int? {
    expected < ids.count && ids[expected].value == id ? expected : position(of: id)
  }

  /// Makes room for so many more entities.
  mutating func reserve(_ count: Int) {
    all.reserveCapacity(all.count + count)
    ids.reserveCapacity(ids.count + count)
    positions.reserveCapacity(positions.count + count)
  }

  /// The entity of an id.
  public subscript(id: Identifier<Entity>) -> Entity? { positions[id.text].map { all[$0] } }

  /// The entity at a position.
  ///
  /// It is lent and not copied: most of who ask look at one property of it.
  public subscript(position: Int) -> Entity {
    _read { yield all[position] }
  }

  /// Adds an entity; false where its id is taken.
  mutating func add(_ entity: consuming Entity, id: consuming Located<Identifier<Entity>>) -> Bool {
    if let first = positions.updateValue(all.count, forKey: id.value.text) {
      positions[id.value.text] = first
      return false
    }
    all.append(entity)
    ids.append(id)
    return true
  }

  mutating func update(_ position: Int, _ change: (inout Entity) -> Void) { change(&all[position]) }

  /// Adds what another table has and this one has not.
  mutating func merge(_ other: EntityTable) {
    isIncomplete = isIncomplete || other.isIncomplete
    unreadable.formUnion(other.unreadable)
    for (entity, id) in zip(other.all, other.ids) { _ = add(entity, id: id) }
  }
}
