import PlanModel

/// A document in the form of Decree 30/2020/NĐ-CP: the text frame, and an appendix with a table.
public struct OfficialDocument: Sendable {
  /// What stands above the text.
  struct Head: Sendable {
    /// The body above the one that issues, in capitals, in one or two lines; empty where none stands there.
    let parent: [String]
    /// The issuing body, in capitals, in one or two lines.
    let issuer: [String]
    /// `Số: 50/KH-UBND`.
    let number: String
    /// `Bạc Liêu, ngày 16 tháng 4 năm 2018`.
    let placeAndDate: String
  }

  /// A piece of the text.
  enum Block: Hashable, Sendable {
    /// `I. MỤC ĐÍCH, YÊU CẦU`.
    case heading(String)
    /// `1. Phòng Văn hóa - Thông tin`.
    case subheading(String)
    /// A paragraph.
    case paragraph(String)
    /// A line of a list, with what stands before it.
    case item(String)
    /// A basis, in italics.
    case basis(String)
  }

  /// Who signs.
  struct Signature: Sendable {
    /// `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`.
    let lines: [String]
    let name: String?
  }

  /// The table that goes with the text.
  struct Appendix: Sendable {
    let title: String
    /// `(Kèm theo Kế hoạch số …)`.
    let source: String
    let table: DocumentTable
    /// What the marks in it mean.
    let footnote: String?
  }

  let language: Language
  let head: Head
  /// `KẾ HOẠCH`; nil for a letter, which has none.
  let name: String?
  /// What it is about.
  let subject: String
  /// Whom a letter is for; empty elsewhere.
  let addressees: [String]
  let body: [Block]
  let recipients: [String]
  let signature: Signature
  let appendix: Appendix

  /// What the plan does not say and the document leaves open, for whoever has to fill it in.
  public let blanks: [Message]

  /// Whether there is nothing to say: an amendment that changes nothing.
  public var isEmpty: Bool { appendix.table.rows.isEmpty }

  /// `Kính gửi:` and whom, one a line where they are several.
  var addressLines: [String] {
    guard addressees.count > 1 else { return ["\(addressWord) \(addressees.first ?? "")"] }
    return [addressWord]
      + addressees.enumerated().map { "- \($1)" + ($0 == addressees.count - 1 ? "." : ";") }
  }

  /// What the title of a page or file says.
  var pageTitle: String {
    [name.map { $0.lowercased().withFirstLetter(capital: true) }, subject].compactMap { $0 }.joined(separator: " ")
  }

  /// The two lines of the nation, above the right of every document.
  var nation: (name: String, motto: String) {
    language == .vi
      ? ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
      : ("SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness")
  }

  /// `Phụ lục`.
  var appendixWord: String { language == .vi ? "Phụ lục" : "Annex" }
  /// `Kính gửi:`.
  var addressWord: String { language == .vi ? "Kính gửi:" : "To:" }
  /// `Nơi nhận:`.
  var recipientsWord: String { language == .vi ? "Nơi nhận:" : "Recipients:" }
}

/// What an official document is to say that no plan says.
public struct DocumentOptions: Sendable {
  /// Where it is signed; nil to take it from the name of the issuing body.
  public let place: String?
  /// Who signs.
  public let signer: String?
  /// What to do with texts that are assumed.
  public let assumed: AssumedText

  /// Makes options.
  public init(place: String?, signer: String?, assumed: AssumedText) {
    func written(_ text: String?) -> String? { text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } }
    self.place = written(place)
    self.signer = written(signer)
    self.assumed = assumed
  }
}

extension OfficialDocument {
  /// The plan as a document to sign, with its assignment table.
  public init(_ schedule: Schedule, _ options: DocumentOptions, _ language: Language) {
    let table = AssignmentTable(schedule, language)
    let words = DocumentWords(plan: schedule.plan, language: language, options: options)
    self.language = language
    let number = schedule.plan.document?.number
    let issued = schedule.plan.issued
    head = words.head(number: number, issued: issued)
    name = words.kindName
    subject = words.subject
    addressees = words.addressees
    body = words.bases + words.sections(table)
    recipients = words.recipients
    signature = words.signature
    appendix = Appendix(
      title: language == .vi ? "PHÂN CÔNG NHIỆM VỤ" : "ASSIGNMENT OF TASKS",
      source: words.source(number: number, issued: issued), table: table.table(options.assumed, language),
      footnote: options.assumed == .show && (table.hasAssumed || words.hasAssumedText) ? words.footnote : nil)
    blanks =
      words.blanks(number: number, issued: issued, isAmendment: false) + words.namelessMilestones(schedule, table)
      + (options.assumed == .hide ? words.hidden(table) : [])
  }

  /// The amendment that turns `old` into `schedule`, as a document to sign, with a table of what was and what is now.
  public init(_ schedule: Schedule, amending old: Schedule, _ options: DocumentOptions, _ language: Language) {
    let words = DocumentWords(plan: schedule.plan, language: language, options: options)
    let changes = AmendingTable(
      AssignmentTable(old, language), AssignmentTable(schedule, language), options.assumed, language)
    let act = schedule.plan.act(since: old.plan)
    self.language = language
    head = words.head(number: act?.number, issued: act?.issued)
    name = words.kindName
    subject = words.amendingSubject(old.plan, act)
    addressees = words.addressees
    body = words.amendingBody(old.plan, act, changes)
    recipients = words.recipients
    signature = words.signature
    appendix = Appendix(
      title: language == .vi ? "NỘI DUNG ĐIỀU CHỈNH, BỔ SUNG" : "WHAT IS CHANGED",
      source: words.source(number: act?.number, issued: act?.issued), table: changes.table(language),
      footnote: changes.hasMarks ? words.footnote : nil)
    blanks = words.blanks(number: act?.number, issued: act?.issued, isAmendment: true)
  }
}
