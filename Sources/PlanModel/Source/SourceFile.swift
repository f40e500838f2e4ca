/// A plan file or registry as it was read: its bytes under the name that messages show.
public struct SourceFile: Sendable {
  /// The name shown in messages, as the user wrote it or as `use` leads to it.
  public let name: String
  /// The content, untouched.
  public let bytes: [UInt8]
  /// The byte offset at which each line starts; lines end with LF, CRLF or CR, as in an editor.
  let lineStarts: [Int]
  /// For lines of more than 4 KiB, by index, the code points before every 1,024th byte, so that a place in them is found at once.
  private let longLines: [Int: [Int]]

  /// Makes a source file of bytes already in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") {
        starts.append(index)
      } else if byte == UInt8(ascii: "\r") {
        if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        starts.append(index)
      }
    }
    lineStarts = starts
    var longLines: [Int: [Int]] = [:]
    for (line, start) in starts.enumerated() {
      let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
      guard end - start > 4096 else { continue }
      var count = 0
      longLines[line] = stride(from: start, to: end, by: 1024).map { block in
        let before = count
        for byte in bytes[block..<min(block + 1024, end)] where byte & 0xC0 != 0x80 { count += 1 }
        return before
      }
    }
    self.longLines = longLines
  }

  /// Makes a source file of text, for tests and for standard input already decoded.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The number of bytes of a byte-order mark at the start: 3 or 0.
  var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The line (from 1) that holds a byte offset.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The place of a byte offset, counted as people count: lines and code points from 1.
  public func position(at offset: Int) -> SourcePosition {
    let clamped = min(max(offset, 0), bytes.count)
    let line = line(at: clamped)
    var start = lineStarts[line - 1]
    if line == 1 { start = min(markLength, clamped) }
    var column = 1
    if let marks = longLines[line - 1], clamped > start, !marks.isEmpty {
      let block = min((clamped - lineStarts[line - 1]) / 1024, marks.count - 1)
      if block > 0 {
        // The mark of the line's own beginning is no column.
        column += marks[block] - (start > lineStarts[line - 1] ? 1 : 0)
        start = lineStarts[line - 1] + block * 1024
      }
    }
    for byte in bytes[start..<max(start, clamped)] where byte & 0xC0 != 0x80 { column += 1 }
    return SourcePosition(line: line, column: column)
  }

  /// The bytes of a line (from 1) without its line end and without a byte-order mark.
  func lineRange(_ line: Int) -> Range<Int> {
    let index = line - 1
    let start = index == 0 ? markLength : lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  /// The text of a range of bytes, broken UTF-8 replaced.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// The number of a file within a ``SourceSet``.
public struct FileID: Hashable, Comparable, Sendable {
  let index: UInt32
  init(_ index: Int) { self.index = UInt32(index) }

  /// Orders files as they were read.
  public static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// A line and a column, both from 1; a column counts code points.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in code points.
  public let column: Int
}

/// A stretch of a file, kept as byte offsets and turned into lines and columns only when it is shown.
public struct SourceSpan: Hashable, Sendable {
  /// The file.
  public let file: FileID
  let start: UInt32
  let end: UInt32

  init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: Swift.max(start, end))
  }

  var range: Range<Int> { Int(start)..<Int(end) }

  /// The part of this span from `offset` bytes on, `length` bytes long.
  func part(from offset: Int, length: Int) -> SourceSpan {
    SourceSpan(file: file, start: Int(start) + offset, end: Int(start) + offset + length)
  }

  /// Whether another span begins within this one.
  func encloses(_ other: SourceSpan) -> Bool { file == other.file && start <= other.start && other.start < end }

  /// The empty span at the start.
  var head: SourceSpan { SourceSpan(file: file, start: Int(start), end: Int(start)) }
}

extension SourceSpan: Comparable {
  /// Orders by file, then by place.
  public static func < (left: SourceSpan, right: SourceSpan) -> Bool {
    (left.file, left.start, left.end) < (right.file, right.start, right.end)
  }
}

/// The files of one reading: the plan first, then what it uses.
public struct SourceSet: Sendable {
  /// The files, in the order they were read.
  public private(set) var files: [SourceFile] = []

  /// Makes an empty set.
  public init() {}

  /// Adds a file and says its number.
  public mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(files.count - 1)
  }

  /// The number of the plan's own file.
  public var firstID: FileID { FileID(0) }

  /// The file of a number.
  public subscript(id: FileID) -> SourceFile { files[Int(id.index)] }

  /// What is written in a span, on one line.
  public func text(of span: SourceSpan) -> String {
    let file = self[span.file]
    let bytes = span.range.clamped(to: 0..<file.bytes.count)
    return file.text(bytes).split { $0.isWhitespace }.joined(separator: " ")
  }

  /// The places at which a span starts and ends.
  public func positions(of span: SourceSpan) -> (start: SourcePosition, end: SourcePosition) {
    let file = self[span.file]
    return (file.position(at: Int(span.start)), file.position(at: Int(span.end)))
  }
}
