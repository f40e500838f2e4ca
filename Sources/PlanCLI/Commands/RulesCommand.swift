import ArgumentParser
import PlanModel
import PlanReports

/// `plan rules`: the checks, or one explained.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: "plan",
    abstract: spoken("Liệt kê các quy tắc kiểm tra, hoặc giải thích một quy tắc.", "Lists the checks, or explains one."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md
  }

  @Argument(help: help("Quy tắc cần giải thích, ví dụ missing-lead.", "The rule to explain, for example missing-lead."))
  var rule: String?

  @Option(help: help("Cách hiện: text, hoặc md cho tất cả.", "How it is shown: text, or md for all of them."))
  var format: Format = .text

  @OptionGroup var language: LanguageOptions

  func run() throws {
    let tongue = language.resolved(plan: .vi)
    guard let name = rule else {
      Streams.output(format == .md ? RuleDocument.markdown : RuleDocument.list(tongue))
      return
    }
    guard let found = Rule.all.first(where: { $0.slug == name }) else {
      throw NameLookup.unknown(
        name, Message(vi: "quy tắc", en: "rule"), among: Rule.all.map(\.slug), in: Message(vi: "", en: ""), tongue)
    }
    Streams.output(RuleDocument.text(found, tongue))
  }
}
