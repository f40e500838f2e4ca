import Foundation
import Testing

/// What the program does on a machine where the libraries of its forms cannot be used.
@Suite struct MissingLibraryTests {
  static let libraries = ["libzip.so.4", "libzip.so.5", "libxlsxwriter.so.4", "libqrencode.so.4"]

  /// Calls `body` with a folder to work in and an environment in which the system finds empty files in place of the libraries.
  static func withoutLibraries(_ body: (URL, [String: String]) throws -> Void) throws {
    try Program.inTemporaryFolder { folder in
      let damaged = folder.appending(path: "lib")
      try FileManager.default.createDirectory(at: damaged, withIntermediateDirectories: true)
      for library in libraries { try Data().write(to: damaged.appending(path: library)) }
      let work = folder.appending(path: "work")
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
      try body(work, ExportTests.stamp.merging(["LD_LIBRARY_PATH": damaged.path, "TMPDIR": work.path]) { $1 })
    }
  }

  @Test func whateverDoesWithoutThemRuns() throws {
    try Self.withoutLibraries { work, environment in
      for arguments in [
        ["--version"], ["validate", ExportTests.plan], ["tasks", ExportTests.plan],
        ["checklist", ExportTests.plan, "--format", "csv"],
        ["document", ExportTests.plan, "--format", "html"], ["export", ExportTests.plan, "--to", "lich"],
      ] {
        let result = try Program.run(arguments, environment: environment.merging(["PLAN_LANG": "vi"]) { $1 }, in: work)
        #expect(result.status == 0, "\(arguments): \(result.error)")
        #expect(!result.error.contains("thư viện"), "\(arguments): \(result.error)")
      }
    }
  }

  @Test func aWordFileNeedsOne() throws {
    try Self.expectNothing(
      of: ["document"], "ra.docx", library: "libzip",
      said: [
        ("vi", "plan: không đóng gói được docx: ", ", hoặc ghi ra html"),
        ("en", "plan: the docx could not be packed: ", ", or write html instead"),
      ])
  }

  @Test func aWorkbookNeedsOne() throws {
    try Self.expectNothing(
      of: ["checklist", "--format", "xlsx"], "ra.xlsx", library: "libxlsxwriter",
      said: [
        ("vi", "plan: không ghi được xlsx: ", ", hoặc ghi ra csv"),
        ("en", "plan: the xlsx could not be written: ", ", or write csv instead"),
      ])
  }

  /// Expects that a command names the library in a sentence that begins and ends as given, and leaves no file.
  private static func expectNothing(
    of command: [String], _ file: String, library: String, said: [(language: String, start: String, end: String)]
  ) throws {
    try withoutLibraries { work, environment in
      for (language, start, end) in said {
        let result = try Program.run(
          command + [ExportTests.plan, "--output", file], environment: environment.merging(["PLAN_LANG": language]) { $1 },
          in: work)
        #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
        #expect(result.error.hasPrefix(start) && result.error.hasSuffix(end + "\n"), "\(result.error)")
        #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
        // The file, and the package by which it is mended.
        #expect(result.error.contains(" \(library).so.4 ") && result.error.contains(" \(library)4"), "\(result.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: work.path).isEmpty)
      }
    }
  }

  @Test func anExportGoesOnWithoutItsCodes() throws {
    try Self.withoutLibraries { work, environment in
      let options = ["--base-url", "https://example.org/lich", "--as-of", "2018-05-01"]
      for (language, words) in [
        ("vi", "plan: cảnh báo: trang đăng ký không có mã QR: "),
        ("en", "plan: warning: the page to subscribe from has no QR codes: "),
      ] {
        let options = options + ["--lang", language]
        let (bare, whole) = (work.appending(path: "bare-" + language), work.appending(path: "whole-" + language))
        let result = try ExportTests.export(to: bare, options, environment: environment)
        #expect(result.status == 0)
        #expect(result.error.components(separatedBy: words).count == 2, "\(result.error)")
        #expect(result.error.contains(" libqrencode.so.4 ") && result.error.contains(" libqrencode4,"), "\(result.error)")
        #expect(try ExportTests.export(to: whole, options).status == 0)
        var (without, with) = (try ExportTests.content(bare), try ExportTests.content(whole))
        let bareBytes = without.removeValue(forKey: "index.html") ?? Data()
        let wholeBytes = with.removeValue(forKey: "index.html") ?? Data()
        #expect(without == with)
        let (barePage, wholePage) = (String(decoding: bareBytes, as: UTF8.self), String(decoding: wholeBytes, as: UTF8.self))
        #expect(wholePage.contains("<img") && wholePage.contains("QR code") && wholePage.contains("<body class=\"coded"))
        #expect(!barePage.contains("<img") && !barePage.contains("QR code") && barePage.contains("<body class=\"plain"))
        #expect(barePage.contains("webcal://example.org/lich/bac-lieu-cchc-2018/phuong-1.ics"))
        // Once the library is there, the page gets its codes.
        let again = try ExportTests.export(to: bare, options)
        #expect(again.status == 0 && !again.error.contains("QR"), "\(again.error)")
        #expect(try ExportTests.content(bare)["index.html"] == wholeBytes)
      }
    }
  }
}
