#!/usr/bin/env python3
"""Random plans, to hold the program against oracle.py.

    random-plans.py FIRST LAST --program PATH     compares the plans number FIRST to LAST; prints each one that differs
    random-plans.py --write DIR COUNT             DIR/random-0001.yaml and on: COUNT plans that oracle.py takes, of moderate size
    random-plans.py --show NUMBER                 prints plan number NUMBER

A number is always the same plan. About a third of the plans are invalid, on purpose or by chance; of those the activities are left out
that make them so. What is compared is every field of every task, and their order, as of 2018-06-01. Needs what oracle.py needs.
"""
import argparse, collections, functools, importlib.util, json, os, random, re, subprocess, sys, tempfile, unicodedata
from datetime import date
from multiprocessing import Pool
import oracle
from oracle import DAY, KEY_NAMES, month_end

AS_OF = date(2018, 6, 1)
NAMES = {level: {name.partition('|')[0].strip(): [n.strip() for n in re.split('[|,]', name)] for name in text.split(';')}
         for level, text in KEY_NAMES.items()}     # English name of a key -> all its names
OPEN = [('ongoing', 'thường xuyên'), ('undated', 'chưa ấn định thời hạn'), ('as needed', 'khi phát sinh')]
POLICIES = [('next', 'ngày làm việc kế tiếp'), ('next', 'dời sau'), ('previous', 'ngày làm việc liền trước'),
            ('previous', 'dời trước'), ('keep', 'giữ nguyên'), ('keep', 'giữ'), ('skip', 'bỏ qua'), ('skip', 'bỏ'), ('none', 'không')]


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def is_open(fields):
    return any(fields.get('when') in names for names in OPEN)


