/// What has become of one task: the entries of its log, taken together as of a day.
public struct TaskProgress: Sendable, Hashable {
  /// A deadline that was moved, with what it was before.
  public struct Extension: Sendable, Hashable {
    /// The new deadline.
    public let until: CivilDate
    /// The document that says so.
    public let document: String?
  }

  /// What the unit says.
  public private(set) var state = TaskState.open
  /// What the supervisor found.
  public private(set) var verification = Verification.none
  /// The day the present state was reached; nil while nothing was recorded.
  public private(set) var since: CivilDate?
  /// The extension in force.
  public private(set) var `extension`: Extension?
  /// How much was delivered, where that was recorded.
  public private(set) var quantity: Int?
  /// What proves it, each once, in the order it was given.
  public private(set) var evidence: [String] = []
  /// The remark on the present state.
  public private(set) var note: String?
  /// What the supervisor remarked.
  public private(set) var finding: String?
  /// Who recorded the present state.
  public private(set) var by: String?
  /// The day the supervisor looked at it.
  public private(set) var checkedOn: CivilDate?
  /// The document behind the present state.
  public private(set) var document: String?

  /// Nothing recorded.
  public init() {}

  /// Takes the entries of a task together, in order; those of days after `asOf` do not count yet.
  public init(_ entries: [ProgressEntry], asOf: CivilDate) {
    for entry in entries where entry.on <= asOf { add(entry) }
  }

  /// The day it was done; nil where it is not.
  public var doneOn: CivilDate? { state == .done ? since : nil }

  /// Whether nothing is recorded that shows.
  public var isNothing: Bool { self == TaskProgress() }

  /// Takes one more entry, recorded after all before it.
  public mutating func add(_ entry: ProgressEntry) {
    switch entry.action {
    case .verified, .returned:
      verification = entry.action == .verified ? .verified : .returned
      checkedOn = entry.on
      finding = entry.note
      addEvidence(entry)
    case .extended:
      if let until = entry.until { `extension` = Extension(until: until, document: entry.document) }
      addEvidence(entry)
    case .started: reach(.started, entry)
    case .done: reach(.done, entry)
    case .blocked: reach(.blocked, entry)
    case .cancelled: reach(.cancelled, entry)
    case .reopened:
      quantity = nil
      evidence = []
      reach(.open, entry)
    }
  }

  private mutating func reach(_ new: TaskState, _ entry: ProgressEntry) {
    let isSame = state == new && since != nil
    // What only adds to work that was confirmed leaves it so.
    if !isSame || since != entry.on || verification != .verified { (verification, checkedOn, finding) = (.none, nil, nil) }
    // A quantity noted under way is not the result.
    if new == .done, !isSame { quantity = nil }
    state = new
    since = entry.on
    // What is said again adds to what was said before.
    note = entry.note ?? (isSame ? note : nil)
    by = entry.by ?? (isSame ? by : nil)
    document = entry.document ?? (isSame ? document : nil)
    if let quantity = entry.quantity { self.quantity = quantity }
    addEvidence(entry)
  }

  private mutating func addEvidence(_ entry: ProgressEntry) {
    for one in entry.evidence where !evidence.contains(one) { evidence.append(one) }
  }

  /// Whether the task is in time against its present deadline, as seen on a day.
  ///
  /// A completion counts on its own day, however late it was typed in; a cancelled task is never late.
  public func timeliness(due: CivilDate?, asOf: CivilDate) -> Timeliness {
    guard let due else { return .noDeadline }
    switch state {
    case .done: return (since ?? due) <= due ? .onTime : .late
    case .cancelled: return .inTime
    case .open, .started, .blocked: return due < asOf ? .overdue : .inTime
    }
  }
}
