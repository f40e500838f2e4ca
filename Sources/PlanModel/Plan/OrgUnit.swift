/// An organisational unit: an office, a ward, a group of them, or a body that stands for many.
public struct OrgUnit: Sendable {
  /// The id.
  public let id: Identifier<OrgUnit>
  /// The place of the id.
  public let idSpan: SourceSpan
  /// The full name.
  public let name: String
  /// The short name, where one is written.
  public let short: String?
  /// The unit it belongs to.
  public let parent: Reference<OrgUnit>?
  /// Whom to call.
  public let contact: Contact?
  /// The members of a group; empty for a single unit.
  public let members: [Reference<OrgUnit>]
  /// Whether it was written as a group, even if no member could be read.
  public let isGroup: Bool
  /// The units that take its tasks over when it ends.
  public let successors: [Reference<OrgUnit>]
  /// Whether it can be asked but not told.
  public let isRequested: Bool
  /// Whether it stands for many that are named nowhere.
  public let isCollective: Bool
  /// The days it exists, as written.
  let from: Located<DateExpression>?
  let to: Located<DateExpression>?
  let annotations: Annotations
  /// The ids it bore before, the latest first.
  public let formerIDs: [String]
  /// The days it exists; nil ends are open.
  public internal(set) var firstDay: CivilDate?
  /// The last day it exists.
  public internal(set) var lastDay: CivilDate?

  /// Whether the unit exists on a day.
  public func isInForce(on day: CivilDate) -> Bool { (firstDay.map { $0 <= day } ?? true) && (lastDay.map { day <= $0 } ?? true) }

  /// The short name, or the full one.
  public var shortName: String { short ?? name }
}

/// Whom to call at a unit.
public struct Contact: Sendable, Hashable {
  /// The person in charge.
  public let person: String?
  /// The telephone number, as written.
  public let phone: String?
  /// The e-mail address, as written.
  public let email: String?
}

/// A theme of the plan.
public struct Theme: Sendable {
  /// The id.
  public let id: Identifier<Theme>
  /// The title.
  public let title: String
  /// The target groups it is meant for.
  public let targetGroups: [Reference<TargetGroup>]
  /// Whether it has days of its own (`from`, `to`), outside of which nothing is expected of it.
  public let isSeasonal: Bool
}

/// A group of people the plan wants to reach.
public struct TargetGroup: Sendable {
  /// The id.
  public let id: Identifier<TargetGroup>
  /// The name.
  public let name: String
}

/// A channel through which the plan speaks.
public struct Channel: Sendable {
  /// The id.
  public let id: Identifier<Channel>
  /// The name.
  public let name: String
  /// What it is.
  public let kind: ChannelKind
  /// The unit that runs it, or a group whose members each run one.
  public let `operator`: Reference<OrgUnit>?
  /// How many items it carries at once.
  public let atOnce: Int?
  /// How many items it carries a day.
  public let perDay: Int?
  /// The weekdays on which it works; empty where every day.
  public let days: [Weekday]
  /// The longest item, in minutes.
  public let maxMinutes: Int?
  let annotations: Annotations

  /// Whether the plan says that its document does not name who runs it.
  public var isOperatorAssumed: Bool { annotations.assumed.contains { $0.key == PlanKey.operator.rawValue } }
}

/// The kinds of channels that Decree 49/2024/NĐ-CP and offices' own usage know.
public enum ChannelKind: String, Sendable, CaseIterable {
  /// Đài truyền thanh.
  case radio
  /// Bảng tin công cộng.
  case board
  /// Bản tin.
  case bulletin
  /// Tờ rơi.
  case leaflet
  /// Tuyên truyền trực tiếp.
  case inPerson = "in-person"
  /// Cổng, trang thông tin điện tử.
  case portal
  /// Mạng xã hội.
  case social
  /// Tin nhắn.
  case sms
  /// Báo chí.
  case press
  /// Băng-rôn, khẩu hiệu.
  case banner
  /// Màn hình LED.
  case led
  /// Niêm yết.
  case posting
  /// Sự kiện, hội nghị.
  case event
  /// Cuộc thi.
  case contest
  /// Tuyên truyền lưu động.
  case mobile
  /// Hình thức khác.
  case other

  static let names: [(String, ChannelKind)] = [
    ("radio", .radio), ("phát thanh", .radio), ("board", .board), ("bảng tin", .board), ("bulletin", .bulletin),
    ("bản tin", .bulletin), ("leaflet", .leaflet), ("tờ rơi", .leaflet), ("in-person", .inPerson), ("trực tiếp", .inPerson),
    ("portal", .portal), ("cổng thông tin", .portal), ("social", .social), ("mạng xã hội", .social), ("sms", .sms),
    ("tin nhắn", .sms), ("press", .press), ("báo chí", .press), ("banner", .banner), ("băng-rôn", .banner), ("led", .led),
    ("màn hình LED", .led), ("posting", .posting), ("niêm yết", .posting), ("event", .event), ("sự kiện", .event),
    ("contest", .contest), ("cuộc thi", .contest), ("mobile", .mobile), ("lưu động", .mobile), ("other", .other),
    ("khác", .other),
  ]
}
