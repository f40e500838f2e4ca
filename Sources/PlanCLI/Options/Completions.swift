import ArgumentParser
import Glibc
import PlanModel

extension CompletionKind {
  /// Plan files.
  static var planFiles: CompletionKind { .file(extensions: ["yaml", "yml"]) }

  /// The ids of the plan's tasks that begin as what is typed; the plan is the first file on the line.
  static var tasks: CompletionKind {
    .custom { words, _, prefix in
      guard let schedule = schedule(of: words) else { return [] }
      let own = schedule.plan.id.text + "/"
      var found: [String] = []
      var activities: Set<String> = []
      schedule.forEachTask { place in
        let id = schedule.id(at: place)
        guard id.hasPrefix(prefix), found.count < 2000 else { return }
        found.append(id)
      }
      // Before anything of an id is typed, the activities are enough.
      if found.count > 50, !prefix.hasPrefix(own) {
        for item in schedule.plan.work { activities.insert(own + item.path) }
        found = activities.filter { $0.hasPrefix(prefix) }.sorted()
      } else {
        // What comes up as needed has no task before it is recorded.
        for item in schedule.plan.work where schedule.plan.asNeeded(item.path) != nil && (own + item.path).hasPrefix(prefix) {
          found.append(own + item.path)
        }
      }
      return found
    }
  }

  /// The ids of the plan's units.
  static var units: CompletionKind {
    .custom { words, _, prefix in
      schedule(of: words)?.plan.units.ids.map(\.value.text).filter { $0.hasPrefix(prefix) } ?? []
    }
  }

  /// A word as the shell means it: shells hand them over with their quotes.
  private static func unquoted(_ word: String) -> String {
    var result = ""
    var quote: Character?
    var isEscaped = false
    for character in word {
      if isEscaped {
        result.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else {
        result.append(character)
      }
    }
    guard word.hasPrefix("~/"), let home = getenv("HOME").map({ String(cString: $0) }) else { return result }
    return home + result.dropFirst()
  }

  private static func schedule(of words: [String]) -> Schedule? {
    for word in words.map(unquoted) where word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      if let reading = try? PlanInput.read(word), let schedule = reading.schedule { return schedule }
    }
    return nil
  }
}
