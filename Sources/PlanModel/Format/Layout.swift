/// Finds where each line of a file should begin, and what should stand between keys and values.
struct Layout {
  private let file: SourceFile
  private let root: YAMLNode
  /// What is known of each line.
  private var lines: [Line]
  /// Stretches that become a single space, or nothing.
  private var gaps: [(range: Range<Int>, text: [UInt8])] = []
  private var isPossible = true

  private struct Line {
    let range: Range<Int>
    /// The bytes before anything is written.
    let indent: Int
    /// Whether nothing or only a comment is written.
    let isEmpty: Bool
    let isComment: Bool
    /// Where a key or item of a block begins the line: how far it should be indented.
    var wanted: Int?
    /// The line with which this one moves: it goes on with a value begun there.
    var follows: Int?
    /// Whether a section of the head begins here.
    var isSection = false
  }

  init(_ file: SourceFile, _ root: YAMLNode) {
    self.file = file
    self.root = root
    lines = (1...file.lineStarts.count).map { number in
      let range = file.lineRange(number)
      var start = range.lowerBound
      while start < range.upperBound, file.bytes[start] == 0x20 { start += 1 }
      let isBlank = file.bytes[start..<range.upperBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      return Line(
        range: range, indent: start - range.lowerBound, isEmpty: isBlank,
        isComment: !isBlank && file.bytes[start] == UInt8(ascii: "#"))
    }
  }

  /// The lines of the file as they should be; nil where it is written in a way that is not understood well enough.
  func laidOut() -> [[UInt8]]? {
    var layout = self
    guard root.style != .flow else { return nil }
    layout.place(root, at: 0)
    guard layout.isPossible else { return nil }
    return layout.written()
  }

  // MARK: Structure

  private func line(of offset: Int) -> Int { file.line(at: offset) - 1 }

  /// The line on which a node ends; a text of several lines may end at the beginning of the next.
  private func lastLine(of node: YAMLNode) -> Int {
    let end = Int(node.span.end)
    var line = line(of: end)
    if end <= lines[line].range.lowerBound, end > Int(node.span.start), line > 0 { line -= 1 }
    return max(line, self.line(of: Int(node.span.start)))
  }

  private mutating func place(_ node: YAMLNode, at indent: Int) {
    switch node.content {
    case .mapping(let entries): for entry in entries { place(entry, at: indent, isTop: indent == 0) }
    case .sequence(let items): for item in items { placeItem(item, at: indent) }
    default: break
    }
  }

  private mutating func place(_ entry: YAMLNode.Entry, at indent: Int, isTop: Bool) {
    let start = Int(entry.key.span.start)
    let number = line(of: start)
    if lines[number].range.lowerBound + lines[number].indent == start { lines[number].wanted = indent }
    guard line(of: Int(entry.key.span.end)) == number else { return isPossible = false }
    tidyColon(entry, on: number)
    let isBlock = entry.value.style == .block && entry.value.scalar == nil
    if isTop { lines[number].isSection = isBlock }
    guard isBlock else { return follow(entry.value, from: number) }
    place(entry.value, at: indent + 2)
  }

  /// A value that is not laid out itself moves with the line of its key.
  private mutating func follow(_ node: YAMLNode, from number: Int) {
    let last = lastLine(of: node)
    guard last > number else { return }
    for line in number + 1...last { lines[line].follows = number }
  }

  private mutating func placeItem(_ item: YAMLNode, at indent: Int) {
    let start = Int(item.span.start)
    let number = line(of: start)
    let dash = lines[number].range.lowerBound + lines[number].indent
    // The dash stands on the line of its item; any other way of writing is rare and left alone.
    guard dash < start, file.bytes[dash] == UInt8(ascii: "-"), file.bytes[dash + 1..<start].allSatisfy({ $0 == 0x20 }) else {
      return isPossible = false
    }
    lines[number].wanted = indent
    gaps.append((dash + 1..<start, [0x20]))
    guard item.style == .block, item.scalar == nil else { return follow(item, from: number) }
    place(item, at: indent + 2)
  }

  /// One space after the colon, none before it.
  private mutating func tidyColon(_ entry: YAMLNode.Entry, on number: Int) {
    let end = Int(entry.key.span.end)
    var colon = end
    while colon < lines[number].range.upperBound, file.bytes[colon] == 0x20 { colon += 1 }
    guard colon < lines[number].range.upperBound, file.bytes[colon] == UInt8(ascii: ":") else { return isPossible = false }
    if colon > end { gaps.append((end..<colon, [])) }
    let value = Int(entry.value.span.start)
    guard !entry.value.isEmpty, line(of: value) == number, value > colon + 1 else { return }
    guard file.bytes[colon + 1..<value].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return }
    gaps.append((colon + 1..<value, [0x20]))
  }

