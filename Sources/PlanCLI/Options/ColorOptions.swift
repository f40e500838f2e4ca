import ArgumentParser
import Glibc
import PlanModel

/// When to colour.
enum ColorMode: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Whether the output is coloured.
struct ColorOptions: ParsableArguments {
  @Option(help: help("Tô màu: auto, always hoặc never.", "Colour the output: auto, always or never."))
  var color: ColorMode = .auto

  /// Ink for a stream: coloured on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
  func ink(for descriptor: Int32) -> TerminalInk {
    switch color {
    case .always: return TerminalInk(isColoured: true)
    case .never: return TerminalInk(isColoured: false)
    case .auto:
      let isPlain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
      let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
      return TerminalInk(isColoured: isatty(descriptor) == 1 && !isPlain && !isDumb)
    }
  }
}
