/// Walks over the words of a phrase and compares them with the wordings the format knows.
///
/// Words are compared composed, in small letters, tones required. In the lenient reading, used only to suggest a mend, tones
/// may be missing, and `mended` collects how the phrase should have been written.
struct PhraseScanner {
  let words: [String]
  private(set) var position = 0
  let isLenient: Bool
  private(set) var mended: [String] = []

  init(_ text: String, lenient: Bool = false) {
    words = NormalizedText.words(text)
    isLenient = lenient
  }

  var isAtEnd: Bool { position >= words.count }

  /// The next word, still to be taken.
  var next: String? { position < words.count ? words[position] : nil }

  mutating func restore(_ earlier: PhraseScanner) { self = earlier }

  /// Takes one wording of several words, if it comes next.
  mutating func take(_ wording: Wording) -> Bool {
    guard position + wording.words.count <= words.count else { return false }
    for (offset, word) in wording.words.enumerated() {
      let given = words[position + offset]
      if given == word { continue }
      guard isLenient, NormalizedText.folded(given) == NormalizedText.folded(word) else { return false }
    }
    position += wording.words.count
    if isLenient { mended += wording.words }
    return true
  }

  /// Takes one of several wordings, the longest first, and says what it stands for.
  mutating func take<Value>(_ lexicon: Lexicon<Value>) -> Value? {
    for (wording, value) in lexicon.entries where take(wording) { return value }
    return nil
  }

  /// Takes the next word whatever it is, where `read` makes something of it.
  mutating func word<Value>(_ read: (String) -> Value?) -> Value? {
    guard let word = next, let value = read(word) else { return nil }
    position += 1
    if isLenient { mended.append(word) }
    return value
  }

  /// Takes a number in digits, 1 to 4 of them.
  mutating func number() -> Int? {
    word { $0.utf8.count <= 4 ? PlainNumber.read($0) : nil }
  }
}

/// A wording as compared: its words.
struct Wording: Sendable {
  let words: [String]

  init(_ text: String) { words = NormalizedText.words(text) }
}

/// Wordings and what they stand for, the longest first.
struct Lexicon<Value: Sendable>: Sendable {
  let entries: [(Wording, Value)]

  /// Makes a lexicon of lines of wordings separated by `|`.
  init(_ lines: [(String, Value)]) {
    entries = lines.flatMap { line, value in
      line.utf8.split(separator: UInt8(ascii: "|")).map { (Wording(String(decoding: $0, as: UTF8.self)), value) }
    }.sorted { $0.0.words.count > $1.0.words.count }
  }

  init(_ line: String) where Value == Void { self.init([(line, ())]) }
}

/// The wordings that phrases of time are made of, in both languages.
enum TimeWords {
  static let offsetUnits = Lexicon<OffsetUnit>([
    ("day|days|ngày", .day), ("working day|working days|ngày làm việc", .workingDay), ("week|weeks|tuần", .week),
    ("month|months|tháng", .month),
  ])
  static let directions = Lexicon<Int>([("before|trước", -1), ("after|sau", 1)])
  static let dayNoise = Lexicon<Void>("day|ngày")
  static let namedDays = Lexicon<NamedDay>(NamedDay.allCases.map { ($0.spellings.joined(separator: "|"), $0) })
  static let lunar = Lexicon<Void>("lunar|âm lịch")
  static let expected = Lexicon<Void>("expected|dự kiến")
  static let from = Lexicon<Void>("from|từ")
  static let to = Lexicon<Void>("to|đến|đến hết|tới|tới hết")
  static let months = Lexicon<Int>(
    [
      "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug", "september|sep|sept",
      "october|oct", "november|nov", "december|dec",
    ].enumerated().map { ($1, $0 + 1) })
  static let month = Lexicon<Void>("tháng|month")
  static let quarter = Lexicon<Void>("quý|quarter")
  static let romans = Lexicon<Int>([("i|1|một", 1), ("ii|2|hai", 2), ("iii|3|ba", 3), ("iv|4|bốn|tư", 4)])
  static let halves = Lexicon<Int>([
    ("h1|6 tháng đầu năm|sáu tháng đầu năm|first half-year", 1), ("h2|6 tháng cuối năm|sáu tháng cuối năm|second half-year", 2),
  ])
  static let nineMonths = Lexicon<Void>("9 months|9 tháng|chín tháng|9 tháng đầu năm|chín tháng đầu năm")
  static let parts = Lexicon<MonthPart>([("early|đầu", .early), ("mid|giữa", .middle), ("late|cuối", .late)])
  static let wholeYear = Lexicon<Void>("year|cả năm")
  static let ofYear = Lexicon<Void>("năm")
  static let openEnded = Lexicon<OpenTiming>([
    ("ongoing|thường xuyên|thường xuyên trong năm", .ongoing), ("undated|chưa ấn định thời hạn", .undated),
    ("as needed|khi phát sinh", .asNeeded),
  ])

