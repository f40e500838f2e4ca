#!/usr/bin/env python3
"""Times the export of feeds for a national plan, beside a durable copy of the same bytes and beside Python, as Markdown.

    feeds.py generate --communes N [--tasks 303] [--seed 1] [--amended] [--out FILE]
    feeds.py run --plan PROGRAM [--sizes 1000,10000,100000,1000000] [--rounds N] [--folder FOLDER] [--peer PYTHON]

`generate` writes a plan in which every commune has the same number of tasks. `run` exports such plans with --feeds units: into a new
folder, then again with nothing changed, then after an amendment that moves one activity; a size is the number of tasks wished for, and
the nearest number of whole communes is taken. All programs are held to one core and take turns, so that the ratios can be trusted more
than the figures. A million tasks need 4 GB of room in FOLDER for a while.

PYTHON is an interpreter with icalendar 7.3.0, PyYAML, python-dateutil and yaml2ics for the peers; without it, this one is asked.
"""

import argparse, collections, datetime, glob, json, math, os, platform, random, shutil, signal, statistics, subprocess, sys, tempfile, time

PLAN = 'thong-tin-cchc-2026'
CORE = '0'
EPOCH = 1769745600  # 30 January 2026, 11:00 in Viet Nam
KEPT_TO = 'taskset', '-c', CORE

# --- A national plan

PROVINCES = '''Hà Nội|Huế|Quảng Ninh|Cao Bằng|Lạng Sơn|Lai Châu|Điện Biên|Sơn La|Thanh Hóa|Nghệ An|Hà Tĩnh|Tuyên Quang|Lào Cai|Thái Nguyên|Phú Thọ|
Bắc Ninh|Hưng Yên|Hải Phòng|Ninh Bình|Quảng Trị|Đà Nẵng|Quảng Ngãi|Gia Lai|Khánh Hòa|Lâm Đồng|Đắk Lắk|Đồng Nai|Tây Ninh|Vĩnh Long|Đồng Tháp|Cà Mau|
An Giang|Cần Thơ|Thành phố Hồ Chí Minh'''.replace(
    '\n', ''
).split(
    '|'
)
FIRST = 'An Bắc Bình Đại Đông Đồng Hòa Hưng Kim Long Mỹ Nam Phú Phước Quảng Sơn Tam Tân Tây Thạch Thanh Thạnh Thượng Trung Vân Vĩnh Xuân Yên'.split()
SECOND = 'An Bình Cường Đức Giang Hải Hiệp Hòa Hội Hưng Khánh Lâm Lập Lộc Long Minh Ninh Phong Phú Quang Sơn Thành Thịnh Thọ Thủy Tiến Trạch Trung Xá'.split()

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
    """How many of the thirty activities have each rhythm so that a commune gets so many tasks; the nearest to the usual mix."""
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
    if best is None:
        sys.exit(f'feeds.py: thirty activities cannot add up to {tasks} tasks')
    return best[1]


def communes(count, dice):
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


def generate(count, tasks, seed, is_amended):
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
    text = '\n'.join(lines) + '\n'
    if len(text.encode()) >= 8 << 20:
        sys.exit('feeds.py: the plan would be larger than 8 MiB')
    return text


# --- The same work in Python


def dates(activity):
    """The days of an activity and their keys, by dateutil; deadlines on a weekend move to the Friday before."""
    from dateutil import rrule

    weekdays = dict(mon=rrule.MO, tue=rrule.TU, wed=rrule.WE, thu=rrule.TH, fri=rrule.FR, sat=rrule.SA, sun=rrule.SU)
    start, end = datetime.datetime(2026, 1, 1), datetime.datetime(2026, 12, 31)

    def working(day):
        while day.weekday() > 4:
            day -= datetime.timedelta(1)
        return day.date()

    every = activity.get('every')
    if every == 'week':
        for day in rrule.rrule(rrule.WEEKLY, dtstart=start, until=end, byweekday=weekdays[activity['day']]):
            year, week, _ = day.isocalendar()
            yield day.date(), f'.{year}-W{week:02}'
    elif every == 'month':
        for day in rrule.rrule(rrule.MONTHLY, dtstart=start, until=end, bymonthday=int(activity['due'].split()[1])):
            yield working(day), f'.{day:%Y-%m}'
    elif every in ('quarter', 'half-year'):
        months = 3 if every == 'quarter' else 6
        for day in rrule.rrule(
            rrule.MONTHLY,
            dtstart=start.replace(month=months),
            interval=months,
            until=end,
            bymonthday=int(activity['due'].split()[1]),
        ):
            yield working(day), f'.{day.year}-{"QH"[months // 6]}{day.month // months}'
    else:
        day, month = activity['due'].split('/')
        yield working(datetime.datetime(2026, int(month), int(day))), ''


