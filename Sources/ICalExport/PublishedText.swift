import PlanModel

/// What an item says to people: its title, when it is, and what it describes.
public struct PublishedText: Sendable, Hashable {
  /// The title.
  public let summary: String
  /// The lines of the description.
  public let description: [String]
  /// The first day: DTSTART, or DUE where there is none.
  public let day: CivilDate?
  /// The last day.
  public let lastDay: CivilDate?
  /// The start as it is written, such as `20180501T173000`.
  public let start: String
  /// The end as it is written.
  public let end: String
  /// Where it is.
  public let location: String?

  /// When it reminds, as it is written; nil where it does not.
  let trigger: String?

  /// The lines of the description that come from the plan.
  var facts: [String] {
    description.filter { line in !Self.added.contains { line.hasPrefix($0) } }
  }

  /// What lines begin with that an export adds: the act, the link to the page, and what is recorded.
  private static let added = [AmendmentText.label(.vi), AmendmentText.label(.en), "Xem: ", "See: "] + FeedMarks.labels

  /// Reads an item by its bytes.
  init(_ bytes: some Sequence<UInt8>) {
    var values: [String: String] = [:]
    var isNested = 0
    for line in Self.lines(bytes) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let head = line[..<colon]
      let name = String(decoding: head.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      if name == "BEGIN" { isNested += 1 }
      if name == "END" { isNested -= 1 }
      if isNested <= 1 || name == "TRIGGER", values[name] == nil { values[name] = Self.unescaped(line[(colon + 1)...]) }
    }
    summary = values["SUMMARY"] ?? ""
    description = (values["DESCRIPTION"] ?? "").split(separator: "\n").map { String($0) }
    start = values["DTSTART"] ?? values["DUE"] ?? ""
    end = values["DTEND"] ?? values["DUE"] ?? values["DTSTART"] ?? ""
    location = values["LOCATION"]
    trigger = values["TRIGGER"]
    func date(_ text: String) -> CivilDate? {
      var text = text
      return text.withUTF8 { StampReader.day(UnsafeRawBufferPointer($0), at: 0) }
    }
    day = date(start)
    // The end of an event of whole days is the day after.
    let isExclusive = values["DTEND"] != nil && end.utf8.count == 8
    lastDay = isExclusive ? date(end)?.adding(days: -1) : date(end)
  }

  /// The content lines of some bytes, unfolded.
  static func lines(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for line in Array(bytes).split(separator: UInt8(ascii: "\n")) {
      let content = line.last == 0x0D ? line.dropLast() : line
      if content.first == UInt8(ascii: " "), !lines.isEmpty {
        lines[lines.count - 1] += content.dropFirst()
      } else {
        lines.append(Array(content))
      }
    }
    return lines
  }

  /// The values of a list of TEXT.
  static func list(_ bytes: some Sequence<UInt8>) -> [String] {
    var parts: [[UInt8]] = [[]]
    var isEscape = false
    for byte in bytes {
      if byte == UInt8(ascii: ","), !isEscape {
        parts.append([])
        continue
      }
      isEscape = !isEscape && byte == UInt8(ascii: "\\")
      parts[parts.count - 1].append(byte)
    }
    return parts.map { unescaped($0) }
  }

  /// A value of type TEXT as it was before it was escaped.
  static func unescaped(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var isEscape = false
    for byte in bytes {
      if isEscape {
        result.append(byte == UInt8(ascii: "n") || byte == UInt8(ascii: "N") ? 0x0A : byte)
        isEscape = false
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The dates of a published item, in the forms that this program writes.
struct PublishedDates {
  /// Reads an item by its bytes; nil where a date is none, or the end does not come after the start.
  init?(_ bytes: [UInt8]) {
    var values: [String: String] = [:]
    for line in PublishedText.lines(bytes) {
      let text = String(decoding: line, as: UTF8.self)
      for name in ["DTSTART", "DTEND", "DUE"] where text.hasPrefix(name) {
        guard values[name] == nil, let value = Self.value(text.dropFirst(name.count)) else { return nil }
        values[name] = value
      }
    }
    let end = values["DTEND"] ?? values["DUE"]
    guard values["DTSTART"] != nil || end != nil else { return nil }
    if let start = values["DTSTART"], let end { guard start.utf8.count == end.utf8.count, start < end else { return nil } }
  }

  /// The value after `;VALUE=DATE:` or `;TZID=Asia/Ho_Chi_Minh:`; nil where it is no day or time.
  private static func value(_ rest: Substring) -> String? {
    var value = String(rest.dropFirst((rest.lastIndex(of: ":").map { rest.distance(from: rest.startIndex, to: $0) } ?? -1) + 1))
    let isDay = rest.hasPrefix(";VALUE=DATE:") && value.utf8.count == 8
    let isTime = rest.hasPrefix(";TZID=\(CalendarFeed.zone):") && value.utf8.count == 15
    guard isDay || isTime else { return nil }
    // The day after the last one there is ends an item too.
    let isLast = value.hasPrefix("22000101")
    let isReal = value.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      guard StampReader.day(bytes, at: 0) != nil || isLast else { return false }
      guard isTime else { return true }
      guard bytes[8] == UInt8(ascii: "T"), let time = StampReader.number(bytes, 9, 6) else { return false }
      return time / 10_000 < 24 && time / 100 % 100 < 60 && time % 100 < 60
    }
    return isReal ? value : nil
  }
}
