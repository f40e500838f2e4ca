import PlanModel
import Testing

@testable import ICalExport

/// The quick look at a published feed, which has to see every difference, and the shortest way of writing one, which has to make none.
@Suite struct ComparisonTests {
  /// Calendars and to-do lists with an act that some entries name, as they stand published, and what would be made of the plan now.
  private static func published(_ change: (inout FeedOptions) -> Void = { _ in }) throws -> (
    feed: CalendarFeed, files: [String: [UInt8]]
  ) {
    let activities = """
        bao-cao: {title: Báo cáo tháng, lead: each phuong, coordinate: ban, every: month, due: 10, from: 01/04, to: 30/06}
        phat: {title: Phát thanh, lead: ban, day: 01/05, time: 17:30-17:45, remind: 2 ngày}

      """
    var folder = Published()
    func export(_ day: String, _ head: String, after days: Int) throws -> Schedule {
      let schedule = try CalendarFeedTests.schedule(activities + "  hop: {title: Họp, lead: don-vi, day: \(day)}\n", head: head)
      try folder.export(schedule, after: days, only: { _ in true }, change)
      return schedule
    }
    let amended = "year: 2018\namendments: [{number: 77/KH-UBND, issued: 20/06/2018}]"
    _ = try export("10/05", "year: 2018", after: 0)
    let schedule = try export("17/05", amended, after: 3)
    var options = FeedOptions(
      language: .vi, stamp: try #require(FeedStamp(secondsSince1970: Published.start + 9 * Published.day)))
    change(&options)
    return (CalendarFeed(schedule, options, ledger: FeedLedger(plan: "vi-du")), folder.files)
  }

  private static func scopes(_ feed: CalendarFeed) -> [FeedScope] {
    FeedComponent.allCases.flatMap { feed.unitScopes($0) + [FeedScope(.all, $0)] }
  }

  /// The stamps of a file that is as it would be written now; nil for another one.
  private static func stamps(_ bytes: [UInt8], _ feed: CalendarFeed, _ scope: FeedScope, pieces: Int = .max) throws -> UInt64? {
    try FeedComparison(feed, scope, read: reader(bytes, pieces: pieces))?.stamps
  }

  private static func reader(_ bytes: [UInt8], pieces: Int) -> FeedLedger.Reader {
    { offset, buffer in
      let count = max(0, min(buffer.count, pieces, bytes.count - offset))
      if count > 0 { buffer.copyBytes(from: bytes[offset..<offset + count]) }
      return count
    }
  }

  @Test func whatIsPublishedIsSeenToBeTheSame() throws {
    let (feed, files) = try Self.published()
    for scope in Self.scopes(feed) {
      let file = scope.fileName(in: feed.plan)
      let bytes = try #require(files[file])
      for pieces in [1, 7, 1013, Int.max] {
        #expect(try Self.stamps(bytes, feed, scope, pieces: pieces) != nil, "\(file) by \(pieces)")
      }
      // What is said of the feed is what writing it says.
      let ledger = FeedLedger(plan: "vi-du")
      for (file, bytes) in files { _ = try ledger.add(file, read: Self.reader(bytes, pieces: .max)) }
      let written = try CalendarFeed(feed.schedule, feed.options, ledger: ledger).write(scope) { _ in }
      let summary = try #require(try FeedComparison(feed, scope, read: Self.reader(bytes, pieces: .max))?.summary)
      #expect(summary.count == written.count && summary.items == written.items && summary.size == written.size)
      #expect(summary.next == written.next && summary.changed == written.changed && summary.size == bytes.count)
    }
  }

  @Test func theStampsOfUnitsAreThoseOfTheWholePlan() throws {
    let (feed, files) = try Self.published()
    for component in FeedComponent.allCases {
      func stamps(_ scope: FeedScope) throws -> UInt64 {
        try #require(try Self.stamps(files[scope.fileName(in: feed.plan)] ?? [], feed, scope))
      }
      let units = try feed.unitScopes(component).map(stamps)
      let whole = try stamps(FeedScope(.all, component))
      #expect(units.reduce(0, &+) == whole)
    }
  }

  @Test func everyByteCounts() throws {
    let (feed, files) = try Self.published()
    // All tasks, each by its owner.
    let scope = FeedScope(.all)
    let bytes = try #require(files["all.ics"])
    #expect(bytes.contains("X-PLAN-AMENDMENT:77/KH-UBND".utf8))
    let stamps = try #require(try Self.stamps(bytes, feed, scope))
    var asStamps = 0
    for index in bytes.indices {
      for flip: UInt8 in [0x01, 0x20, 0x80] {
        var other = bytes
        other[index] ^= flip
        let found = try Self.stamps(other, feed, scope)
        #expect(found != stamps, "byte \(index) ^ \(flip)")
        if found != nil { asStamps += 1 }
      }
    }
    // Only another digit of a stamp, or another name of the act, is a feed that may have been written some other day.
    #expect(asStamps > 0 && asStamps < bytes.count)
    // An entry that names another act throughout may be one that was written before this act; the whole plan does not say the same then.
    let text = String(decoding: bytes, as: UTF8.self)
    let renamed = text.replacing("77/KH-UBND", with: "78/KH-UBND")
    #expect(renamed != text)
    let named = try #require(try Self.stamps(Array(renamed.utf8), feed, scope))
    #expect(named != stamps)
    for length in 0..<bytes.count {
      #expect(try Self.stamps(Array(bytes[..<length]), feed, scope) == nil, "the first \(length)")
    }
    #expect(try Self.stamps(bytes + [0x0A], feed, scope) == nil)
    #expect(try Self.stamps(bytes + bytes, feed, scope) == nil)
  }

  @Test func anotherPlanOrOtherOptionsAreAnotherFeed() throws {
    let (_, files) = try Self.published()
    for change in [
      { (options: inout FeedOptions) in options.language = .en }, { $0.roles = [.owner] }, { $0.alarms = true },
      { $0.baseURL = "https://vi-du.vn/lich" },
    ] {
      let (feed, others) = try Self.published(change)
      let differing = Self.scopes(feed).filter { files[$0.fileName(in: feed.plan)] != others[$0.fileName(in: feed.plan)] }
      #expect(!differing.isEmpty)
      for scope in differing {
        #expect(try Self.stamps(files[scope.fileName(in: feed.plan)] ?? [], feed, scope) == nil)
      }
    }
  }

  /// The entries of a feed, each with its bytes as they stand.
  private static func entries(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).replacing("\r\nBEGIN:VEVENT\r\n", with: "\u{0}").replacing(
      "\r\nEND:VCALENDAR\r\n", with: ""
    )
    .split(separator: "\u{0}").dropFirst().map { String($0) }
  }

