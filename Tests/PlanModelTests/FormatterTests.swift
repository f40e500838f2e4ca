import Foundation
import TestSupport
import Testing

@testable import PlanModel

/// Laying out changes how a plan looks and nothing of what it says.
@Suite struct FormatterTests {
  static let files =
    planFiles(below: testsFolder.appending(path: "Vectors/plans"))
    + planFiles(below: testsFolder.appending(path: "Vectors/random"))
    + planFiles(below: testsFolder.appending(path: "PlanModelTests/Fixtures"))
    + planFiles(below: checkout.appending(path: "plans")) + planFiles(below: checkout.appending(path: "docs/examples"))

  /// What a plan comes to: its tasks with all their days, and its findings without their lines.
  static func meaning(_ bytes: [UInt8], beside file: URL) -> [String] {
    let reading = PlanReading.read(SourceFile(name: file.path, bytes: bytes), asOf: .earliest) { path in
      FileManager.default.contents(atPath: path).map { .success([UInt8]($0)) } ?? .failure(.missing)
    }
    var lines = reading.diagnostics.filter { !["mixed-keys", "unused-accept"].contains($0.rule.slug) }.map {
      "\($0.severity) \($0.rule.slug)"
    }.sorted()
    if let schedule = reading.schedule {
      schedule.forEachTask { place in
        let task = schedule.task(at: place)
        lines.append(
          "\(task.id) \(task.title) \(task.slot.start?.description ?? "") \(task.slot.due?.description ?? "") \(task.coordinate)")
      }
    }
    return lines
  }

  static func comments(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      line.range(of: " #").map { String(line[$0.lowerBound...]) } ?? (line.hasPrefix("#") ? " " + line : nil)
    }.sorted()
  }

  static func formatted(_ bytes: [UInt8], keys: Language? = nil) -> [UInt8]? {
    guard case .formatted(let result) = PlanFormatter.format(SourceFile(name: "plan.yaml", bytes: bytes), keys: keys) else {
      return nil
    }
    return result
  }

  @Test(arguments: files)
  func nothingChangesButTheLooks(_ file: URL) throws {
    let before = try bytes(file)
    guard let once = Self.formatted(before) else { return }
    #expect(Self.formatted(once) == once, "not stable")
    #expect(Self.meaning(once, beside: file) == Self.meaning(before, beside: file))
    #expect(Self.comments(once) == Self.comments(before))
    #expect(!String(decoding: once, as: UTF8.self).contains("\n\n\n\n"))
    for language in [Language.en, .vi] {
      let translated = try #require(Self.formatted(before, keys: language))
      #expect(Self.formatted(translated, keys: language) == translated, "not stable in \(language)")
      #expect(Self.meaning(translated, beside: file) == Self.meaning(before, beside: file), "\(language)")
      #expect(Self.comments(translated) == Self.comments(before))
    }
  }

  @Test func mostFilesCanBeLaidOut() throws {
    let readable = try Self.files.filter { file in
      if case .unreadable = PlanFormatter.format(SourceFile(name: "plan.yaml", bytes: try bytes(file)), keys: nil) {
        return false
      }
      return true
    }
    #expect(readable.count > 300)
    for file in readable {
      let outcome = PlanFormatter.format(SourceFile(name: "plan.yaml", bytes: try bytes(file)), keys: nil)
      if case .leftAlone = outcome { #expect(file.lastPathComponent.contains("flow"), "\(file.lastPathComponent)") }
    }
  }

  /// Plans laid out at random come to the same as when they were even.
  @Test func whateverWasUnevenBecomesEven() throws {
    var random = SplitMix64(seed: 20)
    var tried = 0
    for file in planFiles(below: checkout.appending(path: "plans")) {
      let even = try #require(Self.formatted(try bytes(file)))
      for _ in 0..<6 {
        var uneven = ""
        var text = ""
        for line in String(decoding: even, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
          let indent = line.prefix { $0 == " " }.count
          let isPlainKey = line.dropFirst(indent).first.map { $0.isLetter } ?? false
          // Deeper and deeper, by the same for all; after a colon, as many spaces as it may be.
          uneven = String(repeating: " ", count: indent * 2) + line.dropFirst(indent)
          if isPlainKey, random.next() % 3 == 0, let colon = uneven.range(of: ": "), !uneven[..<colon.lowerBound].contains("\"") {
            uneven.replaceSubrange(colon, with: ":" + String(repeating: " ", count: Int(random.next() % 4) + 1))
          }
          text += uneven + "\n"
        }
        // A text that says how far it is indented (`|2`) cannot be moved so.
        guard let again = Self.formatted(Array(text.utf8)) else { continue }
        tried += 1
        #expect(Self.meaning(again, beside: file) == Self.meaning(even, beside: file))
      }
    }
    #expect(tried >= 30)
  }
}
