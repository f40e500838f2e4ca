"""What a published folder of feeds must hold, worked out from what feeds promise and not from the program.

Three kinds of values:

    Facts     what a plan file says that its list of tasks does not: titles of themes, names of units, reminders, amendments
    Folder    the feeds that stand in a folder, each a head and its items, an item being the exact bytes of one component
    Item      one VEVENT or VTODO

and three questions about them, each answered by a list of differences (feed, UID, what is wrong):

    first_export(...)   does a feed in an empty folder say what the tasks say?
    further_export(...) did an export over a published folder do to every entry what the ledger rules ask?
    shape(...)          is a folder well formed: order, uniqueness, heads, time zones?

`further_export` takes the texts of an entry from an export of the same plan into an empty folder, whose dates, titles,
categories and alarms `first_export` has compared with the tasks. The bytes of an entry are remembered with the texts it was
written for (`meaning`), so that "has this entry changed?" has one answer however often it was amended before.
"""
import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass, field

KEPT_DAYS = 60
CANCELLED, COORDINATES, MONITORS, EXPECTED = '[HỦY] ', '[PHỐI HỢP] ', '[THEO DÕI] ', '[DỰ KIẾN] '
STAMPS = ('UID', 'DTSTAMP', 'CREATED', 'LAST-MODIFIED', 'SEQUENCE')
HANOI = dt.timezone(dt.timedelta(hours=7))


# ---------------------------------------------------------------------------------------------- a small reader of plan files
def plain(text):
    """The plan file as maps, lists and text. Reads the part of YAML that the plans of these stories use."""
    lines = []
    for raw in text.split('\n'):
        line = re.sub(r'(^|\s)#.*$', '', raw) if '"' not in raw else raw
        if line.strip():
            lines.append((len(line) - len(line.lstrip()), line.strip()))
    value, rest = block(lines, 0)
    assert rest == len(lines), lines[rest]
    return value


def block(lines, at):
    indent, first = lines[at]
    if first.startswith('- '):
        found = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith('- '):
            found.append(flow(lines[at][1][2:]))
            at += 1
        return found, at
    found = {}
    while at < len(lines) and lines[at][0] == indent:
        key, _, rest = lines[at][1].partition(':')
        key, rest, at = key.strip('"'), rest.strip(), at + 1
        deeper = at < len(lines) and lines[at][0] > indent
        if rest in ('>-', '|', '>', '|-'):
            words = []
            while at < len(lines) and lines[at][0] > indent:
                words.append(lines[at][1])
                at += 1
            found[key] = ' '.join(words)
        elif rest == '' and deeper:
            found[key], at = block(lines, at)
        else:
            found[key] = flow(rest)
    return found, at


def flow(text):
    """One value on one line: `text`, `"quoted"`, `[a, b]` or `{a: b}`."""
    value, rest = flow_part(text.strip(), '')
    return value if not rest.strip() else text.strip()


def flow_part(text, stops):
    if text[:1] == '"':
        value, end = json.JSONDecoder().raw_decode(text)
        return value, text[end:].lstrip()
    if text[:1] == '[':
        found, text = [], text[1:].lstrip()
        while text and text[0] != ']':
            value, text = flow_part(text, ',]')
            found.append(value)
            text = text.lstrip(', ')
        return found, text[1:].lstrip()
    if text[:1] == '{':
        found, text = {}, text[1:].lstrip()
        while text and text[0] != '}':
            key, _, text = text.partition(':')
            value, text = flow_part(text.lstrip(), ',}')
            found[key.strip().strip('"')] = value
            text = text.lstrip(', ')
        return found, text[1:].lstrip()
    end = next((i for i, c in enumerate(text) if c in stops), len(text))
    return text[:end].strip(), text[end:]


# ------------------------------------------------------------------------------------------------------- facts of a plan file
@dataclass
class Facts:
    plan: str
    title: str
    themes: dict
    units: dict
    remind: dict                # (activity, phase) -> phrase
    amendment: str              # number of the last amendment, or None
    simple_calendar: bool       # no holidays: working days are Monday to Friday
    former: dict = field(default_factory=dict)   # new id -> old id, by kind: ('activity', id), ('phase', activity, id), ('unit', id)
    successors: set = field(default_factory=set)   # units that hand their work over


def titled(value, key):
    return value if isinstance(value, str) else value.get(key, '')


