import PlanModel

extension SubscriptionPage {
  /// What the page is called.
  static let title = Message(vi: "Lịch công việc của các đơn vị", en: "Work calendars of the units")

  func writeHead(_ page: inout HTMLText) {
    page.void("meta", .fixed("charset", "utf-8"))
    page.void("meta", .fixed("name", "generator"), .text("content", Self.generator))
    page.void("meta", .fixed("name", "viewport"), .fixed("content", "width=device-width, initial-scale=1"))
    page.void("meta", .fixed("http-equiv", "Content-Security-Policy"), .text("content", Self.policy))
    page.void("meta", .fixed("name", "referrer"), .fixed("content", "no-referrer"))
    page.element("title", text: Self.title.text(language))
    page.raw("\n<style>")
    page.raw(Self.style)
    page.raw("</style>\n<script>")
    page.raw(Self.script)
    page.raw("</script>\n")
  }

  private static var policy: String {
    "default-src 'none'; img-src data:; style-src '\(styleHash)'; script-src '\(scriptHash)'; base-uri 'none'; form-action 'none'"
  }

  func writeHeader(_ page: inout HTMLText) {
    page.element("h1") { $0.say(Self.title) }
    page.element("p") { page in
      page.say(
        "Mỗi đơn vị có một lịch riêng. Chỉ cần đăng ký một lần: khi kế hoạch thay đổi, lịch trên máy tự đổi theo.",
        "Each unit has a calendar of its own. Subscribe once: when the plan changes, your calendar follows by itself.")
    }
    // Language is chosen without a script: the style sheet looks at which of the two is checked.
    page.element("fieldset", .style("tongue")) { page in
      page.element("legend", text: "Ngôn ngữ / Language")
      for each in Language.allCases {
        page.element("label", .text("lang", each.rawValue)) { page in
          let name = each == .vi ? "Tiếng Việt" : "English"
          if each == language {
            page.void(
              "input", .fixed("type", "radio"), .fixed("name", "tongue"), .text("id", each.rawValue), .flag("checked"))
          } else {
            page.void("input", .fixed("type", "radio"), .fixed("name", "tongue"), .text("id", each.rawValue))
          }
          page.text(name)
        }
      }
    }
  }

  func writeFooter(_ page: inout HTMLText) {
    page.element("p") { page in
      page.say("Việc sắp tới trên trang này tính từ", "Next tasks on this page are counted from")
      page.raw(" ")
      page.day(asOf)
      page.raw(". ")
      page.say(
        "Trang này do chương trình plan lập từ kế hoạch. Lịch đã đăng ký thì tự cập nhật.",
        "The program plan made this page from the plan. Calendars you subscribe to update themselves.")
    }
  }
}
