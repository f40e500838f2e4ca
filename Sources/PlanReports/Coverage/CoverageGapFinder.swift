import PlanModel

/// Finds what a plan should reach and does not.
///
/// Of a letter or a directive, which seldom has dates, nothing is said about time. What the plan takes from a shared file is missed
/// only where the plan uses it.
struct CoverageGapFinder {
  /// What is asked of one piece of work.
  private struct Speech {
    let item: WorkItem
    /// The months in which it is heard.
    let heard: [Bool]
    /// The tasks without a date.
    let undated: Int
    /// Whether it is done when something comes up.
    let isAsNeeded: Bool
  }

  private let plan: Plan
  private let months: CoverageMonths
  private let speeches: [Speech]
  /// Whether gaps of time are told of.
  private let isTimed: Bool
  private let ofGroup: [Int: [Int]]
  private let ofTheme: [Int: [Int]]
  /// What any work names, internal work too.
  private let named: (groups: Set<Identifier<TargetGroup>>, themes: Set<Identifier<Theme>>, channels: Set<Identifier<Channel>>)
  /// Whether the activities that reach somebody use several channels.
  private let hasChannels: Bool

  init(_ schedule: Schedule) {
    let plan = schedule.plan
    let months = CoverageMonths(plan)
    (self.plan, self.months) = (plan, months)
    isTimed = plan.kind == .plan
    speeches = schedule.series.compactMap { series in
      let item = plan.work[series.work]
      guard !item.isInternal else { return nil }
      var heard = [Bool](repeating: false, count: months.count)
      for days in series.heardDays(in: plan) { months.note(days, in: &heard) }
      return Speech(
        item: item, heard: heard, undated: series.slots.count { $0.shape == .undated }, isAsNeeded: series.slots.isEmpty)
    }
    var (ofGroup, ofTheme): ([Int: [Int]], [Int: [Int]]) = ([:], [:])
    for (number, speech) in speeches.enumerated() {
      for group in speech.item.targetGroups.compactMap({ plan.targetGroups.position(of: $0.value) }).eachOnce {
        ofGroup[group, default: []].append(number)
      }
      for theme in speech.item.themes.compactMap({ plan.themes.position(of: $0.value) }).eachOnce {
        ofTheme[theme, default: []].append(number)
      }
    }
    (self.ofGroup, self.ofTheme) = (ofGroup, ofTheme)
    named = (
      Set(plan.work.lazy.flatMap(\.targetGroups).map(\.value)), Set(plan.work.lazy.flatMap(\.themes).map(\.value)),
      Set(plan.work.lazy.flatMap(\.channels).map(\.value))
    )
    hasChannels = Set(speeches.lazy.flatMap { $0.item.channels }.map(\.value)).count > 1
  }

  /// The gaps, by place; `sources` are the files the plan was read from.
  func gaps(in sources: SourceSet) -> [CoverageGap] {
    guard !plan.work.isEmpty else { return [] }
    let found =
      plan.targetGroups.all.indices.compactMap(targetGroup) + plan.themes.all.indices.compactMap(theme)
      + plan.channels.all.indices.compactMap(channel) + emptyQuarters()
    return found.enumerated().sorted { ($0.element.span, $0.offset) < ($1.element.span, $1.offset) }.map { _, draft in
      CoverageGap(
        kinds: draft.kinds, id: draft.id, message: draft.message, file: sources[draft.span.file].name,
        position: sources.positions(of: draft.span).start, subject: draft.subject, missed: draft.missed, quarters: draft.quarters)
    }
  }

  /// A gap with its place as the reader keeps it.
  private struct Draft {
    let kinds: [CoverageGap.Kind]
    let subject: CoverageGap.Subject
    let id: String
    let span: SourceSpan
    let message: Message
    var missed: [Int] = []
    var quarters: Set<Int> = []
  }

  // MARK: Target groups

  private func targetGroup(_ group: Int) -> Draft? {
    let id = plan.targetGroups.ids[group]
    let name = plan.targetGroups[group].name
    guard let reaching = ofGroup[group].map({ $0.map { speeches[$0] } }) else {
      guard isOwn(id.span) else { return nil }
      let words =
        named.groups.contains(id.value)
        ? Message(vi: "chỉ có việc nội bộ, không hoạt động nào hướng đến", en: "internal work only, no activity reaches them")
        : Message(vi: "không hoạt động nào hướng đến", en: "no activity reaches them")
      return Draft(
        kinds: [.targetGroupUnreached], subject: .targetGroup(group), id: id.value.text, span: id.span,
        message: Self.sentence(Message(vi: name, en: name), [words]), quarters: expected([]))
    }
    var (kinds, parts): ([CoverageGap.Kind], [Message]) = ([], [])
    if let only = narrow(reaching) {
      kinds.append(.targetGroupNarrow)
      parts.append(only)
    }
    let silence = isTimed ? self.silence(reaching) : nil
    if let silence {
      kinds.append(.targetGroupSilent)
      parts.append(silence)
    }
    guard !parts.isEmpty else { return nil }
    return Draft(
      kinds: kinds, subject: .targetGroup(group), id: id.value.text,
      span: place(id, plan.work.lazy.flatMap(\.targetGroups)), message: Self.sentence(Message(vi: name, en: name), parts),
      quarters: silence == nil ? [] : expected(reaching))
  }

