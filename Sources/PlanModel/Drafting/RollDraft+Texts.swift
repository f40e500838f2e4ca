extension RollDraft {
  /// Finds the old year wherever it is left: a text may speak of it on purpose, so a person decides.
  mutating func lookAtTexts() {
    guard let tree = trees.first else { return }
    lookAt(tree.root, tree)
    for comment in tree.comments {
      guard speaksOfOldYear(comment, tree) else { continue }
      let text = RollText.excerpt(tree.file.text(comment))
      look(
        tree.span(comment),
        Message(vi: "ghi chú còn nói đến năm cũ: `\(text)`", en: "a comment still speaks of the old year: `\(text)`"))
    }
  }

  private mutating func lookAt(_ node: YAMLNode, _ tree: RollTree, isHead: Bool = true) {
    switch node.content {
    case .scalar(let text):
      guard !settled.contains(node.span), speaksOfOldYear(tree.text(of: node), tree) else { return }
      let shown = RollText.excerpt(text)
      look(
        node.span,
        Message(
          vi: "còn ghi năm cũ, xem có phải đổi không: `\(shown)`",
          en: "still names the old year; see whether to change it: `\(shown)`"))
    case .sequence(let items): for item in items { lookAt(item, tree, isHead: false) }
    case .mapping(let entries):
      for entry in entries {
        switch isHead ? entry.key.scalar.flatMap({ KeyLevel.head.key(spelled: $0) }) : nil {
        case .use: break
        case .units: lookAtUnits(entry, tree)
        default: lookAt(entry.value, tree, isHead: false)
        }
      }
    case .unreadable: break
    }
  }

  /// The texts of units; their ids, dates and successors are facts.
  private mutating func lookAtUnits(_ field: YAMLNode.Entry, _ tree: RollTree) {
    var bodies = RollTree.entries(field.value)
    while let unit = bodies.popLast() {
      guard case .mapping = unit.value.content else {
        lookAt(unit.value, tree, isHead: false)
        continue
      }
      for inner in tree.fields(unit.value, .unit) {
        switch inner.key {
        case .from, .to, .successor, .formerID, .parent: break
        case .members: bodies += RollTree.entries(inner.entry.value)
        default: lookAt(inner.entry.value, tree, isHead: false)
        }
      }
    }
  }

  private func speaksOfOldYear(_ range: Range<Int>, _ tree: RollTree) -> Bool {
    WrittenYear.all(in: tree.file.bytes, range).contains { years.own.contains($0.year) && $0.kind != .ofNumber }
  }
}
