import PlanModel
import Testing

@testable import PlanReports

/// Lists after units have ended: the new name first, the old one beside it.
@Suite struct ReorganisationListTests {
  static let text = """
    plan: p
    title: T
    year: 2025
    units:
      cac-xa:
        name: Các xã
        members:
          xa-a: {name: Xã A, to: 30/06/2025, successor: xa-moi, contact: {phone: "01"}}
          xa-b: {name: Xã B, to: 30/06/2025, successor: xa-moi, contact: {phone: "02"}}
      xa-moi: {name: Xã <Mới>, from: 01/07/2025, contact: {person: "Bà C", phone: "09"}}
      so: Sở
    activities:
      q: {title: "Quý {period}", lead: each cac-xa, every: quarter, due: day 20 of last month, evidence: ảnh, product: 2 biên bản}
      chung: {title: Việc chung, lead: so, implement: each cac-xa, due: 20/06, target: 4 đợt, product: 1 đợt}
    """

  static func entry(_ number: Int, _ task: String, _ action: ProgressAction, on day: String, note: String? = nil) -> ProgressEntry
  {
    ProgressEntry(
      entry: "00000000-0000-4000-8000-00000000000\(number)", task: task, nominal: nil, action: action, on: CivilDate(day)!,
      at: LogStamp(microseconds: number)!, note: note)
  }

  static let log = [
    Self.entry(1, "p/q/2025-Q1@xa-a", .done, on: "2025-03-20"), Self.entry(2, "p/q/2025-Q1@xa-b", .done, on: "2025-03-25"),
    Self.entry(3, "p/q/2025-Q2@xa-b", .blocked, on: "2025-06-19", note: "chờ số liệu"),
    Self.entry(4, "p/chung@xa-a", .done, on: "2025-06-20"),
  ]

  static func progress(asOf: String = "2025-07-15") throws -> ScheduleProgress {
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    return ScheduleProgress(try #require(reading.schedule), entries: log, asOf: try #require(CivilDate(asOf)))
  }

  static func overdue(_ progress: ScheduleProgress, _ unit: String? = nil) -> OverdueList {
    OverdueList(
      TaskListing([progress], asOf: progress.asOf, asHeld: true) { plan in
        var selection = TaskSelection()
        selection.unit = unit.map { [plan.unitPosition(of: $0)!] }
        return selection
      })
  }

  @Test func whatIsOverdueNamesWhomToCallNow() throws {
    let list = Self.overdue(try Self.progress(), "xa-moi")
    #expect(list.items.map(\.task.task.id) == ["p/q/2025-Q2@xa-a", "p/q/2025-Q2@xa-b", "p/chung@xa-b"])
    #expect(list.items.allSatisfy { $0.contact?.phone == "09" })
    let vi = list.text(.vi, ink: TerminalInk(isColoured: false))
    #expect(vi.contains("Xã <Mới> (trước đây: Xã A)") && vi.contains("Xã <Mới> (trước đây: Xã B)") && vi.contains("Bà C, 09"))
    #expect(list.text(.en, ink: TerminalInk(isColoured: false)).contains("(formerly: Xã B)"))
    #expect(list.json().contains(#""unit":"xa-moi""#) && list.json().contains(#""former_unit":"xa-a""#))
    #expect(list.csv().contains("former_unit"))
    #expect(Self.overdue(try Self.progress(), "xa-a").items.isEmpty)
    // What has no other owner says so.
    #expect(Self.overdue(try Self.progress(), "so").json().contains(#""former_unit":null"#))
    // On the last day of the old units it was theirs.
    let before = Self.overdue(try Self.progress(asOf: "2025-06-30"), "xa-a")
    #expect(before.items.map(\.task.task.id) == ["p/q/2025-Q2@xa-a"] && before.items.first?.contact?.phone == "01")
  }

  @Test func checklistsGoToWhoeverHasTheWork() throws {
    let progress = try Self.progress()
    let plan = progress.schedule.plan
    func lines(_ unit: String, _ progress: ScheduleProgress) -> [Checklist.Line] {
      Checklist(progress, units: [plan.unitPosition(of: unit)!], period: nil).sections[0].lines
    }
    #expect(lines("xa-a", progress).map(\.task.id) == ["p/q/2025-Q1@xa-a", "p/chung@xa-a"])
    #expect(lines("xa-a", progress).allSatisfy { $0.progress.state == .done })
    let new = lines("xa-moi", progress)
    // Each task once: those that were left, those to come, and nothing of the lead's beside its own.
    #expect(
      new.map(\.task.id).sorted() == [
        "p/chung@xa-b", "p/q/2025-Q2@xa-a", "p/q/2025-Q2@xa-b", "p/q/2025-Q3@xa-a", "p/q/2025-Q3@xa-b", "p/q/2025-Q4@xa-a",
        "p/q/2025-Q4@xa-b",
      ])
    let checklist = Checklist(progress, units: [plan.unitPosition(of: "xa-moi")!], period: nil)
    #expect(checklist.text(.vi).contains("Quý II/2025 (trước đây: Xã A)"))
    #expect(checklist.json().contains(#""former_unit":"xa-b""#))
    #expect(String(decoding: checklist.html(.vi), as: UTF8.self).contains("Trước đây: Xã A"))
    #expect(checklist.csv(.vi).contains("(trước đây: Xã B)"))
    // Where nothing is recorded nobody knows what was left: the plan by its days.
    let untracked = ScheduleProgress(progress.schedule, asOf: CivilDate("2025-07-15")!)
    #expect(lines("xa-a", untracked).map(\.task.id).sorted() == ["p/chung@xa-a", "p/q/2025-Q1@xa-a", "p/q/2025-Q2@xa-a"])
  }

