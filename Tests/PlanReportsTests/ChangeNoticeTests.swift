import Foundation
import PlanModel
import Testing

@testable import PlanReports

/// The enclosure of the letter that goes with an amendment.
@Suite struct ChangeNoticeTests {
  private func notice(_ changes: [NoticedChange], language: Language = .vi, unit: String = "Phường 1") throws -> ChangeNotice {
    let text = """
      plan: vi-du
      title: Ví dụ <một>
      year: 2018
      units: {don-vi: Đơn vị Một}
      amendments: [{number: 77/KH-UBND, issued: 20/06/2018, summary: Dời hội nghị}]
      activities: {hop: {title: Họp, lead: don-vi, day: 10/05}}
      """
    let reading = PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: .earliest) { _ in .failure(.missing) }
    let plan = try #require(reading.schedule).plan
    return ChangeNotice(
      unit: unit, plan: plan, changes: changes, day: try #require(CivilDate("2018-06-21")), movedTo: [], language: language)
  }

  private func item(_ title: String, _ time: String, _ lines: [String] = [], place: String? = nil) throws -> NoticedItem {
    NoticedItem(
      title: title, day: try #require(CivilDate("2018-05-10")), lastDay: nil, description: lines + ["Thời gian: \(time)"],
      place: place)
  }

  @Test func everyKindOfChangeIsTold() throws {
    let changes = [
      NoticedChange(
        kind: .edited, before: try item("Họp", "T5", ["Chủ trì: A"]),
        after: try item("Họp lớn", "T5", ["Chủ trì: B"], place: "Hội trường")),
      NoticedChange(kind: .moved, before: try item("Tập huấn", "T5 10/05/2018"), after: try item("Tập huấn", "T6 11/05/2018")),
      NoticedChange(kind: .added, before: nil, after: try item("Mới", "T2")),
      NoticedChange(kind: .added, before: nil, after: try item("Mới", "T3")),
      NoticedChange(kind: .received, before: nil, after: try item("Nhận", "T2", ["Sản phẩm: 1 tin"], place: "Hội trường")),
      NoticedChange(kind: .roleChanged(to: "chủ trì"), before: try item("Vai", "T2"), after: nil),
      NoticedChange(kind: .returned, before: try item("Lại", "T2"), after: try item("Lại", "T2")),
      NoticedChange(kind: .cancelled, before: try item("Bỏ", "T4"), after: nil),
      NoticedChange(kind: .undated, before: try item("Chờ", "T4"), after: nil),
      NoticedChange(kind: .handedOver(to: "Phường 2"), before: try item("Giao", "T4"), after: nil),
      NoticedChange(kind: .released, before: try item("Thôi", "T4"), after: nil),
    ]
    #expect(
      try notice(changes).markdown == """
        <!-- plan-format 1 changes -->

        # Những thay đổi trong lịch công việc

        ## Phường 1

        - Ví dụ \\<một\\>
        - Điều chỉnh theo: 77/KH-UBND ngày 20/06/2018: Dời hội nghị
        - Lịch phát hành ngày 21/06/2018

        ### Dời ngày, đổi giờ (1)

        - **Tập huấn**
          - T5 10/05/2018 → T6 11/05/2018

        ### Việc mới (2)

        - **Mới**
          - T2
          - T3

        ### Việc nhận từ đơn vị khác (1)

        - **Nhận**
          - T2
          - Địa điểm: Hội trường
          - Sản phẩm: 1 tin

        ### Đổi vai trò (1)

        - **Vai**
          - T2
          - vai trò nay là chủ trì

        ### Việc đã hủy, nay tiếp tục thực hiện (1)

        - **Lại**
          - T2

        ### Thay đổi nội dung (1)

        - **Họp lớn**
          - T5
          - Tên: Họp → Họp lớn
          - Chủ trì: A → B
          - Địa điểm: (không ghi) → Hội trường

        ### Hủy (1)

        - **Bỏ**
          - T4

        ### Chưa ấn định lại ngày (1)

        - **Chờ**
          - T4

        ### Chuyển đơn vị khác (1)

        - **Giao**
          - T4
          - chuyển cho Phường 2

        ### Không còn tham gia (1)

        - **Thôi**
          - T4

        """)
  }

  @Test func manyDaysAreToldByTheFirstAndTheLast() throws {
    let changes = try (1...20).map {
      NoticedChange(kind: .cancelled, before: try item("Phát thanh", "T2 ngày \($0)"), after: nil)
    }
    #expect(try notice(changes).markdown.contains("### Hủy (20)\n\n- **Phát thanh**\n  - 20 lần, từ T2 ngày 1 đến T2 ngày 20\n"))
    let moved = try (1...20).map {
      NoticedChange(kind: .moved, before: try item("Phát thanh", "T2 ngày \($0)"), after: try item("Phát thanh", "T3 ngày \($0)"))
    }
    // Where it goes has to be told of each.
    #expect(try notice(moved).markdown.contains("  - T2 ngày 17 → T3 ngày 17\n"))
  }

  @Test func ofUnitsItIsToldWhoComesAndWhoGoes() throws {
    let change = NoticedChange(
      kind: .edited, before: try item("Họp", "T5", ["Phối hợp: A; B; C"]), after: try item("Họp", "T5", ["Phối hợp: A2; B; C"]))
    #expect(try notice([change]).markdown.contains("  - Phối hợp: thêm A2; thôi A\n"))
  }

  @Test func withoutAChangeThatIsSaid() throws {
    #expect(try notice([]).markdown.hasSuffix("\nKhông có thay đổi so với lần phát hành trước.\n"))
    #expect(try notice([], language: .en).markdown.hasSuffix("\nNothing has changed since the last export.\n"))
  }

  @Test func whatComesFromAPlanIsInert() throws {
    for text in HostileTexts.all {
      let change = NoticedChange(
        kind: .edited, before: try item(text, text), after: try item("Họp " + text, text, ["Chủ trì: " + text]))
      let html = try #require(String(bytes: try notice([change], unit: text).html, encoding: .utf8))
      let plain = try #require(
        String(
          bytes: try notice([NoticedChange(kind: .edited, before: try item("a", "b"), after: try item("c", "d"))]).html,
          encoding: .utf8))
      // The same elements, but for the lines that tell of other changes.
      #expect(Set(Markup(html).tags.map(\.name)) == Set(Markup(plain).tags.map(\.name)), "\(text)")
    }
  }

  @Test func thePolicyLetsInItsOwnStyleOnly() throws {
    #expect(ChangeNotice.styleHash == (try contentHash("\(ChangeNotice.style)")))
  }
}
