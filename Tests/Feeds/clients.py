#!/usr/bin/env python3
"""Real calendar programs follow the feeds of a plan over two amendments.

    clients.py --plan PROGRAM [--keep FOLDER] [--require khal,vdirsyncer,calcurse,evolution]

PROGRAM exports clients/original.yaml, amended-1.yaml and amended-2.yaml into one folder, as an office would over the months; a local
HTTP server serves it. After each export every client fetches the feeds and must show exactly what the plan says now. What that is
comes from `PROGRAM tasks FILE --format json` and from the rules of republishing (class Ledger below), never from the feeds.

    feeds       the files themselves, read by the short parser in this script: UIDs, SEQUENCE, stamps
    vdirsyncer  `http` storage to a folder: an unchanged item keeps its file untouched, and syncing again does nothing
    khal        `khal list` on that folder, and `khal import` of every feed again and again into one calendar
    calcurse    a fresh import each time (it knows no updates): days, times, titles, notes
    evolution   evolution-data-server subscribed over HTTP: entries after each refresh, and which of them it announced as changed

On Debian: apt-get install -y --no-install-recommends khal vdirsyncer calcurse \\
               evolution-data-server gir1.2-ecal-2.0 python3-gi dbus
One line for each client and step. Exit 0: all right; 1: a client shows something else (said how); 2: a wrong call, or PROGRAM failed;
3: no client is installed, or one named by --require is not. Thunderbird is left out: it has no headless way to list a calendar.
"""
import argparse, collections, dataclasses, functools, hashlib, http.server, json, os, queue, re, shutil, subprocess, sys, tempfile
import threading, time, urllib.request
from datetime import date, datetime, timedelta, timezone

HERE = os.path.dirname(os.path.abspath(__file__))
ZONE = 'Asia/Ho_Chi_Minh'
FIRST, LAST = '2018-01-01', '2018-12-31'   # the days asked of the clients: the whole plan


@dataclasses.dataclass(frozen=True)
class Step:
    name: str
    file: str
    moment: str             # of the export
    same: bool = False      # nothing may change in any feed


STEPS = [
    Step('original', 'original.yaml', '20180416T020000Z'),
    Step('original again', 'original.yaml', '20180420T020000Z', same=True),
    Step('amendment 1', 'amended-1.yaml', '20180425T020000Z'),
    Step('amendment 2', 'amended-2.yaml', '20180504T020000Z'),
    Step('amendment 2 again', 'amended-2.yaml', '20180505T020000Z', same=True),
    Step('months later', 'amended-2.yaml', '20190304T020000Z'),   # cancelled entries are dropped by now
]


class Wrong(Exception):
    """A client shows something else than the plan says."""


class Missing(Exception):
    """A client is not installed."""


# What the feeds must hold ------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Item:
    """One entry of a feed."""
    uid: str
    day: str                # 2018-05-10
    start: str              # 17:30, or nothing for a whole day
    end: str
    summary: str
    status: str             # CONFIRMED, TENTATIVE, CANCELLED
    location: str
    holds: tuple            # pieces of text that the description must hold
    facts: str              # whatever else of the task a feed may show; where it changes, the entry has changed

    @property
    def shown(self):
        """What a person sees: no ids."""
        return self.day, self.start, self.end, self.summary, self.status, self.location


@dataclasses.dataclass(frozen=True)
class Published:
    """An entry as it stands in a feed."""
    item: Item
    sequence: int
    stamp: str              # of its last real change
    created: str
    cancelled: str = ''     # when it was withdrawn


def notes(path):
    """The notes of activities, which the JSON listing leaves out: activity -> text. Reads `note: |-` blocks only."""
    found, activity, block = {}, None, None
    for line in open(path, encoding='utf-8').read().split('\n'):
        if block is not None and (line.startswith(' ' * 6) or not line):
            block.append(line[6:])
            continue
        block = None
        if match := re.fullmatch(r'  ([a-z][a-z0-9-]*):', line):
            activity = match[1]
        if line == '    note: |-':
            block = found[activity] = []
    return {activity: '\n'.join(filter(None, lines)) for activity, lines in found.items()}


