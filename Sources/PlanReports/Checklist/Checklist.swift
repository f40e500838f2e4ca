import PlanModel

/// The checklist of a unit, or of every unit, for a period: what to do, when, in which role, with what to show for it.
public struct Checklist: Sendable {
  /// What one unit has to do.
  public struct Section: Sendable {
    /// The unit, as a position in the plan's units.
    public let unit: Int
    /// Its lines, by day.
    public let lines: [Line]
  }

  /// One task of a section.
  public struct Line: Sendable {
    /// The task.
    public let task: TaskOccurrence
    /// The unit's role in it.
    public let role: TaskRole
    /// What has become of it.
    public let progress: TaskProgress
    /// Whether it is in time.
    public let timeliness: Timeliness
    /// How many of those that implement for its lead have done their own; nil where none do.
    public let implementers: (done: Int, of: Int)?
  }

  /// The plan.
  public let plan: Plan
  /// The days it is for; nil for the whole plan.
  public let period: DayRange?
  /// How the period was asked for, such as `II/2018`; nil where it has no such name.
  public let periodName: Message?
  /// Whether anything is recorded of the plan's tasks at all; where nothing is, lateness is not spoken of.
  let isTracked: Bool
  /// The sections, in the order of the plan's units.
  public let sections: [Section]

  /// Makes the checklist of `units`, or of every unit with a task, of a plan of which nothing is recorded.
  public init(_ schedule: Schedule, units: Set<Int>?, period: DayRange?, periodName: Message? = nil) {
    self.init(ScheduleProgress(schedule, asOf: .earliest), units: units, period: period, periodName: periodName)
  }

  /// Makes the checklist of `units`, or of every unit with a task.
  public init(_ progress: ScheduleProgress, units: Set<Int>?, period: DayRange?, periodName: Message? = nil) {
    let schedule = progress.schedule
    plan = schedule.plan
    isTracked = !progress.isEmpty
    self.period = period
    self.periodName = periodName
    var selection = TaskSelection()
    selection.from = period?.first
    selection.to = period?.last
    var lines: [Int: [Line]] = [:]
    let implementers = ImplementerCounts(progress)
    let plan = schedule.plan
    // Where nothing is recorded, nobody can tell what a unit that has ended left unfinished.
    let holders = isTracked ? TaskHolders(progress, asOf: progress.asOf) : nil
    func add(_ unit: Int, _ task: TaskOccurrence, _ role: TaskRole, _ place: TaskPlace) {
      guard units?.contains(unit) ?? true else { return }
      lines[unit, default: []].append(
        Line(
          task: task, role: role, progress: progress[place], timeliness: progress.timeliness(at: place),
          implementers: implementers[place]))
    }
    schedule.forEachTask { place in
      let task = holders?.task(at: place) ?? schedule.task(at: place)
      guard selection.contains(task, in: plan) else { return }
      add(task.unit, task, task.unit == task.lead ? .lead : .implement, place)
      let others = Set(task.implement)
      for unit in task.implement
      where unit != task.unit && !(holders?.fansOut(to: unit, at: place) ?? schedule.fansOut(to: unit, at: place)) {
        add(unit, task, .implement, place)
      }
      for unit in task.coordinate where unit != task.unit && !others.contains(unit) { add(unit, task, .coordinate, place) }
    }
    let asked = units.map { $0.sorted() } ?? lines.keys.sorted()
    sections = asked.map { unit in
      Section(unit: unit, lines: (lines[unit] ?? []).sorted { Self.precedes($0, $1) })
    }
  }

  /// By the day something must be done or have been done, work without such a day last.
  private static func precedes(_ one: Line, _ other: Line) -> Bool {
    func rank(_ slot: TaskSlot) -> (Int32, Int) { (slot.due?.dayNumber ?? .max, slot.time?.start.minutes ?? -1) }
    let left = rank(one.task.slot)
    let right = rank(other.task.slot)
    return left == right ? TaskListing.precedes(one.task, other.task) : left < right
  }

  // MARK: Words that all forms share

  func title(_ language: Language) -> String {
    let period = periodTitle(language).map { " – " + $0 } ?? ""
    return (language == .vi ? "Danh mục công việc" : "Checklist") + period
  }

  func periodTitle(_ language: Language) -> String? {
    if let name = periodName { return name.text(language) }
    return period.map { $0.first == $0.last ? $0.first.officeText : "\($0.first.officeText) – \($0.last.officeText)" }
  }

  func source(_ language: Language) -> String {
    guard let document = plan.documentName(language) else { return plan.title }
    let issued = plan.issued.map { language == .vi ? " ngày \($0.officeText)" : " of \($0.officeText)" } ?? ""
    return document + issued + " – " + plan.title
  }

  func heads(_ language: Language) -> [String] {
    language == .vi ? ["☐", "Thời gian", "Việc", "Vai trò", "Sản phẩm"] : ["☐", "When", "What", "Role", "Product"]
  }

  func cells(_ line: Line, _ language: Language) -> [String] {
    var title = line.task.title
    if line.task.slot.isTentative { title += language == .vi ? " (dự kiến)" : " (expected)" }
    // Whom it is done with: for a coordinator the one whose task it is, for an implementer the lead.
    if line.role != .lead { title += " (\(plan.units[line.role == .coordinate ? line.task.unit : line.task.lead].shortName))" }
    if let former = line.task.formerOwner(in: plan, language) { title += " (\(former))" }
    if let state = line.progress.text(language) { title += " [\(state)]" }
    if let (done, all) = line.implementers {
      title += language == .vi ? " [\(done)/\(all) đơn vị đã xong]" : " [\(done) of \(all) units done]"
    }
    let extended = line.task.slot.extended == nil ? "" : plan.shiftReason(of: line.task.slot)?.text(language) ?? ""
    return [
      line.progress.box, TaskTime(line.task.slot, language, style: .full).text + extended, title, role(line.role, language),
      line.task.work.products.map(\.text).joined(separator: "; "),
    ]
  }

  func role(_ role: TaskRole, _ language: Language) -> String {
    switch (role, language) {
    case (.coordinate, .vi): "Phối hợp"
    case (.coordinate, .en): "Coordinates"
    case (.implement, .vi): "Thực hiện"
    case (.implement, .en): "Implements"
    case (_, .vi): "Chủ trì"
    case (_, .en): "Leads"
    }
  }

  func total(_ section: Section, _ language: Language) -> String {
    let count = section.lines.count
    return language == .vi ? "Cộng: \(count) việc." : "Total: \(count) task\(count == 1 ? "" : "s")."
  }

  func nothing(_ language: Language) -> String {
    guard period != nil else { return language == .vi ? "Không có việc nào." : "There is nothing to do." }
    return language == .vi ? "Không có việc nào trong kỳ này." : "There is nothing to do in this period."
  }
}
