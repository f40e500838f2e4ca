/// Work that needs people on the spot is put on a day off, and nothing says that this is meant.
enum FallsOnDayOff: Check {
  static let rule = Rule(
    "falls-on-day-off", .warning,
    vi: "Hội nghị, tuyên truyền trực tiếp, niêm yết rơi vào ngày nghỉ mà kế hoạch không nói cách xử lý.",
    en: "An event, work in person or a posting falls on a day off, and the plan does not say what to do then.",
    bad: """
      year: 2018
      activities:
        hoi-nghi: {title: Hội nghị, lead: phong-vhtt, day: 19/05}
      """,
    good: """
      year: 2018
      activities:
        hoi-nghi: {title: Hội nghị, lead: phong-vhtt, day: 19/05, on_day_off: next}
      """)

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    let plan = schedule.plan
    return schedule.series.flatMap { series -> [Diagnostic] in
      let item = plan.work[series.work]
      let channel = item.channels.first { [.event, .inPerson, .posting].contains(plan.channels[$0.value]?.kind) }
      guard let timing = item.timing, case .days = timing.shape, timing.onDayOff == nil, item.channels.isEmpty || channel != nil
      else {
        return []
      }
      var seen: Set<CivilDate> = []
      return series.slots.compactMap { slot in
        guard let day = slot.nominal, plan.calendar.isOff(day), let place = slot.place, seen.insert(day).inserted else {
          return nil
        }
        return finding(day, plan, place, channel)
      }
    }
  }

  private static func finding(_ day: CivilDate, _ plan: Plan, _ span: SourceSpan, _ channel: Reference<Channel>?) -> Diagnostic {
    let key = plan.keysAreVietnamese ? "trùng ngày nghỉ" : PlanKey.onDayOff.rawValue
    let next = plan.keysAreVietnamese ? "dời sau" : "next"
    let keep = plan.keysAreVietnamese ? "giữ nguyên" : "keep"
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "ngày này là \(plan.calendar.dayOff(day).vi)", en: "this day is off: \(plan.calendar.dayOff(day).en)"),
      help: Message(
        vi: "đúng ý thì ghi `\(key): \(keep)`; muốn dời thì ghi `\(key): \(next)`, hoặc sửa ngày",
        en: "if it is meant, write `\(key): \(keep)`; to move it, `\(key): \(next)`, or change the day"),
      related: plan.channels.ids.filter { $0.value == channel?.value }.map {
        RelatedPlace($0.span, vi: "kênh này cần người tại chỗ", en: "this channel needs people on the spot")
      })
  }
}

extension WorkCalendar {
  /// A day that is off, in words: `ngày nghỉ T2 30/04/2018 (Ngày Chiến thắng)`.
  func dayOff(_ day: CivilDate) -> Message {
    let reason = reason(day)
    let isWeekend = reason.map { $0.source == nil && $0.place == nil } ?? true
    guard let reason, !isWeekend else {
      return Message(vi: "\(day.weekday.name.vi) \(day.officeText), ngày nghỉ", en: "\(day.weekday.name.en) \(day.officeText)")
    }
    let projected = reason.isProjected ? Message(vi: ", dự kiến", en: ", projected") : Message(vi: "", en: "")
    return Message(
      vi: "ngày nghỉ \(day.weekday.short.vi) \(day.officeText) (\(reason.name.vi)\(projected.vi))",
      en: "\(day.weekday.short.en) \(day.officeText) (\(reason.name.en)\(projected.en))")
  }
}
