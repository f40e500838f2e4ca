/// When work is to be done, as written: exactly one of the shapes of the format.
enum Timing: Sendable {
  /// On each of these days: start = due.
  case days([Located<DateExpression>])
  /// Once, through a window, due on its last day.
  case window(Located<WindowPhrase>)
  /// Once, from a day to a day.
  case range(from: Located<DateExpression>, to: Located<DateExpression>)
  /// Deadlines; `isExclusive` where the day itself no longer counts (`before`).
  case deadlines([Located<DateExpression>], isExclusive: Bool)
  case recurrence(Recurrence)
  case open(Located<OpenTiming>)
}

/// Work that recurs.
struct Recurrence: Sendable {
  let every: Located<Frequency>
  /// The place of the key `every`.
  let keySpan: SourceSpan
  /// The days of each period; empty where the frequency needs none.
  let selectors: [Located<DaySelector>]
  /// Whether the days are deadlines (`due`) or the days of the work itself (`day`).
  let isDeadline: Bool
  let from: Located<DateExpression>?
  let to: Located<DateExpression>?
}

/// A stretch taken out of a recurrence, with the reason where one is written.
struct ExceptedDays: Sendable {
  let window: Located<WindowPhrase>
  let reason: String?
}

/// The timing of an activity or phase with all that goes with it.
struct WrittenTiming: Sendable {
  let shape: Timing
  let except: [ExceptedDays]
  let also: [Located<DateExpression>]
  let times: [Located<TimeSlot>]
  var onDayOff: Located<DayOffPolicy>?
  /// Whether `on_day_off: none` puts the plan's default aside.
  var isDefaultDayOffCleared = false
}

extension WrittenTiming {
  /// Whether the days are deadlines, so that a time is when they close.
  var isDeadline: Bool {
    switch shape {
    case .deadlines: true
    case .recurrence(let recurrence): recurrence.isDeadline
    default: false
    }
  }
}

/// What reading the timing of one mapping came to.
enum TimingReading: Sendable {
  /// No timing key is written.
  case absent
  /// Something was written and could not be used; the findings have been reported.
  case unreadable
  case written(WrittenTiming)
}
