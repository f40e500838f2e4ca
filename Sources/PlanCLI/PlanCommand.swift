import ArgumentParser
import Glibc
import PlanModel

/// The program `plan`; each subcommand has a file of its own.
@main
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: spoken(
      "Kiểm tra kế hoạch tuyên truyền, tính ngày cho việc, lập lịch và danh mục.",
      "Checks communication plans, dates their tasks, publishes calendars and checklists."),
    version: PlanProgram.version,
    subcommands: [
      ValidateCommand.self, TasksCommand.self, WhyCommand.self, ExportCommand.self, ChecklistCommand.self, MarkCommand.self,
      StatusCommand.self, LogCommand.self, ReportCommand.self, CoverageCommand.self, DocumentCommand.self, DiffCommand.self,
      NewCommand.self, RollCommand.self, FmtCommand.self, RulesCommand.self, SchemaCommand.self,
    ])

  @OptionGroup var language: LanguageOptions

  /// Runs the command line; what is wrong with it is said without raw characters of it.
  static func main() {
    Streams.prepare()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--version"] {
      Streams.output(PlanProgram.version + "\n")
      return
    }
    do {
      var command = try named(arguments) ?? parseAsRoot(arguments)
      try command.run()
    } catch let failure as UsageFailure {
      Streams.say("plan: " + failure.message)
      Glibc.exit(64)
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
        .map { spokenLine(TerminalText(String($0)).description) }.joined(separator: "\n")
      if code == .success { Streams.output(text + "\n") } else if !text.isEmpty { Streams.say(text) }
      Glibc.exit(code.rawValue)
    }
  }

  /// The command that the first word names, with its arguments as its own parser reads them; nil where they need all of the program's.
  ///
  /// The parser of the whole program looks at every property of the program and of the command by reflection, twice; for most
  /// commands that would take as long as their work. Whatever is not a plain command, help and mistakes among them, is left to it.
  /// That commands name the program they belong to keeps their own parser from looking for a request of completions first.
  private static func named(_ arguments: [String]) -> (any ParsableCommand)? {
    guard let name = arguments.first, let type = configuration.subcommands.first(where: { $0.configuration.commandName == name })
    else { return nil }
    // For help the parser gives another command than the one that was asked for.
    guard let command = try? type.parseAsRoot(Array(arguments.dropFirst())), Swift.type(of: command) == type else { return nil }
    return command
  }

  /// A line of the argument parser's own words, its first word in the language of the reader.
  private static func spokenLine(_ line: String) -> String {
    guard Language.ofHelp == .vi else { return line }
    let words = [
      "Error: ": "Lỗi: ", "Usage: ": "Cách dùng: ", "USAGE: ": "CÁCH DÙNG: ", "OVERVIEW: ": "GIỚI THIỆU: ",
      "ARGUMENTS:": "THAM SỐ:",
      "OPTIONS:": "TÙY CHỌN:", "SUBCOMMANDS:": "CÁC LỆNH:",
    ]
    for (english, vietnamese) in words where line.hasPrefix(english) { return vietnamese + line.dropFirst(english.count) }
    return line
  }

  func run() {
    let hints = Message(
      vi: """
        plan – kiểm tra kế hoạch tuyên truyền, lập lịch công việc và danh mục theo dõi. Thử trước:
          plan validate FILE                               tìm lỗi trong kế hoạch, chỉ rõ dòng và cách sửa
          plan tasks FILE --unit ĐƠN-VỊ                    việc của một đơn vị, theo ngày
          plan why FILE VIỆC                               vì sao việc có ngày ấy, người ấy
          plan export FILE --to THƯ-MỤC                    tệp lịch cho từng đơn vị, kèm trang đăng ký
          plan checklist FILE --unit ĐƠN-VỊ --period KỲ    danh mục công việc để in (KỲ: 2018-Q2, 2018-05)
          plan mark FILE VIỆC --as done                    ghi việc đã xong; không ghi VIỆC thì chọn từ danh sách
          plan status FILE                                 thực hiện đến đâu: xong, chậm, vướng
          plan report FILE --period KỲ                     số liệu của kỳ báo cáo
          plan document FILE --output KE-HOACH.docx        văn bản để ký, kèm phụ lục phân công
          plan coverage FILE                               chủ đề, đối tượng nào còn trống
          plan diff CŨ MỚI                                 bản điều chỉnh đổi những việc gì
          plan new MÃ, plan roll FILE --year NĂM           kế hoạch mới; kế hoạch năm sau từ năm nay
        Xem thêm: plan help, plan help LỆNH.

        """,
      en: """
        plan – checks communication plans, dates their tasks, makes calendars and checklists. Try first:
          plan validate FILE                               find what is wrong in a plan, with the line and the mend
          plan tasks FILE --unit UNIT                      the tasks of a unit, by day
          plan why FILE TASK                               how a task got its days and its people
          plan export FILE --to FOLDER                     a calendar file for each unit, with a page to subscribe from
          plan checklist FILE --unit UNIT --period PERIOD  a checklist to print (PERIOD: 2018-Q2, 2018-05)
          plan mark FILE TASK --as done                    record a task as done; without TASK, pick from a list
          plan status FILE                                 what is done, late or in trouble
          plan report FILE --period PERIOD                 the figures of a reporting period
          plan document FILE --output PLAN.docx            the document to sign, with the assignment annex
          plan coverage FILE                               which theme or target group is missed, and when
          plan diff OLD NEW                                what an amendment does to the tasks
          plan new ID, plan roll FILE --year YEAR          a new plan; next year's from this year's
        More: plan help, plan help COMMAND.

        """)
    Streams.output(hints.text(language.resolved(plan: .vi)))
  }
}

/// What the program says of itself.
enum PlanProgram {
  static let version = "0.1.0"
}

extension ExitCode {
  /// Findings at or above what was asked for.
  static let findings = ExitCode(1)
  /// The work could not be done.
  static let cannot = ExitCode(2)
  /// Somebody else holds the folder.
  static let busy = ExitCode(75)
}
