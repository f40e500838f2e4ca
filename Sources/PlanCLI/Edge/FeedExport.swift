import ICalExport
import PlanModel
import PlanReports

/// One run of `plan export`: reads what is published, stages what differs, and puts all of it in place at once.
final class FeedExport {
  /// Which feeds are asked for.
  struct Kinds: OptionSet {
    let rawValue: Int
    /// A feed for each unit.
    static let units = Kinds(rawValue: 1)
    /// The feed of the whole plan.
    static let all = Kinds(rawValue: 2)
    /// To-do lists of each unit and of the whole plan.
    static let todo = Kinds(rawValue: 4)
  }

  private let folder: FeedFolder
  private let changesFolder: FeedFolder?
  private let kinds: Kinds
  private let spoken: Language
  /// Whether the address of earlier exports is not to go on.
  private let isWithoutAddress: Bool
  private var entries: [SubscriptionPage.Entry] = []
  /// The address of the folder, as asked for or as published.
  private var baseURL: String?
  /// What was done is said once it is done.
  private var said: [String] = []

  init(
    folder: FeedFolder, changes: String?, kinds: Kinds, isWithoutAddress: Bool, spoken: Language
  ) throws(FolderFailure) {
    self.folder = folder
    self.kinds = kinds
    self.spoken = spoken
    self.isWithoutAddress = isWithoutAddress
    changesFolder = try changes.map { (path) throws(FolderFailure) in try FeedFolder(path: path) }
    try folder.refuseForeign("index.html", in: nil, mark: Self.pageMark)
  }

  /// What changes are told of: to-do lists tell the same as calendars, and count where no calendar is asked for.
  private var toldComponent: FeedComponent { kinds.contains(.units) || kinds.contains(.all) ? .event : .todo }

  private static let pageMark = "name=\"generator\" content=\"\(SubscriptionPage.generator)\""

  /// Stages the feeds of one plan.
  func stage(_ progress: ScheduleProgress, _ asked: FeedOptions, roles: Set<FeedRole>?, isOnlyPlan: Bool) throws {
    let plan = progress.schedule.plan
    let name = plan.id.text
    try refuseFolderOfPlan(name)
    try folder.prepare(name)
    if let (feed, summaries) = try unchanged(progress, asked, roles: roles) {
      baseURL = baseURL ?? feed.options.baseURL
      sayTooLarge(summaries, plan)
      entries.append(entry(feed, summaries, []))
      sayDone(feed, summaries.count, changed: 0, isFirst: false)
      return
    }
    let ledger = try ledger(name)
    let options = options(asked, roles: roles, published: ledger)
    baseURL = baseURL ?? options.baseURL
    let feed = CalendarFeed(progress, options, ledger: ledger)
    let scopes = scopes(feed)
    let before = folder.changedCount
    feed.prepare(Set(scopes.map(\.component)))
    let targets = scopes.map { scope in
      let file = scope.fileName(in: plan)
      return (file, ledger.standing(of: file) ?? .ours == .ours ? FeedFolder.Replaced.ours : .other)
    }
    let bar = ProgressBar(spoken == .vi ? "Đang kết xuất" : "Exporting", total: scopes.count)
    defer { bar.end() }
    let staged = try folder.stage(targets, in: name) { number, emit in
      defer { bar.step() }
      return try feed.write(scopes[number], emit)
    }
    let summaries = zip(scopes, staged).map { (scope: $0, summary: $1) }
    sayTooLarge(summaries, plan)
    sayAside(name, ledger)
    sayPast(summaries)
    let written = Set(scopes.map { $0.fileName(in: plan) })
    var others: [(file: String, summary: FeedSummary, name: String)] = []
    for number in ledger.feeds.indices {
      let published = ledger.feeds[number]
      guard published.standing != .foreign, !written.contains(published.file) else { continue }
      others.append((published.file, try ledger.summary(of: number, asOf: options.asOf), ledger.name(of: number)))
    }
    sayLeft(name, others.map(\.file))
    entries.append(entry(feed, summaries, others))
    try stageChanges(feed, summaries, isOnlyPlan: isOnlyPlan)
    sayDone(feed, scopes.count, changed: folder.changedCount - before, isFirst: ledger.feeds.isEmpty)
  }

