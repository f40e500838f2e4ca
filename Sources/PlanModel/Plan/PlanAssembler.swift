/// Puts a plan together of what its file and the files it uses say: the nearest file wins.
struct PlanAssembler {
  private let files: [PlanFile]
  private let areFilesMissing: Bool
  private let sink: DiagnosticSink
  private let head: MappingReader
  private let context: ReadingContext

  init(files: [PlanFile], areFilesMissing: Bool, sink: DiagnosticSink) {
    self.files = files
    self.areFilesMissing = areFilesMissing
    self.sink = sink
    head = files[0].head
    context = files[0].context
  }

  /// The plan, as far as it could be read, and whether its days can be told.
  func plan() -> (plan: Plan, isDated: Bool) {
    let isRegistry = files[0].isRegistry
    let idSpan = head.field(.plan)?.node.span ?? SourceSpan(file: files[0].file, start: 0, end: 0)
    let keySpan = head.span(.plan) ?? SourceSpan(file: files[0].file, start: 0, end: 0)
    var id = "plan"
    if let text = head.text(.plan) {
      id = text.value
      if !isIdentifier(id) { sink.report(BadID.finding(id, text.span)) }
    } else if !isRegistry, !head.has(.plan), !head.isProbablyMisspelt(.plan) {
      sink.report(MissingKey.finding(context.label(.plan, .head), of: Self.headName, at: keySpan))
    }
    let title = head.line(.title)
    if !isRegistry {
      for key in [PlanKey.title, .activities] where !head.has(key) && !head.isProbablyMisspelt(key) {
        if key == .activities, files.dropFirst().contains(where: { $0.head.has(.activities) }) { continue }
        sink.report(MissingKey.finding(context.label(key, .head), of: Self.headName, at: keySpan))
      }
    }
    let (period, isPeriodKnown) = period(isRegistry: isRegistry, keySpan: keySpan)
    var isDated = isPeriodKnown
    let literals = LiteralDates(period: period)
    let document = files[0].document
    var issued: CivilDate?
    if let text = document?.issuedText {
      issued = literals.day(text)
      if issued == nil { isDated = report(text) }
    }

    var units = merged(\.units)
    units.isIncomplete = units.isIncomplete || areFilesMissing
    for position in 0..<units.count where units[position].from != nil || units[position].to != nil {
      let unit = units[position]
      units.update(position) {
        $0.firstDay = unit.from.flatMap { literals.day($0) }
        $0.lastDay = unit.to.flatMap { literals.day($0) }
      }
      for bound in [unit.from, unit.to] where bound != nil && literals.day(bound) == nil && isPeriodKnown { _ = report(bound) }
      if let first = units[position].firstDay, let last = units[position].lastDay, last < first, let to = unit.to {
        sink.report(EmptyWindow.days(first, last, to.span))
        units.update(position) { ($0.firstDay, $0.lastDay) = (nil, nil) }
      }
    }
    var themes = merged(\.themes)
    var targetGroups = merged(\.targetGroups)
    var channels = merged(\.channels)
    themes.isIncomplete = themes.isIncomplete || areFilesMissing
    targetGroups.isIncomplete = targetGroups.isIncomplete || areFilesMissing
    channels.isIncomplete = channels.isIncomplete || areFilesMissing

    let defaults = files.dropFirst().reduce(files[0].defaults) { $0.completed(by: $1.defaults) }
    let fields = merged(\.activities)
    var activities = EntityTable<Activity>()
    activities.isIncomplete = fields.isIncomplete || areFilesMissing
    var work: [WorkItem] = []
    for activity in fields.all {
      let start = work.count
      let title = activity.own.title.value ?? activity.id.value
      if activity.hasPhases {
        if activity.phases.isEmpty, !activity.arePhasesIncomplete {
          sink.report(
            MissingKey.timing(
              of: Message(vi: "`\(activity.id.value)`", en: "`\(activity.id.value)`"), at: activity.id.span, example: "due: 15/05"
            ))
        }
        for phase in activity.phases {
          work.append(item(activity, phase: phase, defaults: defaults))
        }
      } else {
        work.append(item(activity, phase: nil, defaults: defaults))
      }
      let entity = Activity(
        id: Identifier(activity.id.value), idSpan: activity.id.span, title: title,
        phases: activity.phases.map { Identifier($0.id.value) }, targets: activity.own.targets, work: start..<work.count,
        hasPhasesKey: activity.hasPhases,
        after: activity.hasPhases ? activity.own.after : [])
      _ = activities.add(entity, id: activity.id.map { Identifier($0) })
    }

    let plan = Plan(
      id: Identifier(id), idSpan: idSpan, title: title?.value ?? id, document: document, period: period,
      language: head.choice(.language, [("vi", .vi), ("en", .en), ("tiếng Việt", .vi), ("English", .en)])?.value ?? .vi,
      units: units, themes: themes, targetGroups: targetGroups, channels: channels, activities: activities, work: work,
      calendar: calendar(literals, isPeriodKnown: isPeriodKnown), amendments: files[0].amendments, issued: issued,
      formerIDs: files.first?.formerIDs ?? [], texts: files[0].texts, cutOff: files.lazy.compactMap(\.cutOff).first,
      hasBoundedUnits: units.all.contains { $0.firstDay != nil || $0.lastDay != nil },
      groups: Plan.groups(units),
      milestones: files.reversed().reduce(into: [:]) { $0.merge($1.milestones) { $1 } },
      areMilestonesIncomplete: areFilesMissing || files.contains { $0.areMilestonesIncomplete },
      unreadableNames: files.reduce(into: fields.unreadable) { $0.formUnion($1.unreadableNames) },
      isWorkIncomplete: activities.isIncomplete || fields.all.contains { $0.arePhasesIncomplete },
      severities: files.reversed().reduce(into: [:]) { $0.merge($1.severities) { $1 } },
      assumptions: files.flatMap(\.annotations.assumed), acceptances: files.flatMap(\.acceptances),
      yearSpan: isPeriodKnown ? (head.field(.year) ?? head.field(.period))?.node.span : nil,
      keepsHolidays: files.lazy.compactMap(\.holidays).first ?? true, keysAreVietnamese: context.keysAreVietnamese,
      references: files.reduce(into: WrittenReferences()) { $0.add($1.references) })
    return (plan, isDated)
  }

