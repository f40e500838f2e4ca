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
  /// The states.
  public var states: Set<TaskState>?

  /// Makes a selection of everything.
  public init() {}

  /// Whether a task is asked for; days keep what overlaps, and work without a date has none to overlap.
  public func contains(_ task: TaskOccurrence, in plan: Plan) -> Bool {
    if let unit, unit.isDisjoint(with: units(of: task)) { return false }
    if let theme, !task.work.themes.contains(where: { $0.value == theme }) { return false }
    if let targetGroup, !task.work.targetGroups.contains(where: { $0.value == targetGroup }) { return false }
    if let channel, !task.work.channels.contains(where: { $0.value == channel }) { return false }
    if let activity, activity != task.work.activity.text, activity != task.work.path { return false }
    guard from != nil || to != nil else { return true }
    guard let days = DayRange(from ?? .earliest, to ?? .latest) else { return false }
    return task.slot.overlaps(days, in: plan)
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
  /// What has become of it.
  public let progress: TaskProgress
  /// Whether it is in time.
  public let timeliness: Timeliness
  /// Whether its owner implements for another lead, whose task carries the product.
  public let isForOther: Bool
  /// How many of those that implement for its lead have done their own; nil where none do.
  public let implementers: (done: Int, of: Int)?
}

/// The tasks of one or several plans, chosen and in order.
public struct TaskListing: Sendable {
  /// The ids of the plans.
  public let plans: [Identifier<Plan>]
  /// The tasks by start, due and id; dates that are missing come last.
  public let tasks: [ListedTask]
  /// The day on which lateness is judged.
  public let asOf: CivilDate

  /// Chooses the tasks of schedules of which nothing is recorded; `select` gives the selection for each plan, whose positions differ.
  public init(_ schedules: [Schedule], asOf: CivilDate, _ select: (Plan) -> TaskSelection) {
    self.init(schedules.map { ScheduleProgress($0, asOf: asOf) }, asOf: asOf, select)
  }

  /// Chooses the tasks of plans; `select` gives the selection for each plan, whose positions differ.
  ///
  /// People are those of each task's own day, as the plan has it; with `asHeld` those who hold it as of the day: see ``TaskHolders``.
  public init(_ plans: [ScheduleProgress], asOf: CivilDate, asHeld: Bool = false, _ select: (Plan) -> TaskSelection) {
    self.asOf = asOf
    self.plans = plans.map(\.schedule.plan.id)
    var tasks: [ListedTask] = []
    for progress in plans {
      let schedule = progress.schedule
      let selection = select(schedule.plan)
      let references = TaskReferences(schedule)
      let implementers = ImplementerCounts(progress)
      let holders = asHeld ? TaskHolders(progress, asOf: asOf) : nil
      schedule.forEachTask { place in
        let own = progress[place]
        if let states = selection.states, !states.contains(own.state) { return }
        let task = holders?.task(at: place) ?? schedule.task(at: place)
        guard selection.contains(task, in: schedule.plan) else { return }
        tasks.append(
          ListedTask(
            plan: schedule.plan, task: task, reference: references[task.id], progress: own,
            timeliness: own.timeliness(due: task.slot.due, asOf: asOf),
            isForOther: schedule.series[place.series].isImplementer(place.owner), implementers: implementers[place]))
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
