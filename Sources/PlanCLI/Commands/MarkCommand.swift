import ArgumentParser
import Glibc
import PlanModel
import PlanReports
import ProgressStore

extension ProgressAction: ExpressibleByArgument {}

/// `plan mark`: records what has become of tasks.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: spoken("Ghi tiến độ của việc.", "Records what has become of tasks."),
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
      marks = try rows(of: filledIn, known, units, tongue)
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
    let targets = MarkTargets(known, language)
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

  /// The most bytes of a filled-in checklist.
  private static let largest = 64 << 20

  private func rows(of file: String, _ known: ScheduleProgress, _ units: Set<Int>?, _ language: Language) throws -> [Mark] {
    let bytes: [UInt8]
    do throws(ReadFailure) {
      bytes = try FileInput.read(file, limit: Self.largest + 1)
      if bytes.count > Self.largest {
        throw ReadFailure(
          path: file, reason: Message(vi: "lớn hơn 64 MiB; hãy chia tệp ra", en: "it is larger than 64 MiB; part it"))
      }
    } catch {
      PlanInput.say(error, language)
      throw ExitCode.cannot
    }
    let reading = FilledChecklist(bytes, by: Self.text(by))
    let targets = MarkTargets(known, language)
    var marks: [Mark] = []
    var byTask: [String: Int] = [:]
    var problems = reading.problems
    for row in reading.rows {
      do {
        guard let target = try targets.named([row.task], units: nil, on: row.request.on ?? today).first else { continue }
        // What holds already says nothing, so a task may stand in several sections of which one was filled in.
        let place = known.place(of: target.task.id)
        let progress = place.map { known[$0] } ?? TaskProgress()
        if row.isReturned {
          guard progress.verification == .returned, row.filled != Checklist.returnedText(progress) else { continue }
          problems.append(
            FilledChecklist.Problem(
              line: row.line,
              message: Message(
                vi: "việc đã bị trả lại; muốn nộp lại thì ghi `đã hoàn thành` ở cột Trạng thái",
                en: "the task was sent back; to hand it in again, write `done` in the column State")))
          continue
        }
        guard !row.request.isInForce(progress) else { continue }
        if let problem = Self.problem(row, progress, place.map { known.schedule.owner(at: $0) }, units, known.schedule.plan) {
          problems.append(FilledChecklist.Problem(line: row.line, message: problem))
          continue
        }
        if let other = byTask[target.task.id].map({ marks[$0] }) {
          guard other.request != row.request else { continue }
          problems.append(
            FilledChecklist.Problem(
              line: row.line,
              message: Message(
                vi: "việc `\(target.task.id)` đã điền khác ở dòng \(other.line ?? 0)",
                en: "the task `\(target.task.id)` is filled in otherwise on line \(other.line ?? 0)")))
          continue
        }
        byTask[target.task.id] = marks.count
        marks.append(Mark(target: target, request: row.request, line: row.line))
      } catch let failure as UsageFailure {
        problems.append(FilledChecklist.Problem(line: row.line, message: Message(vi: failure.message, en: failure.message)))
      }
    }
    guard problems.isEmpty else { throw Recorder.refusal(of: file, problems, language) }
    return marks
  }
}

extension MarkCommand {
  /// Why a row of a checklist cannot be taken: the task is another unit's, or something later is recorded of it.
  private static func problem(
    _ row: FilledChecklist.Row, _ progress: TaskProgress, _ owner: Int?, _ units: Set<Int>?, _ plan: Plan
  ) -> Message? {
    if let owner {
      let unit = plan.units[owner]
      let isOther = row.unit.map { $0 != unit.shortName && $0 != unit.name } ?? false
      if isOther || !(units?.contains(owner) ?? true) {
        let name = TerminalText(unit.name)
        return Message(
          vi: "việc này là của \(name), đơn vị khác không ghi thay",
          en: "the task is that of \(name); another unit cannot record it")
      }
    }
    // A file that was filled in before says what no longer holds.
    guard let on = row.request.on, let since = progress.since, on < since else { return nil }
    let state = progress.state.name
    return Message(
      vi:
        "việc này đã ghi \(state.vi) ngày \(since.officeText), sau ngày ở dòng này; nếu đúng là thế, hãy ghi riêng bằng plan mark",
      en: "it is recorded as \(state.en) on \(since.officeText), after the day of this row; if this is meant, record it by itself"
    )
  }
}

/// One task with what is to be recorded of it.
struct Mark {
  let target: MarkTargets.Target
  let request: MarkRequest
  /// The line of the checklist that it comes from.
  let line: Int?
}

/// Records marks in a store, all or none.
struct Recorder {
  let schedule: Schedule
  let path: String
  let today: CivilDate
  let language: Language

  /// Why marks cannot be recorded, each with its task.
  private struct Refused: Error {
    let problems: [(mark: Mark, refusal: MarkRefusal)]
  }

