import ArgumentParser
import PlanModel

extension Language {
  /// The language of help texts, which are wanted before the options are read: `--lang`, else the environment, else English.
  static let ofHelp: Language = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count, let asked = Language(rawValue: arguments[index + 1]) { return asked }
      if argument.hasPrefix("--lang="), let asked = Language(rawValue: String(argument.dropFirst(7))) { return asked }
    }
    return ofEnvironment ?? .en
  }()
}

/// A help text in the language of the reader.
func spoken(_ vi: String, _ en: String) -> String { Language.ofHelp == .vi ? vi : en }

/// The help of an option in the language of the reader.
func help(_ vi: String, _ en: String) -> ArgumentHelp { ArgumentHelp(spoken(vi, en)) }
