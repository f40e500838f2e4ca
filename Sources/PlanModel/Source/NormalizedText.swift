@_spi(_Unicode) import Swift

/// Text compared as Vietnamese readers compare it, without Foundation.
enum NormalizedText {
  /// The text in Unicode's composed form (NFC).
  static func composed(_ text: String) -> String {
    isComposed(text) ? text : text._nfc.reduce(into: "") { $0.unicodeScalars.append($1) }
  }

  /// Whether a text is composed beyond doubt: plain Latin, Vietnamese letters, the usual dashes and quotes.
  private static func isComposed(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case 0..<0x80: index += 1
        // U+0080 to U+01BF: composed letters, each for itself.
        case 0xC2...0xC6: index += 2
        // U+1E80 to U+1EFF.
        case 0xE1 where bytes[index + 1] == 0xBA || bytes[index + 1] == 0xBB: index += 3
        // U+2010 to U+203F.
        case 0xE2 where bytes[index + 1] == 0x80 && bytes[index + 2] >= 0x90: index += 3
        default: return false
        }
      }
      return true
    }
  }

  /// Whether a character is white space of any kind.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether a text is beyond doubt composed, one line with single plain spaces, and without a look-alike or invisible letter.
  ///
  /// Nearly all names are: ASCII and the two blocks in which the letters of Vietnamese stand, as in `isComposed` and in the scan of
  /// bytes. These need no closer look.
  static func isPlainLine(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20 else { return false }
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case 0x21..<0x7F: index += 1
        // The last byte is no space, and letters of several bytes are whole.
        case 0x20:
          if bytes[index + 1] == 0x20 { return false }
          index += 1
        // U+00C0 to U+01BF: composed letters, each for itself.
        case 0xC3...0xC6: index += 2
        // U+1E80 to U+1EFF.
        case 0xE1 where bytes[index + 1] == 0xBA || bytes[index + 1] == 0xBB: index += 3
        default: return false
        }
      }
      return true
    }
  }

  /// Whether a text has single plain spaces only, none of them outside.
  static func isOneLine(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20 else { return bytes.isEmpty }
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        switch byte {
        // The last byte is no space, and letters of several bytes are whole.
        case 0x20: if bytes[index] == 0x20 { return false }
        // Other spaces begin with these bytes.
        case 0..<0x20, 0xE2, 0xE3: return false
        case 0xC2: if bytes[index] == 0x85 || bytes[index] == 0xA0 { return false }
        case 0xE1: if bytes[index] == 0x9A { return false }
        default: break
        }
      }
      return true
    }
  }

  /// The words of a text, as they are.
  static func words(of text: String) -> [String] { text.unicodeScalars.split { isSpace($0) }.map { String($0) } }

  /// The words of a phrase: composed, in small letters, with tone marks on the vowel where newer spelling puts them.
  static func words(_ text: String) -> [String] { VietnameseText.words(text) ?? anyWords(text) }

  /// The words of a phrase in whatever letters.
  static func anyWords(_ text: String) -> [String] {
    var lowered = composed(text).lowercased()
    if !lowered.utf8.allSatisfy({ $0 < 0x80 }) {
      lowered = String(String.UnicodeScalarView(tonePlaced(Array(composed(lowered).unicodeScalars))))
    }
    return lowered.unicodeScalars.split { isSpace($0) }.map { String($0) }
  }

  /// `oà` becomes `òa`, `uỳ` becomes `ùy`: both spellings of a tone are one for comparison.
  static func tonePlaced(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result = scalars
    for index in result.indices.dropLast() {
      if let pair = moved[Pair(result[index], result[index + 1])] {
        result[index] = pair.first
        result[index + 1] = pair.second
      }
    }
    return result
  }

  private struct Pair: Hashable {
    let first: Unicode.Scalar
    let second: Unicode.Scalar
    init(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
      self.first = first
      self.second = second
    }
  }

  private static let moved: [Pair: Pair] = {
    var table: [Pair: Pair] = [:]
    let rows: [(String, String, String, String)] = [
      ("o", "òóỏõọ", "a", "àáảãạ"), ("o", "òóỏõọ", "e", "èéẻẽẹ"), ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    ]
    for (plainFirst, tonedFirst, plainSecond, tonedSecond) in rows {
      guard let first = plainFirst.unicodeScalars.first, let second = plainSecond.unicodeScalars.first else { continue }
      for (one, two) in zip(tonedFirst.unicodeScalars, tonedSecond.unicodeScalars) {
        table[Pair(first, two)] = Pair(one, second)
      }
    }
    return table
  }()

  /// The text without any diacritic, in small letters, with `đ` and its look-alikes as `d`.
  static func folded(_ text: String) -> String { VietnameseText.folded(text) ?? anyFolded(text) }

  /// A text in whatever letters without any diacritic.
  static func anyFolded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.lowercased()._nfd {
      switch scalar {
      case "\u{300}"..."\u{36F}": continue
      case "đ", "ð": result.append("d")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A key as keys are compared: folded, with runs of spaces, `_` and `-` as one `_`.
  static func foldedKey(_ text: String) -> String { VietnameseText.foldedKey(text) ?? anyFoldedKey(text) }

  /// A key in whatever letters as keys are compared.
  static func anyFoldedKey(_ text: String) -> String {
    var result = ""
    var gap = false
    for scalar in anyFolded(text).unicodeScalars {
      if scalar == "_" || scalar == "-" || isSpace(scalar) {
        gap = true
      } else {
        if gap, !result.isEmpty { result.append("_") }
        gap = false
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// How many letters two words differ by, swaps of neighbours counted once.
func editDistance(_ left: String, _ right: String, limit: Int) -> Int? {
  let a = Array(left.unicodeScalars)
  let b = Array(right.unicodeScalars)
  guard abs(a.count - b.count) <= limit else { return nil }
  var before = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      row.append(best)
    }
    (before, last) = (last, row)
  }
  return last[b.count] <= limit ? last[b.count] : nil
}

/// The candidates nearest to a misspelt word, ties included, at most three; compared without diacritics.
func nearest(to word: String, among candidates: some Sequence<String>) -> [String] {
  let folded = NormalizedText.foldedKey(word)
  let limit = folded.unicodeScalars.count <= 4 ? 1 : folded.unicodeScalars.count <= 12 ? 2 : 3
  var best = limit
  var found: [String] = []
  for candidate in candidates {
    guard let distance = editDistance(folded, NormalizedText.foldedKey(candidate), limit: best) else { continue }
    if distance < best {
      best = distance
      found = []
    }
    if !found.contains(candidate) { found.append(candidate) }
  }
  return Array(found.prefix(3))
}

/// A text without tone marks, in small letters, for comparing what people type.
public func toneless(_ text: String) -> String { NormalizedText.folded(text) }

/// The candidates nearest to a misspelt word, for messages of programs.
public func closest(to word: String, among candidates: [String]) -> [String] { nearest(to: word, among: candidates) }

extension String {
  /// The text with its first letter a capital, or small where it does not begin an abbreviation such as `UBND`.
  public func withFirstLetter(capital: Bool) -> String {
    guard let first, capital || dropFirst().first?.isUppercase != true else { return self }
    return (capital ? first.uppercased() : first.lowercased()) + dropFirst()
  }
}
