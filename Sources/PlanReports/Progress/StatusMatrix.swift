import PlanModel

/// Units against the months in which tasks are due: in each cell what is done of what was to be done.
public struct StatusMatrix: Sendable {
  /// One row.
  public struct Row: Sendable {
    /// The unit's id.
    public let key: String
    /// The unit's short name.
    public let name: String
    /// The counts of each column.
    public let cells: [StatusCounts]
    /// All of the row.
    public let total: StatusCounts
  }

  /// The day as of which tasks are seen.
  public let asOf: CivilDate
  /// The months, such as `2018-05`; nil for tasks without a deadline, last.
  public let columns: [String?]
  /// The units, in the order of the plans.
  public let rows: [Row]
  /// The sums of the columns.
  public let totals: [StatusCounts]
  /// All tasks.
  public let total: StatusCounts

  /// Counts the tasks of plans; `units` are the owners that count, nil for all.
  public init(_ plans: [ScheduleProgress], asOf: CivilDate, units: [Identifier<Plan>: Set<Int>]?, period: DayRange?) {
    self.asOf = asOf
    var cells: [String: [String: StatusCounts]] = [:]
    var names: [(key: String, name: String)] = []
    var months: Set<String> = []
    var hasNone = false
    for plan in plans {
      let schedule = plan.schedule
      let asked = units.map { $0[schedule.plan.id] ?? [] }
      let holders = TaskHolders(plan, asOf: asOf)
      schedule.forEachTask { place in
        let unit = holders.holder(at: place)
        if let asked, !asked.contains(unit) { return }
        let slot = schedule.series[place.series].slots[place.slot]
        if let period, !slot.overlaps(period, in: schedule.plan) { return }
        let month = slot.due.map { String($0.description.prefix(7)) }
        if let month { months.insert(month) } else { hasNone = true }
        let id = schedule.plan.units[unit].id.text
        if cells[id] == nil { names.append((id, schedule.plan.units[unit].shortName)) }
        cells[id, default: [:]][month ?? "", default: StatusCounts()]
          .add(plan[place], due: slot.due, isWaiting: slot.isWaiting, asOf: asOf)
      }
      // In the order in which the plan names its units.
      let order = Dictionary(schedule.plan.units.ids.enumerated().map { ($0.element.value.text, $0.offset) }) { one, _ in one }
      if plans.count == 1 { names.sort { (order[$0.key] ?? .max) < (order[$1.key] ?? .max) } }
    }
    let columns: [String?] = months.sorted() + (hasNone ? [nil] : [])
    self.columns = columns
    let rows = names.map { key, name in
      let own = columns.map { cells[key]?[$0 ?? ""] ?? StatusCounts() }
      return Row(key: key, name: name, cells: own, total: own.reduce(into: StatusCounts()) { $0 += $1 })
    }
    let totals = columns.indices.map { column in rows.reduce(into: StatusCounts()) { $0 += $1.cells[column] } }
    (self.rows, self.totals) = (rows, totals)
    total = totals.reduce(into: StatusCounts()) { $0 += $1 }
  }

  private func head(_ column: String?, _ language: Language) -> String {
    guard let column else { return language == .vi ? "kh.hạn" : "none" }
    let month = Int(column.suffix(2)) ?? 0
    let years = Set(columns.compactMap { $0?.prefix(4) })
    return (language == .vi ? "T\(month)" : "M\(month)") + (years.count > 1 ? "/\(column.dropFirst(2).prefix(2))" : "")
  }

  /// The matrix for a terminal: `3/4`, with `!` where something is overdue.
  public func text(_ language: Language, width: Int, ink: TerminalInk) -> String {
    let sum = language == .vi ? "Cộng" : "Total"
    func cell(_ counts: StatusCounts) -> String {
      let planned = counts.total - counts.cancelled
      return planned == 0 ? "·" : "\(counts.done.total)/\(planned)" + (counts.notDone.overdue > 0 ? "!" : "")
    }
    func painted(_ counts: StatusCounts, _ text: String) -> String {
      let planned = counts.total - counts.cancelled
      if counts.notDone.overdue > 0 { return ink.late(text) }
      return planned > 0 && counts.done.total == planned ? ink.good(text) : planned == 0 ? ink.dim(text) : text
    }
    let heads = columns.map { head($0, language) } + [sum]
    let lines = rows.map { (TerminalText($0.name).description, $0.cells + [$0.total]) } + [(sum, totals + [total])]
    let widths = heads.indices.map { column in
      max(TerminalText.width(of: heads[column]), lines.map { cell($0.1[column]).utf8.count }.max() ?? 0)
    }
    let names = lines.map { TerminalText.width(of: $0.0) }.max() ?? 0
    let nameWidth = min(names, max(12, width - widths.reduce(0) { $0 + $1 + 2 }))
    var text =
      ink.bold(
        StatusTable.padded("", nameWidth) + zip(heads, widths).map { "  " + StatusTable.right($0, $1) }.joined()) + "\n"
    for (number, (name, counts)) in lines.enumerated() {
      let start = StatusTable.padded(StatusTable.cut(name, nameWidth), nameWidth)
      text += number == lines.count - 1 ? ink.bold(start) : start
      text += zip(counts, widths).map { "  " + painted($0, StatusTable.right(cell($0), $1)) }.joined() + "\n"
    }
    return text
      + (language == .vi
        ? "Xong/phải làm theo tháng đến hạn; ! là có việc quá hạn.\n"
        : "Done of what was due in each month; ! where something is overdue.\n")
  }

  /// The matrix as JSON, one row a line.
  public func json() -> String {
    var json = JSONText()
    json.object { json in
      json.key("as_of")
      json.string(asOf.description)
      json.key("columns")
      json.array { json in for column in columns { json.string(column) } }
      json.key("rows")
      json.array { json in
        for row in rows {
          json.newline()
          json.object { json in
            json.members([("key", row.key), ("name", row.name)])
            json.key("cells")
            json.array { json in for cell in row.cells { json.object { cell.write(into: &$0) } } }
            json.key("total")
            json.object { row.total.write(into: &$0) }
          }
        }
      }
      json.newline()
      json.key("totals")
      json.array { json in for cell in totals { json.object { cell.write(into: &$0) } } }
      json.key("total")
      json.object { total.write(into: &$0) }
    }
    json.newline()
    return json.string
  }

  /// The matrix as CSV: done and planned of each month.
  public func csv() -> String {
    var table = CSVText()
    table.add(
      ["key", "name"] + columns.flatMap { ["\($0 ?? "none") done", "\($0 ?? "none") planned", "\($0 ?? "none") overdue"] })
    func figures(_ cells: [StatusCounts]) -> [String] {
      cells.flatMap { ["\($0.done.total)", "\($0.total - $0.cancelled)", "\($0.notDone.overdue)"] }
    }
    for row in rows { table.add([row.key, row.name] + figures(row.cells)) }
    table.add(["", "total"] + figures(totals))
    return table.text
  }
}
