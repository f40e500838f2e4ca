import Glibc
import ICalExport
import PlanModel
import Synchronization

/// Why a folder cannot be written.
struct FolderFailure: Error {
  let path: String
  let reason: Message
  var isBusy = false
  /// Whether this account has no right to it.
  var isDenied = false

  init(path: String, reason: Message, isBusy: Bool = false, isDenied: Bool = false) {
    self.path = path
    self.reason = reason
    self.isBusy = isBusy
    self.isDenied = isDenied
  }

  /// What the system says of the call that has just failed.
  static func system(_ path: String) -> FolderFailure {
    let code = errno
    return FolderFailure(path: path, reason: SystemReason.message(code), isDenied: code == EACCES)
  }
}

/// A folder that is published: everything is staged beside its target, made durable at once, then renamed.
///
/// A reader, or a kill at any moment, finds each file old or new; a file that would be the same is not written at all. One export at a
/// time holds the folder's lock.
final class FeedFolder {
  let path: String
  private let root: Int32
  private var folders: [String: Int32] = [:]
  private var staged: [StagedFile] = []
  /// The number of files that were written or compared so far, which names the next one.
  private var made = 0
  private static let prefix = ".plan-"
  private static let suffix = ".tmp"

  /// Opens the folder, makes it where it is missing, and waits up to ten seconds for its lock.
  init(path: String) throws(FolderFailure) {
    self.path = path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path
    try Self.makeFolders(path)
    root = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw .system(path) }
    var tries = 0
    while flock(root, LOCK_EX | LOCK_NB) != 0 {
      tries += 1
      guard errno == EWOULDBLOCK || errno == EINTR, tries < 100 else {
        let isBusy = errno == EWOULDBLOCK
        let reason = SystemReason.message(errno)
        throw FolderFailure(
          path: path,
          reason: isBusy
            ? Message(
              vi: "một lần kết xuất khác đang ghi vào đây; đợi một lát rồi chạy lại",
              en: "another export is writing here; wait a little and run it again") : reason,
          isBusy: isBusy)
      }
      usleep(100_000)
    }
    try removeLeftovers(root, path)
  }

  deinit {
    for file in staged { file.discard() }
    for folder in folders.values { close(folder) }
    close(root)
  }

  /// How many files this export replaces or makes.
  var changedCount: Int { staged.count }

  /// The files of a folder that are kept because something else of that name is written: the name, the path, and the name they get.
  func keptAside(in folder: String) -> [(name: String, path: String, aside: String)] {
    staged.compactMap { file in file.isIn(folders[folder]) ? file.aside.map { (file.name, file.shown, $0) } : nil }
  }

  /// Writes a file beside its target, unless it would be the same.
  func stage<Result>(
    _ name: String, in folder: String?, replaces: Replaced,
    _ write: @escaping ((UnsafeRawBufferPointer) throws -> Void) throws -> Result
  ) throws -> Result {
    try stage([(name, replaces)], in: folder) { _, emit in try write(emit) }[0]
  }

  /// Writes files beside their targets, several at a time, but for those that would be the same.
  ///
  /// Nothing that stood there is touched before ``commit()``. `folder` is one in this one, nil for this one itself; `write` gives the
  /// bytes of the file of a position, piece by piece, and is called by several threads.
  func stage<Result>(
    _ targets: [(name: String, replaces: Replaced)], in folder: String?,
    _ write: (Int, (UnsafeRawBufferPointer) throws -> Void) throws -> Result
  ) throws -> [Result] {
    let directory = try folder.map { try self.folder($0) } ?? root
    let files = try targets.map { name, replaces in
      let exists = try checkTarget(name, in: folder)
      made += 1
      return (
        StagedFile(
          folder: directory, name: name, shown: shownPath(name, in: folder),
          temporary: "\(Self.prefix)\(getpid())-\(made)\(Self.suffix)", comparing: exists && replaces == .ours),
        isKept: exists && replaces == .other
      )
    }
    do {
      let written = try Cores.map(files.count) { index in
        let file = files[index].0
        let result = try write(index) { try file.write($0) }
        return (result, isChanged: try file.finish())
      }
      for ((file, isKept), entry) in zip(files, written) where entry.isChanged {
        if isKept { file.aside = try freeName(for: file.name, directory, file.shown) }
        staged.append(file)
      }
      return written.map(\.0)
    } catch {
      for (file, _) in files { file.discard() }
      staged.removeAll { file in files.contains { $0.0 === file } }
      throw error
    }
  }

  /// What stands in the place of a file that is written.
  enum Replaced {
    /// What this program wrote, whole: it is replaced.
    case ours
    /// Something else: it is kept under another name.
    case other
  }

  /// Makes everything durable and puts it in place.
  func commit() throws(FolderFailure) {
    guard !staged.isEmpty else { return }
    guard syncfs(root) == 0 else { throw .system(path) }
    while let file = staged.first {
      try file.putInPlace()
      staged.removeFirst()
    }
    for folder in Array(folders.values) + [root] where fsync(folder) != 0 { throw .system(path) }
  }

  /// Whether a target is there; refuses what is no plain file, before anything is changed.
  @discardableResult
  func checkTarget(_ name: String, in folder: String?) throws(FolderFailure) -> Bool {
    let directory = try folder.map { (name) throws(FolderFailure) in try self.folder(name) } ?? root
    guard let info = try status(name, directory, in: folder) else { return false }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw FolderFailure(
        path: shownPath(name, in: folder),
        reason: Message(
          vi: "ở đó là thư mục hoặc liên kết, không phải tệp thường; hãy chuyển đi nơi khác",
          en: "what stands there is a folder or link, no plain file; move it elsewhere"))
    }
    return true
  }

  /// Refuses to write over a file that does not carry a mark of ours near its beginning.
  func refuseForeign(_ name: String, in folder: String?, mark: String) throws(FolderFailure) {
    guard try checkTarget(name, in: folder) else { return }
    let bytes = try start(of: name, in: folder)
    guard !String(decoding: bytes, as: UTF8.self).contains(mark) else { return }
    throw FolderFailure(
      path: shownPath(name, in: folder),
      reason: Message(
        vi: "ở đó có tệp không do chương trình này viết; hãy chuyển tệp ấy đi nơi khác",
        en: "a file that this program did not write stands there; move it elsewhere"))
  }

  // MARK: What is there

  /// The plain files of a folder in this one with their sizes, in order; none where there is no such folder.
  func files(in folder: String, _ ending: String) throws(FolderFailure) -> [(name: String, size: Int)] {
    guard let (descriptor, isKept) = try opened(folder) else { return [] }
    defer { if !isKept { close(descriptor) } }
    var found: [(name: String, size: Int)] = []
    for name in try names(descriptor, shownPath(folder, in: nil)) where name.hasSuffix(ending) {
      guard let info = try status(name, descriptor, in: folder) else { continue }
      if info.st_mode & S_IFMT == S_IFREG { found.append((name, Int(info.st_size))) }
    }
    return found
  }

  /// The names in this folder, in order.
  func names() throws(FolderFailure) -> [String] { try names(root, path) }

  /// Whether there is a file.
  func has(_ name: String, in folder: String?) throws(FolderFailure) -> Bool {
    guard let folder else { return try status(name, root, in: nil) != nil }
    guard let (descriptor, isKept) = try opened(folder) else { return false }
    defer { if !isKept { close(descriptor) } }
    return try status(name, descriptor, in: folder) != nil
  }

  /// What the system knows of a name; nil where nothing is called so.
  ///
  /// Only ENOENT means that: whatever else fails would otherwise pass for a folder in which nothing was ever published.
  private func status(_ name: String, _ folder: Int32, in shown: String?) throws(FolderFailure) -> stat? {
    var info = stat()
    if fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 { return info }
    guard errno == ENOENT else { throw .system(shownPath(name, in: shown)) }
    return nil
  }

  /// Reads a file of a folder in this one, by pieces; several may be read at a time.
  func reader(_ name: String, in folder: String) -> FeedLedger.Reader {
    { [self] offset, buffer in
      let file = try opened(name, in: folder)
      while true {
        let count = pread(file.descriptor, buffer.baseAddress, buffer.count, offset)
        if count >= 0 { return count }
        guard errno == EINTR else { throw FolderFailure.system(shownPath(name, in: folder)) }
      }
    }
  }

  /// Files that were read last stay open: most readings go on where the last one ended.
  private final class OpenFile: Sendable {
    let name: String
    let folder: String
    let descriptor: Int32

    init(name: String, folder: String, descriptor: Int32) {
      self.name = name
      self.folder = folder
      self.descriptor = descriptor
    }

    deinit { close(descriptor) }
  }

  /// The files that were read last, the latest first.
  private let lastRead = Mutex<[OpenFile]>([])
  /// Each core reads one file at a time, and goes back to the one before where an entry has to be compared.
  private static let openLimit = 2 * Cores.count

  private func opened(_ name: String, in folder: String) throws(FolderFailure) -> OpenFile {
    let known = lastRead.withLock { open in open.first { $0.name == name && $0.folder == folder } }
    if let known { return known }
    guard let (directory, isKept) = try opened(folder) else {
      throw FolderFailure(path: shownPath(name, in: folder), reason: SystemReason.message(ENOENT))
    }
    defer { if !isKept { close(directory) } }
    let descriptor = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(shownPath(name, in: folder)) }
    let file = OpenFile(name: name, folder: folder, descriptor: descriptor)
    lastRead.withLock { $0 = [file] + $0.prefix(Self.openLimit - 1) }
    return file
  }

  /// A folder in this one, and whether it stays open because it is written; nil where nothing is called so, or something else is.
  private func opened(_ folder: String) throws(FolderFailure) -> (descriptor: Int32, isKept: Bool)? {
    if let known = folders[folder] { return (known, true) }
    let descriptor = openat(root, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return nil }
      throw .system(shownPath(folder, in: nil))
    }
    return (descriptor, false)
  }

  /// Opens a folder in this one for writing, where it is there, and removes what exports that were cut short have left.
  func prepare(_ folder: String) throws(FolderFailure) {
    guard folders[folder] == nil, let (descriptor, _) = try opened(folder) else { return }
    folders[folder] = descriptor
    try removeLeftovers(descriptor, shownPath(folder, in: nil))
  }

  /// The first bytes of a file.
  private func start(of name: String, in folder: String?) throws(FolderFailure) -> [UInt8] {
    let directory = try folder.map { (name) throws(FolderFailure) in try self.folder(name) } ?? root
    let file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .system(shownPath(name, in: folder)) }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(file, &bytes, bytes.count)
    guard count >= 0 else { throw .system(shownPath(name, in: folder)) }
    return Array(bytes[..<count])
  }

  // MARK: Parts

  private func shownPath(_ name: String, in folder: String?) -> String {
    [path, folder, name].compactMap { $0 }.joined(separator: "/")
  }

  /// A folder in this one, made where it is missing.
  private func folder(_ name: String) throws(FolderFailure) -> Int32 {
    if let known = folders[name] { return known }
    if mkdirat(root, name, 0o755) != 0, errno != EEXIST { throw .system(path + "/" + name) }
    try prepare(name)
    guard let descriptor = folders[name] else { throw .system(path + "/" + name) }
    return descriptor
  }

  /// A name that nothing bears, for a file that is kept: `phuong-1.ics.kept-1`.
  private func freeName(for name: String, _ folder: Int32, _ shown: String) throws(FolderFailure) -> String {
    for number in 1...9999 {
      let aside = "\(name).kept-\(number)"
      if faccessat(folder, aside, F_OK, AT_SYMLINK_NOFOLLOW) != 0, errno == ENOENT { return aside }
    }
    throw FolderFailure(path: shown, reason: SystemReason.message(EEXIST))
  }

  private func names(_ folder: Int32, _ shown: String) throws(FolderFailure) -> [String] {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw .system(shown) }
    guard let stream = fdopendir(copy) else {
      let failure = FolderFailure.system(shown)
      close(copy)
      throw failure
    }
    defer { closedir(stream) }
    var found: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { found.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .system(shown) }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Files that an export which was cut short has left: `.plan-PROCESS-NUMBER.tmp`.
  private func removeLeftovers(_ folder: Int32, _ shown: String) throws(FolderFailure) {
    for name in try names(folder, shown) where name.hasPrefix(Self.prefix) && name.hasSuffix(Self.suffix) {
      let numbers = name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count).split(
        separator: "-", omittingEmptySubsequences: false)
      guard numbers.count == 2, numbers.allSatisfy({ Int($0) != nil }) else { continue }
      unlinkat(folder, name, 0)
    }
  }

  private static func makeFolders(_ path: String) throws(FolderFailure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o755) != 0, errno != EEXIST { throw .system(made) }
    }
  }
}

/// Makes everything written on a folder's file system durable; Glibc's module leaves it out because it is a GNU extension.
@_silgen_name("syncfs")
private func syncfs(_ descriptor: Int32) -> Int32
