#!/usr/bin/env python3
"""Works out apart from the program what an amendment does to the tasks, from `plan tasks` of both files, and compares `plan diff` with it.

    oracle.py --plan PROGRAM [--rounds N] [--seed S] [--keep FOLDER]     amends plans/*.yaml at random, N times
    oracle.py --plan PROGRAM OLD NEW                                     compares two plan files

Tasks are compared by their ids alone, former ones followed. Seed and number of rounds give the same again. The end is 1 where anything
differs, with the place of it; the plans of that round stay in the folder of --keep.
"""

import argparse, json, os, random, re, shutil, subprocess, sys, tempfile
import unicodedata

try:
    import yaml
except ImportError:
    sys.exit('oracle.py needs PyYAML (python3-yaml)')

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PLANS = ['bac-lieu-2018', 'ha-noi-2018', 'ha-noi-2019', 'ha-noi-2024', 'phuong-2026', 'tp-hcm-2022']
NO_STORE = os.path.join(tempfile.gettempdir(), 'no-such-store.sqlite')
MOVING = ['start', 'due', 'time', 'tentative', 'waiting']
REASSIGNING = ['unit', 'lead', 'coordinate', 'implement', 'monitor', 'report_to']
EDITING = ['title', 'product', 'channels', 'themes', 'target_groups', 'place']
FIELDS = MOVING + REASSIGNING + EDITING
UNIT_LISTS = ['coordinate', 'implement', 'monitor', 'report_to']


class Disagreement(Exception):
    """Where the program and this script differ."""


def run(program, *words):
    """What the program prints; None where it ends with 1, which is a plan with errors."""
    done = subprocess.run([program, *words, '--store', NO_STORE, '--lang', 'en'], capture_output=True, text=True, timeout=300)
    if done.returncode == 1:
        return None
    if done.returncode != 0:
        raise Disagreement(f'{" ".join(words)}: ended with {done.returncode}: {done.stderr.strip()[:2000]}')
    return done.stdout


def tasks(program, path):
    text = run(program, 'tasks', path, '--format', 'json')
    return None if text is None else json.loads(text)


# --- Names, from the YAML itself


def fold(key):
    """A key without marks, as the format compares keys."""
    text = unicodedata.normalize('NFD', key.lower()).replace('đ', 'd').replace('ð', 'd')
    return re.sub(r'[\s_-]+', '_', ''.join(c for c in text if not unicodedata.combining(c))).strip('_')


def value(mapping, *names):
    """The value of the first of some keys that a mapping has."""
    if isinstance(mapping, dict):
        for key, one in mapping.items():
            if fold(key) in names:
                return one
    return None


def listed(one):
    """A text with commas, or a list, as a list."""
    if one is None:
        return []
    return [str(text).strip() for text in (one if isinstance(one, list) else one.split(','))]


class Names:
    """The ids of a plan file and what they were before."""

    def __init__(self, path):
        self.units, self.heirs, self.paths, self.titles = {}, {}, {}, {}
        head = self.read(path)
        self.plan, self.former = value(head, 'plan', 'ma_ke_hoach'), listed(value(head, 'former_id', 'ma_cu'))
        files = [head] + [self.read(os.path.join(os.path.dirname(path), used)) for used in listed(value(head, 'use', 'dung_chung'))]
        for file in files:
            self.add_units(value(file, 'units', 'don_vi'))
        for activity, body in (value(head, 'activities', 'hoat_dong', 'nhiem_vu') or {}).items():
            own = [activity] + listed(value(body, 'former_id', 'ma_cu'))
            phases = value(body, 'phases', 'giai_doan')
            if not phases:
                self.paths[activity] = own
                self.titles[activity] = value(body, 'title', 'ten')
                continue
            for phase, part in phases.items():
                names = [phase] + listed(value(part, 'former_id', 'ma_cu'))
                self.titles[f'{activity}.{phase}'] = value(part, 'title', 'ten') or value(body, 'title', 'ten')
                self.paths[f'{activity}.{phase}'] = [f'{a}.{p}' for a in own for p in names]

    @staticmethod
    def read(path):
        with open(path, encoding='utf-8') as file:
            return yaml.load(file, yaml.BaseLoader)

    def add_units(self, units):
        for unit, body in (units or {}).items():
            if unit not in self.units:
                self.units[unit] = listed(value(body, 'former_id', 'ma_cu'))
                self.heirs[unit] = listed(value(body, 'successor', 'don_vi_ke_thua'))
            members = value(body, 'members', 'gom')
            if isinstance(members, dict):
                self.add_units(members)


