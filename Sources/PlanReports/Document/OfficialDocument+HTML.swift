import PlanModel

extension OfficialDocument {
  /// The document as a page to read and to print: the text upright, the appendix on its side.
  public func html() -> [UInt8] {
    PrintedPage.bytes(title: pageTitle, language, style: PageStyle(text: Self.style, hash: Self.styleHash)) { page in
      page.element("article") { page in
        writeHead(&page)
        if let name {
          page.element("h1", text: name)
          page.element("p", .style("subject"), text: subject)
        }
        if !addressees.isEmpty {
          page.element("p", .style("to"), text: addressLines.joined(separator: "\n"))
        }
        page.raw("\n")
        for block in body.dropLast() { write(block, &page) }
        // The signature never stands alone on a page.
        page.element("div", .style("closing")) { page in
          if let last = body.last { write(last, &page) }
        }
        page.raw("\n")
        writeEnd(&page)
      }
      page.raw("\n")
      page.element("section", .style("appendix")) { page in
        page.element("h2", text: appendixWord)
        page.element("p", .style("title"), text: appendix.title)
        page.element("p", .style("source"), text: appendix.source)
        page.raw("\n")
        write(appendix.table, &page)
        if let footnote = appendix.footnote { page.element("p", .style("footnote"), text: footnote) }
      }
    }
  }

  private func writeHead(_ page: inout HTMLText) {
    page.element("header") { page in
      page.element("div") { page in
        for line in head.parent { page.element("p", text: line) }
        page.element("p", .style("strong rule")) { page in
          for (number, line) in head.issuer.enumerated() {
            if number > 0 { page.void("br") }
            page.text(line)
          }
        }
        page.element("p", .style("lines"), text: head.number)
      }
      page.element("div") { page in
        page.element("p", .style("strong"), text: nation.name)
        page.element("p", .style("strong motto rule"), text: nation.motto)
        page.element("p", .style("date"), text: head.placeAndDate)
      }
    }
    page.raw("\n")
  }

  private func write(_ block: Block, _ page: inout HTMLText) {
    switch block {
    case .heading(let text): page.element("h2", text: text)
    case .subheading(let text): page.element("h3", text: text)
    case .paragraph(let text), .item(let text): page.element("p", .style("text"), text: text)
    case .basis(let text): page.element("p", .style("text basis"), text: text)
    }
    page.raw("\n")
  }

  private func writeEnd(_ page: inout HTMLText) {
    page.element("footer") { page in
      page.element("div", .style("recipients")) { page in
        page.element("p", .style("word"), text: recipientsWord)
        for line in recipients { page.element("p", text: line) }
      }
      page.element("div", .style("signature")) { page in
        for line in signature.lines { page.element("p", .style("strong"), text: line) }
        page.element("p", .style("strong name"), text: signature.name ?? "")
      }
    }
  }

  private func write(_ table: DocumentTable, _ page: inout HTMLText) {
    page.element("div", .style("wide")) { page in
      page.element("table") { page in
        page.element("colgroup") { page in
          for column in table.columns { page.void("col", .text("width", "\(column.share)%")) }
        }
        page.element("thead") { page in
          page.element("tr") { page in
            for column in table.columns { page.element("th", .fixed("scope", "col"), text: column.head) }
          }
        }
        page.raw("\n")
        page.element("tbody") { page in
          for row in table.rows {
            write(row, table.columns, &page)
            page.raw("\n")
          }
        }
      }
    }
    page.raw("\n")
  }

  private func write(_ row: DocumentTable.Row, _ columns: [DocumentTable.Column], _ page: inout HTMLText) {
    switch row {
    case .group(let number, let title):
      page.element("tr", .style("group")) { page in
        page.element("td", .style("n"), text: number)
        page.element("td", .text("colspan", "\(columns.count - 1)"), text: title)
      }
    case .cells(let cells, let isBold):
      page.element("tr", .style(isBold ? "over" : "one")) { page in
        for (index, lines) in cells.enumerated() {
          page.element("td", .style(columns[index].isCentred ? "n" : "c")) { page in
            for (number, line) in lines.enumerated() {
              if number > 0 { page.void("br") }
              page.text(line)
            }
          }
        }
      }
    }
  }

  /// The hash of ``style`` in the page's security policy.
  static let styleHash: StaticString = "sha256-KX+8olR5R5nxZxDRsfIC532+rkAed5+5kBlQyzG3rX4="

  /// The style sheet: sizes, margins and rules of Decree 30/2020/NĐ-CP.
  static let style: StaticString = """
    :root { color-scheme: light }
    * { box-sizing: border-box }
    body { margin: 0 auto; padding: 1rem; color: #000; background: #fff; overflow-wrap: break-word;
      font: 14pt/1.3 "Times New Roman", "Liberation Serif", Tinos, serif }
    article { max-width: 165mm; margin: 0 auto }
    .appendix { max-width: 252mm; margin: 2rem auto 0 }
    p { margin: 0 }
    header { display: grid; grid-template-columns: 4fr 7fr; gap: .5rem; text-align: center; font-size: 12pt }
    .strong { font-weight: bold }
    .motto, .lines, .date { font-size: 13pt }
    .lines { white-space: pre-line }
    .rule::after { content: ""; display: block; width: 40%; margin: 2pt auto 4pt; border-top: .75pt solid #000 }
    .motto.rule::after { width: 56% }
    .date { font-style: italic }
    h1 { font-size: 14pt; text-align: center; margin: 16pt 0 0 }
    .subject { font-weight: bold; text-align: center; margin-bottom: 12pt }
    .subject::after { content: ""; display: block; width: 36%; margin: 3pt auto 0; border-top: .75pt solid #000 }
    .to { width: fit-content; max-width: 100%; margin: 14pt auto; white-space: pre-line }
    h2, h3 { font-size: 14pt; margin: 6pt 0; text-indent: 1.27cm; break-after: avoid }
    .text { margin: 6pt 0; text-align: justify; text-indent: 1.27cm; white-space: pre-line }
    .basis, .source, .footnote { font-style: italic }
    .closing { break-after: avoid }
    footer { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-top: 14pt; break-inside: avoid; break-before: avoid }
    .recipients { font-size: 11pt }
    .word { font-size: 12pt; font-weight: bold; font-style: italic }
    .signature { text-align: center }
    .name { margin-top: 64pt }
    .appendix h2, .title, .source { text-align: center; text-indent: 0; margin: 0; font-weight: bold }
    .appendix .source { font-weight: normal }
    .source::after { content: ""; display: block; width: 24%; margin: 3pt auto 8pt; border-top: .75pt solid #000 }
    .footnote { font-size: 12pt; margin-top: 6pt }
    .wide { overflow-x: auto }
    table { border-collapse: collapse; width: 100%; min-width: 44rem; table-layout: fixed; font-size: 12pt; line-height: 1.2 }
    th, td { border: 1px solid #000; padding: 2pt 4pt; vertical-align: top; text-align: left }
    th, td.n { text-align: center }
    .group td, .over td { break-after: avoid }
    .group td, .over td:nth-child(-n+2) { font-weight: bold }
    @page { size: A4; margin: 20mm 20mm 20mm 30mm; @top-center { content: counter(page); font: 13pt "Times New Roman", serif } }
    @page :first { @top-center { content: none } }
    @page appendix { size: A4 landscape; margin: 20mm 15mm 20mm 30mm }
    @media print {
      body { padding: 0 }
      article, .appendix { max-width: none; margin: 0 }
      .appendix { page: appendix; break-before: page }
      .wide { overflow: visible }
      thead { display: table-header-group }
      tr { break-inside: avoid }
    }

    """
}
