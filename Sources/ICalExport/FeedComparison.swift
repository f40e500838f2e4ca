import PlanModel

/// Holds a published feed against what would be written now, without taking it up into a ledger.
///
/// An export that changes nothing is the commonest of all: the feeds are published anew each night. It is told by reading each feed
/// once, entry by entry in its order, with the stamps as they stand. Where anything else differs the ledger has to say why, and
/// nothing of this is kept.
public struct FeedComparison: ~Copyable {
  /// What the feed holds, as an export would say it.
  public private(set) var summary = FeedSummary()
  /// The stamps of all entries of owners and the acts that they name, as one number.
  ///
  /// The feeds of units and that of the whole plan have the same ones, or some entry stands in two states.
  public private(set) var stamps: UInt64 = 0
  private let feed: CalendarFeed
  private let scope: FeedScope
  private let order: FeedOrder
  private var items: FeedItems
  private var content: EntryContent
  private var published: PublishedBytes
  private var expected = ContentLines()
  private var reader = StampReader()
  private var writer = StampWriter()

  /// Holds a feed against the published one that `read` gives; nil where they differ.
  ///
  /// - Parameters:
  ///   - feed: The feeds of the plan, made with an empty ledger.
  ///   - scope: Which of them.
  ///   - read: Reads the published file.
  /// - Throws: What `read` throws.
  public init?(_ feed: CalendarFeed, _ scope: FeedScope, read: @escaping FeedLedger.Reader) throws {
    self.feed = feed
    self.scope = scope
    order = feed.material(scope.component).order
    items = FeedItems(feed, scope)
    content = EntryContent(feed, scope, partCount: items.parts.count)
    published = PublishedBytes(read)
    guard try isSame() else { return nil }
  }

  private mutating func isSame() throws -> Bool {
    let all = items.items
    guard FeedNotice(feed, scope, hasItems: !all.isEmpty, published: nil) == nil else { return false }
    feed.writeHead(
      scope, published: nil, hasTimes: all.contains { order.slots[$0.rank].minute >= 0 }, into: &expected)
    guard try published.take(expected.buffer.bytes) else { return false }
    for item in all { guard try isSame(item) else { return false } }
    expected.buffer.removeAll()
    expected.line("END", "VCALENDAR")
    guard try published.take(expected.buffer.bytes), try published.isAtEnd() else { return false }
    summary.count = all.count
    summary.items = all.count
    summary.size = published.offset
    return true
  }

  private mutating func isSame(_ item: FeedItems.Item) throws -> Bool {
    let part = items.parts[Int(item.part)]
    let slot = order.slots[item.rank]
    expected.buffer.removeAll()
    items.makeUID(item)
    expected.buffer.appendBeginning(of: scope.component, uid: items.uid.bytes)
    guard try published.take(expected.buffer.bytes) else { return false }
    guard let (created, modified, sequence) = try takeStamps() else { return false }
    expected.buffer.removeAll()
    content.append(Int(item.part), part, slot, amendment: nil, to: &expected.buffer)
    var named = 0
    if try !published.take(expected.buffer.bytes) {
      // The act that last changed the entry is not told by the plan of today.
      guard let amendment = try published.nextAmendment() else { return false }
      expected.buffer.removeAll()
      content.append(Int(item.part), part, slot, amendment: amendment, to: &expected.buffer)
      named = Int(truncatingIfNeeded: Array(amendment.utf8).withUnsafeBytes(\.hash64))
      guard try published.take(expected.buffer.bytes) else { return false }
    }
    summary.note(modified)
    if part.role == .owner {
      var hash = items.uid.bytes.hash64
      for number in [created.seconds, modified.seconds, sequence, named] {
        hash = (hash ^ UInt64(bitPattern: Int64(number))) &* 0x9E37_79B9_7F4A_7C15
      }
      stamps &+= hash ^ hash >> 29
    }
    feed.addUpcoming(part, slot, content, to: &summary)
    return true
  }

  /// Takes the four lines of stamps, where they stand as this program writes them.
  private mutating func takeStamps() throws -> (created: FeedStamp, modified: FeedStamp, sequence: Int)? {
    let bytes = try published.ahead(128)
    guard bytes.hasText("DTSTAMP:", at: 0), let modified = reader.stamp(bytes, at: 8), bytes.hasText("\r\nCREATED:", at: 24),
      let created = reader.stamp(bytes, at: 34), bytes.hasText("\r\nLAST-MODIFIED:", at: 50),
      bytes.hasText("\r\nSEQUENCE:", at: 82)
    else { return nil }
    let end = bytes.index(of: 0x0D, from: 93)
    guard end - 93 <= 10, let sequence = StampReader.number(bytes, 93, end - 93), sequence <= Int32.max else { return nil }
    expected.buffer.removeAll()
    writer.append(created: created, modified: modified, sequence: sequence, to: &expected.buffer)
    guard try published.take(expected.buffer.bytes) else { return nil }
    return (created, modified, sequence)
  }
}

/// The bytes of a published file, taken from its beginning on.
struct PublishedBytes: ~Copyable {
  /// How many bytes were taken.
  private(set) var offset = 0
  private let read: FeedLedger.Reader
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// The buffer holds the file's bytes from `offset` on between these two.
  private var start = 0
  private var end = 0

  init(_ read: @escaping FeedLedger.Reader) { self.read = read }

  deinit { buffer.deallocate() }

  /// Takes the next bytes where they are these; takes nothing where they are not.
  mutating func take(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
    guard try ahead(bytes.count).hasPrefix(bytes, at: 0) else { return false }
    start += bytes.count
    offset += bytes.count
    return true
  }

  /// Whether all was taken.
  mutating func isAtEnd() throws -> Bool { try ahead(1).isEmpty }

  /// The act that the entry names that is being read; nil where it names none.
  mutating func nextAmendment() throws -> String? {
    let bytes = try ahead(1 << 16)
    var index = 0
    while index < bytes.count, !bytes.hasText("END:V", at: index) || bytes.hasText("END:VALARM", at: index) {
      if bytes.hasText("X-PLAN-AMENDMENT:", at: index) {
        var end = bytes.index(of: 0x0A, from: index) + 1
        while end < bytes.count, bytes[end] == 0x20 { end = bytes.index(of: 0x0A, from: end) + 1 }
        let line = bytes.slice(index..<min(end, bytes.count))
        return PublishedText.lines(line).first.map { PublishedText.unescaped($0.dropFirst(17)) }
      }
      index = bytes.index(of: 0x0A, from: index) + 1
    }
    return nil
  }

  /// The next bytes: as many as are wanted, or more, or all that are left.
  mutating func ahead(_ count: Int) throws -> UnsafeRawBufferPointer {
    if end - start < count { try fill(count) }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
  }

  private mutating func fill(_ count: Int) throws {
    if buffer.count < count {
      let wider = UnsafeMutableRawBufferPointer.allocate(byteCount: count * 2, alignment: 16)
      wider.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      buffer.deallocate()
      buffer = wider
    } else {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
    }
    (start, end) = (0, end - start)
    while end < buffer.count {
      let given = try read(offset + end, UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      if given == 0 { break }
      end += given
    }
  }
}
