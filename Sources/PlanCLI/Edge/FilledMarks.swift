import ArgumentParser
import PlanModel
import PlanReports

/// Turns a checklist that a unit has filled in into marks, or says of every row what is wrong with it.
struct FilledMarks {
  private let known: ScheduleProgress
  private let units: Set<Int>?
  private let today: CivilDate
  private let language: Language
  private let targets: MarkTargets
  /// The most bytes of a file.
  private static let largest = 64 << 20

  /// `known` is what is recorded; `units` are the owners whose tasks may be marked, nil for all.
  init(_ known: ScheduleProgress, units: Set<Int>?, today: CivilDate, _ language: Language) {
    self.known = known
    self.units = units
    self.today = today
    self.language = language
    targets = MarkTargets(known, on: today, language)
  }

  /// The marks of a file that say something new, each task once; `by` is who sends it.
  func read(_ file: String, by: String?) throws -> [Mark] {
    let reading = FilledChecklist(try bytes(of: file), by: by)
    var marks: [Mark] = []
    var byTask: [String: Int] = [:]
    var problems = reading.problems.map { ($0.line, $0.message) }
    for row in reading.rows {
      do {
        switch try self.mark(row) {
        case .nothing: continue
        case .wrong(let message): problems.append((row.line, message))
        case .new(let mark):
          let id = mark.target.task.id
          guard let other = byTask[id].map({ marks[$0] }) else {
            byTask[id] = marks.count
            marks.append(mark)
            continue
          }
          guard other.request != mark.request else { continue }
          problems.append(
            (
              row.line,
              Message(
                vi: "việc `\(id)` đã điền khác ở dòng \(other.line ?? 0)",
                en: "the task `\(id)` is filled in otherwise on line \(other.line ?? 0)")
            ))
        }
      } catch let failure as UsageFailure {
        problems.append((row.line, Message(vi: failure.message, en: failure.message)))
      }
    }
    guard problems.isEmpty else { throw UsageFailure(file: file, problems, language) }
    return marks
  }

  private func bytes(of file: String) throws -> [UInt8] {
    do throws(ReadFailure) {
      let bytes = try FileInput.read(file, limit: Self.largest + 1)
      guard bytes.count <= Self.largest else {
        throw ReadFailure(
          path: file, reason: Message(vi: "lớn hơn 64 MiB; hãy chia tệp ra", en: "it is larger than 64 MiB; part it"))
      }
      return bytes
    } catch {
      PlanInput.say(error, language)
      throw ExitCode.cannot
    }
  }

  /// What comes of a row.
  private enum Outcome {
    /// What it says holds already, so a task may stand in several sections of which one was filled in.
    case nothing
    case new(Mark)
    case wrong(Message)
  }

  private func mark(_ row: FilledChecklist.Row) throws -> Outcome {
    var day = today
    if case .mark(let request) = row.statement { day = request.on ?? today }
    guard let target = try targets.named([row.task], units: nil, on: day).first else { return .nothing }
    let place = known.place(of: target.task.id)
    let progress = place.map { known[$0] } ?? TaskProgress()
    switch row.statement {
    case .returned(let cells):
      guard progress.verification == .returned, cells != Checklist.returnedText(progress) else { return .nothing }
      return .wrong(
        Message(
          vi: "việc đã bị trả lại; muốn nộp lại thì ghi `đã hoàn thành` ở cột Trạng thái",
          en: "the task was sent back; to hand it in again, write `done` in the column State"))
    case .mark(let request):
      if request.isInForce(progress) { return .nothing }
      if let problem = problem(row, request, progress, place.map { targets.owners(at: $0) } ?? []) { return .wrong(problem) }
      return .new(Mark(target: target, request: request, line: row.line))
    }
  }

  /// Why a row cannot be taken: the task is another unit's, or something later is recorded of it.
  private func problem(
    _ row: FilledChecklist.Row, _ request: MarkRequest, _ progress: TaskProgress, _ owners: [Int]
  ) -> Message? {
    let names = owners.map { known.schedule.plan.units[$0] }
    if let holder = names.first {
      // A list that was given out before a unit ended comes back under its name.
      let isOther = row.unit.map { name in !names.contains { $0.shortName == name || $0.name == name } } ?? false
      if isOther || units.map({ $0.isDisjoint(with: owners) }) ?? false {
        let name = TerminalText(holder.name)
        return Message(
          vi: "việc này là của \(name), đơn vị khác không ghi thay",
          en: "the task is that of \(name); another unit cannot record it")
      }
    }
    // A file that was filled in before says what no longer holds.
    guard let on = request.on, let since = progress.since, on < since else { return nil }
    let (state, day) = (progress.state.name, since.officeText)
    return Message(
      vi: "việc này đã ghi \(state.vi) ngày \(day), sau ngày ở dòng này; nếu đúng là thế, hãy ghi riêng bằng plan mark",
      en: "it is recorded as \(state.en) on \(day), after the day of this row; if this is meant, record it by itself")
  }
}
