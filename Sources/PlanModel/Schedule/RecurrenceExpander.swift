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
struct RecurrenceExpander {
  let frequency: Frequency
  let selectors: [DaySelector]
  let calendar: WorkCalendar
  /// The day of the month on which the data of reports closes.
  let cutOff: Int?

  /// The days within a range, in order, and the periods of the range that lack a day.
  func expand(_ range: DayRange) -> (days: [Occurrence], lacking: [CalendarPeriod]) {
    switch frequency {
    case .days(let count, _): return (every(count, range), [])
    case .workingDays:
      return (calendar.workingDays(in: range).map { Occurrence(nominal: $0, period: nil) }, [])
    case .weeks(let count): return periods(counted(weeks(count, range)), range)
    case .months(let count): return periods(counted(months(count, range)), range)
    case .quarter: return periods(counted(spans(3, range)), range)
    case .halfYear: return periods(counted(spans(6, range)), range)
    case .year: return periods(counted(spans(12, range)), range)
    case .reporting(let period): return periods(reports(period, range), range)
    case .rule(let rule):
      return (rule.days(from: range.first, through: range.last).map { Occurrence(nominal: $0, period: nil) }, [])
    }
  }

  private func every(_ count: Int, _ range: DayRange) -> [Occurrence] {
    stride(from: range.first.dayNumber, through: range.last.dayNumber, by: count).map {
      Occurrence(nominal: CivilDate(unchecked: Int($0)), period: nil)
    }
  }

  /// A period with the days that count for it.
  private struct CountedPeriod {
    let period: CalendarPeriod
    let days: DayRange
  }

  private func counted(_ periods: [CalendarPeriod]) -> [CountedPeriod] {
    periods.compactMap { period in period.days.map { CountedPeriod(period: period, days: $0) } }
  }

  /// The reporting periods that a range touches, each from the day after a cut-off to the next cut-off.
  private func reports(_ kind: ReportingPeriod, _ range: DayRange) -> [CountedPeriod] {
    let first = index(range.first)
    let last = index(range.last) + 1
    let periods: [CalendarPeriod] =
      switch kind {
      case .month: (first...last).map { .month(year: $0 / 12, month: $0 % 12 + 1) }
      case .quarter: (first / 3...last / 3).map { .quarter(year: $0 / 4, quarter: $0 % 4 + 1) }
      case .halfYear: (first / 6...last / 6).map { .halfYear(year: $0 / 2, half: $0 % 2 + 1) }
      case .nineMonths: (first / 12...last / 12).map { .nineMonths(year: $0) }
      case .year: (first / 12...last / 12).map { .year($0) }
      }
    return counted(periods).compactMap { counted in
      let months = (index(counted.days.first), index(counted.days.last))
      guard let before = cutOffDay(months.0 - 1), let end = cutOffDay(months.1), let start = before.adding(days: 1),
        let days = DayRange(start, end), days.overlaps(range)
      else { return nil }
      return CountedPeriod(period: counted.period, days: days)
    }
  }

  /// The cut-off in a month, its last day where the month is shorter.
  private func cutOffDay(_ month: Int) -> CivilDate? {
    guard let cutOff, month >= 1970 * 12, month < 2200 * 12 else { return nil }
    let (year, number) = (month / 12, month % 12 + 1)
    return CivilDate(year: year, month: number, day: min(cutOff, CivilDate.daysIn(month: number, year: year)))
  }

  private func periods(_ periods: [CountedPeriod], _ range: DayRange) -> ([Occurrence], [CalendarPeriod]) {
    var days: [Occurrence] = []
    var lacking: [CalendarPeriod] = []
    for period in periods {
      for selector in selectors {
        guard let (day, isAfter) = select(selector, in: period) else {
          lacking.append(period.period)
          continue
        }
        var occurrence = Occurrence(nominal: day, period: period.period, days: period.days, isAfterPeriod: isAfter)
        if case .inMonth(.workingDay(let ordinal), _) = selector { occurrence.leaning = leaning(of: day, ordinal) }
        if range.contains(occurrence.deciding) { days.append(occurrence) }
      }
    }
    guard selectors.count > 1 else { return (days, lacking) }
    // Two selectors can come to one day, even from two periods; it is one task.
    var seen: Set<CivilDate> = []
    return (days.filter { seen.insert($0.nominal).inserted }.sorted { $0.nominal < $1.nominal }, lacking)
  }

