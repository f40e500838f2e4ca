import PlanModel

extension Checklist {
  /// The checklist as CSV to fill in and send back; see ``FilledChecklist``.
  ///
  /// - Parameters:
  ///   - language: The language of the heads and of the states.
  ///   - semicolons: Whether cells are parted by semicolons, as Excel expects where commas are for decimals.
  ///   - isRaw: Whether cells stay as they are, formulas among them.
  /// - Returns: The file as text, with a byte-order mark.
  public func csv(_ language: Language, semicolons: Bool = false, isRaw: Bool = false) -> String {
    var table = CSVText()
    table.separator = semicolons ? ";" : ","
    table.isRaw = isRaw
    table.add(ChecklistColumn.allCases.map { $0.name.text(language) })
    for section in sections {
      for (number, line) in section.lines.enumerated() {
        let values = fillable(line, number + 1, section.unit, language)
        table.add(ChecklistColumn.allCases.map { values[$0] ?? "" })
      }
    }
    return table.text
  }

  /// What stands in the cells of a line that people fill in and send back.
  func fillable(_ line: Line, _ number: Int, _ unit: Int, _ language: Language) -> [ChecklistColumn: String] {
    let printed = printed(line, number, language)
    let progress = line.progress
    var title = printed.title
    if line.role != .lead { title += " (\(role(line.role, language)))" }
    if let former = line.task.formerOwner(in: plan, language) { title += " (\(former))" }
    return [
      .number: printed.number, .title: title, .lead: printed.lead, .coordinate: printed.coordinate, .time: printed.time,
      .product: printed.product, .state: stateWord(progress, language),
      .day: progress.state == .open ? "" : progress.since?.officeText ?? "",
      .quantity: progress.state == .open ? "" : progress.quantity.map { "\($0)" } ?? "",
      .evidence: progress.state == .open ? "" : progress.evidence.joined(separator: "\n"),
      .note: progress.state == .open ? "" : progress.verification == .returned ? progress.finding ?? "" : progress.note ?? "",
      .unit: plan.units[unit].shortName, .task: line.task.id,
    ]
  }

  /// What a unit finds in the cells of a task that was sent back: what it changes there, it wants to hand in again.
  public static func returnedText(_ progress: TaskProgress) -> String {
    MarkRequest.oneLine(progress.evidence.joined(separator: "\n")) + MarkRequest.oneLine(progress.finding ?? "")
      + (progress.since?.officeText ?? "") + (progress.quantity.map { "\($0)" } ?? "")
  }

  /// The state as a cell says it; nothing for a task that is open, to be filled in.
  func stateWord(_ progress: TaskProgress, _ language: Language) -> String {
    if progress.verification == .returned { return Verification.returned.name.text(language) }
    return progress.state == .open ? "" : progress.state.name.text(language)
  }

  /// The checklist as JSON, one task a line.
  public func json() -> String {
    var json = JSONText()
    json.object { json in
      json.key("plan")
      json.string(plan.id.text)
      json.key("from")
      json.string(period?.first.description)
      json.key("to")
      json.string(period?.last.description)
      json.key("units")
      json.array { json in
        for section in sections {
          json.newline()
          json.object { json in
            json.key("unit")
            json.string(plan.units[section.unit].id.text)
            json.key("name")
            json.string(plan.units[section.unit].name)
            json.key("tasks")
            json.array { json in for line in section.lines { write(line, &json) } }
          }
        }
      }
    }
    json.newline()
    return json.string
  }

  private func write(_ line: Line, _ json: inout JSONText) {
    let task = line.task
    json.newline()
    json.object { json in
      let texts: [(String, String?)] = [
        ("id", task.id), ("role", line.role.rawValue), ("title", task.title), ("lead", plan.units[task.lead].id.text),
        ("start", task.slot.start?.description), ("due", task.slot.due?.description), ("time", task.slot.time?.text),
        ("state", line.progress.state.rawValue), ("timeliness", line.timeliness.rawValue),
        ("verification", line.progress.verification.rawValue), ("done_on", line.progress.doneOn?.description),
        ("note", line.progress.note),
      ]
      json.members(texts)
      json.key("coordinate")
      json.strings(task.coordinate.map { plan.units[$0].id.text })
      json.key("product")
      json.strings(task.work.products.map(\.text))
      json.key("evidence")
      json.strings(line.progress.evidence)
      json.key("quantity")
      json.number(line.progress.quantity)
      json.formerOwner(of: task, in: plan)
    }
  }
}
