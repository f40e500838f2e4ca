import Foundation
import Testing

/// Progress as a user records and sees it, each command a process.
@Suite struct ProgressCommandTests {
  /// A folder with the plans of the checkout, and `plan` run in it.
  struct Office {
    let folder: URL

    func plan(_ arguments: String..., language: String = "vi", input: String? = nil) throws -> Program.Result {
      try Program.run(arguments, environment: ["PLAN_LANG": language], in: folder, input: input.map { Array($0.utf8) })
    }

    var entries: [String] {
      get throws {
        try plan("log", "ke-hoach.yaml", "--export", "-").output.split(separator: "\n").map(String.init)
      }
    }
  }

  static func inOffice(_ body: (Office) throws -> Void) throws {
    try Program.inTemporaryFolder { folder in
      let manager = FileManager.default
      try manager.copyItem(
        at: Program.checkout.appending(path: "plans/bac-lieu-2018.yaml"), to: folder.appending(path: "ke-hoach.yaml"))
      try manager.copyItem(at: Program.checkout.appending(path: "plans/registry"), to: folder.appending(path: "registry"))
      try body(Office(folder: folder))
    }
  }

  static let radio = "bac-lieu-cchc-2018/phat-thanh-tuan/2018-05-04"

  @Test func aMarkIsSeenEverywhere() throws {
    try Self.inOffice { office in
      try Data("ảnh".utf8).write(to: office.folder.appending(path: "anh.jpg"))
      let mark = try office.plan(
        "mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--on", "04/05/2018", "--by", "Lan", "--evidence", "anh.jpg",
        "--quantity", "1")
      #expect(mark.status == 0)
      #expect(mark.output == "✓ \(Self.radio)  Chuyên mục \"Một cửa gần dân\": đã hoàn thành 04/05/2018\n")
      let line = try #require(try office.entries.first)
      #expect(line.contains("\"evidence\":[\"anh.jpg sha256:b53b858109855b0821fc5aac331126774da73afc555389268b4b2a9fb16db919\"]"))
      #expect(line.contains("\"by\":\"Lan\"") && line.contains("\"quantity\":1") && line.contains("\"nominal\":\"2018-05-04\""))
      let again = try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done")
      #expect((again.status, again.output.hasPrefix("= ")) == (0, true))
      #expect(try office.entries.count == 1)
      let tasks = try office.plan("tasks", "ke-hoach.yaml", "--state", "done", "--format", "json")
      #expect(
        tasks.output.contains(
          "\"state\":\"done\",\"timeliness\":\"on-time\",\"verification\":\"none\",\"done_on\":\"2018-05-04\""))
      let status = try office.plan(
        "status", "ke-hoach.yaml", "--as-of", "2018-06-01", "--unit", "dai-truyen-thanh", language: "en")
      #expect(status.output.contains("1 (1/0/0)"))
      let log = try office.plan("log", "ke-hoach.yaml", Self.radio, language: "en")
      #expect(log.output.contains("done 04/05/2018, quantity 1, said by Lan"))
    }
  }

  @Test func whatCannotBeIsRefusedAndNothingIsRecorded() throws {
    try Self.inOffice { office in
      let tries: [([String], String)] = [
        ([Self.radio, "--as", "done", "--on", "2190-01-01"], "chưa đến"),
        ([Self.radio, "--as", "verified"], "chưa có gì để kiểm tra"),
        ([Self.radio, "--as", "done", "--unit", "phuong-1"], "không phải của đơn vị"),
        ([Self.radio, "khong-co", "--as", "done"], "không có việc"), ([Self.radio], "--as"),
        (["--as", "done"], "chưa ghi việc nào"),
        ([Self.radio, "--as", "extended", "--until", "2018-06-01"], "--document"),
        ([Self.radio, "--as", "extended", "--until", "2018-05-01", "--document", "1/CV"], "không sau hạn"),
        ([Self.radio, "--as", "done", "--quantity=-1"], "âm"), (["--as", "done", "--period", "2018-05"], "--unit"),
      ]
      for (arguments, words) in tries {
        let result = try Program.run(["mark", "ke-hoach.yaml"] + arguments, environment: ["PLAN_LANG": "vi"], in: office.folder)
        #expect(result.status == 64, "\(arguments): \(result.error)")
        #expect(result.error.contains(words), "\(arguments): \(result.error)")
      }
      #expect(try office.entries.isEmpty)
      let missing = try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--evidence", "..")
      #expect(missing.status == 2)
      #expect(!FileManager.default.fileExists(atPath: office.folder.appending(path: "progress.sqlite").path))
    }
  }

  @Test func tasksAreNamedByUnitActivityAndPeriod() throws {
    try Self.inOffice { office in
      let result = try office.plan(
        "mark", "ke-hoach.yaml", "--unit", "phuong-1", "--activity", "phat-thanh-co-so", "--period", "2018-05", "--as", "done",
        "--on", "2018-05-31")
      #expect(result.output.split(separator: "\n").count == 5)
      // All or none: one of them is not done.
      let none = try office.plan(
        "mark", "ke-hoach.yaml", "--activity", "phat-thanh-co-so", "--period", "2018-W18", "--as", "verified")
      #expect(none.status == 64)
      #expect(try office.entries.count == 5)
    }
  }

  @Test func aFilledChecklistIsReadBack() throws {
    try Self.inOffice { office in
      _ = try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--on", "2018-05-04", "--note", "tốt")
      let file = office.folder.appending(path: "c.csv")
      let csv = try office.plan(
        "checklist", "ke-hoach.yaml", "--unit", "dai-truyen-thanh", "--period", "2018-05", "--format", "csv", "--output", "c.csv")
      #expect((csv.status, csv.output) == (0, ""))
      let untouched = try office.plan("mark", "ke-hoach.yaml", "--import", "c.csv", "--by", "ai đó")
      #expect((untouched.status, untouched.output) == (0, ""))
      var text = try String(contentsOf: file, encoding: .utf8)
      text = text.replacingOccurrences(
        of: ",,,,,,Đài Truyền thanh thành phố,bac-lieu-cchc-2018/phat-thanh-tuan/2018-05-08",
        with: ",,Xong,8/5/2018,1,băng ghi,,Đài Truyền thanh thành phố,bac-lieu-cchc-2018/phat-thanh-tuan/2018-05-08")
      // The head and the first cells stay; only the state and what follows is filled in.
      text = text.replacingOccurrences(of: ",,Xong", with: ",Xong")
      try Data(text.utf8).write(to: file)
      let filled = try office.plan("mark", "ke-hoach.yaml", "--import", "c.csv")
      #expect(filled.status == 0, "\(filled.error)")
      #expect(try office.entries.count == 2, "\(text)")
      try Data((text + "1,,,,,,sai,,,,,,bac-lieu-cchc-2018/phat-thanh-tuan/2018-05-11\r\n").utf8).write(to: file)
      let wrong = try office.plan("mark", "ke-hoach.yaml", "--import", "c.csv")
      #expect(wrong.status == 64)
      #expect(wrong.error.contains("không hiểu trạng thái `sai`"))
      #expect(try office.entries.count == 2)
    }
  }

  @Test func storesMergeBothWays() throws {
    try Self.inOffice { one in
      try Self.inOffice { other in
        _ = try one.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--on", "2018-05-04")
        _ = try other.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "blocked", "--on", "2018-05-03")
        _ = try other.plan(
          "mark", "ke-hoach.yaml", "--unit", "phuong-2", "--period", "2018-05", "--as", "done", "--on", "2018-05-31")
        let (left, right) = (try one.entries, try other.entries)
        let text = { (lines: [String]) in lines.joined(separator: "\n") }
        #expect(try one.plan("log", "ke-hoach.yaml", "--import", "-", input: text(right)).status == 0)
        #expect(try other.plan("log", "ke-hoach.yaml", "--import", "-", input: text(left)).status == 0)
        #expect(try one.plan("log", "ke-hoach.yaml", "--import", "-", input: text(right)).error.contains("0 mục mới"))
        #expect(try one.entries == other.entries)
        let status = try one.plan("status", "ke-hoach.yaml", "--format", "json", "--as-of", "2018-06-01")
        #expect(status.output == (try other.plan("status", "ke-hoach.yaml", "--format", "json", "--as-of", "2018-06-01").output))
        #expect(status.output.contains("\"total\":593"))
      }
    }
  }

  @Test func statusHasItsFormsAndExitCodes() throws {
    try Self.inOffice { office in
      for arguments in [[], ["--by", "theme"], ["--by", "month"], ["--matrix"], ["--overdue"]] {
        for format in ["text", "json", "csv"] {
          let result = try Program.run(
            ["status", "ke-hoach.yaml", "--as-of", "2018-06-01", "--format", format] + arguments,
            environment: ["PLAN_LANG": "en"],
            in: office.folder)
          #expect(result.status == 0 && !result.output.isEmpty, "\(arguments) \(format): \(result.error)")
          if format == "json" { _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) }
        }
      }
      #expect(try office.plan("status", "ke-hoach.yaml", "--as-of", "2018-06-01", "--fail-on", "overdue").status == 1)
      #expect(try office.plan("status", "ke-hoach.yaml", "--as-of", "2018-04-16", "--fail-on", "overdue").status == 0)
      #expect(try office.plan("status", "ke-hoach.yaml", "--watch").status == 64)
      #expect(!FileManager.default.fileExists(atPath: office.folder.appending(path: "progress.sqlite").path))
    }
  }

  @Test func feedsShowWhatIsRecordedAndNothingElseChanges() throws {
    try Self.inOffice { office in
      _ = try office.plan("export", "ke-hoach.yaml", "--to", "lich", "--feeds", "units,all,todo")
      let path = office.folder.appending(path: "lich/bac-lieu-cchc-2018")
      func lines(_ file: String) throws -> [String] {
        try String(contentsOf: path.appending(path: file), encoding: .utf8).components(separatedBy: "\r\n")
      }
      let before = try lines("all-todo.ics")
      _ = try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--on", "2018-05-04")
      _ = try office.plan(
        "mark", "ke-hoach.yaml", "bac-lieu-cchc-2018/phat-thanh-tuan/2018-05-08", "--as", "cancelled", "--note", "trùng lễ")
      _ = try office.plan(
        "mark", "ke-hoach.yaml", "bac-lieu-cchc-2018/phat-thanh-tuan/2018-05-11", "--as", "extended", "--until", "2018-05-20",
        "--document", "9/CV")
      let export = try office.plan("export", "ke-hoach.yaml", "--to", "lich", "--feeds", "units,all,todo")
      #expect(export.status == 0, "\(export.error)")
      let after = try lines("all-todo.ics")
      for line in [
        "STATUS:COMPLETED", "PERCENT-COMPLETE:100", "COMPLETED:20180504T050000Z", "STATUS:CANCELLED",
        "DUE;TZID=Asia/Ho_Chi_Minh:20180520T174500",
      ] {
        #expect(after.contains(line) && !before.contains(line), "\(line)")
      }
      #expect(after.count { $0.hasPrefix("SUMMARY:✓ ") } == 1)
      #expect(after.count { $0.hasPrefix("SUMMARY:[HỦY] ") } == 1)
      #expect(after.count { $0 == "SEQUENCE:1" } == 3)
      #expect(try lines("phuong-1.ics").allSatisfy { !$0.hasPrefix("SEQUENCE:1") })
      let again = try office.plan("export", "ke-hoach.yaml", "--to", "lich", "--feeds", "units,all,todo")
      #expect(again.error.contains("không có gì thay đổi"))
    }
  }

  @Test func checklistsAndReportsHaveTheirForms() throws {
    try Self.inOffice { office in
      _ = try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done", "--on", "2018-05-04")
      for format in ["text", "md", "html", "csv", "xlsx", "json"] {
        let result = try office.plan(
          "checklist", "ke-hoach.yaml", "--unit", "dai-truyen-thanh", "--format", format, "--output", "x.\(format)", "--as-of",
          "2018-06-01")
        #expect(result.status == 0, "\(format): \(result.error)")
        let bytes = try Data(contentsOf: office.folder.appending(path: "x.\(format)"))
        #expect(!bytes.isEmpty)
        if format == "xlsx" { #expect(bytes.starts(with: Data("PK".utf8))) }
        if format == "json" { _ = try JSONSerialization.jsonObject(with: bytes) }
      }
      for format in ["text", "md", "html", "json"] {
        let result = try office.plan(
          "report", "ke-hoach.yaml", "--period", "2018-Q2", "--format", format, "--as-of", "2018-06-30", language: "en")
        #expect(
          result.status == 0 && result.output.contains(format == "json" ? "\"total\"" : "191"), "\(format): \(result.error)")
      }
    }
  }

  @Test func aStoreThatIsNoneIsRefused() throws {
    try Self.inOffice { office in
      let store = office.folder.appending(path: "progress.sqlite")
      try Data("đây không phải kho".utf8).write(to: store)
      for command in [
        ["status"], ["tasks"], ["log"], ["checklist"], ["export", "--to", "lich"], ["report", "--period", "2018"],
      ] {
        let result = try Program.run(
          [command[0], "ke-hoach.yaml"] + command.dropFirst(), environment: ["PLAN_LANG": "vi"], in: office.folder)
        #expect(result.status == 2, "\(command)")
        #expect(result.error.contains("không phải kho tiến độ"), "\(command): \(result.error)")
      }
      #expect(try office.plan("mark", "ke-hoach.yaml", Self.radio, "--as", "done").status == 2)
      #expect(try office.plan("status", "ke-hoach.yaml", "--store", "khac.sqlite").status == 0)
      #expect(try String(contentsOf: store, encoding: .utf8) == "đây không phải kho")
    }
  }
}
