import PlanModel

extension TaskExplanation {
  /// The explanation as JSON; the words of the steps are in `language`.
  public func json(_ language: Language, reference: String, sources: SourceSet) -> String {
    var json = JSONText()
    json.object { json in
      json.members([
        ("id", task.id), ("ref", reference), ("plan", plan.id.text), ("activity", task.work.activity.text),
        ("phase", task.work.phase?.text), ("title", task.title), ("unit", plan.units[task.unit].id.text),
      ])
      for (key, day) in [("start", task.slot.start), ("due", task.slot.due), ("nominal", task.slot.nominal)] {
        json.key(key)
        json.string(day?.description)
      }
      json.key("time")
      json.string(task.slot.time?.text)
      json.key("tentative")
      json.truth(task.slot.isTentative)
      json.key("waiting")
      json.truth(task.slot.isWaiting)
      json.newline()
      write(phrases: &json, sources)
      json.newline()
      write(steps: &json, language, sources)
      json.newline()
      write(shift: &json, language, sources)
      json.newline()
      write(roles: &json, sources)
      json.newline()
      json.key("handed_over")
      json.array { json in
        for step in handover?.steps ?? [] {
          json.object { json in
            json.members([
              ("from", plan.units[step.from].id.text), ("to", plan.units[step.to].id.text), ("since", step.since.description),
            ])
          }
        }
      }
      json.newline()
      json.key("assumed")
      json.array { json in
        for assumption in assumptions {
          json.object { json in
            json.key("key")
            json.string(assumption.key)
            json.key("reason")
            json.string(assumption.reason)
            json.place(assumption.span, sources)
          }
        }
      }
    }
    json.newline()
    return json.string
  }

  private func write(phrases json: inout JSONText, _ sources: SourceSet) {
    json.key("phrases")
    json.array { json in
      for phrase in phrases {
        json.newline()
        json.object { json in
          json.key("key")
          json.string(phrase.key)
          json.key("text")
          json.string(sources.text(of: phrase.span))
          json.place(phrase.span, sources)
          json.assumption(phrase.assumption)
        }
      }
    }
  }

  private func write(steps json: inout JSONText, _ language: Language, _ sources: SourceSet) {
    json.key("steps")
    json.array { json in
      for step in steps {
        json.newline()
        json.object { json in
          json.key("step")
          json.string(step.kind.rawValue)
          json.key("text")
          json.string(step.text.text(language))
          json.key("from")
          json.string(step.days?.first.description)
          json.key("to")
          json.string(step.days?.last.description)
          json.place(step.span, sources)
          json.assumption(step.assumption)
          if !step.daysOff.isEmpty { write(daysOff: step.daysOff, &json, language, sources) }
        }
      }
    }
  }

  private func write(shift json: inout JSONText, _ language: Language, _ sources: SourceSet) {
    json.key("shift")
    guard let shift else { return json.null() }
    json.object { json in
      json.key("policy")
      json.string(shift.policy.rawValue)
      json.key("written")
      json.truth(shift.span != nil)
      json.key("from")
      json.string(shift.from.description)
      json.key("to")
      json.string(shift.to.description)
      json.key("turned")
      json.truth(shift.isTurned)
      json.place(shift.span, sources)
      write(daysOff: shift.daysOff, &json, language, sources)
    }
  }

  private func write(daysOff: [CivilDate], _ json: inout JSONText, _ language: Language, _ sources: SourceSet) {
    json.key("days_off")
    json.array { json in
      for day in daysOff {
        let reason = plan.calendar.reason(day)
        json.object { json in
          json.key("date")
          json.string(day.description)
          json.key("name")
          json.string(reason?.name.text(language))
          json.key("source")
          json.string(reason?.source)
          json.key("projected")
          json.truth(reason?.isProjected ?? false)
          json.place(reason?.place, sources)
        }
      }
    }
  }

  private func write(roles json: inout JSONText, _ sources: SourceSet) {
    json.key("roles")
    json.array { json in
      for role in roles {
        json.newline()
        json.object { json in
          let texts: [(String, String?)] = [
            ("role", role.role), ("unit", plan.units[role.unit].id.text), ("name", plan.units[role.unit].name),
            ("how", role.how.rawValue), ("group", role.group.map { plan.units[$0].id.text }),
            ("replaces", role.replaced.map { plan.units[$0].id.text }),
          ]
          json.members(texts)
          json.place(role.span, sources)
          json.assumption(role.assumption)
        }
      }
    }
  }
}

extension JSONText {
  /// The members `file`, `line` and `column` of a place.
  fileprivate mutating func place(_ span: SourceSpan?, _ sources: SourceSet) {
    let start = span.map { sources.positions(of: $0).start }
    key("file")
    string(span.map { sources[$0.file].name })
    key("line")
    number(start?.line)
    key("column")
    number(start?.column)
  }

  /// The members `assumed` and `reason`.
  fileprivate mutating func assumption(_ assumption: Assumption?) {
    key("assumed")
    truth(assumption != nil)
    key("reason")
    string(assumption?.reason)
  }
}
