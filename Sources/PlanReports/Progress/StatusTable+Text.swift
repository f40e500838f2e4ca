import PlanModel

extension StatusTable {
  /// The table for a terminal: a line for each row, with a bar where there is room, and the sums.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - width: The columns of the terminal.
  ///   - ink: The colours.
  /// - Returns: The lines of the table.
  public func text(_ language: Language, width: Int, ink: TerminalInk) -> String {
    guard total.total > 0 else { return (language == .vi ? "Không có việc nào." : "There is no task.") + "\n" }
    let extras: [(Message, (StatusCounts) -> Int)] = [
      (Message(vi: "Vướng", en: "Blocked"), \.blocked), (Message(vi: "Đã KT", en: "Verified"), \.verified),
      (Message(vi: "Chờ", en: "Waiting"), \.waiting),
    ]
    let shown = extras.filter { $0.1(total) > 0 }
    func figures(_ counts: StatusCounts) -> [Figure] {
      let (done, open) = (counts.done, counts.notDone)
      return [
        Figure("\(counts.total)"),
        Figure("\(done.total) (\(done.onTime)/\(done.late)/\(done.noDeadline))", done.late > 0 ? .doubtful : nil),
        Figure("\(open.total) (\(open.inTime)/\(open.overdue)/\(open.noDeadline))", open.overdue > 0 ? .late : nil),
        Figure("\(counts.cancelled)"), Figure(Percent.text(counts.rate, language)),
      ] + shown.map { Figure("\($0.1(counts))") }
    }
    let heads =
      (language == .vi
        ? ["Tổng", "Xong (đúng/quá/kh.hạn)", "Chưa (trong/quá/kh.hạn)", "Hủy", "Tỷ lệ"]
        : ["Total", "Done (on time/late/none)", "Open (in time/late/none)", "Canc.", "Rate"]) + shown.map { $0.0.text(language) }
    let lines = rows.map { (name: TerminalText(title($0, language)).description, counts: $0.counts) }
    let sum = language == .vi ? "Cộng" : "Total"
    var widths = heads.map { TerminalText.width(of: $0) }
    for counts in lines.map(\.counts) + [total] {
      for (column, figure) in figures(counts).enumerated() { widths[column] = max(widths[column], figure.text.utf8.count) }
    }
    let taken = widths.reduce(0) { $0 + $1 + 2 }
    let longest = max(lines.map { TerminalText.width(of: $0.name) }.max() ?? 0, TerminalText.width(of: sum), 10)
    // Names give way before figures do; what is left is the bar's.
    let room = max(width - taken, 12)
    let nameWidth = min(longest, room)
    let barWidth = min(room - nameWidth - 2, 24)
    var text =
      ink.bold(
        Self.padded("", nameWidth) + zip(heads, widths).map { "  " + Self.right($0, $1) }.joined()) + "\n"
    func line(_ name: String, _ counts: StatusCounts, isSum: Bool = false) -> String {
      let cells = zip(figures(counts), widths).map { figure, width in "  " + figure.painted(Self.right(figure.text, width), ink) }
      let start = Self.padded(Self.cut(name, nameWidth), nameWidth)
      let bar = barWidth >= 6 ? "  " + Self.bar(counts, barWidth, ink) : ""
      return (isSum ? ink.bold(start) : start) + cells.joined() + bar + "\n"
    }
    for (name, counts) in lines { text += line(name, counts) }
    return text + line(sum, total, isSum: true)
  }

  /// What the table is about: `Tiến độ đến 01/06/2018, theo chủ đề`.
  public static func heading(_ grouping: StatusGrouping, asOf: CivilDate, _ language: Language) -> String {
    let by =
      switch grouping {
      case .unit: Message(vi: "theo đơn vị", en: "by unit")
      case .theme: Message(vi: "theo chủ đề", en: "by theme")
      case .channel: Message(vi: "theo kênh", en: "by channel")
      case .targetGroup: Message(vi: "theo đối tượng", en: "by target group")
      case .month: Message(vi: "theo tháng đến hạn", en: "by month due")
      }
    return (language == .vi ? "Tiến độ tính đến \(asOf.officeText), " : "Progress as of \(asOf.officeText), ") + by.text(language)
  }

