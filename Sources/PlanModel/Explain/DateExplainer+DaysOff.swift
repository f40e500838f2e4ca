extension DateExplainer {
  /// What a day off did to the nominal day.
  func shift() -> ExplainedShift? {
    guard let nominal = slot.nominal, let due = slot.due, let timing = item.timing, plan.calendar.isOff(nominal) else {
      return nil
    }
    let isDeadline = slot.shape == .deadline
    let policy = expansion(timing).policy(isDeadline)
    let step = due < nominal ? -1 : 1
    let passed = due == nominal ? [nominal] : daysOff(from: min(nominal, due), to: max(nominal, due))
    let isTurned = due != nominal && (policy == .next) != (step > 0)
    return ExplainedShift(
      policy: policy.name, span: timing.onDayOff?.span, from: nominal, to: due, daysOff: step > 0 ? passed : passed.reversed(),
      bounds: isTurned ? boundsName(nominal) : nil)
  }

  /// What a shift must not leave: the week, the deadline's period, else the month.
  func boundsName(_ nominal: CivilDate) -> Message {
    let month = CalendarPeriod.month(year: nominal.year, month: nominal.month).fullName
    guard let period = slot.period else { return month }
    if case .week = period { return period.fullName }
    return slot.shape == .deadline && period.days?.contains(nominal) ?? false ? period.fullName : month
  }

  func daysOff(from first: CivilDate, to last: CivilDate) -> [CivilDate] {
    (first.dayNumber...max(first.dayNumber, last.dayNumber)).map { CivilDate(unchecked: Int($0)) }.filter {
      plan.calendar.isOff($0)
    }
  }

  /// The holidays among days off, in words; weekends go without saying.
  func holidays(_ days: [CivilDate]) -> Message {
    let named = weekdays(days)
    guard !named.isEmpty else { return Message(vi: "", en: "") }
    func list(_ language: Language) -> String {
      named.prefix(8).map { day in
        let name = plan.calendar.reason(day)?.name.text(language) ?? ""
        return "\(day.weekday.short.text(language)) \(day.officeText.prefix(5)) \(name)"
      }.joined(separator: ", ") + (named.count > 8 ? ", …" : "")
    }
    return Message(vi: " (không tính \(list(.vi)))", en: " (not counting \(list(.en)))")
  }
}
