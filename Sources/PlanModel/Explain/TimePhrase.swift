/// When a piece of work is to be done, in the words of an official document: `Hằng tuần, thứ Ba và thứ Sáu, 17 giờ 30 - 17 giờ 45`.
///
/// It says what the plan writes, whatever language its phrases are in, with the day beside it where the phrase needs working out.
public struct TimePhrase: Sendable {
  /// The phrase, beginning with a capital.
  public let text: String

  /// The keys that say when work is, in their canonical English names.
  public static let keys: Set<String> = [
    "day", "when", "from", "to", "due", "before", "every", "rrule", "time", "except", "also", "phases",
  ]

  /// Says when the piece of work at a position in ``Plan/work`` is; what stands under the keys `omitted` is not said.
  public init(_ work: Int, of schedule: Schedule, omitting omitted: Set<String> = [], _ language: Language) {
    let speaker = TimeSpeaker(schedule: schedule, work: work, language: language, omitted: omitted)
    text = speaker.phrase().withFirstLetter(capital: true)
  }
}

/// Puts a timing into words.
private struct TimeSpeaker {
  let schedule: Schedule
  let work: Int
  let language: Language
  /// Keys that are passed over.
  let omitted: Set<String>

  private var plan: Plan { schedule.plan }
  private var isVietnamese: Bool { language == .vi }
  private func say(_ vi: String, _ en: String) -> String { isVietnamese ? vi : en }

  private var resolver: DayResolver {
    DayResolver(
      plan: plan, lastDay: { schedule.lastDay(of: $0) }, milestone: { schedule.milestones[$0] ?? .unknown }, suggest: { _ in [] },
      report: { _ in })
  }

  private func days(_ expression: DateExpression, _ span: SourceSpan) -> DayRange? {
    if case .known(let anchor) = resolver.resolve(expression, at: span, from: work) { return anchor.range }
    return nil
  }

  func phrase() -> String {
    guard let timing = plan.work[work].timing, isSaid(timing.shape) else { return "" }
    var text = shape(timing)
    if !timing.times.isEmpty, !omitted.contains("time") {
      text += timing.isDeadline ? say(", trước ", ", before ") : ", "
      text += joined(timing.times.map { hours($0.value, isDeadline: timing.isDeadline) })
    }
    if !timing.also.isEmpty, !omitted.contains("also") { text += say(", thêm ", ", also ") + list(timing.also) }
    for except in timing.except where !omitted.contains("except") {
      let window = window(except.window)
      text += say(window.hasPrefix("từ ") ? ", trừ thời gian " : ", trừ ", ", except ") + window
      if let reason = except.reason { text += " (\(OneLine.read(Located(reason, except.window.span))))" }
    }
    return text
  }

  /// Whether the keys without which nothing can be said are not passed over.
  private func isSaid(_ shape: Timing) -> Bool {
    let needed: [String] =
      switch shape {
      case .days: ["day"]
      case .deadlines(_, let isExclusive): [isExclusive ? "before" : "due"]
      case .window, .open: ["when"]
      case .range: ["from", "to"]
      case .recurrence: ["every", "rrule"]
      }
    return !(needed + ["phases"]).contains(where: omitted.contains)
  }

  /// `17 giờ 30 - 17 giờ 45`; in English as on a clock.
  private func hours(_ slot: TimeSlot, isDeadline: Bool) -> String {
    func hour(_ time: TimeOfDay) -> String {
      let minutes = time.minutes % 60
      return say("\(twoDigits(time.minutes / 60)) giờ" + (minutes == 0 ? "" : " \(twoDigits(minutes))"), time.text)
    }
    guard let end = slot.end else { return (isDeadline ? "" : say("lúc ", "at ")) + hour(slot.start) }
    return hour(slot.start) + say(" - ", "-") + hour(end)
  }

  private func shape(_ timing: WrittenTiming) -> String {
    switch timing.shape {
    case .days(let days): return list(days) + moved(days)
    case .deadlines(let days, let isExclusive):
      return (isExclusive ? say("trước ", "before ") : say("chậm nhất ", "by ")) + list(days) + moved(days)
    case .window(let phrase): return window(phrase)
    case .range(let from, let to): return span(date(from), date(to))
    case .open(let open):
      switch open.value {
      case .ongoing: return say("thường xuyên", "ongoing")
      case .undated: return say("chưa ấn định thời hạn", "no date set yet")
      case .asNeeded: return say("khi phát sinh", "as needed")
      }
    case .recurrence(let recurrence): return self.recurrence(recurrence)
    }
  }

  // MARK: Days

  private func list(_ days: [Located<DateExpression>]) -> String {
    let texts = days.map { date($0) }
    // `ngày 19/05/2018, 02/09/2018`: the noun stands once.
    let noun = say("ngày ", "")
    return texts.enumerated().map { number, text in
      number > 0 && text.hasPrefix(noun) ? String(text.dropFirst(noun.count)) : text
    }.joined(separator: ", ")
  }

  private func date(_ expression: Located<DateExpression>) -> String { date(expression.value, expression.span) }

