/// One day that a recurrence comes to, before any shift.
struct Occurrence: Sendable, Hashable {
  /// The day as the rule gives it.
  let nominal: CivilDate
  /// The period the rule counts it in; nil where days are counted.
  let period: CalendarPeriod?
  /// The days of the period, which for reports are not the calendar's.
  var days: DayRange?
  /// Whether the day lies after its period by rule, so that the period's last day decides whether it counts.
  var isAfterPeriod = false
  /// The projected holiday that the count of working days passed over.
  var leaning: CivilDate?

  /// The day that is held against range, exceptions and issue.
  var deciding: CivilDate { isAfterPeriod ? days?.last ?? nominal : nominal }
}

/// Expands recurrences into days: frequency and selectors over a range, without calendars of offices or shifts.
///
/// Phrases and rules of RFC 5545 choose days of a month alike, as bits of a ``MonthDays``.
public struct RecurrenceExpander: Sendable {
  let frequency: Frequency
  let selectors: [DaySelector]
  let calendar: WorkCalendar
  /// The day of the month on which the data of reports closes.
  let cutOff: Int?
  /// For each selector that depends on the shape of a month only, the day it chooses in each of the 28 shapes, 0 for none.
  private let chosen: [[UInt8]]

  init(frequency: Frequency, selectors: [DaySelector], calendar: WorkCalendar, cutOff: Int?) {
    self.frequency = frequency
    // Days of one week are taken in the order of the week.
    if case .weeks = frequency {
      let weekdays = Set(selectors.compactMap { if case .weekday(let weekday) = $0 { weekday.rawValue } else { nil } }).sorted()
      self.selectors = weekdays.compactMap { Weekday(rawValue: $0).map { .weekday($0) } }
    } else {
      self.selectors = selectors
    }
    self.calendar = calendar
    self.cutOff = cutOff
    chosen = self.selectors.map { selector in
      guard case .inMonth(let day, _) = selector else { return [] }
      return MonthShape.all.map { UInt8(Self.pick(day, in: $0) ?? 0) }
    }
  }

  /// The days within a range, in order, and the periods of the range that lack a day.
  func expand(_ range: DayRange) -> (days: [Occurrence], lacking: [CalendarPeriod]) {
    var days: [Occurrence] = []
    var lacking: [CalendarPeriod] = []
    forEachOccurrence(in: range, lacking: { lacking.append($0) }, { days.append($0) })
    if case .weeks = frequency { return (days, lacking) }
    return (selectors.count > 1 ? days.sorted { $0.nominal < $1.nominal } : days, lacking)
  }

  /// Calls `body` with what each selector comes to in each period, and `lacking` with the periods that lack a day.
  func forEachOccurrence(in range: DayRange, lacking: (CalendarPeriod) -> Void, _ body: (Occurrence) -> Void) {
    switch frequency {
    case .days(let count, _):
      for number in stride(from: range.first.dayNumber, through: range.last.dayNumber, by: count) {
        body(Occurrence(nominal: CivilDate(unchecked: Int(number)), period: nil))
      }
    case .workingDays: calendar.forEachWorkingDay(in: range) { body(Occurrence(nominal: $0, period: nil)) }
    case .rule(let rule):
      rule.forEachDay(from: range.first, through: range.last) { body(Occurrence(nominal: $0, period: nil)) }
    case .weeks(let count):
      weeks(count, range, body)
    case .months(let count):
      for index in stride(from: CivilMonth(of: range.first).index, through: CivilMonth(of: range.last).index, by: count) {
        guard let month = CivilMonth(index: index) else { break }
        let period = CountedPeriod(period: .month(year: month.year, month: month.number), days: month.days, index, index)
        days(of: period, range, lacking, body)
      }
    case .quarter: spans(3, range, lacking, body)
    case .halfYear: spans(6, range, lacking, body)
    case .year: spans(12, range, lacking, body)
    case .reporting(let kind): for period in reports(kind, range) { days(of: period, range, lacking, body) }
    }
  }

  // MARK: Periods, from the one that holds the range's first day

  /// A period with the days that count for it, and its months.
  private struct CountedPeriod {
    let period: CalendarPeriod
    let days: DayRange
    /// The first and the last month, as ``CivilMonth/index``; a reporting period is named for them.
    let firstMonth: Int
    let lastMonth: Int

    init(period: CalendarPeriod, days: DayRange, _ firstMonth: Int, _ lastMonth: Int) {
      self.period = period
      self.days = days
      self.firstMonth = firstMonth
      self.lastMonth = lastMonth
    }
  }

