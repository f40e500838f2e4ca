import PlanModel

/// The months of a plan, as far as it can be held to account for them: from its issue, or its first day, to its last.
struct CoverageMonths {
  /// The first month, counted from January of the year 0.
  let first: Int
  /// The number of months.
  let count: Int
  /// The months that count as a whole; the first and the last may be cut.
  let whole: Range<Int>

  init(_ plan: Plan) {
    let start = max(plan.period.first, plan.issued ?? plan.period.first)
    let (one, other) = (Self.index(start), Self.index(max(plan.period.last, start)))
    first = one
    count = other - one + 1
    let isLastWhole = plan.period.last.adding(days: 1).map { $0.day == 1 } ?? true
    let from = start.day == 1 ? 0 : 1
    whole = from..<max(from, isLastWhole ? count : count - 1)
  }

  static func index(_ day: CivilDate) -> Int {
    let (year, month, _) = day.components
    return year * 12 + month - 1
  }

  /// Notes the months that some days touch.
  func note(_ days: DayRange, in heard: inout [Bool]) {
    let from = max(Self.index(days.first) - first, 0)
    let to = min(Self.index(days.last) - first, count - 1)
    guard from <= to else { return }
    for month in from...to { heard[month] = true }
  }

  /// What a month is called; its year only where there are several.
  func name(_ month: Int) -> Message {
    let (year, number) = ((first + month) / 12, (first + month) % 12 + 1)
    let name = CalendarPeriod.month(year: year, month: number).fullName
    guard first / 12 == (first + count - 1) / 12 else { return name }
    return Message(vi: "tháng \(number)", en: String(name.en.prefix { $0 != " " }))
  }
}

/// The stretches of two whole months or more in which nothing is heard.
struct CoverageSilence {
  /// The shortest silence that is told of, in whole months: one month off is a rest.
  static let shortest = 2

  let months: CoverageMonths
  /// The silent months of each stretch.
  let stretches: [ClosedRange<Int>]

  /// Finds the silences beside the months in which something is heard; none where nothing is heard at all.
  init(_ heard: [Bool], _ months: CoverageMonths) {
    self.months = months
    var stretches: [ClosedRange<Int>] = []
    var start: Int?
    for month in 0...heard.count {
      if month < heard.count, !heard[month] {
        start = start ?? month
      } else if let from = start {
        let silent = from...(month - 1)
        if silent.count(where: months.whole.contains) >= Self.shortest { stretches.append(silent) }
        start = nil
      }
    }
    self.stretches = heard.contains(true) ? stretches : []
  }

  /// `không có gì trước tháng 3, từ tháng 6 đến tháng 8 và sau tháng 10`; nil where nothing is silent.
  var words: Message? {
    guard let first = stretches.first, let last = stretches.last else { return nil }
    if stretches.count == 2, first.lowerBound == 0, last.upperBound == months.count - 1, first.upperBound + 2 == last.lowerBound {
      let only = months.name(first.upperBound + 1)
      return Message(vi: "không có gì ngoài \(only.vi)", en: "nothing but in \(only.en)")
    }
    let parts = stretches.map { stretch -> Message in
      let (from, to) = (stretch.lowerBound, stretch.upperBound)
      if from == 0 {
        let name = months.name(to + 1)
        return Message(vi: "trước \(name.vi)", en: "before \(name.en)")
      }
      if to == months.count - 1 {
        let name = months.name(from - 1)
        return Message(vi: "sau \(name.vi)", en: "after \(name.en)")
      }
      let (one, other) = (months.name(from), months.name(to))
      return Message(vi: "từ \(one.vi) đến \(other.vi)", en: "from \(one.en) to \(other.en)")
    }
    return Message(
      vi: "không có gì " + Self.listed(parts.map(\.vi), "và"), en: "nothing " + Self.listed(parts.map(\.en), "and"))
  }

  /// `a, b và c`.
  static func listed(_ parts: [String], _ and: String) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " \(and) " + last
  }
}

extension TaskSeries {
  /// The days on which the work is heard: those of its tasks, the whole month or quarter that a task is for, and what lies
  /// between tasks that come in an even rhythm, at most a quarter apart: who speaks every quarter is not silent in between.
  func heardDays(in plan: Plan) -> [DayRange] {
    var found: [DayRange] = []
    var days: [CivilDate] = []
    for slot in slots {
      guard let reached = slot.reachedDays(in: plan) else { continue }
      found.append(reached)
      guard slot.shape == .day || slot.shape == .deadline else { continue }
      days.append(reached.last)
      switch slot.period {
      case .month, .quarter: if let whole = slot.period?.days { found.append(whole) }
      default: break
      }
    }
    days.sort()
    let steps = zip(days, days.dropFirst()).map { Int($1.dayNumber - $0.dayNumber) }
    guard !steps.isEmpty else { return found }
    // Half as long again as usual is a day off on the way; more is a pause.
    let rhythm = min(steps.sorted()[(steps.count - 1) / 2] * 3 / 2, 100)
    for (index, step) in steps.enumerated() where step <= rhythm {
      if let between = DayRange(days[index], days[index + 1]) { found.append(between) }
    }
    return found
  }
}
