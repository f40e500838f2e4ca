/// Letters that look like others, or that cannot be seen.
enum ConfusableText: Check {
  static let rule = Rule(
    "confusable-text", .warning,
    vi:
      "Chữ trông giống chữ Latinh nhưng thuộc bảng chữ khác, hoặc ký tự không nhìn thấy, làm hai tên giống nhau mà không bằng nhau.",
    en: "Letters of another script that look Latin, or invisible characters, make two names look alike that are not.",
    bad: """
      activities:
        bao-cao: {title: "Báo c\u{0430}o", lead: phong-vhtt, due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: "Báo cáo", lead: phong-vhtt, due: 15/05}
      """)

  /// The finding for a name or title, where it has something confusable.
  static func finding(in text: String, _ span: SourceSpan) -> Diagnostic? {
    guard mayBeConfusable(text) else { return nil }
    if let hidden = text.unicodeScalars.first(where: { isInvisible($0.value) }), !isJoinedEmoji(text) {
      let code = "U+" + hex(hidden.value)
      return Diagnostic(
        rule, at: span,
        Message(vi: "có ký tự không nhìn thấy (\(code))", en: "there is an invisible character (\(code))"),
        help: Message(vi: "gõ lại đoạn này", en: "type the text anew"))
    }
    for word in text.split(whereSeparator: { $0.isWhitespace }) {
      guard word.unicodeScalars.contains(where: isLatin), let strange = word.unicodeScalars.first(where: isLookalike) else {
        continue
      }
      let code = "U+" + hex(strange.value)
      return Diagnostic(
        rule, at: span,
        Message(
          vi: "chữ `\(Character(strange))` (\(code)) trong `\(word)` không phải chữ Latinh",
          en: "the letter `\(Character(strange))` (\(code)) in `\(word)` is not Latin"),
        help: Message(vi: "gõ lại từ này", en: "type the word anew"))
    }
    return nil
  }

  /// Whether a text has bytes that begin a letter in question; plain Vietnamese text has none.
  private static func mayBeConfusable(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for index in bytes.indices {
        switch bytes[index] {
        // U+00AD; Greek and Cyrillic; full-width letters and the byte-order mark.
        case 0xC2: if bytes[index + 1] == 0xAD { return true }
        case 0xCD...0xD4, 0xD8, 0xE3, 0xEF, 0xF3: return true
        // Other letters beyond U+1000 but the Vietnamese ones, and what is invisible.
        case 0xE1: if bytes[index + 1] != 0xBA, bytes[index + 1] != 0xBB { return true }
        case 0xE2:
          if bytes[index + 1] == 0x80 || bytes[index + 1] == 0x81, bytes[index + 2] < 0x90 || bytes[index + 1] == 0x81 {
            return true
          }
        default: break
        }
      }
      return false
    }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x2060...0x2064, 0x3164, 0xFEFF, 0xFFA0, 0xE0000...0xE007F: true
    default: false
    }
  }

  /// A zero-width joiner between emoji is how they are written.
  private static func isJoinedEmoji(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { !isInvisible($0.value) || $0.value == 0x200D }
      && text.unicodeScalars.contains { $0.properties.isEmojiPresentation }
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value) || (0xC0...0x24F).contains(scalar.value)
      || (0x1E00...0x1EFF).contains(scalar.value)
  }

  /// Letters of Greek, Cyrillic and Cherokee, and full-width Latin.
  private static func isLookalike(_ scalar: Unicode.Scalar) -> Bool {
    (0x370...0x3FF).contains(scalar.value) || (0x400...0x52F).contains(scalar.value) || (0xFF21...0xFF5A).contains(scalar.value)
      || (0x13A0...0x13F5).contains(scalar.value)
  }
}
