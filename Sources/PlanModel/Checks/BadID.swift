/// An id that cannot go into file names and calendar entries for good.
enum BadID: Check {
  static let rule = Rule(
    "bad-id", .error,
    vi: "Mã gồm chữ thường không dấu, chữ số và gạch nối, bắt đầu bằng chữ, không quá 63 ký tự.",
    en: "An id is small letters, digits and hyphens, starts with a letter and has 63 characters at most.",
    bad: """
      activities:
        Phát_Thanh: {title: Phát thanh, lead: phong-vhtt, due: 15/05}
      """,
    good: """
      activities:
        phat-thanh: {title: Phát thanh, lead: phong-vhtt, due: 15/05}
      """)

  static func finding(_ id: String, _ span: SourceSpan) -> Diagnostic {
    let proposal = proposal(for: id)
    return Diagnostic(
      rule, at: span,
      Message(vi: "`\(id)` không dùng làm mã được", en: "`\(id)` cannot be an id"),
      help: proposal.map {
        let why =
          deviceNames.contains(id)
          ? Message(vi: "Windows không lưu được tệp mang tên này; ", en: "Windows cannot save a file of this name; ")
          : Message(vi: "", en: "")
        return Message(vi: why.vi + "viết chẳng hạn `\($0)`", en: why.en + "write, for example, `\($0)`")
      } ?? rule.summary)
  }

  /// What the id would be in small letters, digits and hyphens.
  static func proposal(for id: String) -> String? {
    var result = ""
    for scalar in NormalizedText.foldedKey(id).unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
      default: if !result.isEmpty, !result.hasSuffix("-") { result.append("-") }
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    if result == "all" || result.hasSuffix("-todo") || deviceNames.contains(result) { result += "-1" }
    if let first = result.utf8.first, first < 0x61 { result = "m-" + result }
    return isIdentifier(result) ? result : nil
  }
}