  static let everyNoise = Lexicon<Void>("every|hằng|hàng")
  static let everyUnits = Lexicon<Frequency>([
    ("day|ngày", .days(1, counted: false)), ("working day|ngày làm việc", .workingDays), ("week|tuần", .weeks(1)),
    ("month|tháng", .months(1)), ("quarter|quý", .quarter), ("half-year|6 tháng|sáu tháng", .halfYear), ("year|năm", .year),
  ])
  static let countedUnits = Lexicon<OffsetUnit>([
    ("day|days|ngày", .day), ("week|weeks|tuần", .week), ("month|months|tháng", .month),
  ])
  static let reporting = Lexicon<Void>("reporting|kỳ báo cáo")
  static let reportingUnits = Lexicon<ReportingPeriod>([
    ("month|tháng", .month), ("quarter|quý", .quarter), ("half-year|6 tháng|sáu tháng", .halfYear),
    ("9 months|9 tháng|chín tháng", .nineMonths), ("year|năm", .year),
  ])

  static let weekdays = Lexicon<Weekday>([
    ("mon|monday|thứ hai|thứ 2|t2", .monday), ("tue|tues|tuesday|thứ ba|thứ 3|t3", .tuesday),
    ("wed|wednesday|thứ tư|thứ 4|t4", .wednesday), ("thu|thur|thurs|thursday|thứ năm|thứ 5|t5", .thursday),
    ("fri|friday|thứ sáu|thứ 6|t6", .friday), ("sat|saturday|thứ bảy|thứ 7|t7", .saturday), ("sun|sunday|chủ nhật|cn", .sunday),
  ])
  static let workingDay = Lexicon<Void>("working day|ngày làm việc")
  static let lastDay = Lexicon<Void>("last day|ngày cuối|ngày cuối cùng")
  static let ordinalsBefore = Lexicon<Int>([
    ("first|1st", 1), ("second|2nd", 2), ("third|3rd", 3), ("fourth|4th", 4), ("last", -1),
  ])
  static let ordinalsAfter = Lexicon<Int>([("đầu tiên|đầu", 1), ("thứ nhất", 1), ("cuối|cuối cùng", -1)])
  static let ordinalMark = Lexicon<Void>("thứ")
  static let ordinalWords = Lexicon<Int>([("nhất", 1), ("hai|nhì", 2), ("ba", 3), ("tư", 4), ("năm", 5)])
  static let ofMonth = Lexicon<Void>("tháng|trong tháng|của tháng|of the month|of month")
  static let lastOfPeriod = Lexicon<Void>("quý|kỳ|năm|của quý|của kỳ|của năm")
  static let monthOfPeriod = Lexicon<MonthChoice>([
    ("of first month|of the first month|tháng đầu quý|tháng đầu kỳ|tháng đầu năm|tháng đầu", .number(1)),
    ("of second month|of the second month|tháng giữa quý|tháng thứ hai|tháng thứ 2", .number(2)),
    ("of last month|of the last month|tháng cuối quý|tháng cuối kỳ|tháng cuối năm|tháng cuối", .last),
    ("of next month|of the next month|tháng sau", .next),
  ])
  static let ofMonthNumber = Lexicon<Void>("of month|tháng thứ")
  static let belonging = Lexicon<Void>("của|trong|of the quarter|of the period|of the year")
  static let ofThePeriod = Lexicon<Void>("của quý|của kỳ|của năm|trong quý|trong kỳ|trong năm|quý|kỳ|năm")
  static let cutOff = Lexicon<Void>("cut-off|ngày chốt số liệu")

  static let dayOffPolicies = Lexicon<DayOffPolicy>([
    ("next|ngày làm việc kế tiếp|dời sau", .next), ("previous|ngày làm việc liền trước|dời trước", .previous),
    ("keep|giữ nguyên|giữ", .keep), ("skip|bỏ qua|bỏ", .skip),
  ])
  static let none = Lexicon<Void>("none|không")
  static let pending = Lexicon<Void>("pending|chờ")
  static let each = Lexicon<Void>("each|mỗi")
}
