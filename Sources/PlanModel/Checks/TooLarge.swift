/// A file, a text, a key or an expansion beyond what a plan can need.
enum TooLarge: Check {
  static let rule = Rule(
    "too-large", .error,
    vi: "Tệp không quá 8 MiB; một đoạn chữ không quá 64 KiB; một hoạt động không quá 1.000.000 nhiệm vụ.",
    en: "A file is 8 MiB at most, a text 64 KiB, an activity 1,000,000 tasks.",
    bad: """
      period: {from: 01/01/1970, to: 31/12/2199}
      activities:
        phat-loa:
          title: Phát loa
          lead: phong-vhtt
          every: day
          time: ["05:00", "05:30", "06:00", "06:30", "07:00", "07:30", "08:00", "08:30", "09:00", "09:30", "10:00", "10:30"]
      """,
    good: """
      activities:
        phat-loa:
          title: Phát loa
          lead: phong-vhtt
          every: day
          time: "05:00"
      """)

  static func file(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(vi: "tệp và những tệp nó dùng lớn hơn 8 MiB", en: "the file with what it uses is larger than 8 MiB"),
      help: Message(vi: "kiểm tra lại có đúng là tệp kế hoạch không", en: "check that this is a plan file"))
  }

  static func scalar(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(rule, at: span, Message(vi: "đoạn chữ này dài hơn 64 KiB", en: "this text is longer than 64 KiB"))
  }

  static func key(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(rule, at: span, Message(vi: "khóa này dài hơn 256 byte", en: "this key is longer than 256 bytes"))
  }

  static func nodes(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(rule, at: span, Message(vi: "tệp có hơn 1.000.000 giá trị", en: "the file holds more than 1,000,000 values"))
  }

  static func run(_ span: SourceSpan, activity: String, limit: Int) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "tính đến hoạt động `\(activity)`, kế hoạch sinh ra hơn \(limit) nhiệm vụ",
        en: "with the activity `\(activity)` the plan makes more than \(limit) tasks"),
      help: Message(
        vi: "giảm số lần lặp hoặc số đơn vị, hoặc tách kế hoạch",
        en: "let work recur less often or for fewer units, or split the plan"))
  }

  static func findings(_ span: SourceSpan, limit: Int) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "có hơn \(limit) lỗi; từ đây không nêu nữa", en: "there are more than \(limit) findings; the rest is not shown"),
      help: Message(vi: "kiểm tra lại có đúng là tệp kế hoạch không", en: "check that this is a plan file"))
  }

  static func tasks(_ span: SourceSpan, activity: String, count: Int, limit: Int) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "hoạt động `\(activity)` sinh ra \(count) nhiệm vụ, quá giới hạn \(limit)",
        en: "the activity `\(activity)` makes \(count) tasks, more than the limit of \(limit)"),
      help: Message(vi: "giảm số lần lặp hoặc số đơn vị", en: "let it recur less often or for fewer units"))
  }
}