  @Test func anEntryMadeFromThatOfAnotherDayIsTheSameAsOneMadeAnew() throws {
    // A feed of so many parts keeps no finished descriptions. Names of all lengths bring the folds to every byte of the time.
    let count = EntryContent.patternLimit + 6
    let members = (0..<count).map { number in
      "q\(number): \"\(String(repeating: number % 3 == 0 ? "ộ" : "a", count: number % 171 + 1)) \(number)\""
    }
    let schedule = try CalendarFeedTests.schedule(
      """
        gio: {title: Phát thanh, lead: each cum, every: month, due: 10, time: ["07:00", "17:30-18:15"], from: 01/04, to: 31/05}
        ky: {title: Báo cáo, lead: each cum, every: week, day: mon, from: 01/04, to: 30/04}
        dot: {title: Ra quân, lead: each cum, when: 10/05 đến 20/05}

      """, units: "  cum: {name: Cụm, members: {\(members.joined(separator: ", "))}}")
    let stamp = try #require(FeedStamp(secondsSince1970: Published.start))
    let feed = CalendarFeed(schedule, FeedOptions(language: .vi, stamp: stamp), ledger: FeedLedger(plan: "vi-du"))
    #expect(FeedItems(feed, FeedScope(.all)).parts.count > EntryContent.patternLimit)
    func entries(_ scope: FeedScope) throws -> [String] {
      var bytes: [UInt8] = []
      _ = try feed.write(scope) { bytes += $0 }
      return Self.entries(bytes)
    }
    let anew = try entries(FeedScope(.all))
    let units = try feed.unitScopes(.event).flatMap { try entries($0) }
    #expect(anew.count == units.count && anew.count >= count * 8)
    #expect(Set(anew) == Set(units))
    // There are folds within the time, at nearly every sign of it.
    let label = "\\nThời gian: T2 09/04/2018"
    let within = (1..<label.utf8.count).filter { cut in
      let bytes = Array(label.utf8)
      guard bytes[cut] & 0xC0 != 0x80 else { return false }
      let folded = String(decoding: bytes[..<cut] + Array("\r\n ".utf8) + bytes[cut...], as: UTF8.self)
      return anew.contains { $0.contains(folded) }
    }
    #expect(within.count > 12, "\(within)")
  }
}
