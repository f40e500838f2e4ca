import PlanModel

/// What the head of a published feed says: enough to know it for ours and to list it on a page.
public struct FeedHead: Sendable {
  /// The name of the feed: whose it is, a dash, the title of the plan.
  public let name: String
  /// What the feed says it is.
  public let description: String
  /// The id of the plan, from the first item's UID.
  public let plan: String

  /// Reads the first bytes of a file; nil where it is no feed of ours.
  public init?(_ bytes: some Sequence<UInt8>) {
    let lines = PublishedText.lines(bytes)
    func value(_ name: String) -> String? {
      let start = Array((name + ":").utf8)
      return lines.first { $0.starts(with: start) }.map { PublishedText.unescaped($0.dropFirst(start.count)) }
    }
    guard value("BEGIN") == "VCALENDAR", value("PRODID")?.hasPrefix("-//plan//plan-format ") == true, let name = value("NAME")
    else {
      return nil
    }
    guard let uid = value("UID"), let sign = uid.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    plan = String(uid[uid.index(after: sign)...])
    self.name = name
    description = value("X-WR-CALDESC") ?? ""
  }
}
