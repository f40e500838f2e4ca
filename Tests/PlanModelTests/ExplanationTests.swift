import Foundation
import Testing

@testable import PlanModel

/// What `plan why` says, held against the tasks themselves.
@Suite struct ExplanationTests {
  static let plans =
    planFiles(below: testsFolder.appending(path: "Vectors/plans"))
    + planFiles(below: testsFolder.appending(path: "PlanModelTests/Fixtures/valid"))

  /// Every task of every plan: the phrase is there, the steps lead to the nominal day, the shift to the due day, the roles are those
  /// of the task and each is written somewhere.
  @Test(arguments: plans)
  func explanationsLeadToTheTasks(_ file: URL) throws {
    let reading = try readPlan(file)
    let schedule = try #require(reading.schedule)
    var wrong: [String] = []
    schedule.forEachTask { place in
      let task = schedule.task(at: place)
      let why = TaskExplanation(schedule, at: place)
      func expect(_ condition: Bool, _ what: String) { if !condition { wrong.append("\(task.id): \(what)") } }
      expect(!why.phrases.isEmpty, "no phrase")
      expect(!why.steps.isEmpty, "no step")
      if let nominal = task.slot.nominal {
        expect(why.steps.last { $0.days != nil }?.days?.last == nominal, "steps lead to \(why.steps.last?.text.en ?? "nothing")")
        let isOff = schedule.plan.calendar.isOff(nominal)
        expect(isOff == (why.shift != nil), "shift")
        if let shift = why.shift {
          expect(shift.from == nominal && shift.to == task.slot.due, "\(shift.from) to \(shift.to)")
          expect(shift.daysOff.first == nominal && shift.daysOff.allSatisfy { schedule.plan.calendar.isOff($0) }, "days off")
          expect(shift.daysOff.count == max(1, abs(Int(shift.to.dayNumber - nominal.dayNumber))), "gaps among days off")
        } else {
          expect(task.slot.due == nominal, "moved without a day off")
        }
      } else {
        expect(why.shift == nil, "a shift without a day")
      }
      if task.slot.isTentative { expect(why.steps.contains { $0.kind == .tentative }, "not said to be tentative") }
      if task.slot.isWaiting { expect(why.steps.contains { $0.kind == .waiting }, "not said to wait") }
      func units(_ role: String) -> [Int] { why.roles.filter { $0.role == role }.map(\.unit) }
      expect(units("lead") == [task.lead], "lead")
      expect(units("coordinate") == task.coordinate, "coordinate")
      expect(units("implement") == task.implement, "implement")
      expect(units("monitor") == task.monitor, "monitor")
      expect(units("report_to") == task.reportTo, "report to")
      expect(why.roles.allSatisfy { $0.span != nil }, "a role that is written nowhere")
      expect(why.roles.filter { $0.how == .parent }.allSatisfy { $0.role == "monitor" }, "a parent in a role")
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5).joined(separator: "\n"))")
  }

  @Test func aChainOfAnchorsIsToldFromItsStart() throws {
    let reading = readPlan(
      """
      plan: p
      title: P
      year: 2026
      calendar: {milestones: {mot: 15 working days before tet, hai: 3 days after mot}}
      units: {a: A}
      activities:
        viec: {title: V, lead: a, due: 2 weeks after hai}
      """)
    let schedule = try #require(reading.schedule)
    let why = TaskExplanation(schedule, at: TaskPlace(series: 0, slot: 0, owner: 0))
    #expect(why.steps.map(\.kind) == [.day, .count, .milestone, .count, .milestone, .count])
    #expect(
      why.steps.compactMap { $0.days?.first.description } == [
        "2026-02-17", "2026-01-26", "2026-01-26", "2026-01-29", "2026-01-29", "2026-02-12",
      ])
    #expect(why.steps[1].text.vi.contains("không tính T2 16/02 Giao thừa Tết Nguyên Đán"))
  }

  /// Chains as long as a file allows are told to a depth, not followed down the stack.
  @Test func aLongChainDoesNotOverflow() throws {
    var text = "plan: p\ntitle: P\nyear: 2026\nunits: {a: A}\nactivities:\n  v0: {title: V, lead: a, due: 01/06}\n"
    for number in 1..<20_000 { text += "  v\(number): {title: V, lead: a, due: 0 days after v\(number - 1)}\n" }
    let reading = readPlan(text)
    let schedule = try #require(reading.schedule)
    let why = TaskExplanation(schedule, at: TaskPlace(series: 19_999, slot: 0, owner: 0))
    #expect(why.steps.count < 60)
    #expect(why.steps.last?.days?.last.description == "2026-06-01")
  }

  @Test func assumptionsFollowInheritance() throws {
    let reading = readPlan(
      """
      plan: p
      title: P
      year: 2026
      units: {a: A, b: B}
      defaults: {monitor: b}
      assumed: {defaults: do người lập}
      activities:
        viec:
          title: V
          lead: a
          assumed: [lead, place, when]
          place: sân
          phases:
            mot: {title: M, when: May, lead: b, assumed: {place: phòng họp}, place: phòng}
            hai: {title: H, when: June}
      """)
    let schedule = try #require(reading.schedule)
    let one = TaskExplanation(schedule, at: TaskPlace(series: 0, slot: 0, owner: 0))
    let two = TaskExplanation(schedule, at: TaskPlace(series: 1, slot: 0, owner: 0))
    // The phase that writes its own lead states it; its place is assumed by itself, with a reason.
    #expect(one.assumptions.map(\.key) == ["place", "when"])
    #expect(one.assumptions.first?.reason == "phòng họp")
    #expect(one.roles.first { $0.role == "lead" }?.assumption == nil)
    #expect(two.roles.first { $0.role == "lead" }?.assumption != nil)
    #expect(two.roles.first { $0.role == "monitor" }?.assumption?.reason == "do người lập")
    #expect(two.phrases.first?.assumption?.key == "when")
    #expect(two.assumptions.map(\.key) == ["lead", "place", "when", "defaults"])
  }
}
