/// A unit that is defined and has no part in the plan.
enum UnusedUnit: Check {
  static let rule = Rule(
    "unused-unit", .warning,
    vi: "Đơn vị khai trong kế hoạch mà không việc nào nhắc đến.",
    en: "A unit is defined in the plan and never used.",
    bad: """
      units: {phong-vhtt: Phòng VHTT, phong-noi-vu: Phòng Nội vụ}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      units: {phong-vhtt: Phòng VHTT, phong-noi-vu: Phòng Nội vụ}
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, coordinate: phong-noi-vu, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    var used = Set(plan.references.units.map(\.value))
    for unit in plan.units.all { used.formUnion(unit.members.map(\.value)) }
    return UnusedDefinition.findings(rule, plan.units, used, Message(vi: "đơn vị", en: "unit"), isNeeded: plan.isWorkWhole)
  }
}

/// A theme that is defined and that no activity speaks of.
enum UnusedTheme: Check {
  static let rule = Rule(
    "unused-theme", .warning,
    vi: "Chủ đề khai trong kế hoạch mà không hoạt động nào nói đến.",
    en: "A theme is defined in the plan and no activity has it.",
    bad: """
      themes: {mot-cua: Cơ chế một cửa, buu-chinh: Bưu chính công ích}
      activities:
        bao-cao: {title: Báo cáo, themes: mot-cua, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      themes: {mot-cua: Cơ chế một cửa, buu-chinh: Bưu chính công ích}
      activities:
        bao-cao: {title: Báo cáo, themes: [mot-cua, buu-chinh], lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    UnusedDefinition.findings(
      rule, plan.themes, Set(plan.work.flatMap { $0.themes.map(\.value) }), Message(vi: "chủ đề", en: "theme"),
      isNeeded: plan.isWorkWhole)
  }
}

/// A channel that is defined and that no activity uses.
enum UnusedChannel: Check {
  static let rule = Rule(
    "unused-channel", .warning,
    vi: "Kênh khai trong kế hoạch mà không hoạt động nào dùng.",
    en: "A channel is defined in the plan and no activity uses it.",
    bad: """
      channels: {cong-ttdt: Cổng thông tin, bang-tin: Bảng tin}
      activities:
        bao-cao: {title: Báo cáo, channels: cong-ttdt, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      channels: {cong-ttdt: Cổng thông tin, bang-tin: Bảng tin}
      activities:
        bao-cao: {title: Báo cáo, channels: [cong-ttdt, bang-tin], lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    UnusedDefinition.findings(
      rule, plan.channels, Set(plan.work.flatMap { $0.channels.map(\.value) }), Message(vi: "kênh", en: "channel"),
      isNeeded: plan.isWorkWhole)
  }
}

/// What the checks of definitions share.
enum UnusedDefinition {
  /// The ids that the plan's own file defines and nothing refers to; a registry serves other plans too.
  static func findings<Entity>(
    _ rule: Rule, _ table: EntityTable<Entity>, _ used: Set<Identifier<Entity>>, _ noun: Message, isNeeded: Bool
  ) -> [Diagnostic] {
    // A registry validated alone has no activities that could use anything.
    guard isNeeded else { return [] }
    return table.ids.filter { $0.span.file == FileID(0) && !used.contains($0.value) }.map { id in
      Diagnostic(
        rule, at: id.span,
        Message(vi: "\(noun.vi) `\(id.value)` không được dùng", en: "the \(noun.en) `\(id.value)` is never used"),
        help: Message(vi: "dùng vào việc nào đó, hoặc xóa đi", en: "use it, or delete it"))
    }
  }
}
