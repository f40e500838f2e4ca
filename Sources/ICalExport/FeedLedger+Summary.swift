import PlanModel

extension FeedLedger {
  /// The name of a published feed: whose it is, a dash, the title of the plan.
  public func name(of feed: Int) -> String { head(of: feed)?.name ?? feeds[feed].file }

  /// The plan's document, as its feeds name it; empty where it has none.
  public var documentName: String {
    guard let text = heads.first?.description else { return "" }
    for start in ["Lịch công việc theo ", "Tasks of "] where text.hasPrefix(start) { return String(text.dropFirst(start.count)) }
    return text
  }

  /// The language of the plan's feeds.
  public var language: Language {
    feeds.first { $0.standing != .foreign }.map { feed in
      PublishedText.lines(feed.head).contains(Array("PRODID:-//plan//plan-format 1//EN".utf8)) ? .en : .vi
    } ?? .vi
  }

  private var heads: [FeedHead] {
    feeds.indices.lazy.filter { self.feeds[$0].standing != .foreign }.compactMap { self.head(of: $0) }
  }

  /// What a published feed holds, as the page lists it.
  public func summary(of feed: Int, asOf: CivilDate) throws -> FeedSummary {
    var summary = FeedSummary()
    for position in feeds[feed].items {
      let item = items[position]
      guard item.length > 0 else { continue }
      summary.items += 1
      summary.size += Int(item.length)
      summary.changed = max(summary.changed ?? item.modified, item.modified)
      guard !item.isCancelled, !item.isNotice else { continue }
      summary.count += 1
      guard item.day >= asOf.dayNumber, summary.next.count < FeedSummary.limit, let bytes = try bytes(of: position) else {
        continue
      }
      let text = PublishedText(bytes)
      guard let day = text.day else { continue }
      let time = item.minute < 0 ? nil : twoDigits(Int(item.minute) / 60) + ":" + twoDigits(Int(item.minute) % 60)
      summary.next.append(UpcomingTask(day: day, time: time, title: text.summary))
    }
    return summary
  }
}
