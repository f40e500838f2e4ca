import PlanModel

/// Whether an official document shows what its author assumed.
public enum AssumedText: String, Sendable, CaseIterable {
  /// With a mark.
  case show
  /// It is left out.
  case hide
}

/// The assignment table of a plan: what, who leads, with whom, by when, with what result; in groups by theme, in file order.
public struct AssignmentTable: Sendable {
  /// A text of a cell.
  struct Entry: Hashable, Sendable {
    let text: String
    /// Whether the plan says that its document does not state it.
    let isAssumed: Bool
    /// What is left of it where assumed things are not shown; empty where nothing is.
    var stated = ""

    /// What is shown of it; nil where that is nothing.
    func shown(_ assumed: AssumedText, isMarked: Bool = true) -> String? {
      guard isAssumed else { return text }
      switch assumed {
      case .show: return isMarked ? text + DocumentTable.assumedMark : text
      case .hide: return stated.isEmpty ? nil : stated
      }
    }
  }

  /// One piece of work, or an activity over its phases.
  struct Row: Sendable {
    /// `activity` or `activity.phase`.
    let path: String
    /// What its activity and phase were called before, as paths.
    let formerPaths: [String]
    /// `3`, or `3.1` for a phase.
    let number: String
    let title: [Entry]
    var lead: [Entry] = []
    var partners: [Entry] = []
    var time: [Entry] = []
    var product: [Entry] = []
    var note: [Entry] = []
    /// What has no column here but is told where an amendment changes it.
    var beside: [(name: Message, entries: [Entry])] = []
    /// Whether it only names an activity whose phases follow.
    var isHeading = false
  }

  /// The work of one theme.
  struct Group: Sendable {
    let title: String
    var rows: [Row]
  }

  /// The plan.
  let plan: Plan
  let groups: [Group]
  /// The number of each activity in the table.
  let numbers: [Identifier<Activity>: String]

  private let titles: [String]

  /// What a piece of work is called, by its position in ``Plan/work``.
  func title(ofWork position: Int) -> String { titles[position] }

  /// Whether anything in it is assumed.
  var hasAssumed: Bool {
    groups.contains { group in
      group.rows.contains { row in
        [row.title, row.lead, row.partners, row.time, row.product, row.note].contains { $0.contains(where: \.isAssumed) }
      }
    }
  }

  /// How texts of a cell begin that say themselves what they are.
  enum OwnLabel: CaseIterable {
    case carriedOut, place, evidence, budget, reported

    func text(_ language: Language) -> String {
      let text =
        switch self {
        case .carriedOut: Message(vi: "Thực hiện", en: "Carried out by")
        case .place: Message(vi: "Địa điểm", en: "Place")
        case .evidence: Message(vi: "Minh chứng", en: "Evidence")
        case .budget: Message(vi: "Kinh phí", en: "Budget")
        case .reported: Message(vi: "Nơi nhận báo cáo", en: "Reported to")
        }
      return text.text(language) + ": "
    }
  }

  /// Makes the table of a schedule.
  init(_ schedule: Schedule, _ language: Language) {
    let plan = schedule.plan
    self.plan = plan
    var activities: [(theme: Int, activity: Activity)] = []
    for activity in plan.activities.all {
      let items = activity.work.map { plan.work[$0] }
      let theme = items.flatMap(\.themes).lazy.compactMap { plan.themes.position(of: $0.value) }.first
      let isInternal = items.allSatisfy(\.isInternal)
      activities.append((theme ?? plan.themes.count + (isInternal ? 1 : 0), activity))
    }
    var groups: [Group] = []
    var numbers: [Identifier<Activity>: String] = [:]
    var count = 0
    let byTheme = Dictionary(grouping: activities, by: \.theme)
    for theme in 0...plan.themes.count + 1 {
      guard let members = byTheme[theme] else { continue }
      let title: String
      if theme < plan.themes.count {
        title = plan.themes[theme].title
      } else if theme == plan.themes.count {
        title = language == .vi ? "Nhiệm vụ chung" : "General work"
      } else {
        title = language == .vi ? "Theo dõi, kiểm tra, báo cáo" : "Follow-up and reporting"
      }
      var group = Group(title: title, rows: [])
      for (_, activity) in members {
        count += 1
        numbers[activity.id] = "\(count)"
        group.rows += AssignmentWriter(schedule: schedule, language: language).rows(activity, number: "\(count)")
      }
      groups.append(group)
    }
    titles = plan.work.indices.map { schedule.title(ofWork: $0) }
    self.groups = groups
    self.numbers = numbers
  }
}

