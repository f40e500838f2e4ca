import PlanModel
import Testing

@testable import ICalExport

/// A plan that is exported over what is published: what stays, what changes, what goes.
@Suite struct LedgerTests {
  private func schedule(_ activities: String, head: String = "year: 2018", units: String = "") throws -> Schedule {
    try CalendarFeedTests.schedule(activities, head: head, units: units)
  }

  private static let report = "  bao-cao: {title: Báo cáo tháng, lead: each phuong, coordinate: ban, every: month, due: 10}\n"

  @Test func nothingChangedIsTheSameToTheByte() throws {
    let plan = try schedule(
      Self.report + "  phat: {title: Phát thanh, lead: ban, day: 01/05, time: 17:30-17:45, remind: 2 ngày}\n")
    var folder = Published()
    try folder.export(plan)
    let before = folder.files
    try folder.export(plan, after: 40)
    #expect(folder.files == before)
    #expect(!folder.changes.values.contains { !$0.isEmpty })
    #expect(folder.standings.values.allSatisfy { $0 == .ours } && folder.standings.count == 4)
  }

  @Test func aMovedTaskKeepsItsUIDAndRises() throws {
    var folder = Published()
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"))
    let other = folder["all.ics", "vi-du.khac"]
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 17/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"), after: 3)
    let moved = try #require(folder["all.ics", "vi-du.hop"])
    #expect(moved["SEQUENCE"] == "1" && moved["DTSTART"] == "20180517")
    #expect(moved["DTSTAMP"] == "20180419T020000Z" && moved["LAST-MODIFIED"] == moved["DTSTAMP"])
    #expect(moved["CREATED"] == "20180416T020000Z")
    #expect(folder["all.ics", "vi-du.khac"] == other)
    #expect(folder["don-vi.ics", "vi-du.hop"] == moved)
    #expect(folder.changes["don-vi.ics"]?.map(\.kind) == [.moved])
    // Undone, it rises again: nobody may fall back to old stamps.
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"), after: 5)
    #expect(folder["all.ics", "vi-du.hop"]?["SEQUENCE"] == "2")
  }

  @Test func aClockThatStandsStillOrGoesBackStillGivesLaterStamps() throws {
    var folder = Published()
    for (number, days) in [0, 0, -30, -30].enumerated() {
      try folder.export(try schedule("  hop: {title: Họp \(number), lead: don-vi, day: 10/05}\n"), after: days)
      let item = try #require(folder["all.ics", "vi-du.hop"])
      #expect(item["SEQUENCE"] == "\(number)" && item["LAST-MODIFIED"] == "20180416T02000\(number)Z", "\(number)")
    }
  }

  @Test func aVanishedTaskIsCancelledForSixtyDays() throws {
    var folder = Published()
    let both = try schedule(
      "  hop: {title: 'Họp, bàn', lead: don-vi, day: 10/05, remind: 1 ngày}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n")
    let one = try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n")
    try folder.export(both)
    try folder.export(one, after: 3)
    for file in ["all.ics", "don-vi.ics"] {
      let gone = try #require(folder[file, "vi-du.hop"])
      #expect(gone["STATUS"] == "CANCELLED" && gone["SUMMARY"] == "[HỦY] Họp\\, bàn" && gone["SEQUENCE"] == "1", "\(file)")
      #expect(gone["DTSTART"] == "20180510" && gone["DTEND"] == "20180511" && gone["TRIGGER"] == nil)
      #expect(gone["DESCRIPTION"]?.hasPrefix("Việc này đã hủy\\nChủ trì: Đơn vị Một") == true)
    }
    #expect(folder["all.ics", "vi-du.hop"] == folder["don-vi.ics", "vi-du.hop"])
    #expect(folder.changes["don-vi.ics"]?.map(\.kind) == [.cancelled])
    // Kept to the byte until 60 days after its day, 9 July.
    let before = folder.files
    try folder.export(one, after: 24 + 60)
    #expect(folder.files == before)
    try folder.export(one, after: 24 + 61)
    #expect(folder["all.ics", "vi-du.hop"] == nil && folder["all.ics", "vi-du.khac"] != nil)
  }

