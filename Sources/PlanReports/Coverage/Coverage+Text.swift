import PlanModel

extension Coverage {
  /// The coverage for a terminal: two heat maps in figures and shades, the gaps, and the busiest weeks.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - width: The columns of the terminal.
  ///   - ink: The colours.
  /// - Returns: The lines.
  public func text(_ language: Language, width: Int, ink: TerminalInk) -> String {
    var text = ink.bold(title(language)) + "\n" + shown(source(language)) + "\n"
    if let scope = scope(language) { text += shown(scope) + "\n" }
    text += sums(language) + "\n"
    if !reaches.isEmpty {
      var names = ItemNames(self, language, width: width)
      text += "\n" + grid(Self.mapTitle(language), [.theme], .targetGroup, language, &names).text(width: width, ink: ink)
      text +=
        "\n"
        + grid(Self.quarterTitle(language), [.theme, .targetGroup, .channel], .quarter, language, &names)
        .text(width: width, ink: ink)
      text += names.legend(ink)
      let key =
        language == .vi
        ? "░▒▓█ từ ít đến nhiều; · không có; – khoảng trống." : "░▒▓█ from few to many; · nothing; – a gap."
      for note in [key] + notes(language) { text += Self.wrapped(note, width).map { ink.dim($0) + "\n" }.joined() }
    }
    text += "\n" + ink.bold(gapTitle(language)) + "\n"
    for gap in gaps {
      text += "\(TerminalText(gap.file)):\(gap.position.line):\(gap.position.column): \(shown(gap.message.text(language)))\n"
    }
    if let none = noGaps(language) { text += none + "\n" }
    if let note = loadNote(language) {
      text += "\n" + ink.bold(Self.loadTitle(language)) + "\n" + loadText(language, width: width, ink: ink)
      text += Self.wrapped(note, width).map { ink.dim($0) + "\n" }.joined()
    }
    return text
  }

  private func shown(_ text: String) -> String {
    TerminalText(text.split(whereSeparator: \.isNewline).joined(separator: " ")).description
  }

  /// One table, its rows in sections.
  private func grid(
    _ title: String, _ sections: [CoverageAxis], _ columnAxis: CoverageAxis, _ language: Language, _ names: inout ItemNames
  ) -> TextGrid {
    let map = CoverageGapMap(gaps)
    let sum = language == .vi ? "Cộng" : "Total"
    let tables = sections.map { table($0, columnAxis) }
    let figures = tables.flatMap { table in table.rows.flatMap { $0.cells.map(\.occasions) } + table.columnTotals.map(\.occasions)
    }
    let figureWidth = figures.map { Product.grouped($0).utf8.count }.max() ?? 1
    let columns = tables.first?.columns ?? []
    let heads =
      columnAxis == .quarter ? columns.map { name(.quarter, $0, language) } : names.heads(columns, figureWidth: figureWidth)
    var grid = TextGrid(
      title: title, heads: heads, sums: language == .vi ? ["Lượt", "Việc"] : ["Occasions", "Tasks"], cellWidth: figureWidth + 2,
      nameWidth: names.width)
    for (axis, table) in zip(sections, tables) {
      let largest = table.largest
      if sections.count > 1 { grid.add(section: Self.name(of: axis, language)) }
      for row in table.rows {
        let cells = zip(table.columns, row.cells).map { column, count -> TextGrid.Cell in
          let level = CoverageShade.level(count.occasions, of: largest)
          if level > 0 { return .figure(Product.grouped(count.occasions), level) }
          let isGap =
            columnAxis == .quarter ? map.isGap(axis, row.item, quarter: column) : map.isGap(theme: row.item, targetGroup: column)
          return isGap ? .gap : .nothing
        }
        grid.add(names.row(axis, row.item), cells, row.total)
      }
    }
    if let table = tables.first {
      grid.add(
        total: sum,
        zip(table.columns, table.columnTotals).map { column, count in
          let isGap = columnAxis == .quarter && count.occasions == 0 && map.isGap(.quarter, column, quarter: column)
          return isGap ? .gap : count.occasions > 0 ? .figure(Product.grouped(count.occasions), 0) : .nothing
        }, total)
    }
    return grid
  }

