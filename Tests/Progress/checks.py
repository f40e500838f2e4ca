"""What the checks of progress share: folders with a plan, runs of the program, the store as SQLite shows it, and the printing of results."""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
PLANS = os.path.join(HERE, '..', '..', 'plans')
BAC_LIEU = 'bac-lieu-2018.yaml'
OFFICE = 'office.yaml'

APPLICATION = 0x504C414E
VERSION = 2
MEMBERS = ['entry', 'task', 'nominal', 'as', 'on', 'at', 'by', 'note', 'evidence', 'quantity', 'until', 'document']
CODES = {0, 1, 2, 64, 75}
STAMP = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z')
PRINTED = 12        # violations printed of one section; its line counts all

Result = collections.namedtuple('Result', 'code out err seconds')


class Violations(Exception):
    """What a check found, one text for each."""


class Bench:
    """The program under test and its scratch folders, in memory or on a disk."""

    def __init__(self, program, long, seed):
        self.long, self.seed = long, seed
        # System calls that make things durable cost nothing in memory, and are made all the same.
        memory = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
        self.memory = tempfile.mkdtemp(prefix='plan-progress-', dir=memory)
        self.disk = tempfile.mkdtemp(prefix='plan-progress-')
        # A copy, so that a build in the meantime changes nothing, and another account can reach it.
        self.program = os.path.join(self.disk, 'plan')
        shutil.copy(program, self.program)
        for path in (self.memory, self.disk, self.program):
            os.chmod(path, 0o755)
        self.counter, self.lock = 0, threading.Lock()

    def remove(self):
        for path in (self.memory, self.disk):
            shutil.rmtree(path, ignore_errors=True)

    def folder(self, disk=False):
        with self.lock:
            self.counter += 1
            path = os.path.join(self.disk if disk else self.memory, f'f{self.counter}')
        os.mkdir(path)
        return path

    def dice(self, *what):
        """Random numbers of their own for each use, the same for the same seed."""
        return random.Random('/'.join(map(str, (self.seed, *what))))

    def office(self, plan=OFFICE, disk=False, like=None):
        """A new folder with a plan; with the store of another one where that is given."""
        office = Office(self, plan, self.folder(disk))
        if like:
            for name in os.listdir(like.folder):
                if name.startswith('progress.sqlite'):
                    shutil.copy(os.path.join(like.folder, name), office.folder)
        return office

    def run(self, arguments, under=(), stdin=None, timeout=60, environment=None, **more):
        said = {key: value for key, value in os.environ.items() if not key.startswith(('LC_', 'PLAN_')) and key != 'TZ'}
        said.update({'PLAN_LANG': 'en', **(environment or {})})
        begun = time.monotonic()
        channels = {} if 'stdout' in more else {'stdout': subprocess.PIPE}
        source = {'input': stdin.encode()} if stdin is not None else {'stdin': subprocess.DEVNULL}
        try:
            done = subprocess.run(
                [*under, self.program, *map(str, arguments)], env=said, stderr=subprocess.PIPE, timeout=timeout, **source, **channels, **more
            )
        except subprocess.TimeoutExpired:
            return Result('hangs', '', '', time.monotonic() - begun)
        return Result(
            done.returncode, (done.stdout or b'').decode(errors='replace'), done.stderr.decode(errors='replace'), time.monotonic() - begun
        )

    def each(self, body, cases, workers=None):
        """Calls `body` with each case, as many at a time as there are processors; the violations, and the results of the rest."""
        found, results = [], []
        with concurrent.futures.ThreadPoolExecutor(workers or os.cpu_count()) as pool:
            for case, future in [(case, pool.submit(body, *case)) for case in cases]:
                try:
                    results.append(future.result())
                except Violations as violations:
                    name = ' '.join(str(part) for part in case if isinstance(part, (str, int)) and len(str(part)) < 100)
                    found += [f'{name}: {text}' for text in violations.args]
        return found, results