  /// Stages the page, and puts everything in place.
  func finish(language: Language, _ options: FeedOptions) throws {
    let known = Set(entries.map(\.folder))
    for name in try folder.names() where !known.contains(name) {
      if let entry = try publishedEntry(name, options) { entries.append(entry) }
    }
    entries.sort { $0.folder.utf8.lexicographicallyPrecedes($1.folder.utf8) }
    let page = SubscriptionPage(entries, language: language, asOf: options.asOf, baseURL: baseURL)
    sayMissing(page.missingLibrary)
    try folder.stage("index.html", in: nil, replaces: .ours) { emit in try page.bytes.withUnsafeBytes { try emit($0) } }
    // What changed is told by comparing with what is published: the tale must be safe before that is gone.
    try changesFolder?.commit()
    try folder.commit()
    for line in said { Streams.say(line) }
  }

  // MARK: What is published

  private func ledger(_ plan: String) throws -> FeedLedger {
    let ledger = FeedLedger(plan: plan)
    let files = try folder.files(in: plan, ".ics")
    ledger.reserve(bytes: files.reduce(0) { $0 + min($1.size, 1 << 30) })
    let bar = ProgressBar(spoken == .vi ? "Đang đọc lịch đã phát hành" : "Reading what is published", total: files.count)
    defer { bar.end() }
    // A few at a time, so that little is held twice.
    for start in stride(from: 0, to: files.count, by: 64) {
      let some = files[start..<min(start + 64, files.count)]
      let scanned = try Cores.map(some.count) { index in
        let file = some[some.startIndex + index].name
        defer { bar.step() }
        return try FeedLedger.Scanned(file, plan: plan, read: folder.reader(file, in: plan))
      }
      for feed in scanned { ledger.add(feed) }
    }
    return ledger
  }

  /// The feeds of a plan where all of them stand published as they would be written now; nil where one differs, or where what
  /// stands there has to be looked at more closely.
  private func unchanged(
    _ progress: ScheduleProgress, _ asked: FeedOptions, roles: Set<FeedRole>?
  ) throws -> (CalendarFeed, [(scope: FeedScope, summary: FeedSummary)])? {
    // Letters tell what changed since the last time, also where that is nothing.
    guard changesFolder == nil else { return nil }
    let plan = progress.schedule.plan
    let name = plan.id.text
    let files = try folder.files(in: name, ".ics")
    guard let smallest = files.min(by: { $0.size < $1.size }) else { return nil }
    // One feed tells what was chosen when it was published; where another one tells more, the two differ from what is made of that.
    let told = FeedLedger(plan: name)
    try told.add(smallest.name, read: folder.reader(smallest.name, in: name))
    let feed = CalendarFeed(progress, options(asked, roles: roles, published: told), ledger: FeedLedger(plan: name))
    let scopes = scopes(feed)
    guard Set(scopes.map { $0.fileName(in: plan) }) == Set(files.map(\.name)) else { return nil }
    feed.prepare(Set(scopes.map(\.component)))
    struct Difference: Error {}
    do {
      let compared = try Cores.map(scopes.count) { number in
        let scope = scopes[number]
        let file = scope.fileName(in: plan)
        guard let comparison = try FeedComparison(feed, scope, read: folder.reader(file, in: name)) else { throw Difference() }
        return (scope: scope, summary: comparison.summary, stamps: comparison.stamps)
      }
      for component in FeedComponent.allCases {
        let feeds = compared.filter { $0.scope.component == component }
        let units = feeds.filter { $0.scope.holder != .all }
        let whole = feeds.filter { $0.scope.holder == .all }
        guard units.isEmpty || whole.isEmpty || units.reduce(0, { $0 &+ $1.stamps }) == whole[0].stamps else { return nil }
      }
      return (feed, compared.map { ($0.scope, $0.summary) })
    } catch is Difference {
      return nil
    }
  }

