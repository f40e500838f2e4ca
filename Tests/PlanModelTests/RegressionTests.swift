import Testing

@testable import PlanModel

/// Faults that were found by trying, each held down by the plan that showed it.
@Suite struct RegressionTests {
  static func plan(_ activities: String, head: String = "year: 2018", units: String = "u: U, v: V") -> PlanReading {
    readPlan("plan: p\ntitle: T\n\(head)\nunits: {\(units)}\nactivities:\n\(activities)\n")
  }

  static func rules(_ reading: PlanReading) -> [String] { reading.faults }

  static func ids(_ reading: PlanReading) -> [String] {
    guard let schedule = reading.schedule else { return [] }
    var ids: [String] = []
    schedule.forEachTask { ids.append(schedule.id(at: $0)) }
    return ids
  }

  // MARK: Long chains, wide knots

  @Test func chainsOfAnyLengthNeedNoDeepStack() {
    let count = 3000
    let days = (0..<count).map { "  a\($0): {title: T, lead: u, day: \($0 == count - 1 ? "02/05" : "0 days after a\($0 + 1)")}" }
    let chain = Self.plan(days.joined(separator: "\n"))
    #expect(Self.rules(chain).isEmpty && chain.schedule?.count == count)
    let afters = (0..<count).map { "  a\($0): {title: T, lead: u, when: ongoing\($0 == count - 1 ? "" : ", after: a\($0 + 1)")}" }
    #expect(Self.rules(Self.plan(afters.joined(separator: "\n"))).isEmpty)
    let circle = afters.dropLast().joined(separator: "\n") + "\n  a\(count - 1): {title: T, lead: u, when: ongoing, after: a0}"
    #expect(Self.rules(Self.plan(circle)) == ["dependency-cycle"])
    let milestones = (0..<count).map { "m\($0): \($0 == 0 ? "01/05" : "0 days after m\($0 - 1)")" }.joined(separator: ", ")
    let hung = Self.plan(
      "  a: {title: T, lead: u, day: m\(count - 1)}", head: "year: 2018\ncalendar: {milestones: {\(milestones)}}")
    #expect(hung.schedule?.series.first?.slots.first?.due == CivilDate("2018-05-01"))
    let groups = (0..<count).map { "g\($0): {name: G, members: [\($0 == count - 1 ? "u" : "g\($0 + 1)")]}" }.joined(
      separator: ", ")
    let nested = Self.plan("  a: {title: T, lead: each g0, day: 01/05}", units: "u: U, " + groups)
    #expect(nested.schedule?.count == 1, "\(nested.listing)")
  }

  @Test func knotsThatDoubleAtEveryStepCostNothing() {
    let milestones = "m0: 01/05, " + (1..<40).map { "m\($0): m\($0 - 1) to m\($0 - 1)" }.joined(separator: ", ")
    let windows = Self.plan("  a: {title: T, lead: u, when: m39}", head: "year: 2018\ncalendar: {milestones: {\(milestones)}}")
    #expect(windows.schedule?.count == 1, "\(windows.listing)")
    let layers = (0..<40).flatMap { layer in
      ["a", "b"].map { "\($0)\(layer): {name: G, members: \(layer == 39 ? "[u]" : "[a\(layer + 1), b\(layer + 1)]")}" }
    }
    let groups = Self.plan("  a: {title: T, lead: each a0, day: 01/05}", units: "u: U, " + layers.joined(separator: ", "))
    #expect(groups.schedule?.count == 1, "\(groups.listing)")
  }

  @Test func anExplosionOverManyActivitiesStops() {
    let daily = (0..<40).map { "  a\($0): {title: T, lead: u, every: day}" }.joined(separator: "\n")
    let reading = Self.plan(daily, head: "period: {from: 01/01/1970, to: 31/12/2199}")
    #expect(Self.rules(reading).filter { $0 != "projected-holiday" } == ["too-large"], "\(reading.listing)")
  }

