import PlanModel

/// The parts of items that many tasks share, escaped and folded once: what an activity says, and what each of its days says.
///
/// A national plan has a million tasks and a few hundred days; so a task's item is put together of what its activity, its day and
/// its owner say, each made once.
final class TaskTexts {
  /// What every task of a series says.
  struct SeriesText {
    /// The id with `/` as `.`: `plan.activity.phase`.
    let path: ByteRange
    /// `Thuộc: …` and a line end; empty outside phases.
    let partOf: ByteRange
    /// The lines of the description after the time, each after a line end.
    let tail: ByteRange
    /// CATEGORIES and LOCATION, folded.
    let lines: ByteRange
  }

  /// What the tasks of a day of a series say, whoever owns them.
  struct SlotText {
    /// The part of the id that tells the day; empty where the task occurs once.
    let key: ByteRange
    /// `Thời gian: …`.
    let time: ByteRange
    /// The first day of the series whose time differs from this one in letters and digits of ASCII only, so that the one fits where
    /// the other stands.
    let timeLike: Int32
    /// The title, escaped.
    let title: ByteRange
    /// DTSTART and DTEND or DUE.
    let dates: ByteRange
    /// The owner's SUMMARY, folded.
    let summary: ByteRange
    /// STATUS, TRANSP and the like.
    let status: ByteRange
    /// VALARM; empty where there is none.
    let alarm: ByteRange
  }

  /// A unit that is written as the owner of tasks.
  struct Owner {
    let unit: Int32
    /// Whether a fan-out gave it the tasks, so that their ids end in its own.
    let isFannedOut: Bool
  }

  let schedule: Schedule
  let options: FeedOptions
  let component: FeedComponent
  /// What is looked up for every entry.
  let lookup: Lookup
  private let arena: ByteBuffer
  private let partnerTexts: ByteBuffer
  private let names: [ByteRange]
  private let rows: [UnsafeMutableRawPointer]

