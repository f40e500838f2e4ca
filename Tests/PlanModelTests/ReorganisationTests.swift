import Testing

@testable import PlanModel

/// Units that end in the middle of the year: who holds what they have done and what they have left.
@Suite struct ReorganisationTests {
  /// Two wards become one, which becomes another a month later; a division is parted; a station goes on elsewhere.
  static let units = """
    units:
      xa-a: {name: Xã A, to: 30/06/2025, successor: xa-moi, contact: {phone: "01"}}
      xa-b: {name: Xã B, to: 30/06/2025, successor: xa-moi, contact: {phone: "02"}}
      xa-c: Xã C
      xa-moi: {name: Xã Mới, from: 01/07/2025, to: 31/07/2025, successor: phuong-moi}
      phuong-moi: {name: Phường Mới, from: 01/08/2025, contact: {phone: "09"}}
      phong: {name: Phòng, to: 30/06/2025, successor: [xa-moi, xa-c]}
      huyen: {name: Huyện, to: 30/06/2025, successor: tinh}
      tinh: Tỉnh
      cac-xa: {name: Các xã, members: [xa-a, xa-b, xa-c]}
    """

  static let activities = """
      bao-cao: {title: "Báo cáo {period}", lead: each cac-xa, monitor: huyen, every: quarter, due: day 20 of last month}
      thuong-xuyen: {title: Thường xuyên, lead: xa-a, when: ongoing}
      chua-ngay: {title: Chưa có ngày, lead: xa-b, when: undated}
      phong-lam: {title: Việc của phòng, lead: phong, coordinate: xa-a, due: 15/06}
    """

  static func schedule(_ activities: String = ReorganisationTests.activities) throws -> Schedule {
    let reading = readPlan("plan: p\ntitle: T\nyear: 2025\n\(units)\nactivities:\n\(activities)\n")
    return try #require(reading.schedule, "\(reading.listing)")
  }

  static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  static func progress(
    _ entries: [ProgressEntry] = [], asOf: String, _ activities: String = ReorganisationTests.activities
  ) throws -> ScheduleProgress {
    ScheduleProgress(try schedule(activities), entries: entries, asOf: day(asOf))
  }

  static func entry(_ task: String, _ action: ProgressAction, on day: String, number: Int = 1) -> ProgressEntry {
    ProgressTests.entry(task, action, on: day, number: number)
  }

  /// Who holds a task, by its id.
  static func holder(_ task: String, in progress: ScheduleProgress) throws -> String {
    let place = try #require(progress.place(of: task), "\(task)")
    let holders = TaskHolders(progress, asOf: progress.asOf)
    let holder = holders.holder(at: place)
    // Both ways to ask have one answer.
    #expect(holders.task(at: place).unit == holder)
    return progress.schedule.plan.units[holder].id.text
  }

  // MARK: One task

  @Test(arguments: [
    ("2025-06-21", "xa-a"), ("2025-06-30", "xa-a"), ("2025-07-01", "xa-moi"), ("2025-07-31", "xa-moi"),
    ("2025-08-01", "phuong-moi"),
  ])
  func whatIsOpenFollowsTheChainOfSuccessors(_ asOf: String, _ unit: String) throws {
    let progress = try Self.progress(asOf: asOf)
    #expect(try Self.holder("p/bao-cao/2025-Q2@xa-a", in: progress) == unit)
    #expect(try Self.holder("p/thuong-xuyen", in: progress) == unit)
    #expect(try Self.holder("p/bao-cao/2025-Q2@xa-c", in: progress) == "xa-c")
  }

  @Test func whatIsStillToComeIsWithWhoeverActsOnItsDay() throws {
    for asOf in ["2025-02-01", "2025-07-15", "2025-09-30"] {
      let progress = try Self.progress(asOf: asOf)
      #expect(try Self.holder("p/bao-cao/2025-Q3@xa-a", in: progress) == "phuong-moi")
      #expect(try Self.holder("p/bao-cao/2025-Q4@xa-b", in: progress) == "phuong-moi")
    }
  }

