/// From which year to which a plan is rolled.
struct YearShift {
  /// The year of the plan.
  let from: Int
  /// The new year.
  let to: Int
  /// The years that the plan covers: nearly always one.
  let own: ClosedRange<Int>

  func shifted(_ year: Int) -> Int { year + to - from }

  /// A day in the new year; nil for 29 February where there is none.
  func shifted(_ day: CivilDate) -> CivilDate? {
    let (year, month, number) = day.components
    return CivilDate(year: shifted(year), month: month, day: number)
  }

  /// The same days in the new year, a leap day as the last of February.
  func shifted(_ days: DayRange) -> DayRange? {
    guard let first = days.first.adding(months: (to - from) * 12), let last = days.last.adding(months: (to - from) * 12) else {
      return nil
    }
    // The last of February stays the last.
    guard last.month == 2, days.last.adding(days: 1)?.day == 1,
      let end = CivilDate(year: last.year, month: 2, day: CivilDate.daysIn(month: 2, year: last.year))
    else { return DayRange(first, last) }
    return DayRange(first, end)
  }
}

/// Next year's plan in the making: the edits of this year's text, and what has to be said about them.
///
/// Each pass walks the tree of the files and adds to it; only the plan's own file is edited, what would have to change in a file
/// that several plans share is said instead.
struct RollDraft {
  /// An edit and what it is; nil where another edit says it.
  struct Change {
    let edit: TextEdit
    let message: Message?
  }

  /// A place and what is to be said of it.
  struct Look {
    let kind: RollRemark.Kind
    let span: SourceSpan
    let message: Message
  }

  let plan: Plan
  /// The plan's file and the ones it uses.
  let trees: [RollTree]
  let years: YearShift
  private(set) var changes: [Change] = []
  private(set) var looks: [Look] = []
  /// The nodes that a pass has dealt with, by where they begin.
  private(set) var settled: Set<SourceSpan> = []

  init(plan: Plan, trees: [RollTree], years: YearShift) {
    (self.plan, self.trees, self.years) = (plan, trees, years)
  }

  /// Puts `text` in the place of a range.
  mutating func change(_ range: Range<Int>, in tree: RollTree, to text: String, _ message: Message?) {
    if tree.id == FileID(0) {
      changes.append(Change(edit: TextEdit(span: tree.span(range), old: tree.file.text(range), new: text), message: message))
    } else if let message {
      look(
        tree.span(range),
        Message(
          vi: "trong tệp dùng chung (giữ nguyên), cần tự sửa: \(message.vi)",
          en: "in a shared file, which stays as it is; to be mended by hand: \(message.en)"))
    }
  }

  /// Makes the cuts of one thing, which has one message.
  mutating func change(_ cuts: [RollTree.Cut], in tree: RollTree, _ message: Message) {
    for (number, cut) in cuts.enumerated() { change(cut.range, in: tree, to: cut.text, number == 0 ? message : nil) }
  }

  mutating func look(_ span: SourceSpan, _ message: Message) {
    looks.append(Look(kind: .look, span: span, message: message))
  }

  /// Marks a node as dealt with, so that its text is not looked through again.
  mutating func settle(_ node: YAMLNode) {
    var found: [SourceSpan] = []
    RollTree.forEachScalar(node) { found.append($0.span) }
    settled.formUnion(found)
  }
}
