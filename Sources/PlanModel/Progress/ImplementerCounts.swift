/// For each task of a lead for whom others implement: how many of them have done their own, of how many.
public struct ImplementerCounts: Sendable {
  private struct Key: Hashable {
    let work: Int
    let key: String?
  }

  private let progress: ScheduleProgress
  private var counts: [Key: (done: Int, of: Int)] = [:]

  /// Counts the implementers of a plan; nothing where nothing is recorded.
  public init(_ progress: ScheduleProgress) {
    self.progress = progress
    guard !progress.isEmpty else { return }
    // Those whose deadlines were extended stand in series of their own.
    let implementers = progress.schedule.series.map { $0.responsibility.owners.count(where: \.isImplementer) }
    for (number, series) in progress.schedule.series.enumerated() where implementers[number] > 0 {
      for slot in series.slots { counts[Key(work: series.work, key: slot.key), default: (0, 0)].of += implementers[number] }
    }
    for place in progress.recorded where implementers[place.series] > 0 {
      let series = progress.schedule.series[place.series]
      guard series.responsibility.owners[place.owner].isImplementer, progress[place].state == .done else { continue }
      counts[Key(work: series.work, key: series.slots[place.slot].key), default: (0, 0)].done += 1
    }
  }

  /// The count for a task; nil where nobody implements for its owner.
  public subscript(place: TaskPlace) -> (done: Int, of: Int)? {
    guard !counts.isEmpty else { return nil }
    let series = progress.schedule.series[place.series]
    guard !series.responsibility.owners[place.owner].isFannedOut else { return nil }
    return counts[Key(work: series.work, key: series.slots[place.slot].key)]
  }
}
