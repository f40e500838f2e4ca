#!/usr/bin/env python3
"""Kills, starves, races and misleads `plan export`, and looks at what is left in the folder of feeds.

    faults.py --plan PROGRAM [--quick] [--only SECTION,…] [--folder FOLDER]

Needs strace, and flock and setpriv from util-linux. Each section prints one line with counts; violations follow it, and the
exit code is 1 where there is any. `--quick` takes a sample of the system calls and fewer rounds.

What holds at any moment: each file in the folder is wholly the old or wholly the new one, whatever is not ours stays, and the
next export finishes what was cut short, to the same bytes as if nothing had happened.
"""

import argparse, collections, concurrent.futures, json, os, random, re, resource, shutil, signal, socket, stat, subprocess
import sys, tempfile, threading, time, unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'faults')
PLAN = 'lich-thu-2026'
VERSIONS = [os.path.join(HERE, 'plan-1.yaml'), os.path.join(HERE, 'plan-2.yaml')]
# The first export and the amended one: 6 January and 3 March 2026.
EPOCHS = [1767661200, 1772499600]
TEMPORARY = re.compile(r'(^|/)\.[^/]*$')

# At the start of each of these the program is killed.
KILLED = '''openat mkdir mkdirat write writev pwrite64 pwritev ftruncate fallocate copy_file_range fsync fdatasync syncfs sync_file_range
rename renameat renameat2 link linkat symlinkat unlink unlinkat flock fcntl read pread64 close mmap getdents64 newfstatat fstat
statx fchmod fchmodat utimensat lseek'''.split()
# What each may fail with; `must` marks failures after which success may not be claimed.
Failing = collections.namedtuple('Failing', 'errors must')
FAILING = {
    'openat': Failing(['ENOSPC', 'EIO', 'EMFILE'], False),
    'mkdir': Failing(['ENOSPC', 'EROFS'], False),
    'mkdirat': Failing(['ENOSPC', 'EROFS'], False),
    'write': Failing(['ENOSPC', 'EIO', 'EDQUOT'], True),
    'writev': Failing(['ENOSPC', 'EIO'], True),
    'pwrite64': Failing(['ENOSPC', 'EIO'], True),
    'ftruncate': Failing(['ENOSPC', 'EIO'], True),
    'fsync': Failing(['EIO', 'ENOSPC'], True),
    'fdatasync': Failing(['EIO'], True),
    'syncfs': Failing(['EIO', 'ENOSPC'], True),
    'rename': Failing(['EIO', 'ENOSPC', 'EACCES'], True),
    'renameat': Failing(['EIO', 'ENOSPC', 'EACCES'], True),
    'renameat2': Failing(['EIO', 'ENOSPC', 'EACCES'], True),
    'linkat': Failing(['EIO', 'ENOSPC'], True),
    'unlinkat': Failing(['EIO'], False),
    'flock': Failing(['ENOLCK', 'EINTR'], False),
    'read': Failing(['EIO', 'EINTR'], False),
    'pread64': Failing(['EIO'], False),
    'getdents64': Failing(['EIO'], False),
    'newfstatat': Failing(['EIO'], False),
    'fstat': Failing(['EIO'], False),
    'mmap': Failing(['ENOMEM'], False),
}

Result = collections.namedtuple('Result', 'code out err seconds')


class Violations(Exception):
    """What a check found, one text for each."""


class Bench:
    """The program under test, its scratch folders, and the trees that undisturbed exports make."""

    def __init__(self, program, quick, folder):
        self.quick = quick
        # System calls that make things durable cost nothing in memory, and are made all the same.
        memory = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
        self.work = tempfile.mkdtemp(prefix='plan-faults-', dir=folder or memory)
        # A copy, so that a build in the meantime changes nothing, and another account can reach it.
        self.bin = tempfile.mkdtemp(prefix='plan-faults-')
        self.program = os.path.join(self.bin, 'plan')
        shutil.copy(program, self.program)
        for path in (self.work, self.bin, self.program):
            os.chmod(path, 0o755)
        self.plans = []
        for version in VERSIONS:
            self.plans.append(shutil.copy(version, self.bin))
            os.chmod(self.plans[-1], 0o644)
        self.counter = 0
        self.lock = threading.Lock()
        said = self.run(['export', '--help'], language='en').out
        self.options = ['--as-of', '2026-03-02'] if '--as-of' in said else []
        self.has_todo = 'todo' in said

    def remove(self):
        for path in (self.work, self.bin):
            shutil.rmtree(path, ignore_errors=True)

    def folder(self, tree=None):
        """A new folder, a copy of `tree` where one is given."""
        with self.lock:
            self.counter += 1
            path = os.path.join(self.work, f'f{self.counter}')
        if tree:
            shutil.copytree(tree, path, symlinks=True)
        else:
            os.mkdir(path)
        return path

    def environment(self, epoch=None, language='vi'):
        result = {key: value for key, value in os.environ.items() if not key.startswith(('LC_', 'PLAN_'))}
        result['PLAN_LANG'] = language
        if epoch:
            result['SOURCE_DATE_EPOCH'] = str(epoch)
        return result

    def run(self, arguments, epoch=None, language='vi', under=(), timeout=60, **more):
        begun = time.monotonic()
        try:
            done = subprocess.run(
                [*under, self.program, *arguments],
                env=self.environment(epoch, language),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
                **more,
            )
        except subprocess.TimeoutExpired:
            return Result('hangs', '', '', time.monotonic() - begun)
        return Result(
            done.returncode, done.stdout.decode(errors='replace'), done.stderr.decode(errors='replace'), time.monotonic() - begun
        )

    def arguments(self, version, folder, feeds=None):
        return ['export', self.plans[version], '--to', folder, *self.options, *(['--feeds', feeds] if feeds else [])]

    def export(self, version, folder, language='vi', under=(), feeds=None, **more):
        """Exports the first or the second version of the plan, at its own time."""
        return self.run(self.arguments(version, folder, feeds), EPOCHS[version], language, under, **more)

    def reference(self):
        """The old tree, the new one made over it, and the first export of the new one."""
        self.old, self.new = self.folder(), self.folder()
        expect(self.export(0, self.old), 0)
        shutil.rmtree(self.new)
        shutil.copytree(self.old, self.new)
        expect(self.export(1, self.new), 0)
        self.first = self.folder()
        expect(self.export(1, self.first), 0)
        self.old_tree, self.new_tree, self.first_tree = tree(self.old), tree(self.new), tree(self.first)
        if self.old_tree == self.new_tree:
            raise Violations('the amended export changed nothing')

    def each(self, body, cases):
        """Calls `body` with each case, as many at a time as there are processors; the violations, and the results of the rest."""
        found, results = [], []
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for case, future in [(case, pool.submit(body, *case)) for case in cases]:
                try:
                    results.append(future.result())
                except Violations as violations:
                    found += [f'{" ".join(str(part) for part in case[:3])}: {text}' for text in violations.args]
        return found, results


# --- Looking at results


