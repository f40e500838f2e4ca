/// What can be told of a value that other values decide.
enum Resolution<Value: Sendable>: Sendable {
  case known(Value)
  /// It hangs on something that is not known yet.
  case waiting
  /// It cannot be told; the reason has been reported.
  case unknown

  func map<Other>(_ transform: (Value) -> Other) -> Resolution<Other> {
    switch self {
    case .known(let value): .known(transform(value))
    case .waiting: .waiting
    case .unknown: .unknown
    }
  }
}

/// A stretch of days something is counted from, often a single day.
struct Anchor: Sendable {
  var range: DayRange
  var isTentative = false
  /// The projected holiday it leans on.
  var leaning: CivilDate?

  init(_ range: DayRange, isTentative: Bool = false, leaning: CivilDate? = nil) {
    self.range = range
    self.isTentative = isTentative
    self.leaning = leaning
  }
}

/// Turns date expressions and windows into days.
struct DayResolver {
  let plan: Plan
  /// The last due day of pieces of work.
  let lastDay: ([Int]) -> Resolution<Anchor>
  /// The days of a milestone.
  let milestone: (String) -> Resolution<Anchor>
  /// What a name that nothing bears may have been meant to be.
  let suggest: (String) -> [String]
  let report: (Diagnostic) -> Void

  // MARK: Date expressions

  /// The days of a date expression written at `span` in a piece of work.
  func resolve(_ expression: DateExpression, at span: SourceSpan, from position: Int?) -> Resolution<Anchor> {
    switch expression {
    case .literal(let literal): return self.literal(literal, span)
    case .named(let named):
      return oneOf(
        { LunarTable.days(of: named, inYear: $0).map { DayRange(day: $0) } }, named.rawValue, span, isDay: true)
    case .name(let name): return self.name(name, span, position)
    case .offset(let count, let unit, let base):
      switch resolve(base, at: span, from: position) {
      case .known(let anchor): return offset(count, unit, anchor, span)
      case .waiting: return .waiting
      case .unknown: return .unknown
      }
    case .lunar(let literal): return lunar(literal, span)
    case .cutOffOffset: return .unknown
    }
  }

  private func literal(_ literal: DayLiteral, _ span: SourceSpan) -> Resolution<Anchor> {
    let text = "\(twoDigits(literal.day))/\(twoDigits(literal.month))"
    if let year = literal.year {
      return CivilDate(year: year, month: literal.month, day: literal.day).map { .known(Anchor(DayRange(day: $0))) } ?? .unknown
    }
    let years = plan.period.first.year...plan.period.last.year
    if years.allSatisfy({ CivilDate(year: $0, month: literal.month, day: literal.day) == nil }) {
      report(BadDate.finding("\(text)/\(years.lowerBound)", span, mend: nil))
      return .unknown
    }
    return oneOf(
      { CivilDate(year: $0, month: literal.month, day: literal.day).map { [DayRange(day: $0)] } ?? [] }, text, span, isDay: true)
  }

  private func lunar(_ literal: DayLiteral, _ span: SourceSpan) -> Resolution<Anchor> {
    let text = "\(twoDigits(literal.day))/\(twoDigits(literal.month)) âm lịch"
    let years = plan.period.first.year...plan.period.last.year
    guard LunarCalendar.years.contains(years.lowerBound), LunarCalendar.years.contains(years.upperBound) else {
      report(BadPhrase.noTable(text, span))
      return .unknown
    }
    let days = years.flatMap { LunarCalendar.days(literal.day, literal.month, inYear: $0) }
    if days.isEmpty {
      report(BadDate.finding("\(text) (\(years.lowerBound))", span, mend: nil))
      return .unknown
    }
    // A lunar day can fall twice into one Gregorian year.
    if years.count == 1, days.count > 1 {
      report(BadPhrase.ambiguousYear(text, days.map { DayRange(day: $0) }, span, isDay: true))
      return .unknown
    }
    return oneOf(
      { LunarCalendar.days(literal.day, literal.month, inYear: $0).map { DayRange(day: $0) } }, text, span, isDay: true)
  }

  /// The one of a phrase's yearly meanings that the plan's period holds.
  private func oneOf(_ meanings: (Int) -> [DayRange], _ text: String, _ span: SourceSpan, isDay: Bool) -> Resolution<Anchor> {
    let years = plan.period.first.year...plan.period.last.year
    let all = years.flatMap(meanings)
    if years.count == 1 {
      guard let only = all.first else {
        report(BadPhrase.noTable(text, span))
        return .unknown
      }
      return .known(Anchor(only))
    }
    let inside = all.filter { $0.overlaps(plan.period) }
    if inside.count == 1 { return .known(Anchor(inside[0])) }
    report(
      inside.isEmpty
        ? OutsidePeriod.none(text, all, plan.period, span) : BadPhrase.ambiguousYear(text, inside, span, isDay: isDay))
    return .unknown
  }

