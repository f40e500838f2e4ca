import ArgumentParser
import Glibc
import PlanModel
import PlanReports

extension ProgressAction: ExpressibleByArgument {}

/// `plan mark`: records what has become of tasks.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", _superCommandName: "plan",
    abstract: spoken("Ghi tiến độ của việc.", "Records what has become of tasks."),
    discussion: spoken(
      """
      Ví dụ: plan mark ke-hoach.yaml 7K2M --as done --on 04/05/2018 --evidence anh.jpg
      Không ghi VIỆC trên màn hình lệnh thì được chọn từ danh sách. Mã thoát: 0 đã ghi bền vững (hoặc đã ghi từ trước);
      2 không mở được kho; 64 không ghi được như thế, chưa ghi gì; 75 người khác đang giữ kho.
      """,
      """
      Example: plan mark plan.yaml 7K2M --as done --on 04/05/2018 --evidence photo.jpg
      Without a TASK, on a terminal, you pick from a list. Exit codes: 0 recorded and durable (or recorded before); 2 the store
      cannot be opened; 64 it cannot be recorded so, nothing was; 75 somebody else holds the store.
      """))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "The plan file; - reads standard input."), completion: .planFiles)
  var file: String

  @Argument(
    help: help(
      "Việc: mã, số hiệu (vài ký tự đầu là đủ), hoặc mã hoạt động có một việc hay làm khi phát sinh.",
      "Tasks: ids, references (the first digits will do), or activities that have one task or are done as needed."),
    completion: .tasks)
  var tasks: [String] = []

  @Option(
    name: .customLong("as"),
    help: help(
      "Ghi gì: started (đang làm), done (xong), blocked (vướng mắc), verified (đã kiểm tra), returned (trả lại), cancelled (hủy), extended (gia hạn), reopened (mở lại).",
      "What: started, done, blocked, verified, returned, cancelled, extended, reopened."))
  var action: ProgressAction?
  @Option(help: help("Ngày xảy ra (mặc định: hôm nay, giờ Việt Nam).", "The day it happened (default: today in Viet Nam)."))
  var on: CivilDate?
  @Option(help: help("Ai báo.", "Who says so."))
  var by: String?
  @Option(help: help("Ghi chú: vướng mắc gì, vì sao hủy hay trả lại.", "A remark: what is difficult, why cancelled or returned."))
  var note: String?
  @Option(
    help: help(
      "Minh chứng: chữ, địa chỉ, hoặc tệp (ghi tên và mã băm); lặp lại được.",
      "Proof: a text, an address or a file (its name and hash are kept); may be repeated."),
    completion: .file())
  var evidence: [String] = []
  @Option(help: help("Số lượng sản phẩm đã làm.", "How much was delivered."))
  var quantity: Int?
  @Option(help: help("Hạn mới (extended).", "The new deadline (extended)."))
  var until: CivilDate?
  @Option(help: help("Số văn bản cho gia hạn, cho hủy…", "The number of the document that extends, cancels…"))
  var document: String?
  @Option(
    name: .customLong("import"),
    help: help(
      "Nhận lại danh mục CSV đã điền (plan checklist --format csv).", "Reads a filled-in checklist (plan checklist --format csv)."
    ),
    completion: .file(extensions: ["csv"]))
  var filledIn: String?

  @Option(
    help: help(
      "Việc của đơn vị này; cùng VIỆC thì để kiểm tra.", "The tasks of this unit; with TASKs, a check of whose they are."),
    completion: .units)
  var unit: String?
  @Option(help: help("Việc của hoạt động này.", "The tasks of this activity."))
  var activity: String?
  @Option(help: help("Việc trong kỳ này.", "The tasks in this period."))
  var period: PeriodArgument?
  @Option(help: help("Cách hiện: text, hoặc json (các dòng đã ghi).", "How it is shown: text, or json (the entries recorded)."))
  var format: Format = .text

  @Option(
    help: help(
      "Coi ngày này là hôm nay (mặc định: hôm nay, giờ Việt Nam).", "Takes this day for today (default: today in Viet Nam)."))
  var asOf: CivilDate?
  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  /// A text on one line; nil where nothing of it is left.
  private static func text(_ text: String?) -> String? {
    text.map { MarkRequest.oneLine($0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private var today: CivilDate { asOf ?? AsOfOptions.today }

  func validate() throws {
    func fail(_ vi: String, _ en: String) -> ValidationError { ValidationError(spoken(vi, en)) }
    if filledIn != nil {
      guard action == nil, tasks.isEmpty, on == nil, note == nil, evidence.isEmpty, quantity == nil, until == nil,
        document == nil,
        activity == nil, period == nil
      else { throw fail("--import không đi cùng VIỆC hay --as.", "--import goes with no TASK and no --as.") }
      return
    }
    guard let action else {
      throw fail(
        "cần --as: started, done, blocked, verified, returned, cancelled, extended hoặc reopened.",
        "--as is needed: started, done, blocked, verified, returned, cancelled, extended or reopened.")
    }
    if action == .extended, until == nil || Self.text(document) == nil {
      throw fail(
        "--as extended cần --until NGÀY và --document SỐ-VĂN-BẢN.", "--as extended needs --until DATE and --document NUMBER.")
    }
    if action != .extended, until != nil {
      throw fail("--until chỉ đi cùng --as extended.", "--until goes with --as extended only.")
    }
    if let quantity {
      if quantity > MarkRequest.largestQuantity { throw fail("--quantity quá lớn.", "--quantity is too large.") }
      if quantity < 0 { throw fail("--quantity không thể âm.", "--quantity cannot be negative.") }
      if action != .done && action != .started && action != .blocked {
        throw fail("--quantity chỉ đi cùng started, done hoặc blocked.", "--quantity goes with started, done or blocked only.")
      }
    }
    if tasks.isEmpty, period != nil, unit == nil, activity == nil {
      throw fail("--period cần thêm --unit hoặc --activity.", "--period needs --unit or --activity.")
    }
  }

  func run() throws {
    let (_, schedule, tongue) = try PlanInput.schedule(file, language, color)
    guard let path = store.path(plan: file) else {
      throw UsageFailure(
        message: tongue == .vi ? "kế hoạch đọc từ luồng vào cần --store" : "a plan from standard input needs --store")
    }
    let units = try NameLookup.units(unit, in: [schedule], tongue)?[schedule.plan.id]
    var request = MarkRequest(action ?? .done, on: on)
    request.by = Self.text(by)
    request.note = note.map { MarkRequest.paragraph($0) }.flatMap { MarkRequest.oneLine($0).isEmpty ? nil : $0 }
    request.quantity = quantity
    request.until = until
    request.document = Self.text(document)
    // Files are read before the store is opened, and what is wrong with them keeps anything from being recorded.
    request.evidence = try evidence.map { try recorded($0, tongue) }.filter { !$0.isEmpty }
    // Where all tasks are named by their ids, what is recorded of their activities is enough.
    let isByID =
      !tasks.isEmpty
      && tasks.allSatisfy { task in
        ([schedule.plan.id.text] + schedule.plan.formerIDs).contains { task.hasPrefix($0 + "/") }
          && schedule.plan.isPresentTask(task)
      }
    let prefixes = isByID ? tasks.flatMap { schedule.plan.recordedPrefixes(ofTask: $0) } : nil
    let log = try ProgressInput.entries(path, prefixes: prefixes, tongue)
    let known = ScheduleProgress(schedule, entries: log, asOf: .latest)
    let marks: [Mark]
    if let filledIn {
      marks = try FilledMarks(known, units: units, today: today, tongue).read(filledIn, by: Self.text(by))
    } else {
      guard let targets = try targets(known, units, tongue) else { return }
      marks = targets.map { Mark(target: $0, request: request, line: nil) }
    }
    let recorder = Recorder(schedule: schedule, path: path, today: today, language: tongue)
    let entries = try recorder.record(marks, known: log)
    switch format {
    case .json:
      Streams.output(entries.compactMap(\.self).map { String(decoding: $0.json, as: UTF8.self) + "\n" }.joined())
    case .text:
      if marks.isEmpty { Streams.say(tongue == .vi ? "không có gì mới để ghi" : "there is nothing new to record") }
      let lines = zip(marks, entries).map { recorder.line($0, $1) }
      Streams.output(lines.joined())
    }
  }

  private func recorded(_ evidence: String, _ language: Language) throws -> String {
    do throws(ReadFailure) {
      let (text, warning) = try Evidence.recorded(evidence)
      if let warning { Streams.say("plan: \(warning.text(language))") }
      return text
    } catch {
      PlanInput.say(error, language)
      throw ExitCode.cannot
    }
  }

  /// The tasks that are meant; nil where the person left the list without picking.
  private func targets(_ known: ScheduleProgress, _ units: Set<Int>?, _ language: Language) throws -> [MarkTargets.Target]? {
    let targets = MarkTargets(known, on: on ?? today, language)
    if !tasks.isEmpty {
      let found = try targets.named(tasks, units: units, on: on ?? today)
      return found
    }
    if unit == nil, activity == nil, period == nil {
      guard TaskPicker.isPossible else {
        throw UsageFailure(
          message: language == .vi
            ? "chưa ghi việc nào: hãy ghi mã hay số hiệu của việc, hoặc --unit, --activity, --period"
            : "no task is given: name tasks by id or reference, or use --unit, --activity, --period")
      }
      return try targets.picked(for: action, ink: color.ink(for: STDERR_FILENO))
    }
    var selection = TaskSelection()
    selection.unit = units
    if let activity {
      let names = known.schedule.plan.activities.ids.map(\.value.text) + known.schedule.plan.work.map(\.path)
      guard names.contains(activity) else {
        throw NameLookup.unknown(activity, Message(vi: "hoạt động", en: "activity"), among: names, language)
      }
      selection.activity = activity
      if known.schedule.plan.asNeeded(activity) != nil {
        return try targets.named([activity], units: units, on: on ?? today)
      }
    }
    // What is due in the period; what merely passes through it is not finished by it.
    let found = targets.selected(selection, due: period?.days)
    guard !found.isEmpty else {
      throw UsageFailure(
        message: language == .vi ? "không có việc nào như thế; chưa ghi gì" : "there is no such task; nothing was recorded")
    }
    return found
  }
}
