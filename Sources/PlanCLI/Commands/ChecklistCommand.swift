import ArgumentParser
import Glibc
import PlanModel
import PlanReports

/// `plan checklist`: what a unit, or every unit, has to do in a period.
struct ChecklistCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checklist", _superCommandName: "plan",
    abstract: spoken(
      "In danh mục công việc của một hoặc mọi đơn vị trong kỳ.", "Prints the checklist of a unit, or of all, for a period."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md, html, csv, xlsx, json
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "Plan files; - reads standard input."), completion: .planFiles)
  var files: [String]

  @Option(
    help: help(
      "Đơn vị, hoặc nhóm cho từng thành viên (mặc định: mọi đơn vị có việc).",
      "The unit, or a group for each of its members (default: every unit with a task)."), completion: .units)
  var unit: String?
  @Option(
    help: help(
      "2018, 2018-H1, 2018-Q2, 2018-9M, 2018-05, 2018-W18 hoặc TỪ..ĐẾN (mặc định: cả kế hoạch).",
      "2018, 2018-H1, 2018-Q2, 2018-9M, 2018-05, 2018-W18 or FROM..TO (default: the whole plan)."))
  var period: PeriodArgument?
  @Option(
    help: help(
      "Cách ghi danh mục: text, md, html, csv, xlsx hoặc json.",
      "How the checklist is written: text, md, html, csv, xlsx or json."))
  var format: Format = .text
  @OptionGroup var output: OutputOptions
  @Flag(help: help("CSV ngăn bằng dấu chấm phẩy.", "Parts the cells of CSV by semicolons."))
  var semicolons = false
  @Flag(help: help("CSV giữ nguyên cả ô giống công thức.", "Leaves cells of CSV that look like formulas as they are."))
  var raw = false

  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    func fail(_ vi: String, _ en: String) -> ValidationError { ValidationError(spoken(vi, en)) }
    if semicolons || raw, format != .csv {
      throw fail("--semicolons và --raw chỉ đi cùng csv.", "--semicolons and --raw go with csv only.")
    }
    if format != .text, format != .md, files.count > 1 {
      throw fail("dạng \(format.rawValue) chỉ ghi một kế hoạch mỗi lần.", "\(format.rawValue) is written for one plan at a time.")
    }
    if format == .xlsx, output.file == nil, isatty(STDOUT_FILENO) == 1 {
      throw fail("xlsx cần --output TỆP.", "xlsx needs --output FILE.")
    }
  }

  func run() throws {
    let (schedules, tongue, readings) = try PlanInput.schedules(files, language, color)
    let units = try NameLookup.units(unit, in: schedules, tongue)
    let plans = try ProgressInput.progress(schedules, files: files, store, asOf: asOf.day, tongue)
    var pieces: [[UInt8]] = []
    for progress in plans {
      let plan = progress.schedule.plan
      if let units, units[plan.id] == nil { continue }
      let checklist = Checklist(progress, units: units?[plan.id], period: period?.days, periodName: period?.name)
      let written = language.ofDocuments(plan.language)
      switch format {
      case .text: pieces.append(Array(checklist.text(written).utf8))
      case .md: pieces.append(Array(checklist.markdown(written).utf8))
      case .html: pieces.append(checklist.html(written))
      case .csv: pieces.append(Array(checklist.csv(written, semicolons: semicolons, isRaw: raw).utf8))
      case .json: pieces.append(Array(checklist.json().utf8))
      case .xlsx: pieces.append(try Workbook.bytes(of: checklist, written, tongue))
      }
    }
    let bytes = Array(pieces.joined(separator: [0x0A]))
    try Document.put(bytes, output.file, from: Document.inputs(files, readings, store), tongue)
  }
}
