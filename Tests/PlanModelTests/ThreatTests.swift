import Testing

@testable import PlanModel

/// What hostile or unlucky plan files do, threat by threat, where the fixtures do not show it already.
@Suite struct ThreatTests {
  static let head = "plan: vi-du\ntitle: Ví dụ\nyear: 2018\n"

  static func rules(_ text: String) -> [String] { readPlan(text).faults }

  // MARK: Aliases and nesting

  @Test func bombsOfAliasesAreOneFinding() {
    let twenty = (1...20).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
    let nine = (1...9).map { "b\($0): &b\($0) [" + Array(repeating: "*b\($0 - 1)", count: 9).joined(separator: ",") + "]" }
      .joined(separator: "\n")
    for bomb in ["a0: &a0 x\n" + twenty, "b0: &b0 x\n" + nine] {
      #expect(Self.rules(Self.head + bomb + "\n").count { $0 == "forbidden-yaml" } == 1)
    }
    #expect(Self.rules(Self.head + "budget: &x [*x]\nactivities: {}\n") == ["forbidden-yaml"])
    #expect(Self.rules(Self.head + "budget: *x\nactivities: {}\n") == ["forbidden-yaml"])
  }

  // MARK: Keys

  @Test func aKeyTwiceIsFoundInMapsOfDatesAndRules() {
    for twice in [
      "calendar: {days_off: {02/05: a, 02/05: b}}", "calendar: {working_days: {05/05: a, \"05/05\": b}}",
      "accept: {no-product: x, no-product: y}", "assumed: {title: x, title: y}",
      // The same name composed and decomposed.
      "calendar: {days_off: {\"T\u{1EBF}t\": a, \"Te\u{302}\u{301}t\": b}}",
    ] {
      #expect(Self.rules(Self.head + twice + "\nactivities: {}\n") == ["duplicate-key"], "\(twice)")
    }
    let except = "activities:\n  a: {title: A, lead: u, every: day, except: {15/05: a, 15/05: b}}\nunits: {u: U}\n"
    #expect(Self.rules(Self.head + except) == ["duplicate-key"])
  }

  @Test func aMergeKeyIsRefusedAndAQuotedOneIsAStranger() {
    #expect(Self.rules(Self.head + "units: {a: {<<: {name: B}, name: A}}\nactivities: {}\n").contains("forbidden-yaml"))
    #expect(Self.rules(Self.head + "units: {a: {\"<<\": x, name: A}}\nactivities: {}\n") == ["unknown-key"])
    #expect(Self.rules(Self.head + "units: {\"<<\": A}\nactivities: {}\n") == ["bad-id"])
  }

  // MARK: Scalars

  @Test func wordsThatYAMLTakesForOthersAreTextInEveryField() throws {
    for word in ["no", "NO", "Off", "y", "~", "null", "1:30", "010", "0x1F", "1e3", ".inf", "+5", "2018-05-04"] {
      let text = """
        plan: vi-du
        title: \(word)
        year: 2018
        units: {u: {name: \(word), short: \(word), contact: {person: \(word)}}, v: \(word)}
        themes: {t: \(word)}
        target_groups: {g: \(word)}
        channels: {c: \(word)}
        activities:
          a: {title: \(word), lead: u, coordinate: v, due: 04/05, product: \(word), place: \(word), note: \(word)}
        """
      let reading = readPlan(text)
      let plan = try #require(reading.plan, "\(word)\n\(reading.listing)")
      #expect(plan.title == word && plan.units[0].name == word && plan.units[1].name == word && plan.themes[0].title == word)
      #expect(plan.work[0].title == word && plan.work[0].place == word && plan.work[0].note == word)
    }
  }

