/// A unit that is defined and has no part in the plan.
enum UnusedUnit: Check {
  static let rule = Rule(
    "unused-unit", .warning,
    vi: "Đơn vị khai trong kế hoạch mà không việc nào nhắc đến.",
    en: "A unit is defined in the plan and never used.",
    bad: """
      units: {phong-vhtt: Phòng VHTT, phong-noi-vu: Phòng Nội vụ}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      units: {phong-vhtt: Phòng VHTT, phong-noi-vu: Phòng Nội vụ}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: phong-noi-vu, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    var used = UnitSet(count: plan.units.count)
    for reference in plan.references.units { if let unit = plan.units.position(of: reference.value) { used.insert(unit) } }
    for group in plan.groups.values { for unit in group.direct { used.insert(unit) } }
    return UnusedDefinition.findings(
      rule, plan.units, isUsed: { used.contains($0) }, Message(vi: "đơn vị", en: "unit"), references: plan.references.units,
      isNeeded: plan.isWorkWhole)
  }
}
