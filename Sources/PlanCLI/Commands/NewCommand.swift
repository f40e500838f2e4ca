import ArgumentParser
import Glibc
import PlanModel

/// `plan new`: a commented plan to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", _superCommandName: "plan",
    abstract: spoken("Tạo tệp kế hoạch mẫu để sửa.", "Makes a commented plan to start from."),
    discussion: spoken(
      "Ở màn hình lệnh, điều gì chưa ghi thì lệnh hỏi lần lượt: Enter lấy câu trả lời trong ngoặc, Ctrl-D thôi hỏi.",
      "At a terminal, what is not given is asked for: Enter takes the answer in brackets, Ctrl-D ends the questions."))

  @Argument(
    help: help(
      "Mã kế hoạch: chữ thường không dấu, chữ số, gạch nối, chẳng hạn bac-lieu-cchc-2019.",
      "The id of the plan: small letters, digits and hyphens, for example bac-lieu-cchc-2019."))
  var id: String
  @Option(help: help("Tên kế hoạch.", "The title."))
  var title: String?
  @Option(
    help: help(
      "Năm (mặc định: năm ghi trong mã, không có thì năm sau).", "The year (default: the one in the id, else next year)."))
  var year: Int?
  @Option(help: help("Cơ quan ban hành.", "The body that issues it."))
  var issuer: String?
  @Option(help: help("Cơ quan soạn thảo, chủ trì.", "The office that drafts it and leads."))
  var lead: String?
  @Option(help: help("Các phường, xã, cách nhau bằng dấu phẩy.", "The wards and communes, with commas between them."))
  var members: String?
  @Option(help: help("Một chủ đề; ghi lại nhiều lần được.", "A theme; may be repeated."))
  var theme: [String] = []
  @Option(help: help("Một đối tượng; ghi lại nhiều lần được.", "A target group; may be repeated."))
  var targetGroup: [String] = []
  @Option(
    help: help("Viết các khóa bằng tiếng Việt (vi) hay tiếng Anh (en).", "Write the keys in Vietnamese (vi) or English (en)."))
  var keys: Language?
  @OptionGroup var output: OutputOptions
  @Flag(help: help("Thay tệp đã có.", "Replace a file that is there."))
  var force = false

  @OptionGroup var language: LanguageOptions

  func run() throws {
    let tongue = language.resolved(plan: .vi)
    guard DraftID.isValid(id) else { throw badID(tongue) }
    let years = TemplateChoices.years
    if let year, !years.contains(year) {
      throw UsageFailure(
        message: tongue == .vi
          ? "--year là năm từ \(years.lowerBound) đến \(years.upperBound)."
          : "--year is a year from \(years.lowerBound) to \(years.upperBound).")
    }
    var choices = TemplateChoices(id: id, year: year ?? usualYear)
    (choices.title, choices.issuer, choices.lead) = (title, issuer, lead)
    choices.members = members.map(Self.names) ?? []
    (choices.themes, choices.targetGroups) = (theme, targetGroup)
    let written = language.ofDocuments(.vi)
    (choices.keys, choices.language) = (keys ?? written, written)
    if let fault = choices.fault { throw badName(fault.text, fault.reason, tongue) }
    try Document.checkNew(output.file, replacing: force, tongue)
    if NewPlanQuestions.isPossible { ask(&choices, tongue) }
    guard let template = PlanTemplate(choices) else { throw badID(tongue) }
    try Document.putNew(Array(template.text.utf8), output.file, replacing: force, from: [], tongue)
    guard let file = output.file else { return }
    let name = TerminalText(file)
    Streams.say(
      tongue == .vi
        ? "đã ghi: \(name)\nMở tệp, sửa những chỗ có ghi chú, rồi chạy: plan validate \(name)"
        : "written: \(name)\nOpen it, change what the comments point at, then run: plan validate \(name)")
  }

  /// The names of a list with commas.
  static func names(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init).filter { part in part.unicodeScalars.contains { $0.value > 0x20 } }
  }

  /// The year that the id names, else the next one in Viet Nam.
  private var usualYear: Int {
    let named = id.split(separator: "-").compactMap { $0.utf8.count == 4 ? Int($0) : nil }
    let year = named.count == 1 ? named[0] : AsOfOptions.today.year + 1
    return TemplateChoices.years.contains(year) ? year : TemplateChoices.years.upperBound
  }

  /// Asks for what no option gives.
  private func ask(_ choices: inout TemplateChoices, _ tongue: Language) {
    var questions = NewPlanQuestions(tongue)
    let written = choices.language
    if year == nil { choices.year = questions.year(usual: choices.year) }
    if title == nil {
      choices.title = questions.name(
        "Tên kế hoạch", "Title", usual: TemplateChoices.usualTitle(choices.year, written))
    }
    if issuer == nil {
      choices.issuer = questions.name("Cơ quan ban hành", "Issuing body", usual: TemplateChoices.usualIssuer(written))
    }
    if lead == nil {
      choices.lead = questions.name(
        "Cơ quan soạn thảo, chủ trì", "Drafting office", usual: TemplateChoices.usualLead(written))
    }
    if members == nil {
      choices.members = questions.names(
        "Các phường, xã (cách nhau bằng dấu phẩy)", "Wards and communes (commas between them)",
        usual: TemplateChoices.usualMembers(written))
    }
  }

  private func badID(_ language: Language) -> UsageFailure {
    let text = TerminalText(id.count > 80 ? String(id.prefix(80)) + "…" : id)
    let proposal = DraftID.proposal(for: id)
    let hint = proposal.map { language == .vi ? " Có thể dùng: \($0)" : " You could use: \($0)" } ?? ""
    return UsageFailure(
      message: language == .vi
        ? "`\(text)` không dùng làm mã được. \(DraftID.rule.vi)\(hint)" : "`\(text)` cannot be an id. \(DraftID.rule.en)\(hint)")
  }

  private func badName(_ name: String, _ reason: Message, _ language: Language) -> UsageFailure {
    let text = TerminalText(name.count > 80 ? String(name.prefix(80)) + "…" : name)
    return UsageFailure(
      message: TerminalText(
        language == .vi ? "`\(text)` không dùng được: \(reason.vi)." : "`\(text)` cannot be used: \(reason.en)."
      ).description)
  }
}
