/// A period by which reports are due, from cut-off to cut-off.
enum ReportingPeriod: Sendable, Hashable { case month, quarter, halfYear, nineMonths, year }

/// How often work recurs.
enum Frequency: Sendable, Hashable {
  /// Every so many days; `counted` where a number is written.
  case days(Int, counted: Bool)
  case workingDays
  case weeks(Int)
  case months(Int)
  case quarter, halfYear, year
  case reporting(ReportingPeriod)
  /// A recurrence rule of RFC 5545.
  case rule(RecurrenceRule)

  /// Whether the days follow from the frequency alone, without `day` or `due`.
  var needsNoDay: Bool {
    switch self {
    case .days, .workingDays, .rule: true
    default: false
    }
  }
}

extension Frequency {
  /// The number of months in a period, 1 where a month cannot be chosen.
  var monthsInPeriod: Int {
    switch self {
    case .quarter, .reporting(.quarter): 3
    case .halfYear, .reporting(.halfYear): 6
    case .year, .reporting(.year): 12
    case .reporting(.nineMonths): 9
    default: 1
    }
  }
}

/// Which month of a quarter, half-year or year a day is counted in.
enum MonthChoice: Sendable, Hashable {
  case number(Int)
  case last
  case next
}

/// A day within a month.
enum DayOfMonth: Sendable, Hashable {
  case number(Int)
  case last
  /// The n-th such weekday, -1 for the last.
  case weekday(Weekday, Int)
  /// The n-th working day, -1 for the last.
  case workingDay(Int)
}

/// Which day of a period work falls on.
enum DaySelector: Sendable, Hashable {
  case weekday(Weekday)
  case inMonth(DayOfMonth, MonthChoice?)
  /// A date in the year, for yearly work.
  case date(DayLiteral)
  /// So many working days after the cut-off of a reporting period.
  case afterCutOff(Int, OffsetUnit)
}

/// What to do with work that falls on a day off.
enum DayOffPolicy: Sendable, Hashable { case next, previous, keep, skip }

/// Work without a day: all the time, not yet dated, or when something happens.
enum OpenTiming: Sendable, Hashable { case ongoing, undated, asNeeded }

extension PhraseScanner {
  mutating func frequency() -> Frequency? {
    let start = self
    _ = take(TimeWords.everyNoise)
    if take(TimeWords.reporting) != nil {
      if let period = take(TimeWords.reportingUnits) { return .reporting(period) }
      restore(start)
      return nil
    }
    // `6 tháng` is the half-year before it is six months.
    if let frequency = take(TimeWords.everyUnits) { return frequency }
    if let count = number(), (1...9999).contains(count), let unit = take(TimeWords.countedUnits) {
      switch unit {
      case .week: return .weeks(count)
      case .month: return .months(count)
      default: return .days(count, counted: true)
      }
    }
    restore(start)
    return nil
  }

  /// Takes a selector of the days of a period.
  mutating func selector(for frequency: Frequency) throws(PhraseFault) -> DaySelector? {
    switch frequency {
    case .days, .workingDays, .rule: return nil
    case .weeks: return take(TimeWords.weekdays).map { .weekday($0) }
    case .months, .quarter, .halfYear, .year, .reporting: break
    }
    let start = self
    if case .reporting = frequency {
      if case .cutOffOffset(let count, let unit)? = try dateExpression() { return .afterCutOff(count, unit) }
      restore(start)
    }
    if frequency == .year || frequency == .reporting(.year) {
      _ = take(TimeWords.dayNoise)
      if let word = next, DayLiteral.isDateShaped(word) {
        _ = self.word { $0 }
        return .date(try DayLiteral.read(word))
      }
      restore(start)
    }
    guard let day = dayOfMonth() else { return nil }
    return .inMonth(day, monthChoice(of: frequency.monthsInPeriod))
  }

  private mutating func dayOfMonth() -> DayOfMonth? {
    let start = self
    if take(TimeWords.lastDay) != nil { return .last }
    if let ordinal = take(TimeWords.ordinalsBefore) {
      if take(TimeWords.workingDay) != nil { return .workingDay(ordinal) }
      if let weekday = take(TimeWords.weekdays) { return .weekday(weekday, ordinal) }
      restore(start)
    }
    if let ordinal = englishOrdinal(), take(TimeWords.workingDay) != nil { return .workingDay(ordinal) }
    restore(start)
    if take(TimeWords.workingDay) != nil, let ordinal = vietnameseOrdinal(limit: 23) { return .workingDay(ordinal) }
    restore(start)
    if let weekday = take(TimeWords.weekdays), let ordinal = vietnameseOrdinal(limit: 5) { return .weekday(weekday, ordinal) }
    restore(start)
    _ = take(TimeWords.dayNoise)
    if let number = number(), (1...31).contains(number) { return .number(number) }
    restore(start)
    return nil
  }

  /// `5th`, `21st`: for working days beyond the fourth.
  private mutating func englishOrdinal() -> Int? {
    word { word in
      guard ["st", "nd", "rd", "th"].contains(where: { word.hasSuffix($0) }),
        let number = PlainNumber.read(String(word.dropLast(2))),
        (1...23).contains(number)
      else { return nil }
      return number
    }
  }

  /// `đầu tiên`, `thứ 2`, `cuối`.
  private mutating func vietnameseOrdinal(limit: Int) -> Int? {
    let start = self
    // `đầu` and `cuối` may belong to `tháng đầu quý` only where `tháng` goes before them, so they are safe to take here.
    if let ordinal = take(TimeWords.ordinalsAfter) { return ordinal }
    if take(TimeWords.ordinalMark) != nil {
      if let number = number(), (1...limit).contains(number) { return number }
      if let number = take(TimeWords.ordinalWords) { return number }
    }
    restore(start)
    return nil
  }

  /// `of last month`, `tháng cuối quý`; or words that only say that the day is one of the month.
  private mutating func monthChoice(of months: Int) -> MonthChoice? {
    let start = self
    let nextOnly = months == 1
    _ = take(TimeWords.belonging)
    if let choice = take(TimeWords.monthOfPeriod), !nextOnly || choice == .next {
      _ = take(TimeWords.ofThePeriod)
      return choice
    }
    restore(start)
    if !nextOnly {
      _ = take(TimeWords.belonging)
      if take(TimeWords.ofMonthNumber) != nil, let number = number(), (1...months).contains(number) {
        _ = take(TimeWords.ofThePeriod)
        return .number(number)
      }
      restore(start)
      // `ngày cuối quý` is the last day of its last month.
      if take(TimeWords.lastOfPeriod) != nil, isAtEnd { return .last }
      restore(start)
    }
    _ = take(TimeWords.ofMonth)
    return nil
  }
}
