/// Written times overlap beyond what a channel carries at once.
enum ChannelConflict: Check {
  static let rule = Rule(
    "channel-conflict", .error,
    vi: "Giờ đã ghi không được chồng lên nhau quá sức chứa của kênh.",
    en: "Written times must not overlap beyond what the channel carries at once.",
    bad: """
      channels: {phat-thanh: {name: Phát thanh, kind: radio, at_once: 1}}
      activities:
        tin: {title: Tin, lead: phong-vhtt, channels: phat-thanh, every: week, day: tue, time: 17:00-17:30}
        chuyen-muc: {title: Chuyên mục, lead: phong-vhtt, channels: phat-thanh, every: week, day: tue, time: 17:15-17:45}
      """,
    good: """
      channels: {phat-thanh: {name: Phát thanh, kind: radio, at_once: 1}}
      activities:
        tin: {title: Tin, lead: phong-vhtt, channels: phat-thanh, every: week, day: tue, time: 17:00-17:30}
        chuyen-muc: {title: Chuyên mục, lead: phong-vhtt, channels: phat-thanh, every: week, day: tue, time: 17:30-18:00}
      """)

  /// An overlap of two pieces of work, or of one with itself: its first day, and how many days there are.
  private struct Clash {
    var day: CivilDate
    var count = 1
    let one: TimeSlot
    let other: TimeSlot
  }

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    // What clashes on two channels is one fault, told for the first.
    var told: Set<Pair> = []
    return schedule.plan.channels.all.flatMap { channel -> [Diagnostic] in
      guard let limit = channel.atOnce else { return [] }
      var clashes: [Pair: Clash] = [:]
      for carrier in ChannelLoad(schedule, channel, timedOnly: true).carriers { sweep(carrier.items, limit, &clashes) }
      return clashes.filter { told.insert($0.key).inserted }.sorted {
        ($0.key.second, $0.key.first) < ($1.key.second, $1.key.first)
      }
      .compactMap { finding($0.key, $0.value, channel, limit, schedule.plan) }
    }
  }

  /// Goes through the items of each day by their start and keeps those that are still on.
  private static func sweep(_ items: [ChannelLoad.Item], _ limit: Int, _ clashes: inout [Pair: Clash]) {
    let sorted = items.compactMap { item in item.time.map { (item: item, time: $0) } }
      .sorted { ($0.item.day, $0.time.start, $0.item.work) < ($1.item.day, $1.time.start, $1.item.work) }
    var running: [(item: ChannelLoad.Item, time: TimeSlot)] = []
    for next in sorted {
      running.removeAll { $0.item.day != next.item.day || $0.time.endMinutes <= next.time.start.minutes }
      if running.count >= limit {
        // With room for one, each that is still on is in the way; else the last that began.
        for other in limit == 1 ? running : Array(running.suffix(1)) {
          let pair = Pair(first: min(other.item.work, next.item.work), second: max(other.item.work, next.item.work))
          let isInOrder = other.item.work <= next.item.work
          if var clash = clashes[pair] {
            clash.count += 1
            clash.day = min(clash.day, next.item.day)
            clashes[pair] = clash
          } else {
            clashes[pair] = Clash(
              day: next.item.day, one: isInOrder ? other.time : next.time, other: isInOrder ? next.time : other.time)
          }
        }
      }
      running.append(next)
    }
  }

  private static func finding(_ pair: Pair, _ clash: Clash, _ channel: Channel, _ limit: Int, _ plan: Plan) -> Diagnostic? {
    let (one, other) = (plan.work[pair.first], plan.work[pair.second])
    guard let first = one.timing?.times.first(where: { $0.value == clash.one }),
      let second = other.timing?.times.last(where: { $0.value == clash.other })
    else { return nil }
    let more =
      clash.count > 1
      ? Message(vi: " và \(clash.count - 1) lần khác", en: " and \(clash.count - 1) more times") : Message(vi: "", en: "")
    let room =
      limit == 1
      ? Message(vi: "mỗi lúc chỉ phát được một", en: "carries one at a time")
      : Message(vi: "mỗi lúc chỉ phát được \(limit)", en: "carries \(limit) at a time")
    return Diagnostic(
      rule, at: second.span,
      Message(
        vi:
          "trùng giờ với `\(one.path)` (\(clash.one.text)) trên kênh `\(channel.id)`, \(room.vi): ngày \(clash.day.officeText)\(more.vi)",
        en:
          "at the same time as `\(one.path)` (\(clash.one.text)) on the channel `\(channel.id)`, which \(room.en): \(clash.day.officeText)\(more.en)"
      ),
      help: Message(vi: "đổi giờ hoặc đổi ngày của một trong hai", en: "change the time or the day of one of the two"),
      related: [RelatedPlace(first.span, vi: "giờ của `\(one.path)`", en: "the time of `\(one.path)`")])
  }
}

extension TimeSlot {
  /// The minute after midnight at which it ends; a start without an end counts as half an hour.
  var endMinutes: Int { end?.minutes ?? start.minutes + 30 }

  /// How long it is.
  var minutes: Int { endMinutes - start.minutes }
}
