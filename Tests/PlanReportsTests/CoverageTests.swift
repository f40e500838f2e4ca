import Foundation
import PlanModel
import Testing

@testable import PlanReports

/// What of a plan reaches whom: counts by hand, gaps with their places, the load of units, and pictures that nothing breaks out of.
@Suite struct CoverageTests {
  static let plan = """
    plan: vi-du
    title: Ví dụ
    year: 2018
    units:
      vhtt: Phòng Văn hóa
      dai: Đài Truyền thanh
      phuong: {name: Các phường, members: {p1: Phường 1, p2: Phường 2, p3: Phường 3}}
    themes:
      mot-cua: Một cửa
      buu-chinh: {title: Bưu chính, target_groups: [nguoi-dan, hoc-sinh]}
      bo-quen: Bỏ quên
    target_groups:
      nguoi-dan: Người dân
      hoc-sinh: Học sinh
      cao-tuoi: Người cao tuổi
    channels:
      phat-thanh: Phát thanh
      to-roi: Tờ rơi
      zalo: Zalo
    activities:
      phat: {title: Phát bài, themes: [mot-cua, buu-chinh], target_groups: nguoi-dan, channels: phat-thanh, lead: dai, every: month, day: 15}
      phat-to-roi: {title: Phát tờ rơi, themes: mot-cua, target_groups: nguoi-dan, channels: to-roi, lead: each phuong, due: 20/06}
      cuoc-thi: {title: Cuộc thi, themes: mot-cua, target_groups: hoc-sinh, channels: phat-thanh, lead: vhtt, when: March to May}
      hop: {title: Họp, internal: true, lead: vhtt, day: 18/06}
      sau-nay: {title: Sau này, themes: buu-chinh, target_groups: nguoi-dan, lead: vhtt, when: undated}
    """

