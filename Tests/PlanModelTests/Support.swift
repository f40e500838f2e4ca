import Foundation
import Testing

@testable import PlanModel

/// The folder `Tests`.
let testsFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
/// The root of the checkout.
let checkout = testsFolder.deletingLastPathComponent()

/// The bytes of a file of the checkout.
func bytes(_ url: URL) throws -> [UInt8] { try [UInt8](Data(contentsOf: url)) }

/// Reads a plan that stands in a file, with what it uses.
func readPlan(_ url: URL, asOf: CivilDate = .earliest) throws -> PlanReading {
  let name = url.path
  return PlanReading.read(SourceFile(name: name, bytes: try bytes(url)), asOf: asOf) { path in
    guard let data = FileManager.default.contents(atPath: path) else { return .failure(.missing) }
    return .success([UInt8](data))
  }
}

/// Reads a plan from text; `files` are what it may use.
func readPlan(_ text: String, files: [String: String] = [:], asOf: CivilDate = .earliest) -> PlanReading {
  PlanReading.read(SourceFile(name: "plan.yaml", text: text), asOf: asOf) { path in
    files[path].map { .success(Array($0.utf8)) } ?? .failure(.missing)
  }
}

extension PlanReading {
  /// The rules of errors and notes; warnings, which most small plans draw some of, have tests of their own.
  var faults: [String] { diagnostics.filter { $0.severity != .warning }.map(\.rule.slug) }

  /// `line: severity[rule] message` of every finding, for messages of tests.
  var listing: String {
    diagnostics.map { ConciseRenderer(language: .en).render(LocatedDiagnostic($0, in: sources)) }.joined(separator: "\n")
  }
}

/// The plan files below a folder.
func planFiles(below folder: URL) -> [URL] {
  let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
  return found.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
}
