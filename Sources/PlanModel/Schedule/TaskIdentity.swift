/// The id of a task and the short reference people type, as the format fixes them.
public enum TaskIdentity {
  /// 64-bit FNV-1a of the bytes, finished with SplitMix64's mixer.
  public static func hash(_ id: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }

  /// The hash in Crockford base 32: 13 digits, the highest first.
  public static func digits(_ hash: UInt64) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    let bytes = (0..<13).map { alphabet[Int((hash >> UInt64(60 - 5 * $0)) & 31)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The shortest unique references of all tasks of a plan.
public struct TaskReferences: Sendable {
  private let sorted: [UInt64]

  /// Makes the references of a schedule.
  public init(_ schedule: Schedule) {
    var hashes: [UInt64] = []
    hashes.reserveCapacity(schedule.count)
    schedule.forEachTask { hashes.append(TaskIdentity.hash(schedule.id(at: $0).utf8)) }
    sorted = hashes.sorted()
  }

  /// The reference of a task id: the shortest prefix, of 4 digits or more, that no other task of the plan shares.
  public subscript(id: String) -> String {
    let hash = TaskIdentity.hash(id.utf8)
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < hash { low = middle + 1 } else { high = middle }
    }
    var length = 4
    if low > 0 { length = max(length, Self.shared(sorted[low - 1], hash) + 1) }
    if low + 1 < sorted.count { length = max(length, Self.shared(sorted[low + 1], hash) + 1) }
    return String(TaskIdentity.digits(hash).prefix(min(length, 13)))
  }

  /// How many leading digits two hashes share.
  private static func shared(_ one: UInt64, _ other: UInt64) -> Int {
    let difference = one ^ other
    guard difference != 0 else { return 13 }
    // The first digit holds the top four bits, each following five.
    let zeros = difference.leadingZeroBitCount
    return zeros < 4 ? 0 : (zeros - 4) / 5 + 1
  }
}