  /// What is asked for, and where nothing is, what was chosen when the feeds were first published.
  ///
  /// A forgotten option is no reason to change everybody's calendar.
  private func options(_ asked: FeedOptions, roles: Set<FeedRole>?, published: FeedLedger) -> FeedOptions {
    var options = asked
    options.roles = roles ?? asked.roles.union(published.roles)
    options.baseURL = isWithoutAddress ? nil : asked.baseURL ?? published.baseURL.flatMap { ExportCommand.checkedAddress($0) }
    return options
  }

  private func scopes(_ feed: CalendarFeed) -> [FeedScope] {
    var scopes: [FeedScope] = []
    if kinds.contains(.units) { scopes += feed.unitScopes(.event) }
    if kinds.contains(.all) { scopes.append(FeedScope(.all, .event)) }
    if kinds.contains(.todo) {
      scopes += feed.unitScopes(.todo)
      scopes.append(FeedScope(.all, .todo))
    }
    return scopes
  }

  /// How a plan of ours that this export is not about stands on the page; nil for any other folder.
  private func publishedEntry(_ name: String, _ options: FeedOptions) throws -> SubscriptionPage.Entry? {
    let ledger: FeedLedger
    do {
      guard try !folder.files(in: name, ".ics").isEmpty else { return nil }
      ledger = try self.ledger(name)
    } catch let failure as FolderFailure where failure.isDenied {
      // A folder that this account may not read is somebody else's.
      return nil
    }
    if !isWithoutAddress { baseURL = baseURL ?? ledger.baseURL.flatMap { ExportCommand.checkedAddress($0) } }
    var feeds: [(file: String, summary: FeedSummary, name: String)] = []
    for number in ledger.feeds.indices where ledger.feeds[number].standing != .foreign {
      feeds.append((ledger.feeds[number].file, try ledger.summary(of: number, asOf: options.asOf), ledger.name(of: number)))
    }
    guard !feeds.isEmpty else { return nil }
    let title = FeedTitle.common(feeds.map(\.name)) ?? feeds[0].name
    return SubscriptionPage.Entry(
      folder: name, title: title, detail: ledger.documentName == title ? "" : ledger.documentName,
      feeds: pageFeeds(feeds.map { ($0.file, $0.summary, FeedTitle.owner($0.name, title)) }), language: ledger.language)
  }

  // MARK: The page

  private func entry(
    _ feed: CalendarFeed, _ summaries: [(scope: FeedScope, summary: FeedSummary)],
    _ others: [(file: String, summary: FeedSummary, name: String)]
  ) -> SubscriptionPage.Entry {
    let plan = feed.schedule.plan
    let language = feed.options.language
    let own = summaries.map { scope, summary in
      let file = scope.fileName(in: plan)
      return (file, summary, scope.shortName(in: plan, language) ?? feed.publishedName(scope) ?? file)
    }
    return SubscriptionPage.Entry(
      folder: plan.id.text, title: plan.title, detail: plan.documentName(language) ?? "",
      feeds: pageFeeds(own + others.map { ($0.file, $0.summary, FeedTitle.owner($0.name, plan.title)) }), language: plan.language)
  }

  /// The calendars in order, that of the whole plan last, each with its to-do list; a list alone stands for itself.
  private func pageFeeds(_ feeds: [(file: String, summary: FeedSummary, name: String)]) -> [SubscriptionPage.Feed] {
    let files = Set(feeds.map(\.file))
    func todo(_ file: String) -> String { file.dropLast(4) + "-todo.ics" }
    let shown = feeds.filter { !($0.file.hasSuffix("-todo.ics") && files.contains($0.file.dropLast(9) + ".ics")) }
    return (shown.filter { $0.file != "all.ics" } + shown.filter { $0.file == "all.ics" }).map { file, summary, name in
      SubscriptionPage.Feed(
        file: file, name: name, count: summary.count, todo: files.contains(todo(file)) ? todo(file) : nil,
        next: summary.next,
        changed: summary.changed?.day, movedTo: summary.movedTo)
    }
  }

