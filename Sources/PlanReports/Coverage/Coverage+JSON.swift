import PlanModel

extension Coverage {
  // plan           the plan's id
  // unit           the name of the unit or group asked for with --unit; null for all
  // quarters       the quarters of the calendar that the plan's period touches: "2018-Q2"
  // themes         [{id, title}], target_groups and channels [{id, name}]: what the plan's file defines or its work names
  // cells          what there is, by all four, empty cells left out:
  //                theme, target_group, channel: ids, null for work without any; quarter: one of quarters, null without a date;
  //                occasions: dated pieces of work, without the fan-out; tasks: one for each unit.
  //                An occasion stands in every cell it belongs to, so cells do not add up. null where there are over a million.
  // totals         occasions, tasks: each once; work: activities and phases; internal: those left out of all of the above;
  //                undated: occasions without a date; by_quarter, by_theme, by_target_group, by_channel:
  //                [{quarter or id, occasions, tasks}], each occasion once in its row, the key null for those without any
  // gaps           [{kind, also, id, message, file, line, column}] by place; kind is the weightiest of what is amiss
  //                (target-group-unreached, target-group-narrow, target-group-silent, theme-unused, theme-misses-group, theme-brief,
  //                channel-unused, quarter-empty), also the others; id that of the theme, target group or channel, or the quarter;
  //                line and column from 1, in code points. Empty with --unit.
  // load           [{unit, name, total, busiest: {week, tasks}, weeks: [{week, tasks}]}], the busiest unit first: tasks due or held in
  //                each week ("2018-W20", ISO 8601), internal ones too, weeks without any left out; total: all of these
  /// The coverage as the JSON that other programs read; messages in `language`.
  public func json(_ language: Language) -> String {
    var json = JSONText()
    json.object { json in
      json.members([("plan", plan.id.text), ("unit", unitName)])
      json.key("quarters")
      json.strings(quarters.map(\.key))
      write("themes", .theme, "title", &json)
      write("target_groups", .targetGroup, "name", &json)
      write("channels", .channel, "name", &json)
      json.newline()
      json.key("cells")
      writeCells(&json)
      json.newline()
      json.key("totals")
      json.object { writeTotals(&$0) }
      json.newline()
      json.key("gaps")
      json.array { json in
        for gap in gaps {
          json.newline()
          json.object { json in
            json.members([("kind", gap.kind.rawValue)])
            json.key("also")
            json.strings(gap.kinds.dropFirst().map(\.rawValue))
            json.members([("id", gap.id), ("message", gap.message.text(language)), ("file", gap.file)])
            json.key("line")
            json.number(gap.position.line)
            json.key("column")
            json.number(gap.position.column)
          }
        }
      }
      json.newline()
      json.key("load")
      json.array { json in for row in load.rows { write(row, &json) } }
    }
    json.newline()
    return json.string
  }

  private func id(_ axis: CoverageAxis, _ item: Int?) -> String? {
    guard let item else { return nil }
    return switch axis {
    case .theme: plan.themes[item].id.text
    case .targetGroup: plan.targetGroups[item].id.text
    case .channel: plan.channels[item].id.text
    case .quarter: quarters[item].key
    }
  }

  private func write(_ key: String, _ axis: CoverageAxis, _ nameKey: String, _ json: inout JSONText) {
    json.newline()
    json.key(key)
    json.array { json in
      for item in items(axis).all {
        json.object { $0.members([("id", id(axis, item)), (nameKey, name(axis, item, .vi))]) }
      }
    }
  }

  private func write(_ count: Count, _ json: inout JSONText) {
    json.key("occasions")
    json.number(count.occasions)
    json.key("tasks")
    json.number(count.tasks)
  }

  private func writeCells(_ json: inout JSONText) {
    guard let cells = cells() else { return json.null() }
    json.array { json in
      for (cell, count) in cells {
        json.newline()
        json.object { json in
          json.members([
            ("theme", id(.theme, cell.theme)), ("target_group", id(.targetGroup, cell.targetGroup)),
            ("channel", id(.channel, cell.channel)), ("quarter", id(.quarter, cell.quarter)),
          ])
          write(count, &json)
        }
      }
    }
  }

  private func writeTotals(_ json: inout JSONText) {
    write(total, &json)
    let numbers = [
      ("work", reaches.count), ("internal", plan.work.count { $0.isInternal }),
      ("undated", reaches.reduce(0) { $0 + ($1.quarters.last?.occasions ?? 0) }),
    ]
    for (key, number) in numbers {
      json.key(key)
      json.number(number)
    }
    let sides: [(String, String, CoverageAxis)] = [
      ("by_quarter", "quarter", .quarter), ("by_theme", "id", .theme), ("by_target_group", "id", .targetGroup),
      ("by_channel", "id", .channel),
    ]
    for (key, idKey, axis) in sides {
      var counts: [Int: Count] = [:]
      for reach in reaches { for (item, count) in reach.parts(axis) { counts[item, default: Count()] += count } }
      json.newline()
      json.key(key)
      json.array { json in
        for item in items(axis).all.map(Optional.some) + (counts[-1].map { $0.occasions > 0 } ?? false ? [nil] : []) {
          json.object { json in
            json.members([(idKey, id(axis, item))])
            write(counts[item ?? -1] ?? Count(), &json)
          }
        }
      }
    }
  }

  private func write(_ row: UnitLoad.Row, _ json: inout JSONText) {
    func week(_ number: Int, _ json: inout JSONText) {
      json.object { json in
        json.members([("week", load.week(number).key)])
        json.key("tasks")
        json.number(Int(row.counts[number]))
      }
    }
    json.newline()
    json.object { json in
      json.members([("unit", plan.units[row.unit].id.text), ("name", plan.units[row.unit].name)])
      json.key("total")
      json.number(row.total)
      json.key("busiest")
      week(row.busiest, &json)
      json.key("weeks")
      json.array { json in for number in row.counts.indices where row.counts[number] > 0 { week(number, &json) } }
    }
  }
}
