import PlanModel

/// The page from which units subscribe to their feeds: every plan of a folder with its feeds, complete without any script.
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

    /// Makes an entry.
    public init(folder: String, title: String, detail: String, feeds: [Feed]) {
      self.folder = folder
      self.title = title
      self.detail = detail
      self.feeds = feeds
    }
  }

  /// A feed on the page.
  public struct Feed: Sendable {
    /// The file in the plan's folder.
    public let file: String
    /// Whose it is.
    public let name: String
    /// How many items it has; nil where that is not known.
    public let count: Int?

    /// Makes a feed.
    public init(file: String, name: String, count: Int?) {
      self.file = file
      self.name = name
      self.count = count
    }
  }

  /// The name in the page's head by which a page of ours is known.
  public static let generator = "plan-format 1"

  private let entries: [Entry]
  private let language: Language

  /// Makes the page of plans.
  public init(_ entries: [Entry], language: Language) {
    self.entries = entries
    self.language = language
  }

  /// The page as a file.
  public var html: String {
    var page = HTMLText()
    page.raw("<!DOCTYPE html>\n")
    page.element("html", [("lang", language.rawValue)]) { page in
      page.element("head") { page in
        page.void("meta", [("charset", "utf-8")])
        page.void("meta", [("name", "generator"), ("content", Self.generator)])
        page.void("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
        page.void(
          "meta",
          [
            ("http-equiv", "Content-Security-Policy"),
            ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
          ])
        page.element("title", text: word("Lịch công việc của các đơn vị", "Task calendars of the units"))
        page.raw(Self.style)
      }
      page.element("body") { page in
        page.element("main") { page in
          page.element("h1", text: word("Lịch công việc của các đơn vị", "Task calendars of the units"))
          page.element("p", text: how)
          for entry in entries { write(entry, &page) }
        }
      }
    }
    page.raw("\n")
    return page.html
  }

  private func word(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  private var how: String {
    word(
      "Tìm đơn vị của mình, chép địa chỉ của tệp lịch rồi dán vào mục «Thêm lịch bằng URL» của Google Calendar, Outlook, lịch trên điện thoại. "
        + "Lịch tự cập nhật khi kế hoạch thay đổi; không cần tải tệp về.",
      "Find your unit, copy the address of its calendar file and paste it under “Add calendar by URL” in Google Calendar, Outlook or on a phone. "
        + "The calendar follows the plan by itself; there is no need to download the file.")
  }

  private func write(_ entry: Entry, _ page: inout HTMLText) {
    page.raw("\n")
    page.element("section") { page in
      page.element("h2", text: entry.title)
      if !entry.detail.isEmpty { page.element("p", text: entry.detail) }
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            page.element("th", [("scope", "col")], text: word("Đơn vị", "Unit"))
            page.element("th", [("scope", "col")], text: word("Tệp lịch", "Calendar file"))
            page.element("th", [("scope", "col")], text: word("Số việc", "Tasks"))
          }
        }
        page.element("tbody") { page in
          for feed in entry.feeds {
            page.raw("\n")
            page.element("tr") { page in
              page.element("td", text: feed.name)
              page.element("td") { page in
                page.element("a", [("href", "\(entry.folder)/\(feed.file)")], text: "\(entry.folder)/\(feed.file)")
              }
              page.element("td", text: feed.count.map { "\($0)" } ?? "")
            }
          }
        }
      }
    }
  }

  private static let style: StaticString = """
    <style>
    body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff }
    main { max-width: 52rem; margin: 0 auto; padding: 1rem }
    h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
    table { width: 100%; border-collapse: collapse }
    th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #767676; overflow-wrap: anywhere }
    td:last-child, th:last-child { text-align: right; white-space: nowrap }
    a { color: #0b57d0 }
    @media (prefers-color-scheme: dark) { body { color: #eee; background: #121212 } a { color: #a8c7fa } }
    @media print { a { color: inherit } }
    </style>
    """
}
