/// An activity of a plan delivers nothing that could be counted.
enum NoProduct: Check {
  static let rule = Rule(
    "no-product", .warning,
    vi: "Trong kế hoạch, mỗi hoạt động có thời hạn cần ghi sản phẩm.",
    en: "In a plan, every dated activity needs a product.",
    bad: """
      document: {kind: plan}
      defaults: {monitor: ubnd-tp}
      activities:
        to-roi: {title: In tờ rơi, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      document: {kind: plan}
      defaults: {monitor: ubnd-tp}
      activities:
        to-roi: {title: In tờ rơi, lead: phong-vhtt, due: 15/05, product: 500 tờ rơi}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard plan.kind == .plan else { return [] }
    return plan.activities.all.compactMap { activity in
      let work = activity.work.map { plan.work[$0] }
      guard !work.isEmpty, !work.contains(where: \.hasProduct), work.contains(where: needsProduct) else { return nil }
      let key = plan.keysAreVietnamese ? "sản phẩm" : "product"
      return Diagnostic(
        rule, at: activity.idSpan,
        Message(vi: "`\(activity.id)` chưa ghi sản phẩm", en: "`\(activity.id)` has no product"),
        help: Message(vi: "thêm `\(key): 20 tấm băng-rôn`, chẳng hạn", en: "add, for example, `\(key): 20 tấm băng-rôn`"))
    }
  }

  private static func needsProduct(_ item: WorkItem) -> Bool {
    guard !item.isInternal, let timing = item.timing else { return false }
    if case .open = timing.shape { return false }
    return true
  }
}