def facts(text, shared=''):
    tree = {**(plain(shared) if shared else {}), **plain(text)}
    units, former, successors = {}, {}, set()

    def add_units(found):
        for ident, unit in (found.items() if isinstance(found, dict) else ()):
            units[ident] = titled(unit, 'name') or ident
            if isinstance(unit, dict):
                add_units(unit.get('members') or {})
                if 'former_id' in unit:
                    former['unit', ident] = unit['former_id']
                if 'successor' in unit:
                    successors.add(ident)

    add_units(tree.get('units') or {})
    base, remind = (tree.get('defaults') or {}).get('remind', 'none'), {}
    for ident, activity in tree['activities'].items():
        own = activity.get('remind', base)
        remind[ident, None] = own
        if 'former_id' in activity:
            former['activity', ident] = activity['former_id']
        for phase, keys in (activity.get('phases') or {}).items():
            remind[ident, phase] = keys.get('remind', own)
            if 'former_id' in keys:
                former['phase', ident, phase] = keys['former_id']
    amendments = tree.get('amendments') or []
    return Facts(
        plan=tree['plan'], title=tree['title'],
        themes={ident: titled(theme, 'title') for ident, theme in (tree.get('themes') or {}).items()}, units=units, remind=remind,
        amendment=amendments[-1]['number'] if amendments else None,
        simple_calendar=(tree.get('calendar') or {}).get('holidays') == 'none', former=former,
        successors=successors)


# ------------------------------------------------------------------------------------------------------------ reading a feed
def unescaped(value):
    return re.sub(r'\\(.)', lambda m: '\n' if m[1] in 'nN' else m[1], value)


def instants(line):
    """(moment, is a date) of a DTSTART, DTEND or DUE line."""
    value = line.rpartition(':')[2]
    if len(value) == 8:
        return dt.datetime.strptime(value, '%Y%m%d'), True
    return dt.datetime.strptime(value[:15], '%Y%m%dT%H%M%S'), False


@dataclass(frozen=True)
class Item:
    raw: bytes
    kind: str
    lines: tuple          # unfolded content lines between BEGIN and END, without those of alarms
    alarms: tuple         # tuples of unfolded lines

    def line(self, name):
        return next((x for x in self.lines if x.startswith((name + ':', name + ';'))), None)

    def value(self, name):
        line = self.line(name)
        return line if line is None else line.partition(':')[2] if name not in ('DTSTART', 'DTEND', 'DUE') else line.rpartition(':')[2]

    def text(self, name):
        return unescaped(self.value(name) or '')

    @property
    def uid(self):
        return self.value('UID')

    @property
    def sequence(self):
        return int(self.value('SEQUENCE'))

    @property
    def stamp(self):
        """Seconds since 1970 of DTSTAMP."""
        return seconds(self.value('DTSTAMP'))

    @property
    def cancelled(self):
        return self.value('STATUS') == 'CANCELLED'

    @property
    def is_notice(self):
        return '._notice' in self.uid

    @property
    def start(self):
        return instants(self.line('DTSTART') or self.line('DUE'))[0]

    @property
    def last_day(self):
        """The day an entry is about: the due day of an event or to-do, the start of ongoing work."""
        line = self.line('DTEND') or self.line('DUE') or self.line('DTSTART')
        moment, is_date = instants(line)
        if line.startswith('DTEND'):
            moment -= dt.timedelta(days=1) if is_date else dt.timedelta(seconds=1)
        return moment.date()

    def content(self, *without):
        """Everything but stamps and the properties named: what decides whether an entry has changed."""
        skipped = STAMPS + without
        kept = tuple(x for x in self.lines if re.match('[A-Z0-9-]+', x)[0] not in skipped)
        return kept if 'VALARM' in without else kept + tuple(line for alarm in self.alarms for line in alarm)


def seconds(utc):
    return int(dt.datetime.strptime(utc, '%Y%m%dT%H%M%SZ').replace(tzinfo=dt.timezone.utc).timestamp())


@dataclass
class Feed:
    head: bytes
    zones: list           # raw VTIMEZONE components
    items: dict           # UID -> Item, in the order of the file
    order: list           # UIDs as they stand, doubles included


class Unreadable(ValueError):
    pass


def read_feed(data):
    if not data.startswith(b'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//plan//') or not data.endswith(b'END:VCALENDAR\r\n'):
        raise Unreadable('not a whole feed of ours')
    head, zones, items, order, depth, part = [], [], {}, [], 0, []
    for line in data[:-len(b'END:VCALENDAR\r\n')].split(b'\r\n')[:-1]:
        if line.startswith(b'BEGIN:') and (head or depth):
            depth += 1
        if depth == 0:
            head.append(line)
            continue
        part.append(line)
        if line.startswith(b'END:'):
            depth -= 1
            if depth == 0:
                raw, part = b'\r\n'.join(part) + b'\r\n', []
                if raw.startswith(b'BEGIN:VTIMEZONE'):
                    zones.append(raw)
                else:
                    item = read_item(raw)
                    order.append(item.uid)
                    items[item.uid] = item
    if part:
        raise Unreadable('ends inside a component')
    return Feed(b'\r\n'.join(head), zones, items, order)