  @Test(
    arguments: [
      ("1", 1), ("01", 1), ("5.000", 5000), ("12", 12), ("0", nil), ("-1", nil), ("+5", nil), ("1e3", nil), ("0x10", nil),
      ("1_000", nil),
      ("5,000", nil), ("1.5", nil), (".5", nil), ("5.", nil), ("1.0000", nil), ("１", nil), ("٣", nil), ("1:30", nil),
      (".inf", nil),
      (".nan", nil), ("1 ", 1), ("\"3\"", 3), ("'04'", 4), ("ba", nil), ("1/2", nil), ("1%", nil), ("9999999999999", nil),
    ] as [(String, Int?)])
  func numbersAreDigits(_ text: String, _ value: Int?) {
    let reading = readPlan(
      Self.head
        + "channels: {k: {name: K, at_once: \(text)}}\nunits: {u: U}\nactivities:\n  a: {title: A, lead: u, channels: k, due: 04/05}\n"
    )
    if let value {
      #expect(reading.plan?.channels[0].atOnce == value, "\(reading.listing)")
    } else {
      #expect(reading.hasErrors, "\(text)")
    }
  }

  // MARK: Bytes

  @Test func otherEncodingsAreNamed() {
    let text = Self.head + "activities: {}\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let wide = text.unicodeScalars.flatMap { [UInt8($0.value & 0xFF), UInt8(($0.value >> 8) & 0xFF), 0, 0] }
    for bytes in [little, big, [0xFF, 0xFE, 0, 0] + wide, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      let reading = PlanReading.read(SourceFile(name: "plan.yaml", bytes: bytes), asOf: .earliest) { _ in .failure(.missing) }
      #expect(reading.faults == ["encoding"], "\(reading.listing)")
    }
    #expect(Self.rules("\u{FEFF}\u{FEFF}" + text) == ["encoding"])
  }

  @Test func theNineMarksOfDirectionAreRefusedInEveryField() {
    for value in Array(0x202A...0x202E) + Array(0x2066...0x2069) {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let fields = [
        "title: \"a\(scalar)b\"", "note: \"a\(scalar)b\"", "purpose: >-\n  a\(scalar)b", "budget: a\(scalar)b", "# a\(scalar)b",
        "units: {u: a\(scalar)b}", "activities: {a: {title: A, product: a\(scalar)b}}",
        "activities: {a: {evidence: [a\(scalar)b]}}",
        "activities: {a: {target: a\(scalar)b, place: x}}", "themes: {t: {title: T, note: a\(scalar)b}}",
        "accept: {no-product: a\(scalar)b}", "note: \"\\u\(String(value, radix: 16))\"",
      ]
      for field in fields {
        let found = Self.rules("plan: vi-du\nyear: 2018\n" + field + "\n")
        #expect(found.contains("encoding"), "\(field.unicodeScalars.map { $0.isASCII ? String($0) : "?" }.joined())")
      }
    }
  }

  @Test func everyControlCharacterIsRefusedInEveryField() {
    for code in Array(0..<32) + [127] + Array(128..<160) where code != 10 && code != 9 {
      let escape = "\\x" + (code < 16 ? "0" : "") + String(code, radix: 16)
      for field in [
        "title: \"a\(escape)\"", "units: {u: \"a\(escape)\"}", "activities: {a: {product: \"a\(escape)\"}}",
        "accept: {no-product: \"a\(escape)\"}",
      ] {
        #expect(Self.rules("plan: vi-du\nyear: 2018\n" + field + "\n").contains("encoding"), "\(escape)")
      }
    }
  }

