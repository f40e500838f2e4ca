import PlanModel

/// What an entry of a calendar says: before a change, or after it.
public struct NoticedItem: Sendable, Hashable {
  /// The title.
  public let title: String
  /// The first day.
  public let day: CivilDate?
  /// The last day.
  public let lastDay: CivilDate?
  /// The lines of the description, `Thời gian: …` among them.
  public let description: [String]
  /// Where it is.
  public let place: String?

  /// Makes an entry.
  public init(title: String, day: CivilDate?, lastDay: CivilDate?, description: [String], place: String?) {
    self.title = title
    self.day = day
    self.lastDay = lastDay
    self.description = description
    self.place = place
  }

  /// The line of the description that begins with one of some labels.
  func line(_ labels: [String]) -> String? {
    description.first { line in labels.contains { line.hasPrefix($0) } }
  }

  /// When it is, as the entry says it.
  func time(_ language: Language) -> String {
    for label in ["Thời gian: ", "When: "] {
      if let line = description.first(where: { $0.hasPrefix(label) }) { return String(line.dropFirst(label.count)) }
    }
    return day.map { "\($0.weekday.short.text(language)) \($0.officeText)" } ?? ""
  }
}

/// What became of an entry of a unit's calendar.
public struct NoticedChange: Sendable, Hashable {
  /// What kind of change it is, in the order in which a letter tells them.
  public enum Kind: Sendable, Hashable {
    /// It is on other days or at another time.
    case moved
    /// The unit did not have it before.
    case added
    /// Another unit had it before.
    case received
    /// The unit has another role in it now.
    case roleChanged(to: String)
    /// It had been cancelled and is to be done after all.
    case returned
    /// It says something else.
    case edited
    /// It is not to be done any more.
    case cancelled
    /// It has no date any more.
    case undated
    /// Another unit has it now.
    case handedOver(to: String)
    /// The unit has no part in it any more.
    case released
  }

  /// What kind of change it is.
  public let kind: Kind
  /// What the entry said.
  public let before: NoticedItem?
  /// What it says now.
  public let after: NoticedItem?

  /// Makes a change.
  public init(kind: Kind, before: NoticedItem?, after: NoticedItem?) {
    self.kind = kind
    self.before = before
    self.after = after
  }

  /// What is told of it besides its title and its days.
  func detail(_ language: Language) -> [String] {
    switch kind {
    case .moved: return edits(language, exceptTime: true)
    case .edited: return edits(language, exceptTime: false)
    case .added, .received:
      // Where it is and what comes of it; the rest stands in the calendar.
      return after.map { item in
        [item.place.map { (language == .vi ? "Địa điểm: " : "Place: ") + $0 }, item.line(["Sản phẩm: ", "Product: "])].compactMap
        { $0 }
      } ?? []
    case .handedOver(let unit): return [(language == .vi ? "chuyển cho " : "now with ") + unit]
    case .roleChanged(let role): return [(language == .vi ? "vai trò nay là " : "the role is now: ") + role]
    case .returned, .cancelled, .undated, .released: return []
    }
  }

  /// When it is, was, or from when to when it was moved.
  func time(_ language: Language) -> String {
    switch kind {
    case .moved: "\(before?.time(language) ?? "") → \(after?.time(language) ?? "")"
    default: (after ?? before)?.time(language) ?? ""
    }
  }

  /// The lines that say something else: `Chủ trì: A → B`.
  private func edits(_ language: Language, exceptTime: Bool) -> [String] {
    guard let before, let after else { return [] }
    var result: [String] = []
    func add(_ label: String, _ old: String?, _ new: String?) {
      guard old != new else { return }
      let none = language == .vi ? "(không ghi)" : "(none)"
      // Of a list of units it is told who comes and who goes.
      let (one, other) = (Self.parts(old), Self.parts(new))
      let (gone, come) = (one.filter { !other.contains($0) }, other.filter { !one.contains($0) })
      if one.count > 1 || other.count > 1, one.count + other.count > gone.count + come.count {
        let words: [(String, [String])] = [
          (language == .vi ? "thêm " : "now also ", come), (language == .vi ? "thôi " : "no longer ", gone),
        ]
        result.append(
          "\(label): " + words.filter { !$0.1.isEmpty }.map { $0.0 + $0.1.joined(separator: ", ") }.joined(separator: "; "))
      } else {
        result.append("\(label): \(old ?? none) → \(new ?? none)")
      }
    }
    add(language == .vi ? "Tên" : "Title", before.title, after.title)
    let (old, new) = (Self.rows(before.description), Self.rows(after.description))
    for label in new.map(\.label) + old.map(\.label).filter({ name in !new.contains { $0.label == name } }) {
      if exceptTime, label == "Thời gian" || label == "When" { continue }
      // Which act changed it stands at the top of the letter.
      if ["Điều chỉnh theo", "Amended by", "Xem", "See"].contains(label) { continue }
      add(label, old.first { $0.label == label }?.value, new.first { $0.label == label }?.value)
    }
    add(language == .vi ? "Địa điểm" : "Place", before.place, after.place)
    return result
  }

