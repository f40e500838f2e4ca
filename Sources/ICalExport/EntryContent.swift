import PlanModel

/// Puts together what an entry says, from the parts that many tasks share.
struct EntryContent: ~Copyable {
  private let feed: CalendarFeed
  private let scope: FeedScope
  private let material: FeedMaterial
  private let texts: TaskTexts.Lookup
  private let schedule: Schedule
  /// Who does what in the tasks of each part, as it stands in `who`; made when a part's first task is written.
  private var roles: [ByteRange]
  private var who = ByteBuffer()
  private var line = ByteBuffer()
  /// The finished DESCRIPTION of each part, as it stands in `finished`; empty for feeds of so many parts that keeping one for each
  /// would fill the memory.
  private var patterns: [Pattern]
  private var finished = ByteBuffer()

  /// A DESCRIPTION, folded: for another day of the same part only the time in it is another.
  private struct Pattern {
    /// Where it stands; empty where none was made yet.
    var range = ByteRange.empty
    /// The first of the days whose time fits into it.
    var timeLike: Int32 = -1
    /// Where in it the time stands, and after how many bytes of that it is folded; -1 for not at all.
    var timeStart = 0
    var fold = -1
  }

  /// The most parts of a feed that finished descriptions are kept for.
  static let patternLimit = 1024

  private var language: Language { feed.options.language }

  init(_ feed: CalendarFeed, _ scope: FeedScope, partCount: Int) {
    self.feed = feed
    self.scope = scope
    material = feed.material(scope.component)
    texts = material.texts.lookup
    schedule = feed.schedule
    roles = Array(repeating: .empty, count: partCount)
    patterns = Array(repeating: Pattern(), count: partCount <= Self.patternLimit ? partCount : 0)
  }

  /// Appends everything after SEQUENCE of a task's copy.
  ///
  /// `number` is that of the part; `amendment` the act that the entry names.
  mutating func append(
    _ number: Int, _ part: FeedParts.Part, _ slot: FeedOrder.Slot, amendment: String?, to buffer: inout ByteBuffer
  ) {
    let place = TaskPlace(series: Int(part.series), slot: Int(slot.slot), owner: Int(part.owner))
    let day = texts.text(of: place.series, slot: place.slot)
    let mark = feed.marks[place]
    buffer.append(texts.bytes(day.dates))
    if part.role == .owner, mark?.prefix.isEmpty ?? true {
      buffer.append(texts.bytes(day.summary))
    } else {
      line.removeAll()
      line.append("SUMMARY:")
      if let mark { line.append(string: mark.prefix) }
      line.append(string: part.role.mark(language))
      if schedule.series[place.series].slots[place.slot].isTentative { line.append(string: TaskTexts.tentative(language)) }
      line.append(texts.bytes(day.title))
      if isOfWard(part) {
        line.append(" – ")
        let name = texts.shortName(of: Int(part.unit))
        line.append(texts.bytes(name))
      }
      buffer.append(folding: line.bytes)
    }
    appendDescription(number, part, place, mark, amendment, to: &buffer)
    buffer.append(texts.bytes(texts.text(of: place.series).lines))
    if let mark, scope.component == .todo {
      appendStatus(mark, to: &buffer)
    } else {
      buffer.append(texts.bytes(day.status))
    }
    if let base = feed.options.baseURL {
      line.removeAll()
      line.append("URL:")
      appendLink(base, Int(part.unit))
      buffer.append(folding: line.bytes)
    }
    if let amendment {
      line.removeAll()
      line.append("X-PLAN-AMENDMENT:")
      line.append(escaping: amendment)
      buffer.append(folding: line.bytes)
    }
    // Nobody is reminded of what is done.
    if part.role != .monitor, mark?.state != .done { buffer.append(texts.bytes(day.alarm)) }
    buffer.append(scope.component == .event ? "END:VEVENT\r\n" : "END:VTODO\r\n")
  }

  // MARK: The description

  private mutating func appendDescription(
    _ number: Int, _ part: FeedParts.Part, _ place: TaskPlace, _ mark: FeedMarks.Mark?, _ amendment: String?,
    to buffer: inout ByteBuffer
  ) {
    let day = texts.text(of: place.series, slot: place.slot)
    let isPlain = mark == nil && amendment == nil && !patterns.isEmpty
    if isPlain, patterns[number].timeLike == day.timeLike {
      // A folded line is copied whole and the time stamped into it: what else it says is the same on every day.
      let pattern = patterns[number]
      let start = buffer.count + pattern.timeStart
      buffer.append(finished.bytes(pattern.range))
      let time = texts.bytes(day.time)
      if pattern.fold < 0 {
        buffer.overwrite(at: start, with: time)
      } else {
        buffer.overwrite(at: start, with: time.slice(0..<pattern.fold))
        buffer.overwrite(at: start + pattern.fold + 3, with: time.slice(pattern.fold..<time.count))
      }
      return
    }
    let series = texts.text(of: place.series)
    line.removeAll()
    line.append("DESCRIPTION:")
    line.append(texts.bytes(series.partOf))
    appendRoles(number, part, place)
    let timeStart = line.count
    line.append(texts.bytes(day.time))
    line.append(texts.bytes(series.tail))
    if let mark {
      line.append("\\n")
      line.append(escaping: mark.line)
    }
    if let amendment {
      line.append("\\n")
      line.append(string: AmendmentText.label(language))
      line.append(escaping: amendment)
    }
    if let base = feed.options.baseURL {
      line.append(language == .vi ? "\\nXem: " : "\\nSee: ")
      appendLink(base, Int(part.unit))
    }
    let start = buffer.count
    buffer.append(folding: line.bytes)
    if isPlain { keep(buffer.bytes.slice(start..<buffer.count), number, day, timeStart) }
  }

