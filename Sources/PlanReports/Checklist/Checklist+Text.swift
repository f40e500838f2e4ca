import PlanModel

extension Checklist {
  /// The checklist as plain text, in columns that line up.
  public func text(_ language: Language) -> String {
    var text = TerminalText(title(language)).description + "\n" + TerminalText(source(language)).description + "\n"
    if sections.isEmpty { text += "\n" + nothing(language) + "\n" }
    for section in sections {
      text += "\n" + TerminalText(plan.units[section.unit].name).description + "\n\n"
      guard !section.lines.isEmpty else {
        text += nothing(language) + "\n"
        continue
      }
      var table = TextTable()
      for line in section.lines { table.add(cells(line, language).map { TerminalText($0).description }.droppingEmptyEnd) }
      text += table.text + "\n" + total(section, language) + "\n"
    }
    return text
  }
}

extension [String] {
  /// The row without empty cells at its end.
  fileprivate var droppingEmptyEnd: [String] {
    var row = self
    while row.last?.isEmpty == true { row.removeLast() }
    return row
  }
}
