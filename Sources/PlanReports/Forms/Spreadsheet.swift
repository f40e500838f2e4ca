import CXLSXWriter
import Glibc

/// A workbook of tables to print and to fill in (ECMA-376); equal workbooks become equal bytes.
///
/// Text stays text, whatever it begins with: nothing becomes a formula or a link.
struct Spreadsheet {
  /// The title among the properties of the file.
  var title: String
  /// The author among the properties of the file.
  var author: String
  /// When the workbook counts as made, in seconds since 1970: 1 at the least, and within the year 9999.
  var created: Int
  /// What a spreadsheet says where something else than a choice is typed in.
  var choiceError: Notice
  /// The sheets from left to right; a workbook without any gets an empty one.
  var sheets: [Sheet]

  /// What stands in a box on the screen; Excel has room for 32 and 255 UTF-16 units.
  struct Notice {
    /// Its title.
    var title: String
    /// Its text.
    var text: String
  }

  /// A table with lines above and below it.
  struct Sheet {
    /// The name on its tab, changed where Excel would refuse it.
    var name: String
    /// The lines above the table; the first is bold.
    var title: [String] = []
    /// The columns of the table.
    var columns: [Column]
    /// The rows of the table; what a row lacks is there to be filled in.
    var rows: [[Cell]]
    /// The lines below the table: a single text stands at the left, several share the width and are centred.
    var footer: [[String]] = []
  }

  /// A column of a table.
  struct Column {
    /// What stands at its head.
    var head: String
    /// Its width in digits.
    var width: Double
    /// What may be chosen in its cells; anything may be typed in where this is empty.
    var choices: [String] = []
    /// Whether long text goes on in the next line.
    var isWrapped = false
    /// Whether its cells are centred.
    var isCentered = false
    /// Whether it is for dates.
    var isDate = false
  }

  /// What a cell holds.
  enum Cell {
    /// A text, of which the first 32,767 UTF-16 units are kept.
    case text(String)
    /// A number, of which a spreadsheet keeps 15 digits.
    case number(Int)
    /// A day; outside the years 1900–9999, which are all that a spreadsheet knows, a text.
    case date(year: Int, month: Int, day: Int)
    /// Nothing.
    case empty
  }

  private static let library = Result { () throws(MissingLibrary) -> XLSXFunctions in
    // Its tables are read and filled as the headers of this build have them, so no other version serves.
    try SystemLibrary(name: "libxlsxwriter", versions: [LXW_SOVERSION]).functions(XLSXFunctionNames())
  }

  /// Writes the workbook to `path`; its parts pass through `temporaryFolder` one at a time.
  ///
  /// A failure may leave part of a file at `path`.
  func write(to path: String, temporaryFolder: String) throws(SpreadsheetFailure) {
    let library: XLSXFunctions
    do throws(MissingLibrary) {
      library = try Self.library.get()
    } catch {
      throw .library(error)
    }
    // The library would not say why it cannot create a file, except on standard error.
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SpreadsheetFailure(system: errno) }
    close(file)
    let opened = temporaryFolder.withCString { folder in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return library.workbook_new_opt(path, &options)
    }
    guard let book = opened else { throw library.failure(LXW_ERROR_MEMORY_MALLOC_FAILED) }
    do throws(SpreadsheetFailure) {
      var writer = SpreadsheetWriter(library, book, choiceError: choiceError)
      try writer.describe(title: title, author: author, created: created)
      for sheet in sheets { try writer.add(sheet) }
      try writer.addChoices()
      try writer.checkRoom(in: temporaryFolder)
    } catch {
      library.lxw_workbook_free(book)
      throw error
    }
    errno = 0
    let result = library.workbook_close(book)
    let code = errno
    if result != LXW_NO_ERROR { throw library.failure(result, code: code == 0 ? nil : code) }
  }
}

/// Why a workbook cannot be written.
enum SpreadsheetFailure: Error {
  /// The library is missing.
  case library(MissingLibrary)
  /// The reason in the words of the library or of the system, and the system's number for it, where there is one.
  case file(String, code: Int32?)

