import PlanModel

/// Finds the task that a person means by an id or a reference.
public struct TaskLookup {
  /// What a name leads to.
  public enum Found {
    /// The one task.
    case one(TaskPlace)
    /// Several; the first of them, with their references.
    case several([(reference: String, id: String)], count: Int)
    /// None.
    case none
  }

  private let schedule: Schedule
  /// Made when the first reference is asked for; a plan may have a million.
  private final class References {
    let schedule: Schedule
    lazy var known = TaskReferences(schedule)
    init(_ schedule: Schedule) { self.schedule = schedule }
  }
  private let made: References
  private var references: TaskReferences { made.known }

  /// Makes a lookup of the tasks of a schedule.
  public init(_ schedule: Schedule) {
    self.schedule = schedule
    made = References(schedule)
  }

  /// The reference of a task.
  public func reference(at place: TaskPlace) -> String { references[schedule.id(at: place)] }

  /// Finds a task by its id, with or without the plan's; by its activity, where that has one task only; or by the first digits of
  /// its reference, in either case, `O` read as 0, `I` and `L` as 1.
  ///
  /// `isMeant` leaves out tasks that cannot be meant.
  public func find(_ text: String, where isMeant: (TaskPlace) -> Bool = { _ in true }) -> Found {
    let name = text.split { $0.isWhitespace }.joined(separator: " ")
    let own = schedule.plan.id.text + "/"
    let id = name.hasPrefix(own) ? String(name.dropFirst(own.count)) : name
    let digits = Self.digits(name)
    var exact: [TaskPlace] = []
    var ofActivity: [TaskPlace] = []
    var byReference: [TaskPlace] = []
    schedule.forEachTask { place in
      let item = schedule.plan.work[schedule.series[place.series].work]
      let full = schedule.id(at: place)
      let short = full.dropFirst(own.count)
      if short == id { exact.append(place) }
      // Without its owner, a task of a fan-out names as many as there are owners; a phase may go without its activity.
      if item.path == id || item.activity.text == id || item.phase?.text == id || short.prefix(while: { $0 != "@" }) == id {
        ofActivity.append(place)
      }
      if let digits, TaskIdentity.digits(TaskIdentity.hash(full.utf8)).hasPrefix(digits) { byReference.append(place) }
    }
    for found in [exact, ofActivity, byReference] {
      let places = found.filter(isMeant)
      guard !places.isEmpty else { continue }
      if places.count == 1 { return .one(places[0]) }
      return .several(places.prefix(8).map { (reference(at: $0), schedule.id(at: $0)) }, count: places.count)
    }
    return .none
  }

  /// What a reference may be mistyped as; nil for what is none.
  private static func digits(_ name: String) -> String? {
    guard (1...13).contains(name.utf8.count) else { return nil }
    var digits = ""
    for scalar in name.uppercased().unicodeScalars {
      switch scalar {
      case "O": digits += "0"
      case "I", "L": digits += "1"
      case "U": return nil
      case "0"..."9", "A"..."Z": digits.unicodeScalars.append(scalar)
      default: return nil
      }
    }
    return digits
  }
}
