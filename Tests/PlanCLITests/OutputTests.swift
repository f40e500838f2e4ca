import Foundation
import Testing

/// A plan, what it uses and the store are never written over by what is made of them.
@Suite struct OutputTests {
  static let commands: [[String]] = [
    ["checklist", "plans/ha-noi-2019.yaml"], ["report", "plans/ha-noi-2019.yaml", "--period", "2019"],
    ["coverage", "plans/ha-noi-2019.yaml"], ["document", "plans/ha-noi-2019.yaml"],
    ["document", "plans/ha-noi-2024.yaml", "--amending", "plans/ha-noi-2019.yaml"],
    ["diff", "plans/ha-noi-2019.yaml", "plans/ha-noi-2024.yaml"], ["diff", "plans/ha-noi-2024.yaml", "plans/ha-noi-2019.yaml"],
    ["roll", "plans/ha-noi-2019.yaml", "--year", "2030", "--force"],
  ]

  @Test(arguments: commands)
  func nothingThatIsReadIsWrittenOver(_ command: [String]) throws {
    try Program.inTemporaryFolder { folder in
      try FileManager.default.copyItem(at: Program.checkout.appending(path: "plans"), to: folder.appending(path: "plans"))
      let task = "ha-noi-tthc-2019/cuoc-thi.phat-dong"
      let mark = try Program.run(["mark", "plans/ha-noi-2019.yaml", task, "--as", "started", "--on", "2019-03-04"], in: folder)
      #expect(mark.status == 0, "\(mark.error)")
      for target in ["plans/ha-noi-2019.yaml", "plans/registry/ha-noi.yaml", "plans/progress.sqlite"] {
        let file = folder.appending(path: target)
        let before = try Data(contentsOf: file)
        let result = try Program.run(command + ["--output", target], in: folder)
        #expect(result.status == 64, "\(command) \(target): \(result.error)")
        #expect(try Data(contentsOf: file) == before, "\(command) \(target)")
      }
    }
  }

  @Test func aStoreIsNotWrittenOverByANewPlan() throws {
    try ProgressCommandTests.inOffice { office in
      _ = try office.plan("mark", "ke-hoach.yaml", ProgressCommandTests.radio, "--as", "done", "--on", "2018-05-04")
      let result = try office.plan("new", "abc-2027", "--output", "progress.sqlite", "--force")
      #expect(result.status == 64, "\(result.error)")
      #expect(try office.entries.count == 1)
    }
  }
}
