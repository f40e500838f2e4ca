"""How long small work takes from a cold process: a new process each time, the files in the kernel's cache, as at the second command of a day."""

import os, shutil, subprocess

from marks import log_of
from measuring import ROOT, figures, first_line, in_turns, measured, median, peak
from words import duration, megabytes, number, table

PLAN = 'bac-lieu-2018.yaml'
DAY = '2018-06-01'
MARKS = 30


def measure(options, work):
    folders = {name: shutil.copytree(os.path.join(ROOT, 'plans'), os.path.join(work, name)) for name in ('without', 'with')}
    _, tasks = log_of(options.plan, PLAN, folders['with'], MARKS)
    measured([options.plan, 'log', PLAN, '--import', 'log.jsonl'], folders['with'])
    empty = os.path.join(work, 'empty.rem')
    open(empty, 'w').close()

    def status(name):
        return [options.plan, 'status', os.path.join(folders[name], PLAN), '--as-of', DAY]

    python = shutil.which('python3', path=os.defpath) or shutil.which('python3')
    commands = {
        'version': [options.plan, '--version'],
        'status': status('without'),
        'status with a store': status('with'),
        'true': [shutil.which('true')],
        'python': [python, '-c', 'pass'],
        'remind': ['remind', empty, '2026-01-01'],
        'khal': ['khal', '--version'],
        'tj3': ['tj3', '--version'],
    }
    present = {name: command for name, command in commands.items() if command[0] and shutil.which(command[0])}
    found = in_turns(present, options.rounds or 100, work, slow_rounds=20)
    linked = subprocess.run(['ldd', options.plan], capture_output=True, text=True).stdout
    return {
        'runs': {name: figures(rounds) for name, rounds in found.items()}, 'tasks': tasks, 'marks': MARKS,
        'size': os.path.getsize(options.plan), 'libraries': sum('=>' in line for line in linked.splitlines()),
        'versions': {name: first_line([name, '--version']) for name in ('khal', 'tj3')},
    }


LABELS = {
    'version': '`plan --version`',
    'status': '`plan status`, {tasks} tasks, no store',
    'status with a store': '`plan status`, {tasks} tasks, {marks} marks',
    'true': '`/bin/true`: a process, no more',
    'python': '`python3 -c pass`',
    'remind': '`remind` on an empty file',
    'khal': '`khal --version`',
    'tj3': '`tj3 --version`',
}


def show(results):
    rows = []
    for name, label in LABELS.items():
        rounds = results['runs'].get(name)
        values = sorted(each[0] for each in rounds) if rounds else None
        rows.append([
            label.format(**results), duration(median(rounds)), duration(values[len(values) // 20] if values else None),
            duration(values[-1 - len(values) // 20] if values else None), duration(median(rounds, 'cpu')), megabytes(peak(rounds)),
            number(len(rounds or [])),
        ])
    return '\n\n'.join([
        'From a cold process: a new one each time, started by `posix_spawn` from a small interpreter, in turns, on one core; program and '
        f'plan are in the kernel\'s cache. `plans/{PLAN}` stands in a folder of its own, without and with a store of progress.',
        table(['', 'median', '5 % take less', '5 % take more', 'processor', 'peak memory', 'runs'], rows),
        f'The program is {results["size"] / 1e6:.1f} MB, the Swift runtime in it, and asks for {results["libraries"]} shared libraries.',
    ])
