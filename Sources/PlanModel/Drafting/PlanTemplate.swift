/// A commented plan to start from: a clerk changes what the comments point at, and has a plan that can be carried out.
///
/// It is without a finding in any year as long as ids and names have no fault, so that what `plan validate` says of it later comes
/// from what was changed.
public struct PlanTemplate: Sendable {
  let choices: TemplateChoices
  let title: String
  let issuer: (id: String, name: String)
  let lead: (id: String, name: String)
  let radio: (id: String, name: String)
  let group: (id: String, name: String)
  let members: [(id: String, name: String)]
  let themes: [(id: String, name: String)]
  let targetGroups: [(id: String, name: String)]

  /// Makes the template; nil where the id, the year or a name cannot be used.
  public init?(_ choices: TemplateChoices) {
    guard isIdentifier(choices.id), TemplateChoices.years.contains(choices.year), choices.fault == nil else { return nil }
    let language = choices.language
    func said(_ text: String?, _ usual: String) -> String { text.map { TemplateChoices.cleaned($0) } ?? usual }
    func said(_ texts: [String], _ usual: [String]) -> [String] {
      texts.isEmpty ? usual : texts.map { TemplateChoices.cleaned($0) }
    }
    self.choices = choices
    title = said(choices.title, TemplateChoices.usualTitle(choices.year, language))
    radio = ("dai-truyen-thanh", language == .vi ? "Đài Truyền thanh" : "Radio station")
    group = ("phuong-xa", language == .vi ? "UBND các phường, xã" : "Wards and communes")
    var units = DraftIDs(taken: [radio.id, group.id])
    func named(_ name: String, _ other: String) -> (id: String, name: String) { (units.id(for: name, or: other), name) }
    issuer = named(said(choices.issuer, TemplateChoices.usualIssuer(language)), "co-quan-ban-hanh")
    lead = named(said(choices.lead, TemplateChoices.usualLead(language)), "co-quan-soan-thao")
    members = said(choices.members, TemplateChoices.usualMembers(language)).map { name in
      // `UBND Phường 1` is `phuong-1` to everybody.
      let prefix = ["UBND ", "Ủy ban nhân dân "].first { name.hasPrefix($0) }
      return (units.id(for: prefix.map { String(name.dropFirst($0.count)) } ?? name, or: "don-vi"), name)
    }
    var ids = DraftIDs(taken: [])
    themes = said(choices.themes, TemplateChoices.usualThemes(language)).map { (ids.id(for: $0, or: "chu-de"), $0) }
    ids = DraftIDs(taken: [])
    targetGroups = said(choices.targetGroups, TemplateChoices.usualTargetGroups(language)).map {
      (ids.id(for: $0, or: "doi-tuong"), $0)
    }
  }

  /// The file.
  public var text: String {
    var page = TemplatePage(keys: choices.keys, language: choices.language)
    writeHead(&page)
    writeNouns(&page)
    writeActivities(&page)
    writeAcceptance(&page)
    return page.text
  }

  // MARK: Head

  private func writeHead(_ page: inout TemplatePage) {
    page.comment(
      vi: "Kế hoạch để bắt đầu: sửa những chỗ có ghi chú, xóa việc không làm, chép việc cần thêm; rồi chạy:",
      en: "A plan to start from: change what the comments point at, delete what is not done, copy what is to be added; then run:")
    page.comment(
      vi: "  plan validate TỆP     tìm lỗi, chỉ rõ dòng và cách sửa",
      en: "  plan validate FILE    finds what is wrong, with the mend")
    page.comment(vi: "  plan tasks TỆP        từng việc và ngày của việc", en: "  plan tasks FILE       every task with its days")
    page.comment(
      vi: "Sang năm: plan roll TỆP --year \(choices.year + 1) --output TỆP-MỚI",
      en: "Next year: plan roll FILE --year \(choices.year + 1) --output NEW-FILE")
    page.line(
      0, .plan, .head, choices.id, vi: "mã cố định, nằm trong lịch đã gửi: đặt một lần, không đổi",
      en: "for good: calendars that were sent out hang on it")
    page.line(0, .title, .head, PlainScalar.written(title))
    page.gap()
    page.line(0, .document, .head)
    page.commentedOut(
      1, .number, .document, "50/KH-UBND", vi: "khi ký: điền số và bỏ dấu # ở đầu dòng",
      en: "when it is signed: fill in, take the # away")
    page.commentedOut(
      1, .issued, .document, "15/01/\(choices.year)", vi: "khi ký: điền ngày; việc trước ngày này không tính",
      en: "when it is signed: fill in; work before this day does not count")
    page.line(1, .issuer, .document, issuer.id)
    page.line(
      1, .kind, .document, page.phrase("kế hoạch", "plan"), vi: "hoặc công văn, chỉ thị, quyết định, chương trình",
      en: "or letter, directive, decision, programme")
    page.gap()
    page.line(
      0, .year, .head, String(choices.year), vi: "năm chỉ ghi ở đây; các ngày bên dưới viết dd/mm",
      en: "the year stands here only; days below are dd/mm")
    if choices.language == .en { page.line(0, .language, .head, "en") }
    page.gap()
    page.line(0, .calendar, .head)
    page.line(
      1, .holidays, .calendar, "vn", vi: "nghỉ lễ, Tết của cả nước; ngày nghỉ riêng ghi ở dòng dưới",
      en: "the public holidays; the office's own days off go below")
    page.commentedOut(
      1, .daysOff, .calendar, page.phrase("{22/05: Chuyển trụ sở}", "{22/05: The office moves}"), vi: "bỏ dấu # nếu có",
      en: "take the # away where there are some")
    page.gap()
    page.line(0, .defaults, .head, vi: "áp dụng cho mọi việc không ghi khác", en: "for all work that does not say otherwise")
    page.line(1, .monitor, .defaults, lead.id)
    page.line(1, .remind, .defaults, page.phrase("3 ngày làm việc", "3 working days before"))
    page.gap()
  }

