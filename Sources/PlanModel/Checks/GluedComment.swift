/// A `#` glued to its word after an unquoted value: YAML takes it for a remark and the word is lost.
enum GluedComment: Check {
  static let rule = Rule(
    "glued-comment", .error,
    vi: "Chữ bắt đầu bằng # sau một giá trị không có dấu nháy sẽ bị mất.",
    en: "A word with # after an unquoted value would be lost.",
    bad: "title: Bài đăng #Zalo\n",
    good: "title: \"Bài đăng #Zalo\"\n")

  static func finding(_ span: SourceSpan, lost: String) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(vi: "`\(lost)` bị coi là ghi chú và sẽ mất", en: "`\(lost)` is taken for a comment and would be lost"),
      help: Message(
        vi: "đặt cả giá trị trong dấu nháy; nếu đúng là ghi chú thì thêm dấu cách sau #",
        en: "quote the whole value; if it is a comment, put a space after #"))
  }
}
