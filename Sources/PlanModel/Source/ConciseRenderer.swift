/// Shows a finding on one line: `FILE:LINE:COL: error[rule]: message`.
public struct ConciseRenderer: Sendable {
  let language: Language

  /// Makes a renderer that speaks a language.
  public init(language: Language) { self.language = language }

  /// The line, without a line end.
  public func render(_ finding: LocatedDiagnostic) -> String {
    let diagnostic = finding.diagnostic
    let (start, _) = finding.sources.positions(of: diagnostic.span)
    let file = TerminalText(finding.sources[diagnostic.span.file].name)
    let message = TerminalText(diagnostic.message.text(language))
    return "\(file):\(start.line):\(start.column): \(diagnostic.severity.rawValue)[\(diagnostic.rule.slug)]: \(message)"
  }
}
