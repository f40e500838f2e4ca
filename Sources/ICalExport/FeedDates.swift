import PlanModel

/// The dates of an item: a day, days, or a time of a day; as RFC 5545 wants them of an event or a to-do.
struct FeedDates {
  /// A day, with a minute where the item has a time.
  struct Moment: Equatable {
    var day: CivilDate
    var minute: Int?
  }

  let component: FeedComponent
  /// DTSTART; nil for a to-do that has only a deadline.
  let start: Moment?
  /// The last day or moment, that day included; nil for a to-do without a deadline.
  let end: Moment?

  /// What the item is sorted by: DTSTART, else DUE.
  var key: Moment { start ?? end ?? Moment(day: .earliest) }

  /// The dates of a task; nil for tasks that calendars do not show.
  init?(_ slot: TaskSlot, _ component: FeedComponent, spans: Bool) {
    guard !slot.isWaiting, let last = slot.due ?? slot.start else { return nil }
    self.component = component
    let time = Self.isTimed(slot) ? slot.time : nil
    switch component {
    case .event:
      let first = spans && slot.shape == .window ? slot.start ?? last : last
      start = Moment(day: first, minute: time?.start.minutes)
      // A time without an end counts as half an hour.
      end = time.map { Moment(day: last, minute: $0.end?.minutes ?? $0.start.minutes + 30) } ?? Moment(day: last)
    case .todo:
      guard let due = slot.due else {
        (start, end) = (Moment(day: last), nil)
        return
      }
      guard let time else {
        let first = slot.start ?? due
        start = first == due ? nil : Moment(day: first)
        end = Moment(day: due)
        return
      }
      if slot.shape == .deadline {
        // The hour at which it closes; what comes before begins with its first day.
        let first = slot.start ?? due
        start = first == due ? nil : Moment(day: first, minute: 0)
        end = Moment(day: due, minute: time.start.minutes)
      } else {
        start = Moment(day: due, minute: time.start.minutes)
        end = Moment(day: due, minute: time.end?.minutes ?? time.start.minutes + 30)
      }
    }
  }

  /// A stretch of several days stays a whole-day item even where it has an hour.
  static func isTimed(_ slot: TaskSlot) -> Bool {
    slot.time != nil && slot.due != nil && !(slot.shape == .window && slot.start != slot.due)
  }
}

extension ContentLines {
  /// Writes DTSTART and DTEND, or DTSTART and DUE.
  mutating func write(_ dates: FeedDates?) {
    guard let dates else { return }
    if let start = dates.start {
      if let minute = start.minute {
        line("DTSTART;TZID=Asia/Ho_Chi_Minh", Self.moment(start.day, minute))
      } else {
        line("DTSTART;VALUE=DATE", start.day.compact)
      }
    }
    guard let end = dates.end else { return }
    switch (dates.component, end.minute) {
    case (.event, nil):
      // DTEND is the day after (RFC 5545 section 3.6.1: exclusive).
      line("DTEND;VALUE=DATE", Self.compact(after: end.day))
    case (.event, let minute?): line("DTEND;TZID=Asia/Ho_Chi_Minh", Self.moment(end.day, minute))
    case (.todo, nil): line("DUE;VALUE=DATE", end.day.compact)
    case (.todo, let minute?): line("DUE;TZID=Asia/Ho_Chi_Minh", Self.moment(end.day, minute))
    }
  }

  /// The day after, also that of the last day there is.
  static func compact(after day: CivilDate) -> String { day.adding(days: 1)?.compact ?? "22000101" }

  private static func moment(_ day: CivilDate, _ minutes: Int) -> String {
    let date = minutes >= 1440 ? compact(after: day) : day.compact
    let rest = minutes % 1440
    return date + "T" + twoDigits(rest / 60) + twoDigits(rest % 60) + "00"
  }
}

/// A reminder of an item: VALARM with ACTION:DISPLAY (RFC 5545 section 3.6.6).
struct FeedAlarm {
  /// Minutes from the item's start (an event's) or end (a to-do's), negative before.
  let minutes: Int
  let isFromEnd: Bool

  /// The hour at which to remind, in minutes: when offices have opened.
  private static let hour = 9 * 60

  /// The alarm of a task; nil where none is wanted, or none is possible.
  init?(_ slot: TaskSlot, _ remind: Reminder?, _ calendar: WorkCalendar, _ options: FeedOptions, _ component: FeedComponent) {
    guard remind != nil || options.alarms, let due = slot.due,
      let dates = FeedDates(slot, component, spans: options.spans)
    else { return nil }
    // Counted from the end where the start is another day: a to-do may have none, a window has its deadline at its end.
    isFromEnd = component == .todo || dates.start?.day != dates.end?.day
    guard var anchor = isFromEnd ? dates.end : dates.start else { return nil }
    // The end of an event of whole days is the day after (RFC 5545 section 3.6.1).
    if isFromEnd, component == .event, anchor.minute == nil { anchor.day = anchor.day.adding(days: 1) ?? anchor.day }
    if let remind {
      guard let day = remind.day(before: due, calendar) else { return nil }
      minutes = (Int(day.dayNumber) - Int(anchor.day.dayNumber)) * 1440 + Self.hour - (anchor.minute ?? 0)
    } else if anchor.minute != nil {
      minutes = -60
    } else {
      let before = due.adding(days: -1) ?? due
      minutes = (Int(before.dayNumber) - Int(anchor.day.dayNumber)) * 1440 + Self.hour
    }
  }

  /// Writes the alarm, which shows the item's title.
  func write(title: String, into lines: inout ContentLines) {
    lines.line("BEGIN", "VALARM")
    lines.line("ACTION", "DISPLAY")
    lines.text("DESCRIPTION", title)
    if isFromEnd {
      lines.line("TRIGGER;RELATED=END", Self.duration(minutes))
    } else {
      lines.line("TRIGGER", Self.duration(minutes))
    }
    lines.line("END", "VALARM")
  }

  /// `-P1DT15H`, `-PT15H`, `PT9H` (RFC 5545 section 3.3.6).
  static func duration(_ minutes: Int) -> String {
    let length = abs(minutes)
    let (days, hours, rest) = (length / 1440, length / 60 % 24, length % 60)
    var text = (minutes < 0 ? "-P" : "P") + (days > 0 ? "\(days)D" : "")
    if hours > 0 || rest > 0 || days == 0 {
      text += "T" + (hours > 0 || rest == 0 ? "\(hours)H" : "") + (rest > 0 ? "\(rest)M" : "")
    }
    return text
  }
}
