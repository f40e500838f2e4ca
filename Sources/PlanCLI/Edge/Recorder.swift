import ArgumentParser
import Glibc
import PlanModel
import ProgressStore

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
        task = MarkedTask(id: task.id, nominal: task.nominal, due: slot.plannedDue)
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