  private static func parts(_ text: String?) -> [String] {
    guard let text, text.contains("; ") else { return text.map { [$0] } ?? [] }
    return text.split(separator: "; ").map { String($0) }
  }

  private static func rows(_ lines: [String]) -> [(label: String, value: String)] {
    lines.compactMap { line in
      guard let colon = line.firstRange(of: ": ") else { return nil }
      return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
  }
}

/// The enclosure of the letter that goes with an amendment: what has changed in the calendar of one unit.
public struct ChangeNotice: Sendable {
  /// What the first line of such a file in Markdown holds, by which it is known for ours.
  public static let markdownMark = "<!-- plan-format 1 changes -->"
  /// What the head of such a file in HTML holds, by which it is known for ours.
  public static let htmlMark = "name=\"generator\" content=\"plan-format 1 changes\""

  let unit: String
  let plan: Plan
  let changes: [NoticedChange]
  let day: CivilDate
  let movedTo: [String]
  let renamedFrom: String?
  let language: Language

  /// Makes the notice of a unit.
  public init(
    unit: String, plan: Plan, changes: [NoticedChange], day: CivilDate, movedTo: [String], renamedFrom: String? = nil,
    language: Language
  ) {
    self.unit = unit
    self.plan = plan
    self.changes = changes
    self.day = day
    self.movedTo = movedTo
    self.renamedFrom = renamedFrom
    self.language = language
  }

  /// Whether nothing has changed.
  public var isEmpty: Bool { changes.isEmpty && renamedFrom == nil && movedTo.isEmpty }

  var title: String { language == .vi ? "Những thay đổi trong lịch công việc" : "Changes in the work calendar" }

  var nothing: String {
    language == .vi ? "Không có thay đổi so với lần phát hành trước." : "Nothing has changed since the last export."
  }

  /// The plan, its document, the act that amends it, and the day.
  var bases: [String] {
    var lines = [plan.title]
    if let document = plan.documentName(language) { lines.append(document) }
    if let amendment = plan.amendments.last, let number = amendment.number {
      let issued = amendment.issued.map { (language == .vi ? " ngày " : " of ") + $0.officeText } ?? ""
      let summary = amendment.summary.map { ": " + $0 } ?? ""
      lines.append((language == .vi ? "Điều chỉnh theo: " : "Amended by: ") + number + issued + summary)
    }
    lines.append((language == .vi ? "Lịch phát hành ngày " : "Calendar of ") + day.officeText)
    if let renamedFrom {
      lines.append((language == .vi ? "Đơn vị đổi tên, trước đây là: " : "The unit has a new name; before: ") + renamedFrom)
    }
    if !movedTo.isEmpty {
      lines.append(
        (language == .vi ? "Công việc của đơn vị đã chuyển sang: " : "The work of the unit is now with: ")
          + movedTo.joined(separator: ", "))
    }
    return lines
  }

  /// A line of a section: the tasks of one title of which the same is told, and their days.
  struct Row {
    let title: String
    let details: [String]
    var times: [String]
  }

  /// How many days are told one by one.
  private static let timeLimit = 8

  /// The changes by kind, in the order of a letter; within a kind by day, tasks of one title together.
  var sections: [(head: Message, count: Int, rows: [Row])] {
    let heads: [(Message, (NoticedChange.Kind) -> Bool)] = [
      (Message(vi: "Dời ngày, đổi giờ", en: "Moved"), { $0 == .moved }),
      (Message(vi: "Việc mới", en: "New"), { $0 == .added }),
      (Message(vi: "Việc nhận từ đơn vị khác", en: "Taken over from another unit"), { $0 == .received }),
      (
        Message(vi: "Đổi vai trò", en: "In another role"),
        { if case .roleChanged = $0 { true } else { false } }
      ), (Message(vi: "Việc đã hủy, nay tiếp tục thực hiện", en: "To be done after all"), { $0 == .returned }),
      (Message(vi: "Thay đổi nội dung", en: "Details changed"), { $0 == .edited }),
      (Message(vi: "Hủy", en: "Cancelled"), { $0 == .cancelled }),
      (Message(vi: "Chưa ấn định lại ngày", en: "Without a date for now"), { $0 == .undated }),
      (
        Message(vi: "Chuyển đơn vị khác", en: "Handed to another unit"),
        { if case .handedOver = $0 { true } else { false } }
      ), (Message(vi: "Không còn tham gia", en: "No part in it any more"), { $0 == .released }),
    ]
    return heads.compactMap { head, isOfKind in
      let found = changes.filter { isOfKind($0.kind) }.sorted { one, other in
        let (first, second) = (one.after ?? one.before, other.after ?? other.before)
        if first?.day != second?.day { return (first?.day ?? .latest) < (second?.day ?? .latest) }
        return (first?.title ?? "").utf8.lexicographicallyPrecedes((second?.title ?? "").utf8)
      }
      return found.isEmpty ? nil : (head, found.count, rows(found))
    }
  }

