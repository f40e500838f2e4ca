/// The names of feeds: whose they are, a dash, and the title of the plan.
enum FeedTitle {
  /// The title of the plan: what the names of its feeds end in, after a dash.
  static func common(_ names: [String]) -> String? {
    guard var title = names.first.map({ Substring($0) }) else { return nil }
    while let dash = title.firstRange(of: " – ") {
      title = title[dash.upperBound...]
      if names.allSatisfy({ $0.hasSuffix(" – " + title) }) { return String(title) }
    }
    return nil
  }

  /// Whose a feed is.
  static func owner(_ name: String, _ title: String?) -> String {
    guard let title, name.hasSuffix(" – " + title) else { return name }
    return String(name.dropLast(title.count + 3))
  }
}
