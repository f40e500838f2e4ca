import PlanModel

/// What an amendment changes in the assignment table: was and now, cell by cell.
struct AmendingTable: Sendable {
  /// A piece of work that says something else, is new, or is gone.
  struct Change: Sendable {
    /// Its number in the old table, or in the new one where it is new.
    let number: String
    let title: String
    /// Each line with what it is about: `Thời gian: Chậm nhất ngày 15/05/2018`.
    let before: [String]
    let after: [String]
  }

  let changed: [Change]
  let added: [Change]
  let removed: [Change]

  var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }

  /// Whether a mark of what is assumed stands in it.
  var hasMarks: Bool {
    let mark = DocumentTable.assumedMark
    return (changed + added + removed).flatMap { $0.before + $0.after }.contains { $0.hasSuffix(mark) || $0.contains(mark + ";") }
  }

  /// Compares two tables; work is the same where its path is, or was.
  init(_ old: AssignmentTable, _ new: AssignmentTable, _ assumed: AssumedText, _ language: Language) {
    let writer = RowWriter(assumed: assumed, language: language)
    let renamed = Self.renamedUnits(old.plan, new.plan)
    var changed =
      Self.headChanges(old.plan, new.plan, language) + Self.unitChanges(old.plan, new.plan, renamed, language)
    var added: [Change] = []
    let oldRows = old.groups.flatMap(\.rows)
    var places: [String: Int] = [:]
    for (index, row) in oldRows.enumerated() { places[row.path] = index }
    var met: Set<Int> = []
    for group in new.groups {
      for row in group.rows {
        let found = ([row.path] + row.formerPaths).lazy.compactMap { places[$0] }.first { !met.contains($0) }
        guard let found else {
          added.append(
            Change(number: row.number, title: writer.title(row), before: [], after: writer.lines(row))
          )
          continue
        }
        met.insert(found)
        let oldRow = oldRows[found]
        var (before, after): ([String], [String]) = ([], [])
        let fields = zip(writer.fields(oldRow) + writer.beside(oldRow, row), writer.fields(row) + writer.beside(row, oldRow))
        for (one, other) in fields where one.bare != other.bare {
          // A unit under a new name is told once, not in every row.
          if renamed.reduce(one.bare, { $0.replacing($1.old, with: $1.new) }) == other.bare { continue }
          before.append(writer.line(one))
          after.append(writer.line(other))
        }
        if !before.isEmpty {
          changed.append(Change(number: oldRow.number, title: writer.title(row), before: before, after: after))
        }
      }
    }
    removed = oldRows.indices.filter { !met.contains($0) }.map { index in
      let row = oldRows[index]
      return Change(number: row.number, title: writer.title(row), before: writer.lines(row), after: [])
    }
    self.changed = changed
    self.added = added
  }

  /// Writes the fields of a row, each with its name.
  private struct RowWriter {
    let assumed: AssumedText
    let language: Language

    /// A field: its name, what is compared, and what is shown.
    typealias Field = (label: String, bare: String, text: String)

    func title(_ row: AssignmentTable.Row) -> String { row.title.map(\.text).joined(separator: "; ") }

    func fields(_ row: AssignmentTable.Row) -> [Field] {
      let labels =
        language == .vi
        ? ["Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Ghi chú"]
        : ["Task", "Lead", "Coordinating", "Time", "Product", "Note"]
      // What a piece of work is called has to stand, whoever gave it its name.
      let first: Field = (labels[0], title(row), title(row))
      let entries = [row.lead, row.partners, row.time, row.product, row.note]
      return [first] + zip(labels.dropFirst(), entries).map { field($0, $1) }
    }

    /// What has no column of its own, of the kinds that either row has.
    func beside(_ row: AssignmentTable.Row, _ other: AssignmentTable.Row) -> [Field] {
      let kinds = row.beside.count >= other.beside.count ? row.beside : other.beside
      return kinds.map { kind in
        field(kind.name.text(language), row.beside.first { $0.name.en == kind.name.en }?.entries ?? [])
      }
    }

    private func field(_ label: String, _ entries: [AssignmentTable.Entry]) -> Field {
      func text(marked: Bool) -> String {
        entries.compactMap { $0.shown(assumed, isMarked: marked) }.joined(separator: "; ")
      }
      let bare = text(marked: false)
      return (label, bare, bare.isEmpty ? (language == .vi ? "(không ghi)" : "(none)") : text(marked: true))
    }

    func lines(_ row: AssignmentTable.Row) -> [String] {
      fields(row).dropFirst().filter { !$0.bare.isEmpty }.map { line($0) }
    }

    /// A field with its name, unless its text begins with one of its own: `Kinh phí: 5 triệu đồng`.
    func line(_ field: Field) -> String {
      AssignmentTable.OwnLabel.allCases.contains { field.text.hasPrefix($0.text(language)) }
        ? field.text : "\(field.label): \(field.text)"
    }
  }

  /// What the head says otherwise.
  private static func headChanges(_ old: Plan, _ new: Plan, _ language: Language) -> [Change] {
    func list<Entity>(_ table: EntityTable<Entity>, _ name: (Entity) -> String) -> String {
      table.all.map(name).joined(separator: "; ")
    }
    let fields: [(Message, String, String)] = [
      (Message(vi: "Tên kế hoạch", en: "Title"), old.title, new.title),
      (Message(vi: "Mục đích", en: "Purpose"), old.texts.purpose ?? "", new.texts.purpose ?? ""),
      (Message(vi: "Kinh phí", en: "Budget"), old.texts.budget ?? "", new.texts.budget ?? ""),
      (
        Message(vi: "Nội dung tuyên truyền", en: "Themes"), list(old.themes, \.title), list(new.themes, \.title)
      ),
      (Message(vi: "Đối tượng", en: "Target groups"), list(old.targetGroups, \.name), list(new.targetGroups, \.name)),
      (Message(vi: "Hình thức", en: "Channels"), list(old.channels, \.name), list(new.channels, \.name)),
    ]
    return fields.filter { $0.1 != $0.2 }.map { name, before, after in
      let none = language == .vi ? "(không ghi)" : "(none)"
      return Change(
        number: "", title: name.text(language), before: [before.isEmpty ? none : before], after: [after.isEmpty ? none : after])
    }
  }

  /// Units that bear another name now.
  private static func renamedUnits(_ old: Plan, _ new: Plan) -> [(old: String, new: String)] {
    new.units.all.compactMap { unit in
      let before = ([unit.id.text] + unit.formerIDs).lazy.compactMap { old.unitPosition(of: $0) }.first
      guard let before, old.units[before].name != unit.name else { return nil }
      return (old.units[before].name, unit.name)
    }
  }

  /// What becomes of units: new names, and who takes over where one ends.
  private static func unitChanges(
    _ old: Plan, _ new: Plan, _ renamed: [(old: String, new: String)], _ language: Language
  ) -> [Change] {
    let title = language == .vi ? "Tên đơn vị" : "Name of a unit"
    var changes = renamed.map { Change(number: "", title: title, before: [$0.old], after: [$0.new]) }
    for unit in new.units.all {
      guard let last = unit.lastDay, let before = old.unitPosition(of: unit.id.text), old.units[before].lastDay != last else {
        continue
      }
      let successors = unit.successors.compactMap { new.units[$0.value]?.name }
      let day = last.officeText
      var after = language == .vi ? "Kết thúc hoạt động sau ngày \(day)" : "Ends after \(day)"
      if successors.count == 1 {
        after += (language == .vi ? "; nhiệm vụ sau ngày ấy chuyển cho " : "; its work after that day goes to ") + successors[0]
      } else if !successors.isEmpty {
        after += (language == .vi ? "; các đơn vị kế thừa: " : "; succeeded by ") + successors.joined(separator: "; ")
      }
      let none = language == .vi ? "(không ghi)" : "(none)"
      let until = old.units[before].lastDay.map {
        language == .vi ? "Kết thúc hoạt động sau ngày \($0.officeText)" : "Ends after \($0.officeText)"
      }
      changes.append(Change(number: "", title: unit.name, before: [until ?? none], after: [after]))
    }
    return changes
  }

  /// The table as it is set.
  func table(_ language: Language) -> DocumentTable {
    let heads =
      language == .vi
      ? ["STT", "Nội dung", "Trước điều chỉnh", "Sau điều chỉnh", "Ghi chú"] : ["No.", "Subject", "Before", "Now", "Note"]
    let columns = zip(heads, [5, 24, 29, 29, 13]).enumerated().map {
      DocumentTable.Column(head: $1.0, share: $1.1, isCentred: $0 == 0)
    }
    var rows: [DocumentTable.Row] = []
    var groups = 0
    var count = 0
    let parts: [(Message, [Change])] = [
      (Message(vi: "Điều chỉnh", en: "Changed"), changed), (Message(vi: "Bổ sung", en: "Added"), added),
      (Message(vi: "Bãi bỏ", en: "Repealed"), removed),
    ]
    for (name, changes) in parts where !changes.isEmpty {
      groups += 1
      rows.append(.group(DocumentTable.roman(groups), name.text(language)))
      for change in changes {
        count += 1
        let place =
          language == .vi ? "Nhiệm vụ số \(change.number), Phụ lục cũ" : "Task \(change.number) of the old annex"
        // What is new has its number in no document that is signed yet.
        let note = change.number.isEmpty || change.before.isEmpty ? [] : [place]
        rows.append(.cells([["\(count)"], [change.title], change.before, change.after, note], isBold: false))
      }
    }
    return DocumentTable(columns: columns, rows: rows)
  }
}
