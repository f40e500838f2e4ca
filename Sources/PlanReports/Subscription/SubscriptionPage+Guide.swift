import PlanModel

extension SubscriptionPage {
  func writeGuide(_ page: inout HTMLText) {
    page.element("h2", .fixed("id", "how")) { $0.say("Cách đăng ký", "How to subscribe") }
    if baseURL == nil { writeMissingAddress(&page) }
    page.element("ol") { page in
      for step in steps { page.element("li") { $0.say(step) } }
    }
    page.element("details") { page in
      page.element("summary") { $0.say("Hướng dẫn cho từng loại máy", "Help for each kind of device") }
      page.element("dl") { page in
        for (device, help) in Self.devices {
          page.element("dt") { $0.say(device) }
          page.element("dd") { $0.say(help) }
        }
      }
    }
  }

  func writeSearch(_ page: inout HTMLText) {
    // Useless without the script, which takes `hidden` away; the browser's own search and the list of links serve there.
    page.element("div", .style("find"), .fixed("role", "search"), .flag("hidden")) { page in
      page.element("label", .fixed("for", "q")) { $0.say("Tìm đơn vị của bạn", "Find your unit") }
      page.void("input", .fixed("type", "search"), .fixed("id", "q"), .fixed("autocomplete", "off"))
      page.element("p", .fixed("id", "found"), .fixed("role", "status")) { _ in }
    }
  }

  /// What to do while the page does not know where it stands.
  private func writeMissingAddress(_ page: inout HTMLText) {
    page.element("p", .style("note"), .fixed("id", "missing")) { page in
      page.say(
        "Trang này chưa được đưa lên mạng nên chưa có nút đăng ký. Hãy mở trang từ trang web của cơ quan, "
          + "hoặc tự ghép địa chỉ lịch: địa chỉ thư mục chứa trang này, dấu /, rồi tên tệp lịch của đơn vị, ví dụ",
        "This page is not on the web yet, so it has no buttons. Open it from your office’s web site, or put the address "
          + "of a calendar together yourself: the address of the folder that holds this page, a slash, and the unit’s file, such as"
      )
      page.raw(" ")
      page.element("code") { page in
        page.raw("https://…/")
        page.text(entries.first.flatMap { entry in entry.feeds.first.map { "\(entry.folder)/\($0.file)" } } ?? "plan/unit.ics")
      }
      page.raw(".")
    }
  }

  private var steps: [Message] {
    [
      Message(vi: "Tìm đơn vị của bạn ở dưới.", en: "Find your unit below."),
      missingLibrary == nil
        ? Message(
          vi: "Bấm nút hợp với máy đang dùng, hoặc quét mã QR bằng điện thoại rồi bấm nút trên điện thoại.",
          en: "Press the button for what you use, or scan the QR code with a phone and press the button there.")
        : Message(vi: "Bấm nút hợp với máy đang dùng.", en: "Press the button for what you use."),
      Message(vi: "Chọn “Đăng ký” hoặc “Thêm”.", en: "Choose “Subscribe” or “Add”."),
    ]
  }

  private static let devices: [(Message, Message)] = [
    (
      Message(vi: "iPhone, iPad, máy Mac", en: "iPhone, iPad, Mac"),
      Message(
        vi: "Bấm “Điện thoại” (iPhone) hoặc “Apple”, rồi chọn “Đăng ký”.",
        en: "Press “Phone” (iPhone) or “Apple”, then choose “Subscribe”.")
    ),
    (
      Message(vi: "Điện thoại Android, Google", en: "Android phones, Google"),
      Message(
        vi:
          "Bấm “Google” rồi chọn “Thêm”. Nếu điện thoại báo lỗi, hãy bấm “Google” trên máy tính, đăng nhập cùng tài khoản Google; "
          + "lịch sẽ tự hiện trên điện thoại. Google cập nhật sau vài giờ, có khi một ngày.",
        en: "Press “Google”, then choose “Add”. If the phone reports an error, press “Google” on a computer with the same Google "
          + "account; the calendar then appears on the phone. Google refreshes within some hours, at times a day.")
    ),
    (
      Message(vi: "Outlook", en: "Outlook"),
      Message(
        vi:
          "Bấm “Outlook” và đăng nhập tài khoản cơ quan. Hoặc chép địa chỉ lịch, trong Outlook chọn “Thêm lịch”, “Đăng ký từ web” "
          + "rồi dán vào.",
        en: "Press “Outlook” and sign in with your office’s account. Or copy the calendar’s address and in Outlook choose “Add "
          + "calendar”, “Subscribe from web”, and paste it.")
    ),
    (
      Message(vi: "Chương trình khác", en: "Other programs"),
      Message(
        vi: "Chép địa chỉ lịch rồi dán vào mục “Thêm lịch bằng URL”.",
        en: "Copy the calendar’s address and paste it under “Add calendar by URL”.")
    ),
    (
      Message(vi: "Đừng nhập tệp tải về", en: "Do not import the file"),
      Message(
        vi: "Tệp lịch tải về rồi nhập vào máy sẽ không tự đổi theo kế hoạch.",
        en: "A calendar file that is downloaded and imported does not follow the plan.")
    ),
  ]
}
