import ArgumentParser
import PlanModel
import PlanReports

/// `plan coverage`: what of a plan reaches whom, when and how, and what does not.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", _superCommandName: "plan",
    abstract: spoken(
      "Độ phủ: chủ đề × đối tượng × kênh × quý, kèm khoảng trống và việc theo tuần.",
      "Coverage: theme × target group × channel × quarter, with the gaps and the load by week."),
    discussion: spoken(
      "Không tính việc nội bộ; một việc giao cho nhiều đơn vị là một lượt. Trang html có ba hình để in trên A4.",
      "Internal work is left out; work given to many units is one occasion. The html page has three pictures to print on A4."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md, html, json
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "The plan file; - reads standard input."), completion: .planFiles)
  var file: String
  @Option(
    help: help(
      "Chỉ việc của đơn vị này, hoặc của các thành viên nhóm này; khi ấy không xét khoảng trống.",
      "Only tasks of this unit, or of the members of this group; gaps are not looked for then."), completion: .units)
  var unit: String?
  @Option(help: help("Cách ghi: text, md, html hoặc json.", "How it is written: text, md, html or json."))
  var format: Format = .text
  @OptionGroup var output: OutputOptions

  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    let (reading, schedule, tongue) = try PlanInput.schedule(file, language, color)
    let units = try NameLookup.units(unit, in: [schedule], tongue)?[schedule.plan.id]
    let name = unit.flatMap { schedule.plan.unitPosition(of: $0) }.map { schedule.plan.units[$0].name }
    let coverage = Coverage(schedule, in: reading.sources, units: units, unitName: name)
    let written = language.ofDocuments(schedule.plan.language)
    let bytes: [UInt8] =
      switch format {
      case .text:
        Array(
          coverage.text(
            tongue, width: Terminal.size.columns,
            ink: output.ink(color)
          ).utf8)
      case .md: Array(coverage.markdown(written).utf8)
      case .html: coverage.html(written)
      case .json: Array(coverage.json(tongue).utf8)
      }
    // Nothing recorded is read here, but neither the store nor a shared file may be written over.
    try Document.put(bytes, output.file, from: Document.inputs([file], [reading], store), tongue)
  }
}
