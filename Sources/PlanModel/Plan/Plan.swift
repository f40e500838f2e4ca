/// An annual communication plan as read from its file and what it uses: every noun in place, nothing dated yet.
public struct Plan: Sendable {
  /// The id.
  public let id: Identifier<Plan>
  /// The place of the id.
  public let idSpan: SourceSpan
  /// The title.
  public let title: String
  /// The signed document.
  public let document: PlanDocument?
  /// What kind of document it is; a plan where nothing is said.
  public var kind: DocumentKind { document?.kind ?? .plan }
  /// The days the plan covers.
  public let period: DayRange
  /// The language of its texts.
  public let language: Language
  /// The units, groups and collectives.
  public let units: EntityTable<OrgUnit>
  /// The themes.
  public let themes: EntityTable<Theme>
  /// The target groups.
  public let targetGroups: EntityTable<TargetGroup>
  /// The channels.
  public let channels: EntityTable<Channel>
  /// The activities, in file order.
  public let activities: EntityTable<Activity>
  /// The pieces of work, in file order.
  public let work: [WorkItem]
  /// Which days are worked.
  public let calendar: WorkCalendar
  /// The acts that changed the plan.
  public let amendments: [Amendment]
  /// The day the document was issued.
  public let issued: CivilDate?
  /// The ids it bore before, the latest first.
  public let formerIDs: [String]
  /// What the head says in words: why, with what money, and a remark.
  public let texts: HeadTexts
  /// The day of the month on which the data of reports closes; nil where reports follow the calendar.
  public let cutOff: Int?
  /// Whether any unit begins or ends on a day.
  let hasBoundedUnits: Bool
  /// The members of each group, by the group's position in ``units``.
  let groups: [Int: GroupMembers]
  let milestones: [String: Located<MilestoneTiming>]
  let areMilestonesIncomplete: Bool
  /// Milestones, activities and phases that are written and could not be read.
  let unreadableNames: Set<String>
  /// Activities whose phases could not all be read, so that a name not found proves nothing.
  let isWorkIncomplete: Bool
  /// How heavy the office wants rules to weigh; nil for off.
  let severities: [String: Severity?]
  /// What the head and the document say is assumed.
  public let assumptions: [Assumption]
  let acceptances: [Acceptance]
  /// Where the year or the period is written; nil where neither is.
  let yearSpan: SourceSpan?
  /// Whether the public holidays count.
  let keepsHolidays: Bool
  /// Whether the file writes its keys in Vietnamese.
  let keysAreVietnamese: Bool
  /// Every reference of the files, each where it is written.
  let references: WrittenReferences
}

/// The references of a file, each once, where it is written; used or not.
struct WrittenReferences: Sendable {
  var units: [Reference<OrgUnit>] = []
  var themes: [Reference<Theme>] = []
  var targetGroups: [Reference<TargetGroup>] = []
  var channels: [Reference<Channel>] = []

  mutating func add(_ fields: WorkFields) {
    for role in [fields.lead, fields.coordinate, fields.implement, fields.monitor, fields.reportTo] {
      units += role.value?.members.map(\.reference) ?? []
    }
    themes += fields.themes.value ?? []
    targetGroups += fields.targetGroups.value ?? []
    channels += fields.channels.value ?? []
  }

  mutating func add(_ other: WrittenReferences) {
    units += other.units
    themes += other.themes
    targetGroups += other.targetGroups
    channels += other.channels
  }
}

extension Plan {
  /// Whether there is work, all of it readable, so that what is not found in it is not there.
  var isWorkWhole: Bool { !work.isEmpty && !isWorkIncomplete && !activities.isIncomplete && unreadableNames.isEmpty }

  /// The unit that stands in for another on a day.
  enum Standing: Sendable {
    case inForce
    /// Another has taken over.
    case handedOver(to: Int)
    /// Out of force, with no single successor; the units that might be meant.
    case nobody([Int])
  }

  /// Who acts for a unit on a day.
  func standing(of position: Int, on day: CivilDate) -> Standing {
    var current = position
    var visited: Set<Int> = []
    while !units[current].isInForce(on: day) {
      visited.insert(current)
      let unit = units[current]
      let successors = unit.successors.compactMap { units.position(of: $0.value) }
      guard let lastDay = unit.lastDay, lastDay < day, successors.count == 1, !visited.contains(successors[0]) else {
        return .nobody(successors)
      }
      current = successors[0]
    }
    return current == position ? .inForce : .handedOver(to: current)
  }
}
