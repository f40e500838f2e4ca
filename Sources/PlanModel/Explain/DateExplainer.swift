/// Retraces how a piece of work got one of its days: the same readers of dates, asked one expression at a time.
struct DateExplainer {
  let schedule: Schedule
  /// The piece of work, as a position in ``Plan/work``.
  let work: Int
  let slot: TaskSlot
  /// How many anchors have led here.
  var depth = 0

  /// Chains are followed so far; whoever wants to know more asks for the task at the end.
  private static let depthLimit = 12

  var plan: Plan { schedule.plan }
  var item: WorkItem { plan.work[work] }
  var resolver: DayResolver {
    DayResolver(
      plan: plan, lastDay: { schedule.lastDay(of: $0) }, milestone: { schedule.milestones[$0] ?? .unknown }, suggest: { _ in [] },
      report: { _ in })
  }
  func expansion(_ timing: WrittenTiming) -> TimingExpansion {
    TimingExpansion(plan: plan, position: work, timing: timing, resolver: resolver, report: { _ in })
  }

  // MARK: What is written

  /// The phrases that this task comes from.
  func phrases() -> [ExplainedPhrase] {
    guard let timing = item.timing else { return [] }
    var phrases: [ExplainedPhrase] = []
    func add(_ key: PlanKey, _ span: SourceSpan) {
      let name = plan.keysAreVietnamese ? key.vietnamese(at: .phase)[0] : key.rawValue
      let assumption = item.assumptions.first { $0.key == key.rawValue }
      phrases.append(ExplainedPhrase(key: key.rawValue, name: name, span: span, assumption: assumption))
    }
    let isAdded = timing.also.contains { $0.span == slot.place }
    switch timing.shape {
    case .days(let days): if !isAdded { for day in days where isOurs(day.span, among: days.count) { add(.day, day.span) } }
    case .deadlines(let days, let isExclusive):
      if !isAdded { for day in days where isOurs(day.span, among: days.count) { add(isExclusive ? .before : .due, day.span) } }
    case .window(let phrase): add(.when, phrase.span)
    case .open(let open): add(.when, open.span)
    case .range(let from, let to):
      add(.from, from.span)
      add(.to, to.span)
    case .recurrence where isAdded: break
    case .recurrence(let recurrence):
      if case .rule = recurrence.every.value { add(.rrule, recurrence.every.span) } else { add(.every, recurrence.every.span) }
      for selector in recurrence.selectors where isOurs(selector.value, among: recurrence.selectors.count) {
        add(recurrence.isDeadline ? .due : .day, selector.span)
      }
      if let from = recurrence.from { add(.from, from.span) }
      if let to = recurrence.to { add(.to, to.span) }
    }
    for day in timing.also where day.span == slot.place { add(.also, day.span) }
    for time in timing.times where time.value == slot.time { add(.time, time.span) }
    if let policy = timing.onDayOff { add(.onDayOff, policy.span) }
    return phrases
  }

  private func isOurs(_ span: SourceSpan, among count: Int) -> Bool { count == 1 || span == slot.place }

  /// Whether a day of the week is the one of this task.
  private func isOurs(_ selector: DaySelector, among count: Int) -> Bool {
    guard count > 1, case .weekday(let weekday) = selector, let nominal = slot.nominal else { return true }
    return weekday == nominal.weekday
  }

  // MARK: From the phrase to the nominal day

