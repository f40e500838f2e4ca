/// WordprocessingML as bytes: only the program's own markup goes in as it is, all else is escaped.
struct WordText {
  /// The UTF-8 of what was built.
  private(set) var bytes: [UInt8] = []

  /// How a run of text looks.
  struct Run {
    /// Half points: 28 is 14 pt.
    var size = 28
    var isBold = false
    var isItalic = false
  }

  /// How a paragraph is set; lengths in twentieths of a point.
  struct Paragraph {
    enum Alignment { case left, centre, justified }
    var alignment = Alignment.left
    var before = 0
    var after = 0
    var firstLine = 0
    var left = 0
    var right = 0
    /// Whether it stays on the page of the next one.
    var isKeptWithNext = false
    /// Whether a line runs above it, from indent to indent.
    var hasRule = false
  }

  /// Adds what the program itself writes, as it is.
  mutating func raw(_ markup: StaticString) { markup.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// Adds a number of the program's own.
  mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// Adds a paragraph of one run; line ends in the text become line breaks.
  mutating func paragraph(_ text: String, _ paragraph: Paragraph = Paragraph(), _ run: Run = Run()) {
    self.paragraph([(text, run)], paragraph)
  }

  /// Adds a paragraph.
  mutating func paragraph(_ runs: [(text: String, run: Run)], _ paragraph: Paragraph = Paragraph(), section: StaticString? = nil)
  {
    raw("<w:p><w:pPr>")
    if paragraph.isKeptWithNext { raw("<w:keepNext/>") }
    if paragraph.hasRule { raw(#"<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>"#) }
    raw(#"<w:spacing w:before=""#)
    number(paragraph.before)
    raw(#"" w:after=""#)
    number(paragraph.after)
    // A rule needs no more height than its line.
    if paragraph.hasRule { raw(#"" w:line="120" w:lineRule="exact"#) }
    raw(#""/>"#)
    if paragraph.left != 0 || paragraph.right != 0 || paragraph.firstLine != 0 {
      raw(#"<w:ind w:left=""#)
      number(paragraph.left)
      raw(#"" w:right=""#)
      number(paragraph.right)
      raw(#"" w:firstLine=""#)
      number(paragraph.firstLine)
      raw(#""/>"#)
    }
    switch paragraph.alignment {
    case .left: break
    case .centre: raw(#"<w:jc w:val="center"/>"#)
    case .justified: raw(#"<w:jc w:val="both"/>"#)
    }
    if let section { raw(section) }
    raw("</w:pPr>")
    for (text, run) in runs { add(text, run) }
    raw("</w:p>")
  }

  private mutating func add(_ text: String, _ run: Run) {
    guard !text.isEmpty else { return }
    raw("<w:r><w:rPr>")
    if run.isBold { raw("<w:b/>") }
    if run.isItalic { raw("<w:i/>") }
    raw(#"<w:sz w:val=""#)
    number(run.size)
    raw(#""/><w:szCs w:val=""#)
    number(run.size)
    raw(#""/></w:rPr>"#)
    for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if index > 0 { raw("<w:br/>") }
      raw(#"<w:t xml:space="preserve">"#)
      escape(Array(line))
      raw("</w:t>")
    }
    raw("</w:r>")
  }

  /// Adds a text that stands in an element or attribute.
  mutating func text(_ text: String) { escape(Array(text.utf8)) }

  // Byte by byte, because a letter may be one Character with the markup before it.
  private mutating func escape(_ text: [UInt8]) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "\""): raw("&quot;")
      case 0x09: bytes.append(0x20)
      // XML knows no other controls, and U+FFFE and U+FFFF are no characters of it.
      case 0..<0x20, 0x7F: raw("\u{FFFD}")
      case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0:
        raw("\u{FFFD}")
        index += 1
      case 0xEF where index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE:
        raw("\u{FFFD}")
        index += 2
      default: bytes.append(byte)
      }
      index += 1
    }
  }
}
