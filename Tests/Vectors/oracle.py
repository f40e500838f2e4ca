#!/usr/bin/env python3
"""A second, independent reading of the plan format, to hold the program against.

    oracle.py PLAN.yaml [--as-of 2018-06-01]      the tasks, as `plan tasks --format json` prints them
    oracle.py --write DIR [--as-of 2018-06-01]    DIR/NAME.tasks.json for every DIR/NAME.yaml

It reads valid plans only and stops at anything that it does not understand. Left out: `use`. Needs PyYAML; dateutil for `rrule`, which
is right but for the kinds of rules that `is_disputed` of rrule.py names; ephem for lunar days written `dd/mm`. The days off and the
named lunar days come from `tables/`; years that the table lacks have weekends only.
"""
import argparse, calendar, csv, functools, json, math, os, re, sys, types, unicodedata, warnings
from collections import namedtuple
from datetime import date, timedelta
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = timedelta(days=1)


class Unsupported(Exception):
    """The plan is not valid, or uses what this oracle leaves out."""


def need(condition, message):
    if not condition:
        raise Unsupported(message)


# ---------------------------------------------------------------------------------------------------------------- text

def fold_key(text):
    """A key without diacritics, letter case, and with spaces for `_` and `-`."""
    text = unicodedata.normalize('NFD', text)
    text = ''.join(c for c in text if not unicodedata.combining(c))
    text = text.replace('đ', 'd').replace('Đ', 'd').replace('Ð', 'd').lower()
    return re.sub(r'[\s_-]+', ' ', text).strip()


TONES = '\u0300\u0301\u0303\u0309\u0323'


def fold_tones(text):
    """Text in NFC with the tone mark of `oa`, `oe`, `uy` in one place."""
    text = unicodedata.normalize('NFD', text)
    text = re.sub(rf'(o)([{TONES}])([ae])', r'\1\3\2', text)
    text = re.sub(rf'(u)([{TONES}])(y)', r'\1\3\2', text)
    return unicodedata.normalize('NFC', text)


def fold_value(text):
    """A phrase or a name as it is compared: tones folded, lower case, single spaces."""
    return re.sub(r'\s+', ' ', fold_tones(text.lower())).strip()


def v(pattern):
    """A pattern written in Vietnamese, folded like the values it is matched against."""
    return re.compile(fold_tones(pattern))


# ---------------------------------------------------------------------------------------------------------------- keys

def table(text):
    out = {}
    for entry in text.split(';'):
        if not entry.strip():
            continue
        english, _, others = entry.strip().partition('|')
        for name in [english] + [o for o in others.split(',') if o.strip()]:
            need(out.get(fold_key(name), english) == english, 'two keys fold alike: ' + name)
            out[fold_key(name)] = english
    return out


KEY_NAMES = {
    'head': ('plan|mã kế hoạch; title|tên; document|văn bản; year|năm; period|thời gian thực hiện; timezone|múi giờ; '
             'language|ngôn ngữ; use|dùng chung; defaults|mặc định; calendar|lịch làm việc; reporting|kỳ báo cáo; '
             'purpose|mục đích; budget|kinh phí; units|đơn vị; themes|chủ đề, nội dung tuyên truyền; '
             'target_groups|đối tượng; channels|kênh, hình thức; activities|hoạt động, nhiệm vụ; '
             'amendments|điều chỉnh; rules|quy tắc; accept|chấp nhận cảnh báo; assumed|giả định; note|ghi chú; '
             'former_id|mã cũ'),
    'document': ('number|số ký hiệu, số hiệu; issued|ngày ban hành; issuer|cơ quan ban hành; kind|loại văn bản; '
                 'basis|căn cứ; assumed|giả định; note|ghi chú'),
    'period': 'from|từ; to|đến',
    'reporting': 'cut_off|ngày chốt số liệu',
    'calendar': 'holidays|nghỉ lễ; days_off|ngày nghỉ; working_days|ngày làm bù; milestones|mốc thời gian',
    'unit': ('name|tên gọi, tên; short|tên viết tắt; parent|thuộc; contact|liên hệ; members|gồm; from|từ; to|đến; '
             'successor|đơn vị kế thừa; requested|chỉ đề nghị; collective|tập thể; former_id|mã cũ; '
             'assumed|giả định; note|ghi chú; accept|chấp nhận cảnh báo'),
    'defaults': ('lead|chủ trì; coordinate|phối hợp; monitor|theo dõi; report_to|nơi nhận báo cáo; '
                 'themes|chủ đề, nội dung tuyên truyền; target_groups|đối tượng; channels|kênh, hình thức; '
                 'evidence|minh chứng; remind|nhắc trước; on_day_off|trùng ngày nghỉ'),
    'activity': ('title|tên; themes|chủ đề, nội dung tuyên truyền; target_groups|đối tượng; channels|kênh, hình thức; '
                 'lead|chủ trì; coordinate|phối hợp; implement|thực hiện; monitor|theo dõi; '
                 'report_to|nơi nhận báo cáo; product|sản phẩm; target|chỉ tiêu; evidence|minh chứng; '
                 'place|địa điểm; source|nguồn; budget|kinh phí; internal|việc nội bộ; remind|nhắc trước; '
                 'phases|giai đoạn; after|sau; assumed|giả định; accept|chấp nhận cảnh báo; note|ghi chú; '
                 'former_id|mã cũ; day|ngày; when|thời gian, khi; from|từ; to|đến; due|hạn, chậm nhất; '
                 'before|trước ngày; every|định kỳ, lặp; except|trừ ngày; also|thêm ngày; time|giờ; '
                 'on_day_off|trùng ngày nghỉ; rrule'),
}
KEYS = {level: table(text) for level, text in KEY_NAMES.items()}
TIMING = ('day', 'when', 'from', 'to', 'due', 'before', 'every', 'except', 'also', 'rrule')


def raw(node):
    """The YAML tree with every scalar as the text that was written."""
    if isinstance(node, yaml.ScalarNode):
        return unicodedata.normalize('NFC', node.value)
    if isinstance(node, yaml.SequenceNode):
        return [raw(n) for n in node.value]
    out = {}
    for key, value in node.value:
        need(key.value not in out, 'key twice: ' + key.value)
        out[unicodedata.normalize('NFC', key.value)] = raw(value)
    return out


def keyed(level, mapping):
    """The mapping under the English names of its keys."""
    out = {}
    for key, value in mapping.items():
        name = KEYS[level].get(fold_key(key))
        need(name, f'unknown key of {level}: {key}')
        need(name not in out, f'key twice: {key}')
        out[name] = value
    return out


