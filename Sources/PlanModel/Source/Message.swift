/// A language in which the program speaks.
public enum Language: String, Sendable, CaseIterable {
  /// Vietnamese.
  case vi
  /// English.
  case en
}

/// A sentence for people, in Vietnamese and in English.
public struct Message: Sendable, Hashable {
  /// The Vietnamese text.
  public let vi: String
  /// The English text.
  public let en: String

  /// Makes a message of its two texts.
  public init(vi: String, en: String) {
    self.vi = vi
    self.en = en
  }

  /// The text in a language.
  public func text(_ language: Language) -> String { language == .vi ? vi : en }

  /// The message followed by another, with a space between.
  func followed(by other: Message) -> Message { Message(vi: vi + " " + other.vi, en: en + " " + other.en) }
}
