import PlanModel

/// What a side of a table of coverage stands for.
enum CoverageAxis {
  case theme, targetGroup, channel, quarter
}

/// Occasions and tasks by two sides; items are positions in the plan, nil for what has none.
struct CoverageTable {
  struct Row {
    let item: Int?
    let cells: [Coverage.Count]
    /// All of the row, each occasion once.
    let total: Coverage.Count
  }

  let columns: [Int?]
  let rows: [Row]
  /// All of each column, each occasion once.
  let columnTotals: [Coverage.Count]

  /// The largest number of occasions of a cell.
  var largest: Int { rows.reduce(0) { $1.cells.reduce($0) { max($0, $1.occasions) } } }
}

extension Coverage {
  /// More rows or columns than this nobody reads; what a table leaves out it says.
  static let tableLimit = 200

  /// Occasions and tasks by two sides; rows are never quarters.
  func table(_ rowAxis: CoverageAxis, _ columnAxis: CoverageAxis) -> CoverageTable {
    let (rows, columns) = (items(rowAxis).shown, items(columnAxis).shown)
    func positions(_ items: [Int?]) -> [Int: Int] {
      Dictionary(items.enumerated().map { ($0.element ?? -1, $0.offset) }) { one, _ in one }
    }
    let (rowOf, columnOf) = (positions(rows), positions(columns))
    var cells = [[Count]](repeating: [Count](repeating: Count(), count: columns.count), count: rows.count)
    var totals = [Count](repeating: Count(), count: rows.count)
    var columnTotals = [Count](repeating: Count(), count: columns.count)
    for reach in reaches {
      let parts = reach.parts(columnAxis).compactMap { item, count in columnOf[item].map { ($0, count) } }
      for (column, count) in parts { columnTotals[column] += count }
      for (item, _) in reach.parts(rowAxis) {
        guard let row = rowOf[item] else { continue }
        totals[row] += reach.total
        for (column, count) in parts { cells[row][column] += count }
      }
    }
    return CoverageTable(
      columns: columns,
      rows: rows.indices.map { CoverageTable.Row(item: rows[$0], cells: cells[$0], total: totals[$0]) },
      columnTotals: columnTotals)
  }

  /// What a side shows: what the plan's own file defines or the work names, in the order of the plan, what has none last.
  func items(_ axis: CoverageAxis) -> (shown: [Int?], all: [Int]) {
    if axis == .quarter {
      let undated = reaches.contains { ($0.quarters.last?.occasions ?? 0) > 0 }
      return (Array(quarters.indices) + (undated ? [nil] : []), Array(quarters.indices))
    }
    var used: Set<Int> = []
    var hasNone = false
    for reach in reaches {
      for (item, count) in reach.parts(axis) {
        if item >= 0 { used.insert(item) } else if count.occasions > 0 { hasNone = true }
      }
    }
    let spans: [SourceSpan] =
      switch axis {
      case .theme: plan.themes.ids.map(\.span)
      case .targetGroup: plan.targetGroups.ids.map(\.span)
      case .channel: plan.channels.ids.map(\.span)
      case .quarter: []
      }
    let all = spans.indices.filter { spans[$0].file == plan.idSpan.file || used.contains($0) }
    return (all.prefix(Self.tableLimit).map(Optional.some) + (hasNone ? [nil] : []), all)
  }
}

extension Coverage.Reach {
  /// What of the work belongs to each item of a side; -1 stands for none.
  func parts(_ axis: CoverageAxis) -> [(Int, Coverage.Count)] {
    switch axis {
    case .theme: all(of: themes)
    case .targetGroup: all(of: targetGroups)
    case .channel: all(of: channels)
    case .quarter:
      quarters.enumerated().compactMap { quarter, count in
        count.occasions == 0 ? nil : (quarter == quarters.count - 1 ? -1 : quarter, count)
      }
    }
  }

  private func all(of items: [Int]) -> [(Int, Coverage.Count)] { items.isEmpty ? [(-1, total)] : items.map { ($0, total) } }
}

/// One cell of coverage in all four directions; nil for what has no theme, target group, channel or date.
struct CoverageCell: Hashable {
  let theme: Int?
  let targetGroup: Int?
  let channel: Int?
  let quarter: Int?
}

extension Coverage {
  /// More cells than this are no table.
  static let cellLimit = 1_000_000

  /// The cells that hold something, in order; nil where there would be more than a million.
  func cells() -> [(cell: CoverageCell, count: Count)]? {
    var expected = 0
    for reach in reaches {
      let sides = [reach.themes.count, reach.targetGroups.count, reach.channels.count, reach.parts(.quarter).count].map {
        max($0, 1)
      }
      var product = 1
      for side in sides {
        product *= side
        guard product <= Self.cellLimit else { return nil }
      }
      expected += product
      guard expected <= Self.cellLimit else { return nil }
    }
    var counts: [CoverageCell: Count] = [:]
    for reach in reaches {
      for (quarter, count) in reach.parts(.quarter) {
        for (theme, _) in reach.parts(.theme) {
          for (group, _) in reach.parts(.targetGroup) {
            for (channel, _) in reach.parts(.channel) {
              let cell = CoverageCell(
                theme: theme < 0 ? nil : theme, targetGroup: group < 0 ? nil : group, channel: channel < 0 ? nil : channel,
                quarter: quarter < 0 ? nil : quarter)
              counts[cell, default: Count()] += count
            }
          }
        }
      }
    }
    func rank(_ cell: CoverageCell) -> (Int, Int, Int, Int) {
      (cell.theme ?? .max, cell.targetGroup ?? .max, cell.channel ?? .max, cell.quarter ?? .max)
    }
    return counts.sorted { rank($0.key) < rank($1.key) }.map { ($0.key, $0.value) }
  }
}

/// How dark a figure is shown, beside the largest of its table.
enum CoverageShade {
  /// 0 for nothing to 4; by the square root, so that a weekly broadcast does not make all else look like nothing.
  static func level(_ value: Int, of largest: Int) -> Int {
    guard value > 0, largest > 0 else { return 0 }
    let share = Double(value) / Double(largest)
    let level = share <= 1 / 16 ? 1 : share <= 1 / 4 ? 2 : share <= 9 / 16 ? 3 : 4
    // One or two are few, even where there is nothing more.
    return min(level, value)
  }

  /// The block of a level, for terminals.
  static let blocks = [" ", "░", "▒", "▓", "█"]
}