def renamed(old, new):
    """The new name of each old one, where it has another; a name that is borne still is its own. `new` is name → former names."""
    result = {name: name for name in old if name in new}
    for name, former in new.items():
        if name in old:
            continue
        found = next((one for one in former if one in old and one not in result), None)
        if found:
            result[found] = name
    return result


# --- The difference


def split(task):
    """Path, key and owner of an id."""
    rest, _, owner = task['id'].partition('@')
    parts = rest.split('/')
    return parts[1], '/'.join(parts[2:]) or None, owner or None


def by_work(listing):
    """Tasks by path, then by key, then by owner."""
    result = {}
    for task in listing:
        path, key, owner = split(task)
        result.setdefault(path, {}).setdefault(key, {})[owner] = task
    return result


def pair_keys(before, after):
    """Pairs days by key; what is left over by day and hour, then by day, where that is unambiguous."""
    pairs = {key: key for key in before if key in after}
    for is_by_hour in (True, False):
        taken = set(pairs.values())

        def names(days, is_left):
            found = {}
            for key, owners in days.items():
                task = next(iter(owners.values()))
                if is_left(key) and task['nominal']:
                    hour = task['time']['start'] if is_by_hour and task['time'] else None
                    found.setdefault((task['nominal'], hour), []).append(key)
            return found

        left = names(after, lambda key: key not in taken)
        for name, keys in names(before, lambda key: key not in pairs).items():
            if len(keys) == 1 and len(left.get(name, [])) == 1:
                pairs[keys[0]] = left[name][0]
    return pairs


def pair_owners(before, after, units, old_names, new_names):
    """Pairs owners by unit; one with one; a unit with its only successor."""
    pairs = {}
    for owner in before:
        now = owner and units.get(owner)
        if (owner is None and None in after) or (now and now in after):
            pairs[owner] = now
    if len(before) == 1 and len(after) == 1:
        return {before[0]: after[0]}
    claims = {}
    for owner in before:
        if owner is None or owner in pairs:
            continue
        now = units.get(owner)
        heirs = (new_names.heirs.get(now) if now else None) or old_names.heirs.get(owner) or []
        if len(heirs) == 1 and heirs[0] in after and heirs[0] not in pairs.values():
            claims.setdefault(heirs[0], []).append(owner)
    pairs.update({owners[0]: heir for heir, owners in claims.items() if len(owners) == 1})
    return pairs


def changed_fields(one, other, units, is_title_same):
    """The fields in which a task differs, the units of the old plan under their new names."""
    found = []
    for field in FIELDS:
        was, now = one[field], other[field]
        if field in UNIT_LISTS:
            was, now = {units.get(unit, 'old ' + unit) for unit in was}, set(now)
        elif field in ('unit', 'lead'):
            was = units.get(was, 'old ' + was)
        elif field in ('channels', 'themes', 'target_groups'):
            was, now = set(was), set(now)
        elif field == 'product':
            was, now = sorted(map(str, was)), sorted(map(str, now))
        elif field == 'title' and is_title_same:
            # A day or period in a title follows the task.
            continue
        if was != now:
            found.append(field)
    return found


