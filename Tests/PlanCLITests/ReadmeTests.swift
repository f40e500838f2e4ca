import Foundation
import Testing

/// What the READMEs show is run, and must be what they say; `RECORD=1` writes the outputs anew and fails.
@Suite struct ReadmeTests {
  @Test(arguments: ["README.md", "README.vi.md"])
  func sessionsAreReal(_ name: String) throws {
    let url = Program.checkout.appending(path: name)
    let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
    try Program.inTemporaryFolder { folder in
      for part in ["plans", "docs"] {
        try FileManager.default.copyItem(at: Program.checkout.appending(path: part), to: folder.appending(path: part))
      }
      var shown: [String] = []
      var index = 0
      var sessions = 0
      while index < lines.count {
        shown.append(lines[index])
        guard lines[index].hasPrefix("$ bin/plan ") || lines[index].hasPrefix("$ cat ") else {
          index += 1
          continue
        }
        let arguments = Array(shellWords(lines[index]).dropFirst(2))
        // What is exported is exported on 7 April 2026, so that the example of an amendment is of its days.
        let environment = ["LC_ALL": "C", "SOURCE_DATE_EPOCH": "1775527200"]
        let output =
          lines[index].hasPrefix("$ cat ")
          ? try String(contentsOf: folder.appending(path: arguments[0]), encoding: .utf8)
          : try Program.run(arguments, environment: environment, in: folder, joined: true).both
        shown += output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
        sessions += 1
        index += 1
        while index < lines.count, lines[index] != "```", !lines[index].hasPrefix("$ ") { index += 1 }
      }
      #expect(sessions >= 5)
      if Program.isRecording, shown != lines {
        try shown.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name)")
      } else {
        #expect(shown == lines)
      }
    }
  }

  /// The plans that documents show in full are plans.
  @Test(arguments: ["README.md", "README.vi.md", "docs/plan-format.md"])
  func wholePlansInDocumentsAreValid(_ name: String) throws {
    let text = try String(contentsOf: Program.checkout.appending(path: name), encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
    for block in blocks where block.hasPrefix("plan:") || block.hasPrefix("mã kế hoạch:") {
      let result = try Program.run(["validate", "-", "--lang", "en"], input: Array(block.utf8))
      #expect(result.status == 0, "\(name)\n\(result.both)")
    }
  }
}
