/// Writes iCalendar content lines (RFC 5545 section 3.1): escaped, folded at 75 octets, ended by CRLF.
///
/// A line is put together whole and folded once, by bytes: never inside a UTF-8 sequence, never before a combining mark.
struct ContentLines: ~Copyable {
  /// The finished lines.
  var buffer: ByteBuffer
  private var line = ByteBuffer(capacity: 1 << 10)

  /// Makes room for so many bytes of finished lines before more has to be found.
  init(capacity: Int = 1 << 12) { buffer = ByteBuffer(capacity: capacity) }

  /// The finished lines as an array.
  var bytes: [UInt8] { buffer.array }

  /// Writes a line of a name, with parameters where they belong to it, and a value that needs no escaping.
  mutating func line(_ name: StaticString, _ value: String) {
    start(name)
    line.append(string: value)
    finish()
  }

  /// Writes a line whose value is TEXT (RFC 5545 section 3.3.11).
  mutating func text(_ name: StaticString, _ value: String) {
    start(name)
    line.append(escaping: value)
    finish()
  }

  /// Writes a line whose value is a list of TEXT.
  mutating func texts(_ name: StaticString, _ values: [String]) {
    start(name)
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line.append(escaping: value)
    }
    finish()
  }

  /// Writes a line whose value `body` puts together of pieces that are escaped already.
  mutating func line(_ name: StaticString, pieces body: (inout ByteBuffer) -> Void) {
    start(name)
    body(&line)
    finish()
  }

  private mutating func start(_ name: StaticString) {
    line.removeAll()
    line.append(name)
    line.append(UInt8(ascii: ":"))
  }

  private mutating func finish() { buffer.append(folding: line.bytes) }
}

extension ByteBuffer {
  /// Appends text escaped as TEXT: `\`, `;`, `,` and line ends; other control characters, and those that turn the direction of
  /// text, do not go out.
  mutating func append(escaping text: String) {
    var text = text
    if text.withUTF8({ VisibleText.mayHaveInvisible($0) }) { text = VisibleText.of(text) }
    text.withUTF8 { bytes in
      reserve(bytes.count + 16)
      var previous: UInt8 = 0
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
          append(UInt8(ascii: "\\"))
          append(byte)
        case 0x0A: if previous != 0x0D { append("\\n") }
        case 0x0D: append("\\n")
        case 0x09: append(0x20)
        case 0..<0x20, 0x7F: break
        default: append(byte)
        }
        previous = byte
      }
    }
  }

  /// Appends a line in pieces of 75 octets at most, each but the first after a CRLF and a space, and its CRLF.
  mutating func append(folding line: UnsafeRawBufferPointer) {
    guard let start = line.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    reserve(line.count + line.count / 16 + 16)
    var index = 0
    var room = 75
    while line.count - index > room {
      var end = index + room
      // Back to the start of a code point, and before the letter that a combining mark belongs to.
      while end > index, start[end] & 0xC0 == 0x80 || (start[end] >= 0xCC && Self.isCombining(line, end)) { end -= 1 }
      if end == index {
        // Nothing but marks, or bytes that are no UTF-8: a cut is better than no end.
        end = index + room
        while end > index, start[end] & 0xC0 == 0x80 { end -= 1 }
        if end == index { end = index + room }
      }
      append(start + index, end - index)
      append("\r\n ")
      index = end
      room = 74
    }
    append(start + index, line.count - index)
    append("\r\n")
  }

  /// Whether a combining mark starts at an index.
  private static func isCombining(_ line: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    // Composed Vietnamese letters of three bytes begin with E1 B8 to E1 BB; they are no marks.
    if line[index] == 0xE1, index + 1 < line.count, (0xB8...0xBB).contains(line[index + 1]) { return false }
    var decoder = UTF8()
    var rest = line[index...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: return false
    }
  }
}

/// Text without what nobody can see.
enum VisibleText {
  /// The text without control and direction characters; a line separator becomes a space.
  static func of(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0x85 {
        result.append(" ")
      } else if !isInvisible(scalar.value) {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether bytes stand in a text that may belong to what nobody can see; dashes and quotation marks do not.
  static func mayHaveInvisible(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (index, byte) in bytes.enumerated() where byte == 0xC2 || byte == 0xE2 || byte == 0xEF {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case 0xC2: if next < 0xA0 { return true }
      case 0xE2: if next == 0x81 || (next == 0x80 && (index + 2 >= bytes.count || bytes[index + 2] >= 0xA8)) { return true }
      default: return true
      }
    }
    return false
  }

  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
