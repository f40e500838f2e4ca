/// Units lead in a running plan, and nobody knows whom to call there.
enum NoContact: Check {
  static let rule = Rule(
    "no-contact", .warning,
    vi: "Khi kế hoạch đang thực hiện, đơn vị chủ trì cần có người liên hệ.",
    en: "In a running plan every lead needs somebody to call.",
    bad: """
      year: 2026
      units: {phong: Phòng Văn hóa - Xã hội}
      activities:
        bao-cao: {title: Báo cáo, lead: phong, due: 15/05}
      """,
    good: """
      year: 2026
      units: {phong: {name: Phòng Văn hóa - Xã hội, contact: {phone: "0291 000 000"}}}
      activities:
        bao-cao: {title: Báo cáo, lead: phong, due: 15/05}
      """)

  /// Whether the office accepts that a unit has none.
  private static func isAccepted(_ unit: OrgUnit) -> Bool { unit.annotations.accepted.contains { $0.rule == rule.slug } }

  /// The finding of a plan that is running on `day`.
  static func findings(in schedule: Schedule, asOf day: CivilDate) -> [Diagnostic] {
    let plan = schedule.plan
    guard plan.period.contains(day) else { return [] }
    var leads = UnitSet(count: plan.units.count)
    for series in schedule.series {
      if let lead = series.responsibility.lead {
        leads.insert(lead)
      } else if let members = series.responsibility.fannedOut {
        leads.formUnion(members)
      }
    }
    // A unit that has ended is not called any more.
    let silent = leads.units.filter {
      plan.units[$0].contact == nil && !plan.units[$0].isCollective && !isAccepted(plan.units[$0])
        && plan.units[$0].isInForce(on: day)
    }
    guard !silent.isEmpty else { return [] }
    let list =
      silent.prefix(6).map { "`\(plan.units[$0].id)`" }.joined(separator: ", ")
      + (silent.count > 6 ? ", … (\(silent.count))" : "")
    return [
      Diagnostic(
        rule, at: plan.idSpan,
        Message(vi: "chưa có người liên hệ của đơn vị chủ trì: \(list)", en: "there is no contact of units that lead: \(list)"),
        help: Message(
          vi: "thêm `liên hệ: {người phụ trách: …, điện thoại: …}` vào đơn vị",
          en: "add `contact: {person: …, phone: …}` to the unit"))
    ]
  }
}
