import PlanModel

/// What is recorded of the tasks that an amendment changes or drops.
struct DifferenceMarks: Sendable {
  /// What is recorded of one task.
  struct Mark: Sendable {
    /// What it comes to.
    let progress: TaskProgress
    /// Whether the new plan has no task that it would hold for.
    let isLost: Bool
  }

  /// The marks by the positions of changes.
  private let marks: [Int: Mark]
  /// The positions of the changes with marks, in order.
  let places: [Int]
  /// What came up as needed, was recorded, and is of no work of the new plan.
  let lostOccasions: [ScheduleProgress.GoneTask]

  /// Finds what is recorded; the log of another plan is not this one's.
  ///
  /// `isMeant` leaves out work as needed of units of the old plan that are not looked at.
  init(
    _ old: PlanDifference.Side, _ new: PlanDifference.Side, _ changes: [TaskChange], isSamePlan: Bool, isMeant: (Int) -> Bool
  ) {
    let (before, after) = (MarkIndex(old, isMeant: isMeant), MarkIndex(new) { _ in true })
    guard !before.isEmpty || !after.isEmpty else {
      (marks, places, lostOccasions) = ([:], [], [])
      return
    }
    let lost = Set(new.progress?.gone.map(\.id) ?? [])
    var told: Set<String> = []
    var marks: [Int: Mark] = [:]
    for (position, change) in changes.enumerated() {
      let own = change.old.flatMap { before[$0] }
      guard let found = change.new.flatMap({ after[$0] }) ?? own else { continue }
      let ids = own?.ids ?? []
      told.formUnion(ids)
      marks[position] = Mark(
        progress: found.progress, isLost: isSamePlan ? ids.contains { lost.contains($0) } : own != nil)
    }
    self.marks = marks
    places = marks.keys.sorted()
    let goneBefore = Set(old.progress?.gone.map(\.id) ?? [])
    lostOccasions = (new.progress?.gone ?? []).filter {
      !goneBefore.contains($0.id) && !told.contains($0.id) && before.occasions.contains($0.id)
    }
  }

  /// What is recorded of the task of a change; nil where nothing is.
  subscript(position: Int) -> Mark? { marks[position] }
}

/// What is recorded of a plan's tasks, by the places that they have in the schedule as planned.
///
/// In the schedule of the progress itself, tasks whose deadlines were extended stand apart.
private struct MarkIndex {
  private var places: [TaskPlace: TaskPlace] = [:]
  /// The ids under which work as needed is recorded.
  private(set) var occasions: Set<String> = []
  private let progress: ScheduleProgress?

  init(_ side: PlanDifference.Side, isMeant: (Int) -> Bool) {
    progress = side.progress
    guard let progress, !progress.recorded.isEmpty else { return }
    let planned = side.schedule
    var ofWork: [Int: Int] = [:]
    for (number, series) in planned.series.enumerated() { ofWork[series.work] = number }
    var slots: [Int: [String?: Int]] = [:]
    var owners: [Int: [Owner: Int]] = [:]
    for place in progress.recorded {
      let series = progress.schedule.series[place.series]
      guard let number = ofWork[series.work] else { continue }
      let own = planned.series[number]
      if planned.plan.work[series.work].isAsNeeded {
        if isMeant(progress.schedule.owner(at: place)) { occasions.formUnion(progress.entries(at: place).map(\.task)) }
        continue
      }
      if slots[number] == nil {
        slots[number] = Dictionary(
          own.slots.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { one, _ in one })
        owners[number] = Dictionary(
          (0..<own.ownerCount).map { (Owner(own.writtenOwner($0)), $0) }, uniquingKeysWith: { one, _ in one })
      }
      guard let slot = slots[number]?[series.slots[place.slot].key],
        let owner = owners[number]?[Owner(series.writtenOwner(place.owner))]
      else { continue }
      places[TaskPlace(series: number, slot: slot, owner: owner)] = place
    }
  }

  private struct Owner: Hashable {
    let unit: Int
    let isFannedOut: Bool

    init(_ owner: (unit: Int, isFannedOut: Bool)) { (unit, isFannedOut) = owner }
  }

  var isEmpty: Bool { places.isEmpty && occasions.isEmpty }

  /// What is recorded of a task as planned, and under which ids.
  subscript(planned: TaskPlace) -> (progress: TaskProgress, ids: [String])? {
    guard let place = places[planned], let progress else { return nil }
    return (progress[place], progress.entries(at: place).map(\.task))
  }
}
