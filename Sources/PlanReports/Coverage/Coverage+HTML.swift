import PlanModel

extension Coverage {
  /// The coverage as a page to read and print: tables, the gaps, three pictures, and the load of units.
  public func html(_ language: Language) -> [UInt8] {
    PrintedPage.bytes(title: title(language), language) { page in
      page.element("section") { page in
        page.element("h1", text: title(language))
        page.element("p", .style("source"), text: source(language))
        if let scope = scope(language) { page.element("p", .style("source"), text: scope) }
        page.element("p", text: sums(language))
        page.raw("\n")
        gapList(&page, language)
        if !reaches.isEmpty {
          for printed in printedTables(language) { table(printed, &page) }
          let key = language == .vi ? "· không có; – khoảng trống." : "· nothing; – a gap."
          page.element("p", .style("small"), text: ([key] + notes(language)).joined(separator: " "))
        }
      }
      page.raw("\n")
      CoverageMap(self, language).draw(on: &page)
      Timeline(schedule, units: units, language).draw(on: &page)
      if let note = loadNote(language) {
        YearView(load, plan, language).draw(on: &page)
        page.element("section") { page in
          page.element("h2", text: Self.loadTitle(language))
          let rows = load.rows.prefix(UnitLoad.shown).map { PrintedCoverage.Row(cells: loadCells($0, language)) }
          table(rows, Self.loadHeads(language), &page) { $0 == 1 || $0 == 3 }
          page.element("p", .style("small"), text: note)
        }
        page.raw("\n")
      }
    }
  }

  private func gapList(_ page: inout HTMLText, _ language: Language) {
    page.element("h2", text: gapTitle(language))
    if let none = noGaps(language) { page.element("p", text: none) }
    guard !gaps.isEmpty else { return }
    page.element("ul") { page in
      for gap in gaps {
        page.element("li") { page in
          page.text(gap.message.text(language) + " ")
          page.element("span", .style("small"), text: "(\(Self.place(gap)))")
        }
        page.raw("\n")
      }
    }
  }

  private func table(_ printed: PrintedCoverage, _ page: inout HTMLText) {
    page.element("h2", text: printed.title)
    table(printed.rows, printed.heads, &page) { $0 > 0 }
  }

  private func table(
    _ rows: some Sequence<PrintedCoverage.Row>, _ heads: [String], _ page: inout HTMLText, isNumber: (Int) -> Bool
  ) {
    func write(_ cells: [String], _ page: inout HTMLText) {
      for (column, cell) in cells.enumerated() {
        if !isNumber(column) {
          page.element("td", text: cell)
        } else if cell == "–" {
          page.element("td", .style("num")) { $0.element("b", text: cell) }
        } else {
          page.element("td", .style("num"), text: cell)
        }
      }
    }
    page.element("div", .style("wide")) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in for head in heads { page.element("th", .fixed("scope", "col"), text: head) } }
        }
        page.raw("\n")
        page.element("tbody") { page in
          for row in rows {
            if row.isSum {
              page.element("tr", .style("sum")) { write(row.cells, &$0) }
            } else {
              page.element("tr") { write(row.cells, &$0) }
            }
            page.raw("\n")
          }
        }
      }
    }
    page.raw("\n")
  }
}
