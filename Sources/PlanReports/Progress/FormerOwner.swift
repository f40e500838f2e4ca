import PlanModel

extension TaskOccurrence {
  /// `trước đây: UBND xã Bình Sen`, where the owner has taken the task over; nil where it has not.
  func formerOwner(in plan: Plan, _ language: Language) -> String? {
    handedOverFrom.map { (language == .vi ? "trước đây: " : "formerly: ") + plan.units[$0].shortName }
  }

  /// The owner's short name, with the former owner's behind it where there is one.
  func ownerName(in plan: Plan, _ language: Language) -> String {
    plan.units[unit].shortName + (formerOwner(in: plan, language).map { " (\($0))" } ?? "")
  }
}

extension JSONText {
  /// The member `former_unit`: the id of the unit from which the owner has taken the task over, or null.
  mutating func formerOwner(of task: TaskOccurrence, in plan: Plan) {
    key("former_unit")
    string(task.handedOverFrom.map { plan.units[$0].id.text })
  }
}

extension StatusTable.Handover {
  /// Where the unfinished tasks of a unit that has ended stand now, in a sentence.
  public func text(_ language: Language) -> String {
    let ended = lastDay.map { " (\(language == .vi ? "kết thúc" : "ended") \($0.officeText))" } ?? ""
    guard let to else {
      return language == .vi
        ? "\(from)\(ended): \(count) việc còn dở chưa có một đơn vị kế thừa duy nhất, hãy ghi đơn vị chủ trì mới trong kế hoạch."
        : "\(from)\(ended): \(count) unfinished task\(count == 1 ? " has" : "s have") no single successor; name a new lead in the plan."
    }
    return language == .vi
      ? "\(from)\(ended): \(count) việc còn dở đã chuyển cho \(to)."
      : "\(from)\(ended): \(count) unfinished task\(count == 1 ? " is" : "s are") now with \(to)."
  }
}
