/// Reads the timing keys of an activity or phase and finds the shape they make.
struct TimingReader {
  let mapping: MappingReader
  let owner: Located<String>
  private var phrases: PhraseReader { PhraseReader(context: mapping.context) }

  static let shapeKeys: [PlanKey] = [.day, .when, .from, .to, .due, .before, .every, .rrule]
  static let allKeys: [PlanKey] = shapeKeys + [.except, .also, .time, .onDayOff]

  init(_ mapping: MappingReader, owner: Located<String>) {
    self.mapping = mapping
    self.owner = owner
  }

  func read() -> TimingReading {
    let written = mapping.fields.keys.filter { Self.shapeKeys.contains($0) }
    guard !written.isEmpty else { return .absent }
    // A misspelt `every` has been reported; its `day` or `due` cannot be read without it.
    if !mapping.has(.every), mapping.has(.day) || mapping.has(.due), mapping.isProbablyMisspelt(.every) { return .unreadable }
    let times = times()
    let onDayOff = onDayOff()
    let except = exceptions()
    let also = mapping.items(.also, commas: true).map { phrases.dates($0) } ?? []
    guard let shape = shape(written) else { return .unreadable }
    for key in [PlanKey.except, .also] where mapping.has(key) {
      switch shape {
      case .window, .range, .open:
        return conflict(key, with: written[0])
      default: break
      }
    }
    if case .open = shape, mapping.has(.time) { return conflict(.time, with: .when) }
    guard let also, let times, let except, let onDayOff else { return .unreadable }
    return .written(
      WrittenTiming(
        shape: shape, except: except, also: also, times: times, onDayOff: onDayOff.value,
        isDefaultDayOffCleared: onDayOff.isCleared))
  }

  // MARK: The shape

  private func shape(_ written: [PlanKey]) -> Timing? {
    if written.contains(.rrule) {
      if let other = written.first(where: { ![.rrule, .from, .to].contains($0) }) { return clash(.rrule, other) }
      return rule()
    }
    if written.contains(.every) { return recurrence(written) }
    let single = written.filter { [.day, .when, .due, .before].contains($0) }
    if single.count > 1 { return clash(single[0], single[1]) }
    if let one = single.first {
      if let bound = written.first(where: { $0 == .from || $0 == .to }) { return clash(one, bound) }
      return simple(one)
    }
    // Only `from` and `to` are left.
    guard written.contains(.from), written.contains(.to) else {
      let missing: PlanKey = written.contains(.from) ? .to : .from
      if !mapping.isProbablyMisspelt(missing) {
        mapping.context.sink.report(
          MissingKey.finding(mapping.context.label(missing, mapping.level), of: ownerName, at: owner.span))
      }
      return nil
    }
    guard let from = date(.from), let to = date(.to) else { return nil }
    return .range(from: from, to: to)
  }

  private func simple(_ key: PlanKey) -> Timing? {
    switch key {
    case .when:
      return mapping.line(.when).flatMap { phrases.when($0) }
    case .day: return dates(.day).map { .days($0) }
    case .due: return dates(.due).map { .deadlines($0, isExclusive: false) }
    default: return dates(.before).map { .deadlines($0, isExclusive: true) }
    }
  }

  private func recurrence(_ written: [PlanKey]) -> Timing? {
    for other in [PlanKey.when, .before] where written.contains(other) { return clash(.every, other) }
    if written.contains(.day), written.contains(.due) { return clash(.day, .due) }
    guard let field = mapping.field(.every), let text = mapping.line(.every) else { return nil }
    guard let every = phrases.frequency(text) else { return nil }
    let dayKey: PlanKey? = written.contains(.day) ? .day : written.contains(.due) ? .due : nil
    if every.value.needsNoDay {
      if let dayKey { return clash(.every, dayKey) }
    } else if dayKey == nil {
      if !mapping.isProbablyMisspelt(.day), !mapping.isProbablyMisspelt(.due) {
        mapping.context.sink.report(
          MissingKey.timing(
            of: Message(vi: "`\(text.value)` của `\(owner.value)`", en: "`\(text.value)` of `\(owner.value)`"), at: owner.span,
            example: "\(mapping.context.label(.day, mapping.level).name): …"))
      }
      return nil
    }
    var selectors: [Located<DaySelector>] = []
    if let dayKey {
      guard let items = mapping.items(dayKey, commas: true), let read = phrases.selectors(items, for: every.value) else {
        return nil
      }
      selectors = read
    }
    guard let (from, to) = range() else { return nil }
    return .recurrence(
      Recurrence(
        every: every, keySpan: field.keySpan, selectors: selectors, isDeadline: dayKey == .due, from: from, to: to))
  }

