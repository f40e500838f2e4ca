import ArgumentParser
import PlanModel

/// `plan schema`: the JSON Schema of a plan file.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: "plan",
    abstract: spoken(
      "In lược đồ JSON (draft-07) của tệp kế hoạch, cho trình soạn thảo.",
      "Prints the JSON Schema (draft-07) of a plan file, for editors."))

  func run() { Streams.output(PlanSchema.json) }
}
