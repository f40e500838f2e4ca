#!/usr/bin/env python3
"""Sets the clock wrong, back and far ahead, and the zone to anything.

    clocks.py --plan PROGRAM [--long] [--only order,ages,zones] [--seed 2018]

Needs faketime. Whatever the clock says, `at` grows from mark to mark and the latest mark wins; days are days at UTC+7.
"""

import datetime as dt, json

from checks import BAC_LIEU, OFFICE, STAMP, Violations, expect, expect_equal, has_crashed, look, main, new_entry, shown, written

YEAR = 365.25 * 86400
UTC = dt.timezone.utc


def at_offset(seconds):
    return ['faketime', '-f', f'{seconds:+.0f}s'] if seconds else []


def at_time(moment):
    """Runs with the clock near a moment: the offset is the same in every zone."""
    return at_offset((moment - dt.datetime.now(UTC)).total_seconds())


def moment_of(entry):
    return dt.datetime.strptime(entry['at'], '%Y-%m-%dT%H:%M:%S.%fZ').replace(tzinfo=UTC)


def order(bench):
    """Marks under clocks that jump: `at` strictly grows in the order of arrival, and the last mark of a task is in force (T32)."""
    jumps = [0, -10 * YEAR, 0, 10 * YEAR, 0, -3600, 3600, -1, 0, 13 * YEAR, -10 * YEAR, 0, 80 * YEAR, 0]
    rounds = 20 if bench.long else 3

    def one(number):
        dice = bench.dice('order', number)
        office = bench.office()
        tasks = [task['id'] for task in office.list()][:3]
        offsets = jumps if number == 0 else [dice.choice([dice.uniform(-15, 15) * YEAR, dice.uniform(-7200, 7200), 0]) for _ in range(14)]
        last, count = {}, 0
        for index, offset in enumerate(offsets):
            task = tasks[index % 3]
            state = ['started', 'blocked', 'done', 'reopened', 'cancelled'][index // 3 % 5]
            result = office.mark(task, state, '--note', str(index), on='2010-01-01' if offset < -8.4 * YEAR else '2018-06-01', under=at_offset(offset))
            expect(result, 0)
            last[task], count = state, count + 1
            states = {each['id']: each['state'] for each in office.list()}
            if states[task] != {'reopened': 'open'}.get(state, state):
                raise Violations(f'clock {offset / YEAR:+.4f} years: {task} was marked {state} and is {states[task]}')
        entries = look(office.store)
        expect_equal([entry['note'] for entry in entries], [str(index) for index in range(count)], 'the order of the log')
        if any(one['at'] >= other['at'] for one, other in zip(entries, entries[1:])):
            raise Violations('`at` does not grow')
        return count

    found, results = bench.each(one, [(number,) for number in range(rounds)])
    return f'{sum(results)} marks', found


MOMENTS = [
    (2038, 1, 19, 3, 14, 6), (2038, 1, 19, 3, 14, 8), (2040, 2, 29, 12, 0, 0), (2100, 2, 28, 16, 59, 30), (2106, 2, 7, 6, 28, 20), (1999, 12, 31, 23, 59, 58), (2024, 2, 29, 16, 59, 0),
    (2024, 12, 31, 17, 0, 30),
]


def ages(bench):
    """In other years the stamp is that of the clock, and a mark made on its day can be read; after a stamp from the far future marks go on."""
    found = []

    def one(*moment):
        when = dt.datetime(*moment, tzinfo=UTC)
        office = bench.office()
        task = office.list()[0]['id']
        result = office.mark(task, 'done', on=None, under=at_time(when))
        expect(result, 0)
        entry = look(office.store)[0]
        gap = (moment_of(entry) - when).total_seconds()
        if not -5 <= gap <= 60:
            raise Violations(f'at is {entry["at"]}')
        days = {str((when + dt.timedelta(hours=7, seconds=seconds)).date()) for seconds in (0, gap)}
        if entry['on'] not in days:
            raise Violations(f'on is {entry["on"]} at {when}')
        status = json.loads(expect(office.run('status', '--format', 'json', under=at_time(when)), 0).out)
        if status['as_of'] not in days | {str((when + dt.timedelta(hours=7, seconds=30)).date())} or sum(status['total']['done'].values()) != 1:
            raise Violations(f'status as of {status["as_of"]}: {status["total"]}')

    problems, _ = bench.each(one, MOMENTS)
    found += problems
    for at in ('2199-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z', '2038-01-19T03:14:07.999999Z', '2026-12-31T23:59:59.999999Z'):
        office = bench.office()
        tasks = [task['id'] for task in office.list()]
        result = office.take_in(written([new_entry(bench.dice(at), tasks[0], 'done', '2018-06-01', at)]))
        if has_crashed(result):
            found.append(f'import of {at}: {shown(result)}')
        if result.code:
            continue
        result = office.mark(tasks[0], 'started', '--note', 'after')
        if has_crashed(result):
            found.append(f'a mark after {at}: {shown(result)}')
        elif result.code == 0:
            entries = look(office.store)
            state = office.list()[0]['state']
            if entries[-1]['note'] != 'after' or entries[-1]['at'] <= at or not STAMP.fullmatch(entries[-1]['at']) or state != 'started':
                found.append(f'a mark after {at} has {entries[-1]["at"]}, and the task is {state}')
        elif 'at' not in result.err and not result.err.strip():
            found.append(f'a mark after {at}: {shown(result)}')
    return f'{len(MOMENTS)} moments', found


ZONES = ['UTC', 'Europe/Oslo', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'XXX+23', 'Nowhere/At_All', '', ':/etc/passwd']


def zones(bench):
    """The same bytes under every zone, and the default day is the one at UTC+7 (T33)."""
    found = []
    office = bench.office(BAC_LIEU if bench.long else OFFICE)
    tasks = [task['id'] for task in office.list()]
    expect(office.mark(tasks[10:40], 'done'), 0)
    expect(office.mark(tasks[30:50], 'blocked', on='2018-05-31'), 0)
    commands = [('status', '--format', 'json', '--as-of', '2018-06-01'), ('status', '--as-of', '2018-05-31'), ('log', '--export', '-'), ('log',), ('tasks', '--format', 'json', '--as-of', '2018-06-01')]
    for command in commands:
        answers = {zone: office.run(*command, environment={'TZ': zone}) for zone in ZONES}
        for zone, result in answers.items():
            if result.code or result.out != answers['UTC'].out:
                found.append(f'{" ".join(command)} under {zone!r}: other bytes than under UTC, {shown(result)[:100]}')
    day = dt.date(2019, 3, 30)
    cases = [(zone, hour, minute) for zone in ZONES for hour, minute in ((16, 59), (17, 0), (23, 59), (0, 0), (10, 30))]
    if not bench.long:
        cases = [case for index, case in enumerate(cases) if index % 3 == 0 or case[0] in ZONES[1:3]]

    def one(zone, hour, minute):
        when = dt.datetime(day.year, day.month, day.day, hour, minute, 10, tzinfo=UTC)
        wanted = str((when + dt.timedelta(hours=7)).date())
        each = bench.office()
        task = each.list()[0]['id']
        result = each.mark(task, 'done', on=None, under=at_time(when), environment={'TZ': zone})
        expect(result, 0)
        entry = look(each.store)[0]
        if entry['on'] != wanted or not entry['at'].startswith(when.strftime('%Y-%m-%dT%H:%M')):
            raise Violations(f'on {entry["on"]} instead of {wanted}, at {entry["at"]}')
        status = json.loads(expect(each.run('status', '--format', 'json', under=at_time(when), environment={'TZ': zone}), 0).out)
        if status['as_of'] != wanted:
            raise Violations(f'as of {status["as_of"]} instead of {wanted}')
        later = str(dt.date.fromisoformat(wanted) + dt.timedelta(days=1))
        refused = each.mark(task, 'started', on=later, under=at_time(when), environment={'TZ': zone})
        if refused.code != 64:
            raise Violations(f'--on {later}, the day after today, is not refused: {shown(refused)}')

    problems, _ = bench.each(one, cases)
    return f'{len(ZONES)} zones, {len(commands)} commands, {len(cases)} hours', found + problems


if __name__ == '__main__':
    main(__doc__, {'order': order, 'ages': ages, 'zones': zones})
