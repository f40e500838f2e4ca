"""Progress: `plan status` and `plan mark`, beside Python and SQLite doing the same and beside a file made durable.

On the plan of Bac Lieu from a cold process, and on a national plan with many marks. The peer of `plan mark` is a Python process that
adds one row to a table with the same settings of SQLite, and a process that makes one file durable: what a mark costs above that is
the program's. The log is made with a fixed seed and merged by `plan log --import`.
"""

import os, shutil, sys

from marks import log_of
from measuring import ROOT, figures, in_turns, measured, median, peak
from plans import plan_text
from words import duration, megabytes, number, table, times

SMALL, MARKS = 'bac-lieu-2018.yaml', 200
DAY = '2026-07-01'

PEER = '''
import sqlite3, sys, uuid
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;")
base.execute("BEGIN IMMEDIATE")
base.execute("CREATE TABLE IF NOT EXISTS entries (entry TEXT PRIMARY KEY, task TEXT, at TEXT) STRICT")
base.execute("CREATE INDEX IF NOT EXISTS by_task ON entries (task)")
base.execute("INSERT INTO entries VALUES (?, ?, ?)", (str(uuid.uuid4()), "plan/task", "now"))
base.execute("COMMIT")
'''

DURABLE = '''
import os, sys
folder = os.path.dirname(sys.argv[1])
file = os.open(sys.argv[1] + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
os.write(file, b"x" * 4096); os.fsync(file); os.close(file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
folder = os.open(folder, os.O_RDONLY); os.fsync(folder); os.close(folder)
'''


def measure(options, work):
    return {'small': small(options, work), 'large': large(options, work)}


def kept(found):
    return {name: figures(rounds) for name, rounds in found.items()}


def mark(options, plan, ids, day):
    """A command for each round: another task is marked each time."""
    return lambda round: [options.plan, 'mark', plan, ids[round % len(ids)], '--as', 'blocked', '--on', day, '--note', f'lần {round}']


def small(options, work):
    folder = shutil.copytree(os.path.join(ROOT, 'plans'), os.path.join(work, 'bac-lieu'))
    ids, tasks = log_of(options.plan, SMALL, folder, MARKS)
    measured([options.plan, 'log', SMALL, '--import', 'log.jsonl'], folder)
    found = in_turns({
        'status': [options.plan, 'status', SMALL],
        'version': [options.plan, '--version'],
        'mark': mark(options, SMALL, ids, '2018-12-20'),
        'python': [sys.executable, '-c', 'import sqlite3'],
        'peer': [sys.executable, '-c', PEER, os.path.join(folder, 'peer.sqlite')],
        'durable': [sys.executable, '-c', DURABLE, os.path.join(folder, 'file')],
        'bare': [sys.executable, '-c', 'import os, sys'],
    }, options.rounds or 9, folder)
    return {'tasks': tasks, 'marks': len(ids), 'runs': kept(found)}


def large(options, work):
    folder = os.path.join(work, 'national')
    os.makedirs(folder)
    with open(os.path.join(folder, 'plan.yaml'), 'w', encoding='utf-8') as file:
        file.write(plan_text(options.communes))
    ids, tasks = log_of(options.plan, 'plan.yaml', folder, options.marks)
    merged = measured([options.plan, 'log', 'plan.yaml', '--import', 'log.jsonl'], folder)
    status = [options.plan, 'status', 'plan.yaml', '--as-of', DAY, '--format', 'json']
    found = in_turns({
        'status': status,
        'bare': [*status, '--store', 'none.sqlite'],
        'month': [*status, '--by', 'month'],
        'mark': mark(options, 'plan.yaml', ids, '2026-03-01'),
    }, options.rounds or 5, folder)
    return {
        'tasks': tasks, 'marks': len(ids), 'runs': kept({**found, 'merged': [merged]}),
        'store': os.path.getsize(os.path.join(folder, 'progress.sqlite')),
    }


def show(results):
    few, many = results['small'], results['large']
    spent = {name: median(rounds) for name, rounds in few['runs'].items()}
    ours, theirs = spent['mark'] - spent['version'], spent['peer'] - spent['python']
    runs = many['runs']
    merged = median(runs['merged'])
    return '\n\n'.join([
        f'Plan of Bac Lieu, {number(few["tasks"])} tasks, {number(few["marks"])} marks; cold processes in turns, on one core. What each '
        'takes to start is taken away in the third column.',
        table(['', 'time', 'less starting', ''], [
            ['`plan status`', duration(spent['status']), duration(spent['status'] - spent['version']), ''],
            ['`plan mark`', duration(spent['mark']), duration(ours), ''],
            ['Python, one row with the same settings of SQLite', duration(spent['peer']), duration(theirs), f'ours takes {times(ours / theirs)}'],
            ['Python, one file made durable', duration(spent['durable']), duration(spent['durable'] - spent['bare']), ''],
        ]),
        f'National plan, {number(many["tasks"])} tasks, {number(many["marks"])} marks in a store of {many["store"] / 1e6:.0f} MB.',
        table(['', 'time', 'peak memory', ''], [
            ['`plan status`', duration(median(runs['status'])), megabytes(peak(runs['status'])), ''],
            ['the same without a store', duration(median(runs['bare'])), megabytes(peak(runs['bare'])), ''],
            ['`plan status --by month`', duration(median(runs['month'])), megabytes(peak(runs['month'])), ''],
            ['`plan mark`: the activity\'s entries alone are read', duration(median(runs['mark'])), megabytes(peak(runs['mark'])), ''],
            [
                '`plan log --import` of all marks', duration(merged), megabytes(peak(runs['merged'])), f'{many["marks"] / merged:,.0f} entries/s',
            ],
        ]),
    ])
