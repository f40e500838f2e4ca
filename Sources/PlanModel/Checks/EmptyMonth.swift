/// A month of a plan in which nothing happens.
enum EmptyMonth: Check {
  static let rule = Rule(
    "empty-month", .warning,
    vi: "Sau khi ban hành, tháng nào của kế hoạch cũng nên có việc.",
    en: "After its issue, every month of a plan should have something in it.",
    bad: """
      document: {kind: plan}
      defaults: {monitor: ubnd-tp}
      period: {from: 01/01/2018, to: 30/06/2018}
      activities:
        tin: {title: Tin, lead: phong-vhtt, when: January to April, product: 4 tin}
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/06, product: 1 báo cáo}
      """,
    good: """
      document: {kind: plan}
      defaults: {monitor: ubnd-tp}
      period: {from: 01/01/2018, to: 30/06/2018}
      activities:
        tin: {title: Tin, lead: phong-vhtt, when: January to May, product: 5 tin}
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/06, product: 1 báo cáo}
      """)

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    let plan = schedule.plan
    // Work whose days are not known might lie anywhere.
    guard plan.kind == .plan, !plan.work.isEmpty, schedule.series.count == plan.work.count, !plan.isWorkIncomplete,
      !plan.work.contains(where: \.isTimingUnreadable)
    else { return [] }
    var empty: Set<Int> = Set(CivilMonth(of: plan.period.first).index...CivilMonth(of: plan.period.last).index)
    if let issued = plan.issued {
      // Only whole months after the day of issue count.
      let month = CivilMonth(of: issued).index
      empty = empty.filter { $0 > month || ($0 == month && issued.day == 1) }
    }
    for series in schedule.series {
      for slot in series.slots {
        guard let start = slot.start ?? slot.due else { continue }
        let last = slot.due ?? plan.period.last
        guard start <= last else { continue }
        for month in CivilMonth(of: start).index...CivilMonth(of: last).index { empty.remove(month) }
        if empty.isEmpty { return [] }
      }
    }
    guard !empty.isEmpty else { return [] }
    let list = empty.sorted().map { "\($0 % 12 + 1)/\($0 / 12)" }.joined(separator: ", ")
    return [
      Diagnostic(
        rule, at: plan.idSpan,
        Message(vi: "không có việc nào trong tháng \(list)", en: "nothing happens in the months \(list)"),
        help: Message(
          vi: "thêm việc, hoặc kéo dài một đợt qua tháng ấy", en: "add work, or let something last through the month"))
    ]
  }
}
