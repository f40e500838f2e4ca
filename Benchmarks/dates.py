"""The date expander beside libical and python-dateutil.

Each round asks all three for each line of dates.txt, so that whatever else the machine does falls on all alike. Where the two peers can
say the same, they must come to the same dates, else this stops. Either peer may be missing.
"""

import calendar, ctypes, os, sys, time
from datetime import datetime
from statistics import median

from measuring import HERE, measured_runs, run
from words import aside, table

START, END = datetime(1990, 1, 1), datetime(2199, 12, 31)
try:
    ICAL = ctypes.CDLL('libical.so.3')
    ICAL.icalrecur_expand_recurrence.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.POINTER(ctypes.c_long)]
except OSError:
    ICAL = None
try:
    from dateutil.rrule import rrulestr
except ImportError:
    rrulestr = None


def lines():
    with open(os.path.join(HERE, 'dates.txt'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                yield line.rstrip('\n').split('|')


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


def by_us(program, input):
    """Name, dates, their sum, nanoseconds a date of each line, and the peak memory of the program."""
    done = measured_runs([run(['sh', '-c', 'exec "$0" < "$1"', program, input])])[0]
    found = []
    for line in done.said.splitlines():
        name, dates, total, nanoseconds = line.split('|')
        found.append((name, int(dates), int(total), float(nanoseconds)))
    return found, done.memory


def measure(options, work):
    rules = {line[0]: line[3] for line in lines()}
    input = os.path.join(work, 'dates')
    with open(input, 'w', encoding='utf-8') as file:
        file.write('\n'.join('|'.join(line[:3]) for line in lines()) + '\n')
    rows, memory = {name: {'ours': [], 'libical': [], 'dateutil': []} for name in rules}, 0
    for _ in range(options.rounds or 5):
        found, used = by_us(os.path.join(options.benchmarks, 'DateBenchmark'), input)
        memory = max(memory, used)
        for name, dates, total, nanoseconds in found:
            row, rule = rows[name], rules[name]
            row['dates'] = dates
            row['ours'].append(nanoseconds)
            if rule and rrulestr:
                count, there, spent = by_dateutil(rule)
                if count < 1000 and (count, there) != (dates, total):
                    sys.exit(f'{name}: dateutil finds other dates: {count, there}, we {dates, total}')
                row['dateutil'].append(spent)
            if rule and ICAL:
                count, there, spent = by_libical(rule, dates)
                if there != total:
                    sys.exit(f'{name}: libical finds other dates: {count, there}, we {dates, total}')
                row['libical'].append(spent)
    return {'rows': rows, 'memory': memory}


def all_together(results, who='ours', beside=None):
    """Dates a second over all lines: all dates by all the time; only over the lines that `beside` has too."""
    rows = [row for row in results['rows'].values() if row[who] and (not beside or row[beside])]
    spent = sum(row['dates'] * median(row[who]) for row in rows)
    return sum(row['dates'] for row in rows) / spent * 1e9 if spent else None


def slowest(results):
    """The line with the fewest dates a second, and how many."""
    name = max(results['rows'], key=lambda each: median(results['rows'][each]['ours']))
    return name, 1e9 / median(results['rows'][name]['ours'])


def show(results):
    rows = []
    for name, row in results['rows'].items():
        mine = median(row['ours'])
        cells = [name, f'{row["dates"]:,}', f'{1e3 / mine:.1f}']
        for peer in ('libical', 'dateutil'):
            theirs = median(row[peer]) if row[peer] else None
            cells += [f'{1e3 / theirs:.3f}', f'{theirs / mine:,.0f} ×'] if theirs else ['–', '']
        rows.append(cells)
    return '\n\n'.join([
        'How many dates the expander of recurrences makes in a second on one core, from 1990 to 2199, beside libical (called through '
        'ctypes, timed inside one call) and python-dateutil. Each line is checked: all three come to the same dates. What a plan writes '
        'as a phrase the peers get as the rule that means the same; working days and cut-offs they do not have.',
        table(['dates', 'how many', 'million a second', 'libical', '', 'dateutil', ''], rows),
    ]) + aside(
        'A month has 28 shapes and a year, with its neighbours, 56; what a rule chooses of each is worked out once for every expansion, as '
        'bits, and walking through the calendar is then a look into a table. Lines with few dates a year are dearer a date: 210 dates do '
        'not pay that back as 76,000 do.'
    )