  private func rule() -> Timing? {
    guard let field = mapping.field(.rrule), let text = mapping.line(.rrule) else { return nil }
    do throws(RecurrenceRule.Fault) {
      let rule = try RecurrenceRule(text.value)
      guard let (from, to) = range() else { return nil }
      return .recurrence(
        Recurrence(
          every: Located(.rule(rule), text.span), keySpan: field.keySpan, selectors: [], isDeadline: false, from: from, to: to))
    } catch {
      mapping.context.sink.report(
        BadPhrase.plain(
          Message(vi: "`rrule`: \(error.message.vi)", en: "`rrule`: \(error.message.en)"),
          help: error.isFormless
            ? Message(
              vi: "viết chẳng hạn FREQ=MONTHLY;BYDAY=-1FR; cụm từ như `hằng tuần` thì ghi ở `định kỳ`",
              en: "write, for example, FREQ=MONTHLY;BYDAY=-1FR; a phrase such as `week` goes into `every`") : nil,
          text.span))
      return nil
    }
  }

  /// The written range of a recurrence; nil where a bound is written and could not be read.
  private func range() -> (from: Located<DateExpression>?, to: Located<DateExpression>?)? {
    let from = mapping.has(.from) ? date(.from) : nil
    let to = mapping.has(.to) ? date(.to) : nil
    return mapping.has(.from) == (from != nil) && mapping.has(.to) == (to != nil) ? (from, to) : nil
  }

  // MARK: Parts

  private func date(_ key: PlanKey) -> Located<DateExpression>? {
    mapping.line(key).flatMap { phrases.date($0) }
  }

  private func dates(_ key: PlanKey) -> [Located<DateExpression>]? {
    mapping.items(key, commas: true).flatMap { phrases.dates($0) }
  }

  private func times() -> [Located<TimeSlot>]? {
    guard mapping.has(.time) else { return [] }
    guard let items = mapping.items(.time, commas: true) else { return nil }
    var slots: [Located<TimeSlot>] = []
    for item in items {
      guard let slot = TimeSlot.read(item.value) else {
        mapping.context.sink.report(
          BadPhrase.finding(
            item.value, item.span, expected: Message(vi: "giờ viết 17:30 hoặc 17:30-17:45", en: "a time is 17:30 or 17:30-17:45"))
        )
        return nil
      }
      if let end = slot.end, end <= slot.start {
        mapping.context.sink.report(EmptyWindow.time(slot, item.span))
        return nil
      }
      if slots.contains(where: { $0.value.start == slot.start }) {
        mapping.context.sink.report(
          BadPhrase.plain(
            Message(vi: "hai lần cùng bắt đầu lúc \(slot.start.text)", en: "two times start at \(slot.start.text)"),
            help: Message(vi: "bỏ một lần", en: "drop one of them"), item.span))
        return nil
      }
      slots.append(Located(slot, item.span))
    }
    return slots
  }

  /// The policy; nil inside where none is written or the default is cleared, nil as a whole where it cannot be read.
  private func onDayOff() -> (value: Located<DayOffPolicy>?, isCleared: Bool)? {
    guard mapping.has(.onDayOff) else { return (nil, false) }
    guard let text = mapping.line(.onDayOff) else { return nil }
    var scanner = PhraseScanner(text.value)
    if scanner.take(TimeWords.none) != nil, scanner.isAtEnd { return (nil, true) }
    guard let policy = phrases.policy(text) else { return nil }
    return (policy, false)
  }

  private func exceptions() -> [ExceptedDays]? {
    guard let field = mapping.fields[.except] else { return [] }
    guard case .mapping(let entries) = field.node.content else {
      guard let items = mapping.items(.except, commas: true) else { return nil }
      let windows = items.map { phrases.window($0, datesAllowed: true) }
      return windows.contains { $0 == nil } ? nil : windows.compactMap { $0.map { ExceptedDays(window: $0, reason: nil) } }
    }
    var result: [ExceptedDays]? = []
    for entry in mapping.distinct(entries) {
      guard let text = entry.key.scalar,
        let window = phrases.window(Located(text, entry.key.span), datesAllowed: true)
      else {
        result = nil
        continue
      }
      result?.append(ExceptedDays(window: window, reason: entry.value.scalar.flatMap { $0.isEmpty ? nil : $0 }))
    }
    return result
  }

  // MARK: Faults

  private var ownerName: Message { Message(vi: "`\(owner.value)`", en: "`\(owner.value)`") }

  private func clash(_ one: PlanKey, _ other: PlanKey) -> Timing? {
    _ = conflict(one, with: other)
    return nil
  }

  /// Reports two keys that cannot stand together, at the later one.
  private func conflict(_ one: PlanKey, with other: PlanKey) -> TimingReading {
    if let first = mapping.fields[one], let second = mapping.fields[other] {
      let (earlier, later) = first.keySpan < second.keySpan ? (first, second) : (second, first)
      mapping.context.sink.report(TimingConflict.finding(later.name, later.keySpan, other: earlier.name, earlier.keySpan))
    }
    return .unreadable
  }
}
