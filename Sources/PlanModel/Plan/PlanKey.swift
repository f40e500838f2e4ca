/// A key of the plan format: its canonical English name is the raw value, its spellings stand in one table.
enum PlanKey: String, CaseIterable, Sendable {
  case plan, title, document, number, issued, issuer, kind, basis, year, period, from, to, timezone, language, use, defaults
  case calendar, holidays, milestones, reporting, purpose, budget, units, themes, channels, activities, amendments, rules, accept
  case assumed, note, summary, name, short, parent, contact, person, phone, email, members, successor, requested, collective
  case `operator`, days, lead, coordinate, implement, monitor, product, target, evidence, place, source, `internal`, remind,
    phases
  case after, day, when, due, before, every, except, also, time, rrule
  case daysOff = "days_off"
  case workingDays = "working_days"
  case cutOff = "cut_off"
  case targetGroups = "target_groups"
  case formerID = "former_id"
  case atOnce = "at_once"
  case perDay = "per_day"
  case maxMinutes = "max_minutes"
  case reportTo = "report_to"
  case onDayOff = "on_day_off"

  /// Keys are told apart by their number: an enumeration whose raw value is text would hash that text each time.
  func hash(into hasher: inout Hasher) { hasher.combine(unsafeBitCast(self, to: UInt8.self)) }

  static func == (left: PlanKey, right: PlanKey) -> Bool {
    unsafeBitCast(left, to: UInt8.self) == unsafeBitCast(right, to: UInt8.self)
  }

  /// The Vietnamese names, the canonical one first.
  var vietnamese: [String] {
    switch self {
    case .plan: ["mã kế hoạch"]
    case .title: ["tên"]
    case .document: ["văn bản"]
    case .number: ["số ký hiệu", "số hiệu"]
    case .issued: ["ngày ban hành"]
    case .issuer: ["cơ quan ban hành"]
    case .kind: ["loại"]
    case .basis: ["căn cứ"]
    case .year: ["năm"]
    case .period: ["thời gian thực hiện"]
    case .from: ["từ"]
    case .to: ["đến"]
    case .timezone: ["múi giờ"]
    case .language: ["ngôn ngữ"]
    case .use: ["dùng chung"]
    case .defaults: ["mặc định"]
    case .calendar: ["lịch làm việc"]
    case .holidays: ["nghỉ lễ"]
    case .daysOff: ["ngày nghỉ"]
    case .workingDays: ["ngày làm bù"]
    case .milestones: ["mốc thời gian"]
    case .reporting: ["kỳ báo cáo"]
    case .cutOff: ["ngày chốt số liệu"]
    case .purpose: ["mục đích"]
    case .budget: ["kinh phí"]
    case .units: ["đơn vị"]
    case .themes: ["chủ đề", "nội dung tuyên truyền"]
    case .targetGroups: ["đối tượng"]
    case .channels: ["kênh", "hình thức"]
    case .activities: ["hoạt động", "nhiệm vụ"]
    case .amendments: ["điều chỉnh"]
    case .rules: ["quy tắc"]
    case .accept: ["chấp nhận cảnh báo"]
    case .assumed: ["giả định"]
    case .note: ["ghi chú"]
    case .formerID: ["mã cũ"]
    case .summary: ["nội dung"]
    case .name: ["tên gọi", "tên"]
    case .short: ["tên viết tắt"]
    case .parent: ["thuộc"]
    case .contact: ["liên hệ"]
    case .person: ["người phụ trách"]
    case .phone: ["điện thoại"]
    case .email: ["thư điện tử"]
    case .members: ["gồm"]
    case .successor: ["đơn vị kế thừa"]
    case .requested: ["chỉ đề nghị"]
    case .collective: ["tập thể"]
    case .operator: ["đơn vị vận hành"]
    case .atOnce: ["tối đa cùng lúc"]
    case .perDay: ["tối đa mỗi ngày"]
    case .days: ["ngày phát sóng"]
    case .maxMinutes: ["thời lượng tối đa"]
    case .lead: ["chủ trì"]
    case .coordinate: ["phối hợp"]
    case .implement: ["thực hiện"]
    case .monitor: ["theo dõi"]
    case .reportTo: ["nơi nhận báo cáo"]
    case .product: ["sản phẩm"]
    case .target: ["chỉ tiêu"]
    case .evidence: ["minh chứng"]
    case .place: ["địa điểm"]
    case .source: ["nguồn"]
    case .internal: ["việc nội bộ"]
    case .remind: ["nhắc trước"]
    case .phases: ["giai đoạn"]
    case .after: ["sau"]
    case .day: ["ngày"]
    case .when: ["thời gian", "khi"]
    case .due: ["hạn", "chậm nhất"]
    case .before: ["trước ngày"]
    case .every: ["định kỳ", "lặp"]
    case .except: ["trừ ngày"]
    case .also: ["thêm ngày"]
    case .time: ["giờ"]
    case .onDayOff: ["trùng ngày nghỉ"]
    case .rrule: ["rrule"]
    }
  }