  @Test func aPhraseOfManyWordsIsNotRead() {
    let long = String(repeating: "1 day after ", count: 4000) + "01/05"
    #expect(Self.rules(Self.plan("  a: {title: T, lead: u, day: \(long)}")) == ["bad-phrase"])
  }

  // MARK: Ids

  @Test func noTwoTasksHaveOneId() {
    #expect(Self.rules(Self.plan("  a: {title: T, lead: u, day: 01/05, time: [\"17:30\", \"17:30-17:45\"]}")) == ["bad-phrase"])
    let twice = Self.ids(
      Self.plan("  b: {title: T, lead: u, every: quarter, due: [day 5 of next month, day 5 of first month]}"))
    #expect(Set(twice).count == twice.count && twice.count == 5, "\(twice)")
    #expect(Self.ids(Self.plan("  a: {title: T, lead: u, day: \"19/05, 19/05\"}")) == ["p/a"])
  }

  // MARK: Nothing vanishes in silence

  @Test(arguments: [
    "  a: {title: T, lead: u, day: []}", "  a: {title: T, lead: u, due: []}",
    "  a: {title: T, lead: u, when: 2 days after cut-off to 30/06}",
    "  a: {title: T, lead: u, day: 1 day before 2 days after cut-off}", "  a: {title: T, lead: each g, day: 01/05}",
    "  a: {title: T, lead: u, every: quarter, due: day 5 of month 7}",
    "  a: {title: T, lead: u, every: half-year, due: day 5 of month 7}",
  ])
  func whatMakesNoTaskIsSaid(_ activity: String) {
    let reading = Self.plan(activity, units: "u: U, g: {name: G, members: []}")
    #expect(reading.diagnostics.filter { $0.severity == .error }.count == 1, "\(reading.listing)")
  }

  @Test func cutOffsAreOfReportingPeriodsOnly() {
    for milestone in ["2 days after cut-off"] {
      let reading = Self.plan(
        "  a: {title: T, lead: u, day: 3 days after x}", head: "year: 2018\ncalendar: {milestones: {x: \(milestone)}}")
      #expect(Self.rules(reading) == ["bad-phrase"], "\(reading.listing)")
    }
  }

  @Test(arguments: [
    ("March", "2018-03-31"), ("may", "2018-05-31"), ("Q2", "2018-06-30"), ("H1", "2018-06-30"), ("tháng 3", "2018-03-31"),
    ("year", "2018-12-31"),
  ])
  func milestonesMayBeWindows(_ milestone: String, _ last: String) {
    let reading = Self.plan("  a: {title: T, lead: u, when: x}", head: "year: 2018\ncalendar: {milestones: {x: \(milestone)}}")
    #expect(reading.schedule?.series.first?.slots.first?.due?.description == last, "\(reading.listing)")
  }

  @Test func aWaitingDayStandsBesideDatedOnes() {
    let head = "year: 2018\ncalendar: {milestones: {pen: chờ}}"
    let listed = Self.plan("  a: {title: T, lead: u, day: \"pen, 01/05\"}", head: head)
    #expect(listed.schedule?.series.first?.slots.map(\.isWaiting) == [false, true])
    let added = Self.plan("  a: {title: T, lead: u, day: 01/05, also: pen}", head: head)
    #expect(added.schedule?.series.first?.slots.map(\.isWaiting) == [false, true])
  }

  @Test func anAddedDeadlineIsADeadline() {
    let reading = Self.plan("  a: {title: T, lead: u, every: quarter, due: day 20 of last month, also: 30/06}")
    let added = reading.schedule?.series.first?.slots.first { $0.nominal == CivilDate("2018-06-30") }
    #expect(added?.shape == .deadline && added?.due == CivilDate("2018-06-29"))
  }

  // MARK: Calendars and files

