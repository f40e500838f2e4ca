import PlanModel

extension PlanDifference {
  /// `So sánh kế hoạch trước và sau điều chỉnh`.
  func title(_ language: Language) -> String {
    language == .vi ? "So sánh kế hoạch trước và sau điều chỉnh" : "The plan before and after its amendment"
  }

  /// The plan, its two files, the act that amends it, and whose tasks are looked at.
  func bases(_ language: Language) -> [String] {
    let words = DifferenceWords(language: language)
    var lines = [new.plan.title]
    if let document = new.plan.documentName(language) { lines.append(document) }
    lines.append(words.say("Bản cũ: ", "Old: ") + "\(old.file) (\(words.tasks(old.count)))")
    lines.append(words.say("Bản mới: ", "New: ") + "\(new.file) (\(words.tasks(new.count)))")
    if let amendment {
      let issued = amendment.issued.map { words.say(" ngày ", " of ") + $0.officeText } ?? ""
      let summary = amendment.summary.map { ": " + $0 } ?? ""
      lines.append(
        words.say("Điều chỉnh theo: ", "Amended by: ") + (amendment.number ?? words.say("(chưa có số)", "(no number)")) + issued
          + summary)
    }
    if let unit {
      let position = new.plan.unitPosition(of: unit).map { new.plan.units[$0].name }
      let name = position ?? old.plan.unitPosition(of: unit).map { old.plan.units[$0].name } ?? unit
      lines.append(words.say("Chỉ những việc có liên quan đến: ", "Only what concerns: ") + name)
    }
    return lines
  }

  /// What a reader has to know besides the tasks, in the order of its weight.
  public var notes: [Message] {
    var notes: [Message] = []
    if !matching.isSamePlan {
      notes.append(
        Message(
          vi:
            "Mã kế hoạch khác nhau (\(old.plan.id) và \(new.plan.id)): lịch sẽ phát hành lại từ đầu và tiến độ đã ghi không theo sang; "
            + "nếu vẫn là một kế hoạch, ghi `\(new.plan.keyName("former_id")): \(old.plan.id)` ở đầu bản mới.",
          en:
            "The plan ids differ (\(old.plan.id) and \(new.plan.id)): calendars would be published anew and marks would not follow; "
            + "if it is one plan, write `\(new.plan.keyName("former_id")): \(old.plan.id)` at the head of the new file."))
    }
    if amendment == nil, !isNothing {
      notes.append(
        Message(
          vi: "Bản mới chưa ghi văn bản điều chỉnh: thêm số, ngày ban hành và nội dung vào `\(new.plan.keyName("amendments"))`.",
          en:
            "The new file does not name the act that amends it: add its number, date and summary to `\(new.plan.keyName("amendments"))`."
        ))
    }
    let renamed = new.plan.units.all.indices.filter { unit in
      let before = matching.oldUnits[unit]
      return before >= 0 && old.plan.units[before].name != new.plan.units[unit].name && (focus?.contains(unit) ?? true)
    }
    if !renamed.isEmpty {
      func list(_ language: Language) -> String {
        DifferenceWords(language: language).list(
          renamed.map { "\(old.plan.units[matching.oldUnits[$0]].name) → \(new.plan.units[$0].name)" })
      }
      notes.append(Message(vi: "Đơn vị đổi tên: \(list(.vi)).", en: "Units with a new name: \(list(.en))."))
    }
    return notes
  }

  /// What is said where nothing differs.
  func nothing(_ language: Language) -> String {
    language == .vi ? "Hai bản không khác nhau ở việc nào." : "No task differs between the two."
  }

  /// The sums, which close: `Bản cũ: 160 việc = 130 giữ nguyên + 26 thay đổi + 4 bỏ`.
  func sums(_ language: Language) -> [String] {
    let words = DifferenceWords(language: language)
    func number(_ count: Int) -> String { Product.grouped(count) }
    let same = words.say(
      "\(number(unchanged)) giữ nguyên + \(number(changed)) thay đổi",
      "\(number(unchanged)) unchanged + \(number(changed)) changed")
    let kinds = words.say(
      "Trong số thay đổi: \(number(count(.moved))) dời ngày, \(number(count(.reassigned))) giao lại, \(number(count(.edited))) sửa nội dung "
        + "(một việc có thể thuộc nhiều loại).",
      "Of those changed: \(number(count(.moved))) moved, \(number(count(.reassigned))) reassigned, \(number(count(.edited))) edited "
        + "(a task may be several).")
    return [
      words.say("Bản cũ: ", "Old: ") + "\(words.tasks(old.count)) = \(same) + \(number(count(.cancelled))) "
        + words.say("bỏ.", "dropped."),
      words.say("Bản mới: ", "New: ") + "\(words.tasks(new.count)) = \(same) + \(number(count(.added))) "
        + words.say("thêm.", "added."),
    ] + (changed > 0 ? [kinds] : [])
  }

  /// A section of the comparison.
  struct Section {
    let kind: TaskChange.Kind
    let title: String
    let rows: [DifferenceRow]
  }

  /// The sections in the order in which they are told; those without a line are left out.
  func sections(_ language: Language) -> [Section] {
    let heads: [(TaskChange.Kind, Message)] = [
      (.moved, Message(vi: "Dời ngày, đổi giờ", en: "Moved")), (.reassigned, Message(vi: "Chuyển giao", en: "Reassigned")),
      (.added, Message(vi: "Thêm", en: "Added")), (.cancelled, Message(vi: "Bỏ", en: "Dropped")),
      (.edited, Message(vi: "Sửa nội dung", en: "Details changed")),
    ]
    let words = DifferenceWords(language: language)
    return heads.compactMap { kind, head in
      let rows = rows(kind, language)
      guard !rows.isEmpty else { return nil }
      return Section(kind: kind, title: "\(head.text(language)) (\(words.tasks(rows.reduce(0) { $0 + $1.count })))", rows: rows)
    }
  }

