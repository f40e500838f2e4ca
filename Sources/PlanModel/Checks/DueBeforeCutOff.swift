/// A report is due before the data it reports on is closed.
enum DueBeforeCutOff: Check {
  static let rule = Rule(
    "due-before-cut-off", .warning,
    vi: "Hạn báo cáo trước ngày chốt số liệu của kỳ.",
    en: "A report is due before its data closes.",
    bad: """
      reporting: {cut_off: 14}
      activities:
        bao-cao: {title: Báo cáo quý, lead: phong-vhtt, every: reporting quarter, due: day 10 of last month}
      """,
    good: """
      reporting: {cut_off: 14}
      activities:
        bao-cao: {title: Báo cáo quý, lead: phong-vhtt, every: reporting quarter, due: 2 working days after cut-off}
      """)

  static func finding(_ early: [(due: CivilDate, closes: CivilDate)], _ span: SourceSpan) -> Diagnostic {
    func list(_ due: String, _ closes: String) -> String {
      early.prefix(4).map { "\(due) \($0.due.officeText) (\(closes) \($0.closes.officeText))" }.joined(separator: ", ")
        + (early.count > 4 ? ", …" : "")
    }
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "báo cáo đến hạn khi số liệu chưa chốt: \(list("hạn", "chốt"))",
        en: "the report is due before its data closes: \(list("due", "closes"))"),
      help: Message(
        vi: "viết hạn tính từ ngày chốt: `2 ngày làm việc sau ngày chốt số liệu`",
        en: "count from the cut-off: `2 working days after cut-off`"))
  }
}