  private static let headName = Message(vi: "kế hoạch", en: "the plan")

  private func merged<Entity>(_ path: KeyPath<PlanFile, EntityTable<Entity>>) -> EntityTable<Entity> {
    files.dropFirst().reduce(into: files[0][keyPath: path]) { $0.merge($1[keyPath: path]) }
  }

  // MARK: Days

  private func report(_ text: Located<DateExpression>?) -> Bool {
    guard let text else { return false }
    sink.report(
      BadPhrase.plain(
        Message(vi: "chỗ này cần một ngày đủ ngày, tháng, năm", en: "a full date with its year is needed here"),
        help: Message(vi: "viết dd/mm/yyyy, ví dụ 16/04/2018", en: "write dd/mm/yyyy, for example 16/04/2018"), text.span))
    return false
  }

  private func period(isRegistry: Bool, keySpan: SourceSpan) -> (DayRange, isKnown: Bool) {
    let fallback = DayRange(unchecked: .earliest, .latest)
    var year: Int?
    var isReadable = true
    if let text = head.text(.year) {
      year = text.value.utf8.count == 4 ? PlainNumber.read(text.value).flatMap { (1970...2199).contains($0) ? $0 : nil } : nil
      if year == nil {
        sink.report(WrongType.finding(head.fields[.year]?.name ?? "year", expected: .year, text.span))
        isReadable = false
      }
    } else if head.has(.year) {
      isReadable = false
    }
    guard head.has(.period) else {
      if let year, let range = DayRange(year: year) { return (range, true) }
      if !isRegistry, isReadable, !head.isProbablyMisspelt(.year), !head.isProbablyMisspelt(.period) {
        sink.report(MissingKey.yearOrPeriod(context.label(.year, .head), at: keySpan))
      }
      return (fallback, false)
    }
    guard let (field, entries) = head.map(.period) else { return (fallback, false) }
    let mapping = MappingReader(entries, level: .period, context: context)
    let phrases = PhraseReader(context: context)
    let literals = LiteralDates(period: year.flatMap { DayRange(year: $0) } ?? fallback)
    var ends: [CivilDate] = []
    for key in [PlanKey.from, .to] {
      guard mapping.has(key) else {
        if !mapping.isProbablyMisspelt(key) {
          sink.report(MissingKey.finding(context.label(key, .period), of: KeyLevel.period.name, at: field.keySpan))
        }
        continue
      }
      guard let text = mapping.line(key).flatMap({ phrases.date($0) }) else { continue }
      if let day = literals.day(text) { ends.append(day) } else if isReadable { _ = report(text) }
    }
    guard ends.count == 2, isReadable else { return (fallback, false) }
    guard let range = DayRange(ends[0], ends[1]) else {
      if let to = mapping.fields[.to] { sink.report(EmptyWindow.days(ends[0], ends[1], to.node.span)) }
      return (fallback, false)
    }
    return (range, true)
  }

