/// Reads units, with the members that groups define inside themselves.
struct UnitReader {
  let context: ReadingContext
  private(set) var units = EntityTable<OrgUnit>()
  private(set) var references: [Reference<OrgUnit>] = []

  init(context: ReadingContext) { self.context = context }

  mutating func read(_ entries: [YAMLNode.Entry]) {
    for entry in entries { _ = unit(entry) }
  }

  /// Reads one unit, says its id.
  private mutating func unit(_ entry: YAMLNode.Entry) -> Reference<OrgUnit>? {
    guard let id = IdentifierReader.read(entry.key, context: context) else {
      units.isIncomplete = true
      return nil
    }
    let reference: Reference<OrgUnit> = id.map { Identifier($0) }
    guard let unit = body(id, entry.value) else {
      units.unreadable.insert(id.value)
      return reference
    }
    if !units.add(unit, id: reference), let first = units.ids.first(where: { $0.value == reference.value }) {
      context.sink.report(DuplicateKey.finding(id.value, id.span, first: first.span))
    }
    return reference
  }

  private mutating func body(_ id: Located<String>, _ node: YAMLNode) -> OrgUnit? {
    if let name = EntityBody.shortForm(node, context) {
      return OrgUnit(
        id: Identifier(id.value), idSpan: id.span, name: name, short: nil, parent: nil, contact: nil, members: [], isGroup: false,
        successors: [], isRequested: false, isCollective: false, from: nil, to: nil, annotations: Annotations(), formerIDs: [])
    }
    guard let mapping = EntityBody.mapping(node, .unit, id, context) else { return nil }
    let name = mapping.line(.name)
    if !mapping.has(.name), !mapping.isProbablyMisspelt(.name) {
      context.sink.report(
        MissingKey.finding(context.label(.name, .unit), of: Message(vi: "`\(id.value)`", en: "`\(id.value)`"), at: id.span))
    }
    let parent: Reference<OrgUnit>? = mapping.line(.parent).map { $0.map { Identifier($0) } }
    if let parent { references.append(parent) }
    let successors: [Reference<OrgUnit>] = PlanModel.references(mapping, .successor) ?? []
    references += successors
    let phrases = PhraseReader(context: context)
    let annotations = AnnotationReader.read(mapping, id: id.span)
    _ = mapping.text(.note)
    let formerIDs = mapping.items(.formerID, commas: true)?.map(\.value) ?? []
    return OrgUnit(
      id: Identifier(id.value), idSpan: id.span, name: name?.value ?? id.value, short: mapping.line(.short)?.value,
      parent: parent,
      contact: contact(mapping), members: members(mapping), isGroup: mapping.has(.members), successors: successors,
      isRequested: mapping.truth(.requested)?.value ?? false, isCollective: mapping.truth(.collective)?.value ?? false,
      from: mapping.line(.from).flatMap { phrases.date($0) }, to: mapping.line(.to).flatMap { phrases.date($0) },
      annotations: annotations, formerIDs: formerIDs)
  }

  private mutating func members(_ mapping: MappingReader) -> [Reference<OrgUnit>] {
    guard let field = mapping.field(.members) else { return [] }
    if case .mapping(let entries) = field.node.content {
      units.reserve(entries.count)
      return entries.compactMap { unit($0) }
    }
    let written: [Reference<OrgUnit>] = PlanModel.references(mapping, .members) ?? []
    references += written
    return written
  }

  private func contact(_ mapping: MappingReader) -> Contact? {
    guard let (_, entries) = mapping.map(.contact) else { return nil }
    let inner = MappingReader(entries, level: .contact, context: context)
    return Contact(person: inner.line(.person)?.value, phone: inner.line(.phone)?.value, email: inner.line(.email)?.value)
  }
}
