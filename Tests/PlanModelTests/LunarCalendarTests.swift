import Testing

@testable import PlanModel

/// Lunar days as computed, against the table of facts for every year it has.
@Suite struct LunarCalendarTests {
  @Test func everyDayOfTheTableIsComputed() throws {
    var checked = 0
    for year in LunarCalendar.years {
      for (named, day, month) in [
        (NamedDay.tet, 1, 1), (.ramThangGieng, 15, 1), (.gioTo, 10, 3), (.trungThu, 15, 8), (.ongTao, 23, 12),
      ] {
        let days = LunarTable.days(of: named, inYear: year)
        guard !days.isEmpty else { continue }
        #expect(LunarCalendar.days(day, month, inYear: year) == days, "\(named) \(year)")
        checked += 1
      }
    }
    #expect(checked > 550)
  }

  @Test func leapMonthsAreThoseOfTheTable() {
    for year in LunarCalendar.years {
      #expect(LunarCalendar.leapMonth(ofLunarYear: year) == LunarTable.leapMonth(ofLunarYear: year), "\(year)")
    }
  }

  @Test func tetIsThatOfVietNam() {
    for (year, day) in [(2007, "2007-02-17"), (2030, "2030-02-02"), (2053, "2053-02-18")] {
      #expect(LunarCalendar.date(day: 1, month: 1, lunarYear: year)?.description == day)
    }
  }

  @Test func everyLunarDayIsTheDayAfterTheOneBefore() throws {
    for year in LunarCalendar.years.dropLast() {
      var last: CivilDate?
      for month in 1...12 {
        for day in 1...30 {
          guard let date = LunarCalendar.date(day: day, month: month, lunarYear: year) else {
            #expect(day == 30, "\(day)/\(month)/\(year)")
            continue
          }
          if let last, day > 1 { #expect(date == last.adding(days: 1)) }
          if let last, day == 1 {
            let gap = Int(date.dayNumber - last.dayNumber)
            #expect(
              gap == 1 || ((29...31).contains(gap) && LunarCalendar.leapMonth(ofLunarYear: year) == month - 1), "\(month)/\(year)"
            )
          }
          last = date
        }
      }
    }
  }
}
