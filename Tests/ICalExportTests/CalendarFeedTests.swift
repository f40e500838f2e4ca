import Foundation
import PlanModel
import Testing

@testable import ICalExport

/// Feeds of small plans, looked at line by line.
@Suite struct CalendarFeedTests {
  static func schedule(_ activities: String, head: String = "year: 2018", units: String = "") throws -> Schedule {
    let text = """
      plan: vi-du
      title: Ví dụ, thử; nghiệm
      document: {number: 50/KH-UBND}
      \(head)
      units:
        don-vi: Đơn vị Một
        ban: Ban Hai
        phuong: {name: Các phường, members: {p1: Phường 1, p2: Phường 2}}
      \(units)
      themes: {mot: "Một cửa, liên thông", hai: Bưu chính}
      activities:
      \(activities)
      """
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    let renderer = ConciseRenderer(language: .en)
    let listing = reading.diagnostics.map { renderer.render(LocatedDiagnostic($0, in: reading.sources)) }.joined(separator: "\n")
    return try #require(reading.schedule, "\(listing)")
  }

  static func feed(_ schedule: Schedule, _ scope: FeedScope = FeedScope(.all)) throws -> String {
    let stamp = try #require(FeedStamp(secondsSince1970: 1_523_844_000))
    let bytes = try CalendarFeed(schedule, language: .vi, stamp: stamp).bytes(scope)
    return String(decoding: ContentLineTests.unfolded(bytes), as: UTF8.self).componentsByLine.joined(separator: "\n")
  }

