import PlanModel

/// The order of items in feeds: by start, then by UID (so that what changes in a feed changes in one place).
///
/// Days and owners are ranked once; items are then sorted by two small numbers. Where that cannot be exact, a last pass over the
/// sorted items compares the UIDs themselves.
struct FeedOrder {
  /// A day of a series.
  struct Slot {
    let series: Int32
    let slot: Int32
    let day: Int32
    let minute: Int16
  }

  /// All days that calendars show, in order.
  let slots: [Slot]
  /// For each series, the rank of each of its days; -1 for those that calendars do not show.
  let ranks: [[Int32]]
  /// The rank of each unit's id, where the UID ends after it.
  let owners: [Int32]
  /// The rank of each unit's id, where a role follows it.
  let copyOwners: [Int32]
  /// Whether some UID may be cut short.
  let mayCut: Bool
  /// Whether a piece of work has several series, since deadlines were extended: their tasks come between each other.
  let hasSplitWork: Bool

  init(_ texts: TaskTexts) {
    let (schedule, lookup) = (texts.schedule, texts.lookup)
    let plan = schedule.plan
    var found: [(slot: Slot, key: ByteRange)] = []
    var keys = ByteBuffer(capacity: 1 << 14)
    var ranks: [[Int32]] = []
    var mayCut = false
    let uid = TaskUID(plan: plan.id.text, texts.component)
    for (number, series) in schedule.series.enumerated() {
      ranks.append(Array(repeating: -1, count: series.slots.count))
      let count = lookup.ownerCount(of: number)
      let isFannedOut = count > 0 && lookup.owner(count - 1, of: number).isFannedOut
      let path = lookup.bytes(lookup.text(of: number).path)
      for (index, slot) in series.slots.enumerated() where series.ownerCount > 0 {
        guard let dates = FeedDates(slot, texts.component, spans: texts.options.spans) else { continue }
        let start = keys.count
        keys.append(path)
        if let key = slot.key {
          keys.append(UInt8(ascii: "."))
          keys.append(string: key)
        }
        // What follows: an owner, whose id begins with a letter, or the end.
        keys.append(string: isFannedOut ? ".a" : texts.component.fileSuffix + "@")
        mayCut = mayCut || uid.mayBeCut(path: path.count, key: slot.key?.utf8.count ?? 0, suffix: 76)
        found.append(
          (
            Slot(
              series: Int32(number), slot: Int32(index), day: dates.key.day.dayNumber, minute: Int16(dates.key.minute ?? -1)),
            keys.range(from: start)
          ))
      }
    }
    found.sort { one, other in
      if one.slot.day != other.slot.day { return one.slot.day < other.slot.day }
      if one.slot.minute != other.slot.minute { return one.slot.minute < other.slot.minute }
      return byteOrder(keys.bytes(one.key), keys.bytes(other.key)) < 0
    }
    for (rank, entry) in found.enumerated() { ranks[Int(entry.slot.series)][Int(entry.slot.slot)] = Int32(rank) }
    slots = found.map(\.slot)
    self.ranks = ranks
    self.mayCut = mayCut
    hasSplitWork = Set(schedule.series.map(\.work)).count < schedule.series.count
    let ids = plan.units.ids.map(\.value.text)
    owners = Self.ranked(ids, texts.component == .todo ? "-todo@" : "@")
    copyOwners = Self.ranked(ids, ".")
  }

  private static func ranked(_ ids: [String], _ ending: String) -> [Int32] {
    let whole = ids.map { Array(($0 + ending).utf8) }
    var result = [Int32](repeating: 0, count: ids.count)
    for (rank, unit) in ids.indices.sorted(by: { whole[$0].lexicographicallyPrecedes(whole[$1]) }).enumerated() {
      result[unit] = Int32(rank)
    }
    return result
  }

  /// The rank of an owner among those of one day: members of a fan-out by id; who has the task by no fan-out after them in events,
  /// before them in to-dos (`.` < `@`, `-` < `.`).
  func ownerRank(_ unit: Int, isFannedOut: Bool, _ role: FeedRole, _ component: FeedComponent) -> Int32 {
    guard isFannedOut else { return component == .event ? Int32.max : -1 }
    return role == .owner ? owners[unit] : copyOwners[unit]
  }
}
