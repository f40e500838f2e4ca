import PlanModel

extension OfficialDocument {
  /// The document as Markdown.
  public func markdown() -> String {
    var text = ""
    func line(_ content: String) { text += content + "\n\n" }
    func plain(_ content: String) -> String {
      let text = MarkdownText(content).description
      // Emphasis of nothing would be a line across the page.
      return text.isEmpty && !content.isEmpty ? "…" : text
    }
    if !head.parent.isEmpty { line(plain(head.parent.joined(separator: " "))) }
    line("**\(plain(head.issuer.joined(separator: " ")))**")
    line(head.number.split(separator: "\n").map { plain(String($0)) }.joined(separator: "  \n"))
    line("**\(plain(nation.name))**  \n**\(plain(nation.motto))**")
    line("*\(plain(head.placeAndDate))*")
    if let name { line("# \(plain(name + " " + subject.withFirstLetter(capital: false)))") }
    if !addressees.isEmpty { line(addressLines.map { plain($0) }.joined(separator: "  \n")) }
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
        var texts = cells.map { lines in
          lines.map { plain($0) }.joined(separator: "<br>")
        }
        if isBold { for index in texts.indices.prefix(2) where !texts[index].isEmpty { texts[index] = "**\(texts[index])**" } }
        text += "| " + texts.joined(separator: " | ") + " |\n"
      }
    }
    if let footnote = appendix.footnote { text += "\n*\(plain(footnote))*\n" }
    return text
  }
}
