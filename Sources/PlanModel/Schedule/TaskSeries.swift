/// The days of one task, shared by everyone a fan-out gives it to.
public struct TaskSlot: Sendable, Hashable {
  /// The first day; nil for work without a date.
  public let start: CivilDate?
  /// The last day; nil for work without a deadline.
  public let due: CivilDate?
  /// The due day before any shift off a day off.
  public let nominal: CivilDate?
  /// The part of the task id that tells this task from others of its series; nil where it occurs once.
  public let key: String?
  /// The period that the rule gives the task to; nil where it counts days.
  public let period: CalendarPeriod?
  /// Where the phrase is written that the days come from.
  public let place: SourceSpan?
  /// What stands for `{period}` in the title where that is no longer what the days say.
  let givenPeriodName: String?
  /// When on the day.
  public let time: TimeSlot?
  /// Whether the days are expected rather than fixed.
  public let isTentative: Bool
  /// Whether it waits for something that has no date yet.
  public let isWaiting: Bool
  /// What kind of days these are.
  public let shape: Shape
  /// The deadline that the plan gives, whether it was extended or not.
  public var plannedDue: CivilDate? { extended?.due ?? due }
  /// What the deadline was before it was extended, and by which document; nil where it was not.
  public internal(set) var extended: ExtendedFrom?

  /// A deadline that no longer holds.
  public struct ExtendedFrom: Sendable, Hashable {
    /// The deadline before.
    public let due: CivilDate
    /// The document that extends it.
    public let document: String?
  }

  /// What kind of days a task has.
  public enum Shape: Sendable, Hashable {
    /// On a day.
    case day
    /// By a day.
    case deadline
    /// Through a stretch of days.
    case window
    /// All the time, from a day on.
    case ongoing
    /// On the day on which something came up.
    case asNeeded
    /// Without a date: not yet fixed, or waiting.
    case undated
  }

  /// What stands for `{period}` in the title; nil where there are no days.
  var periodName: String? { givenPeriodName ?? period?.bareName ?? due?.officeText }

  /// Whether the due day was moved off a day off.
  public var isMoved: Bool { extended == nil && shape != .asNeeded && due != nominal }

  /// The slot with another deadline; what lies on one day or has no other first day moves with it.
  func extended(until: CivilDate, document: String?) -> TaskSlot {
    guard let due else { return self }
    var slot = TaskSlot(
      start: start == due ? until : start, due: until, nominal: nominal, key: key, period: period, place: place,
      givenPeriodName: periodName ?? start?.officeText, time: time, isTentative: isTentative, isWaiting: isWaiting, shape: shape)
    slot.extended = ExtendedFrom(due: due, document: document)
    return slot
  }
}

/// All tasks of one piece of work: its days, each for every owner.
public struct TaskSeries: Sendable {
  /// The piece of work, as a position in ``Plan/work``.
  public let work: Int
  /// The days, in order.
  public let slots: [TaskSlot]
  let responsibility: Responsibility

  /// The number of tasks.
  public var count: Int { slots.count * responsibility.owners.count }
  /// Whether an owner implements for another lead.
  public func isImplementer(_ owner: Int) -> Bool { responsibility.owners[owner].isImplementer }
  /// The number of owners.
  public var ownerCount: Int { responsibility.owners.count }
  /// The unit that is written as an owner, and whether a fan-out makes its tasks, so that their ids end in `@unit`.
  public func writtenOwner(_ owner: Int) -> (unit: Int, isFannedOut: Bool) {
    (responsibility.owners[owner].unit, responsibility.owners[owner].isFannedOut)
  }
}

/// The dated work of a plan: one series for each piece of work, its tasks made one at a time when they are asked for.
public struct Schedule: Sendable {
  /// The plan.
  public let plan: Plan
  /// The series, in file order.
  public let series: [TaskSeries]
  /// The days of the milestones.
  let milestones: [String: Resolution<Anchor>]

  /// The milestones that have no date yet, by name.
  public var waitingMilestones: [String] {
    milestones.filter { if case .waiting = $0.value { true } else { false } }.keys.sorted()
  }

  /// The number of tasks.
  public var count: Int { series.reduce(0) { $0 + $1.count } }

  /// Calls `body` with the place of every task, in file order, by day, then by owner.
  public func forEachTask(_ body: (TaskPlace) throws -> Void) rethrows {
    for (number, one) in series.enumerated() {
      for slot in one.slots.indices {
        for owner in one.responsibility.owners.indices { try body(TaskPlace(series: number, slot: slot, owner: owner)) }
      }
    }
  }
}

/// Where a task stands in a ``Schedule``.
public struct TaskPlace: Hashable, Sendable {
  /// The series.
  public let series: Int
  /// The slot in the series.
  public let slot: Int
  /// The owner in the series.
  public let owner: Int

  /// Makes a place.
  public init(series: Int, slot: Int, owner: Int) {
    self.series = series
    self.slot = slot
    self.owner = owner
  }
}
