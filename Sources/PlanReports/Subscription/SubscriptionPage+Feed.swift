import PlanModel

extension SubscriptionPage {
  func write(_ entry: Entry, _ page: inout HTMLText) {
    // No percent-encoded name holds a colon, so this is no feed's id.
    let heading = "plan:" + PercentText(entry.folder).text
    page.raw("\n")
    page.language = entry.language
    page.element("section", .text("lang", entry.language.rawValue), .text("aria-labelledby", heading)) { page in
      page.element("h2", .text("id", heading), text: entry.title)
      if !entry.detail.isEmpty { page.element("p", text: entry.detail) }
      if entry.feeds.count > 3 { writeIndex(of: entry, heading, &page) }
      let heirs = heirs(in: entry)
      for feed in entry.feeds { write(feed, of: entry, heirs, &page) }
    }
    page.language = nil
  }

  /// The links to every feed of a plan, for those who read without the script.
  private func writeIndex(of entry: Entry, _ heading: String, _ page: inout HTMLText) {
    page.element("nav", .style("index"), .text("aria-labelledby", heading)) { page in
      page.element("ul") { page in
        for feed in entry.feeds {
          page.element("li") { page in
            page.element("a", .href(.place(FeedPlace(feed.file, in: entry.folder)))) { writeName(feed, &$0) }
          }
        }
      }
    }
  }

  private func writeName(_ feed: Feed, _ page: inout HTMLText) {
    // The calendar of the whole plan bears no name of the plan's own, so it is named in both languages.
    if feed.file == "all.ics" { page.say("Tất cả đơn vị", "All units") } else { page.text(feed.name) }
  }

  /// The units that have taken over the work of others, with the places of their feeds.
  private func heirs(in entry: Entry) -> [String: FeedPlace] {
    let names = Set(entry.feeds.lazy.flatMap(\.movedTo))
    guard !names.isEmpty else { return [:] }
    let known = entry.feeds.filter { names.contains($0.name) && $0.file != "all.ics" }
    return Dictionary(known.map { ($0.name, FeedPlace($0.file, in: entry.folder)) }, uniquingKeysWith: { first, _ in first })
  }

  private func write(_ feed: Feed, of entry: Entry, _ heirs: [String: FeedPlace], _ page: inout HTMLText) {
    page.raw("\n")
    // Open, so that whoever has no script sees and prints all; the script closes them where they are many.
    page.element("details", .style("feed"), .text("id", FeedPlace(feed.file, in: entry.folder).text), .flag("open")) { page in
      page.element("summary") { page in
        page.element("h3") { writeName(feed, &$0) }
        page.element("small") { $0.say(Self.standing(of: feed)) }
      }
      page.element("div") { page in
        if !feed.movedTo.isEmpty { writeMove(of: feed, to: heirs, &page) }
        if let baseURL {
          write(PageAddress.Feed(feed.file, in: entry.folder, baseURL: baseURL, name: "\(feed.name) – \(entry.title)"), &page)
        }
        writeNext(feed, &page)
        writeFiles(of: feed, in: entry, &page)
      }
    }
  }

  /// `17 việc, cập nhật 16/04/2018`.
  private static func standing(of feed: Feed) -> Message {
    var vi: [String] = []
    var en: [String] = []
    if feed.count > 0 || feed.movedTo.isEmpty {
      vi.append("\(feed.count) việc")
      en.append("\(feed.count) task\(feed.count == 1 ? "" : "s")")
    }
    if !feed.movedTo.isEmpty {
      vi.append("đã chuyển việc")
      en.append("handed over")
    }
    if let day = feed.changed?.officeText {
      vi.append("cập nhật \(day)")
      en.append("changed \(day)")
    }
    return Message(vi: vi.joined(separator: ", "), en: en.joined(separator: ", "))
  }

  private func writeMove(of feed: Feed, to heirs: [String: FeedPlace], _ page: inout HTMLText) {
    page.element("p", .style("note")) { page in
      page.say("Đơn vị này đã chuyển việc sang:", "This unit’s work has gone to:")
      for (index, name) in feed.movedTo.enumerated() {
        page.raw(index == 0 ? " " : ", ")
        if let place = heirs[name] {
          page.element("a", .href(.place(place)), text: name)
        } else {
          page.text(name)
        }
      }
      page.raw(".")
    }
  }

  private func write(_ addresses: PageAddress.Feed, _ page: inout HTMLText) {
    page.element("p", .style("go")) { page in
      page.element("a", .href(addresses.webcal)) { $0.say("Điện thoại", "Phone") }
      page.element("a", .href(addresses.google), text: "Google")
      page.element("a", .href(addresses.outlook), text: "Outlook")
      page.element("a", .href(addresses.webcal), text: "Apple")
    }
    page.element("label") { page in
      page.say("Địa chỉ lịch", "Calendar address")
      // An area and not a field, so that the whole address is seen on a phone and on paper.
      page.element("textarea", .flag("readonly"), text: addresses.https.text)
    }
    // The code leads to this place on the page, not to the feed: a `webcal:` code means nothing to an Android phone, and an
    // `https:` code to a feed is downloaded and imported once, also by iPhones. The page opens on every phone.
    if let code = QRCode(addresses.page.text) {
      page.void("img", .fixed("alt", "QR"), .address("src", .picture(code)))
    }
  }

  private func writeNext(_ feed: Feed, _ page: inout HTMLText) {
    if feed.next.isEmpty {
      page.element("p") { $0.say("Không còn việc nào sắp tới.", "No tasks to come.") }
      return
    }
    page.element("p", .style("next")) { $0.say("Việc sắp tới", "Next tasks") }
    page.element("ul") { page in
      for task in feed.next.prefix(5) {
        page.element("li") { page in
          page.element("b") { page in
            page.day(task.day)
            if let time = task.time {
              page.raw(" ")
              page.text(time)
            }
          }
          page.raw(" ")
          page.text(task.title)
        }
      }
    }
  }

  private func writeFiles(of feed: Feed, in entry: Entry, _ page: inout HTMLText) {
    page.element("p", .style("file")) { page in
      page.say("Tệp lịch:", "Calendar file:")
      page.raw(" ")
      writeFile(feed.file, in: entry, &page)
      if let todo = feed.todo {
        page.raw(" ")
        page.say("Tệp việc cần làm:", "To-do file:")
        page.raw(" ")
        writeFile(todo, in: entry, &page)
      }
    }
  }

  private func writeFile(_ file: String, in entry: Entry, _ page: inout HTMLText) {
    // With its folder where the reader has to put the address together.
    page.element("a", .href(.file(file, in: entry.folder)), text: baseURL == nil ? "\(entry.folder)/\(file)" : file)
  }
}
