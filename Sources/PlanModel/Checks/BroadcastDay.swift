/// A channel is given what it does not carry: another weekday, too many items a day, too long an item.
enum BroadcastDay: Check {
  static let rule = Rule(
    "broadcast-day", .warning,
    vi: "Việc trên kênh phải theo ngày phát, số lượt mỗi ngày và thời lượng của kênh.",
    en: "Work on a channel keeps to its days, its items a day and its minutes.",
    bad: """
      channels: {phat-thanh: {name: Phát thanh, kind: radio, days: [mon, wed]}}
      activities:
        tin: {title: Tin, lead: phong-vhtt, channels: phat-thanh, every: week, day: tue, time: "17:00"}
      """,
    good: """
      channels: {phat-thanh: {name: Phát thanh, kind: radio, days: [mon, wed]}}
      activities:
        tin: {title: Tin, lead: phong-vhtt, channels: phat-thanh, every: week, day: wed, time: "17:00"}
      """)

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    let plan = schedule.plan
    guard plan.channels.all.contains(where: { !$0.days.isEmpty || $0.perDay != nil || $0.maxMinutes != nil }) else { return [] }
    var found: [Diagnostic] = []
    for series in schedule.series {
      let item = plan.work[series.work]
      for reference in item.channels {
        guard let channel = plan.channels[reference.value] else { continue }
        if let finding = offDay(series, channel, plan) { found.append(finding) }
        if let limit = channel.maxMinutes { found += tooLong(item, channel, limit, plan) }
      }
    }
    for channel in plan.channels.all {
      if let limit = channel.perDay { found += tooMany(ChannelLoad(schedule, channel), channel, limit, plan) }
    }
    return found
  }

  /// Items on weekdays that the channel does not work on.
  private static func offDay(_ series: TaskSeries, _ channel: Channel, _ plan: Plan) -> Diagnostic? {
    guard !channel.days.isEmpty else { return nil }
    let days = series.slots.filter { $0.shape == .day }.compactMap { slot in slot.due.map { (day: $0, place: slot.place) } }
      .filter { !channel.days.contains($0.day.weekday) }
    guard let first = days.first, let place = first.place else { return nil }
    let list = Self.list(days.map(\.day))
    let kept = Message(
      vi: channel.days.map(\.short.vi).joined(separator: ", "), en: channel.days.map(\.short.en).joined(separator: ", "))
    return Diagnostic(
      rule, at: place,
      Message(
        vi: "kênh `\(channel.id)` chỉ hoạt động \(kept.vi), không có ngày: \(list.vi)",
        en: "the channel `\(channel.id)` works on \(kept.en) only, not on \(list.en)"),
      help: Message(vi: "đổi ngày, hoặc sửa ngày phát sóng của kênh", en: "change the day, or the days of the channel"),
      related: definition(channel, plan))
  }

  private static func list(_ days: [CivilDate]) -> Message {
    func text(_ language: Language) -> String {
      days.prefix(3).map { "\($0.weekday.short.text(language)) \($0.officeText)" }.joined(separator: ", ")
        + (days.count > 3 ? ", …" : "")
    }
    return Message(vi: text(.vi), en: text(.en))
  }

  /// Written times that are longer than the channel allows.
  private static func tooLong(_ item: WorkItem, _ channel: Channel, _ limit: Int, _ plan: Plan) -> [Diagnostic] {
    // The hour of a deadline is when it closes; and a start alone says nothing of how long it lasts.
    guard let timing = item.timing, !timing.isDeadline else { return [] }
    return timing.times.compactMap { time in
      let minutes = time.value.minutes
      guard time.value.end != nil, minutes > limit else { return nil }
      return Diagnostic(
        rule, at: time.span,
        Message(
          vi: "\(time.value.text) dài \(minutes) phút, kênh `\(channel.id)` chỉ cho \(limit) phút",
          en: "\(time.value.text) is \(minutes) minutes, and the channel `\(channel.id)` allows \(limit)"),
        help: Message(vi: "rút ngắn, hoặc sửa thời lượng tối đa của kênh", en: "shorten it, or change the channel's limit"),
        related: definition(channel, plan))
    }
  }

  /// Days with more items than the channel carries, at each piece of work that goes beyond.
  private static func tooMany(_ load: ChannelLoad, _ channel: Channel, _ limit: Int, _ plan: Plan) -> [Diagnostic] {
    var beyond: [Int: (days: Set<CivilDate>, place: SourceSpan)] = [:]
    for carrier in load.carriers {
      var counts: [CivilDate: Int] = [:]
      // The work that stands later in the plan is the one too many.
      for item in carrier.items {
        counts[item.day, default: 0] += 1
        if counts[item.day, default: 0] > limit { beyond[item.work, default: ([], item.place)].days.insert(item.day) }
      }
    }
    return beyond.sorted { $0.key < $1.key }.map { _, fault in
      let list = Self.list(fault.days.sorted())
      return Diagnostic(
        rule, at: fault.place,
        Message(
          vi: "kênh `\(channel.id)` chỉ nhận \(limit) lượt mỗi ngày, quá vào: \(list.vi)",
          en: "the channel `\(channel.id)` carries \(limit) a day, which is exceeded on \(list.en)"),
        help: Message(
          vi: "chuyển sang ngày khác, hoặc sửa số lượt của kênh", en: "move it to another day, or change the channel's limit"),
        related: definition(channel, plan))
    }
  }

  private static func definition(_ channel: Channel, _ plan: Plan) -> [RelatedPlace] {
    plan.channels.ids.filter { $0.value == channel.id }.map {
      RelatedPlace($0.span, vi: "kênh khai ở đây", en: "the channel is defined here")
    }
  }
}
