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
  let bytes = text.utf8
  guard bytes.count <= 63, let first = bytes.first, (0x61...0x7A).contains(first), text != "all", !text.hasSuffix("-todo"),
    !deviceNames.contains(text)
  else {
    return false
  }
  return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
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

  /// The entity of an id.
  public subscript(id: Identifier<Entity>) -> Entity? { positions[id.text].map { all[$0] } }

  /// The entity at a position.
  public subscript(position: Int) -> Entity { all[position] }

  /// Adds an entity; false where its id is taken.
  mutating func add(_ entity: Entity, id: Located<Identifier<Entity>>) -> Bool {
    guard positions[id.value.text] == nil else { return false }
    positions[id.value.text] = all.count
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
