import Foundation
import Testing

/// Commands with the output they must give, one in each file of `Golden/`.
///
/// The first line is the command, with variables of the environment before it; what follows is standard output, standard error
/// and the exit code. `RECORD=1` writes the files anew and fails.
@Suite struct GoldenTests {
  static let folder = Program.tests.appending(path: "Golden")
  static let files =
    ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
    .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }

  @Test func thereAreMany() { #expect(Self.files.count >= 15) }

  @Test(arguments: files)
  func outputIsAsRecorded(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let command = String(text.prefix { $0 != "\n" })
    var words = shellWords(String(command.dropFirst(2)))
    var environment: [String: String] = [:]
    while let word = words.first, let sign = word.firstIndex(of: "="), word != "plan" {
      environment[String(word[..<sign])] = String(word[word.index(after: sign)...])
      words.removeFirst()
    }
    #expect(words.first == "plan")
    let result = try Program.run(Array(words.dropFirst()), environment: environment, in: Program.tests)
    let transcript = "\(command)\n--- out\n\(result.output)--- err\n\(result.error)--- exit \(result.status)\n"
    if Program.isRecording, transcript != text {
      try transcript.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent)")
    } else {
      #expect(transcript == text, "\(file.lastPathComponent)")
    }
  }
}