  // MARK: Units, themes, target groups, channels

  private func writeNouns(_ page: inout TemplatePage) {
    page.line(0, .units, .head)
    page.line(1, id: issuer.id, PlainScalar.written(issuer.name))
    page.line(1, id: lead.id)
    page.line(2, .name, .unit, PlainScalar.written(lead.name))
    page.line(2, .parent, .unit, issuer.id)
    let (person, phone) = (page.key(.person, .contact), page.key(.phone, .contact))
    page.commentedOut(
      2, .contact, .unit, "{\(person): Nguyễn Văn A, \(phone): \"0291 000 000\"}", vi: "điền rồi bỏ dấu #",
      en: "fill in, take the # away")
    page.line(1, id: radio.id)
    page.line(2, .name, .unit, PlainScalar.written(radio.name))
    page.line(2, .parent, .unit, issuer.id)
    let each = page.phrase("mỗi", "each")
    page.line(
      1, id: group.id, vi: "nhóm: `\(each) \(group.id)` giao cho từng đơn vị một việc riêng",
      en: "a group: `\(each) \(group.id)` gives every member a task of its own")
    page.line(2, .name, .unit, PlainScalar.written(group.name))
    page.line(2, .members, .unit)
    for member in members { page.line(3, id: member.id, PlainScalar.written(member.name)) }
    page.gap()
    page.line(0, .themes, .head, vi: "nội dung tuyên truyền: sửa cho khớp văn bản", en: "what it is about: as the document says")
    for theme in themes { page.line(1, id: theme.id, PlainScalar.written(theme.name)) }
    page.gap()
    page.line(0, .targetGroups, .head, vi: "tuyên truyền cho ai", en: "whom it is to reach")
    for group in targetGroups { page.line(1, id: group.id, PlainScalar.written(group.name)) }
    page.gap()
    page.line(0, .channels, .head)
    page.line(1, id: "phat-thanh")
    page.line(2, .name, .channel, PlainScalar.written(radio.name))
    page.line(2, .kind, .channel, page.phrase("phát thanh", "radio"))
    page.line(2, .operator, .channel, radio.id)
    page.line(
      2, .atOnce, .channel, "1", vi: "hai chương trình trùng giờ thì báo lỗi", en: "two programmes at one time are an error")
    for (id, name, kind) in [
      ("cong-ttdt", page.text("Cổng Thông tin điện tử", "Portal"), page.phrase("cổng thông tin", "portal")),
      ("bang-ron", page.text("Băng-rôn, khẩu hiệu", "Banners"), page.phrase("băng-rôn", "banner")),
      ("niem-yet", page.text("Niêm yết tại trụ sở", "Notice boards of offices"), page.phrase("niêm yết", "posting")),
      ("cuoc-thi", page.text("Cuộc thi", "Contest"), page.phrase("cuộc thi", "contest")),
      ("hoi-nghi", page.text("Hội nghị", "Meetings"), page.phrase("sự kiện", "event")),
    ] {
      page.line(1, id: id, page.braces([(.name, PlainScalar.written(name)), (.kind, kind)], .channel))
    }
    page.gap()
  }

  private func writeAcceptance(_ page: inout TemplatePage) {
    page.line(
      0, .accept, .head, vi: "xóa cả mục này khi đã ghi liên hệ của các đơn vị chủ trì",
      en: "delete this section once the units that lead have contacts")
    page.line(1, id: "no-contact", page.text("Ghi liên hệ khi trình ký", "Contacts are filled in before it is signed"))
  }
}
