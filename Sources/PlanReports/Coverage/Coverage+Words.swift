import PlanModel

extension Coverage {
  /// What the report is called.
  func title(_ language: Language) -> String { language == .vi ? "Độ phủ tuyên truyền" : "Coverage" }

  /// The document and its plan: `Kế hoạch số 50/KH-UBND ngày 16/04/2018 – Tuyên truyền …`.
  func source(_ language: Language) -> String {
    guard let document = plan.documentName(language) else { return plan.title }
    let issued = plan.issued.map { (language == .vi ? " ngày " : " of ") + $0.officeText } ?? ""
    return document + issued + " – " + plan.title
  }

  /// `Chỉ việc của UBND Phường 1`; nil for all.
  func scope(_ language: Language) -> String? {
    unitName.map { (language == .vi ? "Chỉ việc của " : "Only tasks of ") + $0 }
  }

  /// How much there is: `16 hoạt động, giai đoạn; 142 lượt, 478 việc; chưa kể 4 việc nội bộ`.
  func sums(_ language: Language) -> String {
    let work = reaches.count
    let undated = reaches.reduce(0) { $0 + ($1.quarters.last?.occasions ?? 0) }
    func many(_ count: Int, _ noun: String) -> String { "\(Product.grouped(count)) \(noun)\(count == 1 ? "" : "s")" }
    guard language == .vi else {
      let pieces = work == 1 ? "1 activity or phase" : "\(Product.grouped(work)) activities and phases"
      return "\(pieces): \(many(total.occasions, "occasion")), \(many(total.tasks, "task"))"
        + (undated > 0 ? "; \(many(undated, "occasion")) without a date" : "")
    }
    return
      "\(Product.grouped(work)) hoạt động, giai đoạn: \(Product.grouped(total.occasions)) lượt, \(Product.grouped(total.tasks)) việc"
      + (undated > 0 ? "; \(Product.grouped(undated)) lượt chưa có ngày" : "")
  }

  /// How the figures are meant, a sentence each.
  func notes(_ language: Language) -> [String] {
    func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    var notes = [
      say(
        "Mỗi ô là số lượt: một việc vào một thời gian là một lượt, dù giao cho bao nhiêu đơn vị; cột Việc đếm cả từng đơn vị. Không tính việc nội bộ.",
        "Cells count occasions: one piece of work at one time, however many units do it; Tasks counts every unit's. Internal work is left out."
      ),
      say(
        "Một lượt có nhiều chủ đề, đối tượng, kênh hoặc kéo qua nhiều quý thì có mặt ở mỗi dòng, cột ấy, nên các ô không cộng thành tổng; Lượt, Việc và Cộng tính mỗi thứ một lần.",
        "An occasion with several themes, target groups, channels or quarters stands in each of those rows and columns, so cells do not add up; Occasions, Tasks and Total count each once."
      ),
    ]
    if let issued = plan.issued, quarters.indices.contains(where: isBeforeIssue) {
      notes.append(
        say(
          "Văn bản ban hành ngày \(issued.officeText): quý trước đó không tính là trống.",
          "The document was issued on \(issued.officeText): quarters before it are not missed."))
    }
    for (axis, noun) in [
      (CoverageAxis.theme, Message(vi: "chủ đề", en: "themes")), (.targetGroup, Message(vi: "đối tượng", en: "target groups")),
      (.channel, Message(vi: "kênh", en: "channels")),
    ] {
      let count = items(axis).all.count
      guard count > Self.tableLimit else { continue }
      notes.append(
        say(
          "Bảng chỉ hiện \(Self.tableLimit) trong \(Product.grouped(count)) \(noun.vi); tệp JSON có đủ.",
          "Tables show \(Self.tableLimit) of \(Product.grouped(count)) \(noun.en); the JSON has all."))
    }
    return notes
  }

