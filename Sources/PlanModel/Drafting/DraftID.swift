/// Ids made of names: `UBND phường Nhà Mát` becomes `ubnd-phuong-nha-mat`.
public enum DraftID {
  /// Whether a text may be an id.
  public static func isValid(_ text: String) -> Bool { isIdentifier(text) }

  /// What an id is, for messages.
  public static var rule: Message { BadID.rule.summary }

  /// An id in the sense of a text; nil where it has no letter or digit to make one of.
  public static func proposal(for text: String) -> String? { of(text, longest: 63) }

  static func of(_ text: String, longest: Int) -> String? {
    var result = ""
    for scalar in NormalizedText.foldedKey(text).unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
      default: if !result.isEmpty, !result.hasSuffix("-") { result.append("-") }
      }
    }
    result = String(result.prefix(longest))
    while result.hasSuffix("-") { result.removeLast() }
    return isIdentifier(result) ? result : BadID.proposal(for: String(result.prefix(longest - 2)))
  }
}

/// Gives ids to names, each another one.
struct DraftIDs {
  private var taken: Set<String>

  /// Begins with the ids that are taken; `none` in a list clears it.
  init(taken: Set<String>) { self.taken = taken.union(["none"]) }

  /// An id for a name; `other` where the name has no letters to make one of.
  mutating func id(for name: String, or other: String) -> String {
    let base = DraftID.of(name, longest: 50) ?? other
    var id = base
    var number = 2
    while !taken.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    return id
  }
}