  /// Tasks of one title of which the same is told are one line.
  private func rows(_ changes: [NoticedChange]) -> [Row] {
    var rows: [Row] = []
    var places: [[String]: Int] = [:]
    for change in changes {
      let title = (change.after ?? change.before)?.title ?? ""
      let details = change.detail(language).filter { !$0.isEmpty }
      let time = change.time(language)
      if let place = places[[title] + details] {
        rows[place].times.append(time)
      } else {
        places[[title] + details] = rows.count
        rows.append(Row(title: title, details: details, times: [time]))
      }
    }
    return rows
  }

  /// The days of a line, and what is told of it; of many days that are not moved the first and the last.
  func lines(_ row: Row) -> [String] {
    let isMoved = row.times.contains { $0.contains(" → ") }
    guard row.times.count > Self.timeLimit, !isMoved, let first = row.times.first, let last = row.times.last else {
      return row.times + row.details
    }
    let count = row.times.count
    return [language == .vi ? "\(count) lần, từ \(first) đến \(last)" : "\(count) times, from \(first) to \(last)"] + row.details
  }
}

extension ChangeNotice {
  /// The notice as Markdown.
  public var markdown: String {
    var text = "\(Self.markdownMark)\n\n# \(MarkdownText(title))\n\n## \(MarkdownText(unit))\n\n"
    for line in bases { text += "- \(MarkdownText(line))\n" }
    if changes.isEmpty { text += "\n\(nothing)\n" }
    for section in sections {
      text += "\n### \(section.head.text(language)) (\(section.count))\n\n"
      for row in section.rows {
        text += "- **\(MarkdownText(row.title))**\n"
        for line in lines(row) where !line.isEmpty { text += "  - \(MarkdownText(line))\n" }
      }
    }
    return text
  }

  /// The notice as a page to print.
  public var html: [UInt8] {
    var page = HTMLText()
    page.raw("<!DOCTYPE html>\n")
    page.element("html", .text("lang", language.rawValue)) { page in
      page.element("head") { page in
        page.void("meta", .fixed("charset", "utf-8"))
        page.void("meta", .fixed("name", "generator"), .fixed("content", "plan-format 1 changes"))
        page.void("meta", .fixed("name", "viewport"), .fixed("content", "width=device-width, initial-scale=1"))
        page.void(
          "meta", .fixed("http-equiv", "Content-Security-Policy"),
          .text("content", "default-src 'none'; style-src '\(Self.styleHash)'; base-uri 'none'; form-action 'none'"))
        page.element("title", text: "\(title) – \(unit)")
        page.raw("\n<style>")
        page.raw(Self.style)
        page.raw("</style>\n")
      }
      page.element("body") { page in
        page.element("main") { page in
          page.element("h1", text: title)
          page.element("h2", text: unit)
          page.element("ul", .style("bases")) { page in for line in bases { page.element("li", text: line) } }
          if changes.isEmpty { page.element("p", text: nothing) }
          for section in sections { write("\(section.head.text(language)) (\(section.count))", section.rows, &page) }
        }
      }
    }
    page.raw("\n")
    return page.bytes
  }

  private func write(_ head: String, _ rows: [Row], _ page: inout HTMLText) {
    page.raw("\n")
    page.element("h3", text: head)
    page.element("table") { page in
      page.element("thead") { page in
        page.element("tr") { page in
          page.element("th", .fixed("scope", "col"), text: "STT")
          page.element("th", .fixed("scope", "col"), text: language == .vi ? "Việc" : "Task")
          page.element("th", .fixed("scope", "col"), text: language == .vi ? "Thay đổi" : "Change")
        }
      }
      page.element("tbody") { page in
        for (number, row) in rows.enumerated() {
          page.raw("\n")
          page.element("tr") { page in
            page.element("td", text: "\(number + 1)")
            page.element("td", text: row.title)
            page.element("td") { page in
              for (index, line) in lines(row).filter({ !$0.isEmpty }).enumerated() {
                if index > 0 { page.void("br") }
                page.text(line)
              }
            }
          }
        }
      }
    }
  }

  static let styleHash = "sha256-QHAwgxehrSpQ6uZS/2NeNi2O/0POS92ds7aChzEmEh0="

  static let style: StaticString = """

    @page { size: A4; margin: 20mm 15mm 20mm 30mm }
    body { margin: 0; font: 1rem/1.5 "Times New Roman", "Liberation Serif", serif; color: #111; background: #fff }
    main { max-width: 48rem; margin: 0 auto; padding: 1rem }
    h1 { font-size: 1.4rem; text-align: center; margin: 0 0 .3rem }
    h2 { font-size: 1.15rem; text-align: center; margin: 0 0 1rem }
    h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; break-after: avoid }
    .bases { list-style: none; padding: 0; margin: 0 }
    table { width: 100%; border-collapse: collapse }
    th, td { border: 1px solid #333; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
    th:first-child, td:first-child { width: 3rem; text-align: center }
    tr { break-inside: avoid }
    @media print { main { max-width: none; padding: 0 } }

    """
}