def described(plan, activity, owner, day):
    units, themes, groups, channels = plan['units'], plan['themes'], plan['target_groups'], plan['channels']
    number = plan['document']['number']
    coordinate = units[activity['coordinate']]['name'] if 'coordinate' in activity else None
    rows = [
        ('Chủ trì', owner),
        ('Phối hợp', coordinate),
        ('Theo dõi', units[plan['defaults']['monitor']]['name']),
        ('Báo cáo', units[plan['defaults']['report_to']]['name']),
        ('Thời gian', f'{day:%d/%m/%Y}'),
        ('Sản phẩm', activity.get('product')),
        ('Minh chứng', plan['defaults']['evidence']),
        ('Chủ đề', themes[activity['themes']]),
        ('Đối tượng', '; '.join(groups[group] for group in activity['target_groups'])),
        ('Kênh', channels[activity['channels']]['name']),
        ('Nguồn', f'Kế hoạch số {number}, {activity["source"]}'),
    ]
    return '\n'.join(f'{label}: {value}' for label, value in rows if value)


def titled(title, key):
    if '{period}' not in title:
        return title
    year, _, part = key[1:].partition('-')
    return title.replace(
        '{period}', f'{["", "I", "II", "III", "IV"][int(part[1:])]}/{year}' if part.startswith('Q') else f'{int(part)}/{year}'
    )


def by_icalendar(path, folder):
    """Reads the plan, finds the dates and writes a feed for every commune; the events, and the seconds."""
    import icalendar, yaml
    from zoneinfo import ZoneInfo

    begun = time.perf_counter()
    with open(path, encoding='utf-8') as file:
        plan = yaml.load(file, Loader=yaml.CSafeLoader)
    zone = ZoneInfo('Asia/Ho_Chi_Minh')
    stamp = datetime.datetime.fromtimestamp(EPOCH, datetime.timezone.utc)
    scheduled = [(name, activity, list(dates(activity))) for name, activity in plan['activities'].items()]
    count = 0
    for unit, owner in plan['units']['xa-phuong']['members'].items():
        calendar = icalendar.Calendar()
        for name, value in (
            ('version', '2.0'),
            ('prodid', '-//peer//icalendar//VI'),
            ('calscale', 'GREGORIAN'),
            ('name', f'{owner} – {plan["title"]}'),
            ('x-wr-calname', f'{owner} – {plan["title"]}'),
            ('x-wr-timezone', 'Asia/Ho_Chi_Minh'),
        ):
            calendar.add(name, value)
        tasks = sorted((day, name, key, activity) for name, activity, found in scheduled for day, key in found)
        for day, name, key, activity in tasks:
            event = icalendar.Event()
            event.add('uid', f'{PLAN}.{name}{key}.{unit}@{PLAN}')
            event.add('dtstamp', stamp)
            event.add('created', stamp)
            event.add('last-modified', stamp)
            event.add('sequence', 0)
            if 'time' in activity:
                start, end = (
                    datetime.datetime.combine(day, datetime.time.fromisoformat(part), zone)
                    for part in activity['time'].split('-')
                )
                event.add('dtstart', start)
                event.add('dtend', end)
            else:
                event.add('dtstart', day)
                event.add('dtend', day + datetime.timedelta(1))
            event.add('summary', titled(activity['title'], key))
            event.add('description', described(plan, activity, owner, day))
            event.add('categories', [plan['themes'][activity['themes']]])
            event.add('status', 'CONFIRMED')
            event.add('transp', 'OPAQUE' if 'time' in activity else 'TRANSPARENT')
            event.add('class', 'PUBLIC')
            calendar.add_component(event)
            count += 1
        with open(os.path.join(folder, unit + '.ics'), 'wb') as file:
            file.write(calendar.to_ical())
    return count, time.perf_counter() - begun


def by_yaml2ics(path, folder):
    """The nearest it can do: every event written out in YAML, one calendar for each commune."""
    import yaml, yaml2ics

    with open(path, encoding='utf-8') as file:
        plan = yaml.load(file, Loader=yaml.CSafeLoader)
    paths, count = [], 0
    for unit, owner in plan['units']['xa-phuong']['members'].items():
        events = [
            dict(
                summary=titled(activity['title'], key),
                begin=day,
                uid=f'{PLAN}.{name}{key}.{unit}@{PLAN}',
                description=described(plan, activity, owner, day),
                categories=[plan['themes'][activity['themes']]],
                status='CONFIRMED',
            )
            for name, activity in plan['activities'].items()
            for day, key in dates(activity)
        ]
        count += len(events)
        paths.append(os.path.join(folder, unit + '.yaml'))
        with open(paths[-1], 'w', encoding='utf-8') as file:
            yaml.dump(dict(name=owner, events=events), file, allow_unicode=True)
    begun = time.perf_counter()
    for each in paths:
        text = yaml2ics.files_to_calendar([each]).serialize()
        with open(each.replace('.yaml', '.ics'), 'w', encoding='utf-8', newline='') as file:
            file.write(text)
    return count, time.perf_counter() - begun


