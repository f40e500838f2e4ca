/// What becomes of the units of a plan in its new year.
struct UnitOutlook {
  /// A unit that has ended before the new year begins.
  enum Ended {
    /// Its tasks go to this one.
    case succeeded(by: String)
    /// Several have taken over, or none; who might be meant.
    case open([String])
  }

  /// The units that are out of force in the whole new year, by id.
  private(set) var ended: [String: Ended] = [:]
  /// Those that end during the new year, as positions in ``Plan/units``.
  private(set) var ending: [Int] = []

  init(_ plan: Plan, in period: DayRange) {
    for position in 0..<plan.units.count {
      guard let last = plan.units[position].lastDay else { continue }
      if last >= period.first {
        if last < period.last { ending.append(position) }
        continue
      }
      switch plan.standing(of: position, on: period.first) {
      case .inForce: break
      case .handedOver(let unit): ended[plan.units[position].id.text] = .succeeded(by: plan.units[unit].id.text)
      case .nobody(let units): ended[plan.units[position].id.text] = .open(units.map { plan.units[$0].id.text })
      }
    }
  }

  func successor(of id: String) -> String? {
    if case .succeeded(let unit)? = ended[id] { return unit }
    return nil
  }
}

extension RollDraft {
  /// Puts the successor in the place of every unit that is out of force in the whole new year.
  mutating func rollUnits(_ outlook: UnitOutlook) {
    var open: Set<String> = []
    for tree in trees {
      rollMembers(tree, outlook, &open)
      rollSingles(tree, outlook, &open)
      if let defaults = tree.head(.defaults) { rollRoles(defaults.value, .defaults, inherited: Lead(), tree, outlook, &open) }
      var lead = Lead()
      // The phases follow their activity.
      for work in works(tree) {
        if work.level == .activity {
          lead = rollRoles(work.body, .activity, inherited: Lead(), tree, outlook, &open)
        } else {
          rollRoles(work.body, .phase, inherited: lead, tree, outlook, &open)
        }
      }
    }
    for id in open.sorted() { lookAtOpen(id, outlook) }
    for position in outlook.ending { lookAtEnding(position) }
  }

  // MARK: References to one unit

  /// The channel's operator, the unit's parent, the document's issuer.
  private mutating func rollSingles(_ tree: RollTree, _ outlook: UnitOutlook, _ open: inout Set<String>) {
    var fields: [YAMLNode.Entry] = []
    if let document = tree.head(.document), let field = tree.field(.issuer, document.value, .document) { fields.append(field) }
    for channel in tree.head(.channels).map({ RollTree.entries($0.value) }) ?? [] {
      if let field = tree.field(.operator, channel.value, .channel) { fields.append(field) }
    }
    for unit in units(tree) {
      // What has ended keeps its history; and nobody becomes a part of itself.
      guard let id = unit.key.scalar, outlook.ended[id] == nil, let field = tree.field(.parent, unit.value, .unit),
        let parent = field.value.scalar, outlook.successor(of: parent) != id
      else { continue }
      fields.append(field)
    }
    for field in fields {
      guard let id = field.value.scalar, outlook.ended[id] != nil else { continue }
      guard let successor = outlook.successor(of: id) else {
        open.insert(id)
        continue
      }
      replace(Located(id, field.value.span), with: successor, in: name(field, tree), tree)
    }
  }

  /// All units that a file defines, members of groups too.
  private func units(_ tree: RollTree) -> [YAMLNode.Entry] {
    var found: [YAMLNode.Entry] = []
    var waiting = tree.head(.units).map { RollTree.entries($0.value) } ?? []
    while !waiting.isEmpty {
      found += waiting
      waiting = waiting.flatMap { unit in tree.field(.members, unit.value, .unit).map { RollTree.entries($0.value) } ?? [] }
    }
    return found
  }

  private mutating func replace(_ old: Located<String>, with new: String, in key: String, _ tree: RollTree) {
    guard let place = tree.place(of: old.value, at: old.span) else {
      return look(
        old.span,
        Message(
          vi: "\(key): đổi `\(old.value)` thành `\(new)` (chỗ này viết theo cách không tự sửa được)",
          en: "\(key): change `\(old.value)` to `\(new)` (it is written in a way that could not be edited)"))
    }
    change(place, in: tree, to: new, succession(key, old.value, new))
  }

  private func succession(_ key: String, _ old: String, _ new: String) -> Message {
    let last = plan.units[Identifier(old)]?.lastDay?.officeText ?? ""
    return Message(
      vi: "\(key): `\(old)` → `\(new)` (đơn vị cũ kết thúc \(last))",
      en: "\(key): `\(old)` → `\(new)` (the old unit ended on \(last))")
  }

  // MARK: Roles

  /// The one unit that leads, written here or taken over from the activity.
  private struct Lead {
    var id: String?
    /// Whether it has come in the place of another.
    var isNew = false
  }

