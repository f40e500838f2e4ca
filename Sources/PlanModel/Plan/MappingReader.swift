/// What reading needs to know beside the nodes: where findings go, and in which language a file writes its keys.
struct ReadingContext {
  let sink: DiagnosticSink
  let keys = KeyTally()
  var keysAreVietnamese = false

  func label(_ key: PlanKey, _ level: KeyLevel) -> KeyLabel {
    KeyLabel(name: keysAreVietnamese ? key.vietnamese(at: level)[0] : key.rawValue)
  }
}

/// A field of a mapping: its key as written, and its value.
struct Field {
  let key: PlanKey
  let name: String
  let keySpan: SourceSpan
  let node: YAMLNode
}

/// The fields of a mapping in the order in which they are written, found by their keys.
struct FieldTable {
  fileprivate(set) var all: [Field] = []

  /// The keys, in the order in which they are written.
  var keys: [PlanKey] { all.map(\.key) }

  /// The field of a key.
  ///
  /// A mapping has a dozen fields at most, which are gone through faster than a hash is made.
  subscript(key: PlanKey) -> Field? { all.first { $0.key == key } }
}

/// Reads one mapping whose keys the format knows: finds unknown and double keys, hands out typed values.
struct MappingReader {
  let level: KeyLevel
  let context: ReadingContext
  private(set) var fields = FieldTable()
  private var unknown: [String] = []

  init(_ entries: [YAMLNode.Entry], level: KeyLevel, context: ReadingContext) {
    self.level = level
    self.context = context
    var strangers: [YAMLNode.Entry] = []
    for entry in entries {
      if case .unreadable = entry.key.content { continue }
      guard let name = entry.key.scalar, name != "<<" || entry.key.style != .plain else { continue }
      guard let (key, isEnglish) = level.spelling(name) else {
        unknown.append(name)
        strangers.append(entry)
        continue
      }
      if let first = fields[key] {
        context.sink.report(DuplicateKey.finding(name, entry.key.span, first: first.keySpan))
        continue
      }
      context.keys.count(key, level, written: name, isEnglish: isEnglish, entry.key.span)
      fields.all.append(Field(key: key, name: name, keySpan: entry.key.span, node: entry.value))
    }
    reportUnknown(strangers)
  }

  /// Reports the keys that are not known; a mend is offered only toward a key that is not there yet.
  private func reportUnknown(_ entries: [YAMLNode.Entry]) {
    var meant: [PlanKey] = []
    for entry in entries {
      let name = entry.key.scalar ?? ""
      let isCut = entry.value.isEmpty && entry.value.span.range.isEmpty && entry.key.style == .plain && isInFlow(entry)
      let suggestions = isCut ? [] : context.sink.suggestions(for: name, among: level.names)
      let key = suggestions.count == 1 ? level.key(spelled: suggestions[0]) : nil
      let isFree = key.map { fields[$0] == nil && !meant.contains($0) } ?? false
      if let key { meant.append(key) }
      context.sink.report(
        UnknownKey.finding(name, entry.key.span, level: level, suggestions: suggestions, isCut: isCut, isMendable: isFree))
    }
  }

  /// In `{name: A, B}` the key `B` has no value at all: the mark of a text cut by its comma.
  private func isInFlow(_ entry: YAMLNode.Entry) -> Bool { entry.value.span.start == entry.key.span.end }

  /// Whether an unknown key here was probably meant to be `key`, so that its absence is no second fault.
  func isProbablyMisspelt(_ key: PlanKey) -> Bool {
    unknown.contains { name in
      let folded = NormalizedText.foldedKey(name)
      return ([key.rawValue] + key.vietnamese(at: level)).contains {
        let name = NormalizedText.foldedKey($0)
        return editDistance(folded, name, limit: name.utf8.count <= 4 ? 1 : 2) != nil
      }
    }
  }

  func has(_ key: PlanKey) -> Bool { fields.all.contains { $0.key == key } }

