import Testing
import TestSupport

@testable import PlanModel

/// The quick comparison of Vietnamese text against the one for every script, letter by letter and with seeded random texts.
@Suite struct VietnameseTextTests {
  /// Every scalar that the quick way may know, and its neighbours that it must leave alone.
  private static let scalars: [Unicode.Scalar] = (Array(0...0x24F) + Array(0x1E00...0x1EFF) + Array(0x2000...0x206F)).compactMap {
    Unicode.Scalar($0)
  }

  private func check(_ text: String) {
    if let words = VietnameseText.words(text) { #expect(words == NormalizedText.anyWords(text), "\(text.debugDescription)") }
    if let folded = VietnameseText.folded(text) { #expect(folded == NormalizedText.anyFolded(text), "\(text.debugDescription)") }
    if let key = VietnameseText.foldedKey(text) { #expect(key == NormalizedText.anyFoldedKey(text), "\(text.debugDescription)") }
  }

  @Test func everyLetterAlone() {
    for scalar in Self.scalars { check(String(scalar)) }
  }

  @Test func everyPairAfterAVowelThatTakesTheTone() {
    for first in "oOuUaơưqh" {
      for scalar in Self.scalars { check("\(first)\(scalar)") }
    }
  }

  @Test func vietnameseIsKnown() throws {
    let letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    #expect(VietnameseText.folded(letters + letters.uppercased()) != nil)
    #expect(VietnameseText.words("Hoà bình – “Thuỷ lợi”  QUÝ\tII") == ["hòa", "bình", "–", "“thủy", "lợi”", "quý", "ii"])
    #expect(VietnameseText.foldedKey(" Nơi nhận - báo__cáo ") == "noi_nhan_bao_cao")
    #expect(VietnameseText.words("") == [] && VietnameseText.foldedKey("-_ ") == "")
    for other in ["Straße", "İ", "Ω", "o\u{300}", "\u{1F600}", "a\u{A0}b", "\u{2028}"] {
      #expect(VietnameseText.words(other) == nil && VietnameseText.foldedKey(other) == nil)
    }
  }

  @Test func randomTexts() {
    var dice = SplitMix64(seed: 8)
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &dice) {
        text.append(Self.scalars[Int.random(in: 0..<Self.scalars.count, using: &dice)])
        if Bool.random(using: &dice) { text.append("oae uyỳđ-_".unicodeScalars.randomElement(using: &dice) ?? "o") }
      }
      check(String(text))
      check(String(String.UnicodeScalarView(text.filter { VietnameseText.folded(String($0)) != nil })))
    }
  }

  @Test func setsOfUnits() {
    var dice = SplitMix64(seed: 9)
    for count in [0, 1, 63, 64, 65, 1000] {
      var set = UnitSet(count: count)
      var other = UnitSet(count: count)
      var plain: Set<Int> = []
      #expect(set.isEmpty)
      for _ in 0..<count {
        let unit = Int.random(in: 0..<count, using: &dice)
        if Bool.random(using: &dice) { #expect(set.insert(unit) == plain.insert(unit).inserted) } else { other.insert(unit) }
      }
      #expect(set.units == plain.sorted())
      set.formUnion(other)
      #expect(Set(set.units) == plain.union(other.units) && set.units.allSatisfy(set.contains))
    }
  }
}