  /// The steps from the phrases to the nominal day.
  func steps() -> [ExplainedStep] {
    guard let timing = item.timing else { return [] }
    var steps: [ExplainedStep] = []
    if let added = timing.also.first(where: { $0.span == slot.place }) {
      explain(added.value, at: added.span, into: &steps)
    } else {
      switch timing.shape {
      case .days(let days): explain(days, isExclusive: false, into: &steps)
      case .deadlines(let days, let isExclusive): explain(days, isExclusive: isExclusive, into: &steps)
      case .window(let phrase):
        explain(phrase.value, at: phrase.span, into: &steps)
        explainClip(phrase.span, into: &steps)
      case .range(let from, let to):
        explain(from.value, at: from.span, into: &steps)
        explain(to.value, at: to.span, into: &steps)
        explainClip(to.span, into: &steps)
      case .open(let open): steps.append(explain(open))
      case .recurrence(let recurrence): explain(recurrence, timing, into: &steps)
      }
    }
    if slot.isTentative, !steps.contains(where: { $0.kind == .tentative }) { steps.append(explainTentative()) }
    // A window of one milestone, or two ends at one anchor, would say the same twice.
    return steps.enumerated().filter { number, step in
      number == 0 || step.text != steps[number - 1].text || step.span != steps[number - 1].span
    }.map(\.element)
  }

  func explain(_ days: [Located<DateExpression>], isExclusive: Bool, into steps: inout [ExplainedStep]) {
    let ours = days.count == 1 ? days.first : days.first { $0.span == slot.place }
    guard let ours else { return }
    explain(ours.value, at: ours.span, into: &steps)
    if isExclusive, let nominal = slot.nominal {
      steps.append(
        ExplainedStep(
          kind: .before,
          text: Message(
            vi: "trước ngày đó, nên ngày cuối là \(nominal.weekday.short.vi) \(nominal.officeText)",
            en: "before that day, so the last is \(nominal.weekday.short.en) \(nominal.officeText)"),
          days: DayRange(day: nominal), span: ours.span))
    }
  }

  func explain(_ open: Located<OpenTiming>) -> ExplainedStep {
    let text: Message =
      switch open.value {
      case .ongoing:
        Message(
          vi: "thường xuyên, từ ngày đầu của kế hoạch \(plan.period.first.officeText), không có hạn",
          en: "ongoing from the plan's first day, \(plan.period.first.officeText), without a deadline")
      case .undated: Message(vi: "chưa ấn định thời hạn", en: "no date is set")
      case .asNeeded: Message(vi: "khi phát sinh", en: "as needed")
      }
    return ExplainedStep(kind: .open, text: text, days: nil, span: open.span)
  }

  private func explainTentative() -> ExplainedStep {
    var text = Message(vi: "dự kiến: ngày chưa chốt", en: "expected: the day is not fixed")
    if let span = shift(), let projected = span.daysOff.first(where: { plan.calendar.isProjected($0) }) {
      let name = plan.calendar.dayOff(projected)
      text = Message(
        vi: "dự kiến: dựa vào \(name.vi), chưa có thông báo chính thức",
        en: "expected: it leans on \(name.en), which no notice has fixed yet")
    }
    return ExplainedStep(kind: .tentative, text: text, days: nil, span: nil)
  }

  private func explainClip(_ span: SourceSpan, into steps: inout [ExplainedStep]) {
    guard let start = slot.start, let nominal = slot.nominal, let days = DayRange(min(start, nominal), nominal) else { return }
    guard steps.last(where: { $0.days != nil })?.days != days else { return }
    let isCut = start == plan.period.first || nominal == plan.period.last
    let reason =
      isCut
      ? Message(
        vi: ", không ra ngoài kế hoạch (\(plan.period.text.vi))", en: ", cut to the plan (\(plan.period.text.en))")
      : Message(vi: "", en: "")
    steps.append(
      ExplainedStep(
        kind: .window,
        text: Message(
          vi: "từ \(start.officeText) đến \(nominal.officeText)\(reason.vi)",
          en: "from \(start.officeText) to \(nominal.officeText)\(reason.en)"), days: days, span: isCut ? plan.yearSpan : span))
  }

  // MARK: Date expressions and windows

