import PlanModel

/// A moment in UTC, to the second, as feeds write it.
public struct FeedStamp: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int

  /// Makes a stamp of seconds since 1970-01-01T00:00:00Z; nil outside 1970–2199.
  public init?(secondsSince1970 seconds: Int) {
    guard seconds >= 0, CivilDate(dayNumber: seconds / 86_400) != nil else { return nil }
    self.seconds = seconds
  }

  /// The last moment there is.
  static let latest = FeedStamp(unchecked: (Int(CivilDate.latest.dayNumber) + 1) * 86_400 - 1)

  private init(unchecked seconds: Int) { self.seconds = seconds }

  /// `20180416T020000Z`.
  public var text: String {
    guard let day = CivilDate(dayNumber: seconds / 86_400) else { return "" }
    let rest = seconds % 86_400
    return day.compact + "T" + twoDigits(rest / 3600) + twoDigits(rest / 60 % 60) + twoDigits(rest % 60) + "Z"
  }

  /// The day on which it falls in Vietnam (UTC+7).
  public var day: CivilDate { CivilDate(dayNumber: (seconds + 7 * 3600) / 86_400) ?? .latest }

  /// This moment, or a second after another where that is later.
  func after(_ other: FeedStamp) -> FeedStamp {
    seconds > other.seconds ? self : FeedStamp(unchecked: min(other.seconds + 1, Self.latest.seconds))
  }

  /// Orders by time.
  public static func < (left: FeedStamp, right: FeedStamp) -> Bool { left.seconds < right.seconds }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension CivilDate {
  /// `20180504`, as iCalendar writes a DATE.
  var compact: String {
    let (year, month, day) = components
    return "\(year)" + twoDigits(month) + twoDigits(day)
  }
}

/// Reads the dates and moments that feeds of ours write.
struct StampReader {
  private var lastText: (UInt64, UInt64) = (0, 0)
  private var last: FeedStamp?

  /// Reads the 16 bytes of `20180416T020000Z`; nil where they are no moment.
  ///
  /// Most items share theirs with the one before.
  mutating func stamp(_ bytes: UnsafeRawBufferPointer, at index: Int) -> FeedStamp? {
    guard index + 16 <= bytes.count else { return nil }
    let text = (
      bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self), bytes.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
    )
    if let last, text == lastText { return last }
    guard bytes[index + 8] == UInt8(ascii: "T"), bytes[index + 15] == UInt8(ascii: "Z"), let day = Self.day(bytes, at: index),
      let time = Self.number(bytes, index + 9, 6)
    else { return nil }
    let (hours, minutes, seconds) = (time / 10_000, time / 100 % 100, time % 100)
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    lastText = text
    last = FeedStamp(secondsSince1970: Int(day.dayNumber) * 86_400 + hours * 3600 + minutes * 60 + seconds)
    return last
  }

  /// Reads the 8 bytes of `20180504`.
  static func day(_ bytes: UnsafeRawBufferPointer, at index: Int) -> CivilDate? {
    guard let number = number(bytes, index, 8) else { return nil }
    return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// Reads `digits` digits; nil where something else stands there.
  static func number(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    var value = 0
    for offset in 0..<digits {
      let digit = bytes[index + offset] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}

/// Writes the stamps of items: DTSTAMP, CREATED, LAST-MODIFIED and SEQUENCE.
struct StampWriter: ~Copyable {
  private var created: FeedStamp?
  private var modified: FeedStamp?
  private var text = ByteBuffer(capacity: 256)

  init() {}

  /// Appends the four lines.
  ///
  /// Most items share their stamps with the one before, so these are kept written.
  mutating func append(created: FeedStamp, modified: FeedStamp, sequence: Int, to buffer: inout ByteBuffer) {
    if created != self.created || modified != self.modified {
      text.removeAll()
      text.append("DTSTAMP:")
      text.append(string: modified.text)
      text.append("\r\nCREATED:")
      text.append(string: created.text)
      text.append("\r\nLAST-MODIFIED:")
      text.append(string: modified.text)
      text.append("\r\nSEQUENCE:")
      (self.created, self.modified) = (created, modified)
    }
    buffer.append(text.bytes)
    buffer.append(decimal: sequence)
    buffer.append("\r\n")
  }
}
