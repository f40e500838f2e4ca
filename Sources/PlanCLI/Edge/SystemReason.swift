import Glibc
import PlanModel

/// What the system says of a failure, in both languages.
enum SystemReason {
  static func message(_ code: Int32) -> Message {
    let english = String(cString: strerror(code)).lowercased()
    let vietnamese =
      switch code {
      case ENOENT: "không có tệp hay thư mục này"
      case EACCES, EPERM: "không có quyền"
      case EISDIR: "là một thư mục"
      case ENOSPC, EDQUOT: "hết chỗ trên đĩa"
      case EFBIG: "tệp vượt quá giới hạn kích thước"
      case EROFS: "đĩa chỉ đọc"
      case ENOTDIR, EEXIST, ELOOP: "ở đó có tệp hay liên kết, không phải thư mục"
      case EMFILE, ENFILE: "mở quá nhiều tệp cùng lúc"
      case EBADF: "luồng vào ra đã đóng"
      case EIO: "đĩa bị lỗi"
      case ENAMETOOLONG: "đường dẫn quá dài"
      default: english
      }
    return Message(vi: vietnamese, en: english)
  }
}

/// The command line asks for something that cannot be meant; exit code 64.
struct UsageFailure: Error {
  let message: String

  init(message: String) { self.message = message }

  /// What is wrong with a file that was to be recorded, line by line, the first fifty; nothing of it was.
  init(file: String, _ problems: [(line: Int, message: Message)], _ language: Language) {
    let name = file == "-" ? (language == .vi ? "luồng vào" : "standard input") : TerminalText(file).description
    let sorted = problems.sorted { $0.line < $1.line }
    var lines = sorted.prefix(50).map { "\(name):\($0.line): \($0.message.text(language))" }
    if sorted.count > 50 {
      lines.append(language == .vi ? "… và \(sorted.count - 50) chỗ nữa" : "… and \(sorted.count - 50) more")
    }
    lines.append(language == .vi ? "Chưa ghi gì." : "Nothing was recorded.")
    message = lines.joined(separator: "\n      ")
  }
}
