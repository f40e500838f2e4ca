import Foundation
import PlanModel
import Testing

@testable import PlanReports

/// The page from which units subscribe: its links, its places, both its languages, and what it lets nobody write into it.
@Suite struct SubscriptionPageTests {
  static let base = "https://example.org/lich"

  private func page(
    _ text: String = "Phường 1", language: Language = .vi, baseURL: String? = base, count: Int = 5, movedTo: [String] = []
  ) throws -> String {
    let day = try #require(CivilDate("2018-05-01"))
    let feed = SubscriptionPage.Feed(
      file: "phuong-1.ics", name: text, count: 12, todo: "phuong-1-todo.ics",
      next: (0..<count).map { _ in UpcomingTask(day: day, time: "17:30", title: text) }, changed: day,
      movedTo: movedTo)
    let other = SubscriptionPage.Feed(
      file: "phuong-2.ics", name: "Phường 2", count: 1, todo: nil, next: [], changed: nil, movedTo: [])
    let all = SubscriptionPage.Feed(file: "all.ics", name: text, count: 13, todo: nil, next: [], changed: day, movedTo: [])
    let entry = SubscriptionPage.Entry(folder: "ke-hoach-2018", title: text, detail: text, feeds: [feed, other, all, other])
    let bytes = SubscriptionPage([entry], language: language, asOf: day, baseURL: baseURL).bytes
    return try #require(String(bytes: bytes, encoding: .utf8))
  }

  @Test func theProgramKnowsItsPage() throws {
    let start = try page().utf8.prefix(4096)
    #expect(String(decoding: start, as: UTF8.self).contains("name=\"generator\" content=\"plan-format 1\""))
  }

  @Test func everyFeedHasItsPlace() throws {
    for html in [try page(), try page(baseURL: nil)] {
      #expect(html.contains("id=\"ke-hoach-2018.phuong-1\""))
      #expect(html.contains("id=\"ke-hoach-2018.all\""))
      #expect(html.contains("href=\"#ke-hoach-2018.phuong-1\""))
      #expect(html.contains("href=\"ke-hoach-2018/phuong-1.ics\""))
      #expect(html.contains("href=\"ke-hoach-2018/phuong-1-todo.ics\""))
    }
  }

