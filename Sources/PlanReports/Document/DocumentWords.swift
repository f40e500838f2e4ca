import PlanModel

/// The words of an official document, as Decree 30/2020/NĐ-CP has them, out of what a plan says.
struct DocumentWords {
  let plan: Plan
  let language: Language
  let options: DocumentOptions

  func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// The issuing body, as a position in the plan's units.
  private var issuer: Int? { plan.document?.issuer.flatMap { plan.unitPosition(of: $0.value.text) } }

  /// The issuing body with `UBND` written out.
  var issuerName: String { issuer.map { Self.fullName(plan.units[$0].name) } ?? say("Cơ quan ban hành", "The issuing body") }

  private static let committee = "Ủy ban nhân dân"

  static func fullName(_ name: String) -> String { name.hasPrefix("UBND ") ? committee + name.dropFirst(4) : name }

  private var isCommittee: Bool { issuerName.lowercased().hasPrefix(Self.committee.lowercased()) }

  // MARK: Head

  var kindName: String? {
    plan.kind == .letter ? nil : plan.kind.name.text(language).uppercased()
  }

  /// The kind with a capital: `Kế hoạch`.
  private var kind: String { plan.kind.name.text(language).withFirstLetter(capital: true) }

  /// What stands after the number of a document that has none yet.
  private var symbol: String {
    let kinds: [DocumentKind: String] = [.plan: "KH", .directive: "CT", .decision: "QĐ", .programme: "CTr"]
    return (kinds[plan.kind].map { "\($0)-" } ?? "") + (isCommittee ? "UBND" : "")
  }

  func head(number: String?, issued: CivilDate?) -> OfficialDocument.Head {
    var lines = [issuerName.uppercased()]
    if isCommittee, issuerName.count > Self.committee.count {
      lines = [Self.committee.uppercased(), issuerName.dropFirst(Self.committee.count + 1).uppercased()]
    }
    let above = isCommittee ? nil : issuer.flatMap { plan.units[$0].parent }.flatMap { plan.unitPosition(of: $0.value.text) }
    let subject = plan.kind == .letter ? say("V/v ", "Re: ") + plan.title.withFirstLetter(capital: false) : nil
    return OfficialDocument.Head(
      parent: above.map { Self.fullName(plan.units[$0].name).uppercased() }, issuer: issuer == nil ? ["…"] : lines,
      number: [say("Số: ", "No. ") + numbered(number), subject].compactMap { $0 }.joined(separator: "\n"),
      placeAndDate: say("\(place), ", "\(place), ") + date(issued))
  }

  private func numbered(_ number: String?) -> String { number ?? "       /\(symbol)" }

  private var place: String { options.place ?? Self.place(of: issuer.map { plan.units[$0] }, in: plan) ?? "…………" }

  /// `Bạc Liêu` of `UBND thành phố Bạc Liêu`, `Phường 1` of `UBND Phường 1`; an office signs where its parent does.
  private static func place(of unit: OrgUnit?, in plan: Plan) -> String? {
    var unit = unit
    for _ in 0..<8 {
      guard let name = unit.map({ fullName($0.name) }) else { return nil }
      if name.lowercased().hasPrefix(committee.lowercased()), name.count > committee.count {
        let rest = name.dropFirst(committee.count + 1)
        for kind in ["thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "phường", "xã", "đặc khu"] {
          guard rest.lowercased().hasPrefix(kind + " ") else { continue }
          let bare = rest.dropFirst(kind.count + 1)
          // `Phường 1` is not called `1`.
          return bare.first?.isNumber == true ? String(rest).withFirstLetter(capital: true) : String(bare)
        }
        return String(rest)
      }
      unit = unit?.parent.flatMap { plan.unitPosition(of: $0.value.text) }.map { plan.units[$0] }
    }
    return nil
  }

  /// `ngày 05 tháng 01 năm 2018`: a nought before days to 9 and before months 1 and 2.
  func date(_ day: CivilDate?) -> String {
    guard let day else {
      let year = plan.period.first.year
      return say("ngày      tháng      năm \(year)", "    /    /\(year)")
    }
    let (year, month, number) = day.components
    func padded(_ value: Int, below limit: Int) -> String { value < limit ? "0\(value)" : "\(value)" }
    return say("ngày \(padded(number, below: 10)) tháng \(padded(month, below: 3)) năm \(year)", day.officeText)
  }

