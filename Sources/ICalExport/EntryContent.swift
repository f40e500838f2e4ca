import PlanModel

/// Puts together what an entry says, from the parts that many tasks share.
struct EntryContent: ~Copyable {
  /// Everything after SEQUENCE of the entry that was made last.
  private(set) var buffer = ByteBuffer(capacity: 1 << 14)
  private let feed: CalendarFeed
  private let scope: FeedScope
  private let material: FeedMaterial
  private let schedule: Schedule
  /// Who does what in the tasks of each part, as it stands in `who`; made when a part's first task is written.
  private var roles: [ByteRange]
  private var who = ByteBuffer()
  private var line = ByteBuffer()

  private var language: Language { feed.options.language }

  init(_ feed: CalendarFeed, _ scope: FeedScope, partCount: Int) {
    self.feed = feed
    self.scope = scope
    material = feed.material(scope.component)
    schedule = feed.schedule
    roles = Array(repeating: .empty, count: partCount)
  }

  /// Puts everything after SEQUENCE of a task's copy into `buffer`.
  ///
  /// `number` is that of the part; `amendment` the act that the entry names.
  mutating func make(_ number: Int, _ part: FeedParts.Part, _ slot: FeedOrder.Slot, amendment: String?) {
    buffer.removeAll()
    let texts = material.texts
    let place = TaskPlace(series: Int(part.series), slot: Int(slot.slot), owner: Int(part.owner))
    let series = texts.text(of: place.series)
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
    line.removeAll()
    line.append("DESCRIPTION:")
    line.append(texts.bytes(series.partOf))
    if roles[number].count == 0 {
      let start = who.count
      texts.appendRoles(schedule.roles(at: place), to: &who)
      roles[number] = who.range(from: start)
    }
    line.append(who.bytes(roles[number]))
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
      buffer.append(folding: line.bytes)
      line.removeAll()
    } else {
      buffer.append(folding: line.bytes)
    }
    buffer.append(texts.bytes(series.lines))
    if let mark, scope.component == .todo {
      appendStatus(mark)
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

  /// The status of a to-do of which something is recorded (RFC 5545 sections 3.8.1.11, 3.8.1.8 and 3.8.2.1).
  private mutating func appendStatus(_ mark: FeedMarks.Mark) {
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
    part.role != .owner && material.texts.owners[Int(part.series)][Int(part.owner)].isFannedOut
  }

  /// The place of the task's owner on the page.
  private mutating func appendLink(_ base: String, _ unit: Int) {
    line.append(string: base)
    line.append("/#")
    line.append(string: feed.plan.id.text)
    line.append(".")
    line.append(material.texts.bytes(material.texts.id(of: unit)))
  }
}
