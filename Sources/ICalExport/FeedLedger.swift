import PlanModel

/// What the published feeds of a plan say: which items there are, in which state, and since when.
///
/// The feeds are their own ledger: no other file keeps what was exported before. Items are held by hashes of their UIDs and of what
/// they say, so that a million of them fit into memory; their bytes are read again where they are needed.
public final class FeedLedger {
  /// Reads bytes of a file from an offset into a buffer and says how many; none at the end.
  public typealias Reader = (_ offset: Int, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// A file of the plan's folder.
  public struct Feed {
    /// The name of the file.
    public let file: String
    /// What it is.
    public let standing: Standing
    /// Its bytes before the first item.
    let head: [UInt8]
    /// Its items, as positions in the ledger.
    let items: Range<Int>
    let read: Reader
  }

  /// What a file is.
  public enum Standing: Sendable {
    /// A feed of this plan, whole.
    case ours
    /// A feed of this plan in which something is not as this program writes it.
    case damaged
    /// Something else.
    case foreign
  }

  /// The id of the plan.
  public let plan: String
  /// The files that were read.
  public private(set) var feeds: [Feed] = []
  private var positions: [String: Int] = [:]
  private(set) var items: [PublishedItem] = []
  /// What items say of the amendment that last touched them.
  private(set) var amendments: [String] = []
  /// The roles besides the owner's and the coordinators' of which copies are published.
  public private(set) var roles: Set<FeedRole> = []
  /// The address of the page to which published items lead; nil where they lead nowhere.
  public private(set) var baseURL: String?
  /// The first item of each UID: a hash table with open addressing, the highest bits of the hash first.
  private var table: [Int32] = []

  /// Makes the ledger of a plan of which nothing is published yet.
  public init(plan: String) { self.plan = plan }

  /// Whether a feed of ours is published, whole or damaged.
  public var isPublished: Bool { feeds.contains { $0.standing != .foreign } }

  /// Whether nothing is published.
  public var isEmpty: Bool { items.isEmpty }

  /// Reads a file and takes up what it says, where it is a feed of this plan.
  @discardableResult
  public func add(_ file: String, read: @escaping Reader) throws -> Standing {
    try add(Scanned(file, plan: plan, read: read))
  }

  /// Takes up what was read of a file, where it is a feed of this plan.
  @discardableResult
  public func add(_ scanned: Scanned) -> Standing {
    let first = items.count
    // Each file counts the amendments that it names for itself.
    let named = scanned.amendments.map { text in
      amendments.lastIndex(of: text)
        ?? {
          amendments.append(text)
          return amendments.count - 1
        }()
    }
    for item in scanned.items {
      var item = item
      item.feed = Int32(feeds.count)
      if item.amendment >= 0 {
        let number = named[Int(item.amendment)]
        // More amendments than can be counted: what such an item says is not compared.
        if number > Int(Int16.max) { (item.content, item.amendment) = (0, -1) } else { item.amendment = Int16(number) }
      }
      items.append(item)
    }
    if scanned.standing != .foreign {
      roles.formUnion(scanned.roles)
      baseURL = baseURL ?? scanned.baseURL
    }
    positions[scanned.file] = feeds.count
    feeds.append(
      Feed(
        file: scanned.file, standing: scanned.standing, head: scanned.head, items: first..<items.count, read: scanned.read))
    for position in first..<items.count { index(position) }
    return scanned.standing
  }

  /// What was read of a file, before it is taken up; files are read one by one or several at a time.
  public struct Scanned {
    let file: String
    let read: Reader
    let standing: Standing
    let head: [UInt8]
    fileprivate(set) var items: [PublishedItem] = []
    let amendments: [String]
    let roles: Set<FeedRole>
    let baseURL: String?

    /// Reads a file as a feed of a plan.
    public init(_ file: String, plan: String, read: @escaping Reader) throws {
      self.file = file
      self.read = read
      var scan = FeedScan(plan: plan)
      var items: [PublishedItem] = []
      try scan.read(read) { items.append($0) }
      if scan.standing == .damaged { items += FeedLedger.salvage(try FeedLedger.whole(read), plan: plan, besides: items) }
      self.items = items
      (standing, head, amendments, roles, baseURL) = (scan.standing, scan.head, scan.amendments, scan.roles, scan.baseURL)
    }
  }

  /// Makes room for the items of files of so many bytes in all.
  public func reserve(bytes: Int) {
    // What is larger than any feed of ours, or a hole in a file, is not believed before it is read.
    let count = min(max(bytes, 0), 1 << 30) / 700
    items.reserveCapacity(count)
    var size = 1024
    while count * 3 > size * 2 - 3 { size *= 2 }
    if table.isEmpty { table = [Int32](repeating: -1, count: size) }
  }

  /// The head of a feed, where it is one of ours.
  func head(of feed: Int) -> FeedHead? { FeedHead(feeds[feed].head + Array("UID:x@\(plan)\r\n".utf8)) }

  /// The feed of a file; nil where it is not ours.
  func feed(_ file: String) -> Int? { positions[file].flatMap { feeds[$0].standing == .foreign ? nil : $0 } }

  /// What a file of the folder is; nil where there is none of this name.
  public func standing(of file: String) -> Standing? { positions[file].map { feeds[$0].standing } }

  /// Whether all that is to be done in a feed stands in the feed of another unit too: somebody has copied the file.
  func isCopy(_ file: String) -> Bool {
    guard let number = feed(file) else { return false }
    let live = feeds[number].items.filter { !items[$0].isCancelled }
    return !live.isEmpty
      && live.allSatisfy { position in
        copies(of: items[position].uid).contains { copy in
          let other = items[copy]
          return !other.isCancelled && Int(other.feed) != number
            && !["all.ics", "all-todo.ics"].contains(feeds[Int(other.feed)].file)
        }
      }
  }

  /// The bytes of an item; nil where they cannot be read any more.
  func bytes(of position: Int) throws -> [UInt8]? {
    let item = items[position]
    guard item.length > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(item.length))
    var done = 0
    while done < bytes.count {
      let count = try bytes.withUnsafeMutableBytes {
        try feeds[Int(item.feed)].read(item.offset + done, UnsafeMutableRawBufferPointer(rebasing: $0[done...]))
      }
      guard count > 0 else { return nil }
      done += count
    }
    return bytes
  }

