/// The lines of a starting file, with keys in one language and comments in another or the same.
struct TemplatePage {
  private let keys: Language
  private let language: Language
  private(set) var text = ""

  /// The column at which comments begin, where the line leaves room.
  private static let comments = 48

  init(keys: Language, language: Language) { (self.keys, self.language) = (keys, language) }

  // MARK: Words

  /// A key as the file writes it.
  func key(_ key: PlanKey, _ level: KeyLevel) -> String { keys == .en ? key.rawValue : key.vietnamese(at: level)[0] }

  /// A word of the format, in the language of the keys.
  func phrase(_ vi: String, _ en: String) -> String { keys == .vi ? vi : en }

  /// A text of the plan, in the language of the comments.
  func text(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

  /// Several ids in brackets, one alone, each once.
  func list(_ ids: [String]) -> String {
    var seen: Set<String> = []
    let ids = ids.filter { seen.insert($0).inserted }
    return ids.count == 1 ? ids[0] : "[" + ids.joined(separator: ", ") + "]"
  }

  /// A mapping in braces.
  func braces(_ fields: [(PlanKey, String)], _ level: KeyLevel) -> String {
    "{" + fields.map { "\(key($0.0, level)): \($0.1)" }.joined(separator: ", ") + "}"
  }

  // MARK: Lines

  /// A line `key: value`, with a comment.
  mutating func line(_ depth: Int, _ key: PlanKey, _ level: KeyLevel, _ value: String = "", vi: String = "", en: String = "") {
    add(depth, self.key(key, level), value, Message(vi: vi, en: en))
  }

  /// A line that begins with an id.
  mutating func line(_ depth: Int, id: String, _ value: String = "", vi: String = "", en: String = "") {
    add(depth, id, value, Message(vi: vi, en: en))
  }

  /// A line that begins with an id, with nothing but a comment.
  mutating func line(_ depth: Int, id: String, _ comment: Message) { add(depth, id, "", comment) }

  /// A phase on one line.
  mutating func phase(_ id: String, _ fields: [(PlanKey, String)]) { line(3, id: id, braces(fields, .phase)) }

  /// A line that waits behind a `#` until it is wanted.
  mutating func commentedOut(_ depth: Int, _ key: PlanKey, _ level: KeyLevel, _ value: String, vi: String, en: String) {
    add(depth, "# " + self.key(key, level), value, Message(vi: vi, en: en))
  }

  /// A comment of its own.
  mutating func comment(vi: String, en: String) { text += "# " + (language == .vi ? vi : en) + "\n" }

  /// An empty line.
  mutating func gap() { text += "\n" }

  private mutating func add(_ depth: Int, _ name: String, _ value: String, _ comment: Message) {
    var line = String(repeating: "  ", count: depth) + name + ":" + (value.isEmpty ? "" : " " + value)
    let comment = comment.text(language)
    if !comment.isEmpty {
      let width = line.unicodeScalars.count
      line += String(repeating: " ", count: max(2, Self.comments - width)) + "# " + comment
    }
    text += line + "\n"
  }
}
