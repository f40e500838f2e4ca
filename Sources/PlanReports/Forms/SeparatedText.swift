/// Rows of comma-, semicolon- or tab-separated values (RFC 4180), each with the line on which it begins.
struct SeparatedText {
  struct Row {
    let line: Int
    let cells: [String]
  }

  private(set) var rows: [Row] = []
  /// The line of a quotation mark that does not close.
  private(set) var openQuote: Int?

  init(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    func string(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    var line = 1
    var index = 0
    var separator: UInt8?
    // Excel's own line that names the separator.
    if bytes.count > 5, string(bytes[..<4]).lowercased() == "sep=" {
      separator = bytes[4]
      index = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      if index < bytes.count { index += bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1 }
      line = 2
    }
    let comma = separator ?? Self.separator(of: bytes[index...])
    var cells: [String] = []
    var cell: [UInt8] = []
    var start = line
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\""), cell.isEmpty {
        let opened = line
        index += 1
        var isClosed = false
        while index < bytes.count {
          if bytes[index] == UInt8(ascii: "\"") {
            if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
              cell.append(bytes[index])
              index += 2
              continue
            }
            index += 1
            isClosed = true
            break
          }
          if bytes[index] == 0x0A { line += 1 }
          if bytes[index] != 0x0D { cell.append(bytes[index]) }
          index += 1
        }
        guard isClosed else {
          openQuote = opened
          return
        }
        continue
      }
      if byte == comma {
        cells.append(string(cell))
        cell = []
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        rows.append(Row(line: start, cells: cells + [string(cell)]))
        (cells, cell) = ([], [])
        line += 1
        start = line
      } else {
        cell.append(byte)
      }
      index += 1
    }
    if !cell.isEmpty || !cells.isEmpty { rows.append(Row(line: start, cells: cells + [string(cell)])) }
  }

  /// What parts the cells of the first line.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let head = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    func count(_ byte: UInt8) -> Int { head.reduce(0) { $0 + ($1 == byte ? 1 : 0) } }
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    return candidates.max { count($0) < count($1) } ?? candidates[0]
  }
}