  init(_ schedule: Schedule, _ options: FeedOptions, _ component: FeedComponent) {
    self.schedule = schedule
    self.options = options
    self.component = component
    let numbers = schedule.series.indices
    var builder = TaskTextBuilder(schedule, options, component)
    let ids = schedule.plan.units.ids.map { id in builder.kept { $0.append(string: id.value.text) } }
    let names = schedule.plan.units.all.map { unit in builder.kept { $0.append(escaping: unit.name) } }
    let shortNames = schedule.plan.units.all.map { unit in builder.kept { $0.append(escaping: unit.shortName) } }
    let series = numbers.map { builder.seriesText($0) }
    let slots = numbers.map { number in
      var made: [SlotText] = []
      for index in schedule.series[number].slots.indices { made.append(builder.slotText(number, index, after: made)) }
      return made
    }
    arena = builder.finish()
    var partnerTexts = ByteBuffer()
    var partners: [ByteRange?] = []
    for number in numbers {
      guard schedule.sharesPartners(number), schedule.series[number].count > 0 else {
        partners.append(nil)
        continue
      }
      let start = partnerTexts.count
      let roles = schedule.roles(at: TaskPlace(series: number, slot: 0, owner: 0))
      Self.appendPartners(roles, options.language, names, arena, to: &partnerTexts)
      partners.append(partnerTexts.range(from: start))
    }
    self.partnerTexts = partnerTexts
    let owners = numbers.map { number in
      (0..<schedule.series[number].ownerCount).map {
        let owner = schedule.writtenOwner(at: TaskPlace(series: number, slot: 0, owner: $0))
        return Owner(unit: Int32(owner.unit), isFannedOut: owner.isFannedOut)
      }
    }
    self.names = names
    var rows: [UnsafeMutableRawPointer] = []
    func row<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
      let row = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
      row.initialize(from: elements, count: elements.count)
      rows.append(UnsafeMutableRawPointer(row))
      return UnsafePointer(row)
    }
    func firsts(_ counts: [Int]) -> UnsafePointer<Int> { row(counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }) }
    lookup = Lookup(
      arena: arena.base, partnerTexts: self.partnerTexts.base, series: row(series), slots: row(slots.flatMap { $0 }),
      firstSlots: firsts(slots.map(\.count)), owners: row(owners.flatMap { $0 }), firstOwners: firsts(owners.map(\.count)),
      partners: row(partners), ids: row(ids), names: row(names), shortNames: row(shortNames),
      leads: options.language == .vi ? "Chủ trì: " : "Lead: ")
    self.rows = rows
  }

  deinit { for row in rows { row.deallocate() } }

  /// What is looked up for every entry, in plain memory that lives as long as the texts.
  ///
  /// Arrays and objects count who holds them. Threads that count up and down at one place, several times for each of a million
  /// entries, wait for each other most of the time.
  struct Lookup {
    fileprivate let arena: UnsafePointer<UInt8>
    fileprivate let partnerTexts: UnsafePointer<UInt8>
    fileprivate let series: UnsafePointer<SeriesText>
    fileprivate let slots: UnsafePointer<SlotText>
    fileprivate let firstSlots: UnsafePointer<Int>
    fileprivate let owners: UnsafePointer<Owner>
    fileprivate let firstOwners: UnsafePointer<Int>
    fileprivate let partners: UnsafePointer<ByteRange?>
    fileprivate let ids: UnsafePointer<ByteRange>
    fileprivate let names: UnsafePointer<ByteRange>
    fileprivate let shortNames: UnsafePointer<ByteRange>
    fileprivate let leads: StaticString

    /// What every task of a series says.
    func text(of number: Int) -> SeriesText { series[number] }

    /// What the tasks of a day of a series say.
    func text(of number: Int, slot: Int) -> SlotText { slots[firstSlots[number] + slot] }

    /// Who is written as an owner of a series.
    func owner(_ owner: Int, of number: Int) -> Owner { owners[firstOwners[number] + owner] }

    /// How many owners a series has.
    func ownerCount(of number: Int) -> Int { firstOwners[number + 1] - firstOwners[number] }

    func bytes(_ range: ByteRange) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: arena + Int(range.start), count: Int(range.count))
    }

    /// A unit's id.
    func id(of unit: Int) -> ByteRange { ids[unit] }

    /// A unit's short name, escaped.
    func shortName(of unit: Int) -> ByteRange { shortNames[unit] }

    /// The lines that say who has a part in any task of a series beside the lead; nil where its owners differ in that.
    func partners(of number: Int) -> UnsafeRawBufferPointer? {
      partners[number].map { UnsafeRawBufferPointer(start: partnerTexts + Int($0.start), count: Int($0.count)) }
    }

    /// Appends the line that says who leads.
    func appendLead(_ unit: Int, to buffer: inout ByteBuffer) {
      buffer.append(leads)
      buffer.append(bytes(names[unit]))
      buffer.append("\\n")
    }
  }

  static func tentative(_ language: Language) -> String { language == .vi ? "[DỰ KIẾN] " : "[TENTATIVE] " }

  /// Appends the lines that say who does what, each with a line end.
  func appendRoles(_ roles: TaskRoles, to buffer: inout ByteBuffer) {
    lookup.appendLead(roles.lead, to: &buffer)
    Self.appendPartners(roles, options.language, names, arena, to: &buffer)
  }

  private static func appendPartners(
    _ roles: TaskRoles, _ language: Language, _ names: [ByteRange], _ arena: borrowing ByteBuffer, to buffer: inout ByteBuffer
  ) {
    let lists: [(StaticString, [Int])] = [
      (language == .vi ? "Thực hiện: " : "Implemented by: ", roles.implement),
      (language == .vi ? "Phối hợp: " : "With: ", roles.coordinate),
      (language == .vi ? "Theo dõi: " : "Monitored by: ", roles.monitor),
      (language == .vi ? "Nơi nhận báo cáo: " : "Report to: ", roles.reportTo),
    ]
    for (label, units) in lists { append(label, units, language, names, arena, to: &buffer) }
  }

  private static func append(
    _ label: StaticString, _ units: [Int], _ language: Language, _ names: [ByteRange], _ arena: borrowing ByteBuffer,
    to buffer: inout ByteBuffer
  ) {
    guard !units.isEmpty else { return }
    buffer.append(label)
    // A long list of wards would bury the rest of the text.
    for (index, unit) in units.prefix(12).enumerated() {
      if index > 0 { buffer.append("\\; ") }
      buffer.append(arena.bytes(names[unit]))
    }
    if units.count > 12 {
      buffer.append(
        string: language == .vi ? "\\; và \(units.count - 12) đơn vị khác" : "\\; and \(units.count - 12) more")
    }
    buffer.append("\\n")
  }
}

/// Makes the parts that items share, one after the other into one arena.
private struct TaskTextBuilder: ~Copyable {
  typealias SeriesText = TaskTexts.SeriesText
  typealias SlotText = TaskTexts.SlotText

  private let schedule: Schedule
  private let options: FeedOptions
  private let component: FeedComponent
  private var arena = ByteBuffer(capacity: 1 << 16)
  private var scratch = ByteBuffer()

  init(_ schedule: Schedule, _ options: FeedOptions, _ component: FeedComponent) {
    self.schedule = schedule
    self.options = options
    self.component = component
  }

  consuming func finish() -> ByteBuffer { arena }

  private var plan: Plan { schedule.plan }
  private var language: Language { options.language }

  // MARK: Series

