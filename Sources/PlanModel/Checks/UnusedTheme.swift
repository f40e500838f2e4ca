/// A theme that is defined and that no activity speaks of.
enum UnusedTheme: Check {
  static let rule = Rule(
    "unused-theme", .warning,
    vi: "Chủ đề khai trong kế hoạch mà không hoạt động nào nói đến.",
    en: "A theme is defined in the plan and no activity has it.",
    bad: """
      themes: {mot-cua: Cơ chế một cửa, buu-chinh: Bưu chính công ích}
      activities:
        bao-cao: {title: Báo cáo, themes: mot-cua, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      themes: {mot-cua: Cơ chế một cửa, buu-chinh: Bưu chính công ích}
      activities:
        bao-cao: {title: Báo cáo, themes: [mot-cua, buu-chinh], lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    let used = Set(plan.work.flatMap { $0.themes.map(\.value.text) })
    return UnusedDefinition.findings(
      rule, plan.themes, isUsed: { used.contains(plan.themes.ids[$0].value.text) }, Message(vi: "chủ đề", en: "theme"),
      references: plan.references.themes, isNeeded: plan.isWorkWhole)
  }
}
