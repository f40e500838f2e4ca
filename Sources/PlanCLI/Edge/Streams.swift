import Glibc
import PlanModel

/// Standard output for results, standard error for everything said about the work.
enum Streams {
  /// Lets writes fail with an error, where the system would otherwise end the program without a word.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Prints a result; ends the program where nobody reads it any more, or where it cannot be written.
  static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Prints bytes.
  static func output(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) } }

  /// Says something about the work.
  static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else if errno != EINTR {
        guard descriptor == STDOUT_FILENO else { return }
        // A reader that has gone (`| head -1`) is no fault; a full disk is.
        let reason = errno
        if reason != EPIPE { say("plan: \(SystemReason.message(reason).text((Language.ofEnvironment ?? .vi)))") }
        exit(reason == EPIPE ? 0 : 2)
      }
    }
  }
}
