#!/usr/bin/env python3
"""Times the date expander beside python-dateutil and libical, in one run, and prints a Markdown table.

    dates.py PROGRAM [--rounds 5]      PROGRAM is the built DateBenchmark; needs python3-dateutil and libical3

Each round asks all three for each line of dates.txt, so that whatever else the machine does falls on all alike; the table shows
the medians. Where the two peers can say the same, they must come to the same dates, else this stops.
"""
import calendar, ctypes, os, statistics, subprocess, sys, time
from datetime import datetime
from dateutil.rrule import rrulestr

HERE = os.path.dirname(os.path.abspath(__file__))
START, END = datetime(1990, 1, 1), datetime(2199, 12, 31)
ICAL = ctypes.CDLL('libical.so.3')
ICAL.icalrecur_expand_recurrence.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.POINTER(ctypes.c_long)]


def lines():
    with open(os.path.join(HERE, 'dates.txt'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                yield line.rstrip('\n').split('|')


def by_us(program):
    table = '\n'.join('|'.join(line[:3]) for line in lines()) + '\n'
    output = subprocess.run([program], input=table, capture_output=True, text=True, check=True).stdout
    result = {}
    for line in output.splitlines():
        name, dates, total, nanoseconds = line.split('|')
        result[name] = (int(dates), int(total), float(nanoseconds))
    return result


def day_number(when):
    return when.toordinal() - 719163


def by_dateutil(rule):
    """Dates, their sum, nanoseconds a date; a thousand dates are enough to time."""
    begun = time.perf_counter()
    dates = 0
    total = 0
    for when in rrulestr(rule, dtstart=START, cache=False):
        if when > END or dates == 1000:
            break
        dates += 1
        total += day_number(when)
    return dates, total, (time.perf_counter() - begun) / max(dates, 1) * 1e9


def by_libical(rule, count):
    days = (ctypes.c_long * count)()
    begun = time.perf_counter()
    ICAL.icalrecur_expand_recurrence(rule.encode(), calendar.timegm(START.timetuple()), count, days)
    spent = time.perf_counter() - begun
    return count, sum(day // 86400 for day in days), spent / max(count, 1) * 1e9


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[3]) if sys.argv[2:3] == ['--rounds'] else 5
    ours, dateutil, libical = {}, {}, {}
    for _ in range(rounds):
        for name, (dates, total, nanoseconds) in by_us(program).items():
            ours.setdefault(name, []).append(nanoseconds)
            rule = next(line[3] for line in lines() if line[0] == name)
            if not rule:
                continue
            there = by_dateutil(rule)
            if there[0] < 1000 and there[:2] != (dates, total):
                sys.exit(f'{name}: dateutil finds other dates: {there[:2]}, we {dates, total}')
            dateutil.setdefault(name, []).append(there[2])
            there = by_libical(rule, dates)
            if there[:2] != (dates, total):
                sys.exit(f'{name}: libical finds other dates: {there[:2]}, we {dates, total}')
            libical.setdefault(name, []).append(there[2])
    print('| dates | million a second | libical | | dateutil | |')
    print('|---|--:|--:|--:|--:|--:|')
    for name, rates in ours.items():
        mine = statistics.median(rates)
        row = f'| {name} | {1e3 / mine:.1f} |'
        for peer in (libical, dateutil):
            if name in peer:
                theirs = statistics.median(peer[name])
                row += f' {1e3 / theirs:.3f} | {theirs / mine:,.0f} × |'
            else:
                row += ' – | |'
        print(row)


main()
