import Glibc
import PlanModel

/// Lets a person pick from a list on the terminal.
///
/// Type to filter, arrows to move, space or Tab to tick several, Enter to take, Esc or Ctrl-C to leave. A space ticks where
/// nothing is typed or the last key moved or ticked; after a letter it parts words of the filter.
enum TaskPicker {
  /// One line to pick.
  struct Choice {
    let title: String
    /// Whether it is shown in red where there are colours.
    let isUrgent: Bool
  }

  /// Whether there is a person at a terminal to ask.
  static var isPossible: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
      && getenv("TERM").map { $0.pointee != 0 && String(cString: $0) != "dumb" } ?? false
  }

  /// The positions picked, in order; nil where the person left.
  ///
  /// The list stands on standard error from the line of the cursor on and is erased at the end; the terminal is left as it was,
  /// whether the person picks, leaves, suspends the program, or a signal ends it.
  static func pick(_ choices: [Choice], prompt: String, _ language: Language, ink: Bool) -> [Int]? {
    guard !choices.isEmpty else { return [] }
    var state = PickerState(choices, prompt: prompt, language, isColoured: ink)
    var reader = KeyReader()
    guard let screen = PickerScreen() else { return nil }
    defer { screen.close() }
    while true {
      let size = screen.size
      state.resize(columns: size.columns, rows: size.rows)
      screen.draw(state.lines)
      let keys: [PickerState.Key]
      switch screen.wait(milliseconds: reader.isInDoubt ? 30 : -1) {
      case .typed(let bytes): keys = reader.keys(bytes)
      case .quiet: keys = reader.settle()
      case .changed: keys = []
      case .suspended: keys = [.suspend]
      case .ended: return nil
      }
      for key in keys {
        if key == .suspend { screen.suspend() }
        switch state.press(key) {
        case .open: continue
        case .left: return nil
        case .taken(let positions): return positions
        }
      }
    }
  }
}

/// Turns the bytes a terminal sends into keys, however they are split.
struct KeyReader {
  private var rest: [UInt8] = []
  private var isPasting = false
  private static let escape: UInt8 = 0x1B

  /// Whether all that has come is the start of a sequence or the Esc key; only time can tell.
  var isInDoubt: Bool { !isPasting && rest == [Self.escape] }

  /// Nothing more has come: it was the Esc key.
  mutating func settle() -> [PickerState.Key] {
    guard isInDoubt else { return [] }
    rest = []
    return [.leave]
  }

