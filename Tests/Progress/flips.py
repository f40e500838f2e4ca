#!/usr/bin/env python3
"""Spoils stores, and puts other things in their place: each command gives the right answer, or refuses with a message.

    flips.py --plan PROGRAM [--long] [--only flips,large,first_page,cuts,tampered,others,places] [--seed 2018]

Never a crash, never a wrong answer, never a change of what was refused. `--long` flips a thousand bytes at random, each byte of the
first page, and cuts the file at every 512 bytes.
"""

import collections, os, random, shutil, socket, sqlite3, subprocess

from checks import APPLICATION, VERSION, Violations, contents, expect, expect_refused, has_crashed, kept, look, main, new_entry, parsed, shown, written

STATES = ['started', 'blocked', 'done', 'cancelled', 'reopened']
MARKED = '2018-06-01'


class Sound:
    """A store with some sixty entries, and what each command says of it."""

    def __init__(self, bench):
        dice = bench.dice('sound')
        self.bench, self.office = bench, bench.office()
        self.tasks = [task['id'] for task in self.office.list()]
        for index in range(20):
            expect(self.office.mark(self.tasks[index], dice.choice(STATES[:4]), '--note', f'Ghi chú {index}', '--by', 'Nguyễn Văn Ấn', '--evidence', f'ảnh-{index}.jpg'), 0)
        more = [
            new_entry(dice, dice.choice(self.tasks[:50]), dice.choice(STATES), f'2018-0{dice.randint(3, 8)}-1{dice.randint(0, 9)}',
                      f'2018-08-20T10:{index:02}:00.{dice.randint(0, 999999):06}Z', note='x' * dice.choice([0, 5, 80]) or None, quantity=dice.choice([None, 7]))
            for index in range(38)
        ]
        # One long enough to lie on pages of its own.
        more.append(new_entry(dice, self.tasks[60], 'done', '2018-05-05', '2018-08-20T11:00:00.000000Z', note='dài ' * 3000))
        expect(self.office.take_in(written(more)), 0)
        self.bytes = kept(self.office.store)
        self.entries = look(self.office.store)
        self.status = expect(self.office.status(), 0).out
        self.log = contents(self.office.lines())
        self.empty_status = expect(bench.office().status(), 0).out

    def spoilt(self, data, journal=None):
        office = self.bench.office()
        with open(office.store, 'wb') as file:
            file.write(data)
        if journal is not None:
            with open(office.store + '-journal', 'wb') as file:
                file.write(journal)
        return office

    def check(self, office, may_be_empty=False, readable=True):
        """Runs three commands on a store that may be spoilt; how many gave the right answer, the rest refused."""
        before = kept(office.store)
        answers = collections.Counter()
        allowed = {self.status} | ({self.empty_status} if may_be_empty else set())
        result = office.status(timeout=30)
        if self.answered('status', result, answers) and result.out not in allowed:
            raise Violations('status: a wrong answer')
        result = office.export(timeout=30)
        if self.answered('log', result, answers) and contents(parsed(result.out)) not in [self.log] + [[]] * may_be_empty:
            raise Violations(f'log: a wrong answer, {len(parsed(result.out))} entries')
        if kept(office.store) != before:
            raise Violations('reading changed the bytes of the store')
        result = office.mark(self.tasks[90], 'done', '--note', 'new', timeout=30)
        if self.answered('mark', result, answers):
            entries = parsed(expect(office.export(), 0).out)
            new = [entry for entry in entries if entry['note'] == 'new']
            rest = contents(entry for entry in entries if entry['note'] != 'new')
            if len(new) != 1 or rest not in [self.log] + [[]] * may_be_empty:
                raise Violations(f'mark: exit 0, then {len(new)} new and {len(rest)} other entries')
            # What was flipped may have been kept as it is; where it is seen, the next command says so.
            look(office.store) if readable else None
        elif kept(office.store) != before:
            raise Violations(f'mark: exit {result.code}, and the bytes of the store changed')
        return answers['right']

    def answered(self, kind, result, answers):
        if has_crashed(result):
            raise Violations(f'{kind}: a crash: {shown(result)}')
        if result.code == 0:
            answers['right'] += 1
            return True
        try:
            if kind == 'log':
                # What can still be read is given out, for who has no copy; each line of it is right.
                if strange := set(contents(parsed(result.out))) - set(self.log):
                    raise Violations(f'exit {result.code}, and {len(strange)} lines that are not in the log: {min(strange)[:300]}')
                result = result._replace(out='')
            expect_refused(result, 2)
        except Violations as violations:
            raise Violations(*(f'{kind}: {text}' for text in violations.args))
        return False


