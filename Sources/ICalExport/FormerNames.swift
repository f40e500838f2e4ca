import PlanModel

/// The ids that activities, phases and units bore before, so that a renamed task keeps the UID under which it is published.
struct FormerNames {
  /// For each series, the paths of UIDs it had before: `plan.activity.phase`.
  let paths: [[String]]
  /// For each unit, the ids it had before.
  let units: [[String]]
  /// Whether anything was renamed at all.
  let isEmpty: Bool

  init(_ schedule: Schedule) {
    let plan = schedule.plan
    // A name that something else bears now is its own.
    // Of several that claim one, the first in the file takes it.
    var claimed: Set<String> = []
    units = plan.units.all.map { unit in
      unit.formerIDs.filter { plan.unitPosition(of: $0) == nil && claimed.insert($0).inserted }
    }
    var claimedPaths: Set<String> = []
    // Tasks whose deadlines were extended stand in series of their own, under the same names.
    var known: [Int: [String]] = [:]
    paths = schedule.series.map { series in
      if let names = known[series.work] { return names }
      let item = plan.work[series.work]
      let activities = item.formerIDs.filter { !plan.hasActivity($0) }
      let phases = item.formerPhaseIDs
      guard !activities.isEmpty || !phases.isEmpty else { return [] }
      var result: [String] = []
      for activity in [item.activity.text] + activities {
        for phase in item.phase.map({ [$0.text] + phases }) ?? [""] {
          let path = plan.id.text + "." + activity + (phase.isEmpty ? "" : "." + phase)
          if path != plan.id.text + "." + item.path, claimedPaths.insert(path).inserted { result.append(path) }
        }
      }
      known[series.work] = result
      return result
    }
    isEmpty = units.allSatisfy(\.isEmpty) && paths.allSatisfy(\.isEmpty)
  }

  /// The number of names under which a task's copy may be published, the present one included.
  func count(series: Int, owner: TaskTexts.Owner, role: Int?) -> Int {
    guard !isEmpty else { return 1 }
    var count = paths[series].count + 1
    if owner.isFannedOut { count *= units[Int(owner.unit)].count + 1 }
    if let role { count *= units[role].count + 1 }
    return min(count, 255)
  }

  /// One of the names: what stands in it for the path, the owner and the unit in the role; nil where that is the present one.
  func name(_ number: Int, series: Int, owner: TaskTexts.Owner, role: Int?) -> (path: String?, owner: String?, role: String?) {
    var number = number
    func pick(_ former: [String]) -> String? {
      let choice = number % (former.count + 1)
      number /= former.count + 1
      return choice == 0 ? nil : former[choice - 1]
    }
    let path = pick(paths[series])
    let ownerName = owner.isFannedOut ? pick(units[Int(owner.unit)]) : nil
    return (path, ownerName, role.flatMap { pick(units[$0]) })
  }
}
