/// Checks what people note beside a plan: what is assumed, and which warnings are accepted for what reason.
enum AnnotationReader {
  static func check(_ mapping: MappingReader) {
    checkAssumed(mapping)
    checkAccept(mapping)
  }

  private static func checkAssumed(_ mapping: MappingReader) {
    guard let field = mapping.field(.assumed) else { return }
    var names: [Located<String>] = []
    if case .mapping(let entries) = field.node.content {
      for entry in entries {
        guard let name = entry.key.scalar else { continue }
        names.append(Located(name, entry.key.span))
        if entry.value.scalar == nil {
          mapping.context.sink.report(WrongType.finding(name, expected: .text, entry.value.span))
        }
      }
    } else {
      names = mapping.items(.assumed, commas: true) ?? []
    }
    for name in names where mapping.level.key(spelled: name.value) == nil {
      mapping.context.sink.report(
        UnknownKey.finding(
          name.value, name.span, level: mapping.level, suggestions: nearest(to: name.value, among: mapping.level.names),
          isCut: false))
    }
  }

  private static func checkAccept(_ mapping: MappingReader) {
    guard mapping.has(.accept), let (_, entries) = mapping.map(.accept) else { return }
    for entry in entries {
      guard let slug = entry.key.scalar, isRule(slug, entry.key.span, context: mapping.context) else { continue }
      if entry.value.isEmpty {
        mapping.context.sink.report(WrongType.empty(slug, entry.key.span))
      } else if entry.value.scalar == nil {
        mapping.context.sink.report(WrongType.finding(slug, expected: .text, entry.value.span))
      }
    }
  }

  static func isRule(_ slug: String, _ span: SourceSpan, context: ReadingContext) -> Bool {
    let known = Set(Rule.all.map(\.slug)).union(Rule.announced)
    if known.contains(slug) { return true }
    context.sink.report(UnknownKey.rule(slug, span, suggestions: nearest(to: slug, among: known.sorted())))
    return false
  }
}
