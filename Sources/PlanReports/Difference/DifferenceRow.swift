import PlanModel

/// Something that is told of a change: what was, and what is now.
public struct ChangedText: Sendable, Hashable {
  /// What it is about: `Phối hợp`, `26 lần`; empty where that is plain.
  public let label: String
  /// What was.
  public let before: String
  /// What is now.
  public let after: String
  /// Both in a line: `Phối hợp: thêm Đoàn Thanh niên`, `26 lần, thứ Ba → thứ Tư, từ 17/04/2018 đến 25/12/2018`.
  public let line: String
}

/// One line of a comparison: the tasks of a piece of work to which the same happens.
public struct DifferenceRow: Sendable {
  /// What happens to them.
  public let kind: TaskChange.Kind
  /// The work as a position in the old plan; nil where it is added.
  public let oldWork: Int?
  /// The work as a position in the new plan; nil where it is dropped.
  public let newWork: Int?
  /// The title; `…` stands for the period where the tasks have several.
  public let title: String
  /// Whose tasks they are: `Phường 1`, `UBND các phường, xã (10 đơn vị)`.
  public let units: String
  /// Which tasks they are: `26 lần, từ 17/04/2018 đến 25/12/2018`; empty where the days themselves change.
  public let when: String
  /// How many tasks they are; none for work as needed.
  public let count: Int
  /// What changes, one after the other; empty for what is added or cancelled.
  public let texts: [ChangedText]
  /// How it looks from the unit that is asked for: `nhận từ Phường 1`.
  public let side: String?
  let firstDay: CivilDate?
}

/// The words of a comparison in one language.
struct DifferenceWords {
  let language: Language

  /// How many units or days are told one by one.
  static let limit = 8

  func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// `26 lần` or `26 times`.
  func times(_ count: Int) -> String { say("\(Product.grouped(count)) lần", "\(count) times") }

  /// `3 việc` or `3 tasks`.
  func tasks(_ count: Int) -> String { say("\(Product.grouped(count)) việc", "\(count) task\(count == 1 ? "" : "s")") }

  /// Names one after the other, at most so many of them.
  func list(_ names: [String], ofUnits: Bool = true) -> String {
    guard names.count > Self.limit else { return names.joined(separator: ofUnits ? ", " : "; ") }
    let rest = Product.grouped(names.count - Self.limit)
    return names.prefix(Self.limit).joined(separator: ofUnits ? ", " : "; ")
      + say(ofUnits ? " và \(rest) đơn vị khác" : " và \(rest) mục khác", " and \(rest) more")
  }

  /// What stands where nothing is written.
  var nothing: String { say("(không ghi)", "(none)") }

  /// Was → now.
  func change(_ label: String, _ before: String, _ after: String) -> ChangedText {
    let (one, other) = (before.isEmpty ? nothing : before, after.isEmpty ? nothing : after)
    return ChangedText(
      label: label, before: one, after: other, line: (label.isEmpty ? "" : label + ": ") + "\(one) → \(other)")
  }

  /// Of lists it is told what comes and what goes, where something stays.
  func change(_ label: String, _ before: [String], _ after: [String], ofUnits: Bool = true) -> ChangedText {
    func list(_ names: [String]) -> String { self.list(names, ofUnits: ofUnits) }
    let whole = change(label, list(before), list(after))
    let (known, kept) = (Set(after), Set(before))
    let (gone, come) = (before.filter { !known.contains($0) }, after.filter { !kept.contains($0) })
    guard gone.count < before.count || before.isEmpty || after.isEmpty else { return whole }
    let parts = [
      come.isEmpty ? "" : say("thêm ", "now also ") + list(come), gone.isEmpty ? "" : say("thôi ", "no longer ") + list(gone),
    ]
    let told = parts.filter { !$0.isEmpty }.joined(separator: "; ")
    return ChangedText(
      label: label, before: whole.before, after: whole.after, line: told.isEmpty ? whole.line : "\(label): \(told)")
  }

  // MARK: Days

  /// When a task is: `T3 01/05/2018, 17:30-17:45 (dự kiến)`.
  func time(_ slot: TaskSlot) -> String {
    TaskTime(slot, language).text + (slot.isTentative ? say(" (dự kiến)", " (expected)") : "")
  }

  /// Which of many days: one by one, or how many from when to when.
  func days(_ slots: [TaskSlot]) -> String {
    guard slots.count > Self.limit else { return slots.map(time).joined(separator: "; ") }
    return times(slots.count) + range(slots)
  }

  /// `, từ 17/04/2018 đến 25/12/2018`.
  func range(_ slots: [TaskSlot]) -> String {
    let days = slots.compactMap { $0.due ?? $0.start }
    guard let first = days.min(), let last = days.max(), first != last else { return "" }
    return say(", từ \(first.officeText) đến \(last.officeText)", ", from \(first.officeText) to \(last.officeText)")
  }

  /// The names of what can change.
  func label(_ field: ChangedFields) -> String {
    switch field {
    case .unit: say("Đơn vị thực hiện", "Owner")
    case .lead: say("Chủ trì", "Lead")
    case .coordinate: say("Phối hợp", "Coordinating")
    case .implement: say("Thực hiện", "Implementing")
    case .monitor: say("Theo dõi", "Monitoring")
    case .reportTo: say("Nơi nhận báo cáo", "Reported to")
    case .title: say("Tên", "Title")
    case .product: say("Sản phẩm", "Product")
    case .channels: say("Kênh", "Channels")
    case .themes: say("Chủ đề", "Themes")
    case .targetGroups: say("Đối tượng", "Target groups")
    case .place: say("Địa điểm", "Place")
    default: say("Minh chứng", "Evidence")
    }
  }
}
