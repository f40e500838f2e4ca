/// The remarks on a new plan as they are gathered.
struct RollRemarks {
  /// The new plan.
  private let file: SourceFile
  /// The old plan and the files that both use.
  private let sources: SourceSet
  private let places: MovedPlaces
  private var remarks: Set<RollRemark> = []

  init(file: SourceFile, sources: SourceSet, places: MovedPlaces) {
    (self.file, self.sources, self.places) = (file, sources, places)
  }

  /// The remarks by kind, then by place, the plan before the files it uses.
  var sorted: [RollRemark] {
    func key(_ remark: RollRemark) -> (RollRemark.Kind, String, Int) { (remark.kind, remark.file ?? "", remark.place.line) }
    return remarks.sorted { left, right in
      let (one, other) = (key(left), key(right))
      return one != other ? one < other : (left.place.column, left.message.en) < (right.place.column, right.message.en)
    }
  }

  /// A remark on a place of the old files, which has moved with the edits.
  private mutating func add(_ kind: RollRemark.Kind, old span: SourceSpan, _ message: Message) {
    guard span.file == FileID(0) else { return add(kind, span, message) }
    let place = file.position(at: places.place(of: Int(span.start)))
    remarks.insert(RollRemark(kind: kind, file: nil, place: place, message: message))
  }

  /// A remark on a place of the new plan, or of a file that it uses.
  private mutating func add(_ kind: RollRemark.Kind, _ span: SourceSpan, _ message: Message) {
    let isOwn = span.file == FileID(0)
    let source = isOwn ? file : sources[span.file]
    remarks.insert(
      RollRemark(kind: kind, file: isOwn ? nil : source.name, place: source.position(at: Int(span.start)), message: message))
  }

  /// What the draft changed, and what it found to look at.
  mutating func add(_ draft: RollDraft, applied: Set<TextEdit>) {
    for change in draft.changes {
      guard let message = change.message else { continue }
      add(applied.contains(change.edit) ? .changed : .look, old: change.edit.span, message)
    }
    for look in draft.looks { add(look.kind, old: look.span, look.message) }
  }

  // MARK: What the new year brings

  /// How many tasks there were, and how many there are.
  mutating func addCounts(_ old: Schedule?, _ new: Schedule, _ years: YearShift) {
    guard let old else { return }
    let (before, now) = (Product.grouped(old.count), Product.grouped(new.count))
    add(
      .follows, new.plan.idSpan,
      Message(
        vi: "số nhiệm vụ: \(before) (năm \(years.from)) → \(now) (năm \(years.to))",
        en: "tasks: \(before) (\(years.from)) → \(now) (\(years.to))"))
  }

  /// The days of the lunar calendar that the plan counts from: when they were, and when they are.
  mutating func addAnchors(_ old: Plan, _ new: Plan) {
    var seen: Set<DateExpression> = []
    var written = new.work.flatMap { $0.timing?.expressions ?? [] }
    for milestone in new.milestones.values {
      let found: [DateExpression]
      switch milestone.value {
      case .day(let date): found = [date]
      case .window(let window): found = window.expressions
      case .pending: found = []
      }
      written += found.map { Located($0, milestone.span) }
    }
    for one in written.sorted(by: { $0.span < $1.span }) {
      let anchor = one.value.innermost
      let name: Message
      switch anchor {
      case .named(let named): name = named.name
      case .lunar(let literal):
        let day = "\(twoDigits(literal.day))/\(twoDigits(literal.month))"
        name = Message(vi: "\(day) âm lịch", en: "\(day) of the lunar calendar")
      default: continue
      }
      guard seen.insert(anchor).inserted else { continue }
      let (before, now) = (Self.days(anchor, in: old), Self.days(anchor, in: new))
      add(.follows, one.span, Message(vi: "\(name.vi): \(before.vi) → \(now.vi)", en: "\(name.en): \(before.en) → \(now.en)"))
    }
  }

  private static func days(_ anchor: DateExpression, in plan: Plan) -> Message {
    let days = LiteralDates(period: plan.period).days(Located(anchor, plan.idSpan)).filter { plan.period.contains($0) }
    if days.isEmpty { return Message(vi: "không có", en: "none") }
    func list(_ language: Language) -> String {
      days.map { "\($0.weekday.short.text(language)) \($0.officeText)" }.joined(separator: ", ")
    }
    return Message(vi: list(.vi), en: list(.en))
  }

