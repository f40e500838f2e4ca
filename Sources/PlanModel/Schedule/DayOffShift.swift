/// What becomes of a day that may be off.
enum DayOffShift: Equatable {
  /// The day on which the work is done, and the projected holiday it leans on, if any.
  case on(CivilDate, leaning: CivilDate?)
  /// No task, as wished (`skip`).
  case skipped
  /// No working day within the bounds.
  case impossible

  /// Moves a day off to a working day as `policy` says, never outside `bounds`.
  static func shift(_ day: CivilDate, _ policy: DayOffPolicy, within bounds: DayRange?, _ calendar: WorkCalendar) -> DayOffShift {
    guard calendar.isOff(day) else { return .on(day, leaning: nil) }
    let step: Int
    switch policy {
    case .keep: return .on(day, leaning: nil)
    case .skip: return .skipped
    case .next: step = 1
    case .previous: step = -1
    }
    var turnedBy: CivilDate?
    for direction in [step, -step] {
      guard let found = calendar.workingDay(from: day, step: direction) else { continue }
      guard let bounds, !bounds.contains(found) else {
        return .on(found, leaning: turnedBy ?? calendar.leaning(between: day, found))
      }
      // Were a projected holiday on the way worked, the task would be there.
      turnedBy = turnedBy ?? calendar.leaning(between: day, direction > 0 ? min(found, bounds.last) : max(found, bounds.first))
    }
    return .impossible
  }
}

extension WorkCalendar {
  /// The first weekday of a stretch that is off only because a projection says so.
  func leaning(between one: CivilDate, _ other: CivilDate) -> CivilDate? {
    guard let day = projectedDay(from: min(one, other), to: max(one, other)) else { return nil }
    var current = day
    while current <= max(one, other) {
      if isProjected(current), current.weekday.rawValue <= 5, isOff(current) { return current }
      guard let next = current.adding(days: 1) else { return nil }
      current = next
    }
    return nil
  }
}