def items(value, commas=True):
    """One value, a list, or text with commas, as a list."""
    if value is None:
        return []
    out = []
    for one in value if isinstance(value, list) else [value]:
        out += [p.strip() for p in one.split(',')] if commas else [one.strip()]
    return [o for o in out if o]


def truth(value):
    return fold_value(value) in ('true', 'yes', 'có')


# ------------------------------------------------------------------------------------------------------------ calendar

@functools.lru_cache(None)
def load_table(name):
    with open(os.path.join(HERE, 'tables', name), encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f))


@functools.lru_cache(None)
def vn_days():
    """The days off, the Saturdays worked, and which of the days off are projected and which are sure."""
    off, worked, projected, firm = set(), set(), set(), set()
    for row in load_table('vn_holidays.csv'):
        day = date.fromisoformat(row['date'])
        if row['kind'] == 'swap_working_day':
            worked.add(day)
        elif row['kind'] != 'anniversary':
            off.add(day)
            (projected if row['source'].startswith(('PROJECTED', 'DISPUTED')) else firm).add(day)
    return off, worked, projected, firm


class WorkCalendar:
    """Which days are worked, and which days off are only projected."""

    def __init__(self, holidays='vn', days_off=(), working_days=()):
        self.off, self.worked, projected, firm = set(), set(), set(), set()
        if holidays == 'vn':
            off, worked, projected, firm = vn_days()
            self.off, self.worked = set(off), set(worked)
        self.projected = projected - firm
        for day in days_off:
            self.off.add(day); self.worked.discard(day); self.projected.discard(day)
        for day in working_days:
            self.worked.add(day); self.off.discard(day); self.projected.discard(day)

    def working(self, day):
        if day in self.off:
            return False
        return day in self.worked or day.isoweekday() <= 5

    def leans(self, day):
        """The day is off for no other reason than a projected holiday."""
        return day in self.projected and day.isoweekday() <= 5

    def step(self, day, count, direction):
        """The count-th working day strictly before or after `day`, and whether a projected day was passed over."""
        lean = False
        while count:
            day += direction * DAY
            lean = lean or self.leans(day)
            count -= self.working(day)
        return day, lean

    def shift(self, day, policy, low=None, high=None):
        """Where a day goes if it is a day off: (day or None, whether a projected day decided it)."""
        if policy == 'keep' or self.working(day):
            return day, False
        if policy == 'skip':
            return None, False
        lean = self.leans(day)
        first = 1 if policy == 'next' else -1
        for direction in (first, -first):
            other = day + direction * DAY
            while (low is None or other >= low) and (high is None or other <= high):
                if self.working(other):
                    return other, lean
                lean = lean or self.leans(other)
                other += direction * DAY
        return None, lean


NAMED = {'tet': 'tet_1_1', 'tết': 'tet_1_1', 'ram-thang-gieng': 'ram_thang_gieng_15_1', 'gio-to': 'gio_to_10_3',
         'trung-thu': 'trung_thu_15_8', 'ong-tao': 'ong_tao_23_12'}
NAMED = {fold_value(k): c for k, c in NAMED.items()}
LUNAR = load_table('vn_lunar_extra.csv')
NAMED_DAYS = {k: sorted(date.fromisoformat(row[c]) for row in LUNAR) for k, c in NAMED.items()}


