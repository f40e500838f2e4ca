#!/usr/bin/env python3
"""Times progress beside Python and SQLite doing the same, as Markdown.

    progress.py run --plan PROGRAM [--communes 3321] [--marks 200000] [--rounds 9] [--folder FOLDER]

`plan status` from a cold process on the plan of Bac Lieu, and on a national plan with many marks; `plan mark` beside a Python
process that adds one row to a table with the same settings of SQLite, and beside a process that makes one file durable: what a mark
costs above that is the program's. The log is made with a fixed seed and merged by `plan log --import`.
"""

import argparse, csv, io, json, os, platform, random, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ACTIONS = ['done'] * 6 + ['started', 'blocked', 'cancelled']

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


def timed(command, cwd):
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        sys.exit(f'{command}: {done.returncode} {done.stderr.decode()[:400]}')
    return time.perf_counter() - start


def peak(command, cwd):
    """Peak memory in MB, from GNU time where it is there."""
    if not shutil.which('/usr/bin/time'):
        return None
    done = subprocess.run(['/usr/bin/time', '-f', '%M'] + command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return int(done.stderr.split()[-1]) / 1024


def log(program, plan, folder, count, seed):
    text = subprocess.run([program, 'tasks', plan, '--format', 'csv'], cwd=folder, capture_output=True, check=True).stdout.decode('utf-8-sig')
    rows = list(csv.DictReader(io.StringIO(text)))
    dice = random.Random(seed)
    chosen = dice.sample(rows, min(count, len(rows)))
    path = os.path.join(folder, 'log.jsonl')
    with open(path, 'w') as out:
        for number, row in enumerate(chosen):
            entry = {
                'entry': '%08x-0000-4000-8000-%012x' % (number, number), 'task': row['id'], 'nominal': row['nominal'] or None,
                'as': dice.choice(ACTIONS), 'on': row['nominal'] or '2026-02-02',
                'at': '2026-01-01T00:%02d:%02d.%06dZ' % (number // 60 % 60, number % 60, number % 1000000), 'by': 'Nguyễn Văn A', 'note': None,
                'evidence': [f'ảnh {number}'] if number % 3 == 0 else [], 'quantity': 1, 'until': None, 'document': None,
            }
            out.write(json.dumps(entry, ensure_ascii=False) + '\n')
    return path, len(rows), len(chosen)


def rounds(commands, cwd, count):
    """Medians of commands that take turns, after one round that is not counted."""
    times = {name: [] for name in commands}
    for number in range(count + 1):
        for name, command in commands.items():
            spent = timed(command(number) if callable(command) else command, cwd)
            if number:
                times[name].append(spent)
    return {name: statistics.median(values) for name, values in times.items()}


def ms(value):
    return f'{value * 1000:.1f} ms' if value < 1 else f'{value:.2f} s'


def small(options, work):
    folder = os.path.join(work, 'bac-lieu')
    shutil.copytree(os.path.join(HERE, '..', 'plans'), folder)
    plan = 'bac-lieu-2018.yaml'
    path, tasks, marks = log(options.plan, plan, folder, 200, 1)
    timed([options.plan, 'log', plan, '--import', 'log.jsonl'], folder)
    ids = [json.loads(line)['task'] for line in open(path)]
    peer = os.path.join(folder, 'peer.sqlite')
    figures = rounds({
        'status': [options.plan, 'status', plan],
        'version': [options.plan, '--version'],
        'mark': lambda number: [options.plan, 'mark', plan, ids[number], '--as', 'blocked', '--on', '2018-12-20', '--note', f'lần {number}'],
        'python': [sys.executable, '-c', 'import sqlite3'],
        'peer': [sys.executable, '-c', PEER, peer],
        'durable': [sys.executable, '-c', DURABLE, os.path.join(folder, 'file')],
        'bare': [sys.executable, '-c', 'import os, sys'],
    }, folder, options.rounds)
    print(f'Plan of Bac Lieu, {tasks} tasks, {marks} marks; medians of {options.rounds}, cold processes that take turns:\n')
    print('| | time | |\n| --- | --: | --- |')
    print(f'| `plan status` | {ms(figures["status"])} | of it {ms(figures["version"])} to start the program (`--version`) |')
    print(f'| `plan mark` | {ms(figures["mark"])} | less starting: {ms(figures["mark"] - figures["version"])} |')
    own = figures['peer'] - figures['python']
    print(f'| Python, one row with the same settings of SQLite | {ms(figures["peer"])} | less starting: {ms(own)}; ours is {(figures["mark"] - figures["version"]) / own:.2f} × |')
    print(f'| Python, one file made durable | {ms(figures["durable"])} | less starting: {ms(figures["durable"] - figures["bare"])} |\n')


def large(options, work):
    folder = os.path.join(work, 'national')
    os.makedirs(folder)
    subprocess.run([sys.executable, os.path.join(HERE, 'feeds.py'), 'generate', '--communes', str(options.communes), '--out', 'plan.yaml'],
                   cwd=folder, check=True, stdout=subprocess.DEVNULL)
    path, tasks, marks = log(options.plan, 'plan.yaml', folder, options.marks, 1)
    merged = timed([options.plan, 'log', 'plan.yaml', '--import', 'log.jsonl'], folder)
    status = [options.plan, 'status', 'plan.yaml', '--as-of', '2026-07-01', '--format', 'json']
    ids = [json.loads(line)['task'] for line, _ in zip(open(path), range(100))]
    figures = rounds({
        'status': status,
        'bare': [options.plan, 'status', 'plan.yaml', '--as-of', '2026-07-01', '--format', 'json', '--store', 'none.sqlite'],
        'month': [options.plan, 'status', 'plan.yaml', '--as-of', '2026-07-01', '--format', 'json', '--by', 'month'],
        'mark': lambda number: [options.plan, 'mark', 'plan.yaml', ids[number], '--as', 'blocked', '--on', '2026-03-01', '--note', f'lần {number}'],
    }, folder, max(3, options.rounds // 3))
    size = os.path.getsize(os.path.join(folder, 'progress.sqlite')) / 1e6
    print(f'National plan, {tasks:,} tasks, {marks:,} marks ({size:.0f} MB):\n')
    print('| | time | |\n| --- | --: | --- |')
    memory = peak(status, folder)
    print(f'| `plan status` | {ms(figures["status"])} | peak memory {memory:.0f} MB |' if memory else f'| `plan status` | {ms(figures["status"])} | |')
    print(f'| the same without a store | {ms(figures["bare"])} | |')
    print(f'| `plan status --by month` | {ms(figures["month"])} | |')
    print(f'| `plan mark` | {ms(figures["mark"])} | |')
    print(f'| `plan log --import` of all marks | {ms(merged)} | {marks / merged:,.0f} entries/s |\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('work', choices=['run'])
    parser.add_argument('--plan', required=True)
    parser.add_argument('--communes', type=int, default=3321)
    parser.add_argument('--marks', type=int, default=200_000)
    parser.add_argument('--rounds', type=int, default=9)
    parser.add_argument('--folder')
    options = parser.parse_args()
    options.plan = os.path.abspath(options.plan)
    print(f'{time.strftime("%Y-%m-%d")}, {platform.machine()}, {os.cpu_count()} cores\n')
    with tempfile.TemporaryDirectory(dir=options.folder) as work:
        small(options, work)
        large(options, work)


if __name__ == '__main__':
    main()
