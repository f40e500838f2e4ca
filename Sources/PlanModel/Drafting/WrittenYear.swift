/// A year as it stands in a text, with what stands around it.
struct WrittenYear {
  /// What the number belongs to.
  enum Kind: Equatable {
    /// It stands for itself: `năm 2018`.
    case alone
    /// It is one end of a stretch: `2018-2020`; the other end.
    case ofStretch(Int)
    /// It ends or begins a date: `16/04/2018`, `tháng 5/2018`.
    case dated
    /// It is part of a number or a name: `61/2018/NĐ-CP`, `số 2018`.
    case ofNumber
  }

  /// The four digits, as bytes of the file.
  let range: Range<Int>
  let year: Int
  let kind: Kind

  /// The years that a stretch of a file names.
  static func all(in bytes: [UInt8], _ stretch: Range<Int>) -> [WrittenYear] {
    var found: [WrittenYear] = []
    var index = stretch.lowerBound
    while index < stretch.upperBound {
      guard isDigit(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < stretch.upperBound, isDigit(bytes[index]) { index += 1 }
      guard let year = year(bytes[start..<index]) else { continue }
      let text = Surroundings(bytes: bytes[stretch])
      found.append(WrittenYear(range: start..<index, year: year, kind: text.kind(of: start..<index)))
    }
    return found
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The year that four digits are; nil for fewer or more of them, or where no calendar reaches.
  static func year(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.count == 4, digits.allSatisfy(isDigit) else { return nil }
    let year = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (1970...2199).contains(year) ? year : nil
  }
}

/// The bytes around a year.
private struct Surroundings {
  let bytes: ArraySlice<UInt8>

  private enum Neighbour { case gap, letter, slash, dash, point }

  func kind(of year: Range<Int>) -> WrittenYear.Kind {
    let (before, after) = (before(year.lowerBound), after(year.upperBound))
    if before == .letter || after == .letter { return .ofNumber }
    if before == .slash { return after == .slash || after == .dash ? .ofNumber : .dated }
    if after == .slash || after == .point { return .ofNumber }
    if before == .point { return .dated }
    if after == .dash, isDayAndMonth(year.upperBound) { return .dated }
    if let other = yearAfter(year.upperBound) ?? yearBefore(year.lowerBound) { return .ofStretch(other) }
    if before == .dash { return isMonthBefore(year.lowerBound) ? .dated : .ofNumber }
    if after == .dash { return .ofNumber }
    return isCalledNumber(year.lowerBound) ? .ofNumber : .alone
  }

  // MARK: What touches it

  private func before(_ index: Int) -> Neighbour {
    guard index > bytes.startIndex else { return .gap }
    let byte = bytes[index - 1]
    guard byte >= 0x80 else {
      if byte == UInt8(ascii: ".") { return index - 1 > bytes.startIndex && isDigit(index - 2) ? .point : .gap }
      return ascii(byte)
    }
    // A no-break space; dashes and quotes of U+2010 to U+203F; else a letter.
    if byte == 0xA0, index - 1 > bytes.startIndex, bytes[index - 2] == 0xC2 { return .gap }
    guard index - 3 >= bytes.startIndex, bytes[index - 3] == 0xE2, bytes[index - 2] == 0x80 else { return .letter }
    return (0x90...0x95).contains(byte) ? .dash : .gap
  }

  private func after(_ index: Int) -> Neighbour {
    guard index < bytes.endIndex else { return .gap }
    let byte = bytes[index]
    guard byte >= 0x80 else {
      if byte == UInt8(ascii: ".") { return isDigit(index + 1) ? .point : .gap }
      return ascii(byte)
    }
    if byte == 0xC2, index + 1 < bytes.endIndex, bytes[index + 1] == 0xA0 { return .gap }
    guard byte == 0xE2, index + 2 < bytes.endIndex, bytes[index + 1] == 0x80 else { return .letter }
    return (0x90...0x95).contains(bytes[index + 2]) ? .dash : .gap
  }

  private func ascii(_ byte: UInt8) -> Neighbour {
    switch byte {
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "-"): .dash
    case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): .letter
    default: .gap
    }
  }

  private func isDigit(_ index: Int) -> Bool { bytes.indices.contains(index) && WrittenYear.isDigit(bytes[index]) }

  // MARK: What belongs to it

  /// Whether `-05-15` follows.
  private func isDayAndMonth(_ index: Int) -> Bool {
    isDigit(index + 1) && isDigit(index + 2) && index + 3 < bytes.endIndex && bytes[index + 3] == UInt8(ascii: "-")
      && isDigit(index + 4) && isDigit(index + 5)
  }

  /// Whether `04-` goes before.
  private func isMonthBefore(_ index: Int) -> Bool { isDigit(index - 2) && isDigit(index - 3) && !isDigit(index - 4) }

  /// The other end of a stretch that begins here: `-2020`, ` – 2020`.
  private func yearAfter(_ index: Int) -> Int? {
    var index = skipped(index, by: 1)
    guard after(index) == .dash else { return nil }
    index = skipped(index + (bytes[index] == UInt8(ascii: "-") ? 1 : 3), by: 1)
    guard index + 4 <= bytes.endIndex, !isDigit(index + 4) else { return nil }
    return WrittenYear.year(bytes[index..<index + 4])
  }

  private func yearBefore(_ index: Int) -> Int? {
    var index = skipped(index, by: -1)
    guard before(index) == .dash else { return nil }
    index = skipped(index - (bytes[index - 1] == UInt8(ascii: "-") ? 1 : 3), by: -1)
    guard index - 4 >= bytes.startIndex, !isDigit(index - 5) else { return nil }
    return WrittenYear.year(bytes[index - 4..<index])
  }

  /// The place beyond spaces.
  private func skipped(_ index: Int, by step: Int) -> Int {
    var index = index
    if step > 0 {
      while index < bytes.endIndex, bytes[index] == 0x20 { index += 1 }
    } else {
      while index > bytes.startIndex, bytes[index - 1] == 0x20 { index -= 1 }
    }
    return index
  }

  /// Whether `số` goes before.
  private func isCalledNumber(_ index: Int) -> Bool {
    let end = skipped(index, by: -1)
    guard end < index, end - 4 >= bytes.startIndex else { return false }
    // `s` or `S`, then `ố` composed.
    return bytes[end - 4] | 0x20 == UInt8(ascii: "s") && bytes[end - 3..<end].elementsEqual([0xE1, 0xBB, 0x91])
  }
}