def read_item(raw):
    lines = raw.decode('utf-8').replace('\r\n ', '').split('\r\n')[:-1]
    own, alarms, current = [], [], None
    for line in lines[1:-1]:
        if line == 'BEGIN:VALARM':
            current = []
        elif line == 'END:VALARM':
            alarms.append(tuple(current))
            current = None
        else:
            (own if current is None else current).append(line)
    return Item(raw, lines[0].partition(':')[2], tuple(own), tuple(alarms))


def is_todo(feed):
    return feed.endswith('-todo')


def kind_of(feed):
    """Which word of `--feeds` asks for a feed."""
    return 'todo' if is_todo(feed) else 'all' if feed == 'all' else 'units'


def feed_of_all(todo):
    return 'all-todo' if todo else 'all'


# ---------------------------------------------------------------------------------------------- the entries that tasks ask for
@dataclass(frozen=True)
class Want:
    """An entry that a task asks for, in the feeds named."""
    task: dict
    unit: str
    role: str             # '' is the owner's
    todo: bool
    feeds: tuple
    needed: bool = True


@dataclass(frozen=True)
class Options:
    feeds: tuple = ('units', 'all')
    roles: tuple = ('coordinate',)
    spans: bool = False
    alarms: bool = False

    def arguments(self):
        given = ['--feeds', ','.join(self.feeds)]
        if self.roles != ('coordinate',):
            given += ['--roles', ','.join(self.roles)]
        return given + ['--spans'] * self.spans + ['--alarms'] * self.alarms


def uid_of(task, role='', unit='', todo=False):
    local = task['id'].replace('/', '.').replace('@', '.') + (f'.{role}.{unit}' if role else '') + ('-todo' if todo else '')
    return f'{local}@{task["plan"]}'


def wanted(tasks, options):
    """UID -> Want for all dated tasks; and the feeds that may exist for nothing but a notice."""
    found, optional = {}, set()
    for task in tasks:
        if task['start'] is None:
            optional |= {task['unit'], *task['coordinate'], 'all'}
            continue
        partners = [('coordinate', unit) for unit in task['coordinate']]
        if 'monitor' in options.roles:
            partners += [('monitor', unit) for unit in task['monitor']]
        for todo in (False, True):
            suffix, kinds = ('-todo', ('todo', 'todo')) if todo else ('', ('units', 'all'))
            homes = tuple(feed for feed, kind in zip((task['unit'] + suffix, 'all' + suffix), kinds) if kind in options.feeds)
            if homes:
                found[uid_of(task, todo=todo)] = Want(task, task['unit'], '', todo, homes)
            if kinds[0] in options.feeds:
                for role, unit in partners:
                    doubled = unit == task['unit'] or (role == 'monitor' and unit in task['coordinate'])
                    found[uid_of(task, role, unit, todo)] = Want(task, unit, role, todo, (unit + suffix,), not doubled)
    return found, optional | {unit + '-todo' for unit in optional}


def dates(want, options):
    """The lawful pairs (DTSTART, DTEND) of an event or (DTSTART, DUE) of a to-do, as written after the name; '' is absent."""
    task = want.task
    day = lambda value, plus=0: ';VALUE=DATE:' + (dt.date.fromisoformat(value) + dt.timedelta(days=plus)).strftime('%Y%m%d')
    start, due = task['start'], task['due']
    if due is None:
        return [(day(start), '')] if want.todo else [(day(start), day(start, 1))]
    time, window = task['time'], start != due
    period = window and '/' in task['id']      # a deadline in each period starts with its period; it is no window
    if time and (not window or period):
        clock = lambda hours, plus=0: ';TZID=Asia/Ho_Chi_Minh:' + (
            dt.datetime.fromisoformat(f'{due}T{hours}') + dt.timedelta(minutes=plus)).strftime('%Y%m%dT%H%M%S')
        begin, end = clock(time['start']), clock(time['end']) if time['end'] else clock(time['start'], 30)
        if not want.todo:
            return [(begin, end)]
        morning = f';TZID=Asia/Ho_Chi_Minh:{start.replace("-", "")}T'
        return [(begin, end), ('', begin), ('', end)] + ([('from ' + morning, end), ('from ' + morning, begin)] if window else [])
    if want.todo:
        return [(day(start) if window else '', day(due))] + ([('', day(due))] if period else [])
    spanning = (day(start), day(due, 1))
    single = (day(due), day(due, 1))
    return [single, spanning] if options.spans and period else [spanning] if options.spans and window else [single]


def check_dates(item, want, options):
    got = tuple((item.line(name) or name)[len(name):] for name in ('DTSTART', 'DUE' if want.todo else 'DTEND'))
    lawful = dates(want, options)
    if not any(all(value == ask or (ask.startswith('from ') and value.startswith(ask[5:])) for value, ask in zip(got, pair)) for pair in lawful):
        return [f'dates are {got}, the task asks for {" or ".join(map(str, lawful))}']
    return []


# ------------------------------------------------------------------------------------------------------------------- reminders
DURATION = re.compile(r'(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$')


