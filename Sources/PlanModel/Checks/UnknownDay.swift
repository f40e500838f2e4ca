/// A name in a date expression that no day, milestone, activity or phase bears.
enum UnknownDay: Check {
  static let rule = Rule(
    "unknown-day", .error,
    vi: "Tên trong cụm từ chỉ ngày phải là ngày lễ có tên, mốc thời gian, hoạt động hay giai đoạn.",
    en: "A name in a date expression must be a named day, a milestone, an activity or a phase.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 7 ngày trước tong-ket}
      """,
    good: """
      calendar: {milestones: {tong-ket: 14/12}}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 7 ngày trước tong-ket}
      """)

  static func finding(_ name: String, _ span: SourceSpan, suggestions: [String]) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "không biết ngày nào tên là `\(name)`", en: "no day is called `\(name)`"),
      help: suggestions.isEmpty
        ? Message(
          vi: "thêm vào mốc thời gian của lịch làm việc, hoặc viết ngày dd/mm",
          en: "add it to the calendar's milestones, or write the day dd/mm")
        : Suggestion.help(suggestions), fix: Suggestion.fix(name, suggestions, span))
  }

  static func ambiguous(_ name: String, _ span: SourceSpan, candidates: [String]) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "có nhiều giai đoạn tên `\(name)`", en: "several phases are called `\(name)`"),
      help: Suggestion.help(candidates))
  }
}
