/// A day or window outside of the plan's period.
enum OutsidePeriod: Check {
  static let rule = Rule(
    "outside-period", .error,
    vi: "Ngày phải nằm trong thời gian thực hiện của kế hoạch.",
    en: "A day must lie in the plan's period.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/01/2019}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/12}
      """)

  private static func range(_ range: DayRange) -> String { "\(range.first.officeText)–\(range.last.officeText)" }

  static func day(_ day: CivilDate, _ period: DayRange, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "ngày \(day.officeText) nằm ngoài thời gian thực hiện \(range(period))",
        en: "\(day.officeText) lies outside of the plan's period \(range(period))"),
      help: Message(vi: "sửa ngày, hoặc thời gian thực hiện của kế hoạch", en: "mend the day, or the plan's period"))
  }

  static func window(_ window: DayRange, _ period: DayRange, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "khoảng \(range(window)) nằm ngoài thời gian thực hiện \(range(period))",
        en: "\(range(window)) lies outside of the plan's period \(range(period))"),
      help: Message(
        vi: "sửa khoảng thời gian, hoặc thời gian thực hiện của kế hoạch", en: "mend the window, or the plan's period"))
  }

  static func none(_ text: String, _ candidates: [DayRange], _ period: DayRange, _ span: SourceSpan) -> Diagnostic {
    let shown = candidates.map(\.first.officeText).joined(separator: ", ")
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "`\(text)` (\(shown)) không rơi vào thời gian thực hiện \(range(period))",
        en: "`\(text)` (\(shown)) does not fall into the plan's period \(range(period))"))
  }

  static func beyondCalendar(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "ngày nằm ngoài các năm 1970–2199", en: "the day lies outside of the years 1970–2199"))
  }
}
