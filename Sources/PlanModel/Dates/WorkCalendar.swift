/// Why a day is off, or worked though it is a Saturday.
public struct DayOffReason: Hashable, Sendable {
  /// The name of the holiday, or what the office wrote.
  public let name: Message
  /// The act that decides it; nil for a weekend and for what the office says itself.
  public let source: String?
  /// Whether the day is projected by rule and not yet decided.
  public let isProjected: Bool
  /// Where the office wrote it; nil for holidays and weekends.
  public let place: SourceSpan?

  init(name: Message, source: String? = nil, isProjected: Bool = false, place: SourceSpan? = nil) {
    self.name = name
    self.source = source
    self.isProjected = isProjected
    self.place = place
  }
}

/// Which days are worked: Monday to Friday, less public holidays, with what an office itself adds or takes away.
public struct WorkCalendar: Sendable {
  /// One bit for each day from 1970-01-01 to 2199-12-31: set where the day is off.
  private var off: [UInt64]
  private var projected: Set<CivilDate> = []
  /// From the first to the last projected day.
  private var projectedSpan: DayRange?
  private var overrides: [CivilDate: DayOffReason] = [:]
  private let usesPublicHolidays: Bool

  /// A day that the office itself takes off, or works.
  public struct Override: Sendable {
    let day: CivilDate
    let name: String
    let isOff: Bool
    /// Where the office wrote it.
    let place: SourceSpan?

    /// Makes an override.
    public init(day: CivilDate, name: String, isOff: Bool, place: SourceSpan? = nil) {
      self.day = day
      self.name = name
      self.isOff = isOff
      self.place = place
    }
  }

  /// Makes the calendar of an office: whether it keeps public holidays, and what it says itself, the last word on a day winning.
  public init(holidays: Bool = true, overrides: [Override] = []) {
    usesPublicHolidays = holidays
    off = holidays ? Self.publicCalendar : Self.weekends
    if holidays { projected = HolidayTable.projectedDays }
    for item in overrides { override(item) }
    if let first = projected.min(), let last = projected.max() { projectedSpan = DayRange(first, last) }
  }

  private mutating func override(_ item: Override) {
    Self.set(&off, item.day, item.isOff)
    projected.remove(item.day)
    let name =
      item.name.isEmpty
      ? item.isOff
        ? Message(vi: "ngày nghỉ riêng của cơ quan", en: "the office's own day off")
        : Message(vi: "ngày làm bù của cơ quan", en: "the office's own working day")
      : Message(vi: item.name, en: item.name)
    overrides[item.day] = DayOffReason(name: name, place: item.place)
  }

  /// Whether nobody works on a day.
  public func isOff(_ day: CivilDate) -> Bool {
    off[Int(day.dayNumber) >> 6] & (1 << UInt64(day.dayNumber & 63)) != 0
  }

  /// Why a day is off, or why it is worked though a Saturday or Sunday; nil for an ordinary working day.
  public func reason(_ day: CivilDate) -> DayOffReason? {
    if let own = overrides[day] { return own }
    if usesPublicHolidays, let fact = HolidayTable.byDay[day] {
      return DayOffReason(name: Message(vi: fact.name, en: fact.name), source: fact.act, isProjected: fact.isProjected)
    }
    return isOff(day) ? DayOffReason(name: day.weekday.name) : nil
  }

  /// Whether what is known of a day is only projected.
  public func isProjected(_ day: CivilDate) -> Bool { !projected.isEmpty && projected.contains(day) }

  /// The nearest working day from `day` on, in steps of +1 or -1, `day` included.
  public func workingDay(from day: CivilDate, step: Int) -> CivilDate? {
    var current = day
    while isOff(current) {
      guard let next = current.adding(days: step) else { return nil }
      current = next
    }
    return current
  }

  /// The `count`-th working day strictly after (or, with a negative count, before) a day; the day itself for 0.
  public func adding(workingDays count: Int, to day: CivilDate) -> CivilDate? {
    var current = day
    var left = abs(count)
    while left > 0 {
      guard let next = current.adding(days: count < 0 ? -1 : 1) else { return nil }
      current = next
      if !isOff(current) { left -= 1 }
    }
    return current
  }

  /// The working days of a range, in order.
  public func workingDays(in range: DayRange) -> [CivilDate] {
    var days: [CivilDate] = []
    forEachWorkingDay(in: range) { days.append($0) }
    return days
  }

  /// Calls `body` with the working days of a range, in order.
  func forEachWorkingDay(in range: DayRange, _ body: (CivilDate) -> Void) {
    for word in Int(range.first.dayNumber) >> 6...Int(range.last.dayNumber) >> 6 {
      var bits = ~off[word]
      while bits != 0 {
        let number = Int32(word << 6 + bits.trailingZeroBitCount)
        bits &= bits &- 1
        if number < range.first.dayNumber { continue }
        if number > range.last.dayNumber { return }
        body(CivilDate(unchecked: Int(number)))
      }
    }
  }

  /// The working days of a month.
  func workingDays(of month: CivilMonth) -> MonthDays {
    let first = Int(month.first)
    let (word, shift) = (first >> 6, UInt64(first & 63))
    var bits = ~off[word] >> shift
    if shift > 33, word + 1 < off.count { bits |= ~off[word + 1] << (64 - shift) }
    return MonthDays(bits: UInt32(truncatingIfNeeded: bits) & MonthDays(first: month.length).bits)
  }

  /// The first projected day of a range.
  func projectedDay(from first: CivilDate, to last: CivilDate) -> CivilDate? {
    // Nearly always the projected years lie elsewhere.
    guard let span = projectedSpan, first <= span.last, span.first <= last else { return nil }
    return projected.filter { first <= $0 && $0 <= last }.min()
  }

  // MARK: The shared part

  private static func set(_ bits: inout [UInt64], _ day: CivilDate, _ isOff: Bool) {
    let bit: UInt64 = 1 << UInt64(day.dayNumber & 63)
    if isOff { bits[Int(day.dayNumber) >> 6] |= bit } else { bits[Int(day.dayNumber) >> 6] &= ~bit }
  }

  private static let weekends: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: (Int(CivilDate.latest.dayNumber) >> 6) + 1)
    // 1970-01-03 was a Saturday; after seven words the weeks lie in the words as before.
    for saturday in stride(from: 2, to: 7 * 64, by: 7) {
      for day in [saturday, saturday + 1] { bits[day >> 6] |= 1 << UInt64(day & 63) }
    }
    for index in bits.indices.dropFirst(7) { bits[index] = bits[index - 7] }
    return bits
  }()

  private static let publicCalendar: [UInt64] = {
    var bits = weekends
    for (day, isWorked, _) in HolidayTable.days { set(&bits, day, !isWorked) }
    return bits
  }()
}
