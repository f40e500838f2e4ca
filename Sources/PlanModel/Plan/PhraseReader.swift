/// Turns texts into phrases of time and reports those that cannot be understood.
struct PhraseReader {
  let context: ReadingContext

  func date(_ text: Located<String>) -> Located<DateExpression>? {
    let expression = whole(text, expected: Self.dateHelp) { scanner throws(PhraseFault) in try scanner.dateExpression() }
    guard let expression, isReadable([expression], text) else { return nil }
    return Located(expression, text.span)
  }

  /// Whether this version can compute expressions; reports what it cannot.
  private func isReadable(_ expressions: [DateExpression], _ text: Located<String>) -> Bool {
    for expression in expressions {
      switch expression.innermost {
      case .cutOffOffset:
        context.sink.report(BadPhrase.finding(text.value, text.span, expected: Self.dateHelp))
        return false
      default: break
      }
    }
    return true
  }

  func dates(_ items: [Located<String>]) -> [Located<DateExpression>]? {
    let dates = items.map { date($0) }
    return dates.contains { $0 == nil } ? nil : dates.compactMap { $0 }
  }

  func window(_ text: Located<String>, datesAllowed: Bool) -> Located<WindowPhrase>? {
    let window = whole(text, expected: Self.windowHelp) { scanner throws(PhraseFault) in
      try scanner.window(datesAllowed: datesAllowed)
    }
    guard let window, isReadable(window.expressions, text) else { return nil }
    return Located(window, text.span)
  }

  /// What `when` takes: a window, or work without a day.
  func when(_ text: Located<String>) -> Timing? {
    let timing = whole(text, expected: Self.windowHelp) { scanner throws(PhraseFault) -> Timing? in
      let start = scanner
      if let open = scanner.take(TimeWords.openEnded), scanner.isAtEnd { return .open(Located(open, text.span)) }
      scanner.restore(start)
      return try scanner.window(datesAllowed: false).map { .window(Located($0, text.span)) }
    }
    if case .window(let window)? = timing, !isReadable(window.value.expressions, text) { return nil }
    return timing
  }

  func frequency(_ text: Located<String>) -> Located<Frequency>? {
    let help = Message(
      vi: "viết chẳng hạn: hằng tuần, hằng tháng, hằng quý, 2 tuần", en: "write, for example: week, month, quarter, 2 weeks")
    return whole(text, expected: help) { scanner throws(PhraseFault) in scanner.frequency() }.map { Located($0, text.span) }
  }

  func selectors(_ items: [Located<String>], for frequency: Frequency) -> [Located<DaySelector>]? {
    let help: Message =
      if case .weeks = frequency {
        Message(vi: "viết thứ trong tuần: thứ hai … chủ nhật", en: "write a weekday: mon … sun")
      } else {
        Message(
          vi: "viết chẳng hạn: ngày 15, ngày làm việc đầu tiên, thứ sáu cuối tháng",
          en: "write, for example: day 15, first working day, last friday")
      }
    let read = items.map { item in
      whole(item, expected: help) { scanner throws(PhraseFault) in try scanner.selector(for: frequency) }.map {
        Located($0, item.span)
      }
    }
    return read.contains { $0 == nil } ? nil : read.compactMap { $0 }
  }

  func policy(_ text: Located<String>) -> Located<DayOffPolicy>? {
    let help = Message(
      vi: "viết: dời sau, dời trước, giữ nguyên hoặc bỏ qua", en: "write next, previous, keep or skip")
    return whole(text, expected: help) { scanner throws(PhraseFault) in scanner.take(TimeWords.dayOffPolicies) }.map {
      Located($0, text.span)
    }
  }

  func weekday(_ text: Located<String>) -> Weekday? {
    let help = Message(vi: "viết thứ trong tuần: thứ hai … chủ nhật", en: "write a weekday: mon … sun")
    return whole(text, expected: help) { scanner throws(PhraseFault) in scanner.take(TimeWords.weekdays) }
  }

