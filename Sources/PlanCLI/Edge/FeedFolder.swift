import Glibc
import ICalExport
import PlanModel
import PlanReports

/// Why a folder cannot be written.
struct FolderFailure: Error {
  let path: String
  let reason: Message
  var isBusy = false
}

/// The folder of published feeds: everything is staged beside its target, made durable at once, then renamed.
///
/// A reader, or a kill at any moment, finds each file old or new. One export at a time holds the folder's lock.
final class FeedFolder {
  private let path: String
  private let root: Int32
  private var folders: [String: Int32] = [:]
  private var staged: [Staged] = []
  private static let prefix = ".plan-"
  private static let suffix = ".tmp"

  private struct Staged {
    let folder: Int32
    let temporary: String
    let name: String
    let shown: String
  }

  /// Opens the folder, makes it where it is missing, and waits up to ten seconds for its lock.
  init(path: String) throws(FolderFailure) {
    self.path = path
    try Self.makeFolders(path)
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw Self.failure(path) }
    var tries = 0
    while flock(root, LOCK_EX | LOCK_NB) != 0 {
      tries += 1
      guard errno == EWOULDBLOCK || errno == EINTR, tries < 100 else {
        let isBusy = errno == EWOULDBLOCK
        close(root)
        throw FolderFailure(
          path: path,
          reason: isBusy
            ? Message(vi: "một lần kết xuất khác đang ghi vào đây", en: "another export is writing here")
            : Message(vi: String(cString: strerror(errno)), en: String(cString: strerror(errno))), isBusy: isBusy)
      }
      usleep(100_000)
    }
    removeLeftovers(root)
  }

  deinit {
    for item in staged { unlinkat(item.folder, item.temporary, 0) }
    for folder in folders.values { close(folder) }
    close(root)
  }

  /// Writes a file beside its target and says its size.
  ///
  /// Nothing that stood there is touched before ``commit()``.
  @discardableResult
  func stage(_ name: String, in folder: String?, _ write: (([UInt8]) throws -> Void) throws -> Void) throws -> Int {
    let shown = [path, folder, name].compactMap { $0 }.joined(separator: "/")
    let directory = try folder.map { try self.folder($0) } ?? root
    var info = stat()
    if fstatat(directory, name, &info, AT_SYMLINK_NOFOLLOW) == 0, info.st_mode & S_IFMT != S_IFREG {
      throw FolderFailure(
        path: shown, reason: Message(vi: "ở đó có thứ không phải là tệp thường", en: "what stands there is no plain file"))
    }
    let temporary = "\(Self.prefix)\(getpid())-\(staged.count)\(Self.suffix)"
    let file = openat(directory, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Self.failure(shown) }
    defer { close(file) }
    staged.append(Staged(folder: directory, temporary: temporary, name: name, shown: shown))
    var size = 0
    try write { bytes in
      size += bytes.count
      try Self.writeAll(bytes, to: file, shown)
    }
    return size
  }

  /// Makes everything durable and puts it in place.
  func commit() throws(FolderFailure) {
    guard syncfs(root) == 0 else { throw Self.failure(path) }
    while let item = staged.first {
      guard renameat(item.folder, item.temporary, item.folder, item.name) == 0 else { throw Self.failure(item.shown) }
      staged.removeFirst()
    }
    for folder in folders.values { fsync(folder) }
    fsync(root)
  }

  /// The feeds of ours that stand in a plan's folder.
  func feeds(of plan: String) -> [String] {
    guard let folder = try? folder(plan, makes: false) else { return [] }
    return names(folder).filter { $0.hasSuffix(".ics") && head(folder, $0) != nil }
  }

  /// The plans of ours in the folder, as the page lists them.
  func publishedPlans(except known: Set<String>) -> [SubscriptionPage.Entry] {
    names(root).compactMap { name in
      guard !known.contains(name), let folder = try? folder(name, makes: false) else { return nil }
      let feeds = names(folder).compactMap { file in
        file.hasSuffix(".ics") ? head(folder, file).map { (file, $0) } : nil
      }
      guard let first = feeds.first?.1 else { return nil }
      return SubscriptionPage.Entry(
        folder: name, title: first.planTitle, detail: first.description,
        feeds: feeds.map { SubscriptionPage.Feed(file: $0.0, name: $0.1.owner, count: nil) })
    }
  }

  // MARK: Parts

  private func folder(_ name: String, makes: Bool = true) throws(FolderFailure) -> Int32 {
    if let known = folders[name] { return known }
    if makes, mkdirat(root, name, 0o755) != 0, errno != EEXIST { throw Self.failure(path + "/" + name) }
    let descriptor = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path + "/" + name) }
    folders[name] = descriptor
    if makes { removeLeftovers(descriptor) }
    return descriptor
  }

  private func names(_ folder: Int32) -> [String] {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { found.append(name) }
    }
    return found.sorted()
  }

  /// Files that an export which was cut short has left.
  private func removeLeftovers(_ folder: Int32) {
    for name in names(folder) where name.hasPrefix(Self.prefix) && name.hasSuffix(Self.suffix) { unlinkat(folder, name, 0) }
  }

  private func head(_ folder: Int32, _ name: String) -> FeedHead? {
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? FeedHead(Array(bytes[..<count])) : nil
  }

  private static func makeFolders(_ path: String) throws(FolderFailure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o755) != 0, errno != EEXIST { throw failure(made) }
    }
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32, _ shown: String) throws(FolderFailure) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: start), bytes.count - start) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure(shown) }
      start += written
    }
  }

  private static func failure(_ path: String) -> FolderFailure {
    let code = errno
    let system = String(cString: strerror(code))
    let vietnamese =
      switch code {
      case ENOSPC, EDQUOT: "hết chỗ trên đĩa"
      case EACCES, EPERM: "không có quyền ghi"
      case EROFS: "đĩa chỉ đọc"
      case ENOTDIR, EEXIST: "ở đó có tệp, không phải thư mục"
      case ELOOP: "ở đó có liên kết, không phải thư mục"
      default: system
      }
    return FolderFailure(path: path, reason: Message(vi: vietnamese, en: system.lowercased()))
  }
}

/// Makes everything written on a folder's file system durable; Glibc's module leaves it out because it is a GNU extension.
@_silgen_name("syncfs")
private func syncfs(_ descriptor: Int32) -> Int32
