import PlanModel

/// The words of an official document, as Decree 30/2020/NĐ-CP has them, out of what a plan says.
struct DocumentWords {
  let plan: Plan
  let language: Language
  let options: DocumentOptions

  func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// The issuing body, as a position in the plan's units.
  var issuer: Int? { plan.document?.issuer.flatMap { plan.unitPosition(of: $0.value.text) } }

  /// The issuing body with `UBND` written out.
  var issuerName: String { issuer.map { Self.fullName(plan.units[$0].name) } ?? "…………" }

  static let committee = "Ủy ban nhân dân"
  static let chair = "Chủ tịch "

  /// A name with `UBND` written out where it begins so, or names the chair.
  static func fullName(_ name: String) -> String {
    for start in ["", chair] where name.hasPrefix(start + "UBND ") {
      return start + committee + name.dropFirst(start.count + 4)
    }
    return name
  }

  static func isCommittee(_ name: String) -> Bool { name.lowercased().hasPrefix(committee.lowercased()) }

  var isCommittee: Bool { Self.isCommittee(issuerName) }
  /// Whether the chair of a committee issues, who does so in its name.
  var isChair: Bool {
    issuerName.lowercased().hasPrefix(Self.chair.lowercased()) && Self.isCommittee(String(issuerName.dropFirst(Self.chair.count)))
  }

  /// The units that a unit belongs to, the nearest first.
  func ancestors(of unit: Int?) -> [Int] {
    var result: [Int] = []
    var next = unit
    while let parent = next.flatMap({ plan.units[$0].parent }).flatMap({ plan.unitPosition(of: $0.value.text) }),
      !result.contains(parent)
    {
      result.append(parent)
      next = parent
    }
    return result
  }

  /// What the document is about: the title, without the kind where it begins with that, as the kind stands above it.
  var subject: String {
    for kind in [plan.kind.name.vi, plan.kind.name.en] {
      let start = plan.title.prefix(kind.count + 1)
      guard start.lowercased() == kind + " ", plan.title.count > start.count + 3 else { continue }
      return String(plan.title.dropFirst(start.count)).withFirstLetter(capital: true)
    }
    return plan.title
  }

  // MARK: Text

