import ArgumentParser
import Glibc
import PlanModel
import PlanReports

/// `plan diff`: what an amendment does to the tasks.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", _superCommandName: "plan",
    abstract: spoken(
      "Cho biết bản điều chỉnh đổi những việc gì.", "Tells what an amendment does to the tasks."),
    discussion: spoken(
      "Việc khớp nhau theo mã, kể cả mã cũ. Việc đã ghi tiến độ mà bị bỏ hay bị đổi thì báo trước hết.",
      "Tasks are matched by their ids, former ones included. Tasks with marks that are dropped or changed are told first."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md, html, json
  }

  @Argument(help: help("Bản cũ; - đọc từ luồng vào.", "The plan before; - reads standard input."), completion: .planFiles)
  var old: String
  @Argument(
    help: help("Bản đã điều chỉnh; - đọc từ luồng vào.", "The plan as amended; - reads standard input."), completion: .planFiles)
  var new: String
  @Option(
    name: .customLong("for"),
    help: help(
      "Chỉ những việc có liên quan đến đơn vị này, hoặc đến các thành viên nhóm này.",
      "Only what concerns this unit, or the members of this group."), completion: .units)
  var unit: String?
  @Option(help: help("Cách ghi: text, md, html hoặc json.", "How it is written: text, md, html or json."))
  var format: Format = .text
  @OptionGroup var output: OutputOptions

  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    if old == "-", new == "-" {
      throw ValidationError(
        spoken("chỉ một trong hai bản đọc từ luồng vào.", "only one of the two plans can be read from standard input."))
    }
  }

  func run() throws {
    let ((before, after), readings, tongue) = try schedules()
    if let unit { try check(unit, before.plan, after.plan, tongue) }
    let entries = try storePath.map { try ProgressInput.entries($0, tongue) } ?? []
    let log = Dictionary(grouping: entries, by: \.task)
    func side(_ schedule: Schedule, _ file: String) -> PlanDifference.Side {
      let name = file == "-" ? (tongue == .vi ? "luồng vào" : "standard input") : file
      guard !log.isEmpty else { return PlanDifference.Side(schedule, file: name) }
      return PlanDifference.Side(
        schedule, file: name, progress: ScheduleProgress(schedule, entriesByTask: log, asOf: .latest))
    }
    let difference = PlanDifference(old: side(before, old), new: side(after, new), unit: unit)
    // What is told loudly is told to those who keep only the result, too.
    for warning in difference.warnings { Streams.say("plan: \(warning.text(tongue))") }
    try put(difference, language.ofDocuments(after.plan.language), from: readings, tongue)
  }

  private func put(
    _ difference: PlanDifference, _ written: Language, from readings: [PlanReading], _ tongue: Language
  ) throws {
    let inputs = Document.inputs([old, new], readings, store)
    switch format {
    case .text:
      let ink = output.ink(color)
      try Document.put(Array(difference.text(tongue, ink: ink).utf8), output.file, from: inputs, tongue)
    case .md: try Document.put(Array(difference.markdown(written).utf8), output.file, from: inputs, tongue)
    case .html: try Document.put(difference.html(written), output.file, from: inputs, tongue)
    case .json:
      if output.file == nil {
        difference.json(tongue) { Streams.output($0) }
      } else {
        try Document.put(difference.json(tongue), output.file, from: inputs, tongue)
      }
    }
  }

  /// The two plans; where either cannot be used, the findings of both are printed first.
  private func schedules() throws -> (plans: (Schedule, Schedule), readings: [PlanReading], language: Language) {
    let first = Result { try PlanInput.schedule(old, language, color) }
    let second = Result { try PlanInput.schedule(new, language, color) }
    // A file that cannot be read weighs more than one with findings.
    for result in [first, second] {
      if case .failure(let code as ExitCode) = result, code != .findings { throw code }
    }
    let (before, after) = (try first.get(), try second.get())
    return ((before.schedule, after.schedule), [before.reading, after.reading], after.language)
  }

  /// Where progress is kept: as asked for, else beside the new plan, else beside the old one.
  private var storePath: String? {
    if store.store != nil { return store.path(plan: new) }
    let paths = [new, old].compactMap { store.path(plan: $0) }
    return paths.first { access($0, F_OK) == 0 } ?? paths.first
  }

  private func check(_ unit: String, _ before: Plan, _ after: Plan, _ language: Language) throws {
    guard before.unitPosition(of: unit) == nil, after.unitPosition(of: unit) == nil else { return }
    let ids = after.units.ids.map(\.value.text) + before.units.ids.map(\.value.text)
    var seen: Set<String> = []
    throw NameLookup.unknown(
      unit, Message(vi: "đơn vị", en: "unit"), among: ids.filter { seen.insert($0).inserted },
      in: Message(vi: " trong hai bản kế hoạch", en: " in either plan"), language)
  }
}
