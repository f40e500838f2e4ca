/// A warning is accepted that is not there.
enum UnusedAccept: Check {
  static let rule = Rule(
    "unused-accept", .warning,
    vi: "Cảnh báo được chấp nhận mà không còn nữa thì xóa dòng ấy.",
    en: "An acceptance that silences nothing should go.",
    bad: """
      activities:
        hoi-nghi: {title: Hội nghị, lead: phong-vhtt, day: 15/05, accept: {falls-on-day-off: đúng ngày lễ}}
      """,
    good: """
      activities:
        hoi-nghi: {title: Hội nghị, lead: phong-vhtt, day: 19/05, accept: {falls-on-day-off: đúng ngày sinh Bác}}
      """)

  static func finding(_ acceptance: Acceptance) -> Diagnostic {
    Diagnostic(
      rule, at: acceptance.span,
      Message(
        vi: "không có cảnh báo `\(acceptance.rule)` nào ở đây để chấp nhận", en: "there is no `\(acceptance.rule)` here to accept"
      ),
      help: Message(vi: "xóa dòng này", en: "delete the line"))
  }
}
