/// A value of a plan file as YAML gives it: untyped, every scalar raw, everything with its place.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([Entry])
    /// What was refused and already reported; readers pass over it in silence.
    case unreadable
  }

  struct Entry: Sendable {
    let key: YAMLNode
    let value: YAMLNode
  }

  enum Style: Sendable { case plain, quoted, block, flow }

  let content: Content
  let style: Style
  let span: SourceSpan

  /// The text, where this is a scalar.
  var scalar: String? {
    if case .scalar(let text) = content { return text }
    return nil
  }

  /// Whether nothing is written: a plain scalar without text.
  var isEmpty: Bool { style == .plain && scalar?.isEmpty == true }
}
