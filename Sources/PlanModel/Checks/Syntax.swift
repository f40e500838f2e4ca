/// The text is not YAML: a quote that never closes, a tab as indentation, a colon inside plain text.
enum Syntax: Check {
  static let rule = Rule(
    "syntax", .error,
    vi: "Tệp phải đúng cách viết YAML.",
    en: "The file must be well-formed YAML.",
    bad: "title: \"Tuyên truyền năm 2018\nnote: dấu nháy chưa đóng\n",
    good: "title: \"Tuyên truyền năm 2018\"\nnote: dấu nháy đã đóng\n")

  /// Where libyaml stumbled, as it says itself, and what it had read last.
  struct Stumble {
    let problem: String
    let context: String
    let problemAt: Int
    let contextAt: Int?
    /// The last text in quotes, as byte offsets.
    let lastQuoted: Range<Int>?
  }

  static func finding(_ stumble: Stumble, file: SourceFile, id: FileID) -> Diagnostic {
    let (place, cause) = SyntaxPlace(file, stumble).found
    var related: [RelatedPlace] = []
    if let contextAt = stumble.contextAt, cause != .openQuote, file.line(at: contextAt) != file.line(at: place) {
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

  /// What is wrong, in an office's terms.
  enum Cause {
    case openQuote, afterQuote, tab, colonInText, missingColon, missingSpace, fullWidthColon, noBreakSpace, noBreakIndent, list
    case openBracket, brackets, start, escape, indent, block, other
  }

  private static func text(_ cause: Cause) -> (Message, Message?) {
    switch cause {
    case .openQuote:
      (
        Message(vi: "dấu nháy mở ở đây không được đóng", en: "the quote opened here is never closed"),
        Message(vi: "thêm dấu nháy đóng ở cuối đoạn chữ", en: "add the closing quote at the end of the text")
      )
    case .afterQuote:
      (
        Message(vi: "còn chữ sau dấu nháy đóng", en: "text goes on after the closing quote"),
        Message(
          vi: "đưa cả đoạn vào trong dấu nháy; trong đoạn có dấu \" thì dùng dấu nháy đơn bao ngoài",
          en: "put the whole text between the quotes; where it holds \" itself, use single quotes around it")
      )
    case .missingSpace:
      (
        Message(vi: "thiếu dấu cách sau dấu hai chấm", en: "a space is missing after the colon"),
        Message(vi: "viết `khóa: giá trị`", en: "write `key: value`")
      )
    case .fullWidthColon:
      (
        Message(vi: "`：` là dấu hai chấm kiểu chữ rộng, không phải `:`", en: "`：` is a full-width colon, not `:`"),
        Message(vi: "gõ lại dấu hai chấm thường, có dấu cách ở sau", en: "type an ordinary colon, with a space after it")
      )
    case .noBreakSpace:
      (
        Message(
          vi: "sau dấu hai chấm là dấu cách không ngắt (U+00A0), không phải dấu cách",
          en: "a no-break space (U+00A0) follows the colon, not a space"),
        Message(vi: "xóa và gõ lại bằng phím cách", en: "delete it and type an ordinary space")
      )
    case .noBreakIndent:
      (
        Message(
          vi: "thụt dòng bằng dấu cách không ngắt, YAML không coi là dấu cách",
          en: "indented with no-break spaces, which YAML does not take for spaces"),
        Message(vi: "xóa và gõ lại bằng phím cách", en: "delete them and type ordinary spaces")
      )
    case .openBracket:
      (
        Message(vi: "ngoặc mở ở đây không được đóng", en: "the bracket opened here is never closed"),
        Message(
          vi: "thêm ngoặc đóng; đoạn chữ có dấu hai chấm hay dấu phẩy thì đặt cả đoạn trong dấu nháy",
          en: "add the closing bracket; where a text has a colon or comma, quote the whole text")
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
        Message(vi: "dòng này không có dấu hai chấm sau khóa", en: "there is no colon after the key on this line"),
        Message(
          vi: "viết `khóa: giá trị`; nối với dòng trên thì thụt sâu hơn khóa của nó; là ghi chú thì thêm # ở đầu",
          en: "write `key: value`; where it goes on with the text above, indent it deeper; where it is a remark, put # before it")
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