def feeds_of(listing, noted):
    """The live entries of every feed: feed -> UID -> Item. Reads what the plans of this test use, which is not all a plan may say."""
    feeds = collections.defaultdict(dict)
    for task in listing['tasks']:
        day = task['due'] or task['start']
        if not day or task['waiting']:
            continue
        start = end = ''
        if task['time'] and task['start'] == task['due']:
            start, end = task['time']['start'], task['time'].get('end')
            if not end:     # a time without an end counts as half an hour
                end = (datetime.strptime(start, '%H:%M') + timedelta(minutes=30)).strftime('%H:%M')
        title = ('[DỰ KIẾN] ' if task['tentative'] else '') + task['title']
        holds = [product['of'] for product in task['product']] + [noted.get(task['activity'], '')]
        unshown = ('ref', 'timeliness', 'verification')     # these depend on the day of asking, or on other tasks
        facts = json.dumps({key: value for key, value in task.items() if key not in unshown}, sort_keys=True)

        def item(role, prefix):
            local = task['id'].replace('/', '.').replace('@', '.') + role
            return Item(f"{local}@{task['plan']}", day, start, end, prefix + title, 'TENTATIVE' if task['tentative'] else 'CONFIRMED',
                        task['place'] or '', tuple(filter(None, holds)), facts)
        own = item('', '')
        feeds[task['unit']][own.uid] = feeds['all'][own.uid] = own
        for unit in task['coordinate']:
            copy = item('.coordinate.' + unit, '[PHỐI HỢP] ')
            feeds[unit][copy.uid] = copy
    return feeds


class Ledger:
    """Every feed as it must stand after each export.

    SEQUENCE rises by one at each real change of an entry and at no other time. An entry that leaves a feed stays there as cancelled
    until 60 days after its day or its cancellation, whichever is later; the last entry of a feed stays. `all` holds the live copy of
    a task that changed hands."""

    def __init__(self):
        self.feeds = collections.defaultdict(dict)      # feed -> UID -> Published
        self.newest = {}                                # UID -> the highest SEQUENCE anywhere
        self.created = {}                               # UID -> when it was first exported

    def publish(self, live, moment):
        sequence, stamp = {}, {}
        for uid in {uid for items in live.values() for uid in items}:
            item = next(items[uid] for items in live.values() if uid in items)
            before = [feed[uid] for feed in self.feeds.values() if uid in feed and feed[uid].item == item]
            if before:
                sequence[uid], stamp[uid] = before[0].sequence, before[0].stamp
            else:
                sequence[uid], stamp[uid] = self.newest.get(uid, -1) + 1, moment
        for name in {*live, *self.feeds}:
            now = {uid: Published(item, sequence[uid], stamp[uid], self.created.setdefault(uid, moment))
                   for uid, item in live.get(name, {}).items()}
            for uid, old in self.feeds[name].items():
                if uid in now:
                    continue
                if not old.cancelled:
                    item = dataclasses.replace(old.item, status='CANCELLED', summary='[HỦY] ' + old.item.summary)
                    old = Published(item, old.sequence + 1, moment, old.created, cancelled=moment)
                today, gone = (datetime.strptime(text[:8], '%Y%m%d').date() for text in (moment, old.cancelled))
                if today - max(date.fromisoformat(old.item.day), gone) <= timedelta(days=60) or len(self.feeds[name]) == 1:
                    now[uid] = old
            self.feeds[name] = now
        for feed in self.feeds.values():
            for uid, entry in feed.items():
                self.newest[uid] = max(entry.sequence, self.newest.get(uid, 0))


# Reading and comparing ---------------------------------------------------------------------------------------------------------------

def components(text):
    """The events of a calendar, each a list of (name, parameters, raw value). As strict as it is short."""
    found, event = [], None
    for line in re.sub(r'\r\n[ \t]', '', text).split('\r\n'):
        if line == 'BEGIN:VEVENT':
            event = []
        elif line == 'END:VEVENT':
            found.append(event)
            event = None
        elif event is not None:
            head, _, value = line.partition(':')
            name, *parameters = head.split(';')
            event.append((name, parameters, value))
    return found


def plain(value):
    """A TEXT value (RFC 5545 section 3.3.11) without its escapes."""
    return re.sub(r'\\(.)', lambda match: '\n' if match[1] in 'nN' else match[1], value)


