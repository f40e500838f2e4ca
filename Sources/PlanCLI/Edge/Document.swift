import ArgumentParser
import Glibc
import PlanModel
import PlanReports

/// Puts a finished document where it is wanted.
enum Document {
  /// Writes bytes into a file, whole or not at all, or to standard output where none is named.
  static func put(_ bytes: [UInt8], _ path: String?, _ language: Language) throws {
    guard let path, path != "-" else { return Streams.output(bytes) }
    do throws(WriteFailure) {
      try FileReplacement.write(bytes, toNewOrOld: path)
    } catch {
      Streams.say(error.sentence(language))
      throw ExitCode.cannot
    }
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
      throw failed(folder, error.code.map { SystemReason.message($0) } ?? Message(vi: error.text, en: error.text), language)
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
