import Foundation
import GRDB
import PlanModel

/// Turns rows of the store into entries; what no entry of ours can be is damage.
enum EntryReader {
  private static let columns =
    #"entry, task, nominal, "as", "on", at, by, note, evidence, quantity, until, document"#

  /// All entries of a store in the order they came, held against what the store says of itself.
  ///
  /// `isWhole` is false where one could not be read or is missing.
  static func all(_ database: Database, hasSums: Bool) throws -> (entries: [ProgressEntry], isWhole: Bool) {
    var entries: [ProgressEntry] = []
    var head = LogHead()
    var isWhole = true
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(columns), \(hasSums ? "sum" : "NULL") FROM entries NOT INDEXED ORDER BY rowid")
    while true {
      let next: Row?
      do {
        next = try rows.next()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        // What comes after the damage is read from the other end.
        let known = Set(entries.map(\.entry))
        return (entries + fromTheEnd(database, hasSums: hasSums).filter { !known.contains($0.entry) }, false)
      }
      guard let row = next else { break }
      guard let (entry, sum) = entry(row) else {
        isWhole = false
        continue
      }
      if hasSums {
        let own = entry.sum
        guard sum == own else {
          isWhole = false
          continue
        }
        head.count += 1
        head.sum &+= own
      }
      entries.append(entry)
    }
    if hasSums, try head != LogHead.read(database) { isWhole = false }
    return (entries, isWhole)
  }

  /// The entries of a damaged store that can be read from its end, in the order they came.
  private static func fromTheEnd(_ database: Database, hasSums: Bool) -> [ProgressEntry] {
    var entries: [ProgressEntry] = []
    let rows = try? Row.fetchCursor(
      database, sql: "SELECT \(columns), \(hasSums ? "sum" : "NULL") FROM entries NOT INDEXED ORDER BY rowid DESC")
    while let row = try? rows?.next() {
      if let (entry, sum) = entry(row), !hasSums || sum == entry.sum { entries.append(entry) }
    }
    return entries.reversed()
  }

  /// The entries of tasks whose ids begin so, found by the index.
  static func some(_ database: Database, prefix: String) throws -> [ProgressEntry] {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(columns), sum FROM entries WHERE task >= ? AND task < ? ORDER BY rowid",
      arguments: [prefix, prefix + "\u{7F}"])
    var entries: [ProgressEntry] = []
    while let row = try rows.next() {
      guard let (entry, sum) = entry(row), sum == entry.sum else { throw StoreFailure.damaged }
      entries.append(entry)
    }
    return entries
  }

  /// The entry of an id.
  static func one(_ database: Database, id: String) throws -> ProgressEntry? {
    guard let row = try Row.fetchOne(database, sql: "SELECT \(columns), sum FROM entries WHERE entry = ?", arguments: [id]) else {
      return nil
    }
    guard let (entry, sum) = entry(row), sum == entry.sum else { throw StoreFailure.damaged }
    return entry
  }

  private static func entry(_ row: Row) -> (entry: ProgressEntry, sum: Int64?)? {
    // Columns may hold anything in a damaged file, so nothing is taken for granted.
    func text(_ index: Int) -> String? {
      if case .string(let text) = (row[index] as DatabaseValue).storage { return text }
      return nil
    }
    func isNull(_ index: Int) -> Bool { (row[index] as DatabaseValue).isNull }
    func number(_ index: Int) -> Int64? {
      if case .int64(let number) = (row[index] as DatabaseValue).storage { return number }
      return nil
    }
    guard let id = text(0), let task = text(1), let action = text(3).flatMap({ ProgressAction(rawValue: $0) }),
      let on = text(4).flatMap({ CivilDate($0) }), let at = text(5).flatMap({ LogStamp($0) }), let list = text(8),
      let evidence = evidence(list)
    else { return nil }
    let nominal = text(2).flatMap { CivilDate($0) }
    let until = text(10).flatMap { CivilDate($0) }
    let quantity = number(9)
    guard isNull(2) || nominal != nil, isNull(10) || until != nil, isNull(9) || quantity != nil else { return nil }
    let (by, note, document) = (text(6), text(7), text(11))
    guard isNull(6) || by != nil, isNull(7) || note != nil, isNull(11) || document != nil else { return nil }
    let entry = ProgressEntry(
      entry: id, task: task, nominal: nominal, action: action, on: on, at: at, by: by, note: note, evidence: evidence,
      quantity: quantity.map { Int($0) }, until: until, document: document)
    return (entry, number(12))
  }

  private static func evidence(_ text: String) -> [String]? {
    if text == "[]" { return [] }
    // One plain text is what most lists hold.
    let bytes = text.utf8
    if bytes.count > 4, text.hasPrefix("[\""), text.hasSuffix("\"]") {
      let inner = bytes.dropFirst(2).dropLast(2)
      if inner.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != 0x7F }) {
        return [String(Substring(inner))]
      }
    }
    return try? JSONDecoder().decode([String].self, from: Data(bytes))
  }

  /// Adds an entry to a store.
  static func insert(_ entry: ProgressEntry, _ database: Database) throws {
    var list = JSONText()
    list.strings(entry.evidence)
    let statement = try database.cachedStatement(
      sql: "INSERT INTO entries (\(columns), sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      entry.entry, entry.task, entry.nominal?.description, entry.action.rawValue, entry.on.description, entry.at.text, entry.by,
      entry.note, list.string, entry.quantity, entry.until?.description, entry.document, entry.sum,
    ])
  }
}
