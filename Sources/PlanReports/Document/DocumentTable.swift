import PlanModel

/// A table of an official document, ready to be set: heads, shares of the width, and rows of lines.
struct DocumentTable: Sendable {
  /// A column.
  struct Column: Sendable {
    let head: String
    /// Its share of the width, in hundredths.
    let share: Int
    var isCentred = false
  }

  /// A row.
  enum Row: Sendable {
    /// A heading over the whole table: a Roman number and a title.
    case group(String, String)
    /// The lines of each cell; `isBold` for a row that heads others, whose number and title are bold.
    case cells([[String]], isBold: Bool)
  }

  let columns: [Column]
  let rows: [Row]

  /// What follows a text that is assumed.
  static let assumedMark = " (*)"

  /// A Roman number.
  static func roman(_ number: Int) -> String {
    let values: [(Int, String)] = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
      (5, "V"), (4, "IV"), (1, "I"),
    ]
    var rest = number
    var text = ""
    for (value, digits) in values {
      while rest >= value {
        text += digits
        rest -= value
      }
    }
    return text
  }
}

extension AssignmentTable {
  /// The table as it is set: assumed texts marked or left out.
  func table(_ assumed: AssumedText, _ language: Language) -> DocumentTable {
    func lines(_ entries: [Entry]) -> [String] { entries.compactMap { $0.shown(assumed) } }
    var rows: [DocumentTable.Row] = []
    for (index, group) in groups.enumerated() {
      rows.append(.group(DocumentTable.roman(index + 1), group.title))
      for row in group.rows {
        // What a piece of work is called has to stand, whoever gave it its name.
        let title = assumed == .hide ? row.title.map(\.text) : lines(row.title)
        rows.append(
          .cells(
            [[row.number], title, lines(row.lead), lines(row.partners), lines(row.time), lines(row.product), lines(row.note)],
            isBold: row.isHeading))
      }
    }
    let heads =
      language == .vi
      ? ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm", "Ghi chú"]
      : ["No.", "Task", "Lead unit", "Coordinating units", "Time", "Product", "Note"]
    let shares = [5, 23, 14, 16, 17, 11, 14]
    return DocumentTable(
      columns: zip(heads, shares).enumerated().map { DocumentTable.Column(head: $1.0, share: $1.1, isCentred: $0 == 0) },
      rows: rows)
  }
}