class Expected:
    """What is to come out."""

    def __init__(self, old, new, old_names, new_names, unit=None):
        self.changed, self.added, self.cancelled, self.unchanged = {}, {}, {}, 0
        self.unit = unit
        self.units = renamed(old_names.units, new_names.units)
        paths = renamed(old_names.paths, new_names.paths)
        before, after = by_work(old), by_work(new)
        for was, days in before.items():
            now = paths.get(was)
            self.work(days, after.pop(now, {}) if now else {}, old_names, new_names)
        for days in after.values():
            self.work({}, days, old_names, new_names)

    def concerns(self, before, after):
        """Whether the unit, under its name in either plan, has a part in a task."""
        if self.unit is None:
            return True
        sides = [(before, {self.unit}), (after, {self.unit, self.units.get(self.unit, self.unit)})]
        return any(task and names & {task['unit'], task['lead'], *sum((task[field] for field in UNIT_LISTS), [])} for task, names in sides)

    def work(self, before, after, old_names, new_names):
        keys = pair_keys(before, after)
        owners_before = list(next(iter(before.values()), {}))
        owners_after = list(next(iter(after.values()), {}))
        owners = pair_owners(owners_before, owners_after, self.units, old_names, new_names)
        met = set()
        for key, tasks_of_day in before.items():
            for owner, task in tasks_of_day.items():
                other = None
                if key in keys and owner in owners:
                    other = after[keys[key]].get(owners[owner])
                if not self.concerns(task, other):
                    if other:
                        met.add(other['id'])
                    continue
                if other is None:
                    self.cancelled[task['id']] = task
                    continue
                met.add(other['id'])
                titles = old_names.titles.get(split(task)[0]), new_names.titles.get(split(other)[0])
                fields = changed_fields(task, other, self.units, titles[0] == titles[1])
                if fields:
                    self.changed[other['id']] = (task, other, fields)
                else:
                    self.unchanged += 1
        for tasks_of_day in after.values():
            for task in tasks_of_day.values():
                if task['id'] not in met and self.concerns(None, task):
                    self.added[task['id']] = task

    def of(self, fields):
        return {task for task, (_, _, changed) in self.changed.items() if set(fields) & set(changed)}


def expect(is_so, text):
    if not is_so:
        raise Disagreement(text)


def expect_equal(found, expected, what):
    expect(found == expected, f'{what}: the program says {found!r}, the tasks say {expected!r}')


def compare(program, old_path, new_path, unit=None):
    """Compares the two; the number of tasks that change, or None where one of the plans has errors."""
    old, new = tasks(program, old_path), tasks(program, new_path)
    if old is None or new is None:
        return None
    text = run(program, 'diff', old_path, new_path, '--format', 'json', *(['--for', unit] if unit else []))
    expect(text is not None, 'plan diff finds errors where plan tasks finds none')
    found = json.loads(text)
    expected = Expected(old['tasks'], new['tasks'], Names(old_path), Names(new_path), unit)
    check_kinds(found, expected)
    check_items(found, expected)
    check_sums(found, expected)
    return len(expected.changed) + len(expected.added) + len(expected.cancelled)


def check_kinds(found, expected):
    kinds = {
        'moved': expected.of(MOVING), 'reassigned': expected.of(REASSIGNING), 'edited': expected.of(EDITING),
        'added': set(expected.added), 'cancelled': set(expected.cancelled),
    }
    for kind, ids in kinds.items():
        # What proves a task is not among what `plan tasks` says of it.
        told = [item['id'] for item in found[kind] if item['changed'] != ['evidence']]
        expect_equal(len(told), len(set(told)), f'{kind}: ids once each')
        extra, missing = sorted(set(told) - ids), sorted(ids - set(told))
        expect(not extra, f'{kind}: {extra[0] if extra else ""} should not be there (and {max(len(extra) - 1, 0)} more)')
        expect(not missing, f'{kind}: {missing[0] if missing else ""} is missing (and {max(len(missing) - 1, 0)} more)')
        order = [((item['after'] or item['before'])['start'] or (item['after'] or item['before'])['due'] or '9999', item['id']) for item in found[kind]]
        expect_equal(order, sorted(order, key=lambda one: (one[0], one[1].encode())), f'{kind}: by date, then by id')


