/// The units that a field names, each where it is written: one text with commas, or a list of such texts.
struct UnitList {
  /// A unit or group of the list.
  struct Item {
    let id: Located<String>
    /// Whether it stands for each member of a group.
    let isEach: Bool
    /// The text that holds it, as a position in `nodes`.
    let node: Int
    /// Where it is written with the `each` before it.
    let span: SourceSpan
  }

  private let field: YAMLNode
  private let nodes: [YAMLNode]
  private(set) var items: [Item] = []

  /// Reads a field; in `lead`, an `each` counts for all that follow, elsewhere for what follows in its text.
  init(_ field: YAMLNode, isLead: Bool) {
    self.field = field
    if case .sequence(let list) = field.content { nodes = list } else { nodes = [field] }
    let reader = ListReader(context: ReadingContext(sink: DiagnosticSink()), name: "")
    var isEach = false
    for (number, node) in nodes.enumerated() {
      if !isLead { isEach = false }
      for part in reader.items(of: node, commas: true) ?? [] {
        var scanner = PhraseScanner(part.value)
        let hasMark = scanner.take(TimeWords.each) != nil && !scanner.isAtEnd
        isEach = isEach || hasMark
        items.append(Item(id: part, isEach: isEach, node: number, span: part.span))
      }
    }
  }

  /// What takes items out; nil where nothing would be left or they are written in a way not understood.
  func taking(_ dropped: Set<Int>, _ tree: RollTree) -> [RollTree.Cut]? {
    guard dropped.count < items.count else { return nil }
    var cuts: [RollTree.Cut] = []
    var empty: Set<Int> = []
    for node in nodes.indices {
      let own = items.indices.filter { items[$0].node == node }
      let gone = own.filter { dropped.contains($0) }
      if gone.isEmpty { continue }
      if gone.count == own.count {
        empty.insert(node)
        continue
      }
      guard own.allSatisfy({ tree.place(of: items[$0].id.value, at: items[$0].span) == items[$0].span.range }) else { return nil }
      let local = Set(own.indices.filter { dropped.contains(own[$0]) })
      guard let inner = tree.taking(local, outOfList: own.map { items[$0].span.range }) else { return nil }
      cuts += inner
    }
    if !empty.isEmpty {
      guard let outer = tree.taking(empty, outOf: field, nodes) else { return nil }
      cuts += outer
    }
    return cuts
  }
}
