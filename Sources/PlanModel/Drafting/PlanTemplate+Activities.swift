extension PlanTemplate {
  /// One activity of each usual sort: weekly, ongoing, counted from Tết, in phases, on a day, fanned out.
  func writeActivities(_ page: inout TemplatePage) {
    page.line(0, .activities, .head)
    writeRadio(&page)
    writePortal(&page)
    writeNotice(&page)
    writeBanners(&page)
    writeContest(&page)
    writeMeeting(&page)
    writeReport(&page)
  }

  /// One of the themes; there may be fewer than activities.
  private func theme(_ number: Int) -> String { themes[number % themes.count].id }

  private func targetGroup(_ number: Int) -> String { targetGroups[number % targetGroups.count].id }

  /// What activities that reach people begin with.
  private func begin(
    _ page: inout TemplatePage, _ id: String, _ comment: Message, title: String, themes: [String], groups: [String],
    channel: String
  ) {
    page.gap()
    page.line(1, id: id, comment)
    page.line(2, .title, .activity, PlainScalar.written(title))
    page.line(2, .themes, .activity, page.list(themes))
    page.line(2, .targetGroups, .activity, page.list(groups))
    page.line(2, .channels, .activity, channel)
  }

  private func writeRadio(_ page: inout TemplatePage) {
    begin(
      &page, "phat-thanh-tuan",
      Message(
        vi: "việc lặp lại: đổi thứ và giờ phát; cũng có thể hằng tháng, hằng quý",
        en: "recurring: change weekdays and time; month and quarter are possible too"),
      title: page.text("Chuyên mục cải cách hành chính trên Đài Truyền thanh", "Radio column on administrative reform"),
      themes: [theme(0), theme(1)], groups: [targetGroup(0), targetGroup(1)], channel: "phat-thanh")
    page.line(2, .lead, .activity, lead.id)
    page.line(2, .coordinate, .activity, radio.id)
    page.line(2, .every, .activity, page.phrase("hằng tuần", "week"))
    page.line(2, .day, .activity, page.phrase("thứ ba, thứ sáu", "tue, fri"))
    page.line(2, .time, .activity, "17:30-17:45")
    page.line(2, .product, .activity, page.text("1 buổi phát thanh", "1 broadcast"))
  }

  private func writePortal(_ page: inout TemplatePage) {
    begin(
      &page, "tin-bai",
      Message(
        vi: "việc thường xuyên, không có hạn: đổi kênh, đơn vị", en: "ongoing, without a deadline: change channel and unit"),
      title: page.text("Đăng tin, bài trên Cổng Thông tin điện tử", "News and articles on the portal"),
      themes: themes.map(\.id), groups: targetGroups.map(\.id), channel: "cong-ttdt")
    page.line(2, .lead, .activity, lead.id)
    page.line(2, .when, .activity, page.phrase("thường xuyên", "ongoing"))
  }

  private func writeNotice(_ page: inout TemplatePage) {
    begin(
      &page, "lich-truc-tet",
      Message(
        vi: "hạn tính từ Tết, năm nào cũng tự tính lại: đổi số ngày", en: "counted from Tết, every year anew: change the distance"
      ),
      title: page.text("Niêm yết lịch trực giải quyết thủ tục dịp Tết", "Post the office hours around Tết"),
      themes: [theme(0)], groups: [targetGroup(0)], channel: "niem-yet")
    page.line(2, .lead, .activity, page.phrase("mỗi", "each") + " " + group.id)
    page.line(2, .due, .activity, page.phrase("5 ngày làm việc trước Tết", "5 working days before tet"))
    page.line(2, .product, .activity, page.text("1 thông báo", "1 notice"))
    page.line(2, .evidence, .activity, page.text("ảnh", "photo"))
  }

  private func writeBanners(_ page: inout TemplatePage) {
    begin(
      &page, "bang-ron-quoc-khanh",
      Message(
        vi: "có giai đoạn, treo rồi tháo: đổi dịp, ngày, số lượng", en: "in phases, up and down: change occasion, days and number"
      ),
      title: page.text("Băng-rôn chào mừng Quốc khánh 2/9", "Banners for National Day"),
      themes: [theme(2)], groups: [targetGroup(0)], channel: "bang-ron")
    page.line(2, .lead, .activity, lead.id)
    page.line(2, .coordinate, .activity, group.id)
    page.line(2, .evidence, .activity, page.text("ảnh", "photo"))
    page.line(2, .phases, .activity)
    page.phase(
      "treo",
      [
        (.title, page.text("Treo băng-rôn", "Put the banners up")),
        (.due, page.phrase("5 ngày làm việc trước 02/09", "5 working days before 02/09")),
        (.product, page.text("20 tấm băng-rôn", "20 banners")),
      ])
    page.phase(
      "thao",
      [
        (.title, page.text("Tháo dỡ băng-rôn", "Take the banners down")),
        (.due, page.phrase("3 ngày làm việc sau 02/09", "3 working days after 02/09")), (.after, "treo"),
      ])
  }

  private func writeContest(_ page: inout TemplatePage) {
    begin(
      &page, "cuoc-thi-tim-hieu",
      Message(
        vi: "việc kéo dài nhiều tháng: đổi tên cuộc thi, tháng của từng giai đoạn",
        en: "over several months: change the name and the months of the phases"),
      title: page.text("Cuộc thi tìm hiểu cải cách hành chính", "Contest on administrative reform"),
      themes: [theme(3)], groups: [targetGroup(0), targetGroup(2)], channel: "cuoc-thi")
    page.line(2, .lead, .activity, lead.id)
    page.line(2, .coordinate, .activity, group.id)
    page.line(2, .phases, .activity)
    page.phase(
      "phat-dong",
      [
        (.title, page.text("Phát động cuộc thi", "Launch")), (.when, page.phrase("tháng 5", "May")),
        (.product, page.text("1 thể lệ", "1 set of rules")),
      ])
    page.phase(
      "nhan-bai",
      [
        (.title, page.text("Nhận bài dự thi", "Receive entries")),
        (.when, page.phrase("tháng 6 đến hết tháng 9", "June to September")), (.after, "phat-dong"),
        (.product, page.text("100 bài dự thi", "100 entries")),
      ])
    page.phase(
      "cham-thi",
      [
        (.title, page.text("Chấm thi", "Judge the entries")),
        (.due, page.phrase("10 ngày làm việc sau nhan-bai", "10 working days after nhan-bai")), (.after, "nhan-bai"),
      ])
    page.phase(
      "trao-giai",
      [
        (.title, page.text("Trao giải", "Award the prizes")),
        (.when, page.phrase("dự kiến cuối tháng 11", "expected late November")), (.after, "cham-thi"),
      ])
  }

  private func writeMeeting(_ page: inout TemplatePage) {
    begin(
      &page, "hoi-nghi-chuyen-doi-so",
      Message(
        vi: "việc vào một ngày: đổi ngày; trùng ngày nghỉ thì dời như đã ghi",
        en: "on one day: change it; off a day off it moves as written"
      ),
      title: page.text("Hội nghị nhân Ngày Chuyển đổi số quốc gia", "Meeting on the National Digital Transformation Day"),
      themes: [theme(1)], groups: [targetGroup(2)], channel: "hoi-nghi")
    page.line(2, .lead, .activity, lead.id)
    page.line(2, .day, .activity, "10/10")
    page.line(2, .time, .activity, "08:00-10:00")
    page.line(2, .onDayOff, .activity, page.phrase("dời sau", "next"))
    page.line(2, .place, .activity, page.text("Hội trường UBND", "Assembly hall"))
    page.line(2, .product, .activity, page.text("1 hội nghị", "1 meeting"))
  }

  private func writeReport(_ page: inout TemplatePage) {
    let period = page.phrase("{kỳ}", "{period}")
    page.gap()
    page.line(
      1, id: "bao-cao-quy",
      Message(
        vi: "mỗi đơn vị một báo cáo mỗi quý; \(period) là quý ấy: đổi kỳ và hạn",
        en: "a report of every member for each quarter, which is \(period): change period and deadline"))
    page.line(2, .title, .activity, page.text("Báo cáo kết quả tuyên truyền quý", "Report on communication,") + " " + period)
    page.line(
      2, .internal, .activity, page.phrase("có", "yes"), vi: "không tính vào độ phủ tuyên truyền", en: "not counted in coverage")
    page.line(2, .lead, .activity, page.phrase("mỗi", "each") + " " + group.id)
    page.line(2, .reportTo, .activity, lead.id)
    page.line(2, .every, .activity, page.phrase("hằng quý", "quarter"))
    page.line(2, .due, .activity, page.phrase("ngày 20 tháng cuối quý", "day 20 of last month"))
    page.line(2, .product, .activity, page.text("1 báo cáo", "1 report"))
    page.gap()
  }
}
