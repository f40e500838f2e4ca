import PlanModel

/// Writes one feed: gathers its tasks, looks each up in the ledger, and writes them in order with what has gone from the feed.
struct FeedWriter: ~Copyable {
  private let feed: CalendarFeed
  private let scope: FeedScope
  private let order: FeedOrder
  private let ledger: FeedLedger
  private var items: FeedItems
  private var content: EntryContent
  /// Everything after SEQUENCE of an item that has to be compared with what is published.
  private var made = ByteBuffer(capacity: 1 << 14)
  private var gone: [GoneItem] = []
  private var lines = ContentLines(capacity: 5 << 15)
  private var summary = FeedSummary()
  /// The stamps of new items, written once.
  private var freshStamps = ByteBuffer(capacity: 256)
  private var stamps = StampWriter()

  init(_ feed: CalendarFeed, _ scope: FeedScope) {
    self.feed = feed
    self.scope = scope
    order = feed.material(scope.component).order
    ledger = feed.ledger
    items = FeedItems(feed, scope)
    content = EntryContent(feed, scope, partCount: items.parts.count)
    let stamp = feed.options.stamp
    stamps.append(created: stamp, modified: stamp, sequence: 0, to: &freshStamps)
  }

  mutating func write(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws -> FeedSummary {
    let all = items.items
    try bury()
    let notice = FeedNotice(feed, scope, hasItems: !all.isEmpty || !gone.isEmpty, published: items.published)
    summary.movedTo = notice?.movedTo ?? []
    summary.renamedFrom = items.renamedFrom
    let hasTimes = all.contains { order.slots[$0.rank].minute >= 0 } || gone.contains(where: \.hasTime)
    feed.writeHead(scope, published: items.published, hasTimes: hasTimes, into: &lines)
    var next = gone.startIndex
    var hasNotice = notice == nil
    for item in all {
      let slot = order.slots[item.rank]
      if next < gone.endIndex || !hasNotice {
        items.makeUID(item)
        while next < gone.endIndex, gone[next].precedes(slot.day, slot.minute, items.uid.bytes) {
          lines.buffer.append(gone[next].bytes)
          next += 1
        }
        if let notice, !hasNotice, notice.precedes(slot.day, slot.minute, items.uid.bytes) {
          write(notice)
          hasNotice = true
        }
      }
      try write(item)
      if lines.buffer.count > 1 << 17 { try flush(emit) }
    }
    while next < gone.endIndex {
      if let notice, !hasNotice, !gone[next].precedes(notice.day.dayNumber, -1, notice.uidBytes) {
        write(notice)
        hasNotice = true
      }
      lines.buffer.append(gone[next].bytes)
      if lines.buffer.count > 1 << 17 { try flush(emit) }
      next += 1
    }
    if let notice, !hasNotice { write(notice) }
    lines.line("END", "VCALENDAR")
    try flush(emit)
    summary.count = all.count
    summary.items = all.count + gone.count + (notice == nil ? 0 : 1)
    for item in gone { summary.note(item.modified) }
    return summary
  }

  private mutating func flush(_ emit: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    summary.size += lines.buffer.count
    try emit(lines.buffer.bytes)
    lines.buffer.removeAll()
  }

  /// Makes cancelled items of what the published feed has and this one has not.
  private mutating func bury() throws {
    var tombstones = TombstoneMaker(feed, scope)
    // Of what somebody has doubled, one is enough.
    var told: Set<UInt64> = []
    for position in items.unseen where told.insert(items.known[position].uid).inserted {
      if let item = try tombstones.make(position) { gone.append(item) }
    }
    summary.changes += tombstones.changes
    summary.pastChanges += tombstones.pastCount
    gone = GoneItem.kept(gone, today: feed.options.stamp.day, hasOthers: !items.items.isEmpty)
  }

  // MARK: Writing

  private mutating func write(_ item: FeedItems.Item) throws {
    let part = items.parts[Int(item.part)]
    let slot = order.slots[item.rank]
    let start = lines.buffer.count
    items.makeUID(item)
    lines.buffer.appendBeginning(of: scope.component, uid: items.uid.bytes)
    if item.base < 0, item.floor < 0 {
      let amendment = items.isPublished(part) ? feed.latestAmendment : nil
      lines.buffer.append(freshStamps.bytes)
      summary.note(feed.options.stamp)
      content.append(Int(item.part), part, slot, amendment: amendment, to: &lines.buffer)
      if feed.options.describesChanges, !items.hadOtherRole(item, part) { try describe(item, .added, from: start) }
    } else {
      let base = item.base >= 0 ? items.known[Int(item.base)] : nil
      let floor = item.floor >= 0 ? items.known[Int(item.floor)] : nil
      let named = base.flatMap { $0.amendment >= 0 ? ledger.amendments[Int($0.amendment)] : nil }
      made.removeAll()
      content.append(Int(item.part), part, slot, amendment: named, to: &made)
      if let base, base.content == made.bytes.hash64, floor.map({ $0.sequence < base.sequence }) ?? true {
        stamps.append(created: base.created, modified: base.modified, sequence: Int(base.sequence), to: &lines.buffer)
        summary.note(base.modified)
        lines.buffer.append(made.bytes)
        // The feed itself may have been left behind by exports of others.
        if feed.options.describesChanges, item.own >= 0, items.known[Int(item.own)].content != base.content {
          try describe(item, .edited, from: start)
        }
      } else {
        // What cannot be compared is not known to have changed, and a link or an alarm is none of the plan's business; what has
        // changed names the act that is in force now, if any is.
        let isUnknown = base.map { $0.content == 0 } ?? false
        let reminds = feed.plan.work[feed.schedule.series[Int(part.series)].work].remind != nil
        // Another day is another day, and needs no second look; but a window is shown on its last day or on all.
        let task = feed.schedule.series[Int(part.series)].slots[Int(slot.slot)]
        let isMoved = base.map { ($0.day, $0.minute) != (slot.day, slot.minute) } ?? false
        let isElsewhen = isMoved && !(task.shape == .window && task.start != task.due)
        let isPlanned = try !isUnknown && (isElsewhen || !saysTheSame(item, reminds: reminds))
        // What extends a deadline is a document of its own, which the entry names.
        let isExtended = isMoved && task.extended != nil
        let amendment = isPlanned && !isExtended ? feed.latestAmendment : named
        if amendment != named {
          made.removeAll()
          content.append(Int(item.part), part, slot, amendment: amendment, to: &made)
        }
        if let base, part.role == .owner, !isExtended, base.day < feed.options.stamp.day.dayNumber,
          (base.day, base.minute) != (slot.day, slot.minute)
        {
          summary.pastChanges += 1
        }
        let sequence = max(base?.sequence ?? -1, floor?.sequence ?? -1)
        var modified = feed.options.stamp
        for prior in [base, floor].compactMap({ $0 }) { modified = modified.after(prior.modified) }
        let created = base?.created ?? floor?.created ?? feed.options.stamp
        stamps.append(
          created: min(created, modified), modified: modified, sequence: sequence == .max ? Int(sequence) : Int(sequence) + 1,
          to: &lines.buffer)
        summary.note(modified)
        lines.buffer.append(made.bytes)
        if feed.options.describesChanges, isPlanned, item.own >= 0 || !items.hadOtherRole(item, part) {
          try describe(item, item.own >= 0 ? .edited : base == nil ? .added : .received, from: start)
        }
      }
    }
    feed.addUpcoming(part, slot, content, to: &summary)
  }

  /// Whether an item, as it stands in `made`, says to people what its published copy says; what another program, option or
  /// language makes of it does not count.
  private func saysTheSame(_ item: FeedItems.Item, reminds: Bool) throws -> Bool {
    guard feed.latestAmendment != nil || feed.options.describesChanges, item.base >= 0,
      let old = try ledger.bytes(of: Int(item.base))
    else { return false }
    let (before, after) = (PublishedText(old), PublishedText(made.bytes))
    if feed.isInOtherLanguage { return before.start == after.start && before.end == after.end }
    // A reminder that the plan asks for is the plan's, one that an option asks for is not.
    if reminds, let one = before.trigger, let other = after.trigger, one != other, before.start == after.start { return false }
    return FeedMarks.bare(before.summary) == FeedMarks.bare(after.summary) && before.location == after.location
      && before.facts == after.facts
  }

  private mutating func write(_ notice: FeedNotice) {
    lines.buffer.append(scope.component == .event ? "BEGIN:VEVENT\r\n" : "BEGIN:VTODO\r\n")
    lines.line("UID", notice.uid)
    var text = ByteBuffer()
    notice.writeContent(into: &text)
    let last = notice.stamps(ledger, content: text.bytes.hash64, feed.options.stamp)
    stamps.append(created: last.created, modified: last.modified, sequence: last.sequence, to: &lines.buffer)
    summary.note(last.modified)
    lines.buffer.append(text.bytes)
  }

  /// Says what an item that was just written says now, and what it said in this feed before.
  private mutating func describe(_ item: FeedItems.Item, _ kind: FeedChange.Kind, from start: Int) throws {
    let after = PublishedText(lines.buffer.bytes.slice(start..<lines.buffer.count))
    guard item.own >= 0, let bytes = try ledger.bytes(of: Int(item.own)) else {
      summary.changes.append(FeedChange(kind: kind, before: nil, after: after))
      return
    }
    let before = PublishedText(bytes)
    var kind = kind
    if items.known[Int(item.own)].isCancelled {
      kind = .returned
    } else if (before.start, before.end) != (after.start, after.end) {
      kind = .moved
    }
    summary.changes.append(FeedChange(kind: kind, before: before, after: after))
  }
}

extension ByteBuffer {
  /// Appends how an entry begins: its kind and its UID.
  mutating func appendBeginning(of component: FeedComponent, uid: UnsafeRawBufferPointer) {
    append(component == .event ? "BEGIN:VEVENT\r\n" : "BEGIN:VTODO\r\n")
    if uid.count <= 71 {
      append("UID:")
      append(uid)
      append("\r\n")
    } else {
      var line = ByteBuffer(capacity: 512)
      line.append("UID:")
      line.append(uid)
      append(folding: line.bytes)
    }
  }
}

extension CalendarFeed {
  /// Adds an entry to the next ones that the page lists, where it is one of them.
  func addUpcoming(
    _ part: FeedParts.Part, _ slot: FeedOrder.Slot, _ content: borrowing EntryContent, to summary: inout FeedSummary
  ) {
    guard slot.day >= options.asOf.dayNumber, summary.next.count < FeedSummary.limit,
      marks[TaskPlace(series: Int(part.series), slot: Int(slot.slot), owner: Int(part.owner))]?.state != .done,
      let day = CivilDate(dayNumber: Int(slot.day))
    else { return }
    let time = slot.minute < 0 ? nil : schedule.series[Int(part.series)].slots[Int(slot.slot)].time?.start.text
    summary.next.append(UpcomingTask(day: day, time: time, title: content.title(part, slot)))
  }
}

/// How an item names the act that last touched it.
enum AmendmentText {
  static func label(_ language: Language) -> String { language == .vi ? "Điều chỉnh theo: " : "Amended by: " }
}