@functools.lru_cache(None)
def lunar_months():
    """{(lunar year, month): first day} of the months that are no leap months, by new moons and solar terms at UTC+7 (ephem)."""
    import ephem
    zone = 7 * ephem.hour

    def local(d):
        return ephem.Date(d + zone).datetime().date()
    moons, d = [], ephem.Date('1988/10/1')
    while d < ephem.Date('2102/4/1'):
        d = ephem.next_new_moon(d)
        moons.append(local(d))
        d = ephem.Date(d + 1)

    def longitude(day):                       # apparent longitude of the sun at local midnight that begins the day
        sun = ephem.Sun()
        at = ephem.Date(ephem.Date(day.strftime('%Y/%m/%d')) - zone)
        sun.compute(at, epoch=at)
        return math.degrees(ephem.Ecliptic(sun, epoch=at).lon) % 360

    def term(day):
        return int(longitude(day) // 30)
    terms = [term(m) for m in moons]
    # the month that holds the winter solstice (270 degrees) is the eleventh
    elevens = [i for i in range(len(moons) - 1) if terms[i] in (7, 8) and terms[i + 1] in (9, 10)]
    out = {}
    for a, b in zip(elevens, elevens[1:]):
        leap = None
        if b - a == 13:
            leap = next(i for i in range(a + 1, b) if terms[i] == terms[i + 1])
        number, year = 11, moons[a].year
        for i in range(a, b):
            if i == leap:
                continue
            if i > a:
                number += 1
                if number == 13:
                    number, year = 1, year + 1
            out[year, number] = (moons[i], (moons[i + 1] - moons[i]).days)
    return out


def lunar_day(year, month, day):
    first, length = lunar_months()[year, month]
    return first + (day - 1) * DAY if day <= length else None


def month_end(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day, count):
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ------------------------------------------------------------------------------------------------------------- phrases

Span = namedtuple('Span', 'first last tentative')     # a day is a span whose two ends are the same
WAITING = object()                                     # hangs on something without a date
MONTHS = 'january february march april may june july august september october november december'.split()
ROMAN = {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4, '1': 1, '2': 2, '3': 3, '4': 4}
EXPECTED = v(r'^(?:expected|dự kiến) (.+)$')
UNIT = v(r'(?:(?P<wd>working days?|ngày làm việc)|(?P<d>days?|ngày)|(?P<w>weeks?|tuần)|(?P<m>months?|tháng))').pattern
OFFSETS = [re.compile(rf'^(?P<n>\d+) {UNIT} ' + v(r'(?:(?P<b>before|trước)|(?P<a>after|sau)) (?P<x>.+)$').pattern),
           re.compile(v(r'^(?:(?P<b>trước)|(?P<a>sau)) (?P<x>.+) (?P<n>\d+) ').pattern + UNIT + '$')]
MONTH = v(rf'^(?:(?P<part>early|mid|late|đầu|giữa|cuối) )?(?:(?P<en>{"|".join(MONTHS)})|tháng (?P<vi>\d\d?))(?:/(?P<y>\d{{4}}))?$')
QUARTER = v(r'^(?:q(?P<q>[1-4])|quý (?P<r>i|ii|iii|iv|[1-4]))(?:/(?P<y>\d{4}))?$')
TO = v(r'^(?:từ )?(?P<a>.+?) (?:to|đến)(?: hết)? (?P<b>.+)$')


class Phrases:
    """Reads the phrases of one plan: its period, its calendar, its milestones and its anchors."""

    cut_off = None

    def __init__(self, first, last, work, milestones=None, anchor=None):
        self.first, self.last, self.work = first, last, work
        self.milestones = {fold_value(k): x for k, x in (milestones or {}).items()}
        self.anchor = anchor or (lambda name, activity: None)

    def of_the_year(self, make, inside):
        """The one of the years of the plan; over two years the one that falls inside."""
        years = range(self.first.year, self.last.year + 1)
        found = []
        for year in years:
            try:
                found.append(make(year))
            except ValueError:
                pass
        if len(years) > 1:
            found = [f for f in found if inside(f)]
        need(len(found) == 1, f'{len(found)} such days in the period')
        return found[0]

    def inside(self, day):
        return self.first <= day <= self.last

    def overlaps(self, span):
        return span[0] <= self.last and span[1] >= self.first

    def day(self, text, activity=None):
        """A date expression as a Span, or WAITING."""
        s = fold_value(text)
        span = self.plain_date(s) or self.named(s)
        if span:
            return span
        for pattern in OFFSETS:
            m = pattern.match(s)
            if m:
                base = self.day(m['x'], activity)
                return base if base is WAITING else self.offset(base, m)
        if s in self.milestones:
            return self.milestone(s)
        span = self.anchor(s, activity)
        need(span is not None, f'not a date: {text}')
        return span

    def plain_date(self, s):
        m = v(r'^(\d\d)/(\d\d) (?:lunar|âm lịch)$').match(s)
        if m:
            need(1 <= int(m[2]) <= 12 and 1 <= int(m[1]) <= 30, 'no lunar day')
            found = [lunar_day(y, int(m[2]), int(m[1])) for y in range(self.first.year - 1, self.last.year + 2)
                     if (y, int(m[2])) in lunar_months()]
            found = [d for d in found if d and self.first.year <= d.year <= self.last.year]
            if self.first.year != self.last.year:
                found = [d for d in found if self.inside(d)]
            need(len(found) == 1, f'{len(found)} such lunar days')
            return Span(found[0], found[0], False)
        m = re.match(r'^(\d{4})-(\d\d)-(\d\d)$', s)
        if m:
            d = date(int(m[1]), int(m[2]), int(m[3]))
            return Span(d, d, False)
        m = re.match(r'^(\d\d)/(\d\d)(?:/(\d{4}))?$', s)
        if not m:
            return None
        if m[3]:
            d = date(int(m[3]), int(m[2]), int(m[1]))
        else:
            d = self.of_the_year(lambda y: date(y, int(m[2]), int(m[1])), self.inside)
        return Span(d, d, False)

    def named(self, s):
        if s not in NAMED_DAYS:
            return None
        found = [d for d in NAMED_DAYS[s] if self.first.year <= d.year <= self.last.year]
        if self.first.year != self.last.year:
            found = [d for d in found if self.inside(d)]
        need(len(found) == 1, f'{len(found)} days called {s} in the period')
        return Span(found[0], found[0], False)

    def offset(self, base, m):
        direction = -1 if m['b'] else 1
        day = base.first if m['b'] else base.last
        n, lean = int(m['n']), False
        if m['wd']:
            day, lean = self.work.step(day, n, direction)
        elif m['m']:
            day = add_months(day, direction * n)
        else:
            day += direction * n * (7 if m['w'] else 1) * DAY
        return Span(day, day, base.tentative or lean)

    def milestone(self, s):
        text = self.milestones[s]
        if fold_value(text) in ('pending', fold_value('chờ')):
            return WAITING
        window = self.raw_window(text)
        if window is not None:
            need(window is WAITING or window.first <= window.last, f'empty window: {text}')
            return window
        m = EXPECTED.match(fold_value(text))
        if m:
            span = self.day(m[1])
            return span if span is WAITING else span._replace(tentative=True)
        return self.day(text)

    def window(self, text, activity=None):
        """A window clipped to the period of the plan, or WAITING."""
        span = self.raw_window(text, activity)
        need(span is not None, f'not a window: {text}')
        if span is WAITING:
            return span
        need(span.first <= span.last, f'empty window: {text}')
        need(self.overlaps(span), f'outside the period: {text}')
        return span._replace(first=max(span.first, self.first), last=min(span.last, self.last))

    def raw_window(self, text, activity=None):
        s = fold_value(text)
        m = EXPECTED.match(s)
        if m:
            span = self.raw_window(m[1], activity)
            return span if span in (None, WAITING) else span._replace(tentative=True)
        if s in ('year', fold_value('cả năm')):
            return Span(self.first, self.last, False)
        span = self.month_like(s)
        if span:
            return Span(*span, False)
        m = TO.match(s)
        if m:
            a, b = self.month_like(m['a']), self.month_like(m['b'])
            if a and b:
                return Span(a[0], b[1], False)
            need(not a and not b, f'half a month window: {text}')
            a, b = self.day(m['a'], activity), self.day(m['b'], activity)
            if WAITING in (a, b):
                return WAITING
            return Span(a.first, b.last, a.tentative or b.tentative)
        if s in self.milestones:
            return self.milestone(s)
        return None

    def month_like(self, s):
        """(first, last) of a month, a part of one, a quarter, a half-year or nine months."""
        def pick(make, year):
            return make(int(year)) if year else self.of_the_year(make, self.overlaps)
        m = MONTH.match(s)
        if m:
            month = MONTHS.index(m['en']) + 1 if m['en'] else int(m['vi'])
            part = m['part'] and {'early': 0, 'mid': 1, 'late': 2, fold_value('đầu'): 0, fold_value('giữa'): 1,
                                  fold_value('cuối'): 2}[m['part']]

            def make(year):
                end = month_end(year, month)
                if part is None:
                    return date(year, month, 1), end
                return date(year, month, (1, 11, 21)[part]), (date(year, month, 10), date(year, month, 20), end)[part]
            return pick(make, m['y'])
        m = QUARTER.match(s)
        if m:
            q = int(m['q']) if m['q'] else ROMAN[m['r']]
            return pick(lambda y: (date(y, 3 * q - 2, 1), month_end(y, 3 * q)), m['y'])
        fixed = {'h1': (1, 6), '6 tháng đầu năm': (1, 6), 'h2': (7, 12), '6 tháng cuối năm': (7, 12),
                 '9 months': (1, 9), '9 tháng': (1, 9)}
        for name, (a, b) in fixed.items():
            if s == fold_value(name):
                return pick(lambda y: (date(y, a, 1), month_end(y, b)), None)
        return None


# --------------------------------------------------------------------------------------------------------- recurrences

Period = namedtuple('Period', 'first last key text months', defaults=[None])   # months: [(year, month)] it is named by
WEEKDAYS = {}
for number, names in enumerate(['mon monday;thứ hai;thứ 2;t2', 'tue tuesday;thứ ba;thứ 3;t3', 'wed wednesday;thứ tư;thứ 4;t4',
                                'thu thursday;thứ năm;thứ 5;t5', 'fri friday;thứ sáu;thứ 6;t6',
                                'sat saturday;thứ bảy;thứ 7;t7', 'sun sunday;chủ nhật;cn'], 1):
    head, *rest = names.split(';')
    for name in head.split() + rest:
        WEEKDAYS[fold_value(name)] = number
WEEKDAY = '|'.join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
EVERY = {'day': 'day', 'ngày': 'day', 'working day': 'working day', 'ngày làm việc': 'working day', 'week': 'week', 'tuần': 'week',
         'month': 'month', 'tháng': 'month', 'quarter': 'quarter', 'quý': 'quarter', 'half-year': 'half-year',
         '6 tháng': 'half-year', 'year': 'year', 'năm': 'year'}
EVERY = {fold_value(k): x for k, x in EVERY.items()}
ORDINAL = {'first': 1, 'second': 2, 'third': 3, 'fourth': 4, 'last': -1}
MONTHS_IN = {'month': 1, 'quarter': 3, 'half-year': 6, 'year': 12}


REPORTING = {}
for kind, name in {'month': 'tháng', 'quarter': 'quý', 'half-year': '6 tháng', '9 months': '9 tháng', 'year': 'năm'}.items():
    REPORTING['reporting ' + kind] = REPORTING[fold_value('kỳ báo cáo ' + name)] = 'reporting ' + kind
REPORTING_MONTHS = {'reporting month': 1, 'reporting quarter': 3, 'reporting half-year': 6, 'reporting 9 months': 9, 'reporting year': 12}


def names_of(year, month, size):
    """(key, what {period} stands for) of the `size` months that end with this one."""
    number = month // size
    roman = ('I', 'II', 'III', 'IV')[(number - 1) % 4]
    return {1: (f'{year}-{month:02}', f'{month}/{year}'), 3: (f'{year}-Q{number}', f'{roman}/{year}'),
            6: (f'{year}-H{number}', f'{roman}/{year}'), 9: (f'{year}-9M', f'{year}'), 12: (f'{year}', f'{year}')}[size]


def reporting_periods(kind, cut, first, last):
    """The reporting periods from the one that holds `first` on (or the next, where none does), as far as they touch `last`."""
    def close(year, month):
        return date(year, month, min(cut, calendar.monthrange(year, month)[1]))
    size = REPORTING_MONTHS[kind]
    for year in range(first.year - 1, last.year + 2):
        for number in range(1, 12 // size + 1):
            a, b = (number - 1) * size + 1, number * size
            before = close(year, a - 1) if a > 1 else close(year - 1, 12)
            p_first, p_last = before + DAY, close(year, b)
            if p_last < first or p_first > last:
                continue
            key, text = names_of(year, b, size)
            yield Period(p_first, p_last, key, text, [(year, m) for m in range(a, b + 1)])


def read_every(text):
    """(`day`, `working day`, `week`, `month`, `quarter`, `half-year` or `year`; how many of them)."""
    s = re.sub(v('^(?:hằng|hàng) ').pattern, '', fold_value(text))
    if s in REPORTING:
        return REPORTING[s], 1
    if s in EVERY:
        return EVERY[s], 1
    m = re.match(v(r'^(\d+) (?:(days?|ngày)|(weeks?|tuần)|(months?|tháng))$'), s)
    need(m, f'not a recurrence: {text}')
    return 'day' if m[2] else 'week' if m[3] else 'month', int(m[1])


def week_of(day):
    first = day - (day.isoweekday() - 1) * DAY
    year, week, _ = first.isocalendar()
    return Period(first, first + 6 * DAY, f'{year}-W{week:02}', f'{week}/{year}')


def months_of(day, size):
    """The month, quarter, half-year or year that holds the day."""
    month = (day.month - 1) // size * size + 1
    return Period(date(day.year, month, 1), month_end(day.year, month + size - 1), *names_of(day.year, month + size - 1, size))


def periods(kind, count, first, last):
    """The periods from the one that holds `first` on, as far as they touch `last`."""
    if kind == 'week':
        p = week_of(first)
        while p.first <= last:
            yield p
            p = week_of(p.first + 7 * count * DAY)
    else:
        size = MONTHS_IN[kind]
        p = months_of(first, size)
        while p.first <= last:
            yield p
            p = months_of(add_months(p.first, size * count), size)


OF = re.compile(r'^(?P<s>.+) of (?:(?P<which>first|second|last) month|month (?P<n>\d+)|(?P<next>next) month)$')
OF_VI = v(r'^(?P<s>.+) tháng (?:(?P<which>đầu|cuối) (?:quý|kỳ|năm)|(?P<next>sau))$')


CUT = v(r'^(?:(?P<n>\d+) working days? after cut-off|(?P<m>\d+) ngày làm việc sau ngày chốt số liệu)$')


class Selector:
    """A day within a week, month, quarter, half-year or year."""

    def __init__(self, kind, text, work):
        self.kind, self.text, self.work, self.next_month = kind, fold_value(text), work, False
        s, self.month = self.text, -1
        if kind != 'week':
            m = OF.match(s) or OF_VI.match(s)
            if m:
                s = m['s']
                self.next_month = bool(m['next'])
                n = m.groupdict().get('n')
                if n:
                    self.month = int(n)
                elif m['which']:
                    self.month = {'first': 1, 'second': 2, 'last': -1, fold_value('đầu'): 1, fold_value('cuối'): -1}[m['which']]
                need(kind not in ('month', 'reporting month') or self.next_month, f'`of month` within a month: {text}')
        self.s = s
        m = CUT.match(self.text)
        self.cut = m['n'] or m['m'] if m and kind.startswith('reporting') else None

    def month_of(self, period):
        """(year, month) in which the day is looked for."""
        if period.months:
            if self.next_month:
                d = add_months(date(*period.months[-1], 1), 1)
            elif self.month > 0:
                need(self.month <= len(period.months), f'no such month in the period: {self.text}')
                return period.months[self.month - 1]
            else:
                return period.months[-1]
        elif self.next_month:
            d = period.last + DAY
        elif self.month > 0:
            d = add_months(period.first, self.month - 1)
            need(d <= period.last, f'no such month in the period: {self.text}')
        else:
            d = period.last
        return d.year, d.month

    def day(self, period):
        """(nominal day or None where the month lacks it, whether a projected day decided it)."""
        s = self.s
        if self.kind == 'week':
            need(s in WEEKDAYS, f'not a weekday: {s}')
            return period.first + (WEEKDAYS[s] - 1) * DAY, False
        if self.cut:
            return self.work.step(period.last, int(self.cut), 1)
        m = re.match(r'^(\d\d)/(\d\d)$', s)
        if m:
            need(self.kind in ('year', 'reporting year'), f'dd/mm within a {self.kind}')
            date(2000, int(m[2]), int(m[1]))             # a day of no year at all is an error
            try:
                return date(period.months[0][0] if period.months else period.first.year, int(m[2]), int(m[1])), False
            except ValueError:
                return None, False
        year, month = self.month_of(period)
        end = month_end(year, month)
        m = v(r'^(?:(?:day|ngày) )?(\d\d?)$').match(s)
        if m:
            need(1 <= int(m[1]) <= 31, f'no such day: {s}')
            return (date(year, month, int(m[1])) if int(m[1]) <= end.day else None), False
        if v(r'^(?:last day|ngày cuối(?: tháng)?)$').match(s):
            return end, False
        n = self.ordinal(r'working day', 'ngày làm việc')
        if n:
            return self.working_day(date(year, month, 1), end, n[0])
        n = self.ordinal(f'(?P<w>{WEEKDAY})', f'(?P<w>{WEEKDAY})')
        need(n, f'not a day of a {self.kind}: {self.text}')
        number, weekday = n[0], WEEKDAYS[n[1]]
        if number < 0:
            return end - (end.isoweekday() - weekday) % 7 * DAY, False
        first = date(year, month, 1)
        found = first + ((weekday - first.isoweekday()) % 7 + 7 * (number - 1)) * DAY
        return (found if found <= end else None), False

    def ordinal(self, english, vietnamese):
        m = re.match(rf'^(?:(?P<o>first|second|third|fourth|last)|(?P<n>\d+)(?:st|nd|rd|th)) {english}$', self.s)
        if m:
            return ORDINAL[m['o']] if m['o'] else int(m['n']), m.groupdict().get('w')
        m = re.match('^' + fold_tones(vietnamese) +
                     v(r' (?:(?P<o>đầu tiên|cuối)|thứ (?P<n>\d+))(?: (?:trong )?tháng)?$').pattern, self.s)
        if m:
            return int(m['n']) if m['n'] else (-1 if m['o'] == fold_value('cuối') else 1), m.groupdict().get('w')
        return None

    def working_day(self, first, last, number):
        direction, d, lean = (1, first, False) if number > 0 else (-1, last, False)
        left = abs(number)
        while first <= d <= last:
            lean = lean or self.work.leans(d)
            if self.work.working(d):
                left -= 1
                if not left:
                    return d, lean
            d += direction * DAY
        return None, lean


POLICIES = {}
for english, names in {'next': ['next', 'ngày làm việc kế tiếp', 'dời sau'],
                       'previous': ['previous', 'ngày làm việc liền trước', 'dời trước'],
                       'keep': ['keep', 'giữ nguyên', 'giữ'], 'skip': ['skip', 'bỏ qua', 'bỏ']}.items():
    for name in names:
        POLICIES[fold_value(name)] = english

# One day of a recurrence; start is the one before any shift, and a shift stays between low and high.
Found = namedtuple('Found', 'key text start nominal lean low high')
# One date of an activity. `key` is None where it occurs once; `text` is what {period} stands for, None for its due day.
Occurrence = namedtuple('Occurrence', 'key text start due nominal tentative waiting')


def by_rrule(text, first, last):
    import datetime as dt
    import dateutil.rrule
    warnings.simplefilter('ignore')
    dateutil.rrule.datetime = types.SimpleNamespace(**(vars(dt) | {'MAXYEAR': last.year}))
    out = []
    for at in dateutil.rrule.rrulestr(text, dtstart=dt.datetime(first.year, first.month, first.day)):
        if at.date() > last:
            break
        out.append(at.date())
    return out


def recur(fields, phrases, issued=None, policy=None, activity=None):
    """The occurrences of `every` with `day` or `due`."""
    work = phrases.work
    kind, count = ('rrule', 1) if 'rrule' in fields else read_every(fields['every'])
    need(not ('day' in fields and 'due' in fields), 'both day and due')
    mode = 'due' if 'due' in fields else 'day'
    policy = policy or ('previous' if mode == 'due' else 'keep')
    tentative = False
    first, last = phrases.first, phrases.last
    if 'from' in fields:
        span = phrases.day(fields['from'], activity)
        if span is WAITING:
            return [Occurrence(None, None, None, None, None, False, True)]
        first, tentative = max(first, span.first), tentative or span.tentative
    if 'to' in fields:
        span = phrases.day(fields['to'], activity)
        if span is WAITING:
            return [Occurrence(None, None, None, None, None, False, True)]
        last, tentative = min(last, span.last), tentative or span.tentative
    if issued:
        first = max(first, issued)
    need(first <= last, 'empty range')

    away = []
    exceptions = fields.get('except')
    for text in list(exceptions) if isinstance(exceptions, dict) else items(exceptions):
        span = phrases.raw_window(text, activity)
        span = span if span is not None else phrases.day(text, activity)
        if span is not WAITING:
            need(span.first <= span.last, 'empty window')
            away.append(span)

    def taken(day):
        return any(a.first <= day <= a.last for a in away)

    found = []
    if kind == 'rrule':
        for d in by_rrule(fields['rrule'], first, last):
            if not taken(d):
                found.append(Found(d.isoformat(), None, None, d, False, None, None))
    elif kind in ('day', 'working day'):
        need('day' not in fields and 'due' not in fields, f'every {kind} needs no day')
        d = first
        while d <= last:
            if not taken(d) and (kind == 'day' or work.working(d)):
                found.append(Found(d.isoformat(), None, None, d, False, None, None))
            d += count * DAY
    else:
        need(mode in fields, 'no day')
        selectors = [Selector(kind, s, work) for s in items(fields[mode])]
        need(selectors, 'no day')
        if kind in REPORTING.values():
            need(phrases.cut_off, 'no cut-off')
            all_periods = reporting_periods(kind, phrases.cut_off, first, last)
        else:
            all_periods = periods(kind, count, first, last)
        for period in all_periods:
            for selector in selectors:
                nominal, lean = selector.day(period)
                if nominal is None:
                    continue
                held = period.last if selector.next_month or selector.cut else nominal
                if not first <= held <= last:
                    continue
                if taken(held) or any(f.nominal == nominal and f.text is None for f in found):
                    continue
                one = len(selectors) == 1
                key, text = (period.key, period.text) if one else (nominal.isoformat(), None)
                if kind == 'week':
                    low, high = period.first, period.last
                elif mode == 'due' and period.first <= nominal <= period.last:
                    low, high = period.first, period.last
                else:
                    low, high = months_of(nominal, 1)[:2]
                start = max(period.first, first) if mode == 'due' else None
                found.append(Found(key, text, start, nominal, lean, low, high))
    nominals, found_waiting, added = {f.nominal for f in found}, False, set()
    for text in items(fields.get('also')):
        span = phrases.day(text, activity)
        if span is WAITING:
            found_waiting = True
            continue
        d = span.last
        need(phrases.inside(d), 'also outside the period')
        if d in nominals or issued and d < issued:
            continue
        nominals.add(d)
        low, high = (None, None) if kind in ('day', 'working day', 'rrule') else (week_of(d) if kind == 'week' else months_of(d, 1))[:2]
        if mode == 'due' and kind in MONTHS_IN:
            low, high = months_of(d, MONTHS_IN[kind])[:2]
        elif mode == 'due' and kind in REPORTING.values():
            low, high = next(((p.first, p.last) for p in reporting_periods(kind, phrases.cut_off, d, d)), (low, high))
        found.append(Found(d.isoformat(), None, None, d, span.tentative, low, high))
        added.add(d)

    out = []
    for key, text, start, nominal, lean, low, high in found:
        due, moved = work.shift(nominal, policy, low, high)
        if due is None:
            continue
        start = due if start is None else min(start, due)
        out.append(Occurrence(key, text, start, due, nominal, tentative and nominal not in added or lean or moved, False))
    need(out or found_waiting, 'no occurrence')
    out.sort(key=lambda o: (o.nominal, o.key))
    return out + [Occurrence(None, None, None, None, None, False, True)] * found_waiting


# ---------------------------------------------------------------------------------------------------------------- plan

Unit = namedtuple('Unit', 'name parent members since until successors collective')
ROLES = ('coordinate', 'implement', 'monitor', 'report_to')
NONE = ('none', fold_value('không'))
EACH = v(r'^(?:each|mỗi) (.+)$')


class Plan:
    def __init__(self, path):
        with open(path, encoding='utf-8') as f:
            head = keyed('head', raw(yaml.compose(f, Loader=yaml.SafeLoader)))
        need('use' not in head, '`use`')
        self.id = head['plan']
        self.read_period(head)
        document = keyed('document', head.get('document') or {})
        self.issued = self.full(document['issued']) if document.get('issued') else None
        self.read_calendar(keyed('calendar', head.get('calendar') or {}))
        if 'reporting' in head:
            self.phrases.cut_off = int(keyed('reporting', head['reporting'])['cut_off'])
            need(1 <= self.phrases.cut_off <= 31, 'cut-off')
        self.units = {}
        self.read_units(head.get('units') or {})
        self.defaults = keyed('defaults', head.get('defaults') or {})
        self.works = []                                  # (activity, phase or None, fields, fields of the activity)
        for activity, fields in head['activities'].items():
            fields = keyed('activity', fields)
            if 'phases' not in fields:
                self.works.append((activity, None, fields, fields))
                continue
            need(not {*TIMING, 'time', 'on_day_off'} & set(fields), f'timing beside phases: {activity}')
            for phase, inner in fields['phases'].items():
                inner = keyed('activity', inner)
                self.works.append((activity, phase, inner, fields))
        self.dates = {}
        for m in self.phrases.milestones:
            self.phrases.milestone(m)

    def full(self, text):
        m = re.match(r'^(\d\d?)/(\d\d?)/(\d{4})$', text)
        return date(int(m[3]), int(m[2]), int(m[1])) if m else date.fromisoformat(text)

    def read_period(self, head):
        year = int(head['year']) if 'year' in head else None
        self.first, self.last = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
        if 'period' in head:
            ends = keyed('period', head['period'])

            def end(text):
                return self.full(text if re.search(r'\d{4}', text) else f'{text}/{year}')
            self.first, self.last = end(ends['from']), end(ends['to'])
        need(self.first <= self.last, 'empty period')

    def read_calendar(self, fields):
        plain = Phrases(self.first, self.last, WorkCalendar('none'))

        def days(value):
            return [plain.day(t).last for t in (list(value) if isinstance(value, dict) else items(value))]
        work = WorkCalendar(fields.get('holidays', 'vn'), days(fields.get('days_off')), days(fields.get('working_days')))
        self.phrases = Phrases(self.first, self.last, work, fields.get('milestones'), self.anchor)

    def read_units(self, mapping):
        for id, value in mapping.items():
            need(id not in self.units, f'unit twice: {id}')
            fields = keyed('unit', value) if isinstance(value, dict) else {'name': value}
            members = fields.get('members')
            self.units[id] = Unit(fields['name'], fields.get('parent'),
                                  list(members) if isinstance(members, dict) else items(members),
                                  self.full(fields['from']) if 'from' in fields else None,
                                  self.full(fields['to']) if 'to' in fields else None,
                                  items(fields.get('successor')), truth(fields.get('collective', 'no')))
            if isinstance(members, dict):
                self.read_units(members)

    # -- dates

    def anchor(self, name, activity):
        """The last due day of the activity or phase called so: a Span, WAITING, or None if there is none."""
        own = [w for w in self.works if w[0] == activity and w[1] == name]
        if '.' in name:
            found = [w for w in self.works if f'{w[0]}.{w[1]}' == name]
        elif own:
            found = own
        else:
            whole = [w for w in self.works if w[0] == name]
            phases = [w for w in self.works if w[1] == name]
            need(len(phases) + bool(whole) <= 1, f'several are called {name}')
            found = whole or phases
        if not found:
            return None
        per = [self.occurrences(w) for w in found]
        dates = [o for p in per for o in p]
        if not all(per) or any(o.due is None for o in dates):
            return WAITING
        last = max(o.due for o in dates)
        return Span(last, last, any(o.tentative for o in dates if o.due == last))

    def policy(self, fields):
        text = fields.get('on_day_off', self.defaults.get('on_day_off'))
        return None if text is None or fold_value(text) in NONE else POLICIES[fold_value(text)]

    def occurrences(self, work):
        """The dates of an activity without phases, or of a phase."""
        activity, phase, fields, _ = work
        if (activity, phase) not in self.dates:
            self.dates[activity, phase] = None           # being worked out
            self.dates[activity, phase] = self.work_out(activity, phase, fields)
        need(self.dates[activity, phase] is not None, f'cycle at {activity}')
        return self.dates[activity, phase]

    def work_out(self, activity, phase, fields):
        name = activity + (f'.{phase}' if phase else '')
        shape = [t for t in TIMING if t in fields]
        need(shape, f'no timing: {name}')
        if 'rrule' in fields:
            need(not {'when', 'before', 'day', 'due', 'every'} & set(shape), f'two timings: {name}')
            return recur(fields, self.phrases, self.issued, self.policy(fields), activity)
        policy, phrases, calendar_ = self.policy(fields), self.phrases, self.phrases.work
        if 'every' in fields:
            need(not {'when', 'before'} & set(shape), f'two timings: {name}')
            return recur(fields, phrases, self.issued, policy, activity)
        need(shape in (['day'], ['when'], ['from', 'to'], ['due'], ['before']), f'two timings: {name}: {shape}')
        waits = [Occurrence(None, None, None, None, None, False, True)]
        if shape[0] in ('when', 'from'):
            if shape == ['when']:
                s = fold_value(fields['when'])
                if s in ('as needed', fold_value('khi phát sinh')):
                    return []
                if s in ('undated', fold_value('chưa ấn định thời hạn')):
                    return [Occurrence(None, None, None, None, None, False, False)]
                if s in ('ongoing', fold_value('thường xuyên')):
                    return [Occurrence(None, None, self.first, None, None, False, False)]
                span = phrases.window(fields['when'], activity)
            else:
                a, b = phrases.day(fields['from'], activity), phrases.day(fields['to'], activity)
                span = WAITING if WAITING in (a, b) else Span(a.first, b.last, a.tentative or b.tentative)
                if span is not WAITING:
                    need(span.first <= span.last and phrases.overlaps(span), f'empty window: {name}')
                    span = span._replace(first=max(span.first, self.first), last=min(span.last, self.last))
            if span is WAITING:
                return waits
            need(not self.issued or span.last >= self.issued, f'before issue: {name}')
            due, lean = calendar_.shift(span.last, policy or 'keep')
            need(due, f'no occurrence: {name}')
            return [Occurrence(None, None, min(span.first, due), due, span.last, span.tentative or lean, False)]

        kind = shape[0]
        texts = list({fold_value(t): t for t in items(fields[kind])}.values())
        out, some_wait, seen = [], False, set()
        for text in texts:
            span = phrases.day(text, activity)
            if span is WAITING:
                some_wait = True
                continue
            nominal = span.first - DAY if kind == 'before' else span.last
            need(phrases.inside(nominal), f'outside the period: {name}')
            if nominal in seen or self.issued and nominal < self.issued:
                continue
            seen.add(nominal)
            due, lean = calendar_.shift(nominal, policy or ('keep' if kind == 'day' else 'previous'))
            if due is None:
                continue
            key = nominal.isoformat() if len(texts) > 1 else None
            out.append(Occurrence(key, None, due, due, nominal, span.tentative or lean, False))
        need(out or some_wait, f'before issue, or no occurrence: {name}')
        return out + waits * some_wait

    # -- people

    def leaves(self, id):
        """The unit itself, or all that a group holds, groups within it opened."""
        need(id in self.units, f'unknown unit: {id}')
        members = self.units[id].members
        return [leaf for m in members for leaf in self.leaves(m)] if members else [id]

    def in_charge(self, id, day):
        """The unit in force on the day: the unit itself, or who succeeds it."""
        unit = self.units[id]
        if day is None:
            return id
        if (unit.until and day > unit.until) or (unit.since and day < unit.since):
            need(len(unit.successors) == 1, f'unit not in force: {id} on {day}')
            return self.in_charge(unit.successors[0], day)
        return id

    def read_units_of(self, value):
        """(ids, whether `each` is written)."""
        ids, each = [], False
        for text in value if isinstance(value, list) else [value]:
            m = EACH.match(text.strip()) or EACH.match(fold_value(text))
            each = each or bool(m)
            ids += items(m[1] if m else text)
        return [i.strip() for i in ids], each

    def written(self, role, own, activity):
        """(value, whether it comes from the defaults); what is nearer replaces, `none` clears."""
        for fields, default in ((own, False), (activity, False), (self.defaults, True)):
            if role in fields:
                value = fields[role]
                if isinstance(value, str) and fold_value(value) in NONE:
                    return None, default
                return value, default
        return None, False

    def people(self, role, value, default, lead, day):
        """The ids of a role other than lead."""
        out = []
        if value is None:
            return out
        written = self.read_units_of(value)[0]
        for id in written:
            group = bool(self.units[id].members)
            for leaf in self.leaves(id):
                unit = self.in_charge(leaf, day)
                if unit == lead:
                    if role == 'monitor' and default and not group:
                        unit = self.units[lead].parent
                        if unit is None:
                            continue
                    elif role in ('coordinate', 'implement') or default or group and leaf not in written:
                        continue
                if unit not in out:
                    out.append(unit)
        return out

    # -- tasks

    def tasks(self, as_of):
        out = []
        for work in self.works:
            out += self.tasks_of(work, as_of)
        ids = [t['id'] for t in out]
        need(len(set(ids)) == len(ids), 'an id twice')
        refs = [ref(i) for i in ids]
        ordered = sorted(refs)
        for task, full in zip(out, refs):
            length = 4
            while sum(other.startswith(full[:length]) for other in ordered) > 1:
                length += 1
            task['ref'] = full[:length]
        far = date.max.isoformat() + '~'
        out.sort(key=lambda t: (t['start'] or far, t['due'] or far, t['id']))
        return {'plans': [self.id], 'tasks': out}

    def tasks_of(self, work, as_of):
        activity, phase, own, above = work
        lead_value, _ = self.written('lead', own, above)
        need(lead_value, f'no lead: {activity}')
        leads, fan_lead = self.read_units_of(lead_value)
        implement, _ = self.written('implement', own, above)
        fan_implement = implement is not None and self.read_units_of(implement)[1]
        need(not (fan_lead and fan_implement), f'each twice: {activity}')
        need(fan_lead or len(leads) == 1 and not self.units[leads[0]].members, f'not one lead: {activity}')

        def unique(ids):
            return list(dict.fromkeys(leaf for i in ids for leaf in self.leaves(i)))
        if 'coordinate' in own or 'coordinate' in above:
            value = self.written('coordinate', own, above)[0]
            if value and not fan_lead and not self.written('lead', own, above)[1]:
                need(leads[0] not in self.read_units_of(value)[0], 'lead also coordinates')
        out = []
        for o in self.occurrences(work):
            day = o.due or o.start
            for time in self.times(own)[:1 if o.nominal is None else None]:
                if fan_lead:
                    for member in unique(leads):
                        unit = self.in_charge(member, day)
                        out.append(self.task(work, o, time, unit, unit, member, None, as_of))
                    continue
                lead = self.in_charge(leads[0], day)
                out.append(self.task(work, o, time, lead, lead, None, None, as_of))
                if fan_implement:
                    for member in unique(self.read_units_of(implement)[0]):
                        unit = self.in_charge(member, day)
                        if unit != lead:
                            out.append(self.task(work, o, time, unit, lead, member, [unit], as_of))
        return out

    def times(self, fields):
        """[(start, end, several)], or [None] where no time is written."""
        if 'time' not in fields:
            return [None]
        texts = items(fields['time'], commas=False)
        out = []
        for text in texts:
            ends = [self.clock(t) for t in re.split(r'\s*[-–]\s*', text)]
            need(len(ends) in (1, 2), f'not a time: {text}')
            out.append((ends[0], ends[1] if len(ends) == 2 else None, len(texts) > 1))
        return out

    @staticmethod
    def clock(text):
        m = v(r'^(\d\d?)(?::| ?giờ ?|h)(\d\d)?$').match(fold_value(text))
        need(m and int(m[1]) < 24, f'not a time: {text}')
        return f'{int(m[1]):02}:{int(m[2] or 0):02}'

    def task(self, work, o, time, unit, lead, at, implement, as_of):
        activity, phase, own, above = work
        key = o.key
        if time and time[2] and not o.nominal:
            time = None
        if time and time[2]:
            key = (key or o.nominal.isoformat()) + 'T' + time[0].replace(':', '')
        id = f'{self.id}/{activity}' + (f'.{phase}' if phase else '') + (f'/{key}' if key else '') + (f'@{at}' if at else '')
        title = own.get('title', above.get('title'))
        text = o.text or (o.due.strftime('%d/%m/%Y') if o.due else None)
        if re.search(r'\{(period|kỳ)\}', title):
            need(text, f'no period for the title of {id}')
            title = re.sub(r'\{(period|kỳ)\}', text, title)
        roles = {}
        for role in ROLES:
            value, default = self.written(role, own, above)
            roles[role] = self.people(role, value, default, lead, o.due or o.start)
        if implement is not None:
            roles['implement'] = implement

        def ids(name):
            value, _ = self.written(name, own, above)
            return items(value)
        product, _ = self.written('product', own, {} if own is above else above)
        iso = lambda d: d.isoformat() if d else None
        return {
            'id': id, 'ref': None, 'plan': self.id, 'activity': activity, 'phase': phase, 'title': title,
            'unit': unit, 'lead': lead, **roles,
            'themes': ids('themes'), 'target_groups': ids('target_groups'), 'channels': ids('channels'),
            'start': iso(o.start), 'due': iso(o.due), 'nominal': iso(o.nominal),
            'time': {'start': time[0], 'end': time[1]} if time else None,
            'tentative': o.tentative, 'waiting': o.waiting,
            'product': [self.product(p) for p in items(product, commas=False)],
            'place': own.get('place', above.get('place')),
            'state': 'open',
            'timeliness': 'no-deadline' if o.due is None else 'overdue' if o.due < as_of else 'in-time',
            'verification': 'none', 'done_on': None,
        }

    @staticmethod
    def product(text):
        m = re.match(r'^(\d{1,3}(?:\.\d{3})+|\d+) (.+)$', text)
        return {'quantity': int(m[1].replace('.', '')), 'of': m[2].strip()} if m else {'quantity': None, 'of': text}


# ----------------------------------------------------------------------------------------------------------------- ref

MASK = (1 << 64) - 1
CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'


def fnv1a(data, value=0xcbf29ce484222325):
    for byte in data:
        value = (value ^ byte) * 0x100000001b3 & MASK
    return value


def ref(id):
    """All 13 digits of a task's reference."""
    z = fnv1a(id.encode())
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9 & MASK
    z = (z ^ z >> 27) * 0x94d049bb133111eb & MASK
    z ^= z >> 31
    return ''.join(CROCKFORD[z >> 5 * i & 31] for i in range(12, -1, -1))


def render(result):
    """The JSON, one task a line."""
    lines = ',\n'.join(json.dumps(t, ensure_ascii=False) for t in result['tasks'])
    return '{"plans": %s, "tasks": [\n%s\n]}\n' % (json.dumps(result['plans']), lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('plan', nargs='?')
    parser.add_argument('--write', metavar='DIR')
    parser.add_argument('--as-of', type=date.fromisoformat, default=date(2018, 6, 1))
    options = parser.parse_args()
    if options.write:
        for name in sorted(os.listdir(options.write)):
            if name.endswith('.yaml'):
                path = os.path.join(options.write, name)
                try:
                    text = render(Plan(path).tasks(options.as_of))
                except Unsupported as e:
                    sys.exit(f'{path}: {e}')
                with open(path[:-5] + '.tasks.json', 'w', encoding='utf-8', newline='\n') as f:
                    f.write(text)
    elif options.plan:
        try:
            sys.stdout.write(render(Plan(options.plan).tasks(options.as_of)))
        except Unsupported as e:
            sys.exit(f'{options.plan}: {e}')
    else:
        parser.error('a plan, or --write DIR')


if __name__ == '__main__':
    main()
