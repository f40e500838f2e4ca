/// HTML built of elements and texts: whatever comes from a plan goes in as text or attribute and is escaped by scalars.
struct HTMLText {
  private(set) var html = ""

  /// Adds an element whose content `body` adds.
  mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)] = [], _ body: (inout HTMLText) -> Void) {
    open(name, attributes)
    body(&self)
    html += "</\(name)>"
  }

  /// Adds an element that holds a text.
  mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)] = [], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Adds an element without content.
  mutating func void(_ name: StaticString, _ attributes: [(StaticString, String)] = []) { open(name, attributes) }

  /// Adds a text.
  mutating func text(_ text: String) { html += Self.escaped(text) }

  /// Adds what the program itself writes, as it is.
  mutating func raw(_ markup: StaticString) { html += "\(markup)" }

  private mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    html += "<\(name)"
    for (key, value) in attributes { html += " \(key)=\"\(Self.escaped(value))\"" }
    html += ">"
  }

  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&#39;".unicodeScalars
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
