extension Plan {
  /// The days of a period as this office reports it: from the day after a cut-off to the next one, or those of the calendar.
  ///
  /// With `cut_off: 14` the second quarter is 15 March to 14 June; weeks are those of the calendar always (Decree 09/2019/NĐ-CP).
  public func reportedDays(of period: CalendarPeriod) -> DayRange? {
    guard let cutOff else { return period.days }
    if case .week = period { return period.days }
    guard let days = period.days, let monthBefore = days.first.adding(days: -1) else { return period.days }
    func close(_ day: CivilDate) -> CivilDate? {
      CivilDate(year: day.year, month: day.month, day: min(cutOff, CivilDate.daysIn(month: day.month, year: day.year)))
    }
    guard let before = close(monthBefore)?.adding(days: 1), let end = close(days.last) else { return days }
    return DayRange(before, end) ?? days
  }
}