  private func calendar(_ literals: LiteralDates, isPeriodKnown: Bool) -> WorkCalendar {
    var overrides: [WorkCalendar.Override] = []
    // The nearest file has the last word.
    for file in files.reversed() {
      for (named, isOff) in file.daysOff.map({ ($0, true) }) + file.workingDays.map({ ($0, false) }) {
        let days = literals.days(named.date)
        if days.isEmpty, isPeriodKnown {
          if case .literal(let literal) = named.date.value {
            let text = "\(twoDigits(literal.day))/\(twoDigits(literal.month))/\(literals.period.first.year)"
            sink.report(BadDate.finding(text, named.date.span, mend: nil))
          } else {
            _ = report(named.date)
          }
        }
        let inside = days.filter { literals.period.contains($0) }
        if inside.count > 1 { _ = report(named.date) }
        overrides += (inside.isEmpty ? days : inside).map {
          WorkCalendar.Override(day: $0, name: named.name, isOff: isOff, place: named.date.span)
        }
      }
    }
    return WorkCalendar(holidays: files.lazy.compactMap(\.holidays).first ?? true, overrides: overrides)
  }

  // MARK: Work

  private func item(
    _ activity: ActivityFields, phase: (id: Located<String>, fields: WorkFields)?, defaults: WorkFields
  ) -> WorkItem {
    let own = phase.map { $0.fields.completed(by: activity.own) } ?? activity.own
    let whole = own.completed(by: defaults)
    let timing = phase?.fields.timing ?? activity.own.timing
    let owner = phase?.id ?? activity.id
    let isMisspelt = phase.map { $0.fields.isTimingMisspelt } ?? activity.own.isTimingMisspelt
    var written: WrittenTiming?
    var isUnreadable = false
    switch timing {
    case .absent:
      isUnreadable = true
      if !isMisspelt {
        let example = "\(context.label(.due, .activity).name): 15/05"
        sink.report(
          MissingKey.timing(of: Message(vi: "`\(owner.value)`", en: "`\(owner.value)`"), at: owner.span, example: example))
      }
    case .unreadable: isUnreadable = true
    case .written(var value):
      if value.onDayOff == nil, !value.isDefaultDayOffCleared { value.onDayOff = defaults.onDayOff.value }
      written = value
    }
    var roles = WrittenRoles(
      lead: whole.lead.value, coordinate: whole.coordinate.value, implement: whole.implement.value, monitor: whole.monitor.value,
      reportTo: whole.reportTo.value)
    if case .unreadable = whole.lead { roles.isLeadUnreadable = true }
    if roles.lead == nil, activity.own.isLeadMisspelt || phase?.fields.isLeadMisspelt == true { roles.isLeadUnreadable = true }
    return WorkItem(
      activity: Identifier(activity.id.value), phase: phase.map { Identifier($0.id.value) }, idSpan: owner.span,
      title: whole.title.value ?? owner.value, activityTitle: activity.own.title.value ?? activity.id.value,
      themes: whole.themes.value ?? [], targetGroups: whole.targetGroups.value ?? [], channels: whole.channels.value ?? [],
      roles: roles, products: whole.products.value ?? [], hasProduct: !(whole.products.value?.isEmpty ?? whole.products.isAbsent),
      isMonitorUnreadable: whole.monitor.isUnreadable, targets: phase.map { $0.fields.targets } ?? activity.own.targets,
      evidence: whole.evidence.value.flatMap { $0.isEmpty ? nil : $0 },
      place: whole.place.value, source: whole.source.value, note: whole.note.value, budget: whole.budget.value,
      isInternal: whole.isInternal.value ?? false,
      after: phase?.fields.after ?? activity.own.after, remind: whole.remind.value ?? nil, formerIDs: activity.own.formerIDs,
      formerPhaseIDs: phase?.fields.formerIDs ?? [], timing: written,
      assumptions: assumptions(activity, phase?.fields), isTimingUnreadable: isUnreadable)
  }
}