  func explain(_ expression: DateExpression, at span: SourceSpan, into steps: inout [ExplainedStep]) {
    let resolution = resolver.resolve(expression, at: span, from: work)
    switch expression {
    case .literal, .cutOffOffset: add(.day, nil, resolution, span, &steps)
    case .lunar(let literal):
      let text = "\(twoDigits(literal.day))/\(twoDigits(literal.month))"
      add(.day, Message(vi: "\(text) âm lịch", en: "\(text) lunar"), resolution, span, &steps)
    case .named(let named): add(.day, named.name, resolution, span, &steps)
    case .name(let name): explain(name: name, resolution, span, &steps)
    case .offset(let count, let unit, let base):
      explain(base, at: span, into: &steps)
      guard case .known(let anchor) = resolution else { return }
      var between: [CivilDate] = []
      if unit == .workingDay, case .known(let from) = resolver.resolve(base, at: span, from: work) {
        let edge = count < 0 ? from.range.first : from.range.last
        between = daysOff(from: min(edge, anchor.range.first), to: max(edge, anchor.range.first)).filter { $0 != edge }
      }
      let passed = holidays(between)
      let day = anchor.range.first
      let amount = unit.text(abs(count))
      steps.append(
        ExplainedStep(
          kind: .count,
          text: Message(
            vi: "\(count < 0 ? "đếm lùi" : "thêm") \(amount.vi): \(day.weekday.short.vi) \(day.officeText)\(passed.vi)",
            en: "\(amount.en) \(count < 0 ? "back" : "on"): \(day.weekday.short.en) \(day.officeText)\(passed.en)"),
          days: DayRange(day: day), span: span, daysOff: weekdays(between)))
      explainLeaning(between, into: &steps)
    }
  }

  /// A step that gives days straight away.
  private func add(
    _ kind: ExplainedStep.Kind, _ name: Message?, _ resolution: Resolution<Anchor>, _ span: SourceSpan,
    _ steps: inout [ExplainedStep], assumption: Assumption? = nil
  ) {
    guard case .known(let anchor) = resolution else { return }
    let days = anchor.range.text
    steps.append(
      ExplainedStep(
        kind: kind,
        text: Message(vi: name.map { "\($0.vi): \(days.vi)" } ?? days.vi, en: name.map { "\($0.en): \(days.en)" } ?? days.en),
        days: anchor.range, span: span, assumption: assumption))
  }

  func explain(name: String, _ resolution: Resolution<Anchor>, _ span: SourceSpan, _ steps: inout [ExplainedStep]) {
    switch plan.target(of: name, from: work) {
    case .milestone(let id):
      guard let written = plan.milestones[id] else { return }
      if case .pending = written.value {
        steps.append(
          ExplainedStep(
            kind: .waiting,
            text: Message(vi: "mốc `\(id)` chưa có ngày, việc này chờ", en: "the milestone `\(id)` has no date yet; this waits"),
            days: nil, span: written.span))
        return
      }
      var inner: [ExplainedStep] = []
      if depth < Self.depthLimit {
        var deeper = self
        deeper.depth += 1
        switch written.value {
        case .day(let expression): deeper.explain(expression, at: written.span, into: &inner)
        case .window(let phrase): deeper.explain(phrase, at: written.span, into: &inner)
        case .pending: break
        }
      }
      // A milestone that is a plain date needs no step of its own beside its name.
      if inner.count == 1, inner[0].kind == .day || inner[0].kind == .window { inner = [] }
      steps += inner
      add(.milestone, Message(vi: "mốc `\(id)`", en: "the milestone `\(id)`"), resolution, written.span, &steps)
    case .work(let targets):
      guard let first = targets.first else { return }
      let span = targets.count == 1 ? plan.work[first].idSpan : plan.activities[plan.work[first].activity]?.idSpan ?? span
      guard case .known(let anchor) = resolution else {
        steps.append(
          ExplainedStep(
            kind: .waiting,
            text: Message(vi: "`\(name)` không có ngày cuối, việc này chờ", en: "`\(name)` has no last day; this waits"),
            days: nil,
            span: span))
        return
      }
      var assumed: Assumption?
      if depth < Self.depthLimit, let last = schedule.lastSlot(of: targets) {
        var deeper = DateExplainer(schedule: schedule, work: last.work, slot: last.slot)
        deeper.depth = depth + 1
        let inner = deeper.steps()
        // How a plain date became one is no news.
        if inner.count > 1 || inner.first?.kind == .anchor { steps += inner }
        if let shift = deeper.shift(), shift.from != shift.to { steps.append(shift.step(plan.calendar)) }
        assumed = deeper.phrases().compactMap(\.assumption).first
      }
      let mark = assumed == nil ? Message(vi: "", en: "") : Message(vi: " [giả định]", en: " [assumed]")
      add(
        .anchor, Message(vi: "`\(name)` kết thúc\(mark.vi)", en: "`\(name)` ends\(mark.en)"), .known(anchor), span, &steps,
        assumption: assumed)
    case .ambiguous, .unknown: return
    }
  }