def check_items(found, expected):
    for kind in ('moved', 'reassigned', 'edited', 'added', 'cancelled'):
        for item in found[kind]:
            fields = [field for field in item['changed'] if field != 'evidence']
            if item['changed'] == ['evidence']:
                expect(item['before']['evidence'] != item['after']['evidence'], f'{item["id"]}: the evidence is the same')
                continue
            what = f'{kind} {item["id"]}'
            if kind == 'added':
                was, now, changed = None, expected.added[item['id']], []
            elif kind == 'cancelled':
                was, now, changed = expected.cancelled[item['id']], None, []
            else:
                was, now, changed = expected.changed[item['id']]
            shown = now or was
            expect_equal(fields, changed, f'{what}: changed')
            expect_equal(item['former_id'], was['id'] if was and now and was['id'] != now['id'] else None, f'{what}: former_id')
            for field in ('ref', 'activity', 'phase', 'title', 'unit'):
                expect_equal(item[field], shown[field], f'{what}: {field}')
            for side, task in (('before', was), ('after', now)):
                expect_equal(item[side] is None, task is None, f'{what}: {side} is null')
                for field in FIELDS if task else []:
                    expect_equal(item[side][field], task[field], f'{what}: {side}.{field}')
            expect_equal((item['marked'], item['state'], item['done_on']), (False, 'open', None), f'{what}: marks')


def check_sums(found, expected):
    summary = found['summary']
    only_evidence = {item['id'] for item in found['edited'] if item['changed'] == ['evidence']}
    expect_equal(summary['unchanged'], expected.unchanged - len(only_evidence), 'summary.unchanged')
    expect_equal(summary['changed'], len(expected.changed) + len(only_evidence), 'summary.changed')
    for kind in ('moved', 'reassigned', 'edited', 'added', 'cancelled'):
        expect_equal(summary[kind], len(found[kind]), f'summary.{kind}')
    expect_equal(summary['marked'], 0, 'summary.marked')
    both = summary['unchanged'] + summary['changed']
    expect_equal(found['old']['tasks'], both + summary['cancelled'], 'old.tasks = unchanged + changed + cancelled')
    expect_equal(found['new']['tasks'], both + summary['added'], 'new.tasks = unchanged + changed + added')


# --- Amendments


class Text:
    """The lines of a plan file, with its activities."""

    HEADS = ('activities', 'hoat_dong', 'nhiem_vu')

    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            self.lines = file.read().split('\n')
        self.is_english = any(line.startswith('plan:') for line in self.lines)

    def text(self):
        return '\n'.join(self.lines)

    def key(self, en, vi):
        return en if self.is_english else vi

    def blocks(self):
        """First and last line of each activity, the last one not included."""
        head = next(i for i, line in enumerate(self.lines) if re.match(r'\S[^#]*:', line) and fold(line.split(':')[0]) in self.HEADS)
        end = next((i for i in range(head + 1, len(self.lines)) if re.match(r'[^\s#]', self.lines[i])), len(self.lines))
        starts = [i for i in range(head + 1, end) if re.match(r'  [a-z][a-z0-9-]*:', self.lines[i])]
        return list(zip(starts, starts[1:] + [end]))

    def lines_of(self, dice, pattern):
        """A line of an activity that matches, and the match."""
        found = [(i, m) for start, end in self.blocks() for i in range(start, end) if (m := re.search(pattern, self.lines[i]))]
        return dice.choice(found) if found else (None, None)

    def replace(self, i, match, text, group=1):
        self.lines[i] = self.lines[i][: match.start(group)] + text + self.lines[i][match.end(group):]


TIMES = r'(?:due|before|day|to|also|hạn|trước ngày|ngày|đến)'


