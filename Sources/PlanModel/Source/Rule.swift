/// A rule that a plan can break: its permanent slug, its weight and what it is about.
public struct Rule: Sendable {
  /// The permanent name, in lower case with hyphens.
  public let slug: String
  /// The weight a finding has unless the office says otherwise.
  public let severity: Severity
  /// What the rule asks, in one sentence.
  public let summary: Message
  /// A piece of a plan that breaks the rule.
  public let bad: String
  /// The same piece mended.
  public let good: String

  init(_ slug: String, _ severity: Severity, vi: String, en: String, bad: String, good: String) {
    self.slug = slug
    self.severity = severity
    self.summary = Message(vi: vi, en: en)
    self.bad = bad
    self.good = good
  }
}

extension Rule: Hashable {
  /// Compares slugs.
  public static func == (left: Rule, right: Rule) -> Bool { left.slug == right.slug }

  /// Hashes the slug.
  public func hash(into hasher: inout Hasher) { hasher.combine(slug) }
}
