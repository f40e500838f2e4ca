import Testing
import TestSupport

@testable import PlanModel

/// What is recorded of tasks, taken together; and how it finds them again.
@Suite struct ProgressTests {
  static func schedule(_ activities: String, head: String = "year: 2018", units: String = "") throws -> Schedule {
    let text = """
      plan: vi-du
      title: Ví dụ
      document: {number: 50/KH-UBND}
      \(head)
      units:
        don-vi: Đơn vị
        phuong: {name: Các phường, members: {p1: Phường 1, p2: Phường 2, p3: Phường 3}}
      \(units)
      activities:
      \(activities)
      """
    let reading = readPlan(text)
    return try #require(reading.schedule, "\(reading.listing)")
  }

  static let today = CivilDate(year: 2018, month: 12, day: 31)!

  static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  /// An entry recorded as the `number`-th of its log.
  static func entry(
    _ task: String, _ action: ProgressAction, on day: String, number: Int = 1, nominal: String? = nil,
    _ change: (inout ProgressEntry) -> Void = { _ in }
  ) -> ProgressEntry {
    let digits = String(number, radix: 16)
    var entry = ProgressEntry(
      entry: "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits, task: task,
      nominal: nominal.map { Self.day($0) }, action: action, on: Self.day(day),
      at: LogStamp(microseconds: 1_600_000_000_000_000 + number)!)
    change(&entry)
    return entry
  }

  // MARK: One task

  @Test func aStateHoldsFromItsOwnDay() {
    let log = [
      Self.entry("p/a", .started, on: "2018-05-02", number: 1), Self.entry("p/a", .done, on: "2018-05-04", number: 2),
      Self.entry("p/a", .verified, on: "2018-05-10", number: 3),
    ]
    #expect(TaskProgress(log, asOf: Self.day("2018-05-01")).isNothing)
    #expect(TaskProgress(log, asOf: Self.day("2018-05-03")).state == .started)
    let done = TaskProgress(log, asOf: Self.day("2018-05-09"))
    #expect((done.state, done.verification) == (.done, .none))
    #expect(done.doneOn == Self.day("2018-05-04"))
    #expect(TaskProgress(log, asOf: Self.day("2018-05-10")).verification == .verified)
  }

  @Test func aCompletionCountsOnItsOwnDay() {
    let due = Self.day("2018-05-05")
    func timeliness(_ on: String) -> Timeliness {
      TaskProgress([Self.entry("p/a", .done, on: on)], asOf: Self.today).timeliness(due: due, asOf: Self.today)
    }
    #expect(timeliness("2018-05-05") == .onTime)
    #expect(timeliness("2018-05-06") == .late)
    let open = TaskProgress()
    #expect(open.timeliness(due: due, asOf: due) == .inTime)
    #expect(open.timeliness(due: due, asOf: Self.day("2018-05-06")) == .overdue)
    #expect(open.timeliness(due: nil, asOf: due) == .noDeadline)
  }

  @Test func reopeningTakesEverythingBack() {
    let log = [
      Self.entry("p/a", .done, on: "2018-05-04", number: 1) {
        $0.quantity = 5
        $0.evidence = ["ảnh"]
      },
      Self.entry("p/a", .verified, on: "2018-05-05", number: 2), Self.entry("p/a", .reopened, on: "2018-05-06", number: 3),
    ]
    let own = TaskProgress(log, asOf: Self.today)
    #expect((own.state, own.verification, own.quantity, own.doneOn) == (.open, .none, nil, nil))
    #expect(own.evidence.isEmpty)
  }