def move_date(text, dice, units):
    i, match = text.lines_of(dice, rf'(?<![\w ]){TIMES}: (\d\d/\d\d)(?=[,}}\s]|$)')
    if match is None:
        i, match = text.lines_of(dice, rf'\b{TIMES}: (\d\d/\d\d)(?=[,}}\s]|$)')
    if match is None:
        return None
    day = f'{dice.randint(1, 28):02}/{match[1][3:]}'
    text.replace(i, match, day)
    return f'line {i + 1}: {match[1]} → {day}'


def move_day(text, dice, units):
    i, match = text.lines_of(dice, r'\b(?:day|due|ngày|hạn): (?:day |ngày )?(\d\d?)(?= of| tháng| |$)')
    if match is None:
        return None
    day = str(dice.randint(1, 25))
    text.replace(i, match, day)
    return f'line {i + 1}: day {match[1]} → {day}'


def move_weekday(text, dice, units):
    english, vietnamese = ['mon', 'tue', 'wed', 'thu', 'fri'], ['thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu']
    i, match = text.lines_of(dice, r'\b(?:day|due|ngày|hạn): \[?(mon|tue|wed|thu|fri|thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu)\b')
    if match is None:
        return None
    day = dice.choice(english if match[1] in english else vietnamese)
    text.replace(i, match, day)
    return f'line {i + 1}: {match[1]} → {day}'


def add_weekday(text, dice, units):
    i, match = text.lines_of(dice, r'\bday: \[?((?:mon|tue|wed|thu|fri)(?:, (?:mon|tue|wed|thu|fri))*)\]?\s*(?:#.*)?$')
    if match is None:
        return None
    days = set(match[1].split(', '))
    days ^= {dice.choice(['mon', 'tue', 'wed', 'thu', 'fri'])}
    if not days:
        return None
    text.lines[i] = text.lines[i][: match.start()] + f'day: [{", ".join(sorted(days))}]'
    return f'line {i + 1}: {match[1]} → {", ".join(sorted(days))}'


def move_hour(text, dice, units):
    i, match = text.lines_of(dice, r'\b(?:time|giờ): (\d\d?:\d\d(?:-\d\d:\d\d)?)')
    if match is None:
        return None
    hour = f'{dice.randint(6, 20):02}:{dice.choice(["00", "15", "30"])}'
    text.replace(i, match, hour)
    return f'line {i + 1}: {match[1]} → {hour}'


def open_window(text, dice, units):
    i, match = text.lines_of(dice, r'\b(?:when|thời gian|khi): ((?:dự kiến |expected )?(?:tháng \d+|quý [IV]+|cả năm|thường xuyên|khi phát sinh|as needed))(?=[,}\s]|$)')
    if match is None:
        return None
    phrase = dice.choice(['tháng 11', 'dự kiến tháng 12', 'quý IV', 'dự kiến quý IV', 'thường xuyên', 'chưa ấn định thời hạn', 'khi phát sinh'])
    text.replace(i, match, phrase)
    return f'line {i + 1}: {match[1]} → {phrase}'


def change_people(text, dice, units):
    keys = 'lead|monitor|report_to|coordinate|implement|chủ trì|theo dõi|nơi nhận báo cáo|phối hợp|thực hiện'
    i, match = text.lines_of(dice, rf'\b(?:{keys}): (\[?[a-z][a-z0-9-]*(?:, [a-z][a-z0-9-]*)*\]?)(?=[,}}\s]|$)')
    if match is None:
        return None
    unit = dice.choice(units)
    if match[1].startswith('[') and dice.random() < 0.7:
        unit = f'[{match[1].strip("[]")}, {unit}]'
    text.replace(i, match, unit)
    return f'line {i + 1}: {match[1]} → {unit}'


