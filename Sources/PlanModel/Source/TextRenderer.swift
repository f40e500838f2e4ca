/// Shows a finding to a person: message, place, the source line with a caret under the exact span, related places, the mend.
public struct TextRenderer: Sendable {
  let language: Language
  let ink: TerminalInk

  /// Makes a renderer that speaks a language and uses an ink.
  public init(language: Language, ink: TerminalInk) {
    self.language = language
    self.ink = ink
  }

  /// The lines, each with its line end.
  public func render(_ finding: LocatedDiagnostic) -> String {
    let diagnostic = finding.diagnostic
    let word = ink.severity(diagnostic.severity, "\(severity(diagnostic.severity))[\(diagnostic.rule.slug)]")
    var text = "\(word): \(ink.bold(TerminalText(diagnostic.message.text(language)).description))\n"
    text += snippet(diagnostic.span, finding.sources, diagnostic.severity, note: nil)
    for place in diagnostic.related {
      text += snippet(place.span, finding.sources, .note, note: TerminalText(place.message.text(language)).description)
    }
    if let help = diagnostic.help {
      text += "  \(ink.dim("=")) \(language == .vi ? "cách sửa" : "help"): \(TerminalText(help.text(language)))\n"
    }
    return text
  }

  private func severity(_ severity: Severity) -> String {
    switch (severity, language) {
    case (.error, .vi): "lỗi"
    case (.warning, .vi): "cảnh báo"
    case (.note, .vi): "lưu ý"
    case (_, .en): severity.rawValue
    }
  }

  /// ` --> file:line:column`, the line, and the caret.
  private func snippet(_ span: SourceSpan, _ sources: SourceSet, _ severity: Severity, note: String?) -> String {
    let file = sources[span.file]
    let start = file.position(at: Int(span.start))
    let line = file.lineRange(start.line)
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.count)
    var text = "\(margin)\(ink.dim("-->")) \(TerminalText(file.name)):\(start.line):\(start.column)\n"
    let from = min(max(Int(span.start), line.lowerBound), line.upperBound)
    let to = min(max(Int(span.end), from), line.upperBound)
    // A very long line is shown around the span only.
    let (shown, cutBefore) = excerpt(file, line, from)
    let before = TerminalText(file.text(shown.lowerBound..<max(shown.lowerBound, from))).expandingTabs
    let marked = TerminalText(file.text(from..<min(to, max(from, shown.upperBound)))).expandingTabs
    let after = TerminalText(file.text(max(min(to, shown.upperBound), from)..<max(shown.upperBound, from))).expandingTabs
    let lead = cutBefore ? "…" : ""
    text += "\(margin) \(ink.dim("|"))\n"
    text += "\(ink.dim("\(number) |")) \(lead)\(before)\(marked)\(after)\(shown.upperBound < line.upperBound ? "…" : "")\n"
    let gap = String(repeating: " ", count: TerminalText.width(of: lead + before))
    let caret = String(repeating: note == nil ? "^" : "-", count: max(1, TerminalText.width(of: marked)))
    text += "\(margin) \(ink.dim("|")) \(gap)\(ink.severity(severity, caret))\(note.map { " " + $0 } ?? "")\n"
    return text
  }

  private func excerpt(_ file: SourceFile, _ line: Range<Int>, _ from: Int) -> (Range<Int>, Bool) {
    guard line.count > 400 else { return (line, false) }
    var start = max(line.lowerBound, from - 60)
    var end = min(line.upperBound, from + 160)
    while start > line.lowerBound, file.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < line.upperBound, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return (start..<end, start > line.lowerBound)
  }
}

extension TerminalText {
  /// The text with each tab, which is shown as `\u{9}`, as four spaces.
  fileprivate var expandingTabs: String {
    var result = ""
    var rest = Substring(description)
    while let escape = rest.firstIndex(of: "\\") {
      result += rest[..<escape]
      rest = rest[escape...]
      if rest.hasPrefix("\\u{9}") {
        result += "    "
        rest = rest.dropFirst(5)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }
}
