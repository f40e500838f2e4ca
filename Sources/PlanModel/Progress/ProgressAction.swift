/// What can be recorded of a task.
public enum ProgressAction: String, Sendable, CaseIterable {
  /// Đang thực hiện.
  case started
  /// Đã hoàn thành.
  case done
  /// Có khó khăn, vướng mắc.
  case blocked
  /// Đã kiểm tra, xác nhận.
  case verified
  /// Trả lại.
  case returned
  /// Hủy, không thực hiện.
  case cancelled
  /// Gia hạn.
  case extended
  /// Mở lại.
  case reopened

  /// The words of offices for it.
  public var name: Message {
    switch self {
    case .started: Message(vi: "đang thực hiện", en: "started")
    case .done: Message(vi: "đã hoàn thành", en: "done")
    case .blocked: Message(vi: "vướng mắc", en: "blocked")
    case .verified: Message(vi: "đã kiểm tra, xác nhận", en: "verified")
    case .returned: Message(vi: "trả lại", en: "returned")
    case .cancelled: Message(vi: "hủy", en: "cancelled")
    case .extended: Message(vi: "gia hạn", en: "extended")
    case .reopened: Message(vi: "mở lại", en: "reopened")
    }
  }
}

/// What the unit says of a task.
public enum TaskState: String, Sendable, CaseIterable {
  /// Chưa thực hiện.
  case open
  /// Đang thực hiện.
  case started
  /// Đã hoàn thành.
  case done
  /// Có khó khăn, vướng mắc.
  case blocked
  /// Hủy, không thực hiện.
  case cancelled

  /// The words of offices for it.
  public var name: Message {
    switch self {
    case .open: Message(vi: "chưa thực hiện", en: "open")
    case .started: ProgressAction.started.name
    case .done: ProgressAction.done.name
    case .blocked: ProgressAction.blocked.name
    case .cancelled: ProgressAction.cancelled.name
    }
  }
}

/// What the supervisor found.
public enum Verification: String, Sendable, CaseIterable {
  /// Nothing yet.
  case none
  /// Đã kiểm tra, xác nhận.
  case verified
  /// Trả lại.
  case returned

  /// The words of offices for it.
  public var name: Message {
    switch self {
    case .none: Message(vi: "chưa kiểm tra", en: "not checked")
    case .verified: ProgressAction.verified.name
    case .returned: ProgressAction.returned.name
    }
  }
}
