/// Reads ids.
enum IdentifierReader {
  /// The text of a key that is an id, reported where it cannot be one but kept, so that references to it find it.
  static func read(_ node: YAMLNode, context: ReadingContext) -> Located<String>? {
    guard let text = node.scalar, text != "<<" || node.style != .plain else { return nil }
    if !isIdentifier(text) { context.sink.report(BadID.finding(text, node.span)) }
    return Located(text, node.span)
  }
}

/// The body of a thing that has an id.
enum EntityBody {
  /// The name alone, where no mapping is written.
  static func shortForm(_ node: YAMLNode, _ context: ReadingContext) -> String? {
    guard let text = node.scalar, !node.isEmpty else { return nil }
    if NormalizedText.isPlainLine(text) { return text }
    if let finding = ConfusableText.finding(in: text, node.span) { context.sink.report(finding) }
    return OneLine.read(Located(text, node.span))
  }

  static func mapping(_ node: YAMLNode, _ level: KeyLevel, _ id: Located<String>, _ context: ReadingContext) -> MappingReader? {
    switch node.content {
    case .mapping(let entries): return MappingReader(entries, level: level, context: context)
    case .unreadable: return nil
    default:
      context.sink.report(
        node.isEmpty ? WrongType.empty(id.value, id.span) : WrongType.finding(id.value, expected: .map, node.span))
      return nil
    }
  }
}

/// The references of a field to things of one kind, text with commas or a list.
func references<Entity>(_ mapping: MappingReader, _ key: PlanKey) -> [Reference<Entity>]? {
  mapping.items(key, commas: true)?.map { $0.map { Identifier($0) } }
}
