import Foundation
import PlanModel
import Testing

/// The schema in `schema/` is the program's own, accepts valid plans and refuses faults of shape.
@Suite struct SchemaTests {
  static let file = Program.checkout.appending(path: "schema/plan.schema.json")

  @Test func theFileIsFresh() throws {
    let text = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
    if Program.isRecording, text != PlanSchema.json {
      try PlanSchema.json.write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("recorded schema/plan.schema.json")
    } else {
      #expect(text == PlanSchema.json, "schema/plan.schema.json is old: run RECORD=1 bin/test")
    }
  }

  /// Whether Python and what the schema needs are here; `.ci/run` installs them.
  static let canValidate = (try? python(["-c", "import jsonschema, yaml"]).status) == 0

  static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.currentDirectoryURL = Program.checkout
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  static func files(_ folders: [String]) -> [String] {
    folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: Program.checkout.appending(path: folder).path)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
    }
  }

  @Test(.enabled(if: canValidate)) func validPlansAreAcceptedAndFaultsOfShapeRefused() throws {
    let fixtures = "Tests/PlanModelTests/Fixtures/"
    // An editor knows the canonical spellings only.
    let valid = Self.files([fixtures + "valid", "plans", "plans/registry", "Tests/Vectors/plans"])
      .filter { !["odd-key-spellings.yaml", "tieng-viet.yaml"].contains(($0 as NSString).lastPathComponent) }
    // What a name in `assumed` means, and which frequency needs a day, a schema does not tell.
    let beyond = ["assumed-name.yaml", "assumed-name-vi.yaml", "every-without-day.yaml", "every-without-day-vi.yaml"]
    let faulty = Self.files(["unknown-key", "missing-key", "wrong-type", "bad-id"].map { fixtures + "invalid/" + $0 })
      .filter { !beyond.contains(($0 as NSString).lastPathComponent) }
    #expect(valid.count > 50 && faulty.count > 30)
    let result = try Self.python(["Tests/PlanCLITests/schema.py", "schema/plan.schema.json"] + valid + ["--"] + faulty)
    #expect(result.status == 0, "\(result.output)")
  }
}
