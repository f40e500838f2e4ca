/// What the checks of definitions share.
enum UnusedDefinition {
  /// The ids that the plan's own file defines and nothing refers to; a registry serves other plans too.
  static func findings<Entity>(
    _ rule: Rule, _ table: EntityTable<Entity>, isUsed: (Int) -> Bool, _ noun: Message,
    references: [Reference<Entity>], isNeeded: Bool
  ) -> [Diagnostic] {
    // A registry validated alone has no activities that could use anything.
    guard isNeeded else { return [] }
    // A definition that a misspelt reference was meant for is not unused: one fault, one finding.
    let misspelt = references.filter { !table.isKnown($0.value) }.prefix(50)
    let meant = Set(misspelt.flatMap { nearest(to: $0.value.text, among: table.ids.map(\.value.text)) })
    return table.ids.enumerated().filter { position, id in
      id.span.file == FileID(0) && !isUsed(position) && !meant.contains(id.value.text)
    }.map { _, id in
      Diagnostic(
        rule, at: id.span,
        Message(vi: "\(noun.vi) `\(id.value)` không được dùng", en: "the \(noun.en) `\(id.value)` is never used"),
        help: Message(vi: "dùng vào việc nào đó, hoặc xóa đi", en: "use it, or delete it"))
    }
  }
}
