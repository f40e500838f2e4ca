import PlanModel

extension TaskListing {
  /// The listing as a table for a terminal: reference, when, what, who.
  public func text(_ language: Language, isOneUnit: Bool) -> String {
    var table = TextTable()
    for listed in tasks {
      let task = listed.task
      var title = TerminalText(task.title).description
      if task.slot.isTentative { title += language == .vi ? " (dự kiến)" : " (expected)" }
      if let state = listed.progress.text(language) { title += " [\(TerminalText(state))]" }
      if let (done, all) = listed.implementers {
        title += language == .vi ? " [\(done)/\(all) đơn vị đã xong]" : " [\(done) of \(all) units done]"
      }
      var row = [
        listed.reference, TaskTime(task.slot, language).text + (listed.plan.shiftReason(of: task.slot)?.text(language) ?? ""),
        title,
      ]
      if !isOneUnit { row.append(TerminalText(listed.plan.units[task.unit].shortName).description) }
      table.add(row)
    }
    return table.text
  }

  /// How many tasks there are, in a sentence.
  public func summary(_ language: Language) -> String {
    language == .vi ? "\(tasks.count) nhiệm vụ" : "\(tasks.count) task\(tasks.count == 1 ? "" : "s")"
  }
}

/// Rows of text in columns that line up, by display width.
struct TextTable {
  private var rows: [[String]] = []

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        let width = TerminalText.width(of: cell)
        if column < widths.count { widths[column] = max(widths[column], width) } else { widths.append(width) }
      }
    }
    var text = ""
    for row in rows {
      for (column, cell) in row.enumerated() {
        text += cell
        if column < row.count - 1 { text += String(repeating: " ", count: widths[column] - TerminalText.width(of: cell) + 2) }
      }
      text += "\n"
    }
    return text
  }
}
