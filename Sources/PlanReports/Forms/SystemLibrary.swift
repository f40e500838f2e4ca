import Glibc
import PlanModel

/// A shared library of the system that is opened when it is first needed, so that whatever does without it starts without it.
struct SystemLibrary {
  /// What it is called, such as `libzip`.
  let name: String
  /// The versions of its interface that serve, the first of them tried first; each comes in a Debian package named by both: `libzip4`.
  let versions: [String]

  /// Opens the library, for good, and finds its functions.
  ///
  /// `names` ends with a null pointer. `Functions` holds nothing but a pointer to each of these functions, in the same order.
  func functions<Functions>(_ names: UnsafePointer<UnsafePointer<CChar>?>) throws(MissingLibrary) -> Functions {
    let (library, version) = try opened()
    var found: [UnsafeMutableRawPointer] = []
    var next = names
    while let name = next.pointee {
      guard let function = dlsym(library, name) else { throw MissingLibrary(self.name, [version], fault: Self.reason) }
      found.append(function)
      next += 1
    }
    precondition(found.count * MemoryLayout<UnsafeMutableRawPointer>.size == MemoryLayout<Functions>.size)
    return found.withUnsafeBytes { $0.load(as: Functions.self) }
  }

  private func opened() throws(MissingLibrary) -> (library: UnsafeMutableRawPointer, version: String) {
    var damaged: MissingLibrary?
    for version in versions {
      let file = "\(name).so.\(version)"
      if let library = dlopen(file, RTLD_LAZY | RTLD_LOCAL) { return (library, version) }
      let reason = Self.reason
      // Anything but that there is no such file: it is damaged, or lacks a library of its own.
      if reason != "\(file): cannot open shared object file: No such file or directory" {
        damaged = damaged ?? MissingLibrary(name, [version], fault: reason)
      }
    }
    throw damaged ?? MissingLibrary(name, versions)
  }

  /// Why the last call failed, in the system's words.
  private static var reason: String { dlerror().map { String(cString: $0) } ?? "" }
}

/// That a library of the system is not there, or cannot be used.
public struct MissingLibrary: Error, Sendable {
  /// Which it is, and which package of Debian brings it.
  public let message: Message

  /// Says it of a library's versions; `fault` is what the system says of one that is there.
  fileprivate init(_ name: String, _ versions: [String], fault: String? = nil) {
    func either(_ names: [String]) -> Message {
      Message(vi: names.joined(separator: " hoặc "), en: names.joined(separator: " or "))
    }
    let file = either(versions.map { "\(name).so.\($0)" })
    let package = either(versions.map { name + $0 })
    if let fault {
      let reason = TerminalText(fault)
      message = Message(
        vi: "không dùng được thư viện \(file.vi) (\(reason)); hãy nhờ người quản trị cài lại gói \(package.vi)",
        en: "the library \(file.en) cannot be used (\(reason)); ask an administrator to reinstall the package \(package.en)")
    } else {
      message = Message(
        vi: "máy này thiếu thư viện \(file.vi); hãy nhờ người quản trị cài gói \(package.vi)",
        en: "this machine lacks the library \(file.en); ask an administrator to install the package \(package.en)")
    }
  }
}
