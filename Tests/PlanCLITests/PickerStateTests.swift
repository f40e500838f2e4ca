import PlanModel
import Testing

@testable import PlanCLI

/// The picker without a terminal: keys in, lines out.
@Suite struct PickerStateTests {
  typealias Key = PickerState.Key

  static let titles = [
    "9JXJ  hạn T6 27/04/2018  Đăng tin, bài về cải cách hành chính  Phòng Văn hoá",
    "F9CK  thường xuyên  Họp giao ban báo chí  Phòng Nội vụ",
    "A5SB  tháng 5/2018  Hòa giải ở cơ sở  Phòng Tư pháp",
    "B0A9  tháng 6/2018  Trie\u{302}\u{309}n khai ke\u{302}\u{301} hoa\u{323}ch  Phường 1",
    "0SA1  hạn T2 02/07/2018  KẾ HOẠCH QUÝ III  Phường 2",
  ]

  static func state(_ titles: [String] = titles, columns: Int = 100, rows: Int = 24, isColoured: Bool = false) -> PickerState {
    var state = PickerState(
      titles.enumerated().map { TaskPicker.Choice(title: $1, isUrgent: $0 == 1) }, prompt: "Việc nào đã xong?", .vi,
      isColoured: isColoured)
    state.resize(columns: columns, rows: rows)
    return state
  }

  static func numbered(_ count: Int, rows: Int = 24) -> PickerState { state((0..<count).map { "việc \($0)" }, rows: rows) }

  /// Presses keys that leave the picker open.
  static func press(_ state: inout PickerState, _ keys: [Key]) {
    for key in keys {
      let outcome = state.press(key)
      #expect(outcome == .open, "\(key)")
    }
  }

  static func found(_ filter: String) -> [Int] {
    var state = state()
    press(&state, [.text(filter)])
    return state.matches
  }

  @Test(arguments: [
    ("", [0, 1, 2, 3, 4]), ("ke hoach", [3, 4]), ("KẾ HOẠCH", [3, 4]), ("ke\u{302}\u{301} hoa\u{323}ch", [3, 4]),
    ("kê hoạch", [3, 4]), ("kề hoạch", []), ("hoach ke", [3, 4]), ("dang", [0]), ("đăng", [0]), ("đang", [0]), ("đan", [0]),
    ("gđ", []), ("hoà giải", [2]), ("hòa giải", [2]), ("văn hóa", [0]), ("hỏa", []), ("  phong   vu ", [1]), ("t6", [0]),
    ("02/07 phường", [4]), ("noi vụ", [1]), ("quý", [4]), ("qúy", [4]), ("x y z", []),
  ])
  func aFilterFindsEveryWordWithAtLeastItsMarks(_ filter: String, _ positions: [Int]) {
    #expect(Self.found(filter) == positions)
  }

  @Test func typingNarrowsLetterByLetterAsTypingAtOnceDoes() {
    let filter = "phòng kế hoạch văn hoá 2018"
    var typed = Self.state()
    for letter in filter {
      Self.press(&typed, [letter == " " ? .space : .text(String(letter))])
      #expect(typed.matches == Self.found(typed.filter), "\(typed.filter)")
    }
    #expect(typed.filter == filter)
    while !typed.filter.isEmpty {
      Self.press(&typed, [.backspace])
      #expect(typed.matches == Self.found(typed.filter), "\(typed.filter)")
    }
  }

  @Test func aMarkThatComesLaterBelongsToItsLetter() {
    var state = Self.state()
    Self.press(&state, [.text("ke"), .text("\u{302}"), .text("\u{301}"), .space, .text("hoach")])
    #expect(state.matches == [3, 4])
    Self.press(&state, [.clear, .text("ke\u{302}\u{300}")])
    #expect(state.matches.isEmpty)
  }

