import Foundation
import PlanReports
import Testing

/// The page of rules is what the program says of them.
@Suite struct RuleDocumentTests {
  @Test func thePageIsFresh() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../docs/rules.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    if ProcessInfo.processInfo.environment["RECORD"] == "1", text != RuleDocument.markdown {
      try RuleDocument.markdown.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/rules.md")
    } else {
      #expect(text == RuleDocument.markdown, "docs/rules.md is old: run RECORD=1 bin/test")
    }
  }
}
