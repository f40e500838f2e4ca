/// The one who leads is also the only one to watch over the work.
enum LeadIsMonitor: Check {
  static let rule = Rule(
    "lead-is-monitor", .warning,
    vi: "Đơn vị chủ trì không nên tự theo dõi mình.",
    en: "A lead should not be its own and only monitor.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, monitor: phong-vhtt, due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, monitor: ubnd-tp, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    plan.work.compactMap { item in
      guard let lead = item.roles.lead, let monitor = item.roles.monitor, lead.origin == .written, monitor.origin == .written,
        lead.members.count == 1, monitor.members.count == 1, !lead.members[0].isEach,
        lead.members[0].reference.value == monitor.members[0].reference.value
      else { return nil }
      let (one, other) = (lead.members[0].reference, monitor.members[0].reference)
      let (earlier, later) = one.span < other.span ? (one, other) : (other, one)
      return Diagnostic(
        rule, at: later.span,
        Message(
          vi: "`\(later.value)` vừa chủ trì vừa tự theo dõi", en: "`\(later.value)` both leads and is the only monitor"),
        help: Message(vi: "giao đơn vị khác theo dõi", en: "let another unit monitor"),
        related: [RelatedPlace(earlier.span, vi: "cũng ghi ở đây", en: "also written here")])
    }
  }
}