def drop_people(text, dice, units):
    i, match = text.lines_of(dice, r': \[([a-z][a-z0-9-]*(?:, [a-z][a-z0-9-]*)+)\]')
    if match is None:
        return None
    rest = match[1].split(', ')
    gone = rest.pop(dice.randrange(len(rest)))
    text.replace(i, match, ', '.join(rest))
    return f'line {i + 1}: without {gone}'


def fan_out(text, dice, units):
    i, match = text.lines_of(dice, r'\b(?:lead|implement|chủ trì|thực hiện): ((?:each |mỗi )?[a-z][a-z0-9-]*)(?=[,}\s]|$)')
    if match is None:
        return None
    whom = match[1].split(' ')[-1]
    now = whom if ' ' in match[1] else f'each {dice.choice(units)}'
    text.replace(i, match, now)
    return f'line {i + 1}: {match[1]} → {now}'


def drop_member(text, dice, units):
    """A member of a group that is written on a line of its own leaves it."""
    found = [i for i, line in enumerate(text.lines) if re.match(r'      [a-z][a-z0-9-]*: \S', line) and i < text.blocks()[0][0]]
    if not found:
        return None
    i = dice.choice(found)
    line = text.lines.pop(i)
    return f'line {i + 1}: without {line.strip()}'


def add_member(text, dice, units):
    found = [i for i, line in enumerate(text.lines) if re.match(r'      [a-z][a-z0-9-]*: \S', line) and i < text.blocks()[0][0]]
    if not found:
        return None
    i = dice.choice(found)
    text.lines.insert(i, f'      moi-{dice.randint(1, 99)}: Đơn vị mới')
    return f'line {i + 1}: another member'


def drop_activity(text, dice, units):
    start, end = dice.choice(text.blocks())
    name = text.lines[start].strip()
    del text.lines[start:end]
    return f'lines {start + 1}–{end}: without {name}'


def add_activity(text, dice, units):
    _, end = dice.choice(text.blocks())
    when = dice.choice([
        f'{text.key("due", "hạn")}: 15/12', f'{text.key("day", "ngày")}: 10/12, 11/12', f'{text.key("when", "khi")}: tháng 12',
        f'{text.key("when", "khi")}: khi phát sinh', f'{text.key("every", "định kỳ")}: month\n    {text.key("day", "ngày")}: 12',
    ])
    lead = dice.choice([dice.choice(units), f'each {dice.choice(units)}'])
    name = f'viec-moi-{dice.randint(1, 9999)}'
    lines = [f'  {name}:', f'    {text.key("title", "tên")}: "Việc mới {{period}}"', f'    {text.key("lead", "chủ trì")}: {lead}'] + [f'    {line.strip()}' for line in when.split('\n')] + ['']
    text.lines[end:end] = lines
    return f'line {end + 1}: {name}, {when.strip()}, {lead}'


def rename_activity(text, dice, units):
    start, _ = dice.choice(text.blocks())
    match = re.match(r'  ([a-z][a-z0-9-]*):(.*)', text.lines[start])
    name, former = match[1] + '-x', text.key('former_id', 'mã cũ')
    if match[2].strip().startswith('{'):
        text.lines[start] = f'  {name}:{match[2].replace("{", "{" + former + ": " + match[1] + ", ", 1)}'
    elif match[2].strip() and not match[2].strip().startswith('#'):
        return None
    else:
        text.lines[start:start + 1] = [f'  {name}:{match[2]}', f'    {former}: {match[1]}']
    for i, line in enumerate(text.lines):
        if former not in line:
            text.lines[i] = re.sub(rf'(?<![\w-]){match[1]}(?![\w-])', name, line)
    return f'line {start + 1}: {match[1]} → {name}'


def rename_phase(text, dice, units):
    i, match = text.lines_of(dice, r'^      ([a-z][a-z0-9-]*): \{')
    if match is None:
        return None
    former = text.key('former_id', 'mã cũ')
    text.lines[i] = f'      {match[1]}-x: {{{former}: {match[1]}, ' + text.lines[i][match.end():]
    for j, line in enumerate(text.lines):
        if j != i:
            text.lines[j] = re.sub(rf'\b(after|sau): {match[1]}(?![\w-])', rf'\1: {match[1]}-x', line)
    return f'line {i + 1}: {match[1]} → {match[1]}-x'