  // MARK: Writing

  private func written() -> [[UInt8]] {
    var result: [[UInt8]] = []
    let gaps = Dictionary(grouping: gaps) { line(of: $0.range.lowerBound) }
    let indents = indents()
    var isBlank = true
    var previousWasSection = false
    for (number, line) in lines.enumerated() {
      if line.follows != nil {
        result.append(moved(number, by: indents[number] - line.indent))
        isBlank = false
        continue
      }
      if line.isEmpty {
        if !isBlank { result.append([]) }
        isBlank = true
        continue
      }
      // A section of the head stands off, with the comments that go before it.
      if line.wanted == 0 {
        let isNew = line.isSection || previousWasSection
        if isNew, let place = placeOfSection(in: result), place > 0, !result[place - 1].isEmpty { result.insert([], at: place) }
        previousWasSection = line.isSection
      }
      var bytes = [UInt8](repeating: 0x20, count: indents[number])
      bytes += content(of: number, gaps[number] ?? [])
      while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
      result.append(bytes)
      isBlank = false
    }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }

  /// Where an empty line before a section goes: above the comments right before it.
  private func placeOfSection(in result: [[UInt8]]) -> Int? {
    var place = result.count
    while place > 0, result[place - 1].first == UInt8(ascii: "#") { place -= 1 }
    return place
  }

  /// The content of a line, with the gaps within it closed.
  private func content(of number: Int, _ gaps: [(range: Range<Int>, text: [UInt8])]) -> [UInt8] {
    let line = lines[number]
    var bytes: [UInt8] = []
    var at = line.range.lowerBound + line.indent
    for gap in gaps.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where gap.range.lowerBound >= at {
      bytes += file.bytes[at..<gap.range.lowerBound] + gap.text
      at = gap.range.upperBound
    }
    return bytes + file.bytes[min(at, line.range.upperBound)..<line.range.upperBound]
  }

  /// A line that goes on with a value, moved as a whole and otherwise untouched.
  private func moved(_ number: Int, by distance: Int) -> [UInt8] {
    let bytes = Array(file.bytes[lines[number].range])
    if lines[number].isEmpty, distance != 0 {
      // Empty lines within a text keep only what is more than its indentation.
      return distance < 0
        ? Array(bytes.dropFirst(min(-distance, lines[number].indent))) : bytes.isEmpty ? [] : spaces(distance) + bytes
    }
    return distance >= 0 ? spaces(distance) + bytes : Array(bytes.dropFirst(min(-distance, lines[number].indent)))
  }

  private func spaces(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }

  /// How far each line is indented in the end.
  private func indents() -> [Int] {
    var result = lines.map(\.indent)
    for (number, line) in lines.enumerated() { if let wanted = line.wanted { result[number] = wanted } }
    for (number, line) in lines.enumerated() {
      if let base = line.follows { result[number] = max(0, line.indent + result[base] - lines[base].indent) }
    }
    // For each line the nearest ones before and after it on which a key or item begins.
    var previous = [Int?](repeating: nil, count: lines.count)
    var next = previous
    for number in lines.indices.dropFirst() {
      previous[number] = lines[number - 1].wanted == nil ? previous[number - 1] : number - 1
    }
    for number in lines.indices.dropLast().reversed() {
      next[number] = lines[number + 1].wanted == nil ? next[number + 1] : number + 1
    }
    // A comment goes with what follows it, or, where it stands deeper, with what goes before.
    for (number, line) in lines.enumerated() {
      guard line.isComment, line.follows == nil else { continue }
      let after = next[number].map { lines[$0] }
      if let after, let wanted = after.wanted, line.indent <= after.indent {
        result[number] = wanted
      } else if let before = lineAbove(number, line.indent, previous).map({ lines[$0] }), let wanted = before.wanted {
        result[number] = wanted + (line.indent > before.indent ? 2 : 0)
      } else {
        result[number] = 0
      }
    }
    return result
  }

  /// The nearest line above that begins a key or item and stands no deeper than `indent`.
  private func lineAbove(_ number: Int, _ indent: Int, _ previous: [Int?]) -> Int? {
    var line = previous[number]
    while let candidate = line, lines[candidate].indent > indent { line = previous[candidate] }
    return line
  }
}
