import PlanModel

/// Turns a task into a VEVENT (RFC 5545 section 3.6.1).
struct TaskEvent {
  let schedule: Schedule
  let language: Language
  let stamp: FeedStamp

  private var plan: Plan { schedule.plan }

  /// The first day of a task's event, and the minute where it has a time; nil for tasks that calendars do not show.
  static func start(of slot: TaskSlot) -> (day: CivilDate, minute: Int?)? {
    guard !slot.isWaiting, let day = slot.due ?? slot.start else { return nil }
    return (day, isTimed(slot) ? slot.time?.start.minutes : nil)
  }

  /// A stretch of several days stays a whole-day event even where it has an hour.
  static func isTimed(_ slot: TaskSlot) -> Bool {
    slot.time != nil && slot.due != nil && !(slot.shape == .window && slot.start != slot.due)
  }

  /// Writes the event of a task's copy for `unit` in a role.
  func write(_ place: TaskPlace, role: FeedRole, unit: Int, into lines: inout ContentLines) {
    let task = schedule.task(at: place)
    guard let (day, _) = Self.start(of: task.slot) else { return }
    begin(uid: Self.uid(of: task.id, plan, role, unit), into: &lines)
    writeDays(day, task.slot, into: &lines)
    lines.text("SUMMARY", summary(task, role, place))
    lines.text("DESCRIPTION", TaskDescription(plan: plan, language: language).text(of: task))
    let themes = task.work.themes.compactMap { plan.themes[$0.value]?.title }
    if !themes.isEmpty { lines.texts("CATEGORIES", themes) }
    if let location = task.work.place { lines.text("LOCATION", location) }
    end(isTentative: task.slot.isTentative, isTimed: Self.isTimed(task.slot), into: &lines)
  }

  /// Writes the one item of a feed that has none: programs keep old items of a feed without any.
  func writeNotice(_ scope: FeedScope, into lines: inout ContentLines) {
    var suffix = ""
    var who = language == .vi ? "Kế hoạch" : "The plan"
    if case .unit(let unit) = scope {
      suffix = "." + plan.units[unit].id.text
      who = plan.units[unit].shortName
    }
    begin(uid: TaskUID.uid(of: plan.id.text + ".notice", plan: plan.id.text, suffix: suffix), into: &lines)
    writeAllDay(max(plan.issued ?? plan.period.first, plan.period.first), into: &lines)
    lines.text("SUMMARY", who + (language == .vi ? ": chưa có việc nào ấn định ngày" : ": no dated work yet"))
    lines.text("DESCRIPTION", plan.title)
    end(isTentative: false, isTimed: false, into: &lines)
  }

  static func uid(of id: String, _ plan: Plan, _ role: FeedRole, _ unit: Int) -> String {
    TaskUID.uid(of: id, plan: plan.id.text, suffix: role == .owner ? "" : ".coordinate." + plan.units[unit].id.text)
  }

  private func begin(uid: String, into lines: inout ContentLines) {
    lines.line("BEGIN", "VEVENT")
    lines.line("UID", uid)
    lines.line("DTSTAMP", stamp.text)
    lines.line("CREATED", stamp.text)
    lines.line("LAST-MODIFIED", stamp.text)
    lines.line("SEQUENCE", "0")
  }

  private func end(isTentative: Bool, isTimed: Bool, into lines: inout ContentLines) {
    lines.line("STATUS", isTentative ? "TENTATIVE" : "CONFIRMED")
    lines.line("TRANSP", isTimed ? "OPAQUE" : "TRANSPARENT")
    lines.line("CLASS", "PUBLIC")
    lines.line("END", "VEVENT")
  }

  private func writeDays(_ day: CivilDate, _ slot: TaskSlot, into lines: inout ContentLines) {
    guard Self.isTimed(slot), let time = slot.time else {
      writeAllDay(day, into: &lines)
      return
    }
    let zone = ";TZID=" + CalendarFeed.zone
    lines.line("DTSTART" + zone, stampText(day, time.start.minutes))
    // A time without an end counts as half an hour.
    lines.line("DTEND" + zone, stampText(day, time.end?.minutes ?? time.start.minutes + 30))
  }

  private func writeAllDay(_ day: CivilDate, into lines: inout ContentLines) {
    lines.line("DTSTART;VALUE=DATE", day.compact)
    // DTEND is the day after (RFC 5545 section 3.6.1: exclusive).
    lines.line("DTEND;VALUE=DATE", Self.compact(after: day))
  }

  /// The day after, also that of the last day there is.
  private static func compact(after day: CivilDate) -> String { day.adding(days: 1)?.compact ?? "22000101" }

  private func stampText(_ day: CivilDate, _ minutes: Int) -> String {
    let date = minutes >= 1440 ? Self.compact(after: day) : day.compact
    let rest = minutes % 1440
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return date + "T" + two(rest / 60) + two(rest % 60) + "00"
  }

  private func summary(_ task: TaskOccurrence, _ role: FeedRole, _ place: TaskPlace) -> String {
    var text = ""
    if role == .coordinate { text += language == .vi ? "[PHỐI HỢP] " : "[COORDINATE] " }
    if task.slot.isTentative { text += language == .vi ? "[DỰ KIẾN] " : "[TENTATIVE] " }
    text += task.title
    // Whoever works with several wards must see which one an entry is about.
    if role == .coordinate, schedule.fansOut(to: task.unit, at: place) { text += " – " + plan.units[task.unit].shortName }
    return text
  }
}
