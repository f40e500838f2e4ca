#!/usr/bin/env python3
"""Writes a national plan of any size: thirty activities that every commune leads, with partners, products, channels and sources.

    plans.py --communes N [--tasks 303] [--seed 1] [--amended] [--out FILE]

Every commune has the same number of tasks, and a name of its own: there are 55,216. `--amended` is the plan after its second
amendment, which moves one activity: 12 tasks of every commune where there are 303. The same numbers give the same bytes. 3,321
communes of 303 tasks are the million of the table.
"""

import random, sys

from arguments import Parser, refuse, whole

PLAN = 'thong-tin-cchc-2026'
TASKS = 303

PROVINCES = '''Hà Nội|Huế|Quảng Ninh|Cao Bằng|Lạng Sơn|Lai Châu|Điện Biên|Sơn La|Thanh Hóa|Nghệ An|Hà Tĩnh|Tuyên Quang|Lào Cai|Thái Nguyên|Phú Thọ|
Bắc Ninh|Hưng Yên|Hải Phòng|Ninh Bình|Quảng Trị|Đà Nẵng|Quảng Ngãi|Gia Lai|Khánh Hòa|Lâm Đồng|Đắk Lắk|Đồng Nai|Tây Ninh|Vĩnh Long|Đồng Tháp|Cà Mau|
An Giang|Cần Thơ|Thành phố Hồ Chí Minh'''.replace(
    '\n', ''
).split(
    '|'
)
FIRST = 'An Bắc Bình Đại Đông Đồng Hòa Hưng Kim Long Mỹ Nam Phú Phước Quảng Sơn Tam Tân Tây Thạch Thanh Thạnh Thượng Trung Vân Vĩnh Xuân Yên'.split()
SECOND = 'An Bình Cường Đức Giang Hải Hiệp Hòa Hội Hưng Khánh Lâm Lập Lộc Long Minh Ninh Phong Phú Quang Sơn Thành Thịnh Thọ Thủy Tiến Trạch Trung Xá'.split()
# Of xã, and as many of phường.
NAMES = 2 * len(FIRST) * len(SECOND) * len(PROVINCES)

# Titles from the most frequent work to what is done once, with the theme, channel, target groups and product of each.
WORK = [line.split('|') for line in '''
Phát thanh chuyên mục "Cải cách hành chính và đời sống"|mot-cua|loa|nguoi-dan, ho-kinh-doanh|1 buổi phát thanh
Đăng tin, bài về dịch vụ công trực tuyến trên trang thông tin điện tử|dvc|trang|nguoi-dan|2 tin, bài
Đăng nội dung hướng dẫn trên Zalo, mạng xã hội|vneid|mang-xa-hoi|nguoi-dan, thanh-nien|3 nội dung
Hướng dẫn trực tiếp người dân tại Trung tâm Phục vụ hành chính công|dvc|truc-tiep|nguoi-dan|1 buổi hướng dẫn
Cập nhật bảng tin, niêm yết thủ tục hành chính|mot-cua|bang-tin|nguoi-dan|1 lần cập nhật
Ra quân của tổ công nghệ số cộng đồng|vneid|truc-tiep|nguoi-dan, thanh-nien|1 buổi ra quân
Báo cáo số liệu giải quyết hồ sơ trực tuyến tháng {period}|ket-qua|trang|can-bo|1 báo cáo
Phát tờ rơi "Ở nhà nộp hồ sơ"|dvc|to-roi|nguoi-dan, ho-kinh-doanh|200 tờ rơi
Cảnh báo thủ đoạn lừa đảo trực tuyến mới|an-toan|loa|nguoi-dan|4 lượt phát
Báo cáo kết quả thông tin, tuyên truyền quý {period}|ket-qua|trang|can-bo|1 báo cáo
Đối thoại với người dân, hộ kinh doanh về thủ tục hành chính|mot-cua|truc-tiep|nguoi-dan, ho-kinh-doanh|1 hội nghị
Kiểm tra việc niêm yết, công khai thủ tục hành chính|mot-cua|bang-tin|can-bo|1 biên bản
Khảo sát mức độ hài lòng của người dân|ket-qua|truc-tiep|nguoi-dan|100 phiếu
Sơ kết 6 tháng công tác thông tin, tuyên truyền|ket-qua|truc-tiep|can-bo|1 báo cáo
Tập huấn kỹ năng số cho cán bộ, công chức|vneid|truc-tiep|can-bo|1 lớp tập huấn
Xây dựng kế hoạch tuyên truyền cải cách hành chính của xã, phường|ket-qua|trang|can-bo|1 kế hoạch
Kiện toàn tổ công nghệ số cộng đồng|vneid|truc-tiep|can-bo|1 quyết định
Treo băng-rôn, khẩu hiệu về dịch vụ công trực tuyến|dvc|bang-ron|nguoi-dan|5 băng-rôn
Tháo dỡ băng-rôn, khẩu hiệu|dvc|bang-ron|nguoi-dan|
Hưởng ứng Ngày Pháp luật: công khai thủ tục hành chính sửa đổi|mot-cua|trang|nguoi-dan|2 tin, bài
Tháng Thanh niên: giúp người cao tuổi dùng VNeID|vneid|truc-tiep|thanh-nien|1 đợt hoạt động
Thi tìm hiểu cải cách hành chính trong trường học|mot-cua|cuoc-thi|thanh-nien|1 cuộc thi
Gửi bài dự thi sáng kiến cải cách hành chính về tỉnh|ket-qua|trang|can-bo|1 sáng kiến
Công khai kết quả giải quyết kiến nghị của người dân|ket-qua|bang-tin|nguoi-dan|1 thông báo
Ra mắt chuyên trang "Hỏi đáp thủ tục hành chính"|mot-cua|trang|nguoi-dan|1 chuyên trang
Ký cam kết phòng, chống lừa đảo trực tuyến với hộ kinh doanh|an-toan|truc-tiep|ho-kinh-doanh|50 cam kết
Tuyên truyền lưu động tại chợ, khu dân cư|an-toan|loa|nguoi-dan, ho-kinh-doanh|2 buổi
Hưởng ứng Ngày Chuyển đổi số quốc gia 10/10|vneid|mang-xa-hoi|nguoi-dan, thanh-nien|1 đợt hoạt động
Nộp hồ sơ tự chấm điểm chỉ số cải cách hành chính|ket-qua|trang|can-bo|1 bộ hồ sơ
Báo cáo tổng kết năm và đề xuất khen thưởng|ket-qua|trang|can-bo|1 báo cáo
'''.strip().split('\n')]
# Tasks a year of each rhythm, and how many of the thirty have it where every commune gets 303.
RHYTHMS = {'week': 52, 'month': 12, 'quarter': 4, 'half-year': 2, 'once': 1}
USUAL = {'week': 4, 'month': 5, 'quarter': 4, 'half-year': 2, 'once': 15}
# Days that are no holidays, so that a library without them comes to the same dates.
WEEKDAYS = ['tue', 'fri', 'wed', 'mon', 'sat', 'sun']
MONTH_DAYS = [5, 8, 12, 26, 28, 6, 7, 9, 11, 13, 25, 27]
LAST_MONTH_DAYS = [20, 15, 12, 25, 8, 11]
ONCE = [
    '15/01', '30/01', '06/02', '25/06', '05/11', '20/03', '15/05', '31/07', '12/08', '16/09', '25/09', '22/10', '10/10', '20/11',
    '15/12',
]


