/// More is due from one unit on a day than anybody can do.
enum OverloadedDay: Check {
  /// The most tasks of one unit that may be due on a day.
  static let limit = 10

  static let rule = Rule(
    "overloaded-day", .warning,
    vi: "Một đơn vị không nên có quá mười việc đến hạn trong một ngày.",
    en: "One unit should not have more than ten tasks due on a day.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, day: 15/05, time: ["07:00", "08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00"]}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, day: 15/05, time: ["07:00", "08:00", "09:00", "10:00"]}
      """)

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    let plan = schedule.plan
    // Owners that share all their work share their days: what a fan-out gives to each is counted once. Each owner belongs to a lot,
    // and each series moves its owners from the lots they are in to new ones.
    var lots = [Lot(parent: 0, series: -1)]
    var lotOf = [Int](repeating: 0, count: plan.units.count)
    for (number, series) in schedule.series.enumerated() where series.slots.contains(where: { $0.due != nil }) {
      var moved: [Int: Int] = [:]
      var last = (from: -1, to: -1)
      // A hundred thousand owners of a national plan pass here.
      lotOf.withUnsafeMutableBufferPointer { lotOf in
        for owner in series.responsibility.owners {
          let lot = lotOf[owner.unit]
          if lot != last.from {
            if moved[lot] == nil {
              moved[lot] = lots.count
              lots.append(Lot(parent: lot, series: number))
            }
            last = (lot, moved[lot] ?? 0)
          }
          lotOf[owner.unit] = last.to
        }
      }
    }
    var busy: [Int: [CivilDate]] = [:]
    for lot in lotOf.sorted() where busy[lot] == nil {
      // What a lot has to do is what its parent has, and one series more.
      var numbers: [Int] = []
      var next = lot
      while next > 0 {
        numbers.append(lots[next].series)
        next = lots[next].parent
      }
      busy[lot] = busyDays(schedule, numbers)
    }
    busy = busy.filter { !$0.value.isEmpty }
    if busy.isEmpty { return [] }
    return plan.units.all.indices.compactMap { unit in
      let days = busy[lotOf[unit]] ?? []
      guard !days.isEmpty else { return nil }
      let list = days.prefix(4).map(\.officeText).joined(separator: ", ") + (days.count > 4 ? ", …" : "")
      let id = plan.units[unit].id
      return Diagnostic(
        rule, at: plan.units[unit].idSpan,
        Message(
          vi: "`\(id)` có hơn \(limit) việc đến hạn cùng ngày: \(list)",
          en: "`\(id)` has more than \(limit) tasks due on one day: \(list)"),
        help: Message(
          vi: "giãn bớt hạn, hoặc giao bớt cho đơn vị khác", en: "spread the deadlines, or let another unit take some"))
    }
  }

  /// Owners that have the same work: that of a lot made before, and one series more.
  private struct Lot {
    let parent: Int
    let series: Int
  }

  private static func busyDays(_ schedule: Schedule, _ numbers: [Int]) -> [CivilDate] {
    // Most units have so little work that no day can be too full.
    guard numbers.reduce(0, { $0 + schedule.series[$1].slots.count }) > limit else { return [] }
    var days: [CivilDate] = []
    for number in numbers { for slot in schedule.series[number].slots { if let due = slot.due { days.append(due) } } }
    days.sort()
    // A day that is there again as many places further on is there more often than that.
    var busy: [CivilDate] = []
    for (day, later) in zip(days, days.dropFirst(limit)) where day == later && busy.last != day { busy.append(day) }
    return busy
  }
}