def read_event(event):
    """An event of `components` as (what a person sees, its description, its other values by name)."""
    values = {name: value for name, _, value in event}
    if len(values) != len(event):
        raise Wrong('a property stands twice in ' + values.get('UID', 'an event'))
    parameters = {name: parameters for name, parameters, _ in event}

    def moment(name):
        value = values[name]
        day = f'{value[:4]}-{value[4:6]}-{value[6:8]}'
        if parameters[name] == ['VALUE=DATE'] and len(value) == 8:
            return day, ''
        if parameters[name] == ['TZID=' + ZONE] and len(value) == 15:
            return day, f'{value[9:11]}:{value[11:13]}'
        raise Wrong(f"{values.get('UID')}: {name} is {parameters[name]} {value}")
    (day, start), (last, end) = moment('DTSTART'), moment('DTEND')
    if not start and date.fromisoformat(last) - date.fromisoformat(day) != timedelta(days=1) or start and day != last:
        raise Wrong(f"{values.get('UID')} lasts from {day} to {last}")
    shown = day, start, end, plain(values['SUMMARY']), values['STATUS'], plain(values.get('LOCATION', ''))
    return shown, plain(values.get('DESCRIPTION', '')), values


def same_lines(text):
    """A text for comparing: without blank lines and outer space of lines."""
    return '\n'.join(filter(None, map(str.strip, text.split('\n'))))


def compare(where, wanted, got):
    """Both are lists of (what is seen, description or pieces it must hold); order is free, repetition is not."""
    want, have = collections.Counter(seen for seen, _ in wanted), collections.Counter(seen for seen, _ in got)
    said = [f'  not there: {seen}' for seen in sorted((want - have).elements())]
    said += [f'  not expected: {seen}' for seen in sorted((have - want).elements())]
    if said:
        raise Wrong('\n'.join([f'{where}:', *said[:20], *([f'  … and {len(said) - 20} more'] if len(said) > 20 else [])]))
    descriptions = collections.defaultdict(list)
    for seen, description in got:
        descriptions[seen].append(same_lines(description))
    for seen, pieces in wanted:
        for piece in pieces:
            if not any(same_lines(piece) in description for description in descriptions[seen]):
                raise Wrong(f'{where}: the description of {seen} lacks\n{piece}\n  it is\n{descriptions[seen][0]}')


def count(step_feeds):
    entries = [entry for feed in step_feeds.values() for entry in feed.values()]
    return f'{len(entries)} entries, {sum(bool(entry.cancelled) for entry in entries)} of them cancelled'


def run(command, **options):
    """Runs a program to its end; its output, or Wrong."""
    options.setdefault('timeout', 120)
    done = subprocess.run(command, stdin=options.pop('stdin', subprocess.DEVNULL), capture_output=True, text=True, **options)
    if done.returncode:
        raise Wrong(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def fetch(url, path):
    """Downloads a feed, as a person would who then imports the file."""
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url) as answer, open(path, 'wb') as file:
        shutil.copyfileobj(answer, file)


# The server --------------------------------------------------------------------------------------------------------------------------

class Server:
    """Serves a folder on 127.0.0.1 and remembers who asked for what."""

    def __init__(self, folder):
        asked = self.asked = []     # (path, User-Agent, code)

        class Handler(http.server.SimpleHTTPRequestHandler):
            extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, '.ics': 'text/calendar; charset=utf-8'}
            tag = None

            def send_head(self):
                try:
                    with open(self.translate_path(self.path), 'rb') as file:
                        self.tag = f'"{hashlib.sha256(file.read()).hexdigest()}"'
                except OSError:
                    self.tag = None
                if self.tag and self.headers.get('If-None-Match') == self.tag:
                    self.send_response(304)
                    self.end_headers()
                    return None
                return super().send_head()      # knows Last-Modified and If-Modified-Since

            def end_headers(self):
                if self.tag:
                    self.send_header('ETag', self.tag)
                super().end_headers()

            def log_request(self, code='-', size='-'):
                asked.append((self.path, self.headers.get('User-Agent', ''), int(code)))

            def log_message(self, *arguments):
                pass

        self.http = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Handler, directory=folder))
        self.root = f'http://127.0.0.1:{self.http.server_port}/'
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


# The clients -------------------------------------------------------------------------------------------------------------------------

