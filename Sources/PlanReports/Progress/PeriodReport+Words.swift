import PlanModel

extension PeriodReport {
  /// `Báo cáo tiến độ quý II/2018`.
  func title(_ language: Language) -> String {
    (language == .vi ? "Báo cáo tiến độ " : "Progress report, ") + (name?.text(language) ?? range)
  }

  /// `15/03/2018 – 14/06/2018`.
  var range: String { days.first == days.last ? days.first.officeText : "\(days.first.officeText) – \(days.last.officeText)" }

  /// The days and the day as of which they are seen.
  func scope(_ language: Language) -> String {
    language == .vi
      ? "Kỳ báo cáo \(range); tính đến ngày \(table.asOf.officeText)" : "Period \(range); as of \(table.asOf.officeText)"
  }

  /// The paragraph for the official report, with sums that close.
  public func paragraph(_ language: Language) -> String {
    let counts = table.total
    let (done, open) = (counts.done, counts.notDone)
    let document = plan.documentName(language) ?? plan.title
    let when = name.map { "\($0.text(language)) (\(range))" } ?? range
    guard language == .vi else {
      return "Under \(document), in \(when), tasks in all: \(counts.total); done: \(done.total) (on time \(done.onTime), late "
        + "\(done.late), without a deadline \(done.noDeadline)); not done: \(open.total) (in time \(open.inTime), overdue \(open.overdue), "
        + "without a deadline \(open.noDeadline)); cancelled: \(counts.cancelled); done of what was to be done: "
        + "\(Percent.text(counts.rate, language))." + products(language)
    }
    let days = "từ ngày \(days.first.officeText) đến ngày \(days.last.officeText)"
    return (name.map { "Trong \($0.vi) (\(days))" } ?? "T" + days.dropFirst()) + ", thực hiện \(document), tổng số "
      + "\(counts.total) nhiệm vụ: đã hoàn thành \(done.total) (đúng hạn \(done.onTime), quá hạn \(done.late), không có hạn "
      + "\(done.noDeadline)); chưa hoàn thành \(open.total) (trong hạn \(open.inTime), quá hạn \(open.overdue), không có hạn "
      + "\(open.noDeadline)); hủy \(counts.cancelled); tỷ lệ hoàn thành \(Percent.text(counts.rate, language))."
      + products(language)
  }

  /// What was delivered of what: `Kết quả: 41/48 buổi phát thanh, 30/30 tấm băng-rôn`.
  private func products(_ language: Language) -> String {
    guard !quantities.isEmpty else { return "" }
    var order: [String] = []
    var sums: [String: (Int, Int)] = [:]
    for one in quantities {
      if sums[one.product] == nil { order.append(one.product) }
      sums[one.product] = (Self.sum(sums[one.product]?.0 ?? 0, one.delivered), Self.sum(sums[one.product]?.1 ?? 0, one.planned))
    }
    let list = order.map { "\(Product.grouped(sums[$0]?.0 ?? 0))/\(Product.grouped(sums[$0]?.1 ?? 0)) \($0)" }.joined(
      separator: ", ")
    return (language == .vi ? " Kết quả: " : " Delivered: ") + list + "."
  }

  /// The heads of the table of sums, as every office expects them.
  static func heads(_ language: Language) -> [String] {
    language == .vi
      ? [
        "Đơn vị", "Tổng số", "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Hoàn thành, không có hạn",
        "Chưa hoàn thành, trong hạn",
        "Chưa hoàn thành, quá hạn", "Chưa hoàn thành, không có hạn", "Hủy", "Tỷ lệ", "Khó khăn, vướng mắc",
      ]
      : [
        "Unit", "Total", "Done on time", "Done late", "Done, no deadline", "Open, in time", "Overdue", "Open, no deadline",
        "Cancelled", "Rate", "In difficulty",
      ]
  }

  static func cells(_ counts: StatusCounts, _ language: Language) -> [String] {
    [
      counts.total, counts.done.onTime, counts.done.late, counts.done.noDeadline, counts.notDone.inTime, counts.notDone.overdue,
      counts.notDone.noDeadline, counts.cancelled,
    ].map { "\($0)" } + [Percent.text(counts.rate, language), "\(counts.blocked)"]
  }

  /// A section of the report: a heading and what is listed below it.
  struct Section {
    let title: String
    let lines: [String]
  }

  /// What is listed below the sums; what there is nothing of is left out.
  func sections(_ language: Language) -> [Section] {
    func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    func task(_ listed: ListedTask, _ more: String) -> String {
      "\(listed.task.title) – \(listed.task.ownerName(in: listed.plan, language)), \(TaskTime(listed.task.slot, language).text)"
        + (more.isEmpty ? "" : ": " + more)
    }
    var result: [Section] = []
    func add(_ title: String, _ lines: [String]) {
      if !lines.isEmpty { result.append(Section(title: title, lines: lines)) }
    }
    add(
      say("Sản phẩm theo kênh", "Products by channel"),
      quantities.map {
        "\($0.channel ?? say("Không qua kênh", "On no channel")): \(Product.grouped($0.delivered))/\(Product.grouped($0.planned)) \($0.product)"
      })
    add(
      say("So với chỉ tiêu cả năm", "Against the targets of the year"),
      targets.map { line in
        guard let goal = line.target.quantity else { return "\(line.title): \(line.delivered) (\(line.target.text))" }
        let rate = goal > 0 ? ", " + Percent.text(Int(Double(line.delivered) / Double(goal) * 10_000), language) : ""
        return "\(line.title): \(Product.grouped(line.delivered))/\(Product.grouped(goal)) \(line.target.of)\(rate)"
      })
    add(say("Sắp xếp đơn vị", "Units that have ended"), table.handovers.map { $0.text(language) })
    add(
      say("Quá hạn, chưa hoàn thành", "Overdue"),
      overdue.items.map { item in
        let contact = OverdueList.words(item.contact)
        let late = say("quá \(item.daysLate) ngày", "\(item.daysLate) day\(item.daysLate == 1 ? "" : "s") late")
        return task(item.task, late + (contact.isEmpty ? "" : "; " + contact))
      })
    add(
      say("Hoàn thành quá hạn", "Done late"),
      late.map { listed in
        let days = (listed.progress.doneOn?.dayNumber ?? 0) - (listed.task.slot.due?.dayNumber ?? 0)
        return task(
          listed,
          say(
            "hoàn thành \(listed.progress.doneOn?.officeText ?? ""), chậm \(days) ngày",
            "done on \(listed.progress.doneOn?.officeText ?? ""), \(days) day\(days == 1 ? "" : "s") late"))
      })
    add(
      say("Khó khăn, vướng mắc", "Difficulties"),
      difficulties.map { listed in
        let remark = listed.progress.state == .blocked ? listed.progress.note : listed.progress.finding
        let what = listed.progress.state == .blocked ? listed.progress.state.name : listed.progress.verification.name
        return task(listed, what.text(language) + (remark.map { ": " + $0 } ?? ""))
      })
    add(
      say("Hoàn thành nhưng thiếu minh chứng", "Done without the proof asked for"),
      unproved.map { task($0, say("cần ", "wanted: ") + ($0.task.work.evidence ?? "")) })
    return result
  }
}
