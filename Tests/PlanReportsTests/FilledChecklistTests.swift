import PlanModel
import Testing

@testable import PlanReports

/// Checklists that units fill in and send back.
@Suite struct FilledChecklistTests {
  static func schedule() throws -> Schedule {
    let text = """
      plan: vi-du
      title: "=Ví dụ; thử, \\"nghiệm\\""
      year: 2018
      units:
        don-vi: "Đơn vị, một"
        phuong: {name: Các phường, members: {p1: Phường 1, p2: Phường 2}}
      activities:
        a: {title: "=1+1", lead: each phuong, coordinate: don-vi, every: month, day: 15, product: 20 tờ rơi, evidence: ảnh}
        b: {title: Việc B, lead: don-vi, implement: each phuong, due: 20/06}
      """
    return try #require(
      PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }.schedule)
  }

  static func entry(_ number: Int, _ task: String, _ action: ProgressAction, _ change: (inout ProgressEntry) -> Void = { _ in })
    -> ProgressEntry
  {
    var entry = ProgressEntry(
      entry: "00000000-0000-4000-8000-00000000000\(number)", task: task, nominal: nil, action: action,
      on: CivilDate("2018-05-16")!,
      at: LogStamp(microseconds: number)!)
    change(&entry)
    return entry
  }

  static func progress(_ schedule: Schedule) -> ScheduleProgress {
    ScheduleProgress(
      schedule,
      entries: [
        entry(1, "vi-du/a/2018-05@p1", .done) {
          $0.quantity = 18
          $0.evidence = ["ảnh 1; ảnh 2", "biên bản"]
          $0.note = "-thiếu\nhai tờ"
        },
        entry(2, "vi-du/a/2018-06@p1", .blocked) { $0.note = "=chưa có giấy" },
        entry(3, "vi-du/a/2018-07@p2", .cancelled) { $0.document = "12/CV" }, entry(4, "vi-du/b@p2", .started),
        entry(5, "vi-du/a/2018-08@p2", .done), entry(6, "vi-du/a/2018-08@p2", .returned) { $0.note = "thiếu ảnh" },
      ], asOf: .latest)
  }

  /// What was written and comes back untouched says nothing new, in either language and with either separator.
  @Test(arguments: Language.allCases, [true, false])
  func anUntouchedChecklistSaysNothing(_ language: Language, _ semicolons: Bool) throws {
    let progress = Self.progress(try Self.schedule())
    let text = Checklist(progress, units: nil, period: nil).csv(language, semicolons: semicolons)
    let reading = FilledChecklist(Array(text.utf8), by: nil)
    #expect(reading.problems.isEmpty, "\(reading.problems)")
    #expect(reading.rows.count >= 5)
    for row in reading.rows {
      let place = try #require(progress.place(of: row.task), "\(row.task)")
      switch row.statement {
      case .mark(let request): #expect(request.isInForce(progress[place]), "\(row.task)")
      case .returned(let cells): #expect(cells == Checklist.returnedText(progress[place]), "\(row.task)")
      }
    }
  }

  @Test func rowsSayWhatPeopleFillIn() {
    let text = #"""
      sep=;
      STT;NOI DUNG;Trạng thái;ngay;So luong;Minh chứng;Ghi chú;Mã việc
      1;;Đã hoàn thành;4/5/2018;5.000;"ảnh
      biên bản";"nói ""rõ""";vi-du/a
      2;;X;2018-05-04;;;;vi-du/b
      3;;chưa thực hiện;;;;;vi-du/c
      4;;;;;;;vi-du/d
      5;;Vướng mắc;;;;mưa;vi-du/e
      """#
    for lineEnd in ["\n", "\r\n", "\r"] {
      let reading = FilledChecklist(Array(text.replacing("\n", with: lineEnd).utf8), by: "Lan")
      #expect(reading.problems.isEmpty, "\(reading.problems)")
      #expect(reading.rows.map(\.task) == ["vi-du/a", "vi-du/b", "vi-du/e"])
      let requests = reading.rows.compactMap { row -> MarkRequest? in
        if case .mark(let request) = row.statement { request } else { nil }
      }
      guard requests.count == 3, let first = requests.first else { continue }
      #expect((first.action, first.quantity, first.by) == (.done, 5000, "Lan"))
      #expect(first.on == CivilDate("2018-05-04"))
      #expect(first.note == "nói \"rõ\"")
      if lineEnd != "\r" { #expect(first.evidence == ["ảnh", "biên bản"]) }
      #expect(requests[1].on == CivilDate("2018-05-04"))
      #expect(requests[2].note == "mưa")
    }
  }

  @Test(arguments: [
    ("Trạng thái,Mã việc\nhoàn thànhh,vi-du/a", 2), ("Trạng thái,Ngày,Mã việc\n,04/05/2018,vi-du/a", 2),
    ("Trạng thái,Ngày,Mã việc\nx,31/02/2018,vi-du/a", 2), ("Trạng thái,Số lượng,Mã việc\nx,nhiều,vi-du/a", 2),
    ("Trạng thái,Số lượng,Mã việc\nx,-3,vi-du/a", 2), ("Trạng thái,Mã việc\n\nx,", 3), ("Mã việc\nvi-du/a", 1), ("", 1),
    ("Trạng thái,Mã việc\n\"x,vi-du/a", 2),
  ])
  func whatCannotBeReadIsNamedWithItsLine(_ text: String, _ line: Int) {
    let reading = FilledChecklist(Array(text.utf8), by: nil)
    #expect(reading.rows.isEmpty)
    #expect(reading.problems.first?.line == line, "\(reading.problems)")
  }

  @Test func textOfAnotherEncodingIsRefused() {
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x41, 0x00], [0xFE, 0xFF], [0x4D, 0xE3, 0x2C]] {
      #expect(FilledChecklist(bytes, by: nil).problems.count == 1)
    }
  }

  @Test func everyColumnIsFoundByItsHead() {
    for column in ChecklistColumn.allCases {
      for language in Language.allCases {
        let head = column.name.text(language)
        #expect(ChecklistColumn(head: head) == column)
        #expect(ChecklistColumn(head: " " + toneless(head).uppercased()) == column)
      }
    }
    for action in [ProgressAction.started, .done, .blocked, .cancelled] {
      for language in Language.allCases {
        guard case .action(action)? = StateWord(action.name.text(language)) else {
          Issue.record("\(action) \(language)")
          continue
        }
      }
    }
  }

  // MARK: Forms

  @Test func thePageHasTheColumnsOfOffices() throws {
    let checklist = Checklist(Self.progress(try Self.schedule()), units: nil, period: nil)
    for language in Language.allCases {
      let page = String(decoding: checklist.html(language), as: UTF8.self)
      let markup = Markup(page)
      #expect(markup.tags.filter { $0.name == "th" }.count == 8 * checklist.sections.count)
      let rows = checklist.sections.reduce(0) { $0 + $1.lines.count }
      #expect(page.components(separatedBy: "<tr>").count - 1 == rows + checklist.sections.count)
      #expect(page.contains("☑"))
      #expect(page.contains(language == .vi ? "Thủ trưởng đơn vị" : "Head of the unit"))
    }
    #expect("\(PrintedPage.styleHash)" == (try contentHash("\(PrintedPage.style)")))
  }

  @Test func textOfAnyKindArrivesInert() throws {
    let attack = "\"><script>alert(1)</script>\u{301}<img src=x onerror=1>|[a](javascript:1)"
    let schedule = try Self.schedule()
    let progress = ScheduleProgress(
      schedule,
      entries: [
        Self.entry(1, "vi-du/a/2018-05@p1", .blocked) { $0.note = attack },
        Self.entry(2, "vi-du/b", .cancelled) { $0.note = attack },
      ], asOf: .latest)
    let day = CivilDate("2018-06-30")!
    let report = PeriodReport(
      progress, days: DayRange(CivilDate("2018-01-01")!, CivilDate("2018-12-31")!)!, name: nil, units: nil, asOf: day)
    for language in Language.allCases {
      for page in [Checklist(progress, units: nil, period: nil).html(language), report.html(language)] {
        let text = String(decoding: page, as: UTF8.self)
        #expect(!text.contains("<script"))
        #expect(!text.contains("<img"))
        #expect(text.contains("&lt;script&gt;"))
      }
      let plain = report.markdown(language).replacing("\\<", with: "").replacing("\\[", with: "")
      #expect(!plain.contains("<") && !plain.contains("["))
    }
  }

  // MARK: Reports

  @Test func aReportCountsWhatWasDelivered() throws {
    let schedule = try Self.schedule()
    let progress = Self.progress(schedule)
    let days = DayRange(CivilDate("2018-05-01")!, CivilDate("2018-07-31")!)!
    let report = PeriodReport(progress, days: days, name: nil, units: nil, asOf: CivilDate("2018-07-31")!)
    // Three months of two wards, one of them cancelled; 18 were delivered of the only one done.
    #expect(report.quantities.map { [$0.planned, $0.delivered] } == [[100, 18]])
    #expect(report.table.total.total == 9)
    #expect(report.table.total.cancelled == 1)
    #expect(report.difficulties.map(\.task.id) == ["vi-du/a/2018-06@p1"])
    #expect(report.overdue.items.first?.task.task.id == "vi-du/a/2018-05@p2")
    #expect(report.late.map(\.task.id) == ["vi-du/a/2018-05@p1"])
    #expect(report.paragraph(.vi).contains("Kết quả: 18/100 tờ rơi."))
    let later = PeriodReport(
      progress, days: DayRange(CivilDate("2018-08-01")!, CivilDate("2018-08-31")!)!, name: nil, units: nil, asOf: .latest)
    #expect(later.unproved.map(\.task.id) == ["vi-du/a/2018-08@p2"])
  }
}