  @Test func returnedWorkStaysDoneUntilItIsHandedInAnew() throws {
    var own = TaskProgress([Self.entry("p/a", .done, on: "2018-05-04")], asOf: .latest)
    own.add(Self.entry("p/a", .returned, on: "2018-05-05", number: 2) { $0.note = "thiếu ảnh" })
    #expect((own.state, own.verification, own.finding) == (.done, .returned, "thiếu ảnh"))
    let again = try MarkRequest(.done, on: Self.day("2018-05-07")).entry(
      for: MarkedTask(id: "p/a", nominal: nil, due: nil), progress: own, today: Self.today,
      stamp: LogStamp(microseconds: 1)!, id: "x")
    own.add(try #require(again))
    #expect((own.state, own.verification) == (.done, .none))
  }

  // MARK: Marks

  static func mark(_ request: MarkRequest, _ progress: TaskProgress = TaskProgress(), due: String? = "2018-05-05")
    throws(MarkRefusal)
    -> ProgressEntry?
  {
    try request.entry(
      for: MarkedTask(id: "p/a", nominal: due.map { day($0) }, due: due.map { day($0) }), progress: progress, today: today,
      stamp: LogStamp(microseconds: 7)!, id: "e")
  }

  @Test func whatIsInForceIsNotRecordedAgain() throws {
    let done = TaskProgress([Self.entry("p/a", .done, on: "2018-05-04") { $0.evidence = ["ảnh"] }], asOf: .latest)
    #expect(try Self.mark(MarkRequest(.done), done) == nil)
    #expect(try Self.mark(MarkRequest(.done, on: Self.day("2018-05-04")), done) == nil)
    var more = MarkRequest(.done)
    more.evidence = ["ảnh"]
    more.by = "ai khác"
    #expect(try Self.mark(more, done) == nil)
    more.evidence = ["ảnh", "biên bản"]
    // What only adds does not move the day.
    #expect(try Self.mark(more, done)?.on == Self.day("2018-05-04"))
    #expect(try Self.mark(MarkRequest(.done, on: Self.day("2018-05-06")), done)?.on == Self.day("2018-05-06"))
    #expect(try Self.mark(MarkRequest(.reopened)) == nil)
    #expect(try Self.mark(MarkRequest(.started), done) != nil)
  }

  @Test func whatCannotBeIsRefused() {
    let done = TaskProgress([Self.entry("p/a", .done, on: "2018-05-04")], asOf: .latest)
    #expect(throws: MarkRefusal.self) { try Self.mark(MarkRequest(.done, on: Self.day("2019-01-01"))) }
    #expect(throws: MarkRefusal.self) { try Self.mark(MarkRequest(.verified)) }
    #expect(throws: MarkRefusal.self) { try Self.mark(MarkRequest(.returned)) }
    #expect(throws: MarkRefusal.self) { try Self.mark(MarkRequest(.verified, on: Self.day("2018-05-03")), done) }
    var late = MarkRequest(.extended)
    late.document = "12/CV"
    #expect(throws: MarkRefusal.noDeadlineGiven) { try Self.mark(late) }
    late.until = Self.day("2018-05-05")
    #expect(throws: MarkRefusal.self) { try Self.mark(late) }
    late.until = Self.day("2018-05-06")
    #expect(throws: MarkRefusal.noDeadline) { try Self.mark(late, due: nil) }
    #expect(throws: Never.self) { try Self.mark(late) }
  }

  @Test func stampsAreTextsInOrder() throws {
    var random = SplitMix64(seed: 6)
    var last = try #require(LogStamp(microseconds: 0))
    for _ in 0..<2000 {
      let stamp = try #require(LogStamp(microseconds: Int.random(in: 0..<7_258_118_400_000_000, using: &random)))
      #expect(stamp.text.utf8.count == 27)
      #expect(LogStamp(stamp.text) == stamp)
      #expect((stamp.text < last.text) == (stamp < last))
      #expect(stamp.after(last) > last)
      last = stamp
    }
    #expect(LogStamp("2038-01-19T03:14:08Z")?.text == "2038-01-19T03:14:08.000000Z")
    for wrong in [
      "2018-02-30T00:00:00Z", "2018-01-01T24:00:00Z", "2018-01-01 00:00:00Z", "2018-01-01T00:00:00", "2018-01-01T00:00:00.Z",
    ] {
      #expect(LogStamp(wrong) == nil, "\(wrong)")
    }
  }

  @Test func anEntrySaysAllOfItselfInOneLine() {
    var entry = Self.entry("p/a/2018-05-04", .done, on: "2018-05-04", nominal: "2018-05-04")
    entry.note = "hai\ndòng \"\u{202E}\""
    entry.evidence = ["ảnh"]
    let text = String(decoding: entry.json, as: UTF8.self)
    #expect(
      text
        == #"{"entry":"00000000-0000-4000-8000-000000000001","task":"p/a/2018-05-04","nominal":"2018-05-04","as":"done","on":"2018-05-04","at":"2020-09-13T12:26:40.000001Z","by":null,"note":"hai\u000adòng \"\u202e\"","evidence":["ảnh"],"quantity":null,"until":null,"document":null}"#
    )
    let sum = entry.sum
    entry.quantity = 1
    #expect(entry.sum != sum)
  }

