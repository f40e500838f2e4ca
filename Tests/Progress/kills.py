#!/usr/bin/env python3
"""Kills `plan mark` again and again, at any moment of its run, and counts what it had acknowledged.

    kills.py --plan PROGRAM [--long] [--only alone,rival,several] [--seed 2018]

A mark that ended with exit 0 before the kill reached it is in the store exactly once; any other at most once. The store is never
mended in between: the next mark, or now and then a reader, finds it as the kill left it. `--long` kills 10,000 times.
"""

import collections, os, signal, statistics, subprocess, threading

from checks import BAC_LIEU, contents, expect, look, main

# Each task goes through these, so that no mark repeats the one in force unless three before it were lost.
STATES = ['started', 'blocked', 'done', 'cancelled']
WARM = 7


class Delays:
    """When to kill: half of the time anywhere in the run, half shortly before its end, which is followed as it moves."""

    def __init__(self, dice, office, tasks):
        times = [expect(office.mark(task, 'started', '--note', f'warm {task}'), 0).seconds for task in tasks]
        self.dice, self.whole = dice, statistics.median(times)
        self.end = self.whole

    def next(self):
        if self.dice.random() < 0.5:
            return self.dice.uniform(0, 1.2 * self.whole)
        return max(0, self.dice.gauss(self.end - 0.06 * self.whole, 0.08 * self.whole))

    def learn(self, was_acknowledged):
        self.end = min(max(self.end + (-0.02 if was_acknowledged else 0.02) * self.whole, 0.3 * self.whole), 2 * self.whole)


class Count:
    """Marks by their note, which is their name: what they were to be, and which were acknowledged."""

    def __init__(self):
        self.marks, self.acknowledged, self.counts, self.found = {}, set(), collections.Counter(), []

    def add(self, other):
        self.marks.update(other.marks)
        self.acknowledged |= other.acknowledged
        self.counts.update(other.counts)
        self.found += other.found


def marks(groups, label):
    """Successive marks of each group of tasks in turn."""
    number = 0
    while True:
        yield groups[number % len(groups)], STATES[number // len(groups) % len(STATES)], f'{label} {number}'
        number += 1


def started(office, tasks, state, note):
    return subprocess.Popen(
        [office.bench.program, 'mark', office.plan, *tasks, '--as', state, '--on', '2018-06-01', '--note', note],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, 'PLAN_LANG': 'en'},
    )


def kill_loop(office, groups, label, cycles, dice):
    count = Count()
    delays = Delays(dice, office, [group[0] for group in groups[:WARM]])
    queue = marks(groups[WARM:], label)
    for cycle in range(cycles):
        tasks, state, note = next(queue)
        count.marks[note] = tasks, state
        process = started(office, tasks, state, note)
        try:
            process.wait(delays.next())
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        with process.stderr:
            said = process.stderr.read().decode(errors='replace')
        code = process.wait()
        delays.learn(code == 0)
        if code == 0:
            count.acknowledged.add(note)
        elif code == -signal.SIGKILL:
            count.counts['killed'] += 1
        else:
            count.found.append(f'{note}: exit {code}: {said.strip()[:200]!r}')
        count.counts['hot journals'] += os.path.exists(office.store + '-journal')
        # A reader must cope with what the kill left as well as a writer.
        if cycle % 25 == 24:
            notes = {entry['note'] for entry in office.lines()}
            if lost := count.acknowledged - notes:
                count.found.append(f'after {note}: {len(lost)} acknowledged marks are not in the log: {sorted(lost)[:3]}')
                break
    return count


