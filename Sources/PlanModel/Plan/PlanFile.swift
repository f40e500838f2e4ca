/// What one file says, plan or registry, before it is put together with the files it uses.
struct PlanFile {
  let file: FileID
  let head: MappingReader
  let context: ReadingContext
  var units = EntityTable<OrgUnit>()
  var themes = EntityTable<Theme>()
  var targetGroups = EntityTable<TargetGroup>()
  var channels = EntityTable<Channel>()
  var activities = EntityTable<ActivityFields>()
  var defaults = WorkFields()
  var document: PlanDocument?
  var amendments: [Amendment] = []
  var holidays: Bool?
  var daysOff: [NamedDate] = []
  var workingDays: [NamedDate] = []
  var milestones: [String: Located<MilestoneTiming>] = [:]
  var cutOff: Int?
  /// The ids the plan bore before.
  var formerIDs: [String] = []
  var areMilestonesIncomplete = false
  /// Milestones that are written and could not be read.
  var unreadableNames: Set<String> = []
  /// Whether `use` is written and could not be read.
  var isUseUnreadable = false
  var severities: [String: Severity?] = [:]
  var uses: [Located<String>] = []
  var references = WrittenReferences()
  var texts = HeadTexts()
  /// What the head and the document note.
  var annotations = Annotations()

  /// A date of the office's own calendar and what it is for.
  struct NamedDate {
    let date: Located<DateExpression>
    let name: String
  }

  /// The acceptances of everything in the file; those of a registry's head hold in the registry.
  var acceptances: [Acceptance] {
    let own = annotations.accepted.map {
      isRegistry
        ? Acceptance(
          rule: $0.rule, reason: $0.reason, span: $0.span, scope: SourceSpan(file: file, start: 0, end: Int(UInt32.max)))
        : $0
    }
    let work = activities.all.flatMap { $0.own.annotations.accepted + $0.phases.flatMap { $0.fields.annotations.accepted } }
    return own + work + units.all.flatMap(\.annotations.accepted) + channels.all.flatMap(\.annotations.accepted)
  }

  /// A file without `plan`, `title` and `activities` is a registry.
  var isRegistry: Bool {
    !head.has(.plan) && !head.isProbablyMisspelt(.plan) && !head.has(.title) && !head.has(.activities)
  }
}

/// Reads the tree of one file into what it says.
struct PlanFileReader {
  private var context: ReadingContext
  private let root: YAMLNode
  private let file: FileID

  static func read(_ root: YAMLNode, file: FileID, sink: DiagnosticSink) -> PlanFile? {
    guard case .mapping(let entries) = root.content else {
      sink.report(
        WrongType.finding(
          "plan", expected: .map, SourceSpan(file: file, start: Int(root.span.start), end: Int(root.span.start) + 1)))
      return nil
    }
    var context = ReadingContext(sink: sink)
    let english = entries.filter { entry in PlanKey(rawValue: NormalizedText.foldedKey(entry.key.scalar ?? "")) != nil }.count
    let known = entries.filter { entry in KeyLevel.head.key(spelled: entry.key.scalar ?? "") != nil }.count
    context.keysAreVietnamese = known > 2 * english
    return PlanFileReader(context: context, root: root, file: file).read(entries)
  }

