import Foundation
import Testing

/// What `plan export` makes of what stands in its folder already, and of what goes wrong on the way.
@Suite struct ExportFolderTests {
  @Test func whatIsNotOursIsLeftAlone() throws {
    try Program.inTemporaryFolder { out in
      let plan = out.appending(path: "bac-lieu-cchc-2018")
      try FileManager.default.createDirectory(at: plan, withIntermediateDirectories: true)
      let foreign = ["ghi-chu.txt": "của người khác", "khac.ics": "BEGIN:VCALENDAR\r\nPRODID:-//khac//VI\r\nEND:VCALENDAR\r\n"]
      for (name, text) in foreign { try text.write(to: plan.appending(path: name), atomically: true, encoding: .utf8) }
      let result = try ExportTests.export(to: out)
      #expect(result.status == 0 && !result.error.contains("khac.ics"))
      for (name, text) in foreign { #expect(try String(contentsOf: plan.appending(path: name), encoding: .utf8) == text) }
      #expect(try !ExportTests.content(out).keys.contains { $0.contains(".tmp") })
    }
  }

  @Test func aForeignPageIsNotOverwritten() throws {
    try Program.inTemporaryFolder { out in
      let target = out.appending(path: "index.html")
      try "<h1>Trang của tôi</h1>\n".write(to: target, atomically: true, encoding: .utf8)
      let result = try ExportTests.export(to: out)
      #expect(result.status == 2 && result.error.contains("index.html"))
      #expect(try ExportTests.content(out).keys.sorted() == ["index.html"])
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
      #expect(try ExportTests.export(to: out).status == 0)
      let good = try ExportTests.content(out)
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
      let result = try ExportTests.export(to: out, environment: ["SOURCE_DATE_EPOCH": "1533844000"])
      #expect(result.status == 0 && result.error.contains("phuong-1.ics") && result.error.contains(said), "\(result.error)")
      let content = try ExportTests.content(out)
      #expect(content["bac-lieu-cchc-2018/phuong-1.ics.kept-1"] == Data(text.utf8))
      // all.ics still tells what was published, so that the unit's own entries are what they were.
      let own = "bac-lieu-cchc-2018/phuong-1.ics"
      let (before, after) = (try Self.events(good[own]), try Self.events(content[own]))
      let isOwn: (String) -> Bool = { !$0.contains(".coordinate.") }
      #expect(before.count > 20 && after.filter(isOwn) == before.filter(isOwn) && after.count == before.count)
      let again = try ExportTests.export(to: out, environment: ["SOURCE_DATE_EPOCH": "1543844000"])
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
      #expect(try ExportTests.export(to: out).status == 0)
      let hole = out.appending(path: "bac-lieu-cchc-2018/lon.ics")
      try Data().write(to: hole)
      let file = try FileHandle(forWritingTo: hole)
      try file.truncate(atOffset: 400 << 30)
      try file.close()
      let result = try ExportTests.export(to: out)
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
      let script = "ulimit -n 30; exec '\(Program.executable.path)' export '\(ExportTests.plan)' --to '\(out.path)'"
      let result = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: ExportTests.stamp, in: Program.checkout)
      #expect(result.status == 0, "\(result.both)")
      #expect(try ExportTests.content(out).keys.filter { $0.hasPrefix("khac-") }.count == 80)
    }
  }

  @Test func theFolderOfAPlanIsNotTakenForTheOneThatHoldsIt() throws {
    try Program.inTemporaryFolder { out in
      #expect(try ExportTests.export(to: out).status == 0)
      let before = try ExportTests.content(out)
      let result = try ExportTests.export(to: out.appending(path: "bac-lieu-cchc-2018"))
      #expect(result.status == 2 && result.error.contains("thư mục chứa nó"))
      #expect(try ExportTests.content(out) == before)
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
        let result = try ExportTests.export(to: out)
        #expect(result.status == 2 && result.error.contains("phuong-1.ics"))
        #expect(try String(contentsOf: outside, encoding: .utf8) == "giữ nguyên")
        #expect(try !ExportTests.content(out).keys.contains { $0.hasSuffix(".tmp") || $0.hasSuffix("all.ics") })
      }
    }
  }

  /// A file size limit is met half-way, as a full disk would be: the old feeds stay, byte for byte.
  @Test func anExportThatFailsHalfWayLeavesTheOldFeeds() throws {
    try Program.inTemporaryFolder { out in
      #expect(try ExportTests.export(to: out).status == 0)
      let before = try ExportTests.content(out)
      let script = "ulimit -f 40; exec '\(Program.executable.path)' export '\(ExportTests.plan)' --to '\(out.path)'"
      let result = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: ["SOURCE_DATE_EPOCH": "1600000000"], in: Program.checkout)
      #expect(result.status == 2, "\(result.both)")
      #expect(try ExportTests.content(out) == before)
    }
  }

  @Test func manyAtOnceLeaveOneWholeResult() throws {
    try Program.inTemporaryFolder { out in
      let exports = try (0..<6).map { number in
        try Program.start(
          ["export", ExportTests.plan, "--to", out.path], environment: ["SOURCE_DATE_EPOCH": "\(1_523_844_000 + number)"])
      }
      for export in exports {
        export.waitUntilExit()
        #expect(export.terminationStatus == 0)
      }
      let content = try ExportTests.content(out)
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
          ["export", ExportTests.plan, "--to", out.path], environment: ["SOURCE_DATE_EPOCH": "\(1_523_844_000 + number)"])
        usleep(UInt32(10_000 + number * 8_000))
        kill(export.processIdentifier, SIGKILL)
        export.waitUntilExit()
        for (name, data) in try ExportTests.content(out) where name.hasSuffix(".ics") {
          #expect(String(decoding: data.suffix(15), as: UTF8.self) == "END:VCALENDAR\r\n", "\(name)")
        }
      }
      #expect(try ExportTests.export(to: out).status == 0)
      let content = try ExportTests.content(out)
      #expect(content.count == 18 && !content.keys.contains { $0.hasSuffix(".tmp") })
    }
  }
}