def duration(text):
    sign, *parts = DURATION.match(text).groups()
    weeks, days, hours, minutes, secs = (int(x or 0) for x in parts)
    span = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=secs)
    return -span if sign else span


def days_before(phrase, due, simple_calendar):
    """The days a reminder may fall on. With public holidays, which this reader does not know, some days more."""
    number, unit = re.match(r'(\d+) (working days?|days?|weeks?)', phrase).groups()
    number = int(number)
    if not unit.startswith('working'):
        return {due - dt.timedelta(days=number * (7 if unit.startswith('week') else 1))}
    day, found = due, []
    while len(found) < number + (0 if simple_calendar else 7):
        day -= dt.timedelta(days=1)
        if day.weekday() < 5:
            found.append(day)
    return set(found[number - 1:])


def check_alarm(item, want, known, options):
    task, phrase = want.task, known.remind.get((want.task['activity'], want.task['phase']), 'none')
    reminded = phrase not in ('none', 'không') and task['due'] is not None
    due_days = item.line('DUE') is not None
    if want.role == 'monitor' or task['due'] is None or not (reminded or options.alarms):
        return ['has an alarm that nobody asked for'] if item.alarms else []
    if len(item.alarms) != 1:
        return [f'has {len(item.alarms)} alarms, not 1']
    alarm = {re.match('[A-Z-]+', line)[0]: line for line in item.alarms[0]}
    if alarm.get('ACTION') != 'ACTION:DISPLAY' or 'DESCRIPTION' not in alarm:
        return [f'alarm is no DISPLAY with a DESCRIPTION: {item.alarms[0]}']
    trigger = re.match(r'TRIGGER(;RELATED=(?:END|START))?:(.*)$', alarm.get('TRIGGER', ''))
    if not trigger or (want.todo and trigger[1] != ';RELATED=END'):
        return [f'trigger {alarm.get("TRIGGER")} is not of the right form']
    from_end = trigger[1] == ';RELATED=END'
    anchor, is_date = instants(item.line('DUE' if due_days else 'DTEND') if from_end else item.line('DTSTART'))
    if not reminded and options.spans and is_date and task['start'] != task['due']:
        phrase = '1 day before'                # an event of many days: the day before it ends, or before it starts
    elif not reminded:
        right = '-PT15H' if is_date else '-PT1H'
        return [] if trigger[2] == right else [f'trigger is {trigger[2]}, not {right}']
    rings = anchor + duration(trigger[2])
    due = dt.date.fromisoformat(task['due'])
    lawful = days_before(phrase, due, known.simple_calendar)
    if options.spans and task['start'] != task['due']:
        lawful |= days_before(phrase, dt.date.fromisoformat(task['start']), known.simple_calendar)
    if rings.time() != dt.time(9) or rings.date() not in lawful:
        return [f'rings at {rings}, which is not 09:00, {phrase} {due}']
    if is_date and trigger[2] == '-PT0S':
        return ['rings at no time']
    return []


# ---------------------------------------------------------------------------------------------------------------- first export
def one_line(text):
    return ' '.join(unicodedata.normalize('NFC', text).split())


def check_entry(item, want, known, options):
    """A live entry against its task."""
    task, wrong = want.task, check_dates(item, want, options)
    prefix = {'': '', 'coordinate': COORDINATES, 'monitor': MONITORS}[want.role] + EXPECTED * task['tentative']
    expected = {'SUMMARY': prefix + one_line(task['title']), 'LOCATION': one_line(task['place'] or '')}
    for name, text in expected.items():
        # Somebody who coordinates work of many members is told whose it is.
        lawful = {text, f'{text} – {one_line(known.units.get(task["unit"], ""))}'} if want.role and name == 'SUMMARY' and '@' in task['id'] else {text}
        if item.text(name) not in lawful:
            wrong.append(f'{name} is {item.text(name)!r}, not {text!r}')
    parts = re.findall(r'(?:\\.|[^,\\])+', item.value('CATEGORIES') or '')
    titles = [one_line(known.themes[theme]) for theme in task['themes']]
    if sorted(map(unescaped, parts)) != sorted(titles):
        wrong.append(f'CATEGORIES are {list(map(unescaped, parts))}, not {titles}')
    status = ['NEEDS-ACTION', 'IN-PROCESS'] if want.todo else ['TENTATIVE' if task['tentative'] else 'CONFIRMED']
    if item.value('STATUS') not in status:
        wrong.append(f'STATUS is {item.value("STATUS")}, not {status[0]}')
    if item.kind != ('VTODO' if want.todo else 'VEVENT'):
        wrong.append(f'is a {item.kind}')
    if not want.todo and item.value('TRANSP') != ('TRANSPARENT' if 'VALUE=DATE' in item.line('DTSTART') else 'OPAQUE'):
        wrong.append(f'TRANSP is {item.value("TRANSP")}')
    if len(item.uid.encode()) > 255 or re.search(r'[^A-Za-z0-9._@-]', item.uid):
        wrong.append('UID is too long or holds a letter that is not allowed')
    return wrong + check_alarm(item, want, known, options)


