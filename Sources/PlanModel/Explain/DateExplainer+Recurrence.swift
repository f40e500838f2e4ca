extension DateExplainer {
  func explain(_ recurrence: Recurrence, _ timing: WrittenTiming, into steps: inout [ExplainedStep]) {
    for bound in [recurrence.from, recurrence.to] {
      guard let bound else { continue }
      if case .literal = bound.value { continue }
      explain(bound.value, at: bound.span, into: &steps)
    }
    let expansion = expansion(timing)
    guard case .known(let anchor) = expansion.bounds(of: recurrence) else { return }
    let range = anchor.range
    let written = recurrence.from.flatMap { bound -> DayRange? in
      if case .known(let anchor) = resolver.resolve(bound.value, at: bound.span, from: work) { return anchor.range }
      return nil
    }
    let isFromIssue = plan.issued == range.first && written?.first != range.first && plan.period.first != range.first
    let reason =
      isFromIssue
      ? Message(vi: " (từ ngày ban hành)", en: " (from the day of issue)")
      : recurrence.from == nil && recurrence.to == nil
        ? Message(vi: " (cả kỳ kế hoạch)", en: " (the whole plan)") : Message(vi: "", en: "")
    var place = (recurrence.from ?? recurrence.to)?.span ?? plan.yearSpan
    if isFromIssue { place = plan.document?.issuedText?.span }
    steps.append(
      ExplainedStep(
        kind: .range,
        text: Message(
          vi: "lặp trong \(range.first.officeText) – \(range.last.officeText)\(reason.vi)",
          en: "it recurs within \(range.first.officeText) – \(range.last.officeText)\(reason.en)"),
        days: range, span: place, isFromIssue: isFromIssue))
    let occurrence = expansion.expander(of: recurrence).expand(range).days.first {
      $0.nominal == slot.nominal && (slot.period == nil || $0.period == slot.period)
    }
    guard let occurrence else { return }
    if let period = occurrence.period, let days = occurrence.days {
      let name = period.fullName
      let counted = counting(recurrence, range)
      steps.append(
        ExplainedStep(
          kind: .period,
          text: Message(
            vi: "kỳ \(name.vi)\(counted.vi): \(days.first.officeText) – \(days.last.officeText)",
            en: "the period \(name.en)\(counted.en): \(days.first.officeText) – \(days.last.officeText)"), days: days, span: nil))
    }
    if recurrence.isDeadline, let start = slot.start, start != slot.due {
      steps.append(
        ExplainedStep(
          kind: .start,
          text: Message(
            vi: "bắt đầu \(start.weekday.short.vi) \(start.officeText): ngày đầu kỳ, không trước khoảng lặp",
            en: "it starts on \(start.weekday.short.en) \(start.officeText): the period's first day, not before the range"),
          days: DayRange(day: start), span: nil))
    }
    let day = occurrence.nominal
    var passed: [CivilDate] = []
    var isCounted = false
    for selector in recurrence.selectors {
      switch selector.value {
      case .inMonth(.workingDay(let ordinal), _):
        isCounted = true
        let month = CivilMonth(of: day)
        passed = ordinal > 0 ? daysOff(from: month[1], to: day) : daysOff(from: day, to: month[month.length])
      case .afterCutOff(_, .workingDay):
        isCounted = true
        if let close = occurrence.days?.last, close < day { passed = daysOff(from: close, to: day).filter { $0 != close } }
      default: break
      }
    }
    let skipped = isCounted ? holidays(passed) : Message(vi: "", en: "")
    let month = monthChosen(recurrence)
    steps.append(
      ExplainedStep(
        kind: .rule,
        text: Message(
          vi: "theo quy tắc\(month.vi): \(day.weekday.short.vi) \(day.officeText)\(skipped.vi)",
          en: "by the rule\(month.en): \(day.weekday.short.en) \(day.officeText)\(skipped.en)"),
        days: DayRange(day: day), span: slot.place, daysOff: isCounted ? weekdays(passed) : []))
    if isCounted { explainLeaning(passed, into: &steps) }
  }

  /// How the periods of a recurrence are counted, where that is not plain.
  func counting(_ recurrence: Recurrence, _ range: DayRange) -> Message {
    switch recurrence.every.value {
    case .weeks(let count) where count > 1:
      Message(
        vi: " (cứ \(count) tuần, kể từ tuần có ngày \(range.first.officeText))",
        en: " (every \(count) weeks from that of \(range.first.officeText))")
    case .months(let count) where count > 1:
      Message(
        vi: " (cứ \(count) tháng, kể từ tháng \(range.first.month))",
        en: " (every \(count) months from that of \(range.first.officeText))")
    case .reporting:
      plan.cutOff.map { Message(vi: " (chốt số liệu ngày \($0))", en: " (data closes on day \($0))") } ?? Message(vi: "", en: "")
    default: Message(vi: "", en: "")
    }
  }

  /// Which month of a period counts where the phrase names none.
  func monthChosen(_ recurrence: Recurrence) -> Message {
    guard recurrence.every.value.monthsInPeriod > 1, recurrence.selectors.count == 1,
      case .inMonth(_, nil) = recurrence.selectors[0].value
    else { return Message(vi: "", en: "") }
    return Message(vi: " (không ghi tháng: tháng cuối kỳ)", en: " (no month is written: the last of the period)")
  }

  /// The holidays among days off: weekends go without saying.
  func weekdays(_ days: [CivilDate]) -> [CivilDate] { days.filter { $0.weekday.rawValue <= 5 } }

  /// Says which projected holiday a count leans on.
  func explainLeaning(_ passed: [CivilDate], into steps: inout [ExplainedStep]) {
    guard let projected = weekdays(passed).first(where: { plan.calendar.isProjected($0) }) else { return }
    let name = plan.calendar.dayOff(projected)
    steps.append(
      ExplainedStep(
        kind: .tentative,
        text: Message(
          vi: "dự kiến: dựa vào \(name.vi), chưa có thông báo chính thức",
          en: "expected: it leans on \(name.en), which no notice has fixed yet"),
        days: nil, span: nil, daysOff: [projected]))
  }
}