  @Test func reportsShowBothNames() throws {
    let progress = try Self.progress()
    let days = DayRange(CivilDate("2025-04-01")!, CivilDate("2025-06-30")!)!
    let report = PeriodReport(progress, days: days, name: nil, units: nil, asOf: progress.asOf)
    #expect(report.table.rows.reduce(into: StatusCounts()) { $0 += $1.counts } == report.table.total)
    #expect(report.table.rows.map { "\($0.key ?? "") \($0.counts.total)" } == ["xa-a 1", "xa-moi 3", "so 1"])
    #expect(report.overdue.items.count == report.table.total.notDone.overdue)
    let text = report.text(.vi, width: 100, ink: TerminalInk(isColoured: false))
    #expect(text.contains("Sắp xếp đơn vị"))
    #expect(text.contains("Xã A (kết thúc 30/06/2025): 1 việc còn dở đã chuyển cho Xã <Mới>."))
    #expect(text.contains("Xã B (kết thúc 30/06/2025): 2 việc còn dở đã chuyển cho Xã <Mới>."))
    #expect(text.contains("trước đây: Xã B"))
    // Names of a plan stay text in every form.
    let page = String(decoding: report.html(.vi), as: UTF8.self)
    #expect(page.contains("Xã &lt;Mới&gt; (trước đây: Xã B)") && !page.contains("<Mới>"))
    #expect(report.markdown(.vi).contains("Xã \\<Mới\\> (trước đây: Xã B)"))
    #expect(report.json(.vi).contains(#""former_unit":"xa-b""#))
    // Narrowed to the old unit, it tells where the rest has gone.
    let old = PeriodReport(
      progress, days: days, name: nil, units: [progress.schedule.plan.unitPosition(of: "xa-b")!], asOf: progress.asOf)
    #expect(old.table.total.total == 0 && old.table.handovers.map(\.count) == [2])
  }

  @Test func matrixAndTableHaveTheSameRows() throws {
    for asOf in ["2025-06-30", "2025-07-01", "2025-12-31"] {
      let progress = try Self.progress(asOf: asOf)
      let matrix = StatusMatrix([progress], asOf: progress.asOf, units: nil, period: nil)
      let table = StatusTable([progress], by: .unit, asOf: progress.asOf)
      #expect(matrix.rows.map(\.key) == table.rows.compactMap(\.key), "\(asOf)")
      #expect(matrix.rows.map(\.total) == table.rows.map(\.counts), "\(asOf)")
    }
  }
}
