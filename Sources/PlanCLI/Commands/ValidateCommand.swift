import ArgumentParser
import Glibc
import PlanModel

/// `plan validate`: reads, checks, prints every finding of every file.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", _superCommandName: "plan",
    abstract: spoken(
      "Tìm lỗi trong kế hoạch, chỉ rõ dòng và cách sửa.", "Finds what is wrong in plans, with the line and the mend."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, concise, json, github, sarif
  }

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning
  }

  @Argument(
    help: help(
      "Tệp kế hoạch hoặc tệp dùng chung; - đọc từ luồng vào.", "Plan files or registries; - reads standard input."),
    completion: .planFiles)
  var files: [String]

  @Option(
    help: help(
      "Cách nêu lỗi: text, concise, json, github hoặc sarif.", "How findings are shown: text, concise, json, github or sarif."))
  var format: Format = .text

  @Option(help: help("Mức làm mã kết thúc bằng 1: error hoặc warning.", "What makes the exit code 1: error or warning."))
  var failOn: FailOn = .error

  @Flag(help: help("Như --fail-on warning.", "The same as --fail-on warning."))
  var strict = false

  @Flag(help: help("Nêu cả cảnh báo đã được chấp nhận, với lý do.", "Show accepted warnings too, with the reason."))
  var showAccepted = false

  @Flag(help: help("Sửa những lỗi chỉ có một cách sửa, và nói đã sửa gì.", "Mend what has one mend only, and say what was done."))
  var fix = false

  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    if fix, files.contains("-") {
      throw ValidationError(
        spoken("--fix cần tệp, không sửa được luồng vào.", "--fix needs files; it cannot mend standard input."))
    }
  }

  func run() throws {
    var findings: [LocatedDiagnostic] = []
    var seen: Set<String> = []
    var count = 0
    var isUnreadable = false
    var spoken: Language?
    for path in files {
      do throws(ReadFailure) {
        if fix, try !mend(path) { isUnreadable = true }
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

  /// Applies the mends of the file itself, round by round: one may show the next.
  ///
  /// - Returns: Whether everything that was mended could be written.
  private func mend(_ path: String) throws(ReadFailure) -> Bool {
    for _ in 0..<4 {
      let reading = try PlanInput.read(path, asOf: asOf.day)
      guard let file = reading.sources.files.first else { return true }
      let edits = reading.diagnostics.compactMap(\.fix).filter { $0.span.file == reading.sources.firstID }
      let (bytes, applied) = file.applying(edits)
      guard !applied.isEmpty else { return true }
      let tongue = language.resolved(plan: reading.language)
      do throws(WriteFailure) {
        try FileReplacement.write(bytes, to: path)
      } catch {
        Streams.say(error.sentence(tongue))
        return false
      }
      for edit in applied.sorted(by: { $0.span < $1.span }) {
        let start = reading.sources.positions(of: edit.span).start
        let (old, new) = (TerminalText(edit.old), TerminalText(edit.new))
        Streams.say(
          "\(TerminalText(path)):\(start.line):\(start.column): \(tongue == .vi ? "đã sửa" : "mended") `\(old)` → `\(new)`")
      }
    }
    return true
  }

  private func show(_ findings: [LocatedDiagnostic], files: Int, _ language: Language) {
    switch format {
    case .json:
      Streams.output(JSONRenderer(language: language).render(findings, files: files))
      return
    case .sarif:
      Streams.output(SARIFRenderer(language: language, version: PlanProgram.version).render(findings))
      return
    case .github:
      let renderer = GitHubRenderer(language: language)
      Streams.output(findings.map { renderer.render($0) + "\n" }.joined())
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
