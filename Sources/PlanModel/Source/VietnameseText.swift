/// Text in the letters that Vietnamese and English are written with, composed: nearly all there is in plans.
///
/// Phrases and keys are compared without regard to capitals, tone marks or spaces. The standard library does that for every script
/// there is, at thirty times the cost; what has other letters, or marks of its own, is left to ``NormalizedText``.
enum VietnameseText {
  /// The words of a phrase, as ``NormalizedText/words(_:)`` gives them; nil where the text has other letters.
  static func words(_ text: String) -> [String]? {
    var words: [String] = []
    let isRead = withLetters(text) { letters in
      for index in letters.indices.dropFirst() { placeTone(&letters, index) }
      var start = 0
      for end in 0...letters.count where end == letters.count || letters[end].isSpace {
        if start < end { words.append(Self.text(letters[start..<end])) }
        start = end + 1
      }
    }
    return isRead ? words : nil
  }

  /// A text without marks, as ``NormalizedText/folded(_:)`` gives it; nil where it has other letters.
  static func folded(_ text: String) -> String? {
    var folded = ""
    let isRead = withLetters(text) { letters in
      for index in letters.indices { letters[index] = letters[index].plain }
      folded = Self.text(letters[...])
    }
    return isRead ? folded : nil
  }

  /// A key as ``NormalizedText/foldedKey(_:)`` gives it; nil where the text has other letters.
  static func foldedKey(_ text: String) -> String? {
    var folded = ""
    let isRead = withLetters(text) { letters in
      var count = 0
      var gap = false
      for letter in letters {
        if letter.isSpace || letter.value == 0x5F || letter.value == 0x2D {
          gap = true
          continue
        }
        if gap, count > 0 {
          letters[count] = Letter(value: 0x5F)
          count += 1
        }
        gap = false
        letters[count] = letter.plain
        count += 1
      }
      folded = Self.text(letters[..<count])
    }
    return isRead ? folded : nil
  }

  /// A small letter, or any other sign, as a Unicode scalar.
  private struct Letter {
    var value: UInt32

    var isSpace: Bool { value == 0x20 || (0x09...0x0D).contains(value) }

    /// The letter without its marks, `đ` as `d`.
    var plain: Letter {
      guard value >= 0xC0 else { return self }
      switch value {
      case 0xE0...0xE3, 0x103, 0x1EA1...0x1EB7: return Letter(value: 0x61)
      case 0x111: return Letter(value: 0x64)
      case 0xE8...0xEA, 0x1EB9...0x1EC7: return Letter(value: 0x65)
      case 0xEC, 0xED, 0x129, 0x1EC9...0x1ECB: return Letter(value: 0x69)
      case 0xF2...0xF5, 0x1A1, 0x1ECD...0x1EE3: return Letter(value: 0x6F)
      case 0xF9, 0xFA, 0x169, 0x1B0, 0x1EE5...0x1EF1: return Letter(value: 0x75)
      case 0xFD, 0x1EF3...0x1EF9: return Letter(value: 0x79)
      default: return self
      }
    }
  }

  /// Calls `body` with the text in small letters; says whether all of them are Vietnamese, English or plain signs.
  private static func withLetters(_ text: String, _ body: (inout UnsafeMutableBufferPointer<Letter>.SubSequence) -> Void) -> Bool
  {
    var text = text
    return text.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(of: Letter.self, capacity: bytes.count) { room in
        var count = 0
        var index = 0
        while index < bytes.count {
          let first = bytes[index]
          var value = UInt32(first)
          if first < 0x80 {
            index += 1
          } else if first < 0xE0 {
            value = (value & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F)
            index += 2
          } else if first < 0xF0 {
            value = (value & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
            index += 3
          } else {
            return false
          }
          guard let small = small(value) else { return false }
          room[count] = Letter(value: small)
          count += 1
        }
        var letters = room[..<count]
        body(&letters)
        return true
      }
    }
  }

  /// The small letter of a letter, the sign itself where it is none; nil for what is not known here.
  private static func small(_ value: UInt32) -> UInt32? {
    switch value {
    case 0x41...0x5A: value + 0x20
    case 0..<0x80: value
    case 0xC0...0xC3, 0xC8...0xCA, 0xCC, 0xCD, 0xD2...0xD5, 0xD9, 0xDA, 0xDD: value + 0x20
    case 0xE0...0xE3, 0xE8...0xEA, 0xEC, 0xED, 0xF2...0xF5, 0xF9, 0xFA, 0xFD: value
    case 0x102, 0x110, 0x128, 0x168, 0x1A0, 0x1AF: value + 1
    case 0x103, 0x111, 0x129, 0x169, 0x1A1, 0x1B0: value
    // Capitals are even, each before its small letter.
    case 0x1EA0...0x1EF9: value | 1
    // Dashes and quotation marks.
    case 0x2010...0x2027: value
    default: nil
    }
  }

  /// `oà` becomes `òa`, `uỳ` becomes `ùy`, as ``NormalizedText`` has it.
  private static func placeTone(_ letters: inout UnsafeMutableBufferPointer<Letter>.SubSequence, _ index: Int) {
    let before = letters[index - 1].value
    guard before == 0x6F || before == 0x75, let (tone, plain) = toned(letters[index].value), (plain == 0x79) == (before == 0x75)
    else { return }
    letters[index - 1].value = before == 0x6F ? tonedO[tone] : tonedU[tone]
    letters[index].value = plain
  }

  private static let tonedO: [UInt32] = [0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD]
  private static let tonedU: [UInt32] = [0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5]

  /// The tone of `a`, `e` or `y`, and the letter without it; nil for any other letter.
  private static func toned(_ value: UInt32) -> (tone: Int, plain: UInt32)? {
    switch value {
    case 0xE0: (0, 0x61)
    case 0xE1: (1, 0x61)
    case 0x1EA3: (2, 0x61)
    case 0xE3: (3, 0x61)
    case 0x1EA1: (4, 0x61)
    case 0xE8: (0, 0x65)
    case 0xE9: (1, 0x65)
    case 0x1EBB: (2, 0x65)
    case 0x1EBD: (3, 0x65)
    case 0x1EB9: (4, 0x65)
    case 0x1EF3: (0, 0x79)
    case 0xFD: (1, 0x79)
    case 0x1EF7: (2, 0x79)
    case 0x1EF9: (3, 0x79)
    case 0x1EF5: (4, 0x79)
    default: nil
    }
  }

  private static func text(_ letters: Slice<UnsafeMutableBufferPointer<Letter>>) -> String {
    String(unsafeUninitializedCapacity: letters.count * 3) { bytes in
      var count = 0
      for letter in letters {
        let value = letter.value
        if value < 0x80 {
          bytes[count] = UInt8(value)
          count += 1
        } else if value < 0x800 {
          bytes[count] = UInt8(0xC0 | value >> 6)
          bytes[count + 1] = UInt8(0x80 | value & 0x3F)
          count += 2
        } else {
          bytes[count] = UInt8(0xE0 | value >> 12)
          bytes[count + 1] = UInt8(0x80 | value >> 6 & 0x3F)
          bytes[count + 2] = UInt8(0x80 | value & 0x3F)
          count += 3
        }
      }
      return count
    }
  }
}
