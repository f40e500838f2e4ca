/// When a task is, in words.
public struct TaskTime: Sendable {
  /// `T3 01/05/2018, 17:30-17:45`, `hạn T4 20/06/2018`, `01/05/2018 – T5 31/05/2018`, `thường xuyên`.
  public let text: String

  /// How weekdays are written.
  public enum Style: Sendable {
    /// `T3`.
    case short
    /// `Thứ Ba`.
    case full
  }

  /// Says when a slot is.
  public init(_ slot: TaskSlot, _ language: Language, style: Style = .short) {
    func dated(_ day: CivilDate) -> String {
      "\((style == .short ? day.weekday.short : day.weekday.name).text(language)) \(day.officeText)"
    }
    let time = slot.time.map { ", \($0.text)" } ?? ""
    switch (slot.shape, slot.start, slot.due) {
    case (.deadline, _, let due?): text = (language == .vi ? "hạn " : "by ") + dated(due) + time
    case (.window, let start?, let due?) where start != due: text = "\(start.officeText) – \(dated(due))\(time)"
    case (_, _, let due?): text = dated(due) + time
    case (.asNeeded, let start?, _): text = dated(start)
    case (.ongoing, _, _): text = language == .vi ? "thường xuyên" : "ongoing"
    default:
      text =
        slot.isWaiting
        ? (language == .vi ? "chờ" : "waiting") : (language == .vi ? "chưa ấn định thời hạn" : "undated")
    }
  }
}

extension Plan {
  /// Why the day of a task is not the nominal one: ` (dời từ T2 30/04: Ngày Chiến thắng)`; nil where it is.
  public func shiftReason(of slot: TaskSlot) -> Message? {
    if let extended = slot.extended {
      let document = extended.document.map { TerminalText($0).description }
      return Message(
        vi: " (gia hạn, hạn cũ \(extended.due.officeText)\(document.map { ", theo \($0)" } ?? ""))",
        en: " (extended from \(extended.due.officeText)\(document.map { " by \($0)" } ?? ""))")
    }
    guard slot.isMoved, let nominal = slot.nominal else { return nil }
    let day = nominal.officeText.prefix(5)
    let reason = calendar.reason(nominal).flatMap { $0.source != nil || $0.place != nil ? $0.name : nil }
    func text(_ language: Language) -> String { reason.map { ": \(TerminalText($0.text(language)))" } ?? "" }
    return Message(
      vi: " (dời từ \(nominal.weekday.short.vi) \(day)\(text(.vi)))",
      en: " (moved from \(nominal.weekday.short.en) \(day)\(text(.en)))")
  }

  /// `Kế hoạch số 50/KH-UBND`; nil where the document has no number.
  public func documentName(_ language: Language) -> String? {
    guard let document, let number = document.number else { return nil }
    let kind = document.kind.name.text(language)
    let capital = kind.withFirstLetter(capital: true)
    return language == .vi ? "\(capital) số \(number)" : "\(capital) \(number)"
  }

  /// What a feed says it is: `Lịch công việc theo Kế hoạch số 50/KH-UBND`.
  public func feedDescription(_ language: Language) -> String {
    let document = documentName(language) ?? title
    return language == .vi ? "Lịch công việc theo \(document)" : "Tasks of \(document)"
  }
}

extension Schedule {
  /// Whether a unit begins or ends, so that who acts can change from day to day.
  public var hasChangingUnits: Bool { plan.units.all.contains { $0.firstDay != nil || $0.lastDay != nil } }
}
