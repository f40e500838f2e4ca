import Foundation
import PlanModel
import Testing

@testable import PlanReports

/// The plan as a document to sign, and the amendment that changes it.
@Suite struct DocumentTests {
  private static let text = """
    plan: thu
    title: Tuyên truyền cải cách hành chính năm 2026
    document: {number: 05/KH-UBND, issued: 05/01/2026, issuer: co-quan, basis: [Luật Một, thực hiện Kế hoạch số 2.]}
    year: 2026
    purpose: để người dân biết
    units:
      co-quan: UBND phường Sen Hồ
      van-hoa: {name: Phòng Văn hóa, parent: co-quan}
      kinh-te: {name: Phòng Kinh tế, parent: co-quan}
      doan: {name: Đoàn Thanh niên, requested: yes}
      to: {name: Các tổ dân phố, members: {to-1: Tổ 1, to-2: Tổ 2}}
    themes: {mot-cua: Một cửa, so: Chuyển đổi số}
    defaults: {monitor: co-quan}
    activities:
      hop: {title: Họp dân, lead: van-hoa, coordinate: doan, themes: so, due: 20/05, product: 1 cuộc, assumed: [lead]}
      loa: {title: Phát loa, lead: each to, themes: mot-cua, every: week, day: fri, time: 17:00, assumed: [time]}
      thi:
        title: Cuộc thi
        lead: van-hoa
        themes: so
        budget: 12 triệu đồng
        phases:
          mo: {title: Phát động, due: 02/06}
          cham: {title: Chấm thi, lead: kinh-te, due: 15/09, note: Chấm hai vòng}

    """

  private func schedule(_ text: String = DocumentTests.text) throws -> Schedule {
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    return try #require(reading.schedule)
  }

  private func document(
    _ text: String = DocumentTests.text, place: String? = nil, signer: String? = nil, assumed: AssumedText = .show,
    _ language: Language = .vi
  ) throws -> OfficialDocument {
    OfficialDocument(try schedule(text), DocumentOptions(place: place, signer: signer, assumed: assumed), language)
  }

  private func amendment(_ new: String, assumed: AssumedText = .show, _ language: Language = .vi) throws -> OfficialDocument {
    OfficialDocument(
      try schedule(new), amending: try schedule(), DocumentOptions(place: nil, signer: nil, assumed: assumed), language)
  }

  /// The lines of each cell of the rows of a table, groups as their two texts.
  private func cells(_ document: OfficialDocument) -> [[String]] {
    document.appendix.table.rows.map { row in
      switch row {
      case .group(let number, let title): [number, title]
      case .cells(let cells, _): cells.map { $0.joined(separator: "\n") }
      }
    }
  }

  private func words(_ document: OfficialDocument) -> [String] {
    document.body.map { block in
      switch block {
      case .heading(let text), .subheading(let text), .paragraph(let text), .item(let text), .basis(let text): text
      }
    }
  }

  @Test func theTableHasEachActivityOnceInTheOrderOfTheThemes() throws {
    let rows = cells(try document())
    #expect(rows.map { $0[0] } == ["I", "1", "II", "2", "3", "3.1", "3.2"])
    #expect(rows[0] == ["I", "Một cửa"])
    #expect(rows[1] == ["1", "Phát loa", "Các tổ dân phố (từng đơn vị)", "", "Hằng tuần, thứ Sáu, lúc 17 giờ (*)", "", ""])
    #expect(rows[3] == ["2", "Họp dân", "Phòng Văn hóa (*)", "Đoàn Thanh niên", "Chậm nhất ngày 20/05/2026", "1 cuộc", ""])
    // What holds for all phases stands once.
    #expect(rows[4] == ["3", "Cuộc thi", "", "", "", "", "Kinh phí: 12 triệu đồng"])
    #expect(rows[5] == ["3.1", "Phát động", "Phòng Văn hóa", "", "Chậm nhất ngày 02/06/2026", "", ""])
    #expect(rows[6] == ["3.2", "Chấm thi", "Phòng Kinh tế", "", "Chậm nhất ngày 15/09/2026", "", "Chấm hai vòng"])
  }

