#!/usr/bin/env python3
"""Prints 10,000 random recurrence rules of RFC 5545 and the days they name: `rrule.py > rrule.txt`.

The days are those of python-dateutil. Only parts that the table of RFC 5545, section 3.3.10, allows together, and no kind
of rule that programs are known to read differently; days, no times. Always the same rules, for the same version of dateutil.
"""
import random, types, warnings
from datetime import date, datetime, timedelta
import datetime as datetime_module
import dateutil.rrule

LINES, SEED = 10_000, 5545
EMPTY = 300     # at most so many lines without an occurrence
WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
R = random.Random(SEED)


# --------------------------------------------------------------------------------------------------------------- rules

def chance(probability):
    return R.random() < probability


def some(values, most):
    """A few of them, in any order: one more often than two, and so on."""
    count = 1
    while count < most and chance(0.5):
        count += 1
    values = list(values)
    return R.sample(values, min(count, len(values)))


def signed(largest, most):
    """Numbers from 1 to the largest, some counted from the end."""
    return [-n if chance(0.3) else n for n in some(range(1, largest + 1), most)]


def month_days():
    return [n if chance(0.6) else R.choice([1, 28, 29, 30, 31, -1, -2, -29, -30, -31]) for n in signed(31, 8)]


def weekdays(ordinal=0):
    result = []
    numbered = chance(0.6)
    for name in some(WEEKDAYS, 7):
        if ordinal and numbered and chance(0.85):
            largest = 5 if chance(0.7) else ordinal
            for n in signed(largest, 3):
                result.append(('+' if n > 0 and chance(0.1) else '') + str(n) + name)
        else:
            result.append(name)
    return result


def set_positions():
    largest = R.choice([1, 2, 3, 3, 5, 10, 30, 366])
    return signed(largest, 3)


def unique(values):
    return list(dict.fromkeys(values))


