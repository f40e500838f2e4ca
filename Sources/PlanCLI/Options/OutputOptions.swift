import ArgumentParser
import Glibc
import PlanModel

/// Where a document goes.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("output"),
    help: help("Ghi vào tệp này thay vì ra màn hình.", "Writes into this file instead of standard output."), completion: .file())
  var path: String?

  /// The file; nil for standard output, which `-` names too.
  var file: String? { path == "-" ? nil : path }

  /// The ink for text that goes there: a file is never coloured.
  func ink(_ color: ColorOptions) -> TerminalInk {
    file == nil ? color.ink(for: STDOUT_FILENO) : TerminalInk(isColoured: false)
  }
}