def mix(tasks):
    """How many of the thirty activities have each rhythm so that a commune gets so many tasks; the nearest to the usual mix, or None."""
    best = None
    count = len(WORK)
    for weekly in range(count + 1):
        for monthly in range(count + 1 - weekly):
            for quarterly in range(count + 1 - weekly - monthly):
                # What is once counts 1, so half-yearly work makes up the rest.
                halves = tasks - count - 51 * weekly - 11 * monthly - 3 * quarterly
                if 0 <= halves <= count - weekly - monthly - quarterly:
                    once = count - weekly - monthly - quarterly - halves
                    found = dict(zip(RHYTHMS, (weekly, monthly, quarterly, halves, once)))
                    distance = sum((found[name] - USUAL[name]) ** 2 for name in RHYTHMS)
                    if best is None or distance < best[0]:
                        best = distance, found
    return best and best[1]


def communes(count, dice):
    """Ids and names, each name once in its province; NAMES at most."""
    seen = set()
    for number in range(1, count + 1):
        while True:
            kind = 'phường' if dice.random() < 0.21 else 'xã'
            name = f'UBND {kind} {dice.choice(FIRST)} {dice.choice(SECOND)}'
            province = dice.choice(PROVINCES)
            if (name, province) not in seen:
                break
        seen.add((name, province))
        yield f'xa-{number:04}', f'{name}, {province}'


def timing(rhythm, number, is_amended):
    """The lines of an activity that say when."""
    if rhythm == 'week':
        return ['every: week', f'day: {WEEKDAYS[number % len(WEEKDAYS)]}'] + (['time: 17:00-17:15'] if number == 0 else [])
    if rhythm == 'month':
        # The amendment puts off the second of the monthly ones.
        day = MONTH_DAYS[number % len(MONTH_DAYS)] + (1 if is_amended and number == 1 else 0)
        return ['every: month', f'due: day {day}']
    if rhythm in ('quarter', 'half-year'):
        return [f'every: {rhythm}', f'due: day {LAST_MONTH_DAYS[number % len(LAST_MONTH_DAYS)]} of last month']
    return [f'due: {ONCE[number % len(ONCE)]}']


