/// Something the plan sets out to do: a single piece of work, or phases.
public struct Activity: Sendable {
  /// The id.
  public let id: Identifier<Activity>
  /// The place of the id.
  public let idSpan: SourceSpan
  /// The title.
  public let title: String
  /// The phases' ids, empty where there are none.
  public let phases: [Identifier<Phase>]
  /// What is to be reached in the whole year.
  public let targets: [Product]
  /// Where the pieces of work of this activity stand in ``Plan/work``.
  public internal(set) var work: Range<Int> = 0..<0
  /// The title without `{period}`.
  public var plainTitle: String { title.withoutPeriod }
  let hasPhasesKey: Bool
  /// What the whole activity comes after, where it has phases.
  let after: [Located<String>]
}

/// A phase of an activity; only its id has a type of its own, what it says is a ``WorkItem``.
public enum Phase: Sendable {}

/// A piece of work that makes tasks: an activity without phases, or one phase, with all that it inherits.
///
/// It never changes, and is a class so that the checks, which all walk over all work, pass a reference on and not thirty fields.
public final class WorkItem: Sendable {
  /// The activity.
  public let activity: Identifier<Activity>
  /// The phase; nil outside phases.
  public let phase: Identifier<Phase>?
  /// The place of the id, the phase's where there is one.
  public let idSpan: SourceSpan
  /// The title.
  public let title: String
  /// The title of the activity.
  public let activityTitle: String
  /// The themes.
  public let themes: [Reference<Theme>]
  /// The target groups.
  public let targetGroups: [Reference<TargetGroup>]
  /// The channels.
  public let channels: [Reference<Channel>]
  /// Who does what, as written or inherited.
  let roles: WrittenRoles
  /// What is delivered.
  public let products: [Product]
  /// Whether a product is written, readable or not.
  let hasProduct: Bool
  /// Whether a monitor is written and could not be read.
  let isMonitorUnreadable: Bool
  /// What is to be reached in the whole year; that of an activity with phases is the activity's alone.
  public let targets: [Product]
  /// What proves it.
  public let evidence: String?
  /// Where.
  public let place: String?
  /// The paragraph of the document it comes from.
  public let source: String?
  /// A remark.
  public let note: String?
  /// What pays for it.
  public let budget: String?
  /// Whether it is the office's own business and reaches nobody.
  public let isInternal: Bool
  /// What it comes after.
  let after: [Located<String>]
  /// How long before a reminder is wanted.
  public let remind: Reminder?
  /// The ids that the activity bore before.
  public let formerIDs: [String]
  /// The ids that the phase bore before.
  public let formerPhaseIDs: [String]
  /// When, as written; nil where it could not be read.
  let timing: WrittenTiming?
  /// What the plan says of this work that its document does not state.
  public let assumptions: [Assumption]
  /// Whether the timing could not be read, so that nothing can be said of its days.
  let isTimingUnreadable: Bool

  init(
    activity: Identifier<Activity>,
    phase: Identifier<Phase>?,
    idSpan: SourceSpan,
    title: String,
    activityTitle: String,
    themes: [Reference<Theme>],
    targetGroups: [Reference<TargetGroup>],
    channels: [Reference<Channel>],
    roles: WrittenRoles,
    products: [Product],
    hasProduct: Bool,
    isMonitorUnreadable: Bool,
    targets: [Product],
    evidence: String?,
    place: String?,
    source: String?,
    note: String?,
    budget: String?,
    isInternal: Bool,
    after: [Located<String>],
    remind: Reminder?,
    formerIDs: [String],
    formerPhaseIDs: [String],
    timing: WrittenTiming?,
    assumptions: [Assumption],
    isTimingUnreadable: Bool
  ) {
    self.activity = activity
    self.phase = phase
    self.idSpan = idSpan
    self.title = title
    self.activityTitle = activityTitle
    self.themes = themes
    self.targetGroups = targetGroups
    self.channels = channels
    self.roles = roles
    self.products = products
    self.hasProduct = hasProduct
    self.isMonitorUnreadable = isMonitorUnreadable
    self.targets = targets
    self.evidence = evidence
    self.place = place
    self.source = source
    self.note = note
    self.budget = budget
    self.isInternal = isInternal
    self.after = after
    self.remind = remind
    self.formerIDs = formerIDs
    self.formerPhaseIDs = formerPhaseIDs
    self.timing = timing
    self.assumptions = assumptions
    self.isTimingUnreadable = isTimingUnreadable
  }

  /// The title without `{period}`, as it stands for all its tasks.
  public var plainTitle: String { title.withoutPeriod }

  /// `activity` or `activity.phase`.
  public var path: String { phase.map { "\(activity).\($0)" } ?? activity.text }
}
