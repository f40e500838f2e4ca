import PlanModel

extension DocumentWords {
  /// What a unit has to do with an activity: all of it, or some phases.
  struct Duty {
    let activity: Identifier<Activity>
    /// The pieces of work, as positions in ``Plan/work``.
    var work: [Int]
  }

  /// What each unit has to do, one numbered paragraph a unit, and whom to turn to.
  func organisation(_ table: AssignmentTable) -> [OfficialDocument.Block] {
    var duties: [Int: [WorkRole: [Duty]]] = [:]
    for (position, work) in plan.work.enumerated() {
      for role in WorkRole.allCases {
        for member in members(in: role, of: work) {
          duties[member.unit, default: [:]][role, default: []].add(position, of: work.activity)
        }
      }
    }
    var blocks: [OfficialDocument.Block] = []
    for (number, unit) in inOrder(duties.keys.filter { isTold($0, duties[$0] ?? [:]) }).enumerated() {
      let name = plan.units[unit].name
      blocks.append(
        .subheading(
          "\(number + 1). "
            + (plan.units[unit].isRequested
              ? say("Đề nghị ", "Requested: ") + (plan.units[unit].isCollective ? name.withFirstLetter(capital: false) : name)
              : name)))
      blocks += lines(duties[unit] ?? [:], table)
    }
    blocks.append(.paragraph(closing(duties)))
    return blocks
  }

  /// Whether the document gives a unit something to do: nobody tells who stands above, nor itself to look on.
  private func isTold(_ unit: Int, _ duties: [WorkRole: [Duty]]) -> Bool {
    if ancestors(of: issuer).contains(unit) { return false }
    let isPassive = duties[.lead] == nil && duties[.implement] == nil && duties[.coordinate] == nil
    return unit != issuer || !isPassive
  }

  private func lines(_ duties: [WorkRole: [Duty]], _ table: AssignmentTable) -> [OfficialDocument.Block] {
    var lines: [OfficialDocument.Block] = []
    func add(_ role: WorkRole, _ vi: String, _ en: String) {
      guard let own = duties[role] else { return }
      if role == .monitor, own.reduce(0, { $0 + $1.work.count }) == plan.work.count {
        lines.append(
          .item(say("- Theo dõi, đôn đốc việc thực hiện toàn bộ các nhiệm vụ.", "- Follows up all of the tasks.")))
        return
      }
      let named = numbers(own, table)
      lines.append(.item("- " + say(vi + (named.isOne ? "" : "các "), en) + named.text + "."))
    }
    // Few titles are told, many are looked up.
    let led = duties[.lead] ?? []
    let titles = led.reduce(0) { $0 + (isWhole($1) ? 1 : $1.work.count) }
    if titles <= 6 {
      for duty in led {
        guard let number = table.numbers[duty.activity], let activity = plan.activities[duty.activity] else { continue }
        let told =
          isWhole(duty) && !activity.phases.isEmpty
          ? [(activity.plainTitle, number)] : duty.work.map { (table.title(ofWork: $0), self.number($0, number)) }
        for (title, number) in told {
          lines.append(
            .item(
              say("- Chủ trì: \(title) (nhiệm vụ số \(number) Phụ lục).", "- Leads: \(title) (task \(number) of the annex).")))
        }
      }
    } else {
      add(.lead, "Chủ trì thực hiện ", "Leads ")
    }
    add(.implement, "Thực hiện tại đơn vị mình ", "Carries out at its own place ")
    add(.coordinate, "Phối hợp thực hiện ", "Coordinates in ")
    add(.monitor, "Theo dõi, đôn đốc, hướng dẫn ", "Follows up ")
    add(.reportTo, "Tiếp nhận, tổng hợp báo cáo theo ", "Receives and sums up the reports of ")
    return lines
  }

  private func isWhole(_ duty: Duty) -> Bool { plan.activities[duty.activity]?.work.count == duty.work.count }

  /// The number of a piece of work: its activity's, with that of the phase where there are phases.
  private func number(_ work: Int, _ activity: String) -> String {
    guard plan.work[work].phase != nil, let range = plan.activities[plan.work[work].activity]?.work else { return activity }
    return "\(activity).\(work - range.lowerBound + 1)"
  }

