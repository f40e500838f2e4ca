/// A window reaches beyond the plan's period and is cut there.
enum ClippedWindow: Check {
  static let rule = Rule(
    "clipped-window", .note,
    vi: "Khoảng thời gian vượt ra ngoài kế hoạch được cắt theo thời gian thực hiện.",
    en: "A window that reaches beyond the plan is cut at its period.",
    bad: """
      period: {from: 10/05/2018, to: 31/12/2018}
      activities:
        tap-huan: {title: Tập huấn, lead: phong-vhtt, when: tháng 5}
      """,
    good: """
      period: {from: 10/05/2018, to: 31/12/2018}
      activities:
        tap-huan: {title: Tập huấn, lead: phong-vhtt, when: tháng 6}
      """)

  static func finding(_ written: DayRange, _ clipped: DayRange, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi:
          "khoảng \(written.first.officeText)–\(written.last.officeText) được cắt còn \(clipped.first.officeText)–\(clipped.last.officeText)",
        en:
          "\(written.first.officeText)–\(written.last.officeText) is cut to \(clipped.first.officeText)–\(clipped.last.officeText)"
      ))
  }

  static func bound(_ written: CivilDate, _ bound: CivilDate, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "ngày \(written.officeText) ngoài thời gian thực hiện, tính từ hoặc đến \(bound.officeText)",
        en: "\(written.officeText) lies outside of the plan's period; \(bound.officeText) counts instead"))
  }
}
