/// A role, parent, member, operator, successor or issuer that names no unit of the plan.
enum UnknownUnit: Check {
  static let rule = Rule(
    "unknown-unit", .error,
    vi: "Đơn vị được nhắc đến phải có trong danh sách đơn vị.",
    en: "A unit that is named must be defined.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhttt, due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05}
      """)

  static func findings(in plan: Plan) -> [Diagnostic] {
    guard !plan.units.isIncomplete else { return [] }
    return plan.references.units.filter { !plan.units.isKnown($0.value) }.enumerated().map { number, reference in
      // Somebody may have written the name of a unit in place of its id.
      let text = NormalizedText.folded(reference.value.text)
      let named = number < 100 ? plan.units.all.filter { NormalizedText.folded($0.name) == text }.map(\.id.text) : []
      return UnknownReference.finding(
        rule, noun: Message(vi: "đơn vị", en: "unit"), reference, ids: number < 100 ? plan.units.ids.map(\.value.text) : [],
        named: named)
    }
  }
}

/// What the checks of references share.
enum UnknownReference {
  static func finding<Entity>(
    _ rule: Rule, noun: Message, _ reference: Reference<Entity>, ids: [String], named: [String] = []
  ) -> Diagnostic {
    let text = reference.value.text
    let close = named.isEmpty ? nearest(to: text, among: ids) : named
    let help =
      close.isEmpty
      ? Message(vi: "thêm \(noun.vi) này vào kế hoạch, hoặc sửa mã", en: "define this \(noun.en), or mend the id")
      : Suggestion.help(close)
    return Diagnostic(
      rule, at: reference.span, Message(vi: "không có \(noun.vi) `\(text)`", en: "there is no \(noun.en) `\(text)`"), help: help,
      fix: Suggestion.fix(text, close, reference.span))
  }
}
