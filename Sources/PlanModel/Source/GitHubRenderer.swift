/// Shows a finding as a workflow command of GitHub, which puts it beside the line of a pull request.
///
/// The form is `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`; `%`, line breaks and, in properties, `:` and `,` are
/// escaped as the runner reads them.
public struct GitHubRenderer: Sendable {
  let language: Language

  /// Makes a renderer that speaks a language.
  public init(language: Language) { self.language = language }

  /// The line, without a line end.
  public func render(_ finding: LocatedDiagnostic) -> String {
    let diagnostic = finding.diagnostic
    let (start, end) = finding.sources.positions(of: diagnostic.span)
    let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
    let file = property(finding.sources[diagnostic.span.file].name)
    var text = TerminalText(diagnostic.message.text(language)).description
    if let help = diagnostic.help { text += "\n" + TerminalText(help.text(language)).description }
    // GitHub takes an end column only where it lies on the line of the start.
    let endColumn = start.line == end.line ? ",endColumn=\(max(end.column, start.column))" : ""
    return "::\(command) file=\(file),line=\(start.line),col=\(start.column),endLine=\(end.line)\(endColumn),"
      + "title=\(property(diagnostic.rule.slug))::\(data(text))"
  }

  private func data(_ text: String) -> String {
    escaped(text) { byte in
      switch byte {
      case UInt8(ascii: "%"), 0x0D, 0x0A: true
      default: byte < 0x20 || byte == 0x7F
      }
    }
  }

  private func property(_ text: String) -> String {
    escaped(text) { byte in
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: ":"), UInt8(ascii: ","): true
      default: byte < 0x20 || byte == 0x7F
      }
    }
  }

  private func escaped(_ text: String, _ isSpecial: (UInt8) -> Bool) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isSpecial(byte) {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
