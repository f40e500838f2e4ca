import PlanModel

/// What a feed holds: the tasks of one unit, or all of a plan's.
public enum FeedScope: Hashable, Sendable {
  /// The feed of a unit, by its position in the plan's units.
  case unit(Int)
  /// The feed of the whole plan.
  case all

  /// The name of the feed's file.
  public func fileName(in plan: Plan) -> String {
    switch self {
    case .unit(let position): plan.units[position].id.text + ".ics"
    case .all: "all.ics"
    }
  }

  /// The name under which a subscriber's program lists the feed.
  public func name(in plan: Plan, _ language: Language) -> String { shortName(in: plan, language) + " – " + plan.title }

  /// Whose feed it is.
  public func shortName(in plan: Plan, _ language: Language) -> String {
    switch self {
    case .unit(let position): plan.units[position].name
    case .all: language == .vi ? "Tất cả đơn vị" : "All units"
    }
  }
}

/// In what role a copy of a task stands in a feed.
public enum FeedRole: Int, Hashable, Sendable, Comparable {
  /// The owner's own copy, the same in its feed and in `all.ics`.
  case owner
  /// The copy of a coordinating unit.
  case coordinate

  /// Orders owners first.
  public static func < (left: FeedRole, right: FeedRole) -> Bool { left.rawValue < right.rawValue }
}

/// A moment in UTC, as feeds write it.
public struct FeedStamp: Hashable, Sendable {
  /// `20180416T020000Z`.
  public let text: String

  /// Makes a stamp of seconds since 1970-01-01T00:00:00Z; nil outside 1970–2199.
  public init?(secondsSince1970 seconds: Int) {
    guard seconds >= 0, let day = CivilDate(dayNumber: seconds / 86_400) else { return nil }
    let rest = seconds % 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    text = day.compact + "T" + two(rest / 3600) + two(rest / 60 % 60) + two(rest % 60) + "Z"
  }
}

extension CivilDate {
  /// `20180504`, as iCalendar writes a DATE.
  var compact: String {
    let (year, month, day) = components
    return "\(year)" + (month < 10 ? "0" : "") + "\(month)" + (day < 10 ? "0" : "") + "\(day)"
  }
}
