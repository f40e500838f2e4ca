import GRDB
import PlanModel

/// The tables of a store, and how an older store becomes one of today.
enum StoreSchema {
  /// `PLAN` in ASCII.
  static let applicationID: Int32 = 0x504C_414E
  /// The version of the tables, kept in `user_version`.
  static let version: Int32 = 2

  /// What an open store is.
  enum Standing: Equatable {
    /// Nothing is in it yet.
    case empty
    /// A store of ours, of some version.
    case ours(version: Int32)
  }

  /// Looks at what stands in a file.
  static func standing(_ database: Database) throws -> Standing {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == 0, version == 0 {
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      guard tables == 0 else { throw StoreFailure.foreign }
      return .empty
    }
    guard application == applicationID else { throw StoreFailure.foreign }
    guard version <= Self.version else { throw StoreFailure.newer }
    guard version > 0 else { throw StoreFailure.damaged }
    return .ours(version: version)
  }

  /// Brings a store to today's tables, inside a transaction; older steps are never changed.
  static func migrate(_ database: Database) throws {
    var version: Int32 = 0
    if case .ours(let known) = try standing(database) { version = known }
    guard version < Self.version else { return }
    if version < 1 {
      try database.execute(
        sql: """
          CREATE TABLE entries (
            entry TEXT NOT NULL PRIMARY KEY,
            task TEXT NOT NULL,
            nominal TEXT,
            "as" TEXT NOT NULL CHECK ("as" IN (
              'started', 'done', 'blocked', 'verified', 'returned', 'cancelled', 'extended', 'reopened')),
            "on" TEXT NOT NULL,
            at TEXT NOT NULL,
            by TEXT,
            note TEXT,
            evidence TEXT NOT NULL DEFAULT '[]',
            quantity INTEGER,
            until TEXT,
            document TEXT
          ) STRICT;
          CREATE INDEX entries_by_task ON entries (task);
          CREATE INDEX entries_by_time ON entries (at);
          PRAGMA application_id = \(applicationID);
          """)
    }
    if version < 2 {
      try database.execute(
        sql: """
          ALTER TABLE entries ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
          CREATE TABLE head (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;
          INSERT INTO head (id, count, sum) VALUES (1, 0, 0);
          """)
      try fillSums(database)
      try database.execute(
        sql: """
          CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries
          BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
          CREATE TRIGGER entries_stay BEFORE DELETE ON entries
          BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
          """)
    }
    try database.execute(sql: "PRAGMA user_version = \(Self.version)")
  }

  /// Gives the entries of a store of version 1 their checksums.
  private static func fillSums(_ database: Database) throws {
    var head = LogHead()
    for entry in try EntryReader.all(database, hasSums: false).entries {
      try database.execute(sql: "UPDATE entries SET sum = ? WHERE entry = ?", arguments: [entry.sum, entry.entry])
      head.add(entry)
    }
    try head.write(database)
  }
}

/// How many entries a store holds, and the sum of their checksums: what tells that none has gone.
struct LogHead: Equatable {
  var count: Int64 = 0
  var sum: Int64 = 0

  mutating func add(_ entry: ProgressEntry) {
    count += 1
    sum &+= entry.sum
  }

  /// Reads what a store says of itself.
  static func read(_ database: Database) throws -> LogHead {
    guard let row = try Row.fetchOne(database, sql: "SELECT count, sum FROM head WHERE id = 1"),
      case .int64(let count) = (row[0] as DatabaseValue).storage, case .int64(let sum) = (row[1] as DatabaseValue).storage
    else { throw StoreFailure.damaged }
    return LogHead(count: count, sum: sum)
  }

  func write(_ database: Database) throws {
    try database.execute(sql: "UPDATE head SET count = ?, sum = ? WHERE id = 1", arguments: [count, sum])
    guard database.changesCount == 1 else { throw StoreFailure.damaged }
  }
}
