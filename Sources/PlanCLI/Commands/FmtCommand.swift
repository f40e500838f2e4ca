import ArgumentParser
import Glibc
import PlanModel

/// `plan fmt`: lays plan files out evenly.
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", _superCommandName: "plan",
    abstract: spoken(
      "Sắp xếp lại cách trình bày tệp kế hoạch; giữ mọi chú thích.", "Lays plan files out evenly; every comment is kept."))

  @Argument(
    help: help(
      "Tệp kế hoạch hoặc tệp dùng chung; - đọc từ luồng vào, viết ra luồng ra.",
      "Plan files or registries; - reads standard input and writes standard output."),
    completion: .planFiles)
  var files: [String]

  @Option(
    help: help("Viết các khóa bằng tiếng Anh (en) hay tiếng Việt (vi).", "Write the keys in English (en) or Vietnamese (vi)."))
  var keys: Language?

  @Flag(
    help: help(
      "Chỉ nêu tệp nào chưa gọn, không sửa; có thì mã kết thúc là 1.",
      "Only name the files that would change; exit code 1 where there are any."))
  var check = false

  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func run() throws {
    let tongue = language.resolved(plan: .vi)
    var hasErrors = false
    var isUnreadable = false
    var wouldChange = false
    for path in files {
      do throws(ReadFailure) {
        let file = SourceFile(name: path, bytes: try FileInput.read(path))
        switch PlanFormatter.format(file, keys: keys) {
        case .unreadable(let findings):
          hasErrors = true
          var sources = SourceSet()
          _ = sources.add(file)
          let renderer = TextRenderer(language: tongue, ink: color.ink(for: STDERR_FILENO))
          for finding in findings { Streams.say(renderer.render(LocatedDiagnostic(finding, in: sources))) }
        case .leftAlone:
          let name = TerminalText(path)
          Streams.say(
            tongue == .vi
              ? "plan: `\(name)` giữ nguyên: cách viết đặc biệt, sắp xếp lại có thể đổi nghĩa"
              : "plan: `\(name)` stays as it is: it is written in a way that could not be laid out without a risk")
          if path == "-", !check { Streams.output(String(decoding: file.bytes, as: UTF8.self)) }
        case .formatted(let bytes):
          if check {
            if bytes != file.bytes {
              wouldChange = true
              Streams.output("\(TerminalText(path))\n")
            }
          } else if path == "-" {
            Streams.output(String(decoding: bytes, as: UTF8.self))
          } else if bytes != file.bytes {
            do throws(WriteFailure) {
              try FileReplacement.write(bytes, to: path)
            } catch {
              Streams.say(error.sentence(tongue))
              isUnreadable = true
              continue
            }
            Streams.say(tongue == .vi ? "đã sắp xếp lại: \(TerminalText(path))" : "laid out: \(TerminalText(path))")
          }
        }
      } catch {
        isUnreadable = true
        PlanInput.say(error, tongue)
      }
    }
    if isUnreadable { throw ExitCode.cannot }
    if hasErrors || wouldChange { throw ExitCode.findings }
  }
}
