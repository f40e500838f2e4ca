/// Where the value of a role comes from.
enum RoleOrigin: Sendable { case written, defaults }

/// A unit or a group in a role, as written.
enum RoleMember: Sendable {
  /// A unit, or a group for all its members.
  case unit(Reference<OrgUnit>)
  /// `each GROUP`: one task for every member.
  case each(Reference<OrgUnit>)

  var reference: Reference<OrgUnit> {
    switch self {
    case .unit(let reference), .each(let reference): reference
    }
  }

  var isEach: Bool {
    if case .each = self { return true }
    return false
  }
}

/// What stands in one role.
struct RoleValue: Sendable {
  let members: [RoleMember]
  let origin: RoleOrigin
  let keySpan: SourceSpan
}

/// The roles of a piece of work before groups are opened; nil where a role is not written or could not be read.
struct WrittenRoles: Sendable {
  var lead: RoleValue?
  var coordinate: RoleValue?
  var implement: RoleValue?
  var monitor: RoleValue?
  var reportTo: RoleValue?
  /// Whether a lead was written and could not be read.
  var isLeadUnreadable = false

  var all: [(PlanKey, RoleValue)] {
    [(.lead, lead), (.coordinate, coordinate), (.implement, implement), (.monitor, monitor), (.reportTo, reportTo)]
      .compactMap { key, value in value.map { (key, $0) } }
  }
}

/// Who does what in the tasks of a piece of work, as positions in ``Plan/units``.
struct Responsibility: Sendable {
  /// Who owns a task each, and whether by fan-out.
  struct Owner: Sendable {
    let unit: Int
    /// Whether a fan-out made this task, so that its id ends in `@unit`.
    let isFannedOut: Bool
    /// Where the owner is written.
    let span: SourceSpan
    /// Whether the owner implements for another lead.
    let isImplementer: Bool
  }

  struct Member: Sendable {
    let unit: Int
    let span: SourceSpan
    /// Reached through a group or default, so that the lead is subtracted.
    let isIndirect: Bool
    /// Reached as a member of a group.
    let isOfGroup: Bool
  }

  private(set) var owners: [Owner] = []
  /// The units that a fan-out gives a task of their own; nil where there is no fan-out.
  private(set) var fannedOut: UnitSet?
  /// The lead where there is one for all tasks; nil where every owner leads its own.
  var lead: Int?
  var coordinate: [Member] = []
  var implement: [Member] = []
  var monitor: [Member] = []
  var reportTo: [Member] = []

  /// These people, with only some of the owners; a fan-out stays one.
  func keeping(_ positions: [Int]) -> Responsibility {
    var result = self
    result.owners = positions.map { owners[$0] }
    return result
  }

  /// Gives a unit all tasks.
  mutating func addOwner(_ unit: Int, span: SourceSpan) {
    owners.append(Owner(unit: unit, isFannedOut: false, span: span, isImplementer: false))
  }

  /// Gives each unit of a group tasks of its own, once; `count` is the number of the plan's units.
  mutating func fanOut(_ group: [Int], except lead: Int? = nil, of count: Int, span: SourceSpan, isImplementer: Bool = false) {
    func owner(_ unit: Int) -> Owner { Owner(unit: unit, isFannedOut: true, span: span, isImplementer: isImplementer) }
    if let fannedOut {
      var members = fannedOut
      for unit in group where unit != lead && members.insert(unit) { owners.append(owner(unit)) }
      self.fannedOut = members
    } else {
      // A group has each unit once.
      owners.reserveCapacity(owners.count + group.count)
      for unit in group where unit != lead { owners.append(owner(unit)) }
      var members = UnitSet(group, of: count)
      if let lead { members.remove(lead) }
      fannedOut = members
    }
  }
}

/// The members of a group, as positions in ``Plan/units``.
struct GroupMembers: Sendable {
  /// Those that it names itself, groups among them.
  let direct: [Int]
  /// The single units and collectives that it comes down to, each once.
  let leaves: [Int]
}

/// A role that units have in work.
public enum WorkRole: Sendable, CaseIterable {
  /// Chủ trì.
  case lead
  /// Phối hợp.
  case coordinate
  /// Thực hiện.
  case implement
  /// Theo dõi.
  case monitor
  /// Nơi nhận báo cáo.
  case reportTo
}

/// A unit or group in a role as the plan writes it, groups not opened.
public struct WrittenMember: Hashable, Sendable {
  /// The unit or group, as a position in ``Plan/units``.
  public let unit: Int
  /// Whether each member of the group has a task of its own.
  public let isEach: Bool
}

