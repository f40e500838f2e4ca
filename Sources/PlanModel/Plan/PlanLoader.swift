/// Reads a plan file and the files it uses, one after another.
struct PlanLoader {
  private let sink: DiagnosticSink
  private let plan: SourceFile
  /// The folder of the plan, which nothing used may leave.
  private let root: [Substring]
  /// Whether a used file could not be read, so that a missing id proves nothing.
  private(set) var isIncomplete = false
  private var size = 0
  private var done: Set<String> = []

  init(sink: DiagnosticSink, plan: SourceFile) {
    self.sink = sink
    self.plan = plan
    root = Self.folder(of: plan.name)
  }

  /// What the plan and the used files say, the plan first; empty where the plan itself cannot be read.
  mutating func read(into sources: inout SourceSet, load: (String) -> Result<[UInt8], LoadFailure>) -> [PlanFile] {
    let name = (root + [plan.name.split(separator: "/").last ?? ""]).joined(separator: "/")
    done = [name]
    return read(plan, into: &sources, path: [name], load: load)
  }

  private mutating func read(
    _ file: SourceFile, into sources: inout SourceSet, path: [String], load: (String) -> Result<[UInt8], LoadFailure>
  ) -> [PlanFile] {
    let id = sources.add(file)
    guard let content = content(of: file, id: id) else { return [] }
    var files = [content]
    if content.isUseUnreadable { isIncomplete = true }
    for use in content.uses {
      guard let target = resolve(use, from: file) else { continue }
      if let start = path.firstIndex(of: target) {
        sink.report(DependencyCycle.use(Array(path[start...]) + [target], use.span))
        continue
      }
      guard done.insert(target).inserted else { continue }
      switch load(target) {
      case .success(let bytes):
        let used = read(SourceFile(name: target, bytes: bytes), into: &sources, path: path + [target], load: load)
        if used.isEmpty { isIncomplete = true }
        files += used
      case .failure(let failure):
        isIncomplete = true
        report(failure, target, use.span)
      }
    }
    return files
  }

  private mutating func content(of file: SourceFile, id: FileID) -> PlanFile? {
    size += file.bytes.count
    if size > ByteScan.sizeLimit {
      sink.report(TooLarge.file(SourceSpan(file: id, start: 0, end: 0)))
      return nil
    }
    let faults = ByteScan.findings(in: file, id: id)
    if !faults.isEmpty {
      for fault in faults { sink.report(fault) }
      return nil
    }
    let before = sink.findings.count
    guard let root = YAMLReader.read(file, id: id, sink: sink), !root.isEmpty else {
      if sink.findings.count == before { sink.report(Syntax.empty(SourceSpan(file: id, start: 0, end: 0))) }
      return nil
    }
    return PlanFileReader.read(root, file: id, sink: sink)
  }

  // MARK: Paths

  private static func folder(of name: String) -> [Substring] {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if !parts.isEmpty { parts.removeLast() }
    return parts.filter { $0 != "." }
  }

  /// The path a `use` leads to; nil, and a finding, where it leaves the plan's folder.
  private mutating func resolve(_ use: Located<String>, from file: SourceFile) -> String? {
    var parts = Self.folder(of: file.name)
    var isInside = !use.value.hasPrefix("/") && !use.value.utf8.contains(0)
    for part in use.value.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.count <= root.count { isInside = false } else { parts.removeLast() }
      } else {
        parts.append(part)
      }
    }
    guard isInside, parts.starts(with: root) else {
      isIncomplete = true
      report(.outside, use.value, use.span)
      return nil
    }
    return parts.joined(separator: "/")
  }

  private func report(_ failure: LoadFailure, _ path: String, _ span: SourceSpan) {
    let message: Message
    switch failure {
    case .missing: message = Message(vi: "không có tệp dùng chung `\(path)`", en: "there is no file `\(path)` to use")
    case .outside:
      message = Message(
        vi: "tệp dùng chung `\(path)` nằm ngoài thư mục của kế hoạch", en: "the file `\(path)` lies outside of the plan's folder")
    case .unreadable(let reason):
      message = Message(
        vi: "không đọc được tệp dùng chung `\(path)`: \(reason.vi)", en: "the file `\(path)` cannot be read: \(reason.en)")
    }
    sink.report(
      BadPhrase.plain(
        message,
        help: Message(
          vi: "đường dẫn tính từ thư mục của tệp này và phải ở trong thư mục của kế hoạch",
          en: "the path counts from this file's folder and stays inside the plan's folder"), span))
  }
}