  @Test func backspaceTakesAWholeCharacter() {
    for last in ["ế", "e\u{302}\u{301}", "👩🏽", "日"] {
      var state = Self.state()
      Self.press(&state, [.text("a" + last), .backspace])
      #expect(state.filter == "a")
    }
    var state = Self.state()
    Self.press(&state, [.backspace, .text("họp giao"), .space, .deleteWord])
    #expect(state.filter == "họp ")
    Self.press(&state, [.clear])
    #expect(state.filter.isEmpty && state.matches.count == 5)
  }

  @Test func whatCannotBeSeenIsNotTyped() {
    var state = Self.state()
    Self.press(&state, [.text("họp\u{202E}\u{7}\n\tgiao\u{200B}")])
    #expect(state.filter == "họp giao")
    Self.press(&state, [.text(String(repeating: "a", count: 100_000))])
    #expect(state.filter.unicodeScalars.count == 300)
  }

  @Test func enterTakesTheRowOfTheCursor() {
    var state = Self.state()
    Self.press(&state, [.down, .down, .up])
    #expect(state.press(.enter) == .taken([1]))
    Self.press(&state, [.text("hoach"), .down])
    #expect(state.press(.enter) == .taken([4]))
  }

  @Test func enterTakesNothingWhereNothingMatches() {
    var state = Self.state()
    Self.press(&state, [.text("qqq"), .enter, .tick, .down, .end, .up])
    #expect(state.current == nil && state.lines.contains { $0.contains("không có việc nào khớp") })
    Self.press(&state, [.clear])
    #expect(state.current == 0)
  }

  @Test func theTickedAreTakenInOrderWhateverTheFilterHides() {
    var state = Self.state()
    Self.press(&state, [.end, .tick, .home, .space, .text("giai"), .tick, .clear, .text("hop")])
    #expect(state.ticked == [0, 2, 4] && state.current == 1)
    #expect(state.lines.last?.hasPrefix("1/5 · đã chọn 3 · ") == true)
    #expect(state.press(.enter) == .taken([0, 2, 4]))
    Self.press(&state, [.clear, .home, .tick, .end, .tick])
    #expect(state.press(.enter) == .taken([2]))
  }

  @Test func spaceBelongsToTheFilterWhileItIsTyped() {
    var state = Self.state()
    Self.press(&state, [.space])
    #expect(state.ticked == [0] && state.filter.isEmpty && state.current == 1)
    Self.press(&state, [.text("ke"), .space, .text("hoach")])
    #expect(state.filter == "ke hoach" && state.ticked == [0])
    Self.press(&state, [.down, .space, .up, .space])
    #expect(state.ticked == [0, 3, 4])
  }

  @Test func escapeLeaves() {
    var state = Self.state()
    Self.press(&state, [.tick, .suspend])
    #expect(state.press(.leave) == .left)
  }

  @Test func theListScrollsWithTheCursor() {
    func shown(_ state: PickerState) -> [String] { state.lines.dropFirst().dropLast().map { String($0.dropFirst(4)) } }
    var state = Self.numbered(120)
    #expect(shown(state) == (0..<15).map { "việc \($0)" } && state.lines.last?.hasPrefix("120/120 · ") == true)
    Self.press(&state, Array(repeating: .down, count: 15))
    #expect(state.current == 15 && shown(state).first == "việc 1")
    Self.press(&state, [.pageDown])
    #expect(state.current == 30 && shown(state).last == "việc 30")
    Self.press(&state, [.pageUp, .pageUp, .up])
    #expect(state.current == 0 && shown(state).first == "việc 0")
    Self.press(&state, [.end, .down])
    #expect(state.current == 119 && shown(state).last == "việc 119")
    state.resize(columns: 100, rows: 8)
    #expect(shown(state) == (115..<120).map { "việc \($0)" })
    state.resize(columns: 100, rows: 40)
    #expect(shown(state) == (105..<120).map { "việc \($0)" })
    Self.press(&state, [.text("11")])
    #expect(state.current == 11 && shown(state).count == 11)
  }