def tree(folder):
    """Path → content of every plain file below a folder; for other kinds of file, what they are."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in files + [name for name in folders if os.path.islink(os.path.join(place, name))]:
            path = os.path.join(place, name)
            mode = os.lstat(path).st_mode
            short = os.path.relpath(path, folder)
            if stat.S_ISREG(mode):
                with open(path, 'rb') as file:
                    found[short] = file.read()
            else:
                found[short] = os.readlink(path) if stat.S_ISLNK(mode) else stat.filemode(mode)
    return found


def times(folder):
    return {
        path: (os.lstat(os.path.join(folder, path)).st_mtime_ns, os.lstat(os.path.join(folder, path)).st_ino)
        for path in tree(folder)
    }


def expect(result, *codes):
    if result.code not in codes:
        raise Violations(
            f'exit {result.code} instead of {" or ".join(map(str, codes))}: {(result.err or result.out).strip()[:300]}'
        )


def expect_message(result, language):
    """One located message in the language of the user, and no crash."""
    said = [line for line in result.err.splitlines() if line.startswith('plan: ')]
    if not said:
        raise Violations(f'no message: {result.err.strip()[:200]!r}')
    if 'Fatal error' in result.err:
        raise Violations(f'a crash: {result.err.strip()[:200]!r}')
    is_vietnamese = any(ord(character) > 127 for line in said for character in line)
    if is_vietnamese != (language == 'vi'):
        raise Violations(f'not in the language of the user ({language}): {said[0]!r}')


def expect_old_or_new(found, old, new, what):
    problems = []
    for path in sorted(set(old) | set(new) | set(found)):
        if TEMPORARY.search(path):
            continue
        if found.get(path) not in (old.get(path), new.get(path)):
            state = 'is gone' if path not in found else f'is neither old nor new ({len(found[path])} bytes)'
            problems.append(f'{path} {state}')
    if problems:
        raise Violations(f'{what}: ' + ', '.join(problems[:3]) + (f' and {len(problems) - 3} more' if len(problems) > 3 else ''))


def expect_tree(found, wanted, what):
    if found != wanted:
        paths = [path for path in sorted(set(found) | set(wanted)) if found.get(path) != wanted.get(path)]
        notes = []
        for path in paths[:3]:
            kind = (
                'is missing'
                if path not in found
                else 'should not be there' if path not in wanted else 'differs' + difference(found[path], wanted[path])
            )
            notes.append(f'{path} {kind}')
        raise Violations(f'{what}: ' + ', '.join(notes))


def difference(found, wanted):
    if not isinstance(found, bytes) or not isinstance(wanted, bytes):
        return ''
    pairs = zip(found.split(b'\n') + [b'(end)'], wanted.split(b'\n') + [b'(end)'])
    one, other = next(((one, other) for one, other in pairs if one != other), (b'', b''))
    return f' ({one.decode(errors="replace").strip()[:60]!r} instead of {other.decode(errors="replace").strip()[:60]!r})'


# --- System calls


Call = collections.namedtuple('Call', 'name number line')
# On one core the program works in one thread, so that the numbers of its calls are the same each time.
ONE_CORE = ['taskset', '-c', str(min(os.sched_getaffinity(0)))]


def calls(bench, folder, feeds=None):
    """The system calls of an undisturbed amended export: name, which one of that name in its thread it is, its line in the log."""
    log = folder + '.strace'
    expect(bench.export(1, folder, under=[*ONE_CORE, 'strace', '-f', '-y', '-s', '4096', '-o', log], feeds=feeds), 0)
    counts = collections.Counter()
    found = []
    with open(log, encoding='utf-8', errors='replace') as file:
        for line in file:
            match = re.match(r'(\d+) +(\w+)\(', line)
            if match:
                counts[match.groups()] += 1
                found.append(Call(match[2], counts[match.groups()], line))
    return found


def work_of(found, folder):
    """The calls from the first that touches the folder on: what comes before is the start of the program."""
    for index, call in enumerate(found):
        if touches(call, folder) and call.name != 'execve':
            return found[index:]
    return []


def sample(numbers, between):
    """The first, the last, and up to so many between them."""
    numbers = sorted(set(numbers))
    if len(numbers) <= between + 2:
        return numbers
    step = (len(numbers) - 1) / (between + 1)
    return sorted({numbers[round(step * index)] for index in range(between + 2)})


def touches(call, *paths):
    """Whether a call is about one of these paths; what is said on standard output may name them too."""
    about = call.line.split(', ')[0] if call.name in ('write', 'writev', 'read') else call.line
    return any(path in about for path in paths)


def injected(name, what, number):
    return [*ONE_CORE, 'strace', '-f', '-qq', '-o', '/dev/null', '-e', f'trace={name}', '-e', f'inject={name}:{what}:when={number}']


def numbers_by_name(bench, found, folder, between):
    """For each name of a call: the numbers at which to disturb it."""
    chosen = work_of(found, folder) if bench.quick else found
    result = {}
    for name in KILLED:
        numbers = [call.number for call in chosen if call.name == name]
        if numbers:
            # The renames are where a tree is half old and half new.
            result[name] = sample(numbers, between) if bench.quick and not name.startswith('rename') else sorted(set(numbers))
    return result


def kill_sweep(bench):
    """A kill at the start of any system call leaves each file old or new, and the next export finishes (T25)."""
    found, lines = [], []
    cases = [('amended', bench.old, None, 5), ('first', None, None, 1)]
    if bench.has_todo and not bench.quick:
        base = bench.folder()
        expect(bench.export(0, base, feeds='units,all,todo'), 0)
        cases.append(('to-do', base, 'units,all,todo', 1))
    for title, base, feeds, between in cases:
        folder = bench.folder(base)
        traced = calls(bench, folder, feeds)
        old, new = tree(base) if base else {}, tree(folder)
        wanted = {'amended': bench.new_tree, 'first': bench.first_tree}
        expect_tree(new, wanted.get(title, new), f'{title} export under strace')

        def one(title, name, number):
            folder = bench.folder(base)
            result = bench.export(1, folder, under=injected(name, 'signal=SIGKILL', number), feeds=feeds)
            killed = result.code in (-signal.SIGKILL, 128 + signal.SIGKILL)
            if not killed:
                expect(result, 0)
            left = tree(folder)
            what = f'SIGKILL at {name} {number}'
            expect_old_or_new(left, old, new, what)
            expect(bench.export(1, folder, feeds=feeds), 0)
            expect_tree(tree(folder), new, f'{what}, then a second run')
            temporary = sum(1 for path in left if TEMPORARY.search(path))
            shutil.rmtree(folder)
            return killed, temporary, left == old, left == new

        numbers = numbers_by_name(bench, traced, folder, between)
        problems, results = bench.each(one, [(title, name, number) for name, each in numbers.items() for number in each])
        found += problems
        killed = sum(result[0] for result in results)
        states = collections.Counter('old' if result[2] else 'new' if result[3] else 'mixed' for result in results)
        lines.append(
            f'{title} export: {killed} kills at {len(numbers)} calls (tree old {states["old"]}, mixed {states["mixed"]}, '
            f'new {states["new"]}; {sum(result[1] for result in results)} temporary files swept)'
        )
    return '; '.join(lines), found


def choices(bench):
    """Another choice of --feeds in between, with a kill before it or not, comes to the same folder as one export of all."""
    found = []
    cases = []
    for title, base, new in (('amended', bench.old, bench.new_tree), ('first', None, bench.first_tree)):
        folder = bench.folder(base)
        renames = [
            (call.name, call.number) for call in calls(bench, folder) if call.name.startswith('rename') and touches(call, folder)
        ]
        for kill in [None] + (renames[1:-1:3] if bench.quick else renames):
            cases += [(title, base, new, kill, between) for between in ('units', 'all')]

    def one(title, base, new, kill, between):
        folder = bench.folder(base)
        what = f'{title} export' + (f' killed at {kill[0]} {kill[1]}' if kill else '') + f', --feeds {between}, then all feeds'
        if kill:
            bench.export(1, folder, under=injected(kill[0], 'signal=SIGKILL', kill[1]))
        try:
            for feeds in (between, None):
                expect(bench.export(1, folder, feeds=feeds), 0)
            expect_tree(tree(folder), new, 'unlike one export of all')
        except Violations as violations:
            found.extend(f'{what}: {text}' for text in violations.args)
        shutil.rmtree(folder)

    bench.each(one, cases)
    return f'{len(cases)} exports in two steps', found


def error_sweep(bench):
    """A failing system call ends in exit 2 and a message; each file is old or new, and the next export finishes."""
    folder = bench.folder(bench.old)
    traced = calls(bench, folder)
    renames = [index for index, call in enumerate(traced) if call.name.startswith('rename')]
    first_rename = renames[0] if renames else len(traced)
    cases = []
    for name, failing in FAILING.items():
        ours = [index for index, call in enumerate(traced) if call.name == name and touches(call, folder, bench.plans[1])]
        by_number = {traced[index].number: index for index in ours}
        for number in sample(by_number, 6) if bench.quick else sorted(by_number):
            errors = failing.errors[:1] if bench.quick and number not in (min(by_number), max(by_number)) else failing.errors
            for error in errors:
                cases.append((name, error, number, by_number[number] < first_rename, 'vi' if (number + len(error)) % 2 else 'en'))

    def one(name, error, number, is_early, language):
        folder = bench.folder(bench.old)
        result = bench.export(1, folder, language, under=injected(name, f'error={error}', number))
        left = tree(folder)
        what = f'{error} at {name} {number}'
        expect_old_or_new(left, bench.old_tree, bench.new_tree, what)
        if result.code == 0:
            if FAILING[name].must and error != 'EINTR':
                raise Violations('exit 0 although it failed')
            expect_tree(left, bench.new_tree, f'exit 0 after {what}')
        else:
            expect(result, 2)
            expect_message(result, language)
            if is_early and any(left.get(path) != content for path, content in bench.old_tree.items()):
                raise Violations('failed before the first rename, and the tree is not the old one')
            temporary = [path for path in left if TEMPORARY.search(path)]
            if temporary and name != 'unlinkat':
                raise Violations(f'temporary files are left: {", ".join(temporary[:3])}')
        expect(bench.export(1, folder), 0)
        expect_tree(tree(folder), bench.new_tree, f'{what}, then a second run')
        shutil.rmtree(folder)
        return result.code

    found, results = bench.each(one, cases)
    codes = collections.Counter(results)
    return f'{len(cases)} failures of {len({case[0] for case in cases})} calls: {codes[2]} exit 2, {codes[0]} overcome', found


def durability(bench):
    """Everything staged is durable before the first rename, and the folders are after the last one."""
    folder = bench.folder(bench.old)
    traced = calls(bench, folder)
    found = []
    places = {
        name: [index for index, call in enumerate(traced) if call.name in names and touches(call, folder)]
        for name, names in (
            ('write', ('write', 'writev', 'pwrite64')),
            ('durable', ('syncfs', 'fsync', 'fdatasync')),
            ('rename', ('rename', 'renameat', 'renameat2')),
        )
    }
    if not places['rename']:
        return 'no rename was seen', ['the export renames nothing']
    first, last = places['rename'][0], places['rename'][-1]
    staged = [index for index in places['write'] if index < first]
    if not any(max(staged, default=0) < index < first for index in places['durable']):
        found.append('nothing makes the staged files durable between the last write and the first rename')
    if [index for index in places['write'] if index > first]:
        found.append('there are writes in the folder after the first rename')
    if not any(index > last for index in places['durable']):
        found.append('nothing makes the folders durable after the last rename')
    syncs = sum(traced[index].name == 'syncfs' for index in places['durable'])
    return (
        f'{len(staged)} writes, {syncs} syncfs, {len(places["rename"])} renames, '
        f'{sum(index > last for index in places["durable"])} folders made durable'
    ), found


# --- Storage that refuses


def nobody():
    """What makes a program run as another account than root, for whom modes count."""
    return [] if os.geteuid() else ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']


def give_away(folder):
    for place, folders, files in os.walk(folder):
        for path in [place] + [os.path.join(place, name) for name in files]:
            if not os.geteuid():
                os.chown(path, 65534, 65534)


def full_disk(bench):
    """No room, a limit on the size of files, read-only folders: exit 2 and the old feeds."""
    found, lines = [], []
    counts = collections.Counter()

    def check(what, result, folder, language='vi', new=None):
        expect_old_or_new(tree(folder), bench.old_tree, bench.new_tree if new is None else new, what)
        counts[result.code] += 1
        if result.code != 0:
            expect(result, 2)
            expect_message(result, language)

    if os.geteuid() == 0:
        place = bench.folder()
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', place], capture_output=True).returncode == 0:
            try:
                problems = tmpfs_rounds(bench, place, check)
            finally:
                subprocess.run(['umount', '-l', place], check=True)
            found += problems
            lines.append(f'1 MB disk: {counts[2]} × exit 2, {counts[0]} × room enough')
        else:
            lines.append('no tmpfs could be mounted')

    counts.clear()
    killed = 0
    for size in (0, 1000, 3000, 5000):
        folder = bench.folder(bench.old)
        result = bench.export(1, folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        try:
            if result.code == -signal.SIGXFSZ:
                killed += 1
                expect_old_or_new(tree(folder), bench.old_tree, bench.new_tree, 'killed by SIGXFSZ')
                raise Violations('killed by SIGXFSZ instead of exit 2 and a message')
            check(f'limit of {size} bytes', result, folder)
            expect(bench.export(1, folder), 0)
            expect_tree(tree(folder), bench.new_tree, 'second run, without a limit')
        except Violations as violations:
            found += [f'ulimit -f, {size} bytes: {text}' for text in violations.args]
    lines.append(f'ulimit -f: {counts[2]} × exit 2, {killed} × SIGXFSZ')

    counts.clear()
    below = bench.folder()
    give_away(below)
    for what in (
        'folder', 'folder of the plan', 'both', 'feed without read permission', 'folder of the plan without any',
        'new folder in a read-only one',
    ):
        folder = bench.folder(bench.old)
        give_away(folder)
        plan = os.path.join(folder, PLAN)
        target = folder
        if what in ('folder', 'both'):
            os.chmod(folder, 0o555)
        if what in ('folder of the plan', 'both'):
            os.chmod(plan, 0o555)
        if what.startswith('feed'):
            os.chmod(os.path.join(plan, 'to-1.ics'), 0)
        if what.endswith('any'):
            os.chmod(plan, 0)
        if what.startswith('new'):
            os.chmod(below, 0o555)
            target = os.path.join(below, 'deeper/still')
        result = bench.export(1, target, 'en', under=nobody())
        for path in (folder, plan, below):
            os.chmod(path, 0o755)
        os.chmod(os.path.join(plan, 'to-1.ics'), 0o644)
        try:
            check(what, result, folder, 'en')
            expect(result, 2)
            expect_tree(tree(below), {}, 'something was made')
        except Violations as violations:
            found += [f'read-only {what}: {text}' for text in violations.args]
    lines.append(f'read-only: {counts[2]} × exit 2')
    return '; '.join(lines), found


def tmpfs_rounds(bench, place, check):
    """Exports into a file system with ever more room, a page at a time."""
    found = []
    folder = os.path.join(place, 'feeds')
    page = os.sysconf('SC_PAGE_SIZE')
    for room in range(0, 40, 4 if bench.quick else 1):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(bench.old, folder)
        filler = os.path.join(place, 'filler')
        with open(filler, 'wb', buffering=0) as file:
            try:
                while file.write(bytes(page)) == page:
                    pass
            except OSError:
                pass
        os.truncate(filler, max(0, os.path.getsize(filler) - room * page))
        try:
            result = bench.export(1, folder)
            check(f'{room} pages', result, folder)
            left = [path for path in tree(folder) if TEMPORARY.search(path)]
            if left:
                raise Violations(f'temporary files are left: {", ".join(left[:3])}')
            os.remove(filler)
            expect(bench.export(1, folder), 0)
            expect_tree(tree(folder), bench.new_tree, 'second run, with room')
        except Violations as violations:
            found += [f'full disk, {room} pages left: {text}' for text in violations.args]
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bench.old, folder)
    subprocess.run(['mount', '-o', 'remount,ro', place], check=True)
    try:
        result = bench.export(1, folder)
        check('read-only file system', result, folder)
        expect(result, 2)
    except Violations as violations:
        found += [f'read-only file system: {text}' for text in violations.args]
    return found


# --- Several at once


def lines_of(data):
    """The unfolded lines of a feed as texts; what breaks RFC 5545's lines is a violation."""
    if not data.endswith(b'END:VCALENDAR\r\n'):
        raise Violations(f'the feed does not end in END:VCALENDAR but in {data[-30:]!r}')
    result = []
    for line in data[:-2].split(b'\r\n'):
        if re.search(rb'[\x00-\x08\x0a-\x1f\x7f]', line):
            raise Violations(f'a control character in {line[:80]!r}')
        if len(line) > 75:
            raise Violations(f'a line of {len(line)} bytes: {line[:80]!r}')
        if line[:1] == b' ':
            if not result:
                raise Violations('the feed starts with a continued line')
            result[-1] += line[1:]
        else:
            result.append(line)
    try:
        return [line.decode('utf-8') for line in result]
    except UnicodeDecodeError as error:
        raise Violations(f'not UTF-8: {error}') from None