class Client:
    """What follows the feeds. `step_feeds` is the ledger's feed -> UID -> Published."""
    name = packages = ''
    programs = ()

    def __init__(self, place, folder, urls):
        self.place, self.folder, self.urls = place, folder, urls      # its own folder; the published files; feed -> address
        for program in self.programs:
            if not shutil.which(program):
                raise Missing
        os.makedirs(place)
        # Nothing of the person's own settings is read or written.
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(('XDG_', 'DBUS_', 'PYTHON', 'LC_'))}
        self.environment.update(HOME=place, TMPDIR=place, TZ=ZONE, LANG='C.UTF-8', NO_COLOR='1')
        for kind in ('data', 'config', 'cache', 'state'):
            self.environment[f'XDG_{kind.upper()}_HOME'] = os.path.join(place, kind)
        self.environment['XDG_RUNTIME_DIR'] = os.path.join(place, 'run')
        os.makedirs(os.path.join(place, 'run'), mode=0o700)

    def run(self, *command, **options):
        return run(command, env=self.environment, **options)

    def version(self):
        return re.search(r'\d[\d.]*', self.run(self.programs[0], '--version'))[0]

    def follow(self, step, step_feeds):
        """Fetches, and says what was checked; Wrong otherwise."""
        raise NotImplementedError

    def close(self):
        pass


class Feeds(Client):
    name = 'feeds'

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.before = {}

    def version(self):
        return ''

    def follow(self, step, step_feeds):
        there = {name: os.path.join(self.folder, name) for name in os.listdir(self.folder) if name.endswith('.ics')}
        if sorted(there) != sorted(name + '.ics' for name in step_feeds):
            raise Wrong(f'the feeds are {sorted(there)}')
        state = {name: (open(path, 'rb').read(), os.stat(path).st_mtime_ns, os.stat(path).st_ino) for name, path in there.items()}
        before, self.before = self.before, state
        for name in sorted(step_feeds):
            wanted, got = [], []
            for uid, entry in step_feeds[name].items():
                marks = uid, entry.sequence, entry.stamp, entry.stamp, entry.created
                wanted.append((entry.item.shown + marks, entry.item.holds))
            for event in components(state[name + '.ics'][0].decode()):
                shown, description, values = read_event(event)
                marks = tuple(values[key] for key in ('UID', 'SEQUENCE', 'DTSTAMP', 'LAST-MODIFIED', 'CREATED'))
                got.append((shown + (marks[0], int(marks[1]), *marks[2:]), description))
            compare(name + '.ics', wanted, got)
        if step.same:
            if touched := sorted(name for name in state if state[name] != before.get(name)):
                raise Wrong(f'written again without a change: {touched}')
            return f'{len(there)} files untouched'
        return f'{len(there)} files, {count(step_feeds)}: UID, SEQUENCE, stamps, days, texts'


class Vdirsyncer(Client):
    name = packages = 'vdirsyncer'
    programs = ('vdirsyncer',)

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.before, self.files = {}, {}
        self.options = ['vdirsyncer', '-c', os.path.join(self.place, 'vdirsyncer.conf')]
        parts = [f'[general]\nstatus_path = "{self.place}/status"\n']
        for name, url in self.urls.items():
            os.makedirs(self.items(name))
            pair = name.replace('-', '_')
            parts.append(f'[pair {pair}]\na = "{pair}_feed"\nb = "{pair}_items"\ncollections = null\n'
                         f'[storage {pair}_feed]\ntype = "http"\nurl = "{url}"\n'
                         f'[storage {pair}_items]\ntype = "filesystem"\npath = "{self.items(name)}"\nfileext = ".ics"\n')
        with open(self.options[2], 'w') as file:
            file.write('\n'.join(parts))
        self.run(*self.options, 'discover')

    def items(self, name):
        return os.path.join(self.place, 'items', name)

    def state(self):
        """feed -> file name -> (content, time, inode)"""
        result = {}
        for name in self.urls:
            result[name] = {}
            for entry in os.scandir(self.items(name)):
                with open(entry.path, encoding='utf-8', newline='') as file:
                    result[name][entry.name] = file.read(), entry.stat().st_mtime_ns, entry.inode()
        return result

    def follow(self, step, step_feeds):
        self.run(*self.options, 'sync')
        state = self.state()
        self.run(*self.options, 'sync')
        if self.state() != state:
            raise Wrong('a second sync without a change changed the folder')
        before, self.before = self.before, state
        kept = 0
        files, self.files = self.files, {}      # (feed, UID) -> (entry, file name)
        for name, feed in step_feeds.items():
            got, places = [], {}
            for file, (content, _, _) in state[name].items():
                events = components(content if '\r\n' in content else content.replace('\n', '\r\n'))
                if len(events) != 1:
                    raise Wrong(f'{name}/{file} holds {len(events)} entries')
                # vdirsyncer writes a hash of the content where the UID was.
                shown, description, values = read_event(events[0])
                got.append((shown + (int(values['SEQUENCE']),), description))
                places[got[-1][0]] = file
            compare(name, [(entry.item.shown + (entry.sequence,), entry.item.holds) for entry in feed.values()], got)
            for uid, entry in feed.items():
                file = places[entry.item.shown + (entry.sequence,)]
                self.files[name, uid] = entry, file
                old, old_file = files.get((name, uid), (None, None))
                if old == entry:
                    if file != old_file or state[name][file] != before[name][old_file]:
                        raise Wrong(f'{name}: the file of {uid}, which did not change, was {old_file} and is {file}')
                    kept += 1
        if step.same and state != before:
            raise Wrong('the folder changed although no feed did')
        return f'{count(step_feeds)}; {kept} unchanged ones kept their files; a second sync did nothing'


