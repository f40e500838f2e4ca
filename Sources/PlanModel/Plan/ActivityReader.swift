/// A field that a phase or activity may write, take over or clear.
enum Inheritable<Value: Sendable>: Sendable {
  /// Not written here.
  case absent
  /// Written, and unreadable: nothing can be said of it.
  case unreadable
  case written(Value)

  /// What stands here, or else there.
  func or(_ other: Inheritable) -> Inheritable {
    if case .absent = self { return other }
    return self
  }

  var value: Value? {
    if case .written(let value) = self { return value }
    return nil
  }

  var isAbsent: Bool {
    if case .absent = self { return true }
    return false
  }

  var isUnreadable: Bool {
    if case .unreadable = self { return true }
    return false
  }

  init(_ value: Value?, isWritten: Bool) {
    self = value.map { .written($0) } ?? (isWritten ? .unreadable : .absent)
  }
}

/// What an activity, a phase or the defaults write, before inheritance.
struct WorkFields: Sendable {
  var title: Inheritable<String> = .absent
  var themes: Inheritable<[Reference<Theme>]> = .absent
  var targetGroups: Inheritable<[Reference<TargetGroup>]> = .absent
  var channels: Inheritable<[Reference<Channel>]> = .absent
  var lead: Inheritable<RoleValue> = .absent
  var coordinate: Inheritable<RoleValue> = .absent
  var implement: Inheritable<RoleValue> = .absent
  var monitor: Inheritable<RoleValue> = .absent
  var reportTo: Inheritable<RoleValue> = .absent
  var products: Inheritable<[Product]> = .absent
  var evidence: Inheritable<String> = .absent
  var place: Inheritable<String> = .absent
  var source: Inheritable<String> = .absent
  var note: Inheritable<String> = .absent
  var budget: Inheritable<String> = .absent
  var isInternal: Inheritable<Bool> = .absent
  var remind: Inheritable<Reminder?> = .absent
  var formerIDs: [String] = []
  /// What is to be reached in the whole year.
  var targets: [Product] = []
  var onDayOff: Inheritable<Located<DayOffPolicy>> = .absent
  var after: [Located<String>] = []
  var timing: TimingReading = .absent
  var annotations = Annotations()
  /// The keys that are written here, readable or not.
  var writtenKeys: [PlanKey] = []
  /// Keys that are not written, but an unknown key looks like them.
  var isLeadMisspelt = false
  var isTimingMisspelt = false
}

/// An activity as written, with its phases.
struct ActivityFields: Sendable {
  let id: Located<String>
  let own: WorkFields
  let phases: [(id: Located<String>, fields: WorkFields)]
  let hasPhases: Bool
  let arePhasesIncomplete: Bool
}

/// Reads an activity and its phases.
struct ActivityFieldsReader {
  private let mapping: MappingReader
  private let id: Located<String>

  init(_ mapping: MappingReader, id: Located<String>) {
    self.mapping = mapping
    self.id = id
  }

  func read() -> ActivityFields {
    var own = WorkFieldsReader(mapping, id: id).read()
    if case .absent = own.title, !mapping.isProbablyMisspelt(.title) {
      mapping.context.sink.report(
        MissingKey.finding(
          mapping.context.label(.title, .activity), of: Message(vi: "hoạt động `\(id.value)`", en: "the activity `\(id.value)`"),
          at: id.span))
    }
    guard let phasesField = mapping.fields[.phases] else {
      return ActivityFields(id: id, own: own, phases: [], hasPhases: false, arePhasesIncomplete: false)
    }
    for field in mapping.fields.all where TimingReader.allKeys.contains(field.key) {
      let (earlier, later) = field.keySpan < phasesField.keySpan ? (field, phasesField) : (phasesField, field)
      mapping.context.sink.report(TimingConflict.finding(later.name, later.keySpan, other: earlier.name, earlier.keySpan))
      own.timing = .unreadable
      break
    }
    guard let (_, entries) = mapping.map(.phases) else {
      return ActivityFields(id: id, own: own, phases: [], hasPhases: true, arePhasesIncomplete: true)
    }
    var phases: [(id: Located<String>, fields: WorkFields)] = []
    var isIncomplete = false
    for entry in entries {
      guard let phaseID = IdentifierReader.read(entry.key, context: mapping.context),
        let body = EntityBody.mapping(entry.value, .phase, phaseID, mapping.context)
      else {
        isIncomplete = true
        continue
      }
      if let first = phases.first(where: { $0.id == phaseID }) {
        mapping.context.sink.report(DuplicateKey.finding(phaseID.value, phaseID.span, first: first.id.span))
        continue
      }
      phases.append((phaseID, WorkFieldsReader(body, id: phaseID).read()))
    }
    return ActivityFields(id: id, own: own, phases: phases, hasPhases: true, arePhasesIncomplete: isIncomplete)
  }
}

/// Reads the fields that activities, phases and the defaults share.
struct WorkFieldsReader {
  private let mapping: MappingReader
  private let id: Located<String>?
  private var phrases: PhraseReader { PhraseReader(context: mapping.context) }

  init(_ mapping: MappingReader, id: Located<String>?) {
    self.mapping = mapping
    self.id = id
  }