  /// From where the thing is named to the end of what is written of it.
  func extent(from id: SourceSpan) -> SourceSpan {
    let end = fields.all.map { max($0.keySpan.end, $0.node.span.end) }.max() ?? id.end
    return SourceSpan(file: id.file, start: Int(id.start), end: Int(max(end, id.end)))
  }

  func span(_ key: PlanKey) -> SourceSpan? { fields[key]?.keySpan }

  /// The field of a key where something is written; an empty value is reported.
  func field(_ key: PlanKey) -> Field? {
    guard let field = fields[key] else { return nil }
    if case .unreadable = field.node.content { return nil }
    if field.node.isEmpty {
      reportEmpty(field)
      return nil
    }
    return field
  }

  func reportEmpty(_ field: Field) {
    let end = Int(field.keySpan.end) + 1
    let span =
      field.node.span.start <= field.keySpan.end ? field.keySpan : SourceSpan(file: field.keySpan.file, start: end, end: end)
    context.sink.report(WrongType.empty(field.name, span))
  }

  // MARK: Typed values

  /// Keys whose value people compare by eye.
  private static let names: [PlanKey] = [.title, .name, .short]

  /// A text of one line: outer space and line breaks gone.
  func line(_ key: PlanKey) -> Located<String>? {
    guard let text = text(key) else { return nil }
    if NormalizedText.isPlainLine(text.value) { return text }
    let joined = OneLine.read(text)
    if Self.names.contains(key), let finding = ConfusableText.finding(in: text.value, text.span) { context.sink.report(finding) }
    if joined.isEmpty {
      if let field = fields[key] { context.sink.report(WrongType.empty(field.name, field.node.span)) }
      return nil
    }
    return Located(joined, text.span)
  }

  /// A text as written.
  func text(_ key: PlanKey) -> Located<String>? {
    guard let field = field(key) else { return nil }
    guard let text = field.node.scalar else {
      context.sink.report(WrongType.finding(field.name, expected: .text, field.node.span))
      return nil
    }
    return Located(text, field.node.span)
  }

  /// The entries of a mapping whose keys are the plan's own words, each once; a second one alike is reported.
  func distinct(_ entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
    var firsts: [String: SourceSpan] = [:]
    return entries.filter { entry in
      guard let text = entry.key.scalar else { return true }
      let name = NormalizedText.words(text).joined(separator: " ")
      guard let first = firsts[name] else {
        firsts[name] = entry.key.span
        return true
      }
      context.sink.report(DuplicateKey.finding(text, entry.key.span, first: first))
      return false
    }
  }

  /// The entries of a mapping.
  func map(_ key: PlanKey) -> (field: Field, entries: [YAMLNode.Entry])? {
    guard let field = field(key) else { return nil }
    guard case .mapping(let entries) = field.node.content else {
      context.sink.report(WrongType.finding(field.name, expected: .map, field.node.span))
      return nil
    }
    return (field, entries)
  }

  func truth(_ key: PlanKey) -> Located<Bool>? {
    guard let text = text(key) else { return nil }
    switch NormalizedText.words(text.value).joined(separator: " ") {
    case "true", "yes", "có": return Located(true, text.span)
    case "false", "no", "không": return Located(false, text.span)
    default:
      context.sink.report(WrongType.finding(fields[key]?.name ?? key.rawValue, expected: .truth, text.span))
      return nil
    }
  }

  func number(_ key: PlanKey) -> Located<Int>? {
    guard let text = text(key) else { return nil }
    guard let number = PlainNumber.read(text.value) else {
      context.sink.report(WrongType.finding(fields[key]?.name ?? key.rawValue, expected: .number, text.span))
      return nil
    }
    return Located(number, text.span)
  }

  /// One of a few words, in either language.
  func choice<Value>(_ key: PlanKey, _ names: [(String, Value)]) -> Located<Value>? {
    guard let text = text(key) else { return nil }
    // Most write the word as it stands in the list.
    if let found = names.first(where: { $0.0 == text.value }) { return Located(found.1, text.span) }
    let wanted = NormalizedText.words(text.value).joined(separator: " ")
    if let found = names.first(where: { NormalizedText.words($0.0).joined(separator: " ") == wanted }) {
      return Located(found.1, text.span)
    }
    context.sink.report(
      WrongType.finding(
        fields[key]?.name ?? key.rawValue, expected: .oneOf(names.map(\.0)), text.span, given: text.value,
        suggestions: nearest(to: text.value, among: names.map(\.0))))
    return nil
  }

