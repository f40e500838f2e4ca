/// In which language the keys of one file are written, counted while they are read.
final class KeyTally {
  private(set) var english = 0
  private(set) var vietnamese = 0
  private(set) var firstEnglish: Located<String>?
  private(set) var firstVietnamese: Located<String>?

  /// Every key, and every name of a key in `assumed`, where it is written.
  private(set) var uses: [(key: PlanKey, level: KeyLevel, span: SourceSpan)] = []

  /// Remembers the name of a key that stands as a value.
  func name(_ key: PlanKey, _ level: KeyLevel, _ span: SourceSpan) { uses.append((key, level, span)) }

  /// Counts a key as it is written, in English or Vietnamese.
  func count(_ key: PlanKey, _ level: KeyLevel, written name: String, isEnglish: Bool, _ span: SourceSpan) {
    uses.append((key, level, span))
    // `rrule` is called so in both.
    guard key != .rrule else { return }
    if isEnglish {
      english += 1
      if firstEnglish.map({ span < $0.span }) ?? true { firstEnglish = Located(name, span) }
    } else {
      vietnamese += 1
      if firstVietnamese.map({ span < $0.span }) ?? true { firstVietnamese = Located(name, span) }
    }
  }
}
