import ArgumentParser
import Glibc
import ICalExport
import PlanModel

/// `plan export`: iCalendar feeds for every unit, and the page to subscribe from.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", _superCommandName: "plan",
    abstract: spoken(
      "Ghi tệp lịch cho từng đơn vị và trang đăng ký lịch.", "Writes a calendar feed for each unit, and a page to subscribe from."
    ),
    discussion: spoken(
      """
      Ví dụ: plan export ke-hoach.yaml --to lich --base-url https://ubnd.example.vn/lich

      Khi kế hoạch thay đổi, chạy lại vào đúng thư mục cũ; đừng xóa thư mục: lịch đã phát hành cho biết việc nào mới, dời hay hủy.
      --roles và --base-url của lần trước được giữ nếu lần này không ghi. Mã thoát: 0 xong; 1 kế hoạch có lỗi; 2 không ghi được; 64 gõ sai; 75 lần
      kết xuất khác đang chạy.
      """,
      """
      Example: plan export plan.yaml --to feeds --base-url https://office.example.vn/feeds

      When the plan changes, run it again into the same folder, and do not empty that: what is published tells what is new, moved or cancelled.
      --roles and --base-url of the last time go on where they are left out. Exit codes: 0 done; 1 the plan has errors; 2 cannot be written;
      64 wrong usage; 75 another export is running.
      """))

  @Argument(
    help: help(
      "Tệp kế hoạch; - đọc từ luồng vào.", "Plan files; - reads standard input."),
    completion: .planFiles)
  var files: [String]

  @Option(
    help: help("Thư mục chứa tệp lịch; chưa có thì được tạo.", "The folder for the feeds; it is made where it is missing."),
    completion: .directory)
  var to: String

  @Option(
    help: help(
      "Tệp lịch nào: units (từng đơn vị), all (cả kế hoạch), todo (danh sách việc); cách nhau bằng dấu phẩy.",
      "Which feeds, separated by commas: units, all (the whole plan), todo (to-do lists)."))
  var feeds = "units,all"

  @Option(
    help: help(
      "Ngoài đơn vị chủ trì, ai có bản riêng: coordinate (phối hợp), monitor (theo dõi), implement (thực hiện), owner (không ai); mặc định: coordinate, thêm monitor, implement nếu lịch đã phát hành có.",
      "Who has copies besides the owner, separated by commas: coordinate, monitor, implement; owner for nobody (default: coordinate, with monitor and implement where they are published)."
    ))
  var roles: String?

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
      "Địa chỉ công khai của thư mục, để có nút đăng ký và mã QR: https://…; none để bỏ địa chỉ của lần trước.",
      "The public address of the folder, for subscription buttons and QR codes: https://…; none takes that of earlier exports away."
    ))
  var baseURL: String?

  @Option(
    help: help(
      "Ghi vào thư mục này, cho từng đơn vị, những gì đã thay đổi so với lần kết xuất trước.",
      "Writes into this folder, for each unit, what has changed since the last export."), completion: .directory)
  var changes: String?

  @Option(
    help: help(
      "Trang đăng ký liệt kê việc từ ngày này (mặc định: hôm nay, giờ Việt Nam).",
      "The page lists the next tasks from this day on (default: today in Viet Nam)."))
  var asOf: CivilDate?

  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    _ = try kinds()
    _ = try roleSet()
    _ = try askedAddress()
    if let changes, Self.isWithin(changes, to) {
      throw ValidationError(
        spoken(
          "--changes phải là thư mục khác, nằm ngoài thư mục ở --to.",
          "--changes must be a folder outside the one given with --to."))
    }
  }

  /// Whether a folder is another one or lies in it, by what the paths lead to.
  private static func isWithin(_ inner: String, _ outer: String) -> Bool {
    func resolved(_ path: String) -> String {
      if let real = realpath(path, nil) {
        defer { free(real) }
        return String(cString: real)
      }
      // What is not there yet lies in what is.
      var parts = path.split(separator: "/", omittingEmptySubsequences: true)
      guard let last = parts.popLast() else { return path }
      let parent = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
      return resolved(parent.isEmpty ? "." : parent) + "/" + last
    }
    let (one, other) = (resolved(inner), resolved(outer))
    return one == other || one.hasPrefix(other == "/" ? other : other + "/")
  }

  func run() throws {
    let (schedules, tongue, _) = try PlanInput.schedules(files, language, color)
    let stamp = try stamp()
    var options = FeedOptions(
      language: tongue, stamp: stamp, spans: spans, alarms: alarms, baseURL: try askedAddress(),
      asOf: asOf, describesChanges: changes != nil)
    // Feeds show all that is recorded, whatever day the page counts from.
    let plans = try ProgressInput.progress(schedules, files: files, store, asOf: .latest, tongue)
    do {
      let export = try FeedExport(
        folder: FeedFolder(path: to), changes: changes, kinds: try kinds(), isWithoutAddress: baseURL == Self.noAddress,
        spoken: tongue)
      for progress in plans {
        options.language = language.ofDocuments(progress.schedule.plan.language)
        try export.stage(progress, options, roles: try roleSet(), isOnlyPlan: schedules.count == 1)
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
      default:
        throw ValidationError(
          spoken(
            "--feeds nhận units, all và todo, không nhận `\(TerminalText(name))`.",
            "--feeds takes units, all and todo, not `\(TerminalText(name))`."))
      }
    }
    if kinds.isEmpty { throw ValidationError(spoken("--feeds nhận units, all và todo.", "--feeds takes units, all and todo.")) }
    return kinds
  }

  /// Who has copies; nil where that is not said.
  private func roleSet() throws -> Set<FeedRole>? {
    guard let roles else { return nil }
    var result: Set<FeedRole> = [.owner]
    for name in Self.words(roles) {
      guard let role = FeedRole.allCases.first(where: { $0.name == name }) else {
        throw ValidationError(
          spoken(
            "--roles nhận owner, coordinate, implement và monitor, không nhận `\(TerminalText(name))`.",
            "--roles takes owner, coordinate, implement and monitor, not `\(TerminalText(name))`."))
      }
      result.insert(role)
    }
    return result
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingSpaces.lowercased() }.filter { !$0.isEmpty }
  }

  /// What `--base-url` takes to leave the address of earlier exports away.
  private static let noAddress = "none"

  private func askedAddress() throws -> String? {
    guard let baseURL, baseURL != Self.noAddress else { return nil }
    if let address = Self.checkedAddress(baseURL) { return address }
    throw ValidationError(
      spoken(
        "--base-url nhận địa chỉ đầy đủ, chẳng hạn https://example.vn/lich, không nhận `\(TerminalText(baseURL))`.",
        "--base-url takes an address such as https://example.vn/lich, not `\(TerminalText(baseURL))`."))
  }

  /// An address as links and calendars take it, without a slash at its end; nil unless it is http or https, in ASCII.
  static func checkedAddress(_ text: String) -> String? {
    let lowered = text.lowercased()
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}#?".utf8.contains($0) }
    let host = lowered.hasPrefix("https://") ? text.dropFirst(8) : lowered.hasPrefix("http://") ? text.dropFirst(7) : ""
    guard isPlain, let first = host.first, first != "/" else { return nil }
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    return address
  }

  /// The time of this export: `SOURCE_DATE_EPOCH`, or now.
  private func stamp() throws -> FeedStamp {
    if let text = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), !text.isEmpty {
      guard let seconds = Int(text), let stamp = FeedStamp(secondsSince1970: seconds) else {
        throw UsageFailure(
          message: spoken(
            "SOURCE_DATE_EPOCH phải là số giây tính từ 01/01/1970, không phải `\(TerminalText(text))`",
            "SOURCE_DATE_EPOCH must be seconds since 1970, not `\(TerminalText(text))`"))
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