SOUND = {}


def sound(bench):
    if bench not in SOUND:
        SOUND[bench] = Sound(bench)
    return SOUND[bench]


def summary(what, results):
    whole = sum(1 for right in results if right == 3)
    none = sum(1 for right in results if right == 0)
    return f'{len(results)} {what}: {whole} answered, {none} refused, {len(results) - whole - none} in part'


def flip(data, place, mask):
    return data[:place] + bytes([data[place] ^ mask]) + data[place + 1:]


def checked(base, title, data, **more):
    office = base.spoilt(data, more.pop('journal', None))
    try:
        return base.check(office, **more)
    except Violations as violations:
        # The store that shows it is kept beside, by its bytes, in what is printed: place and mask.
        raise Violations(*(f'{title}: {text}' for text in violations.args))
    finally:
        shutil.rmtree(office.folder)


def flips(bench):
    """One to three bytes flipped anywhere (T29)."""
    base = sound(bench)
    dice = bench.dice('flips')
    cases = []
    for number in range(1000 if bench.long else 150):
        data, names = base.bytes, []
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            # Pages differ in use: as often in the used half of a page, at its start and end, as anywhere.
            place = dice.choice([dice.randrange(len(data)), dice.randrange(len(data)), dice.randrange(0, len(data), 4096) + dice.randrange(64)])
            mask = dice.choice([1 << dice.randrange(8), 0xFF, dice.randrange(1, 256)])
            data = flip(data, place, mask)
            names.append(f'{place}^{mask:#x}')
        cases.append((f'flip {number} at {", ".join(names)}', data))
    found, results = bench.each(lambda title, data: checked(base, title, data, readable=False), cases)
    return summary(f'flips in {len(base.bytes)} bytes', results), found


def large(bench):
    """A store too large to be looked through for each mark: what is acknowledged can be read afterwards, whatever else is damaged."""
    dice = bench.dice('large')
    base = bench.office()
    tasks = [task['id'] for task in base.list()]
    entries = [
        new_entry(dice, dice.choice(tasks[:80]), dice.choice(STATES), '2018-06-01', f'2018-07-{1 + index // 600:02}T{index // 60 % 10:02}:{index % 60:02}:00.{dice.randrange(10**6):06}Z', note='x' * dice.randint(0, 60))
        for index in range(6000)
    ]
    expect(base.take_in(written(entries)), 0)
    data, log, status = kept(base.store), set(contents(entries)), expect(base.status(), 0).out
    last = max(entry['at'] for entry in entries)
    answers = collections.Counter()

    def one(title, data):
        office = bench.office()
        with open(office.store, 'wb') as file:
            file.write(data)
        try:
            for kind, result in (('status', office.status()), ('mark', office.mark(tasks[90], 'done', '--note', 'new')), ('log', office.export())):
                if has_crashed(result):
                    raise Violations(f'{kind}: a crash: {shown(result)}')
                expect(result, 0, 2)
                answers[kind, result.code] += 1
                if result.code and not result.err.strip():
                    raise Violations(f'{kind}: exit 2 without a message')
                if kind == 'status' and not result.code and result.out != status:
                    raise Violations('status: a wrong answer')
                if kind == 'mark':
                    is_marked = result.code == 0
            lines = parsed(result.out)
            new = [line for line in lines if line['note'] == 'new']
            if is_marked != len(new):
                raise Violations(f'a mark {"acknowledged" if is_marked else "refused"}, and {len(new)} new lines of {len(lines)} in the log')
            if new and new[0]['at'] <= max((line['at'] for line in lines if line['note'] != 'new'), default=last):
                raise Violations(f'a mark later than the log has {new[0]["at"]}')
            rest = set(contents(line for line in lines if line['note'] != 'new'))
            if rest - log or not result.code and rest != log:
                raise Violations(f'log: exit {result.code}, and {len(rest - log)} wrong lines, {len(log - rest)} missing')
        except Violations as violations:
            raise Violations(*(f'{title}: {text}' for text in violations.args))
        finally:
            shutil.rmtree(office.folder)

    cases = [('untouched', data)]
    for number in range(300 if bench.long else 6):
        place, mask = dice.choice([dice.randrange(len(data)), dice.randrange(0, len(data), 4096) + dice.randrange(64)]), dice.choice([1 << dice.randrange(8), 0xFF])
        cases.append((f'flip {number} at {place}^{mask:#x}', flip(data, place, mask)))
    found, _ = bench.each(one, cases)
    return f'{len(cases)} stores of {len(data)} bytes, ' + ', '.join(f'{kind} {number} × exit {code}' for (kind, code), number in sorted(answers.items())), found