  /// `nhiệm vụ số 3.4, 5, 8-11 Phụ lục`, and whether it is only one.
  private func numbers(_ duties: [Duty], _ table: AssignmentTable) -> (text: String, isOne: Bool) {
    var whole: [Int] = []
    var phases: [(activity: Int, text: String)] = []
    for duty in duties {
      guard let text = table.numbers[duty.activity], let number = Int(text) else { continue }
      if isWhole(duty) {
        whole.append(number)
      } else {
        phases += duty.work.map { (number, self.number($0, text)) }
      }
    }
    var runs: [ClosedRange<Int>] = []
    for number in whole.sorted() {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let told =
      runs.map { run in
        switch run.count {
        case 1: (run.lowerBound, "\(run.lowerBound)")
        case 2: (run.lowerBound, "\(run.lowerBound), \(run.upperBound)")
        default: (run.lowerBound, "\(run.lowerBound)-\(run.upperBound)")
        }
      } + phases
    // Stable by hand: phases of an activity keep their order.
    let text = told.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
      .joined(separator: ", ")
    let isOne = whole.count + phases.count == 1
    return (say("nhiệm vụ số \(text) Phụ lục", isOne ? "task \(text) of the annex" : "tasks \(text) of the annex"), isOne)
  }

  /// The line that asks to report difficulties to whoever follows up most.
  private func closing(_ duties: [Int: [WorkRole: [Duty]]]) -> String {
    // A group sums up nothing, nor does who is only asked.
    func most(_ role: WorkRole) -> Int? {
      duties.filter { ($0.value[role]?.count ?? 0) > 0 && isSingle($0.key) }
        .max { one, other in
          let (left, right) = (one.value[role]?.count ?? 0, other.value[role]?.count ?? 0)
          return left == right ? one.key > other.key : left < right
        }?.key
    }
    let standing = (most(.monitor) ?? most(.lead)).map { plan.units[$0].name }
    let target = standing.map { DocumentWords.fullName($0) == issuerName ? issuerName : $0 } ?? issuerName
    let isIssuer = target == issuerName
    return say(
      "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị kịp thời phản ánh về \(target)"
        + (isIssuer ? " để xem xét, quyết định./." : " để tổng hợp, báo cáo \(issuerName) xem xét, quyết định./."),
      "Whoever meets difficulties tells \(target) without delay"
        + (isIssuer ? ", which decides./." : ", which reports to \(issuerName) for a decision./."))
  }

  private func isSingle(_ unit: Int) -> Bool {
    !plan.units[unit].isGroup && !plan.units[unit].isCollective && !plan.units[unit].isRequested
      && !ancestors(of: issuer).contains(unit)
  }

  // MARK: Amendment

  /// `điều chỉnh, bổ sung Kế hoạch số 50/KH-UBND …`.
  func amendingSubject(_ old: Plan, _ act: Amendment?) -> String {
    let summary = act?.summary.map { " (\($0.withFirstLetter(capital: false)))" } ?? ""
    return say("Điều chỉnh, bổ sung ", "Amending ") + reference(number: old.document?.number, issued: old.issued) + summary
  }

  func amendingBody(_ old: Plan, _ act: Amendment?, _ changes: AmendingTable) -> [OfficialDocument.Block] {
    let original = reference(number: old.document?.number, issued: old.issued)
    var blocks: [OfficialDocument.Block] = [
      .basis(say("Căn cứ ", "Pursuant to ") + original + "."),
      .paragraph(
        say(
          "\(issuerName) điều chỉnh, bổ sung một số nội dung của \(original) như sau:",
          "\(issuerName) amends \(original) as follows:")),
    ]
    let counts: [(Int, String, String)] = [
      (changes.changed.count, "điều chỉnh", "changed"), (changes.added.count, "bổ sung", "added"),
      (changes.removed.count, "bãi bỏ", "repealed"),
    ]
    let told = counts.filter { $0.0 > 0 }.map { say("\($0.1) \($0.0) nội dung", "\($0.0) \($0.2)") }.joined(separator: ", ")
    blocks += [
      .item(
        say("1. \(told.withFirstLetter(capital: true)) (chi tiết tại Phụ lục kèm theo).", "1. \(told) (see the annex).")),
      .item(
        say(
          "2. Các nội dung khác không điều chỉnh, bổ sung thì tiếp tục thực hiện theo \(original).",
          "2. All else stays as in \(original).")),
      .item(
        say(
          "3. Các cơ quan, đơn vị có tên tại Phụ lục căn cứ chức năng, nhiệm vụ tổ chức thực hiện./.",
          "3. The units named in the annex carry this out./.")),
    ]
    return blocks
  }
}

extension [DocumentWords.Duty] {
  /// Adds a piece of work, once, to what is had of its activity.
  fileprivate mutating func add(_ work: Int, of activity: Identifier<Activity>) {
    guard let last = indices.last, self[last].activity == activity else {
      return append(DocumentWords.Duty(activity: activity, work: [work]))
    }
    if self[last].work.last != work { self[last].work.append(work) }
  }
}
