/// A day of a rule or list that makes no task.
enum SkippedDay: Check {
  static let rule = Rule(
    "skipped-day", .note,
    vi: "Ngày mà tháng không có, ngày đã qua khi ban hành, hoặc kỳ không có ngày làm việc thì bỏ qua.",
    en: "A day that a month lacks, that was past at issue, or a period without a working day is left out.",
    bad: """
      activities:
        kiem-tra: {title: Kiểm tra, lead: phong-vhtt, every: month, day: 31}
      """,
    good: """
      activities:
        kiem-tra: {title: Kiểm tra, lead: phong-vhtt, every: month, day: last day}
      """)

  private static func list(_ items: [String]) -> String {
    items.prefix(6).joined(separator: ", ") + (items.count > 6 ? ", …" : "")
  }

  static func lacking(_ periods: [CalendarPeriod], _ span: SourceSpan) -> Diagnostic {
    let shown = list(periods.map(\.bareName))
    return Diagnostic(rule, at: span, Message(vi: "không có ngày này trong: \(shown)", en: "there is no such day in: \(shown)"))
  }

  static func noWorkingDay(_ days: [CivilDate], _ span: SourceSpan) -> Diagnostic {
    let shown = list(days.map(\.officeText))
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "không có ngày làm việc nào để dời, bỏ qua: \(shown)", en: "left out, there is no working day to move to: \(shown)"))
  }

  static func beforeIssue(_ days: [CivilDate], issued: CivilDate, _ span: SourceSpan) -> Diagnostic {
    let shown = list(days.map(\.officeText))
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "bỏ qua vì trước ngày ban hành \(issued.officeText): \(shown)",
        en: "left out, before the day of issue \(issued.officeText): \(shown)"))
  }
}
