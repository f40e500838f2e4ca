/// A moment in UTC, to the microsecond, as the log of progress writes it.
public struct LogStamp: Hashable, Sendable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int

  private static let perDay = 86_400_000_000

  /// Makes a stamp; nil outside 1970–2199.
  public init?(microseconds: Int) {
    guard microseconds >= 0, CivilDate(dayNumber: microseconds / Self.perDay) != nil else { return nil }
    self.microseconds = microseconds
  }

  /// Reads `2026-11-21T04:43:05.123456Z`; seconds may have no fraction, or one of up to six digits.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let day = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
      bytes[4] == UInt8(ascii: "-"), let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second < 60
    else { return nil }
    var fraction = 0
    if bytes.count > 20 {
      let digits = 20..<bytes.count - 1
      guard bytes[19] == UInt8(ascii: "."), (1...6).contains(digits.count), let value = number(digits) else { return nil }
      fraction = (digits.count..<6).reduce(value) { value, _ in value * 10 }
    }
    self.init(
      microseconds: Int(day.dayNumber) * Self.perDay + ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction)
  }

  /// `2026-11-21T04:43:05.123456Z`: always 27 bytes, so that texts are in order where moments are.
  public var text: String {
    guard let day = CivilDate(dayNumber: microseconds / Self.perDay) else { return "" }
    let (seconds, fraction) = (microseconds % Self.perDay / 1_000_000, microseconds % 1_000_000)
    let digits = String(fraction)
    return "\(day)T\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))."
      + String(repeating: "0", count: 6 - digits.utf8.count) + digits + "Z"
  }

  /// The day on which it falls in Vietnam (UTC+7).
  public var day: CivilDate { CivilDate(dayNumber: (microseconds + 7 * 3_600_000_000) / Self.perDay) ?? .latest }

  /// The hour and minute in Vietnam (UTC+7): `11:43`.
  public var clock: String {
    let minutes = (microseconds / 60_000_000 + 7 * 60) % 1440
    return "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
  }

  /// This moment, or a microsecond after another where that is later.
  public func after(_ other: LogStamp?) -> LogStamp {
    guard let other, other >= self else { return self }
    return LogStamp(microseconds: other.microseconds + 1) ?? other
  }

  /// Orders by time.
  public static func < (left: LogStamp, right: LogStamp) -> Bool { left.microseconds < right.microseconds }
}