  @Test func whatIsAssumedIsMarkedOrLeftOut() throws {
    let shown = try document()
    #expect(shown.appendix.footnote?.hasPrefix("(*)") == true)
    let hidden = try document(assumed: .hide)
    let rows = cells(hidden)
    #expect(hidden.appendix.footnote == nil)
    #expect(!rows.joined().joined().contains("(*)"))
    // The hour is assumed, the day is not.
    #expect(rows[1][4] == "Hằng tuần, thứ Sáu")
    #expect(rows[3][2].isEmpty)
    #expect(words(shown).contains("- Chủ trì: Họp dân (nhiệm vụ số 2 Phụ lục)."))
    #expect(!words(hidden).contains { $0.contains("Họp dân") })
    let head = Self.text.replacing("purpose:", with: "assumed: [purpose, themes]\npurpose:")
    #expect(words(try document(head)).contains("I. MỤC ĐÍCH, YÊU CẦU (*)"))
    let without = words(try document(head, assumed: .hide))
    #expect(!without.contains { $0.contains("MỤC ĐÍCH") || $0.contains("NỘI DUNG TUYÊN TRUYỀN") })
    let defaults = Self.text.replacing("purpose:", with: "assumed: [defaults]\npurpose:").replacing(
      "monitor: co-quan", with: "monitor: kinh-te")
    #expect(words(try document(defaults)).contains { $0.contains("Theo dõi, đôn đốc") })
    #expect(!words(try document(defaults, assumed: .hide)).contains { $0.contains("Theo dõi, đôn đốc") })
  }