  func read() -> WorkFields {
    var fields = WorkFields()
    fields.title = line(.title)
    fields.themes = list(.themes)
    fields.targetGroups = list(.targetGroups)
    fields.channels = list(.channels)
    fields.lead = role(.lead)
    fields.coordinate = role(.coordinate)
    fields.implement = role(.implement)
    fields.monitor = role(.monitor)
    fields.reportTo = role(.reportTo)
    fields.products = Inheritable(
      mapping.items(.product, commas: false)?.map { Product(clean($0.value)) }, isWritten: mapping.has(.product))
    fields.targets = mapping.items(.target, commas: false)?.map { Product(clean($0.value)) } ?? []
    fields.evidence = lines(.evidence)
    fields.place = line(.place)
    fields.source = line(.source)
    fields.note = Inheritable(mapping.text(.note).map { Paragraph.read($0.value) }, isWritten: mapping.has(.note))
    fields.isInternal = Inheritable(mapping.truth(.internal)?.value, isWritten: mapping.has(.internal))
    fields.remind = remind()
    if mapping.level == .defaults {
      fields.onDayOff = Inheritable(mapping.line(.onDayOff).flatMap { phrases.policy($0) }, isWritten: mapping.has(.onDayOff))
      return fields
    }
    fields.budget = Inheritable(mapping.text(.budget).map { Paragraph.read($0.value) }, isWritten: mapping.has(.budget))
    fields.formerIDs = mapping.items(.formerID, commas: true)?.map(\.value) ?? []
    fields.writtenKeys = mapping.fields.keys
    fields.annotations = AnnotationReader.read(mapping, id: id?.span)
    fields.after = mapping.items(.after, commas: true) ?? []
    if let id, !mapping.has(.phases) { fields.timing = TimingReader(mapping, owner: id).read() }
    fields.isLeadMisspelt = mapping.isProbablyMisspelt(.lead)
    fields.isTimingMisspelt = TimingReader.shapeKeys.contains { mapping.isProbablyMisspelt($0) }
    return fields
  }

  private func clean(_ text: String) -> String {
    NormalizedText.composed(text).split { $0.isWhitespace }.joined(separator: " ")
  }

  private func line(_ key: PlanKey) -> Inheritable<String> {
    guard mapping.has(key) else { return .absent }
    return Inheritable(mapping.line(key)?.value, isWritten: true)
  }

  private func lines(_ key: PlanKey) -> Inheritable<String> {
    guard mapping.has(key) else { return .absent }
    guard let items = mapping.items(key, commas: false) else { return .unreadable }
    if items.count == 1, isNone(items[0].value) { return .written("") }
    return .written(items.map { clean($0.value) }.joined(separator: "; "))
  }

  private func isNone(_ text: String) -> Bool {
    // `none` and `không`, in letters of at most three bytes each.
    guard text.utf8.count <= 16, let first = text.utf8.first(where: { $0 > 0x20 }),
      first >= 0x80 || [0x6E, 0x4E, 0x6B, 0x4B].contains(first)
    else { return false }
    var scanner = PhraseScanner(text)
    return scanner.take(TimeWords.none) != nil && scanner.isAtEnd
  }

  private func list<Entity>(_ key: PlanKey) -> Inheritable<[Reference<Entity>]> {
    guard mapping.has(key) else { return .absent }
    guard let items = mapping.items(key, commas: true) else { return .unreadable }
    if items.count == 1, isNone(items[0].value) { return .written([]) }
    return .written(items.map { $0.map { Identifier($0) } })
  }

  private func remind() -> Inheritable<Reminder?> {
    guard mapping.has(.remind) else { return .absent }
    guard let text = mapping.line(.remind) else { return .unreadable }
    if isNone(text.value) { return .written(nil) }
    return phrases.reminder(text).map { .written($0.value) } ?? .unreadable
  }

  /// Reads a role: units, groups, and `each GROUP`, which in one text counts for all that follow.
  private func role(_ key: PlanKey) -> Inheritable<RoleValue> {
    guard let keySpan = mapping.span(key) else { return .absent }
    guard let field = mapping.field(key) else { return .unreadable }
    let origin: RoleOrigin = mapping.level == .defaults ? .defaults : .written
    let nodes: [YAMLNode]
    if case .sequence(let items) = field.node.content { nodes = items } else { nodes = [field.node] }
    var members: [RoleMember] = []
    var isEachFromHere = false
    for node in nodes {
      guard let items = ListReader(context: mapping.context, name: field.name).items(of: node, commas: true) else {
        return .unreadable
      }
      if key != .lead { isEachFromHere = false }
      for item in items {
        if nodes.count == 1, items.count == 1, isNone(item.value) {
          return .written(RoleValue(members: [], origin: origin, keySpan: keySpan))
        }
        var scanner = PhraseScanner(item.value)
        let isEach = scanner.take(TimeWords.each) != nil && !scanner.isAtEnd
        if isEach { isEachFromHere = true }
        var name = item
        if isEach, let gap = item.value.lastIndex(where: \.isWhitespace) {
          let rest = item.value[item.value.index(after: gap)...]
          let skipped = item.value.utf8.count - rest.utf8.count
          let isExact = item.span.range.count == item.value.utf8.count
          name = Located(String(rest), isExact ? item.span.part(from: skipped, length: rest.utf8.count) : item.span)
        }
        let reference: Reference<OrgUnit> = name.map { Identifier($0) }
        members.append(isEachFromHere ? .each(reference) : .unit(reference))
      }
    }
    return .written(RoleValue(members: members, origin: origin, keySpan: keySpan))
  }
}
