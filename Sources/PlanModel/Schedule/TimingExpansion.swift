/// Expands the timing of one piece of work into slots: phrase → nominal days → what counts → shift → key.
struct TimingExpansion {
  let plan: Plan
  let position: Int
  let timing: WrittenTiming
  let resolver: DayResolver
  let report: (Diagnostic) -> Void

  private var item: WorkItem { plan.work[position] }

  /// A day on its way to becoming a slot.
  private struct Day {
    var nominal: CivilDate
    var start: CivilDate?
    var period: CalendarPeriod?
    var bounds: DayRange?
    var key: String?
    var isTentative: Bool
    var leaning: CivilDate?
    var shape = TaskSlot.Shape.day
    var place: SourceSpan
    /// The day on which the data of a report closes.
    var closes: CivilDate?
  }

  mutating func slots() -> Resolution<[TaskSlot]> {
    switch timing.shape {
    case .open(let open): return .known(self.open(open))
    case .days(let days): return dates(days, isDeadline: false, isExclusive: false)
    case .deadlines(let days, let isExclusive): return dates(days, isDeadline: true, isExclusive: isExclusive)
    case .window(let phrase):
      return stretch(resolver.window(phrase.value, at: phrase.span, from: position), span: phrase.span)
    case .range(let from, let to): return range(from, to)
    case .recurrence(let recurrence): return self.recurrence(recurrence)
    }
  }

  // MARK: Shapes

  private func open(_ open: Located<OpenTiming>) -> [TaskSlot] {
    switch open.value {
    case .ongoing: [slot(start: plan.period.first, open.span)]
    case .undated: [slot(start: nil, open.span)]
    case .asNeeded: []
    }
  }

  private func slot(start: CivilDate?, _ place: SourceSpan, isWaiting: Bool = false) -> TaskSlot {
    TaskSlot(
      start: start, due: nil, nominal: nil, key: nil, period: nil, place: place, givenPeriodName: nil,
      time: isWaiting && timing.times.count == 1 ? timing.times[0].value : nil,
      isTentative: false, isWaiting: isWaiting, shape: start == nil ? .undated : .ongoing)
  }

  private func waiting(_ place: SourceSpan) -> Resolution<[TaskSlot]> { .known([slot(start: nil, place, isWaiting: true)]) }

  private func dates(_ expressions: [Located<DateExpression>], isDeadline: Bool, isExclusive: Bool) -> Resolution<[TaskSlot]> {
    var days: [Day] = []
    var isWhole = true
    var isWaiting: SourceSpan?
    var lastSpan: SourceSpan?
    var latest: CivilDate?
    var nominals: Set<CivilDate> = []
    let isList = expressions.contains { $0.value != expressions[0].value }
    for expression in expressions {
      switch resolver.resolve(expression.value, at: expression.span, from: position) {
      case .known(let anchor):
        let nominal = isExclusive ? anchor.range.first.adding(days: -1) : anchor.range.last
        guard let nominal, plan.period.contains(nominal) else {
          report(OutsidePeriod.day(nominal ?? anchor.range.first, plan.period, expression.span))
          isWhole = false
          continue
        }
        guard nominals.insert(nominal).inserted else { continue }
        if latest.map({ $0 < nominal }) ?? true { (latest, lastSpan) = (nominal, expression.span) }
        days.append(
          Day(
            nominal: nominal, key: isList ? nominal.description : nil, isTentative: anchor.isTentative,
            leaning: anchor.leaning, shape: isDeadline ? .deadline : .day, place: expression.span))
      case .waiting: isWaiting = isWaiting ?? expression.span
      case .unknown: isWhole = false
      }
    }
    if let isWaiting, days.isEmpty, isWhole { return waiting(isWaiting) }
    guard isWhole, let span = expressions.first?.span else { return .unknown }
    days.sort { $0.nominal < $1.nominal }
    if let issued = plan.issued, let last = days.last {
      if last.nominal < issued, isWaiting == nil {
        report(BeforeIssue.finding(last.nominal, issued: issued, lastSpan ?? span))
        return .unknown
      }
      let early = days.filter { $0.nominal < issued }
      if !early.isEmpty {
        report(SkippedDay.beforeIssue(early.map(\.nominal), issued: issued, span))
        days.removeAll { $0.nominal < issued }
      }
    }
    return finish(days, isDeadline: isDeadline, place: span, waitingToo: isWaiting)
  }

