extension RollDraft {
  /// The head: year, id, title, what belongs to the signed document of the old year.
  mutating func rollHead(id: String?) {
    guard let tree = trees.first else { return }
    rollYear(tree)
    rollID(tree, id)
    for key in [PlanKey.title, .purpose, .budget] { if let field = tree.head(key) { rollText(field, tree) } }
    rollDocument(tree)
    dropHistory(tree)
  }

  // MARK: Year and id

  private mutating func rollYear(_ tree: RollTree) {
    if let field = tree.head(.year), let text = field.value.scalar, let place = tree.place(of: text, at: field.value.span) {
      change(
        place, in: tree, to: String(years.to),
        Message(
          vi: "\(name(field, tree)): `\(text)` → `\(years.to)`", en: "\(name(field, tree)): `\(text)` → `\(years.to)`"))
      settle(field.value)
    }
    guard let period = tree.head(.period) else { return }
    let isWhole = plan.period == DayRange(year: years.from)
    if !isWhole {
      look(
        period.key.span,
        Message(
          vi:
            "kế hoạch cũ không tính trọn năm (\(plan.period.first.officeText)–\(plan.period.last.officeText)): xem năm nay thực hiện từ ngày nào",
          en:
            "the old plan did not cover its whole year (\(plan.period.first.officeText)–\(plan.period.last.officeText)): see from when to when this one runs"
        ))
    }
  }

  private mutating func rollID(_ tree: RollTree, _ wanted: String?) {
    guard let field = tree.head(.plan), let old = field.value.scalar else { return }
    settle(field.value)
    let new = wanted ?? PlanRoll.rolledID(old, years)
    let key = name(field, tree)
    if new != old, let place = tree.place(of: old, at: field.value.span) {
      change(place, in: tree, to: new, Message(vi: "\(key): `\(old)` → `\(new)`", en: "\(key): `\(old)` → `\(new)`"))
    } else {
      let proposal = PlanRoll.proposedID(old, years.to)
      look(
        field.value.span,
        Message(
          vi:
            "mã `\(old)` không có năm nên giữ nguyên: trong lịch đã gửi, việc làm một lần của năm \(years.from) sẽ bị dời sang năm \(years.to) chứ không thành việc mới; nên đặt mã mới, chẳng hạn `--id \(proposal)`",
          en:
            "the id `\(old)` has no year and stays: in published calendars, work done once in \(years.from) would move to \(years.to) and make no new entry; better give a new one, for example `--id \(proposal)`"
        ))
    }
  }

  // MARK: Texts of the head

  /// Writes the new year in the place of the plan's own where it stands for itself; the rest is left for the person.
  private mutating func rollText(_ field: YAMLNode.Entry, _ tree: RollTree) {
    guard field.value.scalar != nil else { return }
    let stretch = tree.text(of: field.value)
    let found = WrittenYear.all(in: tree.file.bytes, stretch)
    var isLeft = false
    for written in found where years.own.contains(written.year) {
      switch written.kind {
      case .alone: break
      case .ofStretch(let other) where years.own.contains(other): break
      case .ofNumber: continue
      default:
        isLeft = true
        continue
      }
      let new = String(years.shifted(written.year))
      let before = wordBefore(written.range.lowerBound, stretch, tree)
      let key = name(field, tree)
      change(
        written.range, in: tree, to: new,
        Message(
          vi: "\(key): `\(before)\(written.year)` → `\(before)\(new)`",
          en: "\(key): `\(before)\(written.year)` → `\(before)\(new)`"))
    }
    if !isLeft { settle(field.value) }
  }

  /// The word before a year, with the space between them, so that a change can be read.
  private func wordBefore(_ index: Int, _ stretch: Range<Int>, _ tree: RollTree) -> String {
    let bytes = tree.file.bytes
    guard index - 1 > stretch.lowerBound, bytes[index - 1] == 0x20, bytes[index - 2] > 0x20 else { return "" }
    var start = index - 1
    while start > stretch.lowerBound, bytes[start - 1] > 0x20, index - start < 24 { start -= 1 }
    while start < index, bytes[start] & 0xC0 == 0x80 { start += 1 }
    return tree.file.text(start..<index)
  }

  // MARK: The document

