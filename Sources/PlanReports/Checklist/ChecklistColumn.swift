import PlanModel

/// What a cell of the column `Trạng thái` says.
enum StateWord {
  /// Something to record.
  case action(ProgressAction)
  /// Sent back by the supervisor.
  case returned
  /// Not begun yet.
  case nothing

  /// Reads a cell, with or without tone marks, in either language.
  init?(_ text: String) {
    switch toneless(text) {
    case "dang thuc hien", "dang lam", "started", "in progress": self = .action(.started)
    case "da hoan thanh", "hoan thanh", "xong", "da xong", "da lam", "done", "x", "v", "☑", "✓", "✔", "✅": self = .action(.done)
    case "vuong mac", "kho khan", "kho khan, vuong mac", "blocked": self = .action(.blocked)
    case "huy", "khong thuc hien", "cancelled", "canceled": self = .action(.cancelled)
    case "tra lai", "returned": self = .returned
    case "chua thuc hien", "chua", "open", "☐": self = .nothing
    default: return nil
    }
  }

  /// The words to choose from.
  static func choices(_ language: Language) -> String {
    words(language).joined(separator: ", ")
  }

  /// The words to choose from, as a list.
  static func words(_ language: Language) -> [String] {
    [TaskState.open, .started, .done, .blocked, .cancelled].map { $0.name.text(language) }
  }
}

/// The columns of a checklist as CSV and XLSX.
enum ChecklistColumn: CaseIterable {
  case number, title, lead, coordinate, time, product, state, day, quantity, evidence, note, unit, task

  /// What stands at its head.
  var name: Message {
    switch self {
    case .number: Message(vi: "STT", en: "No.")
    case .title: Message(vi: "Nội dung", en: "What")
    case .lead: Message(vi: "Chủ trì", en: "Lead")
    case .coordinate: Message(vi: "Phối hợp", en: "With")
    case .time: Message(vi: "Thời gian", en: "When")
    case .product: Message(vi: "Sản phẩm", en: "Product")
    case .state: Message(vi: "Trạng thái", en: "State")
    case .day: Message(vi: "Ngày", en: "Date")
    case .quantity: Message(vi: "Số lượng", en: "Quantity")
    case .evidence: Message(vi: "Minh chứng", en: "Evidence")
    case .note: Message(vi: "Ghi chú", en: "Note")
    case .unit: Message(vi: "Đơn vị", en: "Unit")
    case .task: Message(vi: "Mã việc", en: "Task id")
    }
  }

  /// Reads a head in either language, with or without tone marks.
  init?(head: String) {
    let folded = toneless(MarkRequest.oneLine(head))
    guard
      let column = Self.allCases.first(where: { toneless($0.name.vi) == folded || toneless($0.name.en) == folded }
      )
    else { return nil }
    self = column
  }
}
