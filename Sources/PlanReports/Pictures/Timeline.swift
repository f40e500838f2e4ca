import PlanModel

/// The plan on a line of months: windows and ongoing work as bars, deadlines and days as marks, what recurs as ticks.
///
/// Every activity without phases and every phase has a row of its own; an activity with phases has a heading above them. Names stand in
/// a column of their own, so that none lies over a bar.
struct Timeline {
  /// A row, with its name.
  enum Row {
    case heading(String)
    case work(String, isPhase: Bool, series: Int)
  }

  private let schedule: Schedule
  private let units: Set<Int>?
  let language: Language
  let rows: [Row]
  private let days: DayRange
  static let names = 330.0
  private static let head = 22.0
  private static let foot = 22.0

  init(_ schedule: Schedule, units: Set<Int>?, _ language: Language) {
    (self.schedule, self.units, self.language) = (schedule, units, language)
    let plan = schedule.plan
    var rows: [Row] = []
    var activity: Identifier<Activity>?
    var (first, last) = (plan.period.first, plan.period.last)
    for (number, series) in schedule.series.enumerated() {
      let item = plan.work[series.work]
      guard Self.isMeant(schedule, number, units) else { continue }
      for slot in series.slots {
        first = min(first, slot.start ?? slot.due ?? first)
        last = max(last, slot.due ?? last)
      }
      if item.phase == nil {
        rows.append(.work(WorkTitle(item.title).text, isPhase: false, series: number))
      } else {
        if item.activity != activity { rows.append(.heading(WorkTitle(item.activityTitle).text)) }
        rows.append(.work(WorkTitle(item.title).text, isPhase: true, series: number))
      }
      activity = item.activity
    }
    self.rows = rows
    let begin = CivilDate(year: first.year, month: first.month, day: 1) ?? first
    let end = CivilDate(year: last.year, month: last.month, day: CivilDate.daysIn(month: last.month, year: last.year)) ?? last
    days = DayRange(begin, end) ?? plan.period
  }

  /// Whether some task of a series belongs to the units asked for; work that is done as needed belongs to all.
  private static func isMeant(_ schedule: Schedule, _ number: Int, _ units: Set<Int>?) -> Bool {
    guard let units else { return true }
    let series = schedule.series[number]
    return series.slots.indices.contains { slot in
      (0..<series.ownerCount).contains { units.contains(schedule.owner(at: TaskPlace(series: number, slot: slot, owner: $0))) }
    }
  }

  func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// Draws the rows, each sheet with months above and a key below.
  func draw(on page: inout HTMLText) {
    guard !rows.isEmpty else { return }
    let sheets = PageRows(rows.count, besides: Self.head + Self.foot + 22)
    for range in sheets.pages { draw(range, sheets, &page) }
  }

  private func draw(_ range: Range<Int>, _ sheets: PageRows, _ page: inout HTMLText) {
    let title = say(
      "Tiến trình \(days.first.officeText) – \(days.last.officeText)",
      "Timeline \(days.first.officeText) – \(days.last.officeText)")
    let about = say(
      "Thanh: đợt việc; thanh nhạt: việc thường xuyên; hình thoi: hạn; chấm tròn: ngày diễn ra; vạch: việc lặp lại; nét đứt hoặc rỗng: dự kiến.",
      "Bars: windows; pale bars: ongoing work; diamonds: deadlines; dots: days; ticks: recurring work; dashed or hollow: expected."
    )
    // A phase at the top of a sheet says again of what it is a phase.
    var shown = Array(rows[range])
    if case .work(_, isPhase: true, _)? = shown.first, let above = rows[..<range.lowerBound].last(where: Self.isHeading) {
      shown.insert(above, at: 0)
    }
    // And a heading at the foot stands over nothing.
    if let last = shown.last, Self.isHeading(last) { shown.removeLast() }
    let height = sheets.height
    let bottom = Self.head + Double(shown.count) * height
    page.element("section") { page in
      page.element("h2", text: title)
      page.drawing(width: PageRows.width, height: bottom + Self.foot, title: title, about: about) { page in
        grid(shown.count, height, bottom, &page)
        for (index, row) in shown.enumerated() {
          let y = Self.head + Double(index) * height
          let baseline = y + height * 0.72
          switch row {
          case .heading(let name):
            page.words(
              FittedText.cut(name, Self.names - 6, size: sheets.size * 1.06), 0, baseline, size: sheets.size, isBold: true,
              full: name)
          case .work(let name, let isPhase, let series):
            let indent = isPhase ? 12.0 : 0
            page.words(
              FittedText.cut(name, Self.names - 6 - indent, size: sheets.size), indent, baseline, size: sheets.size, full: name)
            bars(schedule.series[series], y, height, &page)
          }
          page.raw("\n")
        }
        key(bottom + 14, &page)
      }
    }
    page.raw("\n")
  }

  private static func isHeading(_ row: Row) -> Bool {
    if case .heading = row { return true }
    return false
  }

  /// Where a day begins.
  func x(_ day: CivilDate) -> Double {
    let all = Double(days.last.dayNumber - days.first.dayNumber + 1)
    return Self.names + Double(day.dayNumber - days.first.dayNumber) * (PageRows.width - Self.names) / all
  }

  /// The width of a day.
  var dayWidth: Double { (PageRows.width - Self.names) / Double(days.last.dayNumber - days.first.dayNumber + 1) }

  /// The months above, and lines between rows and months.
  private func grid(_ rows: Int, _ height: Double, _ bottom: Double, _ page: inout HTMLText) {
    var lines = ""
    for row in 0...rows { lines += "M0 \(Measure.text(Self.head + Double(row) * height))H\(Measure.text(PageRows.width))" }
    page.line(lines, color: "#ddd")
    var marks = ""
    let month = dayWidth * 30.4
    let isOneYear = days.first.year == days.last.year
    var day = days.first
    while day <= days.last {
      let (year, number, _) = day.components
      // Many years leave room for the years only.
      let isShown = month >= 16 || number == 1
      if isShown {
        marks += "M\(Measure.text(x(day))) \(number == 1 ? 2 : 8)V\(Measure.text(bottom))"
        let english = CalendarPeriod.month(year: year, month: number).fullName.en.prefix(3)
        let name = month < 16 ? "\(year)" : month < 30 ? "\(number)" : language == .vi ? "T\(number)" : String(english)
        let hasYear = month >= 50 && (isOneYear ? day == days.first : number == 1)
        page.words(name + (hasYear ? "/\(year)" : ""), x(day) + 3, 16, size: month < 30 ? 8 : 10)
      }
      guard let next = day.adding(months: 1), next > day else { break }
      day = next
    }
    marks += "M\(Measure.text(PageRows.width - 0.3)) 8V\(Measure.text(bottom))"
    page.line(marks, color: "#bbb")
    page.raw("\n")
  }
}
