/// What a name in a date expression or after `after` leads to.
enum NameTarget {
  case milestone(String)
  /// Pieces of work, as positions in ``Plan/work``.
  case work([Int])
  /// Several phases are called so.
  case ambiguous([String])
  case unknown
}

extension Plan {
  /// What a name means where it is written: a milestone, a phase of the same activity, an activity, or the only phase so called.
  func target(of name: String, from position: Int?, milestonesToo: Bool = true) -> NameTarget {
    if milestonesToo, milestones[name] != nil { return .milestone(name) }
    let parts = name.split(separator: ".").map { String($0) }
    if parts.count == 2 {
      guard let activity = activities[Identifier(parts[0])],
        let found = activity.work.first(where: { work[$0].phase?.text == parts[1] })
      else { return .unknown }
      return .work([found])
    }
    if let position, let own = activities[work[position].activity],
      let phase = own.work.first(where: { work[$0].phase?.text == name })
    {
      return .work([phase])
    }
    if let activity = activities[Identifier(name)] { return .work(Array(activity.work)) }
    let phases = work.indices.filter { work[$0].phase?.text == name }
    switch phases.count {
    case 0: return .unknown
    case 1: return .work(phases)
    default: return .ambiguous(phases.map { work[$0].path })
    }
  }

  /// Where work that comes up as needed says so; nil where `name` is no such work.
  public func asNeeded(_ name: String) -> SourceSpan? {
    for item in work where item.path == name || item.activity.text == name || "\(id)/\(item.path)" == name {
      if case .open(let open)? = item.timing?.shape, open.value == .asNeeded { return open.span }
    }
    return nil
  }

  /// The ids that something which came up on a day bears: of work as needed, once for each owner that `owner` leaves; empty where
  /// `name` is no such work.
  ///
  /// `name` is `activity` or `activity.phase`, with or without the plan before it, a day of its own and `@owner` behind it.
  public func occasions(of name: String, on day: CivilDate) -> [(id: String, owner: Int, day: CivilDate)] {
    var parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    var day = day
    if let slash = parts[0].lastIndex(of: "/"), let own = CivilDate(parts[0][parts[0].index(after: slash)...]) {
      day = own
      parts[0] = parts[0][..<slash]
    }
    guard asNeeded(String(parts[0])) != nil else { return [] }
    let path = parts[0].hasPrefix("\(id)/") ? String(parts[0].dropFirst(id.text.utf8.count + 1)) : String(parts[0])
    guard let item = work.first(where: { $0.path == path || $0.activity.text == path }) else { return [] }
    return responsibility(of: item).owners.compactMap { owner in
      let unit = units[owner.unit].id.text
      guard parts.count == 1 || (owner.isFannedOut && unit == parts[1]) else { return nil }
      // What comes up after a unit has ended is its successor's; the id keeps the old name.
      var acting = owner.unit
      if case .handedOver(let successor) = standing(of: owner.unit, on: day) { acting = successor }
      return ("\(id)/\(item.path)/\(day)" + (owner.isFannedOut ? "@\(unit)" : ""), acting, day)
    }
  }

  /// Whether the activity of a task's id is one that the plan has under this name.
  public func isPresentTask(_ task: String) -> Bool {
    let path = task.drop { $0 != "/" }.dropFirst().prefix { $0 != "/" && $0 != "@" }
    return hasActivity(String(path.prefix { $0 != "." }))
  }

  /// What the ids of a task's activity begin with, under all names that it and the plan have borne.
  public func recordedPrefixes(ofTask task: String) -> [String] {
    let path = task.drop { $0 != "/" }.dropFirst().prefix { $0 != "/" && $0 != "@" }
    let activity = String(path.prefix { $0 != "." })
    let former = work.filter { $0.activity.text == activity }.flatMap(\.formerIDs)
    return ([id.text] + formerIDs).flatMap { plan in ([activity] + former).map { "\(plan)/\($0)" } }
  }

  /// A key in the language in which the plan writes its keys; `key` is its canonical English name.
  public func keyName(_ key: String) -> String {
    guard keysAreVietnamese, let known = PlanKey(rawValue: key) else { return key }
    return known.vietnamese[0]
  }

  /// The names that could be meant in a date expression, for suggestions.
  var dateNames: [String] {
    NamedDay.allCases.map(\.rawValue) + milestones.keys.sorted() + activities.all.map(\.id.text)
      + work.compactMap { $0.phase?.text }
  }
}

extension DateExpression {
  /// The milestone, activity or phase this is counted from.
  var anchorName: String? {
    if case .name(let name) = innermost { return name }
    return nil
  }
}

extension WrittenTiming {
  /// Every date expression of the timing, with its place.
  var expressions: [Located<DateExpression>] {
    var found = also
    switch shape {
    case .days(let days): found += days
    case .deadlines(let days, _): found += days
    case .range(let from, let to): found += [from, to]
    case .recurrence(let recurrence): found += [recurrence.from, recurrence.to].compactMap { $0 }
    case .window(let window): found += window.value.expressions.map { Located($0, window.span) }
    case .open: break
    }
    found += except.flatMap { item in item.window.value.expressions.map { Located($0, item.window.span) } }
    return found
  }
}

extension WindowPhrase {
  var expressions: [DateExpression] {
    [first, last].compactMap { part in
      if case .date(let expression)? = part { return expression }
      return nil
    }
  }
}

extension Plan {
  /// The position of the unit that bears an id.
  public func unitPosition(of id: String) -> Int? { units.position(of: Identifier(id)) }

  /// The position of the unit that bore an id before it was renamed.
  public func unitPosition(ofFormer id: String) -> Int? { units.all.firstIndex { $0.formerIDs.contains(id) } }

  /// Whether an activity bears an id.
  public func hasActivity(_ id: String) -> Bool { activities[Identifier(id)] != nil }

  /// The units that have taken over from one, down to those that still stand, and the first day of theirs; none where it stands.
  public func takenOver(from position: Int) -> (units: [Int], from: CivilDate)? {
    guard let last = units[position].lastDay, let first = last.adding(days: 1), !units[position].successors.isEmpty else {
      return nil
    }
    if case .handedOver(let unit) = standing(of: position, on: first) { return ([unit], first) }
    let named = units[position].successors.compactMap { units.position(of: $0.value) }
    return named.isEmpty ? nil : (named, first)
  }
}
