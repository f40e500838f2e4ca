import PlanModel

extension PlanDifference {
  /// The comparison as JSON, one task a line.
  public func json(_ language: Language) -> [UInt8] {
    var bytes: [UInt8] = []
    json(language) { bytes += $0 }
    return bytes
  }

  /// Writes the comparison as JSON piece by piece: of a large plan it is longer than what one would hold at once.
  public func json(_ language: Language, to write: ([UInt8]) -> Void) {
    var json = JSONText()
    let entries = entries()
    let references = isReferring ? (TaskReferences(old.schedule), TaskReferences(new.schedule)) : nil
    json.object { json in
      head(&json, language)
      let kinds: [(String, TaskChange.Kind)] = [
        ("moved", .moved), ("reassigned", .reassigned), ("added", .added), ("cancelled", .cancelled), ("edited", .edited),
      ]
      for (key, kind) in kinds {
        json.key(key)
        json.array { json in
          for entry in entries where changes[entry.change].isOf(kind) {
            json.newline()
            item(entry, references, &json)
            if json.bytes.count > 1 << 20 { write(json.take()) }
          }
        }
      }
      json.key("as_needed")
      json.array { json in for change in workChanges { needed(change, &json) } }
    }
    json.newline()
    write(json.take())
  }

  private var isReferring: Bool { !changes.isEmpty }

  /// A change with what it is sorted by.
  private struct Entry {
    let change: Int
    let id: String
    let day: Int32
  }

  /// The changes by date, then by id; what has no date comes last.
  private func entries() -> [Entry] {
    let entries = changes.enumerated().map { position, change in
      let (schedule, place) =
        change.new.map { (new.schedule, $0) } ?? (old.schedule, change.old ?? TaskPlace(series: 0, slot: 0, owner: 0))
      let slot = schedule.series[place.series].slots[place.slot]
      return Entry(change: position, id: schedule.id(at: place), day: (slot.start ?? slot.due)?.dayNumber ?? .max)
    }
    return entries.sorted { one, other in
      one.day == other.day ? one.id.utf8.lexicographicallyPrecedes(other.id.utf8) : one.day < other.day
    }
  }

  // MARK: The head

  private func head(_ json: inout JSONText, _ language: Language) {
    for (key, side) in [("old", old), ("new", new)] {
      json.key(key)
      json.object { json in
        json.members([("plan", side.plan.id.text), ("file", side.file)])
        json.key("tasks")
        json.number(side.count)
      }
    }
    json.key("amendment")
    if let amendment {
      json.object { json in
        json.members([
          ("number", amendment.number), ("issued", amendment.issued?.description), ("summary", amendment.summary),
        ])
      }
    } else {
      json.null()
    }
    json.key("for")
    json.string(unit)
    json.key("notes")
    json.strings((warnings + notes).map { $0.text(language) })
    json.key("summary")
    json.object { json in
      let counts: [(String, Int)] = [
        ("unchanged", unchanged), ("changed", changed), ("moved", count(.moved)), ("reassigned", count(.reassigned)),
        ("edited", count(.edited)), ("added", count(.added)), ("cancelled", count(.cancelled)), ("marked", marks.places.count),
      ]
      for (key, count) in counts {
        json.key(key)
        json.number(count)
      }
    }
  }

  // MARK: Tasks

  private func item(_ entry: Entry, _ references: (TaskReferences, TaskReferences)?, _ json: inout JSONText) {
    let change = changes[entry.change]
    let before = change.old.map { old.schedule.task(at: $0) }
    let after = change.new.map { new.schedule.task(at: $0) }
    guard let shown = after ?? before else { return }
    let plan = after == nil ? old.plan : new.plan
    json.object { json in
      json.members([
        ("id", entry.id), ("former_id", before.flatMap { after != nil && $0.id != entry.id ? $0.id : nil }),
        ("ref", after == nil ? references?.0[entry.id] : references?.1[entry.id]), ("activity", shown.work.activity.text),
        ("phase", shown.work.phase?.text), ("title", shown.title), ("unit", plan.units[shown.unit].id.text),
      ])
      for (key, task, plan) in [("before", before, old.plan), ("after", after, new.plan)] {
        json.key(key)
        if let task { form(task, plan, &json) } else { json.null() }
      }
      json.key("changed")
      json.strings(ChangedFields.keys.filter { change.fields.contains($0.0) }.map(\.1))
      let mark = marks[entry.change]
      json.key("marked")
      json.truth(mark != nil)
      json.members([
        ("state", (mark?.progress.state ?? .open).rawValue), ("done_on", mark?.progress.doneOn?.description),
      ])
    }
  }

  /// What a task is in one of the plans.
  private func form(_ task: TaskOccurrence, _ plan: Plan, _ json: inout JSONText) {
    func units(_ positions: [Int]) -> [String] { positions.map { plan.units[$0].id.text } }
    json.object { json in
      json.members([("start", task.slot.start?.description), ("due", task.slot.due?.description)])
      json.key("time")
      task.slot.time.write(into: &json)
      json.key("tentative")
      json.truth(task.slot.isTentative)
      json.key("waiting")
      json.truth(task.slot.isWaiting)
      json.members([("unit", plan.units[task.unit].id.text), ("lead", plan.units[task.lead].id.text)])
      for (key, list) in [
        ("coordinate", units(task.coordinate)), ("implement", units(task.implement)), ("monitor", units(task.monitor)),
        ("report_to", units(task.reportTo)),
      ] {
        json.key(key)
        json.strings(list)
      }
      json.members([("title", task.title)])
      json.key("product")
      task.work.products.write(into: &json)
      for (key, list) in [
        ("channels", task.work.channels.map(\.value.text)), ("themes", task.work.themes.map(\.value.text)),
        ("target_groups", task.work.targetGroups.map(\.value.text)),
      ] {
        json.key(key)
        json.strings(list)
      }
      json.members([("place", task.work.place), ("evidence", task.work.evidence)])
    }
  }

  // MARK: Work as needed

  private func needed(_ change: WorkChange, _ json: inout JSONText) {
    let plan = change.new == nil ? old.plan : new.plan
    guard let work = change.new ?? change.old else { return }
    let item = plan.work[work]
    let kind = change.old == nil ? "added" : change.new == nil ? "cancelled" : "changed"
    json.newline()
    json.object { json in
      json.members([
        ("change", kind), ("activity", item.activity.text), ("phase", item.phase?.text), ("title", item.title),
      ])
      json.key("changed")
      json.strings(ChangedFields.keys.filter { change.fields.contains($0.0) }.map(\.1))
    }
  }
}
