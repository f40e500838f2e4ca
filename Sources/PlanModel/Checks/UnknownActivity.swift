/// `after` names no activity and no phase.
enum UnknownActivity: Check {
  static let rule = Rule(
    "unknown-activity", .error,
    vi: "Việc đứng trước phải là một hoạt động hoặc giai đoạn của kế hoạch.",
    en: "What comes before must be an activity or a phase of the plan.",
    bad: """
      activities:
        bang-ron:
          title: Băng-rôn
          lead: phong-vhtt
          phases:
            treo: {title: Treo, due: 15/05}
            thao: {title: Tháo, due: 30/06, after: treoo}
      """,
    good: """
      activities:
        bang-ron:
          title: Băng-rôn
          lead: phong-vhtt
          phases:
            treo: {title: Treo, due: 15/05}
            thao: {title: Tháo, due: 30/06, after: treo}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard !plan.isWorkIncomplete else { return [] }
    var found: [Diagnostic] = []
    func check(_ names: [Located<String>], from position: Int?) {
      for name in names {
        switch plan.target(of: name.value, from: position, milestonesToo: false) {
        case .unknown:
          let candidates = plan.activities.all.map(\.id.text) + plan.work.compactMap { $0.phase?.text }
          found.append(
            UnknownReference.finding(
              rule, noun: Message(vi: "hoạt động hay giai đoạn", en: "activity or phase"), name.map { Identifier<Activity>($0) },
              ids: found.count < 100 ? candidates : []))
        case .ambiguous(let candidates):
          found.append(
            Diagnostic(
              rule, at: name.span,
              Message(vi: "có nhiều giai đoạn tên `\(name.value)`", en: "several phases are called `\(name.value)`"),
              help: Suggestion.help(candidates)))
        default: break
        }
      }
    }
    for (position, item) in plan.work.enumerated() { check(item.after, from: position) }
    for activity in plan.activities.all { check(activity.after, from: activity.work.first) }
    return found
  }
}
