// Times the expander on each line of a table of recurrences, given on standard input as `name|every|on[;on]`, and prints
// `name|dates|checksum|nanoseconds a date` for each, the median of nine. The days run from 1990 to 2199.
import PlanModel

guard let first = CivilDate("1990-01-01"), let last = CivilDate("2199-12-31"), let range = DayRange(first, last) else {
  fatalError("the calendar has no such days")
}
let calendar = WorkCalendar()

while let line = readLine() {
  let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { String($0) }
  let on = parts.count > 2 ? parts[2].split(separator: ";").map { String($0) } : []
  guard parts.count >= 2, let expander = RecurrenceExpander(every: parts[1], on: on, calendar: calendar, cutOff: 14) else {
    print("not understood: \(line)")
    continue
  }
  var dates = 0
  var sum = 0
  expander.forEachDay(in: range) { day in
    dates += 1
    sum &+= Int(day.dayNumber)
  }
  var found: [Double] = []
  for _ in 0..<9 {
    let clock = ContinuousClock()
    var rounds = 0
    var checksum = 0
    let start = clock.now
    repeat {
      expander.forEachDay(in: range) { checksum &+= Int($0.dayNumber) }
      rounds += 1
    } while clock.now - start < .milliseconds(20)
    let spent = clock.now - start
    precondition(checksum == sum &* rounds, "two rounds differ")
    let nanoseconds = Double(spent.components.seconds) * 1e9 + Double(spent.components.attoseconds) / 1e9
    found.append(nanoseconds / Double(max(dates * rounds, 1)))
  }
  print("\(parts[0])|\(dates)|\(sum)|\(found.sorted()[4])")
}
