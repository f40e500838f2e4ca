import PlanModel

/// Which units have copies of which tasks: for every unit, series and owner, with the stretch of days for which that holds.
struct FeedParts {
  /// The tasks of one owner in a series, in one stretch of days, as one unit has them.
  struct Part: Hashable {
    let series: Int32
    let owner: Int32
    /// Between which changes of units these days lie; 0 where no unit begins or ends.
    let stretch: Int32
    /// The unit that owns the tasks in these days.
    let unit: Int32
    let role: FeedRole
  }

  /// The parts of each unit.
  private(set) var ofUnits: [[Part]]
  /// For each series, the stretch of each of its days.
  let stretches: [[Int32]]
  private let schedule: Schedule

  init(_ schedule: Schedule, _ options: FeedOptions) {
    self.schedule = schedule
    stretches = Self.stretches(schedule)
    ofUnits = Array(repeating: [], count: schedule.plan.units.count)
    for number in schedule.series.indices {
      // Thousands of wards that have the same partners are not asked for them one by one.
      let isShared = schedule.sharesPartners(number)
      for (slot, stretch) in Self.samples(stretches[number]) where schedule.series[number].ownerCount > 0 {
        var roles = schedule.roles(at: TaskPlace(series: number, slot: slot, owner: 0))
        for owner in 0..<schedule.series[number].ownerCount {
          if owner > 0, !isShared { roles = schedule.roles(at: TaskPlace(series: number, slot: slot, owner: owner)) }
          let own = isShared ? schedule.series[number].writtenOwner(owner).unit : roles.unit
          func add(_ unit: Int, _ role: FeedRole) {
            ofUnits[unit].append(
              Part(series: Int32(number), owner: Int32(owner), stretch: stretch, unit: Int32(own), role: role))
          }
          add(own, .owner)
          // Nobody has a copy of a task of its own.
          if options.roles.contains(.coordinate) {
            for unit in roles.coordinate where unit != own { add(unit, .coordinate) }
          }
          if options.roles.contains(.implement) {
            for unit in roles.implement
            where unit != own && !schedule.fansOut(to: unit, at: TaskPlace(series: number, slot: slot, owner: owner)) {
              add(unit, .implement)
            }
          }
          if options.roles.contains(.monitor) { for unit in roles.monitor where unit != own { add(unit, .monitor) } }
        }
      }
    }
  }

  /// All owners' parts.
  var ofAll: [Part] {
    var parts: [Part] = []
    for number in schedule.series.indices {
      for (slot, stretch) in Self.samples(stretches[number]) {
        for owner in 0..<schedule.series[number].ownerCount {
          let unit = schedule.owner(at: TaskPlace(series: number, slot: slot, owner: owner))
          parts.append(
            Part(series: Int32(number), owner: Int32(owner), stretch: stretch, unit: Int32(unit), role: .owner))
        }
      }
    }
    return parts
  }

  /// A day of each stretch that a series has days in.
  static func samples(_ stretches: [Int32]) -> [(slot: Int, stretch: Int32)] {
    var seen: Set<Int32> = []
    var result: [(slot: Int, stretch: Int32)] = []
    for (slot, stretch) in stretches.enumerated() where stretch >= 0 && result.last?.stretch != stretch {
      if seen.insert(stretch).inserted { result.append((slot, stretch)) }
    }
    return result
  }

  /// Between which changes of units each day lies; -1 for days that calendars do not show.
  private static func stretches(_ schedule: Schedule) -> [[Int32]] {
    var changes: Set<CivilDate> = []
    for unit in schedule.plan.units.all {
      if let first = unit.firstDay { changes.insert(first) }
      if let after = unit.lastDay?.adding(days: 1) { changes.insert(after) }
    }
    let days = changes.sorted()
    return schedule.series.map { series in
      series.slots.map { slot in
        guard !slot.isWaiting, let day = slot.due ?? slot.start else { return -1 }
        return Int32(days.partitioningIndex { $0 > day })
      }
    }
  }
}

extension Array {
  /// The first index from which on `isLater` holds; the elements must be sorted so.
  func partitioningIndex(where isLater: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
