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
      accept: {projected-holiday: sẽ ghi khi có thông báo}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 13/02}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard plan.keepsHolidays, let span = plan.yearSpan else { return [] }
    let years = plan.period.first.year...plan.period.last.year
    let unknown = [
      years.clamped(to: 1970...HolidayTable.years.lowerBound - 1), years.clamped(to: HolidayTable.years.upperBound + 1...2199),
    ]
    .filter { years.contains($0.lowerBound) && !HolidayTable.years.contains($0.lowerBound) }
    return (unknown.isEmpty ? [] : [withoutTable(unknown, span)])
      + HolidayTable.projectedYears.filter { years.contains($0) }.map { projected($0, span) }
  }

  private static func projected(_ year: Int, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "chưa có thông báo nghỉ lễ, Tết chính thức của năm \(year): ngày nghỉ lấy theo quy định chung, là dự kiến",
        en: "no notice has fixed the public holidays of \(year) yet: they follow the law's rule and are projected"),
      help: Message(
        vi: "khi có thông báo, ghi các ngày đó vào lịch làm việc: `ngày nghỉ`, `ngày làm bù`",
        en: "once the notice is out, write its days into the calendar: `days_off`, `working_days`"))
  }

  private static func withoutTable(_ years: [ClosedRange<Int>], _ span: SourceSpan) -> Diagnostic {
    let list = years.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "chưa có bảng ngày nghỉ lễ năm \(list): chỉ thứ Bảy, Chủ nhật là ngày nghỉ",
        en: "there is no table of public holidays for \(list): only Saturdays and Sundays are off"),
      help: Message(
        vi: "ghi các ngày nghỉ vào lịch làm việc: `ngày nghỉ`, `ngày làm bù`",
        en: "write the days off into the calendar: `days_off`, `working_days`"))
  }

  static func finding(_ day: CivilDate, _ reason: DayOffReason?, _ span: SourceSpan) -> Diagnostic {
    let name = reason.map { " (\($0.name.vi))" } ?? ""
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
