#!/usr/bin/env python3
"""Works out the last column of `phrases.txt` anew; with --check only tells whether it stands as it should."""
import os, sys
from datetime import date
from oracle import HERE, KEYS, POLICIES, Phrases, WorkCalendar, fold_key, fold_value, need, recur

PATH = os.path.join(HERE, 'phrases.txt')


def result(kind, years, text):
    ends = years.split('..')
    if len(ends) == 2:
        first, last = map(date.fromisoformat, ends)
    else:
        first, last = date(int(years), 1, 1), date(int(years), 12, 31)
    phrases = Phrases(first, last, WorkCalendar('vn'))
    if kind == 'every':
        fields = {}
        for part in ('every: ' + text if ':' not in text.split(';')[0] else text).split(';'):
            key, _, value = part.partition(':')
            name = KEYS['activity'][fold_key(key)]
            need(name not in fields, 'key twice')
            fields[name] = value.strip()
        policy = fields.pop('on_day_off', None)
        found = recur(fields, phrases, None, policy and POLICIES[fold_value(policy)])
        return ', '.join(o.due.isoformat() for o in found)
    found = set()
    for phrase in text.split(';'):
        span = phrases.day(phrase) if kind == 'date' else phrases.window(phrase)
        days = span.first.isoformat() if kind == 'date' else f'{span.first.isoformat()}..{span.last.isoformat()}'
        found.add(days + (' tentative' if span.tentative else ''))
    need(len(found) == 1, f'not the same: {text}: {found}')
    return found.pop()


def main():
    out = []
    with open(PATH, encoding='utf-8') as f:
        for line in f.read().splitlines():
            if line.strip() and not line.startswith('#'):
                kind, years, text = [c.strip() for c in line.split('|')][:3]
                line = ' | '.join([kind, years, text, result(kind, years, text)])
            out.append(line)
    new = '\n'.join(out) + '\n'
    if sys.argv[1:] == ['--check']:
        sys.exit(open(PATH, encoding='utf-8').read() != new)
    with open(PATH, 'w', encoding='utf-8', newline='\n') as f:
        f.write(new)


if __name__ == '__main__':
    main()
