import PlanModel

/// What a feed holds, for the page that lists it.
public struct FeedSummary: Sendable {
  /// The number of items that are to be done.
  public var count = 0
  /// The number of all items, those cancelled included.
  public var items = 0
  /// The number of bytes.
  public var size = 0
  /// The first items from the day of the page on.
  public var next: [UpcomingTask] = []
  /// When an item last changed.
  public var changed: FeedStamp?
  /// The units that have taken the work over, where the unit has ended or was renamed.
  public var movedTo: [String] = []
  /// What changed since the feed was last published, where that was asked for.
  public var changes: [FeedChange] = []
  /// The name of the unit under which the feed was published before, where it was renamed.
  public var renamedFrom: String?
  /// How many tasks of days gone by were moved or cancelled.
  public var pastChanges = 0

  /// Makes the summary of a feed without items.
  public init() {}

  /// Takes note of when an item last changed.
  mutating func note(_ modified: FeedStamp) { changed = max(changed ?? modified, modified) }

  /// The most items that are listed.
  static let limit = 5
}

/// What became of an item between two exports.
public struct FeedChange: Sendable, Hashable {
  /// What kind of change it is.
  public enum Kind: Sendable, Hashable {
    /// It was not in the feed before.
    case added
    /// Another unit had it before.
    case received
    /// It was cancelled, or was in the feed as cancelled, and is to be done again.
    case returned
    /// It is on other days or at another time.
    case moved
    /// It says something else.
    case edited
    /// It is not to be done any more.
    case cancelled
    /// Another unit has it now.
    case handedOver(to: String)
    /// It has no date any more.
    case undated
    /// The unit has another role in it now.
    case roleChanged(to: FeedRole)
    /// The unit has no part in it any more.
    case released
  }

  /// What kind of change it is.
  public let kind: Kind
  /// What the item said.
  public let before: PublishedText?
  /// What it says now.
  public let after: PublishedText?
}
