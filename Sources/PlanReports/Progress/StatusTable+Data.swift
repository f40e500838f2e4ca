import PlanModel

extension StatusTable {
  /// The table as the JSON that other programs read, one row a line.
  public func json() -> String {
    var json = JSONText()
    json.object { json in
      json.key("as_of")
      json.string(asOf.description)
      json.key("by")
      json.string(grouping.rawValue)
      writeRows(into: &json)
    }
    json.newline()
    return json.string
  }

  /// Writes the rows and the total as members of an object.
  func writeRows(into json: inout JSONText) {
    json.key("rows")
    json.array { json in
      for row in rows {
        json.newline()
        json.object { json in
          json.members([("key", row.key), ("name", row.name ?? row.key)])
          row.counts.write(into: &json)
        }
      }
    }
    json.newline()
    json.key("total")
    json.object { total.write(into: &$0) }
  }

  /// The table as CSV: the members of the JSON as columns, the total as the last row.
  public func csv() -> String {
    var table = CSVText()
    table.add([
      "key", "name", "total", "done_on_time", "done_late", "done_no_deadline", "not_done_in_time", "not_done_overdue",
      "not_done_no_deadline", "cancelled", "blocked", "verified", "waiting",
    ])
    for row in rows { table.add([row.key ?? "", row.name ?? row.key ?? ""] + row.counts.figures.map(String.init)) }
    table.add(["", "total"] + total.figures.map(String.init))
    return table.text
  }
}

extension StatusCounts {
  /// The counts in the order of the JSON.
  var figures: [Int] {
    [
      total, done.onTime, done.late, done.noDeadline, notDone.inTime, notDone.overdue, notDone.noDeadline, cancelled, blocked,
      verified,
      waiting,
    ]
  }

  /// Writes the counts as members of an object.
  func write(into json: inout JSONText) {
    func members(_ key: String, _ members: [(String, Int)]) {
      json.key(key)
      json.object { json in
        for (key, count) in members {
          json.key(key)
          json.number(count)
        }
      }
    }
    json.key("total")
    json.number(total)
    members("done", [("on_time", done.onTime), ("late", done.late), ("no_deadline", done.noDeadline)])
    members("not_done", [("in_time", notDone.inTime), ("overdue", notDone.overdue), ("no_deadline", notDone.noDeadline)])
    for (key, count) in [("cancelled", cancelled), ("blocked", blocked), ("verified", verified), ("waiting", waiting)] {
      json.key(key)
      json.number(count)
    }
  }
}