  /// `Kế hoạch số 50/KH-UBND ngày 16 tháng 4 năm 2018 của Ủy ban nhân dân thành phố Bạc Liêu`.
  func reference(number: String?, issued: CivilDate?) -> String {
    say(
      "\(kind) số \(numbered(number)) \(date(issued)) của \(issuerName)",
      "\(kind) \(numbered(number)) of \(date(issued)), \(issuerName)")
  }

  func source(number: String?, issued: CivilDate?) -> String {
    say("(Kèm theo ", "(To ") + reference(number: number, issued: issued) + ")"
  }

  var footnote: String {
    say(
      "(*) Nội dung do đơn vị lập kế hoạch đề xuất, văn bản gốc không nêu.",
      "(*) Proposed by whoever drew up the plan; the signed document does not state it.")
  }

  /// Whom a letter is addressed to: those who lead.
  var addressees: [String] {
    guard plan.kind == .letter else { return [] }
    return named(in: [.lead], limit: 12)
  }

  // MARK: Text

  var bases: [OfficialDocument.Block] {
    let isAssumed = plan.assumptions.contains { $0.key == "basis" }
    let written = isAssumed && options.assumed == .hide ? [] : plan.document?.basis ?? []
    var blocks: [OfficialDocument.Block] = written.enumerated().map { number, text in
      .basis(Self.basis(text, say("Căn cứ", "Pursuant to")) + (number == written.count - 1 ? "." : ";"))
    }
    let title = plan.title.withFirstLetter(capital: false)
    switch plan.kind {
    case .letter:
      blocks.append(
        .paragraph(
          say(
            "\(issuerName) đề nghị các cơ quan, đơn vị triển khai thực hiện các nội dung sau:",
            "\(issuerName) asks the units to carry out the following:")))
    default:
      blocks.append(
        .paragraph(
          say(
            "\(issuerName) ban hành \(kind) \(title) như sau:", "\(issuerName) issues the \(kind.lowercased()) “\(plan.title)”:"))
      )
    }
    return blocks
  }

  /// A basis that begins as bases do, without the mark that ends it.
  private static func basis(_ text: String, _ word: String) -> String {
    var text = Substring(text)
    while let last = text.last, ".;, ".contains(last) { text.removeLast() }
    let begins = ["căn cứ", "thực hiện", "theo ", "xét ", "pursuant", "in view", "further to"]
    return begins.contains { text.lowercased().hasPrefix($0) } ? String(text) : "\(word) \(text)"
  }

  func sections(_ table: AssignmentTable) -> [OfficialDocument.Block] {
    var sections: [(title: String, blocks: [OfficialDocument.Block])] = []
    var aim = plan.texts.purpose.map { Self.paragraphs($0) } ?? []
    // A remark at the head is the author's own, unless it is a requirement.
    if let note = plan.texts.note, ["yêu cầu", "requirement"].contains(where: { note.lowercased().hasPrefix($0) }) {
      aim += Self.paragraphs(note)
    }
    if !aim.isEmpty { sections.append((say("MỤC ĐÍCH, YÊU CẦU", "PURPOSE AND REQUIREMENTS"), aim)) }
    func list(_ title: String, _ names: [String]) {
      guard !names.isEmpty else { return }
      let last = names.count - 1
      sections.append(
        (title, names.enumerated().map { .item("\($0 + 1). \($1.withFirstLetter(capital: true))" + ($0 == last ? "." : ";")) }))
    }
    list(say("NỘI DUNG TUYÊN TRUYỀN", "THEMES"), plan.themes.all.map(\.title))
    list(say("ĐỐI TƯỢNG TUYÊN TRUYỀN", "TARGET GROUPS"), plan.targetGroups.all.map(\.name))
    list(say("HÌNH THỨC TUYÊN TRUYỀN", "CHANNELS"), plan.channels.all.map { channel($0) })
    if let budget = plan.texts.budget { sections.append((say("KINH PHÍ", "BUDGET"), Self.paragraphs(budget))) }
    sections.append((say("TỔ CHỨC THỰC HIỆN", "ORGANISATION"), organisation(table)))
    var blocks: [OfficialDocument.Block] = []
    for (number, section) in sections.enumerated() {
      blocks.append(.heading("\(DocumentTable.roman(number + 1)). \(section.title)"))
      blocks += section.blocks
    }
    return blocks
  }

