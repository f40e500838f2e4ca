import PlanModel

/// Why a Word document could not be made.
public enum WordFailure: Error {
  /// The library that packs it is missing.
  case library(MissingLibrary)
  /// The reason in English, as the library gives it.
  case packing(String)
}

extension OfficialDocument {
  /// The document as Office Open XML (`.docx`), with the sizes, margins and rules of Decree 30/2020/NĐ-CP.
  ///
  /// - Returns: The bytes; the same document gives the same ones.
  /// - Throws: A ``WordFailure`` where the parts cannot be packed.
  public func docx() throws(WordFailure) -> [UInt8] {
    func part(_ name: String, _ markup: StaticString) -> ZipArchive.Part {
      ZipArchive.Part(name: name, bytes: markup.withUTF8Buffer { Array($0) })
    }
    do throws(ZipArchive.Failure) {
      return try ZipArchive.bytes(of: [
        part("[Content_Types].xml", WordParts.contentTypes), part("_rels/.rels", WordParts.relations),
        ZipArchive.Part(name: "docProps/core.xml", bytes: properties),
        part("word/_rels/document.xml.rels", WordParts.documentRelations), part("word/styles.xml", WordParts.styles),
        part("word/settings.xml", WordParts.settings), part("word/header1.xml", WordParts.header),
        ZipArchive.Part(name: "word/document.xml", bytes: content),
      ])
    } catch {
      switch error {
      case .library(let missing): throw .library(missing)
      case .packing(let reason): throw .packing(reason)
      }
    }
  }

  private var properties: [UInt8] {
    var xml = WordText()
    xml.raw(WordParts.declaration)
    xml.raw(
      #"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>"#
    )
    xml.text(pageTitle)
    xml.raw("</dc:title><dc:language>")
    xml.text(language.rawValue)
    xml.raw("</dc:language></cp:coreProperties>")
    return xml.bytes
  }

  private var content: [UInt8] {
    var xml = WordText()
    xml.raw(WordParts.declaration)
    xml.raw(
      #"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
    )
    writeHead(&xml)
    if let name {
      xml.paragraph(name, .init(alignment: .centre, before: 240, isKeptWithNext: true), .init(isBold: true))
      xml.paragraph(subject, .init(alignment: .centre, isKeptWithNext: true), .init(isBold: true))
      rule(&xml, width: 9071, share: 40)
    }
    if !addressees.isEmpty { writeAddressees(&xml) }
    for block in body.dropLast() { write(block, &xml) }
    // The signature never stands alone on a page.
    if let last = body.last { write(last, isKeptWithNext: true, &xml) }
    writeEnd(&xml)
    // The text ends its own section, upright; the appendix lies on its side, as its table is wide.
    xml.paragraph([], section: WordParts.portrait)
    writeAppendix(&xml)
    xml.raw(WordParts.landscape)
    xml.raw("</w:body></w:document>")
    return xml.bytes
  }

  // MARK: Head and end

  private func writeHead(_ xml: inout WordText) {
    let centred = WordText.Paragraph(alignment: .centre)
    // Together as wide as the text, the right one so that the name of the nation stands on one line.
    let widths = [3515, 5556]
    layout(&xml, widths: widths) { xml, column in
      if column == 0 {
        for line in head.parent { xml.paragraph(line, centred, .init(size: 24)) }
        for line in head.issuer { xml.paragraph(line, centred, .init(size: 24, isBold: true)) }
        rule(&xml, width: widths[0], share: 40)
        xml.paragraph(head.number, centred, .init(size: 26))
      } else {
        xml.paragraph(nation.name, centred, .init(size: 24, isBold: true))
        xml.paragraph(nation.motto, centred, .init(size: 26, isBold: true))
        rule(&xml, width: widths[1], share: 60)
        xml.paragraph(head.placeAndDate, centred, .init(size: 26, isItalic: true))
      }
    }
  }

  private func writeAddressees(_ xml: inout WordText) {
    let lines = addressLines
    guard lines.count > 1 else {
      return xml.paragraph(lines[0], .init(alignment: .centre, before: 240, after: 120))
    }
    for (number, line) in lines.enumerated() {
      let isLast = number == lines.count - 1
      xml.paragraph(
        line,
        .init(before: number == 0 ? 240 : 0, after: isLast ? 120 : 0, left: number == 0 ? 1800 : 2400, isKeptWithNext: !isLast))
    }
  }

  private func writeEnd(_ xml: inout WordText) {
    xml.paragraph("", .init(before: 120, isKeptWithNext: true), .init())
    layout(&xml, widths: [4535, 4536]) { xml, column in
      if column == 0 {
        xml.paragraph(recipientsWord, .init(), .init(size: 24, isBold: true, isItalic: true))
        for line in recipients { xml.paragraph(line, .init(), .init(size: 22)) }
      } else {
        for line in signature.lines { xml.paragraph(line, .init(alignment: .centre), .init(isBold: true)) }
        // Room for the signature and the seal.
        for _ in 0..<4 { xml.paragraph("", .init(alignment: .centre)) }
        xml.paragraph(signature.name ?? "", .init(alignment: .centre), .init(isBold: true))
      }
    }
  }

