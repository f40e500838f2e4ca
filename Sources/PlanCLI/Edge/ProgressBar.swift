import Glibc
import PlanModel
import Synchronization

/// A bar on a terminal that shows how far work has come, once it takes more than a second; nothing anywhere else.
final class ProgressBar: Sendable {
  private let total: Int
  private let title: String
  private let start: UInt64
  private let isTerminal: Bool
  private let shown = Mutex<(done: Int, lastShown: UInt64)>((0, 0))

  init(_ title: String, total: Int) {
    self.title = title
    self.total = max(total, 1)
    start = Self.now
    isTerminal = isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// Takes one more piece of work as done; any thread may say so.
  func step() {
    guard isTerminal else { return }
    shown.withLock { shown in
      shown.done += 1
      let now = Self.now
      guard now - start > 1_000_000_000, now - shown.lastShown > 100_000_000 else { return }
      shown.lastShown = now
      let filled = min(30, shown.done * 30 / total)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      Self.write("\r\(title) \(bar) \(shown.done)/\(total)\u{1B}[K")
    }
  }

  /// Takes the bar away.
  func end() {
    if shown.withLock({ $0.lastShown }) > 0 { Self.write("\r\u{1B}[K") }
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
