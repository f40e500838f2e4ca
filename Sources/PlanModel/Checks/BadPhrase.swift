/// A phrase of time, a role or another worded value that cannot be understood.
enum BadPhrase: Check {
  static let rule = Rule(
    "bad-phrase", .error,
    vi: "Cụm từ chỉ thời gian, giờ, vai trò phải theo cách viết của định dạng.",
    en: "A phrase of time, an hour or a role must be worded as the format says.",
    bad: """
      activities:
        tap-huan: {title: Tập huấn, lead: phong-vhtt, when: thang 5}
      """,
    good: """
      activities:
        tap-huan: {title: Tập huấn, lead: phong-vhtt, when: tháng 5}
      """)

  static func finding(_ text: String, _ span: SourceSpan, expected: Message, suggestions: [String] = []) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "không hiểu `\(text)`", en: "`\(text)` is not understood"),
      help: suggestions.isEmpty ? expected : Suggestion.help(suggestions), fix: Suggestion.fix(text, suggestions, span))
  }

  static func plain(_ message: Message, help: Message? = nil, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(rule, at: span, message, help: help)
  }
}

extension BadPhrase {
  /// A phrase that two years of the plan's period hold.
  static func ambiguousYear(_ text: String, _ meanings: [DayRange], _ span: SourceSpan, isDay: Bool) -> Diagnostic {
    let shown = meanings.map { isDay ? $0.first.officeText : "\($0.first.officeText)–\($0.last.officeText)" }
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "`\(text)` có thể là \(shown.joined(separator: " hoặc "))", en: "`\(text)` may be \(shown.joined(separator: " or "))"),
      help: Message(vi: "ghi thêm năm", en: "add the year"))
  }

  /// A named day of a year that the tables do not reach.
  static func noTable(_ text: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "không có bảng ngày cho `\(text)` trong năm của kế hoạch",
        en: "no table gives the day of `\(text)` in the plan's year"),
      help: Message(vi: "viết ngày dương lịch dd/mm", en: "write the Gregorian day dd/mm"))
  }
}
