/// A theme that the plan does not define.
enum UnknownTheme: Check {
  static let rule = Rule(
    "unknown-theme", .error,
    vi: "Chủ đề được nhắc đến phải có trong danh sách chủ đề.",
    en: "A theme that is named must be defined.",
    bad: """
      themes: {mot-cua: Một cửa}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, themes: mot-cuaa}
      """,
    good: """
      themes: {mot-cua: Một cửa}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, themes: mot-cua}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard !plan.themes.isIncomplete else { return [] }
    return plan.references.themes.filter { !plan.themes.isKnown($0.value) }.enumerated().map { number, reference in
      UnknownReference.finding(
        rule, noun: Message(vi: "chủ đề", en: "theme"), reference, ids: number < 100 ? plan.themes.ids.map(\.value.text) : [])
    }
  }
}
