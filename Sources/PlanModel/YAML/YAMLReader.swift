import CYAML

/// Reads the bytes of a file into nodes with libyaml's events; the only file that knows libyaml.
///
/// Anchors, aliases, tags and the like are refused by name; depth and size are limited; a scalar keeps its text as written.
struct YAMLReader {
  static let depthLimit = 32
  static let nodeLimit = 1_000_000
  static let scalarLimit = 64 * 1024
  static let keyLimit = 256

  private let file: SourceFile
  private let id: FileID
  private let sink: DiagnosticSink
  private var offsets: CodePointOffsets
  private var nodes = 0
  private var stack: [Container] = []
  private var root: YAMLNode?
  private var documents = 0
  private var anchors = AnchorUses()
  /// The last text in quotes, for when what follows makes no sense.
  private var lastQuoted: Range<Int>?

  private struct Container {
    var isMapping: Bool
    var style: YAMLNode.Style
    var start: Int
    var end: Int
    var items: [YAMLNode] = []
    var entries: [YAMLNode.Entry] = []
    var key: YAMLNode?
    /// Whether a tag was refused here, so that what it holds means nothing certain.
    var isRefused = false
  }

  private struct AnchorUses {
    var first: (name: String, isAlias: Bool, span: SourceSpan)?
    var others: [RelatedPlace] = []
    var count = 0
  }

  /// Reads a file whose bytes have been scanned; nil where nothing can be made of it, and the sink says why.
  static func read(_ file: SourceFile, id: FileID, sink: DiagnosticSink) -> YAMLNode? {
    var reader = YAMLReader(file: file, id: id, sink: sink)
    return reader.run()
  }

  private init(file: SourceFile, id: FileID, sink: DiagnosticSink) {
    self.file = file
    self.id = id
    self.sink = sink
    self.offsets = CodePointOffsets(file)
  }

