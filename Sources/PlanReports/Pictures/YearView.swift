import PlanModel

/// The year at a glance: the tasks of each unit in each week, darker where there are more, with the figure in the cell.
struct YearView {
  private let load: UnitLoad
  private let plan: Plan
  private let language: Language
  /// The most weeks side by side: those of a year.
  private static let weeksAcross = 54
  private static let names = 200.0
  private static let sums = 38.0
  private static let head = 30.0

  init(_ load: UnitLoad, _ plan: Plan, _ language: Language) { (self.load, self.plan, self.language) = (load, plan, language) }

  private func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// Draws the busiest units, a year a drawing, each on a sheet of its own.
  func draw(on page: inout HTMLText) {
    let rows = Array(load.rows.prefix(UnitLoad.shown))
    let largest = rows.map(\.peak).max() ?? 0
    let sheets = PageRows(rows.count, besides: Self.head)
    for start in stride(from: 0, to: load.weekCount, by: Self.weeksAcross) {
      let weeks = start..<min(start + Self.weeksAcross, load.weekCount)
      for range in sheets.pages { draw(rows[range], weeks, largest, sheets, &page) }
    }
  }

  private func draw(
    _ rows: ArraySlice<UnitLoad.Row>, _ weeks: Range<Int>, _ largest: Int, _ sheets: PageRows, _ page: inout HTMLText
  ) {
    let span =
      "\(load.monday(weeks.lowerBound).officeText) – \((load.monday(weeks.upperBound - 1).adding(days: 6) ?? .latest).officeText)"
    let title = say("Việc từng tuần của các đơn vị, \(span)", "Tasks of units week by week, \(span)")
    let note = say(
      "Số trong ô là số việc đến hạn hoặc diễn ra trong tuần (thứ Hai đến Chủ nhật); ô càng sẫm càng nhiều việc. Cột cuối là tổng cả kế hoạch.",
      "Figures are the tasks due or held in the week, Monday to Sunday; the darker, the more. The last column is the sum of the whole plan."
    )
    let width = (PageRows.width - Self.names - Self.sums) / Double(max(weeks.count, 27))
    let height = sheets.height
    let total = Self.head + Double(rows.count) * height + 2
    page.element("section") { page in
      page.element("h2", text: title)
      page.drawing(width: PageRows.width, height: total, title: title, about: note) { page in
        grid(rows.count, weeks, width, height, &page)
        for (index, row) in rows.enumerated() {
          let y = Self.head + Double(index) * height
          let name = plan.units[row.unit].shortName
          page.words(
            FittedText.cut(name, Self.names - 6, size: sheets.size), 0, y + height * 0.72, size: sheets.size,
            full: plan.units[row.unit].name)
          for week in weeks where row.counts[week] > 0 {
            let count = Int(row.counts[week])
            let x = Self.names + Double(week - weeks.lowerBound) * width
            let shade = Paint.shade(CoverageShade.level(count, of: largest))
            page.box(
              x + 0.4, y + 0.6, width - 0.8, height - 1.2, shade.fill,
              about: "\(plan.units[row.unit].name), \(load.week(week).fullName.text(language)): \(count)")
            let figure = Product.grouped(count)
            let size = min(9, height * 0.72, width * 1.8 / Double(max(figure.utf8.count, 2)))
            page.words(figure, x + width / 2, y + height / 2 + size * 0.35, size: size, side: .middle, paint: shade.text)
          }
          page.words(
            Product.grouped(row.total), Self.names + Double(weeks.count) * width + Self.sums, y + height * 0.72,
            size: sheets.size, side: .end, isBold: true)
          page.raw("\n")
        }
      }
      page.element("p", .style("small"), text: note)
    }
    page.raw("\n")
  }

  /// The months and weeks above, lines between rows and where months begin.
  private func grid(_ rows: Int, _ weeks: Range<Int>, _ width: Double, _ height: Double, _ page: inout HTMLText) {
    let right = Self.names + Double(weeks.count) * width
    let bottom = Self.head + Double(rows) * height
    var path = ""
    for row in 0...rows { path += "M0 \(Measure.text(Self.head + Double(row) * height))H\(Measure.text(right + Self.sums))" }
    page.line(path, color: "#ccc")
    var months = ""
    for (week, first) in load.months(in: weeks) {
      let x = Self.names + Double(week - weeks.lowerBound) * width
      months += "M\(Measure.text(x)) 4V\(Measure.text(bottom))"
      let year = first.month == 1 || week == weeks.lowerBound ? "/\(first.year)" : ""
      let name = CalendarPeriod.month(year: first.year, month: first.month).fullName.en.prefix(3)
      page.words(language == .vi ? "T\(first.month)\(year)" : name + (year.isEmpty ? "" : " \(first.year)"), x + 2, 13, size: 10)
    }
    page.line(months, color: "#666")
    for week in weeks where (week - weeks.lowerBound) % 4 == 0 {
      guard case .week(let number) = load.week(week) else { continue }
      page.words(
        "\(number.number)", Self.names + (Double(week - weeks.lowerBound) + 0.5) * width, 25, size: 8, side: .middle)
    }
    page.words(say("Tuần", "Week"), Self.names - 6, 25, size: 9, side: .end)
    page.words(say("Cộng", "Total"), right + Self.sums, 25, size: 9, side: .end, isBold: true)
    page.raw("\n")
  }
}