  mutating func seriesText(_ number: Int) -> SeriesText {
    let item = plan.work[schedule.series[number].work]
    let (plan, language) = (plan, language)
    let pathText = plan.id.text + "." + item.path
    let path = kept { $0.append(string: pathText) }
    let partOf = kept {
      guard item.phase != nil, item.activityTitle != item.title else { return }
      Self.label(Message(vi: "Thuộc", en: "Part of"), language, &$0)
      $0.append(escaping: item.activityTitle)
      $0.append("\\n")
    }
    let (themes, source) = (themes(item), source(item.source))
    let tail = kept { buffer in
      func add(_ label: Message, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        buffer.append("\\n")
        Self.label(label, language, &buffer)
        buffer.append(escaping: value)
      }
      add(Message(vi: "Sản phẩm", en: "Product"), item.products.map(\.text).joined(separator: "; "))
      add(Message(vi: "Minh chứng", en: "Evidence"), item.evidence)
      add(Message(vi: "Chủ đề", en: "Themes"), themes.joined(separator: "; "))
      add(
        Message(vi: "Đối tượng", en: "For"),
        item.targetGroups.compactMap { plan.targetGroups[$0.value]?.name }.joined(separator: "; "))
      add(
        Message(vi: "Kênh", en: "Channels"), item.channels.compactMap { plan.channels[$0.value]?.name }.joined(separator: "; "))
      add(Message(vi: "Nguồn", en: "Source"), source)
      add(Message(vi: "Ghi chú", en: "Note"), item.note)
    }
    var lines = ContentLines()
    let categories = themes
    if !categories.isEmpty { lines.texts("CATEGORIES", categories) }
    if let place = item.place, !place.isEmpty { lines.text("LOCATION", place) }
    return SeriesText(path: path, partOf: partOf, tail: tail, lines: keep(lines.buffer.bytes))
  }

  private func themes(_ item: WorkItem) -> [String] { item.themes.compactMap { plan.themes[$0.value]?.title } }

  private func source(_ paragraph: String?) -> String? {
    let document = plan.documentName(language)
    guard let paragraph else { return document }
    return document.map { $0 + ", " + paragraph } ?? paragraph
  }

  // MARK: Days

  mutating func slotText(_ number: Int, _ index: Int, after earlier: [SlotText]) -> SlotText {
    let slot = schedule.series[number].slots[index]
    guard FeedDates(slot, component, spans: options.spans) != nil else {
      return SlotText(
        key: .empty, time: .empty, timeLike: Int32(index), title: .empty, dates: .empty, summary: .empty, status: .empty,
        alarm: .empty)
    }
    let title = schedule.title(at: TaskPlace(series: number, slot: index, owner: 0))
    let language = language
    let time = kept {
      Self.label(Message(vi: "Thời gian", en: "When"), language, &$0)
      $0.append(escaping: TaskTime(slot, language).text)
      guard let extended = slot.extended else { return }
      $0.append("\\n")
      Self.label(Message(vi: "Gia hạn", en: "Extended"), language, &$0)
      $0.append(string: language == .vi ? "hạn cũ " : "from ")
      $0.append(string: extended.due.officeText)
      if let document = extended.document {
        $0.append(string: language == .vi ? "\\, theo " : "\\, by ")
        $0.append(escaping: document)
      }
    }
    let escaped = kept { $0.append(escaping: title) }
    var lines = ContentLines()
    lines.write(FeedDates(slot, component, spans: options.spans))
    let dates = keep(lines.buffer.bytes)
    lines.buffer.removeAll()
    lines.line("SUMMARY") { line in
      if slot.isTentative { line.append(string: TaskTexts.tentative(options.language)) }
      line.append(arena.bytes(escaped))
    }
    let summary = keep(lines.buffer.bytes)
    lines.buffer.removeAll()
    writeStatus(slot, &lines)
    let status = keep(lines.buffer.bytes)
    lines.buffer.removeAll()
    if let alarm = FeedAlarm(slot, plan.work[schedule.series[number].work].remind, plan.calendar, options, component) {
      alarm.write(title: title, into: &lines)
    }
    return SlotText(
      key: kept { $0.append(string: slot.key ?? "") }, time: time,
      timeLike: Int32(earlier.firstIndex { isAlike($0.time, time) } ?? index), title: escaped, dates: dates, summary: summary,
      status: status,
      alarm: keep(lines.buffer.bytes))
  }

  /// Whether two texts are as long as each other and differ in ASCII only.
  private func isAlike(_ one: ByteRange, _ other: ByteRange) -> Bool {
    one.count == other.count && zip(arena.bytes(one), arena.bytes(other)).allSatisfy { $0 == $1 || ($0 < 0x80 && $1 < 0x80) }
  }

  private func writeStatus(_ slot: TaskSlot, _ lines: inout ContentLines) {
    switch component {
    case .event:
      lines.line("STATUS", slot.isTentative ? "TENTATIVE" : "CONFIRMED")
      lines.line("TRANSP", FeedDates.isTimed(slot) ? "OPAQUE" : "TRANSPARENT")
    case .todo:
      lines.line("PRIORITY", "5")
      lines.line("STATUS", "NEEDS-ACTION")
      lines.line("PERCENT-COMPLETE", "0")
    }
    lines.line("CLASS", "PUBLIC")
  }

  // MARK: The arena

  private static func label(_ label: Message, _ language: Language, _ buffer: inout ByteBuffer) {
    buffer.append(string: label.text(language))
    buffer.append(": ")
  }

  private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> ByteRange {
    let start = arena.count
    arena.append(bytes)
    return arena.range(from: start)
  }

  mutating func kept(_ body: (inout ByteBuffer) -> Void) -> ByteRange {
    scratch.removeAll()
    body(&scratch)
    return keep(scratch.bytes)
  }
}
