/// A body that can be asked, and not told, is to lead.
enum RequestedUnitLeads: Check {
  static let rule = Rule(
    "requested-unit-leads", .warning,
    vi: "Cơ quan chỉ có thể đề nghị thì không nên được giao chủ trì.",
    en: "A body that can only be asked should not lead.",
    bad: """
      units: {mttq: {name: Ủy ban MTTQ, requested: yes}}
      activities:
        van-dong: {title: Vận động, lead: mttq, due: 15/05}
      """,
    good: """
      units: {mttq: {name: Ủy ban MTTQ, requested: yes}}
      activities:
        van-dong: {title: Vận động, lead: phong-vhtt, coordinate: mttq, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    let requested = UnitSet(plan.units.all.indices.filter { plan.units[$0].isRequested }, of: plan.units.count)
    if requested.isEmpty { return [] }
    return plan.work.flatMap { item -> [Diagnostic] in
      (item.roles.lead?.members ?? []).compactMap { member in
        guard let position = plan.units.position(of: member.reference.value) else { return nil }
        let leads = member.isEach ? plan.leaves(of: position) : [position]
        guard let lead = leads.first(where: requested.contains) else { return nil }
        let unit = plan.units[lead]
        return Diagnostic(
          rule, at: member.reference.span,
          Message(
            vi: "`\(unit.id)` chỉ đề nghị được, không giao chủ trì được",
            en: "`\(unit.id)` can be asked to help, not told to lead"),
          help: Message(
            vi: "giao một đơn vị trực thuộc chủ trì, `\(unit.id)` phối hợp",
            en: "let a unit of your own lead and `\(unit.id)` coordinate"),
          related: [RelatedPlace(unit.idSpan, vi: "khai là chỉ đề nghị ở đây", en: "declared as one to be asked here")])
      }
    }
  }
}