  private func range(_ from: Located<DateExpression>, _ to: Located<DateExpression>) -> Resolution<[TaskSlot]> {
    let first = resolver.resolve(from.value, at: from.span, from: position)
    let last = resolver.resolve(to.value, at: to.span, from: position)
    switch (first, last) {
    case (.known(let one), .known(let two)):
      guard let range = DayRange(one.range.first, two.range.last) else {
        report(EmptyWindow.days(one.range.first, two.range.last, to.span))
        return .unknown
      }
      let anchor = Anchor(range, isTentative: one.isTentative || two.isTentative, leaning: one.leaning ?? two.leaning)
      return stretch(.known(anchor), span: to.span)
    case (.unknown, _), (_, .unknown): return .unknown
    case (.waiting, _): return waiting(from.span)
    default: return waiting(to.span)
    }
  }

  private func stretch(_ window: Resolution<Anchor>, span: SourceSpan) -> Resolution<[TaskSlot]> {
    switch window {
    case .unknown: return .unknown
    case .waiting: return waiting(span)
    case .known(let anchor):
      guard let clipped = anchor.range.intersection(plan.period) else {
        report(OutsidePeriod.window(anchor.range, plan.period, span))
        return .unknown
      }
      if clipped != anchor.range { report(ClippedWindow.finding(anchor.range, clipped, span)) }
      if let issued = plan.issued, clipped.last < issued {
        report(BeforeIssue.finding(clipped.last, issued: issued, span))
        return .unknown
      }
      let day = Day(
        nominal: clipped.last, start: clipped.first, isTentative: anchor.isTentative, leaning: anchor.leaning,
        shape: .window, place: span)
      return finish([day], isDeadline: false, place: span)
    }
  }

  /// The days within which a recurrence counts, with what is uncertain about them.
  func bounds(of recurrence: Recurrence) -> Resolution<Anchor> {
    var first = plan.period.first
    var last = plan.period.last
    var isTentative = false
    var leaning: CivilDate?
    var written: (from: CivilDate?, to: CivilDate?) = (nil, nil)
    for (bound, isFrom) in [(recurrence.from, true), (recurrence.to, false)] {
      guard let bound else { continue }
      switch resolver.resolve(bound.value, at: bound.span, from: position) {
      case .unknown: return .unknown
      case .waiting: return .waiting
      case .known(let anchor):
        isTentative = isTentative || anchor.isTentative
        leaning = leaning ?? anchor.leaning
        if isFrom { written.from = anchor.range.first } else { written.to = anchor.range.last }
      }
    }
    if let from = written.from, let to = written.to, to < from, let place = recurrence.to {
      report(EmptyWindow.days(from, to, place.span))
      return .unknown
    }
    if let from = written.from, let place = recurrence.from {
      if from > last {
        report(OutsidePeriod.day(from, plan.period, place.span))
        return .unknown
      }
      if from < first { report(ClippedWindow.bound(from, first, place.span)) } else { first = from }
    }
    if let to = written.to, let place = recurrence.to {
      if to < plan.period.first {
        report(OutsidePeriod.day(to, plan.period, place.span))
        return .unknown
      }
      if to > last { report(ClippedWindow.bound(to, last, place.span)) } else { last = to }
    }
    if let issued = plan.issued, issued > first {
      if issued > last {
        report(BeforeIssue.finding(last, issued: issued, recurrence.every.span))
        return .unknown
      }
      first = issued
    }
    guard let range = DayRange(first, last) else {
      report(NoOccurrence.finding(recurrence.every.span))
      return .unknown
    }
    return .known(Anchor(range, isTentative: isTentative, leaning: leaning))
  }

  /// The expander of a recurrence in this plan's calendar.
  func expander(of recurrence: Recurrence) -> RecurrenceExpander {
    RecurrenceExpander(
      frequency: recurrence.every.value, selectors: recurrence.selectors.map(\.value), calendar: plan.calendar,
      cutOff: plan.cutOff)
  }

