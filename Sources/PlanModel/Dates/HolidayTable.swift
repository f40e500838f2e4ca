/// A public holiday, day in lieu, swapped day or worked Saturday, with the act that decides it.
public struct HolidayFact: Sendable, Hashable {
  /// The day.
  public let day: CivilDate
  /// What the day is: `holiday`, `tet`, `national_day_second`, `compensatory`, `swap_day_off` or `swap_working_day`.
  public let kind: String
  /// The Vietnamese name.
  public let name: String
  /// The act or notice it follows from; starts with `PROJECTED` or `DISPUTED` where nothing is decided yet.
  public let source: String

  /// The act or notice, without the mark of what is not decided yet.
  public var act: String {
    let parts = source.split(separator: ":", maxSplits: 1)
    return isProjected && parts.count == 2 ? String(parts[1].drop { $0 == " " }) : source
  }

  /// Whether this is a Saturday that is worked.
  public var isWorked: Bool { kind == "swap_working_day" }
  /// Whether the day follows from rule only and no notice has fixed it.
  public var isProjected: Bool { source.hasPrefix("PROJECTED") || source.hasPrefix("DISPUTED") }
}

/// The public holidays of Viet Nam, 2018–2030, as facts with their sources.
///
/// 2018–2027 as decided each year; later years projected by the rule of the Labour Code and marked so.
public enum HolidayTable {
  /// The facts, by day.
  public static let facts: [HolidayFact] = rows.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
    let parts = line.split(separator: UInt8(ascii: "|")).map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 4, let day = CivilDate(parts[0]) else { return nil }
    return HolidayFact(day: day, kind: parts[1], name: parts[2], source: parts[3])
  }

  /// The years that the table covers.
  static let years = 2018...2030
  /// Those of them that no notice has fixed yet.
  static let projectedYears = Set(days.filter(\.isProjected).map(\.day.year)).sorted()

  static let byDay = Dictionary(facts.map { ($0.day, $0) }) { first, _ in first }

  static let projectedDays = Set(days.filter(\.isProjected).map(\.day))

  /// What every plan needs of the facts: their days, which of them are worked and which only projected.
  ///
  /// Names and sources are texts, and to make six hundred of them would take longer than the rest of reading a small plan.
  static let days: [(day: CivilDate, isWorked: Bool, isProjected: Bool)] = {
    let bytes = Array(rows.utf8)
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let start = line.startIndex
      guard
        let day = CivilDate(
          year: number(start..<start + 4), month: number(start + 5..<start + 7), day: number(start + 8..<start + 10)),
        let source = line.lastIndex(of: UInt8(ascii: "|"))
      else { return nil }
      let rest = line[(source + 1)...]
      return (
        day, line[(start + 11)...].starts(with: "swap_working_day|".utf8),
        rest.starts(with: "PROJECTED".utf8) || rest.starts(with: "DISPUTED".utf8)
      )
    }
  }()

  // date | kind | name | source
  private static let rows = """
    2018-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2012, Điều 115
    2018-02-14|tet|29 Tết|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-02-15|tet|Giao thừa Tết Nguyên Đán|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-02-16|tet|Tết Nguyên Đán|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-02-17|tet|Mùng hai Tết Nguyên Đán|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-02-18|tet|Mùng ba Tết Nguyên Đán|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-02-19|tet|Mùng bốn Tết Nguyên Đán|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-02-20|tet|Mùng năm Tết Nguyên Đán|Thông báo 573/TB-VPCP (14/12/2017); Thông báo 5427/TB-LĐTBXH (22/12/2017)
    2018-04-25|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2012, Điều 115
    2018-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2012, Điều 115
    2018-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2012, Điều 115
    2018-09-02|holiday|Quốc khánh|Bộ luật Lao động 2012, Điều 115
    2018-09-03|compensatory|Quốc khánh (nghỉ bù)|Thông báo 573/TB-VPCP (14/12/2017)
    2018-12-31|swap_day_off|Ngày nghỉ hoán đổi (làm bù 05/01/2019)|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2012, Điều 115
    2019-01-05|swap_working_day|Ngày làm bù (thay cho 31/12/2018)|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-02-04|tet|Giao thừa Tết Nguyên Đán|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-02-05|tet|Tết Nguyên Đán|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-02-06|tet|Mùng hai Tết Nguyên Đán|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-02-07|tet|Mùng ba Tết Nguyên Đán|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-02-08|tet|Mùng bốn Tết Nguyên Đán|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-04-14|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2012, Điều 115
    2019-04-15|compensatory|Ngày Giỗ Tổ Hùng Vương (nghỉ bù)|Bộ luật Lao động 2012, Điều 115
    2019-04-29|swap_day_off|Ngày nghỉ hoán đổi (làm bù 04/05/2019)|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2012, Điều 115
    2019-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2012, Điều 115
    2019-05-04|swap_working_day|Ngày làm bù (thay cho 29/04/2019)|Công văn 6519/VPCP-KGVX (11/07/2018); Thông báo 3238/TB-LĐTBXH (2018)
    2019-09-02|holiday|Quốc khánh|Bộ luật Lao động 2012, Điều 115
    2020-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2012, Điều 115
    2020-01-23|tet|29 Tết|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-01-24|tet|Giao thừa Tết Nguyên Đán|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-01-25|tet|Tết Nguyên Đán|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-01-26|tet|Mùng hai Tết Nguyên Đán|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-01-27|tet|Mùng ba Tết Nguyên Đán|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-01-28|tet|Mùng bốn Tết Nguyên Đán|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-01-29|tet|Mùng năm Tết Nguyên Đán|Thông báo 4544/TB-LĐTBXH (25/10/2019)
    2020-04-02|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2012, Điều 115
    2020-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2012, Điều 115
    2020-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2012, Điều 115
    2020-09-02|holiday|Quốc khánh|Bộ luật Lao động 2012, Điều 115
    2021-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2021-02-10|tet|29 Tết|Thông báo 4875/TB-LĐTBXH
    2021-02-11|tet|Giao thừa Tết Nguyên Đán|Thông báo 4875/TB-LĐTBXH
    2021-02-12|tet|Tết Nguyên Đán|Thông báo 4875/TB-LĐTBXH
    2021-02-13|tet|Mùng hai Tết Nguyên Đán|Thông báo 4875/TB-LĐTBXH
    2021-02-14|tet|Mùng ba Tết Nguyên Đán|Thông báo 4875/TB-LĐTBXH
    2021-02-15|tet|Mùng bốn Tết Nguyên Đán|Thông báo 4875/TB-LĐTBXH
    2021-02-16|tet|Mùng năm Tết Nguyên Đán|Thông báo 4875/TB-LĐTBXH
    2021-04-21|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2021-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2021-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2021-05-03|compensatory|Ngày Quốc tế Lao động (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2021-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2021-09-03|national_day_second|Quốc khánh (ngày liền kề)|Thông báo 4875/TB-LĐTBXH
    2022-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2022-01-03|compensatory|Tết Dương lịch (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2022-01-31|tet|Giao thừa Tết Nguyên Đán|Thông báo 119/TB-LĐTBXH
    2022-02-01|tet|Tết Nguyên Đán|Thông báo 119/TB-LĐTBXH
    2022-02-02|tet|Mùng hai Tết Nguyên Đán|Thông báo 119/TB-LĐTBXH
    2022-02-03|tet|Mùng ba Tết Nguyên Đán|Thông báo 119/TB-LĐTBXH
    2022-02-04|tet|Mùng bốn Tết Nguyên Đán|Thông báo 119/TB-LĐTBXH
    2022-04-10|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2022-04-11|compensatory|Ngày Giỗ Tổ Hùng Vương (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2022-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2022-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2022-05-02|compensatory|Ngày Chiến thắng (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2022-05-03|compensatory|Ngày Quốc tế Lao động (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2022-09-01|national_day_second|Quốc khánh (ngày liền kề)|Thông báo 119/TB-LĐTBXH
    2022-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2023-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2023-01-02|compensatory|Tết Dương lịch (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2023-01-20|tet|29 Tết|Thông báo 5034/TB-LĐTBXH
    2023-01-21|tet|Giao thừa Tết Nguyên Đán|Thông báo 5034/TB-LĐTBXH
    2023-01-22|tet|Tết Nguyên Đán|Thông báo 5034/TB-LĐTBXH
    2023-01-23|tet|Mùng hai Tết Nguyên Đán|Thông báo 5034/TB-LĐTBXH
    2023-01-24|tet|Mùng ba Tết Nguyên Đán|Thông báo 5034/TB-LĐTBXH
    2023-01-25|tet|Mùng bốn Tết Nguyên Đán|Thông báo 5034/TB-LĐTBXH
    2023-01-26|tet|Mùng năm Tết Nguyên Đán|Thông báo 5034/TB-LĐTBXH
    2023-04-29|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2023-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2023-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2023-05-02|compensatory|Ngày Giỗ Tổ Hùng Vương (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2023-05-03|compensatory|Ngày Chiến thắng (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2023-09-01|national_day_second|Quốc khánh (ngày liền kề)|Thông báo 5034/TB-LĐTBXH
    2023-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2023-09-04|compensatory|Quốc khánh (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2024-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2024-02-08|tet|29 Tết|Thông báo 5015/TB-LĐTBXH
    2024-02-09|tet|Giao thừa Tết Nguyên Đán|Thông báo 5015/TB-LĐTBXH
    2024-02-10|tet|Tết Nguyên Đán|Thông báo 5015/TB-LĐTBXH
    2024-02-11|tet|Mùng hai Tết Nguyên Đán|Thông báo 5015/TB-LĐTBXH
    2024-02-12|tet|Mùng ba Tết Nguyên Đán|Thông báo 5015/TB-LĐTBXH
    2024-02-13|tet|Mùng bốn Tết Nguyên Đán|Thông báo 5015/TB-LĐTBXH
    2024-02-14|tet|Mùng năm Tết Nguyên Đán|Thông báo 5015/TB-LĐTBXH
    2024-04-18|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2024-04-29|swap_day_off|Ngày nghỉ hoán đổi (làm bù 04/05/2024)|Thông báo 1570/TB-LĐTBXH và Công văn 2450/VPCP-KGVX (2024)
    2024-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2024-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2024-05-04|swap_working_day|Ngày làm bù (thay cho 29/04/2024)|Thông báo 1570/TB-LĐTBXH và Công văn 2450/VPCP-KGVX (2024)
    2024-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2024-09-03|national_day_second|Quốc khánh (ngày liền kề)|Thông báo 5015/TB-LĐTBXH
    2025-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2025-01-27|tet|29 Tết|Thông báo 6150/TB-BLĐTBXH
    2025-01-28|tet|Giao thừa Tết Nguyên Đán|Thông báo 6150/TB-BLĐTBXH
    2025-01-29|tet|Tết Nguyên Đán|Thông báo 6150/TB-BLĐTBXH
    2025-01-30|tet|Mùng hai Tết Nguyên Đán|Thông báo 6150/TB-BLĐTBXH
    2025-01-31|tet|Mùng ba Tết Nguyên Đán|Thông báo 6150/TB-BLĐTBXH
    2025-02-01|tet|Mùng bốn Tết Nguyên Đán|Thông báo 6150/TB-BLĐTBXH
    2025-04-07|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2025-04-26|swap_working_day|Ngày làm bù (thay cho 02/05/2025)|Thông báo 6150/TB-BLĐTBXH (03/12/2024)
    2025-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2025-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2025-05-02|swap_day_off|Ngày nghỉ hoán đổi (làm bù 26/04/2025)|Thông báo 6150/TB-BLĐTBXH (03/12/2024)
    2025-09-01|national_day_second|Quốc khánh (ngày liền kề)|Thông báo 6150/TB-BLĐTBXH
    2025-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2026-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2026-01-02|swap_day_off|Ngày nghỉ hoán đổi (làm bù 10/01/2026)|Công văn 12729/VPCP-KGVX (25/12/2025)
    2026-01-10|swap_working_day|Ngày làm bù (thay cho 02/01/2026)|Công văn 12729/VPCP-KGVX (25/12/2025)
    2026-02-16|tet|Giao thừa Tết Nguyên Đán|Thông báo 9441/TB-BNV
    2026-02-17|tet|Tết Nguyên Đán|Thông báo 9441/TB-BNV
    2026-02-18|tet|Mùng hai Tết Nguyên Đán|Thông báo 9441/TB-BNV
    2026-02-19|tet|Mùng ba Tết Nguyên Đán|Thông báo 9441/TB-BNV
    2026-02-20|tet|Mùng bốn Tết Nguyên Đán|Thông báo 9441/TB-BNV
    2026-04-26|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2026-04-27|compensatory|Ngày Giỗ Tổ Hùng Vương (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2026-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2026-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2026-08-22|swap_working_day|Ngày làm bù (thay cho 31/08/2026)|Thông báo 9441/TB-BNV (16/10/2025)
    2026-08-31|swap_day_off|Ngày nghỉ hoán đổi (làm bù 22/08/2026)|Thông báo 9441/TB-BNV (16/10/2025)
    2026-09-01|national_day_second|Quốc khánh (ngày liền kề)|Thông báo 9441/TB-BNV
    2026-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2026-11-24|holiday|Ngày Văn hóa Việt Nam|Nghị quyết 28/2026/QH16 (24/04/2026); Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-01-01|holiday|Tết Dương lịch|Bộ luật Lao động 2019, Điều 112
    2027-02-04|tet|29 Tết|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-02-05|tet|Giao thừa Tết Nguyên Đán|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-02-06|tet|Tết Nguyên Đán|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-02-07|tet|Mùng hai Tết Nguyên Đán|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-02-08|tet|Mùng ba Tết Nguyên Đán|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-02-09|tet|Mùng bốn Tết Nguyên Đán|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-02-10|tet|Mùng năm Tết Nguyên Đán|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-04-16|holiday|Ngày Giỗ Tổ Hùng Vương|Bộ luật Lao động 2019, Điều 112
    2027-04-30|holiday|Ngày Chiến thắng|Bộ luật Lao động 2019, Điều 112
    2027-05-01|holiday|Ngày Quốc tế Lao động|Bộ luật Lao động 2019, Điều 112
    2027-05-03|compensatory|Ngày Quốc tế Lao động (nghỉ bù)|Bộ luật Lao động 2019, Điều 112 và 111(3)
    2027-09-02|holiday|Quốc khánh|Bộ luật Lao động 2019, Điều 112
    2027-09-03|national_day_second|Quốc khánh (ngày liền kề)|Công văn 10065/VPCP-KGVX (02/10/2026)
    2027-11-24|holiday|Ngày Văn hóa Việt Nam|Nghị quyết 28/2026/QH16 (24/04/2026)
    2028-01-01|holiday|Tết Dương lịch|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2028-01-03|compensatory|Tết Dương lịch (nghỉ bù)|PROJECTED: Bộ luật Lao động 2019, Điều 112 và 111(3)
    2028-01-24|tet|29 Tết|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-01-25|tet|Giao thừa Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-01-26|tet|Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-01-27|tet|Mùng hai Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-01-28|tet|Mùng ba Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-01-29|tet|Mùng bốn Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-04-04|holiday|Ngày Giỗ Tổ Hùng Vương|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2028-04-30|holiday|Ngày Chiến thắng|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2028-05-01|holiday|Ngày Quốc tế Lao động|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2028-05-02|compensatory|Ngày Chiến thắng (nghỉ bù)|PROJECTED: Bộ luật Lao động 2019, Điều 112 và 111(3)
    2028-09-01|national_day_second|Quốc khánh (ngày liền kề)|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2028-09-02|holiday|Quốc khánh|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2028-09-04|compensatory|Quốc khánh (nghỉ bù)|PROJECTED: Bộ luật Lao động 2019, Điều 112 và 111(3)
    2028-11-24|holiday|Ngày Văn hóa Việt Nam|PROJECTED: Nghị quyết 28/2026/QH16 (24/04/2026)
    2029-01-01|holiday|Tết Dương lịch|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2029-02-12|tet|Giao thừa Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2029-02-13|tet|Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2029-02-14|tet|Mùng hai Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2029-02-15|tet|Mùng ba Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2029-02-16|tet|Mùng bốn Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2029-04-23|holiday|Ngày Giỗ Tổ Hùng Vương|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2029-04-30|holiday|Ngày Chiến thắng|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2029-05-01|holiday|Ngày Quốc tế Lao động|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2029-09-02|holiday|Quốc khánh|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2029-09-03|national_day_second|Quốc khánh (ngày liền kề)|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2029-09-04|compensatory|Quốc khánh (nghỉ bù)|PROJECTED: Bộ luật Lao động 2019, Điều 112 và 111(3)
    2029-11-24|holiday|Ngày Văn hóa Việt Nam|PROJECTED: Nghị quyết 28/2026/QH16 (24/04/2026)
    2029-11-26|compensatory|Ngày Văn hóa Việt Nam (nghỉ bù)|DISPUTED: Nghị quyết 28/2026/QH16 nằm ngoài Điều 112(1) Bộ luật Lao động 2019, chưa rõ có nghỉ bù theo Điều 111(3)
    2030-01-01|holiday|Tết Dương lịch|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2030-01-31|tet|29 Tết|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-02-01|tet|Giao thừa Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-02-02|tet|Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-02-03|tet|Mùng hai Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-02-04|tet|Mùng ba Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-02-05|tet|Mùng bốn Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-02-06|tet|Mùng năm Tết Nguyên Đán|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-04-12|holiday|Ngày Giỗ Tổ Hùng Vương|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2030-04-30|holiday|Ngày Chiến thắng|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2030-05-01|holiday|Ngày Quốc tế Lao động|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2030-09-02|holiday|Quốc khánh|PROJECTED: Bộ luật Lao động 2019, Điều 112
    2030-09-03|national_day_second|Quốc khánh (ngày liền kề)|PROJECTED: Bộ luật Lao động 2019, Điều 111 và 112
    2030-11-24|holiday|Ngày Văn hóa Việt Nam|PROJECTED: Nghị quyết 28/2026/QH16 (24/04/2026)
    2030-11-25|compensatory|Ngày Văn hóa Việt Nam (nghỉ bù)|DISPUTED: Nghị quyết 28/2026/QH16 nằm ngoài Điều 112(1) Bộ luật Lao động 2019, chưa rõ có nghỉ bù theo Điều 111(3)
    """
}