  private func name(_ name: String, _ span: SourceSpan, _ position: Int?) -> Resolution<Anchor> {
    switch plan.target(of: name, from: position) {
    case .milestone(let id): return milestone(id)
    case .work(let work): return lastDay(work)
    case .ambiguous(let candidates):
      report(UnknownDay.ambiguous(name, span, candidates: candidates))
      return .unknown
    case .unknown:
      if !plan.areMilestonesIncomplete, !plan.isWorkIncomplete, !plan.unreadableNames.contains(name) {
        report(UnknownDay.finding(name, span, suggestions: suggest(name)))
      }
      return .unknown
    }
  }

  /// The days of a milestone as written.
  func resolve(_ written: Located<MilestoneTiming>) -> Resolution<Anchor> {
    switch written.value {
    case .pending: .waiting
    case .day(let expression): resolve(expression, at: written.span, from: nil)
    case .window(let phrase): window(phrase, at: written.span, from: nil)
    }
  }

  private func offset(_ count: Int, _ unit: OffsetUnit, _ anchor: Anchor, _ span: SourceSpan) -> Resolution<Anchor> {
    let base = count < 0 ? anchor.range.first : anchor.range.last
    let day: CivilDate?
    var leaning = anchor.leaning
    switch unit {
    case .day: day = base.adding(days: count)
    case .week: day = base.adding(days: count * 7)
    case .month: day = base.adding(months: count)
    case .workingDay:
      day = plan.calendar.adding(workingDays: count, to: base)
      if let day, leaning == nil, day != base {
        // The day counted from does not count itself.
        let near = base.adding(days: count < 0 ? -1 : 1) ?? base
        leaning = plan.calendar.leaning(between: near, day)
      }
    }
    guard let day else {
      report(OutsidePeriod.beyondCalendar(span))
      return .unknown
    }
    return .known(Anchor(DayRange(day: day), isTentative: anchor.isTentative, leaning: leaning))
  }

  // MARK: Windows

  /// The days of a window, not clipped to the plan's period.
  func window(_ phrase: WindowPhrase, at span: SourceSpan, from position: Int?) -> Resolution<Anchor> {
    let first = part(phrase.first, span, position)
    guard let last = phrase.last else {
      return first.map { Anchor($0.range, isTentative: $0.isTentative || phrase.isTentative, leaning: $0.leaning) }
    }
    switch (first, part(last, span, position)) {
    case (.known(let one), .known(let two)):
      guard let range = DayRange(one.range.first, two.range.last) else {
        report(EmptyWindow.days(one.range.first, two.range.last, span))
        return .unknown
      }
      return .known(
        Anchor(range, isTentative: one.isTentative || two.isTentative || phrase.isTentative, leaning: one.leaning ?? two.leaning))
    case (.unknown, _), (_, .unknown): return .unknown
    default: return .waiting
    }
  }

  private func part(_ part: WindowPart, _ span: SourceSpan, _ position: Int?) -> Resolution<Anchor> {
    switch part {
    case .month(let month, let year):
      return yearly(year, "tháng \(month)", span) { CalendarPeriod.month(year: $0, month: month).days }
    case .monthPart(let third, let month, let year):
      return yearly(year, "tháng \(month)", span) { year in
        guard let days = CalendarPeriod.month(year: year, month: month).days else { return nil }
        let bounds = third == .early ? (1, 10) : third == .middle ? (11, 20) : (21, days.last.day)
        guard let first = CivilDate(year: year, month: month, day: bounds.0),
          let last = CivilDate(year: year, month: month, day: bounds.1)
        else { return nil }
        return DayRange(first, last)
      }
    case .quarter(let quarter, let year):
      return yearly(year, "quý \(quarter)", span) { CalendarPeriod.quarter(year: $0, quarter: quarter).days }
    case .halfYear(let half):
      return yearly(nil, half == 1 ? "6 tháng đầu năm" : "6 tháng cuối năm", span) {
        CalendarPeriod.halfYear(year: $0, half: half).days
      }
    case .nineMonths: return yearly(nil, "9 tháng", span) { CalendarPeriod.nineMonths(year: $0).days }
    case .wholePeriod: return .known(Anchor(plan.period))
    case .date(let expression): return resolve(expression, at: span, from: position)
    }
  }

  private func yearly(_ year: Int?, _ text: String, _ span: SourceSpan, _ days: (Int) -> DayRange?) -> Resolution<Anchor> {
    if let year {
      guard let range = days(year) else {
        report(OutsidePeriod.beyondCalendar(span))
        return .unknown
      }
      return .known(Anchor(range))
    }
    return oneOf({ days($0).map { [$0] } ?? [] }, text, span, isDay: false)
  }
}
