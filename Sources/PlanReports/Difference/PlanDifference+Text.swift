import PlanModel

extension PlanDifference {
  /// The comparison for a terminal.
  public func text(_ language: Language, ink: TerminalInk) -> String {
    func safe(_ line: String) -> String { TerminalText(Self.oneLine(line)).description }
    var text = ink.bold(title(language)) + "\n"
    for line in bases(language) { text += safe(line) + "\n" }
    for warning in warnings(language) {
      text += "\n" + ink.bold(ink.late("! " + safe(warning.title) + ":")) + "\n"
      for line in warning.lines { text += ink.bold("!") + "   " + safe(line) + "\n" }
    }
    let notes = notes
    if !notes.isEmpty { text += "\n" }
    for note in notes { text += ink.doubtful(safe(note.text(language))) + "\n" }
    if isNothing { text += "\n" + nothing(language) + "\n" }
    for section in sections(language) {
      text += "\n" + ink.bold(section.title) + "\n"
      for row in section.rows {
        text += "- " + safe(row.title) + (row.units.isEmpty ? "" : " – " + safe(row.units)) + "\n"
        for line in lines(row) { text += "    " + safe(line) + "\n" }
      }
    }
    text += "\n"
    for line in sums(language) { text += safe(line) + "\n" }
    return text
  }

  static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}
