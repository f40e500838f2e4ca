import PlanModel

extension TaskListing {
  /// The listing as CSV: a header with the names of the JSON members, then a row for each task; lists stand in one cell, with spaces.
  public func csv() -> String {
    var table = CSVText()
    table.add([
      "id", "ref", "plan", "activity", "phase", "title", "unit", "lead", "coordinate", "implement", "monitor", "report_to",
      "themes",
      "target_groups", "channels", "start", "due", "nominal", "time", "tentative", "waiting", "product", "place", "state",
      "timeliness",
      "verification", "done_on",
    ])
    for listed in tasks {
      let (task, plan) = (listed.task, listed.plan)
      func units(_ positions: [Int]) -> String { positions.map { plan.units[$0].id.text }.joined(separator: " ") }
      let slot = task.slot
      table.add([
        task.id, listed.reference, plan.id.text, task.work.activity.text, task.work.phase?.text ?? "", task.title,
        plan.units[task.unit].id.text, plan.units[task.lead].id.text, units(task.coordinate), units(task.implement),
        units(task.monitor), units(task.reportTo), task.work.themes.map(\.value.text).joined(separator: " "),
        task.work.targetGroups.map(\.value.text).joined(separator: " "),
        task.work.channels.map(\.value.text).joined(separator: " "),
        slot.start?.description ?? "", slot.due?.description ?? "", slot.nominal?.description ?? "", slot.time?.text ?? "",
        "\(slot.isTentative)", "\(slot.isWaiting)", task.work.products.map(\.text).joined(separator: "; "), task.work.place ?? "",
        listed.progress.state.rawValue, listed.timeliness.rawValue, listed.progress.verification.rawValue,
        listed.progress.doneOn?.description ?? "",
      ])
    }
    return table.text
  }
}
