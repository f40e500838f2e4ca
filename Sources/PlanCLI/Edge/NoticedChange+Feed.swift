import ICalExport
import PlanModel
import PlanReports

extension NoticedChange {
  /// What a letter says of a change in a feed.
  init(_ change: FeedChange, _ language: Language) {
    let kind: Kind =
      switch change.kind {
      case .added: .added
      case .received: .received
      case .roleChanged(let role): .roleChanged(to: role.title(language))
      case .returned: .returned
      case .moved: .moved
      case .edited: .edited
      case .cancelled: .cancelled
      case .handedOver(let unit): .handedOver(to: unit)
      case .undated: .undated
      case .released: .released
      }
    self.init(kind: kind, before: change.before.map(NoticedItem.init), after: change.after.map(NoticedItem.init))
  }
}

extension NoticedItem {
  init(_ text: PublishedText) {
    self.init(title: text.summary, day: text.day, lastDay: text.lastDay, description: text.description, place: text.location)
  }
}
