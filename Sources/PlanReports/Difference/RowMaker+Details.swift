import PlanModel

/// What is told of people and details.
extension RowMaker {
  mutating func people(_ differences: [RoleDifference], _ before: TaskPlace, _ after: TaskPlace) -> [ChangedText] {
    let (was, isNow) = (old.roles(at: before), new.roles(at: after))
    let matching = difference.matching
    return texts(differences) { field in
      let (oldUnits, newUnits): ([Int], [Int])
      switch field {
      case .unit: (oldUnits, newUnits) = ([was.unit], [isNow.unit])
      case .lead: (oldUnits, newUnits) = ([was.lead], [isNow.lead])
      case .coordinate: (oldUnits, newUnits) = (was.coordinate, isNow.coordinate)
      case .implement: (oldUnits, newUnits) = (was.implement, isNow.implement)
      case .monitor: (oldUnits, newUnits) = (was.monitor, isNow.monitor)
      default: (oldUnits, newUnits) = (was.reportTo, isNow.reportTo)
      }
      return (oldUnits.map { matching.common(ofOld: $0) }, newUnits)
    }
  }

  mutating func texts(_ differences: [RoleDifference], _ units: (ChangedFields) -> ([Int], [Int])) -> [ChangedText] {
    let lead = differences.first { $0.field == .lead }
    var result: [ChangedText] = []
    for one in differences {
      // Who leads a task owns it; that is told once.
      if one.field == .unit, let lead, lead.gone == one.gone, lead.come == one.come { continue }
      let (before, after) = units(one.field)
      result.append(
        words.change(words.label(one.field), names(before, without: one.gone, one), names(after, without: one.come, one)))
    }
    return result
  }

  /// The names of units; many that change together and make up a group, but for whose task it is, are called by its name.
  private mutating func names(_ units: [Int], without changed: [Int], _ one: RoleDifference) -> [String] {
    guard changed.count > DifferenceWords.limit,
      let group = groupName(Set(changed)) ?? groupName(Set(changed).union(one.selves))
    else { return units.map { difference.name($0) } }
    let told = Set(changed)
    return units.filter { !told.contains($0) }.map { difference.name($0) } + [group]
  }

  /// How a reassigned task looks from the only unit that is asked for.
  func side(_ change: TaskChange) -> String? {
    guard let focus = difference.focus, focus.count == 1, let unit = focus.first, let before = change.old, let after = change.new
    else { return nil }
    let (was, isNow) = (old.roles(at: before), new.roles(at: after))
    func roles(_ roles: TaskRoles, _ unit: Int?) -> [String] {
      guard let unit else { return [] }
      let all: [(Bool, String)] = [
        (roles.coordinate.contains(unit), words.say("phối hợp", "coordinating")),
        (roles.implement.contains(unit) && roles.unit != unit, words.say("thực hiện", "implementing")),
        (roles.monitor.contains(unit), words.say("theo dõi", "monitoring")),
        (roles.reportTo.contains(unit), words.say("nhận báo cáo", "reported to")),
      ]
      return all.filter(\.0).map(\.1)
    }
    let (own, other) = (difference.matching.old(unit), difference.matching.new(unit))
    let (owned, owns) = (own == was.unit, other == isNow.unit)
    let parts = roles(isNow, other)
    if owns, !owned {
      return words.say("nhận từ ", "taken over from ") + difference.name(difference.matching.common(ofOld: was.unit))
    }
    if owned, !owns {
      let rest = parts.isEmpty ? "" : words.say("; nay ", "; now ") + parts.joined(separator: ", ")
      return words.say("chuyển cho ", "handed to ") + difference.name(isNow.unit) + rest
    }
    let past = roles(was, own)
    if past == parts { return nil }
    if parts.isEmpty, !owns { return words.say("thôi ", "no longer ") + past.joined(separator: ", ") }
    let come = parts.filter { !past.contains($0) }
    let gone = past.filter { !parts.contains($0) }
    return [
      come.isEmpty ? "" : words.say("nay ", "now ") + come.joined(separator: ", "),
      gone.isEmpty ? "" : words.say("thôi ", "no longer ") + gone.joined(separator: ", "),
    ].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  // MARK: Edits

  func edits(_ fields: ChangedFields, _ oldWork: Int, _ newWork: Int, _ fold: Fold?) -> [ChangedText] {
    let (before, after) = (difference.old.plan, difference.new.plan)
    let (was, isNow) = (before.work[oldWork], after.work[newWork])
    var texts: [ChangedText] = []
    func add(_ field: ChangedFields, _ one: [String], _ other: [String]) {
      if fields.contains(field) { texts.append(words.change(words.label(field), one, other, ofUnits: false)) }
    }
    if fields.contains(.title) {
      var titles = (Self.open(was.title), Self.open(isNow.title))
      // One day's titles are told as they are.
      if let fold, fold.days.count == 1, let one = fold.days[0].old, let other = fold.days[0].new {
        titles = (old.title(at: one), new.title(at: other))
      }
      texts.append(words.change(words.label(.title), titles.0, titles.1))
    }
    add(.product, was.products.map(\.text), isNow.products.map(\.text))
    add(
      .channels, was.channels.map { before.channels[$0.value]?.name ?? $0.value.text },
      isNow.channels.map { after.channels[$0.value]?.name ?? $0.value.text })
    add(
      .themes, was.themes.map { before.themes[$0.value]?.title ?? $0.value.text },
      isNow.themes.map { after.themes[$0.value]?.title ?? $0.value.text })
    add(
      .targetGroups, was.targetGroups.map { before.targetGroups[$0.value]?.name ?? $0.value.text },
      isNow.targetGroups.map { after.targetGroups[$0.value]?.name ?? $0.value.text })
    if fields.contains(.place) { texts.append(words.change(words.label(.place), was.place ?? "", isNow.place ?? "")) }
    if fields.contains(.evidence) { texts.append(words.change(words.label(.evidence), was.evidence ?? "", isNow.evidence ?? "")) }
    return texts
  }
}
