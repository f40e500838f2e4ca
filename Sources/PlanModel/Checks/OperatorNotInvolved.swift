/// The unit that runs a channel has no part in work that goes through it.
enum OperatorNotInvolved: Check {
  static let rule = Rule(
    "operator-not-involved", .warning,
    vi: "Đơn vị vận hành kênh cần có vai trò trong việc dùng kênh ấy.",
    en: "The operator of a channel needs a role in work that uses it.",
    bad: """
      units: {dai: Đài Truyền thanh}
      channels: {phat-thanh: {name: Phát thanh, kind: radio, operator: dai}}
      activities:
        tin: {title: Tin, lead: phong-vhtt, channels: phat-thanh, every: week, day: mon}
      """,
    good: """
      units: {dai: Đài Truyền thanh}
      channels: {phat-thanh: {name: Phát thanh, kind: radio, operator: dai}}
      activities:
        tin: {title: Tin, lead: phong-vhtt, coordinate: dai, channels: phat-thanh, every: week, day: mon}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    // A channel that several phases or the defaults share is one place, and one finding.
    var seen: Set<SourceSpan> = []
    return plan.work.flatMap { item -> [Diagnostic] in
      guard !item.channels.isEmpty else { return [] }
      var involved: Set<Int>?
      return item.channels.compactMap { reference in
        guard let unit = plan.channels[reference.value]?.operator, let position = plan.units.position(of: unit.value) else {
          return nil
        }
        let roles = involved ?? plan.involved(in: item)
        involved = roles
        if roles.contains(position) || plan.leaves(of: position).contains(where: { roles.contains($0) }) { return nil }
        if let parent = plan.units[position].parent.flatMap({ plan.units.position(of: $0.value) }), roles.contains(parent) {
          return nil
        }
        guard seen.insert(reference.span).inserted else { return nil }
        return Diagnostic(
          rule, at: reference.span,
          Message(
            vi: "`\(unit.value)` vận hành kênh `\(reference.value)` nhưng không có vai trò trong `\(item.path)`",
            en: "`\(unit.value)` runs the channel `\(reference.value)` and has no role in `\(item.path)`"),
          help: Message(
            vi: "thêm `\(unit.value)` vào phối hợp hoặc thực hiện", en: "let `\(unit.value)` coordinate or implement"),
          related: [RelatedPlace(unit.span, vi: "đơn vị vận hành khai ở đây", en: "the operator is given here")])
      }
    }
  }
}

extension Plan {
  /// The units that hold a role in a piece of work, groups with their members.
  func involved(in item: WorkItem) -> Set<Int> {
    var units: Set<Int> = []
    for (_, role) in item.roles.all {
      for member in role.members {
        guard let position = self.units.position(of: member.reference.value) else { continue }
        units.insert(position)
        if self.units[position].isGroup { units.formUnion(leaves(of: position)) }
      }
    }
    return units
  }
}