def random_rule(start, end):
    """The parts, in order."""
    freq = R.choices(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'], [17, 20, 28, 35])[0]
    by = {}
    if chance(0.35):
        by['BYMONTH'] = some(range(1, 13), 12)
    if freq == 'DAILY':
        if chance(0.35):
            by['BYMONTHDAY'] = month_days()
        if chance(0.4):
            by['BYDAY'] = weekdays()
    elif freq == 'WEEKLY':
        if chance(0.8):
            by['BYDAY'] = weekdays()
    elif freq == 'MONTHLY':
        if chance(0.45):
            by['BYMONTHDAY'] = month_days()
        if chance(0.55):
            by['BYDAY'] = weekdays(5)
    else:
        main = R.choice(['', 'week', 'week', 'year day', 'year day', 'month day', 'month day', 'day', 'day', 'day'])
        if main == 'week':
            by['BYWEEKNO'] = [n if chance(0.7) else R.choice([1, 2, 51, 52, 53, -1, -2, -52, -53]) for n in signed(53, 6)]
            if chance(0.8):
                by['BYDAY'] = weekdays()
        elif main == 'year day':
            by['BYYEARDAY'] = [n if chance(0.8) else R.choice([1, 59, 60, 61, 365, 366, -1, -306, -307, -365, -366])
                               for n in signed(366, 12)]
            if chance(0.1):
                by['BYMONTHDAY'] = month_days()
            if chance(0.2):
                by['BYDAY'] = weekdays(5 if 'BYMONTH' in by else 53)
        elif main == 'month day':
            by['BYMONTHDAY'] = month_days()
            if chance(0.25):
                by['BYDAY'] = weekdays(5 if 'BYMONTH' in by else 53)
        elif main == 'day':
            by['BYDAY'] = weekdays(5 if 'BYMONTH' in by else 53)
    if by and chance(0.25):
        by['BYSETPOS'] = set_positions()

    parts = {}
    interval = 1 if chance(0.45) else R.randint(2, 9)
    if interval > 1 or chance(0.2):
        parts['INTERVAL'] = [interval]
    limit = R.choice(['COUNT', 'UNTIL', '', ''])
    if limit == 'COUNT':
        parts['COUNT'] = [R.randint(1, R.choice([3, 20, 200]))]
    elif limit == 'UNTIL':
        until = start + timedelta(days=R.randint(0, 1 + int((end - start).days * 1.2)))
        parts['UNTIL'] = [until.strftime('%Y%m%d')]
    if chance(0.5):
        parts['WKST'] = [R.choice(WEEKDAYS)]
    parts |= {key: unique(values) for key, values in by.items()}
    keys = list(parts)
    if chance(0.2):
        R.shuffle(keys)
    return {'FREQ': [freq]} | {key: parts[key] for key in keys}


def text(parts):
    return ';'.join(key + '=' + ','.join(map(str, values)) for key, values in parts.items())


def random_window():
    start = date(1990, 1, 1) + timedelta(days=R.randrange((date(2101, 1, 1) - date(1990, 1, 1)).days))
    if chance(0.05):
        start = start.replace(month=R.choice([1, 3, 5, 8, 10, 12]), day=R.choice([29, 30, 31]))
    elif chance(0.05):
        start = date(start.year, 12, 25) + timedelta(days=R.randrange(14))
        start = min(start, date(2100, 12, 31))
    elif chance(0.03):
        start = date(1992 + 4 * R.randrange(27), 2, 29)
    return start, start + timedelta(days=R.randint(0, 12 * 365 + 3))


# ------------------------------------------------------------------------------------------------------------- oracles

def by_dateutil(start, end, parts):
    # A rule that matches no day would be tried up to the year 9999.
    dateutil.rrule.datetime = types.SimpleNamespace(**(vars(datetime_module) | {'MAXYEAR': end.year}))
    result = []
    for at in dateutil.rrule.rrulestr(text(parts), dtstart=datetime(start.year, start.month, start.day)):
        if at.date() > end:
            break
        result.append(at.date())
    return result


def is_disputed(parts):
    """Whether programs are known to read such a rule differently: what RFC 5545 leaves open, or a fault of one of them."""
    freq = parts['FREQ'][0]
    if 'BYYEARDAY' in parts and ('BYMONTH' in parts or 'BYMONTHDAY' in parts):
        return True     # libical calls it malformed
    if freq == 'DAILY' and 'BYMONTHDAY' in parts and min(parts['BYMONTHDAY']) < 0:
        return True     # libical finds no day by it
    if freq == 'YEARLY' and 'BYMONTHDAY' in parts and 'BYMONTH' not in parts:
        return True     # libical takes the month of DTSTART, dateutil every month
    if 'BYWEEKNO' in parts:
        return True     # without BYDAY, with BYSETPOS, with negative weeks or weeks across the new year
    if freq == 'WEEKLY' and 'BYSETPOS' in parts:
        return True     # dateutil counts in the first week from DTSTART on
    named = [day for day in parts.get('BYDAY', []) if len(day) == 2]
    return bool(named) and len(named) < len(parts.get('BYDAY', []))     # dateutil finds nothing for MO,1TU


def checksum(days):
    value = 0xcbf29ce484222325
    for day in days:
        for byte in f'{day.isoformat()}\n'.encode():
            value = (value ^ byte) * 0x100000001b3 & 0xffffffffffffffff
    return f'{value:016x}'


# -------------------------------------------------------------------------------------------------------------- output

def line(start, end, parts, days):
    first = ','.join(day.isoformat() for day in days[:3])
    return f'{start} | {end} | {text(parts)} | {len(days)} | {first} | {checksum(days)}'


def main():
    warnings.simplefilter('ignore')
    lines, empty = [], 0
    while len(lines) < LINES:
        start, end = random_window()
        parts = random_rule(start, end)
        if is_disputed(parts):
            continue
        days = by_dateutil(start, end, parts)
        if not days and empty == EMPTY:
            continue
        lines.append(line(start, end, parts, days))
        empty += not days
    print('# Recurrence rules and their days, by rrule.py. Columns, parted by " | ":')
    print('# DTSTART | last day looked at | RRULE | number of days | the first three of them | checksum.')
    print('# The checksum is the 64-bit FNV-1a of all the days, each as yyyy-mm-dd and a line feed. DTSTART counts only if')
    print('# the rule matches it.')
    print('\n'.join(lines))


if __name__ == '__main__':
    main()
