extension RecurrenceRule {
  /// The days of the rule from `start`, which anchors it and counts only where the rule matches it, up to `end`, in order.
  public func days(from start: CivilDate, through end: CivilDate) -> [CivilDate] {
    var result: [CivilDate] = []
    forEachDay(from: start, through: end) { result.append($0) }
    return result
  }

  /// Calls `body` with the days of the rule from `start` up to `end`, in order.
  public func forEachDay(from start: CivilDate, through end: CivilDate, _ body: (CivilDate) -> Void) {
    let last = until.map { min($0, end) } ?? end
    guard start <= last else { return }
    var expansion = RuleExpansion(rule: self, start: start, last: last)
    switch frequency {
    case .daily: expansion.daily(body)
    case .weekly: expansion.weekly(body)
    case .monthly: expansion.monthly(body)
    case .yearly: if isChosenByMonth { expansion.yearlyByMonth(body) } else { expansion.yearly(body) }
    }
  }

  /// Whether the days of a year follow from the shapes of its months alone.
  private var isChosenByMonth: Bool {
    yearDays.isEmpty && weekNumbers.isEmpty && positions.isEmpty
      && (!months.isEmpty || weekdays.allSatisfy { $0.ordinal == nil })
  }
}

/// A rule on its way through the calendar.
///
/// A month has 28 shapes, and what a rule chooses of it depends on its shape only; so the choice is made once a shape, as bits,
/// and walking through months is a look into a table. Years, which weeks and days of the year are counted in, have 56 shapes
/// with their neighbours.
private struct RuleExpansion {
  let rule: RecurrenceRule
  let start: CivilDate
  let last: CivilDate
  /// How many days may still come.
  private var left: Int
  /// The chosen days of every shape of month; nothing is left out for the sake of `BYMONTH` yet.
  private let chosen: [UInt32]
  /// Bit m is set where month m is allowed.
  private let months: UInt32

  init(rule: RecurrenceRule, start: CivilDate, last: CivilDate) {
    self.rule = rule
    self.start = start
    self.last = last
    left = rule.count ?? .max
    chosen = MonthShape.all.map { Self.chosen(in: $0, rule, start) }
    var months = rule.months.reduce(into: UInt32(0)) { $0 |= 1 << UInt32($1) }
    if months == 0 {
      let isBare = rule.weekNumbers.isEmpty && rule.yearDays.isEmpty && rule.monthDays.isEmpty && rule.weekdays.isEmpty
      months = rule.frequency == .yearly && isBare ? 1 << UInt32(start.month) : 0x1FFE
    }
    self.months = months
  }

  /// The days that a month of a shape has for the rule; a part that is not written takes its value from the start.
  private static func chosen(in shape: MonthShape, _ rule: RecurrenceRule, _ start: CivilDate) -> UInt32 {
    var days = MonthDays(first: shape.length).bits
    if !rule.monthDays.isEmpty {
      days &= rule.monthDays.reduce(into: 0) { $0 |= MonthDays(day: $1 > 0 ? $1 : shape.length + 1 + $1).bits }
    }
    if !rule.weekdays.isEmpty {
      // Ordinals count in the month where the frequency or BYMONTH makes it the period; else the year is looked at as a whole.
      let countsInMonth = rule.frequency == .monthly || !rule.months.isEmpty
      days &= rule.weekdays.reduce(into: 0) { bits, wanted in
        let all = shape.days(on: wanted.weekday)
        guard let ordinal = wanted.ordinal, countsInMonth else { return bits |= all.bits }
        bits |= all.nth(ordinal).map { MonthDays(day: $0).bits } ?? 0
      }
    }
    let isOfYear = rule.frequency == .yearly && (!rule.weekNumbers.isEmpty || !rule.yearDays.isEmpty)
    if rule.monthDays.isEmpty, rule.weekdays.isEmpty, rule.frequency != .daily, !isOfYear {
      days &= MonthDays(day: start.day).bits
    }
    switch rule.frequency {
    case .monthly where !rule.positions.isEmpty:
      let all = MonthDays(bits: days)
      return rule.positions.reduce(into: 0) { $0 |= all.nth($1).map { MonthDays(day: $0).bits } ?? 0 }
    // A day has one place in itself, the first and the last.
    case .daily where !rule.positions.isEmpty && !rule.positions.contains(1) && !rule.positions.contains(-1): return 0
    default: return days
    }
  }

