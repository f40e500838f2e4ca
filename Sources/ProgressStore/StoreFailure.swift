import GRDB
import PlanModel

/// Why a store of progress cannot be read or written.
public struct StoreFailure: Error, Sendable {
  /// What kind of failure it is.
  public enum Kind: Sendable, Hashable {
    /// Somebody else holds the store.
    case busy
    /// It is damaged.
    case damaged
    /// It cannot be opened, read or written, or is no store that this program may use.
    case cannot
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// The reason, with what to do.
  public let message: Message

  init(_ kind: Kind = .cannot, _ message: Message) {
    self.kind = kind
    self.message = message
  }

  static let damaged = StoreFailure(
    .damaged,
    Message(
      vi:
        "kho tiến độ bị hỏng, nên không tính và không ghi gì; những gì còn đọc được: plan log TỆP --export -; hãy khôi phục từ bản sao, rồi nhập lại: plan log TỆP --import",
      en:
        "the store of progress is damaged, so nothing is counted or written; what can still be read: plan log FILE --export -; restore a copy, then merge: plan log FILE --import"
    ))

  static let foreign = StoreFailure(
    Message(
      vi: "tệp này không phải kho tiến độ của plan; hãy chỉ tệp khác bằng --store",
      en: "this is no store of progress of plan; name another file with --store"))

  static let newer = StoreFailure(
    Message(
      vi: "kho tiến độ do bản plan mới hơn ghi; hãy cập nhật plan",
      en: "the store of progress was written by a newer plan; update plan"))

  static let noPlainFile = StoreFailure(
    Message(vi: "không phải là tệp thường; hãy chỉ tệp khác bằng --store", en: "it is no plain file; name another with --store"))

  private init(_ message: Message) { self.init(.cannot, message) }

  static func network(_ name: String) -> StoreFailure {
    StoreFailure(
      Message(
        vi:
          "kho tiến độ nằm trên ổ mạng (\(name)), ở đó khóa tệp không đáng tin và dữ liệu có thể mất; hãy để kho trên đĩa của máy: --store ĐƯỜNG-DẪN",
        en:
          "the store of progress lies on a network file system (\(name)), where locks cannot be trusted and data gets lost; keep it on a disk of this machine: --store PATH"
      ))
  }

  /// What an error of SQLite means; `reading` tells whether the store was only read.
  static func of(_ error: any Error, reading: Bool) -> StoreFailure {
    if let failure = error as? StoreFailure { return failure }
    guard let error = error as? DatabaseError else { return StoreFailure(Message(vi: "\(error)", en: "\(error)")) }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return StoreFailure(
        .busy,
        Message(
          vi: "người khác đang giữ kho tiến độ; đợi một lát rồi chạy lại",
          en: "somebody else holds the store of progress; wait a little and run it again"))
    case .SQLITE_NOTADB: return foreign
    // A schema that does not hold what it should, and values of a kind that none of ours has.
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT, .SQLITE_SCHEMA, .SQLITE_MISUSE, .SQLITE_RANGE,
      .SQLITE_FORMAT, .SQLITE_TOOBIG, .SQLITE_INTERNAL, .SQLITE_NOMEM:
      return damaged
    case .SQLITE_FULL:
      return StoreFailure(Message(vi: "hết chỗ trên đĩa; chưa ghi gì", en: "the disk is full; nothing was recorded"))
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return StoreFailure(
        reading
          ? Message(
            vi: "lần ghi trước bị ngắt; hãy chạy lại bằng tài khoản có quyền ghi kho tiến độ và thư mục của nó",
            en: "the last mark was cut short; run this with an account that may write the store of progress and its folder")
          : Message(
            vi: "không có quyền ghi kho tiến độ hoặc thư mục của nó", en: "no right to write the store of progress or its folder")
      )
    case .SQLITE_CANTOPEN:
      return StoreFailure(
        Message(
          vi: "không mở được; hãy xem thư mục có ở đó không và tài khoản này có quyền ghi không",
          en: "it cannot be opened; see whether its folder is there and whether this account may write it"))
    case .SQLITE_IOERR:
      return StoreFailure(
        Message(
          vi: "đĩa báo lỗi khi \(reading ? "đọc" : "ghi") kho tiến độ; chưa rõ đã ghi hay chưa, hãy xem plan log",
          en: "the disk failed while the store of progress was \(reading ? "read" : "written"); see plan log for what is recorded"
        ))
    default:
      let text = error.message ?? "\(error.resultCode)"
      return StoreFailure(Message(vi: TerminalText(text).description, en: TerminalText(text).description))
    }
  }
}
