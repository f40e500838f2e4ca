import Glibc
import PlanModel

/// Why a file cannot be written.
struct WriteFailure: Error {
  let path: String
  let reason: Message
}

extension WriteFailure {
  /// The failure in a sentence.
  func sentence(_ language: Language) -> String {
    let name = TerminalText(path)
    return language == .vi ? "plan: không ghi được `\(name)`: \(reason.vi)" : "plan: cannot write `\(name)`: \(reason.en)"
  }
}

/// Replaces a file whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.
enum FileReplacement {
  /// Writes a file, in place of what stands there or anew.
  static func write(_ bytes: [UInt8], toNewOrOld path: String) throws(WriteFailure) {
    var info = stat()
    if stat(path, &info) == 0 || errno != ENOENT { return try write(bytes, to: path) }
    // A link that leads nowhere is somebody's mistake.
    if lstat(path, &info) == 0 { throw WriteFailure(path: path, reason: SystemReason.message(ENOENT)) }
    let mask = umask(0)
    _ = umask(mask)
    try replace(path, shown: path, bytes, rights: 0o666 & ~mask, owner: nil)
  }

  /// Writes `bytes` in place of a file, which keeps its rights; a link is followed to what it leads to.
  static func write(_ bytes: [UInt8], to path: String) throws(WriteFailure) {
    func failure() -> WriteFailure { WriteFailure(path: path, reason: SystemReason.message(errno)) }
    guard let real = realpath(path, nil) else { throw failure() }
    let target = String(cString: real)
    free(real)
    var info = stat()
    guard stat(target, &info) == 0 else { throw failure() }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw WriteFailure(path: path, reason: Message(vi: "không phải là tệp thường", en: "it is no plain file"))
    }
    // A file that nobody may write, or this account may not, is meant to stay; a rename would not ask.
    guard info.st_mode & 0o222 != 0, access(target, W_OK) == 0 else {
      throw WriteFailure(path: path, reason: Message(vi: "tệp chỉ cho đọc", en: "the file is read-only"))
    }
    try replace(target, shown: path, bytes, rights: info.st_mode & 0o777, owner: (info.st_uid, info.st_gid))
  }

  private static func replace(
    _ target: String, shown path: String, _ bytes: [UInt8], rights: mode_t, owner: (uid_t, gid_t)?
  ) throws(WriteFailure) {
    func failure() -> WriteFailure { WriteFailure(path: path, reason: SystemReason.message(errno)) }
    let slash = target.lastIndex(of: "/")
    let parent = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw failure() }
    defer { close(folder) }
    let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
    let temporary = ".plan-\(getpid())-\(UInt32.random(in: .min ... .max)).tmp"
    let file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, rights)
    guard file >= 0 else { throw failure() }
    var isDone = false
    defer { if !isDone { unlinkat(folder, temporary, 0) } }
    defer { close(file) }
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: start), bytes.count - start) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure() }
      start += written
    }
    // The owner stays where this account may say so.
    if let owner { _ = fchown(file, owner.0, owner.1) }
    guard fchmod(file, rights) == 0, fsync(file) == 0 else { throw failure() }
    guard renameat(folder, temporary, folder, name) == 0 else { throw failure() }
    isDone = true
    guard fsync(folder) == 0 else { throw failure() }
  }
}
