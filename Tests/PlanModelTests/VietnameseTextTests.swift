import Testing
import TestSupport

@testable import PlanModel

/// The quick comparison of Vietnamese text against the one for every script, letter by letter and with seeded random texts.
@Suite struct VietnameseTextTests {
  /// Every scalar that the quick way may know, and its neighbours that it must leave alone.
  private static let scalars: [Unicode.Scalar] = (Array(0...0x24F) + Array(0x1E00...0x1EFF) + Array(0x2000...0x206F)).compactMap {
    Unicode.Scalar($0)
  }

  /// The texts of which the quick way makes something else than the other.
  private func wrong(_ texts: some Sequence<String>) -> [String] {
    texts.filter { text in
      (VietnameseText.words(text).map { $0 != NormalizedText.anyWords(text) } ?? false)
        || (VietnameseText.folded(text).map { $0 != NormalizedText.anyFolded(text) } ?? false)
        || (VietnameseText.foldedKey(text).map { $0 != NormalizedText.anyFoldedKey(text) } ?? false)
    }
  }

  @Test func everyLetterAlone() { #expect(wrong(Self.scalars.lazy.map { String($0) }) == []) }

  @Test func everyPairAfterAVowelThatTakesTheTone() {
    for first in "oOuUq" { #expect(wrong(Self.scalars.lazy.map { "\(first)\($0)" }) == []) }
  }

  @Test func vietnameseIsKnown() throws {
    let letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    #expect(VietnameseText.folded(letters + letters.uppercased()) != nil)
    #expect(VietnameseText.words("Hoà bình – “Thuỷ lợi”  QUÝ\tII") == ["hòa", "bình", "–", "“thủy", "lợi”", "qúy", "ii"])
    #expect(VietnameseText.foldedKey(" Nơi nhận - báo__cáo ") == "noi_nhan_bao_cao")
    #expect(VietnameseText.words("") == [] && VietnameseText.foldedKey("-_ ") == "")
    for other in ["Straße", "İ", "Ω", "o\u{300}", "\u{1F600}", "a\u{A0}b", "\u{2028}"] {
      #expect(VietnameseText.words(other) == nil && VietnameseText.foldedKey(other) == nil)
    }
  }

  @Test func randomTexts() {
    var dice = SplitMix64(seed: 8)
    let known = Self.scalars.filter { VietnameseText.folded(String($0)) != nil } + Array("oae uyỳđ-_  ".unicodeScalars)
    let texts = (0..<4000).map { number in
      // Every tenth has any letters at all.
      let letters = number % 10 == 0 ? Self.scalars : known
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...16, using: &dice) { text.append(letters[Int.random(in: 0..<letters.count, using: &dice)]) }
      return String(text)
    }
    #expect(wrong(texts) == [])
    #expect(texts.count { VietnameseText.words($0) != nil } > 3500)
  }
}
