import Glibc
import PlanModel

/// A bar on a terminal that shows how far work has come, once it takes more than a second; nothing anywhere else.
struct ProgressBar {
  private let total: Int
  private let title: String
  private let start: UInt64
  private var lastShown: UInt64 = 0
  private let isTerminal: Bool
  private var done = 0

  init(_ title: String, total: Int) {
    self.title = title
    self.total = max(total, 1)
    start = Self.now
    isTerminal = isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// Takes one more piece of work as done.
  mutating func step() {
    done += 1
    guard isTerminal else { return }
    let now = Self.now
    guard now - start > 1_000_000_000, now - lastShown > 100_000_000 else { return }
    lastShown = now
    let filled = min(30, done * 30 / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    write("\r\(title) \(bar) \(done)/\(total)\u{1B}[K")
  }

  /// Takes the bar away.
  func end() {
    if lastShown > 0 { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
