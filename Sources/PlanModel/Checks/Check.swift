/// A rule in code: what it is, and how it is found where that takes the whole plan.
///
/// Shape rules are struck by the readers and timing rules by the scheduler, through functions of the check's own that
/// build the finding; the others look over a plan that has been read.
protocol Check: SendableMetatype {
  /// The rule.
  static var rule: Rule { get }

  /// What the rule finds in a plan.
  static func findings(in plan: Plan) -> [Diagnostic]

  /// What the rule finds in the dates of a plan.
  static func findings(in schedule: Schedule) -> [Diagnostic]
}

extension Check {
  static func findings(in plan: Plan) -> [Diagnostic] { [] }
  static func findings(in schedule: Schedule) -> [Diagnostic] { [] }
}

extension Rule {
  /// Every check of the program, in the order of the table in `docs/`.
  static let checks: [any Check.Type] = [
    Syntax.self, Encoding.self, TooLarge.self, TooDeep.self, ForbiddenYAML.self, GluedComment.self,
    UnknownKey.self, MissingKey.self, DuplicateKey.self, WrongType.self, BadID.self, BadDate.self, BadPhrase.self,
    UnknownUnit.self, UnknownTheme.self, UnknownTargetGroup.self, UnknownChannel.self, UnknownActivity.self, UnknownDay.self,
    MissingLead.self, MultipleLeads.self, GroupAsLead.self, LeadAlsoCoordinates.self,
    MisplacedEach.self, UnitNotInForce.self, HandedOver.self,
    TimingConflict.self, EmptyWindow.self, NoOccurrence.self, BeforeIssue.self, OutsidePeriod.self, DependencyCycle.self,
    ChannelConflict.self, PhasesOverlap.self, FallsOnDayOff.self, DueBeforeCutOff.self,
    ProjectedHoliday.self, SkippedDay.self, ClippedWindow.self,
    LeadIsMonitor.self, NoMonitor.self, NoProduct.self, OperatorNotInvolved.self, RequestedUnitLeads.self, VaguePartner.self,
    UnusedUnit.self, UnusedTheme.self, UnusedChannel.self, UncoveredTargetGroup.self, UncoveredTheme.self, EmptyMonth.self,
    BannerNotRemoved.self, BroadcastDay.self, OverloadedDay.self, NoContact.self, UnusedAccept.self, MixedKeys.self,
    ConfusableText.self,
  ]

  /// Every rule of the program.
  public static let all: [Rule] = {
    var seen: Set<Rule> = []
    return checks.map { $0.rule }.filter { seen.insert($0).inserted }
  }()
}
