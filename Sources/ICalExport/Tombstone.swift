import PlanModel

/// An item that is not to be done any more, and stands in the feed for a while so that every program takes it away.
struct GoneItem {
  let bytes: [UInt8]
  let uid: [UInt8]
  let day: Int32
  let minute: Int16
  let modified: FeedStamp
  /// The last day on which it is kept.
  let keptUntil: CivilDate

  /// How long a cancelled item is kept after its day or its cancellation, in days.
  static let days = 60

  init(_ bytes: [UInt8], _ item: PublishedItem) {
    self.bytes = bytes
    uid = Self.uid(bytes)
    day = item.day
    minute = item.minute
    modified = item.modified
    keptUntil = Self.keptUntil(PublishedText(bytes).lastDay, cancelled: item.modified)
  }

  /// The last day on which an item of a day is kept that was cancelled at a time.
  static func keptUntil(_ day: CivilDate?, cancelled: FeedStamp) -> CivilDate {
    max(day ?? .earliest, cancelled.day).adding(days: days) ?? .latest
  }

  var hasTime: Bool { minute >= 0 }

  /// Whether bytes may be a UID of ours.
  static func isUID(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty && bytes.count <= 255
      && bytes.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "._@-".utf8.contains(byte)
      }
  }

  /// What stands before the `@` of an item's UID.
  static func local(_ bytes: [UInt8]) -> String {
    String(decoding: uid(bytes).prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
  }

  static func uid(_ bytes: [UInt8]) -> [UInt8] {
    let start = Array("UID:".utf8)
    return PublishedText.lines(bytes.prefix(400)).first { $0.starts(with: start) }.map { Array($0.dropFirst(4)) } ?? []
  }

  /// Whether it stands before an item in a feed.
  func precedes(_ day: Int32, _ minute: Int16, _ uid: UnsafeRawBufferPointer) -> Bool {
    if self.day != day { return self.day < day }
    if self.minute != minute { return self.minute < minute }
    return self.uid.withUnsafeBytes { byteOrder($0, uid) } < 0
  }

  /// Those that are still kept, in order; the last item of a feed always is.
  static func kept(_ all: [GoneItem], today: CivilDate, hasOthers: Bool) -> [GoneItem] {
    var kept = all.filter { today <= $0.keptUntil }
    if kept.isEmpty, !hasOthers, let last = all.max(by: { ($0.keptUntil, $0.day) < ($1.keptUntil, $1.day) }) { kept = [last] }
    return kept.sorted { one, other in other.uid.withUnsafeBytes { one.precedes(other.day, other.minute, $0) } }
  }
}

/// Turns what has gone from a feed into cancelled items.
struct TombstoneMaker {
  private let feed: CalendarFeed
  private let scope: FeedScope
  /// The UIDs of the feed's notice: the present form, and the one of earlier versions where no task can have it.
  private let notices: Set<UInt64>
  private(set) var changes: [FeedChange] = []
  /// How many tasks of days gone by were cancelled.
  private(set) var pastCount = 0

  init(_ feed: CalendarFeed, _ scope: FeedScope) {
    self.feed = feed
    self.scope = scope
    var words = ["._notice"]
    if !feed.plan.hasActivity("notice") { words.append(".notice") }
    notices = Set(words.map { Array(FeedNotice.uid(feed, scope, word: $0).utf8).withUnsafeBytes(\.hash64) })
  }

  private var ledger: FeedLedger { feed.ledger }
  private var language: Language { feed.options.language }

