/// In which language the keys of one file are written, counted while they are read.
final class KeyTally {
  private(set) var english = 0
  private(set) var vietnamese = 0
  private(set) var firstEnglish: Located<String>?
  private(set) var firstVietnamese: Located<String>?

  /// Counts a key as it is written.
  func count(_ key: PlanKey, written name: String, _ span: SourceSpan) {
    let folded = NormalizedText.foldedKey(name)
    // `rrule` is called so in both.
    guard key != .rrule else { return }
    if folded == NormalizedText.foldedKey(key.rawValue) {
      english += 1
      if firstEnglish.map({ span < $0.span }) ?? true { firstEnglish = Located(name, span) }
    } else {
      vietnamese += 1
      if firstVietnamese.map({ span < $0.span }) ?? true { firstVietnamese = Located(name, span) }
    }
  }
}
