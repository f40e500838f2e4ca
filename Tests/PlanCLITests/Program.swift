import Foundation

/// The built program, run as a process the way a user runs it.
enum Program {
  /// The root of the checkout.
  static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let tests = checkout.appending(path: "Tests/PlanCLITests")
  /// `plan`, which the package builds beside the tests.
  static let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "plan")

  struct Result {
    let status: Int32
    let output: String
    let error: String
    /// Both streams in the order they were written, where they were joined.
    var both: String { output + error }
  }

  /// Runs `plan` with arguments; the environment is bare but for what is given.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL = checkout, input: [UInt8]? = nil,
    joined: Bool = false
  ) throws -> Result {
    try run(executable, arguments, environment: environment, in: folder, input: input, joined: joined)
  }

  static func run(
    _ executable: URL, _ arguments: [String], environment: [String: String] = [:], in folder: URL, input: [UInt8]? = nil,
    joined: Bool = false
  ) throws -> Result {
    let scratch = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: scratch) }
    func file(_ name: String, _ content: [UInt8] = []) throws -> FileHandle {
      let url = scratch.appending(path: name)
      try Data(content).write(to: url)
      return try name == "in" ? FileHandle(forReadingFrom: url) : FileHandle(forWritingTo: url)
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { own, _ in own }
    process.currentDirectoryURL = folder
    process.standardInput = try file("in", input ?? [])
    let output = try file("out")
    process.standardOutput = output
    process.standardError = joined ? output : try file("err")
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) -> String {
      String(decoding: (try? Data(contentsOf: scratch.appending(path: name))) ?? Data(), as: UTF8.self)
    }
    return Result(status: process.terminationStatus, output: text("out"), error: joined ? "" : text("err"))
  }

  /// Starts `plan` without waiting for it; what it says is thrown away.
  static func start(_ arguments: [String], environment: [String: String]) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = checkout
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// A new empty folder.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plan-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Calls `body` with a new folder that is gone afterwards.
  static func inTemporaryFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Whether expected outputs are written anew; such a run fails.
  static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }
}

/// The words of a command line, quotes taken off.
func shellWords(_ line: String) -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  for character in line {
    switch (character, quote) {
    case (let end, let open?) where end == open: quote = nil
    case ("'", nil), ("\"", nil):
      quote = character
      word = word ?? ""
    case (" ", nil):
      if let done = word { words.append(done) }
      word = nil
    default: word = (word ?? "") + String(character)
    }
  }
  return words + (word.map { [$0] } ?? [])
}
