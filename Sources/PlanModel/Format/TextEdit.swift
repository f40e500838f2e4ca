/// A replacement of a word in a file: what stands at a place, and what should.
public struct TextEdit: Sendable, Hashable {
  /// Where to look.
  public let span: SourceSpan
  /// What stands there.
  public let old: String
  /// What should.
  public let new: String
}

extension SourceFile {
  /// The bytes of the file with edits applied, and the edits that could be; one whose word is not there, or is there twice, cannot.
  public func applying(_ edits: [TextEdit]) -> (bytes: [UInt8], applied: [TextEdit]) {
    var places: [(range: Range<Int>, edit: TextEdit)] = []
    for edit in edits {
      let stretch = edit.span.range.clamped(to: 0..<bytes.count)
      guard let start = Self.onlyPlace(of: Array(edit.old.utf8), in: bytes[stretch]) else { continue }
      let range = start..<start + edit.old.utf8.count
      guard !places.contains(where: { $0.range.overlaps(range) }) else { continue }
      places.append((range, edit))
    }
    var result = bytes
    for place in places.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.replaceSubrange(place.range, with: place.edit.new.utf8)
    }
    return (result, places.map(\.edit))
  }

  private static func onlyPlace(of word: [UInt8], in stretch: ArraySlice<UInt8>) -> Int? {
    guard !word.isEmpty, stretch.count >= word.count else { return nil }
    var found: Int?
    for start in stretch.startIndex...(stretch.endIndex - word.count) where stretch[start...].starts(with: word) {
      guard found == nil else { return nil }
      found = start
    }
    return found
  }
}
