import PlanModel

/// What a published feed says of one of its items, as far as the next export needs it.
struct PublishedItem: Sendable {
  /// The hash of its UID.
  var uid: UInt64
  /// The hash of everything after SEQUENCE; zero where it cannot be compared.
  var content: UInt64 = 0
  var created: FeedStamp
  var modified: FeedStamp
  /// Where it stands in its file, from BEGIN to the line after END.
  var offset = 0
  var length: UInt32 = 0
  var sequence: Int32
  /// Its start: the day, and the minute of the day or -1.
  var day: Int32 = 0
  var minute: Int16 = -1
  /// The amendment it names, as a position in the ledger's amendments; -1 for none.
  var amendment: Int16 = -1
  /// Its feed, as a position in the ledger's feeds.
  var feed: Int32 = 0
  /// The next item with the same UID; -1 for none.
  var next: Int32 = -1
  var isCancelled = false
  /// Whether it is the notice of a feed, and no task.
  var isNotice = false
  /// Whether no other item has its UID.
  var isAlone = true

  /// Whether it was published after another of the same UID; of two that are the same, the one that can be read comes after.
  func isLater(than other: PublishedItem) -> Bool {
    if sequence != other.sequence { return sequence > other.sequence }
    if modified != other.modified { return modified > other.modified }
    return content != 0 && other.content == 0
  }
}

/// Reads the items of a feed of ours, piece by piece, exactly as they are written: what differs is damage.
struct ItemScanner: ~Copyable {
  /// What the bytes at an index are.
  enum Outcome {
    /// An item, which ends before this index.
    case item(PublishedItem, end: Int)
    /// The end of the calendar, after which this index comes.
    case end(Int)
    /// More bytes are needed.
    case incomplete
    /// Not what this program writes.
    case damaged
  }

  /// The amendments that items name, each once.
  var amendments: [String] = []
  /// The roles of which live copies were seen, by the mark before their titles.
  private(set) var roles: Set<FeedRole> = []
  /// The address of the page that live items lead to.
  private(set) var baseURL: String?
  private let plan: [UInt8]
  private let notice: [UInt8]
  private var stamps = StampReader()
  private var unfolded = ByteBuffer(capacity: 512)
  private var isCut = false

  init(plan: String) {
    self.plan = Array(("@" + plan).utf8)
    notice = Array((plan + "._notice").utf8)
  }

