import PlanModel

/// Why a workbook cannot be written.
public enum WorkbookFailure: Error, Sendable {
  /// The library that writes it is missing.
  case library(MissingLibrary)
  /// The reason in English, as the library gives it, and the number of the system's error, where there is one.
  case file(String, code: Int32?)
}

extension Checklist {
  /// Writes the checklist as a workbook: a sheet for each unit, a drop-down for the state, set up for printing.
  ///
  /// - Parameters:
  ///   - path: The file, which is written over.
  ///   - temporaryFolder: Where the library keeps its parts meanwhile.
  ///   - created: When the file counts as made, in seconds since 1970; equal checklists then are equal to the byte.
  ///   - language: The language.
  /// - Throws: Why the file cannot be written.
  public func writeWorkbook(
    to path: String, temporaryFolder: String, created: Int, _ language: Language
  ) throws(WorkbookFailure) {
    let columns = ChecklistColumn.allCases.filter { $0 != .unit }
    let sheets = sections.map { section in
      Spreadsheet.Sheet(
        name: plan.units[section.unit].shortName,
        title: [title(language), source(language), plan.units[section.unit].name],
        columns: columns.map { column($0, language) },
        rows: section.lines.enumerated().map { number, line in
          let values = fillable(line, number + 1, section.unit, language)
          return columns.map { cell($0, values[$0] ?? "", line) }
        },
        footer: [["", Self.dateline(language)], Self.signers(language)])
    }
    let book = Spreadsheet(
      title: title(language), author: plan.document?.number ?? plan.title, created: created,
      choiceError: Spreadsheet.Notice(
        title: language == .vi ? "Trạng thái" : "State",
        text: language == .vi ? "Hãy chọn một trong danh sách." : "Choose one of the list."),
      sheets: sheets)
    do throws(SpreadsheetFailure) {
      try book.write(to: path, temporaryFolder: temporaryFolder)
    } catch {
      switch error {
      case .library(let missing): throw .library(missing)
      case .file(let reason, let code): throw .file(reason, code: code)
      }
    }
  }

  private func column(_ column: ChecklistColumn, _ language: Language) -> Spreadsheet.Column {
    let name = column.name.text(language)
    switch column {
    case .number: return Spreadsheet.Column(head: name, width: 5, isCentered: true)
    case .title: return Spreadsheet.Column(head: name, width: 40, isWrapped: true)
    case .lead, .coordinate: return Spreadsheet.Column(head: name, width: 18, isWrapped: true)
    case .time: return Spreadsheet.Column(head: name, width: 20, isWrapped: true)
    case .product: return Spreadsheet.Column(head: name, width: 18, isWrapped: true)
    case .state: return Spreadsheet.Column(head: name, width: 16, choices: StateWord.words(language))
    case .day: return Spreadsheet.Column(head: name, width: 12, isCentered: true, isDate: true)
    case .quantity: return Spreadsheet.Column(head: name, width: 9, isCentered: true)
    case .evidence, .note: return Spreadsheet.Column(head: name, width: 20, isWrapped: true)
    case .unit, .task: return Spreadsheet.Column(head: name, width: 30, isWrapped: true)
    }
  }

  private func cell(_ column: ChecklistColumn, _ text: String, _ line: Line) -> Spreadsheet.Cell {
    if text.isEmpty { return .empty }
    switch column {
    case .day:
      guard let day = line.progress.since else { return .empty }
      let (year, month, number) = day.components
      return .date(year: year, month: month, day: number)
    case .number, .quantity: return Int(text).map { .number($0) } ?? .text(text)
    default: return .text(text)
    }
  }
}
