import PlanModel

/// What of a task an amendment changes.
public struct ChangedFields: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt32

  /// Makes fields of their bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The first day.
  public static let start = ChangedFields(rawValue: 1 << 0)
  /// The last day.
  public static let due = ChangedFields(rawValue: 1 << 1)
  /// The hour.
  public static let time = ChangedFields(rawValue: 1 << 2)
  /// Whether the days are expected rather than fixed.
  public static let tentative = ChangedFields(rawValue: 1 << 3)
  /// Whether it waits for something without a date.
  public static let waiting = ChangedFields(rawValue: 1 << 4)
  /// The owner.
  public static let unit = ChangedFields(rawValue: 1 << 5)
  /// The accountable unit.
  public static let lead = ChangedFields(rawValue: 1 << 6)
  /// The coordinating units.
  public static let coordinate = ChangedFields(rawValue: 1 << 7)
  /// The implementing units.
  public static let implement = ChangedFields(rawValue: 1 << 8)
  /// The monitoring units.
  public static let monitor = ChangedFields(rawValue: 1 << 9)
  /// Who is reported to.
  public static let reportTo = ChangedFields(rawValue: 1 << 10)
  /// The title.
  public static let title = ChangedFields(rawValue: 1 << 11)
  /// What is delivered.
  public static let product = ChangedFields(rawValue: 1 << 12)
  /// The channels.
  public static let channels = ChangedFields(rawValue: 1 << 13)
  /// The themes.
  public static let themes = ChangedFields(rawValue: 1 << 14)
  /// The target groups.
  public static let targetGroups = ChangedFields(rawValue: 1 << 15)
  /// Where.
  public static let place = ChangedFields(rawValue: 1 << 16)
  /// What proves it.
  public static let evidence = ChangedFields(rawValue: 1 << 17)

  /// What moves a task.
  static let moving: ChangedFields = [.start, .due, .time, .tentative, .waiting]
  /// What gives it to others.
  static let reassigning: ChangedFields = [.unit, .lead, .coordinate, .implement, .monitor, .reportTo]
  /// What changes what is to be done.
  static let editing: ChangedFields = [.title, .product, .channels, .themes, .targetGroups, .place, .evidence]

  /// The fields with their keys in JSON, in order.
  static let keys: [(ChangedFields, String)] = [
    (.start, "start"), (.due, "due"), (.time, "time"), (.tentative, "tentative"), (.waiting, "waiting"), (.unit, "unit"),
    (.lead, "lead"), (.coordinate, "coordinate"), (.implement, "implement"), (.monitor, "monitor"), (.reportTo, "report_to"),
    (.title, "title"), (.product, "product"), (.channels, "channels"), (.themes, "themes"), (.targetGroups, "target_groups"),
    (.place, "place"), (.evidence, "evidence"),
  ]

  /// What differs between two days of a task.
  init(_ old: TaskSlot, _ new: TaskSlot) {
    self = []
    if old.start != new.start { insert(.start) }
    if old.due != new.due { insert(.due) }
    if old.time != new.time { insert(.time) }
    if old.isTentative != new.isTentative { insert(.tentative) }
    if old.isWaiting != new.isWaiting { insert(.waiting) }
  }

  /// What differs between two pieces of work, whatever the days and the people; titles are compared with `{period}` in them.
  init(_ old: WorkItem, _ new: WorkItem) {
    self = []
    if old.title != new.title { insert(.title) }
    // In another order they are the same.
    if old.products != new.products, Self.counted(old.products) != Self.counted(new.products) { insert(.product) }
    if old.channels != new.channels, Set(old.channels) != Set(new.channels) { insert(.channels) }
    if old.themes != new.themes, Set(old.themes) != Set(new.themes) { insert(.themes) }
    if old.targetGroups != new.targetGroups, Set(old.targetGroups) != Set(new.targetGroups) { insert(.targetGroups) }
    if old.place != new.place { insert(.place) }
    if old.evidence != new.evidence { insert(.evidence) }
  }

  private static func counted(_ products: [Product]) -> [Product: Int] {
    products.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

/// What becomes of one task that is not the same in both plans.
public struct TaskChange: Sendable, Hashable {
  /// A kind of change; a task may be moved, reassigned and edited at once.
  public enum Kind: Sendable, CaseIterable {
    /// It is on other days or at another hour.
    case moved
    /// Other people do it.
    case reassigned
    /// Only the new plan has it.
    case added
    /// Only the old plan has it.
    case cancelled
    /// It says something else.
    case edited
  }

  // A plan may have a million tasks, all of them changed.
  private let oldPlace: (series: Int32, slot: Int32, owner: Int32)
  private let newPlace: (series: Int32, slot: Int32, owner: Int32)
  /// What differs; empty for what only one plan has.
  public let fields: ChangedFields

  init(old: TaskPlace?, new: TaskPlace?, fields: ChangedFields) {
    func packed(_ place: TaskPlace?) -> (Int32, Int32, Int32) {
      place.map { (Int32($0.series), Int32($0.slot), Int32($0.owner)) } ?? (-1, -1, -1)
    }
    oldPlace = packed(old)
    newPlace = packed(new)
    self.fields = fields
  }

  /// Where it stands in the old schedule; nil for what is added.
  public var old: TaskPlace? { Self.place(oldPlace) }
  /// Where it stands in the new schedule; nil for what is cancelled.
  public var new: TaskPlace? { Self.place(newPlace) }

  private static func place(_ packed: (series: Int32, slot: Int32, owner: Int32)) -> TaskPlace? {
    packed.series < 0 ? nil : TaskPlace(series: Int(packed.series), slot: Int(packed.slot), owner: Int(packed.owner))
  }

  /// Whether a kind is one of its own.
  public func isOf(_ kind: Kind) -> Bool {
    switch kind {
    case .moved: !fields.isDisjoint(with: .moving)
    case .reassigned: !fields.isDisjoint(with: .reassigning)
    case .edited: !fields.isDisjoint(with: .editing)
    case .added: oldPlace.series < 0
    case .cancelled: newPlace.series < 0
    }
  }

  /// Whether both plans have it.
  public var isInBoth: Bool { oldPlace.series >= 0 && newPlace.series >= 0 }

  /// Compares where it stands and what differs.
  public static func == (one: TaskChange, other: TaskChange) -> Bool {
    one.oldPlace == other.oldPlace && one.newPlace == other.newPlace && one.fields == other.fields
  }

  /// Hashes where it stands.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(old)
    hasher.combine(new)
  }
}

/// What becomes of work that comes up as needed, which has no tasks before it is recorded.
public struct WorkChange: Sendable, Hashable {
  /// The work as a position in the old plan; nil where it is added.
  public let old: Int?
  /// The work as a position in the new plan; nil where it is dropped.
  public let new: Int?
  /// What differs, where both plans have it.
  public let fields: ChangedFields
}