  /// Keeps a folded description whose time begins at a byte of the line before it was folded.
  private mutating func keep(_ folded: UnsafeRawBufferPointer, _ number: Int, _ day: TaskTexts.SlotText, _ timeStart: Int) {
    var folds = 0
    var first = -1
    var fold = folded.index(of: 0x0D, from: 0)
    // A fold takes three bytes; nothing else in the line is a line end.
    while fold - 3 * folds <= timeStart {
      folds += 1
      fold = folded.index(of: 0x0D, from: fold + 3)
    }
    if fold - 3 * folds < timeStart + Int(day.time.count) {
      first = fold - 3 * folds - timeStart
      // A time on three lines is put together anew each day.
      if folded.index(of: 0x0D, from: fold + 3) - 3 * (folds + 1) < timeStart + Int(day.time.count) { return }
    }
    var range = patterns[number].range
    if folded.count <= range.count {
      // A time of another length comes and goes: its description takes the room of the one before.
      finished.overwrite(at: Int(range.start), with: folded)
      range = ByteRange(start: range.start, count: UInt32(folded.count))
    } else {
      let start = finished.count
      finished.append(folded)
      range = finished.range(from: start)
    }
    patterns[number] = Pattern(
      range: range, timeLike: day.timeLike, timeStart: timeStart + 3 * folds, fold: first)
  }

  /// Appends who does what to the line.
  private mutating func appendRoles(_ number: Int, _ part: FeedParts.Part, _ place: TaskPlace) {
    if let partners = texts.partners(of: place.series) {
      texts.appendLead(Int(part.unit), to: &line)
      line.append(partners)
      return
    }
    if roles[number].count == 0 {
      let start = who.count
      material.texts.appendRoles(schedule.roles(at: place), to: &who)
      roles[number] = who.range(from: start)
    }
    line.append(who.bytes(roles[number]))
  }

  // MARK: Other parts

  /// Appends the status of a to-do of which something is recorded (RFC 5545 sections 3.8.1.11, 3.8.1.8 and 3.8.2.1).
  private func appendStatus(_ mark: FeedMarks.Mark, to buffer: inout ByteBuffer) {
    var lines = ContentLines()
    lines.line("PRIORITY", "5")
    switch mark.state {
    case .done:
      lines.line("STATUS", "COMPLETED")
      lines.line("PERCENT-COMPLETE", "\(mark.percent)")
      // The day is what is recorded; noon in Viet Nam is that day nearly everywhere.
      lines.line("COMPLETED", (mark.doneOn ?? .earliest).compact + "T050000Z")
    case .started, .blocked:
      lines.line("STATUS", "IN-PROCESS")
      lines.line("PERCENT-COMPLETE", "\(mark.percent)")
    case .open, .cancelled:
      lines.line("STATUS", "NEEDS-ACTION")
      lines.line("PERCENT-COMPLETE", "0")
    }
    lines.line("CLASS", "PUBLIC")
    buffer.append(lines.buffer.bytes)
  }

  /// The title of a copy as one line: the role's mark, whether it is tentative, and the ward where there are several.
  func title(_ part: FeedParts.Part, _ slot: FeedOrder.Slot) -> String {
    let place = TaskPlace(series: Int(part.series), slot: Int(slot.slot), owner: Int(part.owner))
    let task = schedule.series[place.series].slots[place.slot]
    let ward = isOfWard(part) ? " – " + feed.plan.units[Int(part.unit)].shortName : ""
    return part.role.mark(language) + (task.isTentative ? TaskTexts.tentative(language) : "") + schedule.title(at: place) + ward
  }

  /// Whether a copy has to say whose task it is: who works with several wards must see which one an entry is about.
  private func isOfWard(_ part: FeedParts.Part) -> Bool {
    part.role != .owner && texts.owner(Int(part.owner), of: Int(part.series)).isFannedOut
  }

  /// The place of the task's owner on the page.
  private mutating func appendLink(_ base: String, _ unit: Int) {
    line.append(string: base)
    line.append("/#")
    line.append(string: feed.plan.id.text)
    line.append(".")
    line.append(texts.bytes(texts.id(of: unit)))
  }
}
