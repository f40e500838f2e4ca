/// A channel that is defined and that no activity uses.
enum UnusedChannel: Check {
  static let rule = Rule(
    "unused-channel", .warning,
    vi: "Kênh khai trong kế hoạch mà không hoạt động nào dùng.",
    en: "A channel is defined in the plan and no activity uses it.",
    bad: """
      channels: {cong-ttdt: Cổng thông tin, bang-tin: Bảng tin}
      activities:
        bao-cao: {title: Báo cáo, channels: cong-ttdt, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      channels: {cong-ttdt: Cổng thông tin, bang-tin: Bảng tin}
      activities:
        bao-cao: {title: Báo cáo, channels: [cong-ttdt, bang-tin], lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    let used = Set(plan.work.flatMap { $0.channels.map(\.value.text) })
    return UnusedDefinition.findings(
      rule, plan.channels, isUsed: { used.contains(plan.channels.ids[$0].value.text) }, Message(vi: "kênh", en: "channel"),
      references: plan.references.channels, isNeeded: plan.isWorkWhole)
  }
}