  /// The one activity or channel through which people are reached; nil where there are several, or the plan has no other.
  private func narrow(_ reaching: [Speech]) -> Message? {
    let activities = Set(reaching.map(\.item.activity))
    let channels = Set(reaching.flatMap { $0.item.channels.map(\.value) })
    let isOneChannel = channels.count == 1 && reaching.allSatisfy { !$0.item.channels.isEmpty }
    let channel = isOneChannel ? channels.first.flatMap { plan.channels[$0]?.name } : nil
    if activities.count == 1, let first = reaching.first, speeches.contains(where: { $0.item.activity != first.item.activity }) {
      let title = WorkTitle(first.item.activityTitle)
      return Message(
        vi: "chỉ có “\(title.text)”" + (channel.map { " qua \($0)" } ?? ""),
        en: "only “\(title.text)”" + (channel.map { " through \($0)" } ?? ""))
    }
    guard activities.count > 1, hasChannels, let channel else { return nil }
    return Message(vi: "chỉ qua một kênh, \(channel)", en: "through one channel only, \(channel)")
  }

  private func silence(_ reaching: [Speech]) -> Message? {
    let heard = heard(reaching)
    let undated = reaching.reduce(0) { $0 + $1.undated }
    guard heard.contains(true) else {
      if undated == 0, reaching.allSatisfy(\.isAsNeeded) {
        return Message(
          vi: "chỉ khi phát sinh, không có ngày nào định trước", en: "only as needed, on no day that is known before")
      }
      return Message(
        vi: "\(undated) lượt, chưa lượt nào có ngày", en: "\(undated) occasion\(undated == 1 ? "" : "s"), none with a date")
    }
    guard let words = CoverageSilence(heard, months).words else { return nil }
    var (vi, en) = (words.vi, words.en)
    if undated > 0 {
      vi += " (chưa kể \(undated) lượt chưa có ngày)"
      en += " (apart from \(undated) occasion\(undated == 1 ? "" : "s") without a date)"
    } else if reaching.contains(where: \.isAsNeeded) {
      vi += " (chưa kể việc khi phát sinh)"
      en += " (apart from work as needed)"
    }
    return Message(vi: vi, en: en)
  }

  // MARK: Themes and channels

  private func theme(_ theme: Int) -> Draft? {
    let id = plan.themes.ids[theme]
    let entity = plan.themes[theme]
    let name = Message(vi: "Chủ đề “\(entity.title)”", en: "Theme “\(entity.title)”")
    guard let speaking = ofTheme[theme].map({ $0.map { speeches[$0] } }) else {
      guard isOwn(id.span) else { return nil }
      let words =
        named.themes.contains(id.value)
        ? Message(vi: "chỉ có việc nội bộ, không đến ai", en: "internal work only, which reaches nobody")
        : Message(vi: "không hoạt động nào nói đến", en: "no activity speaks of it")
      return Draft(
        kinds: [.themeUnused], subject: .theme(theme), id: id.value.text, span: id.span,
        message: Self.sentence(name, [words]), quarters: expected([]))
    }
    var (kinds, parts): ([CoverageGap.Kind], [Message]) = ([], [])
    let reached = Set(speaking.flatMap { $0.item.targetGroups.map(\.value) })
    let missed = isOwn(id.span) ? entity.targetGroups.filter { !reached.contains($0.value) } : []
    if !missed.isEmpty {
      let names = missed.map { plan.targetGroups[$0.value]?.name ?? $0.value.text }
      kinds.append(.themeMissesGroup)
      parts.append(
        Message(
          vi: "hướng tới \(CoverageSilence.listed(names, "và")) mà không hoạt động nào của chủ đề đến được",
          en: "meant for \(CoverageSilence.listed(names, "and")), and none of its activities reaches them"))
    }
    let brief = isTimed && !entity.isSeasonal ? brief(speaking) : nil
    if let brief {
      kinds.append(.themeBrief)
      parts.append(brief)
    }
    guard !parts.isEmpty else { return nil }
    return Draft(
      kinds: kinds, subject: .theme(theme), id: id.value.text, span: place(id, plan.work.lazy.flatMap(\.themes)),
      message: Self.sentence(name, parts), missed: missed.compactMap { plan.targetGroups.position(of: $0.value) },
      quarters: brief == nil ? [] : expected(speaking))
  }

