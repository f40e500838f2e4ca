/// A value of another kind than its key takes.
enum WrongType: Check {
  static let rule = Rule(
    "wrong-type", .error,
    vi: "Giá trị phải đúng loại mà khóa cần.",
    en: "A value must be of the kind its key takes.",
    bad: "title: [Tuyên truyền, năm 2018]\n",
    good: "title: Tuyên truyền năm 2018\n")

  enum Expected {
    case text, map, list, truth, number, year, oneOf([String])

    var message: Message {
      switch self {
      case .text: Message(vi: "một đoạn chữ", en: "a text")
      case .map: Message(vi: "các dòng `khóa: giá trị`", en: "lines `key: value`")
      case .list: Message(vi: "một danh sách", en: "a list")
      case .truth: Message(vi: "`có` hoặc `không`", en: "`yes` or `no`")
      case .number: Message(vi: "một số", en: "a number")
      case .year: Message(vi: "một năm từ 1970 đến 2199", en: "a year from 1970 to 2199")
      case .oneOf(let names):
        Message(vi: "một trong: \(names.joined(separator: ", "))", en: "one of: \(names.joined(separator: ", "))")
      }
    }
  }

  static func finding(
    _ key: String, expected: Expected, _ span: SourceSpan, given: String? = nil, suggestions: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "`\(key)` cần \(expected.message.vi)", en: "`\(key)` takes \(expected.message.en)"),
      help: suggestions.isEmpty ? nil : Suggestion.help(suggestions), fix: given.flatMap { Suggestion.fix($0, suggestions, span) }
    )
  }

  static func empty(_ key: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "`\(key)` chưa có giá trị", en: "`\(key)` has no value"),
      help: Message(
        vi: "viết giá trị sau dấu hai chấm, hoặc xóa dòng này", en: "write the value after the colon, or delete the line"))
  }
}
