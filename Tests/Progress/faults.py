#!/usr/bin/env python3
"""Kills, starves and misleads `plan mark` at its system calls, and looks at what is left in the store.

    faults.py --plan PROGRAM [--long] [--only order,power,first,next,three,import,backup,streams,disk,network] [--seed 2018]

Needs strace. What holds at any moment: opened again, by the program or by SQLite, the store has the old entries or all of the new
ones; exit 0 means the new ones; a failure before the commit means the old ones; the same command again finishes, and adds nothing
twice. Without `--long` a sample of the calls is disturbed.
"""

import codecs, collections, os, re, resource, shutil, signal, subprocess

from checks import Violations, content, contents, expect, expect_refused, has_crashed, kept, look, main, new_entry, shown, was_killed, written

# At the start of each of these the program is killed.
KILLED = '''openat read pread64 write writev pwrite64 pwritev ftruncate fallocate fsync fdatasync sync_file_range unlink unlinkat rename renameat
renameat2 link linkat fcntl flock close lseek newfstatat fstat stat lstat statx access faccessat faccessat2 statfs fstatfs mkdir mkdirat
fchmod fchown mmap munmap getrandom'''.split()
# What each may fail with.
FAILING = {
    'openat': ['EIO', 'ENOSPC', 'EACCES', 'EMFILE', 'EROFS'], 'read': ['EIO', 'EINTR'], 'pread64': ['EIO', 'EINTR'], 'write': ['EIO', 'ENOSPC'],
    'writev': ['EIO', 'ENOSPC'], 'pwrite64': ['EIO', 'ENOSPC', 'EDQUOT', 'EINTR'], 'ftruncate': ['EIO', 'ENOSPC'], 'fallocate': ['EIO', 'ENOSPC'],
    'fsync': ['EIO', 'ENOSPC'], 'fdatasync': ['EIO', 'ENOSPC'], 'unlink': ['EIO', 'ENOSPC', 'EACCES'], 'unlinkat': ['EIO', 'ENOSPC'],
    'rename': ['EIO', 'ENOSPC'], 'renameat': ['EIO', 'ENOSPC'], 'renameat2': ['EIO', 'ENOSPC'], 'linkat': ['EIO', 'ENOSPC'],
    'fcntl': ['EIO', 'ENOSPC', 'ENOLCK', 'EACCES', 'EINTR'], 'close': ['EIO', 'EINTR'], 'lseek': ['EIO'], 'newfstatat': ['EIO', 'EACCES'],
    'fstat': ['EIO'], 'statx': ['EIO'], 'access': ['EIO', 'EACCES'], 'faccessat': ['EIO'], 'faccessat2': ['EIO'], 'statfs': ['EIO', 'ENOSYS'],
    'fstatfs': ['EIO', 'ENOSYS'], 'flock': ['EIO', 'ENOLCK'], 'fchmod': ['EIO'], 'fchown': ['EPERM'],
}
# These decide what is in the store; a short round disturbs each of them.
DECISIVE = {'write', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync', 'unlink', 'rename'}

Call = collections.namedtuple('Call', 'name number line')


def trace(office, command, log, length=200, **more):
    """The system calls of an undisturbed run: name, which one of that name in its thread it is, its line in the log."""
    result = office.run(*command, under=['strace', '-f', '-y', '-s', str(length), '-o', log], **more)
    expect(result, 0)
    counts, found, cut = collections.Counter(), [], {}
    with open(log, encoding='utf-8', errors='replace') as file:
        for line in file:
            if match := re.match(r'(\d+) +(\w+)\(', line):
                counts[match.groups()] += 1
                found.append(Call(match[2], counts[match.groups()], line.split(None, 1)[1]))
                if '<unfinished ...>' in line:
                    cut[match[1]] = len(found) - 1
            elif match := re.match(r'(\d+) +<\.\.\. \w+ resumed>', line):
                index = cut.pop(match[1])
                found[index] = found[index]._replace(line=found[index].line.replace(' <unfinished ...>\n', '') + line[match.end():])
    return found


def injected(name, what, number):
    return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', f'trace={name}', '-e', f'inject={name}:{what}:when={number}']


def is_about(call, path):
    return f'{path}>' in call.line or f'"{path}"' in call.line


def is_below(call, folder):
    about = call.line.split(', ', 1)[0] + (call.line if call.name == 'openat' else '')
    return folder in about


def commit_of(calls, store):
    """The index of the call that commits: the journal is unlinked (or cut, or its head overwritten) for the last time."""
    journal = store + '-journal'
    ends = [index for index, call in enumerate(calls) if call.name in ('unlink', 'unlinkat') and is_about(call, journal)]
    return ends[-1] if ends else None


# --- The order in which things become durable


def order(bench):
    """Journal, database, unlink and folder are durable, in this order, before a byte is said on standard output."""
    found, lines = [], []
    for title in ('first', 'next', 'three'):
        office = bench.office()
        tasks = [task['id'] for task in office.list()]
        if title != 'first':
            expect(office.mark(tasks[9], 'done', '--note', 'old'), 0)
        command = ['mark', *tasks[:3 if title == 'three' else 1], '--as', 'done', '--on', '2018-06-01', '--note', 'new']
        calls = trace(office, command, os.path.join(bench.folder(), 'log'))
        journal, database = office.store + '-journal', office.store
        where = lambda names, path: [index for index, call in enumerate(calls) if call.name in names and is_about(call, path)]
        writes, syncs = ('pwrite64', 'write', 'pwritev', 'writev', 'ftruncate'), ('fsync', 'fdatasync')
        said = [index for index, call in enumerate(calls) if call.name in ('write', 'writev') and call.line.startswith(f'{call.name}(1<')]
        commit = commit_of(calls, office.store)
        if not said or commit is None:
            found.append(f'{title}: {"nothing is said" if not said else "no journal is unlinked"}')
            continue
        database_writes, database_syncs = where(writes, database), where(syncs, database)
        journal_writes, journal_syncs = where(writes, journal), where(syncs, journal)
        folder_syncs = where(syncs, office.folder)
        if not any(index < said[0] for index in database_writes):
            found.append(f'{title}: the database is not written before the answer')
            continue
        between = lambda indexes, low, high: any(low < index < high for index in indexes)
        first, last = min(database_writes), max(index for index in database_writes if index < said[0])
        if not between(journal_syncs, max((index for index in journal_writes if index < first), default=-1), first):
            found.append(f'{title}: the journal is not made durable before the database is written')
        if not between(database_syncs, last, commit):
            found.append(f'{title}: the database is not made durable between its last write and the commit')
        if not between(folder_syncs, commit, said[0]):
            found.append(f'{title}: the folder is not made durable between the commit and the answer')
        if commit > said[0]:
            found.append(f'{title}: the answer comes before the commit')
        if any(index > commit for index in database_writes):
            found.append(f'{title}: the database is written after the commit')
        lines.append(f'{title} {len(database_writes)} writes, {len(journal_syncs) + len(database_syncs) + len(folder_syncs)} syncs')
    return ', '.join(lines), found


# --- Power cuts


class Disk:
    """What a power cut may leave of a folder: what was made durable, and of the rest any part."""

    def __init__(self, folder, files):
        self.folder = folder
        self.files = {number: [data, []] for number, (_, data) in enumerate(files)}     # durable bytes, and changes since
        self.durable = {name: number for number, (name, _) in enumerate(files)}
        self.names, self.changes = dict(self.durable), []

    def path(self, line):
        match = re.search(r'\(\d+<([^>]*?)(?: \(deleted\))?>|"([^"]*)"', line)
        return (match[1] or match[2]) if match else ''

    def take(self, call):
        """Plays one system call."""
        path, line = self.path(call.line), call.line
        folder, name = os.path.split(path)
        if re.search(r'\) += -1 ', line):
            return
        if call.name == 'openat' and 'O_CREAT' in line:
            path = re.search(r'"([^"]*)"', line)[1]
            folder, name = os.path.split(path)
            if folder == self.folder and name not in self.names:
                number = len(self.files)
                self.files[number] = [b'', []]
                self.change(name, number)
        elif call.name in ('fsync', 'fdatasync') and path == self.folder:
            self.durable, self.changes = dict(self.names), []
        elif folder != self.folder or name not in self.names:
            return
        elif call.name == 'unlink':
            self.change(name, None)
        elif call.name == 'pwrite64':
            text, length, offset = re.search(r'>, "(.*)", (\d+), (\d+)\) += ', line, re.DOTALL).groups()
            data = codecs.escape_decode(text.encode('latin-1'))[0]
            if len(data) != int(length):
                raise Violations(f'a write of {length} bytes was read as {len(data)}')
            self.files[self.names[name]][1].append((int(offset), data))
        elif call.name == 'ftruncate':
            self.files[self.names[name]][1].append((int(re.search(r'>, (\d+)\)', line)[1]), None))
        elif call.name in ('fsync', 'fdatasync'):
            file = self.files[self.names[name]]
            file[:] = [applied(file[0], file[1]), []]

    def change(self, name, number):
        self.changes.append((name, number))
        self.names.update({name: number}) if number is not None else self.names.pop(name)

    def cut(self, dice):
        """The files after a power cut now: of what is not durable all, nothing, the first part, or anything."""
        kind = dice.choice(['all', 'none', 'prefix', 'some', 'some'])

        def part(changes):
            if kind in ('all', 'none'):
                return changes if kind == 'all' else []
            return changes[:dice.randint(0, len(changes))] if kind == 'prefix' else [change for change in changes if dice.random() < 0.5]

        names = dict(self.durable)
        for name, number in part(self.changes):
            names.update({name: number}) if number is not None else names.pop(name, None)
        return {name: applied(self.files[number][0], part(self.files[number][1])) for name, number in names.items()}


def applied(data, changes):
    data = bytearray(data)
    for offset, piece in changes:
        if piece is None:
            del data[offset:]
            data.extend(bytes(offset - len(data)))
        else:
            data.extend(bytes(max(0, offset - len(data))))
            data[offset:offset + len(piece)] = piece
    return bytes(data)


def power(bench):
    """The power is cut after each system call; of what was not made durable any part is lost. Old or new, and new once it was said."""
    found, states = [], collections.Counter()
    for title in ('first', 'next', 'three'):
        office = bench.office()
        tasks = [task['id'] for task in office.list()]
        if title != 'first':
            for task in tasks[9:14]:
                expect(office.mark(task, 'done', '--note', 'old'), 0)
        old = contents(look(office.store))
        files = [(name, kept(os.path.join(office.folder, name))) for name in os.listdir(office.folder)]
        marked = tasks[:3 if title == 'three' else 1]
        calls = trace(office, ['mark', *marked, '--as', 'done', '--on', '2018-06-01', '--note', 'new'], os.path.join(bench.folder(), 'log'), length=200_000)
        new = contents(look(office.store))
        disk, dice, is_said = Disk(office.folder, files), bench.dice('power', title), False
        after = bench.folder()
        for call in calls:
            disk.take(call)
            says = call.name in ('write', 'writev') and call.line.startswith(f'{call.name}(1<')
            is_said = is_said or says
            if not says and not (call.name in DECISIVE | {'openat'} and is_below(call, office.folder)):
                continue
            for _ in range(100 if bench.long else 15):
                for name in os.listdir(after):
                    os.remove(os.path.join(after, name))
                for name, data in disk.cut(dice).items():
                    with open(os.path.join(after, name), 'wb') as file:
                        file.write(data)
                try:
                    left = contents(look(os.path.join(after, 'progress.sqlite')))
                except Violations as violations:
                    found += [f'{title}: power cut after {call.name} {call.number}: {text}' for text in violations.args]
                    continue
                states['new' if left == new else 'old'] += 1
                if left not in (old, new) or is_said and left != new:
                    found.append(f'{title}: power cut after {call.name} {call.number} ({call.line.strip()[:60]}): {"it was said, and " if is_said else ""}{len(left)} entries')
        final = contents(look(os.path.join(after, 'progress.sqlite')))
        if not is_said or final != new:
            found.append(f'{title}: the calls were not understood')
    return f'{sum(states.values())} power cuts, {states["old"]} old, {states["new"]} new', found


# --- The sweep


class Sweep:
    """One command, disturbed at one system call after another, each time from the same folder."""

    def __init__(self, bench, title):
        self.bench, self.title = bench, title
        self.base = bench.office()
        self.tasks = [task['id'] for task in self.base.list()]
        if title != 'first':
            for task in self.tasks[20:25]:
                expect(self.base.mark(task, 'done', '--note', 'old'), 0)
        self.old = look(self.base.store)
        self.stdin = None
        self.notes = ['new']
        if title == 'import':
            dice = bench.dice('import')
            entries = [
                new_entry(dice, task, 'done', '2018-06-01', f'2018-06-02T00:00:{index:02}.000000Z', note='new')
                for index, task in enumerate(self.tasks[:20])
            ]
            self.marked, self.stdin = self.tasks[:20], written(entries)
            self.command = ['log', '--import', '-']
        else:
            self.marked = self.tasks[:3 if title == 'three' else 1]
            self.command = ['mark', *self.marked, '--as', 'done', '--on', '2018-06-01', '--note', 'new']
        sample = bench.office(like=self.base)
        self.calls = trace(sample, self.command, os.path.join(bench.folder(), 'log'), stdin=self.stdin)
        self.start = next(index for index, call in enumerate(self.calls) if 'progress.sqlite' in call.line and call.name != 'execve')
        self.commit = commit_of(self.calls, sample.store)
        if self.commit is None:
            raise Violations('no journal is unlinked')
        # Calls are counted in each thread: one of them may be disturbed in several.
        self.latest = {(call.name, call.number): index for index, call in enumerate(self.calls)}
        self.earliest = {(call.name, call.number): index for index, call in reversed(list(enumerate(self.calls)))}

    def state(self, entries, what):
        """Whether the store has the new entries; neither old nor new is a violation."""
        old = set(map(content, self.old))
        more = [entry for entry in entries if content(entry) not in old]
        if len(entries) - len(more) != len(old):
            raise Violations(f'{what}: {len(old) - len(entries) + len(more)} old entries are gone')
        if not more:
            return False
        if sorted(entry['task'] for entry in more) != sorted(self.marked) or any(entry['note'] != 'new' or entry['as'] != 'done' for entry in more):
            raise Violations(f'{what}: {len(more)} new entries instead of {len(self.marked)}')
        return True

    def disturb(self, index, what):
        """Runs the command with one call disturbed; what came of it."""
        call, is_kill = self.calls[index], what.startswith('signal')
        is_late = self.latest[call.name, call.number] > self.commit
        office = self.bench.office(like=self.base)
        result = office.run(*self.command, under=injected(call.name, what, call.number), stdin=self.stdin)
        title = f'{what} at {call.name} {call.number} ({call.line.strip()[:90]})'
        if is_kill and was_killed(result):
            pass
        elif has_crashed(result) and not (self.earliest[call.name, call.number] < self.start and result.code == 127):
            raise Violations(f'{title}: {shown(result)}')
        elif result.code and not (result.err.strip() or call.name in ('write', 'writev') and 'write(2' in call.line):
            raise Violations(f'{title}: exit {result.code} without a message')
        elif result.code not in (0, 2, 75, 127):
            raise Violations(f'{title}: {shown(result)}')
        # Each looks at it as the fault left it: a journal there is rolled back by both.
        copy = self.bench.office(like=office)
        is_new = self.state(office.lines(), f'{title}, then the program reads')
        if is_new != self.state(look(copy.store), f'{title}, then SQLite reads'):
            raise Violations(f'{title}: the program and SQLite see another store')
        if result.code == 0 and not is_new:
            raise Violations(f'{title}: exit 0, and the entries are not there')
        if result.code and not is_kill and is_new and not is_late:
            raise Violations(f'{title}: exit {result.code} before the commit, and the entries are there')
        if is_kill and is_new and not is_late:
            raise Violations(f'{title}: killed before the commit, and the entries are there')
        expect(office.run(*self.command, stdin=self.stdin), 0)
        if not self.state(look(office.store), f'{title}, then again'):
            raise Violations(f'{title}, then again: the entries are not there')
        for each in (office, copy):
            shutil.rmtree(each.folder)
        return 'killed' if was_killed(result) else result.code, is_new, is_late

    def cases(self, share):
        """Which calls to disturb and how; `share` of those that are not decisive."""
        dice, cases = self.bench.dice('sweep', self.title), []
        for index, call in enumerate(self.calls):
            is_ours = index >= self.start
            is_decisive = is_ours and call.name in DECISIVE
            if call.name in KILLED and (self.bench.long or is_decisive and dice.random() < 4 * share or is_ours and dice.random() < share):
                cases.append((index, 'signal=SIGKILL'))
            for error in FAILING.get(call.name, []) if is_ours else []:
                if self.bench.long or dice.random() < (3 if is_decisive else 0.3) * share:
                    cases.append((index, f'error={error}'))
        return cases

    def run(self, share):
        cases = self.cases(share)
        found, results = self.bench.each(self.disturb, cases)
        codes = collections.Counter(result[0] for result in results)
        late = sum(1 for code, is_new, is_late in results if code not in (0, 'killed') and is_new)
        return (
            f'{len(self.calls)} calls, {len(self.calls) - self.start} from the store on; {len(cases)} disturbed: {codes["killed"]} killed, '
            f'{codes[0]} overcome, {codes[2]} exit 2, {codes[75]} exit 75, of these {late} failed after the commit'
        ), found


def sweep(title, share):
    return lambda bench: Sweep(bench, title).run(share)


# --- Backups


def backup(bench):
    """`plan log --export PATH` over an older file leaves the old one or the new one, whatever happens."""
    base = bench.office()
    tasks = [task['id'] for task in base.list()]
    expect(base.mark(tasks[:40], 'done', '--note', 'x' * 300), 0)
    wanted = expect(base.export(), 0).out.encode()
    target = lambda office: os.path.join(office.folder, 'backup.jsonl')
    sample = bench.office(like=base)
    old = b'old\n' * 3

    def put(office):
        with open(target(office), 'wb') as file:
            file.write(old)

    put(sample)
    calls = trace(sample, ['log', '--export', target(sample)], os.path.join(bench.folder(), 'log'))
    expect_content = lambda office, what, *allowed: kept(target(office)) in allowed or complain(what, kept(target(office)))

    def complain(what, data):
        raise Violations(f'{what}: the file is {"gone" if data is None else f"neither old nor new ({len(data)} bytes of {len(wanted)})"}')

    expect_content(sample, 'undisturbed', wanted)
    # From where the older file, or its folder as the place of the new one, comes in.
    start = next(index for index, call in enumerate(calls) if 'progress.sqlite' in call.line and call.name != 'execve')
    dice = bench.dice('backup')
    cases = []
    for index, call in enumerate(calls):
        if index >= start and call.name in KILLED and (bench.long or dice.random() < 0.12 or call.name in ('write', 'rename', 'renameat', 'fsync')):
            cases.append((index, 'signal=SIGKILL'))
        for error in FAILING.get(call.name, [])[:2] if index >= start else []:
            if bench.long or dice.random() < 0.06 or call.name in ('write', 'rename', 'renameat', 'fsync'):
                cases.append((index, f'error={error}'))

    def one(index, what):
        office = bench.office(like=base)
        put(office)
        call = calls[index]
        result = office.run('log', '--export', target(office), under=injected(call.name, what, call.number))
        title = f'{what} at {call.name} {call.number} ({call.line.strip()[:90]})'
        if was_killed(result) and what.startswith('signal'):
            expect_content(office, title, old, wanted)
        elif has_crashed(result):
            raise Violations(f'{title}: {shown(result)}')
        elif result.code == 0:
            expect_content(office, f'{title}, exit 0', wanted)
        else:
            expect_content(office, title, old, wanted)
            if not result.err.strip() and 'write(2' not in call.line:
                raise Violations(f'{title}: exit {result.code} without a message')
        shutil.rmtree(office.folder)

    found, _ = bench.each(one, cases)
    found += over_ours(bench, base)
    result = base.run('log', '--export', '/dev/full')
    if result.code == 0 or has_crashed(result):
        found.append(f'--export /dev/full: {shown(result)}')
    with open('/dev/full', 'w') as full:
        result = base.run('log', '--export', '-', stdout=full)
    if result.code == 0 or has_crashed(result):
        found.append(f'--export - on /dev/full: {shown(result)}')
    return f'{len(cases)} calls disturbed', found


def over_ours(bench, base):
    """A backup is never written over the store, what belongs to it, or the plan, by any of their names."""
    found = []
    for title, path, link in (
        ('the store', 'progress.sqlite', None), ('the store by another path', './../{folder}/progress.sqlite', None), ('its journal', 'progress.sqlite-journal', None),
        ('the plan', 'office.yaml', None), ('a link to the store', 'link', 'progress.sqlite'), ('a link to the plan', 'link', 'office.yaml'), ('the store given as --store', 'other.sqlite', None),
    ):
        office = bench.office(like=base)
        path = os.path.join(office.folder, path.format(folder=os.path.basename(office.folder)))
        arguments = ()
        if 'given' in title:
            shutil.copy(office.store, path)
            arguments = ('--store', path)
        if link:
            os.symlink(link, path)
        before = {name: kept(os.path.join(office.folder, name)) for name in os.listdir(office.folder)}
        result = office.run('log', '--export', path, *arguments)
        after = {name: kept(os.path.join(office.folder, name)) for name in os.listdir(office.folder)}
        if after != before and not link or result.code not in (0, 2, 64) or any(after[name] != before[name] for name in ('office.yaml', 'progress.sqlite')):
            found.append(f'--export over {title}: exit {result.code}, and it is written over')
    return found


# --- Standard output that takes nothing


def streams(bench):
    """A mark whose answer nobody hears is in the store; the files of the store are not taken for standard output."""
    found = []
    base = bench.office()
    tasks = [task['id'] for task in base.list()]
    expect(base.mark(tasks[5], 'done', '--note', 'old'), 0)
    for title, shell in (
        ('stdout closed', '>&-'), ('all closed', '<&- >&- 2>&-'), ('stdin closed', '<&-'), ('stderr closed', '2>&-'), ('/dev/full', '>/dev/full'),
        ('/dev/full for both', '>/dev/full 2>&1'), ('a closed pipe', None),
    ):
        office = bench.office(like=base)
        more = {}
        if shell is None:
            reading, writing = os.pipe()
            os.close(reading)
            more, under = {'stdout': writing}, ()
        else:
            under = ['sh', '-c', f'exec "$@" {shell}', 'sh']
        result = office.mark(tasks[0], 'done', '--note', 'new', under=under, **more)
        if shell is None:
            os.close(writing)
        # Whoever writes into a closed pipe is told so by SIGPIPE; that is no crash.
        if has_crashed(result) and not (shell is None and result.code == -signal.SIGPIPE):
            found.append(f'{title}: {shown(result)}')
        try:
            notes = collections.Counter(entry['note'] for entry in look(office.store))
            if notes != {'old': 1, 'new': 1}:
                found.append(f'{title}: exit {result.code}, and the store has {dict(notes)}')
        except Violations as violations:
            found += [f'{title}: {text}' for text in violations.args]
    return 'seven ways', found


# --- Disks that are full


def disk(bench):
    """No room and a limit on the size of files: exit 2 and the old entries, or exit 0 and the new one."""
    found, codes = [], collections.Counter()
    base = bench.office()
    tasks = [task['id'] for task in base.list()]
    expect(base.mark(tasks[10:40], 'done', '--note', 'old'), 0)
    old = contents(look(base.store))

    def check(title, office, result, path=None):
        codes[result.code] += 1
        try:
            if has_crashed(result):
                raise Violations(shown(result))
            if result.code:
                expect_refused(result, 2)
            entries = look(path or office.store)
            more = [entry for entry in entries if entry['note'] == 'new']
            if len(more) != (result.code == 0) or contents(entry for entry in entries if entry['note'] != 'new') != old:
                raise Violations(f'exit {result.code}, and {len(more)} new entries of {len(entries)}')
        except Violations as violations:
            found.extend(f'{title}: {text}' for text in violations.args)

    size = os.path.getsize(base.store)
    for limit in (0, 100, 512, 4096, 5000, size - 4096, size - 1, size, size + 4096):
        office = bench.office(like=base)
        result = office.mark(tasks[0], 'done', '--note', 'new', preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        check(f'ulimit -f, {limit} bytes', office, result)
        try:
            expect(office.mark(tasks[0], 'done', '--note', 'new'), 0)
        except Violations as violations:
            found += [f'ulimit -f, {limit} bytes, then without: {text}' for text in violations.args]
    lines = [f'ulimit -f: {codes[0]} × room enough, {codes[2]} × exit 2']
    codes.clear()
    place = bench.folder()
    if os.geteuid() == 0 and not subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=256k', 'none', place], capture_output=True).returncode:
        try:
            store = os.path.join(place, 'progress.sqlite')
            for room in range(0, 48, 4):
                shutil.copy(base.store, store)
                filler = os.path.join(place, 'filler')
                with open(filler, 'wb', buffering=0) as file:
                    try:
                        while True:
                            file.write(b'x' * 4096)
                    except OSError:
                        pass
                os.truncate(filler, max(0, os.path.getsize(filler) - room * 1024))
                check(f'{room} KiB free', base, base.mark(tasks[0], 'done', '--note', 'new', '--store', store), store)
                os.remove(filler)
                try:
                    expect(base.mark(tasks[1], 'done', '--note', 'later', '--store', store), 0)
                except Violations as violations:
                    found += [f'{room} KiB free, then more: {text}' for text in violations.args]
                for name in os.listdir(place):
                    os.remove(os.path.join(place, name))
        finally:
            subprocess.run(['umount', '-l', place], check=True)
        lines.append(f'full disk: {codes[0]} × room enough, {codes[2]} × exit 2')
    else:
        lines.append('no tmpfs could be mounted')
    return '; '.join(lines), found


# --- File systems of other machines

NETWORK = {
    'NFS': 0x6969, 'SMB': 0x517B, 'CIFS': 0xFF534D42, 'SMB2': 0xFE534D42, '9p': 0x01021997, 'Ceph': 0x00C36400, 'AFS': 0x5346414F, 'kAFS': 0x6B414653,
}
LOCAL = {'ext4': 0xEF53, 'btrfs': 0x9123683E, 'xfs': 0x58465342, 'overlay': 0x794C7630, 'tmpfs': 0x01021994, 'zfs': 0x2FC12FC1, 'f2fs': 0xF2F52010}


def network(bench):
    """Where the kernel says that the folder is on another machine, nothing is opened, and --store is named (T28)."""

    def pretending(magic):
        number = magic.to_bytes(8, 'little').hex()
        return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=statfs,fstatfs', '-e', f'inject=statfs,fstatfs:poke_exit=@arg2={number}']

    seen = subprocess.run([*pretending(0x6969), 'stat', '-f', '-c', '%t', '/'], capture_output=True, text=True).stdout.strip()
    if seen != '6969':
        return f'this strace cannot pretend ({seen!r})', []
    base = bench.office()
    tasks = [task['id'] for task in base.list()]
    expect(base.mark(tasks[5], 'done', '--note', 'old'), 0)

    def one(title, magic, kind, is_new_store):
        office = bench.office() if is_new_store else bench.office(like=base)
        before = kept(office.store)
        arguments = {'mark': (tasks[0], '--as', 'done', '--on', '2018-06-01'), 'status': ('--format', 'json'), 'log': ('--export', '-')}[kind]
        result = office.run(kind, *arguments, under=pretending(magic))
        what = f'{title}, {kind}, {"no store yet" if is_new_store else "a store"}'
        if title in LOCAL:
            expect(result, 0)
            return
        if is_new_store and kind != 'mark' and result.code == 0:
            return
        try:
            expect_refused(result, 2)
        except Violations as violations:
            raise Violations(*(f'{what}: {text}' for text in violations.args))
        if '--store' not in result.err:
            raise Violations(f'{what}: --store is not named: {result.err.strip()[:200]!r}')
        if kept(office.store) != before:
            raise Violations(f'{what}: the store is {"made" if before is None else "changed"}')

    systems = {**NETWORK, **LOCAL} if bench.long else {**dict(list(NETWORK.items())[:5]), 'ext4': LOCAL['ext4'], 'overlay': LOCAL['overlay']}
    cases = [(title, magic, kind, is_new) for title, magic in systems.items() for kind in ('mark', 'status', 'log') for is_new in (False, True)]
    if not bench.long:
        cases = [case for index, case in enumerate(cases) if case[2] == 'mark' or index % 3 == 0]
    found, _ = bench.each(one, cases)
    return f'{len(cases)} runs on {len(systems)} file systems', found


SECTIONS = {
    'order': order, 'power': power, 'first': sweep('first', 0.08), 'next': sweep('next', 0.08), 'three': sweep('three', 0.04), 'import': sweep('import', 0.05),
    'backup': backup, 'streams': streams, 'disk': disk, 'network': network,
}

if __name__ == '__main__':
    main(__doc__, SECTIONS)
