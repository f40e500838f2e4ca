import ArgumentParser
import Glibc
import PlanModel
import PlanReports

extension StatusGrouping: ExpressibleByArgument {}

/// `plan status`: where plans stand.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", _superCommandName: "plan",
    abstract: spoken("Xem kế hoạch thực hiện đến đâu.", "Shows where plans stand."),
    discussion: spoken(
      "Tổng = xong (đúng hạn, quá hạn, không hạn) + chưa xong (trong hạn, quá hạn, không hạn) + hủy; dòng nào cũng khép kín.",
      "Total = done (on time, late, no deadline) + not done (in time, overdue, no deadline) + cancelled, in every row."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case overdue
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "Plan files; - reads standard input."), completion: .planFiles)
  var files: [String]

  @Option(
    help: help(
      "Mỗi dòng là: unit (đơn vị), theme (chủ đề), channel (kênh), target-group (đối tượng) hoặc month (tháng đến hạn).",
      "What rows are: unit, theme, channel, target-group or month (due)."))
  var by: StatusGrouping?
  @Option(
    help: help(
      "Chỉ việc của đơn vị này, hoặc của các thành viên nhóm này.", "Only tasks of this unit, or of the members of this group."),
    completion: .units)
  var unit: String?
  @Option(help: help("Chỉ việc trong kỳ này.", "Only tasks in this period."))
  var period: PeriodArgument?
  @Flag(
    help: help(
      "Danh sách việc quá hạn, trễ nhất trước, kèm nơi liên hệ.", "Lists what is overdue, the latest first, with whom to call."))
  var overdue = false
  @Flag(help: help("Bảng đơn vị × tháng.", "A table of units by months."))
  var matrix = false
  @Flag(help: help("Vẽ lại mỗi hai giây, cho đến khi bấm Ctrl-C.", "Draws it again every two seconds, until Ctrl-C."))
  var watch = false
  @Option(help: help("Cách hiện: text, json hoặc csv.", "How it is shown: text, json or csv."))
  var format: Format = .text
  @Option(help: help("Mã thoát 1 khi có việc quá hạn: overdue.", "Exit code 1 where something is overdue: overdue."))
  var failOn: FailOn?

  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    func fail(_ vi: String, _ en: String) -> ValidationError { ValidationError(spoken(vi, en)) }
    if overdue, matrix { throw fail("chọn một trong --overdue và --matrix.", "choose one of --overdue and --matrix.") }
    if by != nil, overdue || matrix {
      throw fail("--by không đi cùng --overdue hay --matrix.", "--by goes with neither --overdue nor --matrix.")
    }
    if watch, format != .text { throw fail("--watch chỉ hiện text.", "--watch shows text only.") }
    if watch, isatty(STDOUT_FILENO) == 0 { throw fail("--watch cần màn hình lệnh.", "--watch needs a terminal.") }
    if watch, files.contains("-") { throw fail("--watch không đọc từ luồng vào.", "--watch does not read standard input.") }
  }

  func run() throws {
    guard watch else {
      let (text, isOverdue) = try result()
      Streams.output(text)
      if failOn == .overdue, isOverdue { throw ExitCode.findings }
      return
    }
    while true {
      let (text, _) = try result()
      // Home, then each line cleared to its end, then the rest: nothing flickers.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let shown = lines.prefix(max(Terminal.size.rows - 1, 4)).map { $0 + "\u{1B}[K" }.joined(separator: "\n")
      Streams.output("\u{1B}[H" + shown + "\u{1B}[J")
      sleep(2)
    }
  }

  private func result() throws -> (text: String, isOverdue: Bool) {
    let (schedules, tongue, _) = try PlanInput.schedules(files, language, color)
    let units = try NameLookup.units(unit, in: schedules, tongue)
    let day = asOf.day
    let plans = try ProgressInput.progress(schedules, files: files, store, asOf: day, tongue)
    // The program ends soon: giving back a large log piece by piece would take longer than counting it.
    if !watch { _ = Unmanaged.passRetained(Kept(plans)) }
    let ink = color.ink(for: STDOUT_FILENO)
    let width = Terminal.size.columns
    if overdue {
      let listing = TaskListing(plans, asOf: day, asHeld: true) { plan in
        var selection = TaskSelection()
        selection.unit = units.map { $0[plan.id] ?? [] }
        selection.from = period?.days.first
        selection.to = period?.days.last
        return selection
      }
      let list = OverdueList(listing)
      switch format {
      case .json: return (list.json(), !list.items.isEmpty)
      case .csv: return (list.csv(), !list.items.isEmpty)
      case .text: return (list.text(tongue, ink: ink), !list.items.isEmpty)
      }
    }
    if matrix {
      let matrix = StatusMatrix(plans, asOf: day, units: units, period: period?.days)
      let isOverdue = matrix.total.notDone.overdue > 0
      switch format {
      case .json: return (matrix.json(), isOverdue)
      case .csv: return (matrix.csv(), isOverdue)
      case .text:
        return (
          head(schedules, .unit, day, ink, tongue) + matrix.text(tongue, width: width, ink: ink), isOverdue
        )
      }
    }
    let table = StatusTable(plans, by: by ?? .unit, asOf: day, units: units, period: period?.days)
    let isOverdue = table.total.notDone.overdue > 0
    switch format {
    case .json: return (table.json(), isOverdue)
    case .csv: return (table.csv(), isOverdue)
    case .text:
      var text = head(schedules, table.grouping, day, ink, tongue) + table.text(tongue, width: width, ink: ink)
      if let footnote = table.footnote(tongue) { text += footnote + "\n" }
      for handover in table.handovers { text += "\(TerminalText(handover.text(tongue)))\n" }
      let gone = plans.reduce(0) { $0 + $1.gone.count }
      if gone > 0 {
        text +=
          (tongue == .vi
            ? "Ngoài ra: \(gone) việc đã ghi tiến độ nhưng không còn trong kế hoạch (xem plan log)."
            : "Besides: \(gone) task\(gone == 1 ? "" : "s") with marks that the plan has no more (see plan log).") + "\n"
      }
      return (text, isOverdue)
    }
  }

  private func head(
    _ schedules: [Schedule], _ grouping: StatusGrouping, _ day: CivilDate, _ ink: TerminalInk, _ language: Language
  ) -> String {
    let names = schedules.map { TerminalText($0.plan.title).description }
    return names.map { ink.bold($0) + "\n" }.joined() + StatusTable.heading(grouping, asOf: day, language) + "\n\n"
  }

  /// Keeps plans to the end of the program.
  private final class Kept {
    let plans: [ScheduleProgress]
    init(_ plans: [ScheduleProgress]) { self.plans = plans }
  }
}
