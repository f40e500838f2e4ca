import PlanModel

/// The UID of a task in calendars (RFC 7986 section 5.3): letters, digits, `.`, `-` and `@`, 255 bytes at most.
enum TaskUID {
  /// The UID of a task's copy: its id with `/` and `@` as `.`, for other roles than the owner's `.role.unit`, then `@` and the plan.
  static func uid(of id: String, plan: String, suffix: String) -> String {
    var local: [UInt8] = []
    local.reserveCapacity(id.utf8.count + suffix.utf8.count)
    for byte in id.utf8 { local.append(byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") ? UInt8(ascii: ".") : byte) }
    local += suffix.utf8
    let limit = 255 - plan.utf8.count - 1
    if local.count > limit {
      // The hash is that of the whole local part's id, so that copies in different roles stay apart.
      let hash = TaskIdentity.digits(TaskIdentity.hash((id + suffix).utf8))
      local = Array(local.prefix(limit - 14)) + [UInt8(ascii: "-")] + hash.utf8
    }
    return String(decoding: local, as: UTF8.self) + "@" + plan
  }
}