def first_export(folder, tasks, known, options, now):
    """Differences of a folder exported into emptiness."""
    wants, optional = wanted(tasks, options)
    wrong = existing_feeds(folder, {}, wants, optional, options)
    for uid, want in wants.items():
        copies = {feed: folder[feed].items.get(uid) for feed in want.feeds if feed in folder}
        if not any(copies.values()) and not want.needed:
            continue
        for feed, item in copies.items():
            if item is None:
                wrong.append((feed, uid, 'is missing'))
                continue
            wrong += [(feed, uid, text) for text in check_entry(item, want, known, options)]
            stamp = dt.datetime.fromtimestamp(now, dt.timezone.utc).strftime('%Y%m%dT%H%M%SZ')
            for name in ('DTSTAMP', 'CREATED', 'LAST-MODIFIED'):
                if item.value(name) != stamp:
                    wrong.append((feed, uid, f'{name} is {item.value(name)}, not {stamp}'))
            if item.sequence != 0:
                wrong.append((feed, uid, f'SEQUENCE is {item.sequence} in an empty folder'))
            if item.line('X-PLAN-AMENDMENT'):
                wrong.append((feed, uid, 'names an amendment although it is new with its feed'))
        if len({item.raw for item in copies.values() if item}) > 1:
            wrong.append((','.join(copies), uid, 'is not byte for byte the same in its feeds'))
    for name, feed in folder.items():
        for uid, item in feed.items.items():
            if not item.is_notice and (uid not in wants or name not in wants[uid].feeds):
                wrong.append((name, uid, 'is there and no task asks for it'))
    return wrong + shape(folder, known, wants)


def existing_feeds(after, before, wants, optional, options):
    """Which feeds there are, against which there must be."""
    needed = {feed for want in wants.values() if want.needed for feed in want.feeds} | set(before)
    allowed = needed | {feed for want in wants.values() for feed in want.feeds} | {f for f in optional if kind_of(f) in options.feeds}
    return [(feed, '', 'feed is missing') for feed in sorted(needed - set(after))] + \
           [(feed, '', 'feed is there and nothing asks for it') for feed in sorted(set(after) - allowed)]


def shape(folder, known, wants):
    """Order, uniqueness, heads and zones of every feed, and notices where none belongs."""
    wrong = []
    for name, feed in folder.items():
        items = [feed.items[uid] for uid in feed.order]
        keys = [(*instants(item.line('DTSTART') or item.line('DUE')), item.uid) for item in items]
        keys = [(moment, not is_date, uid) for moment, is_date, uid in keys]      # work of the whole day stands before its hours
        dues = [(instants(item.line('DUE') or item.line('DTSTART'))[0], item.uid) for item in items]
        if keys != sorted(keys) and not (is_todo(name) and dues == sorted(dues)):
            late = next(b for a, b in zip(keys, keys[1:]) if a > b)
            wrong.append((name, late[-1], 'is out of order (start, then UID)'))
        if len(set(feed.order)) != len(feed.order):
            wrong.append((name, '', 'holds a UID twice'))
        if not items:
            wrong.append((name, '', 'holds no item'))
        zoned = any('TZID=' in line for item in items for line in item.lines)
        if len(feed.zones) != zoned:
            wrong.append((name, '', f'has {len(feed.zones)} time zones and {"needs one" if zoned else "uses none"}'))
        for item in items:
            if item.value('LAST-MODIFIED') != item.value('DTSTAMP'):
                wrong.append((name, item.uid, 'LAST-MODIFIED is not DTSTAMP'))
            if item.value('CREATED') > item.value('DTSTAMP'):
                wrong.append((name, item.uid, 'was created after its stamp'))
            if item.kind != ('VTODO' if is_todo(name) else 'VEVENT'):
                wrong.append((name, item.uid, f'is a {item.kind} in this feed'))
            if item.cancelled and item.alarms:
                wrong.append((name, item.uid, 'is cancelled and has an alarm'))
        titles = [unescaped(line.partition(':')[2]) for line in lines_of(feed.head) if re.match('(NAME|X-WR-CALNAME):', line)]
        if len(titles) != 2 or titles[0] != titles[1]:
            wrong.append((name, '', f'NAME and X-WR-CALNAME are {titles}'))
        live = {want.unit for want in wants.values() if name in want.feeds}
        unit = re.sub('-todo$', '', name)
        if live and titles and (one_line(known.title) not in titles[0] or one_line(known.units.get(unit, '')) not in titles[0]):
            wrong.append((name, '', f'is called {titles[0]!r}: plan {known.title!r}, unit {known.units.get(unit)!r}'))
        notices = [item.uid for item in items if item.is_notice and not item.cancelled]
        if len(notices) > 1:
            wrong.append((name, notices[1], 'is a second notice'))
    return wrong


