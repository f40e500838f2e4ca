import Foundation
import Testing

@testable import PlanModel

/// Ten thousand random rules of RFC 5545 against python-dateutil, as `Tests/Vectors/rrule.txt` has them.
@Suite struct RecurrenceRuleTests {
  @Test(arguments: [("rrule.txt", 10_000), ("rrule-weeks.txt", 600)])
  func randomRulesFallOnTheDaysOfDateutil(_ file: String, _ least: Int) throws {
    var checked = 0
    var wrong: [String] = []
    for line in try DateVectorTests.lines(file) where !line.hasPrefix("#") {
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
    #expect(checked >= least)
  }

  /// What calendar programs read differently is refused; the list stands in `docs/plan-format.md`.
  @Test(arguments: [
    "FREQ=YEARLY;BYMONTHDAY=15", "FREQ=YEARLY;BYMONTHDAY=15;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=5", "FREQ=YEARLY;BYYEARDAY=100;BYMONTH=4",
    "FREQ=YEARLY;BYYEARDAY=100;BYMONTHDAY=10", "FREQ=YEARLY;BYYEARDAY=100;BYWEEKNO=15;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=15;BYDAY=MO", "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO,TU;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=12",
  ])
  func disputedRulesAreRefused(_ rule: String) {
    #expect(throws: RecurrenceRule.Fault.self) { try RecurrenceRule(rule) }
  }

  @Test(arguments: [
    "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=100",
    "FREQ=YEARLY;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=DAILY;BYMONTHDAY=-1", "FREQ=YEARLY",
  ])
  func plainRulesAreNot(_ rule: String) throws { _ = try RecurrenceRule(rule) }

  /// `BYWEEKNO` against the weeks of ISO 8601, which the dates of this project know from Python.
  @Test func weeksAreThoseOfISO() throws {
    let first = try #require(CivilDate("1970-01-01"))
    for week in [1, 2, 20, 51, 52, 53, -1, -2, -52, -53] {
      let found = Set(
        try RecurrenceRule("FREQ=YEARLY;BYWEEKNO=\(week);BYDAY=MO,TU,WE,TH,FR,SA,SU").days(from: first, through: .latest))
      for number in 0...Int(CivilDate.latest.dayNumber) {
        let day = CivilDate(unchecked: number)
        let isoWeek = day.week
        let last = CivilDate(year: isoWeek.year, month: 12, day: 28)?.week.number ?? 52
        let isWanted = isoWeek.number == week || isoWeek.number - last - 1 == week
        // 1 January 1970 lies in week 1 of 1970; 31 December 2199 in week 1 of 2200, which the calendar does not reach.
        guard day.year < 2199 else { continue }
        if found.contains(day) != isWanted { Issue.record("\(day) in week \(week)") }
      }
    }
  }

  @Test func positionsInAWeekCountFromItsFirstDay() throws {
    let rule = try RecurrenceRule("FREQ=WEEKLY;BYDAY=MO,TH,FR;BYSETPOS=1")
    let start = try #require(CivilDate("2025-06-05"))
    let end = try #require(CivilDate("2025-06-30"))
    // 5 June is a Thursday, the second of its week's set.
    #expect(rule.days(from: start, through: end).map(\.day) == [9, 16, 23, 30])
  }

  @Test func mixedWeekdaysAreAUnion() throws {
    let rule = try RecurrenceRule("FREQ=MONTHLY;BYDAY=MO,1TU")
    let start = try #require(CivilDate("2018-05-01"))
    let end = try #require(CivilDate("2018-05-31"))
    #expect(rule.days(from: start, through: end).map(\.day) == [1, 7, 14, 21, 28])
  }
}