  private func channel(_ channel: Channel) -> String {
    guard let unit = channel.operator.flatMap({ plan.unitPosition(of: $0.value.text) }), plan.units[unit].name != channel.name
    else {
      return channel.name
    }
    return channel.name + say(" (\(plan.units[unit].name) vận hành)", " (run by \(plan.units[unit].name))")
  }

  static func paragraphs(_ text: String) -> [OfficialDocument.Block] {
    text.split(separator: "\n").map { line in
      let text = String(line).withFirstLetter(capital: true)
      return .paragraph(text.last.map { ".!?:;".contains($0) } == true ? text : text + ".")
    }
  }

  // MARK: End

  /// The units in some roles, as written, each once, in the order of the plan's units; or a word for all where they are many.
  private func named(in roles: [WorkRole], limit: Int) -> [String] {
    var units: Set<Int> = []
    for work in plan.work {
      for role in roles { units.formUnion(plan.members(in: role, of: work).map(\.unit)) }
    }
    if let issuer { units.remove(issuer) }
    guard units.count <= limit else {
      return [say("Các cơ quan, đơn vị có tên tại Phụ lục", "The units named in the annex")]
    }
    return units.sorted().map { plan.units[$0].name }
  }

  var recipients: [String] {
    var lines: [String] = []
    if let parent = issuer.flatMap({ plan.units[$0].parent }).flatMap({ plan.unitPosition(of: $0.value.text) }) {
      lines.append("- \(plan.units[parent].name)" + say(" (để báo cáo);", " (to report);"))
    }
    lines += named(in: [.lead, .coordinate, .implement], limit: 14).map { "- \($0);" }
    return lines + [say("- Lưu: VT.", "- Files.")]
  }

  var signature: OfficialDocument.Signature {
    let name = issuerName.lowercased()
    var lines: [String]
    if isCommittee {
      lines = language == .vi ? ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"] : ["FOR THE PEOPLE’S COMMITTEE", "CHAIRPERSON"]
    } else if name.hasPrefix("phòng") {
      lines = [say("TRƯỞNG PHÒNG", "HEAD OF OFFICE")]
    } else if ["sở", "trung tâm", "đài", "nhà văn hóa"].contains(where: { name.hasPrefix($0) }) {
      lines = [say("GIÁM ĐỐC", "DIRECTOR")]
    } else {
      lines = [say("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT")]
    }
    return OfficialDocument.Signature(lines: lines, name: options.signer)
  }

  func blanks(number: String?, issued: CivilDate?, isAmendment: Bool) -> [Message] {
    let key = { (name: String) in plan.keyName(name) }
    var blanks: [Message] = []
    func blank(_ isMissing: Bool, _ vi: String, _ en: String) { if isMissing { blanks.append(Message(vi: vi, en: en)) } }
    let place = isAmendment ? key("amendments") : key("document")
    blank(number == nil, "số, ký hiệu (`\(key("number"))` trong `\(place)`)", "the number (`\(key("number"))` in `\(place)`)")
    blank(
      issued == nil, "ngày ban hành (`\(key("issued"))` trong `\(place)`)", "the day of issue (`\(key("issued"))` in `\(place)`)")
    blank(issuer == nil, "cơ quan ban hành (`\(key("issuer"))`)", "the issuing body (`\(key("issuer"))`)")
    blank(
      options.place == nil && Self.place(of: issuer.map { plan.units[$0] }, in: plan) == nil, "địa danh (tùy chọn --place)",
      "the place (option --place)")
    blank(options.signer == nil, "người ký (tùy chọn --signer)", "who signs (option --signer)")
    if !isAmendment {
      blank(plan.texts.purpose == nil, "mục đích (`\(key("purpose"))`)", "the purpose (`\(key("purpose"))`)")
      blank(plan.texts.budget == nil, "kinh phí (`\(key("budget"))`)", "the budget (`\(key("budget"))`)")
    }
    return blanks
  }
}
