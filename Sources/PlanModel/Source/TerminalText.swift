/// Text made safe to show: control, direction and other invisible characters stand as `\u{…}`.
public struct TerminalText: Sendable, CustomStringConvertible {
  /// The text as it may be printed.
  public let description: String

  /// Makes any text safe.
  public init(_ text: String) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      description = text
      return
    }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    description = result
  }

  /// The number of columns the text takes on a terminal.
  public var width: Int { Self.width(of: description) }

  /// The number of columns a text takes: nothing for combining marks, two for wide characters.
  public static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

/// Colours on a terminal, or none.
public struct TerminalInk: Sendable {
  /// Whether it colours.
  public let isColoured: Bool

  /// Makes ink that colours, or does not.
  public init(isColoured: Bool) { self.isColoured = isColoured }

  /// What stands out: heads and sums.
  public func bold(_ text: String) -> String { paint(text, "1") }
  /// What stands back.
  public func dim(_ text: String) -> String { paint(text, "2") }
  /// What is as it should be.
  public func good(_ text: String) -> String { paint(text, "32") }
  /// What is late.
  public func late(_ text: String) -> String { paint(text, "31") }
  /// What needs a look.
  public func doubtful(_ text: String) -> String { paint(text, "33") }

  func severity(_ severity: Severity, _ text: String) -> String {
    paint(text, severity == .error ? "1;31" : severity == .warning ? "1;33" : "1;36")
  }

  private func paint(_ text: String, _ code: String) -> String { isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
