import PlanModel

extension PlanDifference {
  /// The comparison as Markdown.
  public func markdown(_ language: Language) -> String {
    func safe(_ line: String) -> String { MarkdownText(Self.oneLine(line)).description }
    var text = "# \(safe(title(language)))\n\n"
    for line in bases(language) { text += "- \(safe(line))\n" }
    for warning in warnings(language) {
      text += "\n> **\(safe(warning.title)):**\n>\n"
      for line in warning.lines { text += "> - **\(safe(line))**\n" }
    }
    for note in notes { text += "\n\(safe(note.text(language)))\n" }
    if isNothing { text += "\n\(safe(nothing(language)))\n" }
    for section in sections(language) {
      text += "\n## \(safe(section.title))\n\n"
      for row in section.rows {
        text += "- **\(safe(row.title))**" + (row.units.isEmpty ? "" : " – \(safe(row.units))") + "\n"
        for line in lines(row) { text += "  - \(safe(line))\n" }
      }
    }
    text += "\n"
    for line in sums(language) { text += "\(safe(line))  \n" }
    return text
  }
}
