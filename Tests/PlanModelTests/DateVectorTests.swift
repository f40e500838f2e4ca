import Foundation
import Testing

@testable import PlanModel

/// Dates held against what Python's `datetime` and the holiday table say; the vectors stand in `Tests/Vectors`.
@Suite struct DateVectorTests {
  static func lines(_ name: String) throws -> [String] {
    let url = testsFolder.appending(path: "Vectors").appending(path: name)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { String($0) }
  }

  @Test func everyDayIsAsPythonSays() throws {
    var checked = 0
    for line in try Self.lines("civil-dates.txt") {
      let parts = line.split(separator: " ")
      let year = try #require(Int(parts[0]))
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      var day = try #require(CivilDate(year: year, month: 1, day: 1))
      while day.year == year {
        let line = "\(day) \(day.weekday.rawValue) \(day.week.year) \(day.week.number)\n"
        for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        checked += 1
        guard let next = day.adding(days: 1) else { break }
        day = next
      }
      let hex = String(hash, radix: 16)
      #expect(String(repeating: "0", count: 16 - hex.count) + hex == parts[1], "\(year)")
    }
    #expect(checked == 84_006)
  }

  @Test func textAndDayAreOneForEveryDay() throws {
    for number in 0...84_005 {
      let day = try #require(CivilDate(dayNumber: number))
      #expect(CivilDate(day.description) == day)
      #expect(CivilDate(day.officeText) == day)
      let (year, month, dayOfMonth) = day.components
      #expect(CivilDate(year: year, month: month, day: dayOfMonth) == day)
    }
  }

  @Test(arguments: [
    "2018-13-40", "2018-02-30", "1900-02-29", "2023-02-29", "0000-01-01", "1969-12-31", "2200-01-01", "10000-01-01", "2018-1-1",
    "２０１８-01-01", "2018-01-01T00:00", "2018-01-01Z", "31/04/2018", "1/5/2018", "01/05/18", "", "01-05-2018", "2018/05/01",
  ])
  func impossibleDatesAreRefused(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test func workingDaysAreThoseOfTheTable() throws {
    let calendar = WorkCalendar()
    var months = 0
    for line in try Self.lines("working-days.txt") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ").map { String($0) }
      let month = try #require(CalendarPeriod(key: parts[0])?.days)
      let days = calendar.workingDays(in: month).map { String($0.day) }
      #expect(days == Array(parts.dropFirst(4)), "\(parts[0])")
      #expect([days.first, days.last, String(days.count)] == [parts[1], parts[2], parts[3]])
      months += 1
    }
    #expect(months == 156)
  }

  @Test func officesOverrideTheTable() throws {
    let friday = try #require(CivilDate("2018-05-04"))
    let saturday = try #require(CivilDate("2018-05-05"))
    let labourDay = try #require(CivilDate("2018-05-01"))
    let own = WorkCalendar(overrides: [
      .init(day: friday, name: "Nghỉ", isOff: true), .init(day: saturday, name: "Làm bù", isOff: false),
    ])
    #expect(own.isOff(friday) && !own.isOff(saturday) && own.isOff(labourDay))
    #expect(!WorkCalendar(holidays: false).isOff(labourDay))
    #expect(own.reason(friday)?.name.vi == "Nghỉ" && own.reason(labourDay)?.source?.isEmpty == false)
  }

  @Test func periodsReadTheirOwnKeys() throws {
    for key in ["2018", "2018-H1", "2018-H2", "2018-Q4", "2018-9M", "2018-05", "2018-W18", "2020-W53"] {
      #expect(CalendarPeriod(key: key)?.key == key)
    }
    for key in ["18", "2018-13", "2018-Q5", "2018-W53", "2018-W00", "2018-H3", "2018-5", "2018-05-01", "x018"] {
      #expect(CalendarPeriod(key: key) == nil, "\(key)")
    }
  }

  @Test func whatPlansNeedOfTheHolidaysIsWhatTheFactsSay() {
    let facts = HolidayTable.facts
    let days = HolidayTable.days
    #expect(facts.count > 100 && days.map(\.day) == facts.map(\.day))
    #expect(days.map(\.isWorked) == facts.map { $0.kind == "swap_working_day" })
    #expect(days.map(\.isProjected) == facts.map(\.isProjected))
    #expect(days.contains(where: \.isWorked) && days.contains(where: \.isProjected))
  }
}