class Office:
    """A folder with a plan, and the store beside it."""

    def __init__(self, bench, plan, folder):
        self.bench, self.folder = bench, folder
        source = os.path.join(HERE, plan) if plan == OFFICE else os.path.join(PLANS, plan)
        self.plan = shutil.copy(source, folder)
        if plan != OFFICE and os.path.isdir(os.path.join(PLANS, 'registry')):
            shutil.copytree(os.path.join(PLANS, 'registry'), os.path.join(folder, 'registry'))
        self.store = os.path.join(folder, 'progress.sqlite')

    def run(self, command, *arguments, **more):
        return self.bench.run([command, self.plan, *arguments], **more)

    def mark(self, tasks, state, *arguments, on='2018-06-01', **more):
        tasks = [tasks] if isinstance(tasks, str) else tasks
        return self.run('mark', *tasks, '--as', state, *(['--on', on] if on else []), *arguments, **more)

    def status(self, *arguments, as_of='2018-09-01', **more):
        return self.run('status', '--format', 'json', '--as-of', as_of, *arguments, **more)

    def export(self, *arguments, **more):
        return self.run('log', '--export', '-', *arguments, **more)

    def take_in(self, text, *arguments, **more):
        return self.run('log', '--import', '-', *arguments, stdin=text, **more)

    def tasks(self, *arguments, as_of='2018-09-01', **more):
        return self.run('tasks', '--format', 'json', '--as-of', as_of, *arguments, **more)

    def list(self, **more):
        return json.loads(expect(self.tasks(**more), 0).out)['tasks']

    def lines(self, **more):
        """The entries as `plan log --export -` gives them."""
        return parsed(expect(self.export(**more), 0).out)

    def edit(self, *changes):
        """Replaces pieces of the plan's text, each of which must be there once."""
        with open(self.plan, encoding='utf-8') as file:
            text = file.read()
        for old, new in changes:
            if text.count(old) != 1:
                raise Violations(f'{text.count(old)} × {old!r} in the plan')
            text = text.replace(old, new)
        with open(self.plan, 'w', encoding='utf-8') as file:
            file.write(text)


# --- Entries


def new_entry(dice, task, state, on, at, nominal=None, **more):
    return {
        **dict.fromkeys(MEMBERS), 'entry': str(uuid.UUID(int=dice.getrandbits(128), version=4)), 'task': task, 'nominal': nominal, 'as': state, 'on': on,
        'at': at, 'evidence': [], **more,
    }


def written(entries):
    return ''.join(json.dumps(entry, ensure_ascii=False) + '\n' for entry in entries)


def parsed(text):
    entries = []
    for line in text.splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:
            raise Violations(f'not a JSON line: {line[:200]!r}')
    return entries


def content(entry):
    """An entry in a form that can be compared: UUIDs in small letters, no evidence and an empty list alike."""
    return json.dumps({**entry, 'entry': entry['entry'].lower(), 'evidence': entry.get('evidence') or []}, sort_keys=True, ensure_ascii=False)


def contents(entries):
    return sorted(map(content, entries))


# --- The store, seen by SQLite itself


def look(path):
    """The entries of a store in the order of the log. Opening it rolls back what a killed program left half done."""
    if not os.path.exists(path):
        return []
    problems = []
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    try:
        connection.row_factory = sqlite3.Row
        ask = lambda text: connection.execute(text).fetchone()[0]
        if not ask('SELECT count(*) FROM sqlite_master'):
            return []
        for what, wanted in (
            ('integrity_check', 'ok'), ('application_id', APPLICATION), ('user_version', VERSION), ('journal_mode', 'delete'),
        ):
            if ask(f'PRAGMA {what}') != wanted:
                problems.append(f'{what} is {ask(f"PRAGMA {what}")}')
        rows = [dict(row) for row in connection.execute('SELECT * FROM entries ORDER BY at, entry')]
        heads = [tuple(row) for row in connection.execute('SELECT id, count, sum FROM head')]
    except sqlite3.Error as error:
        raise Violations(f'the store: {error}')
    finally:
        connection.close()
    total = sum(row['sum'] for row in rows) % 2**64
    if heads != [(1, len(rows), total - 2**64 if total >= 2**63 else total)]:
        problems.append(f'head is {heads}, entries are {len(rows)} with the sum {total}')
    for row in rows:
        del row['sum']
        row['evidence'] = json.loads(row['evidence']) if row['evidence'] else []
        if not STAMP.fullmatch(row['at']):
            problems.append(f'at is {row["at"]!r}')
    if problems:
        raise Violations(*problems)
    return rows


