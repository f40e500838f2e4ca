import PlanModel

extension PlanDifference {
  /// The changes of a kind, a line for each piece of work and same change, by their first days.
  public func rows(_ kind: TaskChange.Kind, _ language: Language) -> [DifferenceRow] {
    var maker = RowMaker(self, language)
    return maker.rows(kind)
  }

  /// The name of a unit by its number in either plan.
  func name(_ common: Int) -> String {
    if let unit = matching.new(common) { return new.plan.units[unit].shortName }
    return matching.old(common).map { old.plan.units[$0].shortName } ?? ""
  }

  /// A pairing of the people of two series for tasks on two days; nil days for work as needed.
  func roles(_ oldSeries: Int, _ was: TaskSlot?, _ newSeries: Int, _ isNow: TaskSlot?) -> RolePairing {
    RolePairing(
      (old.schedule, oldSeries, was.flatMap { TurningDays(old.plan).day(of: $0) }),
      (new.schedule, newSeries, isNow.flatMap { TurningDays(new.plan).day(of: $0) }), matching, areParentsSame: areParentsSame)
  }
}
