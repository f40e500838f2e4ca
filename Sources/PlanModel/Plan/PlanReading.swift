/// Why a file named by `use` could not be read.
public enum LoadFailure: Error, Sendable {
  /// There is no such file.
  case missing
  /// It lies outside of the plan's folder, by a link.
  case outside
  /// It cannot be read, for the reason the system gives.
  case unreadable(Message)
}

/// A plan file on its way: text, then values, then tasks, with everything found on the way.
///
/// Bytes become a ``SourceFile``, that a tree of nodes, that a ``Plan``, that a ``Schedule``; each stage is a function of values,
/// and the findings of all of them are collected here.
public struct PlanReading: Sendable {
  /// The files that were read: the plan, then what it uses.
  public let sources: SourceSet
  /// Everything that was found, in the order of its places.
  public let diagnostics: [Diagnostic]
  /// What was found and is accepted, with the acceptance.
  public let accepted: [(finding: Diagnostic, acceptance: Acceptance)]
  /// The plan; nil where the file is a registry or something keeps it from being read.
  public let plan: Plan?
  /// The dated work of the plan; nil where the plan has errors.
  public let schedule: Schedule?
  /// Whether the file is a registry: units, channels and calendars for plans to use.
  public let isRegistry: Bool
  /// The language the plan speaks, as far as that could be read.
  public let language: Language

  /// Everything that was found, what is accepted among it as ``acceptedNotes``.
  public var diagnosticsWithAccepted: [Diagnostic] { (diagnostics + acceptedNotes).sortedByPlace() }

  /// What is accepted, as notes that say so and why.
  public var acceptedNotes: [Diagnostic] {
    accepted.map { finding, acceptance in
      var note = Diagnostic(
        finding.rule, at: finding.span,
        Message(
          vi: "đã chấp nhận (lý do: \(acceptance.reason)): \(finding.message.vi)",
          en: "accepted (the reason: \(acceptance.reason)): \(finding.message.en)"),
        related: [RelatedPlace(acceptance.span, vi: "chấp nhận ở đây", en: "accepted here")])
      note.severity = .note
      return note
    }
  }

  /// Whether an error keeps the plan from being carried out.
  public var hasErrors: Bool { diagnostics.contains(atLeast: .error) }

  /// Reads, checks and schedules a plan.
  ///
  /// - Parameters:
  ///   - file: The plan file.
  ///   - asOf: The day on which it is looked at; a plan that is running needs contacts.
  ///   - load: Gives the bytes of a file named by `use`; the path is that of the plan joined with what is written.
  /// - Returns: The plan with its schedule as far as it could be read, and everything found on the way.
  public static func read(_ file: SourceFile, asOf: CivilDate, load: (String) -> Result<[UInt8], LoadFailure>) -> PlanReading {
    let sink = DiagnosticSink()
    var sources = SourceSet()
    var loader = PlanLoader(sink: sink, plan: file)
    let files = loader.read(into: &sources, load: load)
    guard let first = files.first else {
      return PlanReading(
        sources: sources, diagnostics: sink.findings.sortedByPlace(), accepted: [], plan: nil, schedule: nil, isRegistry: false,
        language: .vi)
    }
    let draft = PlanAssembler(files: files, areFilesMissing: loader.isIncomplete, sink: sink).plan()
    var findings = sink.findings
    for check in Rule.checks { findings += check.findings(in: draft.plan) }
    var schedule: Schedule?
    if !first.isRegistry, draft.isDated {
      let scheduler = Scheduler(draft.plan)
      let made = scheduler.schedule()
      schedule = made
      findings += scheduler.findings
      for check in Rule.checks { findings += check.findings(in: made) }
      findings += NoContact.findings(in: made, asOf: asOf)
    }
    findings = draft.plan.weighed(findings).sortedByPlace()
    var accepted: [(finding: Diagnostic, acceptance: Acceptance)] = []
    if !draft.plan.acceptances.isEmpty {
      findings = findings.filter { finding in
        guard let acceptance = draft.plan.acceptances.silencing(finding) else { return true }
        accepted.append((finding, acceptance))
        return false
      }
      // Where something could not be read, a warning may be missing for that reason; a registry's may be for other plans.
      if !findings.contains(atLeast: .error), schedule != nil {
        var used = Set(accepted.map(\.acceptance.span))
        // Whether contacts are missed depends on the day.
        let own = draft.plan.acceptances.filter { $0.span.file == FileID(0) && $0.rule != NoContact.rule.slug }
        for acceptance in own where !used.contains(acceptance.span) && acceptance.rule != UnusedAccept.rule.slug {
          for finding in draft.plan.weighed([UnusedAccept.finding(acceptance)]) {
            if let other = draft.plan.acceptances.silencing(finding) {
              used.insert(other.span)
              accepted.append((finding, other))
            } else {
              findings.append(finding)
            }
          }
        }
        let idle = own.filter { $0.rule == UnusedAccept.rule.slug && !used.contains($0.span) }
        findings = (findings + draft.plan.weighed(idle.map { UnusedAccept.finding($0) })).sortedByPlace()
      }
    }
    let isWhole = !findings.contains(atLeast: .error) && !first.isRegistry
    return PlanReading(
      sources: sources, diagnostics: findings, accepted: accepted, plan: isWhole ? draft.plan : nil,
      schedule: isWhole ? schedule : nil,
      isRegistry: first.isRegistry, language: draft.plan.language)
  }
}

extension Plan {
  /// Findings as heavy as the office wants them, without those it has turned off.
  fileprivate func weighed(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.compactMap { finding in
      guard let severity = severities[finding.rule.slug] else { return finding }
      guard let severity else { return nil }
      var weighed = finding
      weighed.severity = severity
      return weighed
    }
  }
}
