/// More than one unit is written as the lead.
enum MultipleLeads: Check {
  static let rule = Rule(
    "multiple-leads", .error,
    vi: "Chỉ một đơn vị chủ trì; các đơn vị khác phối hợp hoặc thực hiện.",
    en: "One unit leads; the others coordinate or implement.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: [phong-vhtt, ubnd-tp], due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: ubnd-tp, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    plan.work.compactMap { item in
      guard let lead = item.roles.lead, lead.members.count > 1, lead.members.contains(where: { !$0.isEach }) else { return nil }
      let names = lead.members.map { "`\($0.reference.value)`" }.joined(separator: ", ")
      return Diagnostic(
        rule, at: lead.members[0].reference.span,
        Message(vi: "có nhiều đơn vị cùng chủ trì: \(names)", en: "several units lead: \(names)"),
        help: Message(
          vi: "giữ một đơn vị chủ trì, chuyển các đơn vị khác sang phối hợp", en: "keep one as lead and let the others coordinate"
        ))
    }
  }
}
