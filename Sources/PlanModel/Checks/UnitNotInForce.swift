/// A unit has a role on a day on which it does not exist, and no single successor takes over.
enum UnitNotInForce: Check {
  static let rule = Rule(
    "unit-not-in-force", .error,
    vi: "Đơn vị phải còn hoạt động vào ngày của việc, hoặc có đúng một đơn vị kế thừa.",
    en: "A unit must exist on the day of the work, or have exactly one successor.",
    bad: """
      units: {phong-cu: {name: Phòng cũ, to: 30/06/2018}}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-cu, due: 15/08}
      """,
    good: """
      units: {phong-cu: {name: Phòng cũ, to: 30/06/2018}}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-cu, due: 15/06}
      """)

  static func finding(_ unit: OrgUnit, on day: CivilDate, count: Int, _ span: SourceSpan) -> Diagnostic {
    let more =
      count > 1 ? Message(vi: " (và \(count - 1) ngày khác)", en: " (and \(count - 1) more days)") : Message(vi: "", en: "")
    let help: Message =
      unit.successors.count > 1
      ? Message(
        vi: "có nhiều đơn vị kế thừa: ghi rõ đơn vị nào làm việc này",
        en: "it has several successors: name the one that does this work")
      : Message(
        vi: "đổi đơn vị, đổi ngày, hoặc ghi `successor` cho đơn vị này",
        en: "choose another unit or day, or give the unit a `successor`")
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "`\(unit.id)` không hoạt động vào ngày \(day.officeText)\(more.vi)",
        en: "`\(unit.id)` does not exist on \(day.officeText)\(more.en)"), help: help,
      related: [RelatedPlace(unit.idSpan, vi: "thời gian hoạt động khai ở đây", en: "its days are given here")])
  }
}