def unescaped(text):
    return re.sub(r'\\(.)', lambda match: '\n' if match[1] in 'nN' else match[1], text)


def events(data):
    """UID → the properties of an event, names with parameters, for every event of a feed."""
    found = {}
    current = None
    for line in lines_of(data):
        name, _, value = line.partition(':')
        if line in ('BEGIN:VEVENT', 'BEGIN:VTODO'):
            current = {}
        elif line in ('END:VEVENT', 'END:VTODO'):
            if current.get('UID') in found:
                raise Violations(f'the UID {current["UID"]} stands twice')
            found[current['UID']] = current
            current = None
        elif current is not None:
            current[name] = value
    return found


def live(tree_of_feeds):
    """What calendars show: path → UID → when, what, where; without cancelled items, stamps and histories."""
    shown = ('DTSTART', 'DTEND', 'SUMMARY', 'STATUS', 'LOCATION', 'CATEGORIES')
    result = {}
    for path, data in tree_of_feeds.items():
        if path.endswith('.ics'):
            items = {
                uid: tuple(value for name, value in sorted(event.items()) if name.startswith(shown))
                for uid, event in events(data).items()
                if event.get('STATUS') != 'CANCELLED'
            }
            if items:
                result[path] = items
    return result


def expect_one_version(bench, folder):
    """The folder holds one version of the plan, and exporting that one again writes nothing."""
    left = tree(folder)
    temporary = [path for path in left if TEMPORARY.search(path)]
    if temporary:
        raise Violations(f'temporary files are left: {", ".join(temporary)}')
    shown = live(left)
    wanted = [live(bench.old_tree), live(bench.first_tree)]
    if shown not in wanted:
        near = [[path for path in sorted(set(shown) | set(each)) if shown.get(path) != each.get(path)] for each in wanted]
        raise Violations(f'the folder holds neither version: unlike the first in {near[0]}, unlike the second in {near[1]}')
    version = wanted.index(shown)
    before = times(folder)
    expect(bench.export(version, folder), 0)
    expect_tree(tree(folder), left, f'version {version + 1} exported once more')
    if times(folder) != before:
        raise Violations('exporting the same once more wrote files')
    return version


