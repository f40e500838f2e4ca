import PlanModel
@_spi(_Unicode) import Swift

/// What stands in a picker: choices, filter, row and ticks; it takes keys and gives lines to draw, and touches no terminal.
struct PickerState {
  /// What a person can press.
  enum Key: Equatable {
    /// Letters typed, or anything pasted.
    case text(String)
    case space, backspace, deleteWord, clear, tick, enter, up, down, pageUp, pageDown, home, end, leave, suspend
  }

  /// How things stand after a key.
  enum Outcome: Equatable {
    case open, left
    /// The positions taken, in order.
    case taken([Int])
  }

  private let choices: [TaskPicker.Choice]
  private let prompt: String
  private let language: Language
  private let isColoured: Bool
  private let index: FilterIndex
  private var columns = 80
  private var rows = 24
  /// Whether a space belongs to the filter; otherwise it ticks.
  private var isTyping = false
  private var top = 0

  /// What has been typed.
  private(set) var filter = ""
  /// The positions that match the filter, in order.
  private(set) var matches: [Int]
  /// The positions ticked.
  private(set) var ticked: Set<Int> = []
  /// Where the person stands among the matches.
  private(set) var row = 0

  init(_ choices: [TaskPicker.Choice], prompt: String, _ language: Language, isColoured: Bool) {
    self.choices = choices
    self.prompt = TerminalText(prompt).description
    self.language = language
    self.isColoured = isColoured
    index = FilterIndex(choices.lazy.map(\.title))
    matches = Array(choices.indices)
  }

  /// The position the person stands on; nil where nothing matches.
  var current: Int? { row < matches.count ? matches[row] : nil }

  /// Takes the size of the window; a size that is not known is 80 by 24.
  mutating func resize(columns: Int, rows: Int) {
    self.columns = columns > 0 ? columns : 80
    self.rows = rows > 0 ? rows : 24
    go(to: row)
  }

  /// Takes one key.
  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .text(let text): type(text)
    case .space: if isTyping, !filter.isEmpty { type(" ") } else { tick() }
    case .tick: tick()
    case .backspace: shorten { $0 = String($0.dropLast()) }
    case .deleteWord:
      shorten { text in
        while text.last == " " { text.removeLast() }
        while let last = text.last, last != " " { text.removeLast() }
      }
    case .clear: shorten { $0 = "" }
    case .up: move(to: row - 1)
    case .down: move(to: row + 1)
    case .pageUp: move(to: row - room)
    case .pageDown: move(to: row + room)
    case .home: move(to: 0)
    case .end: move(to: matches.count - 1)
    case .enter:
      if !ticked.isEmpty { return .taken(ticked.sorted()) }
      if let current { return .taken([current]) }
    case .leave: return .left
    case .suspend: break
    }
    return .open
  }

  private mutating func type(_ text: String) {
    var typed = filter.unicodeScalars
    for scalar in text.unicodeScalars where typed.count < 300 {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\t": typed.append(" ")
      case .control, .format, .lineSeparator, .paragraphSeparator: continue
      default: typed.append(scalar)
      }
    }
    isTyping = true
    guard typed.count > filter.unicodeScalars.count else { return }
    filter = String(typed)
    // Whatever matches a longer filter matched the shorter one.
    find(among: matches)
  }

  private mutating func shorten(_ change: (inout String) -> Void) {
    let before = filter
    change(&filter)
    isTyping = true
    if filter != before { find(among: choices.indices) }
  }

  private mutating func find(among positions: some Sequence<Int>) {
    matches = index.matches(filter, among: positions)
    go(to: 0)
  }

  private mutating func tick() {
    isTyping = false
    guard let current else { return }
    if ticked.remove(current) == nil { ticked.insert(current) }
    go(to: row + 1)
  }

  private mutating func move(to place: Int) {
    isTyping = false
    go(to: place)
  }

  private mutating func go(to place: Int) {
    row = max(0, min(place, matches.count - 1))
    top = max(0, min(max(min(top, row), row - room + 1), matches.count - room))
  }

  /// The number of choices shown at once.
  private var room: Int { max(1, min(rows - 3, 15)) }
}