  @Test func noLineIsAsWideAsTheWindow() {
    let titles = Self.titles + ["日本語の長い題名がここにあります 🎉❤️👨‍👩‍👧 dài", "a\u{7}\u{1B}[31mb", "", String(repeating: "ế", count: 300)]
    for isColoured in [false, true] {
      for columns in 1...90 {
        for filter in ["", "o", "日本語の長い題名がここにあります, một bộ lọc dài hơn cả cửa sổ"] {
          var state = Self.state(titles, columns: columns, rows: 20, isColoured: isColoured)
          Self.press(&state, [.text(filter), .tick])
          for line in state.lines {
            let width = TerminalText.width(of: Self.unpainted(line))
            #expect(width < columns, "\(columns): \(line)")
            if columns > 1, line.hasSuffix("…") { #expect(width >= columns - 3, "\(columns): \(line)") }
          }
        }
      }
    }
  }

  @Test func noWindowIsTooLow() {
    for rows in 1...30 {
      var state = Self.numbered(50, rows: rows)
      #expect(state.lines.count == min(rows, max(3, rows - 1), 17), "\(rows)")
      Self.press(&state, [.down, .end, .pageUp])
      if rows > 1 { #expect(state.lines.contains { $0.hasPrefix("> ") }, "\(rows)") }
    }
    var state = Self.state()
    state.resize(columns: 0, rows: 0)
    #expect(state.lines.count == 7)
  }

  @Test func aLongFilterShowsItsEnd() {
    var state = Self.state(columns: 30)
    Self.press(&state, [.text("một bộ lọc dài hơn cả cửa sổ")])
    #expect(state.lines[0].hasPrefix("Việc nào đã x… …") && state.lines[0].hasSuffix("cửa sổ"), "\(state.lines[0])")
  }

  @Test func textIsCutBetweenCharacters() {
    #expect(PickerState.cut("việc", to: 4) == "việc" && PickerState.cut("việc", to: 3) == "vi…")
    #expect(PickerState.cut("vie\u{323}\u{302}c làm", to: 4) == "vie\u{323}\u{302}…")
    #expect(PickerState.cut("日本語", to: 5) == "日本…" && PickerState.cut("日本語", to: 4) == "日…")
    #expect(PickerState.cut("👩🏽a", to: 3) == "…" && PickerState.cut("ab", to: 1) == "…" && PickerState.cut("a", to: 0) == "")
  }

  @Test func theLateAreRedWhereThereAreColours() {
    let coloured = Self.state(isColoured: true).lines
    #expect(coloured[1].hasPrefix("\u{1B}[1m> ") && coloured[2].hasPrefix("\u{1B}[31m  ") && coloured[3].hasPrefix("    A5SB"))
    #expect(coloured.map(Self.unpainted) == Self.state().lines)
    #expect(Self.state().lines.allSatisfy { !$0.contains("\u{1B}") })
  }

  @Test func theKeysAreNamedInTheLanguage() {
    #expect(Self.state().lines.last == "5/5 · gõ để lọc · ↑↓ di chuyển · Tab chọn nhiều · Enter lấy · Esc thôi")
    #expect(Self.state(columns: 40).lines.last == "5/5 · Enter lấy · Esc thôi")
    var state = PickerState([TaskPicker.Choice(title: "a", isUrgent: false)], prompt: "Which?", .en, isColoured: false)
    Self.press(&state, [.tick])
    #expect(state.lines.last == "1/1 · 1 ticked · type to filter · ↑↓ move · Tab tick · Enter take · Esc leave")
  }

  @Test func tenThousandChoicesAreFilteredAtOnce() {
    var state = Self.state(
      (0..<10_000).map { "A\($0)  tháng \($0 % 12 + 1)  Họp giao ban báo chí lần thứ \($0)  Phường \($0 % 90)" })
    let start = ContinuousClock.now
    Self.press(&state, "giao bán".map { $0 == " " ? .space : .text(String($0)) } + Array(repeating: .backspace, count: 8))
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(state.matches.count == 10_000)
  }

  /// The line without its colours.
  static func unpainted(_ line: String) -> String {
    line.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated()
      .map { $0 == 0 ? String($1) : String($1.drop { $0 != "m" }.dropFirst()) }.joined()
  }
}

/// Bytes of a terminal turned into keys.
@Suite struct KeyReaderTests {
  static func keys(_ chunks: [UInt8]...) -> [PickerState.Key] {
    var reader = KeyReader()
    return chunks.flatMap { reader.keys($0) }
  }

  static func keys(_ text: String) -> [PickerState.Key] { keys(Array(text.utf8)) }

  @Test(
    arguments: [
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;5B", .down), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
      ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\r", .enter), ("\n", .enter),
      ("\u{1B}OM", .enter), ("\t", .tick), (" ", .space), ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{15}", .clear),
      ("\u{17}", .deleteWord), ("\u{3}", .leave), ("\u{4}", .leave), ("\u{1A}", .suspend), ("ế", .text("ế")),
    ] as [(String, PickerState.Key)])
  func oneKey(_ text: String, _ key: PickerState.Key) { #expect(Self.keys(text) == [key]) }

  @Test(arguments: [
    "\u{1B}[3~", "\u{1B}[15~", "\u{1B}[[A", "\u{1B}[M", "\u{1B}OP", "\u{1B}[?1;2c", "\u{1B}[1;2;3;4$y", "\u{1B}x",
    "\u{1B}[200~\u{1B}[201~", "\u{1}", "\u{1C}", "\u{0}", "\u{1B}[99999999999999999999~", "\u{1B}[Z", "\u{1B}[I", "\u{1B}[~",
  ])
  func whatIsNotKnownIsNothing(_ text: String) { #expect(Self.keys(text + "a") == [.text("a")]) }

  @Test func everySplitGivesTheSameKeys() {
    let bytes = Array("họp 日👩🏽\u{1B}[A\u{1B}OB\u{1B}[6~ e\u{323}\u{1B}[200~dán\r\nvào đây\u{1B}[201~\r".utf8)
    let whole = Self.joined(Self.keys(bytes))
    #expect(
      whole == [
        .text("họp"), .space, .text("日👩🏽"), .up, .down, .pageDown, .space, .text("e\u{323}dánvào đây"), .enter,
      ])
    for place in bytes.indices {
      #expect(Self.joined(Self.keys(Array(bytes[..<place]), Array(bytes[place...]))) == whole, "\(place)")
    }
    var reader = KeyReader()
    #expect(Self.joined(bytes.flatMap { reader.keys([$0]) }) == whole)
  }

  /// Keys with texts that follow one another put together.
  static func joined(_ keys: [PickerState.Key]) -> [PickerState.Key] {
    keys.reduce(into: []) { result, key in
      if case .text(let text) = key, case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + text)
      } else {
        result.append(key)
      }
    }
  }

  @Test func bytesThatAreNoTextAreDropped() {
    #expect(Self.keys([0xFF, 0x61, 0xC0, 0x80, 0xE1, 0xBA, 0x62, 0xED, 0xA0, 0x80, 0xF5]) == [.text("ab")])
    #expect(Self.keys([0xE1, 0xBA], [0x0D]) == [.enter])
  }

  @Test func aLoneEscapeLeavesWhenNothingFollows() {
    var reader = KeyReader()
    #expect(reader.keys([0x1B]).isEmpty && reader.isInDoubt)
    #expect(reader.settle() == [.leave] && !reader.isInDoubt)
    #expect(reader.keys([0x1B]).isEmpty && reader.keys(Array("[B".utf8)) == [.down] && !reader.isInDoubt)
    #expect(reader.keys(Array("\u{1B}[".utf8)).isEmpty && !reader.isInDoubt && reader.settle().isEmpty)
    #expect(reader.keys(Array("B".utf8)) == [.down])
    #expect(Self.keys("\u{1B}\u{1B}") == [.leave])
  }

  @Test func whatIsPastedPressesNothing() {
    #expect(Self.keys("\u{1B}[200~a b\r\n\u{7F}\u{1A}\u{1B}[A\u{1B}\tc\u{1B}[201~\u{7F}") == [.text("a b\tc"), .backspace])
    #expect(Self.keys("\u{1B}[200~a\u{3}\r") == [.text("a"), .leave, .enter])
  }
}
