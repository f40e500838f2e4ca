/// A value together with the place where it was written; equality ignores the place.
public struct Located<Value> {
  /// The value.
  public let value: Value
  /// Where it stands.
  public let span: SourceSpan

  init(_ value: Value, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }

  func map<Other>(_ transform: (Value) -> Other) -> Located<Other> { Located<Other>(transform(value), span) }
}

extension Located: Sendable where Value: Sendable {}

extension Located: Equatable where Value: Equatable {
  /// Compares the values only.
  public static func == (left: Located, right: Located) -> Bool { left.value == right.value }
}

extension Located: Hashable where Value: Hashable {
  /// Hashes the value only.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
