import PlanModel

/// What a cancelled item says, taken from a published one and written in this program's own form: whatever else somebody has put into
/// the file does not go on.
struct CancelledEntry {
  private let component: FeedComponent
  /// DTSTART and DTEND or DUE as they stand there.
  private var dates: [[UInt8]] = []
  private var summary: String
  private var description = ""
  private var categories: [String] = []
  private var location: String?
  private var url: String?
  private var isOpaque = false
  private var percent = 0
  private var amendment: String?

  /// Reads a published item; nil where its UID or its dates are none of ours.
  init?(_ bytes: [UInt8], _ component: FeedComponent) {
    guard GoneItem.isUID(GoneItem.uid(bytes)), PublishedDates(bytes) != nil else { return nil }
    self.component = component
    // An entry that has lost its title gets one again.
    summary = GoneItem.local(bytes)
    var seen: Set<String> = []
    var isNested = false
    for line in PublishedText.lines(bytes) {
      let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
      let name = String(decoding: line[..<colon].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      let value = line[min(colon + 1, line.count)...]
      func text() -> String { PublishedText.unescaped(value) }
      if name == "BEGIN" { isNested = value.elementsEqual("VALARM".utf8) }
      if name == "END" { isNested = false }
      guard !isNested, seen.insert(name).inserted else { continue }
      switch name {
      case "DTSTART", "DTEND", "DUE": dates.append(line)
      case "SUMMARY": summary = text()
      case "DESCRIPTION": description = text()
      case "CATEGORIES": categories = PublishedText.list(value)
      case "LOCATION": location = text()
      case "TRANSP": isOpaque = value.elementsEqual("OPAQUE".utf8)
      case "PERCENT-COMPLETE":
        percent = Int(String(decoding: value, as: UTF8.self)).flatMap { (0...99).contains($0) ? $0 : nil } ?? 0
      case "URL":
        let address = String(decoding: value, as: UTF8.self)
        let isPlain =
          value.allSatisfy { (0x21..<0x7F).contains($0) } && (address.hasPrefix("https://") || address.hasPrefix("http://"))
        if isPlain { url = address }
      case "X-PLAN-AMENDMENT": amendment = text()
      default: continue
      }
    }
  }

  /// Says that the item is cancelled, why, and by which act.
  mutating func cancel(_ reason: GoneReason, by act: String?, _ language: Language) {
    let mark = language == .vi ? "[HỦY] " : "[CANCELLED] "
    summary = FeedMarks.bare(summary)
    if !summary.hasPrefix(mark) { summary = mark + summary }
    var rows = description.split(separator: "\n").map { String($0) }
    // What an act changed before is not what this one does.
    rows.removeAll { $0.hasPrefix(AmendmentText.label(.vi)) || $0.hasPrefix(AmendmentText.label(.en)) }
    // Nor does it matter any more how far it had come.
    rows.removeAll { row in FeedMarks.labels.contains { row.hasPrefix($0) } }
    rows.removeAll { $0 == reason.text(language) }
    rows.insert(reason.text(language), at: 0)
    if let act { rows.append(AmendmentText.label(language) + act) }
    description = rows.joined(separator: "\n")
    amendment = act
  }

  /// Everything after SEQUENCE.
  var content: [UInt8] {
    var lines = ContentLines()
    for line in dates { line.withUnsafeBytes { lines.buffer.append(folding: $0) } }
    lines.text("SUMMARY", summary)
    if !description.isEmpty { lines.text("DESCRIPTION", description) }
    if !categories.isEmpty { lines.texts("CATEGORIES", categories) }
    if let location, !location.isEmpty { lines.text("LOCATION", location) }
    if component == .todo { lines.line("PRIORITY", "5") }
    lines.line("STATUS", "CANCELLED")
    switch component {
    case .event: lines.line("TRANSP", isOpaque ? "OPAQUE" : "TRANSPARENT")
    case .todo: lines.line("PERCENT-COMPLETE", "\(percent)")
    }
    lines.line("CLASS", "PUBLIC")
    if let url { lines.line("URL", url) }
    if let amendment { lines.text("X-PLAN-AMENDMENT", amendment) }
    lines.line("END", component == .event ? "VEVENT" : "VTODO")
    return lines.bytes
  }
}
