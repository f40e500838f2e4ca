import Foundation
import TestSupport
import Testing

@testable import PlanModel

/// Plans with random damage: whatever comes in, the reader answers with findings and never falls over.
///
/// A short round runs always; `PLAN_FUZZ=ROUNDS` runs a long one.
@Suite struct FuzzTests {
  static let seeds: [[UInt8]] = {
    let folders = ["PlanModelTests/Fixtures/valid", "Vectors/plans", "PlanModelTests/Fixtures/invalid"]
    return folders.flatMap { planFiles(below: testsFolder.appending(path: $0)) }.compactMap { try? bytes($0) }
  }()

  static let pieces: [[UInt8]] =
    [
      "\n", "  ", ":", ": ", "- ", "#", " #", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "&a", "*a", "!t", "<<: ", "? ", "%",
      "@", "\t",
      "31/02", "29/02", "0", "99999999999999999999", "-1", "each ", "mỗi ", "none", "~", "null", "tet", "trước ", "sau ", "to",
      "đến",
      "every: ", "day: ", "due: ", "when: ", "phases: ", "after: ", "members: ", "lead: ", "use: ", "year: 1970", "year: 2199",
      "first ",
      "working day", "ngày làm việc ", "9999 days after ", "tháng ", "quý ", "12", "2 weeks", "\u{0}", "\u{1B}", "\u{202E}",
      "\u{FEFF}",
      "e\u{301}", "\r", "\r\n", "\u{85}", "\u{2028}", "😀", "\u{10FFFF}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]

  static func damaged(_ random: inout SplitMix64) -> [UInt8] {
    var bytes = seeds.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      case 3: bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &random) ?? [])
      case 4:
        let other = Int.random(in: 0..<bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[min(place, other)..<min(bytes.count, min(place, other) + 60)], at: max(place, other))
      default: bytes.removeSubrange(place..<end)
      }
    }
    return bytes
  }

  @Test func damagedPlansNeverStopTheProgram() throws {
    let rounds = ProcessInfo.processInfo.environment["PLAN_FUZZ"].flatMap { Int($0) } ?? 1500
    var random = SplitMix64(seed: UInt64(rounds) &* 2018)
    for round in 0..<rounds {
      let bytes = Self.damaged(&random)
      // The last input stays where a crash leaves it.
      if rounds > 1500 { try Data(bytes).write(to: FileManager.default.temporaryDirectory.appending(path: "plan-fuzz.yaml")) }
      let reading = PlanReading.read(SourceFile(name: "plan.yaml", bytes: bytes), asOf: .earliest) { _ in .failure(.missing) }
      let text = TextRenderer(language: .vi, ink: TerminalInk(isColoured: false))
      for finding in reading.diagnostics {
        let located = LocatedDiagnostic(finding, in: reading.sources)
        #expect(!text.render(located).isEmpty)
        let (start, end) = reading.sources.positions(of: finding.span)
        #expect((start.line, start.column) <= (end.line, end.column) && start.line >= 1 && start.column >= 1, "round \(round)")
      }
      guard let schedule = reading.schedule else {
        #expect(reading.hasErrors || reading.isRegistry, "round \(round): neither a schedule nor an error")
        continue
      }
      var ids: Set<String> = []
      schedule.forEachTask { place in
        let task = schedule.task(at: place)
        #expect(ids.insert(task.id).inserted, "round \(round): \(task.id) twice")
        #expect((task.slot.start ?? .earliest) <= (task.slot.due ?? .latest), "round \(round): \(task.id)")
      }
    }
  }
}
