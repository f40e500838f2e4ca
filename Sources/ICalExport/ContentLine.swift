/// Writes iCalendar content lines (RFC 5545 section 3.1) into a buffer of bytes: escaped, folded at 75 octets, ended by CRLF.
///
/// A line is built whole and folded once, by bytes: never inside a UTF-8 sequence, never before a combining mark.
struct ContentLines {
  /// The finished lines.
  private(set) var bytes: [UInt8] = []
  private var line: [UInt8] = []

  /// Writes a line of a name, with parameters where they belong to it, and a value that needs no escaping.
  mutating func line(_ name: String, _ value: String) {
    start(name)
    line += value.utf8
    finish()
  }

  /// Writes a line whose value is TEXT (RFC 5545 section 3.3.11).
  mutating func text(_ name: String, _ value: String) {
    start(name)
    append(text: value)
    finish()
  }

  /// Writes a line whose value is a list of TEXT.
  mutating func texts(_ name: String, _ values: [String]) {
    start(name)
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      append(text: value)
    }
    finish()
  }

  /// Empties the buffer and gives what was in it.
  mutating func take() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  private mutating func start(_ name: String) {
    line.removeAll(keepingCapacity: true)
    line += name.utf8
    line.append(UInt8(ascii: ":"))
  }

  /// Escapes `\`, `;`, `,` and line ends; other control characters, and those that turn the direction of text, do not go out.
  private mutating func append(text: String) {
    var text = text
    if text.utf8.contains(where: { $0 == 0xE2 || $0 == 0xC2 || $0 == 0xEF }) {
      text = Self.visible(text)
    }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","): line += [UInt8(ascii: "\\"), byte]
      case 0x0A: if previous != 0x0D { line += [UInt8(ascii: "\\"), UInt8(ascii: "n")] }
      case 0x0D: line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 0x09: line.append(0x20)
      case 0..<0x20, 0x7F: break
      default: line.append(byte)
      }
      previous = byte
    }
  }

  /// The text without what cannot be seen; a line separator becomes a space.
  static func visible(_ text: String) -> String {
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

  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private mutating func finish() {
    ContentLines.fold(line, into: &bytes)
  }

  /// Appends a line to a buffer in pieces of 75 octets at most, each but the first after a CRLF and a space.
  static func fold(_ line: [UInt8], into buffer: inout [UInt8]) {
    var start = 0
    var room = 75
    while line.count - start > room {
      var end = start + room
      // Back to the start of a code point, and before the letter that a combining mark belongs to.
      while end > start, line[end] & 0xC0 == 0x80 || isCombining(line, end) { end -= 1 }
      if end == start {
        end = start + room
        while line[end] & 0xC0 == 0x80 { end -= 1 }
      }
      buffer += line[start..<end]
      buffer += [0x0D, 0x0A, 0x20]
      start = end
      room = 74
    }
    buffer += line[start...]
    buffer += [0x0D, 0x0A]
  }

  /// Whether a combining mark starts at an index.
  private static func isCombining(_ line: [UInt8], _ index: Int) -> Bool {
    guard line[index] >= 0xCC else { return false }
    var decoder = UTF8()
    var rest = line[index...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: return false
    }
  }
}