  init(system code: Int32) { self = .file(String(cString: strerror(code)), code: code) }
}

extension XLSXFunctions {
  /// The failure that an error of the library is.
  fileprivate func failure(_ error: lxw_error, code: Int32? = nil) -> SpreadsheetFailure {
    .file(lxw_strerror(error).map { String(cString: $0) } ?? "", code: code)
  }
}

/// Fills a workbook of the library.
private struct SpreadsheetWriter {
  private typealias Format = UnsafeMutablePointer<lxw_format>
  private typealias Page = UnsafeMutablePointer<lxw_worksheet>

  /// How a cell of a table looks.
  private struct Look: Hashable {
    let isWrapped: Bool
    let isCentered: Bool
    let isDate: Bool
  }

  private let library: XLSXFunctions
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let choiceError: Spreadsheet.Notice
  private let titleFormat: Format?
  private let headFormat: Format?
  private let footerFormat: Format?
  private var cellFormats: [Look: Format] = [:]
  private var names = SheetNames()
  /// Every list of choices once, with its number among them.
  private var lists: [[String]] = []
  private var listNumbers: [[String]: Int] = [:]
  /// As many cells as the largest sheet has, or more.
  private var largestSheet = 0

  init(_ library: XLSXFunctions, _ book: UnsafeMutablePointer<lxw_workbook>, choiceError: Spreadsheet.Notice) {
    self.library = library
    self.book = book
    self.choiceError = choiceError
    titleFormat = library.workbook_add_format(book)
    library.format_set_bold(titleFormat)
    library.format_set_font_size(titleFormat, 13)
    headFormat = library.workbook_add_format(book)
    library.format_set_bold(headFormat)
    library.format_set_bg_color(headFormat, 0xD9D9D9)
    library.format_set_border(headFormat, UInt8(LXW_BORDER_THIN.rawValue))
    library.format_set_align(headFormat, UInt8(LXW_ALIGN_CENTER.rawValue))
    library.format_set_align(headFormat, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    library.format_set_text_wrap(headFormat)
    footerFormat = library.workbook_add_format(book)
    library.format_set_align(footerFormat, UInt8(LXW_ALIGN_CENTER.rawValue))
  }

  func describe(title: String, author: String, created: Int) throws(SpreadsheetFailure) {
    let result = SpreadsheetText.label(title).withCString { title in
      SpreadsheetText.label(author).withCString { author in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: author)
        // The library takes 0 for now, and falls over years of five digits.
        properties.created = min(max(created, 1), 253_402_300_799)
        return library.workbook_set_properties(book, &properties)
      }
    }
    try check(result)
  }

  mutating func add(_ sheet: Spreadsheet.Sheet) throws(SpreadsheetFailure) {
    let page = try addPage(names.unused(sheet.name))
    library.worksheet_set_paper(page, 9)  // A4
    library.worksheet_set_landscape(page)
    library.worksheet_fit_to_pages(page, 1, 0)
    library.worksheet_set_margins(page, 0.4, 0.4, 0.5, 0.7)
    try check(library.worksheet_set_footer(page, "&C&P/&N"))
    for (row, line) in sheet.title.enumerated() { try write(line, to: page, row, 0, row == 0 ? titleFormat : nil) }
    var row = sheet.title.isEmpty ? 0 : sheet.title.count + 1
    if !sheet.columns.isEmpty {
      try addTable(sheet, to: page, row)
      row += sheet.rows.count + 1
    }
    for (index, line) in sheet.footer.enumerated() { try addFooter(line, to: page, row + 1 + index, sheet.columns) }
    let width = max(sheet.columns.count, sheet.footer.map(\.count).max() ?? 1)
    largestSheet = max(largestSheet, sheet.title.count + width * (sheet.rows.count + sheet.footer.count + 1))
  }

