/// Things that each wait for another, in a circle.
enum DependencyCycle: Check {
  static let rule = Rule(
    "dependency-cycle", .error,
    vi: "Các việc không được chờ nhau thành vòng.",
    en: "Work must not wait for itself in a circle.",
    bad: """
      activities:
        thi:
          title: Cuộc thi
          lead: phong-vhtt
          phases:
            nhan-bai: {title: Nhận bài, when: tháng 5, after: cham}
            cham: {title: Chấm, when: tháng 6, after: nhan-bai}
      """,
    good: """
      activities:
        thi:
          title: Cuộc thi
          lead: phong-vhtt
          phases:
            nhan-bai: {title: Nhận bài, when: tháng 5}
            cham: {title: Chấm, when: tháng 6, after: nhan-bai}
      """)

  static func use(_ path: [String], _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "các tệp dùng nhau thành vòng: \(path.joined(separator: " → "))",
        en: "the files use each other in a circle: \(path.joined(separator: " → "))"))
  }

  static func findings(in plan: Plan) -> [Diagnostic] {
    let waiting = plan.waiting()
    let found = waiting.graph.knots().filter { waiting.graph.isCircle($0) }.compactMap { knot -> Diagnostic? in
      guard let first = knot.min(by: { waiting.spans[$0] < waiting.spans[$1] }) else { return nil }
      let circle = waiting.graph.circle(from: first, in: knot)
      let path = shown((circle + [first]).map { waiting.names[$0] })
      return Diagnostic(
        rule, at: waiting.spans[first],
        Message(vi: "chờ nhau thành vòng: \(path)", en: "each waits for the next, in a circle: \(path)"),
        help: Message(vi: "bỏ một mối chờ trong vòng này", en: "take one of these dependencies away"),
        related: circle.dropFirst().prefix(5).map {
          RelatedPlace(waiting.spans[$0], vi: "cũng trong vòng", en: "also in the circle")
        })
    }
    return found + unitCycles(in: plan)
  }

  /// Groups that hold themselves.
  private static func unitCycles(in plan: Plan) -> [Diagnostic] {
    let groups = UnitSet(Array(plan.groups.keys), of: plan.units.count)
    // Groups of plain units cannot hold each other.
    guard plan.groups.values.contains(where: { $0.direct.contains(where: groups.contains) }) else { return [] }
    let edges = plan.units.all.indices.map { unit in (plan.groups[unit]?.direct ?? []).filter(groups.contains) }
    let graph = DependencyGraph(edges: edges)
    return graph.knots().filter { graph.isCircle($0) }.compactMap { knot in
      guard let first = knot.min(by: { plan.units[$0].idSpan < plan.units[$1].idSpan }) else { return nil }
      let names = shown((graph.circle(from: first, in: knot) + [first]).map { plan.units[$0].id.text })
      return Diagnostic(
        rule, at: plan.units[first].idSpan,
        Message(vi: "các nhóm chứa nhau thành vòng: \(names)", en: "the groups hold each other in a circle: \(names)"))
    }
  }

  /// A path in words; a very long one by its ends.
  private static func shown(_ names: [String]) -> String {
    names.count <= 12
      ? names.joined(separator: " → ")
      : names.prefix(6).joined(separator: " → ") + " → … → " + names.suffix(3).joined(separator: " → ")
  }
}
