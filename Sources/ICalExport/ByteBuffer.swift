import Glibc

/// A run of bytes that grows and is used again: what is written for a million tasks goes through a few of these.
///
/// `[UInt8]` would do the same at several times the cost, because each small append asks whether the storage is shared.
struct ByteBuffer: ~Copyable {
  /// The first byte.
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The number of bytes written.
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 1 << 12) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The bytes written so far; valid until the next write.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The bytes of a range; valid until the next write.
  func bytes(_ range: ByteRange) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + Int(range.start), count: Int(range.count))
  }

  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    wider.update(from: base, count: count)
    base.deallocate()
    base = wider
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    memcpy(base + count, start, length)
    count += length
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    append(start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  @inline(__always)
  mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

  // With a name of its own, because a literal would rather be a String than a StaticString.
  mutating func append(string text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends a number in digits.
  mutating func append(decimal number: Int) {
    guard number >= 10 else {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
      return
    }
    append(string: String(number))
  }

  /// Puts bytes in the place of as many that were written before.
  @inline(__always)
  mutating func overwrite(at index: Int, with bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    memcpy(base + index, start, bytes.count)
  }

  /// Forgets what was written, and keeps the room.
  mutating func removeAll() { count = 0 }

  /// Forgets what was written after the first `length` bytes.
  mutating func truncate(to length: Int) { count = min(count, length) }

  /// What was appended since `start`, as a range.
  func range(from start: Int) -> ByteRange { ByteRange(start: UInt32(start), count: UInt32(count - start)) }

  /// The bytes as an array.
  var array: [UInt8] { Array(bytes) }
}

/// Where some bytes stand in a ``ByteBuffer``.
struct ByteRange: Sendable {
  static let empty = ByteRange(start: 0, count: 0)
  let start: UInt32
  let count: UInt32
}

extension UnsafeRawBufferPointer {
  /// A 64-bit hash of the bytes, the same within one run of the program and meant for nothing else.
  ///
  /// Sixteen bytes a step: two words are mixed with the state and multiplied to 128 bits, whose halves are folded together.
  var hash64: UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    @inline(__always)
    func mix(_ one: UInt64, _ two: UInt64) {
      let product = (one ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: two ^ state)
      state = product.high ^ product.low
    }
    while index + 16 <= count {
      mix(
        loadUnaligned(fromByteOffset: index, as: UInt64.self), loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
      index += 16
    }
    if index < count {
      var rest: (UInt64, UInt64) = (0, 0)
      let left = count - index
      withUnsafeMutableBytes(of: &rest) { memcpy($0.baseAddress!, baseAddress! + index, left) }
      mix(rest.0, rest.1)
    }
    mix(0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
    return state
  }

  /// Where a byte stands next at or after an index; `count` where it does not.
  @inline(__always)
  func index(of byte: UInt8, from index: Int) -> Int {
    guard index < count, let start = baseAddress, let found = memchr(start + index, Int32(byte), count - index) else {
      return count
    }
    return UnsafeRawPointer(found) - start
  }

  /// Whether a literal stands at an index.
  @inline(__always)
  func hasText(_ text: StaticString, at index: Int) -> Bool {
    guard let start = baseAddress, index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
    return memcmp(start + index, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Whether the bytes of a range are the same as others.
  @inline(__always)
  func isSame(_ range: Range<Int>, as other: UnsafeRawBufferPointer) -> Bool {
    guard range.count == other.count else { return false }
    guard range.count > 0, let one = baseAddress, let two = other.baseAddress else { return true }
    return memcmp(one + range.lowerBound, two, range.count) == 0
  }

  /// Whether bytes stand at an index.
  func hasPrefix(_ other: UnsafeRawBufferPointer, at index: Int) -> Bool {
    index + other.count <= count && isSame(index..<index + other.count, as: other)
  }

  func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }
}

/// The order of two runs of bytes, as `memcmp` gives it, shorter before longer.
func byteOrder(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
  let length = min(one.count, other.count)
  if length > 0, let left = one.baseAddress, let right = other.baseAddress {
    let order = Int(memcmp(left, right, length))
    if order != 0 { return order }
  }
  return one.count - other.count
}
