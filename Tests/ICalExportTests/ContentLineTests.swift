import TestSupport
import Testing

@testable import ICalExport

/// Content lines by their bytes: escaping, folding, line ends.
@Suite struct ContentLineTests {
  static func unfolded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: [0x0D, 0x0A, 0x20]) {
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  static func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isEscape = false
    for scalar in text.unicodeScalars {
      if isEscape {
        result.append(scalar == "n" ? "\n" : scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  @Test func randomTextsComeBackAndNoLineIsTooLong() throws {
    let letters: [Unicode.Scalar] = Array("aàâăệướđ Ðế\u{301}\u{323}\u{1F600}\u{4E2D},;\\\"'\nxyz0".unicodeScalars)
    var random = SplitMix64(seed: 2018)
    for _ in 0..<800 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...400, using: &random) { view.append(letters.randomElement(using: &random) ?? "a") }
      let text = String(view)
      var lines = ContentLines()
      lines.text("SUMMARY", text)
      let bytes = lines.bytes
      #expect(bytes.suffix(2) == [0x0D, 0x0A])
      let physical = bytes.dropLast(2).split(separator: 0x0A, omittingEmptySubsequences: false).map {
        $0.last == 0x0D ? $0.dropLast() : $0
      }
      for line in physical {
        #expect(line.count <= 75)
        #expect(String(validating: line, as: UTF8.self) != nil, "a fold inside a code point")
      }
      let whole = String(decoding: Self.unfolded(bytes).dropFirst("SUMMARY:".utf8.count).dropLast(2), as: UTF8.self)
      #expect(Array(Self.unescaped(whole).utf8) == Array(text.utf8))
    }
  }

  @Test func foldsBeforeTheLetterThatAMarkBelongsTo() {
    var lines = ContentLines()
    lines.text("SUMMARY", String(repeating: "a", count: 66) + "e\u{302}\u{301}bc")
    let pieces = String(decoding: lines.bytes, as: UTF8.self).componentsByLine
    for piece in pieces.dropFirst() where !piece.isEmpty {
      let second = piece.unicodeScalars.dropFirst().first
      #expect(second.map { !(0x300...0x36F).contains($0.value) } ?? true, "\(pieces)")
    }
  }

  /// A published file may hold anything; what is folded again must come to an end.
  @Test(arguments: [
    [UInt8](repeating: 0x80, count: 400), [0xCC] + [UInt8](repeating: 0xBF, count: 200), (0..<300).map { _ in 0xCC },
  ])
  func bytesThatAreNoTextAreFoldedToo(_ bytes: [UInt8]) {
    var buffer = ByteBuffer()
    bytes.withUnsafeBytes { buffer.append(folding: $0) }
    #expect(Self.unfolded(buffer.array) == bytes + [0x0D, 0x0A])
  }

  @Test(arguments: [
    ("a\nb", "a\\nb"), ("a\r\nb", "a\\nb"), ("a\rb", "a\\nb"), ("a,b;c\\d", "a\\,b\\;c\\\\d"), ("\"\u{301},x", "\"\u{301}\\,x"),
    ("a\u{0}b\u{1B}c\u{7F}d", "abcd"), ("a\u{85}b\u{2028}c\u{202E}d\u{FEFF}e", "a b cde"),
    ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"),
  ])
  func escapes(_ text: String, _ expected: String) {
    var lines = ContentLines()
    lines.text("X", text)
    #expect(Array(lines.bytes) == Array("X:\(expected)\r\n".utf8))
  }
}

extension String {
  func components(separatedByCRLF: Void = ()) -> [String] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
  }
  var componentsByLine: [String] { components() }
}
