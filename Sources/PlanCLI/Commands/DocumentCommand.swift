import ArgumentParser
import Glibc
import PlanModel
import PlanReports

extension AssumedText: ExpressibleByArgument {}

/// `plan document`: the plan as an official document to sign, or the amendment that changed it.
struct DocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", _superCommandName: "plan",
    abstract: spoken(
      "Soạn văn bản để ký: phần lời và phụ lục phân công.", "Writes the document to sign: the text and the assignment annex."),
    discussion: spoken(
      "Thể thức theo Nghị định 30/2020/NĐ-CP. docx mở được bằng Word và LibreOffice để sửa tiếp.",
      "In the form of Decree 30/2020/NĐ-CP. docx opens in Word and LibreOffice, to work on."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, docx, md
  }

  @Argument(help: help("Tệp kế hoạch; - đọc từ luồng vào.", "The plan file; - reads standard input."), completion: .planFiles)
  var file: String
  @Option(help: help("Cách ghi: html, docx hoặc md.", "How it is written: html, docx or md."))
  var format: Format?
  @Option(
    help: help(
      "Kế hoạch trước khi sửa: soạn văn bản điều chỉnh, phụ lục so trước và sau.",
      "The plan before the change: writes the amending document, its annex sets before beside now."), completion: .planFiles)
  var amending: String?
  @Option(
    help: help(
      "Điều được giả định: show (có dấu *) hoặc hide (bỏ trống).", "What is assumed: show (with a mark) or hide (left blank)."))
  var assumed: AssumedText = .show
  @Option(help: help("Địa danh (mặc định: theo cơ quan ban hành).", "Where it is signed (default: by the issuing body)."))
  var place: String?
  @Option(help: help("Họ tên người ký.", "Who signs."))
  var signer: String?
  @OptionGroup var output: OutputOptions

  @OptionGroup var store: StoreOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var color: ColorOptions

  func validate() throws {
    if wanted == .docx, output.file == nil, isatty(STDOUT_FILENO) == 1 {
      throw ValidationError(spoken("docx cần --output TỆP.", "docx needs --output FILE."))
    }
    if file == "-", amending == "-" {
      throw ValidationError(spoken("luồng vào chỉ đọc được một lần.", "standard input can be read only once."))
    }
  }

  /// What is asked for, else what the name of the file says, else HTML.
  private var wanted: Format {
    if let format { return format }
    let name = output.file?.lowercased() ?? ""
    return Format.allCases.first { name.hasSuffix(".\($0.rawValue)") } ?? .html
  }

  func run() throws {
    let (reading, schedule, tongue) = try PlanInput.schedule(file, language, color)
    let written = language.ofDocuments(schedule.plan.language)
    let options = DocumentOptions(place: place, signer: signer, assumed: assumed)
    var readings = [reading]
    let document: OfficialDocument
    if let amending {
      let old = try PlanInput.schedule(amending, language, color)
      readings.append(old.reading)
      document = OfficialDocument(schedule, amending: old.schedule, options, written)
      guard !document.isEmpty else {
        Streams.say(
          tongue == .vi
            ? "plan: hai bản kế hoạch giao việc như nhau, không có gì để điều chỉnh nên không soạn văn bản"
            : "plan: the two plans assign the same tasks; there is nothing to amend and no document is written")
        throw ExitCode.cannot
      }
    } else {
      document = OfficialDocument(schedule, options, written)
    }
    let bytes: [UInt8]
    switch wanted {
    case .html: bytes = document.html()
    case .md: bytes = Array(document.markdown().utf8)
    case .docx: bytes = try Self.packed(document, tongue)
    }
    try Document.put(bytes, output.file, from: Document.inputs([file] + [amending].compactMap { $0 }, readings, store), tongue)
    guard !document.blanks.isEmpty else { return }
    let blanks = document.blanks.map { TerminalText($0.text(tongue)).description }.joined(separator: "; ")
    Streams.say(tongue == .vi ? "Còn để trống: \(blanks)." : "Left blank: \(blanks).")
  }

  private static func packed(_ document: OfficialDocument, _ language: Language) throws -> [UInt8] {
    do throws(WordFailure) {
      return try document.docx()
    } catch {
      let reason =
        switch error {
        case .library(let missing):
          missing.message.text(language) + (language == .vi ? ", hoặc ghi ra html" : ", or write html instead")
        case .packing(let reason): TerminalText(reason).description
        }
      Streams.say(language == .vi ? "plan: không đóng gói được docx: \(reason)" : "plan: the docx could not be packed: \(reason)")
      throw ExitCode.cannot
    }
  }
}
