import PlanModel

extension PeriodReport {
  /// The report for a terminal.
  public func text(_ language: Language, width: Int, ink: TerminalInk) -> String {
    var text = ink.bold(TerminalText(title(language)).description) + "\n" + TerminalText(plan.title).description + "\n"
    text += scope(language) + "\n\n" + table.text(language, width: width, ink: ink) + "\n"
    text += TerminalText(paragraph(language)).description + "\n"
    for section in sections(language) {
      text += "\n" + ink.bold(section.title) + "\n"
      for line in section.lines { text += "- " + TerminalText(Self.oneLine(line)).description + "\n" }
    }
    return text
  }

  /// The report as Markdown.
  public func markdown(_ language: Language) -> String {
    let heads = Self.heads(language)
    var text = "# \(MarkdownText(title(language)))\n\n\(MarkdownText(plan.title))\n\n\(MarkdownText(scope(language)))\n\n"
    text += "| " + heads.joined(separator: " | ") + " |\n| --- |" + String(repeating: " --: |", count: heads.count - 1) + "\n"
    func row(_ name: String, _ counts: StatusCounts) -> String {
      "| " + ([MarkdownText(name).description] + Self.cells(counts, language)).joined(separator: " | ") + " |\n"
    }
    for line in table.rows { text += row(table.title(line, language), line.counts) }
    text += row(language == .vi ? "Cộng" : "Total", table.total)
    text += "\n\(MarkdownText(paragraph(language)))\n"
    for section in sections(language) {
      text += "\n## \(MarkdownText(section.title))\n\n"
      for line in section.lines { text += "- \(MarkdownText(Self.oneLine(line)))\n" }
    }
    return text
  }

  /// The report as a page to read and print.
  public func html(_ language: Language) -> [UInt8] {
    PrintedPage.bytes(title: title(language), language) { page in
      page.element("h1", text: title(language))
      page.element("p", .style("source"), text: plan.title)
      page.element("p", .style("source"), text: scope(language))
      page.raw("\n")
      page.element("div", .style("wide")) { page in
        page.element("table") { page in
          page.element("thead") { page in
            page.element("tr") { page in
              for head in Self.heads(language) { page.element("th", .fixed("scope", "col"), text: head) }
            }
          }
          page.raw("\n")
          page.element("tbody") { page in
            func row(_ name: String, _ counts: StatusCounts, _ page: inout HTMLText) {
              page.element("td", text: name)
              for cell in Self.cells(counts, language) { page.element("td", .style("num"), text: cell) }
            }
            for line in table.rows {
              page.element("tr") { row(table.title(line, language), line.counts, &$0) }
              page.raw("\n")
            }
            page.element("tr", .style("sum")) { row(language == .vi ? "Cộng" : "Total", table.total, &$0) }
          }
        }
      }
      page.raw("\n")
      page.element("p", .style("paragraph"), text: paragraph(language))
      for section in sections(language) {
        page.element("h2", text: section.title)
        page.element("ul") { page in for line in section.lines { page.element("li", text: line) } }
        page.raw("\n")
      }
    }
  }

  /// The report as JSON.
  public func json(_ language: Language) -> String {
    var json = JSONText()
    json.object { json in
      json.members([
        ("plan", plan.id.text), ("from", days.first.description), ("to", days.last.description),
        ("as_of", table.asOf.description),
      ])
      table.writeRows(into: &json)
      json.key("quantities")
      json.array { json in
        for one in quantities {
          json.newline()
          json.object { json in
            json.key("channel")
            json.string(one.channel)
            json.key("of")
            json.string(one.product)
            json.key("planned")
            json.number(one.planned)
            json.key("delivered")
            json.number(one.delivered)
          }
        }
      }
      json.key("targets")
      json.array { json in
        for one in targets {
          json.object { json in
            json.key("title")
            json.string(one.title)
            json.key("of")
            json.string(one.target.of)
            json.key("target")
            json.number(one.target.quantity)
            json.key("delivered")
            json.number(one.delivered)
          }
        }
      }
      for (key, tasks) in [
        ("overdue", overdue.items.map(\.task)), ("late", late), ("difficulties", difficulties), ("missing_evidence", unproved),
      ] {
        json.key(key)
        json.array { json in for task in tasks { write(task, &json) } }
      }
      json.key("paragraph")
      json.string(paragraph(language))
    }
    json.newline()
    return json.string
  }

  private func write(_ listed: ListedTask, _ json: inout JSONText) {
    json.newline()
    json.object { json in
      json.members([
        ("id", listed.task.id), ("title", listed.task.title), ("unit", listed.plan.units[listed.task.unit].id.text),
        ("due", listed.task.slot.due?.description), ("state", listed.progress.state.rawValue),
        ("timeliness", listed.timeliness.rawValue), ("verification", listed.progress.verification.rawValue),
        ("done_on", listed.progress.doneOn?.description), ("note", listed.progress.note ?? listed.progress.finding),
      ])
      json.formerOwner(of: listed.task, in: listed.plan)
    }
  }

  private static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}
