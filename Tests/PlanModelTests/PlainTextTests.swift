import Testing
import TestSupport

@testable import PlanModel

/// The short ways past plain text, held against the long ones.
@Suite struct PlainTextTests {
  /// Letters of one to four bytes, spaces of many kinds, what must not be in a plan.
  private static let pieces: [String] = [
    "a", "Z", "9", "-", " ", "  ", "đ", "ệ", "Ơ", "ữ", "e\u{302}", "–", "“", "\u{A0}", "\u{1680}", "\u{3000}", "\u{2028}",
    "\u{85}",
    "\t", "\n", "\u{7F}", "\u{AD}", "\u{200B}", "р", "Ω", "\u{FF21}", "\u{1F600}", "漢", "Ð", "\u{1E9E}",
  ]

  private static func texts(_ count: Int, seed: UInt64, pieces: [String] = pieces, most: Int = 40) -> [String] {
    var dice = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 0...most, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
    }
  }

  @Test func placesAreThoseThatCountingFinds() {
    var dice = SplitMix64(seed: 21)
    for (number, text) in Self.texts(120, seed: 1, most: 900).enumerated() {
      let mark = number % 5 == 0 ? "\u{FEFF}" : ""
      let base = mark.utf8.count
      let starts =
        text.unicodeScalars.indices.map { base + text.utf8.distance(from: text.startIndex, to: $0) } + [base + text.utf8.count]
      var forward = CodePointOffsets(SourceFile(name: "a", text: mark + text))
      #expect(starts.indices.allSatisfy { forward.byte(at: $0) == starts[$0] })
      var anyhow = CodePointOffsets(SourceFile(name: "a", text: mark + text))
      for _ in 0..<100 {
        let place = Int.random(in: 0..<starts.count, using: &dice)
        #expect(anyhow.byte(at: place) == starts[place])
      }
      #expect(anyhow.byte(at: starts.count + 300) == base + text.utf8.count)
    }
  }

  @Test func aPlainLineNeedsNoCloserLook() {
    let plain = ["a", "Z", "9", " ", "đ", "ệ", "Ơ", "-", "ữ", "\u{1E80}"]
    let texts = Self.texts(20_000, seed: 2, most: 12) + Self.texts(20_000, seed: 3, pieces: plain, most: 12)
    var count = 0
    for text in texts where NormalizedText.isPlainLine(text) {
      count += 1
      #expect(Array(NormalizedText.composed(text).utf8) == Array(text.utf8) && NormalizedText.isOneLine(text))
      #expect(ConfusableText.finding(in: text, SourceSpan(file: FileID(0), start: 0, end: 0)) == nil)
    }
    #expect(count > 5_000 && count < 30_000)
    #expect(NormalizedText.isPlainLine("UBND xã Vĩnh Trạch Đông, Phường 1/3 (cũ)"))
    for text in ["", " a", "a ", "a  b", "a\tb", "e\u{302}", "a\u{AD}b", "р", "“a”"] {
      #expect(!NormalizedText.isPlainLine(text))
    }
  }

  @Test func oneLineIsWhatItsWordsMake() {
    for text in Self.texts(30_000, seed: 4, most: 8) {
      let isOne = NormalizedText.words(of: text).joined(separator: " ").utf8.elementsEqual(text.utf8)
      // Signs that begin like other spaces get a closer look.
      let isOdd = text.utf8.contains { $0 == 0xE2 || $0 == 0xE3 || $0 < 0x20 }
      #expect(isOdd ? !NormalizedText.isOneLine(text) : NormalizedText.isOneLine(text) == isOne, "\(text.debugDescription)")
    }
  }

  @Test func idsAreThoseOfTheGrammar() throws {
    let grammar = try Regex("[a-z][a-z0-9-]{0,62}")
    let pieces = ["a", "z", "m", "0", "9", "-", "-todo", "todo", "all", "con", "lpt1", "`", "{", "/", ":", "A", "_", "đ", " "]
    var good = 0
    for text in Self.texts(20_000, seed: 5, pieces: pieces, most: 4) + Self.texts(200, seed: 6, pieces: ["a", "b-"], most: 80) {
      let isID =
        try grammar.wholeMatch(in: text) != nil && text != "all" && !text.hasSuffix("-todo") && !deviceNames.contains(text)
      #expect(isIdentifier(text) == isID, "\(text)")
      if isID { good += 1 }
    }
    #expect(good > 1_000)
  }

  @Test func everyCharacterIsRefusedOrNot() {
    let refused: (UInt32) -> Bool = { value in
      switch value {
      case 0x09, 0x0A, 0x0D: false
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
    for value in (0...0x10FFFF as ClosedRange<UInt32>).lazy.filter({
      $0 < 0x3000 || $0 % 97 == 0 || $0 > 0x10FF00 || (0xD700...0xFFFF).contains($0)
    }) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let findings = ByteScan.findings(in: SourceFile(name: "a", text: "aệ\(scalar)b"), id: FileID(0))
      #expect(findings.isEmpty != refused(value), "U+\(String(value, radix: 16))")
    }
    // A letter that is cut short, by the end of the file or by another one.
    for bytes: [UInt8] in [[0xC3], [0xE1], [0xE1, 0xBA], [0xC4, 0x41], [0xE1, 0xBB, 0x41], [0xE1, 0xBB, 0xC3], [0xBA]] {
      for tail: [UInt8] in [[], [0x61, 0x62, 0x63]] {
        let file = SourceFile(name: "a", bytes: [0x61, 0x62, 0x63] + bytes + tail)
        #expect(ByteScan.findings(in: file, id: FileID(0)).isEmpty == false, "\(bytes) \(tail)")
      }
    }
  }
}
