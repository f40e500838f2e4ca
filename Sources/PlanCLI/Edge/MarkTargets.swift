import ArgumentParser
import PlanModel
import PlanReports

/// The tasks that a person names to be marked.
struct MarkTargets {
  /// One of them.
  struct Target {
    let task: MarkedTask
    let title: String
  }

  private let progress: ScheduleProgress
  private let language: Language
  private let lookup: TaskLookup
  /// Who holds the tasks on the day of the marks.
  private let holders: TaskHolders

  private var plan: Plan { progress.schedule.plan }

  /// `day` is that of the marks, or today: what was done before a unit ended may be recorded under its name afterwards.
  init(_ progress: ScheduleProgress, on day: CivilDate, _ language: Language) {
    self.progress = progress
    self.language = language
    holders = TaskHolders(progress, asOf: day)
    lookup = TaskLookup(progress.schedule)
  }

  /// Whether a task may be recorded by one of some units.
  private func belongs(_ place: TaskPlace, to units: Set<Int>) -> Bool { !units.isDisjoint(with: owners(at: place)) }

  /// The units that may record a task: who holds it, then its owner on its own day and the one that is written, where these are others.
  func owners(at place: TaskPlace) -> [Int] {
    let schedule = progress.schedule
    var owners = [holders.holder(at: place)]
    for unit in [schedule.owner(at: place), schedule.writtenOwner(at: place).unit] where !owners.contains(unit) {
      owners.append(unit)
    }
    return owners
  }

  /// A task by its place.
  func target(at place: TaskPlace) -> Target {
    let slot = progress.schedule.series[place.series].slots[place.slot]
    return Target(
      task: MarkedTask(id: progress.schedule.id(at: place), nominal: slot.nominal, due: slot.plannedDue),
      title: progress.schedule.title(at: place))
  }

  /// The tasks that names lead to, each once; `units` are those whose tasks are meant.
  func named(_ names: [String], units: Set<Int>?, on day: CivilDate) throws -> [Target] {
    var found: [Target] = []
    var seen: Set<String> = []
    for name in names {
      for (target, owners) in try named(name, units: units, on: day) where seen.insert(target.task.id).inserted {
        if let units, units.isDisjoint(with: owners), let owner = owners.first {
          throw UsageFailure(
            message: language == .vi
              ? "việc `\(target.task.id)` là của \(TerminalText(plan.units[owner].name)), không phải của đơn vị ghi ở --unit; chưa ghi gì"
              : "the task `\(target.task.id)` is that of \(TerminalText(plan.units[owner].name)), not of the unit given with --unit; nothing was recorded"
          )
        }
        found.append(target)
      }
    }
    return found
  }

  private func named(_ name: String, units: Set<Int>?, on day: CivilDate) throws -> [(Target, owners: [Int])] {
    let exact = progress.place(of: name)
    if let exact, units.map({ belongs(exact, to: $0) }) ?? true { return [(target(at: exact), owners(at: exact))] }
    let occasions = plan.occasions(of: name, on: day)
    if !occasions.isEmpty {
      // For one of many wards it has to be said which.
      let meant = units.map { units in occasions.filter { units.contains($0.owner) } } ?? occasions
      guard meant.count <= 1 else { throw several(name, meant.map(\.id), meant.count) }
      let occasion = meant.first ?? occasions[0]
      guard plan.period.contains(occasion.day) else {
        let days = "\(plan.period.first.officeText) – \(plan.period.last.officeText)"
        throw UsageFailure(
          message: language == .vi
            ? "ngày \(occasion.day.officeText) nằm ngoài thời gian của kế hoạch (\(days)); chưa ghi gì"
            : "\(occasion.day.officeText) lies outside the plan's period (\(days)); nothing was recorded")
      }
      if let place = progress.place(of: occasion.id) { return [(target(at: place), owners(at: place) + [occasion.owner])] }
      let path = occasion.id.drop { $0 != "/" }.dropFirst().prefix { $0 != "/" }
      let title = plan.work.first { $0.path == path }?.title ?? name
      return [(Target(task: MarkedTask(id: occasion.id, nominal: occasion.day, due: nil), title: title), [occasion.owner])]
    }
    if let units {
      switch lookup.find(name, where: { belongs($0, to: units) }) {
      case .one(let place): return [(target(at: place), owners(at: place))]
      case .several(let candidates, let count): throw several(name, candidates.map { "\($0.reference)  \($0.id)" }, count)
      case .none: break
      }
    }
    if let exact { return [(target(at: exact), owners(at: exact))] }
    switch lookup.find(name) {
    case .one(let place): return [(target(at: place), owners(at: place))]
    case .several(let candidates, let count): throw several(name, candidates.map { "\($0.reference)  \($0.id)" }, count)
    case .none:
      let known = plan.work.map(\.path) + plan.activities.ids.map(\.value.text)
      throw NameLookup.unknown(name, Message(vi: "việc", en: "task"), among: known, language)
    }
  }

  private func several(_ name: String, _ candidates: [String], _ count: Int) -> UsageFailure {
    NameLookup.several(
      name, candidates, count: count, language, more: Message(vi: ", hoặc thêm --unit", en: ", or add --unit"))
  }

  /// The tasks that a selection leaves; with `days`, those that are due in these, or begin in them and have no deadline.
  func selected(_ selection: TaskSelection, due days: DayRange?) -> [Target] {
    var found: [Target] = []
    progress.schedule.forEachTask { place in
      let slot = progress.schedule.series[place.series].slots[place.slot]
      if let days, !((slot.due ?? slot.start).map { days.contains($0) } ?? false) { return }
      guard selection.contains(holders.task(at: place), in: plan) else { return }
      found.append(target(at: place))
    }
    return found
  }

  /// Lets a person pick among the tasks to which a mark can apply; nil where the person left.
  func picked(for action: ProgressAction?, ink: TerminalInk) throws -> [Target]? {
    var places: [(place: TaskPlace, task: TaskOccurrence)] = []
    progress.schedule.forEachTask { place in
      let state = progress[place].state
      let isMeant =
        switch action {
        case .verified, .returned: state == .done
        case .reopened: state != .open
        default: state != .done && state != .cancelled
        }
      if isMeant { places.append((place, holders.task(at: place))) }
    }
    guard !places.isEmpty else {
      throw UsageFailure(message: language == .vi ? "không có việc nào để ghi" : "there is no task to mark")
    }
    places.sort { one, other in
      func rank(_ slot: TaskSlot) -> Int32 { slot.due?.dayNumber ?? slot.start?.dayNumber ?? .max }
      return (rank(one.task.slot), one.task.id) < (rank(other.task.slot), other.task.id)
    }
    let today = AsOfOptions.today
    let choices = places.map { place, task in
      TaskPicker.Choice(
        title: [
          lookup.reference(at: place), TaskTime(task.slot, language).text, task.title, plan.units[task.unit].shortName,
        ].joined(separator: "  "),
        isUrgent: task.slot.due.map { $0 < today } ?? false)
    }
    let word = action.map { ": " + $0.name.text(language) } ?? ""
    let picked = TaskPicker.pick(
      choices, prompt: (language == .vi ? "Ghi việc nào" : "Mark which task") + word, language, ink: ink.isColoured)
    return picked?.map { target(at: places[$0].place) }
  }
}
