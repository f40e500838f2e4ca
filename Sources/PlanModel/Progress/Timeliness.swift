/// Whether a task is in time, as seen on a day.
public enum Timeliness: String, Sendable, CaseIterable {
  /// Not done, and its deadline has not passed.
  case inTime = "in-time"
  /// Not done, and its deadline has passed.
  case overdue
  /// Done by its deadline.
  case onTime = "on-time"
  /// Done after its deadline.
  case late
  /// Without a deadline.
  case noDeadline = "no-deadline"

  /// How an open task stands on a day.
  public init(due: CivilDate?, asOf day: CivilDate) {
    guard let due else {
      self = .noDeadline
      return
    }
    self = due < day ? .overdue : .inTime
  }
}