  @Test func whatIsDoneStaysUnderTheNameOfWhoeverDidIt() throws {
    let log = [
      Self.entry("p/bao-cao/2025-Q1@xa-a", .done, on: "2025-03-18", number: 1),
      Self.entry("p/bao-cao/2025-Q2@xa-a", .done, on: "2025-07-10", number: 2),
      Self.entry("p/bao-cao/2025-Q2@xa-b", .cancelled, on: "2025-06-30", number: 3),
      // Before its day, and before the unit ended.
      Self.entry("p/bao-cao/2025-Q3@xa-b", .done, on: "2025-06-29", number: 4),
      Self.entry("p/bao-cao/2025-Q3@xa-a", .done, on: "2025-07-05", number: 5),
    ]
    for asOf in ["2025-07-15", "2025-12-31"] {
      let progress = try Self.progress(log, asOf: asOf)
      #expect(try Self.holder("p/bao-cao/2025-Q1@xa-a", in: progress) == "xa-a")
      #expect(try Self.holder("p/bao-cao/2025-Q2@xa-a", in: progress) == "xa-moi")
      #expect(try Self.holder("p/bao-cao/2025-Q2@xa-b", in: progress) == "xa-b")
      #expect(try Self.holder("p/bao-cao/2025-Q3@xa-b", in: progress) == "xa-b")
      #expect(try Self.holder("p/bao-cao/2025-Q3@xa-a", in: progress) == "xa-moi")
    }
  }

