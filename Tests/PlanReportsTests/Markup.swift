/// The tags of an HTML page, read without any knowledge of how the page is written.
struct Markup {
  /// A tag that opens an element.
  struct Tag: Equatable {
    let name: String
    let attributes: [String]
  }

  private(set) var tags: [Tag] = []
  /// Whether every attribute that has a value has it in double quotes.
  private(set) var isQuoted = true
  private var values: [(tag: String, attribute: String, value: String)] = []

  init(_ html: String) {
    let bytes = Array(html.utf8)
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      // A sign alone, as in a script; what is within a tag is never an end of it.
      guard index < bytes.count, Self.isLetter(bytes[index]) else { continue }
      let name = Self.take(bytes, &index) { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
      var attributes: [String] = []
      while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
        _ = Self.take(bytes, &index, Self.isSpace)
        let key = Self.take(bytes, &index) { !Self.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
        if key.isEmpty { break }
        attributes.append(key)
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
        index += 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
          isQuoted = false
          continue
        }
        index += 1
        values.append((name, key, Self.unescaped(Self.take(bytes, &index) { $0 != UInt8(ascii: "\"") })))
        index += 1
      }
      tags.append(Tag(name: name, attributes: attributes))
      if name == "script" || name == "style" {
        let end = Array("</\(name)>".utf8)
        while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
      }
    }
  }

  /// The values of an attribute of all elements of a name, in order.
  func values(of attribute: String, in tag: String) -> [String] {
    values.filter { $0.tag == tag && $0.attribute == attribute }.map(\.value)
  }

  static func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    let names: [(String, String)] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"), let (name, sign) = names.first(where: { bytes[index...].starts(with: $0.0.utf8) }) {
        result += sign.utf8
        index += name.utf8.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func take(_ bytes: [UInt8], _ index: inout Int, _ isPart: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, isPart(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}

/// Texts that try to become markup.
enum HostileTexts {
  static let all: [String] = markup + breakouts + combining + other

  private static let markup = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<iframe src=javascript:alert(1)>", "<body onload=alert(1)>", "<b>", "</b>", "<!--",
    "-->",
    "<!-- x -->", "<![CDATA[x]]>", "<?php x ?>", "<a href=javascript:alert(1)>x</a>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//evil.example>", "<style>*{display:none}</style>",
    "<form action=//evil.example><input>", "<math><mtext><table><mglyph><style><img src=x>", "<details open ontoggle=alert(1)>",
    "<template><script>x</script></template>", "<plaintext>", "<noscript><p title=\"</noscript><img src=x>\">", "<xmp>",
    "<object data=x>",
  ]

  private static let breakouts = [
    "\"", "'", "\"><script>alert(1)</script>", "'><script>alert(1)</script>", "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\" style=\"display:none", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</script><script>alert(1)//",
    "</textarea><script>alert(1)</script>", "</h2><h2>", "</details></section></main>", "</li><li>", "\">\"", "=\"x\">",
  ]

  private static let combining = [
    "<\u{338}script>alert(1)</script>", "\"\u{301}><b>", "'\u{302}", "&\u{303}lt;", ">\u{338}", "<\u{200D}b>", "<\u{FE0F}b>",
    "<\u{20E3}b>", "\u{FF1C}script\u{FF1E}", "e\u{301}<b>",
  ]

  private static let other = [
    "&lt;script&gt;", "&#60;b&#62;", "&amp;lt;", "&", "&lt", "&notit;", "javascript:alert(1)", "data:text/html,<b>", "\u{0}<b>",
    "\u{1B}[31m", "a\u{85}b", "a\rb", "{{7*7}}", "${alert(1)}", "\u{202E}<b>", "\u{FEFF}<b>",
  ]
}
