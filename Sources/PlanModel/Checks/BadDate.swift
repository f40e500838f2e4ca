/// A date that no calendar has.
enum BadDate: Check {
  static let rule = Rule(
    "bad-date", .error,
    vi: "Ngày viết dd/mm, dd/mm/yyyy hoặc yyyy-mm-dd và phải có thật.",
    en: "A date is dd/mm, dd/mm/yyyy or yyyy-mm-dd and must exist.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 31/04}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 30/04}
      """)

  static func finding(_ text: String, _ span: SourceSpan, mend: String?) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "không có ngày `\(text)`", en: "there is no day `\(text)`"),
      help: mend.map { Message(vi: "có phải `\($0)`?", en: "did you mean `\($0)`?") }
        ?? Message(vi: "ngày viết dd/mm, ví dụ 05/04", en: "a day is written dd/mm, for example 05/04"),
      fix: mend.map { TextEdit(span: span, old: text, new: $0) })
  }
}