  func explain(_ phrase: WindowPhrase, at span: SourceSpan, into steps: inout [ExplainedStep]) {
    for part in [phrase.first, phrase.last] {
      guard case .date(let expression)? = part else { continue }
      if case .literal = expression { continue }
      explain(expression, at: span, into: &steps)
    }
    if case .known(let anchor) = resolver.window(phrase, at: span, from: work) {
      let text = anchor.range.text
      if steps.last?.days != anchor.range || steps.last?.span != span {
        steps.append(ExplainedStep(kind: .window, text: text, days: anchor.range, span: span))
      }
    }
    if phrase.isTentative {
      steps.append(
        ExplainedStep(
          kind: .tentative, text: Message(vi: "viết là dự kiến: ngày chưa chốt", en: "written as expected: the day is not fixed"),
          days: nil, span: span))
    }
  }
}

extension ExplainedShift {
  /// The shift in one sentence, as a step of a chain.
  func step(_ calendar: WorkCalendar) -> ExplainedStep {
    let off = calendar.dayOff(from)
    return ExplainedStep(
      kind: .rule,
      text: Message(
        vi: "\(off.vi): dời sang \(to.weekday.short.vi) \(to.officeText)",
        en: "\(off.en) is off: moved to \(to.weekday.short.en) \(to.officeText)"), days: DayRange(day: to), span: span)
  }
}

extension DayOffPolicy {
  var name: ExplainedShift.Policy {
    switch self {
    case .next: .next
    case .previous: .previous
    case .keep: .keep
    case .skip: .skip
    }
  }
}

extension OffsetUnit {
  /// So many of the unit, in words.
  func text(_ count: Int) -> Message {
    let s = count == 1 ? "" : "s"
    return switch self {
    case .day: Message(vi: "\(count) ngày", en: "\(count) day\(s)")
    case .workingDay: Message(vi: "\(count) ngày làm việc", en: "\(count) working day\(s)")
    case .week: Message(vi: "\(count) tuần", en: "\(count) week\(s)")
    case .month: Message(vi: "\(count) tháng", en: "\(count) month\(s)")
    }
  }
}

extension DayRange {
  /// `T4 20/06/2018`, or `01/04/2018 – 30/06/2018`.
  var text: Message {
    guard first != last else {
      return Message(vi: "\(first.weekday.short.vi) \(first.officeText)", en: "\(first.weekday.short.en) \(first.officeText)")
    }
    let text = "\(first.officeText) – \(last.officeText)"
    return Message(vi: text, en: text)
  }
}

extension Schedule {
  /// The last due day of pieces of work, as other dates count from it.
  func lastDay(of work: [Int]) -> Resolution<Anchor> {
    guard let days = days(of: work) else { return .waiting }
    let isTentative = work.contains { position in
      series(of: position)?.slots.contains { $0.due == days.last && $0.isTentative } ?? false
    }
    return .known(Anchor(DayRange(day: days.last), isTentative: isTentative))
  }

  /// The slot that ends last among those of pieces of work.
  func lastSlot(of work: [Int]) -> (work: Int, slot: TaskSlot)? {
    var last: (work: Int, slot: TaskSlot)?
    for position in work {
      for slot in series(of: position)?.slots ?? [] {
        guard let due = slot.due else { return nil }
        if last.map({ ($0.slot.due ?? due) < due }) ?? true { last = (position, slot) }
      }
    }
    return last
  }
}