// What is drawn.
extension PickerState {
  /// The lines to draw, none as wide as the window; the first ends where the cursor belongs.
  var lines: [String] {
    var lines = [promptLine]
    if rows > 1 {
      for place in top..<min(top + room, matches.count) { lines.append(choiceLine(place)) }
      if matches.isEmpty { lines.append(paint(cut("  " + Self.nothing.text(language)), "2")) }
    }
    if rows > 2 { lines.append(paint(hintLine, "2")) }
    return lines
  }

  /// A column is left for the cursor, which would wrap at the edge of some terminals.
  private var width: Int { columns - 1 }

  private var promptLine: String {
    let typed = TerminalText(filter).description
    let whole = prompt + " " + typed
    if Self.width(of: whole) <= width { return paint(prompt, "1") + " " + typed }
    let asked = Self.cut(prompt, to: width / 2)
    var rest = width - Self.width(of: asked) - 1
    if Self.width(of: typed) <= rest { return paint(asked, "1") + " " + typed }
    var tail: [Character] = []
    rest -= 1
    for character in typed.reversed() {
      rest -= Self.width(of: character)
      if rest < 0 { break }
      tail.append(character)
    }
    return paint(asked, "1") + Self.cut(" …" + String(tail.reversed()), to: width - Self.width(of: asked))
  }

  private func choiceLine(_ place: Int) -> String {
    let position = matches[place]
    let choice = choices[position]
    let marks = (place == row ? "> " : "  ") + (ticked.contains(position) ? "✓ " : "  ")
    let codes = (place == row ? ["1"] : []) + (choice.isUrgent ? ["31"] : [])
    return paint(cut(marks + TerminalText(choice.title).description), codes.joined(separator: ";"))
  }

  /// Counts, then as many of the keys as there is room for, the most needed last.
  private var hintLine: String {
    var counts = "\(matches.count)/\(choices.count)"
    if !ticked.isEmpty { counts += Message(vi: " · đã chọn \(ticked.count)", en: " · \(ticked.count) ticked").text(language) }
    var keys = Self.hints.map { " · " + $0.text(language) }
    while !keys.isEmpty, Self.width(of: counts + keys.joined()) > width { keys.removeFirst() }
    return cut(counts + keys.joined())
  }

  private static let nothing = Message(vi: "không có việc nào khớp", en: "nothing matches")
  private static let hints = [
    Message(vi: "gõ để lọc", en: "type to filter"), Message(vi: "↑↓ di chuyển", en: "↑↓ move"),
    Message(vi: "Tab chọn nhiều", en: "Tab tick"), Message(vi: "Enter lấy", en: "Enter take"),
    Message(vi: "Esc thôi", en: "Esc leave"),
  ]

  private func paint(_ text: String, _ code: String) -> String {
    isColoured && !code.isEmpty && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func cut(_ text: String) -> String { Self.cut(text, to: width) }

  /// A text that takes no more columns than given, `…` where something is missing; no character is cut in two.
  static func cut(_ text: String, to columns: Int) -> String {
    guard columns > 0 else { return "" }
    var result = ""
    var taken = 0
    var kept = result
    for character in text {
      taken += width(of: character)
      if taken > columns { return kept + "…" }
      result.append(character)
      if taken < columns { kept = result }
    }
    return result
  }

  private static func width(of text: String) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  /// The columns of one character; one that asks to be shown as a picture takes two.
  private static func width(of character: Character) -> Int {
    let width = TerminalText.width(of: String(character))
    return width == 1 && character.unicodeScalars.contains("\u{FE0F}") ? 2 : width
  }
}

/// Texts in which words are looked for as they are typed: a plain letter finds toned ones too, a toned one those with its marks.
///
/// Every text is folded once, to small letters that carry their marks as bits, so that composed and decomposed spellings match.
struct FilterIndex {
  private var letters: [UInt32] = []
  private var ends: [Int] = []

