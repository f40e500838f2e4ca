import PlanModel

/// What the program looks for: all rules in a list, or one with its examples.
public enum RuleDocument {
  /// All rules, one a line: slug, severity, what it asks.
  public static func list(_ language: Language) -> String {
    var table = TextTable()
    for rule in Rule.all { table.add([rule.slug, severity(rule, language), rule.summary.text(language)]) }
    return table.text
  }

  /// One rule with a bad and a good example.
  public static func text(_ rule: Rule, _ language: Language) -> String {
    func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    return """
      \(rule.slug) (\(severity(rule, language)))
      \(rule.summary.text(language))

      \(say("Sai:", "Bad:"))
      \(indented(rule.bad))

      \(say("Đúng:", "Good:"))
      \(indented(rule.good))
      \(advice(rule, language))
      """
  }

  /// All rules as the page `docs/rules.md`, in both languages.
  public static var markdown: String {
    var text = """
      # Rules

      <!-- Written by `plan rules --format md`; a test keeps it so. -->

      What `plan validate` looks for. `plan rules` lists the rules, `plan rules RULE` explains one. An error keeps the plan from being carried out; a
      warning is probably not meant; a note is something to know. `rules: {RULE: error}`, `warning` or `off` in the head of a plan weighs a warning or note
      otherwise; `accept: {RULE: reason}` silences one where it stands.

      Những gì `plan validate` tìm. `plan rules` liệt kê các quy tắc, `plan rules QUY-TẮC` giải thích một quy tắc.

      | rule | severity | asks | yêu cầu |
      |---|---|---|---|

      """
    for rule in Rule.all {
      text += "| [`\(rule.slug)`](#\(rule.slug)) | \(rule.severity.rawValue) | \(rule.summary.en) | \(rule.summary.vi) |\n"
    }
    for rule in Rule.all {
      text += """

        ## \(rule.slug)

        \(severity(rule, .en)). \(rule.summary.en)

        \(rule.summary.vi)

        Bad:

        ```yaml
        \(visible(rule.bad))
        ```

        Good:

        ```yaml
        \(visible(rule.good))
        ```

        """
    }
    return text
  }

  private static func severity(_ rule: Rule, _ language: Language) -> String {
    switch (rule.severity, language) {
    case (.error, .vi): "lỗi"
    case (.warning, .vi): "cảnh báo"
    case (.note, .vi): "lưu ý"
    case (.error, .en): "error"
    case (.warning, .en): "warning"
    case (.note, .en): "note"
    }
  }

  /// An example with control characters shown, and without an empty end.
  private static func visible(_ example: String) -> String {
    var lines = example.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText(String($0)).description }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private static func indented(_ example: String) -> String {
    visible(example).split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
  }

  private static func advice(_ rule: Rule, _ language: Language) -> String {
    guard rule.severity != .error else { return "" }
    return language == .vi
      ? "\nĐúng là như vậy thì ghi lý do: `chấp nhận cảnh báo: {\(rule.slug): …}` ở hoạt động, đơn vị, kênh hoặc đầu kế hoạch.\n"
      : "\nWhere it is meant, say why: `accept: {\(rule.slug): …}` on the activity, unit, channel or in the head of the plan.\n"
  }
}