/// Writes the rows of an activity.
private struct AssignmentWriter {
  let schedule: Schedule
  let language: Language
  private var plan: Plan { schedule.plan }

  func rows(_ activity: Activity, number: String) -> [AssignmentTable.Row] {
    guard activity.phases.isEmpty else {
      var phases = activity.work.enumerated().map { index, work in
        row(at: work, number: "\(number).\(index + 1)", path: plan.work[work].path, title: schedule.title(ofWork: work))
      }
      var head = row(at: activity.work.lowerBound, number: number, path: activity.id.text, title: activity.plainTitle)
      (head.lead, head.partners, head.time, head.product, head.beside) = ([], [], [], [], [])
      // What holds for all phases is said once, so that nobody adds up the same budget twice.
      head.note = head.note.filter { entry in phases.allSatisfy { $0.note.contains(entry) } }
      for index in phases.indices { phases[index].note.removeAll { head.note.contains($0) } }
      head.isHeading = true
      if !activity.targets.isEmpty {
        let isAssumed = activity.work.contains { plan.work[$0].assumptions.contains { $0.key == "target" } }
        head.product = [target(activity.targets, isAssumed: isAssumed)]
      }
      return [head] + phases
    }
    return activity.work.map { row(at: $0, number: number, path: plan.work[$0].path, title: schedule.title(ofWork: $0)) }
  }

