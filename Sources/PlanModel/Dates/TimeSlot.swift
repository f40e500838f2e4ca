/// A time of day in minutes after midnight.
public struct TimeOfDay: Hashable, Sendable, Comparable {
  /// Minutes after 00:00, 0–1439.
  public let minutes: Int

  /// `17:30`.
  public var text: String { "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))" }

  /// `1730`.
  public var compact: String { twoDigits(minutes / 60) + twoDigits(minutes % 60) }

  /// Orders by time.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}

/// A slot of the day: its start, and its end where one is written.
public struct TimeSlot: Hashable, Sendable {
  /// When it starts.
  public let start: TimeOfDay
  /// When it ends; nil where only a start is written, which counts as half an hour.
  public let end: TimeOfDay?

  /// `17:30-17:45` or `17:30`.
  public var text: String { end.map { "\(start.text)-\($0.text)" } ?? start.text }

  /// Reads `17:30-17:45`, `7h30` and `07 giờ 30`.
  ///
  /// It is nil where the text is no time; a slot back to front is read as written.
  static func read(_ text: String) -> TimeSlot? {
    let words = NormalizedText.words(text)
    var parts = [words.joined(separator: " ")]
    for separator in ["đến", "to"] where parts.count == 1 {
      let pieces = words.split(separator: separator, omittingEmptySubsequences: false)
      if pieces.count == 2, !pieces[0].isEmpty, !pieces[1].isEmpty { parts = pieces.map { $0.joined(separator: " ") } }
    }
    for dash: Unicode.Scalar in ["–", "-"] where parts.count == 1 {
      let pieces = parts[0].unicodeScalars.split(separator: dash, omittingEmptySubsequences: false)
      if pieces.count == 2 { parts = pieces.map { String($0) } }
    }
    guard let start = TimeOfDay.read(parts[0]) else { return nil }
    if parts.count == 1 { return TimeSlot(start: start, end: nil) }
    guard let end = TimeOfDay.read(parts[1]) else { return nil }
    return TimeSlot(start: start, end: end)
  }
}

extension TimeOfDay {
  /// Reads `17:30`, `7h30`, `7h`, `07 giờ 30`, `07 giờ 30 phút`.
  static func read(_ text: some StringProtocol) -> TimeOfDay? {
    var numbers: [Int] = []
    var digits = 0
    var marks: [String] = []
    var mark = ""
    for scalar in text.unicodeScalars {
      if let digit = scalar.value >= 0x30 && scalar.value <= 0x39 ? Int(scalar.value - 0x30) : nil {
        if digits == 0 {
          if !numbers.isEmpty || !mark.isEmpty { marks.append(mark) }
          mark = ""
          numbers.append(0)
        }
        digits += 1
        guard digits <= 2, let last = numbers.indices.last else { return nil }
        numbers[last] = numbers[last] * 10 + digit
      } else if scalar == " " {
        if digits > 0 { digits = 0 }
      } else {
        digits = 0
        mark.unicodeScalars.append(scalar)
      }
    }
    let separators: Set<String> = [":", "h", "giờ"]
    let isHour: Bool
    switch (numbers.count, marks.count) {
    case (1, 0): isHour = mark == "h" || mark == "giờ"
    case (2, 1): isHour = separators.contains(marks[0]) && (mark.isEmpty || mark == "phút" || mark == "'")
    default: return nil
    }
    guard isHour, numbers[0] < 24, numbers.count == 1 || numbers[1] < 60 else { return nil }
    return TimeOfDay(minutes: numbers[0] * 60 + (numbers.count == 2 ? numbers[1] : 0))
  }
}
