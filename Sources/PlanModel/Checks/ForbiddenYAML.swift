/// YAML that programmers use and a plan file does not: anchors, aliases, tags, merge keys, complex keys, several documents.
enum ForbiddenYAML: Check {
  static let rule = Rule(
    "forbidden-yaml", .error,
    vi: "Không dùng nhãn neo, bí danh, thẻ kiểu, khóa gộp, khóa phức hợp, chỉ thị hay nhiều tài liệu trong một tệp.",
    en: "No anchors, aliases, tags, merge keys, complex keys, directives or several documents in one file.",
    bad: "title: &ten Tuyên truyền\nnote: *ten\n",
    good: "title: Tuyên truyền\nnote: Tuyên truyền\n")

  private static let reuse = Message(
    vi: "viết giá trị ra đầy đủ; dùng `defaults` hoặc `use` để khỏi lặp lại",
    en: "write the value out; `defaults` and `use` save repeating")

  static func anchor(_ name: String, isAlias: Bool, _ span: SourceSpan, others: [RelatedPlace]) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      isAlias
        ? Message(
          vi: "bí danh `*\(name)` không được dùng trong tệp kế hoạch", en: "the alias `*\(name)` is not allowed in a plan file")
        : Message(
          vi: "nhãn neo `&\(name)` không được dùng trong tệp kế hoạch", en: "the anchor `&\(name)` is not allowed in a plan file"),
      help: isAlias
        ? Message(
          vi: "nếu dấu * thuộc đoạn chữ thì đặt cả đoạn trong dấu nháy; nếu không, viết giá trị ra đầy đủ",
          en: "if the * belongs to the text, quote the whole text; else write the value out") : reuse,
      related: others)
  }

  static func tag(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(vi: "thẻ kiểu (`!…`) không được dùng trong tệp kế hoạch", en: "a tag (`!…`) is not allowed in a plan file"),
      help: Message(
        vi: "bỏ thẻ; nếu dấu ! thuộc đoạn chữ thì đặt cả đoạn trong dấu nháy",
        en: "drop the tag; if the ! belongs to the text, quote it"))
  }

  static func mergeKey(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(vi: "khóa gộp `<<` không được dùng trong tệp kế hoạch", en: "the merge key `<<` is not allowed in a plan file"),
      help: reuse)
  }

  static func complexKey(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "khóa phải là một từ, không phải danh sách hay khóa viết với `?`",
        en: "a key is a word, not a collection or a key after `?`"),
      help: Message(vi: "viết `khóa: giá trị`", en: "write `key: value`"))
  }

  static func document(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(
        vi: "mỗi tệp chỉ một kế hoạch: tài liệu thứ hai bắt đầu ở đây", en: "one plan a file: a second document starts here"),
      help: Message(vi: "tách phần sau `---` thành tệp riêng", en: "move what follows `---` to a file of its own"))
  }

  static func directive(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span,
      Message(vi: "chỉ thị (`%…`) không được dùng trong tệp kế hoạch", en: "a directive (`%…`) is not allowed in a plan file"),
      help: Message(vi: "xóa dòng này", en: "delete the line"))
  }
}
