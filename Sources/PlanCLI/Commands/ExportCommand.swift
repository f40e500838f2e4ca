import ArgumentParser
import Glibc
import ICalExport
import PlanModel
import PlanReports

/// `plan export`: iCalendar feeds for every unit, and the page to subscribe from.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: spoken(
      "Ghi tệp lịch cho từng đơn vị và trang đăng ký lịch.", "Writes a calendar feed for each unit, and a page to subscribe from."
    ))

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "Plan files; - reads standard input."))
  var files: [String]

  @Option(help: help("Thư mục chứa tệp lịch; chưa có thì được tạo.", "The folder for the feeds; it is made where it is missing."))
  var to: String

  @Option(help: help("Tệp lịch nào: units, all hoặc cả hai.", "Which feeds: units, all, or both."))
  var feeds = "units,all"

  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  private var kinds: Set<String> { Set(feeds.split(separator: ",").map { String($0).lowercased() }) }

  func validate() throws {
    let unknown = kinds.subtracting(["units", "all"])
    if let first = unknown.sorted().first {
      throw ValidationError(
        first == "todo" ? "--feeds todo is not available yet." : "--feeds takes units, all or both, not `\(TerminalText(first))`."
      )
    }
    if kinds.isEmpty { throw ValidationError("--feeds takes units, all or both.") }
  }

  func run() throws {
    let (schedules, tongue) = try PlanInput.schedules(files, language, color)
    let stamp = try stamp()
    do {
      let folder = try FeedFolder(path: to)
      try folder.checkPage()
      var exported: [SubscriptionPage.Entry] = []
      // What was done is said once it is done.
      var said: [String] = []
      for schedule in schedules { exported.append(try stage(schedule, in: folder, stamp, tongue, &said)) }
      let others = folder.publishedPlans(except: Set(exported.map(\.folder)))
      let page = SubscriptionPage(exported + others, language: language.ofDocuments(schedules.first?.plan.language ?? .vi))
      try folder.stage("index.html", in: nil) { try $0(Array(page.html.utf8)) }
      try folder.commit()
      for line in said { Streams.say(line) }
    } catch let failure as FolderFailure {
      let path = TerminalText(failure.path)
      Streams.say("plan: \(tongue == .vi ? "không ghi được" : "cannot write") `\(path)`: \(failure.reason.text(tongue))")
      throw failure.isBusy ? ExitCode.busy : ExitCode.cannot
    }
  }

  /// Stages the feeds of one plan and says how it stands on the page.
  private func stage(
    _ schedule: Schedule, in folder: FeedFolder, _ stamp: FeedStamp, _ tongue: Language, _ said: inout [String]
  ) throws -> SubscriptionPage.Entry {
    let plan = schedule.plan
    let written = language.ofDocuments(plan.language)
    let feed = CalendarFeed(schedule, language: written, stamp: stamp)
    var scopes: [FeedScope] = kinds.contains("units") ? feed.unitScopes : []
    if kinds.contains("all") { scopes.append(.all) }
    var listed: [SubscriptionPage.Feed] = []
    for scope in scopes {
      let name = scope.fileName(in: plan)
      let size = try folder.stage(name, in: plan.id.text) { emit in try feed.write(scope, emit) }
      let count = feed.count(scope)
      if count > 1000 || size > 900_000 { said.append(warning("\(plan.id)/\(name)", count: count, size: size, tongue)) }
      listed.append(SubscriptionPage.Feed(file: name, name: scope.shortName(in: plan, written), count: count))
    }
    for (stale, head) in folder.published(plan.id.text) where !listed.contains(where: { $0.file == stale }) {
      said.append(
        tongue == .vi
          ? "plan: cảnh báo: để nguyên `\(plan.id)/\(TerminalText(stale))`, lần này không yêu cầu tệp lịch ấy"
          : "plan: warning: `\(plan.id)/\(TerminalText(stale))` is left as it is; this export does not ask for it")
      listed.append(SubscriptionPage.Feed(file: stale, name: FeedFolder.owner(head.name, plan.title), count: nil))
    }
    listed = listed.filter { $0.file != "all.ics" } + listed.filter { $0.file == "all.ics" }
    let folderName = to.hasSuffix("/") ? String(to.dropLast()) : to
    said.append(
      tongue == .vi
        ? "\(plan.id): \(scopes.count) tệp lịch, \(schedule.count) nhiệm vụ → \(TerminalText(folderName))/\(plan.id)"
        : "\(plan.id): \(scopes.count) feed\(scopes.count == 1 ? "" : "s"), \(schedule.count) task\(schedule.count == 1 ? "" : "s") → \(TerminalText(folderName))/\(plan.id)"
    )
    return SubscriptionPage.Entry(
      folder: plan.id.text, title: plan.title, detail: plan.documentName(written) ?? "", feeds: listed)
  }

  private func warning(_ name: String, count: Int, size: Int, _ tongue: Language) -> String {
    tongue == .vi
      ? "plan: cảnh báo: `\(name)` có \(count) mục, \(size / 1000) KB; một số chương trình lịch chỉ nhận dưới 1.000 mục và 900 KB"
      : "plan: warning: `\(name)` has \(count) items, \(size / 1000) KB; some programs take no more than 1,000 items and 900 KB"
  }

  /// The time of this export: `SOURCE_DATE_EPOCH`, or now.
  private func stamp() throws -> FeedStamp {
    if let text = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), !text.isEmpty {
      guard let seconds = Int(text), let stamp = FeedStamp(secondsSince1970: seconds) else {
        throw UsageFailure(message: "SOURCE_DATE_EPOCH: \(TerminalText(text))")
      }
      return stamp
    }
    guard let stamp = FeedStamp(secondsSince1970: Int(time(nil))) else { throw ExitCode.cannot }
    return stamp
  }
}
