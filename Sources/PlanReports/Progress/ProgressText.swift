import PlanModel

extension TaskProgress {
  /// The state in a few words: `đã hoàn thành 04/05/2018, đã kiểm tra`; nil for a task that is open and was never looked at.
  func text(_ language: Language) -> String? {
    guard state != .open || verification != .none else { return nil }
    var text = state.name.text(language)
    if let since, state != .open { text += " " + since.officeText }
    if state == .blocked || state == .cancelled, let note { text += ": " + note }
    switch verification {
    case .none: break
    case .verified: text += language == .vi ? ", đã kiểm tra" : ", verified"
    case .returned: text += (language == .vi ? ", trả lại" : ", returned") + (finding.map { ": " + $0 } ?? "")
    }
    return text
  }

  /// The box that is ticked on a checklist.
  var box: String {
    switch state {
    case .done: "☑"
    case .cancelled: "☒"
    case .open, .started, .blocked: "☐"
    }
  }
}
