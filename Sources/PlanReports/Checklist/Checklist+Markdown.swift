import PlanModel

extension Checklist {
  /// The checklist as Markdown, a table for each unit.
  public func markdown(_ language: Language) -> String {
    var text = "# \(MarkdownText(title(language)))\n\n\(MarkdownText(source(language)))\n"
    if sections.isEmpty { text += "\n" + nothing(language) + "\n" }
    for section in sections {
      text += "\n## \(MarkdownText(plan.units[section.unit].name))\n\n"
      guard !section.lines.isEmpty else {
        text += nothing(language) + "\n"
        continue
      }
      text += "| " + heads(language).joined(separator: " | ") + " |\n| :-: | --- | --- | --- | --- |\n"
      for line in section.lines {
        text += "| " + cells(line, language).map { MarkdownText($0).description }.joined(separator: " | ") + " |\n"
      }
      text += "\n" + total(section, language) + "\n"
    }
    return text
  }
}

/// Text that Markdown shows as it is: nothing in it becomes a link, a tag, emphasis or a new cell.
struct MarkdownText: CustomStringConvertible {
  let description: String

  init(_ text: String) {
    var result = ""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "$", "&", "@":
        result.unicodeScalars.append("\\")
        result.unicodeScalars.append(scalar)
      // At the start it would begin a list or underline a heading.
      case "-", "+", "=": result += last == nil ? "\\" + String(scalar) : String(scalar)
      // Four of them at the start would begin code, two would hide what begins a list.
      case " ", "\t", "\n", "\r":
        if last == nil { continue }
        result.append(" ")
      default:
        if scalar.properties.generalCategory != .control,
          !(scalar.properties.generalCategory == .format && scalar.value != 0x200D)
        {
          result.unicodeScalars.append(scalar)
        }
      }
      last = scalar
    }
    description = Self.withoutLinks(result)
  }

  /// What GitHub's Markdown would make a link or a numbered list of, spelt so that it does not.
  private static func withoutLinks(_ text: String) -> String {
    var result = text.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
    let digits = result.prefix { $0.isASCII && $0.isNumber }
    let rest = result.dropFirst(digits.count)
    if !digits.isEmpty, rest.hasPrefix(". ") || rest.hasPrefix(") ") {
      result.insert("\\", at: digits.endIndex)
    }
    return result
  }
}