  /// A day in words, with its date where the words are not the date.
  private func date(_ expression: DateExpression, _ span: SourceSpan) -> String {
    let days = days(expression, span)
    switch expression {
    case .literal(let literal):
      return say("ngày ", "") + (days?.first.officeText ?? "\(twoDigits(literal.day))/\(twoDigits(literal.month))")
    case .name(let name):
      guard let days else {
        if case .work = plan.target(of: name, from: work) { return words(expression, span) }
        return waiting(name)
      }
      return days.first == days.last
        ? say("ngày ", "") + days.first.officeText : self.span(bare(days.first), bare(days.last))
    default:
      return words(expression, span) + (days.map { " (\($0.first.officeText))" } ?? "")
    }
  }

  private func bare(_ day: CivilDate) -> String { say("ngày ", "") + day.officeText }

  /// A day in words alone.
  private func words(_ expression: DateExpression, _ span: SourceSpan) -> String {
    switch expression {
    case .literal: return date(expression, span)
    case .lunar(let literal):
      let text = "\(twoDigits(literal.day))/\(twoDigits(literal.month))"
      return say("ngày \(text) âm lịch", "\(text) lunar")
    case .named(let named):
      let isDay = named == .gioTo || named == .ongTao
      return (isDay ? say("ngày ", "") : "") + named.name.text(language)
    case .name(let name):
      guard case .work(let targets) = plan.target(of: name, from: work) else { return date(expression, span) }
      guard let first = targets.first else { return waiting(name) }
      let title = (targets.count == 1 ? plan.work[first].title : plan.work[first].activityTitle).withoutPeriod
      return say("khi xong việc “\(title)”", "the end of “\(title)”")
    case .offset(let count, let unit, let base):
      let amount = unit.text(abs(count))
      return say(
        "\(amount.vi) \(count < 0 ? "trước" : "sau") \(words(base, span))",
        "\(amount.en) \(count < 0 ? "before" : "after") \(words(base, span))")
    case .cutOffOffset(let count, let unit):
      let amount = unit.text(abs(count))
      return say(
        "\(amount.vi) \(count < 0 ? "trước" : "sau") ngày chốt số liệu", "\(amount.en) \(count < 0 ? "before" : "after") cut-off")
    }
  }

  private func waiting(_ name: String) -> String { say("khi có mốc “\(name)”", "“\(name)” (no date yet)") }

  /// Where the days come to lie when they were moved off days off.
  private func moved(_ days: [Located<DateExpression>]) -> String {
    guard days.count == 1, let slot = schedule.series(of: work)?.slots.first, slot.isMoved, let due = slot.due,
      let nominal = slot.nominal
    else { return "" }
    // What was counted to a day says its date already.
    let day = due.officeText
    return say(
      "; dời sang \(day) vì \(nominal.officeText) là ngày nghỉ", "; moved to \(day) as \(nominal.officeText) is a day off")
  }

  private func span(_ first: String, _ last: String) -> String { say("từ \(first) đến \(last)", "\(first) to \(last)") }

  // MARK: Windows

  private func window(_ phrase: Located<WindowPhrase>) -> String {
    let value = phrase.value
    var text: String
    switch (value.first, value.last) {
    case (.date(let expression), nil): text = date(expression, phrase.span)
    case (let part, nil): text = self.part(part, phrase.span)
    case (.month(let first, let year), .month(let last, let lastYear)?) where isVietnamese:
      text = "từ tháng \(first)\(suffix(year)) đến hết tháng \(last)\(suffix(lastYear))"
    case (let first, let last?): text = span(part(first, phrase.span), part(last, phrase.span))
    }
    if value.isTentative { text = say("dự kiến ", "expected ") + text }
    return text
  }

  private func suffix(_ year: Int?) -> String { year.map { "/\($0)" } ?? "" }

  private func part(_ part: WindowPart, _ span: SourceSpan) -> String {
    switch part {
    case .month(let month, let year): return monthName(month, year)
    case .monthPart(let third, let month, let year):
      let month = monthName(month, year)
      switch third {
      case .early: return say("đầu \(month)", "early \(month)")
      case .middle: return say("giữa \(month)", "mid \(month)")
      case .late: return say("cuối \(month)", "late \(month)")
      }
    case .quarter(let quarter, let year):
      return say("quý \(["I", "II", "III", "IV"][quarter - 1])\(suffix(year))", "Q\(quarter)\(suffix(year))")
    case .halfYear(let half):
      return half == 1
        ? say("6 tháng đầu năm", "the first half of the year") : say("6 tháng cuối năm", "the second half of the year")
    case .nineMonths: return say("9 tháng đầu năm", "the first nine months")
    case .wholePeriod: return say("cả năm", "all year")
    case .date(let expression): return date(expression, span)
    }
  }

  private func monthName(_ month: Int, _ year: Int?) -> String {
    say("tháng \(month)\(suffix(year))", MonthNames.english[month - 1] + (year.map { " \($0)" } ?? ""))
  }

  // MARK: Recurrence

