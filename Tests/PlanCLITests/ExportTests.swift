import Foundation
import Testing

/// What `plan export` leaves in a folder and says of it.
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

  @Test func twoFilesOfOnePlanAreRefused() throws {
    try Program.inTemporaryFolder { out in
      let result = try Program.run(["export", Self.plan, Self.plan, "--to", out.path])
      #expect(result.status == 64)
      #expect(try Self.content(out).isEmpty)
    }
  }
}
