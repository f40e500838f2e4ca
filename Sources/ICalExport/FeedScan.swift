import PlanModel

/// Reads a file piece by piece as a feed of a plan.
struct FeedScan: ~Copyable {
  private(set) var standing = FeedLedger.Standing.foreign
  private(set) var head: [UInt8] = []
  private let plan: String
  private var scanner: ItemScanner
  /// A head of more than this is none of ours.
  private static let headLimit = 1 << 20
  /// An item of more than this has lost its end.
  private static let itemLimit = 1 << 26

  init(plan: String) {
    self.plan = plan
    scanner = ItemScanner(plan: plan)
  }

  var amendments: [String] { scanner.amendments }
  var roles: Set<FeedRole> { scanner.roles }
  var baseURL: String? { scanner.baseURL }

  /// Reads the whole file and gives each item that stands there as this program writes it.
  mutating func read(_ read: FeedLedger.Reader, _ body: (PublishedItem) throws -> Void) throws {
    var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    // The buffer holds the file's bytes from `offset` on; `filled` of them are read.
    var (offset, filled, index) = (0, 0, 0)
    var isAtEnd = false
    var isInHead = true
    var hasEnd = false
    while true {
      if !isAtEnd {
        if index > 0 {
          buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[index..<filled]))
          offset += index
          filled -= index
          index = 0
        } else if filled == buffer.count {
          guard buffer.count < Self.itemLimit else {
            standing = .damaged
            return
          }
          let wider = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
          wider.copyMemory(from: UnsafeRawBufferPointer(buffer))
          buffer.deallocate()
          buffer = wider
        }
        let count = try read(offset + filled, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { isAtEnd = true }
        filled += count
      }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
      if isInHead {
        guard let end = Self.headEnd(bytes) else {
          if isAtEnd || filled > Self.headLimit {
            // Nothing tells of which plan it would be.
            standing = .foreign
            return
          }
          continue
        }
        // The UID of the first item tells the plan.
        if !isAtEnd, filled < end + 1024 { continue }
        head = Array(bytes[..<end])
        guard let found = FeedHead(bytes[..<min(filled, end + 1024)]), found.plan == plan else { return }
        standing = Self.isWhole(head) ? .ours : .damaged
        isInHead = false
        index = end
      }
      scan: while index < filled {
        switch scanner.next(bytes, at: index) {
        case .item(var item, let end):
          if hasEnd { standing = .damaged }
          item.offset = offset + index
          try body(item)
          index = end
        case .end(let end):
          if hasEnd { standing = .damaged }
          hasEnd = true
          index = end
        case .incomplete:
          if isAtEnd {
            standing = .damaged
            index = filled
          }
          break scan
        case .damaged:
          standing = .damaged
          // On to where the next item may begin.
          var next = index
          repeat { next = bytes.index(of: 0x0A, from: next) + 1 } while next < filled && !bytes.hasText("BEGIN:V", at: next)
          if next >= filled, !isAtEnd {
            index = max(index, filled - 8)
            break scan
          }
          index = min(next, filled)
        }
      }
      if isAtEnd { break }
    }
    if !hasEnd { standing = .damaged }
  }

  /// Where the head ends: at the first item, or at the end of a calendar that has none.
  private static func headEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count {
      let end = bytes.index(of: 0x0A, from: index)
      guard end < bytes.count else { return nil }
      if bytes.hasText("BEGIN:VEVENT", at: index) || bytes.hasText("BEGIN:VTODO", at: index) { return index }
      index = end + 1
    }
    return nil
  }

  /// Whether a head has even lines, and each is one that this program writes.
  private static func isWhole(_ head: [UInt8]) -> Bool {
    head.indices.allSatisfy { head[$0] != 0x0A || ($0 > 0 && head[$0 - 1] == 0x0D) }
      && head.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().allSatisfy { $0.count > 1 }
      && PublishedText.lines(head).allSatisfy { line in
        // By bytes: a combining mark after the colon would be one Character with it.
        let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }, as: UTF8.self)
        return name == "BEGIN" || name == "END"
          ? parts.contains(String(decoding: line, as: UTF8.self)) : properties.contains(name)
      }
  }

  private static let parts: Set<String> = [
    "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "END:VTIMEZONE",
  ]
  private static let properties: Set<String> = [
    "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE", "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL", "COLOR", "X-APPLE-CALENDAR-COLOR", "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME",
  ]
}
