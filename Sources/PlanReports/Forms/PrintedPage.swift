import PlanModel

/// A style sheet with the hash by which the page's security policy knows it.
struct PageStyle {
  let text: StaticString
  /// `sha256-` and the hash of `text` in base 64.
  let hash: StaticString
}

/// A page of HTML for reading and printing on A4: lists, checklists and reports share its style.
struct PrintedPage {
  /// The bytes of a whole page; `body` writes what stands in it.
  static func bytes(
    title: String, _ language: Language, style: PageStyle = PageStyle(text: style, hash: styleHash),
    body: (inout HTMLText) -> Void
  ) -> [UInt8] {
    var page = HTMLText()
    page.raw("<!DOCTYPE html>\n")
    page.element("html", .text("lang", language.rawValue)) { page in
      page.element("head") { page in
        page.void("meta", .fixed("charset", "utf-8"))
        page.void("meta", .fixed("name", "viewport"), .fixed("content", "width=device-width, initial-scale=1"))
        page.void("meta", .fixed("http-equiv", "Content-Security-Policy"), .text("content", policy(style)))
        page.void("meta", .fixed("name", "referrer"), .fixed("content", "no-referrer"))
        page.element("title", text: title)
        page.raw("\n<style>")
        page.raw(style.text)
        page.raw("</style>\n")
      }
      page.raw("\n")
      page.element("body") { page in
        page.raw("\n")
        page.element("main") { page in
          page.raw("\n")
          body(&page)
        }
        page.raw("\n")
      }
    }
    page.raw("\n")
    return page.bytes
  }

  /// The hash of ``style`` in the page's security policy.
  static let styleHash: StaticString = "sha256-usT2Nep51Ul0fodvohE2JbMhaOTWAdpJ/u8zgfwyvcU="

  private static func policy(_ style: PageStyle) -> String {
    "default-src 'none'; img-src data:; style-src '\(style.hash)'; base-uri 'none'; form-action 'none'"
  }

  /// The style sheet: Times New Roman 13 pt and the margins of Decree 30/2020/NĐ-CP on paper.
  static let style: StaticString = """
    :root { color-scheme: light; --line: #444; --soft: #444 }
    * { box-sizing: border-box }
    body { margin: 0 auto; max-width: 70rem; padding: 1rem; color: #000; background: #fff;
      font: 1rem/1.4 "Times New Roman", "Liberation Serif", Tinos, serif; overflow-wrap: break-word }
    h1 { font-size: 1.3rem; text-align: center; margin: .5rem 0 0; text-transform: uppercase }
    h2 { font-size: 1.1rem; margin: 1.2rem 0 .4rem }
    p { margin: .3rem 0 }
    .source { text-align: center; font-style: italic; margin-bottom: .8rem }
    .paragraph { text-align: justify; text-indent: 1.27cm }
    .wide { overflow-x: auto }
    table { border-collapse: collapse; width: 100%; margin: .4rem 0 }
    th, td { border: 1px solid var(--line); padding: .25rem .4rem; vertical-align: top; text-align: left }
    th { text-align: center; background: #eee }
    td.n, td.box { text-align: center; white-space: nowrap }
    td.num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
    td.box { font-size: 1.3em; line-height: 1 }
    tr.sum td { font-weight: bold }
    .late { font-weight: bold }
    .small { color: var(--soft); font-size: .9em }
    .sign { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; text-align: center; margin-top: 1.5rem; break-inside: avoid }
    .sign div { min-height: 7rem }
    .sign b { display: block; text-transform: uppercase }
    .sign i { display: block }
    section + section { break-before: page }
    @media print {
      @page { size: A4 landscape; margin: 20mm 15mm 20mm 20mm }
      body { max-width: none; padding: 0; font-size: 12pt }
      .wide { overflow: visible }
      thead { display: table-header-group }
      tr { break-inside: avoid }
    }
    @media (max-width: 40rem) { body { font-size: .95rem } th, td { padding: .2rem } }

    """
}