def rename_unit(text, dice, units):
    """A unit in the short form gets another id, wherever it is written."""
    found = [(i, m) for i, line in enumerate(text.lines) if (m := re.match(r'(\s+)([a-z][a-z0-9-]*): ([^\s{\["#&*][^#:]*)$', line)) and m[2] in units]
    if not found:
        return None
    i, match = dice.choice(found)
    name = match[2] + '-moi'
    for j, line in enumerate(text.lines):
        text.lines[j] = re.sub(rf'(?<![\w/-]){match[2]}(?![\w-])', name, line)
    text.lines[i] = f'{match[1]}{name}: {{{text.key("name", "tên gọi")}: "{match[3].strip()}", {text.key("former_id", "mã cũ")}: {match[2]}}}'
    return f'line {i + 1}: {match[2]} → {name}'


def hand_over(text, dice, units):
    """A unit in the short form ends within the year, and another takes over."""
    found = [(i, m) for i, line in enumerate(text.lines) if (m := re.match(r'(\s+)([a-z][a-z0-9-]*): ([^\s{\["#&*][^#:]*)$', line)) and m[2] in units]
    year = next((m[1] for line in text.lines if (m := re.match(r'(?:year|năm): (\d{4})', line))), None)
    if not found or year is None:
        return None
    i, match = dice.choice(found)
    heir = dice.choice(units)
    name, to, successor = text.key('name', 'tên gọi'), text.key('to', 'đến'), text.key('successor', 'đơn vị kế thừa')
    text.lines[i] = f'{match[1]}{match[2]}: {{{name}: "{match[3].strip()}", {to}: 30/06/{year}, {successor}: {heir}}}'
    return f'line {i + 1}: {match[2]} → {heir} on 30/06/{year}'


def change_title(text, dice, units):
    i, match = text.lines_of(dice, r'^    (?:title|tên): ([^"\'>|\[{#][^#]*?)\s*$')
    if match is None:
        return None
    text.replace(i, match, match[1] + dice.choice([' (sửa)', ' {period}']))
    return f'line {i + 1}: title'


def change_product(text, dice, units):
    i, match = text.lines_of(dice, r'\b(?:product|sản phẩm): (\d+) ')
    if match is None:
        return None
    text.replace(i, match, str(dice.randint(1, 500)))
    return f'line {i + 1}: product'


def change_list(text, dice, units):
    """Channels, themes or target groups in another order, or without one."""
    i, match = text.lines_of(dice, r'\b(?:channels|themes|target_groups|kênh|chủ đề|đối tượng): \[([a-z0-9, -]+)\]')
    if match is None:
        return None
    names = match[1].split(', ')
    dice.shuffle(names)
    if len(names) > 1 and dice.random() < 0.7:
        names.pop()
    text.replace(i, match, ', '.join(names))
    return f'line {i + 1}: {match[1]} → {", ".join(names)}'


def name_plan(text, dice, units):
    i, match = next((i, m) for i, line in enumerate(text.lines) if (m := re.match(r'(?:plan|mã kế hoạch): ([a-z0-9-]+)', line)))
    former = text.key('former_id', 'mã cũ')
    # A plan that has former names already keeps them.
    if any(line.startswith(former + ':') for line in text.lines):
        return None
    text.lines[i:i + 1] = [text.lines[i].replace(match[1], match[1] + '-2'), f'{former}: {match[1]}']
    return f'line {i + 1}: {match[1]} → {match[1]}-2'


OPERATIONS = [
    move_date, move_date, move_day, move_day, move_weekday, add_weekday, move_hour, open_window, change_people, change_people, change_people, drop_people,
    fan_out, drop_member, add_member, drop_activity, add_activity, rename_activity, rename_activity, rename_phase, rename_unit, hand_over, change_title,
    change_product, change_list, name_plan,
]


