/// How a task got its days and its people: phrase → rule → nominal day → shift off days off → day; who holds which role, and where
/// it is written; what is stated and what assumed.
public struct TaskExplanation: Sendable {
  /// The plan.
  public let plan: Plan
  /// The task.
  public let task: TaskOccurrence
  /// What is written of its time.
  public let phrases: [ExplainedPhrase]
  /// From the phrases to the nominal day, one step after another.
  public let steps: [ExplainedStep]
  /// What a day off did to the nominal day; nil where it is a working day or there is none.
  public let shift: ExplainedShift?
  /// Who holds which role.
  public let roles: [ExplainedRole]
  /// What the signed document does not state, of this work or of the whole plan.
  public let assumptions: [Assumption]
  /// Who has taken the task over from the unit that is written as its owner; nil where that unit has it still.
  public let handover: TaskHandover?

  /// Explains a task of a schedule of which nothing is recorded; nobody has ended yet.
  init(_ schedule: Schedule, at place: TaskPlace) {
    self.init(ScheduleProgress(schedule, asOf: .earliest), at: place, asOf: .earliest)
  }

  /// Explains a task; `asOf` is the day as of which its holder is told.
  public init(_ progress: ScheduleProgress, at place: TaskPlace, asOf: CivilDate) {
    let schedule = progress.schedule
    plan = schedule.plan
    handover = TaskHandover(progress, at: place, asOf: asOf)
    let task = schedule.task(at: place)
    self.task = task
    let own = task.work.assumptions
    let dates = DateExplainer(schedule: schedule, work: schedule.series[place.series].work, slot: task.slot)
    phrases = dates.phrases()
    let steps = dates.steps()
    self.steps = steps
    shift = dates.shift()
    roles = RoleExplainer(schedule: schedule, place: place, task: task).roles()
    // Of what the whole plan assumes, what bears on a task's days and people.
    var bearing: Set<String> = ["year", "period", "reporting", "activities"]
    if steps.contains(where: { $0.kind == .milestone }) { bearing.insert(PlanKey.calendar.rawValue) }
    if steps.contains(where: \.isFromIssue) { bearing.insert(PlanKey.issued.rawValue) }
    if roles.contains(where: { $0.how == .defaults || $0.how == .parent }) { bearing.insert(PlanKey.defaults.rawValue) }
    // What the days of other work lean on, and what the units are assumed to be to each other.
    let others = steps.compactMap(\.assumption) + roles.compactMap(\.assumption).filter { $0.key != PlanKey.defaults.rawValue }
    var seen: Set<SourceSpan> = []
    assumptions = (own + others + plan.assumptions.filter { bearing.contains($0.key) }).filter { seen.insert($0.span).inserted }
  }
}

/// Something written about the time of a task: `due: day 20 of last month`.
public struct ExplainedPhrase: Sendable {
  /// The key, in its canonical English name.
  public let key: String
  /// The key in the language of the plan's keys.
  public let name: String
  /// Where the value is written.
  public let span: SourceSpan
  /// Set where the document does not state it.
  public let assumption: Assumption?
}

/// A step from what is written to a day.
public struct ExplainedStep: Sendable {
  /// What is done.
  public enum Kind: String, Sendable {
    /// A date or a day with a name is looked up.
    case day
    /// A milestone gives the day.
    case milestone
    /// An activity or a phase gives the day.
    case anchor
    /// Days are counted from another.
    case count
    /// A stretch of days.
    case window
    /// The days within which a recurrence counts.
    case range
    /// The period a recurrence counts the task in.
    case period
    /// The day a rule chooses.
    case rule
    /// The first day of work that has a deadline.
    case start
    /// The last day that still counts.
    case before
    /// Something is not known yet.
    case waiting
    /// It has no day at all.
    case open
    /// The day is expected, not fixed.
    case tentative
  }

  /// What is done.
  public let kind: Kind
  /// The step in words.
  public let text: Message
  /// What it comes to.
  public let days: DayRange?
  /// Where it is written; nil where it follows from the calendar.
  public let span: SourceSpan?
  /// The days off that a count of working days passed over, weekends left out.
  public var daysOff: [CivilDate] = []
  /// Set where the document does not state what the step comes from.
  public var assumption: Assumption?
  /// Whether the day of issue decides.
  var isFromIssue = false
}

/// What a day off did to a nominal day.
public struct ExplainedShift: Sendable {
  /// What is to be done with a day off.
  public let policy: Policy
  /// Where the policy is written; nil where it is the usual one.
  public let span: SourceSpan?
  /// The nominal day.
  public let from: CivilDate
  /// The day after the shift.
  public let to: CivilDate
  /// The days off that were passed over, the nominal day first.
  public let daysOff: [CivilDate]
  /// Whether the wished direction would have left the week, month or period, so that the other one was taken.
  public var isTurned: Bool { bounds != nil }
  /// The week, month or period that the wished direction would have left.
  public let bounds: Message?

  /// What is to be done with a day off.
  public enum Policy: String, Sendable {
    /// To the next working day.
    case next
    /// To the working day before.
    case previous
    /// It stays.
    case keep
    /// It is left out.
    case skip
  }
}

/// A unit in a role of a task.
public struct ExplainedRole: Sendable {
  /// The role: `owner`, `lead`, `coordinate`, `implement`, `monitor`, `report_to`.
  public let role: String
  /// The unit, as a position in ``Plan/units``.
  public let unit: Int
  /// How it came to the role.
  public let how: How
  /// The group through which it holds the role, as a position in ``Plan/units``.
  public let group: Int?
  /// The unit that was written and has handed its work over, as a position in ``Plan/units``.
  public let replaced: Int?
  /// Where it is written.
  public let span: SourceSpan?
  /// Set where the document does not state it.
  public let assumption: Assumption?

  /// How a unit came to a role.
  public enum How: String, Sendable {
    /// Written on the activity or phase.
    case written
    /// Written in the defaults of the plan.
    case defaults
    /// One of those that `each` gives a task of their own.
    case each
    /// The parent of a lead that would monitor itself.
    case parent
  }
}
