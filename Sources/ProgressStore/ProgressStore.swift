import GRDB
import Glibc
import PlanModel

/// The log of progress in a file of SQLite: entries are added and never changed, each durable before it is acknowledged.
///
/// Journal mode DELETE and `synchronous=EXTRA`, so that an acknowledged entry outlives a loss of power; every change is one immediate
/// transaction. The file itself is only ever opened by SQLite: closing it elsewhere in the process would drop SQLite's locks.
public final class ProgressStore {
  /// The path as it was given.
  public let path: String
  private let queue: DatabaseQueue
  private let isWritable: Bool

  /// How long to wait for others, in seconds.
  private static let patience = 10.0
  /// Stores up to this size are looked through whole before something is added.
  private static let smallSize = 4 << 20

  /// Opens a store to read it; nil where there is none, and none is made.
  public static func reading(_ path: String) throws(StoreFailure) -> ProgressStore? {
    var info = stat()
    guard stat(path, &info) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw StoreFailure.of(errno)
    }
    guard info.st_mode & S_IFMT == S_IFREG else { throw .noPlainFile }
    // A file in which nothing stands yet is what a first mark leaves that was cut short.
    if info.st_size == 0 { return nil }
    try refuseStump(path, info)
    return try ProgressStore(path, isWritable: false, mayWrite: Glibc.access(path, W_OK) == 0)
  }

  /// Opens a store to add to it; it is made where there is none.
  public static func writing(_ path: String) throws(StoreFailure) -> ProgressStore {
    var info = stat()
    if stat(path, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFREG else { throw .noPlainFile }
      guard Glibc.access(path, W_OK) == 0 else { throw StoreFailure.of(errno) }
      try refuseStump(path, info)
    } else if errno != ENOENT {
      throw StoreFailure.of(errno)
    } else if lstat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG {
      // A link to nothing; a plain file has just been made by somebody else who marks.
      throw .noPlainFile
    }
    return try ProgressStore(path, isWritable: true, mayWrite: true)
  }

  /// Refuses what is shorter than any file of SQLite, which would be taken for an empty one; a journal beside it can mend it.
  private static func refuseStump(_ path: String, _ info: stat) throws(StoreFailure) {
    var journal = stat()
    guard (1..<512).contains(info.st_size), stat(path + "-journal", &journal) != 0 else { return }
    throw .foreign
  }

  private init(_ path: String, isWritable: Bool, mayWrite: Bool) throws(StoreFailure) {
    self.path = path
    self.isWritable = isWritable
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if let name = FileSystemKind.network(of: path) ?? FileSystemKind.network(of: folder) { throw .network(name) }
    var configuration = Configuration()
    // Also for reading it is opened for writing where that is allowed: a mark that was cut short is rolled back by who comes next.
    configuration.readonly = !mayWrite
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .callback(Patience(seconds: Self.patience).waits)
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA synchronous = EXTRA;
          PRAGMA temp_store = MEMORY;
          """)
      if !isWritable { try database.execute(sql: "PRAGMA query_only = ON") }
    }
    // SQLite takes some names for something else than a file.
    let name = path.hasPrefix("/") || path.hasPrefix("./") ? path : "./" + path
    do {
      queue = try DatabaseQueue(path: name, configuration: configuration)
    } catch {
      throw StoreFailure.of(error, reading: !isWritable)
    }
  }

  // MARK: Reading

  /// All entries of the store, in the order they came.
  ///
  /// - Throws: ``StoreFailure/Kind/damaged`` where any entry is damaged or missing.
  public func entries() throws(StoreFailure) -> [ProgressEntry] {
    let (entries, isWhole) = try readable()
    guard isWhole else { throw .damaged }
    return entries
  }

  /// The entries of tasks whose ids begin so; all entries of a small store.
  public func entries(prefixes: [String]) throws(StoreFailure) -> [ProgressEntry] {
    try perform { database in
      var result: [ProgressEntry] = []
      try database.inTransaction(.deferred) {
        switch try StoreSchema.standing(database) {
        case .empty: break
        // An older store has no checksums to hold entries against.
        case .ours(let version) where version < StoreSchema.version:
          result = try EntryReader.all(database, hasSums: version > 1).entries
        case .ours: result = try recorded(database, prefixes)
        }
        return .commit
      }
      return result
    }
  }

  /// What can be read of the store, and whether that is all.
  public func readable() throws(StoreFailure) -> (entries: [ProgressEntry], isWhole: Bool) {
    try perform { database in
      var result: (entries: [ProgressEntry], isWhole: Bool) = ([], true)
      try database.inTransaction(.deferred) {
        switch try StoreSchema.standing(database) {
        case .empty: break
        case .ours(let version): result = try EntryReader.all(database, hasSums: version > 1)
        }
        return .commit
      }
      return result
    }
  }

  // MARK: Writing

  /// Adds entries in one transaction that nobody else comes between; returns when they are durable.
  ///
  /// - Parameters:
  ///   - prefixes: What the ids of tasks begin with whose entries `body` looks at; a small store is always looked through whole.
  ///   - body: Gives the entries to add, from what is recorded and the stamp of the last entry.
  /// - Returns: The entries that were added.
  /// - Throws: A ``StoreFailure``, or what `body` throws.
  public func add<Failure: Error>(
    prefixes: [String], _ body: ([ProgressEntry], LogStamp?) throws(Failure) -> [ProgressEntry]
  ) throws -> [ProgressEntry] {
    var refused: Failure?
    var added: [ProgressEntry] = []
    try perform { database in
      try database.inTransaction(.immediate) {
        try StoreSchema.migrate(database)
        let known = try recorded(database, prefixes)
        let last = try String.fetchOne(database, sql: "SELECT max(at) FROM entries")
        guard last == nil || LogStamp(last ?? "") != nil else { throw StoreFailure.damaged }
        do throws(Failure) {
          added = try body(known, last.flatMap { LogStamp($0) })
        } catch {
          refused = error
          return .rollback
        }
        guard !added.isEmpty else { return .rollback }
        try append(added, database)
        return .commit
      }
    }
    if let refused { throw refused }
    return added
  }

  /// What an import does with an entry.
  public struct Merged: Sendable {
    /// How many entries are new.
    public let added: Int
    /// How many were there.
    public let known: Int
  }

  /// Adds those entries of another log that are not there yet, all in one transaction.
  ///
  /// - Throws: A ``MergeConflict`` where an entry is there that says something else.
  public func merge(_ entries: [ProgressEntry]) throws -> Merged {
    var conflict: MergeConflict?
    var new: [ProgressEntry] = []
    try perform { database in
      try database.inTransaction(.immediate) {
        try StoreSchema.migrate(database)
        guard try EntryReader.all(database, hasSums: true).isWhole else { throw StoreFailure.damaged }
        var seen: [String: ProgressEntry] = [:]
        for (line, entry) in entries.enumerated() {
          if let known = try seen[entry.entry] ?? EntryReader.one(database, id: entry.entry) {
            guard known == entry else {
              conflict = MergeConflict(index: line, known: known)
              return .rollback
            }
            continue
          }
          seen[entry.entry] = entry
          new.append(entry)
        }
        guard !new.isEmpty else { return .rollback }
        try append(new, database)
        return .commit
      }
    }
    if let conflict { throw conflict }
    return Merged(added: new.count, known: entries.count - new.count)
  }

  /// An entry that is there under the same id and says something else.
  public struct MergeConflict: Error {
    /// Which of the entries it is.
    public let index: Int
    /// What is there.
    public let known: ProgressEntry
  }

  private func recorded(_ database: Database, _ prefixes: [String]) throws -> [ProgressEntry] {
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    if pages * size <= Self.smallSize {
      let (entries, isWhole) = try EntryReader.all(database, hasSums: true)
      guard isWhole, try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else { throw StoreFailure.damaged }
      return entries
    }
    var found: [ProgressEntry] = []
    var seen: Set<String> = []
    for prefix in prefixes {
      for entry in try EntryReader.some(database, prefix: prefix) where seen.insert(entry.entry).inserted { found.append(entry) }
    }
    return found
  }

  private func append(_ entries: [ProgressEntry], _ database: Database) throws {
    var head = try LogHead.read(database)
    for entry in entries {
      try EntryReader.insert(entry, database)
      head.add(entry)
    }
    try head.write(database)
  }

  private func perform<Result>(_ body: (Database) throws -> Result) throws(StoreFailure) -> Result {
    do {
      return try queue.writeWithoutTransaction { database in
        if isWritable, try String.fetchOne(database, sql: "PRAGMA journal_mode") != "delete" {
          _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
        }
        return try body(database)
      }
    } catch {
      throw StoreFailure.of(error, reading: !isWritable)
    }
  }
}

extension StoreFailure {
  /// What the system says of a file that cannot be looked at.
  static func of(_ code: Int32) -> StoreFailure {
    let english = String(cString: strerror(code)).lowercased()
    let vietnamese =
      switch code {
      case EACCES, EPERM: "không có quyền"
      case EROFS: "đĩa chỉ đọc"
      case ENOTDIR: "ở đó có tệp, không phải thư mục"
      default: english
      }
    return StoreFailure(.cannot, Message(vi: vietnamese, en: english))
  }
}

/// Waits for others for some time, by the monotonic clock, in steps of random length so that nobody is always the last.
private final class Patience: @unchecked Sendable {
  private let nanoseconds: UInt64
  private var start: UInt64 = 0

  init(seconds: Double) { nanoseconds = UInt64(seconds * 1e9) }

  /// Waits once more; false when it has been long enough.
  @Sendable func waits(_ tries: Int) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let time = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    if tries == 0 { start = time }
    guard time - start < nanoseconds else { return false }
    usleep(UInt32.random(in: 500...(tries < 10 ? 3_000 : 12_000)))
    return true
  }
}
