import PlanModel

/// The plain-text description of a task in a calendar: who, when, what comes of it, and from which paragraph it follows.
struct TaskDescription {
  let plan: Plan
  let language: Language

  func text(of task: TaskOccurrence) -> String {
    var lines: [String] = []
    func add(_ label: Message, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines.append(label.text(language) + ": " + value)
    }
    if task.work.phase != nil, task.work.activityTitle != task.work.title {
      add(Message(vi: "Thuộc", en: "Part of"), task.work.activityTitle)
    }
    add(Message(vi: "Chủ trì", en: "Lead"), plan.units[task.lead].name)
    add(Message(vi: "Thực hiện", en: "Implemented by"), names(task.implement))
    add(Message(vi: "Phối hợp", en: "With"), names(task.coordinate))
    add(Message(vi: "Theo dõi", en: "Monitored by"), names(task.monitor))
    add(Message(vi: "Báo cáo", en: "Report to"), names(task.reportTo))
    add(Message(vi: "Thời gian", en: "When"), TaskTime(task.slot, language).text)
    add(Message(vi: "Sản phẩm", en: "Product"), task.work.products.map(\.text).joined(separator: "; "))
    add(Message(vi: "Minh chứng", en: "Evidence"), task.work.evidence)
    add(
      Message(vi: "Chủ đề", en: "Themes"), task.work.themes.compactMap { plan.themes[$0.value]?.title }.joined(separator: "; "))
    add(
      Message(vi: "Đối tượng", en: "For"),
      task.work.targetGroups.compactMap { plan.targetGroups[$0.value]?.name }.joined(separator: "; "))
    add(
      Message(vi: "Kênh", en: "Channels"), task.work.channels.compactMap { plan.channels[$0.value]?.name }.joined(separator: "; ")
    )
    add(Message(vi: "Nguồn", en: "Source"), source(task.work.source))
    add(Message(vi: "Ghi chú", en: "Note"), task.work.note)
    return lines.joined(separator: "\n")
  }

  private func names(_ units: [Int]) -> String {
    // A long list of wards would bury the rest of the text.
    let shown = units.prefix(12).map { plan.units[$0].name }.joined(separator: "; ")
    guard units.count > 12 else { return shown }
    return shown + (language == .vi ? "; và \(units.count - 12) đơn vị khác" : "; and \(units.count - 12) more")
  }

  private func source(_ paragraph: String?) -> String? {
    let document = plan.documentName(language)
    guard let paragraph else { return document }
    return document.map { $0 + ", " + paragraph } ?? paragraph
  }
}
