/// The signed document a plan file writes down.
public struct PlanDocument: Sendable {
  /// The number and symbol, such as `50/KH-UBND`.
  public let number: String?
  /// The day it was issued, as written.
  let issuedText: Located<DateExpression>?
  /// The issuing body.
  public let issuer: Reference<OrgUnit>?
  /// What it is.
  public let kind: DocumentKind
  /// What it is based on.
  public let basis: [String]
}

/// What the head of a plan says in words.
public struct HeadTexts: Sendable {
  /// Mục đích.
  public internal(set) var purpose: String?
  /// Kinh phí.
  public internal(set) var budget: String?
  /// Ghi chú.
  public internal(set) var note: String?
}

/// The kinds of official documents that carry communication work.
public enum DocumentKind: String, Sendable {
  /// Kế hoạch.
  case plan
  /// Công văn.
  case letter
  /// Chỉ thị.
  case directive
  /// Quyết định.
  case decision
  /// Chương trình.
  case programme

  static let names: [(String, DocumentKind)] = [
    ("plan", .plan), ("kế hoạch", .plan), ("letter", .letter), ("công văn", .letter), ("directive", .directive),
    ("chỉ thị", .directive), ("decision", .decision), ("quyết định", .decision), ("programme", .programme),
    ("chương trình", .programme),
  ]

  /// The Vietnamese name, in small letters.
  public var name: Message {
    switch self {
    case .plan: Message(vi: "kế hoạch", en: "plan")
    case .letter: Message(vi: "công văn", en: "letter")
    case .directive: Message(vi: "chỉ thị", en: "directive")
    case .decision: Message(vi: "quyết định", en: "decision")
    case .programme: Message(vi: "chương trình", en: "programme")
    }
  }
}

/// An act that changed the plan.
public struct Amendment: Sendable {
  /// The number and symbol.
  public let number: String?
  /// What it changed.
  public let summary: String?
  let issuedText: Located<DateExpression>?

  /// The day it was issued, where that is written with its year.
  public var issued: CivilDate? {
    guard case .literal(let literal)? = issuedText?.value, let year = literal.year else { return nil }
    return CivilDate(year: year, month: literal.month, day: literal.day)
  }
}

/// A thing to be delivered, with how many of it where that is written.
public struct Product: Hashable, Sendable {
  /// How many; nil where none is written.
  public let quantity: Int?
  /// Of what.
  public let of: String

  /// Reads `20 tấm băng-rôn`, `5.000 tờ rơi`, `bài dự thi`.
  init(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1)
    if words.count == 2, let quantity = PlainNumber.read(String(words[0])) {
      self.quantity = quantity
      of = String(words[1])
    } else {
      quantity = nil
      of = text
    }
  }

  /// As people write it: `20 tấm băng-rôn`, `5.000 tờ rơi`.
  public var text: String {
    guard let quantity else { return of }
    return Self.grouped(quantity) + " " + of
  }

  /// A number with points between thousands: `5.000`.
  public static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    groups.insert(Substring(digits), at: 0)
    return groups.joined(separator: ".")
  }
}

extension Plan {
  /// The last act that this plan names and an older one does not.
  public func act(since old: Plan) -> Amendment? {
    func text(_ amendment: Amendment) -> [String?] { [amendment.number, amendment.issued?.description, amendment.summary] }
    let known = Set(old.amendments.map(text))
    return amendments.last { !known.contains(text($0)) }
  }
}