  init(_ texts: some Sequence<String>) {
    var folding = LetterFolding()
    for text in texts {
      let start = letters.count
      folding.append(text, to: &letters)
      Self.spreadTones(&letters, from: start)
      ends.append(letters.count)
    }
  }

  /// Those of the positions whose text has every word of the filter.
  func matches(_ filter: String, among positions: some Sequence<Int>) -> [Int] {
    var folding = LetterFolding()
    let words = filter.unicodeScalars.split { $0.properties.isWhitespace }.map { word in
      var letters: [UInt32] = []
      folding.append(String(word), to: &letters)
      return letters
    }
    return letters.withUnsafeBufferPointer { letters in
      positions.filter { position in
        let text = UnsafeBufferPointer(rebasing: letters[(position > 0 ? ends[position - 1] : 0)..<ends[position]])
        return words.allSatisfy { word in word.withUnsafeBufferPointer { Self.contains($0, in: text) } }
      }
    }
  }

  private static func contains(_ word: UnsafeBufferPointer<UInt32>, in text: UnsafeBufferPointer<UInt32>) -> Bool {
    guard let first = word.first else { return true }
    var start = 0
    while start + word.count <= text.count {
      if fits(first, text[start]) {
        var offset = 1
        while offset < word.count, fits(word[offset], text[start + offset]) { offset += 1 }
        if offset == word.count { return true }
      }
      start += 1
    }
    return false
  }

  /// The same letter, with at least the marks that are typed.
  @inline(__always)
  private static func fits(_ typed: UInt32, _ letter: UInt32) -> Bool {
    (typed ^ letter) & (LetterFolding.base | typed) == 0
  }

  /// `hoà` and `hòa` are one: in such pairs of vowels either letter is found with the tone.
  private static func spreadTones(_ letters: inout [UInt32], from start: Int) {
    for place in letters.indices.dropFirst(start).dropLast() {
      switch (letters[place] & LetterFolding.base, letters[place + 1] & LetterFolding.base) {
      case (0x6F, 0x61), (0x6F, 0x65), (0x75, 0x79):
        let tones = (letters[place] | letters[place + 1]) & LetterFolding.tones
        letters[place] |= tones
        letters[place + 1] |= tones
      default: continue
      }
    }
  }
}

/// Turns text into small letters without marks, each with its marks as bits above it.
private struct LetterFolding {
  /// The bits of the letter itself.
  static let base: UInt32 = 0x1F_FFFF
  /// The bits of the five tones.
  static let tones: UInt32 = 0x1F << 21
  /// Letters worked out before; nothing where a letter is not known or is more than one.
  private var known = [UInt32](repeating: 0, count: 0x2000)

  mutating func append(_ text: String, to letters: inout [UInt32]) {
    let start = letters.count
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: letters.append(scalar.value | 0x20)
      case 0..<0x80: letters.append(scalar.value)
      case 0x300...0x36F: if letters.count > start { letters[letters.count - 1] |= Self.mark(scalar) }
      case 0x80..<0x2000 where known[Int(scalar.value)] != 0: letters.append(known[Int(scalar.value)])
      default:
        let parts = Self.parts(scalar)
        letters += parts
        if scalar.value < 0x2000, parts.count == 1 { known[Int(scalar.value)] = parts[0] }
      }
    }
  }

  private static func parts(_ scalar: Unicode.Scalar) -> [UInt32] {
    var parts: [UInt32] = []
    for part in scalar.properties.lowercaseMapping._nfd {
      switch part {
      case "\u{300}"..."\u{36F}": if let last = parts.indices.last { parts[last] |= mark(part) }
      case "đ", "ð": parts.append(0x64 | 1 << 29)
      default: parts.append(part.value)
      }
    }
    return parts
  }

  private static func mark(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x300: 1 << 21
    case 0x301: 1 << 22
    case 0x303: 1 << 23
    case 0x309: 1 << 24
    case 0x323: 1 << 25
    case 0x302: 1 << 26
    case 0x306: 1 << 27
    case 0x31B: 1 << 28
    default: 1 << 30
    }
  }
}