  private func recurrence(_ recurrence: Recurrence) -> Resolution<[TaskSlot]> {
    if case .reporting = recurrence.every.value, plan.cutOff == nil {
      report(MissingKey.cutOff(item.idSpan, isVietnamese: plan.keysAreVietnamese))
      return .unknown
    }
    let within: Anchor
    switch self.bounds(of: recurrence) {
    case .unknown: return .unknown
    case .waiting:
      let pending = [recurrence.from, recurrence.to].compactMap { $0 }.first {
        if case .waiting = resolver.resolve($0.value, at: $0.span, from: position) { return true }
        return false
      }
      return waiting(pending?.span ?? recurrence.every.span)
    case .known(let anchor): within = anchor
    }
    let range = within.range
    let (isTentative, leaning) = (within.isTentative, within.leaning)
    let (occurrences, lacking) = expander(of: recurrence).expand(range)
    if case .workingDays = recurrence.every.value, let day = plan.calendar.leaning(between: range.first, range.last) {
      report(ProjectedHoliday.finding(day, plan.calendar.reason(day), recurrence.every.span))
    }
    let dayPlace = recurrence.selectors.first?.span ?? recurrence.every.span
    let missing = lacking.filter { $0.days.map { $0.overlaps(range) } ?? false }
    if !missing.isEmpty, !occurrences.isEmpty { report(SkippedDay.lacking(missing, dayPlace)) }
    let keepsPeriod = recurrence.selectors.count == 1
    let days = occurrences.map { occurrence in
      var day = Day(
        nominal: occurrence.nominal, period: occurrence.period, isTentative: isTentative, leaning: leaning ?? occurrence.leaning,
        shape: recurrence.isDeadline ? .deadline : .day, place: dayPlace)
      let key = keepsPeriod ? occurrence.period?.key : nil
      day.key = key ?? occurrence.nominal.description
      if key == nil { day.period = nil }
      if let period = occurrence.days {
        day.bounds = bounds(occurrence, period, isDeadline: recurrence.isDeadline)
        if recurrence.isDeadline { day.start = max(period.first, range.first) }
        if case .reporting = recurrence.every.value { day.closes = period.last }
      }
      return (day, occurrence.deciding)
    }
    return finish(
      days.map(\.0), deciding: days.map(\.1), isDeadline: recurrence.isDeadline, place: dayPlace, every: recurrence.every.span)
  }

  /// The days a shift must not leave: the week or month; for deadlines their period, or their own month outside of it.
  func bounds(_ occurrence: Occurrence, _ period: DayRange, isDeadline: Bool) -> DayRange? {
    if case .week? = occurrence.period { return period }
    if isDeadline, period.contains(occurrence.nominal) { return period }
    return month(of: occurrence.nominal)
  }

  private func month(of day: CivilDate) -> DayRange? { CalendarPeriod.month(year: day.year, month: day.month).days }

  // MARK: What all shapes share

