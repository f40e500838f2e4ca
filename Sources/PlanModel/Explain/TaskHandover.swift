/// How a task came from the unit that is written as its owner to the one that has it.
public struct TaskHandover: Sendable, Hashable {
  /// One step: a unit ended and another took over.
  public struct Step: Sendable, Hashable {
    /// The unit that ended, as a position in ``Plan/units``.
    public let from: Int
    /// Its successor, as a position in ``Plan/units``.
    public let to: Int
    /// The first day of the successor's.
    public let since: CivilDate
  }

  /// From the unit that is written to the one that has the task, in order.
  public let steps: [Step]
  /// Whether the task was due or begun under the old name and goes on under the new one, since it is not finished.
  public let isLeftover: Bool

  /// Follows the successors of a task's owner; nil where the owner has the task itself.
  init?(_ progress: ScheduleProgress, at place: TaskPlace, asOf: CivilDate) {
    let plan = progress.schedule.plan
    let holders = TaskHolders(progress, asOf: asOf)
    let holder = holders.holder(at: place)
    var current = progress.schedule.writtenOwner(at: place).unit
    guard holder != current else { return nil }
    var steps: [Step] = []
    while current != holder, steps.count <= plan.units.count {
      guard let since = plan.units[current].lastDay?.adding(days: 1), let name = plan.units[current].successors.first,
        let next = plan.units.position(of: name.value)
      else { return nil }
      steps.append(Step(from: current, to: next, since: since))
      current = next
    }
    self.steps = steps
    isLeftover = holders.leftover(at: place) != nil
  }
}
