/// `each` where nothing fans out, or twice in one task; struck as ``BadPhrase``.
enum MisplacedEach: Check {
  static let rule = BadPhrase.rule

  static func findings(in plan: Plan) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for item in plan.work {
      for (key, role) in item.roles.all {
        for member in role.members where member.isEach {
          let reference = member.reference
          switch key {
          case .lead, .implement:
            if key == .implement, item.roles.lead?.members.contains(where: \.isEach) == true {
              found.append(
                BadPhrase.plain(
                  Message(
                    vi: "`mỗi` chỉ dùng một lần trong một việc: đã có ở đơn vị chủ trì",
                    en: "`each` stands once in a task: the lead has it already"), reference.span))
            } else if let position = plan.units.position(of: reference.value), plan.units[position].isGroup {
              if plan.leaves(of: position).isEmpty, !plan.units.isIncomplete, plan.units.unreadable.isEmpty,
                plan.units[position].members.allSatisfy({ plan.units.isKnown($0.value) })
              {
                found.append(
                  BadPhrase.plain(
                    Message(
                      vi: "nhóm `\(reference.value)` không có thành viên nào", en: "the group `\(reference.value)` has no members"
                    ),
                    help: Message(vi: "ghi các thành viên của nhóm", en: "name the members of the group"), reference.span))
              }
            } else if plan.units[reference.value] != nil {
              found.append(
                BadPhrase.plain(
                  Message(vi: "`\(reference.value)` không phải là nhóm", en: "`\(reference.value)` is not a group"),
                  help: Message(vi: "bỏ chữ `mỗi`", en: "drop `each`"), reference.span))
            }
          default:
            found.append(
              BadPhrase.plain(
                Message(
                  vi: "`mỗi` chỉ dùng ở chủ trì hoặc thực hiện", en: "`each` is for the lead or those who implement only"),
                help: Message(
                  vi: "bỏ chữ `mỗi`: một nhóm ở đây là mọi thành viên của nó",
                  en: "drop `each`: a group here means all its members"),
                reference.span))
          }
        }
      }
    }
    return found
  }
}
