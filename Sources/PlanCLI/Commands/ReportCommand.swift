import ArgumentParser
import PlanModel
import PlanReports

/// `plan report`: the figures of a reporting period.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", _superCommandName: "plan",
    abstract: spoken("Số liệu của một kỳ báo cáo.", "The figures of a reporting period."),
    discussion: spoken(
      "Kế hoạch có ngày chốt số liệu thì kỳ tính theo ngày ấy (quý II: 15/03–14/06), không thì theo lịch.",
      "Where the plan has a cut-off day, periods follow it (Q2: 15 March to 14 June), otherwise the calendar."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md, html, json
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "The plan file; - reads standard input."), completion: .planFiles)
  var file: String
  @Option(
    help: help(
      "2018, 2018-H1, 2018-Q2, 2018-9M, 2018-05, 2018-W18 hoặc TỪ..ĐẾN.",
      "2018, 2018-H1, 2018-Q2, 2018-9M, 2018-05, 2018-W18 or FROM..TO."))
  var period: PeriodArgument
  @Option(
    help: help("Chỉ đơn vị này, hoặc các thành viên nhóm này.", "Only this unit, or the members of this group."),
    completion: .units)
  var unit: String?
  @Option(help: help("Cách ghi: text, md, html hoặc json.", "How it is written: text, md, html or json."))
  var format: Format = .text
  @OptionGroup var output: OutputOptions

  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    let (reading, schedule, tongue) = try PlanInput.schedule(file, language, color)
    let units = try NameLookup.units(unit, in: [schedule], tongue)?[schedule.plan.id]
    let progress = try ProgressInput.progress([schedule], files: [file], store, asOf: asOf.day, tongue)[0]
    let days = period.period.flatMap { schedule.plan.reportedDays(of: $0) } ?? period.days
    let report = PeriodReport(progress, days: days, name: period.name, units: units, asOf: asOf.day)
    let written = language.ofDocuments(schedule.plan.language)
    let inputs = Document.inputs([file], [reading], store)
    switch format {
    case .text:
      let ink = output.ink(color)
      try Document.put(Array(report.text(tongue, width: Terminal.size.columns, ink: ink).utf8), output.file, from: inputs, tongue)
    case .md: try Document.put(Array(report.markdown(written).utf8), output.file, from: inputs, tongue)
    case .html: try Document.put(report.html(written), output.file, from: inputs, tongue)
    case .json: try Document.put(Array(report.json(written).utf8), output.file, from: inputs, tongue)
    }
  }
}