  /// The Vietnamese names at a level, where one of them differs from the rest of the format.
  func vietnamese(at level: KeyLevel) -> [String] {
    self == .kind && level == .document ? ["loại văn bản"] : vietnamese
  }
}

/// A key as the reader of a message knows it: in the language of the file.
struct KeyLabel: Sendable {
  let name: String
}

/// A level of a plan file: the kind of mapping a key stands in.
enum KeyLevel: Int, CaseIterable, Sendable {
  case head, document, period, calendar, reporting, defaults, unit, contact, theme, targetGroup, channel, activity, phase,
    amendment

  var keys: [PlanKey] {
    switch self {
    case .head:
      [
        .plan, .title, .document, .year, .period, .timezone, .language, .use, .defaults, .calendar, .reporting, .purpose, .budget,
        .units, .themes, .targetGroups, .channels, .activities, .amendments, .rules, .accept, .assumed, .note, .formerID,
      ]
    case .document: [.number, .issued, .issuer, .kind, .basis, .assumed, .note]
    case .period: [.from, .to]
    case .calendar: [.holidays, .daysOff, .workingDays, .milestones]
    case .reporting: [.cutOff]
    case .defaults:
      [.lead, .coordinate, .monitor, .reportTo, .themes, .targetGroups, .channels, .evidence, .remind, .onDayOff]
    case .unit:
      [
        .name, .short, .parent, .contact, .members, .from, .to, .successor, .requested, .collective, .formerID, .accept, .assumed,
        .note,
      ]
    case .contact: [.person, .phone, .email]
    case .theme: [.title, .targetGroups, .from, .to, .note]
    case .targetGroup: [.name]
    case .channel: [.name, .kind, .operator, .atOnce, .perDay, .days, .maxMinutes, .accept, .assumed, .note]
    case .activity: KeyLevel.phase.keys + [.phases]
    case .phase:
      [
        .title, .themes, .targetGroups, .channels, .lead, .coordinate, .implement, .monitor, .reportTo, .product, .target,
        .evidence,
        .place, .source, .budget, .internal, .remind, .after, .assumed, .accept, .note, .formerID, .day, .when, .from, .to, .due,
        .before, .every, .except, .also, .time, .onDayOff, .rrule,
      ]
    case .amendment: [.number, .issued, .summary]
    }
  }

  /// What a message calls the level.
  var name: Message {
    switch self {
    case .head: Message(vi: "phần đầu kế hoạch", en: "the head of the plan")
    case .document: Message(vi: "văn bản", en: "the document")
    case .period: Message(vi: "thời gian thực hiện", en: "the period")
    case .calendar: Message(vi: "lịch làm việc", en: "the calendar")
    case .reporting: Message(vi: "kỳ báo cáo", en: "the reporting section")
    case .defaults: Message(vi: "phần mặc định", en: "the defaults")
    case .unit: Message(vi: "đơn vị", en: "a unit")
    case .contact: Message(vi: "liên hệ", en: "a contact")
    case .theme: Message(vi: "chủ đề", en: "a theme")
    case .targetGroup: Message(vi: "đối tượng", en: "a target group")
    case .channel: Message(vi: "kênh", en: "a channel")
    case .activity: Message(vi: "hoạt động", en: "an activity")
    case .phase: Message(vi: "giai đoạn", en: "a phase")
    case .amendment: Message(vi: "lần điều chỉnh", en: "an amendment")
    }
  }

  /// What a spelling names, and whether it is the English name.
  typealias Spelling = (key: PlanKey, isEnglish: Bool)

  /// The spellings of each level, by the number of the level.
  private static let spellings: [[String: Spelling]] = allCases.map { level in
    var table: [String: Spelling] = [:]
    for key in level.keys {
      // The usual spellings stand in the table as they are, so that they need no folding.
      for name in key.vietnamese(at: level) {
        table[name] = (key, false)
        table[NormalizedText.foldedKey(name)] = (key, false)
      }
      table[key.rawValue] = (key, true)
      table[NormalizedText.foldedKey(key.rawValue)] = (key, true)
    }
    return table
  }

  /// The key that a spelling names at this level, in either language, and in which.
  func spelling(_ text: String) -> Spelling? {
    let table = Self.spellings[rawValue]
    return table[text] ?? table[NormalizedText.foldedKey(text)]
  }

  /// The key that a spelling names at this level, in either language.
  func key(spelled text: String) -> PlanKey? { spelling(text)?.key }

  /// A level that does know a key spelt so.
  func otherHome(of text: String) -> KeyLevel? {
    [.activity, .head, .unit, .channel, .calendar, .document, .theme].first { $0 != self && $0.key(spelled: text) != nil }
  }

  /// Every spelling of this level's keys, for suggestions.
  var names: [String] { keys.flatMap { [$0.rawValue] + $0.vietnamese(at: self) } }
}
