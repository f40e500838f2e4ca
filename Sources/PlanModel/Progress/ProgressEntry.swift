/// One line of the log of progress: who recorded what of a task, when; never changed once it is written.
public struct ProgressEntry: Sendable, Hashable {
  /// The entry's own id, a UUID in small letters.
  public var entry: String
  /// The id of the task when this was recorded.
  public var task: String
  /// The task's nominal day when this was recorded; nil for work without one.
  public var nominal: CivilDate?
  /// What was recorded.
  public var action: ProgressAction
  /// The day it happened.
  public var on: CivilDate
  /// The moment it was recorded.
  public var at: LogStamp
  /// Who says so.
  public var by: String?
  /// A remark: what is difficult, why it is cancelled or returned.
  public var note: String?
  /// What proves it: texts, addresses, and files as `name sha256:…`.
  public var evidence: [String]
  /// How much was delivered.
  public var quantity: Int?
  /// The new deadline, where it was extended.
  public var until: CivilDate?
  /// The document that extends, cancels or the like.
  public var document: String?

  /// Makes an entry.
  public init(
    entry: String, task: String, nominal: CivilDate?, action: ProgressAction, on: CivilDate, at: LogStamp, by: String? = nil,
    note: String? = nil, evidence: [String] = [], quantity: Int? = nil, until: CivilDate? = nil, document: String? = nil
  ) {
    self.entry = entry
    self.task = task
    self.nominal = nominal
    self.action = action
    self.on = on
    self.at = at
    self.by = by
    self.note = note
    self.evidence = evidence
    self.quantity = quantity
    self.until = until
    self.document = document
  }

  /// The entry as one line of JSON, as `plan log --export` gives it, without a line end.
  public var json: [UInt8] {
    var json = JSONText()
    json.object { json in
      func text(_ key: String, _ value: String?) {
        json.key(key)
        json.string(value)
      }
      text("entry", entry)
      text("task", task)
      text("nominal", nominal?.description)
      text("as", action.rawValue)
      text("on", on.description)
      text("at", at.text)
      text("by", by)
      text("note", note)
      json.key("evidence")
      json.strings(evidence)
      json.key("quantity")
      json.number(quantity)
      text("until", until?.description)
      text("document", document)
    }
    return json.bytes
  }

  /// A checksum of all the entry says: its members in the order of its line, hashed as ids of tasks are.
  public var sum: Int64 {
    var sum = EntrySum()
    sum.add(entry)
    sum.add(task)
    sum.add(nominal)
    sum.add(action.rawValue)
    sum.add(on)
    sum.add(number: at.microseconds)
    sum.add(by)
    sum.add(note)
    for one in evidence { sum.add(one) }
    sum.add(number: evidence.count)
    sum.add(number: quantity ?? -1)
    sum.add(until)
    sum.add(document)
    return sum.value
  }

  /// The id of the plan that the task belongs to.
  public var plan: Substring { task.prefix { $0 != "/" } }

  /// Orders entries of one task: by the moment they were recorded, then by id, so that merged logs agree.
  public static func precedes(_ one: ProgressEntry, _ other: ProgressEntry) -> Bool {
    one.at == other.at ? one.entry.utf8.lexicographicallyPrecedes(other.entry.utf8) : one.at < other.at
  }

  /// Whether a text is a UUID in small letters.
  public static func isEntryID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index)
        ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
  }
}

/// The checksum of an entry on its way: 64-bit FNV-1a, finished with SplitMix64's mixer; each member ends where no text can.
private struct EntrySum {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  private mutating func add(byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  mutating func add(_ text: String?) {
    // No byte of UTF-8 is 0xFE or 0xFF.
    guard var text else { return add(byte: 0xFE) }
    text.withUTF8 { bytes in for byte in bytes { add(byte: byte) } }
    add(byte: 0xFF)
  }

  mutating func add(number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<8 {
      add(byte: UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func add(_ day: CivilDate?) { add(number: day.map { Int($0.dayNumber) } ?? -1) }

  var value: Int64 {
    var mixed = hash
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int64(bitPattern: mixed ^ (mixed >> 31))
  }
}