def judge(office, count):
    """Acknowledged marks exactly once, the others at most once, nothing else; the reader agrees with SQLite."""
    expect(office.status(), 0)
    said = office.lines()
    entries = look(office.store)
    found = list(count.found)
    if contents(said) != contents(entries):
        found.append('`plan log --export -` and the table differ')
    if len({entry['at'] for entry in entries}) != len(entries):
        found.append('two entries have the same `at`')
    by_note = collections.defaultdict(list)
    for entry in entries:
        by_note[entry['note']].append(entry['task'])
    for note, (tasks, _) in count.marks.items():
        is_acknowledged = note in count.acknowledged
        there = sorted(by_note[note])
        if there != sorted(tasks) and (there or is_acknowledged and not was_in_force(entries, note, count)):
            found.append(f'{note}: {"" if is_acknowledged else "not "}acknowledged, and the store has {there} of {tasks}')
        count.counts['in the store though killed'] += bool(there) and not is_acknowledged
    if strange := [note for note in by_note if by_note[note] and note not in count.marks and not (note or '').startswith('warm ')]:
        found.append(f'entries nobody made: {strange[:3]}')
    return found


def was_in_force(entries, note, count):
    """Whether the marks in between were all lost, so that this one repeated the one in force and had nothing to add."""
    tasks, state = count.marks[note]
    label, number = note.rsplit(' ', 1)
    for task in tasks:
        before = [entry for entry in entries if entry['task'] == task and entry['note'].startswith(label + ' ') and int(entry['note'].rsplit(' ', 1)[1]) < int(number)]
        if not before or before[-1]['as'] != state:
            return False
    return True


def run_stores(bench, cycles, stores, body):
    """The same in several stores at once; counts added up."""
    found, results = bench.each(body, [(number, cycles // stores) for number in range(stores)], stores)
    whole = Count()
    for count, problems in results:
        whole.add(count)
        found += problems
    counts = whole.counts
    return (
        f'{len(whole.marks)} marks, {len(whole.acknowledged)} acknowledged, {counts["killed"]} killed, of these '
        f'{counts["in the store though killed"]} in the store, {counts["hot journals"]} hot journals'
    ), found


def groups_of(office, size=1):
    tasks = [task['id'] for task in office.list()]
    return [tasks[index:index + size] for index in range(0, len(tasks) - size + 1, size)]


def alone(bench):
    """One writer in each store."""

    def body(number, cycles):
        office = bench.office(BAC_LIEU, disk=True)
        count = kill_loop(office, groups_of(office), f'alone-{number}', cycles, bench.dice('alone', number))
        return count, judge(office, count)

    return run_stores(bench, 6000 if bench.long else 120, 2, body)


def several(bench):
    """Marks of three tasks at once: all three or none."""

    def body(number, cycles):
        office = bench.office(BAC_LIEU, disk=True)
        count = kill_loop(office, groups_of(office, 3), f'three-{number}', cycles, bench.dice('several', number))
        return count, judge(office, count)

    return run_stores(bench, 1000 if bench.long else 30, 2, body)


def rival(bench):
    """A second program marks all the while; nobody kills it, and each of its marks is acknowledged."""

    def body(number, cycles):
        office = bench.office(BAC_LIEU, disk=True)
        groups = groups_of(office)
        half = len(groups) // 2
        stop, others = threading.Event(), Count()

        def undisturbed():
            for tasks, state, note in marks(groups[half:], f'rival-{number}'):
                if stop.is_set():
                    return
                others.marks[note] = tasks, state
                result = office.mark(tasks, state, '--note', note)
                if result.code == 0:
                    others.acknowledged.add(note)
                else:
                    others.found.append(f'{note}: exit {result.code} after {result.seconds:.1f} s: {result.err.strip()[:200]!r}')

        thread = threading.Thread(target=undisturbed)
        thread.start()
        try:
            count = kill_loop(office, groups[:half], f'killed-{number}', cycles, bench.dice('rival', number))
        finally:
            stop.set()
            thread.join()
        count.add(others)
        return count, judge(office, count)

    return run_stores(bench, 3000 if bench.long else 50, 2 if bench.long else 1, body)


if __name__ == '__main__':
    main(__doc__, {'alone': alone, 'rival': rival, 'several': several})