# -------------------------------------------------------------------------------------------------------------- further export
@dataclass
class Step:
    """One export over a published folder, as the checks see it."""
    before: dict                  # feed -> Feed that stood there; damaged ones left out
    after: dict
    fresh: dict                   # feed -> Feed of the same plan in an empty folder
    wants: dict                   # UID -> Want
    options: Options
    known: Facts
    now: int
    meaning: dict                 # bytes of an item -> Item it was written for (live ones)
    lost: dict = field(default_factory=dict)      # feed -> Feed as it was before it was damaged beyond reading
    formers: dict = field(default_factory=dict)   # UID of a Want -> UID that it keeps
    spoilt: set = field(default_factory=set)      # feeds whose file stood there and could not be read

    def copies(self, uid, ledger=None):
        return [(feed, held.items[uid]) for feed, held in (ledger or self.before).items() if uid in held.items]

    def stamp_after(self, items):
        return max([self.now] + [item.stamp + 1 for item in items])


def fewest(alternatives):
    """The complaints of the lawful reading that fits best."""
    return min(alternatives, key=len)


def added_lines(old, new):
    """Lines that `new` has beyond those of `old`, or None where a line of `old` is gone."""
    rest, extra = list(old), []
    for line in new:
        if rest and line == rest[0]:
            rest.pop(0)
        else:
            extra.append(line)
    return None if rest else extra


def check_amendment(item, base, amended, tombstone=False):
    """`amended`: the number of the amendment that the item must name, None for none, '?' where either will do."""
    extra = added_lines(base.text('DESCRIPTION').split('\n'), item.text('DESCRIPTION').split('\n'))
    if extra is None:
        return [f'DESCRIPTION lost lines: {item.text("DESCRIPTION")!r}, written for {base.text("DESCRIPTION")!r}']
    if extra == ['']:
        extra = []
    mark = unescaped(item.value('X-PLAN-AMENDMENT') or '')
    if amended == '?':
        return [] if len(extra) <= 1 + tombstone else [f'DESCRIPTION has lines beyond the task: {extra}']
    if amended is None:
        return [f'names amendment {mark!r} where none belongs: the plan has none, or the feed is new'] * bool(mark) + \
               [f'DESCRIPTION has lines beyond the task: {extra}'] * (len(extra) > tombstone)
    wrong = [] if amended in mark else [f'X-PLAN-AMENDMENT is {mark!r}, not {amended!r}']
    if not any(amended in line for line in extra) or len(extra) > 1 + tombstone:
        wrong.append(f'DESCRIPTION does not name amendment {amended!r} in one line of its own: {extra}')
    return wrong


def check_stamps(item, sequences, stamps, created, replaced):
    wrong = []
    if item.sequence not in sequences:
        wrong.append(f'SEQUENCE is {item.sequence}, not {" or ".join(map(str, sorted(sequences)))}')
    if item.stamp not in stamps:
        wrong.append(f'DTSTAMP is {item.value("DTSTAMP")} ({item.stamp}), not {" or ".join(map(str, sorted(stamps)))}')
    if item.value('CREATED') not in created:
        wrong.append(f'CREATED is {item.value("CREATED")}, not {" or ".join(sorted(created))}')
    for old in replaced:
        if old.raw != item.raw and item.stamp <= old.stamp:
            wrong.append(f'DTSTAMP {item.value("DTSTAMP")} is not later than {old.value("DTSTAMP")}, which it replaces')
        if item.sequence < old.sequence:
            wrong.append(f'SEQUENCE fell from {old.sequence} to {item.sequence}')
    return wrong


def check_live(step, uid, want, fresh):
    """A live entry: one set of bytes in all its feeds, kept or replaced as the ledger asks."""
    kept = step.formers.get(uid, uid)
    homes = [feed for feed in want.feeds if feed in step.after]
    written = {feed: step.after[feed].items.get(kept) for feed in homes}
    missing = [(feed, kept, 'is missing') for feed, item in written.items() if item is None]
    if missing:
        return missing
    items = list(written.values())
    where = ','.join(homes)
    if len({item.raw for item in items}) > 1:
        return [(where, kept, 'is not byte for byte the same in its feeds')]
    item = items[0]
    ledgers = [step.before] + ([{**step.before, **step.lost}] if step.lost else [])
    wrong = fewest([live_by_ledger(step, kept, homes, item, fresh, ledger) for ledger in ledgers])
    step.meaning[item.raw] = fresh
    return [(where, kept, text) for text in wrong]


def want_todo(homes):
    return all(map(is_todo, homes))


