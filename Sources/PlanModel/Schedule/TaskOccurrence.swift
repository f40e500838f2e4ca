/// One task: what, who, when; made from its series when it is asked for.
public struct TaskOccurrence: Sendable {
  /// The permanent id: `plan/activity.phase/key@owner`.
  public let id: String
  /// The piece of work.
  public let work: WorkItem
  /// The title, with `{period}` filled in.
  public let title: String
  /// The owner, as a position in ``Plan/units``: the fanned-out member, else the lead; its successor where it has handed over.
  public let unit: Int
  /// The unit that was written, where the owner has taken its tasks over.
  public let handedOverFrom: Int?
  /// The accountable unit.
  public let lead: Int
  /// The coordinating units.
  public let coordinate: [Int]
  /// The implementing units.
  public let implement: [Int]
  /// The monitoring units.
  public let monitor: [Int]
  /// Who is reported to.
  public let reportTo: [Int]
  /// The days and the time.
  public let slot: TaskSlot
}

/// Who does what in one task, as positions in ``Plan/units``.
public struct TaskRoles: Hashable, Sendable {
  /// The owner on the day: the fanned-out member, else the lead; its successor where it has handed over.
  public let unit: Int
  /// The unit that was written, where the owner has taken its tasks over.
  public let handedOverFrom: Int?
  /// The accountable unit.
  public let lead: Int
  /// The coordinating units.
  public let coordinate: [Int]
  /// The implementing units.
  public let implement: [Int]
  /// The monitoring units.
  public let monitor: [Int]
  /// Who is reported to.
  public let reportTo: [Int]
}

extension Schedule {
  /// The permanent id of a task.
  public func id(at place: TaskPlace) -> String {
    let one = series[place.series]
    let item = plan.work[one.work]
    var id = plan.id.text + "/" + item.activity.text
    if let phase = item.phase { id += "." + phase.text }
    if let key = one.slots[place.slot].key { id += "/" + key }
    let owner = one.responsibility.owners[place.owner]
    if owner.isFannedOut { id += "@" + plan.units[owner.unit].id.text }
    return id
  }

  /// The owner of a task on its day, as a position in ``Plan/units``.
  public func owner(at place: TaskPlace) -> Int {
    let one = series[place.series]
    return acting(one.responsibility.owners[place.owner].unit, one.slots[place.slot])
  }

  /// Whether the fan-out of a task gives `unit` a task of its own, or one of a member that has handed over to it.
  public func fansOut(to unit: Int, at place: TaskPlace) -> Bool { fansOut(to: unit, at: place, on: nil) }

  /// Whether the fan-out of a task gives `unit` a task as seen on a day; nil for the task's own.
  public func fansOut(to unit: Int, at place: TaskPlace, on day: CivilDate?) -> Bool {
    let one = series[place.series]
    guard let members = one.responsibility.fannedOut else { return false }
    if members.contains(unit) { return true }
    return members.units.contains { plan.units[$0].lastDay != nil && acting($0, one.slots[place.slot], on: day) == unit }
  }

  /// The unit that is written as the owner of a task, and whether a fan-out gave it the task, so that the id ends in `@unit`.
  public func writtenOwner(at place: TaskPlace) -> (unit: Int, isFannedOut: Bool) {
    let owner = series[place.series].responsibility.owners[place.owner]
    return (owner.unit, owner.isFannedOut)
  }

  /// Whether all owners of a fan-out have the same partners on every day, so that looking at one of them tells for all.
  ///
  /// It is so where no unit begins or ends, and none of the partners is an owner too.
  public func sharesPartners(_ number: Int) -> Bool {
    let roles = series[number].responsibility
    guard !plan.hasBoundedUnits, roles.lead == nil, let owners = roles.fannedOut else { return false }
    return [roles.coordinate, roles.implement, roles.monitor, roles.reportTo].allSatisfy { list in
      list.allSatisfy { !owners.contains($0.unit) }
    }
  }