  /// Reads what stands at an index.
  mutating func next(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Outcome {
    let isTodo: Bool
    var index: Int
    if bytes.hasText("BEGIN:VEVENT\r\n", at: start) {
      (isTodo, index) = (false, start + 14)
    } else if bytes.hasText("BEGIN:VTODO\r\n", at: start) {
      (isTodo, index) = (true, start + 13)
    } else if bytes.hasText("END:VCALENDAR\r\n", at: start) {
      return .end(start + 15)
    } else {
      return bytes.count - start < 16 ? .incomplete : .damaged
    }
    // What is not all there yet must not pass for damage.
    guard Self.lines(5, bytes, from: index) != nil else { return .incomplete }
    let uidStart = index + 4
    guard bytes.hasText("UID:", at: index), let uid = uid(bytes, &index) else { return .damaged }
    guard bytes.hasText("DTSTAMP:", at: index), let modified = stamps.stamp(bytes, at: index + 8) else { return .damaged }
    index += 26
    guard bytes.hasText("\r\nCREATED:", at: index - 2), let created = stamps.stamp(bytes, at: index + 8) else { return .damaged }
    index += 26
    guard bytes.hasText("\r\nLAST-MODIFIED:", at: index - 2), let last = stamps.stamp(bytes, at: index + 14), last == modified
    else { return .damaged }
    index += 32
    guard bytes.hasText("\r\nSEQUENCE:", at: index - 2), let sequence = Self.sequence(bytes, &index) else { return .damaged }
    let isNotice = notice.withUnsafeBytes { bytes.hasPrefix($0, at: uidStart) }
    var item = PublishedItem(uid: uid, created: created, modified: modified, offset: start, sequence: sequence)
    item.isNotice = isNotice
    switch readContent(bytes, from: index, isTodo, &item) {
    case .some(let end):
      item.content = bytes.slice(index..<end).hash64
      item.length = UInt32(end - start)
      return .item(item, end: end)
    case nil: return isCut ? .incomplete : .damaged
    }
  }

  /// Where a number of lines end, those that go on after a fold counted once; nil where they are not all there.
  private static func lines(_ count: Int, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var (index, left) = (start, count)
    while left > 0 {
      index = bytes.index(of: 0x0A, from: index) + 1
      guard index < bytes.count else { return nil }
      if bytes[index] != 0x20 { left -= 1 }
    }
    return index
  }

  private mutating func uid(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) -> UInt64? {
    let start = index + 4
    let end = bytes.index(of: 0x0D, from: start)
    guard bytes.hasText("\r\n", at: end) else { return nil }
    index = end + 2
    guard index < bytes.count, bytes[index] == 0x20 else {
      let uid = bytes.slice(start..<end)
      return isOfPlan(uid) ? uid.hash64 : nil
    }
    unfolded.removeAll()
    unfolded.append(bytes.slice(start..<end))
    while index < bytes.count, bytes[index] == 0x20 {
      let lineEnd = bytes.index(of: 0x0D, from: index)
      guard bytes.hasText("\r\n", at: lineEnd) else { return nil }
      unfolded.append(bytes.slice(index + 1..<lineEnd))
      index = lineEnd + 2
    }
    return isOfPlan(unfolded.bytes) ? unfolded.bytes.hash64 : nil
  }

  private func isOfPlan(_ uid: UnsafeRawBufferPointer) -> Bool {
    guard uid.allSatisfy({ Self.letters[Int($0)] }) else { return false }
    return plan.withUnsafeBytes { uid.count > $0.count && uid.isSame(uid.count - $0.count..<uid.count, as: $0) }
  }

  /// The bytes that UIDs are made of.
  private static let letters: [Bool] = (0..<256).map { byte in
    byte < 128 && GoneItem.isUID([UInt8(byte)])
  }

  private static func sequence(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) -> Int32? {
    let start = index + 9
    let end = bytes.index(of: 0x0D, from: start)
    guard end > start, end - start <= 10, bytes.hasText("\r\n", at: end),
      let number = StampReader.number(bytes, start, end - start), let sequence = Int32(exactly: number)
    else { return nil }
    index = end + 2
    return sequence
  }

  /// Picks the start, the status and the amendment out of the lines after SEQUENCE, and says where the item ends; nil where it is
  /// damaged, or cut off by the end of the bytes, as `isCut` then says.
  private mutating func readContent(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ isTodo: Bool, _ item: inout PublishedItem
  ) -> Int? {
    isCut = false
    var index = start
    var hasStart = false
    var isNested = false
    while true {
      let end = bytes.index(of: 0x0D, from: index)
      guard end + 2 <= bytes.count else {
        isCut = true
        return nil
      }
      guard bytes[end + 1] == 0x0A else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "B"):
        // Nothing but an alarm begins in an item; else the next one has begun and this one has not ended.
        guard bytes.hasText("BEGIN:VALARM\r\n", at: index), !isNested else { return nil }
        isNested = true
      case UInt8(ascii: "D") where !isNested:
        if bytes.hasText("DTSTAMP:", at: index) { return nil }
        let name =
          bytes.hasText("DTSTART;", at: index)
          ? 7 : bytes.hasText("DTEND;", at: index) ? 5 : bytes.hasText("DUE;", at: index) ? 3 : 0
        if name > 0 {
          guard Self.isDate(bytes, index + name..<end) else { return nil }
          if name != 5, !hasStart {
            guard Self.readStart(bytes, index..<end, &item) else { return nil }
            hasStart = true
          }
        }
      case UInt8(ascii: "E"):
        if bytes.hasText(isTodo ? "END:VTODO\r\n" : "END:VEVENT\r\n", at: index) { return hasStart && !isNested ? end + 2 : nil }
        guard bytes.hasText("END:VALARM\r\n", at: index), isNested else { return nil }
        isNested = false
      case UInt8(ascii: "S"):
        if bytes.hasText("STATUS:CANCELLED\r\n", at: index) { item.isCancelled = true }
        if bytes.hasText("SEQUENCE:", at: index) { return nil }
        // A cancelled item begins with another mark.
        if bytes.hasText("SUMMARY:[", at: index) { noteRole(bytes, at: index + 8, uid: item.offset..<start) }
      // What stands in the head of an item stands there once: two have run together.
      case UInt8(ascii: "C") where bytes.hasText("CREATED:", at: index),
        UInt8(ascii: "L") where bytes.hasText("LAST-MODIFIED:", at: index),
        UInt8(ascii: "U") where bytes.hasText("UID:", at: index):
        return nil
      case UInt8(ascii: "U") where baseURL == nil && !item.isCancelled && bytes.hasText("URL:", at: index):
        noteBase(bytes, from: index, to: end)
      case UInt8(ascii: "X") where bytes.hasText("X-PLAN-AMENDMENT:", at: index):
        guard readAmendment(bytes, from: index, &item) else { return nil }
      default: break
      }
      index = end + 2
      guard index < bytes.count else {
        isCut = true
        return nil
      }
    }
  }

  /// Takes note of a role whose mark stands before a title, if the UID says so too.
  private mutating func noteRole(_ bytes: UnsafeRawBufferPointer, at index: Int, uid: Range<Int>) {
    for role in [FeedRole.monitor, .implement] where !roles.contains(role) {
      let isMarked = Language.allCases.contains { language in
        Array(role.mark(language).utf8).withUnsafeBytes { mark in
          index + mark.count <= bytes.count && bytes.isSame(index..<index + mark.count, as: mark)
        }
      }
      guard isMarked, String(decoding: bytes[uid], as: UTF8.self).contains(".\(role.name).") else { continue }
      roles.insert(role)
    }
  }

  /// Takes the address before `/#` out of a URL; one that is folded is read with its fold.
  private mutating func noteBase(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    var value = Array(bytes[start + 4..<end])
    var end = end
    while end + 2 < bytes.count, bytes[end + 2] == 0x20 {
      let next = bytes.index(of: 0x0D, from: end + 3)
      value += bytes[min(end + 3, bytes.count)..<next]
      end = next
    }
    let text = String(decoding: value, as: UTF8.self)
    if let sign = text.firstRange(of: "/#") { baseURL = String(text[..<sign.lowerBound]) }
  }

  /// Whether a value is a day or a time in the form that this program writes.
  private static func isDate(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    bytes.hasText(";VALUE=DATE:", at: range.lowerBound)
      ? range.count == 20 : bytes.hasText(";TZID=Asia/Ho_Chi_Minh:", at: range.lowerBound) && range.count == 38
  }

  /// Reads `;VALUE=DATE:20180504` or `;TZID=…:20180504T173000`.
  private static func readStart(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ item: inout PublishedItem) -> Bool {
    let value = bytes.index(of: UInt8(ascii: ":"), from: line.lowerBound) + 1
    guard let day = StampReader.day(bytes, at: value), value + 8 <= line.upperBound else { return false }
    item.day = day.dayNumber
    if value + 15 == line.upperBound {
      guard let time = StampReader.number(bytes, value + 9, 6) else { return false }
      item.minute = Int16(time / 10_000 * 60 + time / 100 % 100)
    } else if value + 8 != line.upperBound {
      return false
    }
    return true
  }

  private mutating func readAmendment(_ bytes: UnsafeRawBufferPointer, from start: Int, _ item: inout PublishedItem) -> Bool {
    var value: [UInt8] = []
    var index = start + 17
    while true {
      let end = bytes.index(of: 0x0D, from: index)
      guard end + 2 < bytes.count else {
        isCut = true
        return false
      }
      guard bytes[end + 1] == 0x0A else { return false }
      value += bytes.slice(index..<end)
      guard bytes[end + 2] == 0x20 else { break }
      index = end + 3
    }
    let text = PublishedText.unescaped(value)
    if let known = amendments.lastIndex(of: text) {
      item.amendment = Int16(known)
    } else {
      guard amendments.count < Int(Int16.max) else { return false }
      amendments.append(text)
      item.amendment = Int16(amendments.count - 1)
    }
    return true
  }
}
