import ArgumentParser
import Glibc
import PlanModel

extension CivilDate: ExpressibleByArgument {
  /// Reads `yyyy-mm-dd` or `dd/mm/yyyy`.
  public init?(argument: String) { self.init(argument) }
}

/// The day on which lateness is judged.
struct AsOfOptions: ParsableArguments {
  @Option(
    help: help(
      "Ngày để tính đúng hạn hay quá hạn (mặc định: hôm nay, giờ Việt Nam).",
      "The day on which lateness is judged (default: today in Viet Nam)."))
  var asOf: CivilDate?

  /// The day asked for, or today at UTC+7.
  var day: CivilDate { asOf ?? Self.today }

  /// Today at UTC+7.
  static var today: CivilDate { CivilDate(dayNumber: (Int(time(nil)) + 7 * 3600) / 86_400) ?? .earliest }
}

/// A period of the command line: `2018`, `2018-H1`, `2018-Q2`, `2018-9M`, `2018-05`, `2018-W18` or `FROM..TO`.
struct PeriodArgument: ExpressibleByArgument {
  let days: DayRange
  /// The period of the calendar; nil for `FROM..TO`.
  let period: CalendarPeriod?
  /// What the period is called; nil for `FROM..TO`.
  let name: Message?

  init?(argument: String) {
    if let period = CalendarPeriod(key: argument), let days = period.days {
      self.days = days
      self.period = period
      name = period.fullName
      return
    }
    let ends = argument.split(separator: "..", omittingEmptySubsequences: false).map { CivilDate($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], let range = DayRange(first, last) else { return nil }
    days = range
    period = nil
    name = nil
  }
}
