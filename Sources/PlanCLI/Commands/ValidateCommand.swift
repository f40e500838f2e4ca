import ArgumentParser
import Glibc
import PlanModel

/// `plan validate`: reads, checks, prints every finding of every file.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: spoken(
      "Tìm lỗi trong kế hoạch, chỉ rõ dòng và cách sửa.", "Finds what is wrong in plans, with the line and the mend."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, concise, json
  }

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning
  }

  @Argument(
    help: help("Tệp kế hoạch hoặc tệp dùng chung; - đọc từ luồng vào.", "Plan files or registries; - reads standard input."))
  var files: [String]

  @Option(help: help("Cách nêu lỗi: text, concise hoặc json.", "How findings are shown: text, concise or json."))
  var format: Format = .text

  @Option(help: help("Mức làm mã kết thúc bằng 1: error hoặc warning.", "What makes the exit code 1: error or warning."))
  var failOn: FailOn = .error

  @Flag(help: help("Như --fail-on warning.", "The same as --fail-on warning."))
  var strict = false

  @Flag(help: help("Nêu cả cảnh báo đã được chấp nhận, với lý do.", "Show accepted warnings too, with the reason."))
  var showAccepted = false

  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    var findings: [LocatedDiagnostic] = []
    var seen: Set<String> = []
    var count = 0
    var isUnreadable = false
    var spoken: Language?
    for path in files {
      do throws(ReadFailure) {
        let reading = try PlanInput.read(path, asOf: asOf.day)
        count += 1
        if spoken == nil { spoken = language.resolved(plan: reading.language) }
        for finding in showAccepted ? reading.diagnosticsWithAccepted : reading.diagnostics {
          let located = LocatedDiagnostic(finding, in: reading.sources)
          if seen.insert(located.identity).inserted { findings.append(located) }
        }
      } catch {
        isUnreadable = true
        PlanInput.say(error, language.resolved(plan: .vi))
      }
    }
    let tongue = spoken ?? language.resolved(plan: .vi)
    show(findings, files: count, tongue)
    if isUnreadable { throw ExitCode.cannot }
    let limit: Severity = strict || failOn == .warning ? .warning : .error
    if findings.contains(where: { $0.diagnostic.severity >= limit }) { throw ExitCode.findings }
  }

  private func show(_ findings: [LocatedDiagnostic], files: Int, _ language: Language) {
    switch format {
    case .json:
      Streams.output(JSONRenderer(language: language).render(findings, files: files))
      return
    case .concise:
      let renderer = ConciseRenderer(language: language)
      Streams.output(findings.map { renderer.render($0) + "\n" }.joined())
    case .text:
      let renderer = TextRenderer(language: language, ink: color.ink(for: STDOUT_FILENO))
      Streams.output(findings.map { renderer.render($0) + "\n" }.joined())
    }
    guard files > 0 else { return }
    let counts = FindingCounts(findings.map(\.diagnostic)).sentence.text(language)
    Streams.say(language == .vi ? "\(files) tệp: \(counts)" : "\(files) file\(files == 1 ? "" : "s"): \(counts)")
  }
}
