import PlanModel

/// Work as needed.
extension RowMaker {
  /// The lines of work as needed, which has no tasks before it is recorded.
  mutating func neededRows(_ kind: TaskChange.Kind) -> [DifferenceRow] {
    var rows: [DifferenceRow] = []
    for change in difference.workChanges {
      var texts: [ChangedText] = []
      switch (kind, change.old, change.new) {
      case (.added, nil, _?), (.cancelled, _?, nil): break
      case (.reassigned, let was?, let isNow?) where !change.fields.isDisjoint(with: .reassigning): texts = people(was, isNow)
      case (.edited, let was?, let isNow?) where !change.fields.isDisjoint(with: .editing):
        texts = edits(change.fields.intersection(.editing), was, isNow, nil)
      default: continue
      }
      let plan = change.new == nil ? difference.old.plan : difference.new.plan
      guard let work = change.new ?? change.old else { continue }
      let owners = owners(work, isOld: change.new == nil)
      let count = words.say("\(owners.count) đơn vị", "\(owners.count) units")
      rows.append(
        DifferenceRow(
          kind: kind, oldWork: change.old, newWork: change.new, title: Self.open(plan.work[work].title),
          units: owners.count == 1 ? difference.name(owners[0]) : "\(count): \(words.list(owners.map { difference.name($0) }))",
          when: words.say("khi phát sinh", "as needed"), count: 0, texts: texts, side: nil, firstDay: nil))
    }
    return rows
  }

  private func series(_ work: Int, _ schedule: Schedule) -> Int? { schedule.series.firstIndex { $0.work == work } }

  /// Who owns what comes up as needed.
  func owners(_ work: Int, isOld: Bool) -> [Int] {
    let schedule = isOld ? old : new
    guard let number = series(work, schedule) else { return [] }
    let one = schedule.series[number]
    return (0..<one.ownerCount).map { owner in
      let unit = one.writtenOwner(owner).unit
      return isOld ? difference.matching.common(ofOld: unit) : unit
    }
  }

  private mutating func people(_ oldWork: Int, _ newWork: Int) -> [ChangedText] {
    guard let before = series(oldWork, old), let after = series(newWork, new) else { return [] }
    let pairing = difference.roles(before, nil, after, nil)
    var differences: [RoleDifference] = []
    for pair in SeriesPairing(old, before, new, after, difference.matching).owners {
      for one in pairing.differences(pair.old, pair.new) where !differences.contains(one) { differences.append(one) }
    }
    var result = texts(differences) { field in
      let found = differences.first { $0.field == field }
      return (found?.gone ?? [], found?.come ?? [])
    }
    let (one, other) = (owners(oldWork, isOld: true), owners(newWork, isOld: false))
    if Set(one) != Set(other), !differences.contains(where: { $0.field == .unit }) {
      result.insert(
        words.change(words.label(.unit), one.map { difference.name($0) }, other.map { difference.name($0) }), at: 0)
    }
    return result
  }
}
