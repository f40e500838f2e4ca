import PlanModel

/// Writes one feed: gathers its tasks, looks each up in the ledger, and writes them in order with what has gone from the feed.
struct FeedWriter: ~Copyable {
  /// A task's copy in the feed.
  private struct Item {
    /// The rank of its day and of its owner.
    var key: UInt64
    /// Its part, as a position in `parts`.
    var part: Int32
    /// Which of its names it is published under: 0 for the present one.
    var name: UInt8 = 0
    /// The published item that is to be done, with the highest SEQUENCE; -1 for none.
    var base: Int32 = -1
    /// The cancelled item of a feed into which this one comes; -1 for none.
    var floor: Int32 = -1
    /// The published item of this feed; -1 for none.
    var own: Int32 = -1

    var rank: Int { Int(key >> 32) }
  }

  private let feed: CalendarFeed
  private let scope: FeedScope
  private let material: FeedMaterial
  private let ledger: FeedLedger
  /// What is published, held here so that each look at it is plain.
  private let known: [PublishedItem]
  private let schedule: Schedule
  /// The feed as it is published.
  private let published: Int?
  private var parts: [FeedParts.Part] = []
  /// Who does what in the tasks of each part, as it stands in `who`; made when a part's first task is written.
  private var roles: [ByteRange] = []
  private var items: [Item] = []
  private var gone: [GoneItem] = []
  private var who = ByteBuffer()
  private var line = ByteBuffer()
  private var uid = ByteBuffer(capacity: 512)
  private var content = ByteBuffer(capacity: 1 << 14)
  private var lines = ContentLines()
  private var summary = FeedSummary()
  /// The stamps of new items, written once.
  private var freshStamps = ByteBuffer(capacity: 256)
  private var stamps = StampWriter()
  /// `.role.unit` for each role but the owner's.
  private var suffixes = ByteBuffer(capacity: 512)
  private var suffixRanges = [ByteRange](repeating: .empty, count: FeedRole.allCases.count)

  private var plan: Plan { feed.plan }
  private var language: Language { feed.options.language }

  init(_ feed: CalendarFeed, _ scope: FeedScope) {
    self.feed = feed
    self.scope = scope
    material = feed.material(scope.component)
    ledger = feed.ledger
    known = feed.ledger.items
    schedule = feed.schedule
    published = feed.ledger.feed(scope.fileName(in: feed.plan))
    let stamp = feed.options.stamp
    stamps.append(created: stamp, modified: stamp, sequence: 0, to: &freshStamps)
    guard case .unit(let unit) = scope.holder else { return }
    for role in FeedRole.allCases where role != .owner {
      let start = suffixes.count
      suffixes.append(string: ".\(role.name).\(feed.plan.units[unit].id.text)")
      suffixRanges[role.rawValue] = suffixes.range(from: start)
    }
  }

