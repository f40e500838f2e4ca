import ArgumentParser
import Glibc
import PlanModel
import PlanReports

/// `plan roll`: next year's plan from this year's.
struct RollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roll", _superCommandName: "plan",
    abstract: spoken("Lập kế hoạch năm sau từ kế hoạch năm nay.", "Makes next year's plan from this year's."),
    discussion: spoken(
      "Ghi chú, thứ tự và cách trình bày giữ nguyên. Kế hoạch mới ra màn hình hoặc vào tệp; danh sách đã sửa gì, cần xem gì nêu riêng.",
      "Comments, order and layout are kept. The new plan goes to standard output or a file; what was changed and what to look at is listed apart."
    ))

  @Argument(
    help: help("Tệp kế hoạch năm cũ; - đọc từ luồng vào.", "The old plan file; - reads standard input."), completion: .planFiles)
  var file: String
  @Option(help: help("Năm mới.", "The new year."))
  var year: Int
  @Option(
    help: help(
      "Mã của kế hoạch mới (mặc định: mã cũ với năm mới).", "The id of the new plan (default: the old one with the new year)."))
  var id: String?
  @OptionGroup var output: OutputOptions
  @Flag(help: help("Thay tệp đã có.", "Replace a file that is there."))
  var force = false

  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    let (reading, _, tongue) = try PlanInput.schedule(file, language, color)
    if let id, !DraftID.isValid(id) {
      let hint = DraftID.proposal(for: id).map { tongue == .vi ? " Có thể dùng: \($0)" : " You could use: \($0)" } ?? ""
      throw UsageFailure(
        message: tongue == .vi
          ? "`\(TerminalText(id))` không dùng làm mã được. \(DraftID.rule.vi)\(hint)"
          : "`\(TerminalText(id))` cannot be an id. \(DraftID.rule.en)\(hint)")
    }
    let old = PlanRoll.year(of: reading) ?? 0
    guard year > old else {
      throw UsageFailure(
        message: tongue == .vi
          ? "kế hoạch này của năm \(old): --year phải là một năm sau đó, chẳng hạn \(old + 1)."
          : "this is the plan of \(old): --year has to be a later one, for example \(old + 1).")
    }
    try Document.checkNew(output.file, replacing: force, tongue)
    // Contacts are asked for when the plan runs, not when it is drafted.
    let roll = PlanRoll.roll(reading, to: year, id: id, asOf: .earliest) { FileInput.used($0, plan: file) }
    guard let roll else {
      throw UsageFailure(message: tongue == .vi ? "năm \(year) xa quá, không lập được." : "the year \(year) is too far away.")
    }
    try Document.putNew(
      roll.bytes, output.file, replacing: force,
      from: (file == "-" ? [] : [file]) + reading.sources.files.dropFirst().map(\.name),
      tongue)
    let name = output.file
    Streams.say(String(RollList(roll, name: name).text(tongue, ink: color.ink(for: STDERR_FILENO)).dropLast()))
    guard let name else { return }
    if reading.sources.files.count > 1, folder(of: name) != folder(of: file) {
      Streams.say(
        tongue == .vi
          ? "Tệp dùng chung tìm từ thư mục của kế hoạch: chép sang thư mục của `\(TerminalText(name))`, hoặc sửa đường dẫn."
          : "Shared files are looked for from the plan's folder: copy them to that of `\(TerminalText(name))`, or mend the path.")
    }
    Streams.say(tongue == .vi ? "đã ghi: \(TerminalText(name))" : "written: \(TerminalText(name))")
  }

  /// The folder of a file, whatever it is called.
  private func folder(of path: String) -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