  /// Puts the lists of choices on a hidden sheet, where each may be as long as it likes.
  mutating func addChoices() throws(SpreadsheetFailure) {
    guard !lists.isEmpty else { return }
    let name = names.unused("choices")
    let page = try addPage(name)
    library.worksheet_hide(page)
    var row = 0
    for (number, list) in lists.enumerated() {
      try check(
        library.workbook_define_name(book, Self.listName(number), "=\(Self.quoted(name))!$A$\(row + 1):$A$\(row + list.count)"))
      for choice in list {
        try write(choice, to: page, row, 0, nil)
        row += 1
      }
    }
    largestSheet = max(largestSheet, row)
  }

  /// Refuses a folder without room for the parts: the library would leave out what does not fit and report nothing.
  func checkRoom(in folder: String) throws(SpreadsheetFailure) {
    var size = 1 << 16 + Int(book.pointee.num_sheets) << 10 + largestSheet * 128
    var next = book.pointee.sst.pointee.order_list.pointee.stqh_first
    while let element = next {
      size += 48
      var place = element.pointee.string
      while let letter = place, letter.pointee != 0 {
        size += Self.writtenLength(UInt8(bitPattern: letter.pointee))
        place = letter + 1
      }
      next = element.pointee.sst_order_pointers.stqe_next
    }
    var name = Array("\(folder)/plan-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { throw SpreadsheetFailure(system: errno) }
    defer { close(file) }
    unlink(name)
    var code = EINTR
    while code == EINTR { code = posix_fallocate(file, 0, size) }
    if [ENOSPC, EDQUOT, EFBIG].contains(code) { throw SpreadsheetFailure(system: code) }
  }

  /// As what a byte of a text is written: `_x0001_`, `&amp;` or itself.
  private static func writtenLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0..<0x20: 7
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): 5
    default: 1
    }
  }

  private func addPage(_ name: String) throws(SpreadsheetFailure) -> Page {
    guard let page = library.workbook_add_worksheet(book, name) else { throw library.failure(LXW_ERROR_PARAMETER_VALIDATION) }
    // The library would name the rows to repeat without quotes even on sheets such as `2018` and `A1`.
    free(page.pointee.quoted_name)
    page.pointee.quoted_name = strdup(Self.quoted(name))
    return page
  }

  private mutating func addTable(_ sheet: Spreadsheet.Sheet, to page: Page, _ start: Int) throws(SpreadsheetFailure) {
    for (index, column) in sheet.columns.enumerated() {
      let number = lxw_col_t(clamping: index)
      try check(library.worksheet_set_column(page, number, number, column.width, nil))
      try write(column.head, to: page, start, index, headFormat)
      if !column.choices.isEmpty, !sheet.rows.isEmpty {
        try offer(column.choices, on: page, rows: start + 1...start + sheet.rows.count, number)
      }
      for (row, cells) in sheet.rows.enumerated() {
        try write(index < cells.count ? cells[index] : .empty, to: page, start + 1 + row, index, column)
      }
    }
    library.worksheet_freeze_panes(page, lxw_row_t(clamping: start + 1), 0)
    try check(library.worksheet_repeat_rows(page, lxw_row_t(clamping: start), lxw_row_t(clamping: start)))
  }

  private mutating func offer(
    _ choices: [String], on page: Page, rows: ClosedRange<Int>, _ column: lxw_col_t
  ) throws(SpreadsheetFailure) {
    let number = listNumbers[choices] ?? lists.count
    if number == lists.count {
      lists.append(choices)
      listNumbers[choices] = number
    }
    let result = SpreadsheetText.label(choiceError.title, limit: 32).withCString { title in
      SpreadsheetText.label(choiceError.text, limit: 255).withCString { text in
        "=\(Self.listName(number))".withCString { list in
          var rule = lxw_data_validation()
          rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
          rule.value_formula = UnsafeMutablePointer(mutating: list)
          rule.error_title = UnsafeMutablePointer(mutating: title)
          rule.error_message = UnsafeMutablePointer(mutating: text)
          let (first, last) = (lxw_row_t(clamping: rows.lowerBound), lxw_row_t(clamping: rows.upperBound))
          return library.worksheet_data_validation_range(page, first, column, last, column, &rule)
        }
      }
    }
    try check(result)
  }

  /// Writes the texts of a line, each in the middle of its share of the width.
  private func addFooter(
    _ line: [String], to page: Page, _ row: Int, _ columns: [Spreadsheet.Column]
  ) throws(SpreadsheetFailure) {
    if line.count == 1 { return try write(line[0], to: page, row, 0, nil) }
    let width = columns.reduce(0) { $0 + $1.width }
    var first = 0
    var reached = 0.0
    for (index, text) in line.enumerated() {
      // Each of the later texts needs a column as well.
      let limit = columns.count - (line.count - 1 - index)
      var end = first
      repeat {
        if end < columns.count { reached += columns[end].width }
        end += 1
      } while end < limit && (index == line.count - 1 || reached < width * Double(index + 1) / Double(line.count))
      if end - first == 1 {
        try write(text, to: page, row, first, footerFormat)
      } else {
        let (place, start, last) = (lxw_row_t(clamping: row), lxw_col_t(clamping: first), lxw_col_t(clamping: end - 1))
        try check(library.worksheet_merge_range(page, place, start, place, last, SpreadsheetText.cell(text), footerFormat))
      }
      first = end
    }
  }

  private mutating func write(
    _ cell: Spreadsheet.Cell, to page: Page, _ row: Int, _ index: Int, _ column: Spreadsheet.Column
  ) throws(SpreadsheetFailure) {
    var isDate = column.isDate
    if case .date = cell { isDate = true }
    let format = format(Look(isWrapped: column.isWrapped, isCentered: column.isCentered, isDate: isDate))
    let (place, number) = (lxw_row_t(clamping: row), lxw_col_t(clamping: index))
    switch cell {
    case .text(let text): try write(text, to: page, row, index, format)
    case .number(let value): try check(library.worksheet_write_number(page, place, number, Double(value), format))
    case .date(let year, let month, let day) where (1900...9999).contains(year):
      var date = lxw_datetime(year: Int32(year), month: Int32(month), day: Int32(day), hour: 0, min: 0, sec: 0)
      try check(library.worksheet_write_datetime(page, place, number, &date, format))
    case .date(let year, let month, let day):
      let parts = [(day, 2), (month, 2), (year, 4)].map { value, count in
        String(repeating: "0", count: max(0, count - String(value).count)) + String(value)
      }
      try write(parts.joined(separator: "/"), to: page, row, index, format)
    case .empty: try check(library.worksheet_write_blank(page, place, number, format))
    }
  }

  private func write(
    _ text: String, to page: Page, _ row: Int, _ column: Int, _ format: Format?
  ) throws(SpreadsheetFailure) {
    let (place, number) = (lxw_row_t(clamping: row), lxw_col_t(clamping: column))
    try check(library.worksheet_write_string(page, place, number, SpreadsheetText.cell(text), format))
  }

  private mutating func format(_ look: Look) -> Format? {
    if let known = cellFormats[look] { return known }
    let format = library.workbook_add_format(book)
    library.format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if look.isWrapped { library.format_set_text_wrap(format) }
    if look.isCentered { library.format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
    if look.isDate { library.format_set_num_format(format, "dd/mm/yyyy") }
    cellFormats[look] = format
    return format
  }

  private func check(_ result: lxw_error) throws(SpreadsheetFailure) {
    if result != LXW_NO_ERROR { throw library.failure(result) }
  }

  private static func listName(_ number: Int) -> String { "choices_\(number + 1)" }

  private static func quoted(_ name: String) -> String {
    var quoted = "'"
    for scalar in name.unicodeScalars { quoted += scalar == "'" ? "''" : String(scalar) }
    return quoted + "'"
  }
}
