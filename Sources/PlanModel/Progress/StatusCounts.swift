/// How many tasks stand how; the sums close.
///
/// total = done (on time + late + no deadline) + not done (in time + overdue + no deadline) + cancelled; blocked, verified and
/// waiting count within these.
public struct StatusCounts: Sendable, Hashable {
  /// Tasks that are done.
  public struct Done: Sendable, Hashable {
    /// By their deadlines.
    public var onTime = 0
    /// After them.
    public var late = 0
    /// Without one.
    public var noDeadline = 0
    /// All of them.
    public var total: Int { onTime + late + noDeadline }
  }

  /// Tasks that are not done.
  public struct NotDone: Sendable, Hashable {
    /// Whose deadlines have not passed.
    public var inTime = 0
    /// Whose deadlines have passed.
    public var overdue = 0
    /// Without one.
    public var noDeadline = 0
    /// All of them.
    public var total: Int { inTime + overdue + noDeadline }
  }

  /// What is done.
  public var done = Done()
  /// What is not done.
  public var notDone = NotDone()
  /// What is cancelled.
  public var cancelled = 0
  /// What is in difficulty, among what is not done.
  public var blocked = 0
  /// What a supervisor has confirmed, among what is done.
  public var verified = 0
  /// What waits for something without a date, among what is not done.
  public var waiting = 0

  /// Counts of nothing.
  public init() {}

  /// All tasks.
  public var total: Int { done.total + notDone.total + cancelled }

  /// The part of what was to be done that is done, in hundredths of a per cent; nil where there was nothing to do.
  public var rate: Int? {
    let planned = total - cancelled
    return planned > 0 ? (done.total * 10_000 + planned / 2) / planned : nil
  }

  /// Counts one task.
  @inline(__always)
  public mutating func add(_ progress: TaskProgress, due: CivilDate?, isWaiting: Bool, asOf: CivilDate) {
    switch (progress.state, progress.timeliness(due: due, asOf: asOf)) {
    case (.done, .late): done.late += 1
    case (.done, .noDeadline): done.noDeadline += 1
    case (.done, _): done.onTime += 1
    case (.cancelled, _): cancelled += 1
    case (_, .overdue): notDone.overdue += 1
    case (_, .noDeadline): notDone.noDeadline += 1
    case (_, _): notDone.inTime += 1
    }
    switch progress.state {
    case .done: if progress.verification == .verified { verified += 1 }
    case .cancelled: break
    case .blocked:
      blocked += 1
      if isWaiting { waiting += 1 }
    case .open, .started: if isWaiting { waiting += 1 }
    }
  }

  /// Counts tasks of which nothing is recorded.
  @inline(__always)
  mutating func addOpen(due: CivilDate?, isWaiting: Bool, asOf: CivilDate, count: Int = 1) {
    if let due {
      if due < asOf { notDone.overdue += count } else { notDone.inTime += count }
    } else {
      notDone.noDeadline += count
    }
    if isWaiting { waiting += count }
  }

  /// Adds other counts.
  public static func += (left: inout StatusCounts, right: StatusCounts) {
    left.done.onTime += right.done.onTime
    left.done.late += right.done.late
    left.done.noDeadline += right.done.noDeadline
    left.notDone.inTime += right.notDone.inTime
    left.notDone.overdue += right.notDone.overdue
    left.notDone.noDeadline += right.notDone.noDeadline
    left.cancelled += right.cancelled
    left.blocked += right.blocked
    left.verified += right.verified
    left.waiting += right.waiting
  }
}
