extension RollDraft {
  /// Moves every date that is written with its year, in timings, milestones and the plan's own period.
  ///
  /// The days of units are facts and stay; the office's own days off are made for one year and are left to the person.
  mutating func rollDates() {
    for tree in trees {
      if tree.id == FileID(0), let period = tree.head(.period) {
        for field in tree.fields(period.value, .period) { shift(field.entry.value, tree) }
      }
      if let calendar = tree.head(.calendar) {
        for field in tree.fields(calendar.value, .calendar) {
          switch field.key {
          case .milestones: for entry in RollTree.entries(field.entry.value) { shift(entry.value, tree) }
          case .daysOff, .workingDays: lookAtDays(field.entry, isOff: field.key == .daysOff, tree)
          default: break
          }
        }
      }
      for theme in tree.head(.themes).map({ RollTree.entries($0.value) }) ?? [] {
        for field in tree.fields(theme.value, .theme) where field.key == .from || field.key == .to {
          shift(field.entry.value, tree)
        }
      }
      for work in works(tree) {
        for field in tree.fields(work.body, work.level) { shift(timing: field.key, field.entry.value, tree) }
      }
    }
  }

  /// The bodies of all activities and phases of a file.
  func works(_ tree: RollTree) -> [(body: YAMLNode, level: KeyLevel, activity: YAMLNode)] {
    guard let activities = tree.head(.activities) else { return [] }
    return RollTree.entries(activities.value).flatMap { activity in
      let phases = tree.field(.phases, activity.value, .activity).map { RollTree.entries($0.value) } ?? []
      return [(activity.value, KeyLevel.activity, activity.value)] + phases.map { ($0.value, KeyLevel.phase, activity.value) }
    }
  }

  // MARK: Written dates

  private mutating func shift(timing key: PlanKey, _ node: YAMLNode, _ tree: RollTree) {
    switch key {
    case .day, .when, .from, .to, .due, .before, .also: shift(node, tree)
    case .except:
      guard case .mapping(let entries) = node.content else { return shift(node, tree) }
      for entry in entries { shift(entry.key, tree) }
    case .rrule: shiftRule(node, tree)
    default: break
    }
  }

  /// Moves the years of the words of a phrase: `15/05/2018`, `2018-05-15`, `quý II/2018`, `tháng 12 năm 2018`.
  private mutating func shift(_ node: YAMLNode, _ tree: RollTree) {
    var scalars: [YAMLNode] = []
    RollTree.forEachScalar(node) { scalars.append($0) }
    for scalar in scalars {
      let words = words(tree.text(of: scalar), tree)
      for (number, word) in words.enumerated() {
        shift(word: word, tree)
        lookAtFeast(word, next: number + 1 < words.count ? words[number + 1] : nil, tree)
      }
      settle(scalar)
    }
  }

  /// Finds a fixed date that was a day off for Tết or Giỗ Tổ, which lie elsewhere in the new year: `16/02 đến 20/02`.
  private mutating func lookAtFeast(_ word: Range<Int>, next: Range<Int>?, _ tree: RollTree) {
    // A day of the lunar calendar is written alike, with a word behind it.
    let isLunar = next.map { ["lunar", "am"].contains(NormalizedText.folded(tree.file.text($0))) } ?? false
    let text = tree.file.text(word)
    guard word.count == 5, !isLunar, let day = CivilDate("\(text)/\(years.from)"), let feast = HolidayTable.feast(on: day),
      years.shifted(day).map({ HolidayTable.feast(on: $0) == nil }) ?? true
    else { return }
    look(
      tree.span(word),
      Message(
        vi:
          "`\(text)` năm \(years.from) là \(feast), năm \(years.to) thì không: sửa ngày, hoặc tính từ ngày ấy (chẳng hạn `3 ngày trước Tết`)",
        en:
          "`\(text)` was \(feast) in \(years.from) and is not in \(years.to): mend it, or count from that day (`3 days before tet`, for example)"
      ))
  }

  private func words(_ range: Range<Int>, _ tree: RollTree) -> [Range<Int>] {
    tree.file.bytes[range].split { byte in
      byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }.map { $0.startIndex..<$0.endIndex }
  }

