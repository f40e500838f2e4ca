/// A target group that no activity reaches.
enum UncoveredTargetGroup: Check {
  static let rule = Rule(
    "uncovered-target-group", .warning,
    vi: "Mỗi đối tượng tuyên truyền cần có ít nhất một hoạt động hướng đến.",
    en: "Every target group needs an activity that reaches it.",
    bad: """
      target_groups: {nguoi-dan: Người dân, hoc-sinh: Học sinh}
      activities:
        tin: {title: Tin, target_groups: nguoi-dan, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      target_groups: {nguoi-dan: Người dân, hoc-sinh: Học sinh}
      activities:
        tin: {title: Tin, target_groups: [nguoi-dan, hoc-sinh], lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard plan.isWorkWhole else { return [] }
    let reached = Set(plan.work.filter { !$0.isInternal }.flatMap { $0.targetGroups.map(\.value.text) })
    return plan.targetGroups.ids.filter { $0.span.file == FileID(0) && !reached.contains($0.value.text) }.map { id in
      let name = plan.targetGroups[id.value]?.name ?? id.value.text
      return Diagnostic(
        rule, at: id.span, Message(vi: "không hoạt động nào hướng đến \(name)", en: "no activity reaches \(name)"),
        help: Message(
          vi: "thêm `\(id.value)` vào đối tượng của hoạt động nào đó", en: "add `\(id.value)` to the target groups of an activity"
        ))
    }
  }
}
