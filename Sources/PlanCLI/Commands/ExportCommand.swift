import ArgumentParser
import Glibc
import ICalExport
import PlanModel

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

  @Option(
    help: help(
      "Tệp lịch nào: units (từng đơn vị), all (cả kế hoạch), todo (danh sách việc); cách nhau bằng dấu phẩy.",
      "Which feeds, separated by commas: units, all (the whole plan), todo (to-do lists)."))
  var feeds = "units,all"

  @Option(
    help: help(
      "Ngoài đơn vị chủ trì, ai có bản riêng: coordinate (phối hợp), monitor (theo dõi), implement (thực hiện), owner (không ai).",
      "Who has copies besides the owner, separated by commas: coordinate, monitor, implement; owner for nobody."))
  var roles = "coordinate"

  @Flag(
    help: help("Việc kéo dài nhiều ngày hiện suốt những ngày ấy.", "Shows a window of many days as an event of many days."))
  var spans = false

  @Flag(
    help: help(
      "Nhắc cả những việc không ghi `nhắc trước`: 9 giờ ngày hôm trước, việc có giờ thì trước một giờ.",
      "Also reminds of work without `remind`: at 9:00 the day before, an hour before where there is a time."))
  var alarms = false

  @Option(
    name: .customLong("base-url"),
    help: help(
      "Địa chỉ công khai của thư mục, để có nút đăng ký và mã QR: https://…",
      "The public address of the folder, for subscription buttons and QR codes: https://…"))
  var baseURL: String?

  @Option(
    help: help(
      "Ghi vào thư mục này, cho từng đơn vị, những gì đã thay đổi so với lần kết xuất trước.",
      "Writes into this folder, for each unit, what has changed since the last export."))
  var changes: String?

  @Option(
    help: help(
      "Trang đăng ký liệt kê việc từ ngày này (mặc định: hôm nay, giờ Việt Nam).",
      "The page lists the next tasks from this day on (default: today in Viet Nam)."))
  var asOf: CivilDate?

  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    _ = try kinds()
    _ = try roleSet()
    if let baseURL { _ = try Self.address(baseURL) }
  }

  func run() throws {
    let (schedules, tongue) = try PlanInput.schedules(files, language, color)
    let stamp = try stamp()
    var options = FeedOptions(
      language: tongue, stamp: stamp, roles: try roleSet(), spans: spans, alarms: alarms, baseURL: try baseURL.map(Self.address),
      asOf: asOf, describesChanges: changes != nil)
    do {
      let export = try FeedExport(folder: FeedFolder(path: to), changes: changes, kinds: try kinds(), spoken: tongue)
      for schedule in schedules {
        options.language = language.ofDocuments(schedule.plan.language)
        try export.stage(schedule, options, isOnlyPlan: schedules.count == 1)
      }
      try export.finish(language: language.ofDocuments(schedules.first?.plan.language ?? .vi), options)
    } catch let failure as FolderFailure {
      let path = TerminalText(failure.path)
      Streams.say("plan: \(tongue == .vi ? "không ghi được" : "cannot write") `\(path)`: \(failure.reason.text(tongue))")
      throw failure.isBusy ? ExitCode.busy : ExitCode.cannot
    }
  }

  /// Which feeds are asked for.
  private func kinds() throws -> FeedExport.Kinds {
    var kinds: FeedExport.Kinds = []
    for name in Self.words(feeds) {
      switch name {
      case "units": kinds.insert(.units)
      case "all": kinds.insert(.all)
      case "todo": kinds.insert(.todo)
      default: throw ValidationError("--feeds takes units, all and todo, not `\(TerminalText(name))`.")
      }
    }
    if kinds.isEmpty { throw ValidationError("--feeds takes units, all and todo.") }
    return kinds
  }

  private func roleSet() throws -> Set<FeedRole> {
    var result: Set<FeedRole> = [.owner]
    for name in Self.words(roles) {
      guard let role = FeedRole.allCases.first(where: { $0.name == name }) else {
        throw ValidationError("--roles takes owner, coordinate, implement and monitor, not `\(TerminalText(name))`.")
      }
      result.insert(role)
    }
    return result
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingSpaces.lowercased() }.filter { !$0.isEmpty }
  }

  /// An address as links and calendars take it: http or https, ASCII, without a slash at its end.
  private static func address(_ text: String) throws -> String {
    let lowered = text.lowercased()
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}#?".utf8.contains($0) }
    let host = lowered.hasPrefix("https://") ? text.dropFirst(8) : lowered.hasPrefix("http://") ? text.dropFirst(7) : ""
    guard isPlain, let first = host.first, first != "/" else {
      throw ValidationError("--base-url takes an address such as https://example.vn/lich, not `\(TerminalText(text))`.")
    }
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    return address
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

extension Substring {
  /// The text without spaces around it.
  var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