  private func recurrence(_ recurrence: Recurrence) -> String {
    var text: String
    if case .rule = recurrence.every.value {
      text = occurrences()
    } else {
      text = frequency(recurrence.every.value)
      let selectors = recurrence.selectors.map { selector($0.value, recurrence.every.value) }
      if !selectors.isEmpty, !omitted.contains(recurrence.isDeadline ? "due" : "day") {
        text += ", " + (recurrence.isDeadline ? say("chậm nhất ", "by ") : "") + joined(selectors)
      }
    }
    switch (omitted.contains("from") ? nil : recurrence.from, omitted.contains("to") ? nil : recurrence.to) {
    case (let from?, let to?): text += ", " + span(date(from), date(to))
    case (let from?, nil): text += say(", từ ", ", from ") + date(from)
    case (nil, let to?): text += say(", đến ", ", until ") + date(to)
    case (nil, nil): break
    }
    return text
  }

  private func joined(_ texts: [String]) -> String {
    guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + say(" và ", " and ") + last
  }

  /// The days of a rule, which no phrase says: some of them, or how many and from when to when.
  private func occurrences() -> String {
    let slots = schedule.series(of: work)?.slots ?? []
    let days = slots.compactMap(\.due)
    guard let first = days.first, let last = days.last else { return say("theo lịch riêng", "by a rule of its own") }
    if days.count <= 6 { return say("ngày ", "") + days.map(\.officeText).joined(separator: ", ") }
    return say(
      "\(days.count) lần, từ ngày \(first.officeText) đến ngày \(last.officeText)",
      "\(days.count) times, \(first.officeText) to \(last.officeText)")
  }

  private func frequency(_ frequency: Frequency) -> String {
    switch frequency {
    case .days(1, _): say("hằng ngày", "every day")
    case .days(let count, _): say("\(count) ngày một lần", "every \(count) days")
    case .workingDays: say("các ngày làm việc", "every working day")
    case .weeks(1): say("hằng tuần", "every week")
    case .weeks(let count): say("\(count) tuần một lần", "every \(count) weeks")
    case .months(1): say("hằng tháng", "every month")
    case .months(let count): say("\(count) tháng một lần", "every \(count) months")
    case .quarter: say("hằng quý", "every quarter")
    case .halfYear: say("6 tháng một lần", "every half-year")
    case .year: say("hằng năm", "every year")
    case .reporting(let period):
      switch period {
      case .month: say("kỳ báo cáo tháng", "every reporting month")
      case .quarter: say("kỳ báo cáo quý", "every reporting quarter")
      case .halfYear: say("kỳ báo cáo 6 tháng", "every reporting half-year")
      case .nineMonths: say("kỳ báo cáo 9 tháng", "the reporting nine months")
      case .year: say("kỳ báo cáo năm", "the reporting year")
      }
    case .rule: ""
    }
  }

  private func selector(_ selector: DaySelector, _ frequency: Frequency) -> String {
    switch selector {
    case .weekday(let weekday): return weekdayName(weekday)
    case .date(let literal):
      let text = "\(twoDigits(literal.day))/\(twoDigits(literal.month))"
      return say("ngày \(text)", text)
    case .afterCutOff(let count, let unit): return words(.cutOffOffset(count, unit), plan.idSpan)
    case .inMonth(let day, let choice): return self.day(day) + month(choice, frequency)
    }
  }

  private func weekdayName(_ weekday: Weekday) -> String {
    // `thứ Ba`, but `Chủ nhật`.
    guard isVietnamese else { return weekday.name.en }
    return weekday == .sunday ? weekday.name.vi : weekday.name.vi.withFirstLetter(capital: false)
  }

  private func day(_ day: DayOfMonth) -> String {
    func ordinal(_ number: Int) -> String {
      if number < 0 { return say("cuối cùng", "last") }
      let english = ["first", "second", "third", "fourth"]
      return say(number == 1 ? "đầu tiên" : "thứ \(number)", number <= 4 ? english[number - 1] : "\(number)th")
    }
    switch day {
    case .number(let number): return say("ngày \(number)", "day \(number)")
    case .last: return say("ngày cuối", "the last day")
    case .weekday(let weekday, let number):
      return say("\(weekdayName(weekday)) \(ordinal(number))", "the \(ordinal(number)) \(weekdayName(weekday))")
    case .workingDay(let number): return say("ngày làm việc \(ordinal(number))", "the \(ordinal(number)) working day")
    }
  }

  private func month(_ choice: MonthChoice?, _ frequency: Frequency) -> String {
    let count = frequency.monthsInPeriod
    guard count > 1 || choice == .next else { return count == 1 ? say(" của tháng", " of the month") : "" }
    let period: String =
      switch count {
      case 3: say("quý", "the quarter")
      case 12: say("năm", "the year")
      default: say("kỳ", "the period")
      }
    switch choice {
    case .next?: return say(" của tháng sau", " of the next month")
    case .number(1)?: return say(" của tháng đầu \(period)", " of the first month of \(period)")
    case .number(let number)? where number < count:
      return say(" của tháng thứ \(number) trong \(period)", " of month \(number) of \(period)")
    default: return say(" của tháng cuối \(period)", " of the last month of \(period)")
    }
  }
}
