import ArgumentParser
import Glibc
import PlanModel

/// Reads the plan files that a command is given.
enum PlanInput {
  /// Reads one plan with what it uses.
  static func read(_ path: String, asOf: CivilDate = AsOfOptions.today) throws(ReadFailure) -> PlanReading {
    let bytes = try FileInput.read(path)
    return PlanReading.read(SourceFile(name: path, bytes: bytes), asOf: asOf) { FileInput.used($0, plan: path) }
  }

  /// Says on standard error that a file cannot be read.
  static func say(_ failure: ReadFailure, _ language: Language) {
    let path = TerminalText(failure.path)
    Streams.say(
      language == .vi
        ? "plan: không đọc được `\(path)`: \(failure.reason.vi)" : "plan: cannot read `\(path)`: \(failure.reason.en)")
  }

  /// The schedules of plans without errors; where one has some, prints its findings and ends with 1.
  static func schedules(
    _ paths: [String], _ language: LanguageOptions, _ color: ColorOptions
  ) throws -> (schedules: [Schedule], language: Language, readings: [PlanReading]) {
    let (readings, spoken) = try readings(paths, language, color)
    let schedules = readings.compactMap(\.schedule)
    var seen: Set<Identifier<Plan>> = []
    for schedule in schedules where !seen.insert(schedule.plan.id).inserted {
      throw UsageFailure(
        message: spoken == .en
          ? "two files have the plan id `\(schedule.plan.id)`: their tasks would mix."
          : "hai tệp cùng mã kế hoạch `\(schedule.plan.id)`: việc của chúng sẽ lẫn vào nhau.")
    }
    return (schedules, spoken, readings)
  }

  /// Plans without errors, as read; where one has some, prints its findings and ends with 1.
  private static func readings(
    _ paths: [String], _ language: LanguageOptions, _ color: ColorOptions
  ) throws -> (readings: [PlanReading], language: Language) {
    var readings: [PlanReading] = []
    var isUnreadable = false
    var hasErrors = false
    var spoken: Language?
    for path in paths {
      do throws(ReadFailure) {
        let reading = try read(path)
        let tongue = spoken ?? language.resolved(plan: reading.language)
        spoken = tongue
        if reading.schedule != nil {
          readings.append(reading)
          continue
        }
        hasErrors = true
        let renderer = TextRenderer(language: tongue, ink: color.ink(for: STDERR_FILENO))
        for finding in reading.diagnostics {
          Streams.say(renderer.render(LocatedDiagnostic(finding, in: reading.sources)))
        }
        if reading.isRegistry, !reading.hasErrors {
          Streams.say(
            Message(
              vi: "plan: `\(TerminalText(path))` không có `plan`: đây là tệp dùng chung, không phải kế hoạch",
              en: "plan: `\(TerminalText(path))` has no `plan`: it is a registry, not a plan"
            ).text(tongue))
        }
      } catch {
        isUnreadable = true
        say(error, language.resolved(plan: .vi))
      }
    }
    if isUnreadable { throw ExitCode.cannot }
    if hasErrors { throw ExitCode.findings }
    return (readings, spoken ?? .vi)
  }
}

extension PlanInput {
  /// One plan without errors, with what was read; where it has some, prints its findings and ends with 1.
  static func schedule(
    _ path: String, _ language: LanguageOptions, _ color: ColorOptions
  ) throws -> (reading: PlanReading, schedule: Schedule, language: Language) {
    let all = try readings([path], language, color)
    guard let reading = all.readings.first, let schedule = reading.schedule else { throw ExitCode.findings }
    return (reading, schedule, all.language)
  }
}

/// Finds what an option names in plans.
enum NameLookup {
  /// The units an option names, a group as its members; throws where no plan has it.
  static func units(_ name: String?, in schedules: [Schedule], _ language: Language) throws -> [Identifier<Plan>: Set<Int>]? {
    guard let name else { return nil }
    var found: [Identifier<Plan>: Set<Int>] = [:]
    for schedule in schedules {
      if let position = schedule.plan.units.ids.firstIndex(where: { $0.value.text == name }) {
        found[schedule.plan.id] = Set(schedule.plan.members(of: position))
      }
    }
    guard found.isEmpty else { return found }
    throw unknown(
      name, Message(vi: "đơn vị", en: "unit"), among: schedules.flatMap { $0.plan.units.ids.map(\.value.text) }, language)
  }

  /// An id that an option names; throws where no plan has it.
  static func id<Entity>(
    _ name: String?, _ noun: Message, in schedules: [Schedule], _ table: KeyPath<Plan, EntityTable<Entity>>, _ language: Language
  ) throws -> Identifier<Entity>? {
    guard let name else { return nil }
    let ids = schedules.flatMap { $0.plan[keyPath: table].ids.map(\.value) }
    if let id = ids.first(where: { $0.text == name }) { return id }
    throw unknown(name, noun, among: ids.map(\.text), language)
  }

  /// Says that a name may mean several tasks, with the first of them; `more` is what else would tell them apart.
  static func several(
    _ name: String, _ candidates: [String], count: Int, _ language: Language, more: Message = Message(vi: "", en: "")
  ) -> UsageFailure {
    let list = candidates.prefix(8).map { "\n  " + $0 }.joined() + (count > min(candidates.count, 8) ? "\n  …" : "")
    let text = TerminalText(name)
    return UsageFailure(
      message: language == .vi
        ? "`\(text)` có thể là \(count) việc, hãy viết rõ hơn\(more.vi):\(list)"
        : "`\(text)` may be any of \(count) tasks; say which\(more.en):\(list)")
  }

  /// Says that nothing of this kind has the name, with the names that are close to it.
  static func unknown(
    _ name: String, _ noun: Message, among ids: [String], in place: Message = Message(vi: " trong kế hoạch", en: " in the plan"),
    _ language: Language
  ) -> UsageFailure {
    let close = closest(to: name, among: ids)
    let hint = close.isEmpty ? "" : (language == .vi ? " Có phải: " : " Did you mean: ") + close.joined(separator: ", ") + "?"
    let text = TerminalText(name.count > 80 ? String(name.prefix(80)) + "…" : name)
    return UsageFailure(
      message: language == .vi
        ? "không có \(noun.vi) `\(text)`\(place.vi).\(hint)" : "there is no \(noun.en) `\(text)`\(place.en).\(hint)")
  }
}
