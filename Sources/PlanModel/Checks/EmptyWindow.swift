/// A stretch of days or hours that ends before it begins.
enum EmptyWindow: Check {
  static let rule = Rule(
    "empty-window", .error,
    vi: "Ngày, giờ kết thúc không được trước lúc bắt đầu.",
    en: "An end must not come before its beginning.",
    bad: """
      activities:
        thi: {title: Cuộc thi, lead: phong-vhtt, from: 30/06, to: 01/06}
      """,
    good: """
      activities:
        thi: {title: Cuộc thi, lead: phong-vhtt, from: 01/06, to: 30/06}
      """)

  static func days(_ first: CivilDate, _ last: CivilDate, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "kết thúc ngày \(last.officeText), trước khi bắt đầu ngày \(first.officeText)",
        en: "it ends on \(last.officeText), before it begins on \(first.officeText)"),
      help: Message(vi: "xem lại hai ngày, có thể đã viết ngược", en: "look at both days; they may be the wrong way round"))
  }

  static func time(_ slot: TimeSlot, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(vi: "giờ kết thúc không sau giờ bắt đầu: \(slot.text)", en: "the time does not end after it begins: \(slot.text)"),
      help: Message(vi: "xem lại hai giờ, có thể đã viết ngược", en: "look at both times; they may be the wrong way round"))
  }
}