  private mutating func rollDocument(_ tree: RollTree) {
    guard let document = tree.head(.document), case .mapping(let entries) = document.value.content else { return }
    var gone: Set<Int> = []
    var said: [Message] = []
    for (number, entry) in entries.enumerated() {
      guard let key = entry.key.scalar.flatMap({ KeyLevel.document.key(spelled: $0) }) else { continue }
      if key == .number || key == .issued {
        gone.insert(number)
        let text = entry.value.scalar ?? ""
        said.append(
          Message(
            vi: "bỏ \(name(entry, tree)) `\(text)`: của văn bản năm \(years.from)",
            en: "\(name(entry, tree)) `\(text)` is gone: it was that of the document of \(years.from)"))
        settle(entry.value)
      } else if key == .basis {
        lookAtBasis(entry, tree)
      }
    }
    if !gone.isEmpty {
      if let cuts = tree.taking(gone, outOf: document.value) {
        // One cut for each key where they stand on lines of their own; in brackets they may go in one.
        for (number, cut) in cuts.enumerated() {
          let message = cuts.count == said.count ? said[number] : number == 0 ? Self.joined(said) : nil
          change(cut.range, in: tree, to: cut.text, message)
        }
      } else if gone.count == entries.count, let place = index(of: document, in: tree.root),
        let cuts = tree.taking([place], outOf: tree.root)
      {
        change(cuts, in: tree, Self.joined(said))
      } else {
        for message in said { look(document.key.span, message) }
      }
    }
    let start =
      "\(twoDigits(plan.period.first.day))/\(twoDigits(plan.period.first.month))/\(years.shifted(plan.period.first.year))"
    let earlier = plan.issued.map { $0 > plan.period.first } ?? false
    look(
      document.key.span,
      Message(
        vi: "điền số, ngày ban hành khi ký" + (earlier ? "; chưa có ngày ban hành thì việc tính từ \(start)" : ""),
        en: "fill in number and date of issue when it is signed"
          + (earlier ? "; without a date of issue, work counts from \(start)" : "")
      ))
  }

  private mutating func lookAtBasis(_ entry: YAMLNode.Entry, _ tree: RollTree) {
    let items: [YAMLNode]
    if case .sequence(let list) = entry.value.content { items = list } else { items = [entry.value] }
    let old = items.filter { item in
      WrittenYear.all(in: tree.file.bytes, tree.text(of: item)).contains { years.own.contains($0.year) }
    }
    for item in old {
      let text = RollText.excerpt(item.scalar ?? "")
      look(
        item.span,
        Message(
          vi: "căn cứ của năm \(years.from): `\(text)`; thay bằng văn bản của năm \(years.to) nếu có",
          en: "a basis of \(years.from): `\(text)`; name that of \(years.to) where there is one"))
    }
    if old.isEmpty {
      look(
        entry.key.span,
        Message(
          vi: "căn cứ chép từ kế hoạch cũ: xem văn bản nào còn hiệu lực, văn bản nào mới",
          en: "the bases are those of the old plan: see which still hold, and which are new"))
    }
    settle(entry.value)
  }

  // MARK: History

  /// Takes away what tells of the old plan only: the acts that changed it, and the ids it bore before.
  private mutating func dropHistory(_ tree: RollTree) {
    var gone: [(place: Int, message: Message)] = []
    if let field = tree.head(.amendments), let place = index(of: field, in: tree.root) {
      let acts = plan.amendments.map { act in
        [act.number.map { "`\($0)`" }, act.issued?.officeText].compactMap { $0 }.joined(separator: ", ")
      }
      .filter { !$0.isEmpty }.joined(separator: "; ")
      let list = acts.isEmpty ? "" : " (\(acts))"
      gone.append(
        (
          place,
          Message(
            vi:
              "bỏ \(name(field, tree))\(list): đã thay đổi kế hoạch năm \(years.from), nội dung thay đổi đã nằm trong kế hoạch này",
            en: "\(name(field, tree))\(list) is gone: it changed the plan of \(years.from), and the text already says so")
        ))
      settle(field.value)
    }
    if let field = tree.head(.formerID), let place = index(of: field, in: tree.root) {
      gone.append(
        (
          place,
          Message(
            vi: "bỏ \(name(field, tree)) `\(RollText.excerpt(field.value.scalar ?? "…"))`: mã của kế hoạch năm \(years.from)",
            en:
              "\(name(field, tree)) `\(RollText.excerpt(field.value.scalar ?? "…"))` is gone: it was that of the plan of \(years.from)"
          )
        ))
      settle(field.value)
    }
    gone.sort { $0.place < $1.place }
    guard !gone.isEmpty, let cuts = tree.taking(Set(gone.map(\.place)), outOf: tree.root) else { return }
    for (number, cut) in cuts.enumerated() {
      let message = cuts.count == gone.count ? gone[number].message : number == 0 ? Self.joined(gone.map(\.message)) : nil
      change(cut.range, in: tree, to: cut.text, message)
    }
  }

  // MARK: Words

  /// A key as the file writes it.
  func name(_ entry: YAMLNode.Entry, _ tree: RollTree) -> String { entry.key.scalar ?? tree.file.text(entry.key.span.range) }

  func index(of field: YAMLNode.Entry, in mapping: YAMLNode) -> Int? {
    RollTree.entries(mapping).firstIndex { $0.key.span == field.key.span }
  }

  static func joined(_ messages: [Message]) -> Message {
    Message(vi: messages.map(\.vi).joined(separator: "; "), en: messages.map(\.en).joined(separator: "; "))
  }
}

/// Pieces of a plan's text as a remark shows them.
enum RollText {
  /// A text on one line, not longer than a glance.
  static func excerpt(_ text: String) -> String {
    let line = text.split { $0.isWhitespace }.joined(separator: " ")
    return line.unicodeScalars.count <= 80 ? line : String(String.UnicodeScalarView(line.unicodeScalars.prefix(79))) + "…"
  }
}
