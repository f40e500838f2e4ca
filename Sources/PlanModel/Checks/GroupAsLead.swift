/// A group leads: nobody in particular is accountable.
enum GroupAsLead: Check {
  static let rule = Rule(
    "group-as-lead", .error,
    vi: "Nhóm đơn vị không thể chủ trì; viết `mỗi NHÓM` để mỗi đơn vị chủ trì phần của mình.",
    en: "A group cannot lead; `each GROUP` lets every member lead its own task.",
    bad: """
      units: {phuong-xa: {name: UBND các phường, members: {phuong-1: Phường 1, phuong-2: Phường 2}}}
      activities:
        bao-cao: {title: Báo cáo, lead: phuong-xa, due: 15/05}
      """,
    good: """
      units: {phuong-xa: {name: UBND các phường, members: {phuong-1: Phường 1, phuong-2: Phường 2}}}
      activities:
        bao-cao: {title: Báo cáo, lead: each phuong-xa, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    plan.work.flatMap { item -> [Diagnostic] in
      guard let lead = item.roles.lead, lead.members.count == 1, case .unit(let reference) = lead.members[0] else { return [] }
      guard let unit = plan.units[reference.value], unit.isGroup, !unit.isCollective else { return [] }
      let word = plan.keysAreVietnamese ? "mỗi" : "each"
      return [
        Diagnostic(
          rule, at: reference.span,
          Message(
            vi: "`\(reference.value)` là một nhóm, không chủ trì được", en: "`\(reference.value)` is a group and cannot lead"),
          help: Message(
            vi: "viết `\(word) \(reference.value)` nếu mỗi đơn vị tự chủ trì, hoặc chọn một đơn vị",
            en: "write `\(word) \(reference.value)` if every member leads its own, or choose one unit"),
          related: [RelatedPlace(unit.idSpan, vi: "nhóm được khai ở đây", en: "the group is defined here")])
      ]
    }
  }
}