  // MARK: Tasks found again

  /// The ids of tasks that are done after entries were brought to a schedule, and the ids of those that are gone.
  static func found(_ entries: [ProgressEntry], _ schedule: Schedule) -> (done: [String], gone: [String]) {
    let progress = ScheduleProgress(schedule, entries: entries, asOf: .latest)
    var done: [String] = []
    progress.schedule.forEachTask { if progress[$0].state == .done { done.append(progress.schedule.id(at: $0)) } }
    return (done.sorted(), progress.gone.map(\.id))
  }

  static let weekly = "  a: {title: A, lead: don-vi, every: week, day: tue}"

  @Test func aMovedWeekdayKeepsItsMarks() throws {
    let mark = Self.entry("vi-du/a/2018-W18", .done, on: "2018-05-01", nominal: "2018-05-01")
    let moved = try Self.schedule("  a: {title: A, lead: don-vi, every: week, day: fri}")
    #expect(Self.found([mark], moved) == (["vi-du/a/2018-W18"], []))
  }

  @Test func aMarkWhoseKeyIsGoneGoesByItsDayThenByItsPeriod() throws {
    // Twice a week makes days the keys.
    let mark = Self.entry("vi-du/a/2018-W18", .done, on: "2018-05-01", nominal: "2018-05-01")
    let twice = try Self.schedule("  a: {title: A, lead: don-vi, every: week, day: [tue, fri]}")
    #expect(Self.found([mark], twice) == (["vi-du/a/2018-05-01"], []))
    // On other days of that week there are two, and nothing tells which.
    let others = try Self.schedule("  a: {title: A, lead: don-vi, every: week, day: [wed, fri]}")
    #expect(Self.found([mark], others) == ([], ["vi-du/a/2018-W18"]))
    // The only one in the month.
    let monthly = try Self.schedule("  a: {title: A, lead: don-vi, every: month, day: 15}")
    let daily = Self.entry("vi-du/a/2018-05-03", .done, on: "2018-05-03", nominal: "2018-05-03")
    #expect(Self.found([daily], monthly) == (["vi-du/a/2018-05"], []))
    // A task that has a mark of its own takes no other's.
    let own = Self.entry("vi-du/a/2018-05", .started, on: "2018-05-15", number: 2, nominal: "2018-05-15")
    #expect(Self.found([daily, own], monthly) == ([], ["vi-du/a/2018-05-03"]))
  }

  @Test func renamedActivitiesPhasesUnitsAndPlansKeepTheirMarks() throws {
    let mark = Self.entry("cu/a-cu.mot/2018-05@p-cu", .done, on: "2018-05-15", nominal: "2018-05-15")
    let schedule = try Self.schedule(
      """
        b:
          title: B
          former_id: a-cu
          lead: each nhom
          phases:
            hai: {title: Hai, former_id: mot, every: month, day: 15}
      """, head: "year: 2018\nformer_id: cu",
      units: "  nhom: {name: Nhóm, members: {p9: {name: Phường 9, former_id: p-cu}}}")
    #expect(Self.found([mark], schedule) == (["vi-du/b.hai/2018-05@p9"], []))
  }

  @Test func marksOfTasksThatAreGoneAreKept() throws {
    let schedule = try Self.schedule(Self.weekly)
    let marks = [
      Self.entry("vi-du/z", .done, on: "2018-05-01"), Self.entry("vi-du/a/2019-W01", .done, on: "2018-05-01", number: 2),
      Self.entry("vi-du/a/2018-W18@p1", .done, on: "2018-05-01", number: 3),
      Self.entry("khac/a/2018-W18", .done, on: "2018-05-01"),
      Self.entry("vi-du", .done, on: "2018-05-01", number: 4),
    ]
    #expect(Self.found(marks, schedule) == ([], ["vi-du/a/2018-W18@p1", "vi-du/a/2019-W01", "vi-du/z"]))
  }

  // MARK: Extensions and work as needed

