import PlanModel

/// Something that a plan should reach and does not: one sentence about one theme, target group, channel or quarter.
public struct CoverageGap: Sendable {
  /// What is amiss; the order is that of weight.
  public enum Kind: String, Sendable, CaseIterable {
    /// No activity reaches the target group.
    case targetGroupUnreached = "target-group-unreached"
    /// The target group is reached through one activity or one channel only.
    case targetGroupNarrow = "target-group-narrow"
    /// Two months or more go by in which nothing reaches the target group.
    case targetGroupSilent = "target-group-silent"
    /// No activity speaks of the theme.
    case themeUnused = "theme-unused"
    /// The theme names a target group that none of its activities reaches.
    case themeMissesGroup = "theme-misses-group"
    /// The theme is spoken of in one quarter only.
    case themeBrief = "theme-brief"
    /// No activity uses the channel.
    case channelUnused = "channel-unused"
    /// Nothing happens in the quarter.
    case quarterEmpty = "quarter-empty"
  }

  /// What it is about, as a position in the plan or among the quarters.
  enum Subject: Hashable, Sendable {
    case theme(Int)
    case targetGroup(Int)
    case channel(Int)
    case quarter(Int)
  }

  /// The weightiest of what is amiss.
  public var kind: Kind { kinds[0] }
  /// All that is amiss, the weightiest first.
  public let kinds: [Kind]
  /// The id of the theme, target group or channel; the key of the quarter.
  public let id: String
  /// The sentence, with the numbers.
  public let message: Message
  /// The name of the file.
  public let file: String
  /// Where in the file.
  public let position: SourcePosition
  let subject: Subject
  /// The target groups that a theme names and does not reach, as positions.
  let missed: [Int]
  /// The quarters, as positions, in which there should be something.
  let quarters: Set<Int>
}

/// Where gaps are, for the cells of tables.
struct CoverageGapMap {
  private var subjects: [CoverageGap.Subject: CoverageGap] = [:]

  init(_ gaps: [CoverageGap]) { for gap in gaps { subjects[gap.subject] = gap } }

  /// Whether a theme should say something to a target group, and does not.
  func isGap(theme: Int?, targetGroup: Int?) -> Bool {
    guard let theme, let targetGroup else { return false }
    if subjects[.targetGroup(targetGroup)]?.kind == .targetGroupUnreached { return true }
    guard let gap = subjects[.theme(theme)] else { return false }
    return gap.kind == .themeUnused || gap.missed.contains(targetGroup)
  }

  /// Whether something should be in a quarter, and is not.
  func isGap(_ axis: CoverageAxis, _ item: Int?, quarter: Int?) -> Bool {
    guard let quarter else { return false }
    if subjects[.quarter(quarter)] != nil { return true }
    guard let item else { return false }
    let subject: CoverageGap.Subject =
      switch axis {
      case .theme: .theme(item)
      case .targetGroup: .targetGroup(item)
      case .channel: .channel(item)
      case .quarter: .quarter(item)
      }
    return subjects[subject]?.quarters.contains(quarter) ?? false
  }
}
