/// Work starts before what it comes after has ended.
enum PhasesOverlap: Check {
  static let rule = Rule(
    "phases-overlap", .warning,
    vi: "Giai đoạn bắt đầu khi giai đoạn phải xong trước nó chưa kết thúc.",
    en: "A phase starts before the one it comes after has ended.",
    bad: """
      activities:
        cuoc-thi:
          title: Cuộc thi
          lead: phong-vhtt
          phases:
            nhan-bai: {title: Nhận bài dự thi, when: April to September}
            cham: {title: Chấm thi, when: September to October, after: nhan-bai}
      """,
    good: """
      activities:
        cuoc-thi:
          title: Cuộc thi
          lead: phong-vhtt
          phases:
            nhan-bai: {title: Nhận bài dự thi, when: April to September}
            cham: {title: Chấm thi, when: October, after: nhan-bai}
      """)

  static func findings(in schedule: Schedule) -> [Diagnostic] {
    let plan = schedule.plan
    var found: [Diagnostic] = []
    for (position, item) in plan.work.enumerated() {
      for name in item.after { found += finding(schedule, [position], item.idSpan, item.path, name, position) }
    }
    for activity in plan.activities.all where !activity.work.isEmpty {
      for name in activity.after {
        found += finding(schedule, Array(activity.work), activity.idSpan, activity.id.text, name, activity.work.lowerBound)
      }
    }
    return found
  }

  private static func finding(
    _ schedule: Schedule, _ later: [Int], _ span: SourceSpan, _ path: String, _ name: Located<String>, _ position: Int
  ) -> [Diagnostic] {
    guard case .work(let earlier) = schedule.plan.target(of: name.value, from: position, milestonesToo: false),
      let before = schedule.days(of: earlier), let after = schedule.days(of: later), after.first < before.last
    else { return [] }
    // A deadline does not start, and one that a day off has moved was written otherwise.
    let first = later.compactMap { schedule.series(of: $0) }.flatMap(\.slots).first { $0.start == after.first }
    let isDue = first?.shape == .deadline && first?.start == first?.due
    let verb = isDue ? Message(vi: "đến hạn", en: "is due") : Message(vi: "bắt đầu", en: "starts")
    let moved = (isDue ? first.flatMap { schedule.plan.shiftReason(of: $0) } : nil) ?? Message(vi: "", en: "")
    var finding = Diagnostic(
      rule, at: span,
      Message(
        vi:
          "`\(path)` \(verb.vi) ngày \(after.first.officeText)\(moved.vi), khi `\(name.value)` chưa kết thúc (\(before.last.officeText))",
        en:
          "`\(path)` \(verb.en) on \(after.first.officeText)\(moved.en), before `\(name.value)` has ended (\(before.last.officeText))"
      ),
      help: Message(
        vi: "lùi ngày bắt đầu, cho việc trước xong sớm hơn, hoặc bỏ quan hệ trước sau",
        en: "start later, let the other end sooner, or take the `after` away"),
      related: [
        RelatedPlace(
          schedule.plan.work[earlier[0]].idSpan, vi: "`\(name.value)` đến hết \(before.last.officeText)",
          en: "`\(name.value)` lasts until \(before.last.officeText)")
      ])
    if before.isTentative || after.isTentative { finding.severity = .note }
    return [finding]
  }
}

extension Schedule {
  /// From the first to the last day of pieces of work; nil where one of them has no last day.
  func days(of work: [Int]) -> (first: CivilDate, last: CivilDate, isTentative: Bool)? {
    var first: CivilDate?
    var last: CivilDate?
    var isTentative = false
    for position in work {
      guard let one = series(of: position), !one.slots.isEmpty else { return nil }
      for slot in one.slots {
        guard let start = slot.start, let due = slot.due else { return nil }
        first = min(first ?? start, start)
        last = max(last ?? due, due)
        isTentative = isTentative || slot.isTentative
      }
    }
    guard let first, let last else { return nil }
    return (first, last, isTentative)
  }

  /// The series of a piece of work; nil where its days could not be told.
  func series(of work: Int) -> TaskSeries? {
    // Series stand in the order of the work, and some may be missing.
    var low = 0
    var high = series.count
    while low < high {
      let middle = (low + high) / 2
      if series[middle].work < work { low = middle + 1 } else { high = middle }
    }
    return low < series.count && series[low].work == work ? series[low] : nil
  }
}
