import PlanModel
import Testing

@testable import ICalExport

/// What the options of an export change in its feeds.
@Suite struct FeedOptionTests {
  private func published(
    _ activities: String, head: String = "year: 2018", _ change: @escaping (inout FeedOptions) -> Void = { _ in }
  ) throws -> Published {
    var folder = Published()
    try folder.export(try CalendarFeedTests.schedule(activities, head: head), only: { _ in true }, change)
    return folder
  }

  @Test func aToDoHasItsDeadlineAndWhereItDiffersItsStart() throws {
    let folder = try published(
      """
        ngay: {title: Một ngày, lead: don-vi, day: 10/05}
        han: {title: Hạn, lead: don-vi, every: quarter, due: day 20 of last month, from: 01/04, to: 30/06}
        gio: {title: Có giờ, lead: don-vi, due: 11/05, time: "17:00"}
        buoi: {title: Buổi, lead: don-vi, day: 12/05, time: 08:00-10:30}
        dot: {title: Đợt, lead: don-vi, when: tháng 6}
        luon: {title: Luôn, lead: don-vi, when: ongoing}
        quy: {title: Quý có giờ, lead: don-vi, every: quarter, due: day 20 of last month, from: 01/07, to: 30/09, time: "16:00"}
      """)
    func todo(_ uid: String) -> (String?, String?) {
      let item = folder["don-vi-todo.ics", uid + "-todo"]
      return (item?["DTSTART"], item?["DUE"])
    }
    #expect(todo("vi-du.ngay") == (nil, "20180510"))
    #expect(todo("vi-du.han.2018-Q2") == ("20180401", "20180620"))
    #expect(todo("vi-du.gio") == (nil, "20180511T170000"))
    #expect(todo("vi-du.buoi") == ("20180512T080000", "20180512T103000"))
    #expect(todo("vi-du.dot") == ("20180601", "20180630"))
    #expect(todo("vi-du.luon") == ("20180101", nil))
    #expect(todo("vi-du.quy.2018-Q3") == ("20180701T000000", "20180920T160000"))
    let item = try #require(folder["all-todo.ics", "vi-du.ngay-todo"])
    #expect(item == folder["don-vi-todo.ics", "vi-du.ngay-todo"])
    #expect(
      item["STATUS"] == "NEEDS-ACTION" && item["PERCENT-COMPLETE"] == "0" && item["PRIORITY"] == "5" && item["TRANSP"] == nil)
  }

  @Test func aWindowIsOnItsLastDayUnlessItSpans() throws {
    let plan = "  dot: {title: Đợt, lead: don-vi, when: tháng 6}\n"
    let one = try published(plan)["all.ics", "vi-du.dot"]
    #expect(one?["DTSTART"] == "20180630" && one?["DTEND"] == "20180701")
    #expect(one?["DESCRIPTION"]?.contains("Thời gian: 01/06/2018 – T7 30/06/2018") == true)
    let spans = try published(plan) {
      $0.spans = true
      $0.alarms = true
    }
    let long = spans["all.ics", "vi-du.dot"]
    // 09:00 the day before the last one, counted from the midnight after it.
    #expect(long?["TRIGGER"] == "-P1DT15H")
    #expect(String(decoding: spans.files["all.ics"] ?? [], as: UTF8.self).contains("TRIGGER;RELATED=END:-P1DT15H"))
    #expect(long?["DTSTART"] == "20180601" && long?["DTEND"] == "20180701")
  }

  @Test(arguments: [
    ("remind: 1 ngày", "day: 10/05", "-PT15H"), ("remind: 2 days before", "day: 10/05", "-P1DT15H"),
    // Thursday 10 May; three working days before is Monday 7 May, 1 working day before Monday 14 May is Friday 11 May.
    ("remind: 3 working days before", "day: 10/05", "-P2DT15H"), ("remind: 1 working day before", "day: 14/05", "-P2DT15H"),
    ("remind: 1 week before", "day: 10/05", "-P6DT15H"), ("remind: 1 month before", "day: 10/05", "-P29DT15H"),
    ("remind: 1 ngày", "day: 10/05, time: 17:30-17:45", "-P1DT8H30M"), ("remind: 0 days before", "day: 10/05", "PT9H"),
  ])
  func aReminderIsAtNineOfItsDay(_ remind: String, _ timing: String, _ trigger: String) throws {
    let folder = try published("  hop: {title: 'Họp, bàn', lead: don-vi, coordinate: ban, monitor: p1, \(timing), \(remind)}\n") {
      $0.roles = [.owner, .coordinate, .monitor]
    }
    #expect(folder["all.ics", "vi-du.hop"]?["TRIGGER"] == trigger)
    #expect(folder["ban.ics", "vi-du.hop.coordinate.ban"]?["TRIGGER"] == trigger)
    #expect(folder["p1.ics", "vi-du.hop.monitor.p1"].map { $0["TRIGGER"] == nil } == true)
    let lines = PublishedText.lines(folder.files["all.ics"] ?? []).map { String(decoding: $0, as: UTF8.self) }
    let alarm = try #require(lines.firstIndex(of: "BEGIN:VALARM"))
    #expect(Array(lines[alarm + 1...alarm + 2]) == ["ACTION:DISPLAY", "DESCRIPTION:Họp\\, bàn"])
    let todo = PublishedText.lines(folder.files["all-todo.ics"] ?? []).map { String(decoding: $0, as: UTF8.self) }
    #expect(todo.contains { $0.hasPrefix("TRIGGER;RELATED=END:") })
  }

  @Test func alarmsAreOnlyWhereTheyAreWanted() throws {
    let plan = """
        hop: {title: Họp, lead: don-vi, day: 10/05}
        gio: {title: Giờ, lead: don-vi, day: 11/05, time: "08:00"}
        luon: {title: Luôn, lead: don-vi, when: ongoing}
      """
    #expect(try published(plan)["all.ics", "vi-du.hop"]?["TRIGGER"] == nil)
    let folder = try published(plan) { $0.alarms = true }
    #expect(folder["all.ics", "vi-du.hop"]?["TRIGGER"] == "-PT15H" && folder["all.ics", "vi-du.gio"]?["TRIGGER"] == "-PT1H")
    #expect(folder["all.ics", "vi-du.luon"].map { $0["TRIGGER"] == nil } == true)
    #expect(folder["all-todo.ics", "vi-du.luon-todo"].map { $0["TRIGGER"] == nil } == true)
  }

  @Test func copiesAreForWhoTheRolesName() throws {
    let plan = "  hop: {title: Họp, lead: don-vi, coordinate: ban, implement: p1, monitor: p2, day: 10/05}\n"
    let usual = try published(plan)
    #expect(usual.files.keys.contains("ban.ics") && !usual.files.keys.contains("p1.ics") && !usual.files.keys.contains("p2.ics"))
    let none = try published(plan) { $0.roles = [.owner] }
    #expect(none.files.keys.filter { !$0.contains("todo") }.sorted() == ["all.ics", "don-vi.ics"])
    let all = try published(plan) { $0.roles = Set(FeedRole.allCases) }
    #expect(all["p1.ics", "vi-du.hop.implement.p1"]?["SUMMARY"] == "[THỰC HIỆN] Họp")
    #expect(all["p2.ics", "vi-du.hop.monitor.p2"]?["SUMMARY"] == "[THEO DÕI] Họp")
  }

  @Test func aLinkStandsInBothPlaces() throws {
    let folder = try published("  hop: {title: Họp, lead: don-vi, coordinate: ban, day: 10/05}\n") {
      $0.baseURL = "https://lich.vn/a"
    }
    for item in [folder["all.ics", "vi-du.hop"], folder["ban.ics", "vi-du.hop.coordinate.ban"]] {
      #expect(item?["URL"] == "https://lich.vn/a/#vi-du.don-vi")
      #expect(item?["DESCRIPTION"]?.hasSuffix("\\nXem: https://lich.vn/a/#vi-du.don-vi") == true)
    }
  }
}

