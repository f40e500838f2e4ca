/// A table as comma-separated values (RFC 4180), safe to open in a spreadsheet.
///
/// It begins with a byte-order mark, so that Excel reads Vietnamese; a cell that a spreadsheet would take for a formula gets an
/// apostrophe in front (CWE-1236).
struct CSVText {
  private(set) var text = "\u{FEFF}"

  /// What parts the cells of a row.
  var separator = ","
  /// Whether cells stay as they are, formulas among them.
  var isRaw = false

  /// Adds a row.
  mutating func add(_ cells: [String]) { text += cells.map { cell($0) }.joined(separator: separator) + "\r\n" }

  private func cell(_ text: String) -> String {
    let safe = isRaw ? text : SpreadsheetCell.defused(text)
    let needsQuotes = safe.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    guard needsQuotes else { return safe }
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}

/// Cells that a spreadsheet might compute.
enum SpreadsheetCell {
  /// Whether a spreadsheet may compute a text: by its first character that is no space, by code points and not by letters.
  static func startsFormula(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "=", "+", "-", "@", "\t", "\r", "\n", "\u{0}", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
      default: if !scalar.properties.isWhitespace { return false }
      }
    }
    return false
  }

  /// A text with an apostrophe before it where it might be computed; numbers stay.
  static func defused(_ text: String) -> String {
    // A text that looks defused already gets another apostrophe, so that it comes back as it was.
    (startsFormula(text) && !isNumber(text)) || plain(text) != text ? "'" + text : text
  }

  /// The text without the apostrophe that ``defused(_:)`` put before it.
  static func plain(_ text: String) -> String {
    guard text.unicodeScalars.first == "'" else { return text }
    let rest = String(text.unicodeScalars.dropFirst())
    if rest.unicodeScalars.first == "'", plain(rest) != rest { return rest }
    return startsFormula(rest) && !isNumber(rest) ? rest : text
  }

  /// Whether a text is a number below nought, such as `-1` or `-1,5`, that computes to itself.
  private static func isNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "-"), (0x30...0x39).contains(bytes[1]) else { return false }
    let others = bytes.dropFirst().filter { !(0x30...0x39).contains($0) }
    return others.isEmpty || others == [UInt8(ascii: ".")] || others == [UInt8(ascii: ",")]
  }
}
