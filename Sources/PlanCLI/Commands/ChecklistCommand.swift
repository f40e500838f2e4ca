import ArgumentParser
import PlanModel
import PlanReports

/// `plan checklist`: what a unit, or every unit, has to do in a period.
struct ChecklistCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checklist",
    abstract: spoken(
      "In danh mục công việc của một hoặc mọi đơn vị trong kỳ.", "Prints the checklist of a unit, or of all, for a period."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "Plan files; - reads standard input."))
  var files: [String]

  @Option(
    help: help(
      "Đơn vị, hoặc nhóm cho từng thành viên (mặc định: mọi đơn vị có việc).",
      "The unit, or a group for each of its members (default: every unit with a task)."))
  var unit: String?
  @Option(
    help: help(
      "2018, 2018-H1, 2018-Q2, 2018-9M, 2018-05, 2018-W18 hoặc TỪ..ĐẾN (mặc định: cả kế hoạch).",
      "2018, 2018-H1, 2018-Q2, 2018-9M, 2018-05, 2018-W18 or FROM..TO (default: the whole plan)."))
  var period: PeriodArgument?
  @Option(help: help("Cách ghi danh mục: text hoặc md.", "How the checklist is written: text or md."))
  var format: Format = .text

  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    let (schedules, tongue) = try PlanInput.schedules(files, language, color)
    let units = try NameLookup.units(unit, in: schedules, tongue)
    var texts: [String] = []
    for schedule in schedules {
      if let units, units[schedule.plan.id] == nil { continue }
      let checklist = Checklist(schedule, units: units?[schedule.plan.id], period: period?.days, periodName: period?.name)
      let written = language.ofDocuments(schedule.plan.language)
      texts.append(format == .md ? checklist.markdown(written) : checklist.text(written))
    }
    Streams.output(texts.joined(separator: "\n"))
  }
}
