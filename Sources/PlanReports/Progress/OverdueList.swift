import PlanModel

/// The tasks that are overdue, the latest first, with whom to call: at the successor, where the unit has ended.
public struct OverdueList: Sendable {
  /// One overdue task.
  public struct Item: Sendable {
    /// The task.
    public let task: ListedTask
    /// How many days it is late.
    public let daysLate: Int

    /// Whom to call.
    public var contact: Contact? { task.plan.units[task.task.unit].contact }
  }

  /// The day as of which they are overdue.
  public let asOf: CivilDate
  /// The tasks.
  public let items: [Item]

  /// Takes what is overdue from a listing.
  public init(_ listing: TaskListing) {
    asOf = listing.asOf
    items = listing.tasks.compactMap { listed -> Item? in
      guard listed.timeliness == .overdue, let due = listed.task.slot.due else { return nil }
      return Item(task: listed, daysLate: Int(listing.asOf.dayNumber - due.dayNumber))
    }.enumerated().sorted { one, other in
      one.element.daysLate == other.element.daysLate ? one.offset < other.offset : one.element.daysLate > other.element.daysLate
    }.map(\.element)
  }

  /// The list for a terminal.
  public func text(_ language: Language, ink: TerminalInk) -> String {
    guard !items.isEmpty else {
      return
        (language == .vi
        ? "Không có việc nào quá hạn tính đến \(asOf.officeText)." : "Nothing is overdue as of \(asOf.officeText).") + "\n"
    }
    var table = TextTable()
    for item in items {
      let listed = item.task
      let late = language == .vi ? "quá \(item.daysLate) ngày" : "\(item.daysLate) day\(item.daysLate == 1 ? "" : "s") late"
      var title = TerminalText(listed.task.title).description
      if let state = listed.progress.text(language) { title += " [\(TerminalText(state))]" }
      table.add([
        late, listed.reference, TaskTime(listed.task.slot, language).text, title,
        TerminalText(listed.task.ownerName(in: listed.plan, language)).description,
        TerminalText(Self.words(item.contact)).description,
      ])
    }
    let lines = table.text.split(separator: "\n").map { line in
      var line = String(line)
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.map { $0 + "\n" }.joined()
      + ink.bold(
        language == .vi
          ? "\(items.count) việc quá hạn tính đến \(asOf.officeText)" : "\(items.count) overdue as of \(asOf.officeText)") + "\n"
  }

  /// `Nguyễn Thị A, 0291 000 000`.
  static func words(_ contact: Contact?) -> String {
    [contact?.person, contact?.phone, contact?.email].compactMap { $0 }.joined(separator: ", ")
  }

  /// The list as JSON, one task a line.
  public func json() -> String {
    var json = JSONText()
    json.object { json in
      json.key("as_of")
      json.string(asOf.description)
      json.key("tasks")
      json.array { json in
        for item in items {
          let listed = item.task
          json.newline()
          json.object { json in
            json.members([
              ("id", listed.task.id), ("ref", listed.reference), ("plan", listed.plan.id.text), ("title", listed.task.title),
              ("unit", listed.plan.units[listed.task.unit].id.text), ("due", listed.task.slot.due?.description),
              ("state", listed.progress.state.rawValue), ("note", listed.progress.note),
            ])
            json.key("days_late")
            json.number(item.daysLate)
            json.key("contact")
            json.object { json in
              json.members([
                ("person", item.contact?.person), ("phone", item.contact?.phone), ("email", item.contact?.email),
              ])
            }
            json.formerOwner(of: listed.task, in: listed.plan)
          }
        }
      }
    }
    json.newline()
    return json.string
  }

  /// The list as CSV.
  public func csv() -> String {
    var table = CSVText()
    table.add(["days_late", "id", "ref", "title", "unit", "due", "state", "note", "person", "phone", "email", "former_unit"])
    for item in items {
      let listed = item.task
      table.add([
        "\(item.daysLate)", listed.task.id, listed.reference, listed.task.title, listed.plan.units[listed.task.unit].id.text,
        listed.task.slot.due?.description ?? "", listed.progress.state.rawValue, listed.progress.note ?? "",
        item.contact?.person ?? "",
        item.contact?.phone ?? "", item.contact?.email ?? "",
        listed.task.handedOverFrom.map { listed.plan.units[$0].id.text } ?? "",
      ])
    }
    return table.text
  }
}
