import Foundation
import Testing

/// `plan new` and `plan roll` as a user runs them, each a process.
@Suite struct DraftingCommandTests {
  static func inOffice(_ body: (ProgressCommandTests.Office) throws -> Void) throws {
    try ProgressCommandTests.inOffice(body)
  }

  // MARK: New

  @Test func aNewPlanValidates() throws {
    try Self.inOffice { office in
      for (number, arguments) in [[], ["--keys", "en", "--lang", "en"], ["--keys", "en"], ["--year", "2030"]].enumerated() {
        let file = "moi-\(number).yaml"
        let made = try Program.run(
          ["new", "cchc-2019", "--output", file] + arguments, environment: ["PLAN_LANG": "vi"], in: office.folder)
        #expect((made.status, made.output) == (0, ""), "\(made.error)")
        #expect(made.error.contains("plan validate \(file)"))
        let year = arguments.contains("2030") ? "2030" : "2019"
        let check = try office.plan("validate", file, "--strict", "--as-of", "\(year)-06-15")
        #expect(check.status == 0 && check.error.contains("0 lỗi, 0 cảnh báo"), "\(check.output)\(check.error)")
        #expect(try office.plan("fmt", "--check", file).status == 0)
      }
    }
  }

  @Test func whatIsGivenStandsInIt() throws {
    let result = try Program.run(
      [
        "new", "bac-lieu-2019", "--title", "Tuyên truyền: đợt \"một\" #1", "--issuer", "UBND thành phố Bạc Liêu", "--lead",
        "Phòng Văn hóa và Thông tin", "--members", "UBND Phường 1, UBND phường Nhà Mát,", "--theme",
        "Một cửa, một cửa liên thông",
        "--theme", "Chuyển đổi số", "--target-group", "Người dân",
      ], environment: ["PLAN_LANG": "vi"])
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    for line in [
      "tên: \"Tuyên truyền: đợt \\\"một\\\" #1\"\n", "  ubnd-thanh-pho-bac-lieu: UBND thành phố Bạc Liêu\n",
      "      phuong-1: UBND Phường 1\n      phuong-nha-mat: UBND phường Nhà Mát\n", "  chuyen-doi-so: Chuyển đổi số\n",
      "  nguoi-dan: Người dân\n", "\nnăm: 2019 ",
    ] {
      #expect(result.output.contains(line), "\(line)\n\(result.output)")
    }
  }

  @Test func whatCannotBeIsRefused() throws {
    let tries: [([String], String)] = [
      (["Kế hoạch 2019"], "Có thể dùng: ke-hoach-2019"), (["all"], "không dùng làm mã được"),
      (["a", "--title", "hai\ndòng"], "phải nằm trên một dòng"), (["a", "--title", ""], "chưa ghi gì"),
      (["a", "--members", "A,B\u{202E}"], "đổi chiều"), (["a", "--year", "1900"], "--year"),
      (["a", "--theme", "B\u{0430}o"], "U+0430"),
    ]
    for (arguments, words) in tries {
      let result = try Program.run(["new"] + arguments, environment: ["PLAN_LANG": "vi"])
      #expect(result.status == 64 && result.output.isEmpty, "\(arguments): \(result.error)")
      #expect(result.error.contains(words), "\(arguments): \(result.error)")
      // What was typed is never sent back raw.
      #expect(!result.error.contains("\u{202E}"))
    }
  }

  @Test(arguments: [["new", "cchc-2019"], ["roll", "ke-hoach.yaml", "--year", "2019"]])
  func aFileThatIsThereStays(_ command: [String]) throws {
    try Self.inOffice { office in
      let file = office.folder.appending(path: "da-co.yaml")
      try Data("đã có".utf8).write(to: file)
      func run(_ more: String...) throws -> Program.Result {
        try Program.run(command + ["--output", "da-co.yaml"] + more, environment: ["PLAN_LANG": "vi"], in: office.folder)
      }
      let refused = try run()
      #expect(refused.status == 2 && refused.error.contains("--force"), "\(refused.error)")
      #expect(try String(contentsOf: file, encoding: .utf8) == "đã có")
      #expect(try run("--force").status == 0)
      #expect(try String(contentsOf: file, encoding: .utf8).contains("cchc-2019"))
      let nowhere = try Program.run(
        command + ["--output", "khong-co/x.yaml"], environment: ["PLAN_LANG": "vi"], in: office.folder)
      #expect(nowhere.status == 2)
    }
  }

  // MARK: Roll

  @Test func thePlanGoesOutAndTheListBeside() throws {
    try Self.inOffice { office in
      let old = try String(contentsOf: office.folder.appending(path: "ke-hoach.yaml"), encoding: .utf8)
      let rolled = try office.plan("roll", "ke-hoach.yaml", "--year", "2019")
      #expect(rolled.status == 0)
      #expect(rolled.output.contains("plan: bac-lieu-cchc-2019\n") && rolled.output.contains("\nyear: 2019\n"))
      #expect(rolled.output.contains("thành phố Bạc Liêu năm 2019\n"))
      #expect(!rolled.output.contains("50/KH-UBND\n") && !rolled.output.contains("issued:"))
      // Nothing but the head has changed.
      #expect(rolled.output.hasSuffix(String(old[try #require(old.range(of: "\nassumed:\n")).lowerBound...])))
      for words in [
        "Đã sửa (", "3:7", "plan: `bac-lieu-cchc-2018` → `bac-lieu-cchc-2019`", "bỏ number `50/KH-UBND`", "Cần xem (",
        "điền số, ngày ban hành khi ký", "Tự tính lại",
      ] {
        #expect(rolled.error.contains(words), "\(words)\n\(rolled.error)")
      }
      #expect(rolled.error.contains("mốc `tong-ket` rơi vào Thứ Bảy 14/12/2019"), "\(rolled.error)")
      let same = try String(contentsOf: office.folder.appending(path: "ke-hoach.yaml"), encoding: .utf8)
      #expect(same == old)
    }
  }