  private func weeks(_ count: Int, _ range: DayRange, _ body: (Occurrence) -> Void) {
    let offsets = selectors.compactMap { if case .weekday(let weekday) = $0 { weekday.rawValue - 1 } else { nil } }
    let (earliest, latest) = (Int(range.first.dayNumber), Int(range.last.dayNumber))
    let end = Int(CivilDate.latest.dayNumber)
    // The year of the week's Thursday, from its 1 January to the next.
    var year = 0
    var newYear = 0
    var nextYear = Int.min
    for monday in stride(from: earliest - range.first.weekday.rawValue + 1, through: latest, by: 7 * count) {
      let thursday = min(max(monday + 3, 0), end)
      if thursday >= nextYear {
        year = CivilDate(unchecked: thursday).year
        newYear = CivilMonth(index: year * 12).map { Int($0.first) } ?? 0
        nextYear = newYear + 337 + CivilDate.daysIn(month: 2, year: year)
      }
      let period = CalendarPeriod.week(ISOWeek(year: year, number: (thursday - newYear) / 7 + 1))
      // Where days end in 1970 and 2199 the week is cut.
      let days = DayRange(unchecked: CivilDate(unchecked: max(monday, 0)), CivilDate(unchecked: min(monday + 6, end)))
      for offset in offsets where monday + offset >= earliest && monday + offset <= latest {
        body(Occurrence(nominal: CivilDate(unchecked: monday + offset), period: period, days: days))
      }
    }
  }

  private func spans(_ length: Int, _ range: DayRange, _ lacking: (CalendarPeriod) -> Void, _ body: (Occurrence) -> Void) {
    for number in CivilMonth(of: range.first).index / length...CivilMonth(of: range.last).index / length {
      guard let first = CivilMonth(index: number * length), let last = CivilMonth(index: number * length + length - 1) else {
        break
      }
      let period: CalendarPeriod =
        switch length {
        case 3: .quarter(year: first.year, quarter: number % 4 + 1)
        case 6: .halfYear(year: first.year, half: number % 2 + 1)
        default: .year(first.year)
        }
      let days = DayRange(unchecked: first.days.first, last.days.last)
      self.days(of: CountedPeriod(period: period, days: days, first.index, last.index), range, lacking, body)
    }
  }

  /// The reporting periods that a range touches, each from the day after a cut-off to the next cut-off.
  private func reports(_ kind: ReportingPeriod, _ range: DayRange) -> [CountedPeriod] {
    let first = CivilMonth(of: range.first).index
    let last = CivilMonth(of: range.last).index + 1
    let periods: [(CalendarPeriod, Int, Int)] =
      switch kind {
      case .month: (first...last).map { (.month(year: $0 / 12, month: $0 % 12 + 1), $0, $0) }
      case .quarter: (first / 3...last / 3).map { (.quarter(year: $0 / 4, quarter: $0 % 4 + 1), $0 * 3, $0 * 3 + 2) }
      case .halfYear: (first / 6...last / 6).map { (.halfYear(year: $0 / 2, half: $0 % 2 + 1), $0 * 6, $0 * 6 + 5) }
      case .nineMonths: (first / 12...last / 12).map { (.nineMonths(year: $0), $0 * 12, $0 * 12 + 8) }
      case .year: (first / 12...last / 12).map { (.year($0), $0 * 12, $0 * 12 + 11) }
      }
    return periods.compactMap { period, firstMonth, lastMonth in
      guard let before = cutOffDay(firstMonth - 1), let end = cutOffDay(lastMonth), let start = before.adding(days: 1),
        let days = DayRange(start, end), days.overlaps(range)
      else { return nil }
      return CountedPeriod(period: period, days: days, firstMonth, lastMonth)
    }
  }

  /// The days of the reporting period that holds a day.
  func reportingPeriod(holding day: CivilDate) -> DayRange? {
    guard case .reporting(let kind) = frequency else { return nil }
    return reports(kind, DayRange(day: day)).first { $0.days.contains(day) }?.days
  }

  /// The cut-off in a month, its last day where the month is shorter.
  private func cutOffDay(_ index: Int) -> CivilDate? {
    guard let cutOff, let month = CivilMonth(index: index) else { return nil }
    return month[min(cutOff, month.length)]
  }

  // MARK: The days of a period

