import PlanModel

/// The feeds of a plan: which there are, and their bytes, written one component at a time.
///
/// A million tasks are never in memory together: a feed keeps the places of its tasks, and each becomes bytes when its turn comes.
public struct CalendarFeed: Sendable {
  static let zone = "Asia/Ho_Chi_Minh"

  private let schedule: Schedule
  private let language: Language
  private let stamp: FeedStamp
  /// For every unit with a task: the series it owns or coordinates tasks of.
  private let parts: [Int: [Part]]

  private struct Part: Hashable {
    let series: Int
    let owner: Int
    let role: FeedRole
  }

  /// A task's copy in a feed, ready to be sorted.
  private struct Entry {
    let day: Int32
    let minute: Int16
    let role: FeedRole
    let place: TaskPlace
    let unit: Int
  }

  /// Makes the feeds of a schedule.
  ///
  /// - Parameters:
  ///   - schedule: The dated work of the plan.
  ///   - language: The language of the texts around the plan's own.
  ///   - stamp: The time of the export, which new items carry.
  public init(_ schedule: Schedule, language: Language, stamp: FeedStamp) {
    self.schedule = schedule
    self.language = language
    self.stamp = stamp
    var parts: [Int: [Part]] = [:]
    var seen: [Int: Set<Part>] = [:]
    func add(_ unit: Int, _ part: Part) {
      if seen[unit, default: []].insert(part).inserted { parts[unit, default: []].append(part) }
    }
    for (number, one) in schedule.series.enumerated() where !one.slots.isEmpty {
      for owner in 0..<one.ownerCount {
        // Hand-overs change who acts from day to day; else one look is enough for the whole series.
        let slots = schedule.hasChangingUnits ? Array(one.slots.indices) : [0]
        for slot in slots {
          let place = TaskPlace(series: number, slot: slot, owner: owner)
          let task = schedule.task(at: place)
          add(task.unit, Part(series: number, owner: owner, role: .owner))
          // Nobody coordinates a task of its own.
          for unit in task.coordinate where unit != task.unit {
            add(unit, Part(series: number, owner: owner, role: .coordinate))
          }
        }
      }
    }
    self.parts = parts
  }

  /// The feeds of units, in the order of the plan, without that of the whole plan.
  public var unitScopes: [FeedScope] { parts.keys.sorted().map { .unit($0) } }

  /// The number of tasks in a feed.
  public func count(_ scope: FeedScope) -> Int { entries(scope).count }

  /// Writes a feed, giving its bytes in pieces of some 64 KiB.
  public func write(_ scope: FeedScope, _ emit: ([UInt8]) throws -> Void) rethrows {
    let entries = entries(scope)
    var lines = ContentLines()
    writeHead(scope, hasTimes: entries.contains { $0.minute >= 0 }, into: &lines)
    let event = TaskEvent(schedule: schedule, language: language, stamp: stamp)
    for entry in entries {
      event.write(entry.place, role: entry.role, unit: entry.unit, into: &lines)
      if lines.bytes.count > 1 << 16 { try emit(lines.take()) }
    }
    if entries.isEmpty {
      event.writeNotice(scope, into: &lines)
    }
    lines.line("END", "VCALENDAR")
    try emit(lines.take())
  }

  /// The bytes of a whole feed, for tests and small plans.
  public func bytes(_ scope: FeedScope) -> [UInt8] {
    var result: [UInt8] = []
    write(scope) { result += $0 }
    return result
  }

  private func entries(_ scope: FeedScope) -> [Entry] {
    var entries: [Entry] = []
    func add(_ part: Part, for unit: Int?) {
      let slots = schedule.series[part.series].slots
      for index in slots.indices {
        guard let (day, minute) = TaskEvent.start(of: slots[index]) else { continue }
        let place = TaskPlace(series: part.series, slot: index, owner: part.owner)
        if let unit, schedule.hasChangingUnits {
          let task = schedule.task(at: place)
          guard part.role == .owner ? task.unit == unit : task.unit != unit && task.coordinate.contains(unit) else { continue }
        }
        entries.append(
          Entry(day: day.dayNumber, minute: Int16(minute ?? -1), role: part.role, place: place, unit: unit ?? -1))
      }
    }
    switch scope {
    case .unit(let unit): for part in parts[unit] ?? [] { add(part, for: unit) }
    case .all:
      for (number, one) in schedule.series.enumerated() {
        for owner in 0..<one.ownerCount { add(Part(series: number, owner: owner, role: .owner), for: nil) }
      }
    }
    // By start, then by UID; the UID is made only where starts are the same.
    return entries.sorted { one, other in
      if (one.day, one.minute) != (other.day, other.minute) { return (one.day, one.minute) < (other.day, other.minute) }
      return uid(one).utf8.lexicographicallyPrecedes(uid(other).utf8)
    }
  }

  private func uid(_ entry: Entry) -> String {
    TaskEvent.uid(of: schedule.id(at: entry.place), schedule.plan, entry.role, entry.unit)
  }

  /// The head, which stays the same to the byte from export to export.
  private func writeHead(_ scope: FeedScope, hasTimes: Bool, into lines: inout ContentLines) {
    let plan = schedule.plan
    let name = scope.name(in: plan, language)
    lines.line("BEGIN", "VCALENDAR")
    lines.line("VERSION", "2.0")
    lines.line("PRODID", "-//plan//plan-format 1//" + (language == .vi ? "VI" : "EN"))
    lines.line("CALSCALE", "GREGORIAN")
    lines.text("NAME", name)
    lines.text("X-WR-CALNAME", name)
    lines.text("X-WR-CALDESC", plan.feedDescription(language))
    lines.line("X-WR-TIMEZONE", Self.zone)
    lines.line("REFRESH-INTERVAL;VALUE=DURATION", "PT4H")
    lines.line("X-PUBLISHED-TTL", "PT4H")
    lines.line("COLOR", "steelblue")
    lines.line("X-APPLE-CALENDAR-COLOR", "#4682B4")
    guard hasTimes else { return }
    lines.line("BEGIN", "VTIMEZONE")
    lines.line("TZID", Self.zone)
    lines.line("BEGIN", "STANDARD")
    lines.line("DTSTART", "19750613T000000")
    lines.line("TZOFFSETFROM", "+0700")
    lines.line("TZOFFSETTO", "+0700")
    lines.line("TZNAME", "+07")
    lines.line("END", "STANDARD")
    lines.line("END", "VTIMEZONE")
  }
}
