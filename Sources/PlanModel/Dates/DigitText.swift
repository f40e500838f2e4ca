/// Numbers and signs as one text, made at once.
///
/// Every task has several such texts, and a text for each number would cost ten times as much.
enum DigitText {
  /// Three numbers, each with so many digits, and the signs between them.
  static func of(
    _ first: Int, _ firstDigits: Int, _ sign: Unicode.Scalar, _ second: Int, _ secondDigits: Int, _ otherSign: Unicode.Scalar,
    _ third: Int, _ thirdDigits: Int
  ) -> String {
    String(unsafeUninitializedCapacity: firstDigits + secondDigits + thirdDigits + 2) { bytes in
      var count = 0
      put(first, firstDigits, bytes, &count)
      put(sign, bytes, &count)
      put(second, secondDigits, bytes, &count)
      put(otherSign, bytes, &count)
      put(third, thirdDigits, bytes, &count)
      return count
    }
  }

  /// Two numbers, each with so many digits, and the text between them, of two signs at most.
  static func of(
    _ first: Int, _ firstDigits: Int, _ sign: Unicode.Scalar, _ letter: Unicode.Scalar?, _ second: Int, _ secondDigits: Int
  ) -> String {
    String(unsafeUninitializedCapacity: firstDigits + secondDigits + 2) { bytes in
      var count = 0
      put(first, firstDigits, bytes, &count)
      put(sign, bytes, &count)
      if let letter { put(letter, bytes, &count) }
      put(second, secondDigits, bytes, &count)
      return count
    }
  }

  private static func put(_ number: Int, _ digits: Int, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    var rest = number
    for index in stride(from: count + digits - 1, through: count, by: -1) {
      bytes[index] = UInt8(0x30 + rest % 10)
      rest /= 10
    }
    count += digits
  }

  private static func put(_ sign: Unicode.Scalar, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    bytes[count] = UInt8(truncatingIfNeeded: sign.value)
    count += 1
  }
}

/// A number below 100 with two digits.
func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