  /// Takes exceptions away, adds the days of `also`, shifts days off, and gives each day its times.
  private func finish(
    _ days: [Day], deciding: [CivilDate]? = nil, isDeadline: Bool, place: SourceSpan, every: SourceSpan? = nil,
    waitingToo: SourceSpan? = nil
  ) -> Resolution<[TaskSlot]> {
    var isWaiting = waitingToo
    var isWhole = true
    var excepted: [DayRange] = []
    for exception in timing.except {
      switch resolver.window(exception.window.value, at: exception.window.span, from: position) {
      case .known(let anchor): excepted.append(anchor.range)
      case .unknown: isWhole = false
      case .waiting: break
      }
    }
    var kept =
      excepted.isEmpty
      ? days : zip(days, deciding ?? days.map(\.nominal)).filter { _, day in !excepted.contains { $0.contains(day) } }.map(\.0)
    // Two selectors can come to one day, even from two periods; it is one task. Most rules have one, and their days are in order.
    var nominals: Set<CivilDate> = []
    if !timing.also.isEmpty || zip(kept, kept.dropFirst()).contains(where: { $0.nominal >= $1.nominal }) {
      kept = kept.filter { nominals.insert($0.nominal).inserted }
    }
    for expression in timing.also {
      switch resolver.resolve(expression.value, at: expression.span, from: position) {
      case .unknown: isWhole = false
      case .waiting: isWaiting = isWaiting ?? expression.span
      case .known(let anchor):
        let day = anchor.range.last
        guard plan.period.contains(day) else {
          report(OutsidePeriod.day(day, plan.period, expression.span))
          isWhole = false
          continue
        }
        if let issued = plan.issued, day < issued {
          report(SkippedDay.beforeIssue([day], issued: issued, expression.span))
          continue
        }
        guard nominals.insert(day).inserted else { continue }
        kept.append(
          Day(
            nominal: day, bounds: alsoBounds(day, isDeadline), key: day.description, isTentative: anchor.isTentative,
            leaning: anchor.leaning, shape: isDeadline ? .deadline : .day, place: expression.span))
      }
    }
    guard isWhole else { return .unknown }
    var slots: [TaskSlot] = []
    var impossible: [CivilDate] = []
    var early: [(due: CivilDate, closes: CivilDate)] = []
    var leaning: CivilDate?
    for day in kept.sorted(by: { $0.nominal < $1.nominal }) {
      switch DayOffShift.shift(day.nominal, policy(isDeadline), within: day.bounds, plan.calendar) {
      case .skipped: leaning = leaning ?? plan.calendar.leaning(between: day.nominal, day.nominal)
      case .impossible: impossible.append(day.nominal)
      case .on(let due, let projected):
        let leans = projected ?? day.leaning
        leaning = leaning ?? leans
        if let closes = day.closes, due < closes { early.append((due, closes)) }
        add(day, due: due, leans: leans != nil, to: &slots)
      }
    }
    if !impossible.isEmpty { report(SkippedDay.noWorkingDay(impossible, place)) }
    if !early.isEmpty { report(DueBeforeCutOff.finding(early, place)) }
    if let leaning { report(ProjectedHoliday.finding(leaning, plan.calendar.reason(leaning), place)) }
    // What hangs on a day that is not known yet stands beside the dated days, without dates.
    if let isWaiting { slots.append(slot(start: nil, isWaiting, isWaiting: true)) }
    if slots.isEmpty {
      report(NoOccurrence.finding(every ?? place))
      return .unknown
    }
    return .known(slots)
  }

  func policy(_ isDeadline: Bool) -> DayOffPolicy { timing.onDayOff?.value ?? (isDeadline ? .previous : .keep) }

  /// An added day stays in the week or month that its recurrence counts in; an added deadline in its period.
  private func alsoBounds(_ day: CivilDate, _ isDeadline: Bool) -> DayRange? {
    guard case .recurrence(let recurrence) = timing.shape else { return nil }
    let (year, month, _) = day.components
    switch recurrence.every.value {
    // Nine months leave days that no period holds; such a deadline stays in its month.
    case .reporting where isDeadline: return expander(of: recurrence).reportingPeriod(holding: day) ?? self.month(of: day)
    case .days, .workingDays, .rule: return nil
    case .weeks: return CalendarPeriod.week(day.week).days
    case .quarter where isDeadline: return CalendarPeriod.quarter(year: year, quarter: (month + 2) / 3).days
    case .halfYear where isDeadline: return CalendarPeriod.halfYear(year: year, half: (month + 5) / 6).days
    case .year where isDeadline: return CalendarPeriod.year(year).days
    default: return self.month(of: day)
    }
  }

  private func add(_ day: Day, due: CivilDate, leans: Bool, to slots: inout [TaskSlot]) {
    let start = min(day.start ?? due, due)
    let times: [TimeSlot?] = timing.times.isEmpty ? [nil] : timing.times.map { $0.value }
    for time in times {
      var key = day.key
      if times.count > 1, let time { key = (key ?? day.nominal.description) + "T" + time.start.compact }
      slots.append(
        TaskSlot(
          start: start, due: due, nominal: day.nominal, key: key, period: day.period, place: day.place,
          givenPeriodName: nil, time: time,
          isTentative: day.isTentative || leans, isWaiting: false, shape: day.shape))
    }
  }
}
