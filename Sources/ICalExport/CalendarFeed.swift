import PlanModel

/// The feeds of a plan: which there are, and their bytes, written one item at a time.
///
/// What stands published decides how an item is written: the same as it was, to the byte; or changed, with a higher SEQUENCE and
/// later stamps; or, where it has gone, as cancelled. A million tasks are never in memory as such: a feed holds their places, and each
/// becomes bytes when its turn comes.
public final class CalendarFeed {
  static let zone = "Asia/Ho_Chi_Minh"

  /// The dated work.
  public let schedule: Schedule
  /// How the feeds are made.
  public let options: FeedOptions
  let ledger: FeedLedger
  let parts: FeedParts
  /// What is recorded of tasks.
  let marks: FeedMarks
  /// For events and to-dos, what tasks say and the order they come in.
  private var components: [FeedComponent: FeedMaterial] = [:]

  var plan: Plan { schedule.plan }
  var language: Language { options.language }

  /// Makes the feeds of a schedule.
  ///
  /// - Parameters:
  ///   - schedule: The dated work of the plan.
  ///   - options: How the feeds are made.
  ///   - ledger: What is published now.
  public convenience init(_ schedule: Schedule, _ options: FeedOptions, ledger: FeedLedger) {
    self.init(ScheduleProgress(schedule, asOf: .latest), options, ledger: ledger)
  }

  /// Makes the feeds of a schedule with what has become of its tasks.
  ///
  /// - Parameters:
  ///   - progress: The dated work of the plan with what is recorded of it, on whatever day.
  ///   - options: How the feeds are made.
  ///   - ledger: What is published now.
  public init(_ progress: ScheduleProgress, _ options: FeedOptions, ledger: FeedLedger) {
    schedule = progress.schedule
    self.options = options
    self.ledger = ledger
    parts = FeedParts(schedule, options)
    marks = FeedMarks(progress, options.language)
  }

  /// Makes the feeds of a schedule of which nothing is published yet.
  public convenience init(_ schedule: Schedule, language: Language, stamp: FeedStamp) {
    self.init(schedule, FeedOptions(language: language, stamp: stamp), ledger: FeedLedger(plan: schedule.plan.id.text))
  }

  /// The feeds of units: of every unit with a task, in the order of the plan, then of those that had one when they were last published.
  public func unitScopes(_ component: FeedComponent) -> [FeedScope] {
    var scopes: [FeedScope] = []
    for unit in plan.units.all.indices where hasFeed(unit) { scopes.append(FeedScope(.unit(unit), component)) }
    var known = Set(scopes)
    for feed in ledger.feeds where feed.standing != .foreign {
      guard let scope = FeedScope(fileName: feed.file, in: plan), scope.component == component, scope.holder != .all else {
        continue
      }
      if case .departed = scope.holder, ledger.isCopy(feed.file) { continue }
      if known.insert(scope).inserted { scopes.append(scope) }
    }
    return scopes
  }

  /// Whether a unit has work; work that calendars do not show counts, so that what it has can be told.
  private func hasFeed(_ unit: Int) -> Bool {
    if !parts.ofUnits[unit].isEmpty { return true }
    return withUndatedWork.contains(unit)
  }

  /// The units all of whose work has no dates yet.
  private lazy var withUndatedWork: Set<Int> = {
    var units: Set<Int> = []
    for (number, series) in schedule.series.enumerated() where parts.stretches[number].contains(-1) {
      guard let slot = parts.stretches[number].firstIndex(of: -1) else { continue }
      for owner in 0..<series.ownerCount {
        let roles = schedule.roles(at: TaskPlace(series: number, slot: slot, owner: owner))
        units.insert(roles.unit)
        if options.roles.contains(.coordinate) { units.formUnion(roles.coordinate) }
      }
    }
    return units
  }()

  /// Whose a feed is by the name under which it is published; nil where it is not.
  public func publishedName(_ scope: FeedScope) -> String? {
    ledger.feed(scope.fileName(in: plan)).map { shortName(ofFeed: $0) }
  }

  /// Whose a published feed is.
  func shortName(ofFeed number: Int) -> String {
    let name = ledger.name(of: number)
    let short = name.firstRange(of: " – ").map { String(name[..<$0.lowerBound]) } ?? name
    for mark in FeedComponent.todo.marks where short.hasSuffix(mark) { return String(short.dropLast(mark.count)) }
    return short
  }

  /// Whether feeds of the plan are published.
  public var isPublished: Bool { ledger.isPublished }

  /// The number of tasks that calendars do not show: without a date, or waiting for one.
  public var undatedCount: Int {
    schedule.series.enumerated().reduce(0) { sum, entry in
      sum + parts.stretches[entry.offset].count { $0 < 0 } * entry.element.ownerCount
    }
  }

  /// Whether what is published is in another language than this export.
  private(set) lazy var isInOtherLanguage = ledger.isPublished && ledger.language != language

  /// What all feeds of a component share.
  func material(_ component: FeedComponent) -> FeedMaterial {
    if let known = components[component] { return known }
    let made = FeedMaterial(self, component)
    components[component] = made
    return made
  }

