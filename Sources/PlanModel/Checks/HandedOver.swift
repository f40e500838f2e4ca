/// A unit has ended and its successor takes the work over.
enum HandedOver: Check {
  static let rule = Rule(
    "handed-over", .note,
    vi: "Việc của đơn vị đã kết thúc hoạt động chuyển cho đơn vị kế thừa.",
    en: "Work of a unit that has ended goes to its successor.",
    bad: """
      units:
        phong-cu: {name: Phòng cũ, to: 30/06/2018, successor: phong-moi}
        phong-moi: Phòng mới
      activities:
        bao-cao: {title: Báo cáo, lead: phong-cu, due: 15/08}
      """,
    good: """
      units:
        phong-cu: {name: Phòng cũ, to: 30/06/2018, successor: phong-moi}
        phong-moi: Phòng mới
      activities:
        bao-cao: {title: Báo cáo, lead: phong-moi, due: 15/08}
      """)

  static func finding(_ unit: OrgUnit, to successor: OrgUnit, from day: CivilDate, count: Int, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "`\(unit.id)` đã kết thúc: từ ngày \(day.officeText), \(count) nhiệm vụ chuyển cho `\(successor.id)`",
        en:
          "`\(unit.id)` has ended: from \(day.officeText) on, \(count) \(count == 1 ? "task goes" : "tasks go") to `\(successor.id)`"
      ),
      related: [RelatedPlace(unit.idSpan, vi: "thời gian hoạt động khai ở đây", en: "its days are given here")])
  }
}