PEERS = {'icalendar': by_icalendar, 'yaml2ics': by_yaml2ics}
NEEDED = {'icalendar': ['icalendar', 'PyYAML', 'python-dateutil'], 'yaml2ics': ['yaml2ics', 'PyYAML', 'python-dateutil']}


def peer(name, path, folder):
    """Runs in an interpreter of its own, and prints what it did."""
    from importlib.metadata import version

    count, seconds = PEERS[name](path, folder)
    print(json.dumps({'count': count, 'seconds': seconds, 'versions': {each: version(each) for each in NEEDED[name]}}))


def shown(folder):
    """What calendars show of the feeds in a folder: UID → summary and days. The unit's own items only."""
    found = {}
    for path in glob.glob(os.path.join(folder, '**/xa-*.ics'), recursive=True):
        with open(path, encoding='utf-8', newline='') as file:
            lines = file.read().replace('\r\n ', '').split('\r\n')
        item = None
        for line in lines:
            name, _, value = line.partition(':')
            if line == 'BEGIN:VEVENT':
                item = {}
            elif line == 'END:VEVENT':
                found[item['UID']] = item['SUMMARY'], item['DTSTART'], item['DTEND']
                item = None
            elif item is not None:
                item[name.split(';')[0]] = value
    return found


# --- Measuring

# A small interpreter starts the program, because what a process may count as its peak memory begins with that of its parent.
CHILD = '''import json, os, sys, time
begun = time.perf_counter()
child = os.fork()
if not child:
    os.dup2(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.dup2(1, 2)
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6]))
'''
Measured = collections.namedtuple('Measured', 'wall cpu memory')