  static func unit(_ id: String, _ schedule: Schedule) throws -> FeedScope {
    FeedScope(.unit(try #require(schedule.plan.unitPosition(of: id))))
  }

  @Test func theStampIsThatOfTheClock() {
    #expect(FeedStamp(secondsSince1970: 1_523_844_000)?.text == "20180416T020000Z")
    #expect(FeedStamp(secondsSince1970: 0)?.text == "19700101T000000Z")
    #expect(FeedStamp(secondsSince1970: -1) == nil)
  }

  @Test func aWholeFeedReadsAsDesigned() throws {
    let schedule = try Self.schedule(
      """
        bao-cao:
          title: Báo cáo quý {period}
          lead: don-vi
          coordinate: ban
          themes: [mot, hai]
          every: quarter
          due: day 20 of last month
          from: 01/04
          to: 30/06
          product: 1 báo cáo
          place: Phòng họp
          source: mục III.2
        phat: {title: Phát thanh, lead: ban, day: 01/05, time: 17:30-17:45}
      """)
    #expect(
      try Self.feed(schedule) == """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//plan//plan-format 1//VI
        CALSCALE:GREGORIAN
        NAME:Tất cả đơn vị – Ví dụ\\, thử\\; nghiệm
        X-WR-CALNAME:Tất cả đơn vị – Ví dụ\\, thử\\; nghiệm
        X-WR-CALDESC:Lịch công việc theo Kế hoạch số 50/KH-UBND
        X-WR-TIMEZONE:Asia/Ho_Chi_Minh
        REFRESH-INTERVAL;VALUE=DURATION:PT4H
        X-PUBLISHED-TTL:PT4H
        COLOR:steelblue
        X-APPLE-CALENDAR-COLOR:#4682B4
        BEGIN:VTIMEZONE
        TZID:Asia/Ho_Chi_Minh
        BEGIN:STANDARD
        DTSTART:19750613T000000
        TZOFFSETFROM:+0700
        TZOFFSETTO:+0700
        TZNAME:+07
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:vi-du.phat@vi-du
        DTSTAMP:20180416T020000Z
        CREATED:20180416T020000Z
        LAST-MODIFIED:20180416T020000Z
        SEQUENCE:0
        DTSTART;TZID=Asia/Ho_Chi_Minh:20180501T173000
        DTEND;TZID=Asia/Ho_Chi_Minh:20180501T174500
        SUMMARY:Phát thanh
        DESCRIPTION:Chủ trì: Ban Hai\\nThời gian: T3 01/05/2018\\, 17:30-17:45\\nNguồn: Kế hoạch số 50/KH-UBND
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        CLASS:PUBLIC
        END:VEVENT
        BEGIN:VEVENT
        UID:vi-du.bao-cao.2018-Q2@vi-du
        DTSTAMP:20180416T020000Z
        CREATED:20180416T020000Z
        LAST-MODIFIED:20180416T020000Z
        SEQUENCE:0
        DTSTART;VALUE=DATE:20180620
        DTEND;VALUE=DATE:20180621
        SUMMARY:Báo cáo quý II/2018
        DESCRIPTION:Chủ trì: Đơn vị Một\\nPhối hợp: Ban Hai\\nThời gian: hạn T4 20/06/2018\\nSản phẩm: 1 báo cáo\\nChủ đề: Một cửa\\, liên thông\\; Bưu chính\\nNguồn: Kế hoạch số 50/KH-UBND\\, mục III.2
        CATEGORIES:Một cửa\\, liên thông,Bưu chính
        LOCATION:Phòng họp
        STATUS:CONFIRMED
        TRANSP:TRANSPARENT
        CLASS:PUBLIC
        END:VEVENT
        END:VCALENDAR

        """)
  }

  @Test func aCoordinatorHasItsOwnCopy() throws {
    let schedule = try Self.schedule("  bao-cao: {title: Báo cáo, lead: don-vi, coordinate: ban, due: 20/06}\n")
    let feed = try Self.feed(schedule, Self.unit("ban", schedule))
    #expect(feed.contains("UID:vi-du.bao-cao.coordinate.ban@vi-du\n") && feed.contains("SUMMARY:[PHỐI HỢP] Báo cáo\n"))
    #expect(try !Self.feed(schedule).contains("PHỐI HỢP]"))
  }

  @Test func theOwnersCopyIsTheSameInBothFeeds() throws {
    let schedule = try Self.schedule(
      """
        bao-cao: {title: Báo cáo tháng, lead: each phuong, coordinate: ban, every: month, due: 10}
        tap-huan: {title: Tập huấn, lead: ban, implement: each phuong, when: tháng 5}
      """)
    func events(_ scope: FeedScope) throws -> Set<String> {
      Set(
        try Self.feed(schedule, scope).components(separatedBy: "BEGIN:VEVENT\n").dropFirst().map {
          String($0.prefix(while: { $0 != "\u{0}" }))
        }
        .map { $0.replacingOccurrences(of: "END:VCALENDAR\n", with: "") })
    }
    let all = try events(FeedScope(.all))
    #expect(all.count == 24 + 3)
    for unit in ["p1", "p2"] {
      let own = try events(Self.unit(unit, schedule))
      #expect(own.count == 13 && own.isSubset(of: all), "\(unit)")
    }
    #expect(try events(Self.unit("ban", schedule)).count == 25)
  }

  @Test func daysAtTheEdgesOfYearsAndMonths() throws {
    let schedule = try Self.schedule(
      """
        nam: {title: Cuối năm, lead: don-vi, day: 31/12}
        nhuan: {title: Ngày nhuận, lead: don-vi, day: 29/02}
        dem: {title: Đêm, lead: don-vi, day: 31/12, time: "23:45"}
        cua-so: {title: Cả tháng, lead: don-vi, when: tháng 2, time: "08:00"}
      """, head: "year: 2020")
    let feed = try Self.feed(schedule)
    #expect(feed.contains("DTSTART;VALUE=DATE:20201231\nDTEND;VALUE=DATE:20210101\nSUMMARY:Cuối năm"))
    #expect(feed.contains("DTSTART;VALUE=DATE:20200229\nDTEND;VALUE=DATE:20200301\nSUMMARY:Ngày nhuận"))
    #expect(feed.contains(":20201231T234500\nDTEND;TZID=Asia/Ho_Chi_Minh:20210101T001500\nSUMMARY:Đêm"))
    #expect(feed.contains("DTSTART;VALUE=DATE:20200229\nDTEND;VALUE=DATE:20200301\nSUMMARY:Cả tháng"))
    #expect(feed.contains("Thời gian: 01/02/2020 – T7 29/02/2020\\, 08:00"))
  }

  @Test func tentativeWaitingUndatedAndOngoingWork() throws {
    let schedule = try Self.schedule(
      """
        du-kien: {title: Chung kết, lead: don-vi, when: dự kiến cuối tháng 11}
        cho: {title: Chờ, lead: don-vi, due: 20 ngày sau kiem-tra}
        chua: {title: Chưa, lead: don-vi, when: undated}
        luon: {title: Luôn, lead: don-vi, when: ongoing}
      """, units: "calendar: {milestones: {kiem-tra: pending}}")
    let feed = try Self.feed(schedule)
    #expect(feed.contains("SUMMARY:[DỰ KIẾN] Chung kết\n") && feed.contains("STATUS:TENTATIVE"))
    #expect(!feed.contains("SUMMARY:Chờ") && !feed.contains("SUMMARY:Chưa"))
    #expect(feed.contains("DTSTART;VALUE=DATE:20180101\nDTEND;VALUE=DATE:20180102\nSUMMARY:Luôn"))
  }

  @Test func aFeedWithoutDatedWorkHasAnItem() throws {
    let schedule = try Self.schedule("  chua: {title: Chưa, lead: don-vi, when: undated}\n")
    #expect(try Self.feed(schedule).contains("UID:vi-du._notice@vi-du\n"))
    #expect(try Self.feed(schedule, Self.unit("don-vi", schedule)).contains("UID:vi-du._notice.don-vi@vi-du\n"))
  }

  @Test func longIdsStayWithin255Bytes() throws {
    let long = String(repeating: "a", count: 63)
    let schedule = try Self.schedule(
      """
        \(long):
          title: Dài
          lead: each nhom
          phases:
            \(long): {title: Dài, coordinate: ban, every: day, from: 01/05, to: 02/05, time: ["08:00", "09:00"]}
      """, units: "  nhom: {name: Nhóm, members: {\(long): Dài, \(long.dropLast())b: Dài}}")
    let scope = try Self.unit("ban", schedule)
    for feed in [try Self.feed(schedule), try Self.feed(schedule, scope)] {
      let uids = feed.components(separatedBy: "\n").filter { $0.hasPrefix("UID:") }.map { String($0.dropFirst(4)) }
      #expect(uids.count == 8 && Set(uids).count == 8)
      #expect(uids.allSatisfy { $0.utf8.count <= 255 })
    }
  }

  @Test func aHeadIsReadBack() throws {
    let schedule = try Self.schedule("  viec: {title: Việc, lead: don-vi, due: 20/06}\n")
    let stamp = try #require(FeedStamp(secondsSince1970: 0))
    let bytes = try CalendarFeed(schedule, language: .vi, stamp: stamp).bytes(FeedScope(.all))
    let head = try #require(FeedHead(bytes))
    #expect(head.name == "Tất cả đơn vị – Ví dụ, thử; nghiệm" && head.plan == "vi-du")
    #expect(FeedHead(Array("BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nNAME:x\r\n".utf8)) == nil)
  }

  @Test func theCalendarsTextIsInItsLanguage() throws {
    let schedule = try Self.schedule("  viec: {title: Việc, lead: don-vi, coordinate: ban, when: dự kiến tháng 5}\n")
    let stamp = try #require(FeedStamp(secondsSince1970: 0))
    let bytes = try CalendarFeed(schedule, language: .en, stamp: stamp).bytes(try Self.unit("ban", schedule))
    let feed = String(decoding: ContentLineTests.unfolded(bytes), as: UTF8.self)
    #expect(feed.contains("PRODID:-//plan//plan-format 1//EN") && feed.contains("SUMMARY:[COORDINATE] [TENTATIVE] Việc"))
    #expect(feed.contains("Lead: Đơn vị Một"))
  }
}
