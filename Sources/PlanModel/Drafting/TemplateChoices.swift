/// What a starting file is to say; what is not given has a usual answer.
public struct TemplateChoices: Sendable {
  /// The years for which a starting file can be made: those of the lunar calendar.
  public static let years = LunarCalendar.years

  /// The id of the plan.
  public var id: String
  /// The year.
  public var year: Int
  /// The title; nil for the usual one of the year.
  public var title: String?
  /// The body that issues the plan.
  public var issuer: String?
  /// The office that drafts it, leads and monitors.
  public var lead: String?
  /// The wards and communes.
  public var members: [String] = []
  /// The themes.
  public var themes: [String] = []
  /// The target groups.
  public var targetGroups: [String] = []
  /// The language of keys and phrases.
  public var keys: Language = .vi
  /// The language of comments and of the texts that are not given.
  public var language: Language = .vi

  /// Makes the choices of a plan of which only id and year are known.
  public init(id: String, year: Int) { (self.id, self.year) = (id, year) }

  /// The usual title of a plan of a year.
  public static func usualTitle(_ year: Int, _ language: Language) -> String {
    language == .vi
      ? "Tuyên truyền công tác cải cách hành chính năm \(year)" : "Communication on administrative reform in \(year)"
  }

  /// The usual issuing body.
  public static func usualIssuer(_ language: Language) -> String {
    language == .vi ? "UBND thành phố" : "City People's Committee"
  }

  /// The usual drafting office.
  public static func usualLead(_ language: Language) -> String {
    language == .vi ? "Phòng Văn hóa và Thông tin" : "Office of Culture and Information"
  }

  /// The usual members.
  public static func usualMembers(_ language: Language) -> [String] {
    (1...2).map { language == .vi ? "UBND Phường \($0)" : "Ward \($0) People's Committee" }
  }

  static func usualThemes(_ language: Language) -> [String] {
    language == .vi
      ? [
        "Cơ chế một cửa, một cửa liên thông", "Dịch vụ công trực tuyến",
        "Nộp hồ sơ, nhận kết quả qua dịch vụ bưu chính công ích", "Gương điển hình, sáng kiến cải cách hành chính",
      ]
      : ["One-stop shops", "Public services online", "Papers sent and returned by post", "Good examples and new ideas"]
  }

  static func usualTargetGroups(_ language: Language) -> [String] {
    language == .vi
      ? ["Người dân", "Doanh nghiệp, hộ kinh doanh", "Cán bộ, công chức, viên chức"]
      : ["Citizens", "Businesses and traders", "Officials"]
  }

  // MARK: What cannot be a name

  /// The most code points of a title or name.
  private static let limit = 300

  /// A name as it is written into the file: composed, with single spaces.
  static func cleaned(_ name: String) -> String {
    NormalizedText.words(of: NormalizedText.composed(name)).joined(separator: " ")
  }

  /// Why a text cannot be a title or name; nil where it can.
  public static func fault(in name: String) -> Message? {
    if cleaned(name).isEmpty { return Message(vi: "chưa ghi gì", en: "it is empty") }
    if name.unicodeScalars.count > limit {
      return Message(vi: "dài quá \(limit) ký tự", en: "it is longer than \(limit) characters")
    }
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .lineSeparator, .paragraphSeparator: return Message(vi: "phải nằm trên một dòng", en: "it has to stand on one line")
      case .control, .surrogate, .privateUse, .unassigned:
        return scalar == "\n" || scalar == "\r"
          ? Message(vi: "phải nằm trên một dòng", en: "it has to stand on one line")
          : Message(vi: "có ký tự điều khiển", en: "it has a control character")
      default:
        if ByteScan.turnsDirection(scalar.value) {
          return Message(vi: "có ký tự đổi chiều chữ", en: "it has a character that turns the text around")
        }
      }
    }
    return ConfusableText.finding(in: NormalizedText.composed(name), SourceSpan(file: FileID(0), start: 0, end: 0))?.message
  }

  /// The first of the texts given that cannot be used, with the reason.
  public var fault: (text: String, reason: Message)? {
    for text in [title, issuer, lead].compactMap({ $0 }) + members + themes + targetGroups {
      if let reason = Self.fault(in: text) { return (text, reason) }
    }
    return nil
  }
}
