import PlanModel

/// A heat map for a terminal: names, cells with a shade and a figure, and sums; as many blocks below each other as the width asks for.
struct TextGrid {
  enum Cell {
    /// A figure with its shade, 0 for none to 4.
    case figure(String, Int)
    case nothing
    /// Nothing, where there should be something.
    case gap
  }

  private enum Line {
    case section(String)
    case row(String, [Cell], Coverage.Count, isTotal: Bool)
  }

  let title: String
  let heads: [String]
  /// The heads of the sums, occasions and tasks.
  let sums: [String]
  let cellWidth: Int
  let nameWidth: Int
  private var lines: [Line] = []

  init(title: String, heads: [String], sums: [String], cellWidth: Int, nameWidth: Int) {
    (self.title, self.heads, self.sums, self.cellWidth, self.nameWidth) = (title, heads, sums, cellWidth, nameWidth)
  }

  mutating func add(section: String) { lines.append(.section(section)) }

  mutating func add(_ name: String, _ cells: [Cell], _ total: Coverage.Count) {
    lines.append(.row(name, cells, total, isTotal: false))
  }

  mutating func add(total name: String, _ cells: [Cell], _ total: Coverage.Count) {
    lines.append(.row(name, cells, total, isTotal: true))
  }

  func text(width: Int, ink: TerminalInk) -> String {
    let widths = heads.map { max(TerminalText.width(of: $0), cellWidth) }
    let sumWidths = sums.indices.map { index in
      lines.reduce(TerminalText.width(of: sums[index])) { widest, line in
        guard case .row(_, _, let count, _) = line else { return widest }
        return max(widest, Product.grouped(index == 0 ? count.occasions : count.tasks).utf8.count)
      }
    }
    var blocks: [Range<Int>] = []
    var start = 0
    while start < heads.count || blocks.isEmpty {
      var end = start
      var taken = nameWidth + sumWidths.reduce(0) { $0 + $1 + 2 }
      while end < heads.count, end == start || taken + widths[end] + 2 <= width {
        taken += widths[end] + 2
        end += 1
      }
      blocks.append(start..<end)
      start = end
    }
    return blocks.enumerated().map { number, columns in
      // The sums stand once, in the last block.
      let hasSums = number == blocks.count - 1
      let head = number == 0 ? StatusTable.cut(title, nameWidth) : ""
      var text =
        StatusTable.padded(head, nameWidth) + columns.map { "  " + StatusTable.right(heads[$0], widths[$0]) }.joined()
      if hasSums { text += zip(sums, sumWidths).map { "  " + StatusTable.right($0, $1) }.joined() }
      text = ink.bold(text) + "\n"
      for line in lines {
        switch line {
        case .section(let name): text += ink.dim(name) + "\n"
        case .row(let name, let cells, let total, let isTotal):
          let start = StatusTable.padded(name, nameWidth)
          text += isTotal ? ink.bold(start) : start
          for column in columns { text += "  " + painted(cells[column], widths[column], ink) }
          if hasSums {
            text +=
              "  " + StatusTable.right(Product.grouped(total.occasions), sumWidths[0]) + "  "
              + StatusTable.right(Product.grouped(total.tasks), sumWidths[1])
          }
          text += "\n"
        }
      }
      return text
    }.joined(separator: "\n")
  }

  /// A cell at the right of its column: the shade, then the figure.
  private func painted(_ cell: Cell, _ width: Int, _ ink: TerminalInk) -> String {
    switch cell {
    case .figure(let figure, let level):
      StatusTable.right(CoverageShade.blocks[level] + " " + StatusTable.right(figure, cellWidth - 2), width)
    case .nothing: ink.dim(StatusTable.right("·", width))
    case .gap: ink.late(StatusTable.right("–", width))
    }
  }
}
