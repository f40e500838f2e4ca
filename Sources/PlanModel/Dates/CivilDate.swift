/// A day of the Gregorian calendar, 1970-01-01 to 2199-12-31, without time or zone.
public struct CivilDate: Hashable, Sendable {
  /// Days since 1970-01-01.
  public let dayNumber: Int32

  /// The first day there is.
  public static let earliest = CivilDate(unchecked: 0)
  /// The last day there is.
  public static let latest = CivilDate(unchecked: 84_005)

  /// Makes a day of its number; nil outside 1970–2199.
  public init?(dayNumber: Int) {
    guard (0...84_005).contains(dayNumber) else { return nil }
    self.dayNumber = Int32(dayNumber)
  }

  init(unchecked dayNumber: Int) { self.dayNumber = Int32(dayNumber) }

  /// Makes a day that exists; nil for 31 April, 2199-12-32 or a year outside 1970–2199.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...2199).contains(year), (1...12).contains(month), day >= 1, day <= CivilDate.daysIn(month: month, year: year)
    else {
      return nil
    }
    self.init(unchecked: CivilDate.dayNumber(year: year, month: month, day: day))
  }

  /// Reads `yyyy-mm-dd` or `dd/mm/yyyy`, strictly: the digits there, all of them ASCII, the day real.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    if bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") {
      guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
      self.init(year: year, month: month, day: day)
    } else if bytes[2] == UInt8(ascii: "/"), bytes[5] == UInt8(ascii: "/") {
      guard let day = number(0..<2), let month = number(3..<5), let year = number(6..<10) else { return nil }
      self.init(year: year, month: month, day: day)
    } else {
      return nil
    }
  }

  // Days are counted from 1 March, so that a leap day is the last of its year (after H. Hinnant's civil-day algorithms).
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The year, month and day.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(dayNumber) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
  }

  /// The year.
  public var year: Int { components.year }
  /// The month, 1–12.
  public var month: Int { components.month }
  /// The day of the month, 1–31.
  public var day: Int { components.day }

  /// The day of the week.
  public var weekday: Weekday { Weekday(rawValue: (Int(dayNumber) + 3) % 7 + 1) ?? .monday }

  /// The day `days` later; nil outside 1970–2199.
  public func adding(days: Int) -> CivilDate? { CivilDate(dayNumber: Int(dayNumber) + days) }

  /// The same day `months` later, or the month's last day where that month is shorter; nil outside 1970–2199.
  public func adding(months: Int) -> CivilDate? {
    let (year, month, day) = components
    let index = year * 12 + month - 1 + months
    let (newYear, newMonth) = (index / 12, index % 12 + 1)
    return CivilDate(year: newYear, month: newMonth, day: min(day, CivilDate.daysIn(month: newMonth, year: newYear)))
  }

  /// The number of days of a month.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The ISO week that holds this day.
  public var week: ISOWeek {
    let thursday = Int(dayNumber) + 4 - weekday.rawValue
    let year = CivilDate(unchecked: thursday).year
    return ISOWeek(year: year, number: (thursday - CivilDate.dayNumber(year: year, month: 1, day: 1)) / 7 + 1)
  }
}

extension CivilDate: Comparable {
  /// Orders by day.
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

extension CivilDate: CustomStringConvertible {
  /// `yyyy-mm-dd`.
  public var description: String {
    let (year, month, day) = components
    return DigitText.of(year, 4, "-", month, 2, "-", day, 2)
  }

  /// `dd/mm/yyyy`, as offices write it.
  public var officeText: String {
    let (year, month, day) = components
    return DigitText.of(day, 2, "/", month, 2, "/", year, 4)
  }
}

/// A day of the week; raw values as in ISO 8601, Monday 1 to Sunday 7.
public enum Weekday: Int, Sendable, CaseIterable {
  /// Thứ Hai.
  case monday = 1
  /// Thứ Ba.
  case tuesday
  /// Thứ Tư.
  case wednesday
  /// Thứ Năm.
  case thursday
  /// Thứ Sáu.
  case friday
  /// Thứ Bảy.
  case saturday
  /// Chủ nhật.
  case sunday

  /// The full name.
  public var name: Message {
    let index = rawValue - 1
    return Message(
      vi: ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"][index],
      en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index])
  }

  /// The short name, two or three letters.
  public var short: Message {
    let index = rawValue - 1
    return Message(
      vi: ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][index], en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index])
  }
}

/// A week of ISO 8601: Monday to Sunday, in the year that has its Thursday.
public struct ISOWeek: Hashable, Sendable {
  /// The year of the week, which can differ from that of its days.
  public let year: Int
  /// The number, 1–53.
  public let number: Int
}

/// A run of days, both ends included.
public struct DayRange: Hashable, Sendable {
  /// The first day.
  public let first: CivilDate
  /// The last day.
  public let last: CivilDate

  /// Makes a range; nil where it would be back to front.
  public init?(_ first: CivilDate, _ last: CivilDate) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  init(unchecked first: CivilDate, _ last: CivilDate) {
    self.first = first
    self.last = last
  }

  /// One day.
  init(day: CivilDate) { self.init(unchecked: day, day) }

  /// A whole calendar year.
  init?(year: Int) {
    guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31) else {
      return nil
    }
    self.init(unchecked: first, last)
  }

  /// Whether a day is inside.
  public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

  /// What two ranges share.
  public func intersection(_ other: DayRange) -> DayRange? { DayRange(max(first, other.first), min(last, other.last)) }

  /// Whether two ranges share a day.
  public func overlaps(_ other: DayRange) -> Bool { first <= other.last && other.first <= last }
}