extension Plan {
  /// Who stands in a role of a piece of work, as written there or in the defaults.
  public func members(in role: WorkRole, of work: WorkItem) -> [WrittenMember] {
    let value =
      switch role {
      case .lead: work.roles.lead
      case .coordinate: work.roles.coordinate
      case .implement: work.roles.implement
      case .monitor: work.roles.monitor
      case .reportTo: work.roles.reportTo
      }
    return (value?.members ?? []).compactMap { member in
      units.position(of: member.reference.value).map { WrittenMember(unit: $0, isEach: member.isEach) }
    }
  }

  /// Whether the plan says of a role that its document does not give it: there, or of the defaults it comes from.
  public func isAssumed(_ role: WorkRole, of work: WorkItem) -> Bool {
    let (key, value): (PlanKey, RoleValue?) =
      switch role {
      case .lead: (.lead, work.roles.lead)
      case .coordinate: (.coordinate, work.roles.coordinate)
      case .implement: (.implement, work.roles.implement)
      case .monitor: (.monitor, work.roles.monitor)
      case .reportTo: (.reportTo, work.roles.reportTo)
      }
    if work.assumptions.contains(where: { $0.key == key.rawValue }) { return true }
    return value?.origin == .defaults && assumptions.contains { $0.key == PlanKey.defaults.rawValue }
  }
}

extension Plan {
  /// The single units and collectives that a unit stands for: a group's members down to the last, else itself.
  public func members(of position: Int) -> [Int] { leaves(of: position) }

  /// The members of a group down to single units and collectives, in order, each once; the unit itself where it is no group.
  func leaves(of position: Int) -> [Int] { groups[position]?.leaves ?? [position] }

  /// The members of every group: asked for each piece of work and by many checks, and found once.
  static func groups(_ units: EntityTable<OrgUnit>) -> [Int: GroupMembers] {
    var direct: [Int: [Int]] = [:]
    for position in units.all.indices where units.all[position].isGroup {
      // Members that a group defines inside itself follow each other.
      var next = 0
      direct[position] = units.all[position].members.compactMap { member in
        guard let found = units.position(of: member.value, expected: next) else { return nil }
        next = found + 1
        return found
      }
    }
    return Dictionary(
      uniqueKeysWithValues: direct.map { position, members in
        (position, GroupMembers(direct: members, leaves: leaves(of: position, direct)))
      })
  }

  private static func leaves(of position: Int, _ groups: [Int: [Int]]) -> [Int] {
    // Most groups hold plain units, in the order in which these are defined.
    let members = groups[position] ?? []
    if zip(members, members.dropFirst()).allSatisfy({ $0 < $1 }), !members.contains(where: { groups[$0] != nil }) {
      return members
    }
    var result: [Int] = []
    var visited: Set<Int> = []
    var open = [position]
    while let next = open.popLast() {
      guard visited.insert(next).inserted else { continue }
      if let members = groups[next] {
        open += members.reversed()
      } else {
        result.append(next)
      }
    }
    return result
  }

  /// Who does what, with groups opened; the owners are empty where the lead cannot be told.
  func responsibility(of work: WorkItem) -> Responsibility {
    var result = Responsibility()
    var isLeadEach = false
    for member in work.roles.lead?.members ?? [] {
      guard let position = units.position(of: member.reference.value) else { continue }
      if member.isEach {
        isLeadEach = true
        result.fanOut(leaves(of: position), of: units.count, span: member.reference.span)
      } else if !units[position].isGroup || units[position].isCollective, work.roles.lead?.members.count == 1 {
        result.lead = position
        result.addOwner(position, span: member.reference.span)
      }
    }
    result.coordinate = members(work.roles.coordinate)
    result.implement = members(work.roles.implement)
    result.monitor = members(work.roles.monitor)
    result.reportTo = members(work.roles.reportTo)
    guard let lead = result.lead, !isLeadEach else { return result }
    for member in work.roles.implement?.members ?? [] where member.isEach {
      guard let position = units.position(of: member.reference.value) else { continue }
      result.fanOut(leaves(of: position), except: lead, of: units.count, span: member.reference.span, isImplementer: true)
    }
    return result
  }

  private func members(_ role: RoleValue?) -> [Responsibility.Member] {
    guard let role else { return [] }
    var result: [Responsibility.Member] = []
    var places: [Int: Int] = [:]
    for member in role.members {
      guard let position = units.position(of: member.reference.value) else { continue }
      let isGroup = units[position].isGroup
      for leaf in leaves(of: position) {
        let one = Responsibility.Member(
          unit: leaf, span: member.reference.span, isIndirect: isGroup || member.isEach || role.origin == .defaults,
          isOfGroup: isGroup)
        if let place = places[leaf] {
          // Who is named itself is so wherever in the list it stands.
          if result[place].isIndirect, !one.isIndirect { result[place] = one }
        } else {
          places[leaf] = result.count
          result.append(one)
        }
      }
    }
    return result
  }
}
