import PlanModel
import Testing

@testable import ICalExport

/// A folder of published feeds in memory, into which a plan is exported again and again.
struct Published {
  var files: [String: [UInt8]] = [:]
  /// What the last export said changed.
  var changes: [String: [FeedChange]] = [:]
  /// How many tasks of days gone by the last export moved or cancelled, by file.
  var pastChanges: [String: Int] = [:]
  /// How each file stood before the last export.
  var standings: [String: FeedLedger.Standing] = [:]

  static let start = 1_523_844_000
  static let day = 86_400

  /// Exports a plan `days` days after the first export.
  mutating func export(
    _ schedule: Schedule, after days: Int = 0, only files: ((FeedScope) -> Bool)? = nil,
    _ change: (inout FeedOptions) -> Void = { _ in }
  ) throws {
    let stamp = try #require(FeedStamp(secondsSince1970: Self.start + days * Self.day))
    var options = FeedOptions(language: .vi, stamp: stamp, describesChanges: true)
    change(&options)
    let ledger = try ledger(schedule.plan.id.text)
    for feed in ledger.feeds { standings[feed.file] = feed.standing }
    let feed = CalendarFeed(schedule, options, ledger: ledger)
    var scopes: [FeedScope] = []
    for component in FeedComponent.allCases { scopes += feed.unitScopes(component) + [FeedScope(.all, component)] }
    for scope in scopes where files?(scope) ?? (scope.component == .event) {
      var bytes: [UInt8] = []
      let summary = try feed.write(scope) { bytes += $0 }
      #expect(summary.size == bytes.count)
      self.files[scope.fileName(in: schedule.plan)] = bytes
      changes[scope.fileName(in: schedule.plan)] = summary.changes
      pastChanges[scope.fileName(in: schedule.plan)] = summary.pastChanges
    }
  }

  /// What stands published, read by pieces of an odd size.
  func ledger(_ plan: String) throws -> FeedLedger {
    let ledger = FeedLedger(plan: plan)
    for (file, bytes) in files.sorted(by: { $0.key < $1.key }) {
      try ledger.add(file) { offset, buffer in
        let count = max(0, min(min(buffer.count, 1013), bytes.count - offset))
        if count > 0 { buffer.copyBytes(from: bytes[offset..<offset + count]) }
        return count
      }
    }
    return ledger
  }

  /// The items of a file, by UID.
  func items(_ file: String) -> [String: [String: String]] {
    var result: [String: [String: String]] = [:]
    var item: [String: String]?
    for line in PublishedText.lines(files[file] ?? []).map({ String(decoding: $0, as: UTF8.self) }) {
      if line == "BEGIN:VEVENT" || line == "BEGIN:VTODO" { item = [:] }
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      let name = String(line[..<colon].prefix { $0 != ";" })
      if item?[name] == nil { item?[name] = String(line[colon...].dropFirst()) }
      if line == "END:VEVENT" || line == "END:VTODO", let done = item, let uid = done["UID"] {
        #expect(result[uid] == nil, "\(uid) twice in \(file)")
        result[uid] = done
        item = nil
      }
    }
    return result
  }

  subscript(file: String, uid: String) -> [String: String]? { items(file)[uid + "@vi-du"] }

  /// The UIDs of a file in the order of the file, with their starts.
  func order(_ file: String) -> [(start: String, uid: String)] {
    var result: [(start: String, uid: String)] = []
    for line in PublishedText.lines(files[file] ?? []).map({ String(decoding: $0, as: UTF8.self) }) {
      if line.hasPrefix("UID:") { result.append(("", String(line.dropFirst(4)))) }
      guard let last = result.indices.last, line.hasPrefix("DTSTART") || line.hasPrefix("DUE"), result[last].start.isEmpty else {
        continue
      }
      result[last].start = String(line[line.index(after: line.lastIndex(of: ":") ?? line.startIndex)...])
    }
    return result
  }
}
