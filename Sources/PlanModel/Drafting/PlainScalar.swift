/// Text written into a plan file so that it is read back as it was.
enum PlainScalar {
  /// The text, bare where YAML takes it so, else in double quotes.
  static func written(_ text: String) -> String {
    if isPlain(text) { return text }
    var result: [UInt8] = [UInt8(ascii: "\"")]
    // By bytes: `"` followed by a combining mark is one character, and has to be escaped all the same.
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    result.append(UInt8(ascii: "\""))
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a text means itself without quotes, in brackets too.
  private static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, last != 0x20 else { return false }
    guard first >= 0x80 || isLetterOrDigit(first) else { return false }
    return bytes.allSatisfy { byte in
      byte >= 0x80 || isLetterOrDigit(byte) || " -_./()+;".utf8.contains(byte)
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
