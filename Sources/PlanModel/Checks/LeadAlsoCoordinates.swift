/// The lead is written again among those who coordinate with it.
enum LeadAlsoCoordinates: Check {
  static let rule = Rule(
    "lead-also-coordinates", .error,
    vi: "Đơn vị chủ trì không phối hợp với chính mình.",
    en: "The lead does not coordinate with itself.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: [ubnd-tp, phong-vhtt], due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: ubnd-tp, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    plan.work.flatMap { item -> [Diagnostic] in
      guard let lead = item.roles.lead, lead.origin == .written, let coordinate = item.roles.coordinate,
        coordinate.origin == .written
      else { return [] }
      let leads = lead.members.filter { !$0.isEach }.map(\.reference)
      return coordinate.members.filter { !$0.isEach }.compactMap { member in
        guard let first = leads.first(where: { $0.value == member.reference.value }) else { return nil }
        let (earlier, later) = first.span < member.reference.span ? (first, member.reference) : (member.reference, first)
        let id = later.value
        return Diagnostic(
          rule, at: later.span,
          Message(vi: "`\(id)` vừa chủ trì vừa phối hợp", en: "`\(id)` both leads and coordinates"),
          help: Message(vi: "bỏ `\(id)` ở một trong hai chỗ", en: "take `\(id)` out of one of the two"),
          related: [RelatedPlace(earlier.span, vi: "chỗ kia ở đây", en: "the other place")])
      }
    }
  }
}
