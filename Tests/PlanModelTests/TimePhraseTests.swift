import Testing

@testable import PlanModel

/// When work is to be done, in the words of an official document.
@Suite struct TimePhraseTests {
  /// A timing in English keys and phrases, the same in Vietnamese ones, and what a document says of either.
  struct Case: CustomTestStringConvertible, Sendable {
    let written: [String]
    let vi: String
    let en: String
    var testDescription: String { written[0] }

    init(_ english: String, _ vietnamese: String, vi: String, en: String) {
      written = [english, vietnamese]
      (self.vi, self.en) = (vi, en)
    }
  }

  static let cases: [Case] = [
    Case("day: 19/05", "ngày: 19/05", vi: "Ngày 19/05/2026", en: "19/05/2026"),
    Case("day: 19/05, 03/09", "ngày: 19/05, 03/09", vi: "Ngày 19/05/2026, 03/09/2026", en: "19/05/2026, 03/09/2026"),
    Case("day: 2026-05-19", "ngày: 19/05/2026", vi: "Ngày 19/05/2026", en: "19/05/2026"),
    Case(
      "day: 7 days before tet", "ngày: trước tết 7 ngày", vi: "7 ngày trước Tết Nguyên đán (10/02/2026)",
      en: "7 days before Tết (10/02/2026)"),
    Case("day: ram-thang-gieng", "ngày: rằm tháng giêng", vi: "Rằm tháng Giêng (03/03/2026)", en: "Rằm tháng Giêng (03/03/2026)"),
    Case("day: gio-to", "ngày: giỗ tổ", vi: "Ngày Giỗ Tổ Hùng Vương (26/04/2026)", en: "Giỗ Tổ Hùng Vương (26/04/2026)"),
    Case("day: 09/09 lunar", "ngày: 09/09 âm lịch", vi: "Ngày 09/09 âm lịch (18/10/2026)", en: "09/09 lunar (18/10/2026)"),
    Case("due: 15/12", "hạn: 15/12", vi: "Chậm nhất ngày 15/12/2026", en: "By 15/12/2026"),
    Case(
      "due: 20/05, 15/12", "chậm nhất: 20/05, 15/12", vi: "Chậm nhất ngày 20/05/2026, 15/12/2026", en: "By 20/05/2026, 15/12/2026"
    ),
    Case("before: 01/07", "trước ngày: 01/07", vi: "Trước ngày 01/07/2026", en: "Before 01/07/2026"),
    Case(
      "due: 16/05", "hạn: 16/05", vi: "Chậm nhất ngày 16/05/2026; dời sang 15/05/2026 vì 16/05/2026 là ngày nghỉ",
      en: "By 16/05/2026; moved to 15/05/2026 as 16/05/2026 is a day off"),
    Case(
      "due: 16/05\non_day_off: keep", "hạn: 16/05\ntrùng ngày nghỉ: giữ", vi: "Chậm nhất ngày 16/05/2026", en: "By 16/05/2026"),
    Case(
      "due: 2 weeks after truoc", "hạn: 2 tuần sau truoc", vi: "Chậm nhất 2 tuần sau khi xong việc “Việc trước” (03/06/2026)",
      en: "By 2 weeks after the end of “Việc trước” (03/06/2026)"),
    Case(
      "due: 3 working days after le", "hạn: 3 ngày làm việc sau le",
      vi: "Chậm nhất 3 ngày làm việc sau ngày 15/12/2026 (18/12/2026)", en: "By 3 working days after 15/12/2026 (18/12/2026)"),
    Case(
      "due: 1 month after truoc", "hạn: 1 tháng sau truoc",
      vi: "Chậm nhất 1 tháng sau khi xong việc “Việc trước” (20/06/2026); dời sang 19/06/2026 vì 20/06/2026 là ngày nghỉ",
      en: "By 1 month after the end of “Việc trước” (20/06/2026); moved to 19/06/2026 as 20/06/2026 is a day off"),
    Case(
      "due: 20 days after cho", "hạn: 20 ngày sau cho", vi: "Chậm nhất 20 ngày sau khi có mốc “cho”",
      en: "By 20 days after “cho” (no date yet)"),
    Case("day: cho", "ngày: cho", vi: "Khi có mốc “cho”", en: "“cho” (no date yet)"),
    Case("day: le", "ngày: le", vi: "Ngày 15/12/2026", en: "15/12/2026"),
    Case("when: March", "khi: tháng 3", vi: "Tháng 3", en: "March"),
    Case("when: March/2026", "khi: tháng 3/2026", vi: "Tháng 3/2026", en: "March 2026"),
    Case(
      "when: April to September", "thời gian: từ tháng 4 đến hết tháng 9", vi: "Từ tháng 4 đến hết tháng 9",
      en: "April to September"),
    Case("when: Q2", "khi: quý II", vi: "Quý II", en: "Q2"),
    Case("when: H1", "khi: 6 tháng đầu năm", vi: "6 tháng đầu năm", en: "The first half of the year"),
    Case("when: H2", "khi: 6 tháng cuối năm", vi: "6 tháng cuối năm", en: "The second half of the year"),
    Case("when: 9 months", "khi: 9 tháng", vi: "9 tháng đầu năm", en: "The first nine months"),
    Case("when: early November", "khi: đầu tháng 11", vi: "Đầu tháng 11", en: "Early November"),
    Case("when: mid November", "khi: giữa tháng 11", vi: "Giữa tháng 11", en: "Mid November"),
    Case("when: late November", "khi: cuối tháng 11", vi: "Cuối tháng 11", en: "Late November"),
    Case("when: expected late November", "khi: dự kiến cuối tháng 11", vi: "Dự kiến cuối tháng 11", en: "Expected late November"),
    Case("when: year", "khi: cả năm", vi: "Cả năm", en: "All year"),
    Case(
      "when: 20/10 to 20/11", "khi: 20/10 đến 20/11", vi: "Từ ngày 20/10/2026 đến ngày 20/11/2026", en: "20/10/2026 to 20/11/2026"
    ),
    Case("when: dot", "khi: dot", vi: "Từ ngày 01/10/2026 đến ngày 31/10/2026", en: "01/10/2026 to 31/10/2026"),
    Case("when: ongoing", "khi: thường xuyên", vi: "Thường xuyên", en: "Ongoing"),
    Case("when: undated", "khi: chưa ấn định thời hạn", vi: "Chưa ấn định thời hạn", en: "No date set yet"),
    Case("when: as needed", "khi: khi phát sinh", vi: "Khi phát sinh", en: "As needed"),
    Case(
      "from: 20/08\nto: 25/08", "từ: 20/08\nđến: 25/08", vi: "Từ ngày 20/08/2026 đến ngày 25/08/2026",
      en: "20/08/2026 to 25/08/2026"),
    Case(
      "from: 15 working days before tet\nto: 10 days after tet", "từ: 15 ngày làm việc trước tết\nđến: 10 ngày sau tết",
      vi: "Từ 15 ngày làm việc trước Tết Nguyên đán (26/01/2026) đến 10 ngày sau Tết Nguyên đán (27/02/2026)",
      en: "15 working days before Tết (26/01/2026) to 10 days after Tết (27/02/2026)"),
    Case("every: day", "định kỳ: hằng ngày", vi: "Hằng ngày", en: "Every day"),
    Case("every: 5 days", "định kỳ: 5 ngày", vi: "5 ngày một lần", en: "Every 5 days"),
    Case("every: working day", "định kỳ: ngày làm việc", vi: "Các ngày làm việc", en: "Every working day"),
    Case(
      "every: week\nday: tue, fri", "định kỳ: hàng tuần\nngày: thứ ba, thứ sáu", vi: "Hằng tuần, thứ Ba và thứ Sáu",
      en: "Every week, Tuesday and Friday"),
    Case(
      "every: week\nday: [mon, wed, sun]", "định kỳ: tuần\nngày: [thứ 2, T4, CN]", vi: "Hằng tuần, thứ Hai, thứ Tư và Chủ nhật",
      en: "Every week, Monday, Wednesday and Sunday"),
    Case(
      "every: 2 weeks\nday: mon", "định kỳ: 2 tuần\nngày: thứ hai", vi: "2 tuần một lần, thứ Hai", en: "Every 2 weeks, Monday"),
    Case("every: week\ndue: fri", "định kỳ: tuần\nhạn: thứ sáu", vi: "Hằng tuần, chậm nhất thứ Sáu", en: "Every week, by Friday"),
    Case(
      "every: month\nday: 15", "định kỳ: hằng tháng\nngày: ngày 15", vi: "Hằng tháng, ngày 15 của tháng",
      en: "Every month, day 15 of the month"),
    Case(
      "every: month\nday: last day", "định kỳ: tháng\nngày: ngày cuối tháng", vi: "Hằng tháng, ngày cuối của tháng",
      en: "Every month, the last day of the month"),
    Case(
      "every: month\nday: first monday", "định kỳ: tháng\nngày: thứ hai đầu tiên", vi: "Hằng tháng, thứ Hai đầu tiên của tháng",
      en: "Every month, the first Monday of the month"),
    Case(
      "every: month\nday: second monday", "định kỳ: tháng\nngày: thứ hai thứ 2 trong tháng",
      vi: "Hằng tháng, thứ Hai thứ 2 của tháng", en: "Every month, the second Monday of the month"),
    Case(
      "every: month\nday: last friday", "định kỳ: tháng\nngày: thứ sáu cuối tháng", vi: "Hằng tháng, thứ Sáu cuối cùng của tháng",
      en: "Every month, the last Friday of the month"),
    Case(
      "every: month\nday: first working day", "định kỳ: tháng\nngày: ngày làm việc đầu tiên",
      vi: "Hằng tháng, ngày làm việc đầu tiên của tháng", en: "Every month, the first working day of the month"),
    Case(
      "every: month\nday: 5th working day", "định kỳ: tháng\nngày: ngày làm việc thứ 5",
      vi: "Hằng tháng, ngày làm việc thứ 5 của tháng", en: "Every month, the 5th working day of the month"),
    Case(
      "every: month\ndue: last working day", "định kỳ: tháng\nhạn: ngày làm việc cuối",
      vi: "Hằng tháng, chậm nhất ngày làm việc cuối cùng của tháng", en: "Every month, by the last working day of the month"),
    Case(
      "every: month\ndue: day 10 of next month", "định kỳ: tháng\nhạn: ngày 10 tháng sau",
      vi: "Hằng tháng, chậm nhất ngày 10 của tháng sau", en: "Every month, by day 10 of the next month"),
    Case(
      "every: 3 months\nday: 15", "định kỳ: 3 tháng\nngày: 15", vi: "3 tháng một lần, ngày 15 của tháng",
      en: "Every 3 months, day 15 of the month"),
    Case(
      "every: quarter\ndue: day 20 of last month", "định kỳ: hằng quý\nhạn: ngày 20 tháng cuối quý",
      vi: "Hằng quý, chậm nhất ngày 20 của tháng cuối quý", en: "Every quarter, by day 20 of the last month of the quarter"),
    Case(
      "every: quarter\ndue: 20", "định kỳ: quý\nhạn: 20", vi: "Hằng quý, chậm nhất ngày 20 của tháng cuối quý",
      en: "Every quarter, by day 20 of the last month of the quarter"),
    Case(
      "every: quarter\nday: first monday of first month", "định kỳ: quý\nngày: thứ hai đầu tiên tháng đầu quý",
      vi: "Hằng quý, thứ Hai đầu tiên của tháng đầu quý", en: "Every quarter, the first Monday of the first month of the quarter"),
    Case(
      "every: quarter\nday: day 5 of second month", "định kỳ: quý\nngày: day 5 of second month",
      vi: "Hằng quý, ngày 5 của tháng thứ 2 trong quý", en: "Every quarter, day 5 of month 2 of the quarter"),
    Case(
      "every: quarter\ndue: day 10 of next month", "định kỳ: quý\nhạn: ngày 10 tháng sau",
      vi: "Hằng quý, chậm nhất ngày 10 của tháng sau", en: "Every quarter, by day 10 of the next month"),
    Case(
      "every: half-year\nday: first friday of last month", "định kỳ: 6 tháng\nngày: thứ sáu đầu tiên tháng cuối kỳ",
      vi: "6 tháng một lần, thứ Sáu đầu tiên của tháng cuối kỳ",
      en: "Every half-year, the first Friday of the last month of the period"),
    Case("every: year\nday: 09/11", "định kỳ: hằng năm\nngày: 09/11", vi: "Hằng năm, ngày 09/11", en: "Every year, 09/11"),
    Case(
      "every: year\nday: last day of month 6", "định kỳ: năm\nngày: last day of month 6",
      vi: "Hằng năm, ngày cuối của tháng thứ 6 trong năm", en: "Every year, the last day of month 6 of the year"),
    Case(
      "every: reporting month\ndue: 2 working days after cut-off",
      "định kỳ: kỳ báo cáo tháng\nhạn: 2 ngày làm việc sau ngày chốt số liệu",
      vi: "Kỳ báo cáo tháng, chậm nhất 2 ngày làm việc sau ngày chốt số liệu",
      en: "Every reporting month, by 2 working days after cut-off"),
    Case(
      "every: reporting quarter\ndue: 2 working days after cut-off",
      "định kỳ: kỳ báo cáo quý\nhạn: 2 ngày làm việc sau ngày chốt số liệu",
      vi: "Kỳ báo cáo quý, chậm nhất 2 ngày làm việc sau ngày chốt số liệu",
      en: "Every reporting quarter, by 2 working days after cut-off"),
    Case(
      "every: reporting half-year\ndue: day 20 of last month", "định kỳ: kỳ báo cáo 6 tháng\nhạn: ngày 20 tháng cuối kỳ",
      vi: "Kỳ báo cáo 6 tháng, chậm nhất ngày 20 của tháng cuối kỳ",
      en: "Every reporting half-year, by day 20 of the last month of the period"),
    Case(
      "every: reporting 9 months\ndue: 2 working days after cut-off",
      "định kỳ: kỳ báo cáo 9 tháng\nhạn: 2 ngày làm việc sau ngày chốt số liệu",
      vi: "Kỳ báo cáo 9 tháng, chậm nhất 2 ngày làm việc sau ngày chốt số liệu",
      en: "The reporting nine months, by 2 working days after cut-off"),
    Case(
      "every: reporting year\ndue: 2 working days after cut-off",
      "định kỳ: kỳ báo cáo năm\nhạn: 2 ngày làm việc sau ngày chốt số liệu",
      vi: "Kỳ báo cáo năm, chậm nhất 2 ngày làm việc sau ngày chốt số liệu",
      en: "The reporting year, by 2 working days after cut-off"),
    Case(
      "rrule: FREQ=MONTHLY;BYDAY=-1FR", "rrule: FREQ=MONTHLY;BYDAY=-1FR", vi: "12 lần, từ ngày 30/01/2026 đến ngày 25/12/2026",
      en: "12 times, 30/01/2026 to 25/12/2026"),
    Case(
      "rrule: FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=10", "rrule: FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=10",
      vi: "Ngày 10/03/2026, 10/06/2026", en: "10/03/2026, 10/06/2026"),
    Case(
      "every: week\nday: wed\nfrom: 10/04\nto: 30/04", "định kỳ: tuần\nngày: thứ tư\ntừ: 10/04\nđến: 30/04",
      vi: "Hằng tuần, thứ Tư, từ ngày 10/04/2026 đến ngày 30/04/2026", en: "Every week, Wednesday, 10/04/2026 to 30/04/2026"),
    Case(
      "every: week\nday: wed\nfrom: 10/04", "định kỳ: tuần\nngày: thứ tư\ntừ: 10/04", vi: "Hằng tuần, thứ Tư, từ ngày 10/04/2026",
      en: "Every week, Wednesday, from 10/04/2026"),
    Case(
      "every: week\nday: wed\nto: 30/04", "định kỳ: tuần\nngày: thứ tư\nđến: 30/04", vi: "Hằng tuần, thứ Tư, đến ngày 30/04/2026",
      en: "Every week, Wednesday, until 30/04/2026"),
    Case(
      "day: 19/05\ntime: 7h30", "ngày: 19/05\ngiờ: 07 giờ 30", vi: "Ngày 19/05/2026, lúc 07 giờ 30", en: "19/05/2026, at 07:30"),
    Case(
      "day: 19/05\ntime: 08:00-10:30", "ngày: 19/05\ngiờ: 08:00-10:30", vi: "Ngày 19/05/2026, 08 giờ - 10 giờ 30",
      en: "19/05/2026, 08:00-10:30"),
    Case(
      "day: 19/05\ntime: [06:45-06:50, 16:45-16:50]", "ngày: 19/05\ngiờ: [06:45-06:50, 16:45-16:50]",
      vi: "Ngày 19/05/2026, 06 giờ 45 - 06 giờ 50 và 16 giờ 45 - 16 giờ 50", en: "19/05/2026, 06:45-06:50 and 16:45-16:50"),
    Case(
      "due: 20/05\ntime: 16:30", "hạn: 20/05\ngiờ: 16:30", vi: "Chậm nhất ngày 20/05/2026, trước 16 giờ 30",
      en: "By 20/05/2026, before 16:30"),
    Case(
      "every: week\nday: wed\nexcept: 18/02\nalso: 10/10\ntime: 19:30",
      "định kỳ: tuần\nngày: thứ tư\ntrừ ngày: 18/02\nthêm ngày: 10/10\ngiờ: 19:30",
      vi: "Hằng tuần, thứ Tư, lúc 19 giờ 30, thêm ngày 10/10/2026, trừ ngày 18/02/2026",
      en: "Every week, Wednesday, at 19:30, also 10/10/2026, except 18/02/2026"),
    Case(
      "every: week\nday: wed\nexcept: {16/02 to 20/02: nghỉ Tết}",
      "định kỳ: tuần\nngày: thứ tư\ntrừ ngày: {16/02 đến 20/02: nghỉ Tết}",
      vi: "Hằng tuần, thứ Tư, trừ thời gian từ ngày 16/02/2026 đến ngày 20/02/2026 (nghỉ Tết)",
      en: "Every week, Wednesday, except 16/02/2026 to 20/02/2026 (nghỉ Tết)"),
  ]

