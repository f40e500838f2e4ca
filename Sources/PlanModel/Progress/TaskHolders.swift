/// Who holds tasks as seen on a day, where units end: what a unit that has ended left unfinished is its successor's, what was finished
/// stays under the name of those who finished it.
///
/// | the task | is that of whoever acts for its owner |
/// |---|---|
/// | done or cancelled | on the day it was done or cancelled |
/// | anything else, sent back by the supervisor too | on its own day, or as of the day where that is later |
///
/// Where nobody acts on that day (several successors, or none), it stays with the owner on its own day.
public struct TaskHolders: Sendable {
  /// Who acts for a unit as of the day.
  private enum Standing: Sendable {
    /// The unit itself, which has no last day.
    case unending
    /// The unit itself, or the successor that has taken over.
    case held(by: Int)
    /// Nobody, since there is no single successor.
    case nobody
  }

  private let progress: ScheduleProgress
  private let asOf: CivilDate
  /// For each unit who acts for it; nil where no unit ends, so that nothing has to be asked.
  private let standings: [Standing]?

  private var schedule: Schedule { progress.schedule }

  /// Finds who holds the tasks of a plan as of a day.
  public init(_ progress: ScheduleProgress, asOf: CivilDate) {
    self.progress = progress
    self.asOf = asOf
    let plan = progress.schedule.plan
    guard plan.units.all.contains(where: { $0.lastDay != nil }) else {
      standings = nil
      return
    }
    standings = plan.units.all.indices.map { unit in
      guard plan.units[unit].lastDay != nil else { return .unending }
      switch plan.standing(of: unit, on: asOf) {
      case .inForce: return .held(by: unit)
      case .handedOver(let successor): return .held(by: successor)
      case .nobody: return .nobody
      }
    }
  }

  /// Whether a unit ends, so that a task may be held by another than its owner.
  var canDiffer: Bool { standings != nil }

  /// The unit that holds a task, as a position in ``Plan/units``.
  public func holder(at place: TaskPlace) -> Int {
    guard standings != nil else { return schedule.owner(at: place) }
    let series = schedule.series[place.series]
    return holder(
      of: series.responsibility.owners[place.owner].unit, series.slots[place.slot], progress[place])
  }

  /// The unit that holds a task of a written owner; nothing is recorded of it where `own` is nil.
  @inline(__always)
  func holder(of written: Int, _ slot: TaskSlot, _ own: TaskProgress?) -> Int {
    guard let standings else { return written }
    if case .unending = standings[written] { return written }
    if let day = own?.finishedOn { return schedule.acting(written, slot, on: day) }
    if let day = slot.due ?? slot.start, day > asOf { return schedule.acting(written, slot) }
    if case .held(let unit) = standings[written] { return unit }
    return schedule.acting(written, slot)
  }

  /// The day that decides who holds a task; nil where no unit ends, so that it is the task's own.
  private func day(at place: TaskPlace) -> CivilDate? {
    guard standings != nil else { return nil }
    let slot = schedule.series[place.series].slots[place.slot]
    return progress[place].finishedOn ?? (slot.due ?? slot.start).map { max($0, asOf) } ?? asOf
  }

  /// The task at a place with those who hold its roles as of the day; its `unit` is who holds it.
  public func task(at place: TaskPlace) -> TaskOccurrence { schedule.task(at: place, on: day(at: place)) }

  /// Whether the fan-out of a task gives `unit` a task of its own, or one of a member whose tasks it holds as of the day.
  public func fansOut(to unit: Int, at place: TaskPlace) -> Bool { schedule.fansOut(to: unit, at: place, on: day(at: place)) }

  /// What became of a task whose owner has ended before it was finished; nil for any other task.
  public func leftover(at place: TaskPlace) -> Leftover? {
    guard standings != nil else { return nil }
    let series = schedule.series[place.series]
    return leftover(of: series.responsibility.owners[place.owner].unit, series.slots[place.slot], progress[place])
  }

  /// What became of a task of a written owner.
  func leftover(of written: Int, _ slot: TaskSlot, _ own: TaskProgress?) -> Leftover? {
    guard let standings, own?.finishedOn == nil else { return nil }
    if let day = slot.due ?? slot.start, day > asOf { return nil }
    let before = schedule.acting(written, slot)
    switch standings[written] {
    case .unending: return nil
    case .held(let unit): return unit == before ? nil : Leftover(from: before, to: unit)
    case .nobody:
      // A unit that is still to begin has left nothing.
      return schedule.plan.units[before].lastDay.map { $0 < asOf } == true ? Leftover(from: before, to: nil) : nil
    }
  }
}

/// Where the unfinished work of a unit that has ended has gone, as positions in ``Plan/units``.
public struct Leftover: Sendable, Hashable {
  /// Who had it on its own day.
  public let from: Int
  /// Who has it now; nil where no single successor does.
  public let to: Int?
}

extension TaskProgress {
  /// The day on which nothing was left to do: done and not sent back, or cancelled; nil while something is.
  var finishedOn: CivilDate? {
    switch state {
    case .done: verification == .returned ? nil : since
    case .cancelled: since
    case .open, .started, .blocked: nil
    }
  }
}
