import Foundation
import PlanModel
import Testing

/// `plan fmt` and `plan validate --fix` write files, and never more than was asked.
@Suite struct MendingTests {
  static let head = "plan: thu\ntitle: Thử\nyear: 2018\ndocument: {kind: letter}\n"

  /// Runs `arguments` on a file with a text and gives back what stands there then.
  static func run(_ arguments: [String], on text: String, mode: Int = 0o644) throws -> (
    after: String, error: String, status: Int32
  ) {
    try Program.inTemporaryFolder { folder in
      let file = folder.appending(path: "plan.yaml")
      try text.write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      let result = try Program.run(arguments + [file.path, "--lang", "en"])
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left == ["plan.yaml"], "\(left)")
      let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(rights == mode)
      return (try String(contentsOf: file, encoding: .utf8), result.error, result.status)
    }
  }

  @Test func oneMendIsAppliedAndSaid() throws {
    let text =
      Self.head
      + "units: {phong: P}\nactivities:\n  a: {titel: A, leed: phong, due: 1/5}\n  b: {title: B, lead: phog, when: thang 5}\n"
    let result = try Self.run(["validate", "--fix"], on: text)
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.after.hasSuffix("  a: {title: A, lead: phong, due: 01/05}\n  b: {title: B, lead: phong, when: tháng 5}\n"),
      "\(result.after)")
    for said in ["`titel` → `title`", "`leed` → `lead`", "`1/5` → `01/05`", "`phog` → `phong`", "`thang 5` → `tháng 5`"] {
      #expect(result.error.contains(said))
    }
  }

  @Test(arguments: [
    // Another number is another unit, period or phase.
    "units: {phuong-1: P}\nactivities:\n  a: {title: A, lead: phuong-2, due: 02/05}\n",
    // A key that is there already is not written twice.
    "units: {p: P}\nactivities:\n  a: {title: A, lead: p, leed: p, due: 02/05}\n",
    "units: {p: P}\nactivities:\n  a: {titel: A, tittle: B, lead: p, due: 02/05}\n",
    // Two candidates are no mend.
    "units: {phong-a: A, phong-b: B}\nactivities:\n  a: {title: A, lead: phong-c, due: 02/05}\n",
  ])
  func whatIsInDoubtStays(_ rest: String) throws {
    let result = try Self.run(["validate", "--fix"], on: Self.head + rest)
    #expect(!result.after.contains("title: A, title") && !result.after.contains("lead: p, lead"), "\(result.after)")
    #expect(result.status == 1)
    #expect(result.after.contains("phuong-2") == rest.contains("phuong-2"))
    #expect(result.after.contains("phong-c") == rest.contains("phong-c"))
  }

  @Test(arguments: [["validate", "--fix"], ["fmt"]])
  func aReadOnlyFileStays(_ arguments: [String]) throws {
    let text = Self.head + "units:   {p: P}\nactivities:\n  a: {titel: A, lead: p, due: 02/05}\n"
    let result = try Self.run(arguments, on: text, mode: 0o444)
    #expect(result.after == text)
    #expect(result.status == 2 && result.error.contains("cannot write"), "\(result.error)")
  }

  @Test func keysInQuotesKeepThem() throws {
    let text = Self.head + "units: {p: {\"name\":P}}\nactivities:\n  a: {\"title\": A, 'lead': p, due: 02/05}\n"
    let result = try Self.run(["fmt", "--keys", "vi"], on: text)
    #expect(result.after.contains("{\"tên gọi\":P}") && result.after.contains("'chủ trì': p"), "\(result.after)")
    #expect(result.status == 0)
  }

  @Test func commentsStayWithTheirSection() throws {
    let text =
      Self.head + "units: {p: P}\nactivities:\n  a:\n    title: A\n    lead: p\n    due: 02/05\n  # b:\n  #   title: B\nnote: x\n"
    #expect(try Self.run(["fmt"], on: text).after.contains("    due: 02/05\n  # b:\n  #   title: B\n"))
  }

  @Test func standardInputIsLaidOutToStandardOutput() throws {
    let result = try Program.run(["fmt", "-"], input: Array("plan:  thu\ntitle :  Thử\n".utf8))
    #expect(result.status == 0 && result.output == "plan: thu\ntitle: Thử\n")
    #expect(try Program.run(["validate", "--fix", "-"], input: []).status == 64)
    let broken = try Program.run(["fmt", "-", "--lang", "en"], input: Array("plan: \"thu\n".utf8))
    #expect(broken.status == 1 && broken.output.isEmpty && broken.error.contains("error[syntax]"))
  }
}
