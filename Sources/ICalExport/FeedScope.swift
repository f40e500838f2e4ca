import PlanModel

/// Which feed: whose tasks, and as what they are written.
public struct FeedScope: Hashable, Sendable {
  /// Whose tasks a feed holds.
  public enum Holder: Hashable, Sendable {
    /// A unit's, by its position in the plan's units.
    case unit(Int)
    /// All of the plan's.
    case all
    /// Those of a unit that the plan does not know any more, by the id it had.
    case departed(String)
  }

  /// Whose tasks it holds.
  public let holder: Holder
  /// As what they are written.
  public let component: FeedComponent

  /// Makes a scope.
  public init(_ holder: Holder, _ component: FeedComponent = .event) {
    self.holder = holder
    self.component = component
  }

  /// The name of the feed's file.
  public func fileName(in plan: Plan) -> String {
    let stem =
      switch holder {
      case .unit(let position): plan.units[position].id.text
      case .all: "all"
      case .departed(let id): id
      }
    return stem + component.fileSuffix + ".ics"
  }

  /// The name under which a subscriber's program lists the feed; nil for a unit that the plan does not know.
  public func name(in plan: Plan, _ language: Language) -> String? {
    shortName(in: plan, language).map { name in
      name + component.mark(language) + " – " + plan.title
    }
  }

  /// Whose feed it is.
  public func shortName(in plan: Plan, _ language: Language) -> String? {
    switch holder {
    case .unit(let position): plan.units[position].name
    case .all: language == .vi ? "Tất cả đơn vị" : "All units"
    case .departed: nil
    }
  }

  /// What a file of a plan's folder is by its name; nil where no feed is called so.
  public init?(fileName: String, in plan: Plan) {
    guard fileName.hasSuffix(".ics") else { return nil }
    var stem = fileName.dropLast(4)
    var component = FeedComponent.event
    if stem.hasSuffix(FeedComponent.todo.fileSuffix) {
      stem = stem.dropLast(FeedComponent.todo.fileSuffix.count)
      component = .todo
    }
    let id = String(stem)
    if id == "all" {
      self.init(.all, component)
    } else if let position = plan.unitPosition(of: id) {
      self.init(.unit(position), component)
    } else if !id.isEmpty, id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) {
      self.init(.departed(id), component)
    } else {
      return nil
    }
  }
}

/// As what tasks are written into a feed.
public enum FeedComponent: Int, Hashable, Sendable, CaseIterable {
  /// VEVENT (RFC 5545 section 3.6.1).
  case event
  /// VTODO (RFC 5545 section 3.6.2).
  case todo

  /// What the name of a feed has after whose it is.
  func mark(_ language: Language) -> String { self == .event ? "" : language == .vi ? " (danh sách việc)" : " (to-do list)" }

  /// The marks in all languages.
  var marks: [String] { self == .event ? [] : Language.allCases.map(mark) }

  /// What the name of a feed's file has before `.ics`.
  var fileSuffix: String { self == .todo ? "-todo" : "" }
}

/// In what role a copy of a task stands in a feed.
public enum FeedRole: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// The owner's own copy, the same in its feed and in `all.ics`.
  case owner
  /// The copy of a coordinating unit.
  case coordinate
  /// The copy of a unit that carries the task out for another.
  case implement
  /// The copy of a monitoring unit.
  case monitor

  /// The role as UIDs and the command line name it.
  public var name: String {
    switch self {
    case .owner: "owner"
    case .coordinate: "coordinate"
    case .implement: "implement"
    case .monitor: "monitor"
    }
  }

  /// What the role is called.
  public func title(_ language: Language) -> String {
    switch self {
    case .owner: language == .vi ? "chủ trì" : "lead"
    case .coordinate: language == .vi ? "phối hợp" : "coordinates"
    case .implement: language == .vi ? "thực hiện" : "implements"
    case .monitor: language == .vi ? "theo dõi" : "monitors"
    }
  }

  /// What a title begins with.
  func mark(_ language: Language) -> String {
    switch self {
    case .owner: ""
    case .coordinate: language == .vi ? "[PHỐI HỢP] " : "[COORDINATE] "
    case .implement: language == .vi ? "[THỰC HIỆN] " : "[IMPLEMENT] "
    case .monitor: language == .vi ? "[THEO DÕI] " : "[MONITOR] "
    }
  }

  /// Orders owners first.
  public static func < (left: FeedRole, right: FeedRole) -> Bool { left.rawValue < right.rawValue }
}

/// How the feeds of an export are made.
public struct FeedOptions: Sendable {
  /// The language of the texts around the plan's own.
  public var language: Language
  /// The time of the export, which new and changed items carry.
  public var stamp: FeedStamp
  /// Which units besides the owner get copies.
  public var roles: Set<FeedRole>
  /// Whether a window of many days is an event of many days.
  public var spans: Bool
  /// Whether items without `remind` get an alarm too.
  public var alarms: Bool
  /// The address at which the folder is published, without a slash at its end; nil where it is not known.
  public var baseURL: String?
  /// The day from which the next tasks are listed.
  public var asOf: CivilDate
  /// Whether what changed is described.
  public var describesChanges: Bool

  /// Makes options.
  public init(
    language: Language, stamp: FeedStamp, roles: Set<FeedRole> = [.owner, .coordinate], spans: Bool = false,
    alarms: Bool = false, baseURL: String? = nil, asOf: CivilDate? = nil, describesChanges: Bool = false
  ) {
    self.language = language
    self.stamp = stamp
    self.roles = roles
    self.spans = spans
    self.alarms = alarms
    self.baseURL = baseURL
    self.asOf = asOf ?? stamp.day
    self.describesChanges = describesChanges
  }
}
