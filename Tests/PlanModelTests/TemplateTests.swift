import Foundation
import Testing

@testable import PlanModel

/// A starting file has no finding, whatever it was asked to say.
@Suite struct TemplateTests {
  /// The findings that a template must not have, looked at while it runs.
  static func faults(_ template: PlanTemplate, _ year: Int) throws -> [String] {
    let asOf = try #require(CivilDate(year: year, month: 6, day: 15))
    let reading = readPlan(template.text, asOf: asOf)
    #expect(reading.schedule != nil)
    return reading.diagnostics.filter { $0.severity > .note }.map { "\($0.rule.slug): \($0.message.en)" }
  }

  @Test(arguments: [1990] + Array(2018...2030) + [2100])
  func itIsWithoutAFinding(_ year: Int) throws {
    for keys in Language.allCases {
      for language in Language.allCases {
        var choices = TemplateChoices(id: "cchc-\(year)", year: year)
        (choices.keys, choices.language) = (keys, language)
        let template = try #require(PlanTemplate(choices))
        #expect(try Self.faults(template, year) == [], "\(keys) \(language)\n\(template.text)")
      }
    }
  }

  @Test func itSpeaksTheLanguagesAskedFor() throws {
    var choices = TemplateChoices(id: "cchc-2019", year: 2019)
    let vietnamese = try #require(PlanTemplate(choices)).text
    #expect(vietnamese.contains("\nmã kế hoạch: cchc-2019") && vietnamese.contains("\nhoạt động:\n"))
    #expect(vietnamese.contains("# năm chỉ ghi ở đây"))
    #expect(vietnamese.contains("tên: Tuyên truyền công tác cải cách hành chính năm 2019\n"))
    choices.keys = .en
    let mixed = try #require(PlanTemplate(choices)).text
    #expect(mixed.contains("\nplan: cchc-2019") && mixed.contains("# năm chỉ ghi ở đây"))
    choices.language = .en
    let english = try #require(PlanTemplate(choices)).text
    #expect(english.contains("# the year stands here only") && english.contains("\nlanguage: en\n"))
    // Only the examples of names are Vietnamese.
    #expect(!english.contains("Băng-rôn") && !english.contains("Tuyên truyền"))
  }

