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
    /// What the row says of the task.
    public let statement: Statement
  }

  /// What a row says of its task.
  public enum Statement: Sendable {
    /// Something to record.
    case mark(MarkRequest)
    /// That it was sent back, as the office wrote there; with what stands in the cells beside.
    case returned(cells: String)
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
    guard !table.rows.isEmpty else {
      problems.append(Problem(line: 1, message: Message(vi: "tệp trống", en: "the file is empty")))
      return
    }
    // A sheet of a workbook has lines above its table.
    let needed: [ChecklistColumn] = [.task, .state]
    let start = table.rows.prefix(20).firstIndex { row in needed.allSatisfy(Self.columns(row).keys.contains) } ?? 0
    let head = table.rows[start]
    let columns = Self.columns(head)
    let missing = needed.filter { columns[$0] == nil }
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
      if case .returned = word {
        let text = MarkRequest.oneLine(evidence) + MarkRequest.oneLine(note) + day + quantity
        rows.append(Row(line: row.line, task: task, unit: nil, statement: .returned(cells: text)))
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
    rows.append(Row(line: row.line, task: task, unit: unit.isEmpty ? nil : unit, statement: .mark(request)))
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
