/// What the checks of definitions share.
enum UnusedDefinition {
  /// The ids that the plan's own file defines and nothing refers to; a registry serves other plans too.
  static func findings<Entity>(
    _ rule: Rule, _ table: EntityTable<Entity>, _ used: Set<Identifier<Entity>>, _ noun: Message, isNeeded: Bool
  ) -> [Diagnostic] {
    // A registry validated alone has no activities that could use anything.
    guard isNeeded else { return [] }
    return table.ids.filter { $0.span.file == FileID(0) && !used.contains($0.value) }.map { id in
      Diagnostic(
        rule, at: id.span,
        Message(vi: "\(noun.vi) `\(id.value)` không được dùng", en: "the \(noun.en) `\(id.value)` is never used"),
        help: Message(vi: "dùng vào việc nào đó, hoặc xóa đi", en: "use it, or delete it"))
    }
  }
}