  /// The days and deadlines that fall on a day off, and what happens then; says at which places.
  mutating func addDaysOff(_ schedule: Schedule) -> Set<SourceSpan> {
    let plan = schedule.plan
    var told: Set<SourceSpan> = []
    for series in schedule.series {
      let item = plan.work[series.work]
      guard let timing = item.timing else { continue }
      let written: [Located<DateExpression>]
      let isDeadline: Bool
      switch timing.shape {
      case .days(let days): (written, isDeadline) = (days, false)
      case .deadlines(let days, _): (written, isDeadline) = (days, true)
      default: continue
      }
      for slot in series.slots {
        guard let nominal = slot.nominal, let due = slot.due, let place = slot.place, plan.calendar.isOff(nominal),
          told.insert(place).inserted
        else { continue }
        add(.look, place, Self.fate(of: nominal, due: due, item, timing, isDeadline: isDeadline, plan))
      }
      guard timing.onDayOff?.value == .skip else { continue }
      for one in written where !told.contains(one.span) {
        let days = LiteralDates(period: plan.period).days(one).filter { plan.period.contains($0) }
        guard days.count == 1, plan.calendar.isOff(days[0]), told.insert(one.span).inserted else { continue }
        let day = plan.calendar.dayOff(days[0])
        add(.look, one.span, Message(vi: "`\(item.path)`: \(day.vi): bỏ qua", en: "`\(item.path)`: \(day.en): left out"))
      }
    }
    for (name, milestone) in plan.milestones {
      guard case .day(.literal) = milestone.value, case .known(let anchor)? = schedule.milestones[name],
        plan.calendar.isOff(anchor.range.first)
      else { continue }
      let day = plan.calendar.dayOff(anchor.range.first)
      add(
        .look, milestone.span,
        Message(vi: "mốc `\(name)` rơi vào \(day.vi)", en: "the milestone `\(name)` is on a day off: \(day.en)"))
    }
    return told
  }

  private static func fate(
    of nominal: CivilDate, due: CivilDate, _ item: WorkItem, _ timing: WrittenTiming, isDeadline: Bool, _ plan: Plan
  ) -> Message {
    let off = plan.calendar.dayOff(nominal)
    let head = Message(
      vi: isDeadline ? "`\(item.path)`: hạn rơi vào \(off.vi)" : "`\(item.path)`: \(off.vi)",
      en: isDeadline ? "`\(item.path)`: due on a day off, \(off.en)" : "`\(item.path)`: on a day off, \(off.en)")
    if due != nominal {
      // As the day off before it says its weekday: in full where it is a weekend.
      let weekday = nominal.weekday.rawValue > 5 ? due.weekday.name : due.weekday.short
      return Message(
        vi: head.vi + " → \(due < nominal ? "dời trước sang" : "dời sang") \(weekday.vi) \(due.officeText)",
        en: head.en + " → \(weekday.en) \(due.officeText)")
    }
    if timing.onDayOff != nil { return Message(vi: head.vi + ": giữ nguyên như đã ghi", en: head.en + ": it stays, as written") }
    let key = plan.keyName(PlanKey.onDayOff.rawValue)
    let next = plan.keysAreVietnamese ? "dời sau" : "next"
    return Message(
      vi: head.vi + ": vẫn để ngày này; muốn dời thì ghi `\(key): \(next)`",
      en: head.en + ": it stays there; to move it, write `\(key): \(next)`")
  }

  // MARK: What is found in the new plan

  /// The findings of the new plan that the old one had not.
  mutating func addFindings(of new: PlanReading, before old: PlanReading, besides told: Set<SourceSpan>) {
    let known = Set(
      old.diagnostics.map { finding in
        let start = Int(finding.span.start)
        return Known(finding, at: finding.span.file == FileID(0) ? places.place(of: start) : start)
      })
    let head = new.diagnostics.first { $0.rule == ProjectedHoliday.rule }?.span
    for finding in new.diagnostics {
      if known.contains(Known(finding, at: Int(finding.span.start))) { continue }
      if finding.rule == FallsOnDayOff.rule, told.contains(finding.span) { continue }
      // Once is enough: everything that leans on a projected day is projected.
      if finding.rule == ProjectedHoliday.rule, finding.span != head { continue }
      let label =
        switch finding.severity {
        case .error: Message(vi: "lỗi mới", en: "new error")
        case .warning: Message(vi: "cảnh báo mới", en: "new warning")
        case .note: Message(vi: "lưu ý mới", en: "new note")
        }
      add(
        .look, finding.span,
        Message(
          vi: "\(label.vi) [\(finding.rule.slug)]: \(finding.message.vi)\(finding.help.map { "; \($0.vi)" } ?? "")",
          en: "\(label.en) [\(finding.rule.slug)]: \(finding.message.en)\(finding.help.map { "; \($0.en)" } ?? "")"))
    }
  }

  /// A finding without its dates, by which it is known again a year later.
  private struct Known: Hashable {
    let rule: Rule
    let file: FileID
    let start: Int
    let words: [UInt8]

    init(_ finding: Diagnostic, at start: Int) {
      (rule, file, self.start) = (finding.rule, finding.span.file, start)
      words = finding.message.en.utf8.filter { !WrittenYear.isDigit($0) }
    }
  }
}
