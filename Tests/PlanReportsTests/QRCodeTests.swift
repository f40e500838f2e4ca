import Testing

@testable import PlanReports

/// The picture of a QR code says what it should, read by the rules of ISO/IEC 18004 alone.
@Suite struct QRCodeTests {
  static let address = "https://example.org/a/#plan.phuong-1"

  @Test func thePictureReadsBack() throws {
    let picture = try Bitmap(try #require(QRCode(Self.address)).bitmap)
    // Version 3: 29 modules, and 4 light ones on every side.
    try #require(picture.width == 37 && picture.height == 37)
    for index in 0..<37 {
      for edge in [0, 1, 2, 3, 33, 34, 35, 36] { #expect(!picture.isDark(edge, index) && !picture.isDark(index, edge)) }
    }
    let isDark = { (row: Int, column: Int) in picture.isDark(row + 4, column + 4) }
    for (top, left) in [(0, 0), (0, 22), (22, 0)] {
      for row in 0..<7 {
        for column in 0..<7 {
          #expect(isDark(top + row, left + column) == (max(abs(row - 3), abs(column - 3)) != 2))
        }
      }
    }
    // Level M is 00 of the format's first two bits, which are stored flipped by 10.
    let format = (0..<5).reduce(0) { $0 << 1 | (isDark(8, $1) ? 1 : 0) } ^ 0b10101
    #expect(format >> 3 == 0)
    #expect(Self.text(isDark, mask: format & 7) == Self.address)
  }

  @Test func textsThatDoNotFitHaveNoCode() {
    #expect(QRCode("") == nil)
    #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
    #expect(QRCode(String(repeating: "a", count: 2331))?.size == 177)
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")])
  func base64IsThatOfTheStandard(_ text: String, _ encoded: String) {
    #expect(Base64Text(Array(text.utf8)).text == encoded)
  }

  /// The text of a code of version 3, whose codewords are all of one block.
  private static func text(_ isDark: (Int, Int) -> Bool, mask: Int) -> String {
    var bits: [Int] = []
    var isUpwards = true
    for right in stride(from: 28, to: 0, by: -2) {
      // The column of the timing pattern is passed over.
      let right = right <= 6 ? right - 1 : right
      for step in 0..<29 {
        let row = isUpwards ? 28 - step : step
        for column in [right, right - 1] where !isFixed(row, column) {
          bits.append((isDark(row, column) ? 1 : 0) ^ (isFlipped(row, column, mask) ? 1 : 0))
        }
      }
      isUpwards.toggle()
    }
    func number(_ start: Int, _ count: Int) -> Int { bits[start..<start + count].reduce(0) { $0 << 1 | $1 } }
    // Four bits say that bytes follow, eight how many.
    guard number(0, 4) == 0b0100 else { return "" }
    return String(decoding: (0..<number(4, 8)).map { UInt8(number(12 + 8 * $0, 8)) }, as: UTF8.self)
  }

  private static func isFixed(_ row: Int, _ column: Int) -> Bool {
    row == 6 || column == 6 || row < 9 && column < 9 || row < 9 && column > 20 || row > 20 && column < 9
      || (20...24).contains(row) && (20...24).contains(column)
  }

  private static func isFlipped(_ row: Int, _ column: Int, _ mask: Int) -> Bool {
    switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: row * column % 2 + row * column % 3 == 0
    case 6: (row * column % 2 + row * column % 3) % 2 == 0
    default: ((row + column) % 2 + row * column % 3) % 2 == 0
    }
  }
}

/// A bitmap of two colours, read by its head.
private struct Bitmap {
  let width: Int
  let height: Int
  private let bytes: [UInt8]
  private let start: Int

  init(_ bytes: [UInt8]) throws {
    func number(_ start: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) } }
    try #require(bytes.starts(with: "BM".utf8) && number(2, 4) == bytes.count && number(14, 4) == 12)
    try #require(number(22, 2) == 1 && number(24, 2) == 1)
    try #require(Array(bytes[26..<32]) == [255, 255, 255, 0, 0, 0])
    (width, height, start) = (number(18, 2), number(20, 2), number(10, 4))
    try #require(bytes.count == start + (width + 31) / 32 * 4 * height)
    self.bytes = bytes
  }

  func isDark(_ row: Int, _ column: Int) -> Bool {
    bytes[start + (height - 1 - row) * ((width + 31) / 32 * 4) + column / 8] & (0x80 >> UInt8(column % 8)) != 0
  }
}
