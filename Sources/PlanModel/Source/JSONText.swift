/// Writes JSON, escaping by bytes; the text is compact, keys in the order given.
public struct JSONText: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Makes an empty text.
  public init() {}

  /// The text.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes what has been written so far away, so that a long text need not be held whole.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Writes an object whose members `body` writes.
  public mutating func object(_ body: (inout JSONText) -> Void) { enclosed("{", "}", body) }

  /// Writes an array whose items `body` writes.
  public mutating func array(_ body: (inout JSONText) -> Void) { enclosed("[", "]", body) }

  /// Writes the key of the next value.
  public mutating func key(_ key: String) {
    value { $0.quote(key) }
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a text, or null.
  public mutating func string(_ text: String?) {
    guard let text else { return null() }
    value { $0.quote(text) }
  }

  /// Writes members of an object that are texts, or null.
  public mutating func members(_ texts: [(key: String, text: String?)]) {
    for (key, text) in texts {
      self.key(key)
      string(text)
    }
  }

  /// Writes a whole number, or null.
  public mutating func number(_ number: Int?) {
    guard let number else { return null() }
    value { $0.bytes += String(number).utf8 }
  }

  /// Writes a truth value.
  public mutating func truth(_ truth: Bool) { value { $0.bytes += (truth ? "true" : "false").utf8 } }

  /// Writes null.
  public mutating func null() { value { $0.bytes += "null".utf8 } }

  /// Writes an array of texts.
  public mutating func strings(_ texts: some Sequence<String>) { array { json in for text in texts { json.string(text) } } }

  /// Breaks the line, where a reader of the text is glad of it.
  public mutating func newline() { bytes.append(0x0A) }

  private mutating func enclosed(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONText) -> Void) {
    value { json in
      json.bytes.append(UInt8(ascii: open))
      json.needsComma = false
      body(&json)
      json.bytes.append(UInt8(ascii: close))
    }
  }

  private mutating func value(_ write: (inout JSONText) -> Void) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    write(&self)
    needsComma = true
  }

  private mutating func quote(_ text: String) {
    let hex = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    // What a terminal would act on or a reader cannot see stands as an escape; JSON means the same by it.
    guard !text.utf8.contains(where: { $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF || $0 == 0xD8 || $0 == 0xF3 }) else {
      for scalar in text.unicodeScalars { quote(scalar) }
      bytes.append(UInt8(ascii: "\""))
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20, 0x7F: bytes += "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func quote(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [] {
        let digits = String(unit, radix: 16)
        bytes += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
      }
    default:
      if scalar == "\"" || scalar == "\\" { bytes.append(UInt8(ascii: "\\")) }
      bytes += String(scalar).utf8
    }
  }
}