  /// The keys that are complete; the rest waits for more bytes.
  mutating func keys(_ bytes: [UInt8]) -> [PickerState.Key] {
    rest += bytes
    var keys: [PickerState.Key] = []
    var text = ""
    var index = 0
    func add(_ key: PickerState.Key) {
      if !text.isEmpty { keys.append(.text(text)) }
      text = ""
      keys.append(key)
    }
    while index < rest.count {
      let byte = rest[index]
      if byte == Self.escape {
        guard let sequence = sequence(at: index) else { break }
        index += sequence.length
        switch sequence.meaning {
        case .key(let key): add(key)
        case .paste(let isStart): isPasting = isStart
        case .nothing: break
        }
      } else if byte >= 0x80 {
        guard let length = length(at: index) else { break }
        if length > 0 { text += String(decoding: rest[index..<index + length], as: UTF8.self) }
        index += max(1, length)
      } else {
        index += 1
        if byte == 0x03 {
          isPasting = false
          add(.leave)
        } else if isPasting {
          // Line ends of what is pasted are not Enter.
          if byte >= 0x20 && byte < 0x7F || byte == 0x09 { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        } else if byte > 0x20 && byte < 0x7F {
          text.unicodeScalars.append(Unicode.Scalar(byte))
        } else if let key = Self.controls[byte] {
          add(key)
        }
      }
    }
    rest.removeFirst(index)
    if !text.isEmpty { keys.append(.text(text)) }
    return keys
  }

  /// Ctrl-C and Ctrl-D leave, Ctrl-P and Ctrl-N move, Ctrl-U and Ctrl-W delete, Ctrl-Z suspends.
  private static let controls: [UInt8: PickerState.Key] = [
    0x04: .leave, 0x08: .backspace, 0x09: .tick, 0x0A: .enter, 0x0D: .enter, 0x0E: .down, 0x10: .up, 0x15: .clear,
    0x17: .deleteWord, 0x1A: .suspend, 0x20: .space, 0x7F: .backspace,
  ]

  /// How many bytes the character takes that starts here: none where it is not well formed, nil where its end has not come.
  private func length(at index: Int) -> Int? {
    let length: Int
    switch rest[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    let bytes = rest[index...].prefix(length)
    guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return 0 }
    guard bytes.count == length else { return nil }
    return String(validating: bytes, as: UTF8.self) == nil ? 0 : length
  }

  private enum Meaning {
    case key(PickerState.Key), nothing
    case paste(isStart: Bool)
  }

  /// The escape sequence that starts here; nil where its end has not come.
  private func sequence(at index: Int) -> (length: Int, meaning: Meaning)? {
    let bytes = rest[index...].dropFirst()
    guard let kind = bytes.first else { return nil }
    switch kind {
    case Self.escape: return isPasting ? (1, .nothing) : (1, .key(.leave))
    case UInt8(ascii: "O"):
      guard let last = bytes.dropFirst().first else { return nil }
      return (3, isPasting ? .nothing : Self.meaning(of: last, 0))
    case UInt8(ascii: "["):
      let body = bytes.dropFirst().prefix { 0x20...0x3F ~= $0 }
      guard let last = bytes.dropFirst(1 + body.count).first else { return nil }
      let length = 2 + body.count
      guard 0x40...0x7E ~= last else { return (length, .nothing) }
      // The Linux console sends `ESC [ [ A` for F1.
      if last == UInt8(ascii: "["), body.isEmpty { return bytes.count > 2 ? (4, .nothing) : nil }
      let number = Int(String(decoding: body.prefix { 0x30...0x39 ~= $0 }, as: UTF8.self)) ?? -1
      if last == UInt8(ascii: "~"), number == 200 || number == 201 { return (length + 1, .paste(isStart: number == 200)) }
      return (length + 1, isPasting ? .nothing : Self.meaning(of: last, number))
    default:
      // A letter with Alt, which is nothing here; what is no plain letter stands for itself.
      return (0x20...0x7E ~= kind ? 2 : 1, .nothing)
    }
  }

  private static func meaning(of last: UInt8, _ number: Int) -> Meaning {
    switch (last, number) {
    case (UInt8(ascii: "A"), _): .key(.up)
    case (UInt8(ascii: "B"), _): .key(.down)
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), 1), (UInt8(ascii: "~"), 7): .key(.home)
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), 4), (UInt8(ascii: "~"), 8): .key(.end)
    case (UInt8(ascii: "~"), 5): .key(.pageUp)
    case (UInt8(ascii: "~"), 6): .key(.pageDown)
    // Enter among the digits.
    case (UInt8(ascii: "M"), 0): .key(.enter)
    default: .nothing
    }
  }
}

/// A terminal on which a picker stands: raw from when it is opened until it is closed, whatever ends it.
private final class PickerScreen {
  /// What can happen while nothing is drawn.
  enum Event {
    case typed([UInt8])
    case quiet, changed, suspended, ended
  }

  /// Takes the terminal; nil where standard input is none.
  init?() {
    guard tcgetattr(STDIN_FILENO, TerminalKeeping.settings) == 0 else { return nil }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (notices, TerminalKeeping.notices) = (ends[0], ends[1])
    take()
  }

  /// The end of the pipe at which signals are told.
  private let notices: Int32

  private func take() {
    TerminalKeeping.watch()
    setRaw()
    write("\u{1B}[?2004h")
  }

  private func release() {
    TerminalKeeping.restore()
    TerminalKeeping.unwatch()
  }

  /// Erases what is drawn and gives the terminal back as it was.
  func close() {
    release()
    Glibc.close(notices)
    Glibc.close(TerminalKeeping.notices)
  }

  /// Stops the whole job as the terminal would, until somebody continues it.
  func suspend() {
    release()
    // A shell without job control would never continue it.
    if TerminalKeeping.isStoppable { kill(0, SIGTSTP) }
    take()
  }

  private func setRaw() {
    var settings = TerminalKeeping.settings.pointee
    settings.c_iflag &= ~tcflag_t(BRKINT | ICRNL | IGNCR | INLCR | INPCK | ISTRIP | IXON)
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    settings.c_cflag = (settings.c_cflag & ~tcflag_t(CSIZE)) | tcflag_t(CS8)
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    while tcsetattr(STDIN_FILENO, TCSANOW, &settings) != 0, errno == EINTR {}
  }

