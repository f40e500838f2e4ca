/// The same key, or both names of one key, twice in one mapping; the same id twice in one plan.
enum DuplicateKey: Check {
  static let rule = Rule(
    "duplicate-key", .error,
    vi: "Mỗi khóa, mỗi mã chỉ viết một lần; tên tiếng Anh và tiếng Việt là một khóa.",
    en: "A key or an id is written once; its English and Vietnamese names are one key.",
    bad: """
      activities:
        phat-thanh: {title: Phát thanh, tên: Phát thanh, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      activities:
        phat-thanh: {title: Phát thanh, lead: phong-vhtt, due: 15/05}
      """)

  static func finding(_ key: String, _ span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "`\(key)` đã có ở trên", en: "`\(key)` stands here a second time"),
      help: Message(vi: "giữ lại một chỗ", en: "keep one of the two"),
      related: [RelatedPlace(first, vi: "lần đầu ở đây", en: "first written here")])
  }
}