  // MARK: What changed

  private func stageChanges(
    _ feed: CalendarFeed, _ summaries: [(scope: FeedScope, summary: FeedSummary)], isOnlyPlan: Bool
  ) throws {
    guard let changesFolder else { return }
    let plan = feed.schedule.plan
    guard feed.isPublished else {
      said.append(
        spoken == .vi
          ? "plan: cảnh báo: chưa có lịch nào đã phát hành trong `\(TerminalText(folder.path))/\(plan.id)`, nên không có gì để so và không có thư thay đổi; nếu đã phát hành trước đây, hãy kiểm tra lại thư mục ở --to"
          : "plan: warning: no calendar has been published in `\(TerminalText(folder.path))/\(plan.id)` yet, so there is nothing to compare and no letter of changes; if one has, check the folder given with --to"
      )
      return
    }
    guard summaries.contains(where: { !$0.summary.changes.isEmpty || $0.summary.renamedFrom != nil }) else {
      said.append(
        spoken == .vi
          ? "\(plan.id): không có gì để báo; thư trong `\(TerminalText(changesFolder.path))` để nguyên"
          : "\(plan.id): nothing to tell; the letters in `\(TerminalText(changesFolder.path))` are left as they are")
      return
    }
    for (scope, summary) in summaries where scope.component == toldComponent {
      let stem = FeedScope(scope.holder, .event).fileName(in: plan).dropLast(4)
      let notice = ChangeNotice(
        unit: scope.shortName(in: plan, feed.options.language) ?? feed.publishedName(scope) ?? String(stem), plan: plan,
        changes: summary.changes.map { NoticedChange($0, feed.options.language) }, day: feed.options.stamp.day,
        movedTo: summary.movedTo,
        renamedFrom: summary.renamedFrom, language: feed.options.language)
      let folder = isOnlyPlan ? nil : plan.id.text
      for (ending, mark, bytes) in [
        (".md", ChangeNotice.markdownMark, Array(notice.markdown.utf8)), (".html", ChangeNotice.htmlMark, notice.html),
      ] {
        let file = String(stem) + ending
        // Without a change there is nothing to say, unless an older letter would go on saying it.
        guard try !notice.isEmpty || changesFolder.has(file, in: folder) else { continue }
        try changesFolder.refuseForeign(file, in: folder, mark: mark)
        try changesFolder.stage(file, in: folder, replaces: .ours) { emit in try bytes.withUnsafeBytes { try emit($0) } }
      }
    }
  }

  // MARK: What is said

  private func sayAside(_ plan: String, _ ledger: FeedLedger) {
    for (file, path, aside) in folder.keptAside(in: plan) {
      let isForeign = ledger.standing(of: file) != .damaged
      let what =
        isForeign
        ? Message(vi: "không do chương trình này viết", en: "was not written by this program")
        : Message(vi: "đã bị hỏng hoặc bị sửa", en: "is damaged or was edited")
      said.append(
        spoken == .vi
          ? "plan: cảnh báo: `\(TerminalText(path))` \(what.vi); tệp ấy được giữ lại dưới tên `\(TerminalText(aside))`"
          : "plan: warning: `\(TerminalText(path))` \(what.en); it is kept as `\(TerminalText(aside))`")
    }
  }

  private func sayTooLarge(_ summaries: [(scope: FeedScope, summary: FeedSummary)], _ plan: Plan) {
    for (scope, summary) in summaries where summary.items > 1000 || summary.size > 900_000 {
      said.append(tooLarge("\(plan.id)/\(scope.fileName(in: plan))", summary))
    }
  }

  private func tooLarge(_ name: String, _ summary: FeedSummary) -> String {
    spoken == .vi
      ? "plan: cảnh báo: `\(name)` có \(summary.items) mục, \(summary.size / 1000) KB; một số chương trình lịch chỉ nhận dưới 1.000 mục và 900 KB"
      : "plan: warning: `\(name)` has \(summary.items) items, \(summary.size / 1000) KB; some programs take no more than 1,000 items and 900 KB"
  }

