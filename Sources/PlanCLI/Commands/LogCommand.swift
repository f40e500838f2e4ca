import ArgumentParser
import Glibc
import PlanModel
import PlanReports
import ProgressStore

/// `plan log`: who recorded what, when; and the log as text that two stores exchange.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", _superCommandName: "plan",
    abstract: spoken("Xem ai đã ghi gì, lúc nào; xuất và nhập kho.", "Shows who recorded what, when; exports and merges."),
    discussion: spoken(
      "--export ghi mỗi mục một dòng JSON, là bản sao lưu; --import thêm những mục chưa có, nhập hai lần cũng không sao.",
      "--export writes one line of JSON an entry, which is a backup; --import adds what is not there yet, and twice does no harm."
    ))

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "The plan file; - reads standard input."), completion: .planFiles)
  var file: String
  @Argument(help: help("Chỉ việc này.", "Only this task."), completion: .tasks)
  var task: String?
  @Option(
    help: help("Ghi các mục ra tệp này; - là luồng ra.", "Writes the entries to this file; - is standard output."),
    completion: .file())
  var export: String?
  @Option(
    name: .customLong("import"),
    help: help("Thêm các mục từ tệp này; - là luồng vào.", "Adds the entries of this file; - is standard input."),
    completion: .file())
  var merge: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    func fail(_ vi: String, _ en: String) -> ValidationError { ValidationError(spoken(vi, en)) }
    if export != nil, merge != nil { throw fail("chọn một trong --export và --import.", "choose one of --export and --import.") }
    if task != nil, export != nil || merge != nil {
      throw fail("VIỆC không đi cùng --export hay --import.", "a TASK goes with neither --export nor --import.")
    }
    if file == "-", merge == "-" { throw fail("luồng vào chỉ đọc được một lần.", "standard input can be read once only.") }
  }

  func run() throws {
    let (reading, schedule, tongue) = try PlanInput.schedule(file, language, color)
    guard let path = store.path(plan: file) else {
      throw UsageFailure(
        message: tongue == .vi ? "kế hoạch đọc từ luồng vào cần --store" : "a plan from standard input needs --store")
    }
    if let merge { return try self.merge(merge, into: path, schedule.plan, tongue) }
    if let export { return try self.export(path, to: export, schedule.plan, reading, tongue) }
    let progress = ScheduleProgress(schedule, entries: try ProgressInput.entries(path, tongue), asOf: .latest)
    Streams.output(try log(progress, tongue).text(tongue))
  }

  private func log(_ progress: ScheduleProgress, _ language: Language) throws -> ProgressLog {
    guard let task else { return ProgressLog(progress) }
    if let gone = progress.gone.first(where: { $0.id == task }) { return ProgressLog(gone) }
    if let place = progress.place(of: task) { return ProgressLog(progress, at: place) }
    switch TaskLookup(progress.schedule).find(task) {
    case .one(let place): return ProgressLog(progress, at: place)
    case .several(let candidates, let count):
      throw NameLookup.several(task, candidates.map { "\($0.reference)  \($0.id)" }, count: count, language)
    case .none:
      let plan = progress.schedule.plan
      throw NameLookup.unknown(
        task, Message(vi: "việc", en: "task"), among: plan.work.map(\.path) + plan.activities.ids.map(\.value.text), language)
    }
  }

  private func export(_ path: String, to target: String, _ plan: Plan, _ reading: PlanReading, _ language: Language) throws {
    var entries: [ProgressEntry] = []
    var isWhole = true
    do throws(StoreFailure) {
      if let store = try ProgressStore.reading(path) { (entries, isWhole) = try store.readable() }
    } catch {
      throw ProgressInput.said(error, path, language)
    }
    let plans = [plan.id.text] + plan.formerIDs
    var bytes: [UInt8] = []
    for entry in entries.sorted(by: ProgressEntry.precedes)
    where plans.contains(where: { $0.utf8.elementsEqual(entry.plan.utf8) }) {
      bytes += entry.json + [0x0A]
    }
    try Document.put(bytes, target, from: Document.inputs([file], [reading], store), language)
    if !isWhole {
      Streams.say(
        language == .vi
          ? "plan: `\(TerminalText(path))`: kho tiến độ bị hỏng; trên đây chỉ là những mục còn đọc được"
          : "plan: `\(TerminalText(path))`: the store of progress is damaged; these are only the entries that can still be read")
      throw ExitCode.cannot
    }
  }

  /// The most bytes that are merged at once.
  private static let largest = 256 << 20

  private func merge(_ source: String, into path: String, _ plan: Plan, _ language: Language) throws {
    let bytes: [UInt8]
    do throws(ReadFailure) {
      bytes = try FileInput.read(source, limit: Self.largest + 1)
    } catch {
      PlanInput.say(error, language)
      throw ExitCode.cannot
    }
    guard bytes.count <= Self.largest else {
      let reason = Message(vi: "lớn hơn 256 MiB; hãy chia tệp ra", en: "it is larger than 256 MiB; part it")
      PlanInput.say(ReadFailure(path: source, reason: reason), language)
      throw ExitCode.cannot
    }
    let (entries, problems) = EntryLines.read(bytes)
    // A moment to come would stand before everything recorded until then.
    let limit = Recorder.clock.microseconds + 86_400_000_000
    if let late = entries.first(where: { $0.entry.at.microseconds > limit }) {
      let message = Message(
        vi: "`at` còn ở phía trước: \(late.entry.at.text); hãy xem đồng hồ của máy đã ghi",
        en: "`at` is still to come: \(late.entry.at.text); look at the clock of the machine that recorded it")
      throw UsageFailure(file: source, [(late.line, message)], language)
    }
    guard problems.isEmpty else { throw UsageFailure(file: source, problems.map { ($0.line, $0.message) }, language) }
    do {
      let merged = try ProgressStore.writing(path).merge(entries.map(\.entry))
      let plans = [plan.id.text] + plan.formerIDs
      let others = entries.count { one in !plans.contains { $0.utf8.elementsEqual(one.entry.plan.utf8) } }
      var text =
        language == .vi ? "\(merged.added) mục mới, \(merged.known) mục đã có" : "\(merged.added) new, \(merged.known) known"
      if others > 0 { text += language == .vi ? "; \(others) mục của kế hoạch khác" : "; \(others) of other plans" }
      Streams.say(text)
    } catch let failure as StoreFailure {
      throw ProgressInput.said(failure, path, language)
    } catch let conflict as ProgressStore.MergeConflict {
      let line = entries[conflict.index].line
      throw UsageFailure(
        file: source,
        [
          (
            line,
            Message(
              vi: "mục \(conflict.known.entry) đã có trong kho với nội dung khác",
              en: "the entry \(conflict.known.entry) is in the store and says something else")
          )
        ], language)
    }
  }
}
