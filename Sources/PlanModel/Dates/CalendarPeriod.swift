/// A period of the calendar that work can recur by: a week, month, quarter, half-year or year, or the first nine months.
public enum CalendarPeriod: Hashable, Sendable {
  /// An ISO week.
  case week(ISOWeek)
  /// A month of a year.
  case month(year: Int, month: Int)
  /// A quarter of a year, 1–4.
  case quarter(year: Int, quarter: Int)
  /// A half of a year, 1–2.
  case halfYear(year: Int, half: Int)
  /// January to September.
  case nineMonths(year: Int)
  /// A year.
  case year(Int)

  /// The days of the period, cut where days end in 1970 and 2199.
  public var days: DayRange? {
    switch self {
    case .week(let week):
      guard let day = CivilDate(year: week.year, month: 1, day: 4) else { return nil }
      let monday = Int(day.dayNumber) - day.weekday.rawValue + 1 + (week.number - 1) * 7
      return DayRange(
        unchecked: CivilDate(unchecked: max(monday, 0)), CivilDate(unchecked: min(monday + 6, Int(CivilDate.latest.dayNumber))))
    case .month(let year, let month): return Self.months(year, month, month)
    case .quarter(let year, let quarter): return Self.months(year, quarter * 3 - 2, quarter * 3)
    case .halfYear(let year, let half): return Self.months(year, half * 6 - 5, half * 6)
    case .nineMonths(let year): return Self.months(year, 1, 9)
    case .year(let year): return Self.months(year, 1, 12)
    }
  }

  private static func months(_ year: Int, _ first: Int, _ last: Int) -> DayRange? {
    guard let start = CivilDate(year: year, month: first, day: 1),
      let end = CivilDate(year: year, month: last, day: CivilDate.daysIn(month: last, year: year))
    else { return nil }
    return DayRange(start, end)
  }

  /// The key of the period in task ids: `2018-W18`, `2018-05`, `2018-Q2`, `2018-H1`, `2018-9M`, `2018`.
  public var key: String {
    switch self {
    case .week(let week): DigitText.of(week.year, 4, "-", "W", week.number, 2)
    case .month(let year, let month): DigitText.of(year, 4, "-", nil, month, 2)
    case .quarter(let year, let quarter): DigitText.of(year, 4, "-", "Q", quarter, 1)
    case .halfYear(let year, let half): DigitText.of(year, 4, "-", "H", half, 1)
    case .nineMonths(let year): "\(year)-9M"
    case .year(let year): "\(year)"
    }
  }

  /// The period without its noun, as titles say it: `18/2018`, `5/2018`, `II/2018`, `2018`.
  public var bareName: String {
    let roman = ["", "I", "II", "III", "IV"]
    return switch self {
    case .week(let week): "\(week.number)/\(week.year)"
    case .month(let year, let month): "\(month)/\(year)"
    case .quarter(let year, let quarter): "\(roman[quarter])/\(year)"
    case .halfYear(let year, let half): "\(roman[half])/\(year)"
    case .nineMonths(let year), .year(let year): "\(year)"
    }
  }

  /// Reads a period as the command line writes it: `2018`, `2018-H1`, `2018-Q2`, `2018-9M`, `2018-05`, `2018-W18`.
  public init?(key: String) {
    let bytes = Array(key.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 4, let year = number(0..<4), (1970...2199).contains(year) else { return nil }
    let rest = String(decoding: bytes[4...], as: UTF8.self).uppercased()
    switch rest {
    case "": self = .year(year)
    case "-H1", "-H2": self = .halfYear(year: year, half: rest.hasSuffix("1") ? 1 : 2)
    case "-Q1", "-Q2", "-Q3", "-Q4": self = .quarter(year: year, quarter: Int(bytes[6] - 0x30))
    case "-9M": self = .nineMonths(year: year)
    default:
      if bytes.count == 7, let month = number(5..<7), (1...12).contains(month), rest.hasPrefix("-") {
        self = .month(year: year, month: month)
      } else if bytes.count == 8, rest.hasPrefix("-W"), let week = number(6..<8), (1...53).contains(week) {
        self = .week(ISOWeek(year: year, number: week))
        // A year without a 53rd week has none to ask for.
        guard let days, days.first.adding(days: 3)?.week == ISOWeek(year: year, number: week) else { return nil }
      } else {
        return nil
      }
    }
  }
}

extension CalendarPeriod {
  /// The period with its noun: `quý II/2018`, `Q2 2018`.
  public var fullName: Message {
    switch self {
    case .week(let week): Message(vi: "tuần \(bareName)", en: "week \(week.number) of \(week.year)")
    case .month(let year, let month):
      Message(
        vi: "tháng \(bareName)",
        en: MonthNames.english[month - 1] + " \(year)")
    case .quarter(let year, let quarter): Message(vi: "quý \(bareName)", en: "Q\(quarter) \(year)")
    case .halfYear(let year, let half):
      Message(vi: half == 1 ? "6 tháng đầu năm \(year)" : "6 tháng cuối năm \(year)", en: "H\(half) \(year)")
    case .nineMonths(let year): Message(vi: "9 tháng năm \(year)", en: "nine months of \(year)")
    case .year(let year): Message(vi: "năm \(year)", en: "\(year)")
    }
  }
}

/// The English names of the months; Vietnamese ones are numbers.
enum MonthNames {
  /// January first.
  static let english = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
}