  /// The schedule of a plan whose second activity has a timing.
  private func schedule(_ timing: String) throws -> Schedule {
    let lines = timing.split(separator: "\n").map { "    \($0)\n" }.joined()
    let reading = readPlan(
      """
      plan: thu
      title: Thử
      year: 2026
      reporting: {cut_off: 14}
      calendar: {milestones: {dot: 01/10 to 31/10, le: 15/12, cho: pending}}
      units: {a: A}
      activities:
        truoc: {title: "Việc trước {period}", lead: a, due: 20/05}
        viec:
          title: Việc
          lead: a

      """ + lines)
    return try #require(reading.schedule, "\(reading.listing)")
  }

  private func phrase(_ timing: String, _ language: Language, omitting omitted: Set<String> = []) throws -> String {
    TimePhrase(1, of: try schedule(timing), omitting: omitted, language).text
  }

  @Test(arguments: cases) func everyTimingIsSaidInBothLanguages(_ example: Case) throws {
    for written in example.written {
      #expect(try phrase(written, .vi) == example.vi, "\(written)")
      #expect(try phrase(written, .en) == example.en, "\(written)")
    }
  }

  @Test func whatIsPassedOverIsNotSaid() throws {
    let weekly = "every: week\nday: wed\nfrom: 10/04\nto: 30/04\ntime: 19:30\nexcept: 22/04\nalso: 10/10"
    let cases: [(Set<String>, String)] = [
      (["time"], "Hằng tuần, thứ Tư, từ ngày 10/04/2026 đến ngày 30/04/2026, thêm ngày 10/10/2026, trừ ngày 22/04/2026"),
      (["day", "time", "except", "also"], "Hằng tuần, từ ngày 10/04/2026 đến ngày 30/04/2026"),
      (["from", "time", "except", "also"], "Hằng tuần, thứ Tư, đến ngày 30/04/2026"),
      (["to", "from", "time", "except", "also"], "Hằng tuần, thứ Tư"), (["every"], ""), (["phases"], ""),
    ]
    for (omitted, text) in cases { #expect(try phrase(weekly, .vi, omitting: omitted) == text, "\(omitted)") }
    #expect(try phrase("due: 20/05\ntime: 16:30", .vi, omitting: ["due"]).isEmpty)
    #expect(try phrase("due: 20/05\ntime: 16:30", .vi, omitting: ["before"]) == "Chậm nhất ngày 20/05/2026, trước 16 giờ 30")
    #expect(try phrase("before: 20/05", .vi, omitting: ["before"]).isEmpty)
    #expect(try phrase("when: ongoing", .vi, omitting: ["when"]).isEmpty)
    #expect(try phrase("from: 20/08\nto: 25/08", .vi, omitting: ["to"]).isEmpty)
  }

  @Test func titlesSayTheirPeriodInWords() throws {
    let cases = [
      ("Báo cáo quý {period}", "every: quarter", "due: 20", "Báo cáo hằng quý"),
      ("Quý {kỳ}: báo cáo", "every: quarter", "due: 20", "Hằng quý: báo cáo"),
      ("Số liệu tháng {kỳ}", "every: month", "day: 15", "Số liệu hằng tháng"),
      ("Tháng {kỳ} báo cáo", "every: month", "day: 15", "Hằng tháng báo cáo"),
      ("Sơ kết 6 tháng {kỳ}", "every: half-year", "due: 20", "Sơ kết 6 tháng"),
      ("Report of quarter {period}", "every: quarter", "due: 20", "Report of each quarter"),
      ("Tổng kết năm {period}", "every: year", "due: 15/12", "Tổng kết năm 2026"),
      ("Họp {giờ} {x}", "every: month", "day: 15", "Họp {giờ} {x}"),
    ]
    for (title, every, day, wanted) in cases {
      let schedule = try #require(
        readPlan(
          """
          plan: thu
          title: Thử
          year: 2026
          units: {a: A}
          activities:
            viec:
              title: "\(title)"
              lead: a
              \(every)
              \(day)
          """
        ).schedule)
      #expect(schedule.title(ofWork: 0) == wanted)
    }
  }

  @Test func whatHasNoDateYetIsNamed() throws {
    #expect(try schedule("due: 20 days after cho").waitingMilestones == ["cho"])
  }
}
