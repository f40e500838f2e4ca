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

  /// The words of offices for it.
  public var name: Message {
    switch self {
    case .inTime: Message(vi: "trong hạn", en: "in time")
    case .overdue: Message(vi: "quá hạn", en: "overdue")
    case .onTime: Message(vi: "đúng hạn", en: "on time")
    case .late: Message(vi: "quá hạn", en: "late")
    case .noDeadline: Message(vi: "không có hạn", en: "no deadline")
    }
  }
}
