/// How much room a text takes in print, near enough: letters of Times in parts of their size, a little more rather than less.
enum FittedText {
  /// The width of a text at a size.
  static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) } * size
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "t", "f", "r", "I", "!", "'", "(", ")", "[", "]", ",", ".", ":", ";", "|", "/", " ", "í", "ì", "ỉ", "ĩ",
      "ị":
      return 0.34
    case "m", "w", "M", "W", "@", "%", "—", "…": return 1
    case "a"..."z", "0"..."9", "-", "–", "“", "”", "\"": return 0.5
    case "A"..."Z": return 0.74
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    case .uppercaseLetter: return 0.8
    default: return scalar.value < 0x1100 || (0x1E00...0x1FFF).contains(scalar.value) ? 0.52 : 1.1
    }
  }

  /// The text, cut where it would be wider.
  static func cut(_ text: String, _ room: Double, size: Double) -> String {
    guard width(text, size: size) > room else { return text }
    var result = ""
    var taken = size
    for character in text {
      let next = width(String(character), size: size)
      if taken + next > room { break }
      taken += next
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// The text over at most `limit` lines, the last of them cut where there is more.
  static func lines(_ text: String, _ room: Double, size: Double, limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    while let word = words.first {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if line.isEmpty || width(longer, size: size) <= room {
        line = longer
        words.removeFirst()
        continue
      }
      if lines.count == limit - 1 { break }
      lines.append(cut(line, room, size: size))
      line = ""
    }
    if !words.isEmpty { line += " " + words.joined(separator: " ") }
    return lines + [cut(line, room, size: size)]
  }
}

/// Rows of a drawing on sheets of A4 across: how many stand on one, and how high they are.
struct PageRows {
  /// The width of every drawing: what 262 mm, A4 across without its margins, are on a screen.
  static let width = 990.0
  /// The height that is left on a sheet beside a heading and a remark.
  private static let room = 525.0
  private static let leastHeight = 11.0

  /// The rows of each drawing, as even as can be.
  let pages: [Range<Int>]
  /// The height of a row.
  let height: Double
  /// The size of its letters.
  var size: Double { min(11.5, height * 0.72) }

  /// Parts `count` rows; `besides` is what else a drawing holds above and below them.
  init(_ count: Int, besides: Double) {
    let most = Int((Self.room - besides) / Self.leastHeight)
    let number = max(1, (count + most - 1) / most)
    let each = (count + number - 1) / number
    pages = (0..<number).map { min($0 * each, count)..<min(($0 + 1) * each, count) }
    height = min(20, max(Self.leastHeight, (Self.room - besides) / Double(max(each, 1))))
  }
}
