import PlanModel

/// What stands above the text: the issuing body, the number, the place and the day.
extension DocumentWords {
  var kindName: String? {
    plan.kind == .letter ? nil : plan.kind.name.text(language).uppercased()
  }

  /// The kind with a capital: `Kế hoạch`.
  var kind: String { plan.kind.name.text(language).withFirstLetter(capital: true) }

  /// What stands after the number of a document that has none yet.
  private var symbol: String {
    let kinds: [DocumentKind: String] = [.plan: "KH", .directive: "CT", .decision: "QĐ", .programme: "CTr"]
    let body = isCommittee || isChair ? "UBND" : issuer.flatMap { plan.units[$0].short?.uppercased() } ?? "…"
    // `/UBND-VX`: a letter names who drafted it.
    return kinds[plan.kind].map { "\($0)-\(body)" } ?? "\(body)-…"
  }

  /// A name in capitals, a committee's in two lines: `ỦY BAN NHÂN DÂN`, `THÀNH PHỐ BẠC LIÊU`.
  private static func capitals(_ name: String) -> [String] {
    guard isCommittee(name), name.count > committee.count else { return [name.uppercased()] }
    return [committee.uppercased(), name.dropFirst(committee.count + 1).uppercased()]
  }

  func head(number: String?, issued: CivilDate?) -> OfficialDocument.Head {
    let parent = ancestors(of: issuer).first.map { Self.fullName(plan.units[$0].name) }
    var body = issuerName
    if isChair {
      body = parent.flatMap { Self.isCommittee($0) ? $0 : nil } ?? String(issuerName.dropFirst(Self.chair.count))
    }
    let subject = plan.kind == .letter ? say("V/v ", "Re: ") + subject.withFirstLetter(capital: false) : nil
    return OfficialDocument.Head(
      parent: isCommittee || isChair ? [] : parent.map { Self.capitals($0) } ?? [],
      issuer: issuer == nil ? ["…"] : Self.capitals(body),
      number: [say("Số: ", "No. ") + numbered(number), subject].compactMap { $0 }.joined(separator: "\n"),
      placeAndDate: say("\(place), ", "\(place), ") + date(issued))
  }

  // Room to write in, which no reader of HTML or Markdown takes for a single space.
  private static func room(_ count: Int) -> String { String(repeating: "\u{A0}", count: count) }

  private func numbered(_ number: String?) -> String { number ?? "\(Self.room(7))/\(symbol)" }

  private var place: String { options.place ?? Self.place(of: issuer.map { plan.units[$0] }, in: plan) ?? "…………" }

  /// `Bạc Liêu` of `UBND thành phố Bạc Liêu`, `Phường 1` of `UBND Phường 1`; an office signs where its parent does.
  static func place(of unit: OrgUnit?, in plan: Plan) -> String? {
    var unit = unit
    for _ in 0..<8 {
      guard var name = unit.map({ fullName($0.name) }) else { return nil }
      if name.lowercased().hasPrefix(chair.lowercased()) { name = String(name.dropFirst(chair.count)) }
      if name.lowercased().hasPrefix(committee.lowercased()), name.count > committee.count {
        let rest = name.dropFirst(committee.count + 1)
        let kinds = ["thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "phường", "xã", "đặc khu"]
        for kind in kinds {
          guard rest.lowercased().hasPrefix(kind + " ") else { continue }
          let bare = rest.dropFirst(kind.count + 1)
          // The decree wants the whole name where it is a number or a person's: `Phường 1`, `Thành phố Hồ Chí Minh`.
          let isWhole = bare.first?.isNumber == true || people.contains { bare.hasPrefix($0) }
          return isWhole ? String(rest).withFirstLetter(capital: true) : String(bare)
        }
        // `UBND thành phố` does not say which; what it belongs to may.
        if !kinds.contains(rest.lowercased()) { return String(rest) }
      }
      unit = unit?.parent.flatMap { plan.unitPosition(of: $0.value.text) }.map { plan.units[$0] }
    }
    return nil
  }

  /// How the best known places begin that are called after a person or a victory; for any other there is the option.
  private static let people = ["Hồ Chí Minh", "Nguyễn ", "Trần Hưng Đạo", "Trần Phú", "Lê Lợi", "Lê Hồng Phong", "Điện Biên Phủ"]

  /// `ngày 05 tháng 01 năm 2018`: a nought before days to 9 and before months 1 and 2.
  func date(_ day: CivilDate?) -> String {
    guard let day else {
      let year = plan.period.first.year
      return say("ngày\(Self.room(6))tháng\(Self.room(6))năm \(year)", "\(Self.room(4))/\(Self.room(4))/\(year)")
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
    plan.document?.number == nil
      ? say(
        "(*) Nội dung do đơn vị lập kế hoạch giả định, cần xem lại trước khi ký.",
        "(*) Assumed by whoever drew up the plan; to be looked at before it is signed.")
      : say(
        "(*) Nội dung do đơn vị lập kế hoạch đề xuất, văn bản gốc không nêu.",
        "(*) Proposed by whoever drew up the plan; the signed document does not state it.")
  }

  /// Whom a letter is addressed to: those who lead.
  var addressees: [String] {
    guard plan.kind == .letter else { return [] }
    let leads = named(in: [.lead], limit: 12)
    return leads.isEmpty ? [say("Các cơ quan, đơn vị có liên quan", "The units concerned")] : leads
  }
}
