import PlanModel

/// How a shape is painted; readable in black and white, so shades go with figures or outlines.
enum Paint {
  /// Nothing at all, for frames.
  case outline
  case black
  case white
  case dark
  case middle
  case light
  case faint
  /// White within dashes: expected rather than fixed.
  case dashed

  var fill: StaticString {
    switch self {
    case .outline: "none"
    case .black: "#000"
    case .white, .dashed: "#fff"
    case .dark: "#404040"
    case .middle: "#8c8c8c"
    case .light: "#c4c4c4"
    case .faint: "#ececec"
    }
  }

  fileprivate var stroke: StaticString {
    switch self {
    case .outline, .dashed, .white: "#000"
    default: "none"
    }
  }

  fileprivate var dash: StaticString {
    if case .dashed = self { return "3 2" }
    return "none"
  }

  /// The shade of a level from 1 to 4, with what is read on it.
  static func shade(_ level: Int) -> (fill: Paint, text: Paint) {
    switch level {
    case 1: (.faint, .black)
    case 2: (.light, .black)
    case 3: (.middle, .black)
    default: (.dark, .white)
    }
  }
}

/// From which side of its place a text is written.
enum TextSide {
  case start, middle, end

  fileprivate var anchor: StaticString {
    switch self {
    case .start: "start"
    case .middle: "middle"
    case .end: "end"
    }
  }
}

extension HTMLText.Attribute {
  /// A length or a place in a drawing, to a tenth.
  static func number(_ key: StaticString, _ value: Double) -> HTMLText.Attribute { .text(key, Measure.text(value)) }
}

/// Lengths in drawings.
enum Measure {
  /// `12`, `12.5`, `-0.5`: to a tenth, with a point whatever the language.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
  }
}

// Drawings say how they look in attributes only: the page's policy lets no style in, and print must not lose shades.
extension HTMLText {
  /// Adds a drawing as wide as the page; `title` and `about` say what it shows to those who cannot see it.
  mutating func drawing(width: Double, height: Double, title: String, about: String, body: (inout HTMLText) -> Void) {
    element(
      "svg", .fixed("xmlns", "http://www.w3.org/2000/svg"), .fixed("role", "img"),
      .text("viewBox", "0 0 \(Measure.text(width)) \(Measure.text(height))"), .fixed("width", "100%"),
      .fixed("preserveAspectRatio", "xMinYMin meet"), .fixed("fill", "#000")
    ) { page in
      page.element("title", text: title)
      page.element("desc", text: about)
      page.raw("\n")
      body(&page)
    }
    raw("\n")
  }

  /// Adds a box, with words for whoever points at it.
  mutating func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ paint: Paint, about: String? = nil) {
    element(
      "rect", .number("x", x), .number("y", y), .number("width", width), .number("height", height), .fixed("fill", paint.fill),
      .fixed("stroke", paint.stroke), .fixed("stroke-width", "0.8"), .fixed("stroke-dasharray", paint.dash)
    ) { page in if let about { page.element("title", text: about) } }
  }

  /// Adds a line along a path such as `M0 0H20`.
  mutating func line(_ path: String, width: StaticString = "0.5", color: StaticString = "#999") {
    guard !path.isEmpty else { return }
    element(
      "path", .text("d", path), .fixed("fill", "none"), .fixed("stroke", color), .fixed("stroke-width", width)
    ) { _ in }
  }

  /// Adds a filled shape along a path.
  mutating func shape(_ path: String, _ paint: Paint, about: String? = nil) {
    element(
      "path", .text("d", path), .fixed("fill", paint.fill), .fixed("stroke", "#000"), .fixed("stroke-width", "0.8"),
      .fixed("stroke-dasharray", paint.dash)
    ) { page in if let about { page.element("title", text: about) } }
  }

  /// Adds a text on its baseline; `full` is what it stands for where it is cut.
  mutating func words(
    _ text: String, _ x: Double, _ y: Double, size: Double, side: TextSide = .start, isBold: Bool = false, paint: Paint = .black,
    full: String? = nil
  ) {
    element(
      "text", .number("x", x), .number("y", y), .number("font-size", size), .fixed("text-anchor", side.anchor),
      .fixed("font-weight", isBold ? "bold" : "normal"), .fixed("fill", paint.fill)
    ) { page in
      page.text(text)
      if let full, full != text { page.element("title", text: full) }
    }
  }

  /// Adds a text that reads upwards from its place.
  mutating func upright(_ text: String, _ x: Double, _ y: Double, size: Double, full: String? = nil) {
    element(
      "text", .text("transform", "translate(\(Measure.text(x)) \(Measure.text(y))) rotate(-90)"), .number("font-size", size)
    ) { page in
      page.text(text)
      if let full, full != text { page.element("title", text: full) }
    }
  }
}