  /// Who does what in the task at a place, on the task's own day.
  public func roles(at place: TaskPlace) -> TaskRoles { roles(at: place, on: nil) }

  /// Who does what in the task at a place as seen on a day; nil for the task's own.
  public func roles(at place: TaskPlace, on day: CivilDate?) -> TaskRoles {
    let one = series[place.series]
    let moment = Moment(slot: one.slots[place.slot], day: day)
    let roles = one.responsibility
    let owner = roles.owners[place.owner]
    let unit = acting(owner.unit, moment)
    let lead = roles.lead.map { acting($0, moment) } ?? unit
    return TaskRoles(
      unit: unit, handedOverFrom: unit == owner.unit ? nil : owner.unit, lead: lead,
      coordinate: members(roles.coordinate, moment, except: lead),
      implement: owner.isImplementer ? [unit] : members(roles.implement, moment, except: lead),
      monitor: monitors(roles, moment, lead: lead, isDefault: isMonitorDefault(one)),
      reportTo: watchers(roles.reportTo, moment, lead: lead))
  }

  /// The task at a place, its people as on the task's own day.
  public func task(at place: TaskPlace) -> TaskOccurrence { task(at: place, on: nil) }

  /// The task at a place, its people as seen on a day; nil for the task's own.
  public func task(at place: TaskPlace, on day: CivilDate?) -> TaskOccurrence {
    let one = series[place.series]
    let roles = roles(at: place, on: day)
    return TaskOccurrence(
      id: id(at: place), work: plan.work[one.work], title: title(at: place), unit: roles.unit,
      handedOverFrom: roles.handedOverFrom, lead: roles.lead, coordinate: roles.coordinate, implement: roles.implement,
      monitor: roles.monitor, reportTo: roles.reportTo, slot: one.slots[place.slot])
  }

  /// Who acts for a unit on the day of a slot.
  func acting(_ unit: Int, _ slot: TaskSlot) -> Int { plan.acting(unit, on: slot.due ?? slot.start) }

  /// Who acts for a unit on `day`; where that is nil or nobody does, on the day of a slot.
  func acting(_ unit: Int, _ slot: TaskSlot, on day: CivilDate?) -> Int {
    guard let day, plan.units[unit].firstDay != nil || plan.units[unit].lastDay != nil else { return acting(unit, slot) }
    switch plan.standing(of: unit, on: day) {
    case .inForce: return unit
    case .handedOver(let successor): return successor
    case .nobody: return acting(unit, slot)
    }
  }

  /// The day on which people are looked at: the own day of a slot, or another.
  private struct Moment {
    let slot: TaskSlot
    let day: CivilDate?
  }

  private func acting(_ unit: Int, _ moment: Moment) -> Int { acting(unit, moment.slot, on: moment.day) }

  private func members(_ members: [Responsibility.Member], _ moment: Moment, except lead: Int) -> [Int] {
    var result: [Int] = []
    // Lists of members are short, or hold each unit once.
    var seen: Set<Int>?
    for member in members {
      let unit = acting(member.unit, moment)
      if unit != member.unit, seen == nil { seen = Set(result) }
      if seen == nil {
        if unit != lead { result.append(unit) }
      } else if unit != lead, seen?.insert(unit).inserted == true {
        result.append(unit)
      }
    }
    return result
  }

  /// Those reported to: the lead stays only where it is written itself.
  private func watchers(_ members: [Responsibility.Member], _ moment: Moment, lead: Int) -> [Int] {
    var result: [Int] = []
    for member in members {
      let unit = acting(member.unit, moment)
      if unit == lead, member.isIndirect { continue }
      if !result.contains(unit) { result.append(unit) }
    }
    return result
  }

  /// Who monitors the tasks of an owner on a day.
  func monitors(_ series: TaskSeries, _ slot: TaskSlot, _ owner: Responsibility.Owner) -> [Int] {
    let roles = series.responsibility
    let lead = roles.lead.map { acting($0, slot) } ?? acting(owner.unit, slot)
    return monitors(roles, Moment(slot: slot, day: nil), lead: lead, isDefault: isMonitorDefault(series))
  }

