/// Work that recurs, but on no day at all.
enum NoOccurrence: Check {
  static let rule = Rule(
    "no-occurrence", .error,
    vi: "Việc định kỳ phải rơi vào ít nhất một ngày.",
    en: "Recurring work must fall on at least one day.",
    bad: """
      activities:
        phat: {title: Phát thanh, lead: phong-vhtt, every: month, day: 15, from: 16/05, to: 14/06}
      """,
    good: """
      activities:
        phat: {title: Phát thanh, lead: phong-vhtt, every: month, day: 15, from: 15/05, to: 15/06}
      """)

  static func finding(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "không có ngày nào đúng với cách ghi này", en: "no day matches what is written"),
      help: Message(
        vi: "xem lại khoảng thời gian, ngày trừ ra và cách xử lý khi trùng ngày nghỉ",
        en: "look at the range, the exceptions and what is done on days off"))
  }
}
