import PlanModel

/// The UIDs of a plan's tasks in calendars (RFC 7986 section 5.3): letters, digits, `.`, `-` and `@`, 255 bytes at most.
struct TaskUID {
  private let plan: String
  private let ending: [UInt8]
  private let limit: Int

  /// Makes the UIDs of events or to-dos of a plan.
  init(plan: String, _ component: FeedComponent) {
    self.plan = plan
    ending = Array((component.fileSuffix + "@" + plan).utf8)
    limit = 255 - ending.count
  }

  /// Appends the UID of a task's copy: its id with `/` and `@` as `.`, for other roles than the owner's `.role.unit`, then `@` and
  /// the plan; the to-do of a task has `-todo` before the `@`.
  ///
  /// `path` is `plan.activity.phase`; `key` that of the day, empty where the task occurs once; `owner` the unit after `@` in the id,
  /// empty where no fan-out made the task; `suffix` is `.role.unit`, or nothing.
  func append(
    path: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer, owner: UnsafeRawBufferPointer,
    suffix: UnsafeRawBufferPointer, to buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    buffer.append(path)
    if key.count > 0 {
      buffer.append(UInt8(ascii: "."))
      buffer.append(key)
    }
    if owner.count > 0 {
      buffer.append(UInt8(ascii: "."))
      buffer.append(owner)
    }
    buffer.append(suffix)
    if buffer.count - start > limit {
      // The hash is that of the task's id, with the role's part after it, so that copies in different roles stay apart.
      var id = plan + "/" + String(decoding: path.dropFirst(plan.utf8.count + 1), as: UTF8.self)
      if key.count > 0 { id += "/" + String(decoding: key, as: UTF8.self) }
      if owner.count > 0 { id += "@" + String(decoding: owner, as: UTF8.self) }
      id += String(decoding: suffix, as: UTF8.self)
      let hash = TaskIdentity.digits(TaskIdentity.hash(id.utf8))
      buffer.truncate(to: start + limit - 14)
      buffer.append(UInt8(ascii: "-"))
      buffer.append(string: hash)
    }
    ending.withUnsafeBytes { buffer.append($0) }
  }

  /// Whether a UID of these parts may be cut, so that its order is not that of its parts.
  func mayBeCut(path: Int, key: Int, suffix: Int) -> Bool { path + key + 1 + 64 + suffix > limit }
}