  @Test func eachUnitIsToldItsOwnWorkAndPhases() throws {
    let words = words(try document())
    // The issuing body only looks on, which it need not tell itself; who is asked comes last.
    #expect(
      words.filter { $0.wholeMatch(of: /\d\. [^;]*[^;.]/) != nil } == [
        "1. Phòng Văn hóa", "2. Phòng Kinh tế", "3. Các tổ dân phố", "4. Đề nghị Đoàn Thanh niên",
      ])
    #expect(words.contains("- Chủ trì: Phát động (nhiệm vụ số 3.1 Phụ lục)."))
    #expect(words.contains("- Chủ trì: Chấm thi (nhiệm vụ số 3.2 Phụ lục)."))
    #expect(!words.contains { $0.contains("Cuộc thi (nhiệm vụ số 3 ") })
    #expect(words.contains("- Phối hợp thực hiện nhiệm vụ số 2 Phụ lục."))
    #expect(words.last?.hasSuffix("để xem xét, quyết định./.") == true)
    let whole = Self.text.replacing("lead: kinh-te, ", with: "")
    #expect(self.words(try document(whole)).contains("- Chủ trì: Cuộc thi (nhiệm vụ số 3 Phụ lục)."))
  }

  @Test func basesEndAsTheDecreeHasIt() throws {
    #expect(
      words(try document()).prefix(3) == [
        "Căn cứ Luật Một;", "Thực hiện Kế hoạch số 2.",
        "Ủy ban nhân dân phường Sen Hồ ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026 như sau:",
      ])
  }

  @Test(arguments: [
    ("05/01/2026", "ngày 05 tháng 01 năm 2026"), ("10/02/2026", "ngày 10 tháng 02 năm 2026"),
    ("09/03/2026", "ngày 09 tháng 3 năm 2026"), ("31/12/2025", "ngày 31 tháng 12 năm 2025"),
  ]) func datesHaveANoughtOnlyWhereTheDecreeWantsIt(day: String, wanted: String) throws {
    let text = Self.text.replacing("05/01/2026", with: day)
    #expect(try document(text).head.placeAndDate == "Sen Hồ, \(wanted)")
  }

  @Test(arguments: [
    ("UBND thành phố Bạc Liêu", "Bạc Liêu", ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ BẠC LIÊU"]),
    ("UBND Phường 1", "Phường 1", ["ỦY BAN NHÂN DÂN", "PHƯỜNG 1"]),
    ("UBND quận 3", "Quận 3", ["ỦY BAN NHÂN DÂN", "QUẬN 3"]),
    ("UBND xã Hưng Hội", "Hưng Hội", ["ỦY BAN NHÂN DÂN", "XÃ HƯNG HỘI"]),
    ("Ủy ban nhân dân tỉnh Cà Mau", "Cà Mau", ["ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU"]),
    ("UBND Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh", ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"]),
    ("UBND đặc khu Phú Quốc", "Phú Quốc", ["ỦY BAN NHÂN DÂN", "ĐẶC KHU PHÚ QUỐC"]),
  ]) func placesComeFromTheIssuer(name: String, place: String, issuer: [String]) throws {
    let head = try document(Self.text.replacing("UBND phường Sen Hồ", with: name)).head
    #expect(head.placeAndDate.hasPrefix("\(place), ngày "))
    #expect(head.issuer == issuer)
    #expect(head.parent.isEmpty)
  }

  @Test func anOfficeSignsWhereItsParentDoes() throws {
    let office = try document(Self.text.replacing("issuer: co-quan", with: "issuer: van-hoa"))
    #expect(office.head.placeAndDate.hasPrefix("Sen Hồ, "))
    #expect(office.head.parent == ["ỦY BAN NHÂN DÂN", "PHƯỜNG SEN HỒ"])
    #expect(office.head.issuer == ["PHÒNG VĂN HÓA"])
    #expect(office.signature.lines == ["TRƯỞNG PHÒNG"])
    #expect(office.recipients.first == "- UBND phường Sen Hồ (để báo cáo);")
    #expect(try document(place: "Nơi khác").head.placeAndDate.hasPrefix("Nơi khác, "))
    #expect(try document(signer: "Nguyễn Thị Ánh").signature.name == "Nguyễn Thị Ánh")
  }

  @Test func aChairIssuesInTheNameOfTheCommittee() throws {
    let text = Self.text
      .replacing("issuer: co-quan", with: "issuer: chu-tich, kind: directive").replacing("number: 05/KH-UBND, ", with: "")
      .replacing("  van-hoa:", with: "  chu-tich: {name: Chủ tịch UBND phường, parent: co-quan}\n  van-hoa:")
    let chair = try document(text)
    #expect(chair.head.parent.isEmpty)
    #expect(chair.head.issuer == ["ỦY BAN NHÂN DÂN", "PHƯỜNG SEN HỒ"])
    #expect(chair.head.number.hasSuffix("/CT-UBND"))
    #expect(chair.signature.lines == ["CHỦ TỊCH"])
    #expect(!chair.recipients.contains { $0.contains("để báo cáo") })
    #expect(chair.blanks.contains { $0.vi.hasPrefix("số, ký hiệu") })
  }

  @Test func aLetterHasNoNameOfItsKind() throws {
    let text = Self.text.replacing("issuer: co-quan", with: "issuer: co-quan, kind: letter")
    let letter = try document(text)
    #expect(letter.name == nil)
    #expect(letter.head.number == "Số: 05/KH-UBND\nV/v tuyên truyền cải cách hành chính năm 2026")
    #expect(letter.addressLines == ["Kính gửi:", "- Phòng Văn hóa;", "- Phòng Kinh tế;", "- Các tổ dân phố."])
    // Who is written to is above.
    #expect(letter.recipients == ["- Như trên;", "- Đoàn Thanh niên;", "- Lưu: VT."])
    let page = String(decoding: letter.html(), as: UTF8.self)
    #expect(!page.contains("<h1>") && page.contains("V/v tuyên truyền"))
    #expect(!letter.markdown().contains("\n# "))
  }

  @Test func whatIsMissingIsLeftBlankAndNamed() throws {
    let text = Self.text.replacing("number: 05/KH-UBND, issued: 05/01/2026, ", with: "").replacing(
      "purpose: để người dân biết\n", with: "")
    let bare = try document(text)
    #expect(bare.head.number == "Số: \(String(repeating: "\u{A0}", count: 7))/KH-UBND")
    #expect(bare.head.placeAndDate.hasPrefix("Sen Hồ, ngày\u{A0}"))
    #expect(bare.blanks.map(\.en).count == 5)
    #expect(bare.blanks.contains { $0.en.contains("`purpose`") } && bare.blanks.contains { $0.vi.contains("--signer") })
    let pending = Self.text.replacing("year: 2026\n", with: "year: 2026\ncalendar: {milestones: {tinh: pending}}\n")
      .replacing("due: 20/05", with: "due: 3 days after tinh")
    #expect(try document(pending).blanks.contains { $0.vi.contains("“tinh”") })
  }

  @Test func anAmendmentTellsWhatWasAndWhatIsNow() throws {
    let new = Self.text.replacing("due: 20/05", with: "due: 22/05").replacing("  loa: {", with: "  loa-moi: {former_id: loa, ")
    let changed = cells(try amendment(new))
    #expect(
      changed == [
        ["I", "Điều chỉnh"],
        [
          "1", "Họp dân", "Thời gian: Chậm nhất ngày 20/05/2026", "Thời gian: Chậm nhất ngày 22/05/2026",
          "Nhiệm vụ số 2, Phụ lục cũ",
        ],
      ])
    let moved = cells(try amendment(Self.text.replacing("themes: mot-cua", with: "themes: so")))
    #expect(moved[1][2] == "Nội dung tuyên truyền: Một cửa" && moved[1][3] == "Nội dung tuyên truyền: Chuyển đổi số")
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    let removed =
      lines.filter { !$0.hasPrefix("  loa:") }.joined(separator: "\n")
      + "  them: {title: Việc thêm, lead: kinh-te, due: 03/06, product: 2 bài, assumed: [product]}\n"
    let both = cells(try amendment(removed))
    #expect(both.map { $0[0] } == ["I", "1", "II", "2"])
    #expect(both[0][1] == "Bổ sung" && both[2][1] == "Bãi bỏ")
    #expect(both[1][3] == "Chủ trì: Phòng Kinh tế\nThời gian: Chậm nhất ngày 03/06/2026\nSản phẩm: 2 bài (*)")
    #expect(try amendment(removed).appendix.footnote != nil)
    #expect(cells(try amendment(removed, assumed: .hide))[1][3] == "Chủ trì: Phòng Kinh tế\nThời gian: Chậm nhất ngày 03/06/2026")
    #expect(both[3][3].isEmpty)
    // A lead that is merely no longer assumed is the same lead.
    #expect(try amendment(Self.text.replacing(", assumed: [lead]", with: "")).isEmpty)
    #expect(try amendment(Self.text).isEmpty)
    #expect(try amendment(Self.text, .en).isEmpty)
  }

  @Test func anAmendmentIsTheActThatThePlanAdds() throws {
    let act = "amendments: [{number: 31/KH-UBND, issued: 06/04/2026, summary: Dời hội nghị}]\n"
    let document = try amendment(Self.text.replacing("due: 20/05", with: "due: 22/05") + act)
    #expect(document.head.number == "Số: 31/KH-UBND")
    #expect(document.head.placeAndDate == "Sen Hồ, ngày 06 tháng 4 năm 2026")
    #expect(document.subject.hasSuffix("(dời hội nghị)"))
    #expect(document.subject.contains("Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026"))
    #expect(document.appendix.source.contains("31/KH-UBND"))
  }

  @Test func equalDocumentsAreEqualToTheByte() throws {
    for language in Language.allCases {
      let (one, other) = (try document(Self.text, language), try document(Self.text, language))
      #expect(one.html() == other.html())
      #expect(try one.docx() == other.docx())
      #expect(one.markdown() == other.markdown())
      #expect(try one.docx().prefix(4) == [0x50, 0x4B, 0x03, 0x04])
    }
  }

  @Test func thePolicyLetsInItsOwnStyleOnly() throws {
    #expect("\(OfficialDocument.styleHash)" == (try contentHash("\(OfficialDocument.style)")))
    let page = Markup(String(decoding: try document().html(), as: UTF8.self))
    let policy = try #require(page.values(of: "content", in: "meta").first { $0.hasPrefix("default-src 'none'") })
    #expect(policy.contains("'\(OfficialDocument.styleHash)'"))
  }

  @Test(arguments: HostileTexts.all) func textOfAnyKindArrivesInert(_ text: String) throws {
    func page(_ content: String) throws -> (html: Markup, markdown: String)? {
      let scalars = content.unicodeScalars.map { scalar -> String in
        scalar == "\"" || scalar == "\\" || scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          ? "\\x" + String(scalar.value + 0x100, radix: 16).dropFirst() : String(scalar)
      }
      let yaml = Self.text.replacing("title: Họp dân", with: "title: \"\(scalars.joined())\"")
      let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: yaml), asOf: .earliest) { _ in .failure(.missing) }
      // What no plan may hold is refused before it comes here.
      guard let schedule = reading.schedule else { return nil }
      let document = OfficialDocument(schedule, DocumentOptions(place: content, signer: content, assumed: .show), .vi)
      return (Markup(String(decoding: document.html(), as: UTF8.self)), document.markdown())
    }
    let plain = try #require(try page("chữ"))
    guard let found = try page(text) else { return }
    #expect(found.html.isQuoted)
    #expect(found.html.tags == plain.html.tags)
    #expect(
      found.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }.count
        == plain.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }.count)
  }

  @Test func markdownKeepsIndentedTextAsText() {
    #expect(MarkdownText("    - một\thai").description == "\\- một hai")
    #expect(MarkdownText("\t1. một").description == "1\\. một")
    #expect(MarkdownText("  # một").description == "\\# một")
  }

  // MARK: What reviews found

  /// What the difference of the tasks names stands in the annex too.
  @Test(arguments: [
    ("title: Họp dân", "title: Họp dân phố"), ("lead: van-hoa, coordinate: doan", "lead: kinh-te, coordinate: doan"),
    ("coordinate: doan", "coordinate: kinh-te"), ("themes: so, due: 20/05", "themes: [so, mot-cua], due: 20/05"),
    ("due: 20/05", "due: 21/05"), ("product: 1 cuộc", "product: 2 cuộc"),
    ("product: 1 cuộc", "product: 1 cuộc, monitor: van-hoa"),
    ("product: 1 cuộc", "product: 1 cuộc, report_to: kinh-te"), ("product: 1 cuộc", "product: 1 cuộc, place: Nhà văn hóa"),
    ("product: 1 cuộc", "product: 1 cuộc, evidence: ảnh"), ("product: 1 cuộc", "product: 1 cuộc, implement: kinh-te"),
    ("defaults: {monitor: co-quan}", "defaults: {monitor: co-quan, target_groups: dan}\ntarget_groups: {dan: Người dân}"),
    ("defaults: {monitor: co-quan}", "defaults: {monitor: co-quan, channels: loa}\nchannels: {loa: Loa}"),
    ("time: 17:00", "time: 18:00"), ("lead: kinh-te, due: 15/09", "lead: van-hoa, due: 15/09"),
  ])
  func theAnnexTellsWhatTheDifferenceTells(_ old: String, _ new: String) throws {
    let text = Self.text.replacing(old, with: new)
    #expect(text != Self.text)
    let (before, after) = (try schedule(), try schedule(text))
    let difference = PlanDifference(
      old: PlanDifference.Side(before, file: "a"), new: PlanDifference.Side(after, file: "b"), unit: nil)
    #expect(!difference.isNothing)
    #expect(try !amendment(text).isEmpty)
  }

  @Test func aTitleThatBeginsWithItsKindSaysItOnce() throws {
    let text = Self.text.replacing("title: Tuyên truyền cải", with: "title: Kế hoạch tuyên truyền cải")
    let made = try document(text)
    #expect(made.name == "KẾ HOẠCH")
    #expect(made.subject == "Tuyên truyền cải cách hành chính năm 2026")
    #expect(!made.markdown().lowercased().contains("kế hoạch kế hoạch"))
  }

  @Test func anUnitUnderANewNameIsToldOnce() throws {
    let made = try amendment(
      Self.text.replacing("van-hoa: {name: Phòng Văn hóa,", with: "van-hoa: {name: Phòng Văn hóa - Xã hội,"))
    let rows = cells(made)
    #expect(rows.count == 2 && rows[1].contains("Phòng Văn hóa - Xã hội"), "\(rows)")
  }

  @Test func aUnitThatEndsIsToldWithItsSuccessor() throws {
    let made = try amendment(
      Self.text.replacing(
        "van-hoa: {name: Phòng Văn hóa,", with: "van-hoa: {name: Phòng Văn hóa, to: 30/09/2026, successor: kinh-te,"))
    #expect(
      cells(made).contains {
        $0.contains("Kết thúc hoạt động sau ngày 30/09/2026; nhiệm vụ sau ngày ấy chuyển cho Phòng Kinh tế")
      })
  }

  @Test func whatActsChangedIsSaidInTheWholeDocument() throws {
    let made = try document(Self.text + "amendments: [{number: 9/KH-UBND, issued: 01/06/2026, summary: Dời họp}]\n")
    #expect(made.body.contains(.basis("(Đã gồm nội dung điều chỉnh, bổ sung theo 9/KH-UBND ngày 01/06/2026.)")))
  }

  @Test func manyUnitsInOneCellAreTheirGroup() throws {
    let members = (1...40).map { "x-\($0): Xã \($0)" }.joined(separator: ", ")
    let list = (1...40).map { "x-\($0)" }.joined(separator: ", ")
    let text = Self.text.replacing("  to: {name", with: "  xa: {name: Các xã, members: {\(members)}}\n  to: {name")
      .replacing("coordinate: doan", with: "coordinate: [\(list)]")
    #expect(cells(try document(text)).contains { $0.count > 3 && $0[3] == "Các xã" })
    let some = text.replacing("x-40]", with: "x-39]").replacing(", x-39, x-39]", with: ", x-39]")
    #expect(cells(try document(some)).contains { $0.count > 3 && $0[3] == "Xã 1; Xã 2; Xã 3 và 36 đơn vị khác" })
  }
}