  private func sayPast(_ summaries: [(scope: FeedScope, summary: FeedSummary)]) {
    // Each task once: in the feeds of units where there are any, else in that of the whole plan.
    let told = summaries.filter { $0.scope.component == toldComponent }
    let units = told.filter { $0.scope.holder != .all }
    let count = (units.isEmpty ? told : units).reduce(0) { $0 + $1.summary.pastChanges }
    guard count > 0 else { return }
    said.append(
      spoken == .vi
        ? "plan: cảnh báo: \(count) việc đã qua ngày bị dời, hủy hoặc chuyển; muốn chỉ đổi từ nay về sau thì tách phần còn lại thành hoạt động mới"
        : "plan: warning: \(count) task\(count == 1 ? "" : "s") of days gone by moved or cancelled; to change only what is to come, make the rest an activity of its own"
    )
  }

  /// Names the feeds that are left as they are, the first of them.
  private func sayLeft(_ plan: String, _ files: [String]) {
    guard !files.isEmpty else { return }
    let shown = files.prefix(12).map { "`\(plan)/\(TerminalText($0))`" }.joined(separator: ", ")
    let rest = files.count - 12
    said.append(
      spoken == .vi
        ? "plan: cảnh báo: để nguyên, không cập nhật: \(shown)\(rest > 0 ? " và \(rest) tệp khác" : ""); muốn cập nhật thì thêm vào --feeds"
        : "plan: warning: left as they are: \(shown)\(rest > 0 ? " and \(rest) more" : ""); add them to --feeds to bring them up to date"
    )
  }

  /// Says why the page has no QR codes: without them it still serves, so it is written.
  private func sayMissing(_ library: MissingLibrary?) {
    guard let reason = library?.message else { return }
    said.append(
      spoken == .vi
        ? "plan: cảnh báo: trang đăng ký không có mã QR: \(reason.vi), rồi kết xuất lại"
        : "plan: warning: the page to subscribe from has no QR codes: \(reason.en), then export again")
  }

  private func sayDone(_ feed: CalendarFeed, _ feeds: Int, changed: Int, isFirst: Bool) {
    let schedule = feed.schedule
    let target = "\(TerminalText(folder.path))/\(schedule.plan.id)"
    let count = feed.undatedCount
    let undated: Message =
      count == 0
      ? Message(vi: "", en: "")
      : Message(vi: " (\(count) việc chưa có ngày, không vào lịch)", en: " (\(count) without a day, in no calendar)")
    let news: Message =
      isFirst
      ? Message(vi: "", en: "")
      : changed == 0
        ? Message(vi: "; không có gì thay đổi", en: "; nothing changed")
        : Message(vi: "; \(changed) tệp lịch thay đổi", en: "; \(changed) feed\(changed == 1 ? "" : "s") changed")
    said.append(
      spoken == .vi
        ? "\(schedule.plan.id): \(feeds) tệp lịch, \(schedule.count) nhiệm vụ\(undated.vi) → \(target)\(news.vi)"
        : "\(schedule.plan.id): \(feeds) feed\(feeds == 1 ? "" : "s"), \(schedule.count) task\(schedule.count == 1 ? "" : "s")\(undated.en) → \(target)\(news.en)"
    )
  }

  /// Refuses the folder of a plan where the one that holds it is meant.
  private func refuseFolderOfPlan(_ plan: String) throws {
    for (file, _) in try folder.files(in: ".", ".ics") {
      let ledger = FeedLedger(plan: plan)
      guard try ledger.add(file, read: folder.reader(file, in: ".")) != .foreign else { continue }
      throw FolderFailure(
        path: folder.path,
        reason: Message(
          vi: "đây là thư mục lịch của chính kế hoạch này; hãy chỉ thư mục chứa nó",
          en: "this is the folder of the plan's own calendars; give the folder that holds it"))
    }
  }
}