def live_by_ledger(step, uid, homes, item, fresh, ledger):
    copies = step.copies(uid, ledger)
    held = [(feed, copy) for feed, copy in copies if not copy.cancelled or feed in homes]
    replaced = [step.before[feed].items[uid] for feed in homes if feed in step.before and uid in step.before[feed].items]
    if not held:
        # New. A tombstone in somebody else's feed is held against that feed only, though counting on from it harms nobody.
        wrong = check_content(item, fresh)
        highest = max([copy.sequence + 1 for _, copy in copies], default=0)
        # "Added to an existing feed" is clear where all its feeds stood, and where none of their kind did; a feed that is new
        # among others, or was lost, may be called either.
        stood = {feed in step.before for feed in homes}
        published = any(is_todo(feed) == want_todo(homes) for feed in [*step.before, *step.spoilt])
        amended = step.known.amendment if stood == {True} else '?' if published else None
        stamps = {step.now, step.stamp_after([copy for _, copy in copies])}
        created = {dt.datetime.fromtimestamp(step.now, dt.timezone.utc).strftime('%Y%m%dT%H%M%SZ')} | {c.value('CREATED') for _, c in copies}
        if amended is None or step.known.amendment is None:
            wrong += check_amendment(item, fresh, None)
        else:
            wrong += check_amendment(item, fresh, amended)
        return wrong + check_stamps(item, {0, highest}, stamps, created, replaced)
    top = max((copy.sequence, not copy.cancelled) for _, copy in held)
    winners = [copy for _, copy in held if (copy.sequence, not copy.cancelled) == top]
    return fewest([live_over(step, item, fresh, winner, [copy for _, copy in held], replaced) for winner in winners])


def live_over(step, item, fresh, winner, held, replaced):
    """An entry where `winner` stood."""
    written_for = step.meaning.get(winner.raw, winner)
    if not winner.cancelled and written_for.content() == fresh.content():
        return [] if item.raw == winner.raw else \
            [f'has not changed, yet its bytes have (SEQUENCE {winner.sequence} -> {item.sequence}, DTSTAMP {winner.value("DTSTAMP")} -> {item.value("DTSTAMP")})']
    stamps = {step.stamp_after(held), step.stamp_after([winner])}
    # A reminder may be the plan's or an option's; an option names no act.
    same = not winner.cancelled and written_for.content('VALARM') == fresh.content('VALARM')
    return check_content(item, fresh) + check_amendment(item, fresh, '?' if same else step.known.amendment) + \
        check_stamps(item, {winner.sequence + 1}, stamps, {winner.value('CREATED')}, replaced)


def check_content(item, fresh):
    own, right = (x.content('DESCRIPTION', 'X-PLAN-AMENDMENT') for x in (item, fresh))
    return [f'is {line} where the task asks for {other}' for line, other in zip(own, right) if line != other][:3] or \
        (['has other properties than the task asks for'] if own != right else [])


def check_gone(step, feed, uid, live_now):
    """An entry of `feed` that is not live there any more: a tombstone made, kept, or dropped."""
    own, item = step.before[feed].items[uid], step.after[feed].items.get(uid)
    if own.is_notice:
        return [] if item is None else check_notice(item, own, step)
    if own.cancelled:
        return kept_tombstone(step, feed, own, item)
    copies = [copy for _, copy in step.copies(uid)]
    if item is None:
        ended = [copy for copy in copies if copy.cancelled]      # cut short long ago: its time may be over by now
        return ['vanished without a tombstone'] if not ended or live_now or any(days_over(step, copy) < -1 for copy in ended) else []
    lives = [copy for copy in copies if not copy.cancelled]
    best = max(lives, key=lambda copy: copy.sequence)
    if live_now is None and any(copy.cancelled and copy.raw == item.raw for copy in copies):
        return []                                      # finishing what was cut short: the tombstone that stands elsewhere
    stale = own.sequence < best.sequence or any(copy.cancelled and copy.sequence >= best.sequence for copy in copies)
    sequences = {own.sequence + 1, best.sequence + 1} if stale else {best.sequence + 1}
    bases = [own, best] if stale else [own]
    return fewest([new_tombstone(step, item, base, own, copies, sequences) for base in bases])


def new_tombstone(step, item, base, own, copies, sequences):
    wrong = []
    if not item.cancelled:
        return ['is live and no task of this feed asks for it']
    if item.text('SUMMARY') != CANCELLED + base.text('SUMMARY'):
        wrong.append(f'tombstone is called {item.text("SUMMARY")!r} and not {CANCELLED + base.text("SUMMARY")!r}')
    skipped = ('SUMMARY', 'STATUS', 'DESCRIPTION', 'X-PLAN-AMENDMENT', 'TRANSP', 'VALARM')
    if item.content(*skipped) != base.content(*skipped):
        wrong.append(f'tombstone holds {set(item.content(*skipped)) ^ set(base.content(*skipped))} otherwise than the entry did')
    wrong += check_amendment(item, step.meaning.get(base.raw, base), step.known.amendment, tombstone=True)
    stamps = {step.stamp_after([own]), step.stamp_after([base]), step.stamp_after(copies)}
    return wrong + check_stamps(item, sequences, stamps, {own.value('CREATED'), base.value('CREATED')}, [own])