  @Test func aLateCancellationIsKeptFromItsOwnDayOn() throws {
    var folder = Published()
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 20/04}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"))
    let one = try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n")
    try folder.export(one, after: 200)
    try folder.export(one, after: 260)
    #expect(folder["all.ics", "vi-du.hop"] != nil)
    try folder.export(one, after: 261)
    #expect(folder["all.ics", "vi-du.hop"] == nil)
  }

  @Test func aFeedsLastItemStays() throws {
    var folder = Published()
    try folder.export(
      schedule(
        "  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: ban, day: 11/05}\n  nua: {title: Nữa, lead: don-vi, day: 12/05}\n"
      ))
    let one = try schedule("  khac: {title: Khác, lead: ban, day: 11/05}\n")
    try folder.export(one, after: 1)
    try folder.export(one, after: 1000)
    #expect(folder.items("don-vi.ics").keys.sorted() == ["vi-du.nua@vi-du"])
    #expect(folder.items("all.ics").keys.sorted() == ["vi-du.khac@vi-du"])
    let before = folder.files
    try folder.export(one, after: 2000)
    #expect(folder.files == before)
  }

  @Test func aTaskThatReturnsRisesAboveItsCancellation() throws {
    var folder = Published()
    let both = try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n")
    try folder.export(both)
    try folder.export(try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n"), after: 1)
    try folder.export(both, after: 2)
    let item = try #require(folder["all.ics", "vi-du.hop"])
    #expect(item["SEQUENCE"] == "2" && item["STATUS"] == "CONFIRMED" && item["SUMMARY"] == "Họp")
    #expect(item["CREATED"] == "20180416T020000Z")
    #expect(folder["don-vi.ics", "vi-du.hop"] == item && folder.changes["all.ics"]?.map(\.kind) == [.returned])
  }

  @Test func aReassignedTaskIsLiveInOneFeedAndCancelledInTheOther() throws {
    var folder = Published()
    try folder.export(
      try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: ban, day: 11/05}\n"))
    try folder.export(
      schedule("  hop: {title: Họp, lead: ban, day: 10/05}\n  khac: {title: Khác, lead: ban, day: 11/05}\n"), after: 1)
    let live = try #require(folder["ban.ics", "vi-du.hop"])
    #expect(live["SEQUENCE"] == "1" && live["STATUS"] == "CONFIRMED" && folder["all.ics", "vi-du.hop"] == live)
    let gone = try #require(folder["don-vi.ics", "vi-du.hop"])
    #expect(gone["STATUS"] == "CANCELLED" && gone["SEQUENCE"] == "1")
    #expect(gone["DESCRIPTION"]?.hasPrefix("Đã chuyển cho: Ban Hai\\n") == true)
    #expect(folder.changes["don-vi.ics"]?.map(\.kind) == [.handedOver(to: "Ban Hai")])
    #expect(folder.changes["ban.ics"]?.map(\.kind) == [.received])
    // And back again: above its own cancellation.
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: ban, day: 11/05}\n"), after: 2)
    #expect(folder["don-vi.ics", "vi-du.hop"]?["SEQUENCE"] == "2" && folder["ban.ics", "vi-du.hop"]?["STATUS"] == "CANCELLED")
  }

  @Test func anUndatedTaskIsCancelledWithItsReason() throws {
    var folder = Published()
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n"))
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, when: undated}\n"), after: 1)
    let gone = try #require(folder["don-vi.ics", "vi-du.hop"])
    #expect(gone["STATUS"] == "CANCELLED" && gone["DESCRIPTION"]?.hasPrefix("Chưa ấn định lại ngày\\n") == true)
  }

  @Test func whoNoLongerCoordinatesIsTold() throws {
    var folder = Published()
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, coordinate: ban, day: 10/05}\n"))
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n"), after: 1)
    let gone = try #require(folder["ban.ics", "vi-du.hop.coordinate.ban"])
    #expect(gone["SUMMARY"] == "[HỦY] [PHỐI HỢP] Họp")
    #expect(gone["DESCRIPTION"]?.hasPrefix("Đơn vị không còn tham gia việc này\\n") == true)
  }

  @Test(arguments: ["all.ics", "don-vi.ics"])
  func anExportThatWasCutShortIsFinishedByTheNext(_ behind: String) throws {
    let first = try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  bo: {title: Bỏ, lead: don-vi, day: 11/05}\n")
    let second = try schedule("  hop: {title: Họp, lead: don-vi, day: 17/05}\n")
    var folder = Published()
    try folder.export(first)
    let old = folder.files[behind]
    try folder.export(second, after: 1)
    let whole = folder.files
    // One file had not been renamed yet; the next export, later, comes to what this one would have.
    folder.files[behind] = old
    try folder.export(second, after: 2)
    #expect(folder.files == whole)
  }

  @Test func whatIsExportedBySomeOnlyStaysEqualInAll() throws {
    var folder = Published()
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n"))
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, day: 17/05}\n"), after: 1) {
      $0.holder != .all && $0.component == .event
    }
    #expect(folder["all.ics", "vi-du.hop"]?["SEQUENCE"] == "0")
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, day: 17/05}\n"), after: 2)
    #expect(folder["all.ics", "vi-du.hop"] == folder["don-vi.ics", "vi-du.hop"])
    #expect(folder["all.ics", "vi-du.hop"]?["SEQUENCE"] == "1")
  }

  @Test func anActIsNamedByWhatItTouchedAndNothingElse() throws {
    let head =
      "year: 2018\namendments: [{number: 77/KH-UBND, issued: 20/06/2018}, {number: 'Công văn 9, UBND \(String(repeating: "về việc điều chỉnh ", count: 9))xong'}]"
    var folder = Published()
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"))
    let untouched = folder["all.ics", "vi-du.khac"]
    let one = "year: 2018\namendments: [{number: 77/KH-UBND, issued: 20/06/2018}]"
    let moved = "  hop: {title: Họp, lead: don-vi, day: 17/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"
    try folder.export(try schedule(moved, head: one), after: 1)
    #expect(folder["all.ics", "vi-du.hop"]?["DESCRIPTION"]?.hasSuffix("\\nĐiều chỉnh theo: 77/KH-UBND ngày 20/06/2018") == true)
    #expect(folder["all.ics", "vi-du.khac"] == untouched)
    let before = folder.files
    try folder.export(try schedule(moved, head: head), after: 2)
    #expect(folder.files == before)
    try folder.export(try schedule(moved + "  moi: {title: Mới, lead: don-vi, day: 12/05}\n", head: head), after: 3)
    #expect(folder["all.ics", "vi-du.moi"]?["X-PLAN-AMENDMENT"]?.hasPrefix("Công văn 9\\, UBND về") == true)
    try folder.export(try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n", head: head), after: 4)
    let gone = try #require(folder["all.ics", "vi-du.hop"])
    #expect(
      gone["DESCRIPTION"]?.contains("77/KH-UBND ngày") == false
        && gone["X-PLAN-AMENDMENT"]?.hasPrefix("Công văn 9\\, UBND về") == true)
  }

  @Test func aRenamedTaskKeepsTheEntryUnderItsFormerID() throws {
    var folder = Published()
    try folder.export(try schedule(Self.report))
    let renamed =
      "  bao-cao-thang: {title: Báo cáo tháng, former_id: bao-cao, lead: each phuong, coordinate: ban, every: month, due: 10}\n"
    let before = folder.files
    try folder.export(try schedule(renamed), after: 1)
    #expect(folder.files == before)
    // A folder that knows no former name takes the present one.
    var other = Published()
    try other.export(schedule(renamed))
    #expect(other["all.ics", "vi-du.bao-cao-thang.2018-05.p1"] != nil)
  }

  @Test func whatTheActDidNotTouchDoesNotNameIt() throws {
    let head = "year: 2018\namendments: [{number: 77/KH-UBND}]"
    let plan = "  hop: {title: Họp, lead: don-vi, day: 10/05}\n  dot: {title: Đợt, lead: don-vi, when: tháng 6}\n"
    var folder = Published()
    try folder.export(try schedule(plan))
    // A link, an alarm, a span: everybody's entry changes, and no act did it.
    try folder.export(try schedule(plan, head: head), after: 1, only: { $0.component == .event }) {
      $0.baseURL = "https://lich.vn/a"
      $0.alarms = true
      $0.spans = true
    }
    for uid in ["vi-du.hop", "vi-du.dot"] {
      let item = try #require(folder["all.ics", uid])
      #expect(item["SEQUENCE"] == "1" && item["X-PLAN-AMENDMENT"] == nil && item["DESCRIPTION"]?.contains("77/") == false)
    }
    #expect(!folder.changes.values.contains { !$0.isEmpty })
    // A reminder that the plan asks for is the act's.
    let reminding = plan.replacing("day: 10/05", with: "day: 10/05, remind: 2 ngày")
    try folder.export(try schedule(reminding, head: head), after: 2, only: { $0.component == .event }) {
      $0.baseURL = "https://lich.vn/a"
      $0.alarms = true
      $0.spans = true
    }
    #expect(folder["all.ics", "vi-du.hop"]?["X-PLAN-AMENDMENT"] == "77/KH-UBND")
    #expect(folder["all.ics", "vi-du.dot"]?["X-PLAN-AMENDMENT"] == nil)
  }

  @Test func whoChangesItsRoleIsToldSo() throws {
    var folder = Published()
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, coordinate: ban, day: 10/05}\n"))
    try folder.export(try schedule("  hop: {title: Họp, lead: ban, coordinate: don-vi, day: 10/05}\n"), after: 1)
    #expect(
      folder["ban.ics", "vi-du.hop.coordinate.ban"]?["DESCRIPTION"]?.hasPrefix("Đơn vị nay giữ vai trò khác: chủ trì\\n") == true)
    #expect(folder.changes["ban.ics"]?.map(\.kind) == [.roleChanged(to: .owner)])
    #expect(folder.changes["don-vi.ics"]?.map(\.kind) == [.handedOver(to: "Ban Hai")])
  }

  @Test func aFeedThatWasLostTellsNoNews() throws {
    let plan = try schedule(Self.report)
    var folder = Published()
    try folder.export(plan)
    folder.files["p1.ics"] = nil
    try folder.export(plan, after: 1)
    #expect(!folder.changes.values.contains { !$0.isEmpty })
  }

  @Test func whatWasMovedAfterItsDayIsCounted() throws {
    var folder = Published()
    try folder.export(
      try schedule(
        "  hop: {title: Họp, lead: don-vi, coordinate: ban, day: 20/04}\n  khac: {title: Khác, lead: ban, day: 11/05}\n"))
    let later = try schedule(
      "  hop: {title: Họp, lead: don-vi, coordinate: ban, day: 21/04}\n  khac: {title: Khác, lead: ban, day: 12/05}\n")
    try folder.export(later, after: 10)
    #expect(folder.pastChanges == ["all.ics": 1, "don-vi.ics": 1, "ban.ics": 0])
  }

  @Test func aRenamedUnitMovesToANewFeedAndTheOldOneSaysWhereTo() throws {
    var folder = Published()
    try folder.export(
      schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  nop: {title: Nộp, lead: each phuong, due: 11/05}\n"))
    let text = """
      plan: vi-du
      title: Ví dụ, thử; nghiệm
      document: {number: 50/KH-UBND}
      year: 2018
      units:
        don-vi: Đơn vị Một
        phuong: {name: Các phường, members: {p1: Phường 1, p3: {name: Phường Ba, former_id: p2}}}
      activities:
        hop: {title: Họp, lead: don-vi, day: 10/05}
        nop: {title: Nộp, lead: each phuong, due: 11/05}
      """
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    try folder.export(try #require(reading.schedule), after: 1)
    #expect(
      folder["p3.ics", "vi-du.nop.p2"]?["STATUS"] == "CONFIRMED" && folder["all.ics", "vi-du.nop.p2"]?["STATUS"] == "CONFIRMED")
    #expect(folder["p2.ics", "vi-du.nop.p2"]?["STATUS"] == "CANCELLED")
    let notice = try #require(folder["p2.ics", "vi-du._notice.p2"])
    #expect(notice["SUMMARY"] == "Phường 2: việc đã chuyển sang Phường Ba" && notice["DESCRIPTION"]?.contains("p3.ics") == true)
    #expect(folder["p2.ics", "vi-du.nop.p2"]?["DESCRIPTION"]?.hasPrefix("Đã chuyển cho: Phường Ba\\n") == true)
    #expect(notice["DTSTART"] == "20180417")
    // The letters tell the new name, not that all work is new here and gone there.
    #expect(folder.changes["p3.ics"]?.map(\.kind) == [.edited] && folder.changes["p2.ics"] == [])
    let before = folder.files
    try folder.export(try #require(reading.schedule), after: 30)
    #expect(folder.files == before)
  }

  @Test func aUnitThatIsGoneFromThePlanKeepsItsFeedAndItsName() throws {
    var folder = Published()
    try folder.export(
      schedule(
        "  hop: {title: Họp, lead: cu, day: 10/05, time: 08:00}\n  khac: {title: Khác, lead: ban, day: 11/05}\n",
        units: "  cu: {name: Đơn vị cũ}"))
    let head = folder.files["cu.ics"].map { String(decoding: $0.prefix(300), as: UTF8.self) }
    try folder.export(
      schedule("  hop: {title: Họp, lead: ban, day: 10/05, time: 08:00}\n  khac: {title: Khác, lead: ban, day: 11/05}\n"),
      after: 1)
    #expect(folder.files["cu.ics"].map { String(decoding: $0.prefix(300), as: UTF8.self) } == head)
    #expect(folder["cu.ics", "vi-du.hop"]?["DESCRIPTION"]?.hasPrefix("Đã chuyển cho: Ban Hai\\n") == true)
    #expect(folder.files["cu.ics"].map { String(decoding: $0, as: UTF8.self).contains("BEGIN:VTIMEZONE") } == true)
  }

  @Test func whatFollowsASuccessorMovesAndThePastStays() throws {
    let units = "  cu: {name: Huyện cũ, to: 30/06, successor: moi}\n  moi: {name: Xã mới, from: 01/07}"
    var folder = Published()
    let report = "  nop: {title: Nộp, lead: cu, every: quarter, due: 10 of last month}\n"
    try folder.export(try schedule(report, units: "  cu: Huyện cũ\n  moi: Xã mới"))
    try folder.export(try schedule(report, units: units), after: 1)
    #expect(folder["cu.ics", "vi-du.nop.2018-Q2"]?["STATUS"] == "CONFIRMED" && folder["moi.ics", "vi-du.nop.2018-Q2"] == nil)
    #expect(folder["cu.ics", "vi-du.nop.2018-Q3"]?["STATUS"] == "CANCELLED")
    #expect(
      folder["moi.ics", "vi-du.nop.2018-Q3"]?["STATUS"] == "CONFIRMED"
        && folder["moi.ics", "vi-du.nop.2018-Q3"]?["SEQUENCE"] == "1")
    let notice = try #require(folder["cu.ics", "vi-du._notice.cu"])
    #expect(notice["DTSTART"] == "20180701" && notice["DESCRIPTION"]?.contains("moi.ics") == true)
  }

  /// Changes the bytes of a published file as text.
  private func spoil(_ folder: inout Published, _ file: String, _ change: (String) -> String) {
    folder.files[file] = folder.files[file].map { Array(change(String(decoding: $0, as: UTF8.self)).utf8) }
  }

  @Test func whatSomebodyPutIntoAnEntryDoesNotOutliveIt() throws {
    var folder = Published()
    let both =
      "  hop: {title: Họp, lead: don-vi, day: 10/05, place: Hội trường}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"
    try folder.export(try schedule(both))
    for file in ["all.ics", "don-vi.ics"] {
      spoil(&folder, file) {
        $0.replacing(
          "LOCATION:Hội trường", with: "LOCATION:\(String(repeating: "x", count: 90))\u{7}\r\nATTENDEE:mailto:a@b\r\nSUMMARY:hai")
      }
    }
    try folder.export(try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n"), after: 1)
    let text = String(decoding: try #require(folder.files["all.ics"]), as: UTF8.self)
    #expect(
      !text.contains("ATTENDEE") && !text.contains("SUMMARY:hai") && !text.contains("\u{7}") && text.contains("SUMMARY:[HỦY] Họp")
    )
    #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    // Put into a cancelled entry, it makes a new one.
    for file in ["all.ics", "don-vi.ics"] {
      spoil(&folder, file) { $0.replacing("STATUS:CANCELLED", with: "STATUS:CANCELLED\r\nORGANIZER:mailto:a@b") }
    }
    try folder.export(try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n"), after: 2)
    let gone = try #require(folder["all.ics", "vi-du.hop"])
    #expect(gone["ORGANIZER"] == nil && gone["SUMMARY"] == "[HỦY] Họp" && gone["SEQUENCE"] == "2")
  }

  @Test func anEntryDoubledByHandIsCancelledOnce() throws {
    var folder = Published()
    try folder.export(
      try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  khac: {title: Khác, lead: don-vi, day: 11/05}\n"))
    spoil(&folder, "don-vi.ics") { text in
      let item = text.components(separatedBy: "BEGIN:VEVENT\r\n").first { $0.hasPrefix("UID:vi-du.hop@") } ?? ""
      return text.replacing("END:VCALENDAR", with: "BEGIN:VEVENT\r\n\(item)END:VCALENDAR")
    }
    try folder.export(try schedule("  khac: {title: Khác, lead: don-vi, day: 11/05}\n"), after: 1)
    #expect(folder.items("don-vi.ics").count == 2)
  }

  @Test func aFormerIDIsTakenByOneOnly() throws {
    var folder = Published()
    try folder.export(try schedule("  hop: {title: Họp, lead: don-vi, day: 10/05}\n"))
    try folder.export(
      try schedule(
        "  mot: {title: Một, former_id: hop, lead: don-vi, day: 10/05}\n  hai: {title: Hai, former_id: hop, lead: don-vi, day: 10/05}\n"
      ),
      after: 1)
    #expect(folder.items("all.ics").keys.sorted() == ["vi-du.hai@vi-du", "vi-du.hop@vi-du"])
    #expect(folder["all.ics", "vi-du.hop"]?["SUMMARY"] == "Một")
  }

  @Test func aCopyOfAFeedIsNobodysFeed() throws {
    let plan = try schedule(Self.report)
    var folder = Published()
    try folder.export(plan)
    let copy = try #require(folder.files["p1.ics"])
    folder.files["p1-ban-sao.ics"] = copy
    try folder.export(plan, after: 1)
    #expect(folder.files["p1-ban-sao.ics"] == copy)
    #expect(folder.files["p1.ics"] == copy)
  }

  @Test func theHeadOfAFeedWithoutUnitIsWrittenAnew() throws {
    var folder = Published()
    let units = "  cu: {name: Đơn vị cũ}"
    let both = "  hop: {title: Họp, lead: cu, day: 10/05}\n  khac: {title: Khác, lead: ban, day: 11/05}\n"
    try folder.export(try schedule(both, units: units))
    spoil(&folder, "cu.ics") { $0.replacing("CALSCALE:GREGORIAN\r\n", with: "CALSCALE:GREGORIAN\nMETHOD:PUBLISH\r\n") }
    let one = try schedule("  khac: {title: Khác, lead: ban, day: 11/05}\n")
    try folder.export(one, after: 1)
    #expect(folder.standings["cu.ics"] == .damaged)
    let text = String(decoding: try #require(folder.files["cu.ics"]), as: UTF8.self)
    #expect(!text.contains("METHOD") && text.contains("NAME:Đơn vị cũ – "))
    try folder.export(one, after: 2)
    #expect(folder.standings["cu.ics"] == .ours)
  }
}
