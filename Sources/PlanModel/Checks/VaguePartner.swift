/// Nobody in particular is to help the lead.
enum VaguePartner: Check {
  static let rule = Rule(
    "vague-partner", .warning,
    vi: "Phối hợp chỉ ghi chung chung thì không ai làm.",
    en: "A partner that stands for many names nobody.",
    bad: """
      units: {so-nganh: {name: "Các sở, ban, ngành", collective: yes}}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: so-nganh, due: 15/05}
      """,
    good: """
      units: {so-nganh: {name: "Các sở, ban, ngành", collective: yes}}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: [ubnd-tp, so-nganh], due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    plan.work.compactMap { item in
      let others = (item.roles.coordinate?.members ?? []) + (item.roles.implement?.members ?? [])
      guard let first = item.roles.coordinate?.members.first?.reference,
        others.allSatisfy({ plan.units[$0.reference.value]?.isCollective == true })
      else { return nil }
      var finding = Diagnostic(
        rule, at: first.span,
        Message(
          vi: "phối hợp chỉ ghi `\(first.value)`, không nêu đơn vị nào cụ thể",
          en: "only `\(first.value)` is to coordinate, and no unit in particular"),
        help: Message(vi: "nêu thêm ít nhất một đơn vị cụ thể", en: "name at least one unit besides"))
      if plan.kind == .letter || plan.kind == .directive { finding.severity = .note }
      return finding
    }
  }
}
