import PlanModel

/// The figures of a reporting period: closed sums for each unit, quantities planned and delivered, what is late, difficult or unproved.
///
/// It is about the tasks whose days overlap the period, as they stand on a day.
public struct PeriodReport: Sendable {
  /// How much of a product was planned and delivered on a channel.
  public struct Quantity: Sendable {
    /// The channels' names; nil for work on none.
    public let channel: String?
    /// Of what.
    public let product: String
    /// How many were planned, without what is cancelled.
    public let planned: Int
    /// How many were delivered.
    public let delivered: Int
  }

  /// How far a target of the whole year is reached.
  public struct TargetLine: Sendable {
    /// What is to be reached, as written.
    public let target: Product
    /// The activity or phase.
    public let title: String
    /// How many were delivered in the whole year so far.
    public let delivered: Int
  }

  /// The plan.
  public let plan: Plan
  /// The days of the period.
  public let days: DayRange
  /// What the period is called; nil for `FROM..TO`.
  public let name: Message?
  /// Sums for each unit.
  public let table: StatusTable
  /// Quantities by channel, in the order of the plan.
  public let quantities: [Quantity]
  /// Targets of the year.
  public let targets: [TargetLine]
  /// What is overdue, the latest first.
  public let overdue: OverdueList
  /// What was done late.
  public let late: [ListedTask]
  /// What is in difficulty or was sent back.
  public let difficulties: [ListedTask]
  /// What is done without the proof that the plan asks for.
  public let unproved: [ListedTask]

  /// Makes the report of a period.
  ///
  /// - Parameters:
  ///   - progress: The plan with what is recorded.
  ///   - days: The days of the period.
  ///   - name: What it is called.
  ///   - units: The owners that count, as positions; nil for all.
  ///   - asOf: The day on which tasks are seen.
  public init(_ progress: ScheduleProgress, days: DayRange, name: Message?, units: Set<Int>?, asOf: CivilDate) {
    plan = progress.schedule.plan
    self.days = days
    self.name = name
    let id = plan.id
    table = StatusTable([progress], by: .unit, asOf: asOf, units: units.map { [id: $0] }, period: days)
    let listing = TaskListing([progress], asOf: asOf, asHeld: true) { _ in
      var selection = TaskSelection()
      selection.unit = units
      selection.from = days.first
      selection.to = days.last
      return selection
    }
    overdue = OverdueList(listing)
    late = listing.tasks.filter { $0.timeliness == .late }
    difficulties = listing.tasks.filter { $0.progress.state == .blocked || $0.progress.verification == .returned }
    unproved = listing.tasks.filter { $0.progress.state == .done && $0.task.work.evidence != nil && $0.progress.evidence.isEmpty }
    quantities = Self.quantities(listing.tasks, plan)
    targets = Self.targets(progress, units, asOf)
  }

  /// What a task delivered of its first product: what is recorded, or what was planned where it is done.
  private static func delivered(_ progress: TaskProgress, planned: Int?) -> Int {
    switch progress.state {
    case .cancelled: 0
    case .done: progress.quantity ?? planned ?? 0
    case .open, .started, .blocked: progress.quantity ?? 0
    }
  }

  /// A sum that stays at the largest number there is.
  static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, isOver) = one.addingReportingOverflow(other)
    return isOver ? .max : sum
  }

  private static func quantities(_ tasks: [ListedTask], _ plan: Plan) -> [Quantity] {
    struct Key: Hashable {
      let channel: String
      let product: String
    }
    var order: [Key] = []
    var sums: [Key: (planned: Int, delivered: Int)] = [:]
    for listed in tasks where listed.progress.state != .cancelled && !listed.isForOther {
      let channel = listed.task.work.channels.compactMap { plan.channels[$0.value]?.name }.joined(separator: "; ")
      for (number, product) in listed.task.work.products.enumerated() {
        guard let planned = product.quantity else { continue }
        let key = Key(channel: channel, product: product.of)
        if sums[key] == nil { order.append(key) }
        let done = listed.progress.state == .done ? planned : 0
        let before = sums[key] ?? (0, 0)
        // What is recorded is of the first product.
        let more = number == 0 ? delivered(listed.progress, planned: planned) : done
        sums[key] = (sum(before.planned, planned), sum(before.delivered, more))
      }
    }
    return order.map { key in
      Quantity(
        channel: key.channel.isEmpty ? nil : key.channel, product: key.product, planned: sums[key]?.planned ?? 0,
        delivered: sums[key]?.delivered ?? 0)
    }.sorted { ($0.channel == nil ? 1 : 0, $0.channel ?? "") < ($1.channel == nil ? 1 : 0, $1.channel ?? "") }
  }

  private static func targets(_ progress: ScheduleProgress, _ units: Set<Int>?, _ asOf: CivilDate) -> [TargetLine] {
    let (schedule, plan) = (progress.schedule, progress.schedule.plan)
    let holders = TaskHolders(progress, asOf: asOf)
    var recorded: [Int: [TaskPlace]] = [:]
    for place in progress.recorded { recorded[schedule.series[place.series].work, default: []].append(place) }
    func delivered(_ work: [Int], _ target: Product) -> Int {
      work.reduce(0) { sum, number in
        let products = plan.work[number].products
        // Of something else nothing is counted; where no product is written, what is recorded is of the target.
        let position = products.firstIndex { $0.of.lowercased() == target.of.lowercased() }
        guard products.isEmpty || position != nil else { return sum }
        return (recorded[number] ?? []).reduce(sum) { sum, place in
          if let units, !units.contains(holders.holder(at: place)) { return sum }
          let planned = position.flatMap { products[$0].quantity }
          if let position, position > 0 { return sum + (progress[place].state == .done ? planned ?? 0 : 0) }
          return Self.sum(sum, Self.delivered(progress[place], planned: planned))
        }
      }
    }
    // A unit that has no part in an activity has none in its target.
    func isMeant(_ work: some Collection<Int>) -> Bool {
      guard let units else { return true }
      return schedule.series.enumerated().contains { number, series in
        work.contains(series.work)
          && (0..<series.ownerCount).contains { owner in
            series.slots.indices.contains {
              units.contains(holders.holder(at: TaskPlace(series: number, slot: $0, owner: owner)))
            }
          }
      }
    }
    var lines: [TargetLine] = []
    for activity in plan.activities.all where isMeant(activity.work) {
      for target in activity.targets {
        lines.append(TargetLine(target: target, title: activity.title, delivered: delivered(Array(activity.work), target)))
      }
      guard !activity.phases.isEmpty else { continue }
      for number in activity.work {
        for target in plan.work[number].targets {
          lines.append(TargetLine(target: target, title: plan.work[number].title, delivered: delivered([number], target)))
        }
      }
    }
    return lines
  }
}