def first_page(bench):
    """Each byte of the first page, or of its head."""
    base = sound(bench)
    dice = bench.dice('first page')
    places = range(4096) if bench.long else range(0, 108, 4)
    cases = [(f'byte {place}', flip(base.bytes, place, dice.choice([0xFF, 1, 0x80]))) for place in places]
    # Free room that looks other than it did makes no difference; all else does or is noticed.
    found, results = bench.each(lambda title, data: checked(base, title, data, readable=False), cases)
    return summary('bytes', results), found


def cuts(bench):
    """Truncated, emptied, and longer than it was."""
    base = sound(bench)
    size = len(base.bytes)
    lengths = sorted({1, 15, 16, 99, 100, 511, 512, 1024, 4095, 4096, 4097, size - 1, size - 512, *range(0, size, 512 if bench.long else 5120)} - {0})
    cases = [(f'cut to {length} bytes', base.bytes[:length]) for length in lengths]
    cases += [('a page of zeros behind', base.bytes + bytes(4096)), ('a few bytes behind', base.bytes + b'xyz'), ('a page left out', base.bytes[:8192] + base.bytes[12288:])]
    cases += [(f'page {page} of zeros', base.bytes[:page * 4096] + bytes(4096) + base.bytes[page * 4096 + 4096:]) for page in range(0, size // 4096, 1 if bench.long else 3)]
    found, results = bench.each(lambda title, data: checked(base, title, data, readable=False), cases)
    try:
        if checked(base, 'an empty file', b'', may_be_empty=True) != 3:
            found.append('an empty file is not a new store')
    except Violations as violations:
        found += violations.args
    return summary('lengths', results), found


# --- Stores that someone wrote into


def tampered(bench):
    """What another program wrote into the tables is noticed, or the triggers kept it out."""
    base = sound(bench)
    found, results = [], []
    entry = base.entries[7]['entry']

    def written_into(title, *statements, may_answer=False):
        office = base.spoilt(base.bytes)
        connection = sqlite3.connect(office.store, isolation_level=None)
        try:
            for statement in statements:
                connection.execute(statement)
        except sqlite3.Error:
            connection.close()
            results.append('kept out')
            return
        finally:
            connection.close()
        try:
            right = base.check(office, readable=False)
            if right and not may_answer:
                raise Violations(f'{right} of 3 commands answered')
            results.append('refused' if not right else 'answered')
        except Violations as violations:
            found.extend(f'{title}: {text}' for text in violations.args)

    with sqlite3.connect(f'file:{base.office.store}?mode=ro', uri=True) as connection:
        triggers = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    without = [f'DROP TRIGGER "{name}"' for name in triggers]
    for title, statement in (('update', f"UPDATE entries SET note = 'x' WHERE entry = '{entry}'"), ('delete', f"DELETE FROM entries WHERE entry = '{entry}'")):
        before = len(results)
        written_into(f'{title} with the triggers there', statement)
        if results[before:] != ['kept out']:
            found.append(f'{title} is not kept out by a trigger')
    written_into('a row replaced', f"INSERT OR REPLACE INTO entries SELECT entry, task, nominal, \"as\", \"on\", at, by, 'x', evidence, quantity, until, document, sum FROM entries WHERE entry = '{entry}'")
    written_into('a row changed', *without, f"UPDATE entries SET note = 'x' WHERE entry = '{entry}'")
    written_into('the day changed', *without, f"UPDATE entries SET \"on\" = '2018-01-01' WHERE entry = '{entry}'")
    written_into('a row deleted', *without, f"DELETE FROM entries WHERE entry = '{entry}'")
    written_into('a row deleted, the count mended', *without, f"DELETE FROM entries WHERE entry = '{entry}'", 'UPDATE head SET count = count - 1')
    written_into('all rows deleted', *without, 'DELETE FROM entries')
    written_into('a row added', "INSERT INTO entries SELECT '00000000-0000-4000-8000-000000000000', task, nominal, \"as\", \"on\", at, by, note, evidence, quantity, until, document, sum FROM entries LIMIT 1")
    written_into('two rows change places', *without, f"UPDATE entries SET task = (SELECT max(task) FROM entries) WHERE entry = '{entry}'")
    written_into('the sums change places', *without, "UPDATE entries SET sum = sum + CASE WHEN rowid = 1 THEN 1 WHEN rowid = 2 THEN -1 ELSE 0 END")
    for statement in ('UPDATE head SET count = count + 1', 'UPDATE head SET sum = sum + 1', 'DELETE FROM head', 'DROP TABLE head', 'DROP TABLE entries',
                      'ALTER TABLE entries RENAME TO lines', 'ALTER TABLE entries RENAME COLUMN note TO remark'):
        written_into(statement, *without, statement)
    written_into('no triggers', *without, may_answer=True)
    written_into('another table', 'CREATE TABLE more (x)', may_answer=True)
    written_into('another column', 'ALTER TABLE entries ADD COLUMN more TEXT', may_answer=True)
    written_into('vacuumed', 'VACUUM', may_answer=True)
    written_into('other pages', 'PRAGMA page_size = 1024', 'VACUUM', may_answer=True)
    written_into('a write-ahead log', 'PRAGMA journal_mode = WAL', may_answer=True)
    return f'{len(results)} ways, ' + ', '.join(f'{number} {name}' for name, number in collections.Counter(results).items()), found


# --- Other files in the place of the store


def database(*statements):
    def make(path):
        with sqlite3.connect(path, isolation_level=None) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return make


def text(data):
    def make(path):
        with open(path, 'wb') as file:
            file.write(data)

    return make


def others(bench):
    """Files of others are refused and stay as they are, whatever they are."""
    base = sound(bench)
    ours = f'PRAGMA application_id = {APPLICATION}'

    def newer(path):
        text(base.bytes)(path)
        with sqlite3.connect(path) as connection:
            connection.execute(f'PRAGMA user_version = {VERSION + 1}')
        connection.close()

    def version(number, application=APPLICATION):
        def make(path):
            text(base.bytes)(path)
            with sqlite3.connect(path) as connection:
                connection.execute(f'PRAGMA user_version = {number}')
                connection.execute(f'PRAGMA application_id = {application}')
            connection.close()

        return make

    makers = {
        'a text': text('Ghi chú của văn phòng\n'.encode()), 'a CSV': text(b'task,state\n' * 1000), 'a page of zeros': text(bytes(4096)), 'a newline': text(b'\n'),
        'a SQLite of another program': database('PRAGMA application_id = 252006673', 'CREATE TABLE t (x)'), 'a SQLite without a name': database('CREATE TABLE t (x)'),
        'a SQLite that has the tables and no name': database('CREATE TABLE entries (entry TEXT)', 'CREATE TABLE head (id, count, sum)'),
        'the name without tables': database(ours, f'PRAGMA user_version = {VERSION}'), 'the name with other tables': database(ours, f'PRAGMA user_version = {VERSION}', 'CREATE TABLE entries (x)'),
        'views in place of tables': database(ours, f'PRAGMA user_version = {VERSION}', "CREATE VIEW entries AS SELECT 'x' AS entry", 'CREATE VIEW head AS SELECT 1 AS id, 0 AS count, 0 AS sum'),
        'newer': newer, 'newest': version(2**31 - 1), 'version 0': version(0), 'version -1': version(-1), 'another name': version(VERSION, 0x504C414F), 'no name': version(VERSION, 0),
    }

    def one(title, make):
        office = bench.office()
        make(office.store)
        before = kept(office.store)
        entry = new_entry(bench.dice(title), base.tasks[0], 'done', MARKED, '2018-06-02T00:00:00.000000Z')
        for kind, command in (
            ('status', office.status), ('log', office.export), ('tasks', office.tasks), ('log as text', lambda: office.run('log')),
            ('mark', lambda: office.mark(base.tasks[0], 'done')), ('import', lambda: office.take_in(written([entry]))),
        ):
            try:
                result = expect_refused(command(), 2)
            except Violations as violations:
                raise Violations(*(f'{kind}: {text}' for text in violations.args))
            if 'newe' in title and not any(word in result.err for word in ('newer', 'later')):
                raise Violations(f'{kind}: nothing is said of a newer program: {result.err.strip()[:200]!r}')
            if kept(office.store) != before:
                raise Violations(f'{kind}: the file is changed')

    found, _ = bench.each(one, list(makers.items()))
    return f'{len(makers)} files', found


def nobody():
    """What makes a program run as another account than root, for whom modes count."""
    return [] if os.geteuid() else ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']


def give_away(folder):
    for place, _, files in os.walk(folder):
        for path in [place] + [os.path.join(place, name) for name in files]:
            if not os.geteuid():
                os.chown(path, 65534, 65534)


def places(bench):
    """Folders, pipes, devices, links, journals that are none, files and folders that may not be read or written."""
    base = sound(bench)
    task = base.tasks[90]
    found, done = [], []

    def place(title, make, reading, marking, under=(), store=None, arguments=()):
        """`reading` and `marking`: what is allowed, of 'refused', 'right', 'empty' and 'wrong usage'."""
        office = bench.office()
        done.append(title)
        try:
            make(office)
            before = set(os.listdir(office.folder))
            for kind, command in (('status', office.status), ('log', office.export), ('mark', lambda *more, **how: office.mark(task, 'done', '--note', 'new', *more, **how))):
                result = command(*arguments, under=under, timeout=20)
                allowed = marking if kind == 'mark' else reading
                if has_crashed(result):
                    raise Violations(f'{kind}: {shown(result)}')
                if result.code:
                    expect_refused(result, 2, 64)
                    answer = {2: 'refused', 64: 'wrong usage'}[result.code]
                elif kind == 'status':
                    answer = {base.status: 'right', base.empty_status: 'empty'}.get(result.out, 'wrong')
                else:
                    lines = contents(entry for entry in parsed(result.out if kind == 'log' else expect(office.export(*arguments, under=under), 0).out) if entry['note'] != 'new')
                    answer = 'right' if lines == base.log else 'wrong' if lines else 'empty'
                if answer not in allowed:
                    raise Violations(f'{kind}: {answer}, {shown(result)}')
                if kind != 'mark' and (made := set(os.listdir(office.folder)) - before):
                    raise Violations(f'{kind}: reading made {made}')
        except Violations as violations:
            found.extend(f'{title}: {text}' for text in violations.args)
        finally:
            for folder, _, _ in os.walk(office.folder):
                os.chmod(folder, 0o755)

    sound_store = lambda office: text(base.bytes)(office.store)

    def linked(office):
        text(base.bytes)(os.path.join(office.folder, 'elsewhere.sqlite'))
        os.symlink('elsewhere.sqlite', office.store)

    def pipe_reader(office):
        os.mkfifo(office.store)

    def socketed(office):
        # The name of a socket is short; it is made here and moved there.
        with socket.socket(socket.AF_UNIX) as listening:
            short = os.path.join(bench.folder(), 's')
            listening.bind(short)
            os.rename(short, office.store)

    def modes(store=None, folder=None):
        def make(office):
            sound_store(office)
            give_away(office.folder)
            os.chmod(office.store, 0o644 if store is None else store)
            os.chmod(office.folder, 0o755 if folder is None else folder)

        return make

    def empty_folder(mode):
        def make(office):
            give_away(office.folder)
            os.chmod(office.folder, mode)

        return make

    def journal(data=None, make=None):
        def made(office):
            sound_store(office)
            make(office.store + '-journal') if make else text(data)(office.store + '-journal')

        return made

    refused, right, empty, wrong_usage = {'refused'}, {'right'}, {'empty'}, {'wrong usage'}
    place('nothing', lambda office: None, empty, empty)
    place('a sound store', sound_store, right, right)
    place('a folder', lambda office: os.mkdir(office.store), refused, refused)
    place('a pipe', pipe_reader, refused, refused)
    place('a socket', socketed, refused, refused)
    place('a link to a store', linked, right | refused, right | refused)
    place('a dangling link', lambda office: os.symlink('nowhere.sqlite', office.store), refused | empty, refused | empty)
    place('a link into a folder that is not there', lambda office: os.symlink('nowhere/x.sqlite', office.store), refused | empty, refused)
    place('a link to itself', lambda office: os.symlink('progress.sqlite', office.store), refused, refused)
    place('a link to a folder', lambda office: os.symlink('.', office.store), refused, refused)
    for device in ('/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/'):
        place(f'--store {device}', lambda office: None, refused, refused, arguments=('--store', device))
    place('--store in a folder that is not there', lambda office: None, empty | refused, refused, arguments=('--store', os.path.join(bench.memory, 'nowhere', 'x.sqlite')))
    place('--store below a file', lambda office: None, empty | refused, refused, arguments=('--store', os.path.join(bench.program, 'x.sqlite')))
    place('--store with a name too long', lambda office: None, empty | refused, refused, arguments=('--store', os.path.join(bench.memory, 'x' * 300)))
    place('--store that is empty', lambda office: None, wrong_usage, wrong_usage, arguments=('--store=',))
    place('--store :memory:', lambda office: None, refused | empty, refused | empty, arguments=('--store', ':memory:'))
    place('--store file:x?mode=memory', lambda office: None, refused | empty, refused | empty, arguments=('--store', 'file:x?mode=memory'))
    for name in (':memory:', 'file:x?mode=memory'):
        if os.path.exists(name):
            os.remove(name)
    if not os.geteuid() and subprocess.run([*nobody(), 'true'], capture_output=True).returncode:
        found.append('no setpriv')
    place('nobody else, all allowed', modes(), right, right, under=nobody())
    place('a store that may not be read', modes(store=0), refused, refused, under=nobody())
    place('a store that may not be written', modes(store=0o444), right, refused, under=nobody())
    place('a folder that may not be written', modes(folder=0o555), right, refused, under=nobody())
    place('a new store in a folder that may not be written', empty_folder(0o555), empty, refused, under=nobody())
    place('a journal of zeros', journal(bytes(5000)), right, right)
    place('a journal of noise', journal(random.Random(1).randbytes(5000)), right, right)
    place('an empty journal', journal(b''), right, right)
    place('a folder as journal', journal(make=os.mkdir), right | refused, right | refused)
    if bench.long:
        place('a pipe as journal', journal(make=os.mkfifo), right | refused, right | refused)
    place('a dangling link as journal', journal(make=lambda path: os.symlink('nowhere', path)), right | refused, right | refused)
    place('a write-ahead log beside', lambda office: (sound_store(office), text(b'x' * 100)(office.store + '-wal')), right | refused, right | refused)
    hot(bench, base, found, done)
    return f'{len(done)} places', found


def hot(bench, base, found, done):
    """A journal that a killed program left, for a reader who may not write: the old answer or a refusal, never half of the new one."""
    with_journal = half_committed(bench, base)
    if with_journal is None:
        found.append('no hot journal could be made')
        return
    for title, mode, under in (('a hot journal', 0o755, ()), ('a hot journal, folder that may not be written', 0o555, nobody())):
        done.append(title)
        office = bench.office(like=with_journal)
        give_away(office.folder)
        os.chmod(office.folder, mode)
        for kind, result in (('status', office.status(under=under)), ('log', office.export(under=under))):
            try:
                if has_crashed(result):
                    raise Violations(shown(result))
                if result.code or mode != 0o755:
                    expect_refused(result, 2)
                elif kind == 'status' and result.out != base.status or kind == 'log' and contents(parsed(result.out)) != base.log:
                    raise Violations('a wrong answer')
            except Violations as violations:
                found.extend(f'{title}: {kind}: {text}' for text in violations.args)
        os.chmod(office.folder, 0o755)


def half_committed(bench, base):
    """A store whose pages are partly new, with the journal that takes them back."""
    office = bench.office(like=base.office)
    script = (
        'import os, sqlite3, sys\n'
        'c = sqlite3.connect(sys.argv[1], isolation_level=None)\n'
        'c.execute("PRAGMA cache_size = 1")\n'
        'c.execute("BEGIN IMMEDIATE")\n'
        'c.execute("CREATE TABLE filler (x)")\n'
        'for i in range(300): c.execute("INSERT INTO filler VALUES (?)", ("x" * 2000,))\n'
        'c.execute("UPDATE head SET count = count + 5")\n'
        'for i in range(300): c.execute("INSERT INTO filler VALUES (?)", ("x" * 2000,))\n'
        'os.kill(os.getpid(), 9)\n'
    )
    subprocess.run(['python3', '-c', script, office.store], capture_output=True)
    return office if os.path.exists(office.store + '-journal') and kept(office.store) != base.bytes else None


if __name__ == '__main__':
    main(__doc__, {'flips': flips, 'large': large, 'first_page': first_page, 'cuts': cuts, 'tampered': tampered, 'others': others, 'places': places})