def several(bench):
    """Exports at once take turns: the last one's version stands whole, and readers never see half a feed."""
    found = []
    codes = collections.Counter()
    last = collections.Counter()
    reads = 0
    rounds = [2] * (6 if bench.quick else 60) + [16] * (2 if bench.quick else 12)
    for number, count in enumerate(rounds):
        folder = bench.folder(bench.old if number % 2 else None)
        running = [
            subprocess.Popen(
                [bench.program, *bench.arguments(index % 2, folder)],
                env=bench.environment(EPOCHS[index % 2]),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for index in range(count)
        ]
        try:
            while any(process.poll() is None for process in running):
                for path, data in tree(folder).items():
                    if path.endswith('.ics') and not TEMPORARY.search(path):
                        reads += 1
                        events(data)
        except FileNotFoundError:
            pass  # renamed between listing and reading
        except Violations as violations:
            found += [f'round {number + 1}, seen while exports ran: {text}' for text in violations.args]
        for process in running:
            said = process.communicate()[1].decode(errors='replace')
            codes[process.returncode] += 1
            if process.returncode not in (0, 75):
                found.append(f'round {number + 1} with {count} exports: exit {process.returncode}: {said.strip()[:200]}')
        try:
            last[expect_one_version(bench, folder)] += 1
        except Violations as violations:
            found += [f'round {number + 1} with {count} exports: {text}' for text in violations.args]
        shutil.rmtree(folder)
    return (
        f'{len(rounds)} rounds of 2 or 16 exports: exit 0 × {codes[0]}, 75 × {codes[75]}; left version 1 × {last[0]}, 2 × {last[1]}; '
        f'{reads} feeds read meanwhile'
    ), found


def held(bench):
    """A lock held for long gives 75 after some ten seconds; one held for a moment is waited for."""
    folder = bench.folder(bench.old)
    holder = subprocess.Popen(['flock', folder, 'sleep', '30'], stdin=subprocess.DEVNULL, start_new_session=True)
    time.sleep(0.3)
    result = bench.export(1, folder, 'en')
    os.killpg(holder.pid, signal.SIGKILL)
    holder.wait()
    found = []
    try:
        expect(result, 75)
        expect_message(result, 'en')
        expect_tree(tree(folder), bench.old_tree, 'the folder somebody else held')
        if not 9 <= result.seconds <= 14:
            raise Violations(f'gave up after {result.seconds:.1f} s')
        holder = subprocess.Popen(['flock', folder, 'sleep', '1'], stdin=subprocess.DEVNULL)
        time.sleep(0.2)
        expect(bench.export(1, folder), 0)
        holder.wait()
        expect_tree(tree(folder), bench.new_tree, 'after waiting for a moment')
    except Violations as violations:
        found += violations.args
    return f'held 30 s: exit {result.code} after {result.seconds:.1f} s; held 1 s: waited', found


# --- Links and other kinds of file


def outside(bench):
    """A folder beside, with a feed that must not be read or written through a link: it claims a high SEQUENCE."""
    path = bench.folder()
    secret = bench.old_tree[f'{PLAN}/to-1.ics'].replace(b'SEQUENCE:0', b'SEQUENCE:999').replace(b'SUMMARY:', b'SUMMARY:BIMAT ')
    with open(os.path.join(path, 'to-1.ics'), 'wb') as file:
        file.write(secret)
    return path


def link_race(bench):
    """A feed, the folder of the plan and the page turn into links while exports run: what they point at stays (T24)."""
    found = []
    swaps = collections.Counter()
    codes = collections.Counter()
    wanted, longest = (200, 4) if bench.quick else (10_000, 18)
    for place in ('feed', 'folder', 'page'):
        beside = outside(bench)
        before, stamps = tree(beside), times(beside)
        folder = bench.folder(bench.old)
        spare = bench.folder()
        end = threading.Event()

        def swap():
            feed = os.path.join(folder, PLAN, 'to-1.ics')
            plan, page = os.path.join(folder, PLAN), os.path.join(folder, 'index.html')
            link = os.path.join(spare, 'link')
            while not end.is_set():
                swaps[place] += 1
                try:
                    if place == 'folder':
                        os.rename(plan, os.path.join(spare, 'away'))
                        os.symlink(beside, plan)
                        time.sleep(random.random() / 200)
                        if os.path.islink(plan):
                            os.remove(plan)
                        else:
                            shutil.rmtree(plan, ignore_errors=True)
                        os.rename(os.path.join(spare, 'away'), plan)
                    else:
                        target = feed if place == 'feed' else page
                        good = os.path.join(spare, 'good')
                        if not os.path.islink(target):
                            shutil.copy(target, good)
                        os.symlink(os.path.join(beside, 'to-1.ics'), link)
                        os.rename(link, target)
                        time.sleep(random.random() / 200)
                        os.rename(good, target)
                except OSError:
                    pass  # the export was quicker
                for path in (link,):
                    if os.path.lexists(path):
                        os.remove(path)
                time.sleep(random.random() / 500)

        swapper = threading.Thread(target=swap)
        swapper.start()
        begun = time.monotonic()
        exports = 0
        while time.monotonic() - begun < longest and (swaps[place] < wanted / 3 or exports < 8):
            result = bench.export(exports % 2, folder)
            exports += 1
            codes[result.code] += 1
            if result.code not in (0, 2):
                found.append(f'{place}: exit {result.code}: {result.err.strip()[:200]}')
        end.set()
        swapper.join()
        if tree(beside) != before or times(beside) != stamps:
            found.append(f'{place}: what the link points at was changed')
        read = [path for path, data in tree(folder).items() if isinstance(data, bytes) and b'BIMAT' in data]
        if read:
            found.append(f'{place}: what the link points at was read into {", ".join(read)}')
    return (
        f'{sum(swaps.values())} swaps ({", ".join(f"{place} {count}" for place, count in swaps.items())}) during exports: exit 0 × {codes[0]}, 2 × {codes[2]}',
        found,
    )


def foreign_kinds(bench):
    """Links, FIFOs, folders and sockets where a feed, the plan's folder or the page belongs are refused."""
    found = []
    refused = 0
    for place in (f'{PLAN}/to-1.ics', PLAN, 'index.html'):
        for kind in ('link', 'link to a good one', 'dangling link', 'fifo', 'folder', 'file', 'socket'):
            if kind == 'folder' and place == PLAN or kind == 'file' and place != PLAN:
                continue
            beside = outside(bench)
            shutil.copytree(bench.old, os.path.join(beside, 'good'))
            folder = bench.folder(bench.old)
            path = os.path.join(folder, place)
            shutil.rmtree(path) if place == PLAN else os.remove(path)
            if kind == 'link':
                os.symlink(beside if place == PLAN else os.path.join(beside, 'to-1.ics'), path)
            elif kind == 'link to a good one':
                os.symlink(os.path.join(beside, 'good', place), path)
            elif kind == 'dangling link':
                os.symlink(os.path.join(beside, 'nothing'), path)
            elif kind == 'fifo':
                os.mkfifo(path)
            elif kind == 'folder':
                os.mkdir(path)
            elif kind == 'file':
                open(path, 'w').close()
            else:
                with socket.socket(socket.AF_UNIX) as one:
                    one.bind(path)
            before, beside_before = tree(folder), tree(beside)
            language = 'en' if refused % 2 else 'vi'
            result = bench.export(1, folder, language, timeout=15)
            try:
                if tree(beside) != beside_before:
                    raise Violations('what the link points at was changed')
                expect(result, 2)
                expect_message(result, language)
                expect_old_or_new(tree(folder), before, {**bench.new_tree, place: before.get(place)}, 'beside it')
                if os.path.isdir(path) and not os.path.islink(path) and os.listdir(path):
                    raise Violations('something was written into the folder')
                refused += 1
            except Violations as violations:
                found += [f'{kind} as {place}: {text}' for text in violations.args]
            shutil.rmtree(folder)
    for place in (f'{PLAN}/to-1.ics', f'{PLAN}/all.ics', 'index.html'):
        folder = bench.folder(bench.old)
        other = os.path.join(bench.folder(), 'other')
        os.link(os.path.join(folder, place), other)
        try:
            expect(bench.export(1, folder), 0)
            expect_tree(tree(folder), bench.new_tree, 'the export')
            with open(other, 'rb') as file:
                if file.read() != bench.old_tree[place]:
                    raise Violations('the other name of the file has changed')
        except Violations as violations:
            found += [f'hard link of {place}: {text}' for text in violations.args]
    awaited, problems = awaited_names(bench)
    return (
        f'{refused} refused with exit 2, 3 hard links kept their content under the other name, {awaited} links under temporary names to come',
        found + problems,
    )


def awaited_names(bench):
    """Links stand under the very names that the export will take for its temporary files: what they point at stays."""
    folder = bench.folder(bench.old)
    names = set()
    for call in calls(bench, folder):
        made = re.search(r'"([^"]+)", [^"]*O_CREAT', call.line)
        process = call.line.split()[0]
        if made and process in made[1]:
            names.add((PLAN if f'/{PLAN}>' in call.line else '.') + '/' + os.path.basename(made[1]).replace(process, '$$'))
    folder, beside = bench.folder(bench.old), outside(bench)
    before = tree(beside)
    links = '; '.join(f'ln -s {beside}/to-1.ics "{folder}/{name}"' for name in sorted(names))
    result = bench.export(1, folder, under=['sh', '-c', (links or ':') + '; exec "$@"', 'sh'])
    try:
        expect(result, 0, 2)
        if tree(beside) != before:
            raise Violations('what the link points at was changed')
        expect(bench.export(1, folder), 0)
        expect_tree(tree(folder), bench.new_tree, 'the next export')
    except Violations as violations:
        return len(names), [f'links under temporary names: {text}' for text in violations.args]
    return len(names), []


# --- What is not ours


def damages(bench):
    """Name → content of what may stand where a feed belongs."""
    good = bench.old_tree[f'{PLAN}/to-1.ics']
    foreign = (
        b'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nBEGIN:VEVENT\r\nUID:1@google.com\r\n'
        b'DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260101\r\nSUMMARY:Lich cua ai\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    )
    return {
        'foreign calendar': foreign,
        'another plan of ours': good.replace(b'@' + PLAN.encode(), b'@ke-hoach-khac'),
        'text': 'Ghi chú của văn thư\n'.encode(),
        'empty': b'',
        'zeros': bytes(4096),
        'first half': good[: len(good) // 2],
        'without its last line': good[: good.rindex(b'END:VCALENDAR')],
        'second half': good[len(good) // 2 :],
        'noise in the middle': good[: len(good) // 2] + bytes(range(256)) + good[len(good) // 2 + 256 :],
        'an item begun twice': good.replace(b'BEGIN:VEVENT\r\n', b'BEGIN:VEVENT\r\nBEGIN:VEVENT\r\n', 1),
        'a SEQUENCE of letters': good.replace(b'SEQUENCE:0', b'SEQUENCE:x', 1),
        'a SEQUENCE beyond all': good.replace(b'SEQUENCE:0', b'SEQUENCE:99999999999999999999', 1),
        'a stamp that is none': re.sub(rb'DTSTAMP:\d+', b'DTSTAMP:2026', good, count=1),
        'UTF-16': b'\xff\xfe' + good.decode().encode('utf-16-le'),
    }


def edits(bench):
    """Name → content: good feeds of ours that somebody or some program has worked on."""
    good = bench.old_tree[f'{PLAN}/to-1.ics']
    return {
        'summary changed': good.replace(b'SUMMARY:', b'SUMMARY:Sua tay ', 1),
        'line ends of Unix': good.replace(b'\r\n', b'\n'),
        'item removed': re.sub(rb'BEGIN:VEVENT.*?END:VEVENT\r\n', b'', good, count=1, flags=re.S),
        'byte order mark': b'\xef\xbb\xbf' + good,
        'SEQUENCE raised': good.replace(b'SEQUENCE:0', b'SEQUENCE:7'),
        'unfolded': good.replace(b'\r\n ', b''),
        'blank line at the end': good + b'\r\n',
        'one item twice': good.replace(
            b'END:VCALENDAR', b''.join(re.findall(rb'BEGIN:VEVENT.*?END:VEVENT\r\n', good, re.S)[:1]) + b'END:VCALENDAR'
        ),
        'not UTF-8': (
            good.replace('ề'.encode(), b'\xe1\xbb', 1) if 'ề'.encode() in good else good.replace(b'SUMMARY:', b'SUMMARY:\xff', 1)
        ),
        'property of another program': good.replace(b'END:VEVENT', b'X-MOZ-GENERATION:2\r\nEND:VEVENT', 1),
    }


def not_ours(bench):
    """What is not ours stays: other files wholly, a foreign or damaged feed under another name (T23, T27)."""
    found, kept_count = [], 0
    place = f'{PLAN}/to-1.ics'
    shown = live(bench.new_tree)[place]

    def expect_good(folder):
        left = tree(folder)
        if live({place: left[place]}).get(place) != shown:
            raise Violations('the feed written in its place does not show the plan')
        expect_tree(
            {
                path: data
                for path, data in left.items()
                if path in bench.new_tree and path not in (place, f'{PLAN}/all.ics', 'index.html')
            },
            {path: data for path, data in bench.new_tree.items() if path not in (place, f'{PLAN}/all.ics', 'index.html')},
            'the other feeds',
        )
        before = times(folder)
        expect(bench.export(1, folder), 0)
        if times(folder) != before or tree(folder) != left:
            raise Violations('exporting the same once more wrote files')

    for name, content in damages(bench).items():
        folder = bench.folder(bench.old)
        path = os.path.join(folder, place)
        try:
            for number in (1, 2):
                with open(path, 'wb') as file:
                    file.write(content)
                language = 'vi' if number == 1 else 'en'
                result = bench.export(1, folder, language)
                expect(result, 0)
                kept = {other: data for other, data in tree(folder).items() if '.kept-' in other}
                wanted = [f'{place}.kept-{each}' for each in range(1, number + 1)]
                if list(sorted(kept)) != wanted or any(data != content for data in kept.values()):
                    raise Violations(f'kept are {sorted(kept) or "none"} instead of {wanted} with the content that stood there')
                expect_message(result, language)
                if 'to-1.ics' not in result.err:
                    raise Violations(f'the message does not name the file: {result.err.strip()[:200]!r}')
                expect_good(folder)
                # all.ics has every item of this feed, so nothing of its history is lost.
                was, now = events(bench.new_tree[place]), events(tree(folder)[place])
                for uid, event in was.items():
                    if now[uid]['CREATED'] != event['CREATED'] or int(now[uid]['SEQUENCE']) < int(event['SEQUENCE']):
                        raise Violations(
                            f'CREATED {now[uid]["CREATED"]}, SEQUENCE {now[uid]["SEQUENCE"]} instead of {event["CREATED"]}, {event["SEQUENCE"]} of {uid}'
                        )
                kept_count += 1
        except Violations as violations:
            found += [f'{name} as {place}: {text}' for text in violations.args]
        shutil.rmtree(folder)

    edited = 0
    for name, content in edits(bench).items():
        folder = bench.folder(bench.old)
        with open(os.path.join(folder, place), 'wb') as file:
            file.write(content)
        try:
            expect(bench.export(1, folder), 0)
            expect_good(folder)
            edited += 1
        except Violations as violations:
            found += [f'{name} in {place}: {text}' for text in violations.args]
        shutil.rmtree(folder)

    # Files of others, under names that must not be taken for anything.
    folder = bench.folder(bench.old)
    names = [
        'ghi-chu.txt', 'lich-rieng.ics', 'to-1.ics.bak', 'to-1.ics~', '-rf', 'a b.ics', 'xuống\ndòng.ics', '.htaccess',
        '.plan-x.tmp', '.plan-1-2.tmp.ics', 'all.ics.kept-9', '\x1b[31m.ics', 'ế' * 80 + '.ics', 'TO-1.ICS', 'to-1.todo.ics',
    ]
    theirs = {
        f'{where}{name}': (damages(bench)['foreign calendar'] if name.endswith('.ics') else name.encode())
        for where in ('', f'{PLAN}/', 'ke-hoach-la/')
        for name in names
    }
    os.mkdir(os.path.join(folder, 'ke-hoach-la'))
    for name, content in theirs.items():
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(content)
    stamps = {name: times(folder)[name] for name in theirs}
    result = bench.export(1, folder)
    try:
        expect(result, 0)
        left = tree(folder)
        expect_tree({path: data for path, data in left.items() if path in theirs}, theirs, 'files of others')
        if {name: times(folder)[name] for name in theirs} != stamps:
            raise Violations('files of others were written anew')
        if re.search(r'[\x00-\x09\x0b-\x1f\x7f]', result.err + result.out):
            raise Violations('control characters in what was said')
        expect_tree(
            {path: data for path, data in left.items() if path not in theirs and path != 'index.html'},
            {path: data for path, data in bench.new_tree.items() if path != 'index.html'},
            'our files beside them',
        )
    except Violations as violations:
        found += [f'files of others: {text}' for text in violations.args]

    pages = {'a page of somebody else': b'<!DOCTYPE html><title>UBND</title>', 'an empty page': b'', 'noise': bytes(range(256))}
    for name, content in pages.items():
        for start in (bench.old, None):
            folder = bench.folder(start)
            with open(os.path.join(folder, 'index.html'), 'wb') as file:
                file.write(content)
            before, stamps = tree(folder), times(folder)
            result = bench.export(1, folder)
            try:
                expect(result, 2)
                expect_message(result, 'vi')
                expect_tree(tree(folder), before, 'the folder')
                if times(folder) != stamps or sorted(os.listdir(folder)) != sorted(set(path.split('/')[0] for path in before)):
                    raise Violations('something was made or written')
            except Violations as violations:
                found += [f'{name} as index.html: {text}' for text in violations.args]
    return (
        f'{kept_count} foreign and damaged feeds kept aside, {edited} edited feeds mended, {len(theirs)} files of others untouched, '
        f'{len(pages) * 2} foreign pages refused'
    ), found


def hostile_ids(bench):
    """Ids that would lead out of the folder are refused, and nothing is made (T23)."""
    found, refused = [], 0
    ids = [
        '../x', '..', '.', '/tmp/x', 'a/b', 'a\\b', '%2e%2e', '.git', '~', 'x~', 'a\x00b', 'a\nb', 'CON', 'All', 'all',
        'index.html', 'x' * 64, 'x' * 300, 'đơn-vị', 'x-todo', '-x', 'x.ics',
    ]
    with open(bench.plans[0], encoding='utf-8') as file:
        text = file.read()
    for name in ids:
        quoted = quoted_yaml(name)
        for what, changed in (
            ('plan', text.replace(f'plan: {PLAN}', f'plan: {quoted}')),
            ('unit', re.sub(r'\bto-1:', lambda _: quoted + ':', text)),
        ):
            if what == 'plan' and name in ('all', 'x-todo'):
                continue
            base = bench.folder()
            plan = os.path.join(base, 'plan.yaml')
            with open(plan, 'w', encoding='utf-8') as file:
                file.write(changed)
            target = os.path.join(base, 'feeds')
            os.mkdir(target)
            result = bench.run(['export', plan, '--to', target], EPOCHS[0])
            try:
                expect(result, 1)
                expect_tree({path: '' for path in tree(base)}, {'plan.yaml': ''}, 'what is there')
                refused += 1
            except Violations as violations:
                found += [f'the id {name[:30]!r} of a {what}: {text_}' for text_ in violations.args]
    return f'{refused} ids refused, nothing made', found


# --- Texts that would be lines


def quoted_yaml(text):
    """A YAML scalar in double quotes, everything but plain characters escaped."""
    result = ''
    for character in text:
        code = ord(character)
        if character in '"\\':
            result += '\\' + character
        elif code < 32 or 0x7F <= code < 0xA0:
            result += f'\\x{code:02x}'
        elif unicodedata.category(character) in ('Cf', 'Zl', 'Zp'):
            result += f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}'
        else:
            result += character
    return f'"{result}"'


def payloads():
    item = 'BEGIN:VEVENT\r\nUID:x@y\r\nSUMMARY:giả\r\nEND:VEVENT'
    texts = [
        'a\rb', 'a\nb', 'a\r\nb', 'a\x85b', 'a\u2028b', 'a\u2029b', 'a\x0bb', 'a\x0cb', 'a\x00b', 'a\x1bb', 'a\x7fb', 'a\x9bb',
        'a\x1c\x1d\x1eb', f'a\r\nEND:VEVENT\r\n{item}', f'a\nEND:VEVENT\n{item}', 'a\rEND:VEVENT\rBEGIN:VEVENT',
        'a\x85END:VCALENDAR\x85', 'a\u2028END:VEVENT\u2028BEGIN:VALARM\u2028ACTION:EMAIL', 'END:VEVENT', 'END:VCALENDAR',
        'BEGIN:VALARM', 'a\r\n b', 'a\n\tb', 'a\\nEND:VEVENT\\nb', 'a\\\\nb\\', 'a\\,b;c,d\\;e', 'a:b;c="d"', '"a"^n^\'b',
        'ATTENDEE;CN="x":mailto:a@b.c', '<script>alert(1)</script>&amp;', 'ề' * 200, 'e\u0302\u0300' * 60, '👩\u200d🌾' * 30,
        'a\u202eb\u2066c', 'a\u200bb', 'a\u2060b', 'a\ufeffb', 'x' * 74 + 'ế' + 'y' * 74, 'a\tb', '=cmd|a', '%0d%0aEND:VEVENT',
        '\ud7ff\ue000\ufffd',
    ]
    for text in texts:
        yield text, quoted_yaml('Đầu ' + text + ' cuối')
    # As they are, between quotes: YAML itself takes these for line ends.
    for text in ('a\x85END:VEVENT', 'a\u2028END:VEVENT', 'a\u2029END:VEVENT', 'a\n\n  END:VEVENT', 'a\r\n\r\n  END:VEVENT'):
        yield text, '"Đầu ' + text + ' cuối"'
    # Text in a block may have line breaks.
    for text in ('a\nEND:VEVENT\nBEGIN:VEVENT', 'a\n\nEND:VCALENDAR', 'a\n b\n\tc', 'a\u2028END:VEVENT', 'a\\nEND:VEVENT'):
        for style in '|>':
            yield text, f'{style}\n' + '\n'.join('          ' + line for line in f'Đầu {text} cuối'.split('\n'))


# field → the property of an event, or of the calendar's head, that shows it
FIELDS = {
    'title': 'SUMMARY',
    'place': 'LOCATION',
    'note': 'DESCRIPTION',
    'unit': 'NAME',
    'theme': 'CATEGORIES',
    'product': 'DESCRIPTION',
    'source': 'DESCRIPTION',
    'evidence': 'DESCRIPTION',
    'phase': 'SUMMARY',
    'plan': 'NAME',
}


def payload_plan(scalars):
    """A plan with these texts in its fields, and the lines where each stands."""
    places, lines = {}, []

    def add(text, field=None):
        start = len(lines) + 1
        lines.extend((text + (scalars[field] if field else '')).split('\n'))
        if field:
            places[field] = range(start, len(lines) + 1)

    add('plan: chu-la-2026')
    add('title: ', 'plan')
    add('year: 2026\nunits:\n  phong-1:')
    add('    name: ', 'unit')
    add('  phong-2: Phòng Hai\nthemes:\n  chu-de:')
    add('    title: ', 'theme')
    add('activities:\n  viec:')
    add('    title: ', 'title')
    add('    themes: chu-de\n    lead: phong-1\n    coordinate: phong-2\n    day: 05/05\n    time: 08:00')
    for field in ('place', 'note', 'product', 'source', 'evidence'):
        add(f'    {field}: ', field)
    add('  viec-dai:\n    title: Việc dài\n    lead: phong-1\n    phases:\n      mot:')
    add('        title: ', 'phase')
    add('        due: 06/05')
    return '\n'.join(lines) + '\n', places


def shape(data):
    """The skeleton of a feed: its components and properties, without values."""
    return [line if line.startswith(('BEGIN:', 'END:')) else line.partition(':')[0] for line in lines_of(data)]


def injection(bench):
    """No text of a plan becomes a line of a feed: as many components, each text within its property (T19)."""
    found = []
    counts = collections.Counter()
    plain = dict.fromkeys(FIELDS, '"Đầu cuối"')
    try:
        import icalendar
    except ImportError:
        icalendar = None

    def export(scalars):
        base = bench.folder()
        text, places = payload_plan(scalars)
        plan = os.path.join(base, 'plan.yaml')
        with open(plan, 'w', encoding='utf-8', newline='', errors='surrogatepass') as file:
            file.write(text)
        result = bench.run(['export', plan, '--to', os.path.join(base, 'feeds')], EPOCHS[0])
        return base, plan, places, result

    base, _, _, result = export(plain)
    expect(result, 0)
    wanted = {path: shape(data) for path, data in tree(os.path.join(base, 'feeds')).items() if path.endswith('.ics')}

    def refusals(plan, places):
        """The fields that have a located error; None where the whole file cannot be read, at a place that is shown."""
        result = bench.run(['validate', plan, '--format', 'json'])
        expect(result, 1)
        errors = [finding for finding in json.loads(result.out)['findings'] if finding['severity'] == 'error']
        if not errors or any(finding['line'] < 1 or finding['column'] < 1 for finding in errors):
            raise Violations(f'refused without a place: {result.out[:200]}')
        fields = {field for finding in errors for field, lines in places.items() if finding['line'] in lines}
        return fields if fields else None

    def one(number, text, scalar):
        scalars = dict.fromkeys(FIELDS, scalar)
        refused = set()
        base, plan, places, result = export(scalars)
        while result.code == 1 and refused != set(FIELDS):
            more = refusals(plan, places)
            if more is None or not more - refused:
                refused = set(FIELDS)
                break
            refused |= more
            base, plan, places, result = export({field: '"Đầu cuối"' if field in refused else scalar for field in FIELDS})
        if refused == set(FIELDS):
            return 0, len(refused)
        expect(result, 0)
        feeds = tree(os.path.join(base, 'feeds'))
        inert = [
            piece.strip()
            for piece in re.split(
                r'[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+',
                unicodedata.normalize('NFC', text),
            )
            if piece.strip()
        ]
        for path, skeleton in wanted.items():
            lines = lines_of(feeds[path])
            if shape(feeds[path]) != skeleton:
                raise Violations(f'{path}: the feed has other lines than with plain texts')
            # A reader that takes every character which ends a line somewhere for an end of line.
            loose = feeds[path].decode('utf-8').replace('\r\n ', '').splitlines()
            if [line for line in loose if line.startswith(('BEGIN:', 'END:'))] != [
                line for line in skeleton if line.startswith(('BEGIN:', 'END:'))
            ]:
                raise Violations(f'{path}: a loose reader finds other components')
            if icalendar:
                calendar = icalendar.Calendar.from_ical(feeds[path])
                if sum(1 for _ in calendar.walk()) != sum(line.startswith('BEGIN:') for line in skeleton):
                    raise Violations(f'{path}: icalendar finds other components')
            for field in set(FIELDS) - refused:
                if field == 'unit' and 'phong-1' not in path:
                    continue
                values = [
                    unescaped(line.partition(':')[2])
                    for line in lines
                    if line.partition(':')[0].partition(';')[0] == FIELDS[field]
                ]
                if not any(in_order(inert, value) for value in values):
                    raise Violations(f'{path}: {field} is not found whole in {FIELDS[field]}: {values[:2]}')
        if '<script>alert' in feeds['index.html'].decode('utf-8'):
            raise Violations('index.html: markup of a text is markup of the page')
        return len(FIELDS) - len(refused), len(refused)

    def in_order(pieces, value):
        position = 0
        for piece in pieces:
            position = value.find(piece, position)
            if position < 0:
                return False
            position += len(piece)
        return True

    cases = [(number, text, scalar) for number, (text, scalar) in enumerate(payloads(), 1)]
    problems, results = bench.each(one, cases)
    found += [problem if len(problem) < 500 else problem[:200] + ' … ' + problem[-280:] for problem in map(repr, problems)]
    for inert, refused in results:
        counts['inert'] += inert
        counts['refused'] += refused
    return (
        f'{len(cases)} texts in {len(FIELDS)} fields: {counts["inert"]} inert, {counts["refused"]} refused'
        + ('' if icalendar else ' (icalendar is not installed)'),
        found,
    )


SECTIONS = {
    'kill': kill_sweep,
    'choices': choices,
    'errors': error_sweep,
    'durable': durability,
    'disk': full_disk,
    'several': several,
    'races': link_race,
    'kinds': foreign_kinds,
    'foreign': not_ours,
    'ids': hostile_ids,
    'texts': injection,
    'lock': held,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--plan', required=True, help='the program')
    parser.add_argument('--quick', action='store_true', help='a sample of the system calls, and fewer rounds')
    parser.add_argument('--only', help='sections, with commas: ' + ', '.join(SECTIONS))
    parser.add_argument('--folder', help='where to work (default: in memory)')
    options = parser.parse_args()
    chosen = options.only.split(',') if options.only else list(SECTIONS)
    for tool in ('strace', 'taskset', 'flock', 'setpriv'):
        if not shutil.which(tool):
            sys.exit(f'faults.py: {tool} is missing')
    # Ended from outside, it still takes its folders away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(options.plan, options.quick, options.folder)
    failed = False
    try:
        bench.reference()
        with concurrent.futures.ThreadPoolExecutor(1) as waiting:
            # The lock is mostly waited for, so that runs beside the others.
            lock = waiting.submit(section, bench, 'lock') if 'lock' in chosen else None
            for name in chosen:
                failed |= report(name, *(lock.result() if name == 'lock' else section(bench, name)))
    except Violations as violations:
        print('faults.py:', *violations.args, file=sys.stderr)
        failed = True
    finally:
        bench.remove()
    sys.exit(1 if failed else 0)


def section(bench, name):
    begun = time.monotonic()
    try:
        line, found = SECTIONS[name](bench)
    except Violations as violations:
        line, found = 'stopped', list(violations.args)
    return line, found, time.monotonic() - begun


def report(name, line, found, seconds):
    print(f'{name}: {line} [{seconds:.1f} s]' + (f'; {len(found)} VIOLATIONS' if found else ''), flush=True)
    for text in found[:40]:
        print(f'  {name}: {text}', flush=True)
    if len(found) > 40:
        print(f'  {name}: and {len(found) - 40} more', flush=True)
    return bool(found)


if __name__ == '__main__':
    main()
