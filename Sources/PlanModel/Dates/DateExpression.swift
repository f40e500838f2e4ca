/// A unit in which an offset is counted.
enum OffsetUnit: Sendable, Hashable { case day, workingDay, week, month }

/// A day written out: `dd/mm`, or with a year.
struct DayLiteral: Sendable, Hashable {
  let day: Int
  let month: Int
  let year: Int?
}

/// A day as offices say it: a date, a day with a name, or so many days before or after another.
indirect enum DateExpression: Sendable, Hashable {
  case literal(DayLiteral)
  /// A day of the lunar calendar, `dd/mm`.
  case lunar(DayLiteral)
  case named(NamedDay)
  /// A milestone, an activity or a phase.
  case name(String)
  case offset(Int, OffsetUnit, from: DateExpression)
  /// So many working days after the cut-off of a reporting period.
  case cutOffOffset(Int, OffsetUnit)
}

/// Why a text is no date expression.
enum PhraseFault: Error {
  /// Date-shaped, but no such day; the mend, where there is one.
  case date(String, mend: String?)
  /// Not understood; how it should have been written, where that can be told.
  case phrase(suggestion: String?)
}

extension PhraseScanner {
  /// Takes a date expression.
  mutating func dateExpression() throws(PhraseFault) -> DateExpression? {
    let start = self
    if let count = number(), let unit = take(TimeWords.offsetUnits), let direction = take(TimeWords.directions) {
      if take(TimeWords.cutOff) != nil { return .cutOffOffset(count * direction, unit) }
      if let anchor = try dateExpression() { return .offset(count * direction, unit, from: anchor) }
    }
    restore(start)
    if let direction = take(TimeWords.directions), let anchor = try primaryDate(), let count = number(),
      let unit = take(TimeWords.offsetUnits)
    {
      return .offset(count * direction, unit, from: anchor)
    }
    restore(start)
    return try primaryDate()
  }

  private mutating func primaryDate() throws(PhraseFault) -> DateExpression? {
    let start = self
    if let named = take(TimeWords.namedDays) { return .named(named) }
    _ = take(TimeWords.dayNoise)
    if let word = next, DayLiteral.isDateShaped(word) {
      _ = self.word { $0 }
      if take(TimeWords.lunar) != nil {
        guard let literal = DayLiteral.lunar(word) else { throw .date(word, mend: nil) }
        return .lunar(literal)
      }
      return .literal(try DayLiteral.read(word))
    }
    restore(start)
    guard let name = word({ Self.isName($0) ? $0 : nil }) else { return nil }
    return NamedDay(rawValue: name).map { .named($0) } ?? .name(name)
  }

  /// `tong-ket`, `cuoc-thi.nhan-bai`.
  private static func isName(_ word: String) -> Bool {
    let parts = word.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { isIdentifier(String(decoding: $0, as: UTF8.self)) }
  }
}

extension DayLiteral {
  /// Whether a word has the shape of a date: digits with `/` or `-` between them.
  static func isDateShaped(_ word: String) -> Bool {
    let parts = word.utf8.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") }
    return (2...3).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
  }

  private static func parts(_ word: String) -> (numbers: [Int], lengths: [Int], slash: Bool) {
    let slash = word.utf8.contains(UInt8(ascii: "/"))
    let pieces = word.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") }
    return (pieces.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }, pieces.map(\.count), slash)
  }

  static func lunar(_ word: String) -> DayLiteral? {
    let (numbers, _, slash) = parts(word)
    guard slash, numbers.count == 2, (1...30).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
    return DayLiteral(day: numbers[0], month: numbers[1], year: nil)
  }

  static func read(_ word: String) throws(PhraseFault) -> DayLiteral {
    let (numbers, lengths, slash) = parts(word)
    if lengths == [2, 2], slash, (1...12).contains(numbers[1]), numbers[0] >= 1,
      numbers[0] <= CivilDate.daysIn(month: numbers[1], year: 2000)
    {
      return DayLiteral(day: numbers[0], month: numbers[1], year: nil)
    }
    if lengths == [2, 2, 4] || lengths == [4, 2, 2], let date = CivilDate(word) {
      let (year, month, day) = date.components
      return DayLiteral(day: day, month: month, year: year)
    }
    throw .date(word, mend: mend(numbers, lengths, slash))
  }

  /// `1/5` was meant as `01/05`, `2018-1-1` as `2018-01-01`.
  private static func mend(_ numbers: [Int], _ lengths: [Int], _ slash: Bool) -> String? {
    guard lengths.allSatisfy({ $0 <= 4 }) else { return nil }
    if numbers.count == 2, CivilDate(year: 2000, month: numbers[1], day: numbers[0]) != nil {
      return "\(twoDigits(numbers[0]))/\(twoDigits(numbers[1]))"
    }
    if numbers.count == 3 {
      let (day, month, year) = lengths[0] == 4 ? (numbers[2], numbers[1], numbers[0]) : (numbers[0], numbers[1], numbers[2])
      guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
      return lengths[0] == 4 ? date.description : date.officeText
    }
    return nil
  }
}
