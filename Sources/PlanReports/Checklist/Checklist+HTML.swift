import PlanModel

extension Checklist {
  /// The checklist as a page to print on A4: a table for each unit on a sheet of its own, with room to sign.
  public func html(_ language: Language) -> [UInt8] {
    PrintedPage.bytes(title: title(language), language) { page in
      if sections.isEmpty {
        head(&page, nil, language)
        page.element("p", text: nothing(language))
      }
      for section in sections {
        page.element("section") { page in
          head(&page, plan.units[section.unit].name, language)
          if section.lines.isEmpty {
            page.element("p", text: nothing(language))
          } else {
            table(section, &page, language)
            page.element("p", text: total(section, language))
          }
          signatures(&page, language)
        }
        page.raw("\n")
      }
    }
  }

  private func head(_ page: inout HTMLText, _ unit: String?, _ language: Language) {
    page.element("h1", text: title(language))
    page.element("p", .style("source"), text: source(language))
    if let unit { page.element("h2", text: unit) }
    page.raw("\n")
  }

  private func table(_ section: Section, _ page: inout HTMLText, _ language: Language) {
    page.element("div", .style("wide")) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for name in Self.printedHeads(language) { page.element("th", .fixed("scope", "col"), text: name) }
          }
        }
        page.raw("\n")
        page.element("tbody") { page in
          for (number, line) in section.lines.enumerated() {
            let row = printed(line, number + 1, language)
            page.element("tr") { page in
              page.element("td", .style("n"), text: row.number)
              page.element("td", text: row.title)
              page.element("td", text: row.lead)
              page.element("td", text: row.coordinate)
              page.element("td", text: row.time)
              page.element("td", text: row.product)
              page.element("td", .style("box"), text: row.box)
              page.element("td", text: row.remark)
            }
            page.raw("\n")
          }
        }
      }
    }
    page.raw("\n")
  }

  private func signatures(_ page: inout HTMLText, _ language: Language) {
    page.element("div", .style("sign")) { page in
      for (index, name) in Self.signers(language).enumerated() {
        page.element("div") { page in
          page.element("i", text: index == 0 ? "\u{A0}" : Self.dateline(language))
          page.element("b", text: name)
          page.element("i", text: language == .vi ? "(Ký, ghi rõ họ tên)" : "(Signature and name)")
        }
      }
    }
  }

  static func dateline(_ language: Language) -> String {
    language == .vi ? "…………, ngày …… tháng …… năm ………" : "…………, date ………………"
  }

  static func signers(_ language: Language) -> [String] {
    language == .vi ? ["Người lập", "Thủ trưởng đơn vị"] : ["Prepared by", "Head of the unit"]
  }

  // MARK: The columns that offices expect

  static func printedHeads(_ language: Language) -> [String] {
    language == .vi
      ? ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "☐", "Ghi chú"]
      : ["No.", "What", "Lead", "With", "When", "Product", "☐", "Note"]
  }

  /// A line in the columns that offices expect.
  struct PrintedLine {
    let number: String
    let title: String
    let lead: String
    let coordinate: String
    let time: String
    let product: String
    let box: String
    let remark: String
  }

  func printed(_ line: Line, _ number: Int, _ language: Language) -> PrintedLine {
    let task = line.task
    func names(_ units: [Int]) -> String {
      // A list of all wards would bury the rest of the row.
      let shown = units.prefix(6).map { plan.units[$0].shortName }.joined(separator: "; ")
      let rest = units.count - 6
      return rest > 0 ? shown + (language == .vi ? "; và \(rest) đơn vị khác" : "; and \(rest) more") : shown
    }
    var remarks: [String] = []
    if let state = line.progress.text(language) { remarks.append(state) }
    if isTracked, line.timeliness == .overdue, line.progress.state != .blocked {
      remarks.append(Timeliness.overdue.name.text(language))
    }
    if let (done, all) = line.implementers {
      remarks.append(language == .vi ? "\(done)/\(all) đơn vị đã xong" : "\(done) of \(all) units done")
    }
    if let extended = task.slot.extended {
      remarks.append(
        (language == .vi ? "gia hạn, hạn cũ " : "extended from ") + extended.due.officeText
          + (extended.document.map { ", " + $0 } ?? ""))
    }
    if line.role != .lead { remarks.append(role(line.role, language)) }
    if let former = task.formerOwner(in: plan, language) { remarks.append(former) }
    let title = task.title + (task.slot.isTentative ? (language == .vi ? " (dự kiến)" : " (expected)") : "")
    return PrintedLine(
      number: "\(number)", title: title, lead: plan.units[line.role == .coordinate ? task.unit : task.lead].shortName,
      coordinate: names(task.coordinate), time: TaskTime(task.slot, language, style: .short).text,
      product: task.work.products.map(\.text).joined(separator: "; "), box: line.progress.box,
      remark: remarks.map { Self.capital($0) }.joined(separator: "; "))
  }

  private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
