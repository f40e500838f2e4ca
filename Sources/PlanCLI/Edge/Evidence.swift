import CMessageDigest
import Glibc
import PlanModel

/// What a person gives as proof: a text or an address as it is, a file by its name and what is in it.
enum Evidence {
  /// The proof as it is recorded: for a file, `name sha256:…`.
  static func recorded(_ text: String) throws(ReadFailure) -> (text: String, warning: Message?) {
    let clean = MarkRequest.oneLine(text)
    guard !text.contains("://") else { return (clean, nil) }
    var info = stat()
    guard stat(text, &info) == 0 else {
      // What looks like a path and leads nowhere is more likely mistyped than meant.
      let last = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      let ending = last.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last ?? ""
      let isLikeFile = !text.contains(" ") && (2...4).contains(ending.utf8.count) && ending.utf8.allSatisfy { $0 < 0x80 }
      guard isLikeFile else { return (clean, nil) }
      return (
        clean,
        Message(
          vi: "không thấy tệp minh chứng `\(TerminalText(text))`; ghi lại như chữ",
          en: "there is no file `\(TerminalText(text))`; it is recorded as a text")
      )
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw ReadFailure(path: text, reason: Message(vi: "không phải là tệp thường", en: "it is no plain file"))
    }
    let name = text.split(separator: "/").last.map { MarkRequest.oneLine(String($0)) } ?? clean
    return ("\(name) sha256:\(try digest(text))", nil)
  }

  /// The SHA-256 of a file, in hexadecimal.
  private static func digest(_ path: String) throws(ReadFailure) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw ReadFailure(path: path, reason: SystemReason.message(errno)) }
    defer { close(file) }
    var context = SHA256_CTX()
    SHA256Init(&context)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ReadFailure(path: path, reason: SystemReason.message(errno)) }
      if count == 0 { break }
      SHA256Update(&context, chunk, count)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    SHA256Final(&digest, &context)
    return digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }
}
