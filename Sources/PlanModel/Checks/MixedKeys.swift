/// One file writes some keys in English and some in Vietnamese.
enum MixedKeys: Check {
  static let rule = Rule(
    "mixed-keys", .warning,
    vi: "Một tệp nên viết khóa bằng một thứ tiếng.",
    en: "A file should write its keys in one language.",
    bad: """
      activities:
        bao-cao: {title: Báo cáo, chủ trì: phong-vhtt, due: 15/05}
      """,
    good: """
      activities:
        bao-cao: {title: Báo cáo, lead: phong-vhtt, due: 15/05}
      """)

  static func finding(_ keys: KeyTally) -> Diagnostic? {
    guard let english = keys.firstEnglish, let vietnamese = keys.firstVietnamese else { return nil }
    let isEnglishOdd = keys.english < keys.vietnamese || (keys.english == keys.vietnamese && english.span > vietnamese.span)
    let (odd, count) = isEnglishOdd ? (english, keys.english) : (vietnamese, keys.vietnamese)
    let language = isEnglishOdd ? Message(vi: "tiếng Anh", en: "English") : Message(vi: "tiếng Việt", en: "Vietnamese")
    return Diagnostic(
      rule, at: odd.span,
      Message(
        vi: "khóa `\(odd.value)` viết bằng \(language.vi) (\(count) khóa), còn lại viết bằng tiếng khác",
        en: "the key `\(odd.value)` is \(language.en) (\(count) \(count == 1 ? "key" : "keys")), the others are not"),
      help: Message(
        vi: "chạy `plan fmt --keys vi` hoặc `plan fmt --keys en`", en: "run `plan fmt --keys vi` or `plan fmt --keys en`"))
  }
}
