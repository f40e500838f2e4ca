import Foundation
import Testing

@testable import PlanModel

/// Ten thousand random rules of RFC 5545 against python-dateutil, as `Tests/Vectors/rrule.txt` has them.
@Suite struct RecurrenceRuleTests {
  @Test func randomRulesFallOnTheDaysOfDateutil() throws {
    var checked = 0
    var wrong: [String] = []
    for line in try DateVectorTests.lines("rrule.txt") where !line.hasPrefix("#") {
      let parts = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let start = try #require(CivilDate(parts[0]))
      let end = try #require(CivilDate(parts[1]))
      let rule: RecurrenceRule
      do throws(RecurrenceRule.Fault) {
        rule = try RecurrenceRule(parts[2])
      } catch {
        wrong.append("\(parts[2]): \(error.message.en)")
        continue
      }
      let days = rule.days(from: start, through: end)
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for day in days { for byte in "\(day)\n".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
      let hex = String(hash, radix: 16)
      if String(days.count) != parts[3] || String(repeating: "0", count: 16 - hex.count) + hex != parts[5] {
        wrong.append("\(line) – found \(days.count): \(days.prefix(3))")
      }
      checked += 1
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(checked): \(wrong.prefix(8).joined(separator: "\n"))")
    #expect(checked >= 10_000)
  }
}