# --- Looking at results


def has_crashed(result):
    return result.code == 'hangs' or result.code not in CODES or 'Fatal error' in result.err


def shown(result):
    return f'exit {result.code} after {result.seconds:.1f} s: {(result.err or result.out).strip()[:300]!r}'


def expect(result, *codes):
    if result.code not in codes or 'Fatal error' in result.err:
        raise Violations(f'{" or ".join(map(str, codes))} wanted, {shown(result)}')
    return result


def expect_refused(result, *codes):
    """Exit 2 or what is given, a message of a line or a few on standard error, and nothing on standard output."""
    expect(result, *(codes or (2,)))
    lines = result.err.strip().splitlines()
    # Wrong usage may be followed by how it is used.
    if not lines or len(lines) > 4 and result.code != 64:
        raise Violations(f'exit {result.code} with {len(lines)} lines of message: {result.err[:300]!r}')
    if result.out:
        raise Violations(f'exit {result.code}, and on standard output {result.out[:200]!r}')
    return result


def expect_equal(found, wanted, what):
    if found != wanted:
        raise Violations(f'{what}: {difference(found, wanted)}')


def difference(found, wanted, path=''):
    """Where two values made of lists and objects first differ."""
    if isinstance(found, dict) and isinstance(wanted, dict) and found.keys() == wanted.keys():
        key = next(key for key in wanted if found[key] != wanted[key])
        return difference(found[key], wanted[key], f'{path}.{key}')
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        index = next(index for index, value in enumerate(wanted) if found[index] != value)
        return difference(found[index], wanted[index], f'{path}[{index}]')
    if isinstance(found, list) and isinstance(wanted, list):
        more = [value for value in found if value not in wanted][:2]
        less = [value for value in wanted if value not in found][:2]
        return f'{path} {len(found)} instead of {len(wanted)}; too many: {more!r:.300}; missing: {less!r:.300}'
    return f'{path} {found!r:.300} instead of {wanted!r:.300}'


def kept(path):
    """The bytes of a file, None where there is none."""
    try:
        with open(path, 'rb') as file:
            return file.read()
    except OSError:
        return None


def was_killed(result):
    return result.code in (-signal.SIGKILL, 128 + signal.SIGKILL)


# --- The whole run


def main(doc, sections):
    """Runs the sections of a script: name → function from bench to a line with counts and a list of violations."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--plan', required=True, help='the program under test')
    parser.add_argument('--long', action='store_true', help='everything, not a sample')
    parser.add_argument('--only', default='', help='sections, comma between them: ' + ', '.join(sections))
    parser.add_argument('--seed', default='2018', help='of all that is random')
    options = parser.parse_args()
    chosen = [name for name in options.only.split(',') if name] or list(sections)
    if unknown := [name for name in chosen if name not in sections]:
        parser.error(f'no section {", ".join(unknown)}; there are {", ".join(sections)}')
    bench, bad = Bench(options.plan, options.long, options.seed), 0
    print(f'seed {options.seed}', flush=True)
    pool = concurrent.futures.ThreadPoolExecutor()
    try:
        # What mostly waits does so beside the rest.
        waiting = {name: pool.submit(sections[name], bench) for name in chosen if getattr(sections[name], 'waits', False)}
        for name in chosen:
            begun = time.monotonic()
            try:
                line, found = waiting[name].result() if name in waiting else sections[name](bench)
            except Violations as violations:
                line, found = 'cut short', list(violations.args)
            bad += bool(found)
            print(f'{"FAIL" if found else "ok  "} {name}: {line}; {len(found)} violations, {time.monotonic() - begun:.1f} s', flush=True)
            for text in found[:PRINTED]:
                print(f'     {text}', flush=True)
    finally:
        pool.shutdown()
        bench.remove()
    sys.exit(1 if bad else 0)