  /// The size of the window; nothing where it is not known.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return (0, 0) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Draws lines over those drawn before; the cursor is left at the end of the first.
  func draw(_ lines: [String]) {
    // Wrapping is off meanwhile, for terminals that take a character for wider.
    var text = "\u{1B}[?25l\u{1B}[?7l\r" + lines.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[K\u{1B}[J"
    if lines.count > 1 { text += "\u{1B}[\(lines.count - 1)A\r" + lines[0] }
    write(text + "\u{1B}[?7h\u{1B}[?25h")
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      var rest = UnsafeRawBufferPointer(buffer)
      while !rest.isEmpty {
        let written = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
        if written >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        } else if errno == EAGAIN {
          var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, 1000)
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  /// Waits until something happens, or the time is over; a negative time is without end.
  func wait(milliseconds: Int32) -> Event {
    var ready = [STDIN_FILENO, notices].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&ready, 2, milliseconds)
    if count == 0 { return .quiet }
    if count < 0 { return errno == EINTR || errno == EAGAIN ? .changed : .ended }
    var bytes = [UInt8](repeating: 0, count: 4096)
    if ready[1].revents != 0 {
      let told = bytes.prefix(max(0, read(notices, &bytes, bytes.count)))
      if told.contains(UInt8(SIGTSTP)) { return .suspended }
      // Whoever continues the program may have set the terminal otherwise.
      if told.contains(UInt8(SIGCONT)) { setRaw() }
      return .changed
    }
    let length = read(STDIN_FILENO, &bytes, bytes.count)
    if length < 0, errno == EINTR || errno == EAGAIN { return .changed }
    return length > 0 ? .typed(Array(bytes.prefix(length))) : .ended
  }
}

/// What signal handlers need to leave a terminal as it was: plain memory, there before they are.
private enum TerminalKeeping {
  /// The settings before the picker.
  nonisolated(unsafe) static let settings = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  /// The end of the pipe into which handlers tell of their signal.
  nonisolated(unsafe) static var notices: Int32 = -1
  /// What stood for each signal before.
  nonisolated(unsafe) private static let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
  private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private static let told = [SIGTSTP, SIGCONT, SIGWINCH]
  /// Wraps again, shows the cursor, plain ink, no marks around what is pasted, erases from this line on.
  private static let erasing: StaticString = "\u{1B}[?7h\u{1B}[?25h\u{1B}[0m\u{1B}[?2004l\r\u{1B}[J"

  /// Takes the signals; those that are ignored stay so.
  static func watch() {
    for number in ending {
      handle(number) { number in
        TerminalKeeping.restore()
        sigaction(number, TerminalKeeping.former + Int(number), nil)
        raise(number)
      }
    }
    for number in told {
      handle(number) { number in
        let reason = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = Glibc.write(TerminalKeeping.notices, &byte, 1)
        errno = reason
      }
    }
  }

  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    sigaction(number, nil, former + Int(number))
    if ending.contains(number) || number == SIGTSTP, isIgnored(number) { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = Int32(SA_RESTART)
    sigaction(number, &action, nil)
  }

  /// Whether a stop from the terminal would stop the program.
  static var isStoppable: Bool { !isIgnored(SIGTSTP) }

  private static func isIgnored(_ number: Int32) -> Bool {
    unsafeBitCast(former[Int(number)].__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// Gives the signals back.
  static func unwatch() {
    for number in ending + told { sigaction(number, former + Int(number), nil) }
  }

  /// Sets the terminal as it was and erases what is drawn; calls nothing that a signal handler may not.
  static func restore() {
    // In the background the terminal is somebody else's.
    let owner = tcgetpgrp(STDIN_FILENO)
    guard owner < 0 || owner == getpgrp() else { return }
    while tcsetattr(STDIN_FILENO, TCSANOW, settings) != 0, errno == EINTR {}
    // One who has stopped reading must not keep the program from ending.
    var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    if poll(&ready, 1, 0) > 0 { _ = Glibc.write(STDERR_FILENO, erasing.utf8Start, erasing.utf8CodeUnitCount) }
  }
}