def plan_text(count, tasks=TASKS, seed=1, is_amended=False):
    """A plan in which so many communes have so many tasks each, as YAML; the same text for the same arguments on any machine."""
    dice = random.Random(seed)
    lines = f'''plan: {PLAN}
title: Thông tin, tuyên truyền cải cách hành chính và chuyển đổi số năm 2026
document: {{number: 135/KH-BNV, issued: 22/12/2025, issuer: bo-noi-vu, kind: plan}}
year: 2026
amendments:
  - {{number: 12/KH-BNV, issued: 14/01/2026, summary: Bổ sung phụ lục}}'''.split('\n')
    if is_amended:
        lines.append('  - {number: 31/KH-BNV, issued: 30/01/2026, summary: Lùi một ngày việc hằng tháng}')
    lines += '''
defaults: {monitor: vu-cchc, report_to: vp-bo, evidence: ảnh hoặc đường dẫn}
units:
  bo-noi-vu: {name: Bộ Nội vụ, contact: {phone: 0200 000 0001}}
  vu-cchc: {name: Vụ Cải cách hành chính, parent: bo-noi-vu, contact: {phone: 0200 000 0002}}
  vp-bo: {name: Văn phòng Bộ Nội vụ, parent: bo-noi-vu}
  cuc-cds: {name: Cục Chuyển đổi số quốc gia, contact: {phone: 0200 000 0003}}
  tw-doan: {name: Trung ương Đoàn TNCS Hồ Chí Minh, requested: yes}
  lien-quan: {name: Các cơ quan có liên quan, collective: yes}
  xa-phuong:
    name: UBND các xã, phường, đặc khu
    members:'''.split('\n')
    lines += [f'      {name}: {title}' for name, title in communes(count, dice)]
    lines += '''themes:
  mot-cua: Cơ chế một cửa, một cửa liên thông
  dvc: Dịch vụ công trực tuyến toàn trình, một phần
  vneid: "VNeID: định danh điện tử, kỹ năng số"
  an-toan: Phòng, chống lừa đảo trực tuyến
  ket-qua: Kết quả cải cách hành chính của cơ sở
target_groups:
  nguoi-dan: Người dân
  ho-kinh-doanh: Hộ kinh doanh, doanh nghiệp
  thanh-nien: Học sinh, sinh viên, thanh niên
  can-bo: Cán bộ, công chức, viên chức
channels:
  loa: {name: Đài truyền thanh cơ sở, kind: radio}
  trang: {name: Trang thông tin điện tử, kind: portal}
  mang-xa-hoi: {name: "Zalo, mạng xã hội", kind: social}
  truc-tiep: {name: Tuyên truyền trực tiếp, kind: in-person}
  bang-tin: {name: Bảng tin công cộng, kind: board}
  to-roi: {name: Tờ rơi, kind: leaflet}
  bang-ron: {name: "Băng-rôn, khẩu hiệu", kind: banner}
  cuoc-thi: {name: Cuộc thi, kind: contest}
activities:'''.split('\n')
    number = 0
    for rhythm, share in mix(tasks).items():
        for each in range(share):
            title, theme, channel, groups, product = WORK[number]
            number += 1
            if rhythm == 'once':
                title = title.replace(' {period}', '')
            lines += [
                f'  viec-{number:02}:', f"    title: '{title}'", f'    themes: {theme}', f'    target_groups: [{groups}]',
                f'    channels: {channel}', '    lead: each xa-phuong',
                f'    source: mục {["II", "III", "IV"][number % 3]}.{number}',
            ]
            # A unit that coordinates gets a copy from every commune, so only few of the tasks have one.
            if rhythm == 'once':
                lines.append(
                    '    coordinate: '
                    + (['tw-doan'] if 'thanh-nien' in groups else ['lien-quan'] if each % 3 else ['cuc-cds'])[0]
                )
            if product:
                lines.append(f"    product: '{product}'")
            lines += ['    ' + line for line in timing(rhythm, each, is_amended)]
    return '\n'.join(lines) + '\n'


def addable(text):
    tasks = whole(30, 1560, 'any up to 1,294 can be made, and some beyond')(text)
    if not mix(tasks):
        refuse(f'thirty activities cannot add up to {tasks:,} tasks; any number from 30 to 1,294 can be made, and some beyond')
    return tasks


def main():
    parser = Parser(description=__doc__.splitlines()[0])
    parser.add_argument('--communes', type=whole(1, NAMES, 'there are no more names'), required=True)
    parser.add_argument('--tasks', type=addable, default=TASKS, help=f'tasks of each commune (default: {TASKS})')
    parser.add_argument('--seed', type=whole(0), default=1)
    parser.add_argument('--amended', action='store_true', help='the plan after its second amendment')
    parser.add_argument('--out', help='default: standard output')
    options = parser.parse_args()
    text = plan_text(options.communes, options.tasks, options.seed, options.amended)
    if options.out is not None:
        try:
            with open(options.out, 'w', encoding='utf-8') as file:
                file.write(text)
        except OSError as problem:
            parser.error(f'argument --out: {options.out!r} cannot be written: {problem.strerror}; name another file')
    else:
        sys.stdout.write(text)


if __name__ == '__main__':
    main()