  /// What is told of a row below its title.
  func lines(_ row: DifferenceRow) -> [String] {
    ([row.side, row.when].compactMap { $0 } + row.texts.map(\.line)).filter { !$0.isEmpty }
  }
}

extension PlanDifference {
  /// Something that a reader must not miss: tasks with marks that the new plan drops or changes.
  struct Warning {
    let title: String
    let lines: [String]
  }

  /// How many warnings of a kind are told one by one.
  private static let warningLimit = 20

  /// What is lost first, then what changes though something is recorded of it.
  func warnings(_ language: Language) -> [Warning] {
    let words = DifferenceWords(language: language)
    var result: [Warning] = []
    func add(_ places: [Int], _ title: Message) {
      guard !places.isEmpty else { return }
      var lines = places.prefix(Self.warningLimit).map { line($0, words) }
      if places.count > Self.warningLimit {
        let rest = Product.grouped(places.count - Self.warningLimit)
        lines.append(words.say("và \(rest) việc khác (xem đủ: --format json)", "and \(rest) more (all of them: --format json)"))
      }
      result.append(Warning(title: title.text(language), lines: lines))
    }
    let (dropped, kept) = markedPlaces
    add(dropped, droppedTitle(dropped.count))
    if !marks.lostOccasions.isEmpty {
      let lines = marks.lostOccasions.prefix(Self.warningLimit).map { "\($0.id): \(recorded($0.progress, words))" }
      result.append(Warning(title: occasionsTitle(marks.lostOccasions.count).text(language), lines: Array(lines)))
    }
    add(kept, keptTitle(kept.count))
    return result
  }

  /// The warnings in a sentence each, for standard error.
  public var warnings: [Message] {
    let (dropped, kept) = markedPlaces
    return (dropped.isEmpty ? [] : [droppedTitle(dropped.count)])
      + (marks.lostOccasions.isEmpty ? [] : [occasionsTitle(marks.lostOccasions.count)])
      + (kept.isEmpty ? [] : [keptTitle(kept.count)])
  }

  /// The changes with marks: what is dropped, and what both plans have.
  private var markedPlaces: (dropped: [Int], kept: [Int]) {
    (marks.places.filter { changes[$0].isOf(.cancelled) }, marks.places.filter { changes[$0].isInBoth })
  }

  private func droppedTitle(_ count: Int) -> Message {
    Message(
      vi: "Có \(Product.grouped(count)) việc đã ghi tiến độ mà bản mới bỏ",
      en: count == 1 ? "1 task with marks is dropped" : "\(Product.grouped(count)) tasks with marks are dropped")
  }

  private func occasionsTitle(_ count: Int) -> Message {
    Message(
      vi: "Có \(Product.grouped(count)) lần phát sinh đã ghi tiến độ của việc mà bản mới bỏ",
      en: "\(Product.grouped(count)) recorded occasion\(count == 1 ? "" : "s") of work as needed that is dropped")
  }

  private func keptTitle(_ count: Int) -> Message {
    Message(
      vi: "Có \(Product.grouped(count)) việc đã ghi tiến độ mà bản mới dời, giao lại hoặc sửa",
      en: count == 1
        ? "1 task with marks is moved, reassigned or edited"
        : "\(Product.grouped(count)) tasks with marks are moved, reassigned or edited")
  }

  /// A task with what is recorded of it and what becomes of it.
  private func line(_ position: Int, _ words: DifferenceWords) -> String {
    let change = changes[position]
    guard let place = change.old, let mark = marks[position] else { return "" }
    let was = old.schedule.series[place.series].slots[place.slot]
    let owner = name(matching.common(ofOld: old.schedule.owner(at: place)))
    var text = "\(old.schedule.title(at: place)) – \(owner), \(words.time(was)): \(recorded(mark.progress, words))"
    guard let now = change.new else {
      // Its mark is not lost where another task of the same work holds it now.
      return mark.isLost ? text : text + words.say("; ghi nhận chuyển sang việc khác", "; another task takes its mark over")
    }
    let slot = new.schedule.series[now.series].slots[now.slot]
    var becomes: [String] = []
    if change.isOf(.moved) { becomes.append(words.say("dời: ", "moved: ") + "\(words.time(was)) → \(words.time(slot))") }
    if change.isOf(.reassigned) {
      let unit = new.schedule.owner(at: now)
      becomes.append(
        matching.common(ofOld: old.schedule.owner(at: place)) == unit
          ? words.say("đổi đơn vị tham gia", "other units take part") : words.say("chuyển cho ", "handed to ") + name(unit))
    }
    if change.isOf(.edited) { becomes.append(words.say("sửa nội dung", "edited")) }
    text += "; " + becomes.joined(separator: "; ")
    return mark.isLost ? text + words.say("; ghi nhận không theo sang", "; its mark does not follow") : text
  }

  /// `đã hoàn thành 04/05/2018, do Lan ghi`.
  private func recorded(_ progress: TaskProgress, _ words: DifferenceWords) -> String {
    let state = progress.text(words.language)
    let extended = progress.extension.map { words.say("gia hạn đến ", "extended until ") + $0.until.officeText }
    let told = [state, extended].compactMap { $0 }.joined(separator: ", ")
    let by = progress.by.map { words.say(", do \($0) ghi", ", recorded by \($0)") } ?? ""
    return (told.isEmpty ? words.say("đã ghi, nay mở lại", "recorded, open again") : told) + by
  }
}
