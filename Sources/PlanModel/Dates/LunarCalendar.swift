import Glibc
import Synchronization

/// The Vietnamese lunisolar calendar, computed at UTC+7.
///
/// Months begin on the day of the new moon; the month that holds the winter solstice is the eleventh; where thirteen months lie
/// between two of these, the first without a principal solar term is the leap month. New moons after J. Meeus, *Astronomical
/// Algorithms* (2nd ed.), chapter 49; the Sun's apparent longitude after chapter 25; ΔT after Espenak and Meeus (NASA, 2006).
public enum LunarCalendar {
  /// The Gregorian years for which days are given.
  public static let years = 1990...2100

  /// The Gregorian day of a lunar day; nil where the month has no such day.
  ///
  /// - Parameters:
  ///   - day: The day of the lunar month, 1–30.
  ///   - month: The lunar month, 1–12; a leap month is never meant.
  ///   - lunarYear: The lunar year, numbered as the Gregorian year in which it begins.
  /// - Returns: The day, or nil where the month has 29 days.
  public static func date(day: Int, month: Int, lunarYear: Int) -> CivilDate? {
    let months = months(ofLunarYear: lunarYear)
    guard let index = months.firstIndex(where: { $0.number == month && !$0.isLeap }) else { return nil }
    let length = (index + 1 < months.count ? months[index + 1].first : firstDay(ofLunarYear: lunarYear + 1)) - months[index].first
    guard (1...length).contains(day) else { return nil }
    return CivilDate(dayNumber: months[index].first + day - 1)
  }

  /// The leap month of a lunar year, where it has one.
  public static func leapMonth(ofLunarYear year: Int) -> Int? { months(ofLunarYear: year).first { $0.isLeap }?.number }

  /// The days of a Gregorian year on which a lunar day falls: one as a rule, none or two where years drift.
  static func days(_ day: Int, _ month: Int, inYear year: Int) -> [CivilDate] {
    [year - 1, year].compactMap { date(day: day, month: month, lunarYear: $0) }.filter { $0.year == year }
  }

  // MARK: Months

  private struct Month {
    let number: Int
    let isLeap: Bool
    /// The first day, as days since 1970-01-01.
    let first: Int
  }

  private static func firstDay(ofLunarYear year: Int) -> Int { months(ofLunarYear: year).first?.first ?? 0 }

  /// The months of a lunar year; empty outside of the years around ``years``.
  private static func months(ofLunarYear year: Int) -> [Month] {
    guard (years.lowerBound - 1...years.upperBound + 1).contains(year) else { return [] }
    return known.withLock { known in
      if let months = known[year] { return months }
      let months = computedMonths(ofLunarYear: year)
      known[year] = months
      return months
    }
  }

  /// The lunar years that were asked for so far.
  ///
  /// A plan is about one year or two, and all of them together take 5 ms.
  private static let known = Mutex<[Int: [Month]]>([:])

  /// The months of a lunar year, taken from the spans between eleventh months that touch it.
  private static func computedMonths(ofLunarYear year: Int) -> [Month] {
    let before = span(from: eleventhMonth(ofYear: year - 1), to: eleventhMonth(ofYear: year))
    let after = span(from: eleventhMonth(ofYear: year), to: eleventhMonth(ofYear: year + 1))
    return before.drop { $0.number >= 11 } + after.prefix { $0.number >= 11 }
  }

  /// The months from one eleventh month up to the next, which is not counted.
  private static func span(from start: Int, to end: Int) -> [Month] {
    let moons = (start...end).map { newMoonDay($0) }
    let isLong = end - start == 13
    var months: [Month] = []
    var number = 11
    var hasLeapt = false
    for (first, next) in zip(moons, moons.dropFirst()) {
      let isLeap = isLong && !hasLeapt && first != moons[0] && sector(first) == sector(next)
      if isLeap {
        hasLeapt = true
        months.append(Month(number: number == 1 ? 12 : number - 1, isLeap: true, first: first))
      } else {
        months.append(Month(number: number, isLeap: false, first: first))
        number = number == 12 ? 1 : number + 1
      }
    }
    return months
  }

