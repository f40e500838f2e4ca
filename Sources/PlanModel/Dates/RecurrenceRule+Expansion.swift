extension RecurrenceRule {
  /// The days of the rule from `start`, which anchors it and counts only where the rule matches it, up to `end`.
  func days(from start: CivilDate, through end: CivilDate) -> [CivilDate] {
    let last = until.map { min($0, end) } ?? end
    var result: [CivilDate] = []
    var period = firstPeriod(start)
    while period.first <= last.dayNumber {
      for day in chosen(period, start) where day >= start.dayNumber {
        guard day <= last.dayNumber, let date = CivilDate(dayNumber: Int(day)) else { return result }
        result.append(date)
        if result.count == count { return result }
      }
      guard let next = self.next(after: period) else { return result }
      period = next
    }
    return result
  }

  /// A day, week, month or year in which days are chosen, as day numbers; it may begin before 1970.
  private struct Period {
    var first: Int32
    var last: Int32
    /// Months since year 0, for months and years.
    var month = 0
  }

  private func firstPeriod(_ start: CivilDate) -> Period {
    let number = start.dayNumber
    switch frequency {
    case .daily: return Period(first: number, last: number)
    case .weekly:
      let monday = number - Int32((start.weekday.rawValue - weekStart.rawValue + 7) % 7)
      return Period(first: monday, last: monday + 6)
    case .monthly: return months(start.year * 12 + start.month - 1, 1)
    case .yearly: return months(start.year * 12, 12)
    }
  }

  private func next(after period: Period) -> Period? {
    let step = Int32(interval)
    switch frequency {
    case .daily: return Period(first: period.first + step, last: period.last + step)
    case .weekly: return Period(first: period.first + 7 * step, last: period.last + 7 * step)
    case .monthly: return period.month + interval < 2200 * 12 ? months(period.month + interval, 1) : nil
    case .yearly: return period.month + 12 * interval < 2200 * 12 ? months(period.month + 12 * interval, 12) : nil
    }
  }

  private func months(_ month: Int, _ length: Int) -> Period {
    let end = month + length - 1
    guard let first = CivilDate(year: month / 12, month: month % 12 + 1, day: 1),
      let last = CivilDate(
        year: end / 12, month: end % 12 + 1, day: CivilDate.daysIn(month: end % 12 + 1, year: end / 12))
    else { return Period(first: .max, last: .max, month: month) }
    return Period(first: first.dayNumber, last: last.dayNumber, month: month)
  }

  // MARK: The days of a period

  private func chosen(_ period: Period, _ start: CivilDate) -> [Int32] {
    var days: [Int32] = []
    for number in max(period.first, 0)...max(period.last, 0) {
      guard let day = CivilDate(dayNumber: Int(number)) else { break }
      if matches(day, start) { days.append(number) }
    }
    guard !positions.isEmpty else { return days }
    let picked = positions.compactMap { position -> Int32? in
      let index = position > 0 ? position - 1 : days.count + position
      return days.indices.contains(index) ? days[index] : nil
    }
    return Set(picked).sorted()
  }

  /// Whether a day passes every part of the rule; a part that is not written takes its value from the start.
  private func matches(_ day: CivilDate, _ start: CivilDate) -> Bool {
    let (year, month, dayOfMonth) = day.components
    let isBare = weekNumbers.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty
    if !months.isEmpty {
      guard months.contains(month) else { return false }
    } else if frequency == .yearly, isBare {
      guard month == start.month else { return false }
    }
    if isBare {
      switch frequency {
      case .daily: break
      case .weekly: guard day.weekday == start.weekday else { return false }
      case .monthly, .yearly: guard dayOfMonth == start.day else { return false }
      }
      return true
    }
    if !weekNumbers.isEmpty {
      let (number, length) = week(of: day)
      guard weekNumbers.contains(number) || weekNumbers.contains(number - length - 1) else { return false }
    }
    if !yearDays.isEmpty {
      let length = CivilDate.daysIn(month: 2, year: year) == 29 ? 366 : 365
      let number = Int(day.dayNumber) - (CivilDate(year: year, month: 1, day: 1).map { Int($0.dayNumber) } ?? 0) + 1
      guard yearDays.contains(number) || yearDays.contains(number - length - 1) else { return false }
    }
    if !monthDays.isEmpty {
      let length = CivilDate.daysIn(month: month, year: year)
      guard monthDays.contains(dayOfMonth) || monthDays.contains(dayOfMonth - length - 1) else { return false }
    }
    return weekdays.isEmpty || weekdays.contains { matches(day, $0, year: year, month: month, dayOfMonth: dayOfMonth) }
  }

  private func matches(_ day: CivilDate, _ wanted: WeekdayOrdinal, year: Int, month: Int, dayOfMonth: Int) -> Bool {
    guard day.weekday == wanted.weekday else { return false }
    guard let ordinal = wanted.ordinal else { return true }
    let (index, length): (Int, Int)
    if frequency == .monthly || !months.isEmpty {
      (index, length) = (dayOfMonth - 1, CivilDate.daysIn(month: month, year: year))
    } else {
      let first = CivilDate(year: year, month: 1, day: 1).map { Int($0.dayNumber) } ?? 0
      (index, length) = (Int(day.dayNumber) - first, CivilDate.daysIn(month: 2, year: year) == 29 ? 366 : 365)
    }
    return ordinal > 0 ? index / 7 + 1 == ordinal : (length - 1 - index) / 7 + 1 == -ordinal
  }

  /// The number of the week that holds a day, and how many weeks its year has, where weeks begin on `weekStart`.
  private func week(of day: CivilDate) -> (number: Int, length: Int) {
    func firstWeek(_ year: Int) -> Int {
      // 1 January as a day number, also outside 1970–2199, and its weekday.
      let newYear = (CivilDate(year: 1970, month: 1, day: 1).map { Int($0.dayNumber) } ?? 0) + Self.daysBefore(year)
      let weekday = ((newYear + 3) % 7 + 7) % 7 + 1
      let offset = (weekday - weekStart.rawValue + 7) % 7
      // The first week has at least four days in its year.
      return offset <= 3 ? newYear - offset : newYear + 7 - offset
    }
    let number = Int(day.dayNumber)
    var year = day.year
    if number < firstWeek(year) { year -= 1 } else if number >= firstWeek(year + 1) { year += 1 }
    let start = firstWeek(year)
    return ((number - start) / 7 + 1, (firstWeek(year + 1) - start) / 7)
  }

  /// Days from 1970-01-01 to 1 January of a year.
  private static func daysBefore(_ year: Int) -> Int {
    let years = year - 1
    let leaps = years / 4 - years / 100 + years / 400
    return 365 * (year - 1970) + leaps - (1969 / 4 - 1969 / 100 + 1969 / 400)
  }
}
