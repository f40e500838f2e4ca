import PlanModel

extension TaskListing {
  /// The listing as the JSON that other programs read, one task a line.
  public func json() -> String {
    var json = JSONText()
    json.object { json in
      json.key("plans")
      json.strings(plans.map(\.text))
      json.key("tasks")
      json.array { json in
        for task in tasks {
          json.newline()
          write(task, &json)
        }
      }
    }
    json.newline()
    return json.string
  }

  private func write(_ listed: ListedTask, _ json: inout JSONText) {
    let task = listed.task
    let plan = listed.plan
    func units(_ positions: [Int]) -> [String] { positions.map { plan.units[$0].id.text } }
    json.object { json in
      let texts: [(String, String?)] = [
        ("id", task.id), ("ref", listed.reference), ("plan", plan.id.text), ("activity", task.work.activity.text),
        ("phase", task.work.phase?.text), ("title", task.title), ("unit", plan.units[task.unit].id.text),
        ("lead", plan.units[task.lead].id.text),
      ]
      json.members(texts)
      let lists: [(String, [String])] = [
        ("coordinate", units(task.coordinate)), ("implement", units(task.implement)), ("monitor", units(task.monitor)),
        ("report_to", units(task.reportTo)), ("themes", task.work.themes.map(\.value.text)),
        ("target_groups", task.work.targetGroups.map(\.value.text)), ("channels", task.work.channels.map(\.value.text)),
      ]
      for (key, list) in lists {
        json.key(key)
        json.strings(list)
      }
      for (key, day) in [("start", task.slot.start), ("due", task.slot.due), ("nominal", task.slot.nominal)] {
        json.key(key)
        json.string(day?.description)
      }
      json.key("time")
      task.slot.time.write(into: &json)
      json.key("tentative")
      json.truth(task.slot.isTentative)
      json.key("waiting")
      json.truth(task.slot.isWaiting)
      json.key("product")
      task.work.products.write(into: &json)
      json.key("place")
      json.string(task.work.place)
      json.key("state")
      json.string(listed.progress.state.rawValue)
      json.key("timeliness")
      json.string(listed.timeliness.rawValue)
      json.key("verification")
      json.string(listed.progress.verification.rawValue)
      json.key("done_on")
      json.string(listed.progress.doneOn?.description)
    }
  }
}

extension TimeSlot? {
  /// Writes the time as `{"start": "17:30", "end": null}`, or null.
  func write(into json: inout JSONText) {
    guard let time = self else { return json.null() }
    json.object { json in
      json.members([("start", time.start.text), ("end", time.end?.text)])
    }
  }
}

extension [Product] {
  /// Writes the products as `[{"quantity": 20, "of": "tấm băng-rôn"}]`.
  func write(into json: inout JSONText) {
    json.array { json in
      for product in self {
        json.object { json in
          json.key("quantity")
          json.number(product.quantity)
          json.key("of")
          json.string(product.of)
        }
      }
    }
  }
}
