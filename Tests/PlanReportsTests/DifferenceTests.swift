import PlanModel
import Testing

@testable import PlanReports

/// What an amendment does to the tasks of a plan.
@Suite struct DifferenceTests {
  static let office = """
      don-vi: Đơn vị Một
      doan: Đoàn Thanh niên
      dai: Đài Truyền thanh
      phuong: {name: Các phường, members: {p1: Phường 1, p2: Phường 2, p3: Phường 3}}
    """

  static func schedule(_ activities: String, head: String = "plan: vi-du", units: String = office) throws -> Schedule {
    let text = """
      \(head)
      title: Ví dụ
      year: 2018
      units:
      \(units)
      channels: {loa: {name: Loa phường, kind: radio}, zalo: {name: Zalo, kind: social}}
      activities:
      \(activities)
      """
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    let errors = reading.diagnostics.filter { $0.severity == .error }.map(\.message.en)
    return try #require(reading.schedule, "\(errors)\n\(text)")
  }

  static func difference(
    _ old: String, _ new: String, oldHead: String = "plan: vi-du", newHead: String = "plan: vi-du", oldUnits: String = office,
    newUnits: String = office, unit: String? = nil, entries: [ProgressEntry] = []
  ) throws -> PlanDifference {
    let (before, after) = (
      try schedule(old, head: oldHead, units: oldUnits), try schedule(new, head: newHead, units: newUnits)
    )
    func side(_ schedule: Schedule, _ file: String) -> PlanDifference.Side {
      PlanDifference.Side(
        schedule, file: file,
        progress: entries.isEmpty ? nil : ScheduleProgress(schedule, entries: entries, asOf: .latest))
    }
    let found = PlanDifference(old: side(before, "cu.yaml"), new: side(after, "moi.yaml"), unit: unit)
    try expectClosed(found)
    return found
  }

  /// unchanged + changed + cancelled = old; unchanged + changed + added = new; every task in one line of each of its kinds.
  static func expectClosed(_ found: PlanDifference) throws {
    #expect(found.old.count == found.unchanged + found.changed + found.count(.cancelled))
    #expect(found.new.count == found.unchanged + found.changed + found.count(.added))
    if found.unit == nil {
      #expect(found.old.count == found.old.schedule.count)
      #expect(found.new.count == found.new.schedule.count)
    }
    for kind in TaskChange.Kind.allCases {
      #expect(found.rows(kind, .vi).reduce(0) { $0 + $1.count } == found.count(kind), "\(kind)")
    }
  }

  static func counts(_ found: PlanDifference) -> [Int] {
    [
      found.unchanged, found.count(.moved), found.count(.reassigned), found.count(.edited), found.count(.added),
      found.count(.cancelled),
    ]
  }

  static func lines(_ found: PlanDifference, _ kind: TaskChange.Kind, _ language: Language = .vi) -> [String] {
    found.rows(kind, language).map { row in "\(row.title) – \(row.units): " + found.lines(row).joined(separator: " | ") }
  }

  static func entry(_ number: Int, _ task: String, _ action: ProgressAction, on day: String = "2018-05-16") -> ProgressEntry {
    ProgressEntry(
      entry: "00000000-0000-4000-8000-00000000000\(number)", task: task, nominal: nil, action: action, on: CivilDate(day)!,
      at: LogStamp(microseconds: number)!, by: "Lan")
  }

  // MARK: Kinds

  @Test func theSameTwiceIsNothing() throws {
    let plan = "  a: {title: A, lead: each phuong, every: month, day: 15}\n  n: {title: N, lead: don-vi, when: as needed}"
    let found = try Self.difference(plan, plan)
    #expect(found.isNothing)
    #expect(found.unchanged == 36)
    #expect(found.notes.isEmpty)
    #expect(found.text(.vi, ink: TerminalInk(isColoured: false)).contains("Hai bản không khác nhau ở việc nào."))
  }