  private func days(of month: CivilMonth) -> UInt32 {
    months & (1 << UInt32(month.number)) == 0 ? 0 : chosen[month.shape.index]
  }

  /// Hands a day on; false where the rule is at its end.
  @inline(__always)
  private mutating func hand(_ number: Int32, _ body: (CivilDate) -> Void) -> Bool {
    guard number >= start.dayNumber else { return true }
    guard number <= last.dayNumber else { return false }
    body(CivilDate(unchecked: Int(number)))
    left -= 1
    return left > 0
  }

  @inline(__always)
  private mutating func hand(_ month: CivilMonth, _ body: (CivilDate) -> Void) -> Bool {
    let first = month.first
    guard first <= last.dayNumber else { return false }
    var bits = days(of: month)
    while bits != 0 {
      guard hand(first + Int32(bits.trailingZeroBitCount), body) else { return false }
      bits &= bits &- 1
    }
    return true
  }

  // MARK: Frequencies

  mutating func daily(_ body: (CivilDate) -> Void) {
    if rule.interval == 1 {
      for index in CivilMonth(of: start).index..<CivilMonth.indices.upperBound {
        guard let month = CivilMonth(index: index), hand(month, body) else { return }
      }
      return
    }
    let step = Int32(rule.interval)
    var number = start.dayNumber
    var month = CivilMonth(of: start)
    var bits = days(of: month)
    while number <= last.dayNumber {
      while number - month.first >= month.length {
        guard let next = CivilMonth(index: month.index + 1) else { return }
        month = next
        bits = days(of: month)
      }
      if bits & (1 << UInt32(number - month.first)) != 0 { guard hand(number, body) else { return } }
      number += step
    }
  }

  mutating func weekly(_ body: (CivilDate) -> Void) {
    let monday = Int(start.dayNumber) - (start.weekday.rawValue - rule.weekStart.rawValue + 7) % 7
    let wanted = rule.weekdays.isEmpty ? [start.weekday] : rule.weekdays.map(\.weekday)
    let offsets = Set(wanted.map { Int32(($0.rawValue - rule.weekStart.rawValue + 7) % 7) }).sorted()
    let step = Int32(7 * rule.interval)
    let isPlain = rule.months.isEmpty && rule.positions.isEmpty
    for week in stride(from: Int32(monday), through: last.dayNumber, by: Int(step)) {
      if isPlain {
        for offset in offsets { guard hand(week + offset, body) else { return } }
        continue
      }
      // Positions count in the whole week from WKST, also in the first.
      let days = offsets.map { week + $0 }.filter { number in
        CivilDate(dayNumber: Int(number)).map { months & (1 << UInt32($0.month)) != 0 } ?? false
      }
      for (index, number) in days.enumerated() {
        let isChosen = rule.positions.isEmpty || rule.positions.contains(index + 1) || rule.positions.contains(index - days.count)
        guard !isChosen || hand(number, body) else { return }
      }
    }
  }

  mutating func monthly(_ body: (CivilDate) -> Void) {
    for index in stride(from: CivilMonth(of: start).index, to: CivilMonth.indices.upperBound, by: rule.interval) {
      guard let month = CivilMonth(index: index), hand(month, body) else { return }
    }
  }

  mutating func yearlyByMonth(_ body: (CivilDate) -> Void) {
    let wanted = (1...12).filter { months & (1 << UInt32($0)) != 0 }
    for year in stride(from: start.year, to: 2200, by: rule.interval) {
      for number in wanted { guard let month = CivilMonth(index: year * 12 + number - 1), hand(month, body) else { return } }
    }
  }

  mutating func yearly(_ body: (CivilDate) -> Void) {
    var shapes = [YearDays](repeating: YearDays(), count: 56)
    var known: UInt64 = 0
    for year in stride(from: start.year, to: 2200, by: rule.interval) {
      guard let january = CivilMonth(index: year * 12), january.first <= last.dayNumber else { return }
      func leap(_ year: Int) -> Int { CivilDate.daysIn(month: 2, year: year) - 28 }
      let shape = (january.shape.firstWeekday * 2 + leap(year)) * 4 + leap(year - 1) * 2 + leap(year + 1)
      if known & (1 << UInt64(shape)) == 0 {
        shapes[shape] = chosen(year: january)
        known |= 1 << UInt64(shape)
      }
      for word in 0..<6 {
        var bits = shapes[shape].words[word]
        while bits != 0 {
          guard hand(january.first + Int32(word * 64 + bits.trailingZeroBitCount), body) else { return }
          bits &= bits &- 1
        }
      }
    }
  }

