import Foundation
import Testing

/// Exit codes, streams and languages of every command.
@Suite struct CommandTests {
  static let plan = "plans/bac-lieu-2018.yaml"
  static let faulty = "docs/examples/loi-thuong-gap.yaml"

  @Test func theRealPlanIsValidInBothLanguages() throws {
    for (language, words) in [("vi", "1 tệp: 0 lỗi"), ("en", "1 file: 0 errors")] {
      let result = try Program.run(["validate", Self.plan, "--lang", language])
      #expect(result.status == 0 && result.output.isEmpty && result.error.contains(words))
    }
  }

  @Test(arguments: ["tasks", "checklist", "export"])
  func aPlanWithErrorsMakesNothing(_ command: String) throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appending(path: "out").path
      let result = try Program.run([command, Self.faulty] + (command == "export" ? ["--to", out] : []))
      #expect(result.status == 1 && result.output.isEmpty)
      #expect(result.error.contains("unknown-unit") && result.error.contains("timing-conflict"))
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }

  @Test func whatCannotBeReadIsSaidAndTheRestIsChecked() throws {
    let result = try Program.run(["validate", "khong-co.yaml", "plans", Self.faulty, "--format", "concise", "--lang", "en"])
    #expect(result.status == 2)
    #expect(result.error.contains("khong-co.yaml") && result.error.contains("`plans`"))
    #expect(result.output.split(separator: "\n").count == 5)
    for command in [["tasks"], ["checklist"], ["export", "--to", "/nonexistent/out"]] {
      #expect(try Program.run(command + ["khong-co.yaml"]).status == 2)
    }
  }

  @Test func wrongUsageIs64() throws {
    for arguments in [
      ["tasks"], ["tasks", Self.plan, "--from", "2018-13-01"], ["tasks", Self.plan, "--role", "lead"], ["bogus"],
      ["tasks", Self.plan, "--unit", "khong-co"], ["tasks", Self.plan, "--theme", "khong-co"],
      ["checklist", Self.plan, "--period", "2018-Q5"],
      ["tasks", Self.plan, "--activity", "khong-co"], ["export", Self.plan],
      ["export", Self.plan, "--to", "/tmp/x", "--feeds", "bogus"],
      ["validate", Self.plan, "--format", "xml"], ["validate"],
      ["tasks", Self.plan, "--from", "02/05/2018", "--to", "01/05/2018"],
    ] {
      let result = try Program.run(arguments)
      #expect(result.status == 64, "\(arguments)")
      #expect(result.output.isEmpty, "\(arguments)")
    }
  }

  @Test func standardInputIsRead() throws {
    let bytes = [UInt8](try Data(contentsOf: Program.checkout.appending(path: Self.plan)))
    #expect(try Program.run(["validate", "-"], input: bytes).status == 0)
    #expect(try Program.run(["tasks", "-"], input: bytes).output == Program.run(["tasks", Self.plan]).output)
    let empty = try Program.run(["validate", "-", "--format", "concise"], input: [])
    #expect(empty.status == 1 && empty.output.hasPrefix("-:1:1: error[syntax]"))
  }

  @Test func strictLooksAtWarningsOnly() throws {
    // A note alone is no reason to fail.
    let note =
      "plan: vi-du\ntitle: T\nyear: 2018\ndocument: {kind: letter}\nunits: {a: A}\nactivities: {v: {title: T, lead: a, every: month, day: 31}}\n"
    for options in [[], ["--strict"], ["--fail-on", "warning"], ["--fail-on", "error"]] {
      #expect(try Program.run(["validate", "-"] + options, input: Array(note.utf8)).status == 0)
    }
  }

  @Test(
    arguments: [
      (["LANG": "vi_VN.UTF-8"], "vi"), (["LANG": "en_GB.UTF-8"], "en"), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], "en"),
      (["LC_ALL": "en_US.UTF-8", "LANG": "vi_VN"], "en"), (["PLAN_LANG": "vi", "LC_ALL": "en_US"], "vi"),
      (["LANG": "nb_NO.UTF-8"], "vi"),
      ([:], "vi"), (["LC_ALL": "POSIX", "LC_MESSAGES": "en_US"], "en"),
    ] as [([String: String], String)])
  func messagesSpeakTheLanguageOfTheEnvironment(_ environment: [String: String], _ language: String) throws {
    let result = try Program.run(["validate", Self.faulty], environment: environment)
    #expect(result.output.contains(language == "vi" ? "cách sửa:" : "help:"))
    #expect(try Program.run(["validate", Self.faulty, "--lang", "en"], environment: environment).output.contains("help:"))
  }

  @Test func documentsSpeakThePlansLanguage() throws {
    let arguments = ["checklist", Self.plan, "--unit", "dai-truyen-thanh", "--period", "2018-05"]
    #expect(try Program.run(arguments, environment: ["LANG": "en_US.UTF-8"]).output.contains("Chủ trì"))
    #expect(try Program.run(arguments + ["--lang", "en"]).output.contains("Leads"))
  }

  @Test func tasksAreFilteredByEverything() throws {
    func count(_ options: [String]) throws -> Int {
      let result = try Program.run(["tasks", Self.plan] + options)
      #expect(result.status == 0, "\(options) \(result.error)")
      return result.output.split(separator: "\n").count
    }
    let all = try count([])
    #expect(all == 593)
    #expect(try count(["--unit", "phuong-xa"]) == 10 * count(["--unit", "phuong-1"]))
    #expect(try count(["--unit", "phong-vhtt"]) > 0)
    #expect(try count(["--unit", "dai-truyen-thanh", "--role", "coordinate"]) == 4)
    #expect(try count(["--activity", "bang-ron-trung-tam"]) == 2)
    #expect(try count(["--activity", "bang-ron-trung-tam.treo"]) == 1)
    #expect(try count(["--from", "01/05/2018", "--to", "2018-05-01", "--activity", "phat-thanh-tuan"]) == 0)
    #expect(try count(["--from", "04/05/2018", "--to", "2018-05-04", "--activity", "phat-thanh-tuan"]) == 1)
    #expect(try count(["--state", "open"]) == all)
    #expect(try count(["--state", "done"]) == 0)
    #expect(try count(["--channel", "bang-ron"]) == 2)
    #expect(try count(["--theme", "buu-chinh", "--target-group", "doanh-nghiep", "--channel", "to-roi"]) == 11)
  }

  @Test func colourIsForTerminalsOnly() throws {
    for environment in [[:], ["TERM": "xterm"]] {
      #expect(try !Program.run(["validate", Self.faulty], environment: environment).output.contains("\u{1B}"))
    }
    #expect(try Program.run(["validate", Self.faulty, "--color", "always"]).output.contains("\u{1B}[1;31m"))
    #expect(try !Program.run(["validate", Self.faulty, "--color", "never"]).output.contains("\u{1B}"))
  }

  @Test func nothingOfAPlanReachesTheTerminalRaw() throws {
    let name = "a\u{1B}]52;c;x\u{7}\u{202E}.yaml"
    try Program.inTemporaryFolder { folder in
      try "plan: vi-du\ntitle: \"\\e[31m\u{200B}\"\n".write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
      for format in ["text", "concise"] {
        let result = try Program.run(["validate", name, "--format", format], in: folder)
        let shown = result.both.unicodeScalars.filter { $0 != "\n" }
        #expect(shown.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) })
      }
    }
  }

  @Test func brokenStreamsAreNoCrash() throws {
    let shell = URL(fileURLWithPath: "/bin/sh")
    let plan = Program.executable.path
    for (script, status) in [
      ("'\(plan)' tasks \(Self.plan) | head -n 1 >/dev/null", 0), ("'\(plan)' tasks \(Self.plan) >/dev/full", 2),
      ("'\(plan)' validate \(Self.plan) >&-", 0), ("'\(plan)' tasks \(Self.plan) >&-", 2),
    ] as [(String, Int32)] {
      let result = try Program.run(shell, ["-c", script], in: Program.checkout)
      #expect(result.status == status, "\(script): \(result.error)")
    }
  }

  @Test func hostileFilesCostNeitherTimeNorMemory() throws {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1..<10 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let inputs: [(String, [UInt8])] = [
      ("invalid UTF-8", [0x70, 0xFF, 0xFE]), ("empty", []), ("brackets", [UInt8](repeating: UInt8(ascii: "["), count: 100_000)),
      ("bomb", Array(bomb.utf8)), ("dashes", Array(String(repeating: "- ", count: 100_000).utf8)),
    ]
    for (name, bytes) in inputs {
      let clock = ContinuousClock()
      let took = try clock.measure {
        let result = try Program.run(["validate", "-", "--format", "concise"], input: bytes)
        #expect(result.status == 1 && result.output.hasPrefix("-:"), "\(name): \(result.both)")
      }
      #expect(took < .seconds(5), "\(name)")
    }
    let zero = try Program.run(["validate", "/dev/zero", "--format", "concise"])
    #expect(zero.status == 1 && zero.output.contains("error[too-large]"))
  }

  @Test(arguments: ["[", "- ", "? ", "a: b\n", "- [a, b]\n"])
  func aHostileFileTakesLessThan100MB(_ piece: String) throws {
    let text = String(repeating: piece, count: piece.hasSuffix("\n") ? 50_000 : 100_000)
    guard let (status, peak) = try Self.check(text) else { return }
    #expect(status == 1 && peak < 100 * 1024, "\(piece): exit \(status), \(peak) KiB")
  }

  @Test func aDayOnWhichEverythingIsDueTakesNoSquareOfMemory() throws {
    let head = "plan: vi-du\ntitle: Ví dụ\nyear: 2018\nunits: {a: Đơn vị A}\nthemes: {t: Chủ đề}\nactivities:\n"
    let text =
      head + (0..<8000).map { "  v\($0): {title: Việc \($0), lead: a, themes: [t], day: 15/05, product: 1 tin}\n" }.joined()
    guard let (status, peak) = try Self.check(text) else { return }
    #expect(status == 0 && peak < 150 * 1024, "exit \(status), \(peak) KiB")
  }

  /// How checking a plan ends, and the most memory that it takes, in KiB; nil where Python is not there to ask.
  private static func check(_ text: String) throws -> (status: Int, peak: Int)? {
    let env = URL(fileURLWithPath: "/usr/bin/env")
    guard try Program.run(env, ["python3", "--version"], in: Program.checkout).status == 0 else { return nil }
    return try Program.inTemporaryFolder { folder in
      let file = folder.appending(path: "plan.yaml")
      try text.write(to: file, atomically: true, encoding: .utf8)
      let script = """
        import resource, subprocess, sys
        done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        """
      let result = try Program.run(
        env, ["python3", "-c", script, Program.executable.path, "validate", file.path, "--format", "concise"], in: folder)
      let numbers = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      try #require(numbers.count == 2, "\(result.both)")
      return (numbers[0], numbers[1])
    }
  }

  @Test func aPipeNobodyWritesToIsRefused() throws {
    try Program.inTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      try FileManager.default.createSymbolicLink(atPath: folder.appending(path: "link").path, withDestinationPath: pipe)
      for name in ["pipe", "link"] { #expect(try Program.run(["validate", name], in: folder).status == 2) }
    }
  }
}
