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
    buffer.append(texts.bytes(day.dates))
    if part.role == .owner {
      buffer.append(texts.bytes(day.summary))
    } else {
      line.removeAll()
      line.append("SUMMARY:")
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
    buffer.append(texts.bytes(day.status))
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
    if part.role != .monitor { buffer.append(texts.bytes(day.alarm)) }
    buffer.append(scope.component == .event ? "END:VEVENT\r\n" : "END:VTODO\r\n")
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
