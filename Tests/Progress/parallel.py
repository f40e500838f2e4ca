#!/usr/bin/env python3
"""Many programs at one store: writers, readers, backups while there is writing, and stores that are merged.

    parallel.py --plan PROGRAM [--long] [--only writers,same,backups,merge,imports,holders] [--seed 2018]

Writers wait for one another and none is turned away; only who waits ten seconds for a holder ends with exit 75. What is exported at
any moment is the log up to a moment. Stores merge by union, in any order.
"""

import collections, concurrent.futures, json, os, resource, sqlite3, threading, time

import progress_model as model
from checks import (
    BAC_LIEU, Violations, content, contents, expect, expect_equal, expect_refused, has_crashed, kept, look, main, new_entry, parsed, shown, written,
)

STATES = ['started', 'blocked', 'done', 'cancelled']


def share(tasks, writer, writers):
    """The tasks of one writer."""
    return tasks[writer::writers]


def write(office, tasks, label, number):
    """So many marks one after another, none of which repeats the one in force; those that failed."""
    found = []
    for index in range(number):
        result = office.mark(tasks[index % len(tasks)], STATES[index // len(tasks) % len(STATES)], '--note', f'{label} {index}')
        if result.code:
            found.append(f'{label} {index}: {shown(result)}')
    return found


def ids(office):
    return [task['id'] for task in office.list()]


def expect_notes(entries, wanted):
    found = collections.Counter(entry['note'] for entry in entries)
    more, less = found - collections.Counter(wanted), collections.Counter(wanted) - found
    if more or less:
        raise Violations(f'{len(entries)} entries; too many: {list(more)[:3]}, missing: {list(less)[:3]}')


def writers(bench):
    """16 programs at a time: every mark is there once, and none was turned away."""
    number, each = (16, 100) if bench.long else (8, 12)
    office = bench.office(BAC_LIEU, disk=True)
    tasks = ids(office)
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(number) as pool:
        found = sum(pool.map(lambda writer: write(office, share(tasks, writer, number), f'w{writer}', each), range(number)), [])
    took = time.monotonic() - begun
    entries = look(office.store)
    try:
        expect_notes(entries, [f'w{writer} {index}' for writer in range(number) for index in range(each)])
    except Violations as violations:
        found += violations.args
    if len({entry['at'] for entry in entries}) != len(entries):
        found.append('two entries have the same `at`')
    expect_equal(contents(office.lines()), contents(entries), 'the log and the table')
    return f'{number} × {each} marks in {took:.1f} s', found


def same(bench):
    """The same mark a hundred times at once is one entry; every one of them ends with exit 0 (T31)."""
    times = 100 if bench.long else 24
    office = bench.office(disk=True)
    tasks = ids(office)
    found = []
    for task, state in ((tasks[0], 'done'), (tasks[1], 'started'), (tasks[0], 'verified')):
        with concurrent.futures.ThreadPoolExecutor(times if bench.long else 20) as pool:
            results = list(pool.map(lambda _: office.mark(task, state, '--note', 'n'), range(times)))
        found += [f'{task} {state}: {shown(result)}' for result in results if result.code][:3]
        there = sum(1 for entry in look(office.store) if (entry['task'], entry['as']) == (task, state))
        if there != 1:
            found.append(f'{task} {state} {times} times is {there} entries')
    return f'3 marks, each {times} times', found


class Holder:
    """Another program that holds the store: reading, about to write, or writing."""

    def __init__(self, store, kind, seconds):
        self.ready, self.store, self.kind, self.seconds = threading.Event(), store, kind, seconds
        self.thread = threading.Thread(target=self.hold)
        self.thread.start()
        self.ready.wait()

    def hold(self):
        connection = sqlite3.connect(self.store, isolation_level=None)
        connection.execute({'reading': 'BEGIN', 'about to write': 'BEGIN IMMEDIATE', 'writing': 'BEGIN EXCLUSIVE'}[self.kind])
        connection.execute('SELECT count(*) FROM entries').fetchone()
        self.ready.set()
        time.sleep(self.seconds)
        connection.execute('ROLLBACK')
        connection.close()


def holders(bench):
    """Who holds the store longer than ten seconds makes a mark end with exit 75 and nothing written; who lets go sooner does not (T30)."""

    def one(kind, seconds):
        office = bench.office(disk=True)
        tasks = ids(office)
        expect(office.mark(tasks[0], 'done', '--note', 'old'), 0)
        holder = Holder(office.store, kind, seconds)
        try:
            beside = []
            if kind != 'writing':
                # Reading goes on beside a reader and beside one that is about to write.
                beside = [office.status(), office.export()]
            result = office.mark(tasks[1], 'done', '--note', 'new')
            if seconds > 10:
                if result.code != 75 or not 8.5 <= result.seconds <= 20:
                    raise Violations(f'75 after some ten seconds wanted, {shown(result)}')
                expect_refused(result, 75)
            else:
                expect(result, 0)
                if result.seconds < seconds - 2.5:
                    raise Violations(f'did not wait: {shown(result)}')
            for each in beside:
                expect(each, 0)
                if each.seconds > 3:
                    raise Violations(f'a reader waited: {shown(each)}')
        finally:
            holder.thread.join()
        if seconds > 10:
            expect_notes(look(office.store), ['old'])
            expect(office.mark(tasks[1], 'done', '--note', 'new'), 0)
        expect_notes(look(office.store), ['old', 'new'])

    def reads(kind, seconds):
        """Only who writes this moment keeps readers out."""
        office = bench.office(disk=True)
        expect(office.mark(ids(office)[0], 'done', '--note', 'old'), 0)
        holder = Holder(office.store, kind, seconds)
        try:
            result = office.status()
            if seconds > 10:
                expect_refused(result, 75)
                if not 8.5 <= result.seconds <= 20:
                    raise Violations(f'75 after some ten seconds wanted, {shown(result)}')
            else:
                expect(result, 0)
        finally:
            holder.thread.join()

    cases = [(one, 'reading', 12), (one, 'about to write', 12), (one, 'reading', 4), (one, 'about to write', 4), (reads, 'writing', 12), (reads, 'writing', 3)]
    if bench.long:
        cases += [(one, 'writing', 14), (one, 'writing', 5), (one, 'reading', 60), (one, 'reading', 8)]
    found, _ = bench.each(lambda body, kind, seconds: body(kind, seconds), cases, len(cases))
    return f'{len(cases)} holders', found


holders.waits = True


def backups(bench):
    """While four write: each export is the log up to a moment, and what it is imported into shows exactly that (T28)."""
    number, each = (4, 100) if bench.long else (4, 15)
    office = bench.office(BAC_LIEU, disk=True)
    plain = office.list()
    tasks = [task['id'] for task in plain]
    expect(office.mark(tasks[-1], 'started', '--note', 'first'), 0)
    stop, exports, found, acknowledged, lock = threading.Event(), [], [], ['first'], threading.Lock()

    def export():
        while not stop.is_set():
            path = os.path.join(office.folder, f'backup-{len(exports)}.jsonl')
            with lock:
                before = set(acknowledged)
            result = office.run('log', '--export', path)
            if result.code:
                found.append(f'backup: {shown(result)}')
                return
            exports.append((before, parsed(kept(path).decode())))

    def work(writer):
        mine = share(tasks[:-1], writer, number)
        for index in range(each):
            note = f'w{writer} {index}'
            result = office.mark(mine[index % len(mine)], STATES[index // len(mine) % len(STATES)], '--note', note)
            if result.code:
                found.append(f'{note}: {shown(result)}')
            else:
                with lock:
                    acknowledged.append(note)

    thread = threading.Thread(target=export)
    thread.start()
    with concurrent.futures.ThreadPoolExecutor(number) as pool:
        list(pool.map(work, range(number)))
    stop.set()
    thread.join()
    entries = look(office.store)
    expect_notes(entries, acknowledged)
    for index, (before, lines) in enumerate(exports):
        if lost := before - {line['note'] for line in lines}:
            found.append(f'backup {index}: {len(lost)} marks acknowledged before it are missing: {sorted(lost)[:3]}')
        if lines:
            last = max(line['at'] for line in lines)
            if contents(lines) != contents(entry for entry in entries if entry['at'] <= last):
                found.append(f'backup {index}: it is not the log up to {last}')
    chosen = exports if bench.long else exports[::max(1, len(exports) // 5)] + exports[-1:]

    def restore(index, lines):
        other = bench.office(BAC_LIEU)
        expect(other.take_in(written(lines)), 0)
        expect_equal(contents(other.lines()), contents(lines), 'what was imported')
        rows, total = model.table(model.judged(plain, lines, '2018-09-01'), 'unit')
        status = json.loads(expect(other.status(), 0).out)
        expect_equal(status['total'], total, 'the total')
        expect_equal({row['key']: {name: row[name] for name in model.COUNTS} for row in status['rows'] if row['total']}, rows, 'the rows')

    problems, _ = bench.each(restore, [(index, lines) for index, (_, lines) in enumerate(chosen)])
    return f'{len(exports)} backups beside {number} × {each} marks, {len(chosen)} restored', found + problems


def merge(bench):
    """Two folders that parted: import of either into the other, and of both into a third, come to the same."""
    rounds, found = (20 if bench.long else 3), []

    def one(number):
        dice = bench.dice('merge', number)
        base = bench.office()
        tasks = ids(base)
        for task in dice.sample(tasks, 6):
            expect(base.mark(task, dice.choice(STATES), '--note', 'base'), 0)
        sides = [bench.office(like=base), bench.office(like=base)]
        for turn in range(12):
            side = dice.choice([0, 1])
            sides[side].mark(dice.choice(tasks[:20]), dice.choice(STATES), '--note', f'side {side} {turn}')
        texts = [expect(side.export(), 0).out for side in sides]
        folders = [bench.office(like=sides[0]), bench.office(like=sides[1]), bench.office(), bench.office()]
        for folder, order in zip(folders, ([1], [0], [0, 1], [1, 0, 1])):
            for side in order:
                expect(folder.take_in(texts[side]), 0)
        exports = [contents(folder.lines()) for folder in folders]
        wanted = sorted(set(map(content, parsed(texts[0]) + parsed(texts[1]))))
        for index, lines in enumerate(exports):
            expect_equal(lines, wanted, f'folder {index}')
        for by in ('unit', 'month'):
            status = [expect(folder.status('--by', by), 0).out for folder in folders]
            if len(set(status)) != 1:
                raise Violations(f'the status by {by} differs')
        listed = [expect(folder.tasks(), 0).out for folder in folders]
        if len(set(listed)) != 1:
            raise Violations('the tasks differ')
        bytes_before = kept(folders[0].store)
        expect(folders[0].take_in(texts[0] + texts[1]), 0)
        expect_equal(contents(folders[0].lines()), wanted, 'imported once more')
        if kept(folders[0].store) != bytes_before:
            raise Violations('an import with nothing new changed the bytes of the store')
        for folder in folders:
            look(folder.store)

    problems, _ = bench.each(one, [(number,) for number in range(rounds)])
    return f'{rounds} pairs', found + problems


def imports(bench):
    """All or nothing: one line that cannot be taken leaves the store as it was; the same UUID with other content is refused."""
    dice = bench.dice('imports')
    office = bench.office()
    tasks = ids(office)
    old = [new_entry(dice, task, 'done', '2018-05-01', f'2018-05-02T01:00:0{index}.000000Z', note='old') for index, task in enumerate(tasks[:5])]
    good = [new_entry(dice, task, 'done', '2018-05-03', f'2018-05-04T01:00:0{index}.000000Z', note='new') for index, task in enumerate(tasks[5:8])]
    expect(office.take_in(written(old)), 0)
    found = []
    other = lambda **more: written([*good, {**old[1], **more}])
    bad = {
        'the UUID with another note': other(note='other'), 'with another state': other(**{'as': 'started'}), 'with another task': other(task=tasks[30]),
        'with another day': other(on='2018-04-30'), 'with another time': other(at='2018-05-02T01:00:01.000001Z'), 'with another person': other(by='Lan'),
        'with more evidence': other(evidence=['x']), 'with a quantity': other(quantity=3), 'with another nominal day': other(nominal='2018-05-01'),
        'one UUID twice in the lines': written([*good, {**good[0], 'note': 'twice'}]),
        'in capitals with another note': other(entry=old[1]['entry'].upper(), note='other'),
        'cut off': written(good)[:-30], 'no JSON': written(good) + 'x\n', 'a list': written(good) + '[]\n', 'a number': written(good) + '7\n', 'null': written(good) + 'null\n',
        'NUL': written(good) + '\0\n', 'deep': written(good) + '[' * 100_000 + '\n',
        'not UTF-8': written(good).encode() + b'{"entry": "\xff"}\n',
    }
    for name, value in (
        ('entry', 'x'), ('entry', ''), ('entry', None), ('entry', 5), ('task', None), ('task', ''), ('task', 7), ('as', 'finished'), ('as', None), ('as', 'Done'), ('on', '2018-02-30'),
        ('on', '01/05/2018x'), ('on', None), ('on', 20180501), ('at', '2018-05-02'), ('at', '2018-05-02T25:00:00.000000Z'), ('at', '2018-05-02T01:00:00.000000+07:00'), ('at', None),
        ('at', 'now'), ('at', '2018-13-02T01:00:00.000000Z'), ('quantity', 'three'), ('quantity', 1.5), ('quantity', 2**70), ('evidence', 'x'), ('evidence', [1]), ('evidence', {}),
        ('note', 5), ('by', []), ('until', '2018-99-01'), ('nominal', 'x'), ('note', 'x' * 10_000_000),
    ):
        line = new_entry(dice, tasks[9], 'done', '2018-05-03', '2018-05-04T01:00:09.000000Z')
        bad[f'{name} {str(value)[:30]!r}'] = written([*good, {**line, name: value}])
    line = new_entry(dice, tasks[9], 'done', '2018-05-03', '2018-05-04T01:00:09.000000Z')
    for name in ('entry', 'task', 'as', 'on', 'at'):
        bad[f'without {name}'] = written(good) + json.dumps({key: value for key, value in line.items() if key != name}) + '\n'
    bad['extended without a day'] = written([*good, {**line, 'as': 'extended'}])

    # A huge note may be kept; then all of it is.
    may_be_taken = {"note '" + 'x' * 30 + "'"}

    def one(title, text):
        each = bench.office(like=office)
        before = kept(each.store)
        path = os.path.join(each.folder, 'in.jsonl')
        with open(path, 'wb') as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        result = each.run('log', '--import', path)
        if title in may_be_taken and result.code == 0:
            expect_equal(len(each.lines()), 9, 'entries')
            return
        if has_crashed(result):
            raise Violations(f'a crash: {shown(result)}')
        expect_refused(result, 1, 2, 64)
        if kept(each.store) != before:
            raise Violations(f'exit {result.code}, and the store has other bytes, {len(look(each.store))} entries')
        fresh = bench.office()
        result = fresh.run('log', '--import', path)
        # Into an empty store some of these fit.
        if has_crashed(result):
            raise Violations(f'into no store: {shown(result)}')
        if result.code and fresh.lines():
            raise Violations(f'into no store: exit {result.code}, and entries')

    problems, _ = bench.each(one, list(bad.items()))
    good_texts = {
        'nothing': '', 'an empty line': '\n', 'CRLF': written(good).replace('\n', '\r\n'), 'no last newline': written(good)[:-1],
        'the same twice': written(good + good), 'other order of members': ''.join(json.dumps(dict(reversed(list(entry.items())))) + '\n' for entry in good),
        'escaped': ''.join(json.dumps(entry, ensure_ascii=True) + '\n' for entry in good),
        'a byte order mark': '\ufeff' + written(good), 'only what must be': ''.join(
            json.dumps({key: value for key, value in entry.items() if value not in (None, [])}) + '\n' for entry in good),
    }

    def fits(title, text):
        each = bench.office(like=office)
        result = expect(each.take_in(text), 0)
        new = 0 if title in ('nothing', 'an empty line') else 3
        lines = each.lines()
        if contents(lines) != contents(old + good[:new]):
            raise Violations(f'{len(lines)} entries instead of {5 + new}, {shown(result)}')
        look(each.store)

    more, _ = bench.each(fits, list(good_texts.items()))
    # What never ends is not taken into memory for ever.
    result = office.run('log', '--import', '/dev/zero', timeout=30, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30)))
    if has_crashed(result) or result.code not in (1, 2, 64):
        more.append(f'--import /dev/zero: {shown(result)}')
    return f'{len(bad)} that cannot be taken, {len(good_texts)} that can', found + problems + more


if __name__ == '__main__':
    main(__doc__, {'writers': writers, 'same': same, 'backups': backups, 'merge': merge, 'imports': imports, 'holders': holders})
