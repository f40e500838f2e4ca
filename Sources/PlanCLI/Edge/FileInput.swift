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
  static let limit = 8 * 1024 * 1024 + 1

  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String, limit: Int = Self.limit) throws(ReadFailure) -> [UInt8] {
    if path == "-" { return try read(STDIN_FILENO, path, limit) }
    // Without O_NONBLOCK a FIFO that nobody writes to would be waited for without end.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { throw ReadFailure(path: path, reason: SystemReason.message(errno)) }
    defer { close(descriptor) }
    var info = stat()
    if fstat(descriptor, &info) == 0 {
      if info.st_mode & S_IFMT == S_IFDIR {
        throw ReadFailure(path: path, reason: Message(vi: "là một thư mục", en: "it is a folder"))
      }
      // `<(command)` is a pipe the shell holds open under /dev/fd; any other pipe is no plan file.
      if info.st_mode & S_IFMT == S_IFIFO {
        guard path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/") || path == "/dev/stdin" else {
          throw ReadFailure(path: path, reason: Message(vi: "không phải là tệp", en: "not a file"))
        }
        _ = fcntl(descriptor, F_SETFL, 0)
      }
    }
    return try read(descriptor, path, limit)
  }

  private static func read(_ descriptor: Int32, _ path: String, _ limit: Int) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw ReadFailure(path: path, reason: SystemReason.message(errno))
      }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Reads a file that a plan in `folder` uses; links must not lead out of it.
  static func used(_ path: String, plan: String) -> Result<[UInt8], LoadFailure> {
    guard let real = realpath(path, nil) else {
      return .failure(errno == ENOENT ? .missing : .unreadable(SystemReason.message(errno)))
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
      return .failure(.unreadable(error.reason))
    }
  }
}
