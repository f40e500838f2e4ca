/// Two timings that cannot both hold.
enum TimingConflict: Check {
  static let rule = Rule(
    "timing-conflict", .error,
    vi: "Mỗi việc có đúng một cách ghi thời gian.",
    en: "A piece of work has exactly one shape of timing.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, day: 15/05, when: tháng 5}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, when: tháng 5}
      """)

  static func finding(_ key: String, _ span: SourceSpan, other: String, _ otherSpan: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "`\(key)` không đi cùng `\(other)`", en: "`\(key)` does not go with `\(other)`"),
      help: Message(vi: "giữ lại một trong hai", en: "keep one of the two"),
      related: [RelatedPlace(otherSpan, vi: "`\(other)` ở đây", en: "`\(other)` is here")])
  }
}
