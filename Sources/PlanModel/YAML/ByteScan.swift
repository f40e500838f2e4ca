/// What a file must be before it is read as YAML: UTF-8 without control characters and not too large.
///
/// libyaml names no line when its reader stumbles, so this scan goes first.
enum ByteScan {
  /// The largest plan file, with what it uses: 8 MiB.
  static let sizeLimit = 8 * 1024 * 1024

  static func findings(in file: SourceFile, id: FileID) -> [Diagnostic] {
    let bytes = file.bytes
    func span(_ start: Int, _ length: Int) -> SourceSpan { SourceSpan(file: id, start: start, end: start + length) }
    if bytes.count > sizeLimit {
      return [TooLarge.file(SourceSpan(file: id, start: 0, end: 0))]
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 0, 0xFE, 0xFF])
      // Without a mark: every other byte of plain letters is nothing.
      || (bytes.count > 3 && bytes[0] < 0x80 && bytes[2] < 0x80 && (bytes[0] == 0) != (bytes[1] == 0)
        && (bytes[2] == 0) != (bytes[3] == 0))
    {
      return [Encoding.utf16(span(0, 0))]
    }
    var found: [Diagnostic] = []
    var index = file.markLength
    // One broken file can hold millions of bad bytes; a hundred findings are enough to act on.
    while found.count < 100 {
      index = bytes.withUnsafeBufferPointer { endOfPlainText(in: $0, from: index) }
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte < 0x80 {
        found.append(Encoding.control(UInt32(byte), span(index, 1)))
        index += 1
      } else if let (scalar, length) = decode(bytes, at: index) {
        if (0x80..<0xA0).contains(scalar) {
          found.append(Encoding.control(scalar, span(index, length)))
        } else if scalar == 0xFEFF || scalar == 0xFFFE || scalar == 0xFFFF {
          found.append(Encoding.control(scalar, span(index, length)))
        } else if turnsDirection(scalar) {
          found.append(Encoding.direction(scalar, span(index, length)))
        } else if scalar == 0x2028 || scalar == 0x2029 {
          found.append(Encoding.lineSeparator(scalar, span(index, length)))
        }
        index += length
      } else {
        found.append(Encoding.notUTF8(span(index, 1)))
        index += 1
        while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
      }
    }
    return found
  }

  /// The first byte from an index on that is neither plain ASCII, a tab or a line end nor part of a letter in the blocks in which
  /// those of Vietnamese stand.
  ///
  /// Nothing in these blocks is refused, and nearly all of a file is of them. They are those of `NormalizedText.isPlainLine`.
  private static func endOfPlainText(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x20..<0x7F, 0x09, 0x0A, 0x0D: index += 1
      // U+00C0 to U+01BF.
      case 0xC3...0xC6:
        guard index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 else { return index }
        index += 2
      // U+1E80 to U+1EFF.
      case 0xE1:
        guard index + 2 < bytes.count, bytes[index + 1] == 0xBA || bytes[index + 1] == 0xBB, bytes[index + 2] & 0xC0 == 0x80
        else {
          return index
        }
        index += 3
      default: return index
      }
    }
    return index
  }

  /// Whether a character turns the direction of the text around it, so that it shows other than it is.
  static func turnsDirection(_ scalar: UInt32) -> Bool {
    (0x202A...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
  }

  /// The code point at an index and its length in bytes; nil where the bytes are no well-formed UTF-8.
  static func decode(_ bytes: [UInt8], at index: Int) -> (scalar: UInt32, length: Int)? {
    let first = bytes[index]
    let length: Int
    var value: UInt32
    switch first {
    case 0x00..<0x80: return (UInt32(first), 1)
    case 0xC2..<0xE0: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0..<0xF0: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0..<0xF5: (length, value) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for next in 1..<length {
      let byte = bytes[index + next]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    if length == 3, value < 0x800 || (0xD800..<0xE000).contains(value) { return nil }
    if length == 4, value < 0x10000 || value > 0x10FFFF { return nil }
    return (value, length)
  }
}
