import PlanModel

/// Themes against target groups: how often each is said to each, darker where more; a cross where it should be said and is not.
struct CoverageMap {
  private let coverage: Coverage
  private let language: Language
  private let table: CoverageTable
  private let gaps: CoverageGapMap
  private static let names = 330.0
  private static let sums = 44.0
  /// The most target groups side by side.
  private static let groupsAcross = 30

  init(_ coverage: Coverage, _ language: Language) {
    (self.coverage, self.language) = (coverage, language)
    table = coverage.table(.theme, .targetGroup)
    gaps = CoverageGapMap(coverage.gaps)
  }

  /// The width of all cells.
  private static var room: Double { PageRows.width - names - sums }

  /// Whether target groups are so many that their names have to read upwards.
  private static func isUpright(_ groups: Int) -> Bool { room / Double(min(groups, groupsAcross)) < 58 }

  private func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// Draws the map, in as many drawings as it needs; nothing where there is nothing to draw.
  func draw(on page: inout HTMLText) {
    guard !table.rows.isEmpty, !table.columns.isEmpty else { return }
    // Room for names that read upwards, and for the row of sums.
    let sheets = PageRows(table.rows.count, besides: (Self.isUpright(table.columns.count) ? 130 : 46) + 22)
    for start in stride(from: 0, to: table.columns.count, by: Self.groupsAcross) {
      let columns = start..<min(start + Self.groupsAcross, table.columns.count)
      for rows in sheets.pages { draw(rows, columns, sheets, &page) }
    }
  }

  private func draw(_ rows: Range<Int>, _ columns: Range<Int>, _ sheets: PageRows, _ page: inout HTMLText) {
    let title = say("Chủ đề nào đến với đối tượng nào", "Which theme reaches which target group")
    let note = say(
      "Số trong ô là số lượt; ô càng sẫm càng nhiều lượt; ô trống: không có; ô gạch chéo: khoảng trống. Cột, dòng cuối tính mỗi lượt một lần.",
      "Figures are occasions; the darker, the more; empty: nothing; crossed: a gap. The last column and row count each occasion once."
    )
    let width = min(110, Self.room / Double(columns.count))
    let isUpright = Self.isUpright(table.columns.count)
    let head = isUpright ? 130.0 : 46.0
    let height = sheets.height
    let right = Self.names + Double(columns.count) * width
    let bottom = head + Double(rows.count + 1) * height
    let largest = table.largest
    page.element("section") { page in
      page.element("h2", text: title)
      page.drawing(width: PageRows.width, height: bottom + 2, title: title, about: note) { page in
        for column in columns {
          self.head(column, Self.names + Double(column - columns.lowerBound) * width, width, head, isUpright, &page)
        }
        page.words(say("Lượt", "All"), right + Self.sums, head - 5, size: 10, side: .end, isBold: true)
        var path = ""
        for line in 0...(rows.count + 1) {
          path += "M0 \(Measure.text(head + Double(line) * height))H\(Measure.text(right + Self.sums))"
        }
        for column in 0...columns.count {
          path += "M\(Measure.text(Self.names + Double(column) * width)) \(Measure.text(head))V\(Measure.text(bottom))"
        }
        page.line(path, color: "#ccc")
        for (index, row) in rows.enumerated() {
          let y = head + Double(index) * height
          let name = coverage.name(.theme, table.rows[row].item, language)
          page.words(
            FittedText.cut(name, Self.names - 6, size: sheets.size), 0, y + height * 0.72, size: sheets.size, full: name)
          for column in columns {
            cell(row, column, Self.names + Double(column - columns.lowerBound) * width, y, width, height, largest, &page)
          }
          page.words(
            Product.grouped(table.rows[row].total.occasions), right + Self.sums, y + height * 0.72, size: sheets.size,
            side: .end, isBold: true)
          page.raw("\n")
        }
        sums(columns, width, bottom, sheets, &page)
      }
      page.element("p", .style("small"), text: note)
    }
    page.raw("\n")
  }

  private func head(_ column: Int, _ x: Double, _ width: Double, _ height: Double, _ isUpright: Bool, _ page: inout HTMLText) {
    let name = coverage.name(.targetGroup, table.columns[column], language)
    guard !isUpright else {
      page.upright(FittedText.cut(name, height - 8, size: 10), x + width / 2 + 3.5, height - 4, size: 10, full: name)
      return
    }
    let lines = FittedText.lines(name, width - 6, size: 10, limit: 3)
    for (number, line) in lines.enumerated() {
      let y = height - 5 - Double(lines.count - 1 - number) * 12
      page.words(
        line, x + width / 2, y, size: 10, side: .middle, full: number == lines.count - 1 && line.hasSuffix("…") ? name : nil)
    }
  }

  private func cell(
    _ row: Int, _ column: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ largest: Int, _ page: inout HTMLText
  ) {
    let count = table.rows[row].cells[column].occasions
    let (theme, group) = (table.rows[row].item, table.columns[column])
    let about = "\(coverage.name(.theme, theme, language)) – \(coverage.name(.targetGroup, group, language)): "
    if count > 0 {
      let shade = Paint.shade(CoverageShade.level(count, of: largest))
      page.box(x + 0.5, y + 0.5, width - 1, height - 1, shade.fill, about: about + Product.grouped(count))
      let size = min(10.5, height * 0.75)
      page.words(
        Product.grouped(count), x + width / 2, y + height / 2 + size * 0.35, size: size, side: .middle, paint: shade.text)
    } else if gaps.isGap(theme: theme, targetGroup: group) {
      let (left, top) = (Measure.text(x + 2), Measure.text(y + 2))
      let (right, bottom) = (Measure.text(x + width - 2), Measure.text(y + height - 2))
      page.box(x + 0.5, y + 0.5, width - 1, height - 1, .outline, about: about + say("khoảng trống", "a gap"))
      page.line("M\(left) \(top)L\(right) \(bottom)M\(left) \(bottom)L\(right) \(top)", width: "1", color: "#000")
    }
  }

  private func sums(_ columns: Range<Int>, _ width: Double, _ bottom: Double, _ sheets: PageRows, _ page: inout HTMLText) {
    let y = bottom - sheets.height * 0.28
    page.words(say("Cộng", "Total"), 0, y, size: sheets.size, isBold: true)
    for column in columns {
      page.words(
        Product.grouped(table.columnTotals[column].occasions), Self.names + (Double(column - columns.lowerBound) + 0.5) * width,
        y,
        size: sheets.size, side: .middle, isBold: true)
    }
    page.words(
      Product.grouped(coverage.total.occasions), Self.names + Double(columns.count) * width + Self.sums, y, size: sheets.size,
      side: .end, isBold: true)
  }
}
