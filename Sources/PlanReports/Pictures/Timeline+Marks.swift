import PlanModel

extension Timeline {
  /// From this many days on, work recurs and its days are ticks.
  private static let manyDays = 4

  /// The bars, marks and ticks of one piece of work.
  func bars(_ series: TaskSeries, _ y: Double, _ height: Double, _ page: inout HTMLText) {
    guard !series.slots.isEmpty else { return remark(say("khi phát sinh", "as needed"), Self.names + 4, y, height, &page) }
    var dated: [TaskSlot] = []
    var undated = 0
    var end = Self.names
    for slot in series.slots {
      switch slot.shape {
      case .ongoing:
        guard let start = slot.start else { continue }
        page.box(
          x(start), y + height * 0.36, PageRows.width - x(start), height * 0.28, .light, about: TaskTime(slot, language).text)
        end = PageRows.width
      case .window:
        guard let due = slot.due else { continue }
        let from = x(slot.start ?? due)
        let width = max(x(due) + dayWidth - from, 2)
        page.box(
          from, y + height * 0.2, width, height * 0.6, slot.isTentative ? .dashed : .middle, about: TaskTime(slot, language).text)
        end = max(end, from + width)
      case .day, .deadline, .asNeeded:
        guard let due = slot.due, dated.last?.due != due else { continue }
        dated.append(slot)
        end = max(end, x(due) + dayWidth)
      case .undated: undated += 1
      }
    }
    if dated.count >= Self.manyDays {
      ticks(dated, y, height, &page)
    } else {
      for slot in dated { mark(slot, y, height, &page) }
    }
    guard undated > 0 else { return }
    let isWaiting = series.slots.contains(where: \.isWaiting)
    let words = isWaiting ? say("chờ, chưa có ngày", "waiting, no date yet") : say("chưa có ngày", "no date")
    // Where there are dates too, the remark stands after the last of them, or before them where the year is over.
    if end + 110 <= PageRows.width { remark(words, end + 8, y, height, &page) }
  }

  private func remark(_ text: String, _ x: Double, _ y: Double, _ height: Double, _ page: inout HTMLText) {
    page.words(text, x, y + height * 0.7, size: min(10, height * 0.66))
  }

  /// Days that recur, as ticks; what is expected is a pair of short ones.
  private func ticks(_ slots: [TaskSlot], _ y: Double, _ height: Double, _ page: inout HTMLText) {
    var (fixed, expected) = ("", "")
    let (top, bottom) = (Measure.text(y + height * 0.15), Measure.text(y + height * 0.85))
    let gap = (Measure.text(y + height * 0.4), Measure.text(y + height * 0.6))
    for slot in slots {
      guard let due = slot.due else { continue }
      let place = Measure.text(x(due) + dayWidth / 2)
      if slot.isTentative {
        expected += "M\(place) \(top)V\(gap.0)M\(place) \(gap.1)V\(bottom)"
      } else {
        fixed += "M\(place) \(top)V\(bottom)"
      }
    }
    page.line(fixed, width: "1.2", color: "#000")
    page.line(expected, width: "1.2", color: "#000")
  }

  /// One day as a dot, one deadline as a diamond; hollow where it is expected.
  private func mark(_ slot: TaskSlot, _ y: Double, _ height: Double, _ page: inout HTMLText) {
    guard let due = slot.due else { return }
    page.shape(
      Self.path(slot.shape, x(due) + dayWidth / 2, y + height / 2, min(5, height * 0.32)), slot.isTentative ? .white : .black,
      about: TaskTime(slot, language).text)
  }

  /// The outline of a mark around a place.
  private static func path(_ shape: TaskSlot.Shape, _ x: Double, _ y: Double, _ radius: Double) -> String {
    let (left, right, top, bottom) = (
      Measure.text(x - radius), Measure.text(x + radius), Measure.text(y - radius), Measure.text(y + radius)
    )
    let (middle, level) = (Measure.text(x), Measure.text(y))
    guard shape == .day || shape == .asNeeded else {
      return "M\(middle) \(top)L\(right) \(level)L\(middle) \(bottom)L\(left) \(level)Z"
    }
    let size = Measure.text(radius)
    return "M\(left) \(level)A\(size) \(size) 0 1 1 \(right) \(level)A\(size) \(size) 0 1 1 \(left) \(level)Z"
  }

  /// What the signs mean, below the rows.
  func key(_ y: Double, _ page: inout HTMLText) {
    var place = 0.0
    func add(_ text: String, _ page: inout HTMLText) {
      page.words(text, place + 26, y, size: 9.5)
      place += 26 + FittedText.width(text, size: 9.5) + 14
    }
    page.box(place, y - 8, 22, 8, .middle)
    add(say("đợt việc", "window"), &page)
    page.box(place + 0.5, y - 8, 21, 8, .dashed)
    add(say("đợt dự kiến", "expected window"), &page)
    page.box(place, y - 6, 22, 4, .light)
    add(say("thường xuyên", "ongoing"), &page)
    page.shape(Self.path(.deadline, place + 17, y - 4, 4.5), .black)
    add(say("hạn", "deadline"), &page)
    page.shape(Self.path(.day, place + 17, y - 4, 4.5), .black)
    add(say("ngày diễn ra", "day"), &page)
    page.shape(Self.path(.deadline, place + 8, y - 4, 4.5), .white)
    page.shape(Self.path(.day, place + 19, y - 4, 4.5), .white)
    add(say("dự kiến", "expected"), &page)
    var ticks = ""
    for tick in 0..<4 { ticks += "M\(Measure.text(place + 4 + Double(tick) * 5)) \(Measure.text(y - 9))V\(Measure.text(y))" }
    page.line(ticks, width: "1.2", color: "#000")
    add(say("lặp lại", "recurring"), &page)
  }
}
