import PlanModel

extension DocumentWords {
  /// What each unit has to do, one numbered paragraph a unit, and whom to turn to.
  func organisation(_ table: AssignmentTable) -> [OfficialDocument.Block] {
    var blocks: [OfficialDocument.Block] = []
    var duties: [Int: [WorkRole: [Identifier<Activity>]]] = [:]
    for work in plan.work {
      for role in WorkRole.allCases {
        for member in plan.members(in: role, of: work) where duties[member.unit]?[role]?.last != work.activity {
          duties[member.unit, default: [:]][role, default: []].append(work.activity)
        }
      }
    }
    for (number, unit) in duties.keys.sorted().enumerated() {
      guard let own = duties[unit] else { continue }
      let name = plan.units[unit].name
      blocks.append(
        .subheading(
          "\(number + 1). "
            + (plan.units[unit].isRequested
              ? say("Đề nghị ", "Asked: ") + (plan.units[unit].isCollective ? name.withFirstLetter(capital: false) : name) : name)
        ))
      blocks += lines(own, table)
    }
    blocks.append(.paragraph(closing(duties)))
    return blocks
  }

  private func lines(_ duties: [WorkRole: [Identifier<Activity>]], _ table: AssignmentTable) -> [OfficialDocument.Block] {
    var lines: [OfficialDocument.Block] = []
    func add(_ role: WorkRole, _ vi: String, _ en: String) {
      guard let activities = duties[role] else { return }
      if role == .monitor, activities.count == plan.activities.count {
        lines.append(
          .item(say("- Theo dõi, đôn đốc việc thực hiện toàn bộ các nhiệm vụ.", "- Follows up all of the tasks.")))
        return
      }
      let many = Set(activities).count > 1 ? say("các ", "") : ""
      lines.append(.item("- " + say(vi + many, en) + numbers(activities, table) + "."))
    }
    // Few titles are told, many are looked up.
    let led = duties[.lead] ?? []
    if led.count <= 6 {
      for activity in led {
        guard let title = plan.activities[activity]?.plainTitle, let number = table.numbers[activity] else { continue }
        lines.append(
          .item(
            say(
              "- Chủ trì: \(title) (nhiệm vụ số \(number) Phụ lục).",
              "- Leads: \(title) (task \(number) of the annex).")))
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

  /// `nhiệm vụ số 4, 5, 8-11 Phụ lục`.
  private func numbers(_ activities: [Identifier<Activity>], _ table: AssignmentTable) -> String {
    let all = activities.compactMap { table.numbers[$0] }.compactMap { Int($0) }.sorted()
    var runs: [ClosedRange<Int>] = []
    for number in all {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let text = runs.map { run in
      switch run.count {
      case 1: "\(run.lowerBound)"
      case 2: "\(run.lowerBound), \(run.upperBound)"
      default: "\(run.lowerBound)-\(run.upperBound)"
      }
    }.joined(separator: ", ")
    return say("nhiệm vụ số \(text) Phụ lục", all.count == 1 ? "task \(text) of the annex" : "tasks \(text) of the annex")
  }

  /// The line that asks to report difficulties to whoever follows up most.
  private func closing(_ duties: [Int: [WorkRole: [Identifier<Activity>]]]) -> String {
    func most(_ role: WorkRole) -> Int? {
      duties.filter { ($0.value[role]?.count ?? 0) > 0 }
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

  // MARK: Amendment

  /// `điều chỉnh, bổ sung Kế hoạch số 50/KH-UBND …`.
  func amendingSubject(_ old: Plan) -> String {
    let summary = plan.amendments.last?.summary.map { " (\($0.withFirstLetter(capital: false)))" } ?? ""
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