  @Test func withAnAddressThereIsAButtonForEach() throws {
    let html = try page("Nhà hát & Bảo tàng")
    let encoded = "%3A%2F%2Fexample.org%2Flich%2Fke-hoach-2018%2Fphuong-1.ics"
    let links = Markup(html).values(of: "href", in: "a")
    #expect(links.filter { $0 == "webcal://example.org/lich/ke-hoach-2018/phuong-1.ics" }.count == 2)
    #expect(links.contains("https://calendar.google.com/calendar/render?cid=webcal" + encoded))
    #expect(
      links.contains(
        "https://outlook.office.com/calendar/0/addfromweb?url=https" + encoded
          + "&name=Nhà%20hát%20%26%20Bảo%20tàng%20–%20Nhà%20hát%20%26%20Bảo%20tàng"))
    #expect(html.contains("<textarea readonly>https://example.org/lich/ke-hoach-2018/phuong-1.ics</textarea>"))
    let code = try #require(QRCode("https://example.org/lich/#ke-hoach-2018.phuong-1"))
    #expect(html.contains("src=\"data:image/bmp;base64,\(Data(code.bitmap).base64EncodedString())\""))
  }

  @Test func anAddressWithoutEncryptionStaysOne() throws {
    let html = try page(baseURL: "http://10.0.0.7:8080/lich")
    #expect(html.contains("\"webcal://10.0.0.7:8080/lich/ke-hoach-2018/phuong-1.ics\""))
    #expect(html.contains(">http://10.0.0.7:8080/lich/ke-hoach-2018/phuong-1.ics<"))
  }

  @Test func withoutAnAddressThePageSaysHowToFormIt() throws {
    let html = try page(baseURL: nil)
    #expect(html.contains("<code>https://…/ke-hoach-2018/phuong-1.ics</code>"))
    #expect(html.contains(">ke-hoach-2018/phuong-1.ics</a>"))
    let links = Markup(html).values(of: "href", in: "a")
    #expect(links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("ke-hoach-2018/") })
    #expect(!html.contains("<img") && !html.contains("<textarea"))
  }

  @Test func bothLanguagesAreThere() throws {
    for (language, html) in [(Language.vi, try page()), (.en, try page(language: .en))] {
      #expect(html.contains("<html lang=\"\(language.rawValue)\" class=\"\(language.rawValue)\">"))
      #expect(html.contains("id=\"\(language.rawValue)\" checked>"))
      #expect(html.contains("<i>Việc sắp tới</i><i lang=\"en\">Next tasks</i>"))
      #expect(html.contains("<i>12 việc, cập nhật 01/05/2018</i><i lang=\"en\">12 tasks, changed 01/05/2018</i>"))
      #expect(html.contains("<i>1 việc</i><i lang=\"en\">1 task</i>"))
      #expect(html.contains("<b><i>T3</i><i lang=\"en\">Tue</i> 01/05/2018 17:30</b> Phường 1</li>"))
      #expect(html.contains("<i>Tất cả đơn vị</i><i lang=\"en\">All units</i>"))
    }
  }

  @Test func fiveTasksAreShown() throws {
    #expect(try page(count: 9).components(separatedBy: "<b>").count == 6)
    #expect(try page(count: 0).contains("Không còn việc nào sắp tới."))
  }

  @Test func whoHasTakenOverComesFirst() throws {
    let html = try page(movedTo: ["Phường 2", "Xã <b>"])
    let note = try #require(html.range(of: "Đơn vị này đã chuyển việc sang:"))
    let buttons = try #require(html.range(of: "<p class=\"go\">"))
    #expect(note.lowerBound < buttons.lowerBound)
    #expect(html.contains("<a href=\"#ke-hoach-2018.phuong-2\">Phường 2</a>, Xã &lt;b&gt;."))
    #expect(html.contains("<i>12 việc, đã chuyển việc, cập nhật 01/05/2018</i>"))
  }

  @Test(arguments: ["style", "script"])
  func thePolicyAllowsTheTextsOfThePage(_ name: String) throws {
    let html = try page()
    let start = try #require(html.range(of: "<\(name)>")?.upperBound)
    let end = try #require(html.range(of: "</\(name)>")?.lowerBound)
    let wanted = "'\(try contentHash(html[start..<end]))'"
    let policy = try #require(Markup(html).values(of: "content", in: "meta").first { $0.hasPrefix("default-src") })
    #expect(policy.contains("\(name)-src \(wanted);"), "the hash of the page's \(name) is \(wanted)")
    #expect(policy.hasPrefix("default-src 'none'; img-src data:; ") && policy.hasSuffix("; base-uri 'none'; form-action 'none'"))
  }

  @Test(arguments: HostileTexts.all)
  func noTextBecomesMarkup(_ text: String) throws {
    for baseURL in [Self.base, nil] {
      let harmless = Markup(try page("x", baseURL: baseURL, movedTo: ["y"]))
      let html = try page(text, baseURL: baseURL, movedTo: [text])
      let found = Markup(html)
      // With the text as the name of two feeds and of the heir, `movedTo` is a link.
      let link = Markup.Tag(name: "a", attributes: ["href"])
      #expect(found.tags.filter { $0 != link } == harmless.tags.filter { $0 != link })
      #expect(found.isQuoted && harmless.isQuoted)
      #expect(found.values(of: "href", in: "a").allSatisfy(Self.isLink))
      let shown = HTMLText.plain(text)
      #expect(Markup.unescaped(html).contains("<h2 id=\"plan:ke-hoach-2018\">\(shown)</h2>"))
      #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F...0x9F).contains($0.value) })
    }
  }

  @Test(arguments: HostileTexts.all)
  func noTextLeavesItsAttribute(_ text: String) {
    var html = HTMLText()
    html.element("p", .text("title", text), .flag("hidden"), text: text)
    let markup = Markup(String(decoding: html.bytes, as: UTF8.self))
    #expect(markup.tags == [Markup.Tag(name: "p", attributes: ["title", "hidden"])] && markup.isQuoted)
    #expect(markup.values(of: "title", in: "p") == [HTMLText.plain(text)])
  }

  @Test(arguments: ["../x", "a/b", "javascript:alert(1)", "//evil.example", "a b", "\"><script>", "a#b?c", "%2e%2e", "é"])
  func foldersAreParts(_ name: String) throws {
    let day = try #require(CivilDate("2018-05-01"))
    let feed = SubscriptionPage.Feed(file: name + ".ics", name: "x", count: 0, todo: nil, next: [], changed: nil, movedTo: [])
    let entry = SubscriptionPage.Entry(folder: name, title: "x", detail: "", feeds: [feed, feed, feed, feed])
    let html = String(decoding: SubscriptionPage([entry], language: .vi, asOf: day, baseURL: Self.base).bytes, as: UTF8.self)
    for link in Markup(html).values(of: "href", in: "a") {
      #expect(Self.isLink(link), "\(link)")
      let path = link.hasPrefix("#") ? "" : link.split(separator: "?").first ?? ""
      #expect(!path.contains(" ") && !path.hasPrefix("//"))
    }
    #expect(html.contains("id=\"\(PercentText(name).text).\(PercentText(name).text)\""))
  }

  /// The only kinds of links there are on the page.
  private static func isLink(_ link: String) -> Bool {
    link.hasPrefix("#") || link.hasPrefix("webcal://example.org/lich/") || link.hasPrefix("https://calendar.google.com/")
      || link.hasPrefix("https://outlook.office.com/") || link.split(separator: "/").count == 2 && !link.contains(":")
  }
}

extension HTMLText {
  /// What a text is on the page: controls show as the sign for what cannot be shown.
  static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
          return isControl ? "\u{FFFD}" : scalar
        }))
  }
}