  /// Rolls the roles of a mapping; says who leads then.
  @discardableResult
  private mutating func rollRoles(
    _ body: YAMLNode, _ level: KeyLevel, inherited: Lead, _ tree: RollTree, _ outlook: UnitOutlook, _ open: inout Set<String>
  ) -> Lead {
    let fields = tree.fields(body, level)
    var lead = inherited
    if let field = fields.first(where: { $0.key == .lead })?.entry {
      let list = UnitList(field.value, isLead: true)
      let only = list.items.count == 1 && !list.items[0].isEach ? list.items[0].id.value : nil
      lead = Lead(id: only.map { outlook.successor(of: $0) ?? $0 })
      lead.isNew = lead.id != only
    }
    let roles: Set<PlanKey> = [.lead, .coordinate, .implement, .monitor, .reportTo]
    for (key, field) in fields where roles.contains(key) {
      let partner = key == .coordinate && level != .defaults ? lead : Lead()
      let list = UnitList(field.value, isLead: key == .lead)
      let fates = fates(of: list, outlook, lead: partner, &open)
      apply(fates, to: list, field, body, key: key, level, tree, outlook)
    }
    return lead
  }

  private enum Fate: Equatable {
    case kept
    case replaced(String)
    /// It goes; who stands there or leads already.
    case dropped(String)
  }

  private func fates(
    of list: UnitList, _ outlook: UnitOutlook, lead: Lead, _ open: inout Set<String>
  ) -> [Fate] {
    var present = Set(list.items.filter { !$0.isEach && outlook.ended[$0.id.value] == nil }.map(\.id.value))
    return list.items.map { item in
      guard !item.isEach else { return .kept }
      if lead.isNew, item.id.value == lead.id { return .dropped(item.id.value) }
      switch outlook.ended[item.id.value] {
      case nil: return .kept
      case .open:
        open.insert(item.id.value)
        return .kept
      case .succeeded(let successor):
        if successor == lead.id || !present.insert(successor).inserted { return .dropped(successor) }
        return .replaced(successor)
      }
    }
  }

  private mutating func apply(
    _ fates: [Fate], to list: UnitList, _ field: YAMLNode.Entry, _ body: YAMLNode, key: PlanKey, _ level: KeyLevel,
    _ tree: RollTree, _ outlook: UnitOutlook
  ) {
    let key = name(field, tree)
    var gone: [Message] = []
    for (item, fate) in zip(list.items, fates) {
      switch fate {
      case .kept: break
      case .replaced(let successor): replace(item.id, with: successor, in: key, tree)
      case .dropped(let successor):
        let isLead = successor == item.id.value
        gone.append(
          Message(
            vi: isLead
              ? "\(key): bỏ `\(item.id.value)`, nay là đơn vị chủ trì"
              : "\(key): bỏ `\(item.id.value)` (đã kết thúc), việc do `\(successor)` làm và đã có tên",
            en: isLead
              ? "\(key): `\(item.id.value)` is gone; it leads now"
              : "\(key): `\(item.id.value)` (ended) is gone; `\(successor)` takes over and is named already"))
      }
    }
    guard !gone.isEmpty else { return }
    let dropped = Set(fates.indices.filter { if case .dropped = fates[$0] { true } else { false } })
    if dropped.count < fates.count {
      if let cuts = list.taking(dropped, tree) { return change(cuts, in: tree, Self.joined(gone)) }
    } else if isDefaulted(field, level) {
      // Taken away as a whole, the default would come back.
      if field.value.style != .block {
        return change(field.value.span.range, in: tree, to: plan.keysAreVietnamese ? "không" : "none", Self.joined(gone))
      }
    } else if let place = index(of: field, in: body), let cuts = tree.taking([place], outOf: body) {
      return change(cuts, in: tree, Self.joined(gone))
    }
    for message in gone {
      look(field.value.span, Message(vi: "cần tự sửa: \(message.vi)", en: "to be mended by hand: \(message.en)"))
    }
  }

  private func isDefaulted(_ field: YAMLNode.Entry, _ level: KeyLevel) -> Bool {
    guard let key = level.key(spelled: field.key.scalar ?? "") else { return false }
    // A phase would take the activity's.
    return level == .phase
      || trees.contains { tree in tree.head(.defaults).map { tree.field(key, $0.value, .defaults) != nil } ?? false }
  }

  // MARK: Groups

