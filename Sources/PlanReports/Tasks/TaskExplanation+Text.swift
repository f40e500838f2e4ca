import PlanModel

extension TaskExplanation {
  /// The explanation for a terminal; every place as `file:line:column`.
  public func text(_ language: Language, reference: String, sources: SourceSet) -> String {
    func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    func place(_ span: SourceSpan?) -> String {
      guard let span else { return "" }
      let start = sources.positions(of: span).start
      return "\(TerminalText(sources[span.file].name)):\(start.line):\(start.column)"
    }
    func assumed(_ assumption: Assumption?) -> String {
      assumption == nil ? "" : say(" [giả định]", " [assumed]")
    }
    var text = "\(reference)  \(task.id)\n\(TerminalText(task.title))\n"
    text += "\n" + say("Thời gian: ", "When: ") + TaskTime(task.slot, language).text
    text += (task.slot.isTentative ? say(" (dự kiến)", " (expected)") : "") + "\n"

    var table = TextTable()
    for phrase in phrases {
      let written = TerminalText(sources.text(of: phrase.span)).description
      table.add(["  " + say("viết", "written"), "\(phrase.name): \(written)\(assumed(phrase.assumption))", place(phrase.span)])
    }
    for step in steps {
      table.add(["  " + say("tính", "counted"), TerminalText(step.text.text(language)).description, step.span.map(place) ?? ""])
    }
    if let shift {
      for (index, day) in shift.daysOff.enumerated() {
        table.add([index == 0 ? "  " + say("ngày nghỉ", "day off") : "", dayOff(day, language), dayOffPlace(day, place)])
      }
      table.add(["  " + say("kết quả", "so"), shift.sentence(language), place(shift.span)])
    } else if let nominal = task.slot.nominal {
      let reason = plan.calendar.reason(nominal).map { " (\(TerminalText($0.name.text(language))))" } ?? ""
      table.add([
        "  " + say("kết quả", "so"), say("ngày làm việc\(reason), không dời", "a working day\(reason), so it stays"), "",
      ])
    }
    text += table.text

    text += "\n" + say("Trách nhiệm:", "Who:") + "\n"
    var people = TextTable()
    // Who owns the task of a fan-out is said once, not again as one of those who implement it.
    let owner = roles.first { $0.role == "owner" }?.unit
    for role in roles where role.role != "implement" || role.unit != owner {
      let unit = plan.units[role.unit]
      people.add([
        "  " + role.name(language), "\(TerminalText(unit.name)) (\(unit.id))", place(role.span),
        sentence(role, language) + assumed(role.assumption),
      ])
    }
    text += people.text

    if let handover {
      text += "\n" + say("Chuyển giao:", "Handed over:") + "\n"
      for step in handover.steps {
        let (old, new) = (plan.units[step.from], plan.units[step.to])
        let names = (old: "\(TerminalText(old.name)) (\(old.id))", new: "\(TerminalText(new.name)) (\(new.id))")
        text +=
          "  "
          + say(
            "từ \(step.since.officeText) do \(names.new) làm, thay \(names.old)",
            "with \(names.new) from \(step.since.officeText) on, for \(names.old)") + "\n"
      }
      if handover.isLeftover {
        text +=
          "  "
          + say(
            "chưa xong khi đơn vị cũ kết thúc, nên đơn vị mới làm tiếp",
            "not finished when the old unit ended, so the new one goes on with it") + "\n"
      }
    }

    if !assumptions.isEmpty {
      text += "\n" + say("Văn bản không nêu (giả định):", "Not in the document (assumed):") + "\n"
      var table = TextTable()
      for assumption in assumptions {
        let reason = assumption.reason.map { TerminalText($0).description } ?? ""
        table.add(["  \(plan.keyName(assumption.key))", place(assumption.span), reason])
      }
      text += table.text
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  /// `T2 30/04/2018: Ngày Chiến thắng (Bộ luật Lao động 2012, Điều 115)`.
  private func dayOff(_ day: CivilDate, _ language: Language) -> String {
    let date = "\(day.weekday.short.text(language)) \(day.officeText)"
    guard let reason = plan.calendar.reason(day), reason.source != nil || reason.place != nil else {
      return "\(date): \(language == .vi ? "nghỉ cuối tuần" : "weekend")"
    }
    var text = "\(date): \(TerminalText(reason.name.text(language)))"
    if let source = reason.source { text += " – \(source)" }
    if reason.isProjected { text += language == .vi ? ", dự kiến" : ", projected" }
    return text
  }

  private func dayOffPlace(_ day: CivilDate, _ place: (SourceSpan?) -> String) -> String {
    place(plan.calendar.reason(day)?.place)
  }

  private func sentence(_ role: ExplainedRole, _ language: Language) -> String {
    var text: String
    let group = role.group.map { "`\(plan.units[$0].id)`" } ?? ""
    switch (role.how, language) {
    case (.written, .vi): text = group.isEmpty ? "ghi ở đây" : "thành viên của \(group)"
    case (.written, .en): text = group.isEmpty ? "written here" : "a member of \(group)"
    case (.defaults, .vi): text = group.isEmpty ? "theo mặc định của kế hoạch" : "thành viên của \(group), theo mặc định"
    case (.defaults, .en): text = group.isEmpty ? "by the plan's defaults" : "a member of \(group), by the defaults"
    case (.each, .vi): text = "mỗi thành viên của \(group) một việc"
    case (.each, .en): text = "each member of \(group) has a task"
    case (.parent, .vi): text = "đơn vị cấp trên của đơn vị chủ trì, thay cho mặc định"
    case (.parent, .en): text = "the parent of the lead, in place of the default"
    }
    if let replaced = role.replaced {
      let unit = plan.units[replaced]
      let day = unit.lastDay.map { " \($0.officeText)" } ?? ""
      text += language == .vi ? ", thay `\(unit.id)` (kết thúc\(day))" : ", for `\(unit.id)` (ended\(day))"
    }
    return text
  }
}

extension ExplainedShift {
  /// What was done with the day off, in words.
  func sentence(_ language: Language) -> String {
    let isUsual = span == nil
    let usual = language == .vi ? " (cách thường lệ)" : " (the usual way)"
    let day = "\(to.weekday.short.text(language)) \(to.officeText)"
    guard from != to else {
      return (language == .vi ? "giữ nguyên \(day)" : "\(day) stays") + (isUsual ? usual : "")
    }
    var text: String
    switch (to < from, language) {
    case (true, .vi): text = "dời về ngày làm việc liền trước: \(day)"
    case (false, .vi): text = "dời sang ngày làm việc kế tiếp: \(day)"
    case (true, .en): text = "moved to the working day before: \(day)"
    case (false, .en): text = "moved to the next working day: \(day)"
    }
    if isUsual { text += usual }
    if let bounds {
      text += language == .vi ? ", vì chiều kia ra khỏi \(bounds.vi)" : ", since the other way would leave \(bounds.en)"
    }
    return text
  }
}

extension ExplainedRole {
  /// The role as people call it.
  func name(_ language: Language) -> String {
    let names: [String: (String, String)] = [
      "owner": ("người làm", "owner"), "lead": ("chủ trì", "lead"), "coordinate": ("phối hợp", "coordinates"),
      "implement": ("thực hiện", "implements"), "monitor": ("theo dõi", "monitors"),
      "report_to": ("nhận báo cáo", "receives the report"),
    ]
    return names[role].map { language == .vi ? $0.0 : $0.1 } ?? role
  }
}
