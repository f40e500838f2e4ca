/// A recurrence rule of RFC 5545 (section 3.3.10) at day resolution.
public struct RecurrenceRule: Sendable, Hashable {
  enum Frequency: String, Sendable { case daily = "DAILY", weekly = "WEEKLY", monthly = "MONTHLY", yearly = "YEARLY" }

  /// A weekday, with its ordinal in the month or year where one is written.
  struct WeekdayOrdinal: Sendable, Hashable {
    let weekday: Weekday
    let ordinal: Int?
  }

  var frequency: Frequency
  var interval = 1
  var count: Int?
  var until: CivilDate?
  var weekStart = Weekday.monday
  var months: Set<Int> = []
  var weekNumbers: Set<Int> = []
  var yearDays: Set<Int> = []
  var monthDays: Set<Int> = []
  var weekdays: [WeekdayOrdinal] = []
  var positions: [Int] = []

  /// Why a text is no rule that can be followed.
  public struct Fault: Error {
    /// What is wrong.
    public let message: Message
    /// Whether the text has not even the form of a rule.
    let isFormless: Bool
    init(_ vi: String, _ en: String, isFormless: Bool = false) {
      message = Message(vi: vi, en: en)
      self.isFormless = isFormless
    }
  }

  /// Reads `FREQ=MONTHLY;BYDAY=-1FR`; what RFC 5545 forbids, or programs read differently, is a fault.
  public init(_ text: String) throws(Fault) {
    var parts: [String: String] = [:]
    var body = text.uppercased()
    if body.hasPrefix("RRULE:") { body = String(body.dropFirst(6)) }
    for part in body.split(separator: ";", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
      guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
        throw part.isEmpty
          ? Fault("có dấu chấm phẩy thừa", "there is a semicolon too many")
          : Fault("phần `\(part)` phải có dạng TÊN=GIÁ-TRỊ", "`\(part)` must be NAME=VALUE", isFormless: true)
      }
      guard parts.updateValue(pair[1], forKey: pair[0]) == nil else {
        throw Fault("`\(pair[0])` viết hai lần", "`\(pair[0])` is written twice")
      }
    }
    guard let name = parts.removeValue(forKey: "FREQ") else { throw Fault("thiếu FREQ", "FREQ is missing", isFormless: true) }
    guard let frequency = Frequency(rawValue: name) else {
      throw Fault("FREQ là DAILY, WEEKLY, MONTHLY hoặc YEARLY", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    self.frequency = frequency
    for (key, value) in parts.sorted(by: { $0.key < $1.key }) { try read(key, value) }
    try check()
  }

  private mutating func read(_ key: String, _ value: String) throws(Fault) {
    switch key {
    case "INTERVAL": interval = try Self.number(value, 1...9999, key)
    case "COUNT": count = try Self.number(value, 1...99_999, key)
    case "UNTIL":
      let digits = Array(value.utf8)
      guard digits.count == 8, let day = CivilDate("\(value.prefix(4))-\(value.dropFirst(4).prefix(2))-\(value.suffix(2))") else {
        throw Fault("UNTIL là một ngày viết yyyymmdd", "UNTIL is a day written yyyymmdd")
      }
      until = day
    case "WKST":
      guard let day = Self.weekdayNames[value] else { throw Fault("WKST là MO … SU", "WKST is MO … SU") }
      weekStart = day
    case "BYMONTH": months = Set(try Self.numbers(value, 1...12, key, isSigned: false))
    case "BYWEEKNO": weekNumbers = Set(try Self.numbers(value, 1...53, key, isSigned: true))
    case "BYYEARDAY": yearDays = Set(try Self.numbers(value, 1...366, key, isSigned: true))
    case "BYMONTHDAY": monthDays = Set(try Self.numbers(value, 1...31, key, isSigned: true))
    case "BYSETPOS": positions = try Self.numbers(value, 1...366, key, isSigned: true)
    case "BYDAY": weekdays = try Self.weekdays(value)
    case "BYHOUR", "BYMINUTE", "BYSECOND":
      throw Fault("`\(key)` không dùng: giờ ghi ở khóa `giờ`", "`\(key)` is not used: the hour stands in `time`")
    default: throw Fault("không có phần `\(key)`", "there is no part `\(key)`")
    }
  }

  /// What section 3.3.10 forbids.
  private func check() throws(Fault) {
    if count != nil, until != nil { throw Fault("COUNT và UNTIL không đi cùng nhau", "COUNT and UNTIL do not go together") }
    if !weekNumbers.isEmpty, frequency != .yearly {
      throw Fault("BYWEEKNO chỉ dùng với FREQ=YEARLY", "BYWEEKNO needs FREQ=YEARLY")
    }
    if !yearDays.isEmpty, frequency != .yearly {
      throw Fault("BYYEARDAY chỉ dùng với FREQ=YEARLY", "BYYEARDAY needs FREQ=YEARLY")
    }
    if !monthDays.isEmpty, frequency == .weekly {
      throw Fault("BYMONTHDAY không dùng với FREQ=WEEKLY", "BYMONTHDAY does not go with FREQ=WEEKLY")
    }
    if weekdays.contains(where: { $0.ordinal != nil }) {
      guard frequency == .monthly || (frequency == .yearly && weekNumbers.isEmpty) else {
        throw Fault(
          "số thứ tự trong BYDAY chỉ dùng với MONTHLY, hoặc YEARLY không có BYWEEKNO",
          "an ordinal in BYDAY needs MONTHLY, or YEARLY without BYWEEKNO")
      }
    }
    let hasDays = !months.isEmpty || !weekNumbers.isEmpty || !yearDays.isEmpty || !monthDays.isEmpty || !weekdays.isEmpty
    try checkDisputed()
    if !positions.isEmpty, !hasDays { throw Fault("BYSETPOS phải đi cùng một phần BY khác", "BYSETPOS needs another BY part") }
  }

  /// What section 3.3.10 leaves open and programs in use read differently; `docs/plan-format.md` lists it.
  private func checkDisputed() throws(Fault) {
    guard frequency == .yearly else { return }
    if !yearDays.isEmpty, !months.isEmpty || !monthDays.isEmpty || !weekNumbers.isEmpty {
      throw Fault(
        "BYYEARDAY đi với BYMONTH, BYMONTHDAY hoặc BYWEEKNO: các chương trình lịch hiểu khác nhau; hãy bỏ một phần",
        "BYYEARDAY beside BYMONTH, BYMONTHDAY or BYWEEKNO is read differently by calendar programs; drop one of them")
    }
    if !weekNumbers.isEmpty {
      if !monthDays.isEmpty {
        throw Fault(
          "BYWEEKNO đi với BYMONTHDAY: các chương trình lịch hiểu khác nhau; hãy bỏ một phần",
          "BYWEEKNO beside BYMONTHDAY is read differently by calendar programs; drop one of them")
      }
      if weekdays.isEmpty {
        throw Fault(
          "BYWEEKNO không có BYDAY: các chương trình lịch hiểu khác nhau; hãy ghi thứ, ví dụ BYDAY=MO",
          "BYWEEKNO without BYDAY is read differently by calendar programs; name the weekdays, for example BYDAY=MO")
      }
      let isAtEdge = !weekNumbers.isDisjoint(with: [1, 52, 53, -1, -52, -53])
      if isAtEdge, interval > 1 || !positions.isEmpty || !months.isEmpty {
        throw Fault(
          "tuần đầu hoặc cuối năm (BYWEEKNO 1, 52, 53) đi với INTERVAL, BYSETPOS hoặc BYMONTH: các chương trình lịch hiểu khác nhau",
          "the first or last week of a year (BYWEEKNO 1, 52, 53) beside INTERVAL, BYSETPOS or BYMONTH is read differently by calendar programs"
        )
      }
    } else if !monthDays.isEmpty, months.isEmpty {
      throw Fault(
        "FREQ=YEARLY với BYMONTHDAY mà không có BYMONTH: các chương trình lịch hiểu khác nhau; hãy ghi BYMONTH, hoặc dùng FREQ=MONTHLY",
        "FREQ=YEARLY with BYMONTHDAY and no BYMONTH is read differently by calendar programs; write BYMONTH, or use FREQ=MONTHLY")
    }
  }

  // MARK: Values

  private static let weekdayNames: [String: Weekday] = [
    "MO": .monday, "TU": .tuesday, "WE": .wednesday, "TH": .thursday, "FR": .friday, "SA": .saturday, "SU": .sunday,
  ]

  private static func number(_ text: String, _ range: ClosedRange<Int>, _ key: String) throws(Fault) -> Int {
    let signed =
      ["BYDAY", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS"].contains(key)
      ? Message(vi: ", hoặc số âm để đếm từ cuối", en: ", or the same with a minus, counted from the end")
      : Message(vi: "", en: "")
    guard text.utf8.count <= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      throw Fault(
        "số trong `\(key)` từ \(range.lowerBound) đến \(range.upperBound)\(signed.vi)",
        "a number in `\(key)` is \(range.lowerBound) to \(range.upperBound)\(signed.en)")
    }
    return number
  }

  private static func numbers(_ text: String, _ range: ClosedRange<Int>, _ key: String, isSigned: Bool) throws(Fault) -> [Int] {
    var result: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isNegative = isSigned && part.hasPrefix("-")
      let digits = isNegative || (isSigned && part.hasPrefix("+")) ? String(part.dropFirst()) : String(part)
      let value = try number(digits, range, key)
      result.append(isNegative ? -value : value)
    }
    return result
  }

  private static func weekdays(_ text: String) throws(Fault) -> [WeekdayOrdinal] {
    var result: [WeekdayOrdinal] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let weekday = weekdayNames[String(part.suffix(2))] else {
        throw Fault("BYDAY viết chẳng hạn MO, 1FR, -1SU", "BYDAY is, for example, MO, 1FR, -1SU")
      }
      let ordinal = part.dropLast(2)
      result.append(
        WeekdayOrdinal(
          weekday: weekday, ordinal: ordinal.isEmpty ? nil : try numbers(String(ordinal), 1...53, "BYDAY", isSigned: true)[0]))
    }
    return result
  }
}
