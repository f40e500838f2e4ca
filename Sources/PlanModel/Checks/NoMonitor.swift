/// Nobody watches over a piece of work of a plan.
enum NoMonitor: Check {
  static let rule = Rule(
    "no-monitor", .warning,
    vi: "Trong kế hoạch, mỗi việc cần có đơn vị theo dõi, đôn đốc.",
    en: "In a plan, every piece of work needs somebody who monitors it.",
    bad: """
      document: {kind: plan}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, product: 1 báo cáo}
      """,
    good: """
      document: {kind: plan}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, monitor: ubnd-tp, due: 15/05, product: 1 báo cáo}
      """)

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    let plan = schedule.plan
    guard plan.kind == .plan else { return [] }
    return plan.work.indices.compactMap { position in
      let item = plan.work[position]
      guard !item.isMonitorUnreadable, !isMonitored(position, schedule) else { return nil }
      let key = plan.keysAreVietnamese ? "theo dõi" : "monitor"
      let isSelf = item.roles.monitor?.members.isEmpty == false
      return Diagnostic(
        rule, at: item.idSpan,
        isSelf
          ? Message(
            vi: "`\(item.path)` không có ai theo dõi: đơn vị theo dõi mặc định chính là đơn vị chủ trì",
            en: "nobody monitors `\(item.path)`: the default monitor is the lead itself")
          : Message(vi: "`\(item.path)` chưa có đơn vị theo dõi", en: "nobody monitors `\(item.path)`"),
        help: Message(
          vi: "thêm `\(key): …`, hoặc ghi một lần ở phần mặc định", en: "add `\(key): …`, or write it once in the defaults"))
    }
  }

  private static func isMonitored(_ position: Int, _ schedule: Schedule) -> Bool {
    guard let members = schedule.plan.work[position].roles.monitor?.members, !members.isEmpty else { return false }
    guard let series = schedule.series(of: position), let slot = series.slots.first,
      let owner = series.responsibility.owners.first
    else { return true }
    return !schedule.monitors(series, slot, owner).isEmpty
  }
}
