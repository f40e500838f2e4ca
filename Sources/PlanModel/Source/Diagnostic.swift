/// How much a finding weighs.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Something to know.
  case note
  /// Something that is probably not meant.
  case warning
  /// Something that keeps the plan from being carried out as written.
  case error

  private var weight: Int { self == .note ? 0 : self == .warning ? 1 : 2 }

  /// Orders by weight: a note is the lightest.
  public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }
}

/// Another place that a finding speaks of.
public struct RelatedPlace: Sendable, Hashable {
  /// Where.
  public let span: SourceSpan
  /// What is there.
  public let message: Message

  init(_ span: SourceSpan, vi: String, en: String) {
    self.span = span
    self.message = Message(vi: vi, en: en)
  }
}

/// A fault of a plan, or something to know about it, found while reading, checking or scheduling.
public struct Diagnostic: Sendable, Hashable {
  /// The rule that strikes.
  public let rule: Rule
  /// How much it weighs here.
  public var severity: Severity
  /// Where.
  public let span: SourceSpan
  /// What is wrong.
  public let message: Message
  /// The mend, where there is one to name.
  public let help: Message?
  /// Other places that belong to it.
  public let related: [RelatedPlace]
  /// The mend where it is beyond doubt.
  public let fix: TextEdit?

  init(
    _ rule: Rule, at span: SourceSpan, _ message: Message, help: Message? = nil, related: [RelatedPlace] = [],
    fix: TextEdit? = nil
  ) {
    self.rule = rule
    self.severity = rule.severity
    self.span = span
    self.message = message
    self.help = help
    self.related = related
    self.fix = fix
  }
}

extension [Diagnostic] {
  /// The findings in the order of their places, each once.
  func sortedByPlace() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
      .sorted { ($0.span, $1.severity, $0.rule.slug) < ($1.span, $0.severity, $1.rule.slug) }
  }

  /// Whether a finding weighs at least as much as `severity`.
  public func contains(atLeast severity: Severity) -> Bool { contains { $0.severity >= severity } }
}

/// Collects findings while a value is read.
final class DiagnosticSink {
  private(set) var findings: [Diagnostic] = []

  /// The number of findings for which a suggestion is looked for; nobody reads further, and each costs a walk over all names.
  private var suggestionsLeft = 100

  /// More findings than anybody reads; what is no plan at all must not fill the memory with them.
  private static let limit = 10_000

  func report(_ finding: Diagnostic) {
    if findings.count < Self.limit {
      findings.append(finding)
    } else if findings.count == Self.limit {
      findings.append(TooLarge.findings(finding.span, limit: Self.limit))
    }
  }

  /// What a misspelt word may have been meant to be, for the first findings of a file.
  func suggestions(for word: String, among candidates: [String]) -> [String] {
    guard suggestionsLeft > 0 else { return [] }
    suggestionsLeft -= 1
    return nearest(to: word, among: candidates)
  }
}