  @Test func daysOffThatAreNoDaysAreSaid() {
    for (days, rule) in [("29/02", "bad-date"), ("1 day before tet", "bad-phrase"), ("khong-co", "bad-phrase")] {
      let reading = Self.plan("  a: {title: T, lead: u, day: 02/05}", head: "year: 2018\ncalendar: {days_off: [\(days)]}")
      #expect(Self.rules(reading) == [rule], "\(reading.listing)")
    }
  }

  @Test func aDayOffThatTwoYearsHoldNeedsItsYear() {
    let head = "period: {from: 01/07/2018, to: 31/12/2019}\ncalendar: {days_off: [15/10]}"
    #expect(Self.rules(Self.plan("  a: {title: T, lead: u, due: 20/10/2018}", head: head)) == ["bad-phrase"])
  }

  @Test func errorsCannotBeTurnedOff() {
    for (rule, slugs) in [
      ("channel-conflict", ["bad-phrase"]), ("missing-lead", ["bad-phrase"]), ("no-monitor", []), ("skipped-day", []),
    ] {
      let reading = Self.plan("  a: {title: T, lead: u, when: ongoing}", head: "year: 2018\nrules: {\(rule): off}")
      #expect(Self.rules(reading) == slugs)
    }
  }

  @Test func thePlansCalendarWinsOverTheRegistrys() {
    let text =
      "plan: p\ntitle: T\nyear: 2018\nuse: reg.yaml\ncalendar: {days_off: 05/05}\nunits: {u: U}\nactivities: {a: {title: T, lead: u, every: working day}}\n"
    let reading = readPlan(text, files: ["reg.yaml": "calendar: {working_days: 05/05, days_off: 04/05}\n"])
    #expect(reading.plan?.calendar.isOff(CivilDate("2018-05-05")!) == true)
    #expect(reading.plan?.calendar.isOff(CivilDate("2018-05-04")!) == true)
  }

