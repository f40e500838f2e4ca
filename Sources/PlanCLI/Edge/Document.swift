import ArgumentParser
import Glibc
import PlanModel
import PlanReports

/// Puts a finished document where it is wanted.
enum Document {
  /// Writes bytes into a file, whole or not at all, or to standard output where none is named.
  ///
  /// - Parameters:
  ///   - bytes: What is written.
  ///   - path: The file; nil or `-` for standard output.
  ///   - inputs: The files it is made from, and the store: none of them is written over.
  ///   - language: The language of messages.
  /// - Throws: A ``UsageFailure`` where the file is one of `inputs`; the exit code where it cannot be written.
  static func put(_ bytes: [UInt8], _ path: String?, from inputs: [String], _ language: Language) throws {
    guard let path, path != "-" else { return Streams.output(bytes) }
    if isStore(path) || inputs.contains(where: { isSame(path, $0) }) {
      throw UsageFailure(
        message: language == .vi
          ? "`\(TerminalText(path))` là kế hoạch, tệp dùng chung hay kho tiến độ; hãy ghi vào tệp khác"
          : "`\(TerminalText(path))` is the plan, a shared file or the store of progress; write into another file")
    }
    do throws(WriteFailure) {
      try FileReplacement.write(bytes, toNewOrOld: path)
    } catch {
      Streams.say(error.sentence(language))
      throw ExitCode.cannot
    }
  }
}

extension Document {
  /// Whether a file is a store of progress, which no document ever replaces.
  private static func isStore(_ path: String) -> Bool {
    let mark = Array("SQLite format 3\0".utf8)
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var head = [UInt8](repeating: 0, count: mark.count)
    return read(file, &head, mark.count) == mark.count && head == mark
  }

  /// Whether two paths lead to one file, or would if both were there.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    if stat(one, &first) == 0, stat(other, &second) == 0 {
      return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }
    return resolved(one) == resolved(other)
  }

  /// The path that a file has or will have.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard let slash = path.lastIndex(of: "/") else { return resolved(".") + "/" + path }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    guard let real = realpath(folder, nil) else { return path }
    defer { free(real) }
    return String(cString: real) + "/" + path[path.index(after: slash)...]
  }

  /// The files of a command that no document may be written over: plans, what they use, stores, and the journals of stores.
  static func inputs(_ plans: [String], _ readings: [PlanReading], _ store: StoreOptions) -> [String] {
    let stores = plans.compactMap { store.path(plan: $0) }
    let shared = readings.flatMap { $0.sources.files.dropFirst().map(\.name) }
    return plans.filter { $0 != "-" } + shared + stores + stores.map { $0 + "-journal" }
  }
}

/// Makes workbooks, which their library writes into files only.
enum Workbook {
  /// The moment at which every workbook counts as made, so that equal ones are equal to the byte: 1 January 2018.
  private static let created = 1_514_764_800

  /// The bytes of a checklist as a workbook.
  static func bytes(of checklist: Checklist, _ written: Language, _ language: Language) throws -> [UInt8] {
    let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((base + "/plan-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw failed(base, SystemReason.message(errno), language) }
    let folder = String(cString: made)
    let file = folder + "/checklist.xlsx"
    defer {
      unlink(file)
      rmdir(folder)
    }
    do throws(WorkbookFailure) {
      try checklist.writeWorkbook(to: file, temporaryFolder: folder, created: created, written)
    } catch {
      switch error {
      case .file(let reason, let code):
        throw failed(folder, code.map { SystemReason.message($0) } ?? Message(vi: reason, en: reason), language)
      case .library(let missing):
        Streams.say(
          language == .vi
            ? "plan: không ghi được xlsx: \(missing.message.vi), hoặc ghi ra csv"
            : "plan: the xlsx could not be written: \(missing.message.en), or write csv instead")
        throw ExitCode.cannot
      }
    }
    do throws(ReadFailure) {
      return try FileInput.read(file, limit: 1 << 30)
    } catch {
      throw failed(folder, error.reason, language)
    }
  }

  private static func failed(_ path: String, _ reason: Message, _ language: Language) -> ExitCode {
    Streams.say(WriteFailure(path: path, reason: reason).sentence(language))
    return .cannot
  }
}