class Khal(Client):
    name = packages = 'khal'
    programs = ('khal',)
    FIELDS = ('calendar', 'start-date', 'start-time', 'end-date', 'end-time', 'status', 'cancelled', 'title', 'location', 'description')

    def __init__(self, *arguments, synced=None):
        super().__init__(*arguments)
        self.imported = collections.defaultdict(dict)       # feed -> UID -> Item; an import never takes anything away
        self.calendars = {'import ' + name: os.path.join(self.place, 'imported', name) for name in self.urls}
        if synced:
            self.calendars |= {'synced ' + name: synced.items(name) for name in self.urls}
        self.options = ['khal', '-c', os.path.join(self.place, 'khal.conf')]
        lines = ['[calendars]']
        for name, path in self.calendars.items():
            os.makedirs(path, exist_ok=True)
            lines += [f'[[{name}]]', 'path = ' + path]
        lines += ['[sqlite]', f'path = {self.place}/khal.db', '[locale]', f'default_timezone = {ZONE}', f'local_timezone = {ZONE}',
                  'timeformat = %H:%M', 'dateformat = %Y-%m-%d', 'longdateformat = %Y-%m-%d',
                  'datetimeformat = %Y-%m-%d %H:%M', 'longdatetimeformat = %Y-%m-%d %H:%M', '[default]', 'default_calendar = import all']
        with open(self.options[2], 'w') as file:
            file.write('\n'.join(lines) + '\n')

    def follow(self, step, step_feeds):
        for name, url in self.urls.items():
            path = os.path.join(self.place, name + '.ics')
            fetch(url, path)
            self.run(*self.options, 'import', '--batch', '-a', 'import ' + name, path)
            self.imported[name].update((uid, entry.item) for uid, entry in step_feeds[name].items())
        form = '\x1e' + '\x1f'.join('{%s}' % field for field in self.FIELDS) + '\x1f'
        listed = self.run(*self.options, 'list', '--day-format', '', '--format', form, FIRST, LAST)
        got = collections.defaultdict(list)
        for record in listed.split('\x1e')[1:]:
            seen = dict(zip(self.FIELDS, record.split('\x1f')))
            if seen['start-date'] != seen['end-date'] or bool(seen['cancelled']) != ('CANCELLED' in seen['status']):
                raise Wrong(f'khal list: {seen}')
            got[seen['calendar']].append(((seen['start-date'], seen['start-time'], seen['end-time'], seen['title'],
                                           seen['status'].strip(), seen['location']), seen['description']))
        for calendar in self.calendars:
            kind, name = calendar.split(' ')
            items = self.imported[name].values() if kind == 'import' else [entry.item for entry in step_feeds[name].values()]
            compare(f'khal list, {calendar}', [self.read(item.shown, item.holds) for item in items],
                    [self.read(*entry) for entry in got[calendar]])
        listed = sum(map(len, got.values()))
        kinds = ' and '.join(sorted({calendar.split()[0] for calendar in self.calendars}))
        return f'{listed} entries in {len(self.calendars)} calendars ({kinds}), each once and on its day; titles, status, texts'

    @staticmethod
    def read(shown, texts):
        r"""Both sides as khal's parser reads them: it takes escapes away twice (collective/icalendar#1008), so that `\n` written in a
        title as a backslash and an n shows as a line break."""
        def text(value):
            return plain(value) if isinstance(value, str) else tuple(map(text, value))
        return text(shown), text(texts)