  @Test func usedFilesBringTheirNounsAndTheirFindings() {
    let text =
      "plan: p\ntitle: T\nyear: 2018\nuse: [dir/a.yaml, dir/b.yaml]\nactivities: {a: {title: T, lead: u, coordinate: w, when: ongoing}}\n"
    let reading = readPlan(
      text,
      files: [
        "dir/a.yaml": "units: {u: U, v: {name: V, parent: khong}}\n", "dir/b.yaml": "units: {u: Khác, w: W}\nuse: a.yaml\n",
      ])
    #expect(Self.rules(reading) == ["unknown-unit"])
    #expect(
      reading.diagnostics.first(where: { $0.severity != .warning }).map { reading.sources[$0.span.file].name } == "dir/a.yaml")
  }

  @Test(arguments: ["../x.yaml", "/etc/passwd", "a/../../x.yaml", "khong-co.yaml"])
  func filesOutsideOrMissingAreRefusedOnce(_ path: String) {
    let reading = readPlan("plan: p\ntitle: T\nyear: 2018\nuse: \(path)\nactivities: {a: {title: T, lead: u, when: ongoing}}\n")
    #expect(Self.rules(reading) == ["bad-phrase"], "\(reading.listing)")
  }

  @Test func filesThatUseEachOtherAreACircle() {
    let reading = PlanReading.read(
      SourceFile(name: "./plan.yaml", text: "plan: p\ntitle: T\nyear: 2018\nuse: reg.yaml\nunits: {u: U}\nactivities: {}\n"),
      asOf: .earliest
    ) { $0 == "reg.yaml" ? .success(Array("use: plan.yaml\nunits: {v: V}\n".utf8)) : .failure(.missing) }
    #expect(Self.rules(reading) == ["dependency-cycle"], "\(reading.listing)")
    #expect(reading.sources.files.count == 2)
  }

  @Test func aRegistryValidatesAlone() {
    let good = readPlan(
      "units: {u: U, v: {name: V, parent: u, to: 30/06/2018, successor: u}}\nchannels: {k: {name: K, operator: u}}\n")
    #expect(good.isRegistry && good.diagnostics.isEmpty && good.plan == nil, "\(good.listing)")
    #expect(Self.rules(readPlan("units: {v: {name: V, parent: khong}}\n")) == ["unknown-unit"])
    #expect(Self.rules(readPlan("title: T\nyear: 2018\nactivities: {}\n")) == ["missing-key"])
  }

  // MARK: One fault, one finding

  @Test(arguments: [
    ("  a: {title: A, lead: u, evry: week, day: tue}", ["unknown-key"]),
    ("  a: {title: A, lead: u, evry: quarter, due: day 20 of last month}", ["unknown-key"]),
    ("  a: {title: *Quan trọng*, lead: u, day: 01/05}", ["forbidden-yaml"]),
    ("  a: {title: A, lead: u, every: year, day: 29/02}", ["no-occurrence"]),
    ("  a: {title: A, lead: u, when: thuong xuyen}", ["bad-phrase"]),
    ("  a: \n  b: {title: A, lead: khong, day: khong-co}", ["wrong-type", "unknown-day", "unknown-unit"]),
  ])
  func oneFaultIsOneFinding(_ activity: String, _ rules: [String]) {
    #expect(Self.rules(Self.plan(activity)).sorted() == rules.sorted(), "\(Self.plan(activity).listing)")
  }

  @Test func oneUnreadableUnitDoesNotHideAnother() {
    let reading = readPlan(
      "plan: p\ntitle: T\nyear: 2018\nunits: {u: U, v: }\nactivities: {a: {title: T, lead: u, coordinate: [v, w], when: ongoing}}\n"
    )
    #expect(Self.rules(reading) == ["wrong-type", "unknown-unit"], "\(reading.listing)")
  }

  @Test func aUnitOutOfForceIsOneFindingAPlace() {
    let reading = readPlan(
      """
      plan: p
      title: T
      year: 2018
      defaults: {monitor: m}
      units: {u: U, m: {name: M, to: 30/06/2018}}
      activities:
        a: {title: T, lead: u, due: 15/08}
        b: {title: T, lead: u, due: 15/09}
      """)
    #expect(Self.rules(reading) == ["unit-not-in-force"])
  }

  @Test func theDayBeforeTheFirstIsNamedAsItIs() {
    let reading = Self.plan("  a: {title: T, lead: u, before: 01/01}")
    #expect(reading.diagnostics.first(where: { $0.severity != .warning })?.message.en.contains("31/12/2017") == true)
  }

  @Test func tonelessPhrasesAreMended() {
    for (written, meant) in [
      ("thuong xuyen", "thường xuyên"), ("thang 4 den het thang 9", "tháng 4 đến hết tháng 9"),
      ("du kien cuoi thang 11", "dự kiến cuối tháng 11"),
    ] {
      let reading = Self.plan("  a: {title: T, lead: u, when: \(written)}")
      #expect(
        reading.diagnostics.first(where: { $0.severity != .warning })?.help?.en.contains("`\(meant)`") == true,
        "\(reading.listing)")
    }
  }

  @Test func aVeryLongKeyIsTooLarge() {
    #expect(Self.rules(readPlan("plan: p\n\(String(repeating: "k", count: 4096)): x\n")) == ["too-large"])
  }

  @Test func aDefaultMonitorOfAGroupLosesOnlyTheLead() throws {
    let reading = readPlan(
      "plan: p\ntitle: T\nyear: 2018\ndefaults: {monitor: m}\nunits: {t: T, m: {name: M, members: {x1: {name: A, parent: t}, x2: B}}}\nactivities: {a: {title: T, lead: x1, when: ongoing}}\n"
    )
    let schedule = try #require(reading.schedule)
    let task = schedule.task(at: TaskPlace(series: 0, slot: 0, owner: 0))
    #expect(task.monitor.map { schedule.plan.units[$0].id.text } == ["x2"])
  }
}