  // MARK: By UID

  /// The first item of a UID; -1 where there is none.
  @inline(__always)
  func first(_ uid: UInt64) -> Int32 {
    guard !table.isEmpty else { return -1 }
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: uid >> 20) & mask
    while true {
      let position = table[place]
      if position < 0 || items[Int(position)].uid == uid { return position }
      place = (place + 1) & mask
    }
  }

  /// The items of a UID, those read last first.
  @inline(__always)
  func copies(of uid: UInt64) -> Copies { Copies(items: items, position: first(uid)) }

  /// The items of one UID, by their positions in the ledger.
  struct Copies: Sequence, IteratorProtocol {
    let items: [PublishedItem]
    var position: Int32

    @inline(__always)
    mutating func next() -> Int? {
      guard position >= 0 else { return nil }
      defer { position = items[Int(position)].next }
      return Int(position)
    }
  }

  private func index(_ position: Int) {
    if (items.count + 1) * 3 > table.count * 2 { rebuild() }
    insert(position)
  }

  private func insert(_ position: Int) {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: items[position].uid >> 20) & mask
    while table[place] >= 0 {
      if items[Int(table[place])].uid == items[position].uid {
        items[position].next = table[place]
        items[position].isAlone = false
        items[Int(table[place])].isAlone = false
        break
      }
      place = (place + 1) & mask
    }
    table[place] = Int32(position)
  }

  private func rebuild() {
    var size = max(table.count, 1024)
    while items.count * 3 > size * 2 - 3 { size *= 2 }
    let old = table
    table = [Int32](repeating: -1, count: size)
    let mask = size - 1
    for head in old where head >= 0 {
      var place = Int(truncatingIfNeeded: items[Int(head)].uid >> 20) & mask
      while table[place] >= 0 { place = (place + 1) & mask }
      table[place] = head
    }
  }

  // MARK: Damage

  fileprivate static func whole(_ read: Reader) throws -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while result.count < 1 << 27 {
      let count = try buffer.withUnsafeMutableBytes { try read(result.count, $0) }
      guard count > 0 else { break }
      result += buffer[..<count]
    }
    return result
  }

  /// Takes what can be read of damaged items, so that no SEQUENCE ever falls; what they say cannot be compared.
  fileprivate static func salvage(_ bytes: [UInt8], plan: String, besides items: [PublishedItem]) -> [PublishedItem] {
    var known = Set(items.map(\.uid))
    var salvaged: [PublishedItem] = []
    var stamps = StampReader()
    var values: [String: [UInt8]] = [:]
    for line in PublishedText.lines(bytes) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      let value = Array(line[(colon + 1)...])
      if name == "BEGIN" {
        values = [:]
      } else if name == "END", let uid = values["UID"], uid.ends(with: Array("@\(plan)".utf8)) {
        let hash = uid.withUnsafeBytes(\.hash64)
        func stamp(_ name: String) -> FeedStamp? { values[name]?.withUnsafeBytes { stamps.stamp($0, at: 0) } }
        guard let modified = stamp("LAST-MODIFIED") ?? stamp("DTSTAMP"), known.insert(hash).inserted else { continue }
        let sequence = Int32(String(decoding: values["SEQUENCE"] ?? [], as: UTF8.self)) ?? 0
        salvaged.append(
          PublishedItem(
            uid: hash, created: stamp("CREATED") ?? modified, modified: modified, sequence: max(sequence, 0), day: 0,
            isCancelled: values["STATUS"].map { $0 == Array("CANCELLED".utf8) } ?? false))
      } else if values[name] == nil {
        values[name] = value
      }
    }
    return salvaged
  }
}

extension Array where Element == UInt8 {
  func ends(with other: [UInt8]) -> Bool { count >= other.count && Array(suffix(other.count)) == other }
}