class Calcurse(Client):
    name = packages = 'calcurse'
    programs = ('calcurse',)

    def follow(self, step, step_feeds):
        for name, url in self.urls.items():
            path = os.path.join(self.place, name + '.ics')
            fetch(url, path)
            data = os.path.join(self.place, 'data', name)
            shutil.rmtree(data, ignore_errors=True)
            os.makedirs(data)
            options = ['calcurse', '-D', data, '-C', data]
            self.run(*options, '-q', '-i', path)
            # Records start with \x1e; before them, on a line of its own, each day has its heading.
            listed = self.run(*options, '-Q', '--input-datefmt', '4', '--output-datefmt', '%Y-%m-%d', '--from', FIRST, '--to', LAST,
                              '--format-apt', '\x1e%(start:%H:%M)\x1f%(end:%H:%M)\x1f%m\x1f%N\x1d',
                              '--format-event', '\x1e\x1f\x1f%m\x1f%N\x1d')
            got, day = [], None
            for record in re.split('[\x1e\x1d]', listed):
                if '\x1f' not in record:
                    if match := re.search(r'(\d{4}-\d\d-\d\d):', record):
                        day = match[1]
                    continue
                start, end, title, note = record.split('\x1f')
                got.append(((day, start, end, title), note))
            # It knows neither STATUS nor LOCATION: cancelled shows in the title, the place stands in the note.
            compare('calcurse, ' + name,
                    [(entry.item.shown[:4], entry.item.holds + (entry.item.location,)) for entry in step_feeds[name].values()], got)
        return f'{count(step_feeds)}: days, times, titles, notes, places'


