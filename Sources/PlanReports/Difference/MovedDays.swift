import PlanModel

/// The days of a piece of work that move, told together where they move in the same way.
struct MovedDays {
  private let words: DifferenceWords
  private let pairs: [(old: TaskSlot, new: TaskSlot)]

  init(_ pairs: [(old: TaskSlot, new: TaskSlot)], _ words: DifferenceWords) {
    self.pairs = pairs
    self.words = words
  }

  /// How days move: by the weekdays, or by how many days.
  private struct Pattern: Hashable {
    let old: String
    let new: String
  }

  /// So many days are enough to speak of a rule.
  private static let least = 4

  var texts: [ChangedText] {
    var rest = Array(pairs.indices)
    var told: [(first: Int, text: ChangedText)] = []
    for pattern in [weekdays, shift] {
      let groups = Dictionary(grouping: rest) { pattern(pairs[$0]) }
      for (found, places) in groups where places.count >= Self.least {
        guard let found else { continue }
        told.append((places[0], text(found, places.map { pairs[$0].new })))
        let taken = Set(places)
        rest.removeAll { taken.contains($0) }
      }
    }
    told.sort { $0.first < $1.first }
    var texts = told.map(\.text)
    texts += rest.prefix(DifferenceWords.limit).map { single(pairs[$0]) }
    if rest.count > DifferenceWords.limit {
      let others = rest.dropFirst(DifferenceWords.limit).map { pairs[$0] }
      let label = words.say("và \(words.times(others.count)) khác", "and \(others.count) more")
      let (before, after) = (words.range(others.map(\.old)), words.range(others.map(\.new)))
      texts.append(
        ChangedText(
          label: label, before: String(before.drop { $0 == "," || $0 == " " }),
          after: String(after.drop { $0 == "," || $0 == " " }), line: label + after))
    }
    return texts
  }

  private func text(_ pattern: Pattern, _ slots: [TaskSlot]) -> ChangedText {
    let (label, range) = (words.times(slots.count), words.range(slots))
    let change = pattern.new.isEmpty ? pattern.old : "\(pattern.old) → \(pattern.new)"
    return ChangedText(
      label: label, before: pattern.new.isEmpty ? "" : pattern.old,
      after: (pattern.new.isEmpty ? pattern.old : pattern.new) + range,
      line: "\(label), \(change)\(range)")
  }

  private func single(_ pair: (old: TaskSlot, new: TaskSlot)) -> ChangedText {
    var (before, after) = (words.time(pair.old), words.time(pair.new))
    // Of a deadline the first day does not show; where only that moves, it has to.
    if before == after {
      func whole(_ slot: TaskSlot, _ text: String) -> String {
        slot.start.map { words.say("từ \($0.officeText), ", "from \($0.officeText), ") + text } ?? text
      }
      (before, after) = (whole(pair.old, before), whole(pair.new, after))
    }
    return words.change("", before, after)
  }

  // MARK: Patterns

  /// `thứ Ba → thứ Tư`, `17:30-17:45 → 18:00-18:15`, or both.
  private func weekdays(_ pair: (old: TaskSlot, new: TaskSlot)) -> Pattern? {
    let (old, new) = (pair.old, pair.new)
    guard let before = old.due, let after = new.due, old.shape == .day, new.shape == .day, old.isTentative == new.isTentative
    else { return nil }
    func part(_ slot: TaskSlot, _ day: CivilDate, isOnDay: Bool) -> String {
      ((isOnDay ? [lowered(day.weekday.name.text(words.language))] : [])
        + (old.time == new.time ? [] : [slot.time?.text ?? words.say("cả ngày", "all day")])).joined(separator: ", ")
    }
    if before == after { return Pattern(old: part(old, before, isOnDay: false), new: part(new, after, isOnDay: false)) }
    // Of days further apart the weekday would not tell much.
    guard abs(after.dayNumber - before.dayNumber) < 7, before.weekday != after.weekday else { return nil }
    return Pattern(old: part(old, before, isOnDay: true), new: part(new, after, isOnDay: true))
  }

  /// `hạn muộn hơn 5 ngày`, `dời sớm hơn 2 ngày`.
  private func shift(_ pair: (old: TaskSlot, new: TaskSlot)) -> Pattern? {
    let (old, new) = (pair.old, pair.new)
    guard let before = old.due, let after = new.due, before != after, old.shape == new.shape, old.time == new.time,
      old.isTentative == new.isTentative
    else { return nil }
    let days = Int(after.dayNumber - before.dayNumber)
    let count = abs(days)
    let noun = old.shape == .deadline ? words.say("hạn ", "the deadline ") : ""
    let plural = count == 1 ? "day" : "days"
    let text =
      days > 0
      ? words.say("\(noun)muộn hơn \(count) ngày", "\(noun)\(count) \(plural) later")
      : words.say("\(noun)sớm hơn \(count) ngày", "\(noun)\(count) \(plural) earlier")
    return Pattern(old: text, new: "")
  }

  private func lowered(_ name: String) -> String {
    words.language == .vi ? name.prefix(1).lowercased() + name.dropFirst() : name
  }
}
