/// Next year's plan made from this year's: the text with as few changes as can be, and the list of what a person must look at.
///
/// The text of the old plan is edited in place, so that comments, order, spacing and line ends stay as they are; then the new text is
/// read like any other plan, and what is found in it that was not found before goes into the list.
public struct PlanRoll: Sendable {
  /// The new plan.
  public let bytes: [UInt8]
  /// What was changed, what moves by itself and what to look at, in this order, each by its place.
  public let remarks: [RollRemark]
  /// What reading the new plan came to.
  public let reading: PlanReading

  /// The year of a plan: the one it writes, or the one in which its period begins; nil where the plan has errors.
  public static func year(of reading: PlanReading) -> Int? {
    guard let plan = reading.plan, let file = reading.sources.files.first else { return nil }
    let tree = RollTree(file, id: FileID(0))
    return tree?.head(.year)?.value.scalar.flatMap { PlainNumber.read($0) } ?? plan.period.first.year
  }

  /// Makes the plan of a later year; nil where the old one has errors, or the year is not later or beyond all calendars.
  ///
  /// - Parameters:
  ///   - old: The old plan as it was read.
  ///   - year: The new year.
  ///   - id: The id of the new plan; nil for the old one with the new year in it.
  ///   - asOf: The day on which the new plan is looked at.
  ///   - load: Gives the bytes of a file named by `use`.
  /// - Returns: The new plan.
  public static func roll(
    _ old: PlanReading, to year: Int, id: String?, asOf: CivilDate, load: (String) -> Result<[UInt8], LoadFailure>
  ) -> PlanRoll? {
    guard let plan = old.plan, let file = old.sources.files.first, let from = Self.year(of: old), year > from else { return nil }
    let own = min(from, plan.period.first.year)...max(from, plan.period.last.year)
    let years = YearShift(from: from, to: year, own: own)
    let trees = old.sources.files.enumerated().compactMap { RollTree($1, id: FileID($0)) }
    guard trees.first?.id == FileID(0), let period = years.shifted(plan.period) else { return nil }
    var draft = RollDraft(plan: plan, trees: trees, years: years)
    draft.rollHead(id: id)
    draft.rollDates()
    draft.rollUnits(UnitOutlook(plan, in: period))
    draft.lookAtTexts()

    let (bytes, applied) = file.applying(draft.changes.map(\.edit))
    let new = SourceFile(name: file.name, bytes: bytes)
    let reading = PlanReading.read(new, asOf: asOf, load: load)
    let places = MovedPlaces(applied)
    var list = RollRemarks(file: new, sources: old.sources, places: places)
    list.add(draft, applied: Set(applied))
    let schedule = reading.schedule ?? Self.schedule(of: new, load: load)
    var told: Set<SourceSpan> = []
    if let schedule {
      // Work that cannot be dated yet would be missing from the count.
      if !reading.hasErrors { list.addCounts(old.schedule, schedule, years) }
      list.addAnchors(plan, schedule.plan)
      told = list.addDaysOff(schedule)
    }
    list.addFindings(of: reading, before: old, besides: told)
    return PlanRoll(bytes: bytes, remarks: list.sorted, reading: reading)
  }

  /// The tasks of a plan even where something of it cannot be carried out, so that its other days can be looked at.
  private static func schedule(of file: SourceFile, load: (String) -> Result<[UInt8], LoadFailure>) -> Schedule? {
    let sink = DiagnosticSink()
    var sources = SourceSet()
    var loader = PlanLoader(sink: sink, plan: file)
    let files = loader.read(into: &sources, load: load)
    guard !files.isEmpty else { return nil }
    let draft = PlanAssembler(files: files, areFilesMissing: loader.isIncomplete, sink: sink).plan()
    return draft.isDated ? Scheduler(draft.plan).schedule() : nil
  }

  // MARK: Ids

  /// An id with the plan's years in it moved: `cchc2018` becomes `cchc2019`.
  static func rolledID(_ id: String, _ years: YearShift) -> String {
    let bytes = Array(id.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, WrittenYear.isDigit(bytes[index]) { index += 1 }
      if let year = WrittenYear.year(bytes[start..<index]), years.own.contains(year) {
        result += Array(String(years.shifted(year)).utf8)
      } else {
        if index == start { index += 1 }
        result += bytes[start..<index]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// An id for the new year, made of one without a year.
  static func proposedID(_ id: String, _ year: Int) -> String { String(id.prefix(58)) + "-\(year)" }
}

/// Where a place of the old text has come to in the new one.
struct MovedPlaces {
  private let edits: [(range: Range<Int>, added: Int, length: Int)]

  init(_ edits: [TextEdit]) {
    var added = 0
    self.edits = edits.sorted { $0.span < $1.span }.map { edit in
      defer { added += edit.new.utf8.count - edit.span.range.count }
      return (edit.span.range, added, edit.new.utf8.count)
    }
  }

  /// The new place of an old one; what was taken away is where it was taken from.
  func place(of offset: Int) -> Int {
    var (low, high) = (0, edits.count)
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return offset }
    let edit = edits[low - 1]
    if offset >= edit.range.upperBound { return offset + edit.added + edit.length - edit.range.count }
    return edit.range.lowerBound + edit.added
  }
}
