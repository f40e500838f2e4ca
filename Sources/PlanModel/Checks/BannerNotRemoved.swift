/// A banner goes up and nothing says when it comes down.
enum BannerNotRemoved: Check {
  static let rule = Rule(
    "banner-not-removed", .warning,
    vi: "Băng-rôn treo lên phải có ngày hạ xuống: ghi thành đợt, hoặc thêm việc tháo dỡ sau đó.",
    en: "A banner that goes up must come down: give it a window, or work that comes after it.",
    bad: """
      channels: {bang-ron: {name: Băng-rôn, kind: banner}}
      activities:
        treo: {title: Treo băng-rôn, channels: bang-ron, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      channels: {bang-ron: {name: Băng-rôn, kind: banner}}
      activities:
        bang-ron:
          title: Băng-rôn
          channels: bang-ron
          lead: phong-vhtt
          phases:
            treo: {title: Treo, due: 15/05}
            thao: {title: Tháo dỡ, due: 29/06, after: treo}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard plan.channels.all.contains(where: { $0.kind == .banner }) else { return [] }
    // What something comes after.
    var ended: Set<Int> = []
    // What comes after a banner is its end, and needs none itself.
    var ends: Set<Int> = []
    func isBanner(_ position: Int) -> Bool {
      plan.work[position].channels.contains { plan.channels[$0.value]?.kind == .banner }
    }
    for (position, item) in plan.work.enumerated() {
      for name in item.after {
        guard case .work(let targets) = plan.target(of: name.value, from: position, milestonesToo: false) else { continue }
        ended.formUnion(targets)
        if targets.contains(where: isBanner) { ends.insert(position) }
      }
    }
    for activity in plan.activities.all {
      for name in activity.after {
        if case .work(let targets) = plan.target(of: name.value, from: activity.work.lowerBound, milestonesToo: false) {
          ended.formUnion(targets)
        }
      }
    }
    return plan.work.indices.compactMap { position in
      let item = plan.work[position]
      guard !ended.contains(position), !ends.contains(position), let timing = item.timing, !hasEnd(timing.shape),
        isBanner(position)
      else { return nil }
      return Diagnostic(
        rule, at: item.idSpan,
        Message(
          vi: "`\(item.path)` treo băng-rôn mà không nói khi nào tháo dỡ",
          en: "`\(item.path)` puts a banner up, and nothing says when it comes down"),
        help: Message(
          vi: "ghi thành đợt (từ … đến …), hoặc thêm giai đoạn tháo dỡ `sau` giai đoạn treo",
          en: "give it a window (from … to …), or add a phase `after` it that takes it down"))
    }
  }

  private static func hasEnd(_ shape: Timing) -> Bool {
    switch shape {
    case .window, .range: true
    // Nothing goes up on a day that is not known.
    case .open(let open): open.value != .ongoing
    default: false
    }
  }
}
