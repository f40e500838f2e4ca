/// Finds where the units of a task's roles are written.
struct RoleExplainer {
  let schedule: Schedule
  let place: TaskPlace
  let task: TaskOccurrence
  private var plan: Plan { schedule.plan }

  func roles() -> [ExplainedRole] {
    let roles = task.work.roles
    var result: [ExplainedRole] = []
    if task.unit != task.lead { result += explain("owner", [task.unit], roles.implement) }
    result += explain("lead", [task.lead], roles.lead)
    result += explain("coordinate", task.coordinate, roles.coordinate)
    result += explain("implement", task.implement, roles.implement)
    result += explain("monitor", task.monitor, roles.monitor)
    result += explain("report_to", task.reportTo, roles.reportTo)
    return result
  }

  /// How a unit is written: by itself or through a group, before anybody has handed over.
  private struct Written {
    let member: RoleMember
    /// The unit or group that is written.
    let position: Int
    /// The unit it stands for.
    let unit: Int
  }

  private func explain(_ role: String, _ units: [Int], _ value: RoleValue?) -> [ExplainedRole] {
    let isDefault = value?.origin == .defaults
    // Of several units that one has taken over, the task is that of the one in its id.
    let own = role == "owner" || role == "lead" ? schedule.writtenOwner(at: place).unit : nil
    var written: [Int: Written] = [:]
    for member in value?.members ?? [] {
      guard let position = plan.units.position(of: member.reference.value) else { continue }
      // A group that leads does so itself.
      let leaves = role == "lead" && !member.isEach ? [position] : plan.leaves(of: position)
      for leaf in leaves {
        let acting = schedule.acting(leaf, task.slot)
        // Who is named itself holds the role so, also where a group before it holds it too.
        if written[acting] == nil || leaf == own
          || (leaf == position && written[acting]?.position != written[acting]?.unit && written[acting]?.unit != own)
        {
          written[acting] = Written(member: member, position: position, unit: leaf)
        }
      }
    }
    return units.map { unit in
      guard let how = written[unit] else {
        // Only a default monitor that is the lead makes way for another unit: the lead's parent.
        let lead = plan.units[task.lead]
        return ExplainedRole(
          role: role, unit: unit, how: .parent, group: nil, replaced: nil,
          span: lead.parent?.span ?? value?.members.first?.reference.span,
          assumption: assumption(role, isDefault) ?? lead.assumption(of: .parent))
      }
      let group = how.unit == how.position ? nil : how.position
      let replaced = how.unit == unit ? nil : how.unit
      return ExplainedRole(
        role: role, unit: unit, how: how.member.isEach ? .each : isDefault ? .defaults : .written, group: group,
        replaced: replaced,
        span: how.member.reference.span,
        assumption: assumption(role, isDefault) ?? replaced.flatMap { plan.units[$0].assumption(of: .successor) }
          ?? group.flatMap { plan.units[$0].assumption(of: .members) })
    }
  }

  private func assumption(_ role: String, _ isDefault: Bool) -> Assumption? {
    let key = role == "owner" ? PlanKey.implement.rawValue : role
    return task.work.assumptions.first { $0.key == key }
      ?? (isDefault ? plan.assumptions.first { $0.key == PlanKey.defaults.rawValue } : nil)
  }
}

extension OrgUnit {
  fileprivate func assumption(of key: PlanKey) -> Assumption? { annotations.assumed.first { $0.key == key.rawValue } }
}
