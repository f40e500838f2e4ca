/// Work that nobody is accountable for.
enum MissingLead: Check {
  static let rule = Rule(
    "missing-lead", .error,
    vi: "Mỗi việc phải có đúng một đơn vị chủ trì.",
    en: "Every piece of work needs exactly one lead.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for activity in plan.activities.all {
      let without = activity.work.filter { position in
        let roles = plan.work[position].roles
        return !roles.isLeadUnreadable && (roles.lead?.members.isEmpty ?? true)
      }
      // Where no phase has a lead, the fault is the activity's, once.
      if !without.isEmpty, without.count == activity.work.count, activity.work.count > 1 {
        found.append(finding(activity.id.text, activity.idSpan, plan))
      } else {
        for position in without {
          let item = plan.work[position]
          found.append(finding(item.path, item.idSpan, plan))
        }
      }
    }
    return found
  }

  private static func finding(_ path: String, _ span: SourceSpan, _ plan: Plan) -> Diagnostic {
    let key = plan.keysAreVietnamese ? "chủ trì" : "lead"
    return Diagnostic(
      rule, at: span, Message(vi: "`\(path)` chưa có đơn vị chủ trì", en: "`\(path)` has no lead"),
      help: Message(vi: "thêm dòng `\(key): …` với mã của một đơn vị", en: "add a line `\(key): …` with the id of one unit"))
  }
}
