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
    let graph = Graph(plan)
    return graph.cycles().map { cycle in
      let first = cycle[0]
      let path = (cycle + [first]).map { graph.names[$0] }.joined(separator: " → ")
      return Diagnostic(
        rule, at: graph.spans[first],
        Message(vi: "chờ nhau thành vòng: \(path)", en: "each waits for the next, in a circle: \(path)"),
        help: Message(vi: "bỏ một mối chờ trong vòng này", en: "take one of these dependencies away"),
        related: cycle.dropFirst().map { RelatedPlace(graph.spans[$0], vi: "cũng trong vòng", en: "also in the circle") })
    } + unitCycles(in: plan)
  }

  /// Groups that hold themselves.
  private static func unitCycles(in plan: Plan) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var reported: Set<Int> = []
    func walk(_ position: Int, _ path: [Int]) {
      if let start = path.firstIndex(of: position) {
        let cycle = Array(path[start...])
        guard cycle.allSatisfy({ !reported.contains($0) }),
          let first = cycle.min(by: { plan.units[$0].idSpan < plan.units[$1].idSpan })
        else { return }
        reported.formUnion(cycle)
        let names = (cycle + [position]).map { plan.units[$0].id.text }.joined(separator: " → ")
        found.append(
          Diagnostic(
            rule, at: plan.units[first].idSpan,
            Message(vi: "các nhóm chứa nhau thành vòng: \(names)", en: "the groups hold each other in a circle: \(names)")))
        return
      }
      for member in plan.units[position].members {
        if let inner = plan.units.position(of: member.value), plan.units[inner].isGroup { walk(inner, path + [position]) }
      }
    }
    for position in 0..<plan.units.count where plan.units[position].isGroup { walk(position, []) }
    return found
  }

  /// What waits for what: pieces of work, then milestones.
  private struct Graph {
    var names: [String] = []
    var spans: [SourceSpan] = []
    private var edges: [[Int]] = []

    init(_ plan: Plan) {
      let milestones = plan.milestones.sorted { $0.value.span < $1.value.span }
      let positions = Dictionary(uniqueKeysWithValues: milestones.enumerated().map { ($1.key, plan.work.count + $0) })
      func targets(_ name: String, _ position: Int?, _ milestonesToo: Bool) -> [Int] {
        switch plan.target(of: name, from: position, milestonesToo: milestonesToo) {
        case .work(let work): work
        case .milestone(let id): positions[id].map { [$0] } ?? []
        default: []
        }
      }
      for (position, item) in plan.work.enumerated() {
        names.append(item.path)
        spans.append(item.idSpan)
        var next = item.timing?.expressions.compactMap(\.value.anchorName).flatMap { targets($0, position, true) } ?? []
        let before = item.after + (plan.activities[item.activity]?.after ?? [])
        next += before.flatMap { targets($0.value, position, false) }
        edges.append(next)
      }
      for (id, written) in milestones {
        names.append(id)
        spans.append(written.span)
        switch written.value {
        case .pending: edges.append([])
        case .day(let expression): edges.append(expression.anchorName.map { targets($0, nil, true) } ?? [])
        case .window(let phrase): edges.append(phrase.expressions.compactMap(\.anchorName).flatMap { targets($0, nil, true) })
        }
      }
    }

    /// One cycle of every knot, each from its first member in the file.
    func cycles() -> [[Int]] {
      var state = [Int](repeating: 0, count: edges.count)
      var found: [[Int]] = []
      var taken: Set<Int> = []
      func visit(_ node: Int, _ path: inout [Int]) {
        state[node] = 1
        path.append(node)
        for next in edges[node] {
          if state[next] == 0 {
            visit(next, &path)
          } else if state[next] == 1, let start = path.firstIndex(of: next) {
            let cycle = Array(path[start...])
            guard taken.isDisjoint(with: cycle) else { continue }
            taken.formUnion(cycle)
            let lead = cycle.indices.min { spans[cycle[$0]] < spans[cycle[$1]] } ?? 0
            found.append(Array(cycle[lead...] + cycle[..<lead]))
          }
        }
        path.removeLast()
        state[node] = 2
      }
      for node in edges.indices.sorted(by: { spans[$0] < spans[$1] }) where state[node] == 0 {
        var path: [Int] = []
        visit(node, &path)
      }
      return found
    }
  }
}