  /// A list of texts: one value, a YAML list, or, where `commas` says so, text with commas.
  func items(_ key: PlanKey, commas: Bool) -> [Located<String>]? {
    guard let field = field(key) else { return nil }
    if case .sequence(let nodes) = field.node.content, nodes.isEmpty, TimingReader.allKeys.contains(key) {
      reportEmpty(field)
      return nil
    }
    return ListReader(context: context, name: field.name).items(of: field.node, commas: commas)
  }
}

/// Text of one line.
enum OneLine {
  /// The text composed, outer space and line breaks gone.
  static func read(_ text: Located<String>) -> String {
    if NormalizedText.isPlainLine(text.value) { return text.value }
    let composed = NormalizedText.composed(text.value)
    return NormalizedText.isOneLine(composed)
      ? composed
      : composed.unicodeScalars.split { NormalizedText.isSpace($0) }.map { String($0) }.joined(separator: " ")
  }
}

/// Text of several lines.
enum Paragraph {
  /// The text composed, without empty lines and without outer space in its lines.
  static func read(_ text: String) -> String {
    let composed = NormalizedText.composed(text)
    if NormalizedText.isOneLine(composed) { return composed }
    let lines = composed.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.split { $0.isWhitespace }.joined(separator: " ") }.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

/// Reads a value that may be one or many.
struct ListReader {
  let context: ReadingContext
  let name: String

  /// The items, each with its own place; nil where one of them is no text.
  func items(of node: YAMLNode, commas: Bool) -> [Located<String>]? {
    switch node.content {
    case .scalar(let text):
      return commas ? Self.split(text, node) : [Located(text, node.span)]
    case .sequence(let nodes):
      var result: [Located<String>] = []
      var whole = true
      for item in nodes {
        if item.isEmpty {
          context.sink.report(WrongType.empty(name, item.span))
          whole = false
        } else if let text = item.scalar {
          result += commas ? Self.split(text, item) : [Located(text, item.span)]
        } else {
          if case .unreadable = item.content {
          } else {
            context.sink.report(WrongType.finding(name, expected: .text, item.span))
          }
          whole = false
        }
      }
      return whole ? result : nil
    case .mapping:
      context.sink.report(WrongType.finding(name, expected: .list, node.span))
      return nil
    case .unreadable: return nil
    }
  }

  /// Splits at commas; where the value is plain on one line, each part has its own place.
  static func split(_ text: String, _ node: YAMLNode) -> [Located<String>] {
    let bytes = Array(text.utf8)
    var result: [Located<String>] = []
    var start = 0
    let exact = node.style == .plain && bytes.count == node.span.range.count
    let offset = node.style == .quoted && bytes.count + 2 == node.span.range.count ? 1 : 0
    for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: ",") {
      var from = start
      var to = end
      while from < to, bytes[from] <= 0x20 { from += 1 }
      while to > from, bytes[to - 1] <= 0x20 { to -= 1 }
      start = end + 1
      guard from < to else { continue }
      let span = exact || offset == 1 ? node.span.part(from: from + offset, length: to - from) : node.span
      result.append(Located(String(decoding: bytes[from..<to], as: UTF8.self), span))
    }
    return result.isEmpty ? [Located(text, node.span)] : result
  }
}

/// Numbers as an office writes them: `20`, `01`, `5.000`.
public enum PlainNumber {
  /// Reads `20`, `01` and `5.000`; nil for anything else.
  public static func read(_ text: String) -> Int? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty, first.count <= 12 else { return nil }
    if parts.count > 1 {
      guard first.count <= 3, parts.count <= 4, parts.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    var value = 0
    for byte in parts.joined() {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