  private func read(_ entries: [YAMLNode.Entry]) -> PlanFile {
    let head = MappingReader(entries, level: .head, context: context)
    var result = PlanFile(file: file, head: head, context: context)
    readUnits(head, into: &result)
    readThemes(head, into: &result)
    readChannels(head, into: &result)
    if let (_, entries) = head.map(.defaults) {
      result.defaults = WorkFieldsReader(MappingReader(entries, level: .defaults, context: context), id: nil).read()
      result.references.add(result.defaults)
    }
    readActivities(head, into: &result)
    readDocument(head, into: &result)
    readCalendar(head, into: &result)
    readRules(head, into: &result)
    if let uses = head.items(.use, commas: false) { result.uses = uses } else { result.isUseUnreadable = head.has(.use) }
    for (key, path) in [(PlanKey.purpose, \HeadTexts.purpose), (.budget, \.budget), (.note, \.note)] {
      result.texts[keyPath: path] = head.text(key).map { Paragraph.read($0.value) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    result.formerIDs = head.items(.formerID, commas: true)?.map(\.value) ?? []
    let noted = AnnotationReader.read(head, id: nil)
    result.annotations.assumed += noted.assumed
    result.annotations.accepted += noted.accepted
    if let (_, entries) = head.map(.reporting) {
      let mapping = MappingReader(entries, level: .reporting, context: context)
      if let day = mapping.number(.cutOff) {
        if (1...31).contains(day.value) {
          result.cutOff = day.value
        } else {
          context.sink.report(
            BadPhrase.plain(
              Message(vi: "ngày chốt số liệu từ 1 đến 31", en: "the day on which data closes is 1 to 31"), day.span))
        }
      }
    }
    checkZone(head)
    if let finding = MixedKeys.finding(context.keys) { context.sink.report(finding) }
    return result
  }

  private func checkZone(_ head: MappingReader) {
    guard let zone = head.line(.timezone) else { return }
    guard !["asia/ho_chi_minh", "asia/saigon", "asia/hanoi"].contains(zone.value.lowercased()) else { return }
    context.sink.report(
      BadPhrase.plain(
        Message(
          vi: "múi giờ `\(zone.value)` không dùng được: lịch tính theo giờ Việt Nam",
          en: "the time zone `\(zone.value)` cannot be used: calendars are made for Viet Nam's time"),
        help: Message(vi: "viết `Asia/Ho_Chi_Minh` hoặc xóa dòng này", en: "write `Asia/Ho_Chi_Minh` or delete the line"),
        zone.span))
  }

  // MARK: Nouns

  private func readUnits(_ head: MappingReader, into result: inout PlanFile) {
    guard let field = head.fields[.units] else { return }
    guard let (_, entries) = head.map(.units) else {
      result.units.isIncomplete = true
      return
    }
    _ = field
    var reader = UnitReader(context: context)
    reader.read(entries)
    result.units = reader.units
    result.references.units += reader.references
  }

  private func readThemes(_ head: MappingReader, into result: inout PlanFile) {
    defer { result.references.targetGroups += result.themes.all.flatMap(\.targetGroups) }
    result.themes = table(head, .themes) { id, node in
      if let title = self.shortForm(node) {
        return Theme(id: Identifier(id.value), title: title, targetGroups: [], isSeasonal: false)
      }
      guard let mapping = self.mapping(node, .theme, id) else { return nil }
      let phrases = PhraseReader(context: self.context)
      for key in [PlanKey.from, .to] { _ = mapping.line(key).flatMap { phrases.date($0) } }
      _ = mapping.text(.note)
      let title = self.required(mapping, .title, id)
      return Theme(
        id: Identifier(id.value), title: title ?? id.value, targetGroups: references(mapping, .targetGroups) ?? [],
        isSeasonal: mapping.has(.from) || mapping.has(.to))
    }
    result.targetGroups = table(head, .targetGroups) { id, node in
      if let name = self.shortForm(node) { return TargetGroup(id: Identifier(id.value), name: name) }
      guard let mapping = self.mapping(node, .targetGroup, id) else { return nil }
      return TargetGroup(id: Identifier(id.value), name: self.required(mapping, .name, id) ?? id.value)
    }
  }

  private func readChannels(_ head: MappingReader, into result: inout PlanFile) {
    var operators: [Reference<OrgUnit>] = []
    result.channels = table(head, .channels) { id, node in
      if let name = self.shortForm(node) {
        return Channel(
          id: Identifier(id.value), name: name, kind: .other, operator: nil, atOnce: nil, perDay: nil, days: [], maxMinutes: nil,
          annotations: Annotations())
      }
      guard let mapping = self.mapping(node, .channel, id) else { return nil }
      let phrases = PhraseReader(context: self.context)
      let unit: Reference<OrgUnit>? = mapping.line(.operator).map { $0.map { Identifier($0) } }
      if let unit { operators.append(unit) }
      _ = mapping.text(.note)
      return Channel(
        id: Identifier(id.value), name: self.required(mapping, .name, id) ?? id.value,
        kind: mapping.choice(.kind, ChannelKind.names)?.value ?? .other, operator: unit,
        atOnce: positive(mapping, .atOnce), perDay: positive(mapping, .perDay),
        days: mapping.items(.days, commas: true)?.compactMap { phrases.weekday($0) } ?? [],
        maxMinutes: positive(mapping, .maxMinutes), annotations: AnnotationReader.read(mapping, id: id.span))
    }
    result.references.units += operators
  }

  /// A number of 1 or more: a channel that carries nothing is none.
  private func positive(_ mapping: MappingReader, _ key: PlanKey) -> Int? {
    guard let number = mapping.number(key) else { return nil }
    if number.value > 0 { return number.value }
    context.sink.report(
      BadPhrase.plain(
        Message(vi: "số này phải từ 1 trở lên", en: "this number must be 1 or more"),
        help: Message(vi: "không giới hạn thì xóa dòng này", en: "delete the line where there is no limit"), number.span))
    return nil
  }

  private func readActivities(_ head: MappingReader, into result: inout PlanFile) {
    result.activities = table(head, .activities) { id, node in
      guard let mapping = self.mapping(node, .activity, id) else { return nil }
      return ActivityFieldsReader(mapping, id: id).read()
    }
    for activity in result.activities.all {
      result.references.add(activity.own)
      for phase in activity.phases { result.references.add(phase.fields) }
    }
  }

  /// Reads a map of things by id.
  private func table<Entity>(
    _ head: MappingReader, _ key: PlanKey, _ read: (Located<String>, YAMLNode) -> Entity?
  ) -> EntityTable<Entity> {
    var table = EntityTable<Entity>()
    guard head.has(key) else { return table }
    guard let (_, entries) = head.map(key) else {
      table.isIncomplete = true
      return table
    }
    for entry in entries {
      guard let id = IdentifierReader.read(entry.key, context: context) else {
        table.isIncomplete = true
        continue
      }
      guard let entity = read(id, entry.value) else {
        table.unreadable.insert(id.value)
        continue
      }
      if !table.add(entity, id: id.map { Identifier($0) }) {
        context.sink.report(DuplicateKey.finding(id.value, id.span, first: firstSpan(table, id.value) ?? id.span))
      }
    }
    return table
  }

  private func firstSpan<Entity>(_ table: EntityTable<Entity>, _ id: String) -> SourceSpan? {
    table.ids.first { $0.value.text == id }?.span
  }

  private func shortForm(_ node: YAMLNode) -> String? { EntityBody.shortForm(node, context) }

  private func mapping(_ node: YAMLNode, _ level: KeyLevel, _ id: Located<String>) -> MappingReader? {
    EntityBody.mapping(node, level, id, context)
  }

  private func required(_ mapping: MappingReader, _ key: PlanKey, _ id: Located<String>) -> String? {
    if let text = mapping.line(key) { return text.value }
    if !mapping.has(key), !mapping.isProbablyMisspelt(key) {
      context.sink.report(
        MissingKey.finding(context.label(key, mapping.level), of: Message(vi: "`\(id.value)`", en: "`\(id.value)`"), at: id.span))
    }
    return nil
  }

  // MARK: Document, calendar, rules

  private func readDocument(_ head: MappingReader, into result: inout PlanFile) {
    let phrases = PhraseReader(context: context)
    if let (_, entries) = head.map(.document) {
      let mapping = MappingReader(entries, level: .document, context: context)
      let issuer: Reference<OrgUnit>? = mapping.line(.issuer).map { $0.map { Identifier($0) } }
      if let issuer { result.references.units.append(issuer) }
      result.annotations.assumed += AnnotationReader.read(mapping, id: nil).assumed
      _ = mapping.text(.note)
      result.document = PlanDocument(
        number: mapping.line(.number)?.value, issuedText: mapping.line(.issued).flatMap { phrases.date($0) }, issuer: issuer,
        kind: mapping.choice(.kind, DocumentKind.names)?.value ?? .plan,
        basis: mapping.items(.basis, commas: false)?.map(\.value) ?? [])
    }
    guard let field = head.field(.amendments) else { return }
    guard case .sequence(let items) = field.node.content else {
      context.sink.report(WrongType.finding(field.name, expected: .list, field.node.span))
      return
    }
    for item in items {
      guard case .mapping(let entries) = item.content else {
        context.sink.report(WrongType.finding(field.name, expected: .map, item.span))
        continue
      }
      let mapping = MappingReader(entries, level: .amendment, context: context)
      result.amendments.append(
        Amendment(
          number: mapping.line(.number)?.value, summary: mapping.line(.summary)?.value,
          issuedText: mapping.line(.issued).flatMap { phrases.date($0) }))
    }
  }

  private func readCalendar(_ head: MappingReader, into result: inout PlanFile) {
    guard let (_, entries) = head.map(.calendar) else {
      result.areMilestonesIncomplete = head.has(.calendar)
      return
    }
    let mapping = MappingReader(entries, level: .calendar, context: context)
    result.holidays = mapping.choice(.holidays, [("vn", true), ("none", false), ("không", false)])?.value
    result.daysOff = namedDates(mapping, .daysOff)
    result.workingDays = namedDates(mapping, .workingDays)
    guard mapping.has(.milestones) else { return }
    guard let (_, milestones) = mapping.map(.milestones) else {
      result.areMilestonesIncomplete = true
      return
    }
    var firsts: [String: SourceSpan] = [:]
    for entry in milestones {
      guard let id = IdentifierReader.read(entry.key, context: context) else { continue }
      if let first = firsts.updateValue(id.span, forKey: id.value) {
        context.sink.report(DuplicateKey.finding(id.value, id.span, first: first))
        continue
      }
      guard let text = entry.value.scalar, !entry.value.isEmpty else {
        context.sink.report(
          entry.value.isEmpty
            ? WrongType.empty(id.value, id.span) : WrongType.finding(id.value, expected: .text, entry.value.span))
        result.unreadableNames.insert(id.value)
        continue
      }
      let located = Located(text, entry.value.span)
      if let timing = PhraseReader(context: context).milestone(located) {
        result.milestones[id.value] = Located(timing, entry.value.span)
      } else {
        result.unreadableNames.insert(id.value)
      }
    }
  }

  private func namedDates(_ mapping: MappingReader, _ key: PlanKey) -> [PlanFile.NamedDate] {
    guard let field = mapping.field(key) else { return [] }
    let phrases = PhraseReader(context: context)
    if case .mapping(let entries) = field.node.content {
      return mapping.distinct(entries).compactMap { entry in
        guard let text = entry.key.scalar, let date = phrases.date(Located(text, entry.key.span)) else { return nil }
        return PlanFile.NamedDate(date: date, name: OneLine.read(Located(entry.value.scalar ?? "", entry.value.span)))
      }
    }
    return (mapping.items(key, commas: true) ?? []).compactMap { item in
      phrases.date(item).map { PlanFile.NamedDate(date: $0, name: "") }
    }
  }

  private func readRules(_ head: MappingReader, into result: inout PlanFile) {
    guard let (_, entries) = head.map(.rules) else { return }
    let names: [(String, Severity?)] = [("error", .error), ("warning", .warning), ("off", nil)]
    for entry in entries {
      guard let slug = entry.key.scalar, AnnotationReader.isRule(slug, entry.key.span, context: context) else { continue }
      guard let word = entry.value.scalar?.lowercased(), let choice = names.first(where: { $0.0 == word }) else {
        context.sink.report(
          WrongType.finding(slug, expected: .oneOf(names.map(\.0)), entry.value.isEmpty ? entry.key.span : entry.value.span))
        continue
      }
      let isError = Rule.all.first { $0.slug == slug }?.severity == .error
      if isError, choice.1 != .error {
        context.sink.report(
          BadPhrase.plain(
            Message(vi: "`\(slug)` luôn là lỗi, không tắt được", en: "`\(slug)` is always an error and cannot be turned down"),
            entry.value.span))
        continue
      }
      result.severities[slug] = .some(choice.1)
    }
  }
}
