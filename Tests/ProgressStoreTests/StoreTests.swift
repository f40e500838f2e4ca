import Foundation
import GRDB
import PlanModel
import TestSupport
import Testing

@testable import ProgressStore

/// The store: what is added stays, and what is damaged is not taken for the truth.
@Suite struct StoreTests {
  static func entry(_ number: Int, _ action: ProgressAction = .done, task: String = "vi-du/a/2018-05-04") -> ProgressEntry {
    let digits = String(number, radix: 16)
    return ProgressEntry(
      entry: "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits, task: task,
      nominal: CivilDate("2018-05-04"), action: action, on: CivilDate("2018-05-04")!,
      at: LogStamp(microseconds: 1_600_000_000_000_000 + number)!, by: number % 3 == 0 ? nil : "Nguyễn Văn A",
      note: number % 2 == 0 ? "ghi chú \(number)\nhai dòng" : nil,
      evidence: number % 4 == 0 ? ["ảnh \"1\"", "https://x.vn/a"] : [],
      quantity: number % 5 == 0 ? number : nil, until: nil, document: nil)
  }

  /// Calls `body` with the path of a store that is not there yet.
  static func withPath(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plan-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "progress.sqlite").path)
  }

  static func add(_ entries: [ProgressEntry], to path: String) throws {
    _ = try ProgressStore.writing(path).add(prefixes: ["vi-du/"]) { (_, _) throws(Never) in entries }
  }

  @Test func readingNeverMakesAStore() throws {
    try Self.withPath { path in
      let store = try ProgressStore.reading(path)
      #expect(store == nil)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func whatIsAddedIsReadAgain() throws {
    try Self.withPath { path in
      let entries = (1...50).map { Self.entry($0) }
      for entry in entries { try Self.add([entry], to: path) }
      #expect(try ProgressStore.reading(path)?.entries() == entries)
      // Any program that knows SQLite reads the same.
      let queue = try DatabaseQueue(path: path)
      let seen = try queue.read { database in
        [
          try String.fetchOne(database, sql: "SELECT count FROM head"), try String.fetchOne(database, sql: "PRAGMA journal_mode"),
          try String.fetchOne(database, sql: "PRAGMA integrity_check"),
          try String.fetchOne(database, sql: "PRAGMA application_id"),
        ]
      }
      #expect(seen == ["50", "delete", "ok", "\(0x504C_414E)"])
    }
  }

  @Test func whatIsRefusedLeavesNothing() throws {
    struct Refused: Error {}
    try Self.withPath { path in
      #expect(throws: Refused.self) {
        _ = try ProgressStore.writing(path).add(prefixes: []) { (_, _) throws(Refused) in throw Refused() }
      }
      let left = try ProgressStore.reading(path)?.entries() ?? []
      #expect(left.isEmpty)
    }
  }

  @Test func entriesAreNeverChangedOrRemoved() throws {
    try Self.withPath { path in
      try Self.add([Self.entry(1)], to: path)
      let queue = try DatabaseQueue(path: path)
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "UPDATE entries SET note = 'x'") } }
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM entries") } }
    }
  }

  @Test func twoStoresMergeByUnion() throws {
    try Self.withPath { one in
      try Self.withPath { other in
        let entries = (1...30).map { Self.entry($0) }
        try Self.add(Array(entries[..<20]), to: one)
        try Self.add(Array(entries[10...]), to: other)
        for (path, more) in [(one, Array(entries[10...])), (other, Array(entries[..<20]))] {
          let merged = try ProgressStore.writing(path).merge(more)
          #expect((merged.added, merged.known) == (10, 10))
          #expect(try ProgressStore.writing(path).merge(more).added == 0)
        }
        let sorted = { (path: String) in try ProgressStore.reading(path)?.entries().sorted(by: ProgressEntry.precedes) }
        #expect(try sorted(one) == entries)
        #expect(try sorted(other) == entries)
        var changed = entries[3]
        changed.note = "khác"
        #expect(throws: ProgressStore.MergeConflict.self) { try ProgressStore.writing(one).merge([Self.entry(99), changed]) }
        #expect(try sorted(one) == entries)
      }
    }
  }

  @Test func anOldStoreBecomesOneOfToday() throws {
    try Self.withPath { path in
      let entries = (1...7).map { Self.entry($0) }
      let queue = try DatabaseQueue(path: path)
      try queue.write { database in
        // As version 1 made it.
        try database.execute(
          sql: """
            CREATE TABLE entries (entry TEXT NOT NULL PRIMARY KEY, task TEXT NOT NULL, nominal TEXT, "as" TEXT NOT NULL,
              "on" TEXT NOT NULL, at TEXT NOT NULL, by TEXT, note TEXT, evidence TEXT NOT NULL DEFAULT '[]', quantity INTEGER,
              until TEXT, document TEXT) STRICT;
            CREATE INDEX entries_by_task ON entries (task);
            CREATE INDEX entries_by_time ON entries (at);
            PRAGMA application_id = \(0x504C_414E);
            PRAGMA user_version = 1;
            """)
        for entry in entries {
          var list = JSONText()
          list.strings(entry.evidence)
          try database.execute(
            sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
              entry.entry, entry.task, entry.nominal?.description, entry.action.rawValue, entry.on.description, entry.at.text,
              entry.by,
              entry.note, list.string, entry.quantity, entry.until?.description, entry.document,
            ])
        }
      }
      try queue.close()
      #expect(try ProgressStore.reading(path)?.entries() == entries)
      try Self.add([Self.entry(8)], to: path)
      #expect(try ProgressStore.reading(path)?.entries() == entries + [Self.entry(8)])
      let after = try DatabaseQueue(path: path)
      #expect(try after.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") } == StoreSchema.version)
    }
  }

  @Test func storesOfOthersAndOfTomorrowAreRefused() throws {
    func kind(_ body: () throws -> Void) -> StoreFailure.Kind? {
      do {
        try body()
        return nil
      } catch {
        return (error as? StoreFailure)?.kind
      }
    }
    try Self.withPath { path in
      try Self.add([Self.entry(1)], to: path)
      try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
      #expect(kind { _ = try ProgressStore.reading(path)?.entries() } == .cannot)
      #expect(kind { try Self.add([Self.entry(2)], to: path) } == .cannot)
    }
    try Self.withPath { path in
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE anything (a)") }
      #expect(kind { _ = try ProgressStore.reading(path)?.entries() } == .cannot)
      #expect(kind { try Self.add([Self.entry(2)], to: path) } == .cannot)
    }
    try Self.withPath { path in
      try Data("không phải SQLite".utf8).write(to: URL(fileURLWithPath: path))
      #expect(kind { _ = try ProgressStore.reading(path)?.entries() } == .cannot)
    }
    try Self.withPath { path in
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(kind { _ = try ProgressStore.reading(path) } == .cannot)
      #expect(kind { _ = try ProgressStore.writing(path) } == .cannot)
    }
  }

  /// A byte that is not what it was: the right answer, or a clear error.
  @Test func aFlippedByteIsNeverTakenForTheTruth() throws {
    try Self.withPath { path in
      let entries = (1...40).map { Self.entry($0) }
      try Self.add(entries, to: path)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      let long = ProcessInfo.processInfo.environment["LONG"] == "1"
      var random = SplitMix64(seed: 29)
      let places =
        long
        ? Array(0..<4096) + (0..<4000).map { _ in Int.random(in: 0..<whole.count, using: &random) }
        : (0..<120).map { _ in Int.random(in: 0..<whole.count, using: &random) }
      for place in places {
        var damaged = whole
        damaged[place] ^= UInt8.random(in: 1...255, using: &random)
        try damaged.write(to: URL(fileURLWithPath: path))
        do {
          let read = try ProgressStore.reading(path)?.entries()
          #expect(read == entries, "byte \(place)")
        } catch {
          #expect(error is StoreFailure, "byte \(place): \(error)")
        }
        do {
          try Self.add([Self.entry(41)], to: path)
          #expect(try ProgressStore.reading(path)?.entries() == entries + [Self.entry(41)], "byte \(place)")
        } catch {
          #expect(error is StoreFailure, "byte \(place): \(error)")
        }
        try? FileManager.default.removeItem(atPath: path + "-journal")
      }
    }
  }

  @Test func anEntryThatIsMissingIsNoticed() throws {
    try Self.withPath { path in
      try Self.add((1...5).map { Self.entry($0) }, to: path)
      try DatabaseQueue(path: path).write { database in
        try database.execute(sql: "DROP TRIGGER entries_stay; DELETE FROM entries WHERE entry LIKE '%3'")
      }
      let store = try #require(try ProgressStore.reading(path))
      #expect(throws: StoreFailure.self) { try store.entries() }
      #expect(try store.readable().entries.count == 4)
      #expect(try !store.readable().isWhole)
    }
  }

  @Test func networkFileSystemsAreKnownByTheirNumbers() {
    for (magic, name) in [(0x6969, "NFS"), (0x517B, "SMB"), (0xFF53_4D42, "CIFS"), (0xFE53_4D42, "SMB2"), (0x0102_1997, "9P")] {
      #expect(FileSystemKind.networkName(magic: UInt32(magic), fuseType: nil) == name)
    }
    // ext4, tmpfs, xfs, btrfs, overlay, zfs, f2fs
    for magic in [0xEF53, 0x0102_1994, 0x5846_5342, 0x9123_683E, 0x794C_7630, 0x2FC1_2FC1, 0xF2F5_2010] {
      #expect(FileSystemKind.networkName(magic: UInt32(magic), fuseType: nil) == nil)
    }
    #expect(FileSystemKind.networkName(magic: FileSystemKind.fuse, fuseType: "fuse.sshfs") == "fuse.sshfs")
    #expect(FileSystemKind.networkName(magic: FileSystemKind.fuse, fuseType: "fuseblk") == nil)
    #expect(FileSystemKind.network(of: "/") == nil)
  }

  @Test func linesAreReadBackAsTheyWereWritten() {
    let entries = (1...20).map { Self.entry($0) }
    let bytes: [UInt8] = entries.flatMap { $0.json + [0x0A] }
    let (read, problems) = EntryLines.read(bytes)
    #expect(problems.isEmpty)
    #expect(read.map(\.entry) == entries)
    #expect(read.map(\.line) == Array(1...20))
  }

  @Test(arguments: [
    "{}", "[]", "x", #"{"entry":"1"}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"gone","on":"2018-05-04","at":"2018-05-04T00:00:00Z"}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"done","on":"2018-02-30","at":"2018-05-04T00:00:00Z"}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"done","on":"2018-05-04","at":"hôm qua"}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"done","on":"2018-05-04","at":"2018-05-04T00:00:00Z","more":1}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"done","on":"2018-05-04","at":"2018-05-04T00:00:00Z","quantity":true}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"done","on":"2018-05-04","at":"2018-05-04T00:00:00Z","quantity":-1}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"extended","on":"2018-05-04","at":"2018-05-04T00:00:00Z"}"#,
    #"{"entry":"00000000-0000-4000-8000-00000000000X","task":"p/a","as":"done","on":"2018-05-04","at":"2018-05-04T00:00:00Z"}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a b","as":"done","on":"2018-05-04","at":"2018-05-04T00:00:00Z"}"#,
    #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a","as":"done","on":"2018-05-04","at":"2018-05-04T00:00:00Z","note":"\u0000"}"#,
  ])
  func linesThatAreNoEntryAreNamed(_ line: String) {
    let (entries, problems) = EntryLines.read(Array(("\n" + line + "\n").utf8))
    #expect(entries.isEmpty)
    #expect(problems.map(\.line) == [2])
  }
}