  @Test func whatIsNotFinishedMovesWhateverWasSaidOfIt() throws {
    let task = "p/bao-cao/2025-Q1@xa-a"
    for action in [ProgressAction.started, .blocked] {
      #expect(
        try Self.holder(task, in: Self.progress([Self.entry(task, action, on: "2025-03-18")], asOf: "2025-07-15")) == "xa-moi")
    }
    let returned = [
      Self.entry(task, .done, on: "2025-03-18", number: 1), Self.entry(task, .returned, on: "2025-07-02", number: 2),
    ]
    #expect(try Self.holder(task, in: Self.progress(returned, asOf: "2025-07-01")) == "xa-a")
    #expect(try Self.holder(task, in: Self.progress(returned, asOf: "2025-07-02")) == "xa-moi")
    let again = returned + [Self.entry(task, .done, on: "2025-07-04", number: 3)]
    #expect(try Self.holder(task, in: Self.progress(again, asOf: "2025-08-15")) == "xa-moi")
    let reopened = [
      Self.entry(task, .done, on: "2025-03-18", number: 1), Self.entry(task, .reopened, on: "2025-07-02", number: 2),
    ]
    #expect(try Self.holder(task, in: Self.progress(reopened, asOf: "2025-08-15")) == "phuong-moi")
  }

  @Test func workWithoutADateMovesToo() throws {
    #expect(try Self.holder("p/chua-ngay", in: Self.progress(asOf: "2025-06-30")) == "xa-b")
    #expect(try Self.holder("p/chua-ngay", in: Self.progress(asOf: "2025-07-01")) == "xa-moi")
    // The plan itself hands nothing over without a day.
    let schedule = try Self.schedule()
    let place = try #require(ScheduleProgress(schedule, asOf: .latest).place(of: "p/chua-ngay"))
    #expect(schedule.plan.units[schedule.owner(at: place)].id.text == "xa-b")
  }

  @Test func everyRoleMovesWithTheTask() throws {
    let progress = try Self.progress(asOf: "2025-07-15")
    let units = progress.schedule.plan.units
    let place = try #require(progress.place(of: "p/bao-cao/2025-Q2@xa-b"))
    let now = TaskHolders(progress, asOf: progress.asOf).task(at: place)
    #expect(units[now.lead].id.text == "xa-moi" && now.monitor.map { units[$0].id.text } == ["tinh"])
    #expect(now.handedOverFrom.map { units[$0].id.text } == "xa-b")
    let planned = progress.schedule.task(at: place)
    #expect(units[planned.lead].id.text == "xa-b" && planned.monitor.map { units[$0].id.text } == ["huyen"])
    let other = try #require(progress.place(of: "p/phong-lam"))
    let parted = TaskHolders(progress, asOf: progress.asOf).task(at: other)
    #expect(units[parted.unit].id.text == "phong" && parted.coordinate.map { units[$0].id.text } == ["xa-moi"])
  }

  // MARK: A unit that is parted

  @Test func whatAPartedUnitLeftStaysWithItAndIsNamed() throws {
    let progress = try Self.progress(asOf: "2025-07-15")
    #expect(try Self.holder("p/phong-lam", in: progress) == "phong")
    let table = StatusTable([progress], by: .unit, asOf: progress.asOf)
    #expect(table.handovers.first { $0.from == "Phòng" }.map { [$0.to == nil, $0.count == 1] } == [true, true])
    #expect(table.rows.first { $0.key == "phong" }?.counts.notDone.overdue == 1)
  }

  @Test func workAfterAPartedUnitEndsIsRefusedWithItsPlace() throws {
    let text = "plan: p\ntitle: T\nyear: 2025\n\(Self.units)\nactivities:\n  sau: {title: Sau, lead: phong, due: 15/07}\n"
    let reading = readPlan(text)
    #expect(reading.schedule == nil)
    let finding = try #require(reading.diagnostics.first { $0.rule.slug == "unit-not-in-force" })
    let line = ConciseRenderer(language: .en).render(LocatedDiagnostic(finding, in: reading.sources))
    #expect(line.hasPrefix("plan.yaml:15:27: error[unit-not-in-force]"), "\(line)")
    // Bounded, with an activity of each successor's own, it can be planned.
    let bounded = """
        truoc: {title: Trước, lead: phong, every: month, due: 15, to: 30/06}
        sau: {title: Sau, lead: xa-c, every: month, due: 15, from: 01/07}
      """
    #expect(try Self.schedule(bounded).count == 12)
  }

  // MARK: Sums

  static let log = [
    Self.entry("p/bao-cao/2025-Q1@xa-a", .done, on: "2025-03-18", number: 1),
    Self.entry("p/bao-cao/2025-Q1@xa-b", .done, on: "2025-03-28", number: 2),
    Self.entry("p/bao-cao/2025-Q2@xa-a", .blocked, on: "2025-06-18", number: 3),
    Self.entry("p/bao-cao/2025-Q2@xa-c", .done, on: "2025-06-20", number: 4),
    Self.entry("p/bao-cao/2025-Q2@xa-b", .done, on: "2025-07-10", number: 5),
    Self.entry("p/phong-lam", .started, on: "2025-06-01", number: 6),
  ]

  @Test(arguments: ["2025-01-01", "2025-06-30", "2025-07-01", "2025-07-15", "2025-08-01", "2025-12-31"])
  func rowsByUnitAddUpToTheTotal(_ asOf: String) throws {
    let progress = try Self.progress(Self.log, asOf: asOf)
    let table = StatusTable([progress], by: .unit, asOf: progress.asOf)
    #expect(table.total.total == progress.schedule.count)
    #expect(table.rows.reduce(into: StatusCounts()) { $0 += $1.counts } == table.total)
    // Each row is what its unit holds, task by task.
    let holders = TaskHolders(progress, asOf: progress.asOf)
    var counts: [String: Int] = [:]
    var leftovers = 0
    progress.schedule.forEachTask { place in
      counts[progress.schedule.plan.units[holders.holder(at: place)].id.text, default: 0] += 1
      if holders.leftover(at: place) != nil { leftovers += 1 }
    }
    for row in table.rows { #expect(counts[row.key ?? ""] == row.counts.total, "\(row.key ?? "")") }
    #expect(table.handovers.reduce(0) { $0 + $1.count } == leftovers)
    // The other groupings know no units and stay as they are.
    for grouping in [StatusGrouping.month, .theme] {
      #expect(StatusTable([progress], by: grouping, asOf: progress.asOf).total == table.total)
    }
    // Narrowed to one unit after another, the same tasks come out, each once.
    let units = progress.schedule.plan.units
    let parts = (0..<units.count).map { unit in
      StatusTable([progress], by: .unit, asOf: progress.asOf, units: [progress.schedule.plan.id: [unit]]).total
    }
    #expect(parts.reduce(into: StatusCounts()) { $0 += $1 } == table.total)
  }

  @Test func bothNamesStandInTheTable() throws {
    let progress = try Self.progress(Self.log, asOf: "2025-07-15")
    let table = StatusTable([progress], by: .unit, asOf: progress.asOf)
    func counts(_ key: String) -> StatusCounts? { table.rows.first { $0.key == key }?.counts }
    #expect(counts("xa-a")?.total == 1 && counts("xa-a")?.done.onTime == 1)
    #expect(counts("xa-b")?.total == 1 && counts("xa-b")?.done.late == 1)
    // Q2 of both, one of them blocked and one done late; the ongoing and the undated work.
    #expect(counts("xa-moi")?.total == 4 && counts("xa-moi")?.blocked == 1 && counts("xa-moi")?.done.late == 1)
    #expect(counts("xa-moi")?.notDone.noDeadline == 2)
    // What is still to come is with whoever acts then.
    #expect(counts("phuong-moi")?.total == 4)
    #expect(
      table.handovers.filter { $0.to != nil }.map { "\($0.from) → \($0.to ?? "") \($0.count)" } == [
        "Xã A → Xã Mới 2", "Xã B → Xã Mới 1",
      ])
  }

  @Test func theRowOfAUnitThatHasEndedDoesNotChangeAnyMore() throws {
    let later =
      Self.log + [
        Self.entry("p/bao-cao/2025-Q2@xa-a", .done, on: "2025-07-20", number: 7),
        Self.entry("p/thuong-xuyen", .cancelled, on: "2025-07-20", number: 8),
      ]
    func row(_ asOf: String) throws -> StatusCounts? {
      let progress = try Self.progress(later, asOf: asOf)
      return StatusTable([progress], by: .unit, asOf: progress.asOf).rows.first { $0.key == "xa-a" }?.counts
    }
    let atOnce = try row("2025-07-01")
    #expect(atOnce?.total == 1)
    for asOf in ["2025-07-19", "2025-07-20", "2025-12-31"] { #expect(try row(asOf) == atOnce) }
  }

  @Test func wherePlansKnowNoEndNothingIsAsked() throws {
    let reading = readPlan(
      "plan: p\ntitle: T\nyear: 2025\nunits: {u: U, v: {name: V, from: 01/02/2025}}\nactivities:\n  a: {title: A, lead: u, due: 15/03}\n"
    )
    let progress = ScheduleProgress(try #require(reading.schedule, "\(reading.listing)"), asOf: .latest)
    let holders = TaskHolders(progress, asOf: .latest)
    #expect(!holders.canDiffer)
    progress.schedule.forEachTask { place in
      #expect(holders.holder(at: place) == progress.schedule.owner(at: place) && holders.leftover(at: place) == nil)
    }
  }

  // MARK: Why

  @Test func whyNamesEachStepAndItsDay() throws {
    let progress = try Self.progress(asOf: "2025-08-15")
    let units = progress.schedule.plan.units
    func steps(_ task: String) throws -> [String] {
      let why = TaskExplanation(progress, at: try #require(progress.place(of: task)), asOf: progress.asOf)
      return why.handover?.steps.map { "\(units[$0.from].id) \(units[$0.to].id) \($0.since)" } ?? []
    }
    let both = ["xa-b xa-moi 2025-07-01", "xa-moi phuong-moi 2025-08-01"]
    #expect(try steps("p/bao-cao/2025-Q2@xa-b") == both)
    #expect(try steps("p/bao-cao/2025-Q3@xa-b") == both)
    #expect(try steps("p/bao-cao/2025-Q2@xa-c").isEmpty)
    let place = try #require(progress.place(of: "p/bao-cao/2025-Q3@xa-b"))
    // Of two units that were merged, the one in the task's id is named.
    let lead = TaskExplanation(progress, at: place, asOf: progress.asOf).roles.first { $0.role == "lead" }
    #expect(lead?.replaced.map { units[$0].id.text } == "xa-b")
    let leftover = try #require(progress.place(of: "p/bao-cao/2025-Q2@xa-b"))
    #expect(TaskExplanation(progress, at: leftover, asOf: progress.asOf).handover?.isLeftover == true)
    #expect(TaskExplanation(progress, at: place, asOf: progress.asOf).handover?.isLeftover == false)
  }

  // MARK: The worked example

  @Test func theExampleLosesNothingOfTheSpring() throws {
    let before = try readPlan(checkout.appending(path: "docs/examples/to-chuc-lai-2025-dau-nam.yaml"))
    let after = try readPlan(checkout.appending(path: "plans/to-chuc-lai-2025.yaml"))
    for reading in [before, after] { #expect(reading.diagnostics.allSatisfy { $0.severity == .note }, "\(reading.listing)") }
    let (old, new) = (try #require(before.schedule), try #require(after.schedule))
    func ids(_ schedule: Schedule, _ isMeant: (TaskSlot) -> Bool) -> Set<String> {
      var ids: Set<String> = []
      schedule.forEachTask { place in
        if isMeant(schedule.series[place.series].slots[place.slot]) { ids.insert(schedule.id(at: place)) }
      }
      return ids
    }
    // All that was begun before the units ended is there under its id.
    let end = Self.day("2025-06-30")
    let spring = ids(old) { ($0.start ?? .latest) <= end }
    #expect(spring.count > 70)
    #expect(spring.isSubset(of: ids(new) { _ in true }))
    // Nobody has work on a day after the last of theirs.
    new.forEachTask { place in
      let slot = new.series[place.series].slots[place.slot]
      if let day = slot.due { #expect(new.plan.units[new.owner(at: place)].isInForce(on: day), "\(new.id(at: place))") }
    }
  }
}
