/// The JSON Schema (draft-07) of a plan file, for editors: the keys of each level in both languages, with what they are for.
///
/// It knows the canonical spellings; the program itself takes keys without diacritics and in other letter case too.
public enum PlanSchema {
  /// The schema as JSON.
  public static var json: String {
    let head = level(.head)
    let definitions: [(String, SchemaText)] =
      shared + KeyLevel.allCases.filter { $0 != .head }.map { ($0.definition, .object(level($0))) }
    return SchemaText.object(
      [
        ("$schema", .string("http://json-schema.org/draft-07/schema#")), ("title", .string("plan")),
        (
          "description",
          .string("Kế hoạch tuyên truyền, hoặc tệp dùng chung. – An annual communication plan, or a registry that plans share.")
        ),
      ] + head + [("anyOf", .list([wholePlan, registry])), ("definitions", .object(definitions))]
    ).text() + "\n"
  }

  // MARK: Heads

  /// A plan says what it is; in either language.
  private static var wholePlan: SchemaText {
    .object([
      ("allOf", .list([requires(.plan), requires(.title), requires(.activities, orUse: true), either([.year, .period])]))
    ])
  }

  /// A registry has none of the three.
  private static var registry: SchemaText {
    .object([("not", .object([("anyOf", .list([PlanKey.plan, .title, .activities].flatMap { required($0, .head) }))]))])
  }

  private static func requires(_ key: PlanKey, orUse: Bool = false) -> SchemaText {
    .object([("anyOf", .list(required(key, .head) + (orUse ? required(.use, .head) : [])))])
  }

  private static func either(_ keys: [PlanKey]) -> SchemaText {
    .object([("anyOf", .list(keys.flatMap { required($0, .head) }))])
  }

  private static func required(_ key: PlanKey, _ level: KeyLevel) -> [SchemaText] {
    ([key.rawValue] + key.vietnamese(at: level)).map { .object([("required", .list([.string($0)]))]) }
  }

  // MARK: Levels

  private static func level(_ level: KeyLevel) -> [(String, SchemaText)] {
    var properties: [(String, SchemaText)] = []
    for key in level.keys {
      let names = [key.rawValue] + key.vietnamese(at: level).filter { $0 != key.rawValue }
      let about = SchemaText.string("\(key.about.vi) – \(key.about.en)")
      for name in names { properties.append((name, .object([("description", about)] + shape(of: key, at: level)))) }
    }
    var members: [(String, SchemaText)] = [
      ("type", .string("object")), ("properties", .object(properties)), ("additionalProperties", .truth(false)),
    ]
    switch level {
    case .activity: members.append(("allOf", .list([.object([("anyOf", .list(required(.title, level)))]), timing(level)])))
    case .phase: members.append(("allOf", .list([timing(level)])))
    case .unit, .channel, .targetGroup: members.append(("anyOf", .list(required(.name, level))))
    case .theme: members.append(("anyOf", .list(required(.title, level))))
    case .period:
      members.append(
        ("allOf", .list([PlanKey.from, .to].map { .object([("anyOf", .list(required($0, level)))]) })))
    default: break
    }
    return members
  }

  /// Some timing has to be there: one of the single keys, phases, or `from` with `to`.
  private static func timing(_ level: KeyLevel) -> SchemaText {
    let single = ([.day, .when, .due, .before, .every, .rrule] + (level == .activity ? [.phases] : []) as [PlanKey])
      .flatMap { required($0, level) }
    let range = SchemaText.object([
      ("allOf", .list([PlanKey.from, .to].map { .object([("anyOf", .list(required($0, level)))]) }))
    ])
    return .object([("anyOf", .list(single + [range]))])
  }

