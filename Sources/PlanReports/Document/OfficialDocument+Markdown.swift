import PlanModel

extension OfficialDocument {
  /// The document as Markdown.
  public func markdown() -> String {
    var text = ""
    func line(_ content: String) { text += content + "\n\n" }
    func plain(_ content: String) -> String { MarkdownText(content).description }
    for one in [head.parent].compactMap({ $0 }) { line(plain(one)) }
    line("**\(plain(head.issuer.joined(separator: " ")))**")
    line(head.number.split(separator: "\n").map { plain(String($0)) }.joined(separator: "  \n"))
    line("**\(plain(nation.name))**  \n**\(plain(nation.motto))**")
    line("*\(plain(head.placeAndDate))*")
    line("# \(plain(name.map { $0 + " " + subject.withFirstLetter(capital: false) } ?? subject))")
    if !addressees.isEmpty {
      line((language == .vi ? "Kính gửi: " : "To: ") + addressees.map { plain($0) }.joined(separator: "; "))
    }
    for block in body {
      switch block {
      case .heading(let words): line("## \(plain(words))")
      case .subheading(let words): line("### \(plain(words))")
      case .paragraph(let words): line(words.split(separator: "\n").map { plain(String($0)) }.joined(separator: "  \n"))
      // The numbers and dashes are part of the document's words.
      case .item(let words): line(plain(words))
      case .basis(let words): line("*\(plain(words))*")
      }
    }
    line("**\(plain(recipientsWord))**")
    line(recipients.map { plain($0) }.joined(separator: "  \n"))
    line(signature.lines.map { "**\(plain($0))**" }.joined(separator: "  \n"))
    if let name = signature.name { line("**\(plain(name))**") }
    line("## \(plain(appendixWord)): \(plain(appendix.title))")
    line("*\(plain(appendix.source))*")
    text += "| " + appendix.table.columns.map(\.head).joined(separator: " | ") + " |\n|"
    for column in appendix.table.columns { text += column.isCentred ? " :-: |" : " --- |" }
    text += "\n"
    for row in appendix.table.rows {
      switch row {
      case .group(let number, let title):
        let rest = String(repeating: " |", count: appendix.table.columns.count - 2)
        text += "| **\(number)** | **\(plain(title))** |\(rest)\n"
      case .cells(let cells, let isBold):
        let texts = cells.map { lines in
          lines.map { isBold && !$0.isEmpty ? "**\(plain($0))**" : plain($0) }.joined(separator: "<br>")
        }
        text += "| " + texts.joined(separator: " | ") + " |\n"
      }
    }
    if let footnote = appendix.footnote { text += "\n*\(plain(footnote))*\n" }
    return text
  }
}