  /// Columns beside each other, without lines, not parted by the end of a page.
  private func layout(_ xml: inout WordText, widths: [Int], _ write: (inout WordText, Int) -> Void) {
    xml.raw(#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>"#)
    xml.raw(#"<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr>"#)
    grid(&xml, widths)
    xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
    for (column, width) in widths.enumerated() {
      cell(&xml, width: width) { write(&$0, column) }
    }
    xml.raw("</w:tr></w:tbl>")
  }

  private func grid(_ xml: inout WordText, _ widths: [Int]) {
    xml.raw("<w:tblGrid>")
    for width in widths {
      xml.raw(#"<w:gridCol w:w=""#)
      xml.number(width)
      xml.raw(#""/>"#)
    }
    xml.raw("</w:tblGrid>")
  }

  private func cell(_ xml: inout WordText, width: Int, span: Int = 1, _ write: (inout WordText) -> Void) {
    xml.raw(#"<w:tc><w:tcPr><w:tcW w:w=""#)
    xml.number(width)
    xml.raw(#"" w:type="dxa"/>"#)
    if span > 1 {
      xml.raw(#"<w:gridSpan w:val=""#)
      xml.number(span)
      xml.raw(#""/>"#)
    }
    xml.raw("</w:tcPr>")
    write(&xml)
    xml.raw("</w:tc>")
  }

  /// A line in the middle, a share of a width long.
  private func rule(_ xml: inout WordText, width: Int, share: Int) {
    let indent = width * (100 - share) / 200
    xml.paragraph("", .init(before: 80, after: 60, left: indent, right: indent, hasRule: true))
  }

  // MARK: Text

  private func write(_ block: Block, isKeptWithNext: Bool = false, _ xml: inout WordText) {
    // 6 pt and an indent of 1.27 cm; the room stands above alone, as programs differ in what they make of room above and below.
    var set = WordText.Paragraph(alignment: .justified, before: 120, firstLine: 720, isKeptWithNext: isKeptWithNext)
    switch block {
    case .heading(let text), .subheading(let text):
      set.isKeptWithNext = true
      xml.paragraph(text, set, .init(isBold: true))
    case .paragraph(let text), .item(let text): xml.paragraph(text, set)
    case .basis(let text): xml.paragraph(text, set, .init(isItalic: true))
    }
  }

  // MARK: Appendix

  private func writeAppendix(_ xml: inout WordText) {
    let centred = WordText.Paragraph(alignment: .centre, isKeptWithNext: true)
    xml.paragraph(appendixWord, centred, .init(isBold: true))
    xml.paragraph(appendix.title, centred, .init(isBold: true))
    xml.paragraph(appendix.source, centred, .init(isItalic: true))
    rule(&xml, width: Self.tableWidth, share: 24)
    write(appendix.table, &xml)
    if let footnote = appendix.footnote { xml.paragraph(footnote, .init(before: 120), .init(size: 24, isItalic: true)) }
  }

  /// What A4 on its side leaves between margins of 30 and 15 mm, in twentieths of a point.
  private static let tableWidth = 14286

  private func write(_ table: DocumentTable, _ xml: inout WordText) {
    let widths = table.columns.map { $0.share * Self.tableWidth / 100 }
    xml.raw(#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>"#)
    xml.raw(
      #"<w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#
    )
    xml.raw(#"</w:tblBorders><w:tblLayout w:type="fixed"/>"#)
    xml.raw(
      #"<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>"#
    )
    grid(&xml, widths)
    xml.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    for (column, width) in zip(table.columns, widths) {
      cell(&xml, width: width) { $0.paragraph(column.head, .init(alignment: .centre), .init(size: 24, isBold: true)) }
    }
    xml.raw("</w:tr>")
    for row in table.rows { write(row, table.columns, widths, &xml) }
    xml.raw("</w:tbl>")
  }

  private func write(_ row: DocumentTable.Row, _ columns: [DocumentTable.Column], _ widths: [Int], _ xml: inout WordText) {
    xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
    switch row {
    case .group(let number, let title):
      let keeping = WordText.Paragraph(isKeptWithNext: true)
      cell(&xml, width: widths[0]) {
        $0.paragraph(number, .init(alignment: .centre, isKeptWithNext: true), .init(size: 24, isBold: true))
      }
      cell(&xml, width: widths.dropFirst().reduce(0, +), span: widths.count - 1) {
        $0.paragraph(title, keeping, .init(size: 24, isBold: true))
      }
    case .cells(let cells, let isBold):
      for (index, lines) in cells.enumerated() {
        cell(&xml, width: widths[index]) { xml in
          let alignment: WordText.Paragraph.Alignment = columns[index].isCentred ? .centre : .left
          // A cell without a paragraph is no cell.
          for line in lines.isEmpty ? [""] : lines {
            xml.paragraph(
              line, .init(alignment: alignment, isKeptWithNext: isBold), .init(size: 24, isBold: isBold && index < 2))
          }
        }
      }
    }
    xml.raw("</w:tr>")
  }
}

/// The parts of a Word document that are the same in all of ours.
private enum WordParts {
  static let declaration: StaticString = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

  static let contentTypes: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Default Extension="xml" ContentType="application/xml"/>\
    <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
    <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
    <Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>\
    <Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>\
    <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
    """

  static let relations: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
    <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
    </Relationships>
    """

  static let documentRelations: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
    <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>\
    <Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>\
    </Relationships>
    """

  static let styles: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>\
    <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>\
    <w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr>\
    </w:rPrDefault><w:pPrDefault/></w:docDefaults>\
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
    <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style></w:styles>
    """

  static let settings: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat>\
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
    """

  /// The page number, in the middle above the text, 13 pt.
  static let header: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>\
    <w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>\
    <w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>\
    <w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r>\
    <w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r>\
    <w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>
    """

  /// A4 upright: 20 mm above, below and right, 30 mm left; no number on the first page.
  static let portrait: StaticString = """
    <w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>\
    <w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>\
    <w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>
    """

  /// A4 on its side, numbered for itself.
  static let landscape: StaticString = """
    <w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>\
    <w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>\
    <w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>
    """
}