  @Test func theNewPlanIsAPlan() throws {
    try Self.inOffice { office in
      let rolled = try office.plan("roll", "ke-hoach.yaml", "--year", "2019", "--output", "2019.yaml", language: "en")
      #expect((rolled.status, rolled.output) == (0, ""))
      #expect(rolled.error.contains("2019.yaml:3:7") && rolled.error.contains("written: 2019.yaml"), "\(rolled.error)")
      let check = try office.plan("validate", "2019.yaml", "--as-of", "2018-12-01", language: "en")
      #expect(check.status == 0 && check.error.contains("0 errors"), "\(check.output)")
      // From standard input it comes to the same.
      let text = try String(contentsOf: office.folder.appending(path: "ke-hoach.yaml"), encoding: .utf8)
      let piped = try office.plan("roll", "-", "--year", "2019", input: text)
      #expect(piped.output == (try String(contentsOf: office.folder.appending(path: "2019.yaml"), encoding: .utf8)))
      // Both plans can be looked at together: their ids differ.
      #expect(try office.plan("tasks", "ke-hoach.yaml", "2019.yaml").status == 0)
    }
  }

  @Test func wrongUsageIsSaidPlainly() throws {
    try Self.inOffice { office in
      let tries: [([String], Int32, String)] = [
        (["ke-hoach.yaml"], 64, "--year"), (["ke-hoach.yaml", "--year", "2018"], 64, "kế hoạch này của năm 2018"),
        (["ke-hoach.yaml", "--year", "2017"], 64, "chẳng hạn 2019"), (["ke-hoach.yaml", "--year", "3000"], 64, "xa quá"),
        (["ke-hoach.yaml", "--year", "2019", "--id", "Kế hoạch"], 64, "ke-hoach"),
        (["ke-hoach.yaml", "--year", "2019", "--output", "ke-hoach.yaml", "--force"], 64, "là kế hoạch"),
        (["ke-hoach.yaml", "--year", "2019", "--output", "ke-hoach.yaml"], 2, "đã có"),
        (["khong-co.yaml", "--year", "2019"], 2, "khong-co"),
      ]
      let before = try Data(contentsOf: office.folder.appending(path: "ke-hoach.yaml"))
      for (arguments, status, words) in tries {
        let result = try Program.run(["roll"] + arguments, environment: ["PLAN_LANG": "vi"], in: office.folder)
        #expect(result.status == status && result.output.isEmpty, "\(arguments): \(result.status) \(result.error)")
        #expect(result.error.contains(words), "\(arguments): \(result.error)")
      }
      #expect(try Data(contentsOf: office.folder.appending(path: "ke-hoach.yaml")) == before)
      let named = try office.plan("roll", "ke-hoach.yaml", "--year", "2019", "--id", "bl-2019")
      #expect(named.output.contains("\nplan: bl-2019\n"))
    }
  }

  @Test func aPlanWithErrorsIsNotRolled() throws {
    let result = try Program.run(
      ["roll", "-", "--year", "2019"], environment: ["PLAN_LANG": "vi"],
      input: Array("plan: a\ntitle: A\nyear: 2018\nactivities:\n  a: {title: A, lead: x, due: 15/05}\n".utf8))
    #expect(result.status == 1 && result.output.isEmpty && result.error.contains("unknown-unit"))
    let registry = try Program.run(
      ["roll", "plans/registry/ha-noi.yaml", "--year", "2019"], environment: ["PLAN_LANG": "vi"])
    #expect(registry.status == 1 && registry.output.isEmpty)
  }

  @Test func theListIsSafeForATerminal() throws {
    let text =
      "plan: a-2018\ntitle: \"Năm 2018\"\nyear: 2018\nunits: {p: P}\nnote: \"2018 \\U0001F642\\u200B\"\nactivities:\n  a: {title: A, lead: p, day: 19/05}\n"
    let result = try Program.run(["roll", "-", "--year", "2019", "--lang", "en", "--color", "always"], input: Array(text.utf8))
    #expect(result.status == 0, "\(result.error)")
    #expect(!result.error.contains("\u{200B}") && result.error.contains("\\u{200B}"), "\(result.error)")
    #expect(result.error.contains("\u{1B}[1mChanged (3)\u{1B}[0m"), "\(result.error)")
  }

  @Test func sharedFilesAreMissedInAnotherFolder() throws {
    try Self.inOffice { office in
      let plan = Program.checkout.appending(path: "plans/ha-noi-2024.yaml")
      try FileManager.default.copyItem(at: plan, to: office.folder.appending(path: "ha-noi.yaml"))
      try FileManager.default.createDirectory(
        at: office.folder.appending(path: "2025"), withIntermediateDirectories: true)
      let here = try office.plan("roll", "ha-noi.yaml", "--year", "2025", "--output", "2025.yaml")
      #expect(here.status == 0 && !here.error.contains("Tệp dùng chung tìm từ"), "\(here.error)")
      let there = try office.plan("roll", "ha-noi.yaml", "--year", "2025", "--output", "2025/ha-noi.yaml")
      #expect(there.status == 0 && there.error.contains("Tệp dùng chung tìm từ"), "\(there.error)")
    }
  }
}