extension PlanAssembler {
  /// What is assumed of a piece of work: what the phase says, and what the activity says and the phase does not write anew.
  ///
  /// Timing that an activity with phases assumes is that of its phases.
  private func assumptions(_ activity: ActivityFields, _ phase: WorkFields?) -> [Assumption] {
    guard let phase else { return activity.own.annotations.assumed }
    let inherited = activity.own.annotations.assumed.filter { assumption in
      guard let key = PlanKey(rawValue: assumption.key), !TimingReader.allKeys.contains(key) else { return true }
      return !phase.writtenKeys.contains(key)
    }
    let own = Set(phase.annotations.assumed.map(\.key))
    return phase.annotations.assumed + inherited.filter { !own.contains($0.key) }
  }
}

extension WorkFields {
  /// These fields, with those of another where nothing is written here; timing, `after` and what is misspelt stay one's own.
  func completed(by other: WorkFields) -> WorkFields {
    var result = self
    result.title = title.or(other.title)
    result.themes = themes.or(other.themes)
    result.targetGroups = targetGroups.or(other.targetGroups)
    result.channels = channels.or(other.channels)
    result.lead = lead.or(other.lead)
    result.coordinate = coordinate.or(other.coordinate)
    result.implement = implement.or(other.implement)
    result.monitor = monitor.or(other.monitor)
    result.reportTo = reportTo.or(other.reportTo)
    result.products = products.or(other.products)
    result.evidence = evidence.or(other.evidence)
    result.place = place.or(other.place)
    result.source = source.or(other.source)
    result.note = note.or(other.note)
    result.budget = budget.or(other.budget)
    result.isInternal = isInternal.or(other.isInternal)
    result.remind = remind.or(other.remind)
    result.onDayOff = onDayOff.or(other.onDayOff)
    return result
  }
}

/// Days that are written out and need nothing else to be known but the period of the plan.
struct LiteralDates {
  let period: DayRange

  /// The day of a literal: with its own year, else the one inside the period, else in the period's first year.
  func day(_ text: Located<DateExpression>?) -> CivilDate? {
    guard let text, case .literal(let literal) = text.value else { return nil }
    if let year = literal.year { return CivilDate(year: year, month: literal.month, day: literal.day) }
    guard isBounded else { return nil }
    let candidates = days(text)
    let inside = candidates.filter { period.contains($0) }
    // Two years hold it: the year has to be written.
    return inside.count > 1 ? nil : inside.first ?? candidates.first
  }

  /// The days of a literal in every year that the period touches.
  func days(_ text: Located<DateExpression>) -> [CivilDate] {
    switch text.value {
    case .literal(let literal):
      if let year = literal.year { return [CivilDate(year: year, month: literal.month, day: literal.day)].compactMap { $0 } }
      guard isBounded else { return [] }
      return (period.first.year...period.last.year).compactMap { CivilDate(year: $0, month: literal.month, day: literal.day) }
    case .named(let named):
      guard isBounded else { return [] }
      return (period.first.year...period.last.year).flatMap { LunarTable.days(of: named, inYear: $0) }
    case .lunar(let literal):
      guard isBounded else { return [] }
      return (period.first.year...period.last.year).filter { LunarCalendar.years.contains($0) }
        .flatMap { LunarCalendar.days(literal.day, literal.month, inYear: $0) }
    default: return []
    }
  }

  /// Whether a period is known at all; a registry has none.
  private var isBounded: Bool { period.first != .earliest || period.last != .latest }
}
