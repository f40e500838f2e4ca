import Glibc

/// The size of the terminal.
enum Terminal {
  /// The columns and rows of standard output; 100 columns where it is no terminal.
  static var size: (columns: Int, rows: Int) {
    if let columns = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), (20...1000).contains(columns) {
      return (columns, height ?? 24)
    }
    var window = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col >= 20 else {
      return (100, 24)
    }
    return (Int(window.ws_col), max(Int(window.ws_row), 4))
  }

  private static var height: Int? {
    var window = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 else { return nil }
    return max(Int(window.ws_row), 4)
  }
}
