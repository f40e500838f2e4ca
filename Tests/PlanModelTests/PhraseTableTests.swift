import Foundation
import Testing

@testable import PlanModel

/// The plain table of phrases and days, `Tests/Vectors/phrases.txt`, which a clerk can read.
@Suite struct PhraseTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let kind: String
    let year: String
    let phrases: String
    let result: String
    var testDescription: String { "\(kind) \(year): \(phrases)" }

    /// The period lines of a plan of this row's year.
    var head: String {
      let ends = year.components(separatedBy: "..")
      return ends.count == 1 ? "year: \(year)" : "period: {from: \(ends[0]), to: \(ends[1])}"
    }
  }

  static let rows: [Row] = {
    let url = testsFolder.appending(path: "Vectors/phrases.txt")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.components(separatedBy: " | ").map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(kind: parts[0], year: parts[1], phrases: parts[2], result: parts[3])
    }
  }()

  @Test func theTableIsThere() { #expect(Self.rows.count > 200) }

  static func plan(_ row: Row, _ activity: String) -> PlanReading {
    readPlan(
      """
      plan: vi-du
      title: Ví dụ
      \(row.head)
      units: {don-vi: Đơn vị}
      activities:
        viec:
          title: Việc
          lead: don-vi
      \(activity)
      """)
  }

  @Test(arguments: rows.filter { $0.kind != "every" })
  func phrasesMeanTheirDays(_ row: Row) throws {
    for phrase in row.phrases.components(separatedBy: " ; ") {
      if row.kind == "date" {
        var scanner = PhraseScanner(phrase)
        let expression = try #require(try scanner.dateExpression(), "\(phrase)")
        #expect(scanner.isAtEnd, "\(phrase)")
        let reading = Self.plan(row, "    when: ongoing\n")
        let plan = try #require(reading.plan, "\(reading.listing)")
        let resolver = DayResolver(
          plan: plan, lastDay: { _ in .unknown }, milestone: { _ in .unknown }, suggest: { _ in [] }, report: { _ in })
        guard case .known(let anchor) = resolver.resolve(expression, at: plan.idSpan, from: nil) else {
          Issue.record("\(phrase) has no day")
          continue
        }
        #expect(anchor.range.last.description == row.result, "\(phrase)")
      } else {
        let reading = Self.plan(row, "    when: \(phrase)\n")
        let slot = try #require(reading.schedule?.series.first?.slots.first, "\(phrase)\n\(reading.listing)")
        let days = "\(slot.start?.description ?? "")..\(slot.due?.description ?? "")" + (slot.isTentative ? " tentative" : "")
        #expect(days == row.result, "\(phrase)")
      }
    }
  }

  @Test(arguments: rows.filter { $0.kind == "every" })
  func recurrencesFallOnTheirDays(_ row: Row) throws {
    let keys = row.phrases.components(separatedBy: ";").map { "    \($0.trimmingCharacters(in: .whitespaces))\n" }.joined()
    let reading = Self.plan(row, keys)
    let slots = try #require(reading.schedule?.series.first?.slots, "\(reading.listing)")
    let expected = row.result.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(slots.compactMap { $0.due?.description } == expected)
  }
}
