/// Text as a workbook takes it.
enum SpreadsheetText {
  /// The text of a cell, cut to 32,767 UTF-16 units.
  ///
  /// What looks like one of the format's codes for characters, such as `_x0041_`, is coded itself; the library codes controls.
  static func cell(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 != 0 && $0 != UInt8(ascii: "_") && $0 != 0xEF }
    if isPlain, text.utf8.count <= 32_767 { return text }
    return fit(text, to: 32_767) { text, index in
      switch text[index] {
      case "\0": "\u{FFFD}"
      case "\u{FFFE}": "_xFFFE_"
      case "\u{FFFF}": "_xFFFF_"
      case "_" where startsCode(text[index...]): "_x005F_"
      default: nil
      }
    }
  }

  /// A text of properties and notices, which know no codes, cut to `limit` UTF-16 units.
  static func label(_ text: String, limit: Int = 32_767) -> String {
    fit(text, to: limit) { text, index in
      switch text[index] {
      case "\t", "\n": nil
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: nil
      }
    }
  }

  /// Whether a text begins with `_x` and four hexadecimal digits; whether the code is ended is up to what comes after them.
  static func startsCode(_ text: Substring.UnicodeScalarView) -> Bool {
    let digits = text.prefix(6).dropFirst(2)
    return text.starts(with: "_x".unicodeScalars) && digits.count == 4 && digits.allSatisfy(\.properties.isASCIIHexDigit)
  }

  /// A text with some of its characters replaced, cut after a whole character so that it ends in … where it is too long.
  ///
  /// The limit holds for the UTF-16 units of the text, and for the code points of what is made of it: these the library counts.
  private static func fit(
    _ text: String, to limit: Int, _ replacement: (String.UnicodeScalarView, String.Index) -> String?
  ) -> String {
    var result = ""
    var units = 0
    var points = 0
    var room = 0
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      units += text.utf16.distance(from: index, to: next)
      while index < next {
        let piece = replacement(text.unicodeScalars, index) ?? String(text.unicodeScalars[index])
        result += piece
        points += piece.unicodeScalars.count
        text.unicodeScalars.formIndex(after: &index)
      }
      if max(units, points) > limit { return String(decoding: result.utf8.prefix(room), as: UTF8.self) + "…" }
      if max(units, points) < limit { room = result.utf8.count }
    }
    return result
  }
}

/// Names for the sheets of a workbook: allowed in Excel, and each only once.
struct SheetNames {
  /// The names in use, in small letters; `History` is Excel's own.
  private var taken: Set<String> = ["history"]
  /// The next number for a name that is asked for again.
  private var numbers: [String: Int] = [:]
  /// What a name has at most, in UTF-16 units.
  private static let limit = 31

  /// A name as near to `name` as possible that is not in use.
  mutating func unused(_ name: String) -> String {
    let name = Self.allowed(name)
    let key = name.lowercased()
    if taken.insert(key).inserted { return name }
    var number = numbers[key] ?? 2
    while true {
      let suffix = " (\(number))"
      let numbered = Self.prefix(name, Self.limit - suffix.utf16.count) + suffix
      number += 1
      if taken.insert(numbered.lowercased()).inserted {
        numbers[key] = number
        return numbered
      }
    }
  }

  private static func allowed(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for index in name.unicodeScalars.indices {
      let scalar = name.unicodeScalars[index]
      switch scalar {
      case "[", "]", ":", "*", "?", "/", "\\": result.append("-")
      case "_" where SpreadsheetText.startsCode(name.unicodeScalars[index...]): result.append("-")
      case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default:
        if scalar.properties.generalCategory == .control {
          result.append(" ")
        } else if !scalar.properties.isDefaultIgnorableCodePoint {
          result.append(scalar)
        }
      }
    }
    let short = prefix(trimmed(String(result)), limit)
    return short.isEmpty ? "Sheet" : short
  }

  /// The beginning of a name, as many whole characters as fit.
  private static func prefix(_ name: String, _ limit: Int) -> String {
    var end = name.startIndex
    var units = 0
    for index in name.indices {
      units += name[index].utf16.count
      if units > limit { break }
      end = name.index(after: index)
    }
    return trimmed(String(name[..<end]))
  }

  /// A name without spaces and apostrophes around it, by code points as Excel sees it.
  private static func trimmed(_ name: String) -> String {
    func isOuter(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar.properties.isWhitespace }
    var rest = name.unicodeScalars[...]
    while let first = rest.first, isOuter(first) { rest.removeFirst() }
    while let last = rest.last, isOuter(last) { rest.removeLast() }
    return String(rest)
  }
}
