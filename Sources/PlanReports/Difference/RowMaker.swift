import PlanModel

/// Puts tasks to which the same happens into one line.
struct RowMaker {
  let difference: PlanDifference
  let words: DifferenceWords
  private var groups: [Set<Int>: String]?
  private let turns: (old: TurningDays, new: TurningDays)

  init(_ difference: PlanDifference, _ language: Language) {
    self.difference = difference
    words = DifferenceWords(language: language)
    turns = (TurningDays(difference.old.plan), TurningDays(difference.new.plan))
  }

  var old: Schedule { difference.old.schedule }
  var new: Schedule { difference.new.schedule }

  /// The two series of a change; -1 where one plan has none.
  private struct SeriesName: Hashable {
    let old: Int
    let new: Int
  }

  /// What is told of a task, so that tasks of which the same is told are one line.
  private struct Told: Hashable {
    var fields: ChangedFields = []
    var people: [RoleDifference] = []
  }

  mutating func rows(_ kind: TaskChange.Kind) -> [DifferenceRow] {
    var order: [SeriesName] = []
    var ofSeries: [SeriesName: [TaskChange]] = [:]
    for change in difference.changes where change.isOf(kind) {
      let name = SeriesName(old: change.old?.series ?? -1, new: change.new?.series ?? -1)
      if ofSeries[name] == nil { order.append(name) }
      ofSeries[name, default: []].append(change)
    }
    var rows: [DifferenceRow] = []
    for name in order {
      for (told, changes) in split(ofSeries[name] ?? [], kind) {
        for fold in Self.folds(changes) { rows.append(row(kind, told, fold)) }
      }
    }
    rows += neededRows(kind)
    return rows.enumerated().sorted { one, other in
      let (first, second) = (one.element.firstDay ?? .latest, other.element.firstDay ?? .latest)
      return first == second ? one.offset < other.offset : first < second
    }.map(\.element)
  }

  // MARK: What is told together

  private struct PeopleName: Hashable {
    let part: Int
    let old: Int
    let new: Int
  }

  private func split(_ changes: [TaskChange], _ kind: TaskChange.Kind) -> [(Told, [TaskChange])] {
    switch kind {
    case .moved, .added, .cancelled: return [(Told(), changes)]
    case .edited: return Self.grouped(changes) { Told(fields: $0.fields.intersection(.editing)) }
    case .reassigned:
      var pairings: [Int: RolePairing] = [:]
      var known: [PeopleName: [RoleDifference]] = [:]
      return Self.grouped(changes) { change in
        guard let before = change.old, let after = change.new else { return Told() }
        let (was, isNow) = (old.series[before.series].slots[before.slot], new.series[after.series].slots[after.slot])
        let part = turns.old.part(of: was) << 32 | turns.new.part(of: isNow)
        let name = PeopleName(part: part, old: before.owner, new: after.owner)
        if let people = known[name] { return Told(people: people) }
        let pairing = pairings[part] ?? difference.roles(before.series, was, after.series, isNow)
        pairings[part] = pairing
        let people = pairing.differences(before.owner, after.owner)
        known[name] = people
        return Told(people: people)
      }
    }
  }

