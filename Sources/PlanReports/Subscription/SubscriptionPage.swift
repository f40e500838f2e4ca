import PlanModel

/// The page from which units subscribe to their feeds: every plan of a folder with its feeds, in Vietnamese and English, complete
/// without any script.
public struct SubscriptionPage: Sendable {
  /// A plan on the page.
  public struct Entry: Sendable {
    /// The folder of the plan's feeds.
    public let folder: String
    /// The title.
    public let title: String
    /// What the plan is, such as `Kế hoạch số 50/KH-UBND`.
    public let detail: String
    /// The feeds, in order.
    public let feeds: [Feed]
    /// The language in which the plan is written.
    public let language: Language

    /// Makes an entry.
    public init(folder: String, title: String, detail: String, feeds: [Feed], language: Language = .vi) {
      self.folder = folder
      self.title = title
      self.detail = detail
      self.feeds = feeds
      self.language = language
    }
  }

  /// A feed on the page.
  public struct Feed: Sendable {
    /// The file in the plan's folder, such as `phuong-1.ics`; `all.ics` is that of the whole plan.
    public let file: String
    /// Whose it is.
    public let name: String
    /// How many live items it has.
    public let count: Int
    /// The file of the to-dos beside it; nil where there is none.
    public let todo: String?
    /// What comes next; the page shows five.
    public let next: [UpcomingTask]
    /// The day of the last change; nil where that is not known.
    public let changed: CivilDate?
    /// The units that have taken over the work; empty for nearly all.
    public let movedTo: [String]

    /// Makes a feed.
    public init(
      file: String, name: String, count: Int, todo: String?, next: [UpcomingTask], changed: CivilDate?, movedTo: [String]
    ) {
      self.file = file
      self.name = name
      self.count = count
      self.todo = todo
      self.next = next
      self.changed = changed
      self.movedTo = movedTo
    }
  }

  /// The name in the page's head by which a page of ours is known.
  public static let generator = "plan-format 1"

  let entries: [Entry]
  let language: Language
  let asOf: CivilDate
  let baseURL: String?

  /// Makes the page of plans; `baseURL` is the address of its folder, without a slash at its end, or nil where it is not known.
  public init(_ entries: [Entry], language: Language, asOf: CivilDate, baseURL: String?) {
    self.entries = entries
    self.language = language
    self.asOf = asOf
    self.baseURL = baseURL
  }

  /// The library without which the page has no QR codes, where it is missing; nil where the page needs none.
  public var missingLibrary: MissingLibrary? { baseURL == nil ? nil : QRCode.missingLibrary }

  /// The page as a file.
  public var bytes: [UInt8] {
    var page = HTMLText()
    page.reserve(20_000 + entries.reduce(0) { $0 + $1.feeds.count } * 2_200)
    page.raw("<!DOCTYPE html>\n")
    page.element("html", .text("lang", language.rawValue), .text("class", language.rawValue)) { page in
      page.element("head") { page in writeHead(&page) }
      page.raw("\n")
      page.element("body", .text("class", bodyClasses)) { page in
        page.element("a", .style("skip"), .fixed("href", "#units")) { $0.say("Đến danh sách đơn vị", "Skip to the units") }
        page.element("header") { page in writeHeader(&page) }
        page.raw("\n")
        page.element("main") { page in
          page.element("section", .style("guide"), .fixed("aria-labelledby", "how")) { page in writeGuide(&page) }
          page.raw("\n")
          page.element("div", .fixed("id", "units"), .fixed("tabindex", "-1")) { page in
            writeSearch(&page)
            for entry in entries { write(entry, &page) }
          }
        }
        page.raw("\n")
        page.element("footer") { page in writeFooter(&page) }
      }
    }
    page.raw("\n")
    return page.bytes
  }

  /// What the style sheet is to know of the page: whether it has codes, and whether a browser had better lay out only what is seen.
  private var bodyClasses: String {
    let isLong = entries.reduce(0) { $0 + $1.feeds.count } > 100
    return (baseURL == nil || missingLibrary != nil ? "plain" : "coded") + (isLong ? " many" : "")
  }
}

extension HTMLText {
  /// Adds a sentence of the page's own in both languages, of which the reader sees one.
  mutating func say(_ message: Message) {
    // `i` is HTML's element for words of another language, and a letter long: a page may hold forty thousand.
    for each in Language.allCases {
      if each == language {
        element("i", text: message.text(each))
      } else {
        element("i", .text("lang", each.rawValue), text: message.text(each))
      }
    }
  }

  /// Adds a sentence of the page's own in both languages, of which the reader sees one.
  mutating func say(_ vi: String, _ en: String) { say(Message(vi: vi, en: en)) }

  /// Adds a day with its weekday: `T3 01/05/2018`.
  mutating func day(_ day: CivilDate) {
    say(day.weekday.short)
    raw(" ")
    text(day.officeText)
  }
}