@functools.lru_cache(None)
def rrule_module():
    """rrule.py beside this file, which makes rules."""
    spec = importlib.util.spec_from_file_location('rules', os.path.join(oracle.HERE, 'rrule.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Gen:
    """One plan. `small` is for one with few tasks and more activities: nothing recurs daily."""

    def __init__(self, n, small=False):
        self.r = r = random.Random(n)
        self.n, self.small = n, small
        self.vi = r.choice([0, 0.5, 1])
        self.lean = r.choice(['', '', 'tet', 'swap', 'edge', 'holiday'])

    # -- spelling

    def p(self, x):
        return self.r.random() < x

    def v(self, en, vi):
        return vi if self.p(self.vi) else en

    def pick(self, *xs):
        return self.r.choice(xs)

    def key(self, level, name):
        names = NAMES[level].get(name, [name])
        k = names[0] if not self.p(self.vi) or len(names) == 1 else self.r.choice(names[1:])
        if k != names[0] and self.p(0.3):
            d = unicodedata.normalize('NFD', k)
            k = ''.join(c for c in d if not unicodedata.combining(c)).replace('đ', 'd').replace('Đ', 'd')
            if self.p(0.5):
                k = k.replace(' ', self.pick('_', '-'))
        if self.p(0.05):
            k = k.capitalize()
        if self.p(0.03):
            k = unicodedata.normalize('NFD', k)
        return k

    def val(self, t):
        """Another spelling of the same phrase."""
        if self.p(0.06):
            t = t.upper()
        elif self.p(0.06):
            t = t[:1].upper() + t[1:]
        if self.p(0.04):
            t = unicodedata.normalize('NFD', t)
        if self.p(0.03):
            t = t.replace(' ', '  ', 1)
        return t

    def emit(self, level, mapping, indent):
        """The mapping as lines of YAML."""
        out = []
        pad = '  ' * indent
        for k, x in mapping.items():
            key = quoted(self.key(level, k) if level else k)
            if isinstance(x, dict):
                if k in ('units', 'members', 'activities', 'phases', 'milestones', 'days_off', 'working_days', 'except'):
                    out.append(f'{pad}{key}:')
                    inner = {'units': 'unit', 'members': 'unit', 'activities': 'activity', 'phases': 'activity'}.get(k)
                    for kk, xx in x.items():
                        if isinstance(xx, dict):
                            out.append(f'{pad}  {kk}:')
                            out += self.emit(inner, xx, indent + 2)
                        else:
                            out.append(f'{pad}  {quoted(kk)}: {quoted(xx)}')
                else:
                    out.append(f'{pad}{key}:')
                    out += self.emit(k if level == 'head' and k in KEY_NAMES else None, x, indent + 1)
            elif isinstance(x, list):
                out.append(f'{pad}{key}: [' + ', '.join(map(quoted, x)) + ']')
            else:
                plain = self.p(0.5) and ',' not in x and ': ' not in x and ' #' not in x and x[0].isalnum() and x[-1] != ':'
                out.append(f'{pad}{key}: ' + (x if plain else quoted(x)))
        return out

    # -- dates

    def some_day(self):
        r = self.r
        a, b = self.first, self.last
        lean = self.lean if self.p(0.6) else ''
        d = None
        if lean == 'tet':
            y = r.choice(range(a.year, b.year + 1))
            d = oracle.lunar_day(y, 1, 1) + r.randint(-14, 14) * DAY
        elif lean in ('swap', 'holiday'):
            off, worked = oracle.vn_days()[:2]
            near = [x for x in (worked if lean == 'swap' else off) if a <= x <= b]
            if near:
                d = r.choice(sorted(near)) + r.randint(-3, 3) * DAY
        elif lean == 'edge':
            y = r.choice(range(a.year, b.year + 1))
            d = r.choice([date(y, 1, 1) + r.randint(0, 8) * DAY, date(y, 12, 31) - r.randint(0, 8) * DAY,
                          a + r.randint(0, 5) * DAY, b - r.randint(0, 5) * DAY])
        if d is None or not a <= d <= b:
            if self.p(0.12):
                d = month_end(r.choice(range(a.year, b.year + 1)), r.randint(1, 12))
            if d is None or not a <= d <= b:
                d = a + r.randint(0, (b - a).days) * DAY
        return d

    def date_text(self, d):
        two = self.first.year != self.last.year
        if two:
            c = 0
            for y in range(self.first.year, self.last.year + 1):
                try:
                    c += self.first <= date(y, d.month, d.day) <= self.last
                except ValueError:
                    pass
            if c != 1 and not self.p(0.03):
                return d.strftime(self.pick('%d/%m/%Y', '%Y-%m-%d'))
        elif d.year != self.first.year:
            return d.strftime('%d/%m/%Y')
        return d.strftime(self.r.choices(['%d/%m', '%d/%m/%Y', '%Y-%m-%d'], [8, 1, 1])[0])

    def named(self):
        if self.p(0.3):
            return f'{self.r.randint(1, 29):02}/{self.r.randint(1, 12):02} ' + self.v('lunar', 'âm lịch')
        return self.pick('tet', 'Tết', 'ram-thang-gieng', 'gio-to', 'trung-thu', 'ong-tao')

    def offset(self, base, most=40):
        n = self.r.choice([1, 1, 2, 3, 5, 7, 10, 15, self.r.randint(1, most)])
        unit = self.r.choice('wwwddkm')
        en = {'w': 'working day', 'd': 'day', 'k': 'week', 'm': 'month'}[unit] + ('s' if n != 1 else '')
        vi = {'w': 'ngày làm việc', 'd': 'ngày', 'k': 'tuần', 'm': 'tháng'}[unit]
        if unit in 'km':
            n = self.r.randint(1, 3)
        if unit in 'km' and n == 1:
            en = en.rstrip('s')
        elif unit in 'km':
            en = en.rstrip('s') + 's'
        before = self.p(0.5)
        nn = f'{n:02}' if self.p(0.1) else str(n)
        if self.p(self.vi):
            w = 'trước' if before else 'sau'
            return f'{nn} {vi} {w} {base}' if self.p(0.6) or re.match(r'\d+ \D|sau|trước', base) else f'{w} {base} {nn} {vi}'
        return f'{nn} {en} {"before" if before else "after"} {base}'

    def anchor_name(self):
        c = []
        if self.milestones:
            c.append(self.r.choice(list(self.milestones)))
        if self.done:
            c += [self.r.choice(self.done)] * 2
        return self.r.choice(c) if c else None

    def day_expr(self, depth=0):
        x = self.r.random()
        if x < 0.5:
            return self.date_text(self.some_day())
        if x < 0.62:
            return self.named()
        if x < 0.7:
            a = self.anchor_name()
            if a:
                return a
            return self.date_text(self.some_day())
        base = self.anchor_name() if self.p(0.5) else None
        base = base or (self.named() if self.p(0.4) else self.date_text(self.some_day()))
        if depth < 1 and self.p(0.1):
            inner = self.offset(base, 8)
            return self.offset(inner, 10) if inner[0].isdigit() else inner
        return self.offset(base)

    def list_of(self, f, most=4):
        n = self.r.choice([1, 1, 1, 2, 3, self.r.randint(1, most)])
        xs = [self.val(f()) for _ in range(n)]
        if n == 1:
            return xs[0] if self.p(0.8) else xs
        return ', '.join(xs) if self.p(0.5) else xs

    def month_name(self):
        m = self.some_day().month
        return self.v(oracle.MONTHS[m - 1].capitalize(), f'tháng {m}' if self.p(0.8) else f'tháng {m:02}')

    def year_of(self):
        if self.first.year != self.last.year and self.p(0.7) or self.p(0.05):
            return f'/{self.some_day().year}'
        return ''

    def window(self, milestone=False):
        x = self.r.random()
        if x < 0.2:
            t = self.month_name() + self.year_of()
        elif x < 0.4:
            m = self.month_name() + self.year_of()
            en = m[0].isupper()
            part = self.pick('early', 'mid', 'late') + ' ' if en and self.p(0.9) else self.pick('đầu', 'giữa', 'cuối') + ' '
            t = part + m
        elif x < 0.55:
            t = self.v(f'Q{self.r.randint(1, 4)}', 'quý ' + self.pick('I', 'II', 'III', 'IV', '1', '2', '3', '4')) + self.year_of()
        elif x < 0.63:
            t = self.v(self.pick('H1', 'H2', '9 months'), self.pick('6 tháng đầu năm', '6 tháng cuối năm', '9 tháng'))
        elif x < 0.67:
            t = self.v('year', 'cả năm')
        elif x < 0.8:
            a, b = sorted([self.some_day(), self.some_day()])
            year = self.first.year != self.last.year
            a, b = (self.v(oracle.MONTHS[d.month - 1].capitalize(), f'tháng {d.month}') + f'/{d.year}' * year for d in (a, b))
            t = f'{a} {self.v("to", self.pick("đến", "đến hết"))} {b}'
            if self.p(0.3) and 'đến' in t:
                t = 'từ ' + t
        elif x < 0.95 or milestone or not self.milestones:
            a, b = sorted([self.some_day(), self.some_day()])
            a, b = self.date_text(a), self.date_text(b)
            if self.p(0.15):
                a = self.day_expr()
            if self.p(0.15):
                b = self.day_expr()
            t = f'{a} {self.v("to", "đến")} {b}'
        else:
            t = self.r.choice(list(self.milestones))
        if self.p(0.12):
            t = self.v('expected', 'dự kiến') + ' ' + t
        return t

    # -- recurrences

    def weekday(self):
        i = self.r.randint(0, 6)
        en = 'mon monday,tue tuesday,wed wednesday,thu thursday,fri friday,sat saturday,sun sunday'.split(',')[i].split()
        vi = ('chủ nhật,CN' if i == 6 else f'thứ {"hai ba tư năm sáu bảy".split()[i]},thứ {i + 2},T{i + 2}').split(',')
        return self.r.choice(vi) if self.p(self.vi) else self.r.choice(en)

    def month_selector(self):
        x = self.r.random()
        if x < 0.3:
            d = self.r.choice([self.r.randint(1, 31), 1, 15, 20, 28, 29, 30, 31])
            return self.pick(str(d), f'{d:02}', self.v('day', 'ngày') + f' {d}')
        if x < 0.42:
            return self.v('last day', self.pick('ngày cuối', 'ngày cuối tháng'))
        if x < 0.7:
            if self.p(self.vi):
                w = self.pick('thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật', 'thứ 2', 'T3', 'CN')
                n = self.r.randint(2, 4)
                return w + ' ' + self.pick('đầu tiên', 'cuối', 'cuối tháng', f'thứ {n} trong tháng', f'thứ {n}')
            return (self.pick('first', 'second', 'third', 'fourth', 'last') + ' ' +
                    self.pick('monday', 'tuesday', 'wed', 'thursday', 'fri', 'saturday', 'sunday'))
        if self.p(self.vi):
            return 'ngày làm việc ' + self.pick('đầu tiên', 'cuối', f'thứ {self.r.choice([2, 3, 5, 10, 15, 20, 21, 22])}')
        n = self.r.choice([2, 3, 4, 5, 10, 15, 20, 21, 22])
        suffix = {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10 if n not in (11, 12, 13) else 0, 'th')
        return self.pick('first', 'last', 'second', f'{n}{suffix}', f'{n}{suffix}') + ' working day'

    def selector(self, kind, rep):
        if kind == 'week':
            return self.weekday()
        if rep and self.p(0.5):
            n = self.r.randint(1, 10)
            return self.v(f'{n} working day{"s" if n > 1 else ""} after cut-off', f'{n} ngày làm việc sau ngày chốt số liệu')
        s = self.month_selector()
        en = all(ord(c) < 128 for c in s) and not s.startswith(('T3', 'CN'))
        if kind == 'month':
            if self.p(0.15):
                s += ' of next month' if en else ' tháng sau' if not s.endswith('tháng') else ''
            return s
        if kind == 'year' and self.p(0.25):
            return self.some_day().strftime('%d/%m') if not self.p(0.1) else '29/02'
        size = {'quarter': 3, 'half-year': 6, '9 months': 9, 'year': 12}[kind]
        x = self.r.random()
        if x < 0.3:
            return s
        if en:
            return s + ' of ' + self.pick('first month', 'second month', 'last month', f'month {self.r.randint(1, size)}', 'next month')
        if s.endswith('tháng'):
            return s
        return s + ' tháng ' + self.pick('đầu quý', 'đầu kỳ', 'cuối quý', 'cuối kỳ', 'cuối năm', 'sau')

    def every(self, f):
        r = self.r
        often = {'day': 0 if self.small else 4, 'working day': 0 if self.small else 6, 'week': 15, 'month': 15, 'quarter': 12,
                 'half-year': 8, 'year': 8, 'N days': 6, 'N weeks': 8, 'N months': 8, 'rep': 12 if self.cut else 0, 'rrule': 8}
        kind = r.choices(list(often), list(often.values()))[0]
        hang = self.pick('hằng ', 'hàng ')
        if kind == 'rrule':
            f['rrule'] = self.rrule()
        elif kind == 'day':
            f['every'] = self.v('day', hang + 'ngày')
        elif kind == 'working day':
            f['every'] = self.v('working day', 'ngày làm việc')
        elif kind == 'N days':
            n = r.randint(2, 40)
            f['every'] = f'{n} ' + self.v('days', 'ngày')
        else:
            rep = kind == 'rep'
            if rep:
                names = {'month': 'tháng', 'quarter': 'quý', 'half-year': '6 tháng', '9 months': '9 tháng', 'year': 'năm'}
                base = r.choice(list(names))
                f['every'] = self.v('reporting ' + base, 'kỳ báo cáo ' + names[base])
            elif kind[0] == 'N':
                base = kind[2:-1]
                n = r.randint(2, 7)
                if kind == 'N months' and n == 6 and self.p(0.8):
                    n = 5
                f['every'] = f'{n} ' + self.v(base + 's', {'week': 'tuần', 'month': 'tháng'}[base])
            else:
                base = kind
                names = {'week': hang + 'tuần', 'month': hang + 'tháng', 'quarter': hang + 'quý', 'half-year': '6 tháng', 'year': hang + 'năm'}
                f['every'] = self.v(kind, names[kind])
            mode = self.pick('day', 'due')
            f[mode] = self.list_of(lambda: self.selector(base, rep), 3)
        if self.p(0.3):
            a, b = sorted([self.some_day(), self.some_day()])
            if self.p(0.7):
                f['from'] = self.val(self.date_text(a) if self.p(0.75) else self.day_expr())
            if self.p(0.7):
                f['to'] = self.val(self.date_text(b) if self.p(0.75) else self.day_expr())
        if self.p(0.25):
            def e():
                return self.day_expr() if self.p(0.5) else self.window()
            if self.p(0.3):
                f['except'] = {e(): 'lý do' for _ in range(r.randint(1, 3))}
            else:
                f['except'] = self.list_of(e, 3)
        if self.p(0.2):
            f['also'] = self.list_of(lambda: self.date_text(self.some_day()) if self.p(0.7) else self.day_expr(), 3)

    def rrule(self):
        rules = rrule_module()
        while True:
            rules.R.seed(self.r.random())
            parts = rules.random_rule(self.first, self.last)
            if not rules.is_disputed(parts) and not (self.small and parts['FREQ'] == ['DAILY']):
                return rules.text(parts)

    def timing(self, f):
        x = self.r.random()
        if x < 0.13:
            f['day'] = self.list_of(self.day_expr)
        elif x < 0.27:
            f['when'] = self.val(self.window())
        elif x < 0.33:
            a, b = sorted([self.some_day(), self.some_day()])
            f['from'] = self.date_text(a) if self.p(0.5) else self.day_expr()
            f['to'] = self.date_text(b) if self.p(0.5) else self.day_expr()
        elif x < 0.44:
            f['due'] = self.list_of(self.day_expr)
        elif x < 0.51:
            f['before'] = self.list_of(self.day_expr)
        elif x < 0.54:
            f['when'] = self.v(*self.pick(*OPEN))
        else:
            self.every(f)
        if self.p(0.45):
            f['on_day_off'] = self.v(*self.pick(*POLICIES))
        if self.p(0.2) and not is_open(f):
            n = self.pick(1, 1, 2, 3)
            hours = self.r.sample(range(1, 20), n)
            ts = []
            for h in hours:
                m = self.pick(0, 30, 15)
                ts.append(self.clock(h, m) + (self.pick('-', ' - ', '–') + self.clock(h + 1, self.pick(0, 45)) if self.p(0.5) else ''))
            f['time'] = ts if n > 1 else ts[0]

    def clock(self, h, m):
        return self.pick(f'{h:02}:{m:02}', f'{h}h{m:02}', f'{h:02} giờ {m:02}')

    # -- people and the whole

    def people(self, f):
        x = self.r.random()
        leaf = [u for u in self.leaf if u != 'to-moi']
        if x < 0.6:
            f['lead'] = self.r.choice(leaf)
        elif x < 0.75:
            f['lead'] = self.v('each ', 'mỗi ') + self.r.choice(self.groups)
        elif x < 0.8:
            f['lead'] = self.v('each ', 'mỗi ') + self.r.choice(self.groups) + ', ' + self.r.choice(self.groups)
        elif not self.has_lead:
            f['lead'] = self.r.choice(leaf)
        for role in ('coordinate', 'implement', 'monitor', 'report_to'):
            if self.p(0.2):
                if role == 'implement' and self.p(0.5) and not f.get('lead', '').lower().startswith(('each', 'mỗi')):
                    f[role] = self.v('each ', 'mỗi ') + self.r.choice(self.groups)
                elif self.p(0.1):
                    f[role] = self.v('none', 'không')
                else:
                    us = self.r.sample(leaf + self.groups, self.pick(1, 1, 2))
                    f[role] = us if self.p(0.5) else ', '.join(us)

    def plan(self):
        r = self.r
        two = self.p(0.2)
        year = r.randint(2018, 2030)
        head = {'plan': f'p-{self.n}', 'title': 'Kế hoạch'}
        if two:
            a = date(year, r.randint(1, 12), self.pick(1, 1, 15, r.randint(1, 28)))
            b = date(year + 1, r.randint(1, 12), self.pick(1, 28, r.randint(1, 28)))
            if self.p(0.6):
                b = date(year + 1, a.month, a.day) - DAY
            self.first, self.last = a, b
            if a.year == b.year:
                self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        elif self.p(0.15):
            self.first, self.last = date(year, r.randint(1, 5), r.randint(1, 28)), date(year, r.randint(7, 12), r.randint(1, 28))
        else:
            self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        if (self.first, self.last) == (date(year, 1, 1), date(year, 12, 31)):
            head['year'] = str(year)
        elif self.first.year == self.last.year and self.p(0.4):
            head['year'] = str(year)
            head['period'] = {'from': self.first.strftime('%d/%m'), 'to': self.last.strftime('%d/%m')}
        else:
            head['period'] = {'from': self.first.strftime('%d/%m/%Y'), 'to': self.last.strftime('%d/%m/%Y')}
        self.milestones, self.done = {}, []
        if self.p(0.35):
            d = self.some_day()
            if self.p(0.7):
                d = min(d, self.first + r.randint(0, 120) * DAY)
            head['document'] = {'issued': d.strftime('%d/%m/%Y')}
        self.cut = self.p(0.8 if self.small else 0.4)
        if self.cut:
            head['reporting'] = {'cut_off': str(r.choice([14, 14, 14, 1, 10, 20, 25, 28, 29, 30, 31]))}
        cal = {}
        if self.p(0.08):
            cal['holidays'] = self.pick('vn', 'none')
        for k in ('days_off', 'working_days'):
            if self.p(0.15):
                ds = [self.date_text(self.some_day()) for _ in range(r.randint(1, 4))]
                cal[k] = {d: 'x' for d in ds} if self.p(0.4) else ds
        if self.p(0.5):
            ms = {}
            for i in range(r.randint(1, 3)):
                x = r.random()
                if x < (0.3 if self.small else 0.15):
                    t = self.v('pending', 'chờ')
                elif x < 0.5:
                    t = self.window(milestone=True)
                elif x < 0.9:
                    t = self.day_expr()
                else:
                    t = self.v('expected ', 'dự kiến ') + self.date_text(self.some_day())
                ms[f'moc-{i}'] = self.val(t)
                self.milestones = dict(ms)
            cal['milestones'] = ms
        if cal:
            head['calendar'] = cal
        units = {'ubnd': 'UBND', 'phong': {'name': 'Phòng', 'parent': 'ubnd'}, 'dai': 'Đài',
                 'tap-the': {'name': 'Các ban', 'collective': self.v('yes', 'có')},
                 'phuong': {'name': 'Các phường', 'members': {'p1': 'Phường 1', 'p2': 'Phường 2'}}}
        self.leaf, self.groups = ['ubnd', 'phong', 'dai', 'tap-the', 'p1', 'p2'], ['phuong']
        if self.p(0.3):
            units['nhom'] = {'name': 'Nhóm', 'members': ['p2', 'dai']}
            self.groups.append('nhom')
            if self.p(0.5):
                units['lon'] = {'name': 'Lớn', 'members': 'phuong, nhom'}
                self.groups.append('lon')
        if self.p(0.25):
            end = self.some_day()
            units['to-cu'] = {'name': 'Tổ cũ', 'to': end.strftime('%d/%m/%Y'), 'successor': 'to-moi', 'parent': 'phong'}
            units['to-moi'] = {'name': 'Tổ mới', 'from': (end + DAY).strftime('%d/%m/%Y'), 'parent': 'ubnd'} if self.p(0.7) else 'Tổ mới'
            self.leaf += ['to-cu', 'to-moi']
            units['cac-to'] = {'name': 'Các tổ', 'members': ['to-cu', 'p1']}
            self.groups.append('cac-to')
        head['units'] = units
        self.has_lead = False
        if self.p(0.4):
            d = {}
            if self.p(0.4):
                d['lead'] = r.choice(['ubnd', 'phong', 'dai'])
                self.has_lead = True
            for role in ('coordinate', 'monitor', 'report_to'):
                if self.p(0.4):
                    d[role] = r.choice(['phong', 'ubnd', 'dai', 'phuong'])
            if self.p(0.3):
                d['on_day_off'] = self.v(*self.pick(*POLICIES[:-1]))
            if d:
                head['defaults'] = d
        acts = {}
        for i in range(r.randint(4, 9) if self.small else r.randint(1, 4)):
            f = {'title': self.pick('Việc', 'Việc {period}', 'Việc {kỳ}')}
            self.people(f)
            if self.p(0.2):
                if 'lead' not in f and not self.has_lead:
                    f['lead'] = 'phong'
                ph = {}
                for j in range(r.randint(1, 3)):
                    g = {'title': 'Giai đoạn'} if self.p(0.7) else {}
                    own = ph and self.p(0.5)
                    if own:
                        self.done.append(self.r.choice(list(ph)) if self.p(0.5) else f'viec-{i}.' + self.r.choice(list(ph)))
                    self.timing(g)
                    if own:
                        self.done.pop()
                    if self.p(0.2):
                        g['lead'] = r.choice(['ubnd', 'dai', 'p1'])
                    ph[f'{self.pick("dot", "buoc")}-{j}'] = g
                f['phases'] = ph
                f['title'] = 'Việc'
                acts[f'viec-{i}'] = f
                self.done.append(f'viec-{i}')
                for x in ph:
                    self.done += [f'viec-{i}.{x}']
                if self.p(0.3):
                    self.done.append(r.choice(list(ph)))
            else:
                if 'lead' not in f and not self.has_lead:
                    f['lead'] = 'phong'
                self.timing(f)
                if is_open(f) or re.search('viec|dot|buoc|moc', str(f), re.I):      # may be without a day
                    f['title'] = 'Việc'
                acts[f'viec-{i}'] = f
                self.done.append(f'viec-{i}')
        if self.milestones and self.p(0.3) and self.done:
            ms = head['calendar']['milestones']
            k = list(ms)[-1]
            others = [str(x) for other, x in ms.items() if other != k] + [str(acts['viec-0'])]
            if not any(re.search('moc', x, re.I) for x in others):       # else it may hang on itself
                ms[k] = self.offset('viec-0') if self.p(0.7) else 'viec-0'
        names = list(acts)
        r.shuffle(names)
        self.head = head
        head['activities'] = {n: acts[n] for n in names}
        return '\n'.join(self.emit('head', head, 0)) + '\n'


# ----------------------------------------------------------------------------------------------------------- comparing

def by_oracle(path):
    """(its result, None), or (None, why the plan is not valid)."""
    try:
        return oracle.Plan(path).tasks(AS_OF), None
    except (oracle.Unsupported, ValueError, RecursionError) as e:      # no such day; a chain of names without an end
        return None, str(e)


def by_program(program, path):
    done = subprocess.run([program, 'tasks', path, '--format', 'json', '--as-of', AS_OF.isoformat()], capture_output=True, text=True)
    if done.returncode == 0:
        return json.loads(done.stdout), None
    return None, done.stdout[-500:] + done.stderr[-500:] if done.returncode == 1 else f'exit {done.returncode}: {done.stderr[-500:]}'


def compare(program, path):
    """(what differs or None, number of tasks, whether both call it invalid)."""
    ours, why = by_oracle(path)
    theirs, error = by_program(program, path)
    if error and error.startswith('exit'):
        return error, 0, False
    if ours is None or theirs is None:
        if ours is theirs:
            return None, 0, True
        return (f'the program takes it, oracle.py: {why}' if ours is None else f'oracle.py takes it, the program: {error}'), 0, False
    if ours == theirs:
        return None, len(ours['tasks']), False
    x, y = ({t['id']: t for t in result['tasks']} for result in (ours, theirs))
    out = [f'missing: {i} {x[i]["nominal"]} {x[i]["due"]}' for i in sorted(x.keys() - y)[:3]]
    out += [f'too many: {i} {y[i]["nominal"]} {y[i]["due"]}' for i in sorted(y.keys() - x)[:3]]
    for i in sorted(x.keys() & y)[:1000]:
        fields = {f: (x[i].get(f), y[i].get(f)) for f in x[i] | y[i] if x[i].get(f, 0) != y[i].get(f, 0)}
        if fields and len(out) < 6:
            out.append(f'{i} (oracle.py, program): {fields}')
    return '; '.join(out) or 'another order', len(x), False


def valid(n, path, small=False):
    """Writes plan number N without the activities that make it invalid; whether something is left."""
    gen = Gen(n, small)
    text = gen.plan()
    activities = gen.head['activities']
    while True:
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
        if by_oracle(path)[0] is not None:
            return True
        if len(activities) == 1:
            return False
        for name in list(activities):
            gen.head['activities'] = {a: x for a, x in activities.items() if a != name}
            text = '\n'.join(gen.emit('head', gen.head, 0)) + '\n'
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
            if by_oracle(path)[0] is not None:
                return True
        del activities[name]


def one(n, program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'plan.yaml')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(Gen(n).plan())
        result = compare(program, path)
        if result[2] and valid(n, path):
            result = compare(program, path)
        with open(path, encoding='utf-8') as f:
            return n, *result, f.read()


def run(first, last, program):
    counts = collections.Counter()
    with Pool() as pool:
        for n, different, tasks, invalid, text in pool.imap(functools.partial(one, program=program), range(first, last + 1), 20):
            counts.update({'plans': 1, 'tasks': tasks, 'invalid for both': invalid, 'different': different is not None})
            if different:
                print(f'# {n}: {different}\n{text}', flush=True)
    print(', '.join(f'{name}: {counts[name]}' for name in ('plans', 'tasks', 'invalid for both', 'different')))
    return counts['different'] > 0


def write(folder, count):
    """Plans with 10 to 80 tasks each."""
    written, n = 0, 0
    while written < count:
        n += 1
        path = os.path.join(folder, f'random-{written + 1:04}.yaml')
        if valid(n, path, small=True) and 10 <= len(by_oracle(path)[0]['tasks']) <= 80:
            written += 1
        else:
            os.remove(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('numbers', nargs='*', type=int, metavar='FIRST LAST')
    parser.add_argument('--program', metavar='PATH', help='the program `plan`')
    parser.add_argument('--write', nargs=2, metavar=('DIR', 'COUNT'))
    parser.add_argument('--show', type=int, metavar='NUMBER')
    options = parser.parse_args()
    if options.show is not None:
        sys.stdout.write(Gen(options.show).plan())
    elif options.write:
        write(options.write[0], int(options.write[1]))
    elif len(options.numbers) == 2 and options.program:
        sys.exit(run(*options.numbers, options.program))
    else:
        parser.error('FIRST LAST --program PATH, or --write DIR COUNT')


if __name__ == '__main__':
    main()
