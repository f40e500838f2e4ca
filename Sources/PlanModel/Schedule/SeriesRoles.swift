/// Who does what in all tasks of a series on a day, as sets: the same on every day between two on which units begin or end.
public struct SeriesRoles: Sendable {
  /// A role that several units may have in one task.
  public enum Role: Int, Sendable, CaseIterable {
    /// The coordinating units.
    case coordinate
    /// The implementing units.
    case implement
    /// The monitoring units.
    case monitor
    /// Who is reported to.
    case reportTo
  }

  /// How a unit is named in a role.
  public struct Presence: Sendable, Hashable {
    /// Whether it is named itself, so that it stays beside its being the lead.
    fileprivate(set) var isNamed = false
    /// Whether a default names it, so that its parent steps in where it leads.
    fileprivate(set) var stepsAside = false
  }

  private let plan: Plan
  private let day: CivilDate?
  private let owners: [Responsibility.Owner]
  private let lead: Int?
  private let members: [[Int: Presence]]

  /// Tells who does what in a series of a schedule on a day; nil for tasks without one.
  public init(_ schedule: Schedule, series number: Int, on day: CivilDate?) {
    let series = schedule.series[number]
    let roles = series.responsibility
    let plan = schedule.plan
    let isMonitorDefault = plan.work[series.work].roles.monitor?.origin == .defaults
    self.plan = plan
    self.day = day
    owners = roles.owners
    lead = roles.lead.map { plan.acting($0, on: day) }
    members = [roles.coordinate, roles.implement, roles.monitor, roles.reportTo].enumerated().map { index, list in
      var result: [Int: Presence] = [:]
      result.reserveCapacity(list.count)
      let isMonitor = index == Role.monitor.rawValue
      for member in list {
        var presence = result[plan.acting(member.unit, on: day)] ?? Presence()
        if isMonitor || index == Role.reportTo.rawValue, !member.isIndirect { presence.isNamed = true }
        if isMonitor, isMonitorDefault, member.isIndirect, !member.isOfGroup { presence.stepsAside = true }
        result[plan.acting(member.unit, on: day)] = presence
      }
      return result
    }
  }

  /// The units that stand in a role before the lead of each task is taken out.
  public func members(of role: Role) -> [Int: Presence] { members[role.rawValue] }

  /// The owner and the lead of the tasks of an owner.
  public func people(of owner: Int) -> (unit: Int, lead: Int) {
    let unit = plan.acting(owners[owner].unit, on: day)
    return (unit, lead ?? unit)
  }

  /// Whether a unit stands in a role in the tasks of an owner.
  public func contains(_ unit: Int, as role: Role, of owner: Int) -> Bool {
    let (own, lead) = people(of: owner)
    if role == .implement, owners[owner].isImplementer { return unit == own }
    let members = members[role.rawValue]
    if let presence = members[unit], unit != lead || presence.isNamed { return true }
    guard role == .monitor, members[lead]?.stepsAside == true else { return false }
    return parent(of: lead) == unit
  }

  /// Whether a unit has any part in the tasks of an owner.
  public func concern(_ unit: Int, of owner: Int) -> Bool {
    let (own, lead) = people(of: owner)
    return unit == own || unit == lead || Role.allCases.contains { contains(unit, as: $0, of: owner) }
  }

  /// The units that a role may hold because of who leads, beside those that stand in it.
  public func dependents(of owner: Int) -> [Int] {
    let (own, lead) = people(of: owner)
    return [own, lead] + (parent(of: lead).map { [$0] } ?? [])
  }

  private func parent(of unit: Int) -> Int? {
    plan.units[unit].parent.flatMap { plan.units.position(of: $0.value) }.map { plan.acting($0, on: day) }
  }
}

extension Plan {
  /// Who acts for a unit on a day; itself where no day is known.
  func acting(_ unit: Int, on day: CivilDate?) -> Int {
    guard let day, units[unit].firstDay != nil || units[unit].lastDay != nil else { return unit }
    if case .handedOver(let successor) = standing(of: unit, on: day) { return successor }
    return unit
  }

  /// The days on which units begin, or are no more, in order: between two of them nobody changes.
  public var turningDays: [CivilDate] {
    let days = units.all.flatMap { [$0.firstDay, $0.lastDay?.adding(days: 1)] }.compactMap { $0 }
    return Set(days).sorted()
  }
}

extension WorkItem {
  /// Whether it comes up as needed, so that there is no task before one is recorded.
  public var isAsNeeded: Bool {
    if case .open(let open)? = timing?.shape { return open.value == .asNeeded }
    return false
  }
}
