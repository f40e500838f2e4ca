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
