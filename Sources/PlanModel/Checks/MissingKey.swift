/// A key that must be there and is not.
enum MissingKey: Check {
  static let rule = Rule(
    "missing-key", .error,
    vi: "Kế hoạch cần mã, tên, năm và hoạt động; hoạt động cần tên và thời gian.",
    en: "A plan needs an id, a title, a year and activities; an activity a title and a timing.",
    bad: """
      activities:
        phat-thanh:
          title: Phát thanh
          lead: phong-vhtt
      """,
    good: """
      activities:
        phat-thanh:
          title: Phát thanh
          lead: phong-vhtt
          when: tháng 5
      """)

  static func finding(_ key: KeyLabel, of owner: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "\(owner.vi) thiếu `\(key.name)`", en: "\(owner.en) lacks `\(key.name)`"),
      help: Message(vi: "thêm dòng `\(key.name): …`", en: "add a line `\(key.name): …`"))
  }

  static func yearOrPeriod(_ year: KeyLabel, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "kế hoạch thiếu `\(year.name)`", en: "the plan lacks `\(year.name)`"),
      help: Message(
        vi: "thêm dòng `\(year.name): 2018`, hoặc thời gian thực hiện từ ngày đến ngày",
        en: "add a line `\(year.name): 2018`, or a period from day to day"))
  }

  static func cutOff(_ span: SourceSpan, isVietnamese: Bool) -> Diagnostic {
    let example = isVietnamese ? "kỳ báo cáo: {ngày chốt số liệu: 14}" : "reporting: {cut_off: 14}"
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "kế hoạch chưa ghi ngày chốt số liệu của kỳ báo cáo",
        en: "the plan does not say on which day the data of reports closes"),
      help: Message(vi: "thêm vào phần đầu: `\(example)`", en: "add to the head: `\(example)`"))
  }

  static func timing(of owner: Message, at span: SourceSpan, example: String) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "\(owner.vi) không có thời gian nào", en: "\(owner.en) has no timing"),
      help: Message(vi: "thêm thời gian, ví dụ `\(example)`", en: "add a timing, for example `\(example)`"))
  }
}