def days_over(step, tombstone):
    """Days since a tombstone may go; negative while it must stay."""
    today, cancelled = (dt.datetime.fromtimestamp(moment, HANOI).date() for moment in (step.now, tombstone.stamp))
    return (today - max(tombstone.last_day, cancelled)).days - KEPT_DAYS


def kept_tombstone(step, feed, own, item):
    over = days_over(step, own)
    if item is not None:
        others = sum(not each.is_notice for each in step.after[feed].items.values()) > 1     # the last item stays, also beside a notice
        if item.raw != own.raw:
            return [f'tombstone changed its bytes (SEQUENCE {own.sequence} -> {item.sequence})']
        return [f'tombstone should have been dropped {over} days ago'] if over > 1 and others else []
    return [f'tombstone was dropped {-over} days early'] if over < -1 else []


def check_notice(item, own, step):
    if own is None or item.raw == own.raw:
        return []
    wrong = [] if item.sequence == own.sequence + 1 else [f'notice changed and SEQUENCE went from {own.sequence} to {item.sequence}']
    return wrong + ([] if item.stamp == step.stamp_after([own]) else [f'notice changed and its stamp is {item.value("DTSTAMP")}'])


def further_export(step, optional):
    """Differences of a folder exported over a published one."""
    asked = {feed: held for feed, held in step.before.items() if kind_of(feed) in step.options.feeds}
    mine = {feed: held for feed, held in step.after.items() if kind_of(feed) in step.options.feeds}
    wrong = existing_feeds(mine, asked, step.wants, optional, step.options)
    live = set()
    for uid, want in step.wants.items():
        fresh = next((step.fresh[feed].items[uid] for feed in want.feeds if feed in step.fresh and uid in step.fresh[feed].items), None)
        if fresh is None:
            continue                                # reported by first_export, unless it may be absent
        wrong += check_live(step, uid, want, fresh)
        live |= {(feed, step.formers.get(uid, uid)) for feed in want.feeds}
    somewhere = {uid for _, uid in live}
    for feed, held in asked.items():
        for uid in held.items:
            if (feed, uid) not in live and feed in step.after:
                wrong += [(feed, uid, text) for text in check_gone(step, feed, uid, uid if uid in somewhere else None)]
    for feed, held in mine.items():
        wrong += check_extras(step, feed, held, {uid for name, uid in live if name == feed})
        wrong += check_head(step, feed, held)
    wrong += equal_tombstones(step, asked, somewhere)
    return wrong + shape(mine, step.known, step.wants)


def check_extras(step, feed, held, live):
    """Entries that no task and no earlier entry explains; notices; the last item of a feed that has no work."""
    wrong, old = [], step.before[feed].items if feed in step.before else {}
    for uid, item in held.items.items():
        if uid in live or uid in old:
            continue
        if item.is_notice:
            continue
        if feed in step.lost and uid in step.lost[feed].items:
            continue
        wrong.append((feed, uid, 'is there and nothing explains it'))
    notice = [uid for uid, item in held.items.items() if item.is_notice and not item.cancelled]
    unit = re.sub('-todo$', '', feed)
    if notice and live and unit not in step.known.successors:
        wrong.append((feed, notice[0], 'is a notice in a feed that has live work'))
    return wrong


def check_head(step, feed, held):
    """A head says what it says in an empty folder; where there would be no such feed, what it said before, or the plan's new title."""
    if feed in step.fresh:
        return [] if held.head == step.fresh[feed].head else [(feed, '', 'head differs from the one in an empty folder')]
    if feed in step.before and held.head != step.before[feed].head:
        old, new = ([line for line in lines_of(head) if not re.match('NAME:|X-WR-CAL', line)] for head in (step.before[feed].head, held.head))
        name = unescaped(next(line for line in lines_of(held.head) if line.startswith('NAME:')))
        if old != new or one_line(step.known.title) not in name:
            return [(feed, '', 'head changed its bytes')]
    return []


def lines_of(head):
    return head.decode('utf-8').replace('\r\n ', '').split('\r\n')


def equal_tombstones(step, asked, somewhere):
    """Work that ended everywhere at once is the same tombstone in the owner's feed and in the feed of all."""
    wrong = []
    for total in ('all', 'all-todo'):
        if total not in asked or total not in step.after:
            continue
        for uid, old in asked[total].items.items():
            if uid in somewhere or old.cancelled or old.is_notice:
                continue
            for feed, held in asked.items():
                if feed != total and uid in held.items and held.items[uid].raw == old.raw and feed in step.after:
                    pair = [step.after[name].items.get(uid) for name in (total, feed)]
                    if None not in pair and pair[0].raw != pair[1].raw:
                        wrong.append((f'{total},{feed}', uid, 'ended in both feeds at once and is not the same tombstone'))
    return wrong