  /// What an item of a side is called.
  func name(_ axis: CoverageAxis, _ item: Int?, _ language: Language) -> String {
    func none(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    switch (axis, item) {
    case (.theme, let item?): return plan.themes[item].title
    case (.targetGroup, let item?): return plan.targetGroups[item].name
    case (.channel, let item?): return plan.channels[item].name
    case (.quarter, let item?): return quarterName(item, language)
    case (.theme, nil): return none("(không có chủ đề)", "(no theme)")
    case (.targetGroup, nil): return none("(không có đối tượng)", "(no target group)")
    case (.channel, nil): return none("(không có kênh)", "(no channel)")
    case (.quarter, nil): return none("Chưa có ngày", "No date")
    }
  }

  /// `Quý II`; with the year where there are several.
  private func quarterName(_ quarter: Int, _ language: Language) -> String {
    guard case .quarter(let year, let number) = quarters[quarter] else { return "" }
    let isOneYear = plan.period.first.year == plan.period.last.year
    let roman = ["I", "II", "III", "IV"][number - 1]
    if language == .vi { return isOneYear ? "Quý \(roman)" : "\(roman)/\(year)" }
    return isOneYear ? "Q\(number)" : "Q\(number) \(year)"
  }

  /// What a section of a table is called.
  static func name(of axis: CoverageAxis, _ language: Language) -> String {
    let name =
      switch axis {
      case .theme: Message(vi: "Chủ đề", en: "Themes")
      case .targetGroup: Message(vi: "Đối tượng", en: "Target groups")
      case .channel: Message(vi: "Kênh", en: "Channels")
      case .quarter: Message(vi: "Quý", en: "Quarters")
      }
    return name.text(language)
  }

  /// `Theo chủ đề và đối tượng`.
  static func mapTitle(_ language: Language) -> String {
    language == .vi ? "Chủ đề và đối tượng" : "Themes and target groups"
  }

  /// `Theo quý`.
  static func quarterTitle(_ language: Language) -> String { language == .vi ? "Theo quý" : "By quarter" }

  /// The heading of the gaps, with their number.
  func gapTitle(_ language: Language) -> String {
    let count = gaps.isEmpty ? "" : " (\(Product.grouped(gaps.count)))"
    return (language == .vi ? "Khoảng trống" : "Gaps") + count
  }

  /// What is said where there are no gaps; nil where there are some.
  func noGaps(_ language: Language) -> String? {
    guard gaps.isEmpty else { return nil }
    guard units == nil else {
      return language == .vi
        ? "Khoảng trống chỉ xét trên cả kế hoạch: đơn vị khác có thể làm phần này. Hãy bỏ --unit để xem."
        : "Gaps are looked for in the whole plan only, for other units may do the rest: leave out --unit to see them."
    }
    guard !reaches.isEmpty else {
      return language == .vi ? "Kế hoạch không có hoạt động nào đến với ai." : "The plan has no activity that reaches anybody."
    }
    guard plan.themes.count + plan.targetGroups.count > 0 else {
      return language == .vi
        ? "Kế hoạch chưa khai chủ đề, đối tượng nào nên không xét được khoảng trống."
        : "The plan defines no themes or target groups, so there is nothing to look for gaps in."
    }
    return language == .vi ? "Không thấy khoảng trống nào." : "No gaps were found."
  }

  /// `Tải theo đơn vị và tuần`.
  static func loadTitle(_ language: Language) -> String {
    language == .vi ? "Việc theo đơn vị và tuần" : "Tasks by unit and week"
  }

  /// How the load is counted, and what of it is not shown; nil where no unit has a task with a date.
  func loadNote(_ language: Language) -> String? {
    guard !load.rows.isEmpty else { return nil }
    let left = load.rows.count - UnitLoad.shown
    guard language == .vi else {
      return "Tasks due or held in the week, internal ones too; windows in the week of their last day; ongoing work not."
        + (left > 0 ? " The \(UnitLoad.shown) busiest units; \(Product.grouped(left)) more are left out (the JSON has all)." : "")
    }
    return "Việc đến hạn hoặc diễn ra trong tuần, kể cả việc nội bộ; đợt dài tính vào tuần cuối; không tính việc thường xuyên."
      + (left > 0
        ? " Chỉ hiện \(UnitLoad.shown) đơn vị nhiều việc nhất, còn \(Product.grouped(left)) đơn vị không hiện (tệp JSON có đủ)."
        : "")
  }

  /// `tuần 18/2018 (30/04–06/05)`.
  func weekName(_ number: Int, _ language: Language) -> String {
    let week = load.week(number)
    let days = week.days.map { " (\($0.first.officeText.prefix(5))–\($0.last.officeText.prefix(5)))" } ?? ""
    return week.fullName.text(language) + days
  }
}

extension UnitLoad {
  /// How many units texts and pages show.
  public static let shown = 40
}
