import CQREncode

/// A text as a QR code (ISO/IEC 18004), a seventh of which may be spoilt on paper and still be read (level M).
struct QRCode {
  /// The modules of a side, without the quiet zone.
  let size: Int
  /// The modules that stay light on every side; the standard asks for four.
  static let quietZone = 4
  /// A byte for each module, row by row from the top; its lowest bit is set where the module is dark.
  private let modules: [UInt8]

  private static let library = Result { () throws(MissingLibrary) -> QRFunctions in
    try SystemLibrary(name: "libqrencode", versions: ["4"]).functions(QRFunctionNames())
  }

  /// The library that draws the codes, where it is missing: there are none then.
  static var missingLibrary: MissingLibrary? {
    if case .failure(let missing) = library { missing } else { nil }
  }

  /// Makes the code of a text; nil where it is empty or longer than the largest code holds (2,331 bytes), and where the library is
  /// missing.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 2331, case .success(let library) = Self.library,
      let code = library.QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
    else { return nil }
    defer { library.QRcode_free(code) }
    size = Int(code.pointee.width)
    modules = Array(UnsafeBufferPointer(start: code.pointee.data, count: size * size))
  }

  /// Whether a module is dark.
  func isDark(row: Int, column: Int) -> Bool { modules[row * size + column] & 1 != 0 }

  /// The code with its quiet zone as a Windows bitmap: a dot for each module, a bit for each dot.
  var bitmap: [UInt8] {
    let side = size + 2 * Self.quietZone
    // Rows are whole words.
    let rowLength = (side + 31) / 32 * 4
    let headLength = 32
    var file = Array("BM".utf8)
    func append(_ number: Int, _ count: Int) {
      for index in 0..<count { file.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
    append(headLength + rowLength * side, 4)
    append(0, 4)
    append(headLength, 4)
    // BITMAPCOREHEADER, the shortest: its length, width, height, planes, bits of a dot; then white and black.
    append(12, 4)
    append(side, 2)
    append(side, 2)
    append(1, 2)
    append(1, 2)
    append(0xFF_FFFF, 3)
    append(0, 3)
    let body = file.count
    file += [UInt8](repeating: 0, count: rowLength * side)
    for row in 0..<size {
      // The lowest row comes first.
      let start = body + (side - 1 - row - Self.quietZone) * rowLength
      for column in 0..<size where isDark(row: row, column: column) {
        let dot = column + Self.quietZone
        file[start + dot >> 3] |= 0x80 >> UInt8(dot & 7)
      }
    }
    return file
  }
}

/// Bytes as base64 (RFC 4648 4).
struct Base64Text {
  let text: String

  init(_ bytes: [UInt8]) {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let given = min(3, bytes.count - start)
      var group = 0
      for index in 0..<3 { group = group << 8 | (index < given ? Int(bytes[start + index]) : 0) }
      for index in 0..<4 { result.append(index <= given ? letters[group >> (18 - 6 * index) & 63] : UInt8(ascii: "=")) }
    }
    text = String(decoding: result, as: UTF8.self)
  }
}
