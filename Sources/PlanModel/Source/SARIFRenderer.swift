/// Shows findings as a log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
public struct SARIFRenderer: Sendable {
  let language: Language
  let version: String

  /// Makes a renderer whose messages speak a language; `version` is the program's.
  public init(language: Language, version: String) {
    self.language = language
    self.version = version
  }

  /// The whole log.
  public func render(_ findings: [LocatedDiagnostic]) -> String {
    var json = JSONText()
    json.object { json in
      json.key("$schema")
      json.string("https://json.schemastore.org/sarif-2.1.0.json")
      json.key("version")
      json.string("2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          tool(&json)
          json.key("columnKind")
          json.string("unicodeCodePoints")
          json.key("results")
          json.array { json in
            for finding in findings {
              json.newline()
              result(finding, &json)
            }
          }
        }
      }
    }
    json.newline()
    return json.string
  }

  private func tool(_ json: inout JSONText) {
    json.key("tool")
    json.object { json in
      json.key("driver")
      json.object { json in
        json.key("name")
        json.string("plan")
        json.key("version")
        json.string(version)
        json.key("rules")
        json.array { json in
          for rule in Rule.all {
            json.newline()
            json.object { json in
              json.key("id")
              json.string(rule.slug)
              message("shortDescription", rule.summary.text(language), &json)
              json.key("defaultConfiguration")
              json.object { json in
                json.key("level")
                json.string(rule.severity.rawValue)
              }
            }
          }
        }
      }
    }
  }

  private func result(_ finding: LocatedDiagnostic, _ json: inout JSONText) {
    let diagnostic = finding.diagnostic
    json.object { json in
      json.key("ruleId")
      json.string(diagnostic.rule.slug)
      json.key("ruleIndex")
      json.number(Rule.all.firstIndex(of: diagnostic.rule))
      json.key("level")
      json.string(diagnostic.severity.rawValue)
      let help = diagnostic.help.map { "\n" + $0.text(language) } ?? ""
      message("message", diagnostic.message.text(language) + help, &json)
      json.key("locations")
      json.array { json in location(diagnostic.span, finding.sources, nil, &json) }
      guard !diagnostic.related.isEmpty else { return }
      json.key("relatedLocations")
      json.array { json in
        for place in diagnostic.related { location(place.span, finding.sources, place.message.text(language), &json) }
      }
    }
  }

  private func location(_ span: SourceSpan, _ sources: SourceSet, _ text: String?, _ json: inout JSONText) {
    let (start, end) = sources.positions(of: span)
    json.object { json in
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.object { json in
          json.key("uri")
          json.string(Self.uri(sources[span.file].name))
        }
        json.key("region")
        json.object { json in
          for (key, number) in [
            ("startLine", start.line), ("startColumn", start.column), ("endLine", end.line), ("endColumn", end.column),
          ] {
            json.key(key)
            json.number(number)
          }
        }
      }
      if let text { message("message", text, &json) }
    }
  }

  private func message(_ key: String, _ text: String, _ json: inout JSONText) {
    json.key(key)
    json.object { json in
      json.key("text")
      json.string(text)
    }
  }

  /// A path as a URI reference (RFC 3986): what is not allowed in a path is percent-encoded by bytes.
  static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@".utf8)
    var bytes: [UInt8] = path.hasPrefix("/") ? Array("file://".utf8) : []
    for byte in path.utf8 {
      if allowed.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