  /// What is said below a table whose rows overlap.
  public func footnote(_ language: Language) -> String? {
    guard grouping == .theme || grouping == .channel || grouping == .targetGroup,
      rows.reduce(0, { $0 + $1.counts.total }) != total.total
    else { return nil }
    return language == .vi
      ? "Một việc có thể ở nhiều dòng; dòng cộng tính mỗi việc một lần."
      : "A task may stand in several rows; the total counts each once."
  }

  /// What a row is called.
  func title(_ row: Row, _ language: Language) -> String {
    if let name = row.name { return name }
    guard let key = row.key else {
      switch grouping {
      case .unit: return language == .vi ? "(không có đơn vị)" : "(no unit)"
      case .theme: return language == .vi ? "(không có chủ đề)" : "(no theme)"
      case .channel: return language == .vi ? "(không có kênh)" : "(no channel)"
      case .targetGroup: return language == .vi ? "(không có đối tượng)" : "(no target group)"
      case .month: return language == .vi ? "(không có hạn)" : "(no deadline)"
      }
    }
    return CalendarPeriod(key: key).map { Self.capital($0.fullName.text(language)) } ?? key
  }

  private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A cell with figures.
  private struct Figure {
    enum Tone { case doubtful, late }
    let text: String
    let tone: Tone?

    init(_ text: String, _ tone: Tone? = nil) { (self.text, self.tone) = (text, tone) }

    func painted(_ padded: String, _ ink: TerminalInk) -> String {
      switch tone {
      case .doubtful: ink.doubtful(padded)
      case .late: ink.late(padded)
      case nil: padded
      }
    }
  }

  /// A bar of what was to be done: done on time, done late, overdue, and the rest.
  private static func bar(_ counts: StatusCounts, _ width: Int, _ ink: TerminalInk) -> String {
    let planned = counts.total - counts.cancelled
    guard planned > 0 else { return String(repeating: "·", count: width) }
    let parts = [counts.done.onTime + counts.done.noDeadline, counts.done.late, counts.notDone.overdue]
    var lengths = parts.map { $0 * width / planned }
    // What is there shows, however little it is.
    for index in parts.indices where parts[index] > 0 && lengths[index] == 0 { lengths[index] = 1 }
    while lengths.reduce(0, +) > width, let index = lengths.indices.max(by: { lengths[$0] < lengths[$1] }) { lengths[index] -= 1 }
    let rest = width - lengths.reduce(0, +)
    func run(_ sign: String, _ count: Int) -> String { String(repeating: sign, count: count) }
    return ink.good(run("█", lengths[0])) + ink.doubtful(run("▓", lengths[1])) + ink.late(run("▒", lengths[2]))
      + ink.dim(run("░", rest))
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TerminalText.width(of: text)))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - TerminalText.width(of: text))) + text
  }

  /// The text, cut where it would be wider.
  static func cut(_ text: String, _ width: Int) -> String {
    guard TerminalText.width(of: text) > width else { return text }
    var result = ""
    var taken = 0
    for character in text {
      let wide = TerminalText.width(of: String(character))
      if taken + wide > width - 1 { break }
      taken += wide
      result.append(character)
    }
    return result + "…"
  }
}

/// Percentages as offices write them.
enum Percent {
  /// `83,70%` of hundredths; a dash where there is nothing to divide.
  static func text(_ hundredths: Int?, _ language: Language) -> String {
    guard let hundredths else { return "–" }
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    return "\(whole)\(language == .vi ? "," : ".")\(rest < 10 ? "0" : "")\(rest)%"
  }
}