  var bases: [OfficialDocument.Block] {
    let written = isShown("basis") ? plan.document?.basis ?? [] : []
    var blocks: [OfficialDocument.Block] = written.enumerated().map { number, text in
      .basis(Self.basis(text, say("Căn cứ", "Pursuant to")) + mark("basis") + (number == written.count - 1 ? "." : ";"))
    }
    blocks += amended.map { .basis($0) }
    let title = subject.withFirstLetter(capital: false)
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
            "\(issuerName) ban hành \(kind) \(title) như sau:", "\(issuerName) issues the \(kind.lowercased()) “\(subject)”:"))
      )
    }
    return blocks
  }

  /// That the text holds what later acts changed, so that nobody takes it for the document as it was signed.
  private var amended: [String] {
    let acts = plan.amendments.compactMap { act in
      act.number.map { $0 + (act.issued.map { say(" ngày ", " of ") + $0.officeText } ?? "") }
    }
    guard !acts.isEmpty else { return [] }
    let list = acts.joined(separator: "; ")
    return [say("(Đã gồm nội dung điều chỉnh, bổ sung theo \(list).)", "(As amended by \(list).)")]
  }

  // MARK: What is assumed

  private func isAssumed(_ key: String) -> Bool { plan.assumptions.contains { $0.key == key } }
  /// Whether what stands under a key of the head goes into the text.
  private func isShown(_ key: String) -> Bool { options.assumed == .show || !isAssumed(key) }
  private func mark(_ key: String) -> String { isAssumed(key) ? DocumentTable.assumedMark : "" }

  /// Whether a text of the head bears the mark.
  var hasAssumedText: Bool {
    ["basis", "purpose", "themes", "target_groups", "channels", "budget"].contains { isAssumed($0) }
  }

  /// Who stands in a role, as far as it is shown.
  func members(in role: WorkRole, of work: WorkItem) -> [WrittenMember] {
    options.assumed == .hide && plan.isAssumed(role, of: work) ? [] : plan.members(in: role, of: work)
  }

  /// A basis that begins as bases do, without the mark that ends it.
  private static func basis(_ text: String, _ word: String) -> String {
    var text = Substring(text)
    while let last = text.last, ".;, ".contains(last) { text.removeLast() }
    let begins = ["căn cứ", "thực hiện", "theo ", "xét ", "pursuant", "in view", "further to"]
    return begins.contains { text.lowercased().hasPrefix($0) } ? String(text).withFirstLetter(capital: true) : "\(word) \(text)"
  }

  func sections(_ table: AssignmentTable) -> [OfficialDocument.Block] {
    var sections: [(title: String, blocks: [OfficialDocument.Block])] = []
    var aim = isShown("purpose") ? plan.texts.purpose.map { Self.paragraphs($0) } ?? [] : []
    // A remark at the head is the author's own, unless it is a requirement.
    if let note = plan.texts.note, ["yêu cầu", "requirement"].contains(where: { note.lowercased().hasPrefix($0) }) {
      aim += Self.paragraphs(note)
    }
    if !aim.isEmpty {
      sections.append((say("MỤC ĐÍCH, YÊU CẦU", "PURPOSE AND REQUIREMENTS") + mark("purpose"), aim))
    }
    func list(_ title: String, _ key: String, _ names: [String]) {
      guard !names.isEmpty, isShown(key) else { return }
      let last = names.count - 1
      sections.append(
        (
          title + mark(key),
          names.enumerated().map { .item("\($0 + 1). \($1.withFirstLetter(capital: true))" + ($0 == last ? "." : ";")) }
        ))
    }
    list(say("NỘI DUNG TUYÊN TRUYỀN", "THEMES"), "themes", plan.themes.all.map(\.title))
    list(say("ĐỐI TƯỢNG TUYÊN TRUYỀN", "TARGET GROUPS"), "target_groups", plan.targetGroups.all.map(\.name))
    list(say("HÌNH THỨC TUYÊN TRUYỀN", "CHANNELS"), "channels", plan.channels.all.map { channel($0) })
    if let budget = plan.texts.budget, isShown("budget") {
      sections.append((say("KINH PHÍ", "BUDGET") + mark("budget"), Self.paragraphs(budget)))
    }
    sections.append((say("TỔ CHỨC THỰC HIỆN", "ORGANISATION"), organisation(table)))
    var blocks: [OfficialDocument.Block] = []
    for (number, section) in sections.enumerated() {
      blocks.append(.heading("\(DocumentTable.roman(number + 1)). \(section.title)"))
      blocks += section.blocks
    }
    return blocks
  }

  private func channel(_ channel: Channel) -> String {
    guard let unit = channel.operator.flatMap({ plan.unitPosition(of: $0.value.text) }), plan.units[unit].name != channel.name,
      options.assumed == .show || !channel.isOperatorAssumed
    else {
      return channel.name
    }
    return channel.name + say(" (\(plan.units[unit].name) vận hành)", " (run by \(plan.units[unit].name))")
  }

  static func paragraphs(_ text: String) -> [OfficialDocument.Block] {
    text.split(separator: "\n").compactMap { line in
      let line = String(line.drop { $0 == " " || $0 == "\t" })
      guard !line.isEmpty else { return nil }
      let text = line.withFirstLetter(capital: true)
      return .paragraph(text.last.map { ".!?:;".contains($0) } == true ? text : text + ".")
    }
  }

  // MARK: End

  /// The units in some roles, as written, each once, in the order of the plan's units; or a word for all where they are many.
  func named(in roles: [WorkRole], limit: Int) -> [String] {
    var units: Set<Int> = []
    for work in plan.work {
      for role in roles { units.formUnion(members(in: role, of: work).map(\.unit)) }
    }
    if let issuer { units.remove(issuer) }
    guard units.count <= limit else {
      return [say("Các cơ quan, đơn vị có tên tại Phụ lục", "The units named in the annex")]
    }
    return inOrder(units).map { plan.units[$0].name }
  }

  /// Units as a document names them: those that are told, then groups, then those that are asked; in the plan's order.
  func inOrder(_ units: some Sequence<Int>) -> [Int] {
    func rank(_ position: Int) -> Int {
      let unit = plan.units[position]
      return unit.isRequested ? 2 : unit.isGroup || unit.isCollective ? 1 : 0
    }
    return units.sorted { (rank($0), $0) < (rank($1), $1) }
  }

  var recipients: [String] {
    var lines: [String] = []
    let above = isChair ? nil : ancestors(of: issuer).first.map { plan.units[$0].name }
    if let above { lines.append("- \(above)" + say(" (để báo cáo);", " (to report);")) }
    if plan.kind == .letter { lines.insert(say("- Như trên;", "- As above;"), at: 0) }
    let told = Set(addressees + [above].compactMap { $0 })
    lines += named(in: [.lead, .coordinate, .implement], limit: 14).filter { !told.contains($0) }.map { "- \($0);" }
    return lines + [say("- Lưu: VT.", "- Files.")]
  }

  var signature: OfficialDocument.Signature {
    let name = issuerName.lowercased()
    var lines: [String]
    if isChair {
      lines = [say("CHỦ TỊCH", "CHAIRPERSON")]
    } else if isCommittee {
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

  /// The milestones without a date of which the table speaks by their ids, as they have no other name.
  func namelessMilestones(_ schedule: Schedule, _ table: AssignmentTable) -> [Message] {
    let times = table.groups.flatMap(\.rows).flatMap(\.time).map(\.text)
    return schedule.waitingMilestones.filter { name in times.contains { $0.contains("“\(name)”") } }.map {
      Message(vi: "tên của mốc “\($0)” (Phụ lục ghi mã)", en: "the name of the milestone “\($0)” (the annex has its id)")
    }
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

  /// That texts of the table were left out because they are assumed.
  func hidden(_ table: AssignmentTable) -> [Message] {
    let count = table.groups.flatMap(\.rows).filter { row in
      [row.lead, row.partners, row.time, row.product, row.note].contains { $0.contains(where: \.isAssumed) }
    }.count
    guard count > 0 else { return [] }
    return [
      Message(
        vi: "điều giả định ở \(count) nhiệm vụ của phụ lục (--assumed hide)",
        en: "what is assumed of \(count) task\(count == 1 ? "" : "s") of the annex (--assumed hide)")
    ]
  }
}