  @Test func anExtensionMovesOneTaskAndKeepsTheOldDeadline() throws {
    let schedule = try Self.schedule("  a: {title: A, lead: each phuong, every: quarter, due: day 20 of last month}")
    let extended = Self.entry("vi-du/a/2018-Q2@p2", .extended, on: "2018-06-10", nominal: "2018-06-20") {
      $0.until = Self.day("2018-07-05")
      $0.document = "12/CV"
    }
    let done = Self.entry("vi-du/a/2018-Q2@p1", .done, on: "2018-06-19", number: 2, nominal: "2018-06-20")
    let progress = ScheduleProgress(schedule, entries: [extended, done], asOf: Self.day("2018-06-30"))
    #expect(progress.schedule.count == schedule.count)
    let ids = { (schedule: Schedule) -> Set<String> in
      var ids: Set<String> = []
      schedule.forEachTask { ids.insert(schedule.id(at: $0)) }
      return ids
    }
    #expect(ids(progress.schedule) == ids(schedule))
    let place = try #require(progress.place(of: "vi-du/a/2018-Q2@p2"))
    let slot = progress.schedule.series[place.series].slots[place.slot]
    #expect(slot.due == Self.day("2018-07-05"))
    #expect(slot.nominal == Self.day("2018-06-20"))
    #expect(slot.extended == TaskSlot.ExtendedFrom(due: Self.day("2018-06-20"), document: "12/CV"))
    #expect(progress.timeliness(at: place) == .inTime)
    #expect(progress.timeliness(at: try #require(progress.place(of: "vi-du/a/2018-Q2@p1"))) == .onTime)
    #expect(progress.timeliness(at: try #require(progress.place(of: "vi-du/a/2018-Q2@p3"))) == .overdue)
    // Before it was extended it was not.
    let before = ScheduleProgress(schedule, entries: [extended], asOf: Self.day("2018-06-09"))
    #expect(before.schedule.series.count == schedule.series.count)
  }

  @Test func whatComesUpIsATaskOnceItIsRecorded() throws {
    let schedule = try Self.schedule(
      "  a: {title: A, lead: each phuong, when: as needed}\n" + Self.weekly.replacing("a:", with: "b:"))
    #expect(schedule.plan.occasions(of: "a@p2", on: Self.day("2018-05-04")).map(\.id) == ["vi-du/a/2018-05-04@p2"])
    #expect(schedule.plan.occasions(of: "b", on: Self.day("2018-05-04")).isEmpty)
    let marks = [
      Self.entry("vi-du/a/2018-05-04@p2", .done, on: "2018-05-04"),
      Self.entry("vi-du/a/2018-05-09@p2", .started, on: "2018-05-09", number: 2),
      Self.entry("vi-du/a/2018-05-04@p1", .cancelled, on: "2018-05-04", number: 3),
    ]
    let progress = ScheduleProgress(schedule, entries: marks, asOf: .latest)
    #expect(progress.schedule.count == schedule.count + 3)
    let place = try #require(progress.place(of: "vi-du/a/2018-05-04@p2"))
    let slot = progress.schedule.series[place.series].slots[place.slot]
    #expect((slot.start, slot.due) == (Self.day("2018-05-04"), nil))
    #expect(progress.timeliness(at: place) == .noDeadline)
    #expect(progress.gone.isEmpty)
  }

  // MARK: Sums

