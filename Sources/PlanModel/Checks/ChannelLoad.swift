/// What a channel carries, for each unit that carries it.
///
/// Where the operator is a group, each member runs the channel for itself: what a fan-out gives to its members, each carries its
/// own part of; other work goes through all. Members with the same work share one list.
struct ChannelLoad {
  /// An item on the channel.
  struct Item {
    let day: CivilDate
    let time: TimeSlot?
    /// The piece of work, as a position in ``Plan/work``.
    let work: Int
    /// Where its days are written.
    let place: SourceSpan
  }

  /// Units that carry the same work, and that work in file order.
  struct Carrier {
    /// One of the units; nil where the channel is one for all.
    let unit: Int?
    let items: [Item]
  }

  let carriers: [Carrier]

  init(_ schedule: Schedule, _ channel: Channel, timedOnly: Bool = false) {
    let plan = schedule.plan
    let series = schedule.series.filter { one in
      let item = plan.work[one.work]
      return item.channels.contains { $0.value == channel.id } && !one.slots.isEmpty && one.ownerCount > 0
        && (!timedOnly || item.timing?.times.isEmpty == false)
    }
    func items(_ numbers: [Int]) -> [Item] {
      numbers.flatMap { number in
        series[number].slots.compactMap { slot in
          guard slot.shape == .day, let day = slot.due, let place = slot.place, !timedOnly || slot.time != nil else { return nil }
          return Item(day: day, time: slot.time, work: series[number].work, place: place)
        }
      }
    }
    let group = channel.operator.flatMap { plan.units.position(of: $0.value) }.flatMap {
      plan.units[$0].isGroup ? plan.leaves(of: $0) : nil
    }
    guard let group, !series.isEmpty else {
      carriers = series.isEmpty ? [] : [Carrier(unit: nil, items: items(Array(series.indices)))]
      return
    }
    let members = Set(group)
    // Work owned by members is carried by them alone, other work by every member.
    let owners = series.map { one in Set(one.responsibility.owners.map(\.unit)).intersection(members) }
    var lists: [[Int]: Int] = [:]
    for unit in group {
      let numbers = series.indices.filter { owners[$0].isEmpty || owners[$0].contains(unit) }
      if !numbers.isEmpty, lists[numbers] == nil { lists[numbers] = unit }
    }
    carriers = lists.sorted { $0.value < $1.value }.map { Carrier(unit: $0.value, items: items($0.key)) }
  }
}
