import Foundation
import PlanModel
import PlanReports
import Testing

/// Whole plans expanded and held against the `*.tasks.json` beside them, which an independent program made.
@Suite struct TaskVectorTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Vectors")
  static let plans: [URL] = ["plans", "random"].flatMap { name in
    ((try? FileManager.default.contentsOfDirectory(at: folder.appending(path: name), includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
  }

  @Test func thereAreManyPlans() { #expect(Self.plans.count > 75) }

  @Test(arguments: plans)
  func tasksAreThoseOfTheOracle(_ url: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: url))
    let reading = PlanReading.read(SourceFile(name: url.lastPathComponent, bytes: bytes), asOf: .earliest) { _ in
      .failure(.missing)
    }
    let renderer = ConciseRenderer(language: .en)
    let listing = reading.diagnostics.map { renderer.render(LocatedDiagnostic($0, in: reading.sources)) }.joined(separator: "\n")
    let schedule = try #require(reading.schedule, "\(listing)")
    let asOf = try #require(CivilDate("2018-06-01"))
    let json = TaskListing([schedule], asOf: asOf) { _ in TaskSelection() }.json()
    let expected = url.deletingPathExtension().appendingPathExtension("tasks.json")
    let found = try tasks(Data(json.utf8))
    let wanted = try tasks(Data(contentsOf: expected))
    #expect(found.map(\.id) == wanted.map(\.id))
    for (one, other) in zip(found, wanted) where one.object != other.object {
      for key in Set(one.object.allKeys.compactMap { $0 as? String }).union(other.object.allKeys.compactMap { $0 as? String }) {
        let (left, right) = (one.object[key] as? NSObject, other.object[key] as? NSObject)
        #expect(left == right, "\(one.id) \(key)")
      }
    }
  }

  private func tasks(_ data: Data) throws -> [(id: String, object: NSDictionary)] {
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let tasks = try #require(whole["tasks"] as? [[String: Any]])
    return tasks.map { ($0["id"] as? String ?? "?", $0 as NSDictionary) }
  }
}
