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
            : SystemReason.message(errno), isBusy: isBusy)
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
    try refuseForeign(name, directory, plan: folder, shown)
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
    for folder in Array(folders.values) + [root] where fsync(folder) != 0 { throw Self.failure(path) }
  }

  /// Refuses a folder whose page is not ours, before anything is made in it.
  func checkPage() throws(FolderFailure) { try refuseForeign("index.html", root, plan: nil, path + "/index.html") }

  /// Refuses to write over what is not ours: another kind of file, or another program's.
  private func refuseForeign(_ name: String, _ folder: Int32, plan: String?, _ shown: String) throws(FolderFailure) {
    var info = stat()
    guard fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw FolderFailure(
        path: shown, reason: Message(vi: "ở đó có thứ không phải là tệp thường", en: "what stands there is no plain file"))
    }
    let start = start(of: name, folder)
    let isOurs =
      plan != nil
      ? FeedHead(start)?.plan == plan
      : String(decoding: start, as: UTF8.self).contains("name=\"generator\" content=\"\(SubscriptionPage.generator)\"")
    guard isOurs else {
      throw FolderFailure(
        path: shown,
        reason: Message(
          vi: "ở đó có tệp không do chương trình này viết; hãy chuyển tệp ấy đi nơi khác",
          en: "a file that this program did not write stands there; move it elsewhere"))
    }
  }

  /// The feeds of a plan that stand in its folder, with their heads; `all.ics` last.
  func published(_ plan: String) -> [(file: String, head: FeedHead)] {
    let known = folders[plan]
    let folder = known ?? openat(root, plan, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return [] }
    defer { if known == nil { close(folder) } }
    let feeds = names(folder).filter { $0.hasSuffix(".ics") }.compactMap { file in
      FeedHead(start(of: file, folder)).flatMap { $0.plan == plan ? (file, $0) : nil }
    }
    return feeds.filter { $0.0 != "all.ics" } + feeds.filter { $0.0 == "all.ics" }
  }

  /// The plans of ours in the folder, as the page lists them.
  func publishedPlans(except known: Set<String>) -> [SubscriptionPage.Entry] {
    names(root).filter { !known.contains($0) }.compactMap { plan in
      let feeds = published(plan)
      guard let whole = feeds.last else { return nil }
      let title = Self.commonTitle(feeds.map(\.head.name))
      return SubscriptionPage.Entry(
        folder: plan, title: title ?? whole.head.name, detail: whole.head.description,
        feeds: feeds.map { SubscriptionPage.Feed(file: $0.file, name: Self.owner($0.head.name, title), count: nil) })
    }
  }

  /// The title of the plan: what the names of its feeds end in, after a dash.
  static func commonTitle(_ names: [String]) -> String? {
    guard var title = names.first.map({ Substring($0) }) else { return nil }
    while let dash = title.firstRange(of: " – ") {
      title = title[dash.upperBound...]
      if names.allSatisfy({ $0.hasSuffix(" – " + title) }) { return String(title) }
    }
    return nil
  }

  static func owner(_ name: String, _ title: String?) -> String {
    guard let title, name.hasSuffix(" – " + title) else { return name }
    return String(name.dropLast(title.count + 3))
  }

  // MARK: Parts

  private func folder(_ name: String) throws(FolderFailure) -> Int32 {
    if let known = folders[name] { return known }
    if mkdirat(root, name, 0o755) != 0, errno != EEXIST { throw Self.failure(path + "/" + name) }
    let descriptor = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path + "/" + name) }
    folders[name] = descriptor
    removeLeftovers(descriptor)
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

  /// Files that an export which was cut short has left: `.plan-PROCESS-NUMBER.tmp`.
  private func removeLeftovers(_ folder: Int32) {
    for name in names(folder) where name.hasPrefix(Self.prefix) && name.hasSuffix(Self.suffix) {
      let numbers = name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count).split(
        separator: "-", omittingEmptySubsequences: false)
      guard numbers.count == 2, numbers.allSatisfy({ Int($0) != nil }) else { continue }
      unlinkat(folder, name, 0)
    }
  }

  /// The first bytes of a file: enough for the head of a feed or a page.
  private func start(of name: String, _ folder: Int32) -> [UInt8] {
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
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
    FolderFailure(path: path, reason: SystemReason.message(errno))
  }
}

/// Makes everything written on a folder's file system durable; Glibc's module leaves it out because it is a GNU extension.
@_silgen_name("syncfs")
private func syncfs(_ descriptor: Int32) -> Int32
