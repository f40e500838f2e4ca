import PlanModel

/// How what is recorded of tasks shows in their entries.
struct FeedMarks {
  /// What an entry says of a task of which something is recorded.
  struct Mark {
    /// What stands before the title: `✓ `, `[VƯỚNG MẮC] `, `[TRẢ LẠI] `, or nothing.
    let prefix: String
    /// The line of the description.
    let line: String
    /// What the unit says.
    let state: TaskState
    /// The day it was done.
    let doneOn: CivilDate?
    /// How far it has come, of a hundred: all of what is done, else what is delivered of what is planned.
    let percent: Int
  }

  private var marks: [TaskPlace: Mark] = [:]
  /// The tasks that are cancelled: entries of theirs go as those of tasks that the plan has no more.
  private var cancelled: [TaskPlace: String] = [:]

  /// Whether nothing shows.
  var isEmpty: Bool { marks.isEmpty }
  /// Whether some task is cancelled.
  var hasCancelled: Bool { !cancelled.isEmpty }

  init(_ progress: ScheduleProgress, _ language: Language) {
    for place in progress.recorded {
      let own = progress[place]
      if own.state == .cancelled {
        let reason = [own.note, own.document].compactMap(\.self).joined(separator: "; ")
        cancelled[place] = Self.oneLine(reason)
        continue
      }
      guard own.state != .open || own.verification != .none else { continue }
      let prefix =
        switch own.state {
        case .done: own.verification == .returned ? Self.returned(language) : Self.done
        case .blocked: Self.blocked(language)
        case .open, .started, .cancelled: ""
        }
      var line = own.state.name.text(language)
      if let since = own.since { line += (language == .vi ? " ngày " : " on ") + since.officeText }
      if own.state == .blocked, let note = own.note { line += ": " + note }
      if own.verification != .none { line += "; " + own.verification.name.text(language) }
      if own.verification == .returned, let finding = own.finding { line += ": " + finding }
      marks[place] = Mark(
        prefix: prefix, line: Self.label(language) + Self.oneLine(line),
        // Calendars show work that was sent back as under way.
        state: own.verification == .returned ? .started : own.state, doneOn: own.doneOn,
        percent: Self.percent(own, progress.schedule.plan.work[progress.schedule.series[place.series].work]))
    }
  }

  /// What shows of a task; nil where nothing does.
  subscript(place: TaskPlace) -> Mark? { marks.isEmpty ? nil : marks[place] }

  /// Why a task is cancelled, which may be an empty text; nil where it is not.
  func cancellation(of place: TaskPlace) -> String? { cancelled.isEmpty ? nil : cancelled[place] }

  private static func percent(_ progress: TaskProgress, _ work: WorkItem) -> Int {
    if progress.state == .done, progress.verification != .returned { return 100 }
    guard let delivered = progress.quantity, let planned = work.products.first?.quantity, planned > 0 else { return 0 }
    return min(delivered, planned) * 99 / planned
  }

  // MARK: What entries carry

  private static let done = "✓ "
  private static func blocked(_ language: Language) -> String { language == .vi ? "[VƯỚNG MẮC] " : "[BLOCKED] " }
  private static func returned(_ language: Language) -> String { language == .vi ? "[TRẢ LẠI] " : "[RETURNED] " }
  private static func label(_ language: Language) -> String { language == .vi ? "Trạng thái: " : "Status: " }

  /// A title without what a mark puts before it.
  static func bare(_ summary: String) -> String {
    for prefix in [done] + Language.allCases.flatMap({ [blocked($0), returned($0)] }) where summary.hasPrefix(prefix) {
      return String(summary.dropFirst(prefix.count))
    }
    return summary
  }

  /// What the line of a mark begins with.
  static let labels = Language.allCases.map { label($0) }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
