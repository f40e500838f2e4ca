/// The text is not YAML: a quote that never closes, a tab as indentation, a colon inside plain text.
enum Syntax: Check {
  static let rule = Rule(
    "syntax", .error,
    vi: "Tệp phải đúng cách viết YAML.",
    en: "The file must be well-formed YAML.",
    bad: "title: \"Tuyên truyền năm 2018\nnote: dấu nháy chưa đóng\n",
    good: "title: \"Tuyên truyền năm 2018\"\nnote: dấu nháy đã đóng\n")

  static func finding(
    problem: String, context: String, at problemAt: Int, contextAt: Int?, file: SourceFile, id: FileID
  ) -> Diagnostic {
    let cause = Cause(problem: problem, context: context, line: file.text(file.lineRange(file.line(at: problemAt))))
    var place = problemAt
    var related: [RelatedPlace] = []
    if cause == .openQuote, let contextAt {
      place = contextAt
    } else if let contextAt, file.line(at: contextAt) != file.line(at: problemAt) {
      let span = SourceSpan(file: id, start: contextAt, end: contextAt + 1)
      related.append(RelatedPlace(span, vi: "chỗ bắt đầu của phần đang đọc", en: "where the part being read begins"))
    }
    let end = place < file.bytes.count ? place + max(1, ByteScan.decode(file.bytes, at: place)?.length ?? 1) : place
    let (message, help) = text(cause)
    return Diagnostic(rule, at: SourceSpan(file: id, start: place, end: end), message, help: help, related: related)
  }

  static func empty(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "tệp trống, không có kế hoạch nào", en: "the file is empty: there is no plan in it"),
      help: Message(vi: "bắt đầu bằng dòng `plan: mã-kế-hoạch`", en: "start with a line `plan: some-id`"))
  }

  fileprivate enum Cause { case openQuote, tab, colonInText, missingColon, list, brackets, start, escape, indent, block, other }

  fileprivate static func text(_ cause: Cause) -> (Message, Message?) {
    switch cause {
    case .openQuote:
      (
        Message(vi: "dấu nháy mở ở đây không được đóng", en: "the quote opened here is never closed"),
        Message(vi: "thêm dấu nháy đóng ở cuối đoạn chữ", en: "add the closing quote at the end of the text")
      )
    case .tab:
      (
        Message(vi: "thụt dòng bằng phím Tab, YAML không nhận", en: "indented with a tab, which YAML does not allow"),
        Message(vi: "thay Tab bằng dấu cách", en: "use spaces instead of the tab")
      )
    case .colonInText:
      (
        Message(vi: "dấu hai chấm này không thể đứng ở đây", en: "this colon cannot stand here"),
        Message(
          vi: "nếu là chữ của đoạn văn thì đặt cả đoạn trong dấu nháy; nếu là khóa thì xem lại thụt dòng",
          en: "if it belongs to the text, quote the whole text; if it ends a key, look at the indentation")
      )
    case .missingColon:
      (
        Message(vi: "dòng này thiếu dấu hai chấm và dấu cách sau khóa", en: "a colon and a space are missing after a key"),
        Message(vi: "viết `khóa: giá trị`, có dấu cách sau dấu hai chấm", en: "write `key: value`, with a space after the colon")
      )
    case .list:
      (
        Message(vi: "gạch đầu dòng không thể đứng ở đây", en: "a list item cannot stand here"),
        Message(vi: "thụt các gạch đầu dòng thẳng hàng dưới khóa của chúng", en: "line the items up below their key")
      )
    case .brackets:
      (
        Message(vi: "ngoặc `[` hoặc `{` chưa được đóng đúng chỗ", en: "a `[` or `{` is not closed where it should be"),
        Message(
          vi: "thêm dấu phẩy hoặc ngoặc đóng; đoạn chữ có dấu hai chấm hay dấu phẩy thì đặt cả đoạn trong dấu nháy",
          en: "add the comma or the closing bracket; where a text has a colon or comma, quote the whole text")
      )
    case .start:
      (
        Message(vi: "giá trị không thể bắt đầu bằng dấu này", en: "a value cannot start with this character"),
        Message(vi: "đặt cả giá trị trong dấu nháy", en: "quote the whole value")
      )
    case .escape:
      (
        Message(
          vi: "sau dấu \\ trong dấu nháy kép có ký tự không hiểu được",
          en: "an unknown character follows \\ in a double-quoted text"),
        Message(vi: "viết \\\\ hoặc dùng dấu nháy đơn", en: "write \\\\ or use single quotes")
      )
    case .indent:
      (
        Message(
          vi: "dòng này không thẳng hàng với các khóa cùng cấp", en: "this line does not line up with the keys of its level"),
        Message(
          vi: "thụt dòng bằng các khóa bên cạnh; xem dòng trước có dấu nháy hay ngoặc đóng sớm không",
          en: "indent it like its neighbours; look whether a quote or bracket closes too early on the line before")
      )
    case .block:
      (
        Message(vi: "sau dấu | hoặc > phải xuống dòng", en: "a line break must follow | or >"),
        Message(vi: "xuống dòng rồi mới viết đoạn văn", en: "start the text on the next line")
      )
    case .other:
      (Message(vi: "không đọc được tệp từ chỗ này", en: "the file cannot be read from here on"), nil)
    }
  }
}

extension Syntax.Cause {
  /// What libyaml's words mean in an office's terms.
  fileprivate init(problem: String, context: String, line: String) {
    switch problem {
    case "found unexpected end of stream" where context.contains("quoted"), "found unexpected document indicator":
      self = .openQuote
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      self = .escape
    case "mapping values are not allowed in this context": self = .colonInText
    case "could not find expected ':'": self = .missingColon
    case "block sequence entries are not allowed in this context", "did not find expected '-' indicator": self = .list
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'", "did not find expected node content":
      self = .brackets
    case "found character that cannot start any token":
      self = line.utf8.first(where: { $0 != 0x20 }) == 0x09 ? .tab : .start
    case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
      self = .tab
    case "did not find expected alphabetic or numeric character", "found undefined tag handle",
      "did not find expected whitespace or line break", "did not find URI escaped octet", "did not find the expected '!'":
      self = .start
    case "did not find expected key", "did not find expected <document start>": self = .indent
    case "did not find expected comment or line break": self = .block
    default: self = .other
    }
  }
}
