import ArgumentParser
import Glibc
import PlanModel

extension Document {
  /// Writes a file that is not there yet, or to standard output where none is named.
  ///
  /// - Parameters:
  ///   - bytes: What is written.
  ///   - path: The file; nil or `-` for standard output.
  ///   - replacing: Whether a file that is there may be replaced.
  ///   - inputs: The files it is made from: none of them is written over.
  ///   - language: The language of messages.
  /// - Throws: A ``UsageFailure`` where the file is one of `inputs`; the exit code where it is there or cannot be written.
  static func putNew(_ bytes: [UInt8], _ path: String?, replacing: Bool, from inputs: [String], _ language: Language) throws {
    try checkNew(path, replacing: replacing, language)
    try put(bytes, path, from: inputs, language)
  }

  /// Ends with the exit code where a file is there and may not be replaced.
  static func checkNew(_ path: String?, replacing: Bool, _ language: Language) throws {
    var info = stat()
    guard let path, path != "-", !replacing, lstat(path, &info) == 0 else { return }
    let name = TerminalText(path)
    Streams.say(
      language == .vi
        ? "plan: `\(name)` đã có nên không ghi đè; chọn tên khác, hoặc thêm --force để thay"
        : "plan: `\(name)` is there already and stays; choose another name, or add --force to replace it")
    throw ExitCode.cannot
  }
}
