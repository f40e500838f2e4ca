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
}