  /// A milestone: a day, a window, or pending.
  func milestone(_ text: Located<String>) -> MilestoneTiming? {
    let timing = whole(text, expected: Self.windowHelp) { scanner throws(PhraseFault) -> MilestoneTiming? in
      let start = scanner
      if scanner.take(TimeWords.pending) != nil { return .pending }
      if let window = try scanner.window(datesAllowed: true), scanner.isAtEnd {
        // A window of one part that is a date is simply that date.
        if case .date(let date) = window.first, window.last == nil, !window.isTentative { return .day(date) }
        return .window(window)
      }
      scanner.restore(start)
      return try scanner.dateExpression().map { .day($0) }
    }
    let expressions: [DateExpression] =
      switch timing {
      case .day(let date)?: [date]
      case .window(let window)?: window.expressions
      default: []
      }
    return isReadable(expressions, text) ? timing : nil
  }

  /// How long before a task a reminder is wanted: `3 working days before`, `3 ngày làm việc`.
  func reminder(_ text: Located<String>) -> Located<Reminder>? {
    let help = Message(vi: "viết chẳng hạn: 3 ngày làm việc", en: "write, for example: 3 working days before")
    return whole(text, expected: help) { scanner throws(PhraseFault) -> Reminder? in
      guard let count = scanner.number(), let unit = scanner.take(TimeWords.offsetUnits) else { return nil }
      _ = scanner.take(TimeWords.directions)
      return Reminder(count: count, unit: unit)
    }.map { Located($0, text.span) }
  }

  // MARK: The common part

  private static let dateHelp = Message(
    vi: "viết ngày dd/mm, ngày có tên như tết, hoặc khoảng cách như `15 ngày làm việc trước tết`",
    en: "write a day dd/mm, a named day such as tet, or a distance such as `15 working days before tet`")
  private static let windowHelp = Message(
    vi: "viết chẳng hạn: tháng 5, quý II, cuối tháng 11, tháng 4 đến hết tháng 9",
    en: "write, for example: May, Q2, late November, April to September")

  /// Reads the whole text by `read`; where that fails, reports it once, with how it should have been written.
  private func whole<Value>(
    _ text: Located<String>, expected: Message, _ read: (inout PhraseScanner) throws(PhraseFault) -> Value?
  ) -> Value? {
    var scanner = PhraseScanner(text.value)
    // No phrase of the format comes near; and each word of an offset costs a level of reading.
    guard scanner.words.count <= 48 else {
      context.sink.report(BadPhrase.finding(String(text.value.prefix(60)) + "…", text.span, expected: expected))
      return nil
    }
    do throws(PhraseFault) {
      if let value = try read(&scanner), scanner.isAtEnd { return value }
    } catch {
      if case .date(let word, let mend) = error {
        context.sink.report(BadDate.finding(word, text.span, mend: mend))
        return nil
      }
    }
    var lenient = PhraseScanner(text.value, lenient: true)
    let mended = (try? read(&lenient)) != nil && lenient.isAtEnd ? lenient.mended.joined(separator: " ") : nil
    context.sink.report(
      BadPhrase.finding(text.value, text.span, expected: expected, suggestions: mended.map { [$0] } ?? []))
    return nil
  }
}

extension DateExpression {
  /// What the offsets are counted from in the end.
  var innermost: DateExpression {
    if case .offset(_, _, let anchor) = self { return anchor.innermost }
    return self
  }
}

/// When a milestone is.
enum MilestoneTiming: Sendable {
  case day(DateExpression)
  case window(WindowPhrase)
  /// Not known yet: what hangs on it waits.
  case pending
}

/// How long before a task a reminder is wanted.
public struct Reminder: Sendable, Hashable {
  let count: Int
  let unit: OffsetUnit

  /// The day on which to remind of work that is due on a day; nil where that lies before the calendar begins.
  public func day(before due: CivilDate, _ calendar: WorkCalendar) -> CivilDate? {
    switch unit {
    case .day: due.adding(days: -count)
    case .week: due.adding(days: -7 * count)
    case .month: due.adding(months: -count)
    case .workingDay: count == 0 ? due : calendar.adding(workingDays: -count, to: due)
    }
  }
}
