/// A finding with the files it speaks of, ready to be shown in any form.
public struct LocatedDiagnostic: Sendable {
  /// The finding.
  public let diagnostic: Diagnostic
  /// The files.
  public let sources: SourceSet

  /// Makes the pair.
  public init(_ diagnostic: Diagnostic, in sources: SourceSet) {
    self.diagnostic = diagnostic
    self.sources = sources
  }

  /// What tells it from another: the same fault of a registry that two plans use is one.
  public var identity: String {
    let (start, _) = sources.positions(of: diagnostic.span)
    return "\(sources[diagnostic.span.file].name):\(start.line):\(start.column):\(diagnostic.rule.slug):\(diagnostic.message.en)"
  }
}

/// How much was found.
public struct FindingCounts: Sendable {
  /// The number of errors.
  public let errors: Int
  /// The number of warnings.
  public let warnings: Int
  /// The number of notes.
  public let notes: Int

  /// Counts findings.
  public init(_ findings: some Sequence<Diagnostic>) {
    var counts: [Severity: Int] = [:]
    for finding in findings { counts[finding.severity, default: 0] += 1 }
    errors = counts[.error] ?? 0
    warnings = counts[.warning] ?? 0
    notes = counts[.note] ?? 0
  }

  /// The counts in a sentence.
  public var sentence: Message {
    func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
    return Message(
      vi: "\(errors) lỗi, \(warnings) cảnh báo, \(notes) lưu ý",
      en: "\(plural(errors, "error")), \(plural(warnings, "warning")), \(plural(notes, "note"))")
  }
}
