/// Collections inside collections, more than 32 deep.
enum TooDeep: Check {
  static let rule = Rule(
    "too-deep", .error,
    vi: "Các cấp lồng nhau không quá 32.",
    en: "Nothing is nested more than 32 deep.",
    bad: "note: " + String(repeating: "[", count: 33) + String(repeating: "]", count: 33) + "\n",
    good: "note: một đoạn chữ\n")

  static func finding(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "lồng nhau quá 32 cấp", en: "nested more than 32 deep"),
      help: Message(
        vi: "tệp kế hoạch không cần quá 8 cấp: xem lại ngoặc và thụt dòng",
        en: "a plan needs no more than 8 levels: look at brackets and indentation"))
  }
}