  private mutating func run() -> YAMLNode? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let skip = file.markLength
    let ok = file.bytes.withUnsafeBufferPointer { buffer in
      let content = UnsafeBufferPointer(rebasing: buffer[skip...])
      yaml_parser_set_input_string(parser, content.baseAddress, content.count)
      var going = true
      while going {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
          reportSyntax(parser.pointee)
          return false
        }
        defer { yaml_event_delete(&event) }
        if event.type == YAML_STREAM_END_EVENT { break }
        going = take(event)
      }
      return going
    }
    reportAnchors()
    return ok ? root : nil
  }

  // MARK: Events

  /// Takes one event; false where reading must stop.
  private mutating func take(_ event: yaml_event_t) -> Bool {
    let start = offsets.byte(at: event.start_mark.index)
    let end = offsets.byte(at: event.end_mark.index)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return documentStart(event.data.document_start, start, end)
    case YAML_SCALAR_EVENT: return scalar(event.data.scalar, start, end)
    case YAML_ALIAS_EVENT:
      use(anchor: event.data.alias.anchor, isAlias: true, start, end)
      return add(YAMLNode(content: .unreadable, style: .plain, span: span(start, end)))
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      use(anchor: data.anchor, isAlias: false, start, end)
      return open(
        mapping: false, flow: data.style == YAML_FLOW_SEQUENCE_STYLE, tag: data.tag, isAnchored: data.anchor != nil, start, end)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      use(anchor: data.anchor, isAlias: false, start, end)
      return open(
        mapping: true, flow: data.style == YAML_FLOW_MAPPING_STYLE, tag: data.tag, isAnchored: data.anchor != nil, start, end)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return close(end)
    default: return true
    }
  }

  private mutating func documentStart(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_document_start, _ start: Int, _ end: Int
  ) -> Bool {
    documents += 1
    if documents > 1 {
      sink.report(ForbiddenYAML.document(span(start, max(end, start + 3))))
      return false
    }
    if data.version_directive != nil || data.tag_directives.start != data.tag_directives.end {
      sink.report(ForbiddenYAML.directive(span(start, end)))
    }
    return true
  }

  private mutating func scalar(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, _ start: Int, _ end: Int
  ) -> Bool {
    var start = start
    if data.tag != nil || data.anchor != nil {
      refuse(tag: data.tag, start, end)
      use(anchor: data.anchor, isAlias: false, start, end)
      start = min(afterProperties(start, end), end)
    }
    let place = span(start, end)
    if data.length > Self.scalarLimit {
      sink.report(TooLarge.scalar(place.head))
      return false
    }
    let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    let style: YAMLNode.Style
    var isReadable = data.tag == nil
    switch data.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      style = .quoted
      lastQuoted = start..<end
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      style = .quoted
      lastQuoted = start..<end
      if let bad = text.unicodeScalars.first(where: { Self.isInvisible($0.value) }) {
        sink.report(
          ByteScan.turnsDirection(bad.value) ? Encoding.direction(bad.value, place) : Encoding.control(bad.value, place))
      }
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: style = .block
    default:
      style = .plain
      // What was lost was the whole value: that it is missing is no second fault.
      if checkGluedComment(after: end, in: place), text.isEmpty { isReadable = false }
    }
    return add(YAMLNode(content: isReadable ? .scalar(text) : .unreadable, style: style, span: place))
  }

  /// What an escape in double quotes must not smuggle in: control characters, line ends, byte-order marks.
  private static func isInvisible(_ scalar: UInt32) -> Bool {
    scalar < 32 || (127..<160).contains(scalar) || scalar == 0x2028 || scalar == 0x2029 || scalar == 0xFEFF
      || ByteScan.turnsDirection(scalar)
  }

  private mutating func open(
    mapping: Bool, flow: Bool, tag: UnsafeMutablePointer<yaml_char_t>?, isAnchored: Bool, _ start: Int, _ end: Int
  ) -> Bool {
    refuse(tag: tag, start, end)
    if stack.count >= Self.depthLimit {
      sink.report(TooDeep.finding(span(start, max(end, start + 1))))
      return false
    }
    if let container = stack.last, container.isMapping, container.key == nil {
      sink.report(ForbiddenYAML.complexKey(span(start, start)))
      return false
    }
    stack.append(
      Container(
        isMapping: mapping, style: flow ? .flow : .block, start: start, end: end,
        isRefused: tag != nil || (isAnchored && !mapping)))
    return true
  }

  private mutating func close(_ end: Int) -> Bool {
    guard let container = stack.popLast() else { return true }
    // The end of a block collection is where the next thing begins; its last child says where it really ends.
    let last = container.style == .flow ? end : container.end
    let content: YAMLNode.Content =
      container.isRefused ? .unreadable : container.isMapping ? .mapping(container.entries) : .sequence(container.items)
    return add(YAMLNode(content: content, style: container.style, span: span(container.start, last)))
  }

  private mutating func add(_ node: YAMLNode) -> Bool {
    nodes += 1
    if nodes > Self.nodeLimit {
      sink.report(TooLarge.nodes(node.span.head))
      return false
    }
    guard !stack.isEmpty else {
      root = node
      return true
    }
    let top = stack.count - 1
    stack[top].end = max(stack[top].end, Int(node.span.end))
    if !stack[top].isMapping {
      stack[top].items.append(node)
    } else if let key = stack[top].key {
      stack[top].entries.append(.init(key: key, value: node))
      stack[top].key = nil
    } else {
      if let text = node.scalar, text.utf8.count > Self.keyLimit {
        sink.report(TooLarge.key(node.span.head))
        return false
      }
      if node.scalar == "<<", node.style == .plain { sink.report(ForbiddenYAML.mergeKey(node.span)) }
      if isMarkedKey(node) { sink.report(ForbiddenYAML.complexKey(node.span)) }
      stack[top].key = node
    }
    return true
  }

  // MARK: What is refused

  private mutating func use(anchor: UnsafeMutablePointer<yaml_char_t>?, isAlias: Bool, _ start: Int, _ end: Int) {
    guard let anchor else { return }
    let name = String(cString: anchor)
    let place = span(start, isAlias ? end : min(end, start + name.utf8.count + 1))
    anchors.count += 1
    if anchors.first == nil {
      anchors.first = (name, isAlias, place)
    } else if anchors.others.count < 5 {
      anchors.others.append(
        isAlias
          ? RelatedPlace(place, vi: "dùng lại ở đây", en: "used again here")
          : RelatedPlace(place, vi: "một nhãn neo nữa", en: "another anchor"))
    }
  }

  private func reportAnchors() {
    guard let first = anchors.first else { return }
    sink.report(ForbiddenYAML.anchor(first.name, isAlias: first.isAlias, first.span, others: anchors.others))
  }

  private func refuse(tag: UnsafeMutablePointer<yaml_char_t>?, _ start: Int, _ end: Int) {
    guard tag != nil else { return }
    var stop = start
    while stop < end, file.bytes[stop] > 0x20 { stop += 1 }
    sink.report(ForbiddenYAML.tag(span(start, stop)))
  }

  /// The first byte after `!tag` and `&anchor` before a scalar.
  private func afterProperties(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, file.bytes[index] == UInt8(ascii: "!") || file.bytes[index] == UInt8(ascii: "&") {
      while index < end, file.bytes[index] > 0x20 { index += 1 }
      while index < end, file.bytes[index] <= 0x20 { index += 1 }
    }
    return index
  }

  /// Whether a key is written with `? ` before it.
  private func isMarkedKey(_ node: YAMLNode) -> Bool {
    var index = Int(node.span.start) - 1
    while index >= 0, file.bytes[index] == 0x20 { index -= 1 }
    return index >= 0 && file.bytes[index] == UInt8(ascii: "?") && index + 1 < Int(node.span.start)
  }

  /// `title: Bài #Zalo`: what looks like the end of the value is a comment to YAML.
  private func checkGluedComment(after end: Int, in place: SourceSpan) -> Bool {
    var index = end
    while index < file.bytes.count, file.bytes[index] == 0x20 || file.bytes[index] == 0x09 { index += 1 }
    guard index > end || place.range.isEmpty, index + 1 < file.bytes.count, file.bytes[index] == UInt8(ascii: "#") else {
      return false
    }
    guard file.bytes[index + 1] > 0x20, file.bytes[index + 1] != UInt8(ascii: "#"), file.bytes[index + 1] != UInt8(ascii: "!")
    else {
      return false
    }
    var stop = index
    while stop < file.bytes.count, file.bytes[stop] != 0x0A, file.bytes[stop] != 0x0D { stop += 1 }
    while stop > index, file.bytes[stop - 1] <= 0x20 { stop -= 1 }
    sink.report(GluedComment.finding(span(index, stop), lost: file.text(index..<stop)))
    return true
  }

  // MARK: Places

  private func span(_ start: Int, _ end: Int) -> SourceSpan { SourceSpan(file: id, start: start, end: end) }

  private mutating func reportSyntax(_ parser: yaml_parser_t) {
    let problem = parser.problem.map { String(cString: $0) } ?? ""
    let context = parser.context.map { String(cString: $0) } ?? ""
    let last = lastCharacter()
    let problemAt = min(offsets.byte(at: parser.problem_mark.index), last)
    let contextAt = context.isEmpty ? nil : min(offsets.byte(at: parser.context_mark.index), last)
    // `title: *Quan trọng*` has been refused as an alias; that the rest of the line makes no sense follows from it.
    if let first = anchors.first, file.line(at: Int(first.span.start)) == file.line(at: problemAt) { return }
    // libyaml gives a key up after 1,024 characters.
    if let contextAt, problem == "could not find expected ':'", problemAt - contextAt > 1000 {
      sink.report(TooLarge.key(SourceSpan(file: id, start: contextAt, end: contextAt)))
      return
    }
    let stumble = Syntax.Stumble(
      problem: problem, context: context, problemAt: problemAt, contextAt: contextAt, lastQuoted: lastQuoted)
    sink.report(Syntax.finding(stumble, file: file, id: id))
  }

  /// The last character that is no line end or space: where an error at the end of the file is shown.
  private func lastCharacter() -> Int {
    var index = file.bytes.count
    while index > 0, file.bytes[index - 1] <= 0x20 { index -= 1 }
    while index > 0, index < file.bytes.count, file.bytes[index] & 0xC0 == 0x80 { index -= 1 }
    return max(0, index - (index == file.bytes.count ? 1 : 0))
  }
}

