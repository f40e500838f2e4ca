/// A day hangs on a holiday that is projected by rule and not yet decided.
enum ProjectedHoliday: Check {
  static let rule = Rule(
    "projected-holiday", .note,
    vi: "Lịch nghỉ chưa có thông báo chính thức: việc dựa vào đó là dự kiến.",
    en: "A holiday without an official notice makes what leans on it tentative.",
    bad: """
      year: 2029
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 13/02}
      """,
    good: """
      year: 2029
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 20/03}
      """)

  static func finding(_ day: CivilDate, _ reason: DayOffReason?, _ span: SourceSpan) -> Diagnostic {
    let name = reason.map { " (\($0.name))" } ?? ""
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "ngày nghỉ \(day.officeText)\(name) mới là dự kiến, chưa có thông báo chính thức",
        en: "the day off on \(day.officeText)\(name) is projected; no notice has decided it yet"),
      help: Message(
        vi: "khi có thông báo, ghi vào ngày nghỉ của lịch làm việc",
        en: "once a notice is out, write it into the calendar's days off"))
  }
}
