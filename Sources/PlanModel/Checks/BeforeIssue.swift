/// Work that was over before the plan was issued.
enum BeforeIssue: Check {
  static let rule = Rule(
    "before-issue", .error,
    vi: "Ngày cuối của việc không được trước ngày ban hành.",
    en: "The last day of work must not lie before the day of issue.",
    bad: """
      document: {issued: 16/04/2018}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/03}
      """,
    good: """
      document: {issued: 16/04/2018}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05}
      """)

  static func finding(_ last: CivilDate, issued: CivilDate, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "ngày cuối \(last.officeText) trước ngày ban hành \(issued.officeText)",
        en: "the last day, \(last.officeText), lies before the day of issue, \(issued.officeText)"),
      help: Message(vi: "lùi ngày lại, hoặc bỏ việc đã qua", en: "move it later, or drop what is past"))
  }
}
