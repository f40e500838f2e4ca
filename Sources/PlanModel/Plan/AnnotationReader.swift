/// A key whose value the signed document does not state.
public struct Assumption: Sendable {
  /// The key, in its canonical English name.
  public let key: String
  /// Why it is assumed, where a reason is written.
  public let reason: String?
  /// Where it says so.
  public let span: SourceSpan
}

/// A warning that the office accepts, with its reason.
public struct Acceptance: Sendable {
  /// The slug of the rule.
  public let rule: String
  /// The reason, as written.
  public let reason: String
  /// Where it says so.
  public let span: SourceSpan
  /// Where it holds; nil for the whole plan.
  let scope: SourceSpan?
  /// Whether it stands on a unit or channel, so that what these are found to do elsewhere is accepted too.
  var isOfNoun = false
}

/// What people note beside a thing of the plan: what is assumed, and which warnings are accepted.
struct Annotations: Sendable {
  var assumed: [Assumption] = []
  var accepted: [Acceptance] = []
}

/// Reads what people note beside a thing of the plan.
enum AnnotationReader {
  /// Reads `assumed` and `accept` of a thing; `id` is where it is named, nil for the head of a file.
  static func read(_ mapping: MappingReader, id: SourceSpan?) -> Annotations {
    Annotations(assumed: assumed(mapping), accepted: accepted(mapping, scope: id.map { mapping.extent(from: $0) }))
  }

  private static func assumed(_ mapping: MappingReader) -> [Assumption] {
    guard let field = mapping.field(.assumed) else { return [] }
    var names: [(name: Located<String>, reason: String?)] = []
    if case .mapping(let entries) = field.node.content {
      for entry in mapping.distinct(entries) {
        guard let name = entry.key.scalar else { continue }
        let reason = entry.value.scalar.map { OneLine.read(Located($0, entry.value.span)) }
        names.append((Located(name, entry.key.span), reason.flatMap { $0.isEmpty ? nil : $0 }))
        if entry.value.scalar == nil {
          mapping.context.sink.report(WrongType.finding(name, expected: .text, entry.value.span))
        }
      }
    } else {
      names = (mapping.items(.assumed, commas: true) ?? []).map { ($0, nil) }
    }
    return names.compactMap { name, reason in
      if let key = mapping.level.key(spelled: name.value) {
        mapping.context.keys.name(key, mapping.level, name.span)
        return Assumption(key: key.rawValue, reason: reason, span: name.span)
      }
      mapping.context.sink.report(
        UnknownKey.finding(
          name.value, name.span, level: mapping.level, suggestions: nearest(to: name.value, among: mapping.level.names),
          isCut: false))
      return nil
    }
  }

  private static func accepted(_ mapping: MappingReader, scope: SourceSpan?) -> [Acceptance] {
    guard mapping.has(.accept), let (_, entries) = mapping.map(.accept) else { return [] }
    return mapping.distinct(entries).compactMap { entry in
      guard let slug = entry.key.scalar, isRule(slug, entry.key.span, context: mapping.context) else { return nil }
      if entry.value.isEmpty {
        mapping.context.sink.report(WrongType.empty(slug, entry.key.span))
        return nil
      }
      guard let text = entry.value.scalar else {
        mapping.context.sink.report(WrongType.finding(slug, expected: .text, entry.value.span))
        return nil
      }
      let reason = OneLine.read(Located(text, entry.value.span))
      guard !reason.isEmpty else {
        mapping.context.sink.report(WrongType.empty(slug, entry.value.span))
        return nil
      }
      return Acceptance(
        rule: slug, reason: reason, span: entry.key.span, scope: scope,
        isOfNoun: mapping.level == .unit || mapping.level == .channel)
    }
  }

  static func isRule(_ slug: String, _ span: SourceSpan, context: ReadingContext) -> Bool {
    let known = Rule.all.map(\.slug)
    if known.contains(slug) { return true }
    context.sink.report(UnknownKey.rule(slug, span, suggestions: nearest(to: slug, among: known)))
    return false
  }
}

extension [Acceptance] {
  /// The acceptance that silences a finding: never an error.
  func silencing(_ finding: Diagnostic) -> Acceptance? {
    guard finding.severity < .error else { return nil }
    let candidates = filter { acceptance in
      guard acceptance.rule == finding.rule.slug else { return false }
      guard let scope = acceptance.scope else { return true }
      return scope.encloses(finding.span) || (acceptance.isOfNoun && finding.related.contains { scope.encloses($0.span) })
    }
    // The nearest one counts, so that another is not taken for needed.
    return candidates.min { ($0.scope?.range.count ?? .max) < ($1.scope?.range.count ?? .max) }
  }
}