  private func row(at position: Int, number: String, path: String, title: String) -> AssignmentTable.Row {
    let work = plan.work[position]
    let assumed = Set(work.assumptions.map(\.key))
    func entry(_ text: String, _ keys: String...) -> AssignmentTable.Entry {
      AssignmentTable.Entry(text: text, isAssumed: keys.contains { assumed.contains($0) })
    }
    var row = AssignmentTable.Row(
      path: path, formerPaths: formerPaths(work, isPhase: path.contains(".")), number: number, title: [entry(title, "title")])
    let leads = plan.members(in: .lead, of: work)
    let (leadIsAssumed, partnersAreAssumed) = (plan.isAssumed(.lead, of: work), plan.isAssumed(.coordinate, of: work))
    row.lead = names(leads, eachToo: true).map { AssignmentTable.Entry(text: $0, isAssumed: leadIsAssumed) }
    let coordinate = names(
      plan.members(in: .coordinate, of: work).filter { member in !leads.contains { $0.unit == member.unit } })
    row.partners = coordinate.map { AssignmentTable.Entry(text: $0, isAssumed: partnersAreAssumed) }
    let implement = names(plan.members(in: .implement, of: work), eachToo: true)
    if !implement.isEmpty {
      let text = AssignmentTable.OwnLabel.carriedOut.text(language) + implement.joined(separator: "; ")
      row.partners.append(entry(text, "implement"))
    }
    let assumedTimes = assumed.intersection(TimePhrase.keys)
    row.time = [
      AssignmentTable.Entry(
        text: TimePhrase(position, of: schedule, language).text, isAssumed: !assumedTimes.isEmpty,
        stated: assumedTimes.isEmpty ? "" : TimePhrase(position, of: schedule, omitting: assumedTimes, language).text)
    ]
    row.product = work.products.map { entry($0.text.withFirstLetter(capital: true), "product") }
    // The target of an activity with phases stands in its own row.
    if work.phase == nil, !work.targets.isEmpty {
      row.product.append(target(work.targets, isAssumed: assumed.contains("target")))
    }
    if let place = work.place { row.note.append(entry(AssignmentTable.OwnLabel.place.text(language) + place, "place")) }
    if let evidence = work.evidence {
      row.note.append(entry(AssignmentTable.OwnLabel.evidence.text(language) + evidence, "evidence"))
    }
    if let budget = work.budget { row.note.append(entry(AssignmentTable.OwnLabel.budget.text(language) + budget, "budget")) }
    let reported = names(plan.members(in: .reportTo, of: work))
    if work.isInternal, !reported.isEmpty {
      let text = AssignmentTable.OwnLabel.reported.text(language) + reported.joined(separator: "; ")
      row.note.append(AssignmentTable.Entry(text: text, isAssumed: plan.isAssumed(.reportTo, of: work)))
    }
    if let note = work.note { row.note.append(entry(note, "note")) }
    let watched = plan.isAssumed(.monitor, of: work)
    row.beside = [
      (
        Message(vi: "Theo dõi", en: "Monitor"),
        names(plan.members(in: .monitor, of: work)).map { AssignmentTable.Entry(text: $0, isAssumed: watched) }
      ),
      (
        Message(vi: "Nội dung tuyên truyền", en: "Theme"),
        work.themes.map { entry(plan.themes[$0.value]?.title ?? $0.value.text, "themes") }
      ),
      (
        Message(vi: "Đối tượng", en: "Target groups"),
        work.targetGroups.map { entry(plan.targetGroups[$0.value]?.name ?? $0.value.text, "target_groups") }
      ),
      (
        Message(vi: "Hình thức", en: "Channels"),
        work.channels.map { entry(plan.channels[$0.value]?.name ?? $0.value.text, "channels") }
      ),
    ]
    if !work.isInternal {
      let isAssumed = plan.isAssumed(.reportTo, of: work)
      row.beside.append(
        (
          Message(vi: "Nơi nhận báo cáo", en: "Reported to"),
          reported.map { AssignmentTable.Entry(text: $0, isAssumed: isAssumed) }
        ))
    }
    return row
  }

  private func target(_ targets: [Product], isAssumed: Bool) -> AssignmentTable.Entry {
    AssignmentTable.Entry(
      text: (language == .vi ? "Cả năm: " : "In the year: ") + targets.map(\.text).joined(separator: "; "), isAssumed: isAssumed)
  }

  /// How many units are named one by one in a cell.
  private static let limit = 30

  private func names(_ members: [WrittenMember], eachToo: Bool = false) -> [String] {
    guard members.count <= Self.limit else { return [called(members.map(\.unit))] }
    return members.map { member in
      let name = plan.units[member.unit].name
      guard member.isEach, eachToo else { return name }
      return name + (language == .vi ? " (từng đơn vị)" : " (each of them)")
    }
  }

  /// Many units as the group that they make up, or as some of them and how many more there are.
  private func called(_ units: [Int]) -> String {
    let members = Set(units)
    let group = plan.units.all.indices.first { plan.units[$0].isGroup && Set(plan.members(of: $0)) == members }
    if let group { return plan.units[group].name }
    let rest = Product.grouped(units.count - 3)
    return units.prefix(3).map { plan.units[$0].name }.joined(separator: "; ")
      + (language == .vi ? " và \(rest) đơn vị khác" : " and \(rest) more")
  }

  private func formerPaths(_ work: WorkItem, isPhase: Bool) -> [String] {
    let activities = [work.activity.text] + work.formerIDs
    guard isPhase, let phase = work.phase else { return work.formerIDs }
    return activities.flatMap { activity in ([phase.text] + work.formerPhaseIDs).map { "\(activity).\($0)" } }
  }
}
