import ArgumentParser
import Glibc
import PlanModel

extension Language: ExpressibleByArgument {
  /// The first of the usual variables that is Vietnamese or English.
  static var ofEnvironment: Language? {
    for name in ["PLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = getenv(name).map({ String(cString: $0).lowercased() }) else { continue }
      if value.hasPrefix("vi") { return .vi }
      if value.hasPrefix("en") { return .en }
    }
    return nil
  }
}

/// In which language the program speaks.
struct LanguageOptions: ParsableArguments {
  @Option(
    name: .customLong("lang"),
    help: help(
      "Ngôn ngữ: vi hoặc en; của thông báo, và của lịch, danh mục, trang, thư (mặc định là ngôn ngữ của kế hoạch).",
      "The language, vi or en: of messages, and of feeds, checklists, pages and letters (default: the plan's)."))
  var language: Language?

  /// The language of messages: as asked for, else as the environment says, else the plan's.
  func resolved(plan: @autoclosure () -> Language) -> Language { language ?? Language.ofEnvironment ?? plan() }

  /// The language of feeds and documents: as asked for, else the plan's, whatever the environment says.
  func ofDocuments(_ plan: Language) -> Language { language ?? plan }
}
