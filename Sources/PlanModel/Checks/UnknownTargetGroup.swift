/// A target group that the plan does not define.
enum UnknownTargetGroup: Check {
  static let rule = Rule(
    "unknown-target-group", .error,
    vi: "Đối tượng được nhắc đến phải có trong danh sách đối tượng.",
    en: "A target group that is named must be defined.",
    bad: """
      target_groups: {mot-cua: Một cửa}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, target_groups: mot-cuaa}
      """,
    good: """
      target_groups: {mot-cua: Một cửa}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, target_groups: mot-cua}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard !plan.targetGroups.isIncomplete else { return [] }
    return plan.references.targetGroups.filter { !plan.targetGroups.isKnown($0.value) }.enumerated().map { number, reference in
      UnknownReference.finding(
        rule, noun: Message(vi: "đối tượng", en: "target group"), reference,
        ids: number < 100 ? plan.targetGroups.ids.map(\.value.text) : [])
    }
  }
}