  private static func grouped(_ changes: [TaskChange], by told: (TaskChange) -> Told) -> [(Told, [TaskChange])] {
    var order: [Told] = []
    var groups: [Told: [TaskChange]] = [:]
    for change in changes {
      let key = told(change)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(change)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  /// Changes of some days, each for the same owners.
  struct Fold {
    /// One change for each day, in order.
    var days: [TaskChange]
    /// One change for each owner, of the first day.
    let owners: [TaskChange]
    var count: Int { days.count * owners.count }
  }

  private static func folds(_ changes: [TaskChange]) -> [Fold] {
    struct Day: Hashable {
      let old: Int
      let new: Int
    }
    var order: [Day] = []
    var byDay: [Day: [TaskChange]] = [:]
    for change in changes {
      let day = Day(old: change.old?.slot ?? -1, new: change.new?.slot ?? -1)
      if byDay[day] == nil { order.append(day) }
      byDay[day, default: []].append(change)
    }
    var folds: [Fold] = []
    var places: [[Day]: Int] = [:]
    for day in order {
      let all = byDay[day] ?? []
      let owners = all.map { Day(old: $0.old?.owner ?? -1, new: $0.new?.owner ?? -1) }
      if let place = places[owners] {
        folds[place].days.append(all[0])
      } else {
        places[owners] = folds.count
        folds.append(Fold(days: [all[0]], owners: all))
      }
    }
    return folds
  }

  // MARK: Rows

  private mutating func row(_ kind: TaskChange.Kind, _ told: Told, _ fold: Fold) -> DifferenceRow {
    let first = fold.days[0]
    let slots = fold.days.map { slot($0) }
    let (before, after) = (first.old, first.new)
    var texts: [ChangedText] = []
    switch kind {
    case .moved:
      let pairs = fold.days.compactMap { change -> (TaskSlot, TaskSlot)? in
        guard let before = change.old, let after = change.new else { return nil }
        return (old.series[before.series].slots[before.slot], new.series[after.series].slots[after.slot])
      }
      texts = MovedDays(pairs, words).texts
      // Where the days move in several ways, the rule that they come from says it first.
      if texts.count > 2, let before, let after {
        let was = TimePhrase(old.series[before.series].work, of: old, words.language).text
        let isNow = TimePhrase(new.series[after.series].work, of: new, words.language).text
        if was != isNow { texts.insert(words.change("", was, isNow), at: 0) }
      }
    case .reassigned:
      if let before, let after { texts = people(told.people, before, after) }
    case .edited:
      if let before, let after {
        texts = edits(told.fields, old.series[before.series].work, new.series[after.series].work, fold)
      }
    case .added, .cancelled: break
    }
    return DifferenceRow(
      kind: kind, oldWork: before.map { old.series[$0.series].work }, newWork: after.map { new.series[$0.series].work },
      title: title(fold), units: units(fold.owners), when: kind == .moved ? "" : words.days(slots), count: fold.count,
      texts: texts, side: kind == .reassigned ? side(first) : nil, firstDay: slots.compactMap { $0.start ?? $0.due }.min())
  }

  private func slot(_ change: TaskChange) -> TaskSlot {
    if let place = change.new { return new.series[place.series].slots[place.slot] }
    guard let place = change.old else { preconditionFailure("a change of no task") }
    return old.series[place.series].slots[place.slot]
  }

  private func title(_ change: TaskChange) -> String {
    if let place = change.new { return new.title(at: place) }
    return change.old.map { old.title(at: $0) } ?? ""
  }

  /// The title of all days, or that of the work with `…` for the period.
  private func title(_ fold: Fold) -> String {
    let one = title(fold.days[0])
    guard fold.days.count > 1, title(fold.days[fold.days.count - 1]) != one else { return one }
    let place = fold.days[0].new
    let item =
      place.map { new.plan.work[new.series[$0.series].work] }
      ?? fold.days[0].old.map { old.plan.work[old.series[$0.series].work] }
    return Self.open(item?.title ?? one)
  }

  /// A title with `…` for the period.
  static func open(_ title: String) -> String { title.replacing("{period}", with: "…").replacing("{kỳ}", with: "…") }

  /// Whose tasks they are: the only one, a group by its name, or one after the other.
  private mutating func units(_ owners: [TaskChange]) -> String {
    let units = owners.map { change in
      change.new.map { new.owner(at: $0) } ?? change.old.map { difference.matching.common(ofOld: old.owner(at: $0)) } ?? 0
    }
    guard units.count > 1 else { return units.first.map { difference.name($0) } ?? "" }
    let count = words.say("\(Product.grouped(units.count)) đơn vị", "\(units.count) units")
    if let name = groupName(Set(units)) { return "\(name) (\(count))" }
    return "\(count): \(words.list(units.map { difference.name($0) }))"
  }

  /// The group that has exactly these members.
  mutating func groupName(_ members: Set<Int>) -> String? {
    let names = groups ?? groupNames()
    groups = names
    return names[members]
  }

  /// The groups of both plans by their members; of the same members, that of the new plan.
  private func groupNames() -> [Set<Int>: String] {
    var names: [Set<Int>: String] = [:]
    for (position, unit) in difference.old.plan.units.all.enumerated() where unit.isGroup {
      names[Set(difference.old.plan.members(of: position).map { difference.matching.common(ofOld: $0) })] = unit.shortName
    }
    for (position, unit) in difference.new.plan.units.all.enumerated() where unit.isGroup {
      names[Set(difference.new.plan.members(of: position))] = unit.shortName
    }
    return names
  }
}
