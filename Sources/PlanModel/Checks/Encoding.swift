/// The bytes are not UTF-8 text, or hold characters that cannot be seen.
enum Encoding: Check {
  static let rule = Rule(
    "encoding", .error,
    vi: "Tệp phải là chữ UTF-8, không có ký tự điều khiển.",
    en: "The file must be UTF-8 text without control characters.",
    bad: "title: \"Tuyên truyền \\x1b[31m\"\n",
    good: "title: \"Tuyên truyền\"\n")

  static func notUTF8(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "chỗ này không phải chữ UTF-8", en: "this is not UTF-8 text"),
      help: Message(
        vi: "lưu lại tệp với bảng mã UTF-8 (không dùng TCVN3, VNI)", en: "save the file in the UTF-8 encoding (not TCVN3 or VNI)")
    )
  }

  static func utf16(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      rule, at: span, Message(vi: "tệp được lưu bằng UTF-16", en: "the file is saved as UTF-16"),
      help: Message(vi: "lưu lại tệp với bảng mã UTF-8", en: "save the file in the UTF-8 encoding"))
  }

  static func control(_ scalar: UInt32, _ span: SourceSpan) -> Diagnostic {
    let name = "U+" + hex(scalar)
    return Diagnostic(
      rule, at: span,
      Message(vi: "có ký tự điều khiển \(name) không nhìn thấy", en: "there is an invisible control character \(name)"),
      help: Message(vi: "xóa ký tự ấy", en: "delete it"))
  }

  static func lineSeparator(_ scalar: UInt32, _ span: SourceSpan) -> Diagnostic {
    let name = "U+" + hex(scalar)
    return Diagnostic(
      rule, at: span, Message(vi: "có dấu ngắt dòng lạ \(name)", en: "there is an unusual line separator \(name)"),
      help: Message(vi: "thay bằng phím Enter thông thường", en: "replace it by an ordinary line break"))
  }

  static func direction(_ scalar: UInt32, _ span: SourceSpan) -> Diagnostic {
    let name = "U+" + hex(scalar)
    return Diagnostic(
      rule, at: span,
      Message(
        vi: "có ký tự \(name) đảo chiều chữ, làm chữ hiện ra khác với nội dung",
        en: "there is a character \(name) that turns the direction of the text, so that it shows other than it is"),
      help: Message(vi: "xóa ký tự ấy", en: "delete it"))
  }

  private static func hex(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