  /// Records marks; gives for each what was recorded, nil where it held already.
  ///
  /// `known` is what was recorded a moment ago: what can be told from it to be wrong, or to hold, needs no store to be opened or made.
  func record(_ marks: [Mark], known: [ProgressEntry]) throws -> [ProgressEntry?] {
    var entries: [ProgressEntry?] = []
    do throws(Refused) {
      entries = try self.entries(marks, known, known.map(\.at).max())
    } catch {
      throw refusal(error)
    }
    if entries.allSatisfy({ $0 == nil }) { return entries }
    let prefixes = Array(Set(marks.flatMap { schedule.plan.recordedPrefixes(ofTask: $0.target.task.id) })).sorted()
    do {
      _ = try ProgressStore.writing(path).add(prefixes: prefixes) { (known, last) throws(Refused) in
        entries = try self.entries(marks, known, last)
        return entries.compactMap(\.self)
      }
    } catch let failure as StoreFailure {
      throw ProgressInput.said(failure, path, language)
    } catch let refused as Refused {
      throw refusal(refused)
    }
    return entries
  }

  private func entries(
    _ marks: [Mark], _ known: [ProgressEntry], _ last: LogStamp?
  ) throws(Refused) -> [ProgressEntry?] {
    let progress = ScheduleProgress(schedule, entries: known, asOf: .latest)
    var stamp = last
    var now: [String: TaskProgress] = [:]
    var result: [ProgressEntry?] = []
    var problems: [(mark: Mark, refusal: MarkRefusal)] = []
    let clock = Self.clock
    for mark in marks {
      var task = mark.target.task
      let place = progress.place(of: task.id)
      var own = now[task.id] ?? place.map { progress[$0] } ?? TaskProgress()
      if let place {
        // A deadline is extended from the one that the plan gives, so that a mistaken extension can be replaced.
        let slot = progress.schedule.series[place.series].slots[place.slot]
        task = MarkedTask(id: task.id, nominal: task.nominal, due: slot.extended?.due ?? slot.due)
      }
      do throws(MarkRefusal) {
        let next = clock.after(stamp)
        let entry = try mark.request.entry(for: task, progress: own, today: today, stamp: next, id: Self.uuid())
        if let entry {
          stamp = next
          own.add(entry)
          now[task.id] = own
        }
        result.append(entry)
      } catch {
        problems.append((mark, error))
      }
    }
    guard problems.isEmpty else { throw Refused(problems: problems) }
    return result
  }

  private func refusal(_ refused: Refused) -> UsageFailure {
    let lines = refused.problems.map { mark, refusal in
      let line = mark.line.map { language == .vi ? "dòng \($0): " : "line \($0): " } ?? ""
      return "\(line)`\(mark.target.task.id)`: \(refusal.message.text(language))"
    }
    let end = language == .vi ? "; chưa ghi gì" : "; nothing was recorded"
    return UsageFailure(message: lines.joined(separator: "\n      ") + end)
  }

  /// What is wrong with a filled-in checklist, row by row.
  static func refusal(of file: String, _ problems: [FilledChecklist.Problem], _ language: Language) -> UsageFailure {
    let name = TerminalText(file)
    let lines = problems.sorted { $0.line < $1.line }.map { "\(name):\($0.line): \($0.message.text(language))" }
    return UsageFailure(
      message: lines.joined(separator: "\n      ") + (language == .vi ? "\n      Chưa ghi gì." : "\n      Nothing was recorded."))
  }

  /// What is said of a mark: `✓ id  title: đã hoàn thành 04/05/2018`.
  func line(_ mark: Mark, _ entry: ProgressEntry?) -> String {
    let title = TerminalText(mark.target.title)
    guard let entry else {
      let action = mark.request.action.name.text(language)
      return "= \(mark.target.task.id)  \(title): \(action), \(language == .vi ? "đã ghi từ trước" : "recorded before")\n"
    }
    var what = entry.action.name.text(language) + " " + entry.on.officeText
    if let until = entry.until { what += (language == .vi ? ", đến " : ", until ") + until.officeText }
    return "✓ \(entry.task)  \(title): \(what)\n"
  }

  /// The moment by the clock of this machine.
  static var clock: LogStamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let now = Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
    return LogStamp(microseconds: max(now, 0)) ?? LogStamp(microseconds: 0)!
  }

  /// A random UUID (RFC 9562, version 4), in small letters.
  private static func uuid() -> String {
    var high = UInt64.random(in: .min ... .max)
    var low = UInt64.random(in: .min ... .max)
    high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    func hex(_ value: UInt64, _ digits: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: digits - text.utf8.count) + text
    }
    return [
      hex(high >> 32, 8), hex(high >> 16 & 0xFFFF, 4), hex(high & 0xFFFF, 4), hex(low >> 48, 4), hex(low & 0xFFFF_FFFF_FFFF, 12),
    ]
    .joined(separator: "-")
  }
}