  private func isMonitorDefault(_ series: TaskSeries) -> Bool { plan.work[series.work].roles.monitor?.origin == .defaults }

  /// The monitors: a default one that is the lead falls back to the lead's parent.
  private func monitors(_ roles: Responsibility, _ moment: Moment, lead: Int, isDefault: Bool) -> [Int] {
    var result: [Int] = []
    for member in roles.monitor {
      var unit = acting(member.unit, moment)
      if unit == lead, member.isIndirect {
        guard isDefault, !member.isOfGroup, let parent = plan.units[lead].parent.flatMap({ plan.units.position(of: $0.value) })
        else { continue }
        unit = acting(parent, moment)
      }
      if !result.contains(unit) { result.append(unit) }
    }
    return result
  }

  /// The title of a task, with `{period}` filled in; the same for all its owners.
  public func title(at place: TaskPlace) -> String {
    let item = plan.work[series[place.series].work]
    let slot = series[place.series].slots[place.slot]
    guard item.title.utf8.contains(UInt8(ascii: "{")) else { return item.title }
    let name =
      slot.periodName ?? slot.start?.officeText
      ?? (plan.period.first.year == plan.period.last.year
        ? "\(plan.period.first.year)" : "\(plan.period.first.year)-\(plan.period.last.year)")
    return item.title.replacingPlaceholders(["{period}", "{kỳ}"], with: name)
  }
}

extension Schedule {
  /// The title of a piece of work for all its tasks: `{period}` filled in where there is one task, else said in words,
  /// `báo cáo quý {period}` as `báo cáo hằng quý`.
  public func title(ofWork position: Int) -> String {
    let item = plan.work[position]
    guard item.title.utf8.contains(UInt8(ascii: "{")) else { return item.title }
    if let number = series.firstIndex(where: { $0.work == position }), series[number].slots.count == 1 {
      return title(at: TaskPlace(series: number, slot: 0, owner: 0))
    }
    return item.title.withEveryPeriod
  }
}

extension String {
  /// A title with its period said in words.
  fileprivate var withEveryPeriod: String {
    let nouns = [
      "ngày": "hằng ngày", "tuần": "hằng tuần", "tháng": "hằng tháng", "quý": "hằng quý", "năm": "hằng năm", "kỳ": "từng kỳ",
      "day": "each day", "week": "each week", "month": "each month", "quarter": "each quarter", "year": "each year",
    ]
    var words: [String] = []
    for word in split(separator: " ").map(String.init) {
      guard let placeholder = ["{period}", "{kỳ}"].first(where: { word.hasPrefix($0) }), let last = words.last,
        let every = nouns[last.lowercased()]
      else {
        words.append(word)
        continue
      }
      // `6 tháng {kỳ}` is no month.
      let isCounted = words.dropLast().last?.allSatisfy(\.isNumber) ?? false
      let said = isCounted ? last : every.withFirstLetter(capital: last.first?.isUppercase == true)
      words[words.count - 1] = said + word.dropFirst(placeholder.count)
    }
    return words.joined(separator: " ").withoutPeriod
  }

  /// A title without the period that stands in it for each task.
  var withoutPeriod: String {
    guard utf8.contains(UInt8(ascii: "{")) else { return self }
    return replacingPlaceholders(["{period}", "{kỳ}"], with: "").split(separator: " ").joined(separator: " ")
  }

  /// The text with each of `placeholders` replaced.
  func replacingPlaceholders(_ placeholders: [String], with value: String) -> String {
    var result = ""
    var rest = Substring(self)
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace]
      rest = rest[brace...]
      if let found = placeholders.first(where: { rest.hasPrefix($0) }) {
        result += value
        rest = rest.dropFirst(found.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }
}
