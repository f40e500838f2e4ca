/// Something that a person should know of a plan made from last year's: what was changed, what moves by itself, what to look at.
public struct RollRemark: Sendable, Hashable {
  /// What a remark is about.
  public enum Kind: Int, Sendable, CaseIterable, Comparable {
    /// The text was changed.
    case changed
    /// The text stands as it was and means another day in the new year.
    case follows
    /// Somebody has to look and decide.
    case look

    /// Orders as the list shows them.
    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// What it is about.
  public let kind: Kind
  /// The file that the plan uses; nil for the new plan itself.
  public let file: String?
  /// Where, in the new plan or the used file.
  public let place: SourcePosition
  /// What was changed, or what to look at.
  public let message: Message
}