  static func coverage(_ text: String, units: Set<Int>? = nil, unitName: String? = nil) throws -> Coverage {
    let reading = PlanReading.read(SourceFile(name: "ke-hoach.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    let renderer = ConciseRenderer(language: .en)
    let listing = reading.diagnostics.map { renderer.render(LocatedDiagnostic($0, in: reading.sources)) }.joined(separator: "\n")
    return Coverage(try #require(reading.schedule, "\(listing)"), in: reading.sources, units: units, unitName: unitName)
  }

  /// A plan of the year 2018 with one unit, one other activity that reaches nobody by name, and what is given.
  static func small(_ activities: String, head: String = "year: 2018") throws -> Coverage {
    try coverage(
      """
      plan: vi-du
      title: Ví dụ
      \(head)
      units: {vhtt: Phòng Văn hóa}
      target_groups: {nguoi-dan: Người dân}
      activities:
        khac: {title: Việc khác, lead: vhtt, when: ongoing}
        khac-nua: {title: Việc khác nữa, target_groups: nguoi-dan, lead: vhtt, when: as needed}
      \(activities)
      """)
  }

  // MARK: Counts

  @Test func occasionsAreCountedByHand() throws {
    let coverage = try Self.coverage(Self.plan)
    #expect(coverage.quarters.map(\.key) == ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"])
    #expect(coverage.total == Coverage.Count(occasions: 15, tasks: 17))
    let map = coverage.table(.theme, .targetGroup)
    #expect(map.rows.map(\.item) == [0, 1, 2] && map.columns == [0, 1, 2])
    #expect(map.rows.map { $0.cells.map(\.occasions) } == [[13, 1, 0], [13, 0, 0], [0, 0, 0]])
    #expect(map.rows[0].cells[0].tasks == 15)
    #expect(map.rows.map(\.total.occasions) == [14, 13, 0])
    #expect(map.columnTotals.map(\.occasions) == [14, 1, 0])
    // The window counts in both quarters it touches; what has no date stands apart.
    let groups = coverage.table(.targetGroup, .quarter)
    #expect(groups.columns == [0, 1, 2, 3, nil])
    #expect(groups.rows.map { $0.cells.map(\.occasions) } == [[3, 4, 3, 3, 1], [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]])
    #expect(groups.columnTotals.map(\.occasions) == [4, 5, 3, 3, 1])
    let channels = coverage.table(.channel, .quarter)
    #expect(channels.rows.map(\.item) == [0, 1, 2, nil])
    #expect(channels.rows.map(\.total.occasions) == [13, 1, 0, 1])
  }

  @Test func cellsHaveAllFourSides() throws {
    let coverage = try Self.coverage(Self.plan)
    let cells = try #require(coverage.cells())
    func count(_ theme: Int?, _ group: Int?, _ channel: Int?, _ quarter: Int?) -> Coverage.Count? {
      cells.first { $0.cell == CoverageCell(theme: theme, targetGroup: group, channel: channel, quarter: quarter) }?.count
    }
    #expect(count(0, 0, 0, 1) == Coverage.Count(occasions: 3, tasks: 3))
    #expect(count(0, 0, 1, 1) == Coverage.Count(occasions: 1, tasks: 3))
    #expect(count(0, 1, 0, 0) == Coverage.Count(occasions: 1, tasks: 1))
    #expect(count(1, 0, nil, nil) == Coverage.Count(occasions: 1, tasks: 1))
    #expect(count(2, 0, 0, 1) == nil)
    // phat: 2 themes × 4 quarters; phat-to-roi 1; cuoc-thi 2; sau-nay 1.
    #expect(cells.count == 12)
  }

  @Test func aUnitHasItsOwnPart() throws {
    let reading = PlanReading.read(SourceFile(name: "ke-hoach.yaml", text: Self.plan), asOf: .earliest) { _ in .failure(.missing)
    }
    let schedule = try #require(reading.schedule)
    let group = try #require(schedule.plan.unitPosition(of: "phuong"))
    let units = Set(schedule.plan.members(of: group))
    let coverage = Coverage(schedule, in: reading.sources, units: units, unitName: "Các phường")
    #expect(coverage.total == Coverage.Count(occasions: 1, tasks: 3))
    #expect(coverage.load.rows.count == 3)
    #expect(coverage.gaps.isEmpty)
    #expect(coverage.text(.vi, width: 100, ink: TerminalInk(isColoured: false)).contains("Chỉ việc của Các phường"))
    let one = try #require(schedule.plan.unitPosition(of: "p2"))
    #expect(Coverage(schedule, in: reading.sources, units: [one]).total == Coverage.Count(occasions: 1, tasks: 1))
  }

  @Test func ongoingWorkCoversTheWholePlan() throws {
    let coverage = try Self.small("  luon: {title: Luôn luôn, target_groups: nguoi-dan, lead: vhtt, when: ongoing}")
    #expect(coverage.table(.targetGroup, .quarter).rows[0].cells.map(\.occasions) == [1, 1, 1, 1])
    #expect(coverage.total.occasions == 2)
    #expect(coverage.gaps.isEmpty, "\(coverage.gaps.map(\.message.vi))")
  }

  @Test func periodsOverTwoYearsHaveTheirQuarters() throws {
    let coverage = try Self.small(
      "  a: {title: A, target_groups: nguoi-dan, lead: vhtt, when: 20/12/2018 to 10/01/2019}",
      head: "period: {from: 01/11/2018, to: 28/02/2019}")
    #expect(coverage.quarters.map(\.key) == ["2018-Q4", "2019-Q1"])
    #expect(coverage.table(.targetGroup, .quarter).rows[0].cells.map(\.occasions) == [1, 1])
    #expect(coverage.name(.quarter, 1, .vi) == "I/2019" && coverage.name(.quarter, 0, .en) == "Q4 2018")
  }

  // MARK: Gaps

  @Test func gapsAreFoundAtTheirPlaces() throws {
    let coverage = try Self.coverage(Self.plan)
    let lines = Self.plan.components(separatedBy: "\n")
    func line(_ text: String) -> Int { (lines.firstIndex { $0.hasPrefix("  \(text):") } ?? -1) + 1 }
    #expect(
      coverage.gaps.map(\.id) == ["buu-chinh", "bo-quen", "hoc-sinh", "cao-tuoi", "zalo"],
      "\(coverage.gaps.map(\.message.vi))")
    #expect(
      coverage.gaps.map(\.kind) == [.themeMissesGroup, .themeUnused, .targetGroupNarrow, .targetGroupUnreached, .channelUnused])
    #expect(coverage.gaps.map(\.position.line) == ["buu-chinh", "bo-quen", "hoc-sinh", "cao-tuoi", "zalo"].map(line))
    #expect(coverage.gaps.allSatisfy { $0.position.column == 3 && $0.file == "ke-hoach.yaml" })
    let students = coverage.gaps[2]
    #expect(students.kinds == [.targetGroupNarrow, .targetGroupSilent])
    #expect(students.message.vi == "Học sinh: chỉ có “Cuộc thi” qua Phát thanh, không có gì trước tháng 3 và sau tháng 5")
    #expect(students.message.en == "Học sinh: only “Cuộc thi” through Phát thanh, nothing before March and after May")
    #expect(coverage.gaps[0].message.vi == "Chủ đề “Bưu chính”: hướng tới Học sinh mà không hoạt động nào của chủ đề đến được")
    let map = CoverageGapMap(coverage.gaps)
    #expect(map.isGap(theme: 1, targetGroup: 1) && map.isGap(theme: 0, targetGroup: 2) && !map.isGap(theme: 0, targetGroup: 1))
    #expect(map.isGap(.targetGroup, 1, quarter: 2) && !map.isGap(.targetGroup, 0, quarter: 2))
  }

  /// A pause of two whole months is told of; what comes every quarter, or a month off, is not.
  @Test(
    arguments: [
      ("every: week, day: tue, except: {01/06 to 31/08: nghỉ hè}", "Người dân: không có gì từ tháng 6 đến tháng 8"),
      ("every: week, day: tue, except: {01/06 to 30/06: nghỉ hè}", nil), ("every: quarter, day: 15 of first month", nil),
      ("every: quarter, due: day 20 of last month", nil), ("every: month, day: 15", nil), ("when: year", nil),
      ("when: April to September", "Người dân: không có gì trước tháng 4 và sau tháng 9"),
      ("when: February to November", nil), ("day: 10/05", "Người dân: không có gì ngoài tháng 5"),
      ("when: undated", "Người dân: 2 lượt, chưa lượt nào có ngày"),
    ] as [(String, String?)])
  func silencesAreTold(_ timing: String, _ words: String?) throws {
    let coverage = try Self.coverage(
      """
      plan: vi-du
      title: Ví dụ
      year: 2018
      units: {vhtt: Phòng Văn hóa}
      target_groups: {nguoi-dan: Người dân}
      activities:
        khac: {title: Việc khác, lead: vhtt, when: ongoing}
        a: {title: A, target_groups: nguoi-dan, lead: vhtt, \(timing)}
        b: {title: B, target_groups: nguoi-dan, lead: vhtt, \(timing)}
      """)
    let found = coverage.gaps.map(\.message.vi)
    #expect(found == (words.map { [$0] } ?? []))
  }

  /// Nothing is missed before the day of issue, whose own month is cut.
  @Test func whatLiesBeforeIssueIsNoGap() throws {
    let head = "year: 2018\ndocument: {number: 50/KH-UBND, issued: 16/04/2018, kind: plan}"
    let coverage = try Self.small("  a: {title: A, target_groups: nguoi-dan, lead: vhtt, when: June to December}", head: head)
    #expect(coverage.gaps.isEmpty, "\(coverage.gaps.map(\.message.vi))")
    let late = try Self.small("  a: {title: A, target_groups: nguoi-dan, lead: vhtt, when: July to December}", head: head)
    #expect(late.gaps.map(\.message.en) == ["Người dân: nothing before July (apart from work as needed)"])
  }

  @Test func aLetterHasNoGapsOfTime() throws {
    let head = "year: 2018\ndocument: {number: 1/UBND, issued: 02/01/2018, kind: letter}"
    let coverage = try Self.small("  a: {title: A, target_groups: nguoi-dan, lead: vhtt, day: 10/05}", head: head)
    #expect(coverage.gaps.isEmpty, "\(coverage.gaps.map(\.message.vi))")
  }

  @Test func quartersAndThemesOfOneQuarter() throws {
    let coverage = try Self.coverage(
      """
      plan: vi-du
      title: Ví dụ
      year: 2018
      units: {vhtt: Phòng Văn hóa}
      themes: {tet: Tết, ca-nam: Cả năm}
      activities:
        a: {title: A, themes: [tet, ca-nam], lead: vhtt, when: January to March}
        b: {title: B, themes: ca-nam, lead: vhtt, when: April to June}
        c: {title: C, themes: ca-nam, lead: vhtt, due: 15/12}
        noi-bo: {title: Họp, internal: true, lead: vhtt, day: 15/08}
      """)
    #expect(coverage.gaps.map(\.id) == ["2018-Q3", "tet"])
    #expect(coverage.gaps.map(\.kind) == [.quarterEmpty, .themeBrief])
    #expect(coverage.gaps[0].message.vi == "Quý III/2018: không có hoạt động tuyên truyền nào")
    #expect(coverage.gaps[0].position == SourceFile(name: "x", text: "plan: vi-du").position(at: 6))
    #expect(coverage.gaps[1].message.en == "Theme “Tết”: only in Q1 2018, nothing in the 3 other quarters")
  }

  @Test func oneChannelForAllIsSaid() throws {
    let coverage = try Self.coverage(
      """
      plan: vi-du
      title: Ví dụ
      year: 2018
      units: {vhtt: Phòng Văn hóa}
      target_groups: {nguoi-dan: Người dân, can-bo: Cán bộ}
      channels: {dai: Đài, zalo: Zalo}
      activities:
        a: {title: A, target_groups: [nguoi-dan, can-bo], channels: dai, lead: vhtt, when: ongoing}
        b: {title: B, target_groups: [nguoi-dan, can-bo], channels: dai, lead: vhtt, when: ongoing}
        c: {title: C, target_groups: nguoi-dan, channels: zalo, lead: vhtt, when: ongoing}
      """)
    #expect(coverage.gaps.map(\.message.vi) == ["Cán bộ: chỉ qua một kênh, Đài"])
  }

  // MARK: Load

  @Test func loadIsByMondayWeeks() throws {
    let coverage = try Self.coverage(Self.plan)
    let load = coverage.load
    // dai: 12; vhtt: the window on its last day, Thursday 31/05, and the internal meeting; each ward: Wednesday 20/06.
    #expect(load.rows.map { coverage.plan.units[$0.unit].id.text } == ["dai", "vhtt", "p1", "p2", "p3"])
    #expect(load.rows.map(\.total) == [12, 2, 1, 1, 1])
    let office = load.rows[1]
    let weeks = office.counts.indices.filter { office.counts[$0] > 0 }.map { load.week($0).key }
    #expect(weeks == ["2018-W22", "2018-W25"])
    #expect(load.rows[2].counts.indices.filter { load.rows[2].counts[$0] > 0 }.map { load.week($0).key } == ["2018-W25"])
    #expect(load.monday(load.rows[2].busiest).description == "2018-06-18")
    #expect(load.week(0).key == "2018-W01" && load.week(load.weekCount - 1).key == "2019-W01")
  }

  @Test func onlyTheBusiestUnitsAreShown() throws {
    let members = (1...50).map { "p\($0): Phường \($0)" }.joined(separator: ", ")
    let coverage = try Self.coverage(
      """
      plan: vi-du
      title: Ví dụ
      year: 2018
      units: {vhtt: Phòng Văn hóa, phuong: {name: Các phường, members: {\(members)}}}
      activities:
        a: {title: A, lead: each phuong, every: week, day: mon}
      """)
    #expect(coverage.total.occasions == 53 && coverage.total.tasks == 53 * 50)
    let text = coverage.text(.vi, width: 120, ink: TerminalInk(isColoured: false))
    #expect(text.replacing("\n", with: " ").contains("còn 10 đơn vị không hiện"))
    let html = String(decoding: coverage.html(.en), as: UTF8.self)
    #expect(html.contains("10 more are left out") && html.contains("Phường 40") && !html.contains("Phường 41"))
    let json = try #require(try JSONSerialization.jsonObject(with: Data(coverage.json(.vi).utf8)) as? [String: Any])
    #expect((json["load"] as? [Any])?.count == 50)
  }

  // MARK: Forms

  @Test func theJSONHoldsWhatItSays() throws {
    let coverage = try Self.coverage(Self.plan)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(coverage.json(.vi).utf8)) as? [String: Any])
    #expect(json["plan"] as? String == "vi-du" && json["unit"] is NSNull)
    #expect(json["quarters"] as? [String] == ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"])
    #expect((json["themes"] as? [[String: String]])?.first == ["id": "mot-cua", "title": "Một cửa"])
    #expect((json["channels"] as? [[String: String]])?.last == ["id": "zalo", "name": "Zalo"])
    let cells = try #require(json["cells"] as? [[String: Any]])
    #expect(cells.count == 12)
    #expect(cells.contains { $0["quarter"] is NSNull && $0["channel"] is NSNull && $0["theme"] as? String == "buu-chinh" })
    let totals = try #require(json["totals"] as? [String: Any])
    #expect(totals["occasions"] as? Int == 15 && totals["tasks"] as? Int == 17 && totals["undated"] as? Int == 1)
    let quarters = try #require(totals["by_quarter"] as? [[String: Any]])
    #expect(quarters.map { $0["occasions"] as? Int } == [4, 5, 3, 3, 1] && quarters.last?["quarter"] is NSNull)
    let gap = try #require((json["gaps"] as? [[String: Any]])?.first { $0["id"] as? String == "hoc-sinh" })
    #expect(gap["kind"] as? String == "target-group-narrow" && gap["also"] as? [String] == ["target-group-silent"])
    #expect(gap["line"] as? Int == 14 && gap["column"] as? Int == 3 && gap["file"] as? String == "ke-hoach.yaml")
    let load = try #require((json["load"] as? [[String: Any]])?.dropFirst().first)
    #expect(load["unit"] as? String == "vhtt" && load["total"] as? Int == 2)
    #expect((load["weeks"] as? [[String: Any]])?.map { $0["week"] as? String } == ["2018-W22", "2018-W25"])
    #expect((load["busiest"] as? [String: Any])?["week"] as? String == "2018-W22")
  }

  @Test(arguments: Language.allCases, [50, 80, 100, 160])
  func tablesFitTheTerminal(_ language: Language, _ width: Int) throws {
    let groups = (1...25).map { "g\($0): \"Nhóm đối tượng có tên rất dài, số \($0)\"" }.joined(separator: ", ")
    let themes = (1...12).map {
      "c\($0): \"Chủ đề có tên còn dài hơn nữa, để bảng trên mọi màn hình đều phải cắt bớt tên, số \($0)\""
    }.joined(
      separator: ", ")
    let all = (1...25).map { "g\($0)" }.joined(separator: ", ")
    let coverage = try Self.coverage(
      """
      plan: vi-du
      title: Ví dụ
      year: 2018
      units: {vhtt: "Phòng Văn hóa có tên rất dài, đến mức không màn hình nào viết hết được"}
      themes: {\(themes)}
      target_groups: {\(groups)}
      activities:
        a: {title: A, themes: [c1, c2, c3], target_groups: [\(all)], lead: vhtt, every: week, day: tue}
        b: {title: B, themes: c4, target_groups: g1, lead: vhtt, when: April to May}
      """)
    let text = coverage.text(language, width: width, ink: TerminalInk(isColoured: false))
    let lines = text.components(separatedBy: "\n")
    let tables = lines.filter { $0.contains("·") || $0.contains("░") || $0.contains("█") }
    #expect(tables.count > 15)
    for line in tables { #expect(TerminalText.width(of: line) <= width, "\(line)") }
    // Cut names keep their number, so that no two are the same.
    var names = ItemNames(coverage, language, width: width)
    let rows = (0..<12).map { names.row(.theme, $0) }
    #expect(Set(rows).count == 12)
    #expect(Set(names.heads((0..<25).map(Optional.some), figureWidth: 2)).count == 25)
    #expect(names.legend(TerminalInk(isColoured: false)).contains("để bảng trên mọi màn hình đều phải cắt bớt tên, số 12"))
  }

  @Test func theTextShowsCountsShadesAndGaps() throws {
    let text = try Self.coverage(Self.plan).text(.vi, width: 100, ink: TerminalInk(isColoured: false))
    #expect(text.contains("4 hoạt động, giai đoạn: 15 lượt, 17 việc; 1 lượt chưa có ngày"))
    #expect(text.contains("█ 13") && text.contains("░  1"))
    #expect(text.contains("Khoảng trống (5)"))
    #expect(text.contains("\nke-hoach.yaml:14:3: Học sinh: chỉ có “Cuộc thi”"))
    let none = try Self.small("  luon: {title: Luôn luôn, target_groups: nguoi-dan, lead: vhtt, when: ongoing}")
    #expect(none.text(.vi, width: 100, ink: TerminalInk(isColoured: false)).contains("Không thấy khoảng trống nào."))
    #expect(none.markdown(.en).contains("No gaps were found."))
  }

  @Test func markdownHasItsTables() throws {
    let text = try Self.coverage(Self.plan).markdown(.vi)
    #expect(text.contains("| Một cửa | 13 | 1 | – | 14 | 16 |"))
    #expect(text.contains("| Học sinh | 1 | 1 | – | – | · | 1 | 1 |"))
    #expect(text.contains("(ke-hoach.yaml:14:3)"))
  }

  // MARK: Pictures

  static let hostile = [
    "<script>alert(1)</script>\"&'", "=\u{301}", "\"><svg onload=alert(1)>", "</text></svg><b>x</b>", "<\u{338}script>",
    "&#60;b&#62;",
    "</title></desc></svg>", "' onmouseover='alert(1)", "]]>", "e\u{301}<b>",
  ]

  @Test(arguments: hostile, Language.allCases)
  func noTextLeavesItsPicture(_ text: String, _ language: Language) throws {
    let quoted = "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    let long = "\"" + String(repeating: text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + " ", count: 30) + "\""
    let coverage = try Self.coverage(
      """
      plan: vi-du
      title: \(quoted)
      year: 2018
      units: {vhtt: \(quoted), dai: \(long)}
      themes: {mot: \(quoted), hai: \(long), ba: \(quoted)}
      target_groups: {nguoi-dan: \(quoted), hoc-sinh: \(long), khac: \(quoted)}
      channels: {dai: \(quoted), zalo: \(long)}
      activities:
        a: {title: \(quoted), themes: [mot, hai], target_groups: [nguoi-dan, hoc-sinh], channels: dai, lead: vhtt, every: week, day: tue}
        b:
          title: \(long)
          lead: dai
          phases:
            mot: {title: \(quoted), themes: mot, target_groups: nguoi-dan, when: April to May}
            hai: {title: \(long), when: expected late November}
            ba: {title: \(quoted), due: 15/06}
            bon: {title: \(quoted), day: 16/07}
        c: {title: \(quoted), lead: dai, when: ongoing}
        d: {title: \(quoted), lead: dai, when: undated}
        e: {title: \(quoted), lead: dai, when: as needed}
      """)
    let html = String(decoding: coverage.html(language), as: UTF8.self)
    let drawings = try Self.drawings(html)
    #expect(drawings.count == 3)
    let markup = Markup(html)
    #expect(markup.isQuoted)
    let known: Set<String> = [
      "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "div", "table", "thead", "tbody",
      "tr",
      "th", "td", "b", "ul", "li", "span", "svg", "desc", "rect", "path", "text",
    ]
    #expect(Set(markup.tags.map(\.name)).subtracting(known).isEmpty)
    let attributes = Set(
      markup.tags.filter { ["svg", "rect", "path", "text", "title", "desc"].contains($0.name) }.flatMap(\.attributes))
    #expect(!attributes.contains { $0.hasPrefix("on") || $0 == "style" || $0 == "href" })
    #expect(Markup.unescaped(html).contains(text))
    for text in [coverage.markdown(language), coverage.text(language, width: 80, ink: TerminalInk(isColoured: false))] {
      #expect(!text.isEmpty)
    }
    _ = try JSONSerialization.jsonObject(with: Data(coverage.json(language).utf8))
  }

  /// The drawings of a page; fails where one is not well-formed.
  private static func drawings(_ html: String) throws -> [String] {
    let bytes = Array(html.utf8)
    var found: [String] = []
    var open: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let end = try #require(bytes[index...].firstIndex(of: UInt8(ascii: ">")))
      let tag = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      let name = String(tag.prefix { $0 != " " })
      if name == "svg", open.isEmpty {
        start = index
        #expect(tag.contains("role=\"img\"") && tag.contains("viewBox=\"0 0 990 "))
        open = ["svg"]
      } else if !open.isEmpty {
        if name.hasPrefix("/") {
          let last = open.popLast()
          #expect(last == String(name.dropFirst()), "\(tag)")
          if open.isEmpty { found.append(String(decoding: bytes[start...end], as: UTF8.self)) }
        } else {
          #expect(["title", "desc", "rect", "path", "text"].contains(name), "\(tag)")
          open.append(name)
        }
      }
      index = end + 1
    }
    #expect(open.isEmpty)
    return found
  }

  @Test func picturesSayWhatTheyShow() throws {
    let html = String(decoding: try Self.coverage(Self.plan).html(.vi), as: UTF8.self)
    let drawings = try Self.drawings(html)
    #expect(drawings.count == 3)
    for drawing in drawings { #expect(drawing.contains("<title>") && drawing.contains("<desc>")) }
    // A gap is crossed, and says so.
    #expect(drawings[0].contains("<title>Bưu chính – Học sinh: khoảng trống</title>"))
    #expect(drawings[0].contains("<title>Một cửa – Người dân: 13</title>"))
    #expect(drawings[1].contains("Phát tờ rơi") && drawings[1].contains("chưa có ngày"))
    #expect(drawings[2].contains("<title>Phòng Văn hóa, tuần 25/2018: 1</title>"))
  }

  @Test(arguments: [5, 43, 44, 300])
  func timelinesArePartedIntoSheets(_ count: Int) throws {
    let activities = (1...count).map { "  a\($0): {title: Việc số \($0), lead: vhtt, due: 15/06}" }.joined(separator: "\n")
    let coverage = try Self.coverage(
      "plan: vi-du\ntitle: Ví dụ\nyear: 2018\nunits: {vhtt: Phòng Văn hóa}\nactivities:\n\(activities)\n")
    let timeline = Timeline(coverage.schedule, units: nil, .vi)
    #expect(timeline.rows.count == count)
    var page = HTMLText()
    timeline.draw(on: &page)
    let drawings = try Self.drawings(String(decoding: page.bytes, as: UTF8.self))
    let rows = drawings.map { $0.components(separatedBy: "Việc số ").count - 1 }
    #expect(rows.reduce(0, +) == count && rows.allSatisfy { $0 <= 45 })
    #expect((rows.max() ?? 0) - (rows.min() ?? 0) <= drawings.count)
  }

  @Test func namesAreCutToTheirRoom() {
    for text in ["Tuyên truyền cải cách hành chính", "WWWWWWWWWWWWWWWW", "", "a", "漢字漢字漢字漢字"] {
      for room in [30.0, 80, 200] {
        let cut = FittedText.cut(text, room, size: 10)
        #expect(FittedText.width(cut, size: 10) <= room + 0.001)
        let lines = FittedText.lines(text, room, size: 10, limit: 2)
        #expect((1...2).contains(lines.count) && lines.allSatisfy { FittedText.width($0, size: 10) <= room + 0.001 }, "\(lines)")
      }
    }
    #expect(FittedText.lines("một hai ba", 1000, size: 10, limit: 3) == ["một hai ba"])
    #expect(Measure.text(12.04) == "12" && Measure.text(-0.46) == "-0.5" && Measure.text(3.25) == "3.3")
  }

  @Test func shadesGrowWithTheFigures() {
    #expect((0...3).map { CoverageShade.level($0, of: 3) } == [0, 1, 2, 3])
    #expect([1, 6, 7, 25, 26, 56, 57, 100].map { CoverageShade.level($0, of: 100) } == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(CoverageShade.level(0, of: 0) == 0)
  }
}
