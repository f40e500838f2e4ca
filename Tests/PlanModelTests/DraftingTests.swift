import Foundation
import Testing

@testable import PlanModel

/// Next year's plan is this year's with what has to change, and a list of what was changed and what to look at.
@Suite struct DraftingTests {
  /// A rolled text, with its remarks as `changed|follows|look line:column message`.
  struct Rolled {
    let text: String
    let remarks: [String]
    let roll: PlanRoll

    func says(_ words: String...) -> Bool { remarks.contains { line in words.allSatisfy { line.contains($0) } } }
  }

  static func roll(_ text: String, to year: Int = 2019, id: String? = nil, files: [String: String] = [:]) throws -> Rolled {
    let reading = readPlan(text, files: files)
    #expect(!reading.hasErrors, "\(reading.listing)")
    let roll = try #require(
      PlanRoll.roll(reading, to: year, id: id, asOf: .earliest) { path in
        files[path].map { .success(Array($0.utf8)) } ?? .failure(.missing)
      })
    let remarks = roll.remarks.map { remark in
      "\(remark.kind) \(remark.file.map { $0 + ":" } ?? "")\(remark.place.line):\(remark.place.column) \(remark.message.en)"
    }
    return Rolled(text: String(decoding: roll.bytes, as: UTF8.self), remarks: remarks, roll: roll)
  }

  /// A small plan with more lines for its head, and activities.
  static func plan(
    _ head: String = "", units: String = "  p: Phòng\n", activities: String = "  a: {title: A, lead: p, due: 15/05}\n"
  ) -> String {
    "plan: cchc-2018\ntitle: Thử\nyear: 2018\n\(head)units:\n\(units)activities:\n\(activities)"
  }

  // MARK: Head

  @Test func yearAndIDAndTitleFollow() throws {
    let rolled = try Self.roll(
      "plan: cchc2018   # mã\ntitle: \"Cải cách năm 2018\"\nyear: 2018 # năm\npurpose: Hoàn thành kế hoạch năm 2018\n"
        + "budget: 20 triệu (2018)\nunits: {p: P}\nactivities:\n  a: {title: A, lead: p, due: 15/05}\n")
    #expect(
      rolled.text
        == "plan: cchc2019   # mã\ntitle: \"Cải cách năm 2019\"\nyear: 2019 # năm\npurpose: Hoàn thành kế hoạch năm 2019\n"
        + "budget: 20 triệu (2019)\nunits: {p: P}\nactivities:\n  a: {title: A, lead: p, due: 15/05}\n")
    #expect(rolled.remarks.contains("changed 1:7 plan: `cchc2018` → `cchc2019`"))
    #expect(rolled.remarks.contains("changed 2:22 title: `năm 2018` → `năm 2019`"), "\(rolled.remarks)")
    #expect(rolled.remarks.contains("changed 3:7 year: `2018` → `2019`"))
  }

  @Test func anIDWithoutAYearStaysAndIsSaid() throws {
    let text = Self.plan().replacing("cchc-2018", with: "cchc")
    let rolled = try Self.roll(text)
    #expect(rolled.text.hasPrefix("plan: cchc\n"))
    #expect(rolled.says("look 1:7", "--id cchc-2019"))
    let named = try Self.roll(text, id: "cchc-b")
    #expect(named.text.hasPrefix("plan: cchc-b\n"))
    #expect(named.says("changed 1:7", "`cchc` → `cchc-b`"))
  }

  @Test(arguments: [
    ("giai đoạn 2018-2020", "giai đoạn 2018-2020"), ("giai đoạn 2016 – 2018", "giai đoạn 2016 – 2018"),
    ("theo Nghị định 61/2018/NĐ-CP", "theo Nghị định 61/2018/NĐ-CP"), ("từ ngày 16/04/2018", "từ ngày 16/04/2018"),
    ("Chỉ thị năm 2016, kế hoạch năm 2018.", "Chỉ thị năm 2016, kế hoạch năm 2019."), ("K2018 và 20180", "K2018 và 20180"),
    ("“2018”", "“2019”"), ("Công văn số 2018", "Công văn số 2018"), ("tháng 12/2018", "tháng 12/2018"), ("2018", "2019"),
  ])
  func onlyAYearThatStandsAloneChanges(_ title: String, _ wanted: String) throws {
    let rolled = try Self.roll(Self.plan().replacing("title: Thử", with: "title: '\(title)'"))
    #expect(rolled.text.contains("title: '\(wanted)'\n"), "\(rolled.text)")
    // What is left of the old year is pointed at, unless it is a number of something.
    let isLeft = title == wanted && (title.contains("giai đoạn") || title.contains("/2018") && !title.contains("NĐ-CP"))
    #expect(rolled.says("look 2:8", "names the old year") == isLeft, "\(rolled.remarks)")
  }

  @Test func aPeriodOverTwoYearsMovesAsAWhole() throws {
    let rolled = try Self.roll(
      "plan: he-2018-2019\ntitle: Năm học 2018-2019\nperiod: {from: 01/07/2018, to: 30/06/2019}\nunits: {p: P}\n"
        + "activities:\n  a: {title: A, lead: p, due: 15/05}\n")
    #expect(
      rolled.text.hasPrefix(
        "plan: he-2019-2020\ntitle: Năm học 2019-2020\nperiod: {from: 01/07/2019, to: 30/06/2020}\n"), "\(rolled.text)")
    #expect(!rolled.roll.reading.hasErrors)
  }

  @Test func theYearHasToBeLater() throws {
    let reading = readPlan(Self.plan())
    #expect(PlanRoll.year(of: reading) == 2018)
    for year in [2017, 2018, 2200, 9999] {
      let roll = Self.roll(reading, to: year)
      #expect(roll == nil, "\(year)")
    }
    let broken = readPlan("plan: a\ntitle: A\nyear: 2018\nactivities:\n  a: {title: A, lead: x, due: 15/05}\n")
    #expect(PlanRoll.year(of: broken) == nil)
    let roll = Self.roll(broken, to: 2019)
    #expect(roll == nil)
  }

  // MARK: The document

  @Test func theOldDocumentGoes() throws {
    let block = try Self.roll(
      Self.plan(
        "document:\n  number: 50/KH-UBND   # số của năm cũ\n  # ngày ký\n  issued: 16/04/2018\n  issuer: p\n  kind: letter\n"
          + "  basis:\n    - Nghị quyết 01/NQ-CP ngày 05/01/2018\n    - Luật\n"))
    #expect(
      block.text.contains(
        "document:\n  # số của năm cũ\n  # ngày ký\n  issuer: p\n  kind: letter\n  basis:\n    - Nghị quyết 01/NQ-CP ngày 05/01/2018\n    - Luật\n"
      ), "\(block.text)")
    #expect(block.says("changed", "number `50/KH-UBND` is gone") && block.says("changed", "issued `16/04/2018` is gone"))
    #expect(block.says("look 4:1", "work counts from 01/01/2019"))
    #expect(block.says("look", "a basis of 2018: `Nghị quyết"))
    #expect(!block.says("`Luật`"))
  }

  @Test(arguments: [
    ("{number: 50/KH, issued: 16/04/2018, issuer: p, kind: letter}", "{issuer: p, kind: letter}"),
    ("{issuer: p, number: 50/KH, kind: letter, issued: 16/04/2018}", "{issuer: p, kind: letter}"),
    ("{issuer: p, number: 50/KH, issued: 16/04/2018}", "{issuer: p}"),
    ("{ number: \"5, 6\" , issuer: p }", "{ issuer: p }"),
    ("{number: 50/KH, # số\n  issuer: p}", "{ # số\n  issuer: p}"),
    ("{issuer: p, # ai\n  number: 50/KH}", "{issuer: p # ai\n  }"),
  ])
  func entriesInBracketsGoCleanly(_ written: String, _ wanted: String) throws {
    let rolled = try Self.roll(Self.plan("document: \(written)\n"))
    #expect(rolled.text.contains("document: \(wanted)\n"), "\(rolled.text)")
    #expect(!rolled.roll.reading.hasErrors, "\(rolled.roll.reading.listing)")
  }

  @Test func aDocumentWithNothingElseGoesWhole() throws {
    for document in ["document: {number: 50/KH, issued: 16/04/2018}\n", "document:\n  number: 50/KH\n  issued: 16/04/2018\n"] {
      let rolled = try Self.roll(Self.plan(document))
      #expect(rolled.text == Self.plan().replacing("2018", with: "2019"), "\(rolled.text)")
    }
  }

  @Test func amendmentsAndTheFormerIDGo() throws {
    let rolled = try Self.roll(
      Self.plan(
        "former_id: cu-2017  # mã trước\n\namendments:\n  # lần một\n  - number: 41/KH-UBND\n    issued: 20/04/2018   # ký\n"
          + "    summary: >-\n      Bổ sung\n      việc\n\nnote: x\n"))
    #expect(
      rolled.text.contains("year: 2019\n# mã trước\n\n  # lần một\n    # ký\nnote: x\nunits:\n")
        || rolled.text.contains("year: 2019\n# mã trước\n\n  # lần một\n    # ký\n\nnote: x\nunits:\n"), "\(rolled.text)")
    #expect(rolled.says("changed", "amendments (`41/KH-UBND`, 20/04/2018) is gone"))
    #expect(rolled.says("changed", "former_id `cu-2017` is gone"))
    #expect(!rolled.roll.reading.hasErrors)
    let last = try Self.roll(Self.plan() + "\namendments:\n  - {number: 41/KH}\n")
    #expect(last.text == Self.plan().replacing("2018", with: "2019"), "\(last.text)")
    let between = try Self.roll(Self.plan("\namendments:\n  - {number: 41/KH}\n\nnote: x\n"))
    #expect(between.text.contains("year: 2019\n\nnote: x\n"), "\(between.text)")
  }

  // MARK: Dates

  @Test func datesWithAYearMove() throws {
    let rolled = try Self.roll(
      Self.plan(
        "calendar:\n  milestones: {m: 20/11/2018}\nthemes: {t: {title: T, from: 01/02/2018, to: 2018-03-01}}\n",
        activities: """
            a: {title: A, lead: p, themes: t, due: [19/06/2018, 2018-10-08]}
            b: {title: B, lead: p, when: quý II/2018}
            c: {title: C, lead: p, when: tháng 12 năm 2018}
            d: {title: D, lead: p, from: 01/10/2018, to: 5 days after 09/10/2018}
            e: {title: E, lead: p, every: week, day: mon, except: {"05/02/2018 đến 09/02/2018": nghỉ năm 2018}, also: 17/03/2018}
            f: {title: F, lead: p, rrule: FREQ=WEEKLY;BYDAY=MO;UNTIL=20181031}
            g: {title: G, lead: p, day: 3 days before m}
          """))
    for line in [
      "m: 20/11/2019", "from: 01/02/2019, to: 2019-03-01", "due: [19/06/2019, 2019-10-08]", "when: quý II/2019",
      "when: tháng 12 năm 2019", "from: 01/10/2019, to: 5 days after 09/10/2019", "\"05/02/2019 đến 09/02/2019\": nghỉ năm 2018",
      "also: 17/03/2019", "UNTIL=20191031",
    ] {
      #expect(rolled.text.contains(line), "\(line)\n\(rolled.text)")
    }
    #expect(rolled.says("changed", "`19/06/2018` → `19/06/2019`") && rolled.says("changed", "`II/2018` → `II/2019`"))
    #expect(rolled.says("look", "names the old year", "nghỉ năm 2018"))
    #expect(!rolled.roll.reading.hasErrors, "\(rolled.roll.reading.listing)")
  }

  @Test func aLeapDayThatIsNotThereIsPointedAt() throws {
    let text = "plan: a-2020\ntitle: A\nyear: 2020\nunits: {p: P}\nactivities:\n  a: {title: A, lead: p, due: 29/02/2020}\n"
    let rolled = try Self.roll(text, to: 2021)
    #expect(rolled.text.contains("due: 29/02/2020"))
    #expect(rolled.says("look 6:31", "no such day in 2021"), "\(rolled.remarks)")
    #expect(rolled.roll.reading.hasErrors && rolled.says("new error [outside-period]"))
    #expect(try Self.roll(text, to: 2024).text.contains("due: 29/02/2024"))
    // Without its year, reading the new plan finds it; the days of the rest are looked at all the same.
    let bare = try Self.roll(
      text.replacing("29/02/2020", with: "29/02").replacing(
        "activities:\n", with: "activities:\n  b: {title: B, lead: p, day: 15/05}\n"),
      to: 2021)
    #expect(bare.says("new error [bad-date]"))
    #expect(bare.says("look", "`b`", "Saturday 15/05/2021"), "\(bare.remarks)")
  }

  @Test func daysOffOfTheOfficeAreLeft() throws {
    let rolled = try Self.roll(
      Self.plan("calendar:\n  days_off: {22/05: Chuyển trụ sở, 23/05/2018: Dọn}\n  working_days: 26/05\n"))
    #expect(rolled.text.contains("  days_off: {22/05: Chuyển trụ sở, 23/05/2018: Dọn}\n  working_days: 26/05\n"))
    #expect(rolled.says("look 5:14", "still counts in 2019 (Wednesday 22/05/2019)"), "\(rolled.remarks)")
    #expect(rolled.says("look 5:36", "names the old year and no longer counts"), "\(rolled.remarks)")
    #expect(rolled.says("look 6:17", "Sunday 26/05/2019"))
  }

  @Test func daysOffInTheNewYearAreSaid() throws {
    let rolled = try Self.roll(
      Self.plan(
        "calendar:\n  milestones: {tong-ket: 14/12}\n",
        activities: """
            a: {title: A, lead: p, day: 19/05}
            b: {title: B, lead: p, due: 15/12}
            c: {title: C, lead: p, day: 19/05, on_day_off: next}
            d: {title: D, lead: p, day: 19/05, on_day_off: keep}
            e: {title: E, lead: p, day: "19/05, 22/05", on_day_off: skip}
            f: {title: F, lead: p, due: 16/12}
            g: {title: G, lead: p, due: 3 working days after tong-ket}
          """))
    #expect(rolled.says("look", "`a`: on a day off, Sunday 19/05/2019: it stays there; to move it, write `on_day_off: next`"))
    #expect(rolled.says("look", "`b`: due on a day off, Sunday 15/12/2019 → Friday 13/12/2019"), "\(rolled.remarks)")
    #expect(rolled.says("look", "`c`: on a day off, Sunday 19/05/2019 → Monday 20/05/2019"))
    #expect(rolled.says("look", "`d`", "it stays, as written"))
    #expect(rolled.says("look", "`e`", "left out"))
    #expect(!rolled.says("`f`") && !rolled.says("`g`"))
    #expect(rolled.says("the milestone `tong-ket` is on a day off", "14/12/2019"))
    // What has been said of a day is not said again as a finding.
    #expect(!rolled.says("falls-on-day-off"))
  }

  @Test func feastsFollowTheMoon() throws {
    let rolled = try Self.roll(
      Self.plan(
        activities: """
            a: {title: A, lead: p, due: 10 working days before tet}
            b: {title: B, lead: p, day: 09/09 lunar, on_day_off: keep}
            c: {title: C, lead: p, due: 5 days before tet}
            d: {title: D, lead: p, every: week, day: mon, except: 14/02 to 20/02}
          """))
    #expect(rolled.says("follows", "Tết: Fri 16/02/2018 → Tue 05/02/2019"), "\(rolled.remarks)")
    #expect(rolled.says("follows", "09/09 of the lunar calendar: ", "/2018 → ", "/2019"))
    #expect(rolled.remarks.filter { $0.contains("Tết: ") }.count == 1)
    #expect(rolled.says("look", "`14/02` was 29 Tết in 2018 and is not in 2019"), "\(rolled.remarks)")
    #expect(!rolled.says("`09/09` was"))
    let later = try Self.roll(Self.plan(), to: 2029)
    #expect(later.says("look 3:7", "[projected-holiday]"), "\(later.remarks)")
  }

  // MARK: Units

  static let units = """
      ubnd: UBND
      cu: {name: Phòng cũ, parent: ubnd, to: 30/06/2018, successor: moi}
      moi: {name: Phòng mới, parent: cu2, from: 01/07/2018}
      cu2: {name: Cũ hai, to: 31/12/2017, successor: ubnd}
      chia: {name: Chia, to: 31/12/2018, successor: [moi, p]}
      het: {name: Hết, to: 31/12/2018}
      sap: {name: Sắp, to: 30/09/2019, successor: p}
      p: Phòng
      nhom: {name: Nhóm, members: [cu, moi, p]}
      nhom2: {name: Nhóm hai, members: "cu, p"}
      nhom3:
        name: Nhóm ba
        members:
          - p
          - het   # không còn
      nhom4: {name: Nhóm bốn, members: {trong: {name: Trong, to: 31/12/2018, successor: p}, tho: {name: Tho}}}

    """

  @Test func successorsTakeTheRoles() throws {
    let rolled = try Self.roll(
      Self.plan(
        "document: {issuer: cu, kind: letter}\ndefaults: {monitor: [cu, moi]}\nchannels:\n  k: {name: K, operator: \"cu\"}\n",
        units: Self.units,
        activities: """
            a: {title: A, lead: cu, coordinate: [moi, p], channels: k, due: 15/08}
            b: {title: B, lead: moi, coordinate: "p, cu", due: 15/08}
            c:
              title: C
              lead: moi
              coordinate:
                - cu   # cũ
                - p
              due: 15/08
            d: {title: D, lead: p, implement: "cu, cu2", report_to: 'cu', monitor: cu, due: 15/08}
            e: {title: E, lead: cu, coordinate: moi, due: 15/08}
            f: {title: F, lead: each nhom, due: 15/08}
            g: {title: G, lead: each nhom2, due: 15/08}
            h: {title: H, lead: each nhom3, due: 15/08}
            i: {title: I, lead: each nhom4, due: 15/08}
            k: {title: K, lead: sap, coordinate: chia, due: 15/08}
            l: {title: L, lead: p, coordinate: ubnd, phases: {x: {title: X, lead: cu, coordinate: [moi, p], due: 15/08}}}
          """))
    for line in [
      "document: {issuer: moi, kind: letter}", "defaults: {monitor: [moi]}", "operator: \"moi\"",
      "moi: {name: Phòng mới, parent: ubnd, from: 01/07/2018}",
      "cu: {name: Phòng cũ, parent: ubnd, to: 30/06/2018, successor: moi}",
      "members: [moi, p]", "members: \"moi, p\"", "a: {title: A, lead: moi, coordinate: [p], channels: k, due: 15/08}",
      "b: {title: B, lead: moi, coordinate: \"p\", due: 15/08}", "coordinate:\n      # cũ\n      - p\n",
      "d: {title: D, lead: p, implement: \"moi, ubnd\", report_to: 'moi', monitor: moi, due: 15/08}",
      "e: {title: E, lead: moi, due: 15/08}", "      - p\n      # không còn\n",
      "k: {title: K, lead: sap, coordinate: chia, due: 15/08}",
      "x: {title: X, lead: moi, coordinate: [p], due: 15/08}",
    ] {
      #expect(rolled.text.contains(line), "\(line)\n\(rolled.text)")
    }
    #expect(rolled.says("changed", "lead: `cu` → `moi` (the old unit ended on 30/06/2018)"))
    #expect(rolled.says("changed", "coordinate: `moi` is gone; it leads now"))
    #expect(rolled.says("changed", "the group `nhom3`: `het` ended and is gone"))
    #expect(rolled.says("look", "`chia` ended on 31/12/2018", "`moi`, `p`"))
    #expect(rolled.says("look", "`trong` in the group `nhom4` has ended"))
    #expect(rolled.says("look", "`sap` ends on 30/09/2019, within 2019"))
    // Who takes over from the unit that was divided is for a person to say; nothing else is wrong.
    let errors = rolled.roll.reading.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule.slug) == ["unit-not-in-force"], "\(rolled.roll.reading.listing)")
    #expect(rolled.says("look", "new error [unit-not-in-force]"))
  }

  @Test func aDefaultDoesNotComeBack() throws {
    let rolled = try Self.roll(
      Self.plan(
        "defaults: {coordinate: p}\n", units: "  cu: {name: C, to: 30/06/2018, successor: moi}\n  moi: M\n  p: P\n",
        activities: "  a: {title: A, lead: cu, coordinate: moi, due: 15/05}\n"))
    #expect(rolled.text.contains("a: {title: A, lead: moi, coordinate: none, due: 15/05}"), "\(rolled.text)")
    #expect(!rolled.roll.reading.hasErrors)
  }

  @Test func sharedFilesStayAndAreNamed() throws {
    let shared =
      "units:\n  cu: {name: C, to: 30/06/2018, successor: p}\n  p: P\n  nhom: {name: N, members: [cu, p]}\ncalendar:\n  milestones: {m: 01/03/2018}\n"
    let rolled = try Self.roll(
      "plan: a-2018\ntitle: A\nyear: 2018\nuse: chung.yaml\nactivities:\n  a: {title: A, lead: cu, coordinate: nhom, due: 15/05}\n",
      files: ["chung.yaml": shared])
    #expect(rolled.text.contains("lead: p, coordinate: nhom"))
    #expect(rolled.says("look chung.yaml:4:", "in a shared file, which stays as it is", "`cu` ended"), "\(rolled.remarks)")
    #expect(rolled.says("look chung.yaml:6:", "`01/03/2018` → `01/03/2019`"))
  }

  // MARK: The rest of the text

  @Test func theOldYearIsPointedAtWhereverItIsLeft() throws {
    let rolled = try Self.roll(
      "# Kế hoạch năm 2018\n"
        + Self.plan(
          "note: >-  # ghi chú 2018\n  Theo chỉ thị năm 2018\n  và Nghị định 61/2018/NĐ-CP\n",
          units: "  p: {name: Phòng 2018, from: 01/01/2018}\n",
          activities:
            "  a-2018: {title: Kết quả 2018, lead: p, product: 5 bài, former_id: b-2018, source: Nghị định 61/2018/NĐ-CP, due: 15/05}\n"
        ))
    #expect(rolled.says("look 1:1", "a comment") && rolled.says("look", "a comment", "ghi chú 2018"))
    #expect(rolled.says("look 5:7", "Theo chỉ thị năm 2018"), "\(rolled.remarks)")
    #expect(rolled.says("look", "`Phòng 2018`") && rolled.says("look", "`Kết quả 2018`"))
    #expect(rolled.remarks.filter { $0.contains("2018") && $0.hasPrefix("look") }.count == 5, "\(rolled.remarks)")
    #expect(rolled.text.contains("a-2018: {title: Kết quả 2018") && rolled.text.contains("from: 01/01/2018"))
  }

  @Test func newFindingsAreListedAndOldOnesAreNot() throws {
    // Nothing in January to March counts as empty only once there is no date of issue.
    let rolled = try Self.roll(
      Self.plan("document: {kind: plan, issued: 16/04/2018}\n", activities: "  a: {title: A, lead: p, when: April to December}\n")
    )
    #expect(rolled.says("look", "new warning [empty-month]", "1/2019"), "\(rolled.remarks)")
    #expect(!rolled.says("[no-product]") && !rolled.says("[no-monitor]"))
  }

  @Test func lineEndsAndMarksStay() throws {
    let text = "\u{FEFF}" + Self.plan("document:\n  number: 5/KH  # số\n  kind: letter\n\namendments: [{number: 6/KH}]\n\n")
    let rolled = try Self.roll(text.replacing("\n", with: "\r\n"))
    let expected = "\u{FEFF}" + Self.plan("document:\n  # số\n  kind: letter\n\n").replacing("2018", with: "2019")
    #expect(Array(rolled.text.utf8) == Array(expected.replacing("\n", with: "\r\n").utf8), "\(rolled.text)")
    // A file without an end of its last line, too.
    let open = try Self.roll(String(Self.plan().dropLast()))
    #expect(open.text == String(Self.plan().replacing("2018", with: "2019").dropLast()))
  }

  @Test func vietnameseKeysAreKept() throws {
    let rolled = try Self.roll(
      "mã kế hoạch: cchc-2018\nTên: Thử năm 2018\nnăm: 2018\nvăn bản: {số ký hiệu: 5/KH, loại văn bản: công văn}\nđơn vị: {p: P}\n"
        + "hoạt động:\n  a: {tên: A, chủ trì: p, ngày: 19/05}\n")
    #expect(
      rolled.text
        == "mã kế hoạch: cchc-2019\nTên: Thử năm 2019\nnăm: 2019\nvăn bản: {loại văn bản: công văn}\nđơn vị: {p: P}\n"
        + "hoạt động:\n  a: {tên: A, chủ trì: p, ngày: 19/05}\n")
    #expect(rolled.says("write `trùng ngày nghỉ: dời sau`"), "\(rolled.remarks)")
  }

  // MARK: Real plans

  static let plans = planFiles(below: checkout.appending(path: "plans")).filter { !$0.path.contains("/registry/") }

  static func roll(_ reading: PlanReading, to year: Int) -> PlanRoll? {
    PlanRoll.roll(reading, to: year, id: nil, asOf: .earliest) { path in
      FileManager.default.contents(atPath: path).map { .success([UInt8]($0)) } ?? .failure(.missing)
    }
  }

  static func comments(_ bytes: [UInt8]) -> [String] {
    let file = SourceFile(name: "plan.yaml", bytes: bytes)
    return RollTree(file, id: FileID(0))?.comments.map { file.text($0) } ?? []
  }

  static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  @Test(arguments: plans)
  func realPlansRoll(_ file: URL) throws {
    let old = try readPlan(file)
    let year = try #require(PlanRoll.year(of: old))
    guard file.lastPathComponent != "to-chuc-lai-2025.yaml" else {
      // Who does the work of an office that was split is for a person to say; nothing else is wrong.
      let roll = try #require(Self.roll(old, to: year + 1))
      let errors = roll.reading.diagnostics.filter { $0.severity == .error }
      #expect(errors.count == 5 && errors.allSatisfy { $0.rule.slug == "unit-not-in-force" }, "\(roll.reading.listing)")
      return
    }
    for later in 1...6 {
      let roll = try #require(Self.roll(old, to: year + later))
      #expect(!roll.reading.hasErrors, "\(roll.reading.listing)")
      #expect(roll.reading.plan?.period.first.year == year + later)
      #expect(roll.reading.plan?.activities.ids == old.plan?.activities.ids)
      #expect(roll.reading.plan?.issued == nil)
    }
    // Step by step comes to the same as at once.
    let one = try #require(Self.roll(old, to: year + 1))
    let two = try #require(Self.roll(one.reading, to: year + 2))
    #expect(Self.lines(two.bytes) == Self.lines(try #require(Self.roll(old, to: year + 2)).bytes))
  }

  static let files =
    plans + planFiles(below: testsFolder.appending(path: "Vectors/plans"))
    + planFiles(below: testsFolder.appending(path: "Vectors/random"))
    + planFiles(below: testsFolder.appending(path: "PlanModelTests/Fixtures"))

  @Test(arguments: files)
  func onlyWhatIsListedChanges(_ file: URL) throws {
    let old = try readPlan(file)
    guard let year = PlanRoll.year(of: old), let source = old.sources.files.first else { return }
    guard let roll = Self.roll(old, to: year + 1) else { return }
    #expect(Self.comments(roll.bytes) == Self.comments(source.bytes))
    #expect(!roll.reading.diagnostics.contains { ["syntax", "wrong-type", "unknown-key", "missing-key"].contains($0.rule.slug) })
    #expect(roll.remarks.map(\.kind) == roll.remarks.map(\.kind).sorted())
    guard !source.bytes.contains(0x0D) else { return }
    let before = Set(Self.lines(source.bytes))
    let listed = Set(roll.remarks.filter { $0.kind == .changed }.map(\.place.line))
    for (number, line) in Self.lines(roll.bytes).enumerated() where !before.contains(line) {
      // The comment of a line that went stands alone.
      if line.drop(while: { $0 == " " }).hasPrefix("#") { continue }
      #expect(listed.contains(number + 1), "line \(number + 1): \(line)")
    }
  }

  @Test func theWardPlanListsWhatMatters() throws {
    let old = try readPlan(checkout.appending(path: "plans/phuong-2026.yaml"))
    let roll = try #require(Self.roll(old, to: 2027))
    let text = String(decoding: roll.bytes, as: UTF8.self)
    #expect(text.contains("mã kế hoạch: phuong-sen-ho-cchc-2027\n") && text.contains("\nnăm: 2027\n"))
    #expect(!text.contains("điều chỉnh:") && !text.contains("số ký hiệu") && !text.contains("mã cũ: phuong-sen-ho"))
    let source = try #require(old.sources.files.first)
    let handed = try #require(
      Self.lines(source.bytes).first { $0.hasPrefix("    chủ trì: tt-van-hoa") })
    #expect(text.contains("\n" + handed.replacing("tt-van-hoa", with: "tt-dich-vu") + "\n"))
    #expect(text.contains("hạn: [19/06/2027, 2027-10-08]") && text.contains("khi: tháng 12/2027"))
    let said = roll.remarks.map(\.message.vi)
    for words in [
      "`tt-van-hoa` → `tt-dich-vu`", "Tết Nguyên đán: T3 17/02/2026 → T7 06/02/2027", "Rằm tháng Giêng: ", "`22/05`",
      "kết quả dịch vụ công trực tuyến năm 2026", "41/KH-UBND", "điền số, ngày ban hành",
    ] {
      #expect(said.contains { $0.contains(words) }, "\(words)\n\(said.joined(separator: "\n"))")
    }
  }
}
