import ArgumentParser
import PlanModel
import PlanReports

extension TaskRole: ExpressibleByArgument {}
extension TaskState: ExpressibleByArgument {}

/// `plan tasks`: the dated tasks of plans.
struct TasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks", _superCommandName: "plan", abstract: spoken("Liệt kê việc theo ngày.", "Lists the dated tasks."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  @Argument(
    help: help(
      "Tệp kế hoạch; - đọc từ luồng vào.", "Plan files; - reads standard input."),
    completion: .planFiles)
  var files: [String]

  @Option(
    help: help(
      "Chỉ việc của đơn vị này, hoặc của các thành viên nhóm này.", "Only tasks of this unit, or of the members of this group."),
    completion: .units)
  var unit: String?
  @Option(
    help: help(
      "Vai trò của --unit: owner, lead, coordinate, implement, monitor hoặc report_to (mặc định: owner).",
      "The role of --unit: owner, lead, coordinate, implement, monitor or report_to (default: owner)."))
  var role: TaskRole?
  @Option(help: help("Chỉ việc về chủ đề này.", "Only tasks on this theme."))
  var theme: String?
  @Option(help: help("Chỉ việc cho đối tượng này.", "Only tasks for this target group."))
  var targetGroup: String?
  @Option(help: help("Chỉ việc trên kênh này.", "Only tasks on this channel."))
  var channel: String?
  @Option(help: help("Chỉ việc của hoạt động này, hoặc hoạt-động.giai-đoạn.", "Only tasks of this activity, or activity.phase."))
  var activity: String?
  @Option(help: help("Chỉ việc kéo đến ngày này hoặc sau đó.", "Only tasks that reach this day or a later one."))
  var from: CivilDate?
  @Option(help: help("Chỉ việc bắt đầu đến hết ngày này.", "Only tasks that begin by this day."))
  var to: CivilDate?
  @Option(help: help("Chỉ việc ở trạng thái này.", "Only tasks in this state."))
  var state: TaskState?
  @Option(help: help("Cách hiện việc: text, json hoặc csv.", "How tasks are shown: text, json or csv."))
  var format: Format = .text

  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    if role != nil, unit == nil { throw ValidationError(spoken("--role phải đi cùng --unit.", "--role needs --unit.")) }
    if let from, let to, to < from { throw ValidationError(spoken("--to trước --from.", "--to lies before --from.")) }
  }

  func run() throws {
    let (schedules, tongue, _) = try PlanInput.schedules(files, language, color)
    let units = try NameLookup.units(unit, in: schedules, tongue)
    var common = TaskSelection()
    common.role = role ?? .owner
    common.theme = try NameLookup.id(theme, Message(vi: "chủ đề", en: "theme"), in: schedules, \.themes, tongue)
    common.targetGroup = try NameLookup.id(
      targetGroup, Message(vi: "đối tượng", en: "target group"), in: schedules, \.targetGroups, tongue)
    common.channel = try NameLookup.id(channel, Message(vi: "kênh", en: "channel"), in: schedules, \.channels, tongue)
    common.from = from
    common.to = to
    if let activity {
      let known = schedules.flatMap { $0.plan.activities.ids.map(\.value.text) + $0.plan.work.map(\.path) }
      if !known.contains(activity) {
        throw NameLookup.unknown(activity, Message(vi: "hoạt động", en: "activity"), among: known, tongue)
      }
      common.activity = activity
    }
    common.states = state.map { [$0] }
    let plans = try ProgressInput.progress(schedules, files: files, store, asOf: asOf.day, tongue)
    let listing = TaskListing(plans, asOf: asOf.day) { plan in
      var selection = common
      if let units { selection.unit = units[plan.id] ?? [] }
      return selection
    }
    switch format {
    case .json: Streams.output(listing.json())
    case .csv: Streams.output(listing.csv())
    case .text:
      Streams.output(listing.text(tongue, isOneUnit: units?.values.allSatisfy { $0.count == 1 } ?? false))
      Streams.say(listing.summary(tongue))
    }
  }
}
