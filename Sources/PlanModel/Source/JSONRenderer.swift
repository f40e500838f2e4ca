/// Shows findings as the JSON that other programs read.
public struct JSONRenderer: Sendable {
  let language: Language

  /// Makes a renderer whose messages speak a language.
  public init(language: Language) { self.language = language }

  /// The whole text for the findings of `files` files.
  public func render(_ findings: [LocatedDiagnostic], files: Int) -> String {
    let counts = FindingCounts(findings.map(\.diagnostic))
    var json = JSONText()
    json.object { json in
      json.key("files")
      json.number(files)
      json.key("errors")
      json.number(counts.errors)
      json.key("warnings")
      json.number(counts.warnings)
      json.key("notes")
      json.number(counts.notes)
      json.key("findings")
      json.array { json in
        for finding in findings {
          write(finding, &json)
        }
      }
    }
    json.newline()
    return json.string
  }

  private func write(_ finding: LocatedDiagnostic, _ json: inout JSONText) {
    let diagnostic = finding.diagnostic
    let (start, end) = finding.sources.positions(of: diagnostic.span)
    json.object { json in
      json.key("file")
      json.string(finding.sources[diagnostic.span.file].name)
      json.key("line")
      json.number(start.line)
      json.key("column")
      json.number(start.column)
      json.key("endLine")
      json.number(end.line)
      json.key("endColumn")
      json.number(end.column)
      json.key("severity")
      json.string(diagnostic.severity.rawValue)
      json.key("rule")
      json.string(diagnostic.rule.slug)
      json.key("message")
      json.string(diagnostic.message.text(language))
      json.key("help")
      json.string(diagnostic.help?.text(language))
      json.key("related")
      json.array { json in
        for place in diagnostic.related {
          let (start, _) = finding.sources.positions(of: place.span)
          json.object { json in
            json.key("file")
            json.string(finding.sources[place.span.file].name)
            json.key("line")
            json.number(start.line)
            json.key("column")
            json.number(start.column)
            json.key("message")
            json.string(place.message.text(language))
          }
        }
      }
    }
  }
}
