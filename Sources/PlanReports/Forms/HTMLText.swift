import PlanModel

/// HTML as bytes, built of elements, attributes and texts: only the program's own markup goes in as it is, all else is escaped.
struct HTMLText {
  /// The UTF-8 of what was built.
  private(set) var bytes: [UInt8] = []
  /// The language of the element that is being written; nil where a text has to name its own.
  var language: Language?

  /// An attribute of an element; its value always stands in double quotes.
  enum Attribute {
    /// A value of the program's own.
    case fixed(StaticString, StaticString)
    /// A value that may come from a plan.
    case text(StaticString, String)
    /// Where a link leads or where a picture comes from.
    case address(StaticString, PageAddress)
    /// An attribute that is there or not.
    case flag(StaticString)

    static func style(_ name: StaticString) -> Attribute { .fixed("class", name) }
    static func href(_ address: PageAddress) -> Attribute { .address("href", address) }
  }

  /// Adds an element whose content `body` adds.
  mutating func element(_ name: StaticString, _ attributes: Attribute..., body: (inout HTMLText) -> Void) {
    open(name, attributes)
    body(&self)
    close(name)
  }

  /// Adds an element that holds a text.
  mutating func element(_ name: StaticString, _ attributes: Attribute..., text: String) {
    open(name, attributes)
    self.text(text)
    close(name)
  }

  /// Adds an element without content.
  mutating func void(_ name: StaticString, _ attributes: Attribute...) { open(name, attributes) }

  /// Adds a text.
  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// Adds what the program itself writes, as it is.
  mutating func raw(_ markup: StaticString) { markup.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// Makes room for what is to come.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    raw("<")
    raw(name)
    for attribute in attributes {
      raw(" ")
      switch attribute {
      case .fixed(let key, let value): quote(key) { $0.raw(value) }
      case .text(let key, let value): quote(key) { $0.text(value) }
      case .address(let key, let value): quote(key) { $0.text(value.text) }
      case .flag(let key): raw(key)
      }
    }
    raw(">")
  }

  private mutating func quote(_ key: StaticString, _ value: (inout HTMLText) -> Void) {
    raw(key)
    raw("=\"")
    value(&self)
    raw("\"")
  }

  private mutating func close(_ name: StaticString) {
    raw("</")
    raw(name)
    raw(">")
  }

  // Byte by byte, because a letter may be one Character with the markup before it: `<` and a combining stroke.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    while index < text.count {
      let length = Self.isNoCharacter(text, index) ? 3 : index + 1 < text.count && Self.isC1(text[index], text[index + 1]) ? 2 : 1
      if let replacement = length > 1 ? "\u{FFFD}" : Self.replacement(text[index]) {
        bytes.append(contentsOf: text[start..<index])
        raw(replacement)
        start = index + length
      }
      index += length
    }
    bytes.append(contentsOf: text[start...])
  }

  private static func replacement(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0x09, 0x0A: nil
    // Controls have no place in HTML, and a return would come back as a newline.
    case 0..<0x20, 0x7F: "\u{FFFD}"
    default: nil
    }
  }

  /// Whether U+FFFE or U+FFFF stands there, which XML does not know.
  private static func isNoCharacter(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    text[index] == 0xEF && index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE
  }

  private static func isC1(_ first: UInt8, _ second: UInt8) -> Bool { first == 0xC2 && second < 0xA0 }
}
