/// Lays a plan file out evenly, with every comment kept.
///
/// Lines are moved, not written anew: a key stands two spaces deeper than the one it belongs to, one space goes after its colon, one empty
/// line between sections, none at the end of lines. What is between quotes, in brackets or in a text of several lines stays as it is.
/// The result is read again, and where it would not say the same, the file is left alone.
public struct PlanFormatter {
  /// What came of laying out a file.
  public enum Outcome: Sendable {
    /// The bytes as they should be; the same as before where nothing was to do.
    case formatted([UInt8])
    /// The file cannot be read; what was found.
    case unreadable([Diagnostic])
    /// It is written in a way that cannot be laid out without a risk, and stays as it is.
    case leftAlone
  }

  private struct Tree {
    let file: SourceFile
    let root: YAMLNode
    let keys: KeyTally
  }

  /// Lays a file out.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - keys: The language to write keys in; nil leaves them as they are.
  /// - Returns: The file as it should be.
  public static func format(_ file: SourceFile, keys: Language?) -> Outcome {
    let tree: Tree
    switch read(file) {
    case .failure(let faults): return .unreadable(faults.list)
    case .success(let read): tree = read
    }
    var current = tree
    if let keys {
      let renamed = SourceFile(name: file.name, bytes: translating(tree, to: keys))
      guard case .success(let read) = read(renamed), hasSameShape(tree.root, read.root) else { return .leftAlone }
      current = read
    }
    guard let lines = Layout(current.file, current.root).laidOut() else { return .leftAlone }
    let bytes = Array(lines.joined(separator: [0x0A])) + (lines.isEmpty ? [] : [0x0A])
    guard case .success(let laid) = read(SourceFile(name: file.name, bytes: bytes)), says(current.root, laid.root) else {
      return .leftAlone
    }
    return .formatted(bytes)
  }

  // MARK: Reading

  private struct Faults: Error { let list: [Diagnostic] }

  private static func read(_ file: SourceFile) -> Result<Tree, Faults> {
    let sink = DiagnosticSink()
    var sources = SourceSet()
    let id = sources.add(file)
    guard file.bytes.count <= ByteScan.sizeLimit else {
      return .failure(Faults(list: [TooLarge.file(SourceSpan(file: id, start: 0, end: 0))]))
    }
    let faults = ByteScan.findings(in: file, id: id)
    guard faults.isEmpty else { return .failure(Faults(list: faults)) }
    let root = YAMLReader.read(file, id: id, sink: sink)
    guard let root, sink.findings.isEmpty, !root.isEmpty else {
      let found = sink.findings.sortedByPlace()
      return .failure(Faults(list: found.isEmpty ? [Syntax.empty(SourceSpan(file: id, start: 0, end: 0))] : found))
    }
    let reading = PlanFileReader.read(root, file: id, sink: sink)
    return .success(Tree(file: file, root: root, keys: reading?.context.keys ?? KeyTally()))
  }

  // MARK: Keys

  /// The file with its keys, and the names of keys in `assumed`, written in a language.
  private static func translating(_ tree: Tree, to language: Language) -> [UInt8] {
    var bytes = tree.file.bytes
    for use in tree.keys.uses.sorted(by: { $0.span > $1.span }) {
      let name = language == .en ? use.key.rawValue : use.key.vietnamese(at: use.level)[0]
      // A key in quotes stays in them: in brackets its colon may stand right behind.
      let quote = bytes[use.span.range].first.flatMap { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") ? [$0] : nil } ?? []
      bytes.replaceSubrange(use.span.range, with: quote + Array(name.utf8) + quote)
    }
    return bytes
  }

  // MARK: The same

  /// Whether two trees have the same scalars in the same places.
  private static func says(_ one: YAMLNode, _ other: YAMLNode) -> Bool {
    switch (one.content, other.content) {
    // The last line of a file gets its end, which a text in a block (`|`) notices.
    case (.scalar(let left), .scalar(let right)): left == right || (one.style == .block && left + "\n" == right)
    case (.sequence(let left), .sequence(let right)): left.count == right.count && zip(left, right).allSatisfy { says($0, $1) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count && zip(left, right).allSatisfy { says($0.key, $1.key) && says($0.value, $1.value) }
    default: false
    }
  }

  /// Whether two trees say the same, whatever their keys are called.
  private static func hasSameShape(_ one: YAMLNode, _ other: YAMLNode, isOfKeys: Bool = false) -> Bool {
    switch (one.content, other.content) {
    case (.scalar(let left), .scalar(let right)): isOfKeys || left == right
    case (.sequence(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { hasSameShape($0, $1, isOfKeys: isOfKeys) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy { one, other in
          // The values of `assumed` are names of keys.
          let isAssumed = one.key.scalar.flatMap { KeyLevel.activity.key(spelled: $0) } == .assumed
          return hasSameShape(one.value, other.value, isOfKeys: isAssumed)
        }
    default: false
    }
  }
}
