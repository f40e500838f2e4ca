/// A channel that the plan does not define.
enum UnknownChannel: Check {
  static let rule = Rule(
    "unknown-channel", .error,
    vi: "Kênh được nhắc đến phải có trong danh sách kênh.",
    en: "A channel that is named must be defined.",
    bad: """
      channels: {mot-cua: Một cửa}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, channels: mot-cuaa}
      """,
    good: """
      channels: {mot-cua: Một cửa}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05, channels: mot-cua}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard !plan.channels.isIncomplete else { return [] }
    return plan.references.channels.filter { !plan.channels.isKnown($0.value) }.enumerated().map { number, reference in
      UnknownReference.finding(
        rule, noun: Message(vi: "kênh", en: "channel"), reference, ids: number < 100 ? plan.channels.ids.map(\.value.text) : [])
    }
  }
}