  /// Works out all that feeds of these components share, so that several of them can be written at a time.
  ///
  /// Writing a feed changes nothing that another one sees, but for what is worked out when it is first asked for.
  public func prepare(_ components: Set<FeedComponent>) {
    for component in components {
      _ = material(component)
      _ = tasks(component)
    }
    _ = (isInOtherLanguage, latestAmendment)
  }

  private var finders: [FeedComponent: TaskFinder] = [:]

  /// Finds tasks by their UIDs.
  func tasks(_ component: FeedComponent) -> TaskFinder {
    if let known = finders[component] { return known }
    let made = TaskFinder(self, component)
    finders[component] = made
    return made
  }

  /// Writes a feed, giving its bytes in pieces of some 128 KiB, and says what it holds.
  @discardableResult
  public func write(_ scope: FeedScope, _ emit: (UnsafeRawBufferPointer) throws -> Void) throws -> FeedSummary {
    var writer = FeedWriter(self, scope)
    return try writer.write(emit)
  }

  /// The bytes of a whole feed, for tests and small plans.
  public func bytes(_ scope: FeedScope) throws -> [UInt8] {
    var result: [UInt8] = []
    try write(scope) { result += $0 }
    return result
  }

  /// Writes the head, which stays the same to the byte from export to export.
  func writeHead(_ scope: FeedScope, published: Int?, hasTimes: Bool, into lines: inout ContentLines) {
    // A unit that the plan does not know any more keeps the name it had.
    let name = scope.name(in: plan, language) ?? published.flatMap { ledger.head(of: $0)?.name } ?? scope.fileName(in: plan)
    lines.line("BEGIN", "VCALENDAR")
    lines.line("VERSION", "2.0")
    lines.line("PRODID", "-//plan//plan-format 1//" + (language == .vi ? "VI" : "EN"))
    lines.line("CALSCALE", "GREGORIAN")
    lines.text("NAME", name)
    lines.text("X-WR-CALNAME", name)
    lines.text("X-WR-CALDESC", plan.feedDescription(language))
    lines.line("X-WR-TIMEZONE", Self.zone)
    lines.line("REFRESH-INTERVAL;VALUE=DURATION", "PT4H")
    lines.line("X-PUBLISHED-TTL", "PT4H")
    let colour = FeedColour(scope, plan)
    lines.line("COLOR", colour.name)
    lines.line("X-APPLE-CALENDAR-COLOR", colour.hex)
    guard hasTimes else { return }
    lines.line("BEGIN", "VTIMEZONE")
    lines.line("TZID", Self.zone)
    lines.line("BEGIN", "STANDARD")
    lines.line("DTSTART", "19750613T000000")
    lines.line("TZOFFSETFROM", "+0700")
    lines.line("TZOFFSETTO", "+0700")
    lines.line("TZNAME", "+07")
    lines.line("END", "STANDARD")
    lines.line("END", "VTIMEZONE")
  }

  /// The act that is in force last, as items name it; nil where the plan was never amended.
  private(set) lazy var latestAmendment: String? = {
    guard let amendment = plan.amendments.last, let number = amendment.number else { return nil }
    guard let issued = amendment.issued else { return number }
    return number + (language == .vi ? " ngày " : " of ") + issued.officeText
  }()
}

/// What all feeds of a component share: texts, order, UIDs, and where each unit's feed stands in the ledger.
final class FeedMaterial {
  let texts: TaskTexts
  let order: FeedOrder
  let uid: TaskUID
  /// The feed of each unit in the ledger; -1 where none is published.
  let feeds: [Int32]
  /// The feed of all tasks in the ledger.
  let allFeed: Int32
  let names: FormerNames

  init(_ feed: CalendarFeed, _ component: FeedComponent) {
    let plan = feed.plan
    texts = TaskTexts(feed.schedule, feed.options, component)
    order = FeedOrder(texts)
    uid = TaskUID(plan: plan.id.text, component)
    names = FormerNames(feed.schedule)
    var feeds = [Int32](repeating: -1, count: plan.units.count)
    var all: Int32 = -1
    for (number, published) in feed.ledger.feeds.enumerated() where published.standing != .foreign {
      guard let scope = FeedScope(fileName: published.file, in: plan), scope.component == component else { continue }
      switch scope.holder {
      case .unit(let unit): feeds[unit] = Int32(number)
      case .all: all = Int32(number)
      case .departed: break
      }
    }
    self.feeds = feeds
    allFeed = all
  }
}

/// The colour in which programs show a feed: one for the whole plan, and one of eight for each unit, by its id.
struct FeedColour {
  let name: String
  let hex: String

  /// CSS3 names with their values; dark enough for white text.
  private static let palette = [
    ("seagreen", "#2E8B57"), ("indianred", "#CD5C5C"), ("slateblue", "#6A5ACD"), ("teal", "#008080"), ("chocolate", "#D2691E"),
    ("mediumvioletred", "#C71585"), ("olivedrab", "#6B8E23"), ("royalblue", "#4169E1"),
  ]

  init(_ scope: FeedScope, _ plan: Plan) {
    let id: String
    switch scope.holder {
    case .all:
      (name, hex) = ("steelblue", "#4682B4")
      return
    case .unit(let unit): id = plan.units[unit].id.text
    case .departed(let former): id = former
    }
    let hash = TaskIdentity.hash(id.utf8)
    (name, hex) = Self.palette[Int(hash % UInt64(Self.palette.count))]
  }
}
