/// A file of a plan as a tree, with the comments between its values, so that lines and items can be taken out and nothing else.
struct RollTree {
  let file: SourceFile
  let id: FileID
  let root: YAMLNode
  /// The comments, each from its `#` to the end of its line, in order.
  let comments: [Range<Int>]

  /// A piece of the file and what stands there instead.
  typealias Cut = (range: Range<Int>, text: String)

  /// Reads a file that has been read before without a fault.
  init?(_ file: SourceFile, id: FileID) {
    guard let root = YAMLReader.read(file, id: id, sink: DiagnosticSink()) else { return nil }
    (self.file, self.id, self.root) = (file, id, root)
    comments = Self.comments(of: file, root)
  }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: id, start: range.lowerBound, end: range.upperBound) }

  // MARK: Entries

  /// The entries of a mapping whose keys the format knows.
  func fields(_ node: YAMLNode, _ level: KeyLevel) -> [(key: PlanKey, entry: YAMLNode.Entry)] {
    Self.entries(node).compactMap { entry in
      entry.key.scalar.flatMap { level.key(spelled: $0) }.map { ($0, entry) }
    }
  }

  /// The field of a key.
  func field(_ key: PlanKey, _ node: YAMLNode, _ level: KeyLevel) -> YAMLNode.Entry? {
    fields(node, level).first { $0.key == key }?.entry
  }

  /// A field of the head.
  func head(_ key: PlanKey) -> YAMLNode.Entry? { field(key, root, .head) }

  /// The entries of a mapping; none for anything else.
  static func entries(_ node: YAMLNode) -> [YAMLNode.Entry] {
    if case .mapping(let entries) = node.content { return entries }
    return []
  }

  /// Calls `body` with every text of a node, keys and values.
  static func forEachScalar(_ node: YAMLNode, _ body: (YAMLNode) -> Void) {
    switch node.content {
    case .scalar: body(node)
    case .sequence(let items): for item in items { forEachScalar(item, body) }
    case .mapping(let entries):
      for entry in entries {
        forEachScalar(entry.key, body)
        forEachScalar(entry.value, body)
      }
    case .unreadable: break
    }
  }

  /// Where the text of a node stands: without the line of `>-`, on which a comment may stand.
  func text(of node: YAMLNode) -> Range<Int> {
    guard node.style == .block, node.scalar != nil else { return node.span.range }
    let range = node.span.range
    let head = file.bytes[range].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
    return head..<range.upperBound
  }

  /// Where a word that a node holds is written, if it is written as it is meant.
  func place(of word: String, at span: SourceSpan) -> Range<Int>? {
    let range = span.range
    if file.bytes[range].elementsEqual(word.utf8) { return range }
    guard range.count == word.utf8.count + 2 else { return nil }
    let inner = range.lowerBound + 1..<range.upperBound - 1
    return file.bytes[inner].elementsEqual(word.utf8) ? inner : nil
  }

  // MARK: Comments

  private static func comments(of file: SourceFile, _ root: YAMLNode) -> [Range<Int>] {
    var texts: [Range<Int>] = []
    forEachScalar(root) { node in
      guard node.style == .block else { return texts.append(node.span.range) }
      let range = node.span.range
      if let head = file.bytes[range].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) { texts.append(head..<range.upperBound) }
    }
    texts.sort { $0.lowerBound < $1.lowerBound }
    var found: [Range<Int>] = []
    var index = file.markLength
    var next = 0
    while index < file.bytes.count {
      if next < texts.count, texts[next].lowerBound <= index {
        index = max(index, texts[next].upperBound)
        next += 1
      } else if file.bytes[index] == UInt8(ascii: "#"), index == file.markLength || file.bytes[index - 1] <= 0x20 {
        let start = index
        while index < file.bytes.count, file.bytes[index] != 0x0A, file.bytes[index] != 0x0D { index += 1 }
        found.append(start..<index)
      } else {
        index += 1
      }
    }
    return found
  }

  private func comments(in range: Range<Int>) -> ArraySlice<Range<Int>> {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return comments[low...].prefix { $0.lowerBound < range.upperBound }
  }

  // MARK: Taking out

  /// What takes entries out of a mapping; nil where nothing would be left, or where they are written in a way not understood.
  func taking(_ keys: Set<Int>, outOf mapping: YAMLNode) -> [Cut]? {
    let entries = Self.entries(mapping)
    guard keys.count < entries.count else { return nil }
    if mapping.style == .flow { return taking(keys, outOfList: entries.map { Self.range(of: $0) }) }
    return takingLines(of: keys.sorted().map { Self.range(of: entries[$0]) })
  }

  /// What takes items out of a list; nil where nothing would be left.
  func taking(_ dropped: Set<Int>, outOf list: YAMLNode, _ items: [YAMLNode]) -> [Cut]? {
    guard dropped.count < items.count else { return nil }
    if list.style == .flow { return taking(dropped, outOfList: items.map(\.span.range)) }
    return takingLines(of: dropped.sorted().map { items[$0].span.range }, dash: true)
  }

  /// What takes stretches with commas between them out of a line; comments between them stay.
  func taking(_ dropped: Set<Int>, outOfList stretches: [Range<Int>]) -> [Cut]? {
    guard let last = stretches.indices.last(where: { !dropped.contains($0) }) else { return nil }
    var cuts = stretches.indices.filter { dropped.contains($0) && $0 < last }.map {
      cut(stretches[$0].lowerBound..<stretches[$0 + 1].lowerBound)
    }
    if last + 1 < stretches.count { cuts.append(cut(stretches[last].upperBound..<stretches[stretches.count - 1].upperBound)) }
    return cuts
  }

  static func range(of entry: YAMLNode.Entry) -> Range<Int> {
    Int(entry.key.span.start)..<Int(max(entry.key.span.end, entry.value.span.end))
  }

  private func cut(_ range: Range<Int>) -> Cut {
    var text = ""
    for comment in comments(in: range) {
      // With the line end and what the next line begins with.
      var end = comment.upperBound
      while end < range.upperBound, file.bytes[end] <= 0x20 { end += 1 }
      text += " " + file.text(comment.lowerBound..<end)
    }
    return (range, text)
  }

  /// What takes the lines of several entries or items away, no byte twice.
  private func takingLines(of ranges: [Range<Int>], dash: Bool = false) -> [Cut]? {
    var cuts: [Cut] = []
    for range in ranges {
      guard var cut = takingLines(of: range, dash: dash) else { return nil }
      if let before = cuts.last?.range.upperBound, cut.range.lowerBound < before {
        cut.range = before..<max(before, cut.range.upperBound)
      }
      cuts.append(cut)
    }
    return cuts
  }

  /// What takes the lines of an entry or item away; their comments stay, each on a line of its own.
  private func takingLines(of range: Range<Int>, dash: Bool) -> Cut? {
    let lines = lines(of: range)
    let start = file.lineRange(lines.lowerBound).lowerBound
    let before = file.bytes[start..<range.lowerBound]
    guard before.allSatisfy({ $0 == 0x20 || (dash && $0 == UInt8(ascii: "-")) }) else { return nil }
    var kept = ""
    for number in lines {
      let line = file.lineRange(number)
      guard let comment = comments(in: line).first else { continue }
      let indent = file.bytes[line].prefix { $0 == 0x20 }.count
      kept += String(repeating: " ", count: indent) + file.text(comment.lowerBound..<endOfLine(number))
    }
    var cut = start..<endOfLine(lines.upperBound)
    guard kept.isEmpty else { return (cut, kept) }
    // One empty line is left of the two around what goes.
    let (above, below) = (lines.lowerBound - 1, lines.upperBound + 1)
    if above < 1 || isBlank(above) {
      if below < file.lineStarts.count, isBlank(below) {
        cut = cut.lowerBound..<endOfLine(below)
      } else if below >= file.lineStarts.count, cut.upperBound == file.bytes.count, above >= 1 {
        cut = file.lineRange(above).lowerBound..<cut.upperBound
      }
    }
    return (cut, "")
  }

  /// The lines of a stretch; a text of several lines may end at the beginning of the next.
  private func lines(of range: Range<Int>) -> ClosedRange<Int> {
    let first = file.line(at: range.lowerBound)
    var last = file.line(at: range.upperBound)
    if range.upperBound > range.lowerBound, file.lineStarts[last - 1] >= range.upperBound { last -= 1 }
    return first...max(first, last)
  }

  private func endOfLine(_ number: Int) -> Int {
    number < file.lineStarts.count ? file.lineStarts[number] : file.bytes.count
  }

  private func isBlank(_ number: Int) -> Bool { file.bytes[file.lineRange(number)].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
