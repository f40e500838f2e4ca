import Glibc
import PlanModel

/// A file on its way into a folder: it is compared with what stands there as long as both are the same, and written beside it from
/// the first difference on.
final class StagedFile {
  let shown: String
  /// The name under which what stood there is kept; nil where it is replaced.
  var aside: String?
  private let folder: Int32
  let name: String
  private let temporary: String
  /// Whether what stands there has still to be opened, to be compared with.
  private var isComparing: Bool
  /// What stands there, while nothing has differed yet; -1 afterwards.
  private var old: Int32 = -1
  /// The file that is written; -1 while nothing has differed yet.
  private var file: Int32 = -1
  private var size = 0
  /// What is read of the old file to compare with; it is given back as soon as the file is ended.
  private var buffer: [UInt8] = []

  init(folder: Int32, name: String, shown: String, temporary: String, comparing: Bool) {
    (self.folder, self.name, self.shown, self.temporary) = (folder, name, shown, temporary)
    isComparing = comparing
  }

  /// Whether the file comes into a folder.
  func isIn(_ folder: Int32?) -> Bool { self.folder == folder }

  /// Takes the next bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FolderFailure) {
    guard !bytes.isEmpty else { return }
    openOld()
    if old >= 0 {
      if try isSame(bytes) {
        size += bytes.count
        return
      }
      try diverge()
    } else if file < 0 {
      try create()
    }
    try append(bytes)
    size += bytes.count
  }

  /// Ends the file; whether it differs from what stands there.
  func finish() throws(FolderFailure) -> Bool {
    defer { buffer = [] }
    openOld()
    if old >= 0 {
      var info = stat()
      guard fstat(old, &info) == 0 else { throw .system(shown) }
      if Int(info.st_size) == size {
        close(old)
        old = -1
        return false
      }
      try diverge()
    } else if file < 0 {
      try create()
    }
    guard close(file) == 0 else {
      file = -1
      throw .system(shown)
    }
    file = -1
    return true
  }

  /// Puts the file in the place of what stood there, which is kept under another name where it is not ours.
  func putInPlace() throws(FolderFailure) {
    if let aside {
      // A second name first, so that there is something under the first one at every moment.
      if linkat(folder, name, folder, aside, 0) != 0 {
        guard errno == EPERM || errno == ENOTSUP || errno == EMLINK, renameat(folder, name, folder, aside) == 0 else {
          throw .system(shown)
        }
      }
    }
    guard renameat(folder, temporary, folder, name) == 0 else { throw .system(shown) }
  }

  /// Removes what was written.
  func discard() {
    if old >= 0 { close(old) }
    if file >= 0 { close(file) }
    (old, file) = (-1, -1)
    unlinkat(folder, temporary, 0)
  }

  /// Opens what stands there, once, when the first bytes come: of thousands of files only those at hand are open.
  private func openOld() {
    guard isComparing else { return }
    isComparing = false
    old = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  }

  private func isSame(_ bytes: UnsafeRawBufferPointer) throws(FolderFailure) -> Bool {
    if buffer.count < bytes.count { buffer = [UInt8](repeating: 0, count: max(bytes.count, 1 << 17)) }
    var done = 0
    while done < bytes.count {
      let count = buffer.withUnsafeMutableBytes { pread(old, $0.baseAddress! + done, bytes.count - done, size + done) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(shown) }
      if count == 0 { return false }
      done += count
    }
    return buffer.withUnsafeBytes { memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0 }
  }

  /// Begins the new file with what is the same in the old one.
  private func diverge() throws(FolderFailure) {
    try create()
    var done = 0
    if buffer.count < 1 << 17 { buffer = [UInt8](repeating: 0, count: 1 << 17) }
    while done < size {
      let wanted = min(buffer.count, size - done)
      let count = buffer.withUnsafeMutableBytes { pread(old, $0.baseAddress!, wanted, done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(shown) }
      let result = buffer.withUnsafeBytes { bytes -> FolderFailure? in
        do throws(FolderFailure) {
          try append(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
          return nil
        } catch {
          return error
        }
      }
      if let result { throw result }
      done += count
    }
    close(old)
    old = -1
  }

  private func create() throws(FolderFailure) {
    file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .system(shown) }
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws(FolderFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(file, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .system(shown) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }
}
