/// What a person wants recorded of one or several tasks.
public struct MarkRequest: Sendable, Hashable {
  /// What is recorded.
  public var action: ProgressAction
  /// The day it happened; nil for today, or for the day that is in force already.
  public var on: CivilDate?
  /// Who says so.
  public var by: String?
  /// A remark.
  public var note: String?
  /// What proves it.
  public var evidence: [String] = []
  /// How much was delivered.
  public var quantity: Int?
  /// The new deadline.
  public var until: CivilDate?
  /// The document behind it.
  public var document: String?

  /// The largest quantity there may be.
  public static let largestQuantity = 999_999_999_999

  /// Makes a request.
  public init(_ action: ProgressAction, on: CivilDate? = nil) {
    self.action = action
    self.on = on
  }

  /// What is to be recorded of a task; nil where that is in force already.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - progress: What has been recorded of it.
  ///   - today: The day on which it is recorded.
  ///   - stamp: The moment at which it is recorded.
  ///   - id: The id of the entry.
  /// - Returns: The entry to record; nil where all of it is in force.
  /// - Throws: Why it cannot be so.
  public func entry(
    for task: MarkedTask, progress: TaskProgress, today: CivilDate, stamp: LogStamp, id: String
  ) throws(MarkRefusal) -> ProgressEntry? {
    if let on, on > today { throw .future(on, today: today) }
    guard !isInForce(progress) else { return nil }
    var day = on ?? today
    switch action {
    case .verified, .returned:
      guard let done = progress.doneOn else { throw .notDone(progress.state) }
      if day < done { throw .beforeDone(day, done: done) }
    case .extended:
      guard let until else { throw .noDeadlineGiven }
      guard let due = task.due else { throw .noDeadline }
      if until <= due { throw .notLater(until, due: due) }
    case .started, .done, .blocked, .cancelled, .reopened:
      // What only adds to what is said does not move its day.
      if progress.state == state, let since = progress.since, on == nil, progress.verification != .returned { day = since }
    }
    return ProgressEntry(
      entry: id, task: task.id, nominal: task.nominal, action: action, on: day, at: stamp, by: by, note: note,
      evidence: evidence, quantity: quantity, until: until, document: document)
  }

  /// The state that the mark leads to; nil where it leaves the state as it is.
  private var state: TaskState? {
    switch action {
    case .started: .started
    case .done: .done
    case .blocked: .blocked
    case .cancelled: .cancelled
    case .reopened: .open
    case .verified, .returned, .extended: nil
    }
  }

  /// Whether all of this is recorded and holds.
  public func isInForce(_ progress: TaskProgress) -> Bool {
    // A log from elsewhere may hold characters that what people type does not.
    func clean(_ text: String?) -> String? { text.map { Self.paragraph($0) } }
    if !evidence.isEmpty {
      let known = Set(progress.evidence.map { Self.oneLine($0) })
      guard evidence.allSatisfy({ known.contains(Self.oneLine($0)) }) else { return false }
    }
    guard quantity == nil || quantity == progress.quantity else { return false }
    func same<Value: Equatable>(_ asked: Value?, _ known: Value?) -> Bool { asked == nil || asked == known }
    switch action {
    case .verified, .returned:
      return progress.verification == (action == .verified ? .verified : .returned) && same(on, progress.checkedOn)
        && same(clean(note), clean(progress.finding))
    case .extended: return progress.extension == TaskProgress.Extension(until: until ?? .earliest, document: document)
    case .reopened: return progress.state == .open
    case .started, .done, .blocked, .cancelled:
      // Work that was returned is handed in anew.
      return progress.state == state && progress.verification != .returned && same(on, progress.since)
        && same(clean(note), clean(progress.note)) && same(document, progress.document)
    }
  }
}

/// A task that is marked.
public struct MarkedTask: Sendable {
  /// The id.
  public let id: String
  /// The nominal day.
  public let nominal: CivilDate?
  /// The present deadline.
  public let due: CivilDate?

  /// Makes a task to mark.
  public init(id: String, nominal: CivilDate?, due: CivilDate?) {
    self.id = id
    self.nominal = nominal
    self.due = due
  }
}

/// Why something cannot be recorded.
public struct MarkRefusal: Error, Hashable {
  /// The reason, with what to do instead.
  public let message: Message

  static func future(_ day: CivilDate, today: CivilDate) -> MarkRefusal {
    MarkRefusal(
      message: Message(
        vi: "ngày \(day.officeText) chưa đến (hôm nay là \(today.officeText)); hãy ghi ngày việc đã xảy ra",
        en: "\(day.officeText) is still to come (today is \(today.officeText)); give the day on which it happened"))
  }

  static func notDone(_ state: TaskState) -> MarkRefusal {
    MarkRefusal(
      message: Message(
        vi: "việc này \(state.name.vi), chưa có gì để kiểm tra; đơn vị ghi `--as done` trước",
        en: "it is \(state.name.en), so there is nothing to check yet; its unit records `--as done` first"))
  }

  static func beforeDone(_ day: CivilDate, done: CivilDate) -> MarkRefusal {
    MarkRefusal(
      message: Message(
        vi: "ngày kiểm tra \(day.officeText) trước ngày hoàn thành \(done.officeText)",
        en: "it is checked on \(day.officeText), before it was done on \(done.officeText)"))
  }

  static let noDeadlineGiven = MarkRefusal(
    message: Message(vi: "gia hạn cần hạn mới: --until NGÀY", en: "an extension needs the new deadline: --until DATE"))

  static let noDeadline = MarkRefusal(
    message: Message(vi: "việc này không có thời hạn để gia hạn", en: "it has no deadline to extend"))

  static func notLater(_ until: CivilDate, due: CivilDate) -> MarkRefusal {
    MarkRefusal(
      message: Message(
        vi: "hạn mới \(until.officeText) không sau hạn hiện nay \(due.officeText)",
        en: "the new deadline \(until.officeText) is not after the present one, \(due.officeText)"))
  }
}

extension MarkRequest {
  /// A text as the log keeps it on one line: composed, without characters that do not show, single spaces.
  public static func oneLine(_ text: String) -> String {
    NormalizedText.words(of: paragraph(text)).joined(separator: " ")
  }

  /// A text as the log keeps it: composed, without characters that do not show other than line ends.
  public static func paragraph(_ text: String) -> String {
    var result = ""
    for scalar in NormalizedText.composed(text).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control: if scalar == "\n" { result.append("\n") } else if scalar == "\t" { result.append(" ") }
      case .format, .surrogate, .privateUse, .unassigned: break
      case .lineSeparator, .paragraphSeparator: result.append("\n")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