  /// What becomes of a published item that the feed has no task for; nil where nothing is left of it.
  mutating func make(_ position: Int) throws -> GoneItem? {
    let item = ledger.items[position]
    guard !notices.contains(item.uid), item.length > 0 else { return nil }
    guard let own = try ledger.bytes(of: position), let entry = CancelledEntry(own, scope.component) else { return nil }
    // What stands there in another form than this program's is written anew.
    if item.isCancelled, whole(own, item, entry.content) == own { return GoneItem(own, item) }
    let reason = GoneReason(of: GoneItem.uid(own), feed, scope)
    // What is done elsewhere has gone from this feed alone. What has gone everywhere goes as it was published last, so that all
    // copies stay the same.
    var base = position
    if !reason.isElsewhere {
      for copy in ledger.copies(of: item.uid) {
        let other = ledger.items[copy]
        if !other.isCancelled, other.length > 0, other.isLater(than: ledger.items[base]) { base = copy }
      }
    }
    guard let old = base == position ? own : try ledger.bytes(of: base), var gone = CancelledEntry(old, scope.component) else {
      return nil
    }
    gone.cancel(reason, by: reason.isMarked ? nil : feed.latestAmendment, language)
    let content = gone.content
    var last = ledger.items[base]
    last.modified = feed.options.stamp.after(last.modified)
    last.sequence = last.sequence == .max ? last.sequence : last.sequence + 1
    last.isCancelled = true
    // Where another feed has the same cancellation already, since an export was cut short, it stays one; unless that is so long
    // ago that nobody would see it here.
    let hash = content.withUnsafeBytes(\.hash64)
    for copy in ledger.copies(of: item.uid) {
      let other = ledger.items[copy]
      if other.isCancelled, other.sequence == last.sequence, other.content == hash,
        GoneItem.keptUntil(PublishedText(old).lastDay, cancelled: other.modified) >= feed.options.stamp.day
      {
        last.modified = other.modified
      }
    }
    if Int(item.day) < Int(feed.options.stamp.day.dayNumber), !reason.isOfCopy, !reason.isMarked { pastCount += 1 }
    // That all work of a unit goes on under its new name is told once.
    if feed.options.describesChanges, !reason.isRenaming {
      changes.append(FeedChange(kind: reason.kind, before: PublishedText(old), after: nil))
    }
    return GoneItem(whole(old, last, content), last)
  }

  /// An item of the UID of another, with stamps and what it says.
  private func whole(_ bytes: [UInt8], _ item: PublishedItem, _ content: [UInt8]) -> [UInt8] {
    var lines = ContentLines()
    lines.line("BEGIN", scope.component == .event ? "VEVENT" : "VTODO")
    lines.line("UID", String(decoding: GoneItem.uid(bytes), as: UTF8.self))
    var stamps = StampWriter()
    stamps.append(created: item.created, modified: item.modified, sequence: Int(item.sequence), to: &lines.buffer)
    return lines.bytes + content
  }
}

/// Why an item has gone from a feed.
struct GoneReason {
  let kind: FeedChange.Kind
  /// Whether it was a copy for another than the task's owner.
  private(set) var isOfCopy = false
  /// Whether the unit of the feed goes on under another name.
  private(set) var isRenaming = false
  /// Why the task is cancelled, where that is recorded in the log; an empty text where no reason is given.
  private var recorded: String?

  /// Whether the plan has the task and the log says that it is cancelled.
  var isMarked: Bool { recorded != nil }

  /// Whether another feed has the task now.
  var isElsewhere: Bool {
    if case .handedOver = kind { true } else { false }
  }

  func text(_ language: Language) -> String {
    switch kind {
    case .handedOver(let unit): (language == .vi ? "Đã chuyển cho: " : "Now with: ") + unit
    case .undated: language == .vi ? "Chưa ấn định lại ngày" : "No date is fixed any more"
    case .roleChanged(let role):
      (language == .vi ? "Đơn vị nay giữ vai trò khác: " : "The unit has another role now: ") + role.title(language)
    case .released: language == .vi ? "Đơn vị không còn tham gia việc này" : "The unit has no part in this any more"
    default:
      (language == .vi ? "Việc này đã hủy" : "This is cancelled") + (recorded.map { $0.isEmpty ? "" : ": " + $0 } ?? "")
    }
  }

