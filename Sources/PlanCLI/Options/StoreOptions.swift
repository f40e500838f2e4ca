import ArgumentParser
import PlanModel

/// Where progress is kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: help(
      "Kho tiến độ (mặc định: progress.sqlite cạnh tệp kế hoạch).",
      "The store of progress (default: progress.sqlite beside the plan)."),
    completion: .file(extensions: ["sqlite"]))
  var store: String?

  static let fileName = "progress.sqlite"

  /// The store of a plan file; nil for a plan from standard input that names none.
  func path(plan: String) -> String? {
    if let store { return store }
    if plan == "-" { return nil }
    return (plan.lastIndex(of: "/").map { String(plan[...$0]) } ?? "") + Self.fileName
  }
}