  mutating func write(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws -> FeedSummary {
    gather()
    try lookUp()
    let notice = FeedNotice(feed, scope, hasItems: !items.isEmpty || !gone.isEmpty, published: published)
    summary.movedTo = notice?.movedTo ?? []
    summary.wasPublished = published != nil
    let hasTimes = items.contains { material.order.slots[$0.rank].minute >= 0 } || gone.contains(where: \.hasTime)
    feed.writeHead(scope, published: published, hasTimes: hasTimes, into: &lines)
    var next = gone.startIndex
    var hasNotice = notice == nil
    for item in items {
      let slot = material.order.slots[item.rank]
      if next < gone.endIndex || !hasNotice {
        makeUID(item)
        while next < gone.endIndex, gone[next].precedes(slot.day, slot.minute, uid.bytes) {
          lines.buffer.append(gone[next].bytes)
          next += 1
        }
        if let notice, !hasNotice, notice.precedes(slot.day, slot.minute, uid.bytes) {
          write(notice)
          hasNotice = true
        }
      }
      try write(item)
      if lines.buffer.count > 1 << 16 { try flush(emit) }
    }
    while next < gone.endIndex {
      if let notice, !hasNotice, !gone[next].precedes(notice.day.dayNumber, -1, notice.uidBytes) {
        write(notice)
        hasNotice = true
      }
      lines.buffer.append(gone[next].bytes)
      if lines.buffer.count > 1 << 16 { try flush(emit) }
      next += 1
    }
    if let notice, !hasNotice { write(notice) }
    lines.line("END", "VCALENDAR")
    try flush(emit)
    summary.count = items.count
    summary.items = items.count + gone.count + (notice == nil ? 0 : 1)
    for item in gone { note(item.modified) }
    return summary
  }

  private mutating func flush(_ emit: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    summary.size += lines.buffer.count
    try emit(lines.buffer.bytes)
    lines.buffer.removeAll()
  }

  private mutating func note(_ modified: FeedStamp) { summary.changed = max(summary.changed ?? modified, modified) }

  // MARK: What is in the feed

  private mutating func gather() {
    switch scope.holder {
    case .unit(let unit): parts = feed.parts.ofUnits[unit]
    case .all: parts = feed.parts.ofAll
    case .departed: parts = []
    }
    let order = material.order
    var isExact = !order.mayCut && material.names.isEmpty
    for (number, part) in parts.enumerated() {
      if part.role != .owner { isExact = false }
      let series = Int(part.series)
      let owner = material.texts.owners[series][Int(part.owner)]
      let ownerRank = order.ownerRank(Int(owner.unit), isFannedOut: owner.isFannedOut, part.role, scope.component)
      let low = UInt64(UInt32(bitPattern: ownerRank) ^ 0x8000_0000)
      for (slot, rank) in order.ranks[series].enumerated() where rank >= 0 && feed.parts.stretches[series][slot] == part.stretch {
        items.append(Item(key: UInt64(rank) << 32 | low, part: Int32(number)))
      }
    }
    roles = Array(repeating: .empty, count: parts.count)
    items.sort { $0.key < $1.key }
    if !isExact { sortExactly() }
  }

  /// Puts items right whose order two numbers cannot tell: those of one start are sorted by their UIDs where they are not yet.
  private mutating func sortExactly() {
    let slots = material.order.slots
    func isSameStart(_ one: Item, _ other: Item) -> Bool {
      let (first, second) = (slots[one.rank], slots[other.rank])
      return first.day == second.day && first.minute == second.minute
    }
    var start = 0
    while start < items.count {
      var end = start + 1
      while end < items.count, isSameStart(items[start], items[end]) { end += 1 }
      if end - start > 1 { sortByUID(start..<end) }
      start = end
    }
  }

  private mutating func sortByUID(_ range: Range<Int>) {
    var all = ByteBuffer(capacity: range.count * 96)
    var found: [(item: Item, uid: ByteRange)] = []
    var isSorted = true
    for index in range {
      makeUID(items[index])
      if let last = found.last, byteOrder(all.bytes(last.uid), uid.bytes) > 0 { isSorted = false }
      let start = all.count
      all.append(uid.bytes)
      found.append((items[index], all.range(from: start)))
    }
    guard !isSorted else { return }
    found.sort { byteOrder(all.bytes($0.uid), all.bytes($1.uid)) < 0 }
    for (index, entry) in zip(range, found) { items[index] = entry.item }
  }

  /// Puts an item's UID into `uid`.
  private mutating func makeUID(_ item: Item) {
    uid.removeAll()
    let texts = material.texts
    let part = parts[Int(item.part)]
    let series = Int(part.series)
    let owner = texts.owners[series][Int(part.owner)]
    let key = texts.bytes(texts.text(of: series, slot: Int(material.order.slots[item.rank].slot)).key)
    guard item.name > 0 else {
      let ownerID = texts.bytes(owner.isFannedOut ? texts.id(of: Int(owner.unit)) : .empty)
      material.uid.append(
        path: texts.bytes(texts.text(of: series).path), key: key, owner: ownerID,
        suffix: suffixes.bytes(suffixRanges[part.role.rawValue]), to: &uid)
      return
    }
    let name = material.names.name(Int(item.name), series: series, owner: owner, role: roleUnit(part))
    let path = name.path ?? String(decoding: texts.bytes(texts.text(of: series).path), as: UTF8.self)
    let ownerID = owner.isFannedOut ? name.owner ?? plan.units[Int(owner.unit)].id.text : ""
    let suffix = roleUnit(part).map { ".\(part.role.name)." + (name.role ?? plan.units[$0].id.text) } ?? ""
    Array(path.utf8).withUnsafeBytes { path in
      Array(ownerID.utf8).withUnsafeBytes { ownerID in
        Array(suffix.utf8).withUnsafeBytes { suffix in
          material.uid.append(path: path, key: key, owner: ownerID, suffix: suffix, to: &uid)
        }
      }
    }
  }

  /// The unit whose copy a part is; nil for the owner's.
  private func roleUnit(_ part: FeedParts.Part) -> Int? {
    guard part.role != .owner, case .unit(let unit) = scope.holder else { return nil }
    return unit
  }

  // MARK: What is published

  private mutating func lookUp() throws {
    guard !ledger.isEmpty else { return }
    let own = published.map { Int32($0) } ?? -1
    // A feed under a new name goes on from the one under the old name.
    let previous = published == nil ? formerFeed().map { Int32($0) } ?? -1 : -1
    if previous >= 0 { summary.renamedFrom = feed.shortName(ofFeed: Int(previous)) }
    let ownItems = published.map { ledger.feeds[$0].items } ?? 0..<0
    var isSeen = [Bool](repeating: false, count: ownItems.count)
    let (feeds, allFeed) = (material.feeds, material.allFeed)
    let hasFormerNames = !material.names.isEmpty
    // Nothing has changed for most items, so each is first looked for behind the one before.
    var expected = ownItems.lowerBound
    for index in items.indices {
      makeUID(items[index])
      let hash = uid.bytes.hash64
      if expected < ownItems.upperBound, known[expected].uid == hash, known[expected].isAlone,
        !known[expected].isCancelled || !hasFormerNames
      {
        isSeen[expected - ownItems.lowerBound] = true
        items[index].own = Int32(expected)
        if known[expected].isCancelled {
          items[index].floor = Int32(expected)
        } else {
          items[index].base = Int32(expected)
        }
        expected += 1
        continue
      }
      let part = parts[Int(items[index].part)]
      var position = ledger.first(hash)
      if hasFormerNames, !isLive(position) { position = formerName(index, part) ?? position }
      let homes = part.role == .owner ? (feeds[Int(part.unit)], allFeed) : (own, own)
      while position >= 0 {
        let item = known[Int(position)]
        if item.feed == own, own >= 0 {
          isSeen[Int(position) - ownItems.lowerBound] = true
          items[index].own = position
          expected = Int(position) + 1
        }
        if item.feed == previous, previous >= 0 { items[index].own = position }
        if !item.isCancelled {
          if items[index].base < 0 || Self.isLater(item, known[Int(items[index].base)]) { items[index].base = position }
        } else if item.feed == homes.0 || item.feed == homes.1 {
          if items[index].floor < 0 || Self.isLater(item, known[Int(items[index].floor)]) { items[index].floor = position }
        }
        position = item.next
      }
    }
    // A former name may stand elsewhere in the order than the present one.
    if items.contains(where: { $0.name > 0 }) { sortExactly() }
    var tombstones = TombstoneMaker(feed, scope)
    // Of what somebody has doubled, one is enough.
    var told: Set<UInt64> = []
    for (index, isSeen) in isSeen.enumerated() where !isSeen {
      guard told.insert(known[ownItems.lowerBound + index].uid).inserted else { continue }
      if let item = try tombstones.make(ownItems.lowerBound + index) { gone.append(item) }
    }
    summary.changes += tombstones.changes
    summary.pastChanges += tombstones.pastCount
    gone = GoneItem.kept(gone, today: feed.options.stamp.day, hasOthers: !items.isEmpty)
  }

  /// The published feed of the unit under a name it had before.
  private func formerFeed() -> Int? {
    guard case .unit(let unit) = scope.holder else { return nil }
    for name in material.names.units[unit] {
      if let found = ledger.feed(FeedScope(.departed(name), scope.component).fileName(in: plan)) { return found }
    }
    return nil
  }

  /// Gives an item the former name under which it is published, and says where; nil where it is not.
  private mutating func formerName(_ index: Int, _ part: FeedParts.Part) -> Int32? {
    let count = material.names.count(
      series: Int(part.series), owner: material.texts.owners[Int(part.series)][Int(part.owner)], role: roleUnit(part))
    for name in 1..<max(count, 1) {
      items[index].name = UInt8(name)
      makeUID(items[index])
      let found = ledger.first(uid.bytes.hash64)
      if isLive(found) { return found }
    }
    items[index].name = 0
    return nil
  }

  private func isLive(_ first: Int32) -> Bool {
    var position = first
    while position >= 0 {
      let item = known[Int(position)]
      if !item.isCancelled { return true }
      position = item.next
    }
    return false
  }

  /// Whether an item was published after another of the same UID.
  static func isLater(_ one: PublishedItem, _ other: PublishedItem) -> Bool {
    if one.sequence != other.sequence { return one.sequence > other.sequence }
    if one.modified != other.modified { return one.modified > other.modified }
    // Of two that are the same, the one that can be read.
    return one.content != 0 && other.content == 0
  }

  // MARK: Writing

  private mutating func write(_ item: Item) throws {
    let part = parts[Int(item.part)]
    let slot = material.order.slots[item.rank]
    let start = lines.buffer.count
    lines.buffer.append(scope.component == .event ? "BEGIN:VEVENT\r\n" : "BEGIN:VTODO\r\n")
    makeUID(item)
    writeUID()
    if item.base < 0, item.floor < 0 {
      let amendment = isPublished(part) ? feed.latestAmendment : nil
      makeContent(item, part, slot, amendment)
      lines.buffer.append(freshStamps.bytes)
      note(feed.options.stamp)
      lines.buffer.append(content.bytes)
      if feed.options.describesChanges, !hadOtherRole(item, part) { try describe(item, .added, from: start) }
    } else {
      let base = item.base >= 0 ? known[Int(item.base)] : nil
      let floor = item.floor >= 0 ? known[Int(item.floor)] : nil
      let named = base.flatMap { $0.amendment >= 0 ? ledger.amendments[Int($0.amendment)] : nil }
      makeContent(item, part, slot, named)
      if let base, base.content == content.bytes.hash64, floor.map({ $0.sequence < base.sequence }) ?? true {
        stamps.append(created: base.created, modified: base.modified, sequence: Int(base.sequence), to: &lines.buffer)
        note(base.modified)
        lines.buffer.append(content.bytes)
        // The feed itself may have been left behind by exports of others.
        if feed.options.describesChanges, item.own >= 0, known[Int(item.own)].content != base.content {
          try describe(item, .edited, from: start)
        }
      } else {
        // What cannot be compared is not known to have changed, and a link or an alarm is none of the plan's business; what has
        // changed names the act that is in force now, if any is.
        let isUnknown = base.map { $0.content == 0 } ?? false
        let reminds = plan.work[schedule.series[Int(part.series)].work].remind != nil
        // Another day is another day, and needs no second look; but a window is shown on its last day or on all.
        let task = schedule.series[Int(part.series)].slots[Int(slot.slot)]
        let isMoved = base.map { ($0.day, $0.minute) != (slot.day, slot.minute) } ?? false
        let isElsewhen = isMoved && !(task.shape == .window && task.start != task.due)
        let isPlanned = try !isUnknown && (isElsewhen || !saysTheSame(item, reminds: reminds))
        let amendment = isPlanned ? feed.latestAmendment : named
        if amendment != named { makeContent(item, part, slot, amendment) }
        if let base, part.role == .owner, base.day < feed.options.stamp.day.dayNumber,
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
        note(modified)
        lines.buffer.append(content.bytes)
        if feed.options.describesChanges, isPlanned, item.own >= 0 || !hadOtherRole(item, part) {
          try describe(item, item.own >= 0 ? .edited : base == nil ? .added : .received, from: start)
        }
      }
    }
    if slot.day >= feed.options.asOf.dayNumber, summary.next.count < FeedSummary.limit { addUpcoming(slot, part) }
  }

  /// Whether an item, as it stands in `content`, says to people what its published copy says; what another program, option or
  /// language makes of it does not count.
  private func saysTheSame(_ item: Item, reminds: Bool) throws -> Bool {
    guard feed.latestAmendment != nil || feed.options.describesChanges, item.base >= 0,
      let old = try ledger.bytes(of: Int(item.base))
    else { return false }
    let (before, after) = (PublishedText(old), PublishedText(content.bytes))
    if feed.isInOtherLanguage { return before.start == after.start && before.end == after.end }
    // A reminder that the plan asks for is the plan's, one that an option asks for is not.
    if reminds, before.trigger != after.trigger, before.start == after.start { return false }
    return before.summary == after.summary && before.location == after.location && before.facts == after.facts
  }

  /// Whether the unit had the task of a copy before, in another role.
  private mutating func hadOtherRole(_ item: Item, _ part: FeedParts.Part) -> Bool {
    guard case .unit = scope.holder, let published else { return false }
    defer { makeUID(item) }
    for role in FeedRole.allCases where role != part.role {
      let series = Int(part.series)
      let texts = material.texts
      let owner = texts.owners[series][Int(part.owner)]
      uid.removeAll()
      material.uid.append(
        path: texts.bytes(texts.text(of: series).path),
        key: texts.bytes(texts.text(of: series, slot: Int(material.order.slots[item.rank].slot)).key),
        owner: texts.bytes(owner.isFannedOut ? texts.id(of: Int(owner.unit)) : .empty),
        suffix: suffixes.bytes(suffixRanges[role.rawValue]), to: &uid)
      var position = ledger.first(uid.bytes.hash64)
      while position >= 0 {
        let found = known[Int(position)]
        if found.feed == Int32(published), !found.isCancelled { return true }
        position = found.next
      }
    }
    return false
  }

  /// Whether a feed into which a copy comes was published before, so that the copy is new by an amendment and not with its feed.
  private func isPublished(_ part: FeedParts.Part) -> Bool {
    part.role == .owner ? material.feeds[Int(part.unit)] >= 0 || material.allFeed >= 0 : published != nil
  }

  private mutating func writeUID() {
    if uid.count <= 71 {
      lines.buffer.append("UID:")
      lines.buffer.append(uid.bytes)
      lines.buffer.append("\r\n")
    } else {
      line.removeAll()
      line.append("UID:")
      line.append(uid.bytes)
      lines.buffer.append(folding: line.bytes)
    }
  }

  /// Puts together everything after SEQUENCE.
  private mutating func makeContent(_ item: Item, _ part: FeedParts.Part, _ slot: FeedOrder.Slot, _ amendment: String?) {
    content.removeAll()
    let texts = material.texts
    let place = TaskPlace(series: Int(part.series), slot: Int(slot.slot), owner: Int(part.owner))
    let series = texts.text(of: place.series)
    let day = texts.text(of: place.series, slot: place.slot)
    content.append(texts.bytes(day.dates))
    if part.role == .owner {
      content.append(texts.bytes(day.summary))
    } else {
      line.removeAll()
      line.append("SUMMARY:")
      line.append(string: part.role.mark(language))
      if schedule.series[place.series].slots[place.slot].isTentative { line.append(string: TaskTexts.tentative(language)) }
      line.append(texts.bytes(day.title))
      // Whoever works with several wards must see which one an entry is about.
      if texts.owners[place.series][place.owner].isFannedOut {
        line.append(" – ")
        let name = texts.shortName(of: Int(part.unit))
        line.append(texts.bytes(name))
      }
      content.append(folding: line.bytes)
    }
    line.removeAll()
    line.append("DESCRIPTION:")
    line.append(texts.bytes(series.partOf))
    if roles[Int(item.part)].count == 0 {
      let start = who.count
      texts.appendRoles(schedule.roles(at: place), to: &who)
      roles[Int(item.part)] = who.range(from: start)
    }
    line.append(who.bytes(roles[Int(item.part)]))
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
      content.append(folding: line.bytes)
      line.removeAll()
    } else {
      content.append(folding: line.bytes)
    }
    content.append(texts.bytes(series.lines))
    content.append(texts.bytes(day.status))
    if let base = feed.options.baseURL {
      line.removeAll()
      line.append("URL:")
      appendLink(base, Int(part.unit))
      content.append(folding: line.bytes)
    }
    if let amendment {
      line.removeAll()
      line.append("X-PLAN-AMENDMENT:")
      line.append(escaping: amendment)
      content.append(folding: line.bytes)
    }
    if part.role != .monitor { content.append(texts.bytes(day.alarm)) }
    content.append(scope.component == .event ? "END:VEVENT\r\n" : "END:VTODO\r\n")
  }