  private static func shape(of key: PlanKey, at level: KeyLevel) -> [(String, SchemaText)] {
    switch key {
    case .document: reference(KeyLevel.document.definition)
    case .period: reference(KeyLevel.period.definition)
    case .calendar: reference(KeyLevel.calendar.definition)
    case .reporting: reference(KeyLevel.reporting.definition)
    case .defaults: reference(KeyLevel.defaults.definition)
    case .contact: reference(KeyLevel.contact.definition)
    case .units: map(of: .unit)
    case .members: [("anyOf", .list([.object(map(of: .unit)), .object(reference("texts"))]))]
    case .themes where level == .head: map(of: .theme)
    case .targetGroups where level == .head: map(of: .targetGroup)
    case .channels where level == .head: map(of: .channel)
    case .activities: map(of: .activity, short: false)
    case .phases: map(of: .phase, short: false)
    case .amendments: [("type", .string("array")), ("items", .object(reference(KeyLevel.amendment.definition)))]
    case .milestones:
      [
        ("type", .string("object")), ("propertyNames", .object(reference("id"))),
        ("additionalProperties", .object(reference("text"))),
      ]
    case .rules:
      [
        ("type", .string("object")), ("propertyNames", ruleNames),
        ("additionalProperties", .object([("enum", .list(["error", "warning", "off"].map { .string($0) } + [.truth(false)]))])),
      ]
    case .accept:
      [("type", .string("object")), ("propertyNames", ruleNames), ("additionalProperties", .object(reference("text")))]
    case .assumed, .daysOff, .workingDays, .except: reference("textsOrReasons")
    case .plan: reference("id")
    case .year: [("type", .list([.string("integer"), .string("string")])), ("pattern", .string("^[0-9]{4}$"))]
    case .requested, .collective, .internal: reference("truth")
    case .cutOff, .atOnce, .perDay, .maxMinutes: reference("number")
    case .kind: choice(level == .document ? DocumentKind.names.map(\.0) : ChannelKind.names.map(\.0))
    case .holidays: choice(["vn", "none", "không"])
    case .language: choice(["vi", "en", "tiếng Việt", "English"])
    case .lead, .coordinate, .implement, .monitor, .reportTo, .themes, .targetGroups, .channels, .product, .target, .evidence,
      .use,
      .basis, .after, .day, .due, .before, .also, .time, .days, .successor, .formerID:
      reference("texts")
    default: reference("text")
    }
  }

  private static func reference(_ name: String) -> [(String, SchemaText)] {
    // Beside `$ref` draft-07 reads nothing; so that the description counts, the reference stands in `allOf`.
    [("allOf", .list([.object([("$ref", .string("#/definitions/\(name)"))])]))]
  }

  /// A map by id; where `short` allows, the name alone may stand for the thing.
  private static func map(of level: KeyLevel, short: Bool = true) -> [(String, SchemaText)] {
    let whole = SchemaText.object(reference(level.definition))
    return [
      ("type", .string("object")), ("propertyNames", .object(reference("id"))),
      ("additionalProperties", short ? .object([("anyOf", .list([.object(reference("text")), whole]))]) : whole),
    ]
  }

  private static func choice(_ names: [String]) -> [(String, SchemaText)] { [("enum", .list(names.map { .string($0) }))] }

  private static var ruleNames: SchemaText { .object([("enum", .list(Rule.all.map { .string($0.slug) }))]) }

  /// What several keys share.
  private static var shared: [(String, SchemaText)] {
    let plain = SchemaText.list(["string", "number", "boolean"].map { .string($0) })
    let texts = SchemaText.object([
      (
        "anyOf",
        .list([.object(reference("text")), .object([("type", .string("array")), ("items", .object(reference("text")))])])
      )
    ])
    return [
      ("text", .object([("type", plain), ("minLength", .number(1))])),
      ("texts", texts),
      (
        "textsOrReasons",
        .object([
          (
            "anyOf",
            .list([
              .object(reference("texts")),
              .object([("type", .string("object")), ("additionalProperties", .object(reference("text")))]),
            ])
          )
        ])
      ),
      (
        "id",
        .object([
          ("type", .string("string")), ("pattern", .string("^[a-z][a-z0-9-]*$")), ("maxLength", .number(63)),
          (
            "not",
            .object([
              (
                "anyOf",
                .list([
                  .object([("const", .string("all"))]), .object([("pattern", .string("-todo$"))]),
                  .object([("pattern", .string("^(con|prn|aux|nul|com[1-9]|lpt[1-9])$"))]),
                ])
              )
            ])
          ),
        ])
      ),
      (
        "truth",
        .object([
          ("enum", .list([.truth(true), .truth(false)] + ["true", "false", "yes", "no", "có", "không"].map { .string($0) }))
        ])
      ),
      (
        "number",
        .object([
          ("type", .list([.string("integer"), .string("number"), .string("string")])),
          ("pattern", .string("^[0-9]+(\\.[0-9]{3})*$")),
        ])
      ),
    ]
  }
}

extension KeyLevel {
  /// The name of the level among the definitions.
  fileprivate var definition: String { self == .targetGroup ? "targetGroup" : "\(self)" }
}
