/// Turns the timing of every piece of work into days, and finds what cannot be scheduled as written.
final class Scheduler {
  /// The most tasks one activity may make.
  static let activityLimit = 1_000_000
  /// The most tasks of one run.
  static let runLimit = 2_000_000

  let plan: Plan
  private(set) var findings: [Diagnostic] = []
  /// The slots of each piece of work, as far as they are known yet.
  private var slots: [Resolution<[TaskSlot]>?]
  private var milestones: [String: Resolution<Anchor>] = [:]
  /// The number of slots made so far, so that an explosion stops before memory does.
  private var made = 0
  private var seen: Set<ForceKey> = []
  private var suggestionsLeft = 100

  init(_ plan: Plan) {
    self.plan = plan
    slots = Array(repeating: nil, count: plan.work.count)
  }

  /// The series of all work; findings are in ``findings`` afterwards.
  func schedule() -> Schedule {
    resolveInOrder()
    var series: [TaskSeries] = []
    var total = 0
    var counts: [String: Int] = [:]
    for position in plan.work.indices {
      let item = plan.work[position]
      var days: [TaskSlot] = []
      if case .known(let known) = resolved(position) { days = known }
      let responsibility = plan.responsibility(of: item)
      let count = days.count * responsibility.owners.count
      total += count
      let ofActivity = counts[item.activity.text, default: 0] + count
      counts[item.activity.text] = ofActivity
      let span = plan.activities[item.activity]?.idSpan ?? item.idSpan
      if ofActivity > Self.activityLimit {
        report(TooLarge.tasks(span, activity: item.activity.text, count: ofActivity, limit: Self.activityLimit))
        total -= count
        continue
      }
      if total > Self.runLimit {
        report(TooLarge.run(span, activity: item.activity.text, limit: Self.runLimit))
        break
      }
      let one = TaskSeries(work: position, slots: days, responsibility: responsibility)
      checkForce(one)
      series.append(one)
    }
    return Schedule(plan: plan, series: series, milestones: milestones)
  }

  func report(_ finding: Diagnostic) { findings.append(finding) }

  /// Suggestions for the first names that nothing bears; each costs a walk over all names.
  private func suggestions(for name: String) -> [String] {
    guard suggestionsLeft > 0 else { return [] }
    suggestionsLeft -= 1
    return nearest(to: name, among: plan.dateNames)
  }

  private var resolver: DayResolver {
    DayResolver(
      plan: plan, lastDay: { [unowned self] in self.lastDay(of: $0) },
      milestone: { [unowned self] in self.milestones[$0] ?? .unknown }, suggest: { [unowned self] in self.suggestions(for: $0) },
      report: { [unowned self] in self.report($0) })
  }

  // MARK: Series

  /// Resolves milestones and work, each after everything it waits for, so that a chain of any length needs no deep stack.
  ///
  /// What waits in a circle stays unknown; ``DependencyCycle`` reports it.
  private func resolveInOrder() {
    let waiting = plan.waiting()
    for knot in waiting.graph.knots() where !waiting.graph.isCircle(knot) {
      let node = knot[0]
      if node < plan.work.count {
        slots[node] = expanded(node)
      } else {
        let id = waiting.milestones[node - plan.work.count]
        milestones[id] = plan.milestones[id].map { resolver.resolve($0) } ?? .unknown
      }
    }
  }

  private func resolved(_ position: Int) -> Resolution<[TaskSlot]> { slots[position] ?? .unknown }

  private func expanded(_ position: Int) -> Resolution<[TaskSlot]> {
    guard let timing = plan.work[position].timing, made <= Self.runLimit else { return .unknown }
    var expansion = TimingExpansion(
      plan: plan, position: position, timing: timing, resolver: resolver, report: { [unowned self] in self.report($0) })
    let result = expansion.slots()
    if case .known(let slots) = result { made += slots.count }
    return result
  }

  /// The last due day, after any shift, of pieces of work; waiting where one of them has none.
  private func lastDay(of work: [Int]) -> Resolution<Anchor> {
    var last: CivilDate?
    var isTentative = false
    for position in work {
      guard case .known(let slots) = resolved(position) else { return .unknown }
      guard !slots.isEmpty else {
        // Work as needed has no last day; work whose days were all left out has drawn its own finding.
        if case .open? = plan.work[position].timing?.shape { return .waiting }
        return .unknown
      }
      for slot in slots {
        guard let due = slot.due, !slot.isWaiting else { return .waiting }
        // Its last due day is what is counted from; whether an earlier one is expected only does not matter.
        if last.map({ $0 < due }) ?? true { (last, isTentative) = (due, false) }
        if last == due { isTentative = isTentative || slot.isTentative }
      }
    }
    return last.map { .known(Anchor(DayRange(day: $0), isTentative: isTentative)) } ?? .unknown
  }

  // MARK: Units in force

  /// Finds units in a role on a day they do not exist, once for each place they are written.
  private func checkForce(_ series: TaskSeries) {
    guard plan.hasBoundedUnits else { return }
    let roles = series.responsibility
    var members = roles.owners.map { ($0.unit, $0.span) }
    if let lead = roles.lead, !members.contains(where: { $0.0 == lead }) {
      members.append((lead, plan.work[series.work].roles.lead?.keySpan ?? plan.work[series.work].idSpan))
    }
    for role in [roles.coordinate, roles.implement, roles.monitor, roles.reportTo] { members += role.map { ($0.unit, $0.span) } }
    for (unit, span) in members where plan.units[unit].firstDay != nil || plan.units[unit].lastDay != nil {
      guard seen.insert(ForceKey(unit: unit, span: span)).inserted else { continue }
      // An unknown successor has been reported; nothing more can be said.
      if plan.units[unit].successors.contains(where: { plan.units.position(of: $0.value) == nil }) { continue }
      var nobody: [CivilDate] = []
      var handed: [(CivilDate, Int)] = []
      for slot in series.slots {
        guard let day = slot.due ?? slot.start else { continue }
        switch plan.standing(of: unit, on: day) {
        case .inForce: break
        case .handedOver(let successor): handed.append((day, successor))
        case .nobody: nobody.append(day)
        }
      }
      if let first = nobody.first { report(UnitNotInForce.finding(plan.units[unit], on: first, count: nobody.count, span)) }
      if let first = handed.first {
        report(HandedOver.finding(plan.units[unit], to: plan.units[first.1], from: first.0, count: handed.count, span))
      }
    }
  }

  private struct ForceKey: Hashable {
    let unit: Int
    let span: SourceSpan
  }
}
