/// A theme that does not reach the target groups it is meant for.
enum UncoveredTheme: Check {
  static let rule = Rule(
    "uncovered-theme", .warning,
    vi: "Các hoạt động của một chủ đề phải đến được những đối tượng mà chủ đề ấy hướng tới.",
    en: "The activities of a theme must reach the target groups the theme is meant for.",
    bad: """
      themes: {mot-cua: {title: Một cửa, target_groups: [nguoi-dan, hoc-sinh]}}
      target_groups: {nguoi-dan: Người dân, hoc-sinh: Học sinh}
      activities:
        tin: {title: Tin, themes: mot-cua, target_groups: nguoi-dan, lead: phong-vhtt, due: 15/05}
        thi: {title: Thi, target_groups: hoc-sinh, lead: phong-vhtt, due: 15/06}
      """,
    good: """
      themes: {mot-cua: {title: Một cửa, target_groups: [nguoi-dan, hoc-sinh]}}
      target_groups: {nguoi-dan: Người dân, hoc-sinh: Học sinh}
      activities:
        tin: {title: Tin, themes: mot-cua, target_groups: nguoi-dan, lead: phong-vhtt, due: 15/05}
        thi: {title: Thi, themes: mot-cua, target_groups: hoc-sinh, lead: phong-vhtt, due: 15/06}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard plan.isWorkWhole else { return [] }
    let used = Set(plan.work.flatMap { $0.themes.map(\.value.text) })
    return plan.themes.ids.filter { $0.span.file == FileID(0) && used.contains($0.value.text) }.compactMap { id in
      guard let theme = plan.themes[id.value] else { return nil }
      let work = plan.work.filter { item in !item.isInternal && item.themes.contains { $0.value == id.value } }
      if work.isEmpty {
        return Diagnostic(
          rule, at: id.span,
          Message(
            vi: "chủ đề `\(id.value)` chỉ có việc nội bộ, không đến ai",
            en: "the theme `\(id.value)` has internal work only, which reaches nobody"),
          help: Message(
            vi: "thêm một hoạt động tuyên truyền về chủ đề này", en: "add an activity on this theme that reaches people"))
      }
      let reached = Set(work.flatMap { $0.targetGroups.map(\.value.text) })
      let missing = theme.targetGroups.filter { !reached.contains($0.value.text) }
      guard !missing.isEmpty else { return nil }
      let list = missing.map { "`\($0.value)`" }.joined(separator: ", ")
      return Diagnostic(
        rule, at: id.span,
        Message(
          vi: "chủ đề `\(id.value)` hướng tới \(list) nhưng không hoạt động nào của nó đến được",
          en: "the theme `\(id.value)` is meant for \(list), and none of its activities reaches them"),
        help: Message(
          vi: "thêm đối tượng này vào một hoạt động của chủ đề", en: "add the target group to an activity of the theme"),
        related: missing.map { RelatedPlace($0.span, vi: "đối tượng ghi ở đây", en: "the target group is written here") })
    }
  }
}
