/// A task to come, as pages list it.
public struct UpcomingTask: Sendable, Hashable {
  /// The day.
  public let day: CivilDate
  /// When on the day, such as `17:30`; nil for the whole day.
  public let time: String?
  /// The title.
  public let title: String

  /// Makes a task to come.
  public init(day: CivilDate, time: String?, title: String) {
    self.day = day
    self.time = time
    self.title = title
  }
}