/// The order of items in feeds, against a plain sort of what the feeds say.
@Suite struct FeedOrderTests {
  @Test(arguments: [1, 3, 11, 120])
  func itemsAreByStartAndThenByUID(_ wards: Int) throws {
    var members: [String] = []
    for number in 1...wards { members.append("p-\(number): Phường \(number)") }
    members += ["p: P", "p-1-a: Phường 1A", "coordinate: Phối", "coordinatea: Phối A"]
    let text = """
      plan: vi-du
      title: Ví dụ
      year: 2018
      units:
        ban: Ban
        nhom: {name: Nhóm, members: {\(members.joined(separator: ", "))}}
      activities:
        a: {title: A, lead: each nhom, coordinate: ban, every: month, due: 10}
        a-b: {title: AB, lead: each nhom, coordinate: ban, every: month, due: 10, also: 10/07}
        b: {title: B, lead: ban, implement: each nhom, day: 10/05, time: ["08:00", "09:00"]}
        c: {title: C, lead: ban, phases: {a: {title: CA, due: 10/05}, a-b: {title: CB, lead: each nhom, coordinate: ban, due: 10/05}}}
        d: {title: D, lead: each nhom, due: 11/05, also: [10/05]}
      """
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    var folder = Published()
    try folder.export(try #require(reading.schedule), only: { _ in true })
    #expect(folder.files.count == 2 * (wards + 6))
    for file in folder.files.keys {
      let order = folder.order(file)
      #expect(order.count > 10)
      let sorted = order.sorted { one, other in
        // Whole days come before times of the same day.
        let (first, second) = (one.start.prefix(8), other.start.prefix(8))
        if first != second { return first < second }
        if one.start != other.start { return one.start < other.start }
        return one.uid.utf8.lexicographicallyPrecedes(other.uid.utf8)
      }
      let wrong = zip(order, sorted).first { $0.uid != $1.uid }
      #expect(wrong == nil, "\(file)")
    }
  }
}
