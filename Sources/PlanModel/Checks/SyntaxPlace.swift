/// Finds what a writer has to look at where libyaml stumbles, which is often a line later.
struct SyntaxPlace {
  private let file: SourceFile
  private let stumble: Syntax.Stumble

  init(_ file: SourceFile, _ stumble: Syntax.Stumble) {
    self.file = file
    self.stumble = stumble
  }

  /// The place and what is wrong there.
  var found: (place: Int, cause: Syntax.Cause) {
    if let place = noBreakIndent { return (place, .noBreakIndent) }
    let at = stumble.problemAt
    switch stumble.problem {
    case "found unexpected end of stream" where stumble.context.contains("quoted"), "found unexpected document indicator":
      return (stumble.contextAt ?? at, .openQuote)
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return (at, .escape)
    case "mapping values are not allowed in this context": return colon(at)
    case "could not find expected ':'": return keyLine(stumble.contextAt ?? at)
    case "block sequence entries are not allowed in this context", "did not find expected '-' indicator": return (at, .list)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      if let open = stumble.contextAt, file.line(at: open) != file.line(at: at) { return (open, .openBracket) }
      return (at, .brackets)
    case "did not find expected node content":
      return (at, stumble.context.contains("flow") ? .brackets : .start)
    case "found character that cannot start any token":
      let isTab = at < file.bytes.count && file.bytes[at] == 0x09
      let line = file.text(file.lineRange(file.line(at: at)))
      return (at, isTab || line.utf8.first(where: { $0 != 0x20 }) == 0x09 ? .tab : .start)
    case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
      return (at, .tab)
    case "did not find expected alphabetic or numeric character", "found undefined tag handle",
      "did not find expected whitespace or line break", "did not find URI escaped octet", "did not find the expected '!'",
      "could not find expected directive name", "found unknown directive name":
      return (stumble.contextAt ?? at, .start)
    case "did not find expected key", "did not find expected <document start>":
      return afterQuote(at) ?? afterBracket(at) ?? (at, .indent)
    case "did not find expected comment or line break": return (at, .block)
    default: return (at, .other)
    }
  }

  // MARK: Colons

  /// A colon that cannot stand where it does: in the middle of a text, or after a line that should have had one.
  private func colon(_ at: Int) -> (Int, Syntax.Cause) {
    let number = file.line(at: at)
    let line = file.lineRange(number)
    let start = line.first { file.bytes[$0] != 0x20 } ?? line.lowerBound
    let isFirst = !file.bytes[start..<min(max(at, start), line.upperBound)].contains(UInt8(ascii: ":"))
    guard isFirst, let before = writtenLine(before: number) else { return (at, .colonInText) }
    let key = keyLine(file.lineRange(before).first { file.bytes[$0] != 0x20 } ?? at)
    if !hasColon(before) { return key }
    // The line before is whole: this one is indented as if it went on with it.
    let earlier = file.lineRange(before)
    let indent = (earlier.first { file.bytes[$0] != 0x20 } ?? earlier.lowerBound) - earlier.lowerBound
    return start - line.lowerBound > indent ? (start, .indent) : (at, .colonInText)
  }

  /// Whether a line has a colon that ends a key.
  private func hasColon(_ number: Int) -> Bool {
    let line = withoutComment(file.lineRange(number))
    return line.contains { index in
      file.bytes[index] == UInt8(ascii: ":") && (index + 1 == line.upperBound || file.bytes[index + 1] == 0x20)
    }
  }

  /// A line up to its comment.
  private func withoutComment(_ line: Range<Int>) -> Range<Int> {
    let mark = line.dropFirst().first { file.bytes[$0] == UInt8(ascii: "#") && file.bytes[$0 - 1] == 0x20 }
    return line.lowerBound..<(mark ?? line.upperBound)
  }

  /// The last line before another that says something.
  private func writtenLine(before number: Int) -> Int? {
    guard number > 1 else { return nil }
    return (1..<number).reversed().first { number in
      let line = file.lineRange(number)
      guard let first = line.first(where: { file.bytes[$0] != 0x20 }) else { return false }
      return file.bytes[first] != UInt8(ascii: "#")
    }
  }

  /// What is missing on a line that should begin with a key.
  private func keyLine(_ at: Int) -> (Int, Syntax.Cause) {
    let line = withoutComment(file.lineRange(file.line(at: at)))
    let start = line.first { file.bytes[$0] != 0x20 } ?? at
    var index = start
    while index < line.upperBound {
      if file.bytes[index] == UInt8(ascii: ":"), index + 1 < line.upperBound, file.bytes[index + 1] != 0x20 {
        let isNoBreak = file.bytes[index + 1] == 0xC2 && index + 2 < line.upperBound && file.bytes[index + 2] == 0xA0
        return (index, isNoBreak ? .noBreakSpace : .missingSpace)
      }
      // U+FF1A in UTF-8.
      if file.bytes[index] == 0xEF, index + 2 < line.upperBound, file.bytes[index + 1] == 0xBC, file.bytes[index + 2] == 0x9A {
        return (index, .fullWidthColon)
      }
      index += 1
    }
    return (start, .missingColon)
  }

  // MARK: Quotes and spaces

  /// Text that goes on after a closing quote; where the quoted text runs over lines, it is its opening that was never closed.
  private func afterQuote(_ at: Int) -> (Int, Syntax.Cause)? {
    guard let quoted = stumble.lastQuoted, quoted.upperBound <= at,
      file.line(at: max(quoted.upperBound - 1, 0)) == file.line(at: at)
    else { return nil }
    let isOverLines = file.line(at: quoted.lowerBound) != file.line(at: quoted.upperBound - 1)
    return isOverLines ? (quoted.lowerBound, .openQuote) : (at, .afterQuote)
  }

  /// Text that goes on after a closing bracket: the value was meant as text, and its opening bracket stands in the way.
  private func afterBracket(_ at: Int) -> (Int, Syntax.Cause)? {
    let line = file.lineRange(file.line(at: at))
    guard let last = (line.lowerBound..<min(at, line.upperBound)).last(where: { file.bytes[$0] != 0x20 }),
      [UInt8(ascii: "}"), UInt8(ascii: "]")].contains(file.bytes[last]),
      let colon = line.first(where: {
        file.bytes[$0] == UInt8(ascii: ":") && $0 + 1 < line.upperBound && file.bytes[$0 + 1] == 0x20
      }),
      let value = (colon + 1..<line.upperBound).first(where: { file.bytes[$0] != 0x20 }),
      [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(file.bytes[value])
    else { return nil }
    return (value, .start)
  }

  /// The first line up to the stumble that is indented with spaces that are none to YAML.
  private var noBreakIndent: Int? {
    for number in 1...file.line(at: stumble.problemAt) {
      let line = file.lineRange(number)
      guard let first = line.first(where: { file.bytes[$0] != 0x20 }), file.bytes[first] >= 0xC2,
        let scalar = ByteScan.decode(file.bytes, at: first)?.scalar
      else { continue }
      switch scalar {
      case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return first
      default: continue
      }
    }
    return nil
  }
}