  private func days(
    of counted: CountedPeriod, _ range: DayRange, _ lacking: (CalendarPeriod) -> Void, _ body: (Occurrence) -> Void
  ) {
    for number in selectors.indices {
      guard let occurrence = select(number, in: counted) else {
        lacking(counted.period)
        continue
      }
      if range.contains(occurrence.deciding) { body(occurrence) }
    }
  }

  private func select(_ number: Int, in counted: CountedPeriod) -> Occurrence? {
    switch selectors[number] {
    case .weekday: return nil
    case .date(let literal):
      let year = counted.firstMonth / 12
      guard literal.year == nil || literal.year == year else { return nil }
      return CivilDate(year: year, month: literal.month, day: literal.day).map {
        Occurrence(nominal: $0, period: counted.period, days: counted.days)
      }
    case .inMonth(let day, let choice):
      let index =
        switch choice {
        case .number(let number)?: counted.firstMonth + number - 1
        case .next?: counted.lastMonth + 1
        case .last?, nil: counted.lastMonth
        }
      guard let month = CivilMonth(index: index) else { return nil }
      var leaning: CivilDate?
      let found: Int
      if case .workingDay(let ordinal) = day {
        guard let nth = calendar.workingDays(of: month).nth(ordinal) else { return nil }
        // A projected holiday between the edge of the month from which working days are counted and the day they come to.
        leaning = calendar.leaning(between: ordinal > 0 ? month[1] : month[month.length], month[nth])
        found = nth
      } else {
        found = Int(chosen[number][month.shape.index])
        guard found > 0 else { return nil }
      }
      return Occurrence(
        nominal: month[found], period: counted.period, days: counted.days, isAfterPeriod: choice == .next, leaning: leaning)
    case .afterCutOff(let count, let unit):
      let close = counted.days.last
      let day: CivilDate?
      switch unit {
      case .day: day = close.adding(days: count)
      case .workingDay: day = calendar.adding(workingDays: count, to: close)
      case .week: day = close.adding(days: 7 * count)
      case .month: day = close.adding(months: count)
      }
      return day.map { day in
        let isCounted = unit == .workingDay && day > close
        return Occurrence(
          nominal: day, period: counted.period, days: counted.days, isAfterPeriod: true,
          leaning: isCounted ? close.adding(days: 1).flatMap { calendar.leaning(between: $0, day) } : nil)
      }
    }
  }

  /// The day of a month that depends on its shape only; nil where the month lacks it.
  private static func pick(_ day: DayOfMonth, in shape: MonthShape) -> Int? {
    switch day {
    case .number(let number): number <= shape.length ? number : nil
    case .last: shape.length
    case .weekday(let weekday, let ordinal): shape.days(on: weekday).nth(ordinal)
    case .workingDay: nil
    }
  }
}

extension RecurrenceExpander {
  /// Makes an expander of phrases as a plan writes them: `month` and `first monday`, or `RRULE:FREQ=WEEKLY`; nil where they are
  /// not understood.
  ///
  /// - Parameters:
  ///   - every: How often: `week`, `hằng quý`, `reporting month`, or a rule of RFC 5545 after `RRULE:`.
  ///   - on: The days of a period; empty where `every` needs none.
  ///   - calendar: Which days are worked.
  ///   - cutOff: The day of the month on which the data of reports closes.
  public init?(every: String, on: [String], calendar: WorkCalendar, cutOff: Int? = nil) {
    if every.hasPrefix("RRULE:") {
      guard on.isEmpty, let rule = try? RecurrenceRule(every) else { return nil }
      self.init(frequency: .rule(rule), selectors: [], calendar: calendar, cutOff: cutOff)
      return
    }
    var scanner = PhraseScanner(every)
    guard let frequency = scanner.frequency(), scanner.isAtEnd, frequency.needsNoDay == on.isEmpty else { return nil }
    let selectors = on.compactMap { text -> DaySelector? in
      var scanner = PhraseScanner(text)
      guard let selector = try? scanner.selector(for: frequency), scanner.isAtEnd else { return nil }
      return selector
    }
    guard selectors.count == on.count else { return nil }
    self.init(frequency: frequency, selectors: selectors, calendar: calendar, cutOff: cutOff)
  }

  /// Calls `body` with the days within a range, as each selector comes to them in each period.
  public func forEachDay(in range: DayRange, _ body: (CivilDate) -> Void) {
    forEachOccurrence(in: range, lacking: { _ in }, { body($0.nominal) })
  }
}
