import Foundation
import Testing

/// What `plan export` leaves in a folder, in good and bad luck.
@Suite struct ExportTests {
  static let plan = Program.checkout.appending(path: "plans/bac-lieu-2018.yaml").path
  static let stamp = ["SOURCE_DATE_EPOCH": "1523844000"]

  /// The files below a folder with their bytes.
  static func content(_ folder: URL) throws -> [String: Data] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    var result: [String: Data] = [:]
    for path in paths {
      let url = folder.appending(path: path)
      if let data = try? Data(contentsOf: url), !url.hasDirectoryPath { result[path] = data }
    }
    return result
  }

  static func export(
    to folder: URL, _ options: [String] = [], plan: String = plan, environment: [String: String] = stamp
  ) throws -> Program.Result {
    try Program.run(["export", plan, "--to", folder.path] + options, environment: environment)
  }

  @Test func everyUnitWithATaskHasAFeed() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appending(path: "a/b/out")
      #expect(try Self.export(to: out).status == 0)
      let names = Set(try Self.content(out).keys)
      let units = [
        "phong-vhtt", "phong-noi-vu", "tt-hcc", "dai-truyen-thanh", "bao-dai", "don-vi-lien-quan", "phuong-1", "phuong-2",
        "phuong-3",
        "phuong-5", "phuong-7", "phuong-8", "phuong-nha-mat", "xa-hiep-thanh", "xa-vinh-trach", "xa-vinh-trach-dong",
      ]
      #expect(names == Set(units.map { "bac-lieu-cchc-2018/\($0).ics" } + ["bac-lieu-cchc-2018/all.ics", "index.html"]))
    }
  }

  @Test func theIndependentJudgeFindsNothing() throws {
    let python = URL(fileURLWithPath: "/usr/bin/env")
    guard try Program.run(python, ["python3", "--version"], in: Program.checkout).status == 0 else { return }
    try Program.inTemporaryFolder { folder in
      let plans =
        ["plans/bac-lieu-2018.yaml"]
        + (try FileManager.default.contentsOfDirectory(atPath: Program.tests.appending(path: "Plans").path))
        .filter { $0.hasSuffix(".yaml") }.map { "Tests/PlanCLITests/Plans/\($0)" }
      for (number, plan) in plans.enumerated() {
        for language in ["vi", "en"] {
          let out = folder.appending(path: "\(number)-\(language)")
          let result = try Self.export(to: out, ["--lang", language], plan: plan)
          #expect(result.status == 0, "\(result.error)")
          let feeds = try Self.content(out).keys.filter { $0.hasSuffix(".ics") }.map { out.appending(path: $0).path }
          let judge = Program.tests.appending(path: "validate_ics.py").path
          let verdict = try Program.run(
            python, ["python3", judge, "--no-parsers", "--warn-as-error", "--quiet"] + feeds, in: Program.checkout)
          #expect(verdict.status == 0 && verdict.both.isEmpty, "\(plan)\n\(verdict.both)")
        }
      }
    }
  }

  @Test func theSameStampGivesTheSameBytesAnywhere() throws {
    try Program.inTemporaryFolder { folder in
      let one = folder.appending(path: "one")
      let other = folder.appending(path: "other")
      #expect(try Self.export(to: one).status == 0)
      let elsewhere = ["TZ": "Pacific/Kiritimati", "LC_ALL": "nb_NO.UTF-8", "LANG": "en_US.UTF-8"]
      #expect(try Self.export(to: other, environment: Self.stamp.merging(elsewhere) { $1 }).status == 0)
      let (first, second) = (try Self.content(one), try Self.content(other))
      #expect(first == second)
    }
  }

  @Test func whatIsNotOursIsLeftAlone() throws {
    try Program.inTemporaryFolder { out in
      let plan = out.appending(path: "bac-lieu-cchc-2018")
      try FileManager.default.createDirectory(at: plan, withIntermediateDirectories: true)
      let foreign = ["ghi-chu.txt": "của người khác", "khac.ics": "BEGIN:VCALENDAR\r\nPRODID:-//khac//VI\r\nEND:VCALENDAR\r\n"]
      for (name, text) in foreign { try text.write(to: plan.appending(path: name), atomically: true, encoding: .utf8) }
      let result = try Self.export(to: out)
      #expect(result.status == 0 && !result.error.contains("khac.ics"))
      for (name, text) in foreign { #expect(try String(contentsOf: plan.appending(path: name), encoding: .utf8) == text) }
      #expect(try !Self.content(out).keys.contains { $0.contains(".tmp") })
    }
  }

  @Test func aForeignPageIsNotOverwritten() throws {
    try Program.inTemporaryFolder { out in
      let target = out.appending(path: "index.html")
      try "<h1>Trang của tôi</h1>\n".write(to: target, atomically: true, encoding: .utf8)
      let result = try Self.export(to: out)
      #expect(result.status == 2 && result.error.contains("index.html"))
      #expect(try Self.content(out).keys.sorted() == ["index.html"])
    }
  }

  /// What stands where a feed belongs and is none, or no whole one, is kept under another name, and said.
  @Test(arguments: [
    ("ghi chú của tôi\n", "không do"), ("", "không do"),
    ("BEGIN:VCALENDAR\r\nPRODID:-//khac//VI\r\nNAME:x\r\nBEGIN:VEVENT\r\nUID:a@bac-lieu-cchc-2018\r\n", "không do"),
    ("CUT", "hỏng"), ("LF", "hỏng"), ("EDIT", "hỏng"), ("TAIL", "hỏng"),
  ])
  func whatIsNoFeedOfOursIsKeptAside(_ kind: String, _ said: String) throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out).status == 0)
      let good = try Self.content(out)
      let target = out.appending(path: "bac-lieu-cchc-2018/phuong-1.ics")
      let whole = String(decoding: try Data(contentsOf: target), as: UTF8.self)
      let text =
        switch kind {
        case "CUT": String(decoding: whole.utf8.prefix(5000), as: UTF8.self)
        case "LF": whole.replacing("\r\n", with: "\n")
        case "EDIT": whole.replacing("SEQUENCE:0\r\nDTSTART", with: "SEQUENCE:x\r\nDTSTART", maxReplacements: 1)
        case "TAIL": whole + "GHI CHÚ\r\n"
        default: kind
        }
      try text.write(to: target, atomically: true, encoding: .utf8)
      let result = try Self.export(to: out, environment: ["SOURCE_DATE_EPOCH": "1533844000"])
      #expect(result.status == 0 && result.error.contains("phuong-1.ics") && result.error.contains(said), "\(result.error)")
      let content = try Self.content(out)
      #expect(content["bac-lieu-cchc-2018/phuong-1.ics.kept-1"] == Data(text.utf8))
      // all.ics still tells what was published, so that the unit's own entries are what they were.
      let own = "bac-lieu-cchc-2018/phuong-1.ics"
      let (before, after) = (try Self.events(good[own]), try Self.events(content[own]))
      let isOwn: (String) -> Bool = { !$0.contains(".coordinate.") }
      #expect(before.count > 20 && after.filter(isOwn) == before.filter(isOwn) && after.count == before.count)
      let again = try Self.export(to: out, environment: ["SOURCE_DATE_EPOCH": "1543844000"])
      #expect(again.status == 0 && !again.error.contains("kept-") && again.error.contains("không có gì thay đổi"))
    }
  }

  static func events(_ feed: Data?) throws -> [String] {
    let text = String(decoding: try #require(feed), as: UTF8.self)
    return text.components(separatedBy: "BEGIN:VEVENT\r\n").dropFirst().map { String($0) }
  }

  /// A file with a hole is as large as a disk, and costs neither memory nor time.
  @Test func aFileWithAHoleIsNoFeed() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out).status == 0)
      let hole = out.appending(path: "bac-lieu-cchc-2018/lon.ics")
      try Data().write(to: hole)
      let file = try FileHandle(forWritingTo: hole)
      try file.truncate(atOffset: 400 << 30)
      try file.close()
      let result = try Self.export(to: out)
      #expect(result.status == 0 && result.error.contains("không có gì thay đổi"))
    }
  }

  /// A folder of somebody else beside the plans is nobody's business here.
  @Test func otherFoldersAreLeftAlone() throws {
    try Program.inTemporaryFolder { out in
      for number in 0..<40 {
        let folder = out.appending(path: "khac-\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try "a".write(to: folder.appending(path: ".plan-1-1.tmp"), atomically: true, encoding: .utf8)
        try "không phải lịch".write(to: folder.appending(path: "a.ics"), atomically: true, encoding: .utf8)
      }
      let script = "ulimit -n 30; exec '\(Program.executable.path)' export '\(Self.plan)' --to '\(out.path)'"
      let result = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: Self.stamp, in: Program.checkout)
      #expect(result.status == 0, "\(result.both)")
      #expect(try Self.content(out).keys.filter { $0.hasPrefix("khac-") }.count == 80)
    }
  }

  /// Keeps a command of the shell to one of the cores that it may use.
  private static let onOneCore =
    "cores=$(taskset -cp $$) && first=${cores##* } && first=${first%%[,-]*} && exec taskset -c \"$first\""

  /// Whether there are several cores, and one can be chosen.
  private static let canChooseCores: Bool = {
    guard ProcessInfo.processInfo.activeProcessorCount > 1 else { return false }
    let shell = URL(fileURLWithPath: "/bin/sh")
    return (try? Program.run(shell, ["-c", onOneCore + " true"], in: Program.checkout).status) == 0
  }()

  @Test(.enabled(if: canChooseCores)) func oneCoreWritesWhatAllOfThemWrite() throws {
    let shell = URL(fileURLWithPath: "/bin/sh")
    try Program.inTemporaryFolder { folder in
      let amended = folder.appending(path: "amended.yaml")
      let text = try String(contentsOfFile: Self.plan, encoding: .utf8)
      #expect(text.contains("time: 17:00-17:15") && text.contains("day: [tue, fri]"))
      let changed = text.replacing("time: 17:00-17:15", with: "time: 17:10-17:25").replacing(
        "day: [tue, fri]", with: "day: [wed, fri]")
      try changed.write(to: amended, atomically: true, encoding: .utf8)
      // First, again, and with what an amended plan changes.
      for plan in [Self.plan, Self.plan, amended.path] {
        for (cores, name) in [("exec", "all"), (Self.onOneCore, "one")] {
          let out = folder.appending(path: name).path
          let script = "\(cores) '\(Program.executable.path)' export '\(plan)' --to '\(out)' --feeds units,all,todo"
          let result = try Program.run(shell, ["-c", script], environment: Self.stamp, in: Program.checkout)
          #expect(result.status == 0, "\(result.both)")
        }
        let written = try Self.content(folder.appending(path: "all"))
        let byOne = try Self.content(folder.appending(path: "one"))
        #expect(written.count > 30 && written == byOne)
      }
    }
  }

  @Test func theFolderOfAPlanIsNotTakenForTheOneThatHoldsIt() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out).status == 0)
      let before = try Self.content(out)
      let result = try Self.export(to: out.appending(path: "bac-lieu-cchc-2018"))
      #expect(result.status == 2 && result.error.contains("thư mục chứa nó"))
      #expect(try Self.content(out) == before)
    }
  }

  @Test func whatIsForgottenGoesOn() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out, ["--roles", "coordinate,monitor", "--base-url", "https://lich.vn/a"]).status == 0)
      let before = try Self.content(out)
      #expect(try Self.export(to: out).status == 0)
      #expect(try Self.content(out) == before)
      #expect(try Self.export(to: out, ["--roles", "coordinate", "--base-url", "none"]).status == 0)
      let all = try String(contentsOf: out.appending(path: "bac-lieu-cchc-2018/all.ics"), encoding: .utf8)
      #expect(!all.contains("lich.vn"))
    }
  }

  @Test func lettersDoNotLieAmongTheFeeds() throws {
    try Program.inTemporaryFolder { out in
      for path in [out.path, out.appending(path: "a/b").path, out.path + "/../" + out.lastPathComponent] {
        let result = try Self.export(to: out, ["--changes", path])
        #expect(result.status == 64, "\(path)")
      }
    }
  }

  @Test func nothingChangedWritesNothing() throws {
    try Program.inTemporaryFolder { out in
      let options = [
        "--feeds", "units,all,todo", "--roles", "coordinate,monitor", "--alarms", "--base-url", "https://lich.example.vn/a",
      ]
      #expect(try Self.export(to: out, options).status == 0)
      func state() throws -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        for name in try Self.content(out).keys {
          let attributes = try FileManager.default.attributesOfItem(atPath: out.appending(path: name).path)
          let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
          result[name] = [attributes[.systemFileNumber] as? Int ?? 0, Int(modified * 1_000_000)]
        }
        return result
      }
      let before = try state()
      let bytes = try Self.content(out)
      let result = try Self.export(
        to: out, options + ["--as-of", "2018-04-16"], environment: ["SOURCE_DATE_EPOCH": "1623844000"])
      #expect(result.status == 0 && result.error.contains("không có gì thay đổi"))
      #expect(try state() == before)
      #expect(try Self.content(out) == bytes)
    }
  }

  @Test func aLargeFeedIsNamed() throws {
    try Program.inTemporaryFolder { folder in
      let plan = folder.appending(path: "lon.yaml")
      try """
      plan: lon
      title: Lớn
      year: 2018
      units: {don-vi: Đơn vị Một}
      activities:
        a: {title: A, lead: don-vi, every: day, time: ["07:00", "11:00", "17:00"]}
      """.write(to: plan, atomically: true, encoding: .utf8)
      let result = try Self.export(to: folder.appending(path: "out"), plan: plan.path)
      #expect(result.status == 0 && result.error.contains("`lon/don-vi.ics` có 1095 mục"), "\(result.error)")
    }
  }

  @Test func toDoListsStandBesideTheCalendars() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out, ["--feeds", "todo"]).status == 0)
      let names = try Self.content(out).keys
      #expect(names.count == 18 && names.filter { $0.hasSuffix("-todo.ics") }.count == 17)
      #expect(names.contains("bac-lieu-cchc-2018/all-todo.ics"))
    }
  }

  @Test(arguments: [
    ["--base-url", "lich.example.vn"], ["--base-url", "https://lịch.vn"], ["--base-url", "https://a b.vn"],
    ["--base-url", "https:///a"],
    ["--base-url", "javascript:alert(1)"], ["--feeds", "units,bang"], ["--feeds", ","], ["--roles", "lead"],
  ])
  func wrongOptionsAre64(_ options: [String]) throws {
    try Program.inTemporaryFolder { (out: URL) throws -> Void in
      #expect(try Self.export(to: out, options).status == 64)
      #expect(try Self.content(out).isEmpty)
    }
  }

  @Test func whatChangedIsTold() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appending(path: "out")
      let plan = folder.appending(path: "ke-hoach.yaml")
      func write(_ activities: String) throws {
        try """
        plan: vi-du
        title: Ví dụ
        year: 2018
        units: {don-vi: Đơn vị Một, ban: "Ban <Hai>"}
        activities:
        \(activities)
        """.write(to: plan, atomically: true, encoding: .utf8)
      }
      try write("  hop: {title: Họp, lead: don-vi, day: 10/05}\n  bo: {title: Bỏ, lead: ban, day: 11/05}\n")
      #expect(try Self.export(to: out, plan: plan.path).status == 0)
      try write("  hop: {title: Họp, lead: don-vi, day: 17/05}\n  moi: {title: 'Mới *hơn*', lead: ban, day: 12/05}\n")
      let changes = folder.appending(path: "thay-doi")
      let later = ["SOURCE_DATE_EPOCH": "1524844000"]
      #expect(try Self.export(to: out, ["--changes", changes.path], plan: plan.path, environment: later).status == 0)
      let written = try Self.content(changes).mapValues { String(decoding: $0, as: UTF8.self) }
      #expect(written.keys.sorted() == ["all.html", "all.md", "ban.html", "ban.md", "don-vi.html", "don-vi.md"])
      let moved = try #require(written["don-vi.md"])
      #expect(moved.contains("# Những thay đổi trong lịch công việc") && moved.contains("T5 10/05/2018 → T5 17/05/2018"))
      let other = try #require(written["ban.md"])
      #expect(other.contains("Việc mới (1)") && other.contains("Mới \\*hơn\\*") && other.contains("### Hủy (1)"))
      #expect(written["ban.html"]?.contains("Ban &lt;Hai&gt;") == true)
      // The same again has nothing to tell, and does not take the letters away.
      let again = try Self.export(to: out, ["--changes", changes.path], plan: plan.path, environment: later)
      #expect(again.status == 0 && again.error.contains("không có gì để báo"))
      #expect(try Self.content(changes).mapValues { String(decoding: $0, as: UTF8.self) } == written)
      // An act that touches one unit leaves no old letter to another.
      try write("  hop: {title: Họp, lead: don-vi, day: 24/05}\n  moi: {title: 'Mới *hơn*', lead: ban, day: 12/05}\n")
      #expect(try Self.export(to: out, ["--changes", changes.path], plan: plan.path, environment: later).status == 0)
      #expect(try String(contentsOf: changes.appending(path: "ban.md"), encoding: .utf8).contains("Không có thay đổi"))
    }
  }

  @Test func aFeedThatIsNotAskedForStaysAndIsNamed() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out).status == 0)
      let before = try Self.content(out)
      let result = try Self.export(to: out, ["--feeds", "all"])
      #expect(result.status == 0 && result.error.contains("phuong-1.ics"))
      #expect(try Self.content(out)["bac-lieu-cchc-2018/phuong-1.ics"] == before["bac-lieu-cchc-2018/phuong-1.ics"])
    }
  }

  @Test func thePageListsEveryPlanOfTheFolder() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out).status == 0)
      #expect(try Self.export(to: out, plan: "Tests/PlanCLITests/Plans/ky-tu-la.yaml").status == 0)
      let page = try String(contentsOf: out.appending(path: "index.html"), encoding: .utf8)
      #expect(page.contains("href=\"bac-lieu-cchc-2018/phuong-1.ics\"") && page.contains("UBND Phường 1"))
      #expect(page.contains("href=\"ky-tu-la/all.ics\""))
      #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;"))
    }
  }

  @Test func aTargetThatIsNoPlainFileIsRefused() throws {
    for kind in ["link", "folder"] {
      try Program.inTemporaryFolder { folder in
        let out = folder.appending(path: "out")
        let plan = out.appending(path: "bac-lieu-cchc-2018")
        try FileManager.default.createDirectory(at: plan, withIntermediateDirectories: true)
        let outside = folder.appending(path: "outside")
        try "giữ nguyên".write(to: outside, atomically: true, encoding: .utf8)
        let target = plan.appending(path: "phuong-1.ics")
        if kind == "link" {
          try FileManager.default.createSymbolicLink(at: target, withDestinationURL: outside)
        } else {
          try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
        }
        let result = try Self.export(to: out)
        #expect(result.status == 2 && result.error.contains("phuong-1.ics"))
        #expect(try String(contentsOf: outside, encoding: .utf8) == "giữ nguyên")
        #expect(try !Self.content(out).keys.contains { $0.hasSuffix(".tmp") || $0.hasSuffix("all.ics") })
      }
    }
  }

  /// A file size limit is met half-way, as a full disk would be: the old feeds stay, byte for byte.
  @Test func anExportThatFailsHalfWayLeavesTheOldFeeds() throws {
    try Program.inTemporaryFolder { out in
      #expect(try Self.export(to: out).status == 0)
      let before = try Self.content(out)
      let script = "ulimit -f 40; exec '\(Program.executable.path)' export '\(Self.plan)' --to '\(out.path)'"
      let result = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: ["SOURCE_DATE_EPOCH": "1600000000"], in: Program.checkout)
      #expect(result.status == 2, "\(result.both)")
      #expect(try Self.content(out) == before)
    }
  }

  @Test func manyAtOnceLeaveOneWholeResult() throws {
    try Program.inTemporaryFolder { out in
      let exports = try (0..<6).map { number in
        try Program.start(
          ["export", Self.plan, "--to", out.path], environment: ["SOURCE_DATE_EPOCH": "\(1_523_844_000 + number)"])
      }
      for export in exports {
        export.waitUntilExit()
        #expect(export.terminationStatus == 0)
      }
      let content = try Self.content(out)
      let stamps = Set(
        content.filter { $0.key.hasSuffix(".ics") }.flatMap { _, data in
          String(decoding: data, as: UTF8.self).components(separatedBy: "\r\n").filter { $0.hasPrefix("DTSTAMP:") }
        })
      #expect(stamps.count == 1, "\(stamps)")
      #expect(
        content.filter { $0.key.hasSuffix(".ics") }.allSatisfy {
          String(decoding: $0.value.suffix(15), as: UTF8.self) == "END:VCALENDAR\r\n"
        })
    }
  }

  /// Killed at any moment, an export leaves whole files, and the next one finishes the work.
  @Test func aKillLeavesWholeFiles() throws {
    try Program.inTemporaryFolder { out in
      for number in 0..<12 {
        let export = try Program.start(
          ["export", Self.plan, "--to", out.path], environment: ["SOURCE_DATE_EPOCH": "\(1_523_844_000 + number)"])
        usleep(UInt32(10_000 + number * 8_000))
        kill(export.processIdentifier, SIGKILL)
        export.waitUntilExit()
        for (name, data) in try Self.content(out) where name.hasSuffix(".ics") {
          #expect(String(decoding: data.suffix(15), as: UTF8.self) == "END:VCALENDAR\r\n", "\(name)")
        }
      }
      #expect(try Self.export(to: out).status == 0)
      let content = try Self.content(out)
      #expect(content.count == 18 && !content.keys.contains { $0.hasSuffix(".tmp") })
    }
  }

  @Test func twoFilesOfOnePlanAreRefused() throws {
    try Program.inTemporaryFolder { out in
      let result = try Program.run(["export", Self.plan, Self.plan, "--to", out.path])
      #expect(result.status == 64)
      #expect(try Self.content(out).isEmpty)
    }
  }
}