  /// The place of the task's owner on the page.
  private mutating func appendLink(_ base: String, _ unit: Int) {
    line.append(string: base)
    line.append("/#")
    line.append(string: plan.id.text)
    line.append(".")
    line.append(material.texts.bytes(material.texts.id(of: unit)))
  }

  private mutating func write(_ notice: FeedNotice) {
    lines.buffer.append(scope.component == .event ? "BEGIN:VEVENT\r\n" : "BEGIN:VTODO\r\n")
    lines.line("UID", notice.uid)
    content.removeAll()
    notice.writeContent(into: &content)
    let last = notice.stamps(ledger, content: content.bytes.hash64, feed.options.stamp)
    stamps.append(created: last.created, modified: last.modified, sequence: last.sequence, to: &lines.buffer)
    note(last.modified)
    lines.buffer.append(content.bytes)
  }

  private mutating func addUpcoming(_ slot: FeedOrder.Slot, _ part: FeedParts.Part) {
    let place = TaskPlace(series: Int(part.series), slot: Int(slot.slot), owner: Int(part.owner))
    guard let day = CivilDate(dayNumber: Int(slot.day)) else { return }
    let task = schedule.series[place.series].slots[place.slot]
    var title =
      part.role.mark(language) + (task.isTentative ? TaskTexts.tentative(language) : "") + schedule.title(at: place)
    if part.role != .owner, material.texts.owners[place.series][place.owner].isFannedOut {
      title += " – " + plan.units[Int(part.unit)].shortName
    }
    summary.next.append(FeedSummary.Upcoming(day: day, time: slot.minute >= 0 ? task.time?.start.text : nil, title: title))
  }

  /// Says what an item that was just written says now, and what it said in this feed before.
  private mutating func describe(_ item: Item, _ kind: FeedChange.Kind, from start: Int) throws {
    let after = PublishedText(lines.buffer.bytes.slice(start..<lines.buffer.count))
    guard item.own >= 0, let bytes = try ledger.bytes(of: Int(item.own)) else {
      summary.changes.append(FeedChange(kind: kind, before: nil, after: after))
      return
    }
    let before = PublishedText(bytes)
    var kind = kind
    if known[Int(item.own)].isCancelled {
      kind = .returned
    } else if (before.start, before.end) != (after.start, after.end) {
      kind = .moved
    }
    summary.changes.append(FeedChange(kind: kind, before: before, after: after))
  }
}

/// How an item names the act that last touched it.
enum AmendmentText {
  static func label(_ language: Language) -> String { language == .vi ? "Điều chỉnh theo: " : "Amended by: " }
}