  private mutating func shift(word: Range<Int>, _ tree: RollTree) {
    let text = tree.file.text(word)
    if let day = CivilDate(text) {
      let isISO = text.utf8.dropFirst(4).first == UInt8(ascii: "-")
      guard let moved = years.shifted(day) else { return lookAtLeapDay(text, day, tree.span(word)) }
      let digits = isISO ? word.lowerBound..<word.lowerBound + 4 : word.upperBound - 4..<word.upperBound
      return change(digits, in: tree, to: String(moved.year), Self.moved(text, isISO ? moved.description : moved.officeText))
    }
    // `quý II/2018`, `3/2018`, `/2018`, `2018`: the year ends the word.
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count <= 2, word.count >= 4, let year = WrittenYear.year(tree.file.bytes[word.upperBound - 4..<word.upperBound]),
      parts.last?.count == 4, CivilDate(year: years.shifted(year), month: 1, day: 1) != nil
    else { return }
    let new = String(years.shifted(year))
    change(word.upperBound - 4..<word.upperBound, in: tree, to: new, Self.moved(text, String(text.dropLast(4)) + new))
  }

  private mutating func lookAtLeapDay(_ text: String, _ day: CivilDate, _ span: SourceSpan) {
    look(
      span,
      Message(
        vi:
          "`\(text)`: năm \(years.shifted(day.year)) không có ngày \(twoDigits(day.day))/\(twoDigits(day.month)); giữ nguyên, cần sửa",
        en: "`\(text)`: there is no such day in \(years.shifted(day.year)); it stays and has to be mended"))
  }

  /// Moves the last day of an RFC 5545 rule.
  private mutating func shiftRule(_ node: YAMLNode, _ tree: RollTree) {
    settle(node)
    let bytes = tree.file.bytes
    let range = node.span.range
    for start in range where start + 14 <= range.upperBound && bytes[start..<start + 6].elementsEqual("UNTIL=".utf8) {
      let text = tree.file.text(start + 6..<start + 14)
      guard let year = WrittenYear.year(bytes[start + 6..<start + 10]),
        let day = CivilDate("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
      else { continue }
      guard years.shifted(day) != nil else {
        lookAtLeapDay(text, day, tree.span(start + 6..<start + 14))
        continue
      }
      let new = String(years.shifted(year))
      change(start + 6..<start + 10, in: tree, to: new, Self.moved("UNTIL=" + text, "UNTIL=" + new + text.dropFirst(4)))
    }
  }

  private static func moved(_ old: String, _ new: String) -> Message {
    Message(vi: "`\(old)` → `\(new)`", en: "`\(old)` → `\(new)`")
  }

  // MARK: The office's own days

  private mutating func lookAtDays(_ field: YAMLNode.Entry, isOff: Bool, _ tree: RollTree) {
    var items: [Located<String>]
    if case .mapping(let entries) = field.value.content {
      items = entries.compactMap { entry in entry.key.scalar.map { Located($0, entry.key.span) } }
    } else {
      let context = ReadingContext(sink: DiagnosticSink())
      items = ListReader(context: context, name: name(field, tree)).items(of: field.value, commas: true) ?? []
    }
    for item in items {
      let noun =
        isOff
        ? Message(vi: "ngày nghỉ riêng", en: "the office's own day off")
        : Message(vi: "ngày làm bù", en: "the office's own working day")
      look(
        item.span, Message(vi: "\(noun.vi) `\(item.value)`", en: "\(noun.en) `\(item.value)`").followed(by: outlook(item.value)))
    }
    if case .mapping(let entries) = field.value.content {
      for entry in entries { settle(entry.key) }
    } else {
      settle(field.value)
    }
  }

  /// What becomes of one of the office's own days in the new year.
  private func outlook(_ text: String) -> Message {
    var scanner = PhraseScanner(text)
    guard case .literal(let literal)? = try? scanner.dateExpression() else {
      return Message(
        vi: "đặt cho năm \(years.from): xem năm \(years.to) có còn không",
        en: "was for \(years.from): see whether it holds in \(years.to)")
    }
    if literal.year != nil {
      return Message(
        vi: "ghi rõ năm cũ nên không còn tác dụng: xóa, hoặc ghi ngày của năm \(years.to)",
        en: "names the old year and no longer counts: delete it, or write the day of \(years.to)")
    }
    guard let day = CivilDate(year: years.to, month: literal.month, day: literal.day) else {
      return Message(vi: "không có trong năm \(years.to)", en: "does not exist in \(years.to)")
    }
    return Message(
      vi:
        "đặt cho năm \(years.from) nhưng vẫn tính trong năm \(years.to) (\(day.weekday.name.vi) \(day.officeText)): xóa nếu không còn",
      en:
        "was for \(years.from) and still counts in \(years.to) (\(day.weekday.name.en) \(day.officeText)): delete it if it does not hold"
    )
  }
}

extension HolidayTable {
  /// The name of a day off that hangs on the lunar calendar; nil for any other day.
  fileprivate static func feast(on day: CivilDate) -> String? {
    guard let fact = byDay[day], fact.kind == "tet" || fact.name.contains("Giỗ Tổ") else { return nil }
    return fact.name
  }
}
