import PlanModel

/// A checklist that a unit has filled in and sends back as CSV: what each row says of its task.
///
/// Rows without a state say nothing. The separator is found from the head; a byte-order mark, Excel's `sep=` line and either line end
/// are taken.
public struct FilledChecklist: Sendable {
  /// What one row says.
  public struct Row: Sendable {
    /// The line of the file on which the row begins.
    public let line: Int
    /// The task's id.
    public let task: String
    /// Whose section the row stands in, by its short name; nil where that is not said.
    public let unit: String?
    /// What is to be recorded.
    public let request: MarkRequest
    /// Whether the row still says that the task was sent back, so that nothing is to be recorded.
    public var isReturned = false
    /// What else stands in a row that was sent back.
    public var filled = ""
  }

  /// Something that cannot be read.
  public struct Problem: Sendable {
    /// The line of the file.
    public let line: Int
    /// What is wrong, with the mend.
    public let message: Message

    /// Makes a problem.
    public init(line: Int, message: Message) {
      self.line = line
      self.message = message
    }
  }

  /// The rows that say something.
  public private(set) var rows: [Row] = []
  /// What cannot be read.
  public private(set) var problems: [Problem] = []

  /// The line of the last row with a task.
  private var lastTask = 0

  /// Reads a file; `by` is who sends it.
  public init(_ bytes: [UInt8], by: String?) {
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      let advice = Message(
        vi: "tệp không phải UTF-8; trong Excel hãy lưu lại kiểu “CSV UTF-8 (Comma delimited)”",
        en: "the file is not UTF-8; in Excel save it as “CSV UTF-8 (Comma delimited)”")
      problems.append(Problem(line: 1, message: advice))
      return
    }
    let table = SeparatedText(text)
    if let line = table.openQuote {
      problems.append(
        Problem(
          line: line,
          message: Message(vi: "dấu nháy mở ở đây mà không đóng", en: "a quotation mark opens here and does not close")))
      return
    }
    guard let first = table.rows.first else {
      problems.append(Problem(line: 1, message: Message(vi: "tệp trống", en: "the file is empty")))
      return
    }
    // A sheet of a workbook has lines above its table.
    let start =
      table.rows.prefix(20).firstIndex { Self.columns($0).keys.contains(.task) && Self.columns($0).keys.contains(.state) } ?? 0
    let head = table.rows.isEmpty ? first : table.rows[start]
    let columns = Self.columns(head)
    let missing = [ChecklistColumn.task, .state].filter { columns[$0] == nil }
    guard missing.isEmpty else {
      for column in missing {
        problems.append(
          Problem(
            line: head.line,
            message: Message(
              vi: "không có cột `\(column.name.vi)`; hãy giữ nguyên dòng đầu của tệp do plan checklist --format csv ghi",
              en: "there is no column `\(column.name.en)`; keep the first line as plan checklist --format csv wrote it")))
      }
      return
    }
    let rows = table.rows.dropFirst(start + 1)
    let ids = columns[.task] ?? 0
    lastTask = rows.last { $0.cells.count > ids && !MarkRequest.oneLine($0.cells[ids]).isEmpty }?.line ?? 0
    for row in rows { read(row, columns, by) }
  }

  /// The columns that the heads of a row name.
  private static func columns(_ head: SeparatedText.Row) -> [ChecklistColumn: Int] {
    var columns: [ChecklistColumn: Int] = [:]
    for (index, cell) in head.cells.enumerated() {
      if let column = ChecklistColumn(head: cell), columns[column] == nil { columns[column] = index }
    }
    return columns
  }

  private mutating func read(_ row: SeparatedText.Row, _ columns: [ChecklistColumn: Int], _ by: String?) {
    func cell(_ column: ChecklistColumn) -> String {
      guard let index = columns[column], index < row.cells.count else { return "" }
      return SpreadsheetCell.plain(row.cells[index])
    }
    func problem(_ vi: String, _ en: String) { problems.append(Problem(line: row.line, message: Message(vi: vi, en: en))) }
    guard row.cells.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { return }
    let task = MarkRequest.oneLine(cell(.task))
    let state = MarkRequest.oneLine(cell(.state))
    let (day, quantity, evidence, note) = (
      MarkRequest.oneLine(cell(.day)), MarkRequest.oneLine(cell(.quantity)), cell(.evidence), cell(.note)
    )
    let shown = TerminalText(state)
    // What stands below a sheet's table, for signatures, is none of it.
    if task.isEmpty, row.line > lastTask, StateWord(state) == nil { return }
    if state.isEmpty {
      if !(day + quantity + MarkRequest.oneLine(evidence) + MarkRequest.oneLine(note)).isEmpty {
        problem(
          "đã điền mà chưa ghi `Trạng thái`; hãy ghi \(StateWord.choices(.vi))",
          "filled in without a `State`; write \(StateWord.choices(.en))")
      }
      return
    }
    guard let word = StateWord(state) else {
      problem(
        "không hiểu trạng thái `\(shown)`; hãy ghi \(StateWord.choices(.vi))",
        "the state `\(shown)` is not known; write \(StateWord.choices(.en))")
      return
    }
    guard case .action(let action) = word else {
      // Whoever fills in what was sent back means to hand it in again.
      if FoldedText.plain(state) == FoldedText.plain(Verification.returned.name.vi) || FoldedText.plain(state) == "returned" {
        let text = MarkRequest.oneLine(evidence) + MarkRequest.oneLine(note) + day + quantity
        rows.append(Row(line: row.line, task: task, unit: nil, request: MarkRequest(.returned), isReturned: true, filled: text))
      }
      return
    }
    guard !task.isEmpty else {
      problem(
        "dòng này không còn mã việc; hãy giữ nguyên cột `Mã việc`", "the row has lost its task id; keep the column `Task id`")
      return
    }
    var request = MarkRequest(action)
    if !day.isEmpty {
      guard let date = Self.date(day) else {
        problem(
          "không hiểu ngày `\(TerminalText(day))`; hãy ghi như 04/05/2018",
          "the date `\(TerminalText(day))` is none; write 04/05/2018")
        return
      }
      request.on = date
    }
    if !quantity.isEmpty {
      guard let number = PlainNumber.read(quantity), number >= 0 else {
        problem(
          "không hiểu số lượng `\(TerminalText(quantity))`; hãy ghi số, như 20 hay 5.000",
          "the quantity `\(TerminalText(quantity))` is no number; write 20 or 5.000")
        return
      }
      request.quantity = number
    }
    request.evidence = evidence.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }).map { MarkRequest.oneLine(String($0)) }
      .filter { !$0.isEmpty }
    let remark = MarkRequest.paragraph(note)
    if !MarkRequest.oneLine(remark).isEmpty { request.note = remark }
    request.by = by
    let unit = MarkRequest.oneLine(cell(.unit))
    rows.append(Row(line: row.line, task: task, unit: unit.isEmpty ? nil : unit, request: request))
  }

  /// A day as spreadsheets write it: `04/05/2018`, `4/5/2018`, `2018-05-04`.
  static func date(_ text: String) -> CivilDate? {
    if let day = CivilDate(text) { return day }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "." }
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (1...4).contains(part.utf8.count) ? Int(part) : nil
    }
    guard parts.count == 3, numbers.count == 3, parts[2].utf8.count == 4 else { return nil }
    return CivilDate(year: numbers[2], month: numbers[1], day: numbers[0])
  }
}