def amend(dice, source, target, units):
    """Writes an amended plan; what was done to it, or None where nothing fits."""
    text = Text(source)
    done = []
    for _ in range(dice.choice([1, 1, 2, 3, 5])):
        operation = dice.choice(OPERATIONS)
        what = operation(text, dice, units)
        if what:
            done.append(f'{operation.__name__} {what}')
    with open(target, 'w', encoding='utf-8') as file:
        file.write(text.text())
    return done or None


def rounds(program, count, seed, folder):
    """Compares plans with amended ones until there are enough; what was compared."""
    shutil.copytree(os.path.join(ROOT, 'plans'), os.path.join(folder, 'plans'))
    plans = [os.path.join(folder, 'plans', f'{name}.yaml') for name in PLANS]
    units = {path: sorted({unit for task in tasks(program, path)['tasks'] for unit in [task['unit'], task['lead'], *task['coordinate'], *task['monitor']]}) for path in plans}
    for path in plans:
        groups = re.findall(r'^  ([a-z][a-z0-9-]*):\s*(?:#.*)?\n(?:    .*\n)*?    (?:members|gồm):', open(path, encoding='utf-8').read(), re.M)
        units[path] += groups
    compared, changes, refused = 0, 0, 0
    number = 0
    while compared < count:
        number += 1
        if number > 20 * count + 50:
            raise Disagreement(f'of {number} amendments only {compared} made a plan without errors')
        dice = random.Random(f'{seed}/{number}')
        old = dice.choice(plans)
        new = os.path.join(folder, 'plans', 'amended.yaml')
        done = amend(dice, old, new, units[old])
        if done is None:
            continue
        unit = dice.choice(units[old]) if dice.random() < 0.3 else None
        # A group stands for its members, which the lists of tasks do not name.
        if unit is not None and not any(unit == task['unit'] for task in tasks(program, old)['tasks']):
            unit = None
        if dice.random() < 0.1:
            old, new = new, old
            # Former names are followed from the old plan to the new one only.
            if any(step.startswith(('rename', 'name_plan')) for step in done):
                continue
        try:
            found = compare(program, old, new, unit)
        except Disagreement as difference:
            raise Disagreement(
                f'round {number} of seed {seed}, {os.path.basename(old)} → {os.path.basename(new)}{f" for {unit}" if unit else ""}:\n  '
                + '\n  '.join(done) + f'\n{difference}')
        if found is None:
            refused += 1
            continue
        compared += 1
        changes += found
    return f'{compared} amendments, {changes} tasks that differ; {refused} more were no plans'


def main():
    parser = argparse.ArgumentParser(description='Compares plan diff with what the tasks of both plans say.')
    parser.add_argument('--plan', default=os.path.join(ROOT, '.build/release/plan'), help='the program')
    parser.add_argument('--rounds', type=int, default=60)
    parser.add_argument('--seed', default='2018')
    parser.add_argument('--keep', help='a new folder for the plans')
    parser.add_argument('--for', dest='unit', help='with two files: only this unit')
    parser.add_argument('files', nargs='*', metavar='OLD NEW')
    options = parser.parse_args()
    if len(options.files) not in (0, 2):
        parser.error('two files or none')
    folder = options.keep or tempfile.mkdtemp(prefix='plan-diff-')
    is_kept = options.keep is not None
    try:
        if options.files:
            found = compare(options.plan, *options.files, options.unit)
            expect(found is not None, 'one of the plans has errors')
            print(f'{found} tasks differ')
        else:
            print(rounds(options.plan, options.rounds, options.seed, folder))
    except Disagreement as difference:
        is_kept = True
        print(f'{difference}\n(the plans: {folder})', file=sys.stderr)
        return 1
    finally:
        if not is_kept:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
