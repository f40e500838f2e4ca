/// What waits for what, as numbered nodes with edges to what they wait for.
///
/// Chains may be as long as a file allows, so nothing here recurses.
struct DependencyGraph {
  /// For every node, the nodes it waits for.
  let edges: [[Int]]

  /// The knots of the graph, each after everything it waits for; a knot of several nodes, or one that waits for itself, is a circle.
  ///
  /// Tarjan's algorithm (1972), with a stack of its own.
  func knots() -> [[Int]] {
    var index = [Int](repeating: -1, count: edges.count)
    var low = [Int](repeating: 0, count: edges.count)
    var isOnStack = [Bool](repeating: false, count: edges.count)
    var stack: [Int] = []
    var knots: [[Int]] = []
    var counter = 0
    for root in edges.indices where index[root] < 0 {
      var path: [(node: Int, edge: Int)] = [(root, 0)]
      while let (node, edge) = path.last {
        if index[node] < 0 {
          index[node] = counter
          low[node] = counter
          counter += 1
          stack.append(node)
          isOnStack[node] = true
        }
        if edge < edges[node].count {
          path[path.count - 1].edge += 1
          let next = edges[node][edge]
          if index[next] < 0 {
            path.append((next, 0))
          } else if isOnStack[next] {
            low[node] = min(low[node], index[next])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == index[node] else { continue }
        var knot: [Int] = []
        while let member = stack.popLast() {
          isOnStack[member] = false
          knot.append(member)
          if member == node { break }
        }
        knots.append(knot)
      }
    }
    return knots
  }

  /// Whether a knot is a circle.
  func isCircle(_ knot: [Int]) -> Bool { knot.count > 1 || edges[knot[0]].contains(knot[0]) }

  /// The shortest way from a node of a knot back to itself, the node first.
  func circle(from start: Int, in knot: [Int]) -> [Int] {
    let members = Set(knot)
    var origin: [Int: Int] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for next in edges[node] where members.contains(next) {
        if next == start {
          var way = [node]
          while let before = origin[way[way.count - 1]], way[way.count - 1] != start { way.append(before) }
          return way.reversed()
        }
        if origin[next] == nil {
          origin[next] = node
          queue.append(next)
        }
      }
    }
    return [start]
  }
}

extension Plan {
  /// Pieces of work, then milestones, with what each waits for.
  struct Waiting {
    /// The milestones, in the order of the file.
    let milestones: [String]
    let names: [String]
    let spans: [SourceSpan]
    let graph: DependencyGraph
  }

  /// What waits for what in this plan, by dates and by `after`.
  func waiting() -> Waiting {
    let milestones = self.milestones.sorted { $0.value.span < $1.value.span }
    let positions = Dictionary(uniqueKeysWithValues: milestones.enumerated().map { ($1.key, work.count + $0) })
    func targets(_ name: String, _ position: Int?, _ milestonesToo: Bool) -> [Int] {
      switch target(of: name, from: position, milestonesToo: milestonesToo) {
      case .work(let work): work
      case .milestone(let id): positions[id].map { [$0] } ?? []
      default: []
      }
    }
    var edges: [[Int]] = []
    for (position, item) in work.enumerated() {
      var next = item.timing?.expressions.compactMap(\.value.anchorName).flatMap { targets($0, position, true) } ?? []
      let before = item.after + (activities[item.activity]?.after ?? [])
      next += before.flatMap { targets($0.value, position, false) }
      edges.append(next)
    }
    for (_, written) in milestones {
      switch written.value {
      case .pending: edges.append([])
      case .day(let expression): edges.append(expression.anchorName.map { targets($0, nil, true) } ?? [])
      case .window(let phrase): edges.append(phrase.expressions.compactMap(\.anchorName).flatMap { targets($0, nil, true) })
      }
    }
    return Waiting(
      milestones: milestones.map(\.key), names: work.map(\.path) + milestones.map(\.key),
      spans: work.map(\.idSpan) + milestones.map(\.value.span), graph: DependencyGraph(edges: edges))
  }
}