  /// Finds out what has become of the task of a UID.
  init(of uid: [UInt8], _ feed: CalendarFeed, _ scope: FeedScope) {
    guard let (place, isCopy) = feed.tasks(scope.component).place(of: uid) else {
      kind = .cancelled
      return
    }
    isOfCopy = isCopy
    if let reason = feed.marks.cancellation(of: place) {
      recorded = reason
      kind = .cancelled
      return
    }
    let slot = feed.schedule.series[place.series].slots[place.slot]
    guard FeedDates(slot, scope.component, spans: feed.options.spans) != nil else {
      kind = .undated
      return
    }
    let roles = feed.schedule.roles(at: place)
    let owner = feed.plan.units[roles.unit].name
    if case .departed(let id) = scope.holder, let unit = feed.plan.unitPosition(ofFormer: id),
      feed.role(of: unit, in: roles) != nil
    {
      kind = .handedOver(to: feed.plan.units[unit].name)
      isRenaming = true
    } else if !isCopy {
      // What is here under another name has not gone to anybody.
      kind = scope.holder == .all || scope.holder == .unit(roles.unit) ? .cancelled : .handedOver(to: owner)
    } else if case .unit(let unit) = scope.holder, let role = feed.role(of: unit, in: roles) {
      kind = .roleChanged(to: role)
    } else {
      kind = .released
    }
  }
}

extension CalendarFeed {
  /// In which role a unit has a task or a copy of it; nil where it has none.
  func role(of unit: Int, in roles: TaskRoles) -> FeedRole? {
    if roles.unit == unit { return .owner }
    let copies: [(FeedRole, [Int])] = [(.coordinate, roles.coordinate), (.implement, roles.implement), (.monitor, roles.monitor)]
    return copies.first { options.roles.contains($0.0) && $0.1.contains(unit) }?.0
  }
}

/// Finds the tasks of UIDs, dated or not.
final class TaskFinder {
  /// Where the days of each name stand; tasks whose deadlines were extended stand apart from the others.
  private var slots: [String: [(series: Int, slot: Int)]] = [:]
  private let schedule: Schedule
  private let ending: String

  init(_ feed: CalendarFeed, _ component: FeedComponent) {
    schedule = feed.schedule
    let former = feed.material(component).names
    ending = component.fileSuffix + "@" + feed.plan.id.text
    for (number, series) in schedule.series.enumerated() where series.ownerCount > 0 {
      let path = schedule.plan.id.text + "." + schedule.plan.work[series.work].path
      for path in former.paths[number] + [path] {
        for (index, slot) in series.slots.enumerated() {
          slots[slot.key.map { path + "." + $0 } ?? path, default: []].append((number, index))
        }
      }
    }
  }

  /// The task of a UID, and whether the UID is that of a copy for another than its owner.
  func place(of uid: [UInt8]) -> (place: TaskPlace, isCopy: Bool)? {
    var text = String(decoding: uid, as: UTF8.self)
    guard text.hasSuffix(ending) else { return nil }
    text = String(text.dropLast(ending.count))
    if let place = owned(text) { return (place, false) }
    for role in FeedRole.allCases where role != .owner {
      let parts = text.split(separator: ".\(role.name).", maxSplits: 1)
      if parts.count == 2, !parts[1].contains("."), let place = owned(String(parts[0])) { return (place, true) }
    }
    return nil
  }

  private func owned(_ text: String) -> TaskPlace? {
    if let found = slots[text] {
      return place(in: found) { !$0.isFannedOut }
    }
    guard let dot = text.lastIndex(of: "."), let found = slots[String(text[..<dot])] else { return nil }
    let name = String(text[text.index(after: dot)...])
    guard let unit = schedule.plan.unitPosition(of: name) ?? schedule.plan.unitPosition(ofFormer: name) else { return nil }
    return place(in: found) { $0.isFannedOut && $0.unit == unit }
  }

  private func place(
    in found: [(series: Int, slot: Int)], _ isMeant: ((unit: Int, isFannedOut: Bool)) -> Bool
  ) -> TaskPlace? {
    for (series, slot) in found {
      let owner = (0..<schedule.series[series].ownerCount).first {
        isMeant(schedule.writtenOwner(at: TaskPlace(series: series, slot: slot, owner: $0)))
      }
      if let owner { return TaskPlace(series: series, slot: slot, owner: owner) }
    }
    return nil
  }
}