/// Turns libyaml's places, which count code points, into byte offsets.
struct CodePointOffsets {
  private let bytes: [UInt8]
  private let base: Int
  private let isASCII: Bool
  /// The byte offset of every 256th code point.
  private var marks: [Int] = []
  /// Where the last question ended; the next one is nearly always a little further on.
  private var last = (codePoint: 0, byte: 0)

  init(_ file: SourceFile) {
    bytes = file.bytes
    base = file.markLength
    isASCII = bytes.dropFirst(base).allSatisfy { $0 < 0x80 }
    last.byte = base
    guard !isASCII else { return }
    marks.reserveCapacity(bytes.count / 256 + 1)
    bytes.withUnsafeBytes { bytes in
      var count = 0
      var index = base
      while index < bytes.count {
        // Eight bytes at once, where none of them is a mark.
        if index + 8 <= bytes.count {
          let more = Self.codePoints(in: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
          if -count & 0xFF >= more {
            count += more
            index += 8
            continue
          }
        }
        let end = min(index + 8, bytes.count)
        while index < end {
          if bytes[index] & 0xC0 != 0x80 {
            if count & 0xFF == 0 { marks.append(index) }
            count += 1
          }
          index += 1
        }
      }
    }
  }

  /// How many code points begin in eight bytes.
  private static func codePoints(in bytes: UInt64) -> Int {
    // A byte that goes on has its highest bit set and not the next one; multiplying adds the eight answers up.
    let going = (bytes >> 7 & ~(bytes >> 6)) & 0x0101_0101_0101_0101
    return 8 - Int(truncatingIfNeeded: (going &* 0x0101_0101_0101_0101) >> 56)
  }

  mutating func byte(at codePoint: Int) -> Int {
    if isASCII { return min(base + codePoint, bytes.count) }
    let block = codePoint >> 8
    guard block < marks.count else { return bytes.count }
    let isNear = codePoint >= last.codePoint && codePoint - last.codePoint <= codePoint & 0xFF
    var index = isNear ? last.byte : marks[block]
    var left = isNear ? codePoint - last.codePoint : codePoint & 0xFF
    bytes.withUnsafeBytes { bytes in
      while left >= 8, index + 8 <= bytes.count {
        left -= Self.codePoints(in: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      while index < bytes.count {
        if bytes[index] & 0xC0 != 0x80 {
          if left == 0 { break }
          left -= 1
        }
        index += 1
      }
    }
    last = (codePoint, index)
    return index
  }
}
