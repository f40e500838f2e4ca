import Testing

@testable import PlanModel

/// Input that nobody should write and somebody will: each is a located finding, none a crash, none costs time.
@Suite struct HostileInputTests {
  static func reading(_ bytes: [UInt8]) -> PlanReading {
    PlanReading.read(SourceFile(name: "plan.yaml", bytes: bytes), asOf: .earliest) { _ in .failure(.missing) }
  }

  static func rules(_ text: String) -> [String] { readPlan(text).faults }

  static let small = "plan: vi-du\ntitle: Ví dụ\nyear: 2018\nactivities: {viec: {title: Việc, lead: none, when: ongoing}}\n"

  // MARK: Bytes

  @Test(arguments: [[], [0x20, 0x0A], Array("# chỉ có ghi chú\n".utf8), Array("---\n".utf8)])
  func emptyFilesAreSaidToBeEmpty(_ bytes: [UInt8]) {
    let reading = Self.reading(bytes)
    #expect(reading.faults == ["syntax"])
    #expect(reading.plan == nil)
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE1, 0xBB], [0xC3],
      [0xF8, 0x88, 0x80, 0x80, 0x80],
      [0x00], [0x1B], [0x7F], [0xC2, 0x9B], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xEF, 0xBF, 0xBE],
    ] as [[UInt8]])
  func badBytesHaveAPlace(_ bad: [UInt8]) {
    for (head, line, column) in [("", 1, 1), ("plan: x\ntitle: Lễ ", 2, 11), ("a: |\r\n  b\r\n", 3, 1)] {
      let reading = Self.reading(Array(head.utf8) + bad + Array("\nyear: 2018\n".utf8))
      #expect(reading.faults == ["encoding"], "\(bad)")
      let place = reading.diagnostics.first(where: { $0.severity != .warning }).map {
        reading.sources.positions(of: $0.span).start
      }
      #expect(place == SourcePosition(line: line, column: column), "\(bad)")
    }
  }

  @Test func everyBadByteIsFoundInOneRun() {
    let reading = Self.reading(Array("plan: x\n".utf8) + [0xFF, 0x0A, 0x1B, 0x0A] + Array("title: ".utf8) + [0xC3, 0x28])
    #expect(reading.diagnostics.map { reading.sources.positions(of: $0.span).start.line } == [2, 3, 4])
  }

  @Test func utf16IsNamed() {
    for mark in [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] {
      #expect(Self.reading(mark + [0x70, 0x00]).faults == ["encoding"])
    }
  }

  @Test func aByteOrderMarkAtTheStartIsAllowed() {
    let text = "\u{FEFF}plan: vi-du\ntitle: Ví dụ\nyear: 2018\nactivities: {viec: {titel: Việc}}\n"
    let reading = readPlan(text)
    let finding = reading.diagnostics.first { $0.rule.slug == "unknown-key" }
    #expect(finding.map { reading.sources.positions(of: $0.span).start } == SourcePosition(line: 4, column: 21))
    #expect(Self.rules("plan: vi-du\ntitle: a\u{FEFF}b\n") == ["encoding"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesAreCountedAsAnEditorCountsThem(_ end: String) {
    let text = [
      "plan: vi-du", "title: Ví dụ", "year: 2018", "activities:", "  viec: {title: Việc, lead: khong-co, when: ongoing}", "",
    ]
    .joined(separator: end)
    let reading = readPlan(text)
    #expect(reading.faults == ["unknown-unit"])
    #expect(
      reading.diagnostics.first(where: { $0.severity != .warning }).map { reading.sources.positions(of: $0.span).start }
        == SourcePosition(line: 5, column: 29))
  }

  @Test func escapedControlCharactersAreRefused() {
    for code in Array(0..<32) + [127] + Array(128..<160) where code != 10 {
      let hex = String(code, radix: 16)
      let text = Self.small + "note: \"a\\x\(hex.count == 1 ? "0" + hex : hex)b\"\n"
      #expect(Self.rules(text).contains("encoding"), "\(code)")
    }
  }

  @Test func charactersThatTurnTextAreRefusedInOneLine() {
    for code in Array(0x202A...0x202E) + Array(0x2066...0x2069) {
      let scalar = String(UnicodeScalar(UInt32(code)).map { Character($0) } ?? "?")
      #expect(Self.rules("plan: vi-du\ntitle: Ví \(scalar)dụ\nyear: 2018\nactivities: {}\n") == ["encoding"])
    }
  }

  // MARK: Size and depth

  @Test func limitsOfSize() {
    let limit = 8 * 1024 * 1024
    let whole = Array(Self.small.utf8)
    let comment = Array(("# " + String(repeating: "x", count: 997) + "\n").utf8)
    var padded = whole
    while padded.count + comment.count <= limit { padded += comment }
    padded += [UInt8](repeating: 0x0A, count: limit - padded.count)
    #expect(!Self.reading(padded).diagnostics.contains { $0.rule.slug == "too-large" })
    #expect(Self.reading(padded + [0x0A]).faults == ["too-large"])
    let scalar = String(repeating: "x", count: 64 * 1024)
    #expect(!Self.rules(Self.small + "note: \(scalar)\n").contains("too-large"))
    #expect(Self.rules(Self.small + "note: \(scalar)y\n") == ["too-large"])
    let key = String(repeating: "k", count: 256)
    #expect(Self.rules(Self.small + "\(key): x\n").contains("unknown-key"))
    #expect(Self.rules(Self.small + "\(key)k: x\n") == ["too-large"])
  }

  @Test(arguments: ["[", "{", "- ", "? ", "{a: "], [33, 1000, 100_000])
  func deepNestingIsRefusedAtOnce(_ piece: String, _ count: Int) {
    let clock = ContinuousClock()
    let took = clock.measure {
      let found = Self.rules("note: \n  " + String(repeating: piece, count: count))
      #expect(found.count == 1 && ["too-deep", "forbidden-yaml"].contains(found[0]), "\(found)")
    }
    #expect(took < .seconds(5))
  }

  @Test func thirtyTwoLevelsAreAllowed() {
    let nested = String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
    #expect(!Self.rules(Self.small + "note: \(nested)\n").contains("too-deep"))
    #expect(Self.rules(Self.small + "note: [\(nested)]\n") == ["too-deep"])
  }

  @Test func anAliasBombIsOneFinding() {
    var bomb = "plan: vi-du\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(Self.rules(bomb).filter { $0 == "forbidden-yaml" }.count == 1)
    #expect(Self.rules(Self.small + "budget: &x [*x]\n").filter { $0 == "forbidden-yaml" }.count == 1)
  }

  // MARK: What is refused by name

  @Test(arguments: [
    "budget: &a 5\n", "budget: *a\n", "budget: !!str 5\n", "? budget\n: 5\n", "<<: {budget: 5}\n", "budget: 5\n---\nplan: hai\n",
  ])
  func foreignYAMLIsNamed(_ piece: String) {
    let found = Self.rules(Self.small.replacing("lead: none", with: "lead: none, accept: {}") + piece)
    #expect(found.filter { $0 == "forbidden-yaml" }.count == 1, "\(found)")
  }

  // MARK: Scalars

  @Test(arguments: ["no", "NO", "Off", "y", "~", "null", "1:30", "010", "0x1F", "1e3", ".inf", "+5", "2018-05-04", "=1"])
  func textIsTextWhateverYAMLThinksOfIt(_ text: String) throws {
    let reading = readPlan(
      "plan: vi-du\ntitle: \(text)\nyear: 2018\nunits: {a: A}\nactivities: {viec: {title: \(text), lead: a, when: ongoing}}\n")
    let plan = try #require(reading.plan, "\(reading.listing)")
    #expect(plan.title == text && plan.work.first?.title == text)
  }

  @Test(
    arguments: [
      ("20", 20), ("01", 1), ("007", 7), ("5.000", 5000), ("1.234.567", 1_234_567), ("0", 0),
      ("+5", nil), ("-1", nil), ("1_000", nil), ("0x1F", nil), ("1e3", nil), (".inf", nil), ("1.5", nil), ("5,000", nil),
      ("12.34", nil),
      ("５", nil), ("1:30", nil), ("", nil), (" 5", nil), ("1.0000", nil), ("99999999999999999999", nil), ("1.", nil), (".5", nil),
    ] as [(String, Int?)])
  func numbersAreReadByBytes(_ text: String, _ value: Int?) { #expect(PlainNumber.read(text) == value) }

  @Test(
    arguments: [
      ("17:30", "17:30"), ("7h30", "07:30"), ("07 giờ 30", "07:30"), ("08 giờ 00", "08:00"), ("8h", "08:00"),
      ("7 giờ 30 phút", "07:30"),
      ("17:30-17:45", "17:30-17:45"), ("8h00 - 11h00", "08:00-11:00"), ("7h đến 9h30", "07:00-09:30"), ("0:00", "00:00"),
      ("25:00", nil), ("17h75", nil), ("24:00", nil), ("17", nil), ("17.30", nil), ("17:30:00", nil), ("5 pm", nil), ("", nil),
      ("-", nil),
      ("17:30-", nil), ("１７:30", nil), ("17:301", nil), ("h", nil), ("17::30", nil),
    ] as [(String, String?)])
  func timesAreRead(_ text: String, _ value: String?) { #expect(TimeSlot.read(text)?.text == value) }

  // MARK: Shapes

  /// Every key with a value of every wrong kind: findings, never a crash.
  @Test func everyKeyTakesEveryKindOfValue() {
    let values = [
      "", "~", "x", "[]", "{}", "[[]]", "[{}]", "{a: }", "{a: [b]}", "[a, ]", "\"\"", "each", "none", "0", "a, , b", ",", "31/02",
      "{x: {y: z}}",
    ]
    for key in KeyLevel.head.keys {
      for value in values { _ = readPlan("plan: vi-du\ntitle: T\nyear: 2018\n\(key.rawValue): \(value)\nactivities: {}\n") }
    }
    for (level, wrap) in [
      (KeyLevel.activity, "activities: {viec: {title: T, lead: a, KEY}}"),
      (.phase, "activities: {viec: {title: T, lead: a, phases: {p: {KEY}}}}"),
      (.unit, "units: {a: {name: A, KEY}}"), (.channel, "channels: {k: {name: K, KEY}}"),
      (.theme, "themes: {c: {title: C, KEY}}"),
      (.document, "document: {KEY}"), (.calendar, "calendar: {KEY}"), (.defaults, "defaults: {KEY}"), (.period, "period: {KEY}"),
    ] {
      for key in level.keys {
        for value in values {
          let piece = wrap.replacing("KEY", with: "\(key.rawValue): \(value)")
          _ = readPlan("plan: vi-du\ntitle: T\nyear: 2018\n\(piece)\n")
        }
      }
    }
  }

  @Test func anExplosionOfTasksIsRefusedWithItsActivity() {
    let members = (0..<3321).map { "u\($0): U" }.joined(separator: ", ")
    func plan(_ group: String) -> String {
      "plan: vi-du\ntitle: T\nyear: 2018\nunits: {nhom: {name: N, members: {\(group)}}}\nactivities: {viec: {title: T, lead: each nhom, every: day}}\n"
    }
    let refused = readPlan(plan(members))
    #expect(refused.faults == ["too-large"])
    #expect(refused.diagnostics.first?.message.en.contains("`viec`") == true)
    let allowed = readPlan(plan((0..<200).map { "u\($0): U" }.joined(separator: ", ")))
    #expect(allowed.schedule?.count == 73_000, "\(allowed.listing)")
  }
}
