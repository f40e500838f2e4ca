import PlanModel

/// The list that goes with a plan made from last year's: what was changed, what moves by itself, what a person must look at.
public struct RollList: Sendable {
  private let remarks: [RollRemark]
  private let errors: Int
  private let name: String?

  /// Makes the list; `name` is what the new plan is called where it stands in a file.
  public init(_ roll: PlanRoll, name: String?) {
    remarks = roll.remarks
    errors = roll.reading.diagnostics.count { $0.severity == .error }
    self.name = name
  }

  /// The list as text, one remark a line: its place in the new plan, then what it is.
  public func text(_ language: Language, ink: TerminalInk) -> String {
    var text = ""
    for kind in RollRemark.Kind.allCases {
      let own = remarks.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      text += ink.bold("\(Self.title(kind).text(language)) (\(own.count))") + "\n"
      let places = own.map { place(of: $0) }
      // Places in other files are long and rare; they do not push the others aside.
      let width = zip(own, places).filter { $0.0.file == nil }.map { $0.1.utf8.count }.max() ?? 0
      for (remark, place) in zip(own, places) {
        let gap = String(repeating: " ", count: max(0, width - place.utf8.count) + 2)
        text += "  " + ink.dim(place) + gap + TerminalText(remark.message.text(language)).description + "\n"
      }
    }
    if errors > 0 {
      let sentence =
        language == .vi
        ? "Kế hoạch mới còn \(errors) lỗi phải sửa trước khi dùng."
        : "The new plan has \(errors) \(errors == 1 ? "error" : "errors") to mend before it can be used."
      text += ink.late(sentence) + "\n"
    }
    return text
  }

  private func place(of remark: RollRemark) -> String {
    let place = "\(remark.place.line):\(remark.place.column)"
    guard let file = remark.file ?? name else { return place }
    return "\(TerminalText(file)):\(place)"
  }

  private static func title(_ kind: RollRemark.Kind) -> Message {
    switch kind {
    case .changed: Message(vi: "Đã sửa", en: "Changed")
    case .follows: Message(vi: "Tự tính lại theo năm mới", en: "Follows the new year by itself")
    case .look: Message(vi: "Cần xem", en: "To look at")
    }
  }
}
