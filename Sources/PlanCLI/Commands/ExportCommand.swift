import ArgumentParser
import Glibc
import ICalExport
import PlanModel
import PlanReports

/// `plan export`: iCalendar feeds for every unit, and the page to subscribe from.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes a calendar feed for each unit, and a page to subscribe from.")

  @Argument(help: "Plan files; - reads standard input.")
  var files: [String]

  @Option(help: "The folder for the feeds; it is made where it is missing.")
  var to: String

  @Option(help: "Which feeds: units, all, or both.")
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
    try refuseSamePlans(schedules, tongue)
    let stamp = try stamp()
    do {
      let folder = try FeedFolder(path: to)
      var exported: [SubscriptionPage.Entry] = []
      for schedule in schedules { exported.append(try stage(schedule, in: folder, stamp, tongue)) }
      let others = folder.publishedPlans(except: Set(exported.map(\.folder)))
      let page = SubscriptionPage(exported + others, language: language.ofDocuments(schedules.first?.plan.language ?? .vi))
      try folder.stage("index.html", in: nil) { try $0(Array(page.html.utf8)) }
      try folder.commit()
    } catch let failure as FolderFailure {
      let path = TerminalText(failure.path)
      Streams.say("plan: \(tongue == .vi ? "không ghi được" : "cannot write") `\(path)`: \(failure.reason.text(tongue))")
      throw failure.isBusy ? ExitCode.busy : ExitCode.cannot
    }
  }

  /// Stages the feeds of one plan and says how it stands on the page.
  private func stage(
    _ schedule: Schedule, in folder: FeedFolder, _ stamp: FeedStamp, _ tongue: Language
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
      if count > 1000 || size > 900_000 { warn(name, count: count, size: size, tongue) }
      listed.append(SubscriptionPage.Feed(file: name, name: scope.shortName(in: plan, written), count: count))
    }
    for stale in folder.feeds(of: plan.id.text) where !listed.contains(where: { $0.file == stale }) {
      Streams.say(
        tongue == .vi
          ? "plan: để nguyên `\(TerminalText(plan.id.text + "/" + stale))`: lần này không yêu cầu tệp lịch ấy"
          : "plan: `\(TerminalText(plan.id.text + "/" + stale))` is left as it is: this export does not ask for it")
    }
    Streams.say(
      tongue == .vi
        ? "\(plan.id): \(scopes.count) tệp lịch, \(schedule.count) nhiệm vụ → \(TerminalText(to))/\(plan.id)"
        : "\(plan.id): \(scopes.count) feeds, \(schedule.count) tasks → \(TerminalText(to))/\(plan.id)")
    return SubscriptionPage.Entry(
      folder: plan.id.text, title: plan.title, detail: plan.documentName(written) ?? "", feeds: listed)
  }

  private func warn(_ name: String, count: Int, size: Int, _ tongue: Language) {
    Streams.say(
      tongue == .vi
        ? "plan: cảnh báo: `\(name)` có \(count) mục, \(size / 1000) KB; một số chương trình lịch chỉ nhận dưới 1.000 mục và 900 KB"
        : "plan: warning: `\(name)` has \(count) items, \(size / 1000) KB; some programs take no more than 1,000 items and 900 KB"
    )
  }

  private func refuseSamePlans(_ schedules: [Schedule], _ tongue: Language) throws {
    var seen: Set<Identifier<Plan>> = []
    for schedule in schedules where !seen.insert(schedule.plan.id).inserted {
      throw ValidationError(
        tongue == .vi
          ? "hai tệp cùng mã kế hoạch `\(schedule.plan.id)`: lịch của chúng sẽ lẫn vào nhau."
          : "two files have the plan id `\(schedule.plan.id)`: their calendars would mix.")
    }
  }

  /// The time of this export: `SOURCE_DATE_EPOCH`, or now.
  private func stamp() throws -> FeedStamp {
    if let text = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), !text.isEmpty {
      guard let seconds = Int(text), let stamp = FeedStamp(secondsSince1970: seconds) else {
        throw ValidationError("SOURCE_DATE_EPOCH is no number of seconds since 1970: \(TerminalText(text))")
      }
      return stamp
    }
    guard let stamp = FeedStamp(secondsSince1970: Int(time(nil))) else { throw ExitCode.cannot }
    return stamp
  }
}
