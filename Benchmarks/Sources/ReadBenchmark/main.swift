// Times reading and checking each plan file named on the command line beside a bare loop over libyaml's events of the same bytes,
// in turns, and prints `plan|bytes|nanoseconds of the loop|nanoseconds of reading` for each: medians of seven rounds.
// A file named `UNITSxACTIVITIES` is made up: so many wards under a ministry, so many activities.
import CYAMLEvents
import Foundation
import PlanModel

func events(_ bytes: [UInt8]) -> Int {
  var parser = yaml_parser_t()
  guard yaml_parser_initialize(&parser) == 1 else { return 0 }
  defer { yaml_parser_delete(&parser) }
  return bytes.withUnsafeBufferPointer { buffer in
    yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
    var count = 0
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { return count }
      let isEnd = event.type == YAML_STREAM_END_EVENT
      yaml_event_delete(&event)
      if isEnd { return count }
      count += 1
    }
  }
}

func made(_ units: Int, _ activities: Int) -> String {
  var text = "plan: lon-2026\ntitle: Kế hoạch lớn\nyear: 2026\ndefaults: {monitor: uy-ban}\nunits:\n"
  text += "  uy-ban: {name: Ủy ban, contact: {phone: \"1\"}}\n  bo: {name: Bộ, parent: uy-ban, contact: {phone: \"2\"}}\n"
  text += "  xa:\n    name: Các xã, phường\n    members:\n"
  for number in 0..<units {
    text += "      xa-\(number): {name: UBND xã \(number), parent: bo, contact: {phone: \"0\(number)\"}}\n"
  }
  text += "themes: {mot-cua: Một cửa}\ntarget_groups: {nguoi-dan: Người dân}\n"
  text += "channels: {cong: {name: Cổng, kind: portal}}\nactivities:\n"
  for number in 0..<activities {
    text += "  viec-\(number):\n    title: Việc số \(number) {period}\n"
    text += "    themes: mot-cua\n    target_groups: nguoi-dan\n    channels: cong\n"
    text += "    lead: \(number % 10 == 0 ? "each xa" : "bo")\n    every: \(["month", "quarter", "week"][number % 3])\n"
    text += "    \(["due: day 20", "due: day 20 of last month", "day: tue"][number % 3])\n    product: 1 tin\n"
  }
  return text
}

/// The nanoseconds of one call, over as many as fill a little while.
func nanoseconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  var calls = 0
  let start = clock.now
  repeat {
    body()
    calls += 1
  } while clock.now - start < .milliseconds(60)
  let spent = (clock.now - start).components
  return (Double(spent.seconds) * 1e9 + Double(spent.attoseconds) / 1e9) / Double(calls)
}

guard let day = CivilDate("2018-06-01") else { fatalError("the calendar has no such day") }
for name in CommandLine.arguments.dropFirst() {
  let numbers = name.split(separator: "x").compactMap { Int($0) }
  let file: SourceFile
  if numbers.count == 2 {
    file = SourceFile(name: name, text: made(numbers[0], numbers[1]))
  } else {
    guard let data = FileManager.default.contents(atPath: name) else { fatalError("cannot read \(name)") }
    file = SourceFile(name: name, bytes: [UInt8](data))
  }
  var count = 0
  var bare: [Double] = []
  var ours: [Double] = []
  for _ in 0..<7 {
    bare.append(nanoseconds { precondition(events(file.bytes) > 0) })
    ours.append(
      nanoseconds {
        let reading = PlanReading.read(file, asOf: day) { path in
          FileManager.default.contents(atPath: path).map { .success([UInt8]($0)) } ?? .failure(.missing)
        }
        count = reading.diagnostics.filter { $0.severity == .error }.count
      })
  }
  precondition(count == 0, "\(name) has errors")
  let title = numbers.count == 2 ? "\(numbers[0]) units, \(numbers[1]) activities" : name
  print("\(title)|\(file.bytes.count)|\(bare.sorted()[3])|\(ours.sorted()[3])")
}