  /// The new moon that begins the month of a year's winter solstice.
  private static func eleventhMonth(ofYear year: Int) -> Int {
    // 31 December is after the solstice; the last new moon by then may belong to the month after it.
    let lastDay = CivilDate(year: year, month: 12, day: 31).map { Int($0.dayNumber) } ?? 0
    var moon = Int((Double(year - 2000) * 12.3685).rounded()) + 13
    while newMoonDay(moon) > lastDay { moon -= 1 }
    // The month holds the solstice when the Sun passes 270° before the next month begins.
    return sector(newMoonDay(moon)) >= 9 ? moon - 1 : moon
  }

  // MARK: Moon and Sun

  /// The day, at UTC+7, of a new moon counted from that of 2000-01-06.
  private static func newMoonDay(_ number: Int) -> Int { Int((newMoon(number) + 7.0 / 24 - unixEpoch).rounded(.down)) }

  /// Which twelfth of its way the Sun is in when a day begins at UTC+7, 0 from the March equinox.
  private static func sector(_ day: Int) -> Int {
    let start = Double(day) + unixEpoch - 7.0 / 24
    return Int(sunLongitude(start + deltaT(start) / 86_400) / 30)
  }

  /// 1970-01-01T00:00Z as a Julian date.
  private static let unixEpoch = 2_440_587.5

  /// The Julian date (UT) of a new moon.
  private static func newMoon(_ number: Int) -> Double {
    let k = Double(number)
    let t = k / 1236.85
    let mean =
      2_451_550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.000000150 * t * t * t + 0.00000000073 * t * t * t * t
    let e = 1 - 0.002516 * t - 0.0000074 * t * t
    let sun = radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t - 0.00000011 * t * t * t)
    let moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t - 0.000000058 * t * t * t * t)
    let node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t * t * t + 0.000000011 * t * t * t * t)
    let ascending = radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t + 0.00000215 * t * t * t)
    // Coefficient, power of E, multiples of the Sun's and Moon's anomalies and of the Moon's latitude argument.
    let terms: [(Double, Int, Double, Double, Double)] = [
      (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2), (0.00739, 1, -1, 1, 0),
      (-0.00514, 1, 1, 1, 0), (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2), (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0),
      (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2), (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0),
      (0.00004, 0, 0, 2, -2), (0.00004, 0, 3, 0, 0), (0.00003, 0, 1, 1, -2), (0.00003, 0, 0, 2, 2), (-0.00003, 0, 1, 1, 2),
      (0.00003, 0, -1, 1, 2), (-0.00002, 0, -1, 1, -2), (-0.00002, 0, 1, 3, 0), (0.00002, 0, 0, 4, 0),
    ]
    var correction = -0.00017 * sin(ascending)
    for (coefficient, power, s, m, f) in terms {
      correction += coefficient * (power == 0 ? 1 : power == 1 ? e : e * e) * sin(s * sun + m * moon + f * node)
    }
    let planets: [(Double, Double, Double)] = [
      (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886), (0.000126, 349.42, 36.412478),
      (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771), (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860),
      (0.000047, 34.52, 27.261239), (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
      (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
    ]
    for (index, (coefficient, start, rate)) in planets.enumerated() {
      correction += coefficient * sin(radians(start + rate * k - (index == 0 ? 0.009173 * t * t : 0)))
    }
    let dynamical = mean + correction
    return dynamical - deltaT(dynamical) / 86_400
  }

  /// The Sun's apparent longitude in degrees, 0–360, at a Julian date in dynamical time.
  private static func sunLongitude(_ date: Double) -> Double {
    let t = (date - 2_451_545) / 36_525
    let mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
    let anomaly = radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t)
    let center =
      (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
      + 0.000289 * sin(3 * anomaly)
    let apparent = mean + center - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))
    let turned = apparent.truncatingRemainder(dividingBy: 360)
    return turned < 0 ? turned + 360 : turned
  }

  /// Dynamical time minus universal time, in seconds.
  private static func deltaT(_ date: Double) -> Double {
    let year = 2000 + (date - 2_451_544.5) / 365.25
    let t = year - 2000
    switch year {
    case ..<2005:
      return 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))))
    case ..<2050: return 62.92 + 0.32217 * t + 0.005589 * t * t
    default:
      let centuries = (year - 1820) / 100
      return -20 + 32 * centuries * centuries - 0.5628 * (2150 - year)
    }
  }

  private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
