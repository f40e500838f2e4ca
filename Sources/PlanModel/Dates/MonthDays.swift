/// Days of one month as bits: bit 0 is the 1st.
///
/// Rules and phrases alike choose days of a month by such bits, so that choosing costs a few instructions and no memory.
struct MonthDays: Sendable, Hashable {
  var bits: UInt32

  init(bits: UInt32) { self.bits = bits }

  /// The first `length` days.
  init(first length: Int) { bits = length >= 32 ? .max : (1 << UInt32(max(length, 0))) - 1 }

  /// A day by its number; nothing where the number is none of a month.
  init(day: Int) { bits = (1...31).contains(day) ? 1 << UInt32(day - 1) : 0 }

  var isEmpty: Bool { bits == 0 }

  /// The n-th of the days, as a number from 1; counted from the end where `ordinal` is negative; nil where there are fewer.
  func nth(_ ordinal: Int) -> Int? {
    var rest = bits
    if ordinal < 0 {
      for _ in 1..<max(-ordinal, 1) where rest != 0 { rest &= ~(1 << UInt32(31 - rest.leadingZeroBitCount)) }
      return rest == 0 ? nil : 32 - rest.leadingZeroBitCount
    }
    for _ in 1..<max(ordinal, 1) { rest &= rest &- 1 }
    return rest == 0 ? nil : rest.trailingZeroBitCount + 1
  }
}

/// How long a month is and on which weekday it begins: 28 shapes in all, so whatever depends on them only is computed once.
struct MonthShape: Sendable, Hashable {
  /// 28 to 31.
  let length: Int
  /// The weekday of the 1st, Monday 0 to Sunday 6.
  let firstWeekday: Int

  /// 0 to 27.
  var index: Int { (length - 28) * 7 + firstWeekday }

  static let all: [MonthShape] = (28...31).flatMap { length in (0..<7).map { MonthShape(length: length, firstWeekday: $0) } }

  /// The days of the month that fall on a weekday.
  func days(on weekday: Weekday) -> MonthDays {
    let first = (weekday.rawValue - 1 - firstWeekday + 7) % 7
    return MonthDays(bits: (0x1020_4081 << UInt32(first)) & MonthDays(first: length).bits)
  }
}

/// A month of a year on the line of days.
struct CivilMonth: Sendable, Hashable {
  /// Months since January of the year 0.
  let index: Int
  /// The day number of the 1st.
  let first: Int32
  /// The number of days.
  let length: Int

  /// The months of 1970 to 2199.
  static let indices = 1970 * 12..<2200 * 12

  /// The day number of the 1st of every month, and one more.
  private static let starts: [Int32] = {
    var next: Int32 = 0
    var starts: [Int32] = []
    for index in 1970 * 12..<2200 * 12 {
      starts.append(next)
      next += Int32(CivilDate.daysIn(month: index % 12 + 1, year: index / 12))
    }
    return starts + [next]
  }()

  /// Makes a month; nil outside 1970–2199.
  init?(index: Int) {
    guard index >= 1970 * 12, index < 2200 * 12 else { return nil }
    let starts = Self.starts
    self.index = index
    first = starts[index - 1970 * 12]
    length = Int(starts[index - 1970 * 12 + 1] - first)
  }

  /// The month that holds a day.
  init(of day: CivilDate) {
    let (year, month, dayOfMonth) = day.components
    index = year * 12 + month - 1
    first = day.dayNumber - Int32(dayOfMonth) + 1
    length = CivilDate.daysIn(month: month, year: year)
  }

  var year: Int { index / 12 }
  /// 1 to 12.
  var number: Int { index % 12 + 1 }
  var shape: MonthShape { MonthShape(length: length, firstWeekday: Int(first + 3) % 7) }
  var days: DayRange { DayRange(unchecked: self[1], self[length]) }

  /// A day of the month, 1 to its length.
  subscript(day: Int) -> CivilDate { CivilDate(unchecked: Int(first) + day - 1) }
}
