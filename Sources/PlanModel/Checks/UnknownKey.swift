/// A key that its level does not know.
enum UnknownKey: Check {
  static let rule = Rule(
    "unknown-key", .error,
    vi: "Mỗi khóa phải là khóa của cấp ấy.",
    en: "Every key must be one that its level knows.",
    bad: """
      activities:
        phat-thanh:
          title: Phát thanh
          lead: phong-vhtt
          due: 15/05
          produkt: 1 buổi
      """,
    good: """
      activities:
        phat-thanh:
          title: Phát thanh
          lead: phong-vhtt
          due: 15/05
          product: 1 buổi
      """)

  static func finding(
    _ key: String, _ span: SourceSpan, level: KeyLevel, suggestions: [String], isCut: Bool, isMendable: Bool = false
  ) -> Diagnostic {
    let help: Message? =
      if isCut {
        Message(vi: "dấu phẩy đã cắt đoạn chữ: đặt cả đoạn trong dấu nháy", en: "a comma has cut the text: quote the whole text")
      } else if !suggestions.isEmpty {
        Suggestion.help(suggestions)
      } else if let place = level.otherHome(of: key) {
        Message(vi: "`\(key)` là khóa của \(place.name.vi)", en: "`\(key)` is a key of \(place.name.en)")
      } else {
        nil
      }
    return Diagnostic(
      rule, at: span,
      Message(vi: "\(level.name.vi) không có khóa `\(key)`", en: "\(level.name.en) has no key `\(key)`"), help: help,
      fix: isCut || !isMendable ? nil : Suggestion.fix(key, suggestions, span))
  }

  static func rule(_ slug: String, _ span: SourceSpan, suggestions: [String]) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "không có quy tắc `\(slug)`", en: "there is no rule `\(slug)`"),
      help: suggestions.isEmpty ? nil : Suggestion.help(suggestions), fix: Suggestion.fix(slug, suggestions, span))
  }
}

/// "Did you mean".
enum Suggestion {
  /// The mend where one candidate only comes into question.
  static func fix(_ word: String, _ candidates: [String], _ span: SourceSpan) -> TextEdit? {
    guard candidates.count == 1, hasSameDigits(word, candidates[0]) else { return nil }
    return TextEdit(span: span, old: word, new: candidates[0])
  }

  /// `phuong-2` is no slip for `phuong-1`: where the digits differ, somebody else is meant.
  private static func hasSameDigits(_ one: String, _ other: String) -> Bool {
    one.utf8.filter { (0x30...0x39).contains($0) } == other.utf8.filter { (0x30...0x39).contains($0) }
  }

  static func help(_ candidates: [String]) -> Message {
    let quoted = candidates.map { "`\($0)`" }
    return Message(
      vi: "có phải \(quoted.joined(separator: " hay "))?", en: "did you mean \(quoted.joined(separator: " or "))?")
  }
}
