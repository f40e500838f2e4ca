import PlanModel

/// A role in which a unit can stand in a task.
public enum TaskRole: String, Sendable, CaseIterable {
  /// The one whose task it is: the fanned-out member, else the lead.
  case owner
  /// The accountable unit.
  case lead
  /// A coordinating unit.
  case coordinate
  /// An implementing unit.
  case implement
  /// A monitoring unit.
  case monitor
  /// One who is reported to.
  case reportTo = "report_to"
}

/// Which tasks are asked for; what is nil does not narrow.
public struct TaskSelection: Sendable {
  /// The unit; a group stands for its members.
  public var unit: Set<Int>?
  /// The role of the unit; the owner where nothing is said.
  public var role: TaskRole = .owner
  /// The theme.
  public var theme: Identifier<Theme>?
  /// The target group.
  public var targetGroup: Identifier<TargetGroup>?
  /// The channel.
  public var channel: Identifier<Channel>?
  /// The activity, or `activity.phase`.
  public var activity: String?
  /// The first day asked for.
  public var from: CivilDate?
  /// The last day asked for.
  public var to: CivilDate?

  /// Whether nothing at all is asked for.
  public var isNothing = false

  /// Makes a selection of everything.
  public init() {}

  /// Whether a task is asked for; days keep what overlaps, and work without a date has none to overlap.
  func contains(_ task: TaskOccurrence, in plan: Plan) -> Bool {
    if isNothing { return false }
    if let unit, unit.isDisjoint(with: units(of: task)) { return false }
    if let theme, !task.work.themes.contains(where: { $0.value == theme }) { return false }
    if let targetGroup, !task.work.targetGroups.contains(where: { $0.value == targetGroup }) { return false }
    if let channel, !task.work.channels.contains(where: { $0.value == channel }) { return false }
    if let activity, activity != task.work.activity.text, activity != task.work.path { return false }
    guard from != nil || to != nil else { return true }
    guard let first = task.slot.start ?? task.slot.due else { return false }
    let last = task.slot.due ?? plan.period.last
    return (from.map { last >= $0 } ?? true) && (to.map { first <= $0 } ?? true)
  }

  private func units(of task: TaskOccurrence) -> Set<Int> {
    switch role {
    case .owner: [task.unit]
    case .lead: [task.lead]
    case .coordinate: Set(task.coordinate)
    case .implement: Set(task.implement)
    case .monitor: Set(task.monitor)
    case .reportTo: Set(task.reportTo)
    }
  }
}

/// A task beside the plan it belongs to, as lists show it.
public struct ListedTask: Sendable {
  /// The plan.
  public let plan: Plan
  /// The task.
  public let task: TaskOccurrence
  /// The short reference people type.
  public let reference: String
}

/// The tasks of one or several plans, chosen and in order.
public struct TaskListing: Sendable {
  /// The ids of the plans.
  public let plans: [Identifier<Plan>]
  /// The tasks by start, due and id; dates that are missing come last.
  public let tasks: [ListedTask]
  /// The day on which lateness is judged.
  public let asOf: CivilDate

  /// Chooses the tasks of schedules; `select` gives the selection for each plan, whose positions differ.
  public init(_ schedules: [Schedule], asOf: CivilDate, _ select: (Plan) -> TaskSelection) {
    self.asOf = asOf
    plans = schedules.map(\.plan.id)
    var tasks: [ListedTask] = []
    for schedule in schedules {
      let selection = select(schedule.plan)
      let references = TaskReferences(schedule)
      schedule.forEachTask { place in
        let task = schedule.task(at: place)
        guard selection.contains(task, in: schedule.plan) else { return }
        tasks.append(ListedTask(plan: schedule.plan, task: task, reference: references[task.id]))
      }
    }
    self.tasks = tasks.sorted { Self.precedes($0.task, $1.task) }
  }

  static func precedes(_ one: TaskOccurrence, _ other: TaskOccurrence) -> Bool {
    func rank(_ day: CivilDate?) -> Int32 { day?.dayNumber ?? .max }
    let left = (rank(one.slot.start), rank(one.slot.due))
    let right = (rank(other.slot.start), rank(other.slot.due))
    return left == right ? one.id.utf8.lexicographicallyPrecedes(other.id.utf8) : left < right
  }
}