  /// The members of groups: ids in a list change, units defined inside a group stay.
  private mutating func rollMembers(_ tree: RollTree, _ outlook: UnitOutlook, _ open: inout Set<String>) {
    for unit in units(tree) {
      guard let field = tree.field(.members, unit.value, .unit), let group = unit.key.scalar else { continue }
      if case .mapping(let members) = field.value.content {
        for member in members {
          guard let id = member.key.scalar, let fate = outlook.ended[id] else { continue }
          lookAtMember(id, of: group, fate, member.key.span)
        }
        continue
      }
      let list = UnitList(field.value, isLead: false)
      var ignored: Set<String> = []
      var fates = fates(of: list, outlook, lead: Lead(), &ignored)
      for (number, item) in list.items.enumerated() {
        guard case .open(let candidates)? = outlook.ended[item.id.value] else { continue }
        // Nobody has taken over: it is a member of nothing any more.
        if candidates.isEmpty { fates[number] = .dropped("") } else { open.insert(item.id.value) }
      }
      if fates.allSatisfy({ $0 == .dropped("") }) {
        look(
          field.key.span,
          Message(
            vi: "nhóm `\(group)`: mọi thành viên đã kết thúc, không còn ai",
            en: "the group `\(group)`: all its members have ended"))
        continue
      }
      applyMembers(fates, list, group, tree)
    }
  }

  private mutating func applyMembers(_ fates: [Fate], _ list: UnitList, _ group: String, _ tree: RollTree) {
    var gone: [String] = []
    var dropped: Set<Int> = []
    for (number, fate) in fates.enumerated() {
      switch fate {
      case .kept: break
      case .replaced(let successor): replace(list.items[number].id, with: successor, in: group, tree)
      case .dropped:
        dropped.insert(number)
        gone.append("`\(list.items[number].id.value)`")
      }
    }
    guard !dropped.isEmpty else { return }
    let names = gone.joined(separator: ", ")
    if let cuts = list.taking(dropped, tree) {
      change(
        cuts, in: tree,
        Message(vi: "nhóm `\(group)`: bỏ \(names), đã kết thúc", en: "the group `\(group)`: \(names) ended and is gone"))
    } else if let place = list.items.first?.id.span {
      look(
        place,
        Message(vi: "nhóm `\(group)`: cần tự bỏ \(names), đã kết thúc", en: "the group `\(group)`: take \(names) out; it ended"))
    }
  }

  private mutating func lookAtMember(_ id: String, of group: String, _ fate: UnitOutlook.Ended, _ span: SourceSpan) {
    switch fate {
    case .succeeded(let successor):
      look(
        span,
        Message(
          vi:
            "`\(id)` trong nhóm `\(group)` đã kết thúc, việc chuyển cho `\(successor)`: đưa `\(successor)` vào nhóm nếu chưa có, rồi xóa `\(id)`",
          en:
            "`\(id)` in the group `\(group)` has ended and its work goes to `\(successor)`: put `\(successor)` into the group if it is not there, then delete `\(id)`"
        ))
    case .open(let candidates):
      let list = candidates.map { "`\($0)`" }.joined(separator: ", ")
      look(
        span,
        candidates.isEmpty
          ? Message(
            vi: "`\(id)` trong nhóm `\(group)` đã kết thúc, không có đơn vị kế thừa: xóa khỏi nhóm",
            en: "`\(id)` in the group `\(group)` has ended without a successor: delete it there")
          : Message(
            vi: "`\(id)` trong nhóm `\(group)` đã kết thúc, có nhiều đơn vị kế thừa (\(list)): thay bằng các đơn vị ấy",
            en: "`\(id)` in the group `\(group)` has ended and has several successors (\(list)): name those instead"))
    }
  }

  // MARK: What is left to a person

  private mutating func lookAtOpen(_ id: String, _ outlook: UnitOutlook) {
    guard case .open(let candidates)? = outlook.ended[id], let unit = plan.units[Identifier(id)] else { return }
    let last = unit.lastDay?.officeText ?? ""
    let list = candidates.map { "`\($0)`" }.joined(separator: ", ")
    look(
      unit.idSpan,
      candidates.isEmpty
        ? Message(
          vi: "`\(id)` kết thúc \(last), không có đơn vị kế thừa: giao việc của đơn vị này cho đơn vị khác",
          en: "`\(id)` ended on \(last) without a successor: give its work to another unit")
        : Message(
          vi: "`\(id)` kết thúc \(last), chưa rõ đơn vị nào làm tiếp: chọn trong \(list)",
          en: "`\(id)` ended on \(last), and it is open who takes over: choose among \(list)"))
  }

  private mutating func lookAtEnding(_ position: Int) {
    let unit = plan.units[position]
    guard let last = unit.lastDay else { return }
    let successors = unit.successors.map { "`\($0.value)`" }.joined(separator: ", ")
    look(
      unit.idSpan,
      Message(
        vi: "`\(unit.id)` kết thúc \(last.officeText), giữa năm \(years.to)"
          + (successors.isEmpty ? ": việc sau ngày đó chưa có ai làm" : ": việc sau ngày đó chuyển cho \(successors)"),
        en: "`\(unit.id)` ends on \(last.officeText), within \(years.to)"
          + (successors.isEmpty ? ": nobody does its work after that day" : ": its work after that day goes to \(successors)")))
  }
}
