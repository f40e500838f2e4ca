import Glibc
import PlanModel

/// Asks a person at a terminal what a starting file should say, one question at a time.
///
/// Questions stand on standard error, so that the file may go to standard output; Enter takes what stands in brackets, Ctrl-D that
/// and every later answer.
struct NewPlanQuestions {
  private let language: Language
  private var isOver = false

  /// Whether there is somebody to ask.
  static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  init(_ language: Language) { self.language = language }

  /// Asks for a title or name; nil takes the usual one.
  mutating func name(_ vi: String, _ en: String, usual: String) -> String? {
    while let answer = ask(vi, en, usual: usual) {
      guard let fault = TemplateChoices.fault(in: answer) else { return answer }
      complain(fault)
    }
    return nil
  }

  /// Asks for several names with commas between them; an empty list takes the usual ones.
  mutating func names(_ vi: String, _ en: String, usual: [String]) -> [String] {
    while let answer = ask(vi, en, usual: usual.joined(separator: ", ")) {
      let names = NewCommand.names(answer)
      guard let fault = names.lazy.compactMap({ TemplateChoices.fault(in: $0) }).first else { return names }
      complain(fault)
    }
    return []
  }

  /// Asks for a year.
  mutating func year(usual: Int) -> Int {
    let years = TemplateChoices.years
    while let answer = ask("Năm của kế hoạch", "Year of the plan", usual: "\(usual)") {
      if let year = PlainNumber.read(answer), years.contains(year) { return year }
      complain(
        Message(
          vi: "năm từ \(years.lowerBound) đến \(years.upperBound)", en: "a year is \(years.lowerBound) to \(years.upperBound)"))
    }
    return usual
  }

  /// Puts a question; nil where the usual answer is taken.
  private mutating func ask(_ vi: String, _ en: String, usual: String) -> String? {
    guard !isOver else { return nil }
    show("\(language == .vi ? vi : en) [\(TerminalText(usual))]: ")
    guard let line = readLine() else {
      isOver = true
      show("\n")
      return nil
    }
    // A line of spaces is Enter.
    return line.unicodeScalars.contains { $0.value > 0x20 } ? line : nil
  }

  private func complain(_ fault: Message) { Streams.say("  " + TerminalText(fault.text(language)).description) }

  private func show(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
