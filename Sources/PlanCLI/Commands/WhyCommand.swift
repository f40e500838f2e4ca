import ArgumentParser
import Glibc
import PlanModel
import PlanReports

/// `plan why`: how a task got its days and its people.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", _superCommandName: "plan",
    abstract: spoken(
      "Giải thích vì sao một việc có ngày ấy, người ấy.", "Explains how a task got its days and its people."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "The plan file; - reads standard input."), completion: .planFiles)
  var file: String

  @Argument(
    help: help(
      "Việc: mã, số hiệu (vài ký tự đầu là đủ), hoặc mã hoạt động có một việc.",
      "The task: its id, its reference (the first digits will do), or an activity that has one task."),
    completion: .tasks)
  var task: String

  @Option(help: help("Cách hiện: text hoặc json.", "How it is shown: text or json."))
  var format: Format = .text

  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    let (reading, schedule, tongue) = try PlanInput.schedule(file, language, color)
    // What came up as needed, or was extended, stands in the schedule as the log leaves it.
    let progress = try ProgressInput.progress([schedule], files: [file], store, asOf: .latest, tongue)[0]
    let recorded = progress.schedule
    let lookup = TaskLookup(recorded)
    let place: TaskPlace
    switch lookup.find(task) {
    case .one(let found): place = found
    case .several(let candidates, let count):
      throw NameLookup.several(task, candidates.map { "\($0.reference)  \($0.id)" }, count: count, tongue)
    case .none:
      if let item = schedule.plan.asNeeded(task) { throw UsageFailure(message: asNeeded(item, reading, tongue)) }
      let known = schedule.plan.work.map(\.path) + schedule.plan.activities.ids.map(\.value.text)
      throw NameLookup.unknown(task, Message(vi: "việc", en: "task"), among: known, tongue)
    }
    let explanation = TaskExplanation(progress, at: place, asOf: AsOfOptions.today)
    let reference = lookup.reference(at: place)
    switch format {
    case .text:
      Streams.output(explanation.text(tongue, reference: reference, sources: reading.sources))
      sayProgress(progress, place, tongue)
    case .json: Streams.output(explanation.json(tongue, reference: reference, sources: reading.sources))
    }
  }

  /// What is recorded of the task, where something is: what was extended has another day than the plan gives it.
  private func sayProgress(_ progress: ScheduleProgress, _ place: TaskPlace, _ language: Language) {
    guard !progress.entries(at: place).isEmpty else { return }
    let heading = language == .vi ? "Đã ghi:" : "Recorded:"
    Streams.output("\n\(heading)\n" + ProgressLog(progress, at: place).text(language))
  }

  private func asNeeded(_ span: SourceSpan, _ reading: PlanReading, _ language: Language) -> String {
    let start = reading.sources.positions(of: span).start
    let place = "\(TerminalText(reading.sources[span.file].name)):\(start.line):\(start.column)"
    return language == .vi
      ? "`\(TerminalText(task))` là việc khi phát sinh (\(place)): chưa có việc nào cho đến khi được ghi nhận."
      : "`\(TerminalText(task))` is work as needed (\(place)): there is no task until one is recorded."
  }
}
