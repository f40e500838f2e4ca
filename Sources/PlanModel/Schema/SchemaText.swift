/// A value of JSON, for the schema only: written with indentation, since people read it too.
indirect enum SchemaText {
  case string(String)
  case number(Int)
  case truth(Bool)
  case list([SchemaText])
  /// Members in the order given.
  case object([(String, SchemaText)])

  /// The text, indented by two spaces a level.
  func text(_ indent: String = "") -> String {
    switch self {
    case .string(let string):
      var json = JSONText()
      json.string(string)
      return json.string
    case .number(let number): return "\(number)"
    case .truth(let truth): return truth ? "true" : "false"
    case .list(let items):
      let parts = items.map { $0.text(indent + "  ") }
      if parts.reduce(0, { $0 + $1.utf8.count + 2 }) < 120, !parts.contains(where: { $0.contains("\n") }) {
        return "[" + parts.joined(separator: ", ") + "]"
      }
      return "[\n" + parts.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + "]"
    case .object(let members):
      let parts = members.map { key, value in SchemaText.string(key).text() + ": " + value.text(indent + "  ") }
      if parts.reduce(0, { $0 + $1.utf8.count + 2 }) < 120, !parts.contains(where: { $0.contains("\n") }) {
        return "{" + parts.joined(separator: ", ") + "}"
      }
      return "{\n" + parts.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + "}"
    }
  }
}
