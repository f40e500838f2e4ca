import Foundation
import PlanModel

/// Reads a log as lines of JSON, each line an entry.
public enum EntryLines {
  /// Something that cannot be read.
  public struct Problem: Sendable {
    /// The line of the file.
    public let line: Int
    /// What is wrong with it.
    public let message: Message
  }

  /// The members of an entry, as they stand.
  private struct Written: Decodable {
    let entry: String
    let task: String
    let nominal: String?
    let `as`: String
    let on: String
    let at: String
    let by: String?
    let note: String?
    let evidence: [String]
    let quantity: Int?
    let until: String?
    let document: String?

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: Name.self)
      if let unknown = members.allKeys.map(\.stringValue).sorted().first(where: { !known.contains($0) }) {
        throw Unknown(member: unknown)
      }
      func text(_ name: String) throws -> String? { try members.decodeIfPresent(String.self, forKey: Name(name)) }
      entry = try members.decode(String.self, forKey: Name("entry"))
      task = try members.decode(String.self, forKey: Name("task"))
      nominal = try text("nominal")
      `as` = try members.decode(String.self, forKey: Name("as"))
      on = try members.decode(String.self, forKey: Name("on"))
      at = try members.decode(String.self, forKey: Name("at"))
      by = try text("by")
      note = try text("note")
      evidence = try members.decodeIfPresent([String].self, forKey: Name("evidence")) ?? []
      quantity = try members.decodeIfPresent(Int.self, forKey: Name("quantity"))
      until = try text("until")
      document = try text("document")
    }
  }

  /// A member that no entry has.
  private struct Unknown: Error { let member: String }

  /// Any name of a member.
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private static let known: Set<String> = [
    "entry", "task", "nominal", "as", "on", "at", "by", "note", "evidence", "quantity", "until", "document",
  ]

  /// The entries of some bytes with their lines, and what cannot be read.
  public static func read(_ bytes: [UInt8]) -> (entries: [(line: Int, entry: ProgressEntry)], problems: [Problem]) {
    var entries: [(line: Int, entry: ProgressEntry)] = []
    var problems: [Problem] = []
    let decoder = JSONDecoder()
    var lines = bytes[...]
    if lines.starts(with: [0xEF, 0xBB, 0xBF]) { lines = lines.dropFirst(3) }
    for (number, line) in lines.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
      switch entry(Data(line), decoder) {
      case .success(let entry): entries.append((number + 1, entry))
      case .failure(let reason): problems.append(Problem(line: number + 1, message: reason.message))
      }
    }
    return (entries, problems)
  }

  private struct Reason: Error { let message: Message }

  private static func entry(_ line: Data, _ decoder: JSONDecoder) -> Result<ProgressEntry, Reason> {
    func wrong(_ vi: String, _ en: String) -> Result<ProgressEntry, Reason> { .failure(Reason(message: Message(vi: vi, en: en))) }
    func wrong(_ member: String) -> Result<ProgressEntry, Reason> {
      wrong("`\(member)` không đọc được", "`\(member)` cannot be read")
    }
    let written: Written
    do {
      written = try decoder.decode(Written.self, from: line)
    } catch let unknown as Unknown {
      let name = TerminalText(unknown.member)
      return wrong("không có mục nào gọi là `\(name)`", "an entry has no member `\(name)`")
    } catch let error as DecodingError {
      switch error {
      case .keyNotFound(let key, _): return wrong("thiếu `\(key.stringValue)`", "`\(key.stringValue)` is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        guard let member = context.codingPath.first?.stringValue else {
          return wrong("không phải một dòng JSON do plan log --export ghi", "no line of JSON that plan log --export writes")
        }
        return wrong(member)
      @unknown default: return wrong("JSON")
      }
    } catch {
      return wrong("JSON")
    }
    guard ProgressEntry.isEntryID(written.entry) else { return wrong("entry") }
    guard written.task.contains("/"), written.task.utf8.count <= 512, written.task.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      return wrong("task")
    }
    guard let action = ProgressAction(rawValue: written.as) else { return wrong("as") }
    guard let on = CivilDate(written.on) else { return wrong("on") }
    guard let at = LogStamp(written.at) else { return wrong("at") }
    let nominal = written.nominal.flatMap { CivilDate($0) }
    if written.nominal != nil, nominal == nil { return wrong("nominal") }
    let until = written.until.flatMap { CivilDate($0) }
    if (written.until != nil || action == .extended), until == nil { return wrong("until") }
    if let quantity = written.quantity, quantity < 0 || quantity > MarkRequest.largestQuantity { return wrong("quantity") }
    for (name, text) in [("by", written.by), ("note", written.note), ("document", written.document)]
      + written.evidence.map({ ("evidence", $0) })
    {
      if let text, text.utf8.contains(0) || text.utf8.count > 65_536 { return wrong(name) }
    }
    return .success(
      ProgressEntry(
        entry: written.entry, task: written.task, nominal: nominal, action: action, on: on, at: at, by: written.by,
        note: written.note,
        evidence: written.evidence, quantity: written.quantity, until: until, document: written.document))
  }
}
