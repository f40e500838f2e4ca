import Glibc
import PlanModel

/// Why a file cannot be read.
struct ReadFailure: Error {
  let path: String
  let reason: Message
}

/// Reads files whole, up to a limit.
enum FileInput {
  /// One byte more than a plan may have, so that what is too large shows.
  private static let limit = 8 * 1024 * 1024 + 1

  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws(ReadFailure) -> [UInt8] {
    if path == "-" { return try read(STDIN_FILENO, path) }
    var link = stat()
    if lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFIFO || link.st_mode & S_IFMT == S_IFSOCK {
      throw ReadFailure(path: path, reason: Message(vi: "không phải là tệp", en: "not a file"))
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var info = stat()
    if fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
      throw ReadFailure(path: path, reason: Message(vi: "là một thư mục", en: "it is a folder"))
    }
    return try read(descriptor, path)
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static func failure(_ path: String, _ code: Int32) -> ReadFailure {
    let system = String(cString: strerror(code))
    let vietnamese =
      switch code {
      case ENOENT: "không có tệp này"
      case EACCES, EPERM: "không có quyền đọc"
      case EISDIR: "là một thư mục"
      default: system
      }
    return ReadFailure(path: path, reason: Message(vi: vietnamese, en: system.lowercased()))
  }

  /// Reads a file that a plan in `folder` uses; links must not lead out of it.
  static func used(_ path: String, plan: String) -> Result<[UInt8], LoadFailure> {
    guard let real = realpath(path, nil) else {
      return .failure(errno == ENOENT ? .missing : .unreadable(String(cString: strerror(errno))))
    }
    defer { free(real) }
    let slash = plan.lastIndex(of: "/")
    let folder = slash.map { String(plan[...$0]) } ?? "."
    guard let root = realpath(folder, nil) else { return .failure(.outside) }
    defer { free(root) }
    let inside = String(cString: root) == "/" ? "/" : String(cString: root) + "/"
    guard String(cString: real).utf8.starts(with: inside.utf8) else { return .failure(.outside) }
    do throws(ReadFailure) {
      return .success(try read(path))
    } catch {
      return .failure(.unreadable(error.reason.vi))
    }
  }
}