  // MARK: A year as a whole

  /// Days of a year as bits, 1 January first.
  private struct YearDays {
    var words = SIMD8<UInt64>()

    /// Adds days from `offset` on, given as bits; what lies before 1 January is left out.
    mutating func insert(_ bits: UInt64, at offset: Int) {
      guard offset >= 0 else { return insert(offset > -64 ? bits >> UInt64(-offset) : 0, at: 0) }
      let (word, shift) = (offset >> 6, UInt64(offset & 63))
      words[word] |= bits << shift
      if shift > 0 { words[word + 1] |= bits >> (64 - shift) }
    }

    /// The days by number, from 0.
    var offsets: [Int] { (0..<384).filter { words[$0 >> 6] & (1 << UInt64($0 & 63)) != 0 } }
  }

  private func chosen(year january: CivilMonth) -> YearDays {
    let length = CivilDate.daysIn(month: 2, year: january.year) == 28 ? 365 : 366
    var days = YearDays()
    for index in january.index..<january.index + 12 {
      if let month = CivilMonth(index: index) { days.insert(UInt64(self.days(of: month)), at: Int(month.first - january.first)) }
    }
    if !rule.yearDays.isEmpty {
      var wanted = YearDays()
      for day in rule.yearDays where abs(day) <= length { wanted.insert(1, at: day > 0 ? day - 1 : length + day) }
      days.words &= wanted.words
    }
    if !rule.weekNumbers.isEmpty { days.words &= weeks(of: january.year, length).words }
    if rule.months.isEmpty, rule.weekdays.contains(where: { $0.ordinal != nil }) {
      var wanted = YearDays()
      for weekday in rule.weekdays {
        let first = (weekday.weekday.rawValue - 1 - january.shape.firstWeekday + 7) % 7
        let count = (length - 1 - first) / 7 + 1
        guard let ordinal = weekday.ordinal else {
          for week in 0..<count { wanted.insert(1, at: first + 7 * week) }
          continue
        }
        if abs(ordinal) <= count { wanted.insert(1, at: first + 7 * (ordinal > 0 ? ordinal - 1 : count + ordinal)) }
      }
      days.words &= wanted.words
    }
    guard !rule.positions.isEmpty else { return days }
    let all = days.offsets
    var picked = YearDays()
    for position in rule.positions where abs(position) <= all.count {
      picked.insert(1, at: all[position > 0 ? position - 1 : all.count + position])
    }
    return picked
  }

  /// The days of a year that lie in one of the weeks of `BYWEEKNO`; weeks begin on `WKST`.
  ///
  /// The first days of a year can belong to the last week of the year before, its last days to the first of the next.
  private func weeks(of year: Int, _ length: Int) -> YearDays {
    let newYear = Self.newYear(year)
    func count(_ year: Int) -> Int { (firstWeek(year + 1) - firstWeek(year)) / 7 }
    var days = YearDays()
    let first = firstWeek(year) - newYear
    let weeks = count(year)
    let before = first > 0 ? count(year - 1) : 0
    let next = first + 7 * weeks
    let after = next < length ? count(year + 1) : 0
    for number in rule.weekNumbers {
      if abs(number) <= weeks { days.insert(0x7F, at: first + 7 * (number > 0 ? number - 1 : weeks + number)) }
      if before > 0, number == before || number == -1 { days.insert(0x7F, at: first - 7) }
      if after > 0, number == 1 || number == -after { days.insert(0x7F, at: next) }
    }
    // Weeks at the end reach beyond the year.
    var whole = YearDays()
    for month in stride(from: 0, to: length, by: 61) { whole.insert((1 << UInt64(min(61, length - month))) - 1, at: month) }
    days.words &= whole.words
    return days
  }

  /// The day number on which the first week of a year begins; it has at least four days in its year.
  private func firstWeek(_ year: Int) -> Int {
    let newYear = Self.newYear(year)
    let weekday = ((newYear + 3) % 7 + 7) % 7 + 1
    let offset = (weekday - rule.weekStart.rawValue + 7) % 7
    return offset <= 3 ? newYear - offset : newYear + 7 - offset
  }

  /// The day number of 1 January, also of the years beside 1970–2199.
  private static func newYear(_ year: Int) -> Int {
    func leaps(_ years: Int) -> Int { years / 4 - years / 100 + years / 400 }
    return 365 * (year - 1970) + leaps(year - 1) - leaps(1969)
  }
}
