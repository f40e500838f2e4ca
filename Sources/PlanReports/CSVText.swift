/// A table as comma-separated values (RFC 4180), safe to open in a spreadsheet.
///
/// It begins with a byte-order mark, so that Excel reads Vietnamese; a cell that a spreadsheet would take for a formula gets an
/// apostrophe in front (CWE-1236).
struct CSVText {
  private(set) var text = "\u{FEFF}"

  /// Adds a row.
  mutating func add(_ cells: [String]) { text += cells.map { Self.cell($0) }.joined(separator: ",") + "\r\n" }

  private static func cell(_ text: String) -> String {
    let safe = startsFormula(text) ? "'" + text : text
    let needsQuotes = safe.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    guard needsQuotes else { return safe }
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }

  /// Whether a spreadsheet may compute a text: by its first character that is no space, by code points and not by letters.
  private static func startsFormula(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
      default: if !scalar.properties.isWhitespace { return false }
      }
    }
    return false
  }
}
