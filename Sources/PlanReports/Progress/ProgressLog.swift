import PlanModel

/// The log of a plan, or of one task, for people: who recorded what, when.
public struct ProgressLog: Sendable {
  /// One entry with what it is about.
  public struct Line: Sendable {
    /// The entry.
    public let entry: ProgressEntry
    /// The title of the task; nil where the plan has it no more.
    public let title: String?
  }

  /// The entries, in the order they were recorded.
  public let lines: [Line]

  /// The entries of all tasks of a plan, those of tasks that are gone among them.
  public init(_ progress: ScheduleProgress) {
    var lines: [Line] = []
    for place in progress.recorded {
      let title = progress.schedule.title(at: place)
      lines += progress.entries(at: place).map { Line(entry: $0, title: title) }
    }
    for task in progress.gone { lines += task.entries.map { Line(entry: $0, title: nil) } }
    self.lines = lines.sorted { ProgressEntry.precedes($0.entry, $1.entry) }
  }

  /// The entries of one task.
  public init(_ progress: ScheduleProgress, at place: TaskPlace) {
    let title = progress.schedule.title(at: place)
    lines = progress.entries(at: place).map { Line(entry: $0, title: title) }
  }

  /// The entries of a task that is gone.
  public init(_ gone: ScheduleProgress.GoneTask) { lines = gone.entries.map { Line(entry: $0, title: nil) } }

  /// The log for a terminal, an entry a line, its remarks below.
  public func text(_ language: Language) -> String {
    guard !lines.isEmpty else { return (language == .vi ? "Chưa ghi tiến độ nào." : "Nothing has been recorded yet.") + "\n" }
    var text = ""
    for line in lines {
      let entry = line.entry
      func safe(_ text: String) -> String { TerminalText(text).description }
      text +=
        "\(entry.at.day.officeText) \(entry.at.clock)  \(safe(entry.task))  \(entry.action.name.text(language)) \(entry.on.officeText)"
      if let until = entry.until { text += (language == .vi ? ", đến " : ", until ") + until.officeText }
      if let document = entry.document { text += (language == .vi ? ", theo " : ", by ") + safe(document) }
      if let quantity = entry.quantity { text += (language == .vi ? ", số lượng " : ", quantity ") + "\(quantity)" }
      if let by = entry.by { text += (language == .vi ? ", người báo: " : ", said by ") + safe(by) }
      text += "\n"
      if line.title == nil {
        text += language == .vi ? "    việc này không còn trong kế hoạch\n" : "    the plan has this task no more\n"
      } else if let title = line.title {
        text += "    \(safe(title))\n"
      }
      if let note = entry.note {
        text += "    " + note.split(separator: "\n").map { safe(String($0)) }.joined(separator: "\n    ") + "\n"
      }
      for evidence in entry.evidence {
        text += "    " + (language == .vi ? "minh chứng: " : "evidence: ") + safe(evidence) + "\n"
      }
    }
    return text
  }
}