  @Test func everyExampleIsThere() throws {
    let reading = readPlan(try #require(PlanTemplate(TemplateChoices(id: "cchc-2019", year: 2019))).text)
    let schedule = try #require(reading.schedule)
    var counts: [String: Int] = [:]
    schedule.forEachTask { counts[schedule.plan.work[schedule.series[$0.series].work].activity.text, default: 0] += 1 }
    // Radio twice a week, a report of two wards for each quarter, banners up and down, four phases of the contest.
    #expect((counts["phat-thanh-tuan"] ?? 0) >= 104)
    #expect(counts["bao-cao-quy"] == 8)
    #expect(counts["bang-ron-quoc-khanh"] == 2)
    #expect(counts["cuoc-thi-tim-hieu"] == 4)
    #expect(counts["lich-truc-tet"] == 2)
    #expect(counts["tin-bai"] == 1)
    #expect(schedule.plan.units.ids.map(\.value.text).contains("phuong-1"))
  }

  static let names = [
    "Kế hoạch: tuyên truyền #1 \"đợt hai\" 'x', {a} [b] & *c", "- gạch đầu", "? hỏi", "| sổ", "> lớn", "%", "@a", "`b`", "! than",
    "true", "no", "~", "null", "123", "1.5", "\\ gạch chéo \\n", "a: b", "a #b", "# a", "\"", "'", "\"\u{301}", "{kỳ}", "🙂 vui",
    "e\u{302}\u{301}", "  khoảng   trắng  ", "2019-01-01", "=", "a,", ",", "<<", "không", "each phuong-xa", "None", "all", "con",
    "việc-todo",
    String(repeating: "dài ", count: 70),
  ]

  @Test(arguments: names)
  func anyNameIsWrittenAsItIs(_ name: String) throws {
    var choices = TemplateChoices(id: "cchc-2019", year: 2019)
    (choices.title, choices.issuer, choices.lead) = (name, name, name)
    choices.members = [name, name, "UBND Phường 1"]
    (choices.themes, choices.targetGroups) = ([name, name], [name])
    let template = try #require(PlanTemplate(choices))
    #expect(try Self.faults(template, 2019) == [], "\(template.text)")
    let plan = try #require(readPlan(template.text).plan)
    let wanted = TemplateChoices.cleaned(name)
    #expect(plan.title == wanted)
    #expect(plan.units.all.filter { $0.name == wanted }.count == 4)
    #expect(plan.themes.all.map(\.title) == [wanted, wanted])
    #expect(plan.targetGroups.all.map(\.name) == [wanted])
  }

  @Test(arguments: [
    "", " ", "hai\ndòng", "hai\r\ndòng", "hai\u{2028}dòng", "tab\tđây", "\u{0}", "\u{1B}[31m", "\u{202E}đảo", "\u{200B}ẩn",
    "B\u{0430}o",
    "\u{FEFF}x", "\u{E000}", String(repeating: "a", count: 301),
  ])
  func whatIsNoNameIsRefused(_ name: String) {
    #expect(TemplateChoices.fault(in: name) != nil)
    for path in [\TemplateChoices.title, \TemplateChoices.issuer, \TemplateChoices.lead] {
      var choices = TemplateChoices(id: "cchc-2019", year: 2019)
      choices[keyPath: path] = name
      #expect(PlanTemplate(choices) == nil)
    }
    for path in [\TemplateChoices.members, \TemplateChoices.themes, \TemplateChoices.targetGroups] {
      var choices = TemplateChoices(id: "cchc-2019", year: 2019)
      choices[keyPath: path] = ["A", name]
      #expect(PlanTemplate(choices) == nil)
      #expect(choices.fault?.text == name)
    }
  }

  @Test func idsAreMadeOfNames() {
    #expect(DraftID.proposal(for: "Kế hoạch 2019") == "ke-hoach-2019")
    #expect(DraftID.proposal(for: "UBND phường Đông Hải") == "ubnd-phuong-dong-hai")
    #expect(DraftID.proposal(for: "2019") == "m-2019")
    #expect(DraftID.proposal(for: "…") == nil)
    for name in ["all", "con", "việc todo", String(repeating: "phường ", count: 40)] {
      #expect(DraftID.proposal(for: name).map { DraftID.isValid($0) } == true, "\(name)")
    }
    var ids = DraftIDs(taken: ["phuong-xa"])
    #expect(ids.id(for: "Phường, xã", or: "x") == "phuong-xa-2")
    #expect(ids.id(for: "…", or: "x") == "x")
    #expect(ids.id(for: "…", or: "x") == "x-2")
  }

  @Test func whatCannotBeAPlanMakesNone() {
    #expect(PlanTemplate(TemplateChoices(id: "Kế hoạch", year: 2019)) == nil)
    #expect(PlanTemplate(TemplateChoices(id: "a", year: 1989)) == nil)
    #expect(PlanTemplate(TemplateChoices(id: "a", year: 2101)) == nil)
  }

  @Test func aThousandWardsAreWritten() throws {
    var choices = TemplateChoices(id: "tinh-2019", year: 2019)
    choices.members = (1...1000).map { "UBND xã Số \($0 % 500)" }
    let template = try #require(PlanTemplate(choices))
    let schedule = try #require(readPlan(template.text).schedule)
    #expect(schedule.plan.units.count == 1004)
    #expect(Set(template.members.map(\.id)).count == 1000)
  }

  /// The starting file of one year is the plan that rolls into the next.
  @Test func itRolls() throws {
    let reading = readPlan(try #require(PlanTemplate(TemplateChoices(id: "cchc-2019", year: 2019))).text)
    let roll = try #require(PlanRoll.roll(reading, to: 2020, id: nil, asOf: .earliest) { _ in .failure(.missing) })
    #expect(!roll.reading.hasErrors)
    #expect(roll.reading.plan?.id.text == "cchc-2020")
  }
}