  @Test func weekdaysMoveInOneLine() throws {
    let found = try Self.difference(
      "  a: {title: Phát thanh, lead: dai, every: week, day: tue}", "  a: {title: Phát thanh, lead: dai, every: week, day: wed}")
    #expect(Self.counts(found) == [0, 52, 0, 0, 0, 0])
    #expect(
      Self.lines(found, .moved) == [
        "Phát thanh – Đài Truyền thanh: 52 lần, thứ Ba → thứ Tư, từ 03/01/2018 đến 26/12/2018"
      ])
    #expect(
      Self.lines(found, .moved, .en) == [
        "Phát thanh – Đài Truyền thanh: 52 times, Tuesday → Wednesday, from 03/01/2018 to 26/12/2018"
      ])
  }

  @Test func aRuleThatMovesDaysInSeveralWaysIsSaidFirst() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: dai, every: month, due: day 20}", "  a: {title: A, lead: dai, every: month, due: day 25}")
    let lines = Self.lines(found, .moved)
    #expect(lines.count == 1)
    let start = "A – Đài Truyền thanh: Hằng tháng, chậm nhất ngày 20 của tháng → Hằng tháng, chậm nhất ngày 25 của tháng | "
    #expect(lines[0].hasPrefix(start), "\(lines)")
  }

  @Test func hoursMoveInOneLine() throws {
    let found = try Self.difference(
      "  a: {title: Phát thanh, lead: dai, every: week, day: tue, time: 17:30-17:45}",
      "  a: {title: Phát thanh, lead: dai, every: week, day: tue, time: 18:00}")
    #expect(
      Self.lines(found, .moved) == [
        "Phát thanh – Đài Truyền thanh: 52 lần, 17:30-17:45 → 18:00, từ 02/01/2018 đến 25/12/2018"
      ])
  }

  @Test func deadlinesOfAFanOutMoveInOneLine() throws {
    let found = try Self.difference(
      "  a: {title: Báo cáo, lead: each phuong, due: 31/05}", "  a: {title: Báo cáo, lead: each phuong, due: 15/06}")
    #expect(Self.counts(found) == [0, 3, 0, 0, 0, 0])
    #expect(
      Self.lines(found, .moved) == ["Báo cáo – Các phường (3 đơn vị): hạn T5 31/05/2018 → hạn T6 15/06/2018"])
  }

  @Test func manyUnitsAreCutShort() throws {
    let members = (1...20).map { "p\($0): Phường \($0)" }.joined(separator: ", ")
    let fewer = (1...8).map { "p\($0)" }.joined(separator: ", ")
    let units = "  nhom: {name: Nhóm, members: {\(members)}}\n  don-vi: Đơn vị\n  it: {name: Ít, members: [\(fewer)]}"
    let found = try Self.difference(
      "  a: {title: A, lead: each it, due: 31/05}", "  a: {title: A, lead: each nhom, due: 31/05}", oldUnits: units,
      newUnits: units)
    #expect(Self.counts(found) == [8, 0, 0, 0, 12, 0])
    #expect(
      Self.lines(found, .added) == [
        "A – 12 đơn vị: Phường 9, Phường 10, Phường 11, Phường 12, Phường 13, Phường 14, Phường 15, Phường 16 và 4 đơn vị khác: "
          + "hạn T5 31/05/2018"
      ])
  }

  @Test func tentativeAndWaitingDaysMove() throws {
    let old = "  a: {title: A, lead: don-vi, when: dự kiến tháng 5}\n  b: {title: B, lead: don-vi, when: undated}"
    let new = "  a: {title: A, lead: don-vi, when: tháng 5}\n  b: {title: B, lead: don-vi, day: 04/05}"
    let found = try Self.difference(old, new)
    #expect(Self.counts(found) == [0, 2, 0, 0, 0, 0])
    #expect(found.changes.map(\.fields) == [.tentative, [.start, .due]])
    #expect(
      Self.lines(found, .moved) == [
        "A – Đơn vị Một: 01/05/2018 – T5 31/05/2018 (dự kiến) → 01/05/2018 – T5 31/05/2018",
        "B – Đơn vị Một: chưa ấn định thời hạn → T6 04/05/2018",
      ])
  }

  @Test func peopleComeAndGo() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, coordinate: [p1, p2], day: 04/05}\n  b: {title: B, lead: don-vi, monitor: doan, day: 04/05}",
      "  a: {title: A, lead: doan, coordinate: [p3, p2], day: 04/05}\n  b: {title: B, lead: don-vi, monitor: dai, day: 04/05}")
    #expect(Self.counts(found) == [0, 0, 2, 0, 0, 0])
    #expect(found.changes.map(\.fields) == [[.unit, .lead, .coordinate], .monitor])
    #expect(
      Self.lines(found, .reassigned) == [
        "A – Đoàn Thanh niên: T6 04/05/2018 | Chủ trì: Đơn vị Một → Đoàn Thanh niên | Phối hợp: thêm Phường 3; thôi Phường 1",
        "B – Đơn vị Một: T6 04/05/2018 | Theo dõi: Đoàn Thanh niên → Đài Truyền thanh",
      ])
  }

  /// A group in a role means its members less the lead, so that another lead changes who else takes part.
  @Test func theLeadStandsInNoOtherRole() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: p1, coordinate: phuong, day: 04/05}", "  a: {title: A, lead: p2, coordinate: phuong, day: 04/05}")
    #expect(found.changes.map(\.fields) == [[.unit, .lead, .coordinate]])
    #expect(
      Self.lines(found, .reassigned) == [
        "A – Phường 2: T6 04/05/2018 | Chủ trì: Phường 1 → Phường 2 | Phối hợp: thêm Phường 1; thôi Phường 2"
      ])
  }

  @Test func detailsAreEdited() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, channels: [loa], product: 20 tờ rơi, day: 04/05}\n  b: {title: B, lead: doan, day: 05/05, channels: [zalo, loa]}",
      "  a: {title: A lớn, lead: don-vi, channels: [zalo, loa], product: 30 tờ rơi, place: Hội trường, day: 04/05}\n"
        + "  b: {title: B, lead: doan, day: 05/05, channels: [loa, zalo]}")
    #expect(Self.counts(found) == [1, 0, 0, 1, 0, 0])
    #expect(
      Self.lines(found, .edited) == [
        "A lớn – Đơn vị Một: T6 04/05/2018 | Tên: A → A lớn | Sản phẩm: 20 tờ rơi → 30 tờ rơi | Kênh: thêm Zalo"
          + " | Địa điểm: (không ghi) → Hội trường"
      ])
  }

  @Test func aTaskMayBeMovedReassignedAndEditedAtOnce() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, day: 04/05}", "  a: {title: B, lead: doan, day: 07/05}")
    #expect(Self.counts(found) == [0, 1, 1, 1, 0, 0])
    #expect(found.changed == 1)
  }

  @Test func addedAndDroppedWorkIsToldOnce() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, every: month, day: 15}", "  b: {title: B, lead: don-vi, day: 04/05}")
    #expect(Self.counts(found) == [0, 0, 0, 0, 1, 12])
    #expect(Self.lines(found, .cancelled) == ["A – Đơn vị Một: 12 lần, từ 15/01/2018 đến 15/12/2018"])
    #expect(Self.lines(found, .added) == ["B – Đơn vị Một: T6 04/05/2018"])
    let text = found.text(.vi, ink: TerminalInk(isColoured: false))
    #expect(text.contains("Bản cũ: 12 việc = 0 giữ nguyên + 0 thay đổi + 12 bỏ.\n"))
    #expect(text.contains("Bản mới: 1 việc = 0 giữ nguyên + 0 thay đổi + 1 thêm.\n"))
  }

  /// A title with the period in it does not change because the day does.
  @Test func titlesWithAPeriodFollowTheDay() throws {
    let found = try Self.difference(
      #"  a: {title: "Họp {period}", lead: don-vi, day: 04/05}"#, #"  a: {title: "Họp {period}", lead: don-vi, day: 07/05}"#)
    #expect(Self.counts(found) == [0, 1, 0, 0, 0, 0])
  }

  // MARK: Names

  @Test func formerNamesLeadOn() throws {
    let units = """
        phong: {name: Phòng Văn hóa, former_id: don-vi}
        doan: Đoàn Thanh niên
        dai: Đài Truyền thanh
        phuong: {name: Các phường, members: {q1: {name: Phường Một, former_id: p1}, p2: Phường 2, p3: Phường 3}}
      """
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, day: 04/05}\n  c: {title: C, lead: dai, phases: {x: {title: X, due: 04/05}}}\n"
        + "  g: {title: G, lead: each phuong, due: 04/05}",
      "  b: {title: A, lead: phong, day: 04/05, former_id: a}\n"
        + "  d: {title: C, lead: dai, former_id: c, phases: {y: {title: X, due: 04/05, former_id: x}}}\n"
        + "  g: {title: G, lead: each phuong, due: 04/05}",
      newHead: "plan: vi-du-2\nformer_id: vi-du", newUnits: units)
    #expect(Self.counts(found) == [5, 0, 0, 0, 0, 0])
    #expect(found.isNothing)
    #expect(found.notes.map(\.vi) == ["Đơn vị đổi tên: Đơn vị Một → Phòng Văn hóa, Phường 1 → Phường Một."])
  }

  @Test func anotherPlanIsSaid() throws {
    let work = "  a: {title: A, lead: don-vi, day: 04/05}"
    let found = try Self.difference(work, work, newHead: "plan: khac")
    #expect(found.unchanged == 1)
    #expect(found.notes.count == 1)
    #expect(found.notes[0].en.contains("former_id: vi-du"))
  }

  @Test func theActIsNamedOrMissed() throws {
    let old = "  a: {title: A, lead: don-vi, day: 04/05}"
    let new = "  a: {title: A, lead: don-vi, day: 07/05}"
    let first = "{number: 60/KH, issued: 01/05/2018}"
    let missed = try Self.difference(
      old, new, oldHead: "plan: vi-du\namendments: [\(first)]", newHead: "plan: vi-du\namendments: [\(first)]")
    #expect(missed.amendment == nil)
    #expect(missed.notes.contains { $0.vi.contains("chưa ghi văn bản điều chỉnh") && $0.vi.contains("`amendments`") })
    let named = try Self.difference(
      old, new, oldHead: "plan: vi-du\namendments: [\(first)]",
      newHead: "plan: vi-du\namendments: [\(first), {number: 77/KH, issued: 20/06/2018, summary: Dời họp}]")
    #expect(named.amendment?.number == "77/KH")
    #expect(named.notes.isEmpty)
    #expect(named.bases(.vi).contains("Điều chỉnh theo: 77/KH ngày 20/06/2018: Dời họp"))
  }

  // MARK: Keys and owners

  /// A second weekday gives the days other keys; the first one's tasks stay what they are.
  @Test func anotherWeekdayAddsAndDropsNothing() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: dai, every: week, day: tue}", "  a: {title: A, lead: dai, every: week, day: [tue, fri]}")
    #expect(Self.counts(found) == [52, 0, 0, 0, 52, 0])
  }

  @Test func membersComeAndGo() throws {
    let fewer = """
        don-vi: Đơn vị Một
        doan: Đoàn Thanh niên
        dai: Đài Truyền thanh
        p1: Phường 1
        phuong: {name: Các phường, members: {p2: Phường 2, p3: Phường 3, p4: Phường 4, p5: Phường 5}}
      """
    let work = "  a: {title: A, lead: each phuong, due: 04/05}"
    let found = try Self.difference(work, work, newUnits: fewer)
    #expect(Self.counts(found) == [2, 0, 0, 0, 2, 1])
    #expect(Self.lines(found, .cancelled) == ["A – Phường 1: hạn T6 04/05/2018"])
  }

  /// What a member leaves to its only successor is handed over.
  @Test func aSuccessorTakesOver() throws {
    let units = """
        don-vi: Đơn vị Một
        doan: Đoàn Thanh niên
        dai: Đài Truyền thanh
        p1: {name: Phường 1, to: 31/12/2017, successor: p4}
        phuong: {name: Các phường, members: {p2: Phường 2, p3: Phường 3, p4: Phường 4}}
      """
    let work = "  a: {title: A, lead: each phuong, due: 04/05}"
    let found = try Self.difference(work, work, newUnits: units)
    #expect(Self.counts(found) == [2, 0, 1, 0, 0, 0])
    #expect(Self.lines(found, .reassigned) == ["A – Phường 4: hạn T6 04/05/2018 | Chủ trì: Phường 1 → Phường 4"])
  }

  /// A unit that ends within the year hands over what is due later; the ids stay.
  @Test func aUnitThatEndsHandsOver() throws {
    let units = """
        don-vi: Đơn vị Một
        doan: Đoàn Thanh niên
        dai: {name: Đài Truyền thanh, to: 30/06/2018, successor: doan}
        phuong: {name: Các phường, members: {p1: Phường 1, p2: Phường 2, p3: Phường 3}}
      """
    let work = "  a: {title: A, lead: dai, every: month, day: 15}"
    let found = try Self.difference(work, work, newUnits: units)
    #expect(Self.counts(found) == [6, 0, 6, 0, 0, 0])
    #expect(Self.lines(found, .reassigned).count == 1)
    #expect(Self.lines(found, .reassigned)[0].hasSuffix("Chủ trì: Đài Truyền thanh → Đoàn Thanh niên"))
  }

  @Test func implementersAreTheirOwn() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, implement: each phuong, due: 04/05}",
      "  a: {title: A, lead: doan, implement: each phuong, due: 04/05}")
    #expect(found.changes.map(\.fields) == [[.unit, .lead], .lead, .lead, .lead])
  }

  /// A default monitor that leads gives way to its parent.
  @Test func aDefaultMonitorStepsAside() throws {
    let units = "  cha: Cha\n  chi: {name: Con, parent: cha}\n  em: {name: Em, parent: cha}"
    let head = "plan: vi-du\ndefaults: {monitor: chi}"
    let found = try Self.difference(
      "  a: {title: A, lead: em, day: 04/05}", "  a: {title: A, lead: chi, day: 04/05}", oldHead: head, newHead: head,
      oldUnits: units,
      newUnits: units)
    #expect(found.changes.map(\.fields) == [[.unit, .lead, .monitor]])
    #expect(Self.lines(found, .reassigned)[0].hasSuffix("Theo dõi: Con → Cha"))
  }

  /// Each of many lacks only itself among those who coordinate with it: one line, in a time that grows with their number.
  @Test func thousandsThatCoordinateWithEachOtherAreOneLine() throws {
    let members = (1...3000).map { "x-\($0): Xã \($0)" }.joined(separator: ", ")
    let units = "  xa: {name: Các xã, members: {\(members)}}"
    let found = try Self.difference(
      "  a: {title: A, lead: each xa, due: 04/05}", "  a: {title: A, lead: each xa, coordinate: xa, due: 04/05}", oldUnits: units,
      newUnits: units)
    #expect(found.changes.count == 3000)
    let lines = Self.lines(found, .reassigned)
    #expect(lines.count == 1 && lines[0].hasSuffix("Phối hợp: thêm Các xã"), "\(lines.prefix(2))")
  }

  // MARK: Work as needed

  @Test func workAsNeededIsToldAsSuch() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, when: as needed}\n  c: {title: C, lead: don-vi, coordinate: doan, when: as needed}",
      "  b: {title: B, lead: doan, when: khi phát sinh}\n  c: {title: C, lead: dai, coordinate: doan, when: as needed}")
    #expect(Self.counts(found) == [0, 0, 0, 0, 0, 0])
    #expect(!found.isNothing)
    #expect(Self.lines(found, .cancelled) == ["A – Đơn vị Một: khi phát sinh"])
    #expect(Self.lines(found, .added) == ["B – Đoàn Thanh niên: khi phát sinh"])
    #expect(Self.lines(found, .reassigned) == ["C – Đài Truyền thanh: khi phát sinh | Chủ trì: Đơn vị Một → Đài Truyền thanh"])
    let json = String(decoding: found.json(.vi), as: UTF8.self)
    #expect(json.contains(#"{"change":"cancelled","activity":"a","phase":null,"title":"A","changed":[]}"#))
  }

  // MARK: One unit

  @Test func aUnitSeesItsOwnSide() throws {
    let old =
      "  a: {title: A, lead: don-vi, coordinate: p1, day: 04/05}\n  b: {title: B, lead: dai, day: 05/05}\n"
      + "  c: {title: C, lead: doan, day: 06/06}\n  d: {title: D, lead: dai, day: 07/06}"
    let new =
      "  a: {title: A, lead: doan, coordinate: [don-vi, p1], day: 04/05}\n  b: {title: B, lead: don-vi, day: 05/05}\n"
      + "  c: {title: C, lead: doan, day: 07/06}\n  d: {title: D, lead: dai, monitor: don-vi, day: 07/06}"
    let found = try Self.difference(old, new, unit: "don-vi")
    #expect(Self.counts(found) == [0, 0, 3, 0, 0, 0])
    #expect(
      found.rows(.reassigned, .vi).map(\.side) == [
        "chuyển cho Đoàn Thanh niên; nay phối hợp", "nhận từ Đài Truyền thanh", "nay theo dõi",
      ])
    #expect(found.bases(.vi).last == "Chỉ những việc có liên quan đến: Đơn vị Một")
    let group = try Self.difference(old, new, unit: "phuong")
    #expect(Self.counts(group) == [0, 0, 1, 0, 0, 0])
    let other = try Self.difference(old, new, unit: "p2")
    #expect(other.isNothing)
    #expect((other.old.count, other.new.count) == (0, 0))
  }

  // MARK: Marks

  @Test func dropsOfMarkedWorkAreLoud() throws {
    let entries = [
      Self.entry(1, "vi-du/a", .done), Self.entry(2, "vi-du/b", .started), Self.entry(3, "vi-du/c/2018-05-16", .done),
      Self.entry(4, "vi-du/d", .done),
    ]
    let found = try Self.difference(
      "  a: {title: Việc A, lead: don-vi, day: 04/05}\n  b: {title: Việc B, lead: doan, day: 07/05}\n"
        + "  c: {title: Việc C, lead: dai, when: as needed}\n  d: {title: D, lead: dai, day: 08/05}",
      "  b: {title: Việc B, lead: doan, day: 09/05}\n  d: {title: D, lead: dai, day: 08/05}", entries: entries)
    #expect(
      found.warnings.map(\.vi) == [
        "Có 1 việc đã ghi tiến độ mà bản mới bỏ", "Có 1 lần phát sinh đã ghi tiến độ của việc mà bản mới bỏ",
        "Có 1 việc đã ghi tiến độ mà bản mới dời, giao lại hoặc sửa",
      ])
    let text = found.text(.vi, ink: TerminalInk(isColoured: false))
    let warning = try #require(text.firstRange(of: "! Có 1 việc đã ghi tiến độ mà bản mới bỏ:"))
    let moved = try #require(text.firstRange(of: "Dời ngày, đổi giờ"))
    #expect(warning.lowerBound < moved.lowerBound)
    #expect(text.contains("!   Việc A – Đơn vị Một, T6 04/05/2018: đã hoàn thành 16/05/2018, do Lan ghi\n"))
    #expect(text.contains("; dời: T2 07/05/2018 → T4 09/05/2018\n"))
    let json = String(decoding: found.json(.vi), as: UTF8.self)
    #expect(json.contains(#""marked":true,"state":"done","done_on":"2018-05-16""#))
    #expect(json.contains(#""marked":true,"state":"started","done_on":null"#))
    #expect(json.contains(#""marked":2}"#))
    let page = String(decoding: found.html(.vi), as: UTF8.self)
    #expect(page.contains(#"<td role="alert"><p class="late">! Có 1 việc đã ghi tiến độ mà bản mới bỏ:</p>"#))
  }

  /// An extended deadline stands apart in the log's schedule, and its mark is found all the same.
  @Test func extendedTasksKeepTheirMarks() throws {
    var entry = Self.entry(1, "vi-du/a/2018-05@p2", .extended)
    entry.until = CivilDate("2018-05-25")
    let found = try Self.difference(
      "  a: {title: A, lead: each phuong, every: month, day: 15}", "  a: {title: A, lead: each phuong, every: month, day: 16}",
      entries: [entry])
    #expect(found.marks.places.count == 1)
    let place = try #require(found.marks.places.first)
    let old = try #require(found.changes[place].old)
    #expect(found.old.schedule.id(at: old) == "vi-du/a/2018-05@p2")
    #expect(found.text(.vi, ink: TerminalInk(isColoured: false)).contains("gia hạn đến 25/05/2018"))
  }

  @Test func marksThatFollowAreNoLoss() throws {
    var entry = Self.entry(1, "vi-du/a/2018-05-01", .done)
    entry.nominal = CivilDate("2018-05-01")
    let found = try Self.difference(
      "  a: {title: A, lead: dai, every: week, day: [tue, fri]}", "  a: {title: A, lead: dai, every: week, day: tue}",
      entries: [entry])
    #expect(found.warnings.isEmpty)
    #expect(Self.counts(found) == [52, 0, 0, 0, 0, 52])
  }

  // MARK: Forms

  @Test func jsonSaysWasAndNow() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, day: 04/05, time: 8:00}", "  b: {title: A, lead: don-vi, day: 07/05, former_id: a}")
    let json = String(decoding: found.json(.vi), as: UTF8.self)
    #expect(
      json.hasPrefix(#"{"old":{"plan":"vi-du","file":"cu.yaml","tasks":1},"new":{"plan":"vi-du","file":"moi.yaml","tasks":1},"#))
    #expect(
      json.contains(
        #""summary":{"unchanged":0,"changed":1,"moved":1,"reassigned":0,"edited":0,"added":0,"cancelled":0,"marked":0}"#))
    #expect(json.contains(#"{"id":"vi-du/b","former_id":"vi-du/a","ref":""#))
    #expect(
      json.contains(
        #""before":{"start":"2018-05-04","due":"2018-05-04","time":{"start":"08:00","end":null},"tentative":false,"waiting":false,"unit":"don-vi","#
      ))
    #expect(json.contains(#""changed":["start","due","time"],"marked":false,"state":"open","done_on":null}"#))
  }

  /// Of a change that is listed twice, the pieces are the same text as the whole.
  @Test func jsonInPiecesIsTheSame() throws {
    let found = try Self.difference(
      "  a: {title: A, lead: each phuong, every: week, day: [tue, fri]}",
      "  a: {title: A, lead: each phuong, coordinate: doan, every: week, day: mon}")
    var pieces: [UInt8] = []
    var count = 0
    found.json(.en) {
      pieces += $0
      count += 1
    }
    #expect(pieces == found.json(.en))
    #expect(count >= 1)
    #expect(pieces.last == 0x0A)
  }

  @Test func textsOfAPlanArriveInert() throws {
    let evil = ##"<script>alert(1)</script> | [x](http://a) & 'b'"##
    let found = try Self.difference(
      "  a: {title: A, lead: don-vi, day: 04/05}", "  a: {title: \"\(evil)\", lead: don-vi, day: 07/05, place: \"\(evil)\"}")
    for language in Language.allCases {
      #expect(!String(decoding: found.html(language), as: UTF8.self).contains("<script>"))
      #expect(!found.markdown(language).contains("<script>"))
      #expect(!found.markdown(language).contains("[x]("))
    }
  }
}
