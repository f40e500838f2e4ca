/// A third of a month: days 1–10, 11–20, 21–end.
enum MonthPart: Sendable, Hashable { case early, middle, late }

/// One end of a window, or the whole of it.
///
/// It is boxed: laid out flat, Swift 6.3.1 with optimisation passes broken places beside it (`except: 29/02`); `.ci/run` compares the
/// release program with the tested one.
indirect enum WindowPart: Sendable, Hashable {
  case month(Int, year: Int?)
  case monthPart(MonthPart, month: Int, year: Int?)
  case quarter(Int, year: Int?)
  case halfYear(Int)
  case nineMonths
  case wholePeriod
  case date(DateExpression)
}

/// A stretch of time as offices say it: `quý II`, `tháng 4 đến hết tháng 9`, `dự kiến cuối tháng 11`.
struct WindowPhrase: Sendable, Hashable {
  let first: WindowPart
  /// The other end, where two are written.
  let last: WindowPart?
  let isTentative: Bool
}

extension PhraseScanner {
  /// Takes a window.
  ///
  /// A single date is one only where `datesAllowed`, or where it is a name that may stand for a window.
  mutating func window(datesAllowed: Bool) throws(PhraseFault) -> WindowPhrase? {
    let isTentative = take(TimeWords.expected) != nil
    let start = self
    _ = take(TimeWords.from)
    if let first = try windowPart(), take(TimeWords.to) != nil, let last = try windowPart() {
      return WindowPhrase(first: first, last: last, isTentative: isTentative)
    }
    restore(start)
    guard let part = try windowPart() else { return nil }
    if case .date(let expression) = part, !datesAllowed {
      guard case .name = expression else { return nil }
    }
    return WindowPhrase(first: part, last: nil, isTentative: isTentative)
  }

  private mutating func windowPart() throws(PhraseFault) -> WindowPart? {
    let start = self
    if let half = take(TimeWords.halves) { return .halfYear(half) }
    if take(TimeWords.nineMonths) != nil { return .nineMonths }
    if let part = take(TimeWords.parts), let (month, year) = month() { return .monthPart(part, month: month, year: year) }
    restore(start)
    if let (month, year) = month() { return .month(month, year: year) }
    if let (quarter, year) = quarter() { return .quarter(quarter, year: year) }
    if take(TimeWords.wholeYear) != nil { return .wholePeriod }
    return try dateExpression().map { .date($0) }
  }

  private mutating func month() -> (Int, Int?)? {
    let start = self
    if let month = take(TimeWords.months) { return (month, year()) }
    if take(TimeWords.month) != nil, let (month, year) = numberWithYear(1...12) { return (month, year ?? self.year()) }
    restore(start)
    // `March/2019` is one word.
    guard let (name, year) = wordWithYear() else { return nil }
    var inner = PhraseScanner(name, lenient: isLenient)
    guard let month = inner.take(TimeWords.months), inner.isAtEnd else {
      restore(start)
      return nil
    }
    return (month, year)
  }

  private mutating func quarter() -> (Int, Int?)? {
    let start = self
    if take(TimeWords.quarter) != nil {
      if let quarter = take(TimeWords.romans) { return (quarter, year()) }
      if let (name, year) = wordWithYear() {
        var inner = PhraseScanner(name)
        if let quarter = inner.take(TimeWords.romans), inner.isAtEnd { return (quarter, year) }
      }
    }
    restore(start)
    let found: (Int, Int?)? = word { word in
      let bytes = Array(word.utf8)
      guard bytes.count >= 2, bytes[0] == UInt8(ascii: "q"), (0x31...0x34).contains(bytes[1]) else { return nil }
      let quarter = Int(bytes[1] - 0x30)
      if bytes.count == 2 { return (quarter, nil) }
      guard bytes.count == 7, bytes[2] == UInt8(ascii: "/"), let year = Int(String(decoding: bytes[3...], as: UTF8.self)) else {
        return nil
      }
      return (quarter, year)
    }
    guard let found else { return nil }
    return (found.0, found.1 ?? year())
  }

  /// `3` or `3/2019`.
  private mutating func numberWithYear(_ range: ClosedRange<Int>) -> (Int, Int?)? {
    word { word in
      let parts = word.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard parts.count <= 2, parts[0].utf8.count <= 2, let number = PlainNumber.read(parts[0]), range.contains(number) else {
        return nil
      }
      if parts.count == 1 { return (number, nil) }
      guard parts[1].utf8.count == 4, let year = PlainNumber.read(parts[1]) else { return nil }
      return (number, year)
    }
  }

  /// `march/2019`: the word before the slash, and the year.
  private mutating func wordWithYear() -> (String, Int)? {
    word { word in
      let parts = word.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard parts.count == 2, parts[1].utf8.count == 4, let year = PlainNumber.read(parts[1]) else { return nil }
      return (parts[0], year)
    }
  }

  /// A year after a month or quarter: `2019`, `/2019` or `năm 2019`.
  private mutating func year() -> Int? {
    let start = self
    _ = take(TimeWords.ofYear)
    let year: Int? = word { word in
      let digits = word.hasPrefix("/") ? String(word.dropFirst()) : word
      guard digits.utf8.count == 4, let year = PlainNumber.read(digits), (1970...2199).contains(year) else { return nil }
      return year
    }
    if year == nil { restore(start) }
    return year
  }
}