  /// The units with their busiest weeks, and a strip of all weeks where there is room.
  private func loadText(_ language: Language, width: Int, ink: TerminalInk) -> String {
    let rows = load.rows.prefix(UnitLoad.shown)
    let names = rows.map { TerminalText(plan.units[$0.unit].shortName).description }
    let totals = rows.map { Product.grouped($0.total) }
    let peaks = rows.map { row in
      "\(row.peak) " + (language == .vi ? "(từ " : "(from ") + load.monday(row.busiest).officeText.prefix(5) + ")"
    }
    let heads = language == .vi ? ["Việc", "Tuần nhiều nhất"] : ["Tasks", "Busiest week"]
    func widest(_ texts: [String], _ least: Int) -> Int {
      texts.map { TerminalText.width(of: $0) }.max().map { max($0, least) } ?? least
    }
    let totalWidth = widest(totals, TerminalText.width(of: heads[0]))
    let peakWidth = widest(peaks, TerminalText.width(of: heads[1]))
    let room = width - totalWidth - peakWidth - 4
    let hasStrip = load.weekCount <= 60 && room - load.weekCount - 2 >= 14
    let nameWidth = min(widest(names, 8), max(room - (hasStrip ? load.weekCount + 2 : 0), 8))
    let largest = rows.map(\.peak).max() ?? 0
    var text =
      StatusTable.padded("", nameWidth) + "  " + StatusTable.right(heads[0], totalWidth) + "  "
      + StatusTable.padded(heads[1], peakWidth) + (hasStrip ? "  " + monthMarks() : "")
    text = ink.bold(Self.trimmed(text)) + "\n"
    for (index, row) in rows.enumerated() {
      var line = StatusTable.padded(StatusTable.cut(names[index], nameWidth), nameWidth)
      line += "  " + StatusTable.right(totals[index], totalWidth) + "  " + StatusTable.padded(peaks[index], peakWidth)
      if hasStrip {
        line += "  " + row.counts.map { CoverageShade.blocks[CoverageShade.level(Int($0), of: largest)] }.joined()
      }
      text += Self.trimmed(line) + "\n"
    }
    return text
  }

  /// The numbers of the months above the weeks in which they begin.
  private func monthMarks() -> String {
    var marks = [Character](repeating: " ", count: load.weekCount + 2)
    for (week, first) in load.months(in: 0..<load.weekCount) {
      for (offset, digit) in "\(first.month)".enumerated() { marks[week + offset] = digit }
    }
    return String(marks)
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  /// A sentence over as many lines as it needs.
  static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, TerminalText.width(of: line) + 1 + TerminalText.width(of: String(word)) > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}

/// The names of themes, target groups and channels in tables: cut where they are long, then numbered, with a list of the full names.
struct ItemNames {
  private let coverage: Coverage
  private let language: Language
  private let screen: Int
  /// The columns of the names of rows.
  let width: Int
  /// What is cut somewhere, by its number on its side.
  private var cut: [(axis: CoverageAxis, items: Set<Int>)] = [(.theme, []), (.targetGroup, []), (.channel, [])]

  init(_ coverage: Coverage, _ language: Language, width: Int) {
    (self.coverage, self.language, screen) = (coverage, language, width)
    let names = [CoverageAxis.theme, .targetGroup, .channel].flatMap { axis in
      coverage.items(axis).shown.map { TerminalText(coverage.name(axis, $0, language)).width }
    }
    self.width = min(max(names.max() ?? 0, 8), max(width * 2 / 5, 16))
  }

  /// The name of a row.
  mutating func row(_ axis: CoverageAxis, _ item: Int?) -> String { short(axis, item, width) }

  /// The heads of the columns of target groups, side by side; the number alone where there is no room for names.
  mutating func heads(_ groups: [Int?], figureWidth: Int) -> [String] {
    let room = (screen - width - 16) / max(groups.count, 1) - 2
    let longest = groups.map { TerminalText(coverage.name(.targetGroup, $0, language)).width }.max() ?? 0
    let each = min(longest, max(room, figureWidth + 2), 24)
    return groups.map { group in
      guard let group, each < 8 else { return short(.targetGroup, group, max(each, 8)) }
      note(.targetGroup, group)
      return "\(group + 1)"
    }
  }

  private mutating func short(_ axis: CoverageAxis, _ item: Int?, _ width: Int) -> String {
    let name = TerminalText(coverage.name(axis, item, language)).description
    guard TerminalText.width(of: name) > width, let item else { return StatusTable.cut(name, width) }
    note(axis, item)
    let number = "\(item + 1) "
    return number + StatusTable.cut(name, max(width - number.utf8.count, 1))
  }

  private mutating func note(_ axis: CoverageAxis, _ item: Int) {
    for index in cut.indices where cut[index].axis == axis { cut[index].items.insert(item) }
  }

  /// The full names of what was cut.
  func legend(_ ink: TerminalInk) -> String {
    var text = ""
    for (axis, items) in cut where !items.isEmpty {
      text += ink.dim(Coverage.name(of: axis, language) + ":") + "\n"
      for item in items.sorted() {
        text += "  \(item + 1) \(TerminalText(coverage.name(axis, item, language)))\n"
      }
    }
    return text.isEmpty ? "" : "\n" + text
  }
}
