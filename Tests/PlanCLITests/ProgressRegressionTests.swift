import Foundation
import Testing

/// What once went wrong in recording progress, each as a user met it.
@Suite struct ProgressRegressionTests {
  private typealias Office = ProgressCommandTests.Office
  private static let radio = ProgressCommandTests.radio
  private static let difficulty = "kho-khan-vuong-mac"

  @Test func workAsNeededOfAUnitIsRecordedOnceADay() throws {
    try ProgressCommandTests.inOffice { office in
      let arguments = [
        "mark", "ke-hoach.yaml", "--unit", "phong-vhtt", "--activity", Self.difficulty, "--as", "done", "--on", "2018-05-10",
      ]
      let first = try Program.run(arguments, environment: ["PLAN_LANG": "vi"], in: office.folder)
      #expect(first.status == 0, "\(first.error)")
      let again = try Program.run(arguments, environment: ["PLAN_LANG": "vi"], in: office.folder)
      #expect((again.status, again.output.hasPrefix("= ")) == (0, true), "\(again.output)\(again.error)")
      #expect(try office.entries.count == 1)
    }
  }

  @Test func workAsNeededCountsFromItsDayAndInsideThePlanOnly() throws {
    try ProgressCommandTests.inOffice { office in
      _ = try office.plan("mark", "ke-hoach.yaml", Self.difficulty, "--as", "done", "--on", "2018-05-10")
      func total(_ day: String) throws -> String {
        try office.plan("status", "ke-hoach.yaml", "--as-of", day, "--format", "json").output
      }
      let (before, after) = (try total("2018-05-09"), try total("2018-05-10"))
      #expect(before.contains("\"total\":593") && after.contains("\"total\":594"))
      let outside = try office.plan("mark", "ke-hoach.yaml", Self.difficulty, "--as", "done", "--on", "2017-12-31")
      #expect(outside.status == 64, "\(outside.output)\(outside.error)")
    }
  }

  @Test func aQuantityHasTwelveDigitsAtMost() throws {
    try ProgressCommandTests.inOffice { office in
      for quantity in ["9999999999999", "99999999999999999999999"] {
        let result = try office.plan(
          "mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--on", "2018-05-04", "--quantity", quantity)
        #expect(result.status == 64, "\(quantity): \(result.output)")
      }
      #expect(try office.entries.isEmpty)
    }
  }

  @Test func returnedWorkThatIsHandedInAnewHasANewDay() throws {
    try ProgressCommandTests.inOffice { office in
      for (state, day) in [("done", "2018-05-04"), ("returned", "2018-05-05"), ("done", "2018-05-10")] {
        let result = try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", state, "--on", day, "--note", "làm lại")
        #expect(result.status == 0, "\(result.error)")
        if state == "returned" {
          let feeds = try office.plan("export", "ke-hoach.yaml", "--to", "lich")
          #expect(feeds.status == 0)
          let feed = try String(
            contentsOf: office.folder.appending(path: "lich/bac-lieu-cchc-2018/dai-truyen-thanh.ics"), encoding: .utf8)
          #expect(feed.contains("[TRẢ LẠI]"))
        }
      }
      let tasks = try office.plan("tasks", "ke-hoach.yaml", "--state", "done", "--format", "json", "--as-of", "2018-06-01")
      #expect(tasks.output.contains("\"verification\":\"none\",\"done_on\":\"2018-05-10\""), "\(tasks.output)")
    }
  }

  @Test func evidenceThatComesLaterKeepsTheConfirmation() throws {
    try ProgressCommandTests.inOffice { office in
      for arguments in [["--as", "done"], ["--as", "verified"], ["--as", "done", "--evidence", "https://example.org/anh"]] {
        let result = try Program.run(
          ["mark", "ke-hoach.yaml", Self.radio, "--on", "2018-05-04"] + arguments, environment: ["PLAN_LANG": "vi"],
          in: office.folder)
        #expect(result.status == 0, "\(result.error)")
      }
      let tasks = try office.plan("tasks", "ke-hoach.yaml", "--state", "done", "--format", "json", "--as-of", "2018-06-01")
      #expect(tasks.output.contains("\"verification\":\"verified\",\"done_on\":\"2018-05-04\""), "\(tasks.output)")
    }
  }

  @Test func aRowWhoseTaskIsLostIsNamed() throws {
    try ProgressCommandTests.inOffice { office in
      _ = try office.plan(
        "checklist", "ke-hoach.yaml", "--unit", "dai-truyen-thanh", "--period", "2018-05", "--format", "csv", "--output", "c.csv")
      let file = office.folder.appending(path: "c.csv")
      let text = try String(contentsOf: file, encoding: .utf8)
        .replacingOccurrences(
          of: ",,,,,,Đài Truyền thanh thành phố,\(Self.radio)", with: ",Xong,4/5/2018,,,,Đài Truyền thanh thành phố,")
      #expect(text.contains("Xong"))
      try Data(text.utf8).write(to: file)
      let result = try office.plan("mark", "ke-hoach.yaml", "--import", "c.csv")
      #expect(result.status == 64, "\(result.output)\(result.error)")
      #expect(result.error.contains("c.csv:"))
      #expect(try office.entries.isEmpty)
    }
  }

  @Test func anExtensionSetTooFarIsShortened() throws {
    try ProgressCommandTests.inOffice { office in
      for day in ["2018-07-01", "2018-06-01"] {
        let result = try office.plan(
          "mark", "ke-hoach.yaml", Self.radio, "--as", "extended", "--until", day, "--document", "12/CV-UBND")
        #expect(result.status == 0, "\(result.error)")
      }
      let why = try office.plan("tasks", "ke-hoach.yaml", "--format", "json", "--activity", "phat-thanh-tuan")
      #expect(why.output.contains("\"due\":\"2018-06-01\",\"nominal\":\"2018-05-04\""), "\(why.output.prefix(2000))")
    }
  }
}
