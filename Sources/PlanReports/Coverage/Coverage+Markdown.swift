import PlanModel

extension Coverage {
  /// The coverage as Markdown.
  public func markdown(_ language: Language) -> String {
    var text = "# \(title(language))\n\n\(MarkdownText(source(language)))\n"
    if let scope = scope(language) { text += "\n\(MarkdownText(scope))\n" }
    text += "\n\(MarkdownText(sums(language)))\n"
    if !reaches.isEmpty {
      for printed in printedTables(language) {
        text += "\n## \(printed.title)\n\n"
        text += "| " + printed.heads.map { MarkdownText($0).description }.joined(separator: " | ") + " |\n| --- |"
        text += String(repeating: " --: |", count: printed.heads.count - 1) + "\n"
        for row in printed.rows {
          text += "| " + row.cells.map { MarkdownText($0).description }.joined(separator: " | ") + " |\n"
        }
      }
      text += "\n" + notes(language).map { "\(MarkdownText($0))\n" }.joined(separator: "\n")
    }
    text += "\n## \(gapTitle(language))\n\n"
    for gap in gaps { text += "- \(MarkdownText(gap.message.text(language))) (\(MarkdownText(Self.place(gap))))\n" }
    if let none = noGaps(language) { text += "\(MarkdownText(none))\n" }
    if let note = loadNote(language) {
      text += "\n## \(Self.loadTitle(language))\n\n"
      text += "| " + Self.loadHeads(language).joined(separator: " | ") + " |\n| --- | --: | --- | --: |\n"
      for row in load.rows.prefix(UnitLoad.shown) {
        text += "| " + loadCells(row, language).map { MarkdownText($0).description }.joined(separator: " | ") + " |\n"
      }
      text += "\n\(MarkdownText(note))\n"
    }
    return text
  }

  /// `ke-hoach.yaml:95:3`, without folders, which are nobody's business on paper.
  static func place(_ gap: CoverageGap) -> String {
    let name = gap.file.split(separator: "/").last.map { String($0) } ?? gap.file
    return "\(name):\(gap.position.line):\(gap.position.column)"
  }

  static func loadHeads(_ language: Language) -> [String] {
    language == .vi
      ? ["Đơn vị", "Việc", "Tuần nhiều việc nhất", "Việc trong tuần ấy"] : ["Unit", "Tasks", "Busiest week", "Tasks in it"]
  }

  func loadCells(_ row: UnitLoad.Row, _ language: Language) -> [String] {
    [
      plan.units[row.unit].name, Product.grouped(row.total), weekName(row.busiest, language), Product.grouped(row.peak),
    ]
  }
}

/// A table of coverage as pages print it: a row for each theme, target group or channel, and the sums.
struct PrintedCoverage {
  struct Row {
    let cells: [String]
    var isSum = false
  }

  let title: String
  let heads: [String]
  let rows: [Row]
}

extension Coverage {
  /// The tables that pages print: themes × target groups, then each side × quarters.
  func printedTables(_ language: Language) -> [PrintedCoverage] {
    let sides: [(CoverageAxis, CoverageAxis)] = [
      (.theme, .targetGroup), (.theme, .quarter), (.targetGroup, .quarter), (.channel, .quarter),
    ]
    return sides.map { printed($0, $1, language) }
  }

  private func printed(_ rowAxis: CoverageAxis, _ columnAxis: CoverageAxis, _ language: Language) -> PrintedCoverage {
    let map = CoverageGapMap(gaps)
    let table = table(rowAxis, columnAxis)
    func figure(_ count: Int, _ isGap: Bool) -> String { count > 0 ? Product.grouped(count) : isGap ? "–" : "·" }
    let quarters = language == .vi ? "quý" : "quarter"
    let title =
      columnAxis == .quarter
      ? Self.name(of: rowAxis, language) + (language == .vi ? " theo " : " by ") + quarters : Self.mapTitle(language)
    let heads =
      [Self.name(of: rowAxis, language)] + table.columns.map { name(columnAxis, $0, language) }
      + (language == .vi ? ["Lượt", "Việc"] : ["Occasions", "Tasks"])
    var rows = table.rows.map { row in
      let cells = zip(table.columns, row.cells).map { column, count in
        figure(
          count.occasions,
          columnAxis == .quarter ? map.isGap(rowAxis, row.item, quarter: column) : map.isGap(theme: row.item, targetGroup: column)
        )
      }
      return PrintedCoverage.Row(
        cells: [name(rowAxis, row.item, language)] + cells
          + [Product.grouped(row.total.occasions), Product.grouped(row.total.tasks)])
    }
    rows.append(
      PrintedCoverage.Row(
        cells: [language == .vi ? "Cộng" : "Total"]
          + zip(table.columns, table.columnTotals).map { column, count in
            figure(count.occasions, columnAxis == .quarter && map.isGap(.quarter, column, quarter: column))
          } + [Product.grouped(total.occasions), Product.grouped(total.tasks)], isSum: true))
    return PrintedCoverage(title: title, heads: heads, rows: rows)
  }
}