  /// Random histories: every table closes and equals a count made task by task.
  @Test func everyTableClosesAndEqualsACountOfTasks() throws {
    let base = try Self.schedule(
      """
        a: {title: A, lead: each phuong, every: week, day: tue, themes: [x, y], channels: k}
        b: {title: B, lead: don-vi, implement: each phuong, every: quarter, due: day 20 of last month, themes: [y]}
        c: {title: C, lead: don-vi, when: ongoing}
        d: {title: D, lead: don-vi, when: as needed, target_groups: [g]}
        e: {title: E, lead: don-vi, when: undated}
      """,
      units: "themes: {x: X, y: Y}\nchannels: {k: K}\ntarget_groups: {g: G}")
    var ids: [(id: String, due: CivilDate?, nominal: CivilDate?)] = []
    base.forEachTask { place in
      let slot = base.series[place.series].slots[place.slot]
      ids.append((base.id(at: place), slot.due, slot.nominal))
    }
    var random = SplitMix64(seed: 20)
    for round in 0..<40 {
      var entries: [ProgressEntry] = []
      for number in 1...120 {
        let pick = ids.randomElement(using: &random)!
        let action = ProgressAction.allCases.randomElement(using: &random)!
        let on = CivilDate(dayNumber: 17_532 + Int.random(in: 0..<365, using: &random))!
        let task = number % 10 == 0 ? "vi-du/d/\(on)" : pick.id
        entries.append(
          Self.entry(task, action, on: on.description, number: number, nominal: pick.nominal?.description) {
            if action == .extended { $0.until = (pick.due ?? on).adding(days: Int.random(in: 1..<60, using: &random)) }
          })
      }
      entries.shuffle(using: &random)
      let asOf = CivilDate(dayNumber: 17_532 + Int.random(in: 0..<365, using: &random))!
      let progress = ScheduleProgress(base, entries: entries, asOf: asOf)
      var total = StatusCounts()
      var byUnit: [String: StatusCounts] = [:]
      progress.schedule.forEachTask { place in
        let slot = progress.schedule.series[place.series].slots[place.slot]
        total.add(progress[place], due: slot.due, isWaiting: slot.isWaiting, asOf: asOf)
        byUnit[progress.schedule.plan.units[progress.schedule.owner(at: place)].id.text, default: StatusCounts()]
          .add(progress[place], due: slot.due, isWaiting: slot.isWaiting, asOf: asOf)
      }
      for grouping in StatusGrouping.allCases {
        let table = StatusTable([progress], by: grouping, asOf: asOf)
        #expect(table.total == total, "round \(round), \(grouping)")
        #expect(table.total.total == progress.schedule.count)
        for row in table.rows {
          #expect(row.counts.total == row.counts.done.total + row.counts.notDone.total + row.counts.cancelled)
          #expect(row.counts.blocked + row.counts.waiting <= row.counts.notDone.total + row.counts.blocked)
          #expect(row.counts.verified <= row.counts.done.total)
        }
        if grouping == .unit {
          #expect(Dictionary(uniqueKeysWithValues: table.rows.map { ($0.key ?? "", $0.counts) }) == byUnit)
        }
        if grouping == .unit || grouping == .month {
          #expect(table.rows.reduce(into: StatusCounts()) { $0 += $1.counts } == total)
        }
      }
    }
  }

  @Test func implementersAreCountedBesideTheLead() throws {
    let schedule = try Self.schedule(
      "  b: {title: B, lead: don-vi, implement: each phuong, every: quarter, due: day 20 of last month}")
    let marks = [
      Self.entry("vi-du/b/2018-Q1@p1", .done, on: "2018-03-10", nominal: "2018-03-20"),
      Self.entry("vi-du/b/2018-Q1@p2", .extended, on: "2018-03-10", number: 2, nominal: "2018-03-20") {
        $0.until = Self.day("2018-04-20")
      },
    ]
    let progress = ScheduleProgress(schedule, entries: marks, asOf: .latest)
    let lead = try #require(progress.place(of: "vi-du/b/2018-Q1"))
    let counts = ImplementerCounts(progress)
    let count = try #require(counts[lead])
    #expect(count == (1, 3))
    let own = try #require(progress.place(of: "vi-du/b/2018-Q1@p1"))
    #expect(counts[own] == nil)
  }

  // MARK: Periods as they are reported

  @Test func periodsFollowTheCutOff() throws {
    let plain = try Self.schedule(Self.weekly).plan
    let cut = try Self.schedule(Self.weekly, head: "year: 2018\nreporting: {cut_off: 14}").plan
    func days(_ plan: Plan, _ key: String) -> String {
      CalendarPeriod(key: key).flatMap { plan.reportedDays(of: $0) }.map { "\($0.first) \($0.last)" } ?? ""
    }
    #expect(days(plain, "2018-Q2") == "2018-04-01 2018-06-30")
    #expect(days(cut, "2018-Q2") == "2018-03-15 2018-06-14")
    #expect(days(cut, "2018-Q1") == "2017-12-15 2018-03-14")
    #expect(days(cut, "2018-H1") == "2017-12-15 2018-06-14")
    #expect(days(cut, "2018-9M") == "2017-12-15 2018-09-14")
    #expect(days(cut, "2018") == "2017-12-15 2018-12-14")
    #expect(days(cut, "2018-05") == "2018-04-15 2018-05-14")
    #expect(days(cut, "2018-W18") == "2018-04-30 2018-05-06")
    let last = try Self.schedule(Self.weekly, head: "year: 2018\nreporting: {cut_off: 31}").plan
    #expect(days(last, "2018-02") == "2018-02-01 2018-02-28")
  }
}