  @Test func invisibleAndForeignLettersInNamesAreSeen() {
    for value in [0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0x3164, 0xE0041] as [UInt32] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let reading = readPlan(Self.head + "units: {u: \"Phòng\(scalar) A\"}\nactivities: {}\n")
      #expect(reading.diagnostics.contains { $0.rule.slug == "confusable-text" }, "\(value)")
    }
    for name in ["Phòng Văn hóa – Thông tin", "Ứng dụng “một cửa”…", "Đội 5: 100 % hộ", "Câu lạc bộ 👨‍👩‍👧"] {
      let reading = readPlan(Self.head + "units: {u: \"\(name)\"}\nactivities: {}\n")
      #expect(!reading.diagnostics.contains { $0.rule.slug == "confusable-text" }, "\(name)")
    }
  }

  // MARK: Limits

  @Test func theEdgeOfAnExplosion() {
    func plan(_ units: Int) -> String {
      Self.head + "units: {g: {name: G, members: {" + (0..<units).map { "u\($0): U" }.joined(separator: ", ")
        + "}}}\nactivities:\n  a: {title: A, lead: each g, every: day}\n"
    }
    // 365 days for each: 1,000,000 tasks of one activity at most.
    #expect(Self.rules(plan(2739)).isEmpty)
    #expect(Self.rules(plan(2740)) == ["too-large"])
  }

  @Test func whatIsUsedCountsToo() {
    let half = "note: >-\n" + String(repeating: "  " + String(repeating: "a", count: 1000) + "\n", count: 60)
    let big =
      (0..<75).map { "# \($0)\n" + String(repeating: "# " + String(repeating: "b", count: 996) + "\n", count: 60) }.joined()
      + half
    let text = Self.head + "use: reg.yaml\nunits: {u: U}\nactivities: {}\n" + big
    #expect(text.utf8.count < 8 * 1024 * 1024 && text.utf8.count * 2 > 8 * 1024 * 1024)
    #expect(readPlan(text, files: ["reg.yaml": "units: {v: V}\n"]).faults.isEmpty)
    #expect(readPlan(text, files: ["reg.yaml": "units: {v: V}\n" + big]).faults.contains("too-large"))
  }

  @Test func placesInLongLinesAreCountedAlike() {
    for start in ["", "\u{FEFF}", "ngắn\n"] {
      let line = String(repeating: "một đoạn chữ dài, 🙂 a", count: 900)
      let file = SourceFile(name: "plan.yaml", text: start + line + "\nhết\n")
      let bytes = file.bytes
      let begin = start == "\u{FEFF}" ? 3 : start.utf8.count
      for offset in stride(from: begin, to: begin + line.utf8.count, by: 97) {
        let column = bytes[begin..<offset].count { $0 & 0xC0 != 0x80 } + 1
        #expect(file.position(at: offset).column == column)
      }
    }
  }

  // MARK: Output

  @Test func nothingOfAPlanEndsALineOrActsOnATerminal() {
    let payloads = ["\\n::error::x", "\\r::add-mask::x", "%0A::set-env", "a,b:c", "\u{200B}", "\u{61C}"]
    for payload in payloads {
      let reading = readPlan(
        Self.head + "units: {\"u\(payload)\": U}\nthemes: {\"t\(payload)\": \"x\(payload)\"}\nactivities: {}\n")
      let sources = reading.sources
      for finding in reading.diagnostics {
        let located = LocatedDiagnostic(finding, in: sources)
        let line = GitHubRenderer(language: .en).render(located)
        #expect(line.hasPrefix("::") && !line.contains(where: \.isNewline))
        #expect(line.components(separatedBy: "::").count >= 3)
        let texts = [
          line, ConciseRenderer(language: .vi).render(located), JSONRenderer(language: .vi).render([located], files: 1),
          SARIFRenderer(language: .en, version: "0").render([located]),
        ]
        for text in texts {
          #expect(
            !text.unicodeScalars.contains { $0.properties.generalCategory == .format || ($0.value < 0xA0 && $0.value >= 0x7F) })
          #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        }
      }
    }
  }

  @Test func aFileNameIsEscapedInGitHubAndSARIF() {
    let name = "k\u{1EBF} ho\u{1EA1}ch, 50%:1\n::error::.yaml"
    let reading = PlanReading.read(SourceFile(name: name, text: "plan: x\n"), asOf: .earliest) { _ in .failure(.missing) }
    for finding in reading.diagnostics {
      let line = GitHubRenderer(language: .en).render(LocatedDiagnostic(finding, in: reading.sources))
      #expect(line.contains("file=kế hoạch%2C 50%25%3A1%0A%3A%3Aerror%3A%3A.yaml,line="))
    }
    #expect(SARIFRenderer.uri(name) == "k%E1%BA%BF%20ho%E1%BA%A1ch,%2050%25%3A1%0A%3A%3Aerror%3A%3A.yaml")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