class Evolution(Client):
    name = 'evolution'
    packages = 'evolution-data-server gir1.2-ecal-2.0 python3-gi dbus'
    programs = ('dbus-run-session',)
    TIME = 20       # seconds for a refresh to show

    def __init__(self, *arguments, server=None):
        bindings = 'import gi; [gi.require_version(*each) for each in (("ECal", "2.0"), ("EDataServer", "1.2"), ("ICalGLib", "3.0"))]'
        for python in (sys.executable, '/usr/bin/python3'):
            if os.path.exists(python) and not subprocess.run([python, '-c', bindings], capture_output=True).returncode:
                break
        else:
            raise Missing
        if not os.path.exists('/usr/libexec/evolution-source-registry'):
            raise Missing
        super().__init__(*arguments)
        self.server, self.before = server, {}
        self.environment.update(GSETTINGS_BACKEND='memory', GIO_USE_VFS='local', http_proxy='', no_proxy='127.0.0.1')
        self.log = open(os.path.join(self.place, 'log'), 'w')
        self.reader = subprocess.Popen(
            ['dbus-run-session', '--', python, os.path.abspath(__file__), '--evolution-reader', json.dumps(self.urls)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, env=self.environment)
        self.answers = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        try:
            self.about = self.ask(None)
        except Wrong:
            self.close()
            raise

    def listen(self):
        for line in self.reader.stdout:
            self.answers.put(line)
        self.answers.put('')

    def version(self):
        return self.about

    def ask(self, question):
        """One line to the reader, one line back."""
        try:
            if question:
                self.reader.stdin.write(question + '\n')
                self.reader.stdin.flush()
            answer = self.answers.get(timeout=60)
        except (OSError, queue.Empty):
            answer = ''
        if not answer:
            raise Wrong(f'evolution-data-server does not answer; see {self.log.name} (--keep)')
        return json.loads(answer)

    def follow(self, step, step_feeds):
        asked = len(self.server.asked)
        self.ask('refresh')
        deadline, wrong, codes = time.monotonic() + self.TIME, None, {}
        while True:
            answer = self.ask('show')
            # Refreshes run in the background: first each feed is fetched, then the entries follow.
            codes = {path: code for path, agent, code in self.server.asked[asked:] if 'Evolution' in agent}
            try:
                if len(codes) < len(self.urls):
                    raise Wrong(f'evolution-data-server asked only for {sorted(codes)}')
                self.check(step_feeds, answer)
                break
            except Wrong as difference:
                if time.monotonic() > deadline:
                    raise difference
        fetched = sum(code == 304 for code in codes.values())
        before, self.before = self.before, {name: dict(feed) for name, feed in step_feeds.items()}
        announced = 0
        for name, feed in step_feeds.items():
            old = before.get(name, {})
            wanted = {'added': feed.keys() - old.keys(), 'removed': old.keys() - feed.keys(),
                      'modified': {uid for uid in feed.keys() & old.keys() if feed[uid] != old[uid]}}
            got = answer[name]['announced']
            for kind, uids in wanted.items():
                # The first fetch may come before the reader listens.
                if before and set(got[kind]) != uids:
                    raise Wrong(f'{name}: announced as {kind}: {sorted(got[kind])}, expected {sorted(uids)}')
                announced += len(uids)
        said = f'announced {announced} changes' if before else 'subscribed'
        return f'{count(step_feeds)}: UID, SEQUENCE, days, times, texts; {said}; {fetched} of {len(self.urls)} answers were 304'

    def check(self, step_feeds, answer):
        for name, feed in step_feeds.items():
            got = [(tuple(seen), description) for *seen, description in answer[name]['entries']]
            compare('evolution, ' + name,
                    [(entry.item.shown + (uid, entry.sequence), entry.item.holds) for uid, entry in feed.items()], got)

    def close(self):
        try:
            self.reader.stdin.close()
            self.reader.wait(20)
        except (OSError, subprocess.TimeoutExpired):
            self.reader.terminate()
        self.log.close()


def evolution_reader(urls):
    """Runs inside a D-Bus session of its own: subscribes to feeds through evolution-data-server, as Evolution does; answers questions."""
    import gi
    for name, version in (('ECal', '2.0'), ('EDataServer', '1.2'), ('ICalGLib', '3.0')):
        gi.require_version(name, version)
    from gi.repository import ECal, EDataServer, GLib, ICalGLib
    context = GLib.MainContext.default()
    registry = EDataServer.SourceRegistry.new_sync(None)
    clients, views, announced = {}, {}, {}

    def settle(seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while context.iteration(False):
                pass
            time.sleep(0.01)

    for name, url in urls.items():
        uri = GLib.Uri.parse(url, GLib.UriFlags.NONE)
        source = EDataServer.Source.new_with_uid('feed-' + name, None)
        source.set_display_name(name)
        source.set_parent('webcal-stub')
        source.get_extension('Calendar').set_backend_name('webcal')
        source.get_extension('WebDAV Backend').set_uri(uri)
        source.get_extension('Authentication').set_host(uri.get_host())
        source.get_extension('Authentication').set_port(uri.get_port())
        source.get_extension('Security').set_secure(False)
        source.get_extension('Refresh').set_enabled(False)
        registry.commit_source_sync(source, None)
        settle(0.2)
        client = clients[name] = ECal.Client.connect_sync(registry.ref_source('feed-' + name), ECal.ClientSourceType.EVENTS, 1, None)
        _, view = client.get_view_sync('#t', None)
        views[name] = view
        announced[name] = {kind: [] for kind in ('added', 'modified', 'removed')}
        for kind in ('added', 'modified'):
            view.connect('objects-' + kind, lambda _, items, kind=kind, name=name: announced[name][kind].extend(
                item.get_uid() for item in items))
        view.connect('objects-removed', lambda _, ids, name=name: announced[name]['removed'].extend(each.get_uid() for each in ids))
        view.start()

    here = ICalGLib.Timezone.get_builtin_timezone(ZONE)

    def local(name, moment):
        """The day and hour on the clocks of Viet Nam, by the feed's own VTIMEZONE and the system's zone."""
        value = moment.get_value()
        hour = ''
        if not value.is_date():
            _, zone = clients[name].get_timezone_sync(moment.get_tzid(), None)
            value.set_timezone(zone)
            value = value.convert_to_zone(here)
            hour = '%02d:%02d' % (value.get_hour(), value.get_minute())
        return '%04d-%02d-%02d' % (value.get_year(), value.get_month(), value.get_day()), hour

    def entries(name):
        found = []
        for component in clients[name].get_object_list_as_comps_sync('#t', None)[1]:
            item = component.get_icalcomponent()
            (day, start), (_, end) = local(name, component.get_dtstart()), local(name, component.get_dtend())
            found.append([day, start, end, item.get_summary(), item.get_status().value_nick.upper(), item.get_location() or '',
                          item.get_uid(), item.get_sequence(), item.get_description() or ''])
        return found

    def say(answer):
        print(json.dumps(answer), flush=True)

    say(f'{EDataServer.EDS_MAJOR_VERSION}.{EDataServer.EDS_MINOR_VERSION}.{EDataServer.EDS_MICRO_VERSION}')
    for line in iter(sys.stdin.readline, ''):
        if line == 'refresh\n':
            settle(0.2)
            for name, client in clients.items():
                for uids in announced[name].values():
                    uids.clear()
                client.refresh_sync(None)
            say('refreshed')
        else:
            settle(0.5)
            say({name: {'entries': entries(name), 'announced': announced[name]} for name in clients})


# The test ----------------------------------------------------------------------------------------------------------------------------

def program(plan, *arguments, **options):
    try:
        return run([plan, *arguments], **options)
    except (OSError, Wrong, subprocess.TimeoutExpired) as error:
        print(f'clients.py: {error}', file=sys.stderr)
        sys.exit(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--plan', metavar='PROGRAM', required=True, help='the program under test')
    parser.add_argument('--keep', metavar='FOLDER', help='work in this folder, which must be new or empty, and leave it')
    parser.add_argument('--require', metavar='NAMES', default='', help='clients that must be installed')
    options = parser.parse_args()
    required = set(filter(None, options.require.split(',')))
    known = [Vdirsyncer, Khal, Calcurse, Evolution]
    if unknown := required - {kind.name for kind in known}:
        parser.error(f"no such client: {', '.join(sorted(unknown))}")
    if options.keep and os.path.isdir(options.keep) and os.listdir(options.keep):
        parser.error(f'{options.keep} is not empty')
    work = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix='clients-')
    os.makedirs(work, exist_ok=True)
    clients = []
    try:
        sys.exit(follow_all(os.path.abspath(options.plan), work, known, required, clients))
    finally:
        for client in clients:
            client.close()
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)


def follow_all(plan, work, known, required, clients):
    out, ledger, failed = os.path.join(work, 'published'), Ledger(), []
    server = None
    for step in STEPS:
        file = os.path.join(HERE, 'clients', step.file)
        try:
            listing = json.loads(program(plan, 'tasks', file, '--format', 'json'))
        except ValueError:
            print(f'clients.py: {plan} tasks --format json wrote no JSON', file=sys.stderr)
            return 2
        moment = datetime.strptime(step.moment, '%Y%m%dT%H%M%SZ').replace(tzinfo=timezone.utc)
        program(plan, 'export', file, '--to', out, env={**os.environ, 'SOURCE_DATE_EPOCH': str(int(moment.timestamp()))})
        ledger.publish(feeds_of(listing, notes(file)), step.moment)
        name, = listing['plans']
        if not server:
            server = Server(out)
            missing = start(known, clients, failed, work, os.path.join(out, name), server,
                            {feed: f'{server.root}{name}/{feed}.ics' for feed in sorted(ledger.feeds)})
            if required & missing or len(missing) == len(known):
                return 3
        for client in clients:
            try:
                print(f'{"ok":5} {client.label:20} {step.name}: {client.follow(step, ledger.feeds)}', flush=True)
            except (Wrong, subprocess.TimeoutExpired) as wrong:
                failed.append(client.name)
                print(f'WRONG {client.label:20} {step.name}: {wrong}', flush=True)
    print('wrong: ' + ', '.join(sorted(set(failed))) if failed else f'all right: {len(clients)} readers, {len(STEPS)} steps')
    return 1 if failed else 0


def start(known, clients, failed, work, folder, server, urls):
    """Makes the clients; the names of those that are not installed."""
    missing, synced = set(), None
    for kind in [Feeds, *known]:
        more = {'synced': synced} if kind is Khal else {'server': server} if kind is Evolution else {}
        try:
            client = kind(os.path.join(work, kind.name), folder, urls, **more)
        except Missing:
            missing.add(kind.name)
            print(f'missing: {kind.name} (apt-get install -y --no-install-recommends {kind.packages})', flush=True)
            continue
        except Wrong as wrong:
            failed.append(kind.name)
            print(f'WRONG {kind.name:20} does not start: {wrong}', flush=True)
            continue
        client.label = f'{client.name} {client.version()}'.strip()
        if kind is Vdirsyncer:
            synced = client
        clients.append(client)
    return missing


if __name__ == '__main__':
    if sys.argv[1:2] == ['--evolution-reader']:
        evolution_reader(json.loads(sys.argv[2]))
    else:
        main()
