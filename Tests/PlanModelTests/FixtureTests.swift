import Foundation
import Testing

@testable import PlanModel

/// Plans that say in comments what must be found in them.
///
/// `# error: [rule]` after a line, or alone on the line before it, announces a finding that starts on the line; a number before
/// the bracket is its column. What is found and not announced fails, and so does what is announced and not found.
@Suite struct FixtureTests {
  struct Expectation: Hashable, CustomStringConvertible {
    let line: Int
    let severity: String
    let rule: String

    var description: String { "line \(line): \(severity)[\(rule)]" }
  }

  struct Marks {
    var expected: [Expectation] = []
    var columns: [(line: Int, rule: String, column: Int)] = []

    init(_ text: String) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
      for (index, line) in lines.enumerated() {
        for severity in ["error", "warning", "note"] {
          guard let mark = line.range(of: "# \(severity): ") else { continue }
          let isAlone = line[..<mark.lowerBound].allSatisfy { $0 == " " }
          var target = index
          if isAlone {
            target += 1
            while target < lines.count - 1, Self.isSkipped(lines[target]) { target += 1 }
          }
          read(String(line[mark.upperBound...]), severity, target + 1)
        }
      }
    }

    private static func isSkipped(_ line: String) -> Bool {
      let trimmed = line.drop { $0 == " " }
      return trimmed.isEmpty || trimmed.hasPrefix("# ") || trimmed == "#"
    }

    private mutating func read(_ text: String, _ severity: String, _ line: Int) {
      var column: Int?
      for part in text.split(separator: " ") {
        if let number = Int(part) {
          column = number
        } else if part.hasPrefix("["), part.hasSuffix("]") {
          let rule = String(part.dropFirst().dropLast())
          expected.append(Expectation(line: line, severity: severity, rule: rule))
          if let at = column { columns.append((line, rule, at)) }
          column = nil
        } else {
          break
        }
      }
    }
  }

  /// Rules about plans as a whole, which the plans in their own folders answer in full; other fixtures are too small to.
  static let ofWholePlans: Set = [
    "lead-is-monitor", "no-monitor", "no-product", "operator-not-involved", "requested-unit-leads", "vague-partner",
    "unused-unit",
    "unused-theme", "unused-channel", "uncovered-target-group", "uncovered-theme", "empty-month", "banner-not-removed",
    "broadcast-day", "overloaded-day", "no-contact", "unused-accept", "mixed-keys", "confusable-text",
  ]

  static let fixtures = testsFolder.appending(path: "PlanModelTests/Fixtures")

  @Test(arguments: planFiles(below: fixtures))
  func saysWhatItExpects(_ file: URL) throws {
    let folder = file.deletingLastPathComponent().lastPathComponent
    // Only plans about contacts are looked at while they run.
    let day = folder == "no-contact" ? try #require(CivilDate("2026-06-01")) : CivilDate.earliest
    let reading = try readPlan(file, asOf: day)
    let marks = Marks(String(decoding: try bytes(file), as: UTF8.self))
    let announced = Set(marks.expected.map(\.rule))
    let found = reading.diagnostics.filter { finding in
      !Self.ofWholePlans.contains(finding.rule.slug) || Self.ofWholePlans.contains(folder)
        || announced.contains(finding.rule.slug)
    }.map { finding in
      Expectation(
        line: reading.sources.positions(of: finding.span).start.line, severity: finding.severity.rawValue, rule: finding.rule.slug
      )
    }
    func tally(_ list: [Expectation]) -> [Expectation: Int] { list.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
    let expected = tally(marks.expected)
    #expect(tally(found) == expected, "\(file.lastPathComponent)\n\(reading.listing)")
    for mark in marks.columns {
      let columns = reading.diagnostics.filter {
        $0.rule.slug == mark.rule && reading.sources.positions(of: $0.span).start.line == mark.line
      }.map { reading.sources.positions(of: $0.span).start.column }
      #expect(columns.contains(mark.column), "\(file.lastPathComponent): \(mark)")
    }
  }

  @Test func everyErrorRuleHasAFixture() {
    let folder = Self.fixtures.appending(path: "invalid").path
    for rule in Rule.all {
      let isThere = FileManager.default.fileExists(atPath: folder + "/" + rule.slug)
      #expect(isThere || ["encoding", "too-large", "too-deep"].contains(rule.slug), "\(rule.slug)")
    }
  }
}
