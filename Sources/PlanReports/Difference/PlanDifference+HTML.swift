import PlanModel

extension PlanDifference {
  /// The comparison as a page to read and print: a table for each kind of change.
  public func html(_ language: Language) -> [UInt8] {
    PrintedPage.bytes(title: title(language), language) { page in
      page.element("h1", text: title(language))
      for line in bases(language) { page.element("p", .style("source"), text: line) }
      page.raw("\n")
      for warning in warnings(language) { box(warning, &page) }
      for note in notes { page.element("p", text: note.text(language)) }
      if isNothing { page.element("p", text: nothing(language)) }
      for section in sections(language) { table(section, &page, language) }
      for line in sums(language) { page.element("p", text: line) }
    }
  }

  /// A warning in a frame of its own, which a printer without colours shows too.
  private func box(_ warning: Warning, _ page: inout HTMLText) {
    page.element("table") { page in
      page.element("tbody") { page in
        page.element("tr") { page in
          page.element("td", .fixed("role", "alert")) { page in
            page.element("p", .style("late"), text: "! " + warning.title + ":")
            page.element("ul") { page in for line in warning.lines { page.element("li", text: line) } }
          }
        }
      }
    }
    page.raw("\n")
  }

  private func table(_ section: Section, _ page: inout HTMLText, _ language: Language) {
    let words = DifferenceWords(language: language)
    let (hasDays, hasTexts): (Bool, Bool) =
      switch section.kind {
      case .moved: (false, true)
      case .reassigned, .edited: (true, true)
      case .added, .cancelled: (true, false)
      }
    page.element("h2", text: section.title)
    page.element("div", .style("wide")) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            func head(_ vi: String, _ en: String) { page.element("th", .fixed("scope", "col"), text: words.say(vi, en)) }
            head("STT", "No.")
            head("Nội dung", "What")
            head("Đơn vị", "Unit")
            if hasDays { head("Thời gian", "When") }
            if hasTexts {
              head("Trước", "Before")
              head("Nay", "Now")
            }
          }
        }
        page.raw("\n")
        page.element("tbody") { page in
          for (number, row) in section.rows.enumerated() {
            page.element("tr") { page in
              page.element("td", .style("n"), text: "\(number + 1)")
              page.element("td", text: row.title)
              page.element("td", text: row.units + (row.side.map { " (\($0))" } ?? ""))
              if hasDays { page.element("td", text: row.when) }
              if hasTexts {
                cell(row.texts.map { Self.labelled($0, $0.before) }, &page)
                cell(row.texts.map { Self.labelled($0, $0.after) }, &page)
              }
            }
            page.raw("\n")
          }
        }
      }
    }
    page.raw("\n")
  }

  private static func labelled(_ text: ChangedText, _ value: String) -> String {
    text.label.isEmpty || value.isEmpty ? value : "\(text.label): \(value)"
  }

  private func cell(_ lines: [String], _ page: inout HTMLText) {
    page.element("td") { page in
      for (index, line) in lines.filter({ !$0.isEmpty }).enumerated() {
        if index > 0 { page.void("br") }
        page.text(line)
      }
    }
  }
}