  /// A projected holiday between the edge of the month from which working days are counted and the day they come to.
  private func leaning(of day: CivilDate, _ ordinal: Int) -> CivilDate? {
    guard let month = CalendarPeriod.month(year: day.year, month: day.month).days else { return nil }
    return calendar.leaning(between: ordinal > 0 ? month.first : month.last, day)
  }

  // MARK: Periods, from the one that holds the range's first day

  private func weeks(_ count: Int, _ range: DayRange) -> [CalendarPeriod] {
    let monday = Int(range.first.dayNumber) - range.first.weekday.rawValue + 1
    return stride(from: monday, through: Int(range.last.dayNumber), by: 7 * count).map {
      .week(CivilDate(unchecked: max($0 + 3, 0)).week)
    }
  }

  private func months(_ count: Int, _ range: DayRange) -> [CalendarPeriod] {
    stride(from: index(range.first), through: index(range.last), by: count).map { .month(year: $0 / 12, month: $0 % 12 + 1) }
  }

  private func spans(_ length: Int, _ range: DayRange) -> [CalendarPeriod] {
    stride(from: index(range.first) / length, through: index(range.last) / length, by: 1).map { number in
      let year = number * length / 12
      switch length {
      case 3: return .quarter(year: year, quarter: number % 4 + 1)
      case 6: return .halfYear(year: year, half: number % 2 + 1)
      default: return .year(year)
      }
    }
  }

  /// Months since year 0.
  private func index(_ day: CivilDate) -> Int {
    let (year, month, _) = day.components
    return year * 12 + month - 1
  }

  // MARK: The day in a period

  /// The day, and whether it lies after the period by rule.
  private func select(_ selector: DaySelector, in counted: CountedPeriod) -> (CivilDate, isAfter: Bool)? {
    guard let days = counted.period.days else { return nil }
    switch selector {
    case .weekday(let weekday):
      return days.first.adding(days: weekday.rawValue - days.first.weekday.rawValue).map { ($0, false) }
    case .date(let literal):
      let year = days.first.year
      guard literal.year == nil || literal.year == year else { return nil }
      return CivilDate(year: year, month: literal.month, day: literal.day).map { ($0, false) }
    case .inMonth(let day, let choice):
      let month: Int
      switch choice {
      case .number(let number)?: month = index(days.first) + number - 1
      case .next?: month = index(days.last) + 1
      case .last?, nil: month = index(days.last)
      }
      guard month < 2200 * 12, let found = pick(day, year: month / 12, month: month % 12 + 1) else { return nil }
      return (found, choice == .next)
    case .afterCutOff(let count, let unit):
      let close = counted.days.last
      let day: CivilDate?
      switch unit {
      case .day: day = close.adding(days: count)
      case .workingDay: day = calendar.adding(workingDays: count, to: close)
      case .week: day = close.adding(days: 7 * count)
      case .month: day = close.adding(months: count)
      }
      return day.map { ($0, true) }
    }
  }

  private func pick(_ day: DayOfMonth, year: Int, month: Int) -> CivilDate? {
    let length = CivilDate.daysIn(month: month, year: year)
    switch day {
    case .number(let number): return CivilDate(year: year, month: month, day: number)
    case .last: return CivilDate(year: year, month: month, day: length)
    case .weekday(let weekday, let ordinal):
      guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
      let offset = (weekday.rawValue - first.weekday.rawValue + 7) % 7
      if ordinal > 0 { return CivilDate(year: year, month: month, day: 1 + offset + (ordinal - 1) * 7) }
      return CivilDate(year: year, month: month, day: 1 + offset + (length - 1 - offset) / 7 * 7)
    case .workingDay(let ordinal):
      guard let range = CalendarPeriod.month(year: year, month: month).days else { return nil }
      let working = calendar.workingDays(in: range)
      if ordinal < 0 { return working.last }
      return ordinal <= working.count ? working[ordinal - 1] : nil
    }
  }
}
