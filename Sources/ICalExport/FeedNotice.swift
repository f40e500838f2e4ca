import PlanModel

/// The one item of a feed that has none, and the item that says where the work of a unit has gone: programs keep the old items of a
/// feed without any, and a reader of an old address has to learn of the new one.
struct FeedNotice {
  let uid: String
  let day: CivilDate
  let movedTo: [String]
  let uidBytes: UnsafeRawBufferPointer
  private let scope: FeedScope
  private let summary: String
  private let description: String
  private let storage: Storage

  /// Holds the UID's bytes where they can be compared.
  private final class Storage {
    let bytes: UnsafeMutableRawBufferPointer
    init(_ text: String) {
      bytes = .allocate(byteCount: max(text.utf8.count, 1), alignment: 1)
      bytes.copyBytes(from: text.utf8)
    }
    deinit { bytes.deallocate() }
  }

  /// The UID of a feed's notice; no id of a task can be this, because none has `_`.
  static func uid(_ feed: CalendarFeed, _ scope: FeedScope, word: String = "._notice") -> String {
    let plan = feed.plan.id.text
    let unit: String
    switch scope.holder {
    case .all: unit = ""
    case .unit(let position): unit = "." + feed.plan.units[position].id.text
    case .departed(let id): unit = "." + id
    }
    return plan + word + unit + scope.component.fileSuffix + "@" + plan
  }

  /// Makes the notice of a feed; nil where it needs none.
  init?(_ feed: CalendarFeed, _ scope: FeedScope, hasItems: Bool, published: Int?) {
    let plan = feed.plan
    let language = feed.options.language
    var units: [Int] = []
    var from: CivilDate?
    switch scope.holder {
    case .all: break
    case .unit(let unit): if let taken = plan.takenOver(from: unit) { (units, from) = (taken.units, taken.from) }
    case .departed(let id): units = plan.unitPosition(ofFormer: id).map { [$0] } ?? []
    }
    movedTo = units.map { plan.units[$0].name }
    guard !hasItems || !movedTo.isEmpty else { return nil }
    uid = Self.uid(feed, scope)
    self.scope = scope
    storage = Storage(uid)
    uidBytes = UnsafeRawBufferPointer(storage.bytes)
    let whole = scope.shortName(in: plan, language)
    let name: String
    switch scope.holder {
    case .all: name = language == .vi ? "Kế hoạch" : "The plan"
    case .unit(let unit): name = plan.units[unit].shortName
    case .departed(let id):
      name = published.map { feed.shortName(ofFeed: $0) } ?? id
    }
    if movedTo.isEmpty {
      summary = name + (language == .vi ? ": chưa có việc nào ấn định ngày" : ": no dated work yet")
      description = plan.title
    } else {
      let names = movedTo.joined(separator: ", ")
      summary = language == .vi ? "\(name): việc đã chuyển sang \(names)" : "\(name): the work is now with \(names)"
      var rows = [
        language == .vi
          ? "Từ \(from.map { "ngày " + $0.officeText } ?? "nay"), công việc của \(whole ?? name) do \(names) thực hiện."
          : "From \(from?.officeText ?? "now on") the work of \(whole ?? name) is done by \(names)."
      ]
      for unit in units {
        let file = FeedScope(.unit(unit), scope.component).fileName(in: plan)
        if let base = feed.options.baseURL {
          rows.append(
            (language == .vi ? "Hãy đăng ký lịch mới: " : "Subscribe to the new calendar: ") + "\(base)/\(plan.id)/\(file)")
        } else {
          rows.append(
            language == .vi
              ? "Hãy đăng ký lịch của \(plan.units[unit].name) (\(file)) trên trang đăng ký lịch."
              : "Subscribe to the calendar of \(plan.units[unit].name) (\(file)) on the page of calendars.")
        }
      }
      rows.append(plan.title)
      description = rows.joined(separator: "\n")
    }
    // Who was renamed is told on the day of the export; it stays where it was told.
    var told: CivilDate?
    if from == nil, !movedTo.isEmpty {
      told = Self.published(uid, feed.ledger).flatMap { CivilDate(dayNumber: Int($0.day)) } ?? feed.options.stamp.day
    }
    day = min(max(from ?? told ?? plan.issued ?? plan.period.first, plan.period.first), plan.period.last)
  }

  /// Whether it stands before an item.
  func precedes(_ day: Int32, _ minute: Int16, _ uid: UnsafeRawBufferPointer) -> Bool {
    if self.day.dayNumber != day { return self.day.dayNumber < day }
    return minute >= 0 || byteOrder(uidBytes, uid) < 0
  }

  /// Appends everything after SEQUENCE.
  func writeContent(into content: inout ByteBuffer) {
    var lines = ContentLines()
    switch scope.component {
    case .event:
      lines.line("DTSTART;VALUE=DATE", day.compact)
      lines.line("DTEND;VALUE=DATE", ContentLines.compact(after: day))
    case .todo: lines.line("DUE;VALUE=DATE", day.compact)
    }
    lines.text("SUMMARY", summary)
    lines.text("DESCRIPTION", description)
    switch scope.component {
    case .event:
      lines.line("STATUS", "CONFIRMED")
      lines.line("TRANSP", "TRANSPARENT")
      lines.line("CLASS", "PUBLIC")
      lines.line("END", "VEVENT")
    case .todo:
      lines.line("STATUS", "NEEDS-ACTION")
      lines.line("PERCENT-COMPLETE", "0")
      lines.line("CLASS", "PUBLIC")
      lines.line("END", "VTODO")
    }
    content.append(lines.buffer.bytes)
  }

  /// The notice as it is published.
  private static func published(_ uid: String, _ ledger: FeedLedger) -> PublishedItem? {
    ledger.copies(of: Array(uid.utf8).withUnsafeBytes(\.hash64)).map { ledger.items[$0] }.max { $1.isLater(than: $0) }
  }

  /// The stamps it bears: those it had, where it says what it said.
  func stamps(
    _ ledger: FeedLedger, content: UInt64, _ stamp: FeedStamp
  ) -> (created: FeedStamp, modified: FeedStamp, sequence: Int) {
    guard let last = Self.published(uid, ledger) else { return (stamp, stamp, 0) }
    if last.content == content { return (last.created, last.modified, Int(last.sequence)) }
    return (last.created, stamp.after(last.modified), min(Int(last.sequence) + 1, Int(Int32.max)))
  }
}
