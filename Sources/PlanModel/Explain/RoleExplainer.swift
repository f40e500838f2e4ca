/// Finds where the units of a task's roles are written.
struct RoleExplainer {
  let schedule: Schedule
  let place: TaskPlace
  let task: TaskOccurrence
  private var plan: Plan { schedule.plan }

  func roles() -> [ExplainedRole] {
    let roles = task.work.roles
    var result: [ExplainedRole] = []
    let isOwnLead = task.unit == task.lead
    if !isOwnLead { result.append(explain("owner", task.unit, roles.implement)) }
    result.append(explain("lead", task.lead, roles.lead))
    for (role, units, value) in [
      ("coordinate", task.coordinate, roles.coordinate), ("implement", task.implement, roles.implement),
      ("monitor", task.monitor, roles.monitor), ("report_to", task.reportTo, roles.reportTo),
    ] {
      result += units.map { explain(role, $0, value) }
    }
    return result
  }

  private func explain(_ role: String, _ unit: Int, _ value: RoleValue?) -> ExplainedRole {
    let isDefault = value?.origin == .defaults
    let assumption = assumption(role, isDefault: isDefault)
    // Who is named itself holds the role so, also where a group before it holds it too.
    let members = value?.members ?? []
    let direct = members.filter { plan.units[$0.reference.value].map { !$0.isGroup } ?? false }
    for member in direct + members {
      guard let position = plan.units.position(of: member.reference.value) else { continue }
      // A group that leads does so itself.
      let leaves = role == "lead" && !member.isEach ? [position] : plan.leaves(of: position)
      for leaf in leaves where schedule.acting(leaf, task.slot) == unit {
        return ExplainedRole(
          role: role, unit: unit, how: member.isEach ? .each : isDefault ? .defaults : .written,
          group: leaf == position ? nil : position, replaced: leaf == unit ? nil : leaf, span: member.reference.span,
          assumption: assumption)
      }
    }
    // Only a default monitor that is the lead makes way for another unit.
    return ExplainedRole(
      role: role, unit: unit, how: .parent, group: nil, replaced: nil, span: value?.members.first?.reference.span,
      assumption: assumption)
  }

  private func assumption(_ role: String, isDefault: Bool) -> Assumption? {
    let key = role == "owner" ? PlanKey.implement.rawValue : role
    return task.work.assumptions.first { $0.key == key }
      ?? (isDefault ? plan.assumptions.first { $0.key == PlanKey.defaults.rawValue } : nil)
  }
}
