import PlanModel

/// What the head of a published feed says: enough to know it for ours and to list it on a page.
public struct FeedHead: Sendable {
  /// The name of the feed: whose it is, a dash, the title of the plan.
  public let name: String
  /// The id of the plan, from the first item's UID.
  public let plan: String
  /// What the feed says it is.
  public let description: String

  /// Reads the first bytes of a file; nil where it is no feed of ours.
  public init?(_ bytes: [UInt8]) {
    var lines: [[UInt8]] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let content = line.last == 0x0D ? line.dropLast() : line
      if content.first == UInt8(ascii: " "), !lines.isEmpty {
        lines[lines.count - 1] += content.dropFirst()
      } else {
        lines.append(Array(content))
      }
    }
    func value(_ name: String) -> String? {
      let start = Array((name + ":").utf8)
      return lines.first { $0.starts(with: start) }.map { Self.unescaped($0.dropFirst(start.count)) }
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

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var isEscape = false
    for byte in bytes {
      if isEscape {
        result.append(byte == UInt8(ascii: "n") || byte == UInt8(ascii: "N") ? 0x0A : byte)
        isEscape = false
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