/// What a cell of the column `Trạng thái` says.
enum StateWord {
  /// Something to record.
  case action(ProgressAction)
  /// Nothing new: not begun yet, or sent back by the supervisor.
  case nothing

  /// Reads a cell, with or without tone marks, in either language.
  init?(_ text: String) {
    switch FoldedText.plain(text) {
    case "dang thuc hien", "dang lam", "started", "in progress": self = .action(.started)
    case "da hoan thanh", "hoan thanh", "xong", "da xong", "da lam", "done", "x", "v", "☑", "✓", "✔", "✅": self = .action(.done)
    case "vuong mac", "kho khan", "kho khan, vuong mac", "blocked": self = .action(.blocked)
    case "huy", "khong thuc hien", "cancelled", "canceled": self = .action(.cancelled)
    case "chua thuc hien", "chua", "open", "☐", "tra lai", "returned": self = .nothing
    default: return nil
    }
  }

  /// The words to choose from.
  static func choices(_ language: Language) -> String {
    words(language).joined(separator: ", ")
  }

  /// The words to choose from, as a list.
  static func words(_ language: Language) -> [String] {
    [TaskState.open, .started, .done, .blocked, .cancelled].map { $0.name.text(language) }
  }
}

/// The columns of a checklist as CSV and XLSX.
enum ChecklistColumn: CaseIterable {
  case number, title, lead, coordinate, time, product, state, day, quantity, evidence, note, unit, task

  /// What stands at its head.
  var name: Message {
    switch self {
    case .number: Message(vi: "STT", en: "No.")
    case .title: Message(vi: "Nội dung", en: "What")
    case .lead: Message(vi: "Chủ trì", en: "Lead")
    case .coordinate: Message(vi: "Phối hợp", en: "With")
    case .time: Message(vi: "Thời gian", en: "When")
    case .product: Message(vi: "Sản phẩm", en: "Product")
    case .state: Message(vi: "Trạng thái", en: "State")
    case .day: Message(vi: "Ngày", en: "Date")
    case .quantity: Message(vi: "Số lượng", en: "Quantity")
    case .evidence: Message(vi: "Minh chứng", en: "Evidence")
    case .note: Message(vi: "Ghi chú", en: "Note")
    case .unit: Message(vi: "Đơn vị", en: "Unit")
    case .task: Message(vi: "Mã việc", en: "Task id")
    }
  }

  /// Reads a head in either language, with or without tone marks.
  init?(head: String) {
    let folded = FoldedText.plain(MarkRequest.oneLine(head))
    guard
      let column = Self.allCases.first(where: { FoldedText.plain($0.name.vi) == folded || FoldedText.plain($0.name.en) == folded }
      )
    else { return nil }
    self = column
  }
}

/// Text without tone marks, in small letters, for comparing what people type.
enum FoldedText {
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      for part in decomposed(scalar) {
        switch part {
        case "đ", "ð": result += "d"
        default:
          if part.properties.generalCategory != .nonspacingMark { result.unicodeScalars.append(part) }
        }
      }
    }
    return result
  }

  /// A letter and its marks, for the letters of Vietnamese.
  private static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    guard scalar.value >= 0xC0, scalar.value < 0x2000 else { return [scalar] }
    return letters[scalar].map { [$0] } ?? [scalar]
  }

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(Unicode.Scalar, String)] = [
      ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"), ("o", "òóỏõọôồốổỗộơờớởỡợ"), ("u", "ùúủũụưừứửữự"),
      ("y", "ỳýỷỹỵ"),
    ]
    var result: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (plain, marked) in groups { for scalar in marked.unicodeScalars { result[scalar] = plain } }
    return result
  }()
}

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
