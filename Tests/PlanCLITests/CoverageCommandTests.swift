import Foundation
import Testing

/// `plan coverage` as a user runs it, on the plans of the checkout.
@Suite struct CoverageCommandTests {
  static let plans = ["bac-lieu-2018", "ha-noi-2018", "ha-noi-2019", "ha-noi-2024", "phuong-2026", "tp-hcm-2022"]

  @Test(arguments: plans, ["vi", "en"])
  func everyPlanHasEveryForm(_ plan: String, _ language: String) throws {
    for format in ["text", "md", "html", "json"] {
      let result = try Program.run(
        ["coverage", "plans/\(plan).yaml", "--format", format, "--lang", language], environment: ["COLUMNS": "90"])
      #expect(result.status == 0 && result.error.isEmpty, "\(format): \(result.error)")
      switch format {
      case "json": _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      case "html": #expect(result.output.contains("<svg ") && result.output.hasSuffix("</html>\n"))
      default: #expect(result.output.contains(language == "vi" ? "Khoảng trống" : "Gaps"))
      }
      #expect(!result.output.contains("{period}") && !result.output.contains("{kỳ}"))
    }
  }

  @Test func theUnionOfBacLieuHasItsGap() throws {
    let result = try Program.run(["coverage", "plans/bac-lieu-2018.yaml"], environment: ["PLAN_LANG": "vi", "COLUMNS": "100"])
    #expect(
      result.output.contains("plans/bac-lieu-2018.yaml:88:3: Đoàn thể: chỉ có “Bài viết về gương điển hình"), "\(result.output)")
  }

  @Test func aUnitAndAFileAreNamed() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appending(path: "phu.html")
      let result = try Program.run([
        "coverage", "plans/bac-lieu-2018.yaml", "--unit", "phuong-xa", "--format", "html", "--output", file.path,
      ])
      #expect((result.status, result.output) == (0, ""), "\(result.error)")
      #expect(try String(contentsOf: file, encoding: .utf8).contains("Chỉ việc của UBND các phường, xã"))
      #expect(try Program.run(["coverage", "plans/bac-lieu-2018.yaml", "--unit", "khong-co"]).status == 64)
      // The plan and what it uses are not written over.
      let plan = folder.appending(path: "ke-hoach.yaml")
      try FileManager.default.copyItem(at: Program.checkout.appending(path: "plans/bac-lieu-2018.yaml"), to: plan)
      #expect(try Program.run(["coverage", "ke-hoach.yaml", "--output", "ke-hoach.yaml"], in: folder).status == 64)
    }
  }
}