  /// That a theme is spoken of in one quarter only, of a plan that has several.
  private func brief(_ speaking: [Speech]) -> Message? {
    guard !speaking.contains(where: { $0.undated > 0 || $0.isAsNeeded }) else { return nil }
    let heard = heard(speaking)
    let quarters = Set(heard.indices.filter { heard[$0] }.map { (months.first + $0) / 3 })
    let all = Set(months.whole.map { (months.first + $0) / 3 })
    guard quarters.count == 1, let only = quarters.first, all.count > 1 else { return nil }
    let name = CalendarPeriod.quarter(year: only / 4, quarter: only % 4 + 1).fullName
    let others = all.subtracting(quarters).count
    return Message(
      vi: "chỉ có trong \(name.vi), \(others) quý còn lại không có gì",
      en: "only in \(name.en), nothing in the \(others) other quarter\(others == 1 ? "" : "s")")
  }

  private func channel(_ channel: Int) -> Draft? {
    let id = plan.channels.ids[channel]
    guard isOwn(id.span), !named.channels.contains(id.value) else { return nil }
    let name = plan.channels[channel].name
    return Draft(
      kinds: [.channelUnused], subject: .channel(channel), id: id.value.text, span: id.span,
      message: Self.sentence(
        Message(vi: "Kênh “\(name)”", en: "Channel “\(name)”"),
        [Message(vi: "không hoạt động nào dùng", en: "no activity uses it")]), quarters: expected([]))
  }

  // MARK: Quarters

  private func emptyQuarters() -> [Draft] {
    guard isTimed, !speeches.isEmpty else { return [] }
    let heard = heard(speeches)
    // Where nothing has a date, the days are missing and not the work.
    guard heard.contains(true) else { return [] }
    let undated = speeches.reduce(0) { $0 + $1.undated }
    return expected(speeches).sorted().map { position in
      let quarter = quarters.lowerBound + position
      let period = CalendarPeriod.quarter(year: quarter / 4, quarter: quarter % 4 + 1)
      var words = Message(vi: "không có hoạt động tuyên truyền nào", en: "no activity reaches anybody")
      if undated > 0 {
        words = Message(
          vi: words.vi + " (chưa kể \(undated) lượt chưa có ngày)",
          en: words.en + " (apart from \(undated) occasion\(undated == 1 ? "" : "s") without a date)")
      }
      let name = period.fullName
      return Draft(
        kinds: [.quarterEmpty], subject: .quarter(position), id: period.key, span: plan.idSpan,
        message: Self.sentence(Message(vi: name.vi.prefix(1).uppercased() + name.vi.dropFirst(), en: name.en), [words]))
    }
  }

  // MARK: What all share

  /// The quarters of the plan's period, counted from the first of the year 0.
  private var quarters: ClosedRange<Int> {
    let (first, last) = (CoverageMonths.index(plan.period.first) / 3, CoverageMonths.index(plan.period.last) / 3)
    return first...max(first, last)
  }

  /// The quarters, as positions among those of the plan, that have a whole month and in which nothing of `speeches` is heard.
  private func expected(_ speeches: [Speech]) -> Set<Int> {
    guard isTimed else { return [] }
    let heard = heard(speeches)
    let loud = Set(heard.indices.filter { heard[$0] }.map { (months.first + $0) / 3 })
    return Set(months.whole.map { (months.first + $0) / 3 }.filter { !loud.contains($0) }.map { $0 - quarters.lowerBound })
  }

  private func heard(_ speeches: [Speech]) -> [Bool] {
    var result = [Bool](repeating: false, count: months.count)
    for speech in speeches { for month in result.indices where speech.heard[month] { result[month] = true } }
    return result
  }

  private func isOwn(_ span: SourceSpan) -> Bool { span.file == plan.idSpan.file }

  /// Where something stands in the plan's own file: its definition, or else where the plan first names it.
  private func place<Entity>(_ id: Located<Identifier<Entity>>, _ references: some Sequence<Reference<Entity>>) -> SourceSpan {
    guard !isOwn(id.span) else { return id.span }
    return references.first { $0.value == id.value && isOwn($0.span) }?.span ?? id.span
  }

  /// `Học sinh: chỉ có “Cuộc thi”, không có gì trước tháng 3`.
  private static func sentence(_ name: Message, _ parts: [Message]) -> Message {
    Message(
      vi: "\(name.vi): \(parts.map(\.vi).joined(separator: ", "))", en: "\(name.en): \(parts.map(\.en).joined(separator: ", "))")
  }
}

/// The title of a piece of work as a whole: a place that a period fills in each task is left open.
struct WorkTitle {
  private let title: String

  init(_ title: String) { self.title = title }

  /// `Báo cáo kết quả tuyên truyền quý …`.
  var text: String {
    var text = title
    for placeholder in ["{period}", "{kỳ}"] where text.utf8.contains(UInt8(ascii: "{")) {
      text = text.split(separator: placeholder, omittingEmptySubsequences: false).joined(separator: "…")
    }
    return text
  }
}
