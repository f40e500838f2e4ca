import PlanModel

/// The tasks' copies of one feed, in the order of the feed, each with what is published of it.
struct FeedItems: ~Copyable {
  /// A task's copy in the feed.
  struct Item {
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

  /// The copies, in order.
  private(set) var items: [Item] = []
  /// The tasks of one owner in one series, as the feed has them.
  private(set) var parts: [FeedParts.Part] = []
  /// The items of the published feed for which there is no task, as positions in the ledger.
  private(set) var unseen: [Int] = []
  /// The name of the unit under which the feed was published before, where it was renamed.
  private(set) var renamedFrom: String?
  /// The UID that was made last.
  private(set) var uid = ByteBuffer(capacity: 512)
  /// The feed as it is published.
  let published: Int?
  private let feed: CalendarFeed
  private let scope: FeedScope
  private let material: FeedMaterial
  private let texts: TaskTexts.Lookup
  private let order: FeedOrder
  private let ledger: FeedLedger
  /// What is published, held here so that each look at it is plain.
  let known: [PublishedItem]
  /// `.role.unit` for each role but the owner's.
  private var suffixes = ByteBuffer(capacity: 512)
  private var suffixRanges = [ByteRange](repeating: .empty, count: FeedRole.allCases.count)

  private var plan: Plan { feed.plan }

  init(_ feed: CalendarFeed, _ scope: FeedScope) {
    self.feed = feed
    self.scope = scope
    material = feed.material(scope.component)
    texts = material.texts.lookup
    order = material.order
    ledger = feed.ledger
    known = feed.ledger.items
    published = feed.ledger.feed(scope.fileName(in: feed.plan))
    if case .unit(let unit) = scope.holder {
      for role in FeedRole.allCases where role != .owner {
        let start = suffixes.count
        suffixes.append(string: ".\(role.name).\(feed.plan.units[unit].id.text)")
        suffixRanges[role.rawValue] = suffixes.range(from: start)
      }
    }
    gather()
    lookUp()
  }

  // MARK: Tasks

  /// Gathers the tasks of the feed, in order.
  private mutating func gather() {
    switch scope.holder {
    case .unit(let unit): parts = feed.parts.ofUnits[unit]
    case .all: parts = feed.parts.ofAll
    case .departed: parts = []
    }
    let hasCancelled = feed.marks.hasCancelled
    var isExact = !order.mayCut && material.names.isEmpty && !order.hasSplitWork
    for (number, part) in parts.enumerated() {
      if part.role != .owner { isExact = false }
      let series = Int(part.series)
      let owner = texts.owner(Int(part.owner), of: series)
      let ownerRank = order.ownerRank(Int(owner.unit), isFannedOut: owner.isFannedOut, part.role, scope.component)
      let low = UInt64(UInt32(bitPattern: ownerRank) ^ 0x8000_0000)
      for (slot, rank) in order.ranks[series].enumerated() where rank >= 0 && feed.parts.stretches[series][slot] == part.stretch {
        if hasCancelled, feed.marks.cancellation(of: TaskPlace(series: series, slot: slot, owner: Int(part.owner))) != nil {
          continue
        }
        items.append(Item(key: UInt64(rank) << 32 | low, part: Int32(number)))
      }
    }
    items.sort { $0.key < $1.key }
    if !isExact { sortExactly() }
  }

  /// Puts items right whose order two numbers cannot tell: those of one start are sorted by their UIDs where they are not yet.
  private mutating func sortExactly() {
    let slots = order.slots
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
  mutating func makeUID(_ item: Item) {
    uid.removeAll()
    let part = parts[Int(item.part)]
    let series = Int(part.series)
    let owner = texts.owner(Int(part.owner), of: series)
    let key = texts.bytes(texts.text(of: series, slot: Int(order.slots[item.rank].slot)).key)
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

  /// Looks each task up in what is published.
  private mutating func lookUp() {
    guard !ledger.isEmpty else { return }
    let own = published.map { Int32($0) } ?? -1
    // A feed under a new name goes on from the one under the old name.
    let previous = published == nil ? formerFeed().map { Int32($0) } ?? -1 : -1
    if previous >= 0 { renamedFrom = feed.shortName(ofFeed: Int(previous)) }
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
      for copy in FeedLedger.Copies(items: known, position: position) {
        let (item, position) = (known[copy], Int32(copy))
        if item.feed == own, own >= 0 {
          isSeen[copy - ownItems.lowerBound] = true
          items[index].own = position
          expected = copy + 1
        }
        if item.feed == previous, previous >= 0 { items[index].own = position }
        if !item.isCancelled {
          if items[index].base < 0 || item.isLater(than: known[Int(items[index].base)]) { items[index].base = position }
        } else if item.feed == homes.0 || item.feed == homes.1 {
          if items[index].floor < 0 || item.isLater(than: known[Int(items[index].floor)]) { items[index].floor = position }
        }
      }
    }
    // A former name may stand elsewhere in the order than the present one.
    if items.contains(where: { $0.name > 0 }) { sortExactly() }
    unseen = isSeen.indices.filter { !isSeen[$0] }.map { ownItems.lowerBound + $0 }
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
      series: Int(part.series), owner: texts.owner(Int(part.owner), of: Int(part.series)), role: roleUnit(part))
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
    FeedLedger.Copies(items: known, position: first).contains { !known[$0].isCancelled }
  }

  /// Whether the unit had the task of a copy before, in another role.
  mutating func hadOtherRole(_ item: Item, _ part: FeedParts.Part) -> Bool {
    guard case .unit = scope.holder, let published else { return false }
    defer { makeUID(item) }
    for role in FeedRole.allCases where role != part.role {
      let series = Int(part.series)
      let owner = texts.owner(Int(part.owner), of: series)
      uid.removeAll()
      material.uid.append(
        path: texts.bytes(texts.text(of: series).path),
        key: texts.bytes(texts.text(of: series, slot: Int(order.slots[item.rank].slot)).key),
        owner: texts.bytes(owner.isFannedOut ? texts.id(of: Int(owner.unit)) : .empty),
        suffix: suffixes.bytes(suffixRanges[role.rawValue]), to: &uid)
      let copies = FeedLedger.Copies(items: known, position: ledger.first(uid.bytes.hash64))
      if copies.contains(where: { Int(known[$0].feed) == published && !known[$0].isCancelled }) { return true }
    }
    return false
  }

  /// Whether a feed into which a copy comes was published before, so that the copy is new by an amendment and not with its feed.
  func isPublished(_ part: FeedParts.Part) -> Bool {
    part.role == .owner ? material.feeds[Int(part.unit)] >= 0 || material.allFeed >= 0 : published != nil
  }
}
