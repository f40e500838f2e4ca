import ArgumentParser
import PlanModel
import ProgressStore

/// Brings what is recorded to the plans that a command is given.
enum ProgressInput {
  /// The plans with their progress as of a day; a store that is not there holds nothing.
  static func progress(
    _ schedules: [Schedule], files: [String], _ store: StoreOptions, asOf: CivilDate, _ language: Language
  ) throws -> [ScheduleProgress] {
    var logs: [String: [String: [ProgressEntry]]] = [:]
    return try zip(schedules, files).map { schedule, file in
      guard let path = store.path(plan: file) else { return ScheduleProgress(schedule, asOf: asOf) }
      let log = try logs[path] ?? entriesByTask(path, language)
      logs[path] = log
      guard !log.isEmpty else { return ScheduleProgress(schedule, asOf: asOf) }
      return ScheduleProgress(schedule, entriesByTask: log, asOf: asOf)
    }
  }

  /// The entries of a store by task.
  private static func entriesByTask(_ path: String, _ language: Language) throws -> [String: [ProgressEntry]] {
    Dictionary(grouping: try entries(path, language), by: \.task)
  }

  /// The entries of a store; none where there is no store.
  ///
  /// With `prefixes` those are enough of a large store whose tasks' ids begin so.
  static func entries(_ path: String, prefixes: [String]? = nil, _ language: Language) throws -> [ProgressEntry] {
    do throws(StoreFailure) {
      guard let store = try ProgressStore.reading(path) else { return [] }
      if let prefixes { return try store.entries(prefixes: prefixes) }
      return try store.entries()
    } catch {
      throw said(error, path, language)
    }
  }

  /// Says why a store cannot be used; gives the exit code.
  static func said(_ failure: StoreFailure, _ path: String, _ language: Language) -> ExitCode {
    Streams.say("plan: `\(TerminalText(path))`: \(failure.message.text(language))")
    return failure.kind == .busy ? .busy : .cannot
  }
}
