import Testing

@testable import PlanModel

/// What a rule says of itself is tried: its bad example breaks it, its good one does not.
@Suite struct RuleTests {
  /// A plan around a piece of one: what the piece does not say is filled in.
  static func plan(around piece: String) -> String {
    func says(_ key: String) -> Bool { piece.hasPrefix(key + ":") || piece.contains("\n\(key):") }
    var text = ""
    if !says("plan") { text += "plan: vi-du\n" }
    if !says("title") { text += "title: Ví dụ\n" }
    if !says("year"), !says("period") { text += "year: 2018\n" }
    text += piece.hasSuffix("\n") ? piece : piece + "\n"
    // Units that an example defines stand beside those it takes for granted.
    let known = "phong-vhtt: Phòng VHTT, ubnd-tp: UBND"
    if !says("units") { text += "units: {\(known)}\n" }
    if !says("activities") { text += "activities: {viec: {title: Việc, lead: phong-vhtt, when: ongoing}}\n" }
    return text
  }

  /// A day of the year in which the examples that need a running plan run.
  private var day: CivilDate { get throws { try #require(CivilDate("2026-06-01")) } }

  static func plan(for rule: Rule, _ piece: String) -> String {
    // Units that an example takes for granted stand beside those it defines.
    let taken = ["phong-vhtt", "ubnd-tp"].filter { !piece.contains("\($0):") && piece.contains($0) }.map { "\($0): Đơn vị" }
    let text =
      taken.isEmpty ? piece : piece.replacing("units: {", with: "units: {\(taken.joined(separator: ", ")), ", maxReplacements: 1)
    return plan(around: text)
  }

  @Test(arguments: Rule.all)
  func theBadExampleBreaksTheRule(_ rule: Rule) throws {
    let reading = readPlan(Self.plan(for: rule, rule.bad), asOf: try day)
    #expect(reading.diagnostics.contains { $0.rule == rule && $0.severity == rule.severity }, "\(reading.listing)")
    // A period of centuries also reaches years without a table of holidays, which a note says.
    #expect(reading.diagnostics.allSatisfy { $0.rule == rule || $0.severity != .error }, "\(reading.listing)")
  }

  @Test(arguments: Rule.all)
  func theGoodExampleHasNoFault(_ rule: Rule) throws {
    let reading = readPlan(Self.plan(for: rule, rule.good), asOf: try day)
    #expect(!reading.diagnostics.contains { $0.rule == rule || $0.severity == .error }, "\(reading.listing)")
  }

  @Test func slugsAreOneForLife() {
    let slugs = Rule.all.map(\.slug)
    #expect(Set(slugs).count == slugs.count)
    #expect(slugs.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  @Test func noTwoKeysOfALevelAreSpeltAlike() {
    for level in KeyLevel.allCases {
      var seen: [String: PlanKey] = [:]
      for key in level.keys {
        for name in Set(([key.rawValue] + key.vietnamese(at: level)).map { NormalizedText.foldedKey($0) }) {
          #expect(seen.updateValue(key, forKey: name) == nil, "\(level) \(name)")
          #expect(level.key(spelled: name) == key)
        }
      }
    }
  }

  @Test(arguments: [
    "Chủ trì", "chu tri", "chu_tri", "CHU-TRI", "chủ  trì", "Chu\u{309} tri\u{300}", "lead", "Lead",
  ])
  func keysAreReadHoweverTheyAreSpelt(_ text: String) { #expect(KeyLevel.activity.key(spelled: text) == .lead) }

  @Test func theDStrokesAreOneLetter() {
    for text in ["địa điểm", "Địa điểm", "Ðịa điểm", "dia diem"] { #expect(KeyLevel.activity.key(spelled: text) == .place) }
  }
}

extension Rule: CustomTestStringConvertible {
  /// The slug.
  public var testDescription: String { slug }
}