def measured(work, command, epoch=EPOCH):
    """Wall and CPU seconds and peak megabytes of a command on the one core; stops where it fails."""
    # What earlier rounds have left to be written is not this one's.
    subprocess.run(['sync', '-f', work], check=True)
    said = os.path.join(work, 'said')
    output = subprocess.run(
        [sys.executable, '-I', '-S', '-c', CHILD, said, *KEPT_TO, *command],
        env={**os.environ, 'SOURCE_DATE_EPOCH': str(epoch)},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    code, *figures = json.loads(output)
    if code:
        with open(said, encoding='utf-8', errors='replace') as file:
            sys.exit(f'feeds.py: {" ".join(command)}: exit {code}: {file.read(2000)}')
    return Measured(*figures)


def size_of(folder):
    """Feeds, bytes, items."""
    feeds = total = items = 0
    for path in glob.glob(os.path.join(folder, '**/*.ics'), recursive=True):
        with open(path, 'rb') as file:
            data = file.read()
        feeds, total, items = feeds + 1, total + len(data), items + data.count(b'BEGIN:VEVENT\r\n')
    return feeds, total, items


def states(folder):
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            info = os.stat(os.path.join(place, name))
            found[os.path.relpath(os.path.join(place, name), folder)] = info.st_mtime_ns, info.st_ino, info.st_size
    return found


def median(rounds, name):
    return statistics.median(getattr(each, name) for each in rounds)


def measure(program, work, count, tasks, rounds):
    """The figures of one size: lists of what was measured, by what was done."""
    plans = []
    for is_amended in (False, True):
        plans.append(os.path.join(work, f'plan-{count}-{int(is_amended)}.yaml'))
        with open(plans[-1], 'w', encoding='utf-8') as file:
            file.write(generate(count, tasks, 1, is_amended))
    feeds, copy = os.path.join(work, 'feeds'), os.path.join(work, 'copy')

    def export(is_amended, epoch):
        return measured(work, [program, 'export', plans[is_amended], '--to', feeds, '--feeds', 'units'], epoch)

    done = collections.defaultdict(list)
    for _ in range(rounds):
        done['export'].append(export(0, EPOCH))
        size = size_of(feeds)
        done['copy'].append(measured(work, ['sh', '-c', 'cp -r "$0" "$1" && sync -f "$1"', feeds, copy]))
        shutil.rmtree(copy)
        before = states(feeds)
        done['again'].append(export(0, EPOCH + 3600))
        done['wrote'].append(sum(before.get(path) != state for path, state in states(feeds).items()))
        done['amended'].append(export(1, EPOCH + 7200))
        with open(os.path.join(work, 'said'), encoding='utf-8', errors='replace') as file:
            done['said'] = file.read()
        shutil.rmtree(feeds)
    return done, size


def slope(points):
    """Of the logarithm of seconds over that of tasks, by least squares."""
    logs = [(math.log(tasks), math.log(seconds)) for tasks, seconds in points]
    x, y = (statistics.mean(each) for each in zip(*logs))
    return sum((one - x) * (other - y) for one, other in logs) / sum((one - x) ** 2 for one, _ in logs)


def seconds(value):
    return f'{value:.2f}' if value >= 1 else f'{value * 1000:.0f} ms'


def run(options):
    # Ended from outside, it still takes its folder away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    where = os.path.abspath(options.folder or tempfile.gettempdir())
    work = tempfile.mkdtemp(prefix='plan-feeds-', dir=where)
    try:
        program = shutil.copy(options.plan, os.path.join(work, 'plan'))
        print_feeds(options, program, work)
        print()
        print_peers(options, program, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f'\n{machine()}')


def print_feeds(options, program, work):
    results = []
    for wished in options.sizes.split(','):
        count = max(1, round(int(wished) / options.tasks)) if wished != '1000000' or options.tasks != 303 else 3321
        tasks = count * options.tasks
        room = shutil.disk_usage(work).free
        if room < tasks * 4000:
            print(f'feeds.py: {tasks:,} tasks are left out: {work} has room for {room >> 20:,} MiB only', file=sys.stderr)
            continue
        rounds = options.rounds or (3 if tasks > 500_000 else 5)
        done, size = measure(program, work, count, options.tasks, rounds)
        results.append((tasks, count, rounds, done, size))
        print(f'feeds.py: {tasks:,} tasks, {rounds} rounds: {median(done["export"], "wall"):.2f} s', file=sys.stderr)
    if not results:
        sys.exit('feeds.py: no size was measured')

    print('## Feeds\n')
    print(
        '`plan export --feeds units` of a national plan: 30 activities that every commune leads, with partners, products, channels and sources. Seconds of\n'
        'wall clock, with the feeds durable at the end; beside them a durable copy of the same bytes (`cp -r`, `sync -f`). Items are the tasks and the\n'
        'copies of those who coordinate.\n'
    )
    print('| tasks | feeds | items | MB | export, s | copy, s | | CPU, s | items/s | items/CPU s | peak, MB |')
    print('|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|')
    for tasks, count, rounds, done, (feeds, total, items) in results:
        wall, cpu, copy = median(done['export'], 'wall'), median(done['export'], 'cpu'), median(done['copy'], 'wall')
        print(
            f'| {tasks:,} | {feeds:,} | {items:,} | {total / 1e6:,.1f} | {seconds(wall)} | {seconds(copy)} | {wall / copy:.2f} × | {seconds(cpu)} | {items / wall:,.0f} '
            f'| {items / cpu:,.0f} | {median(done["export"], "memory"):,.0f} |'
        )
    print(
        '\nThe same folder again: with nothing changed, and after an amendment that moves one activity, 12 tasks of every commune.\n'
    )
    print('| tasks | nothing changed, s | CPU, s | peak, MB | files written | amended, s | CPU, s | peak, MB |')
    print('|--:|--:|--:|--:|--:|--:|--:|--:|')
    for tasks, _, _, done, _ in results:
        again, amended = done['again'], done['amended']
        print(
            f'| {tasks:,} | {seconds(median(again, "wall"))} | {seconds(median(again, "cpu"))} | {median(again, "memory"):,.0f} | {max(done["wrote"])} '
            f'| {seconds(median(amended, "wall"))} | {seconds(median(amended, "cpu"))} | {median(amended, "memory"):,.0f} |'
        )
    if len(results) > 1:
        points = {name: [(tasks, median(done['export'], name)) for tasks, _, _, done, _ in results] for name in ('wall', 'cpu')}
        last = {name: slope(each[-2:]) for name, each in points.items()}
        print(
            f'\nTime grows with the number of tasks to the power of {slope(points["wall"]):.2f} (CPU {slope(points["cpu"]):.2f}); '
            f'between the last two sizes {last["wall"]:.2f} (CPU {last["cpu"]:.2f}).'
        )
    counts = collections.Counter(rounds for _, _, rounds, _, _ in results)
    print('\nMedians of ' + ' and '.join(f'{rounds} rounds' for rounds in sorted(counts, reverse=True)) + ', one core.')


def print_peers(options, program, work):
    """Ours and the peers in turns, on a sample of the communes."""
    path, feeds, theirs = (os.path.join(work, name) for name in ('sample.yaml', 'sample', 'theirs'))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(generate(options.sample, options.tasks, 1, False))
    ours, peers, versions, missing = [], collections.defaultdict(list), {}, {}
    for _ in range(options.rounds or 5):
        ours.append(measured(work, [program, 'export', path, '--to', feeds, '--feeds', 'units']).wall)
        for name in PEERS:
            if name in missing:
                continue
            os.makedirs(theirs)
            done = subprocess.run(
                [*KEPT_TO, options.peer, os.path.abspath(__file__), 'peer', name, path, theirs], capture_output=True, text=True
            )
            if done.returncode:
                missing[name] = done.stderr.strip().split('\n')[-1]
            else:
                result = json.loads(done.stdout)
                peers[name].append(result['seconds'] / result['count'])
                versions[name] = ', '.join(f'{each} {number}' for each, number in result['versions'].items())
                # It must be the same work: the same items on the same days.
                if name == 'icalendar' and shown(theirs) != shown(feeds):
                    one, other = shown(theirs), shown(feeds)
                    uid = next(uid for uid in sorted({**one, **other}) if one.get(uid) != other.get(uid))
                    sys.exit(f'feeds.py: icalendar has other events: {uid}: {one.get(uid)}, we {other.get(uid)}')
            shutil.rmtree(theirs)
        shutil.rmtree(feeds)
    tasks = options.sample * options.tasks
    mine = statistics.median(ours) / tasks * 1e6
    print(
        f'The same events in Python, for {options.sample} communes: reading the plan, dates, items, files. Ours includes the start of the program and making the files\n'
        'durable, theirs neither. icalendar comes to the same items on the same days; yaml2ics has no recurrences that become tasks, and gets every event\n'
        'written out.\n'
    )
    print('| | µs a task | |\n|---|--:|--:|')
    print(f'| plan export | {mine:.1f} | |')
    for name in PEERS:
        if name in missing:
            print(f'| {name} | – | |')
            print(f'feeds.py: {name}: {missing[name]}', file=sys.stderr)
        else:
            each = statistics.median(peers[name]) * 1e6
            print(f'| {versions[name]} | {each:,.0f} | {each / mine:,.0f} × |')


def machine():
    model = 'an unknown processor'
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        for line in file:
            if line.startswith('model name'):
                model = line.split(':', 1)[1].strip()
    swift = shutil.which('swift') and subprocess.run(['swift', '--version'], capture_output=True, text=True).stdout
    number = swift.split('Swift version ')[1].split()[0] if swift and 'Swift version ' in swift else None
    today = datetime.date.today()
    return (
        f'{today.day} {today:%B %Y}, {os.cpu_count()} cores of {model}'
        + (f', Swift {number}' if number else '')
        + f', Python {platform.python_version()}.'
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest='command', required=True)
    generated = commands.add_parser('generate', help='write a national plan')
    generated.add_argument('--communes', type=int, required=True)
    generated.add_argument('--tasks', type=int, default=303, help='tasks of each commune (default: 303)')
    generated.add_argument('--seed', type=int, default=1)
    generated.add_argument('--amended', action='store_true', help='the plan after its second amendment')
    generated.add_argument('--out', help='default: standard output')
    running = commands.add_parser('run', help='measure')
    running.add_argument('--plan', required=True, help='the program')
    running.add_argument('--sizes', default='1000,10000,100000,1000000', help='numbers of tasks')
    running.add_argument('--tasks', type=int, default=303)
    running.add_argument('--rounds', type=int, help='default: 3 above half a million tasks, else 5')
    running.add_argument('--folder', help='where to work; some 4 GB for a million tasks')
    running.add_argument('--peer', default=sys.executable, help='a Python that has the peers')
    running.add_argument('--sample', type=int, default=10, help='communes for the peers (default: 10)')
    peers = commands.add_parser('peer')
    peers.add_argument('name', choices=PEERS)
    peers.add_argument('path')
    peers.add_argument('folder')
    options = parser.parse_args()
    if options.command == 'generate':
        text = generate(options.communes, options.tasks, options.seed, options.amended)
        if options.out:
            with open(options.out, 'w', encoding='utf-8') as file:
                file.write(text)
        else:
            sys.stdout.write(text)
    elif options.command == 'run':
        run(options)
    else:
        peer(options.name, options.path, options.folder)


main()
