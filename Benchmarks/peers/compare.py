"""The export in turns with each peer, on samples of the communes of the national plan.

The peers are slow, so each gets as many communes as it can do in some seconds; figures are a task. Each must have made the same tasks as
`plan export`: the same titles on the same days for the same communes, else this stops.
"""

import os, shutil, sys, tempfile
from collections import Counter

from measuring import figures, measured, median, memory_folder, peak
from peers import calendars
from peers.programs import ALL, packages
from plans import TASKS, plan_text
from words import aside, duration, megabytes, number, table, times


def measure(options, work):
    found = []
    # What the others are given is made by these.
    can_read = packages('PyYAML', 'python-dateutil')
    for peer in (kind() for kind in ALL):
        row = {'name': peer.name, 'work': peer.work, 'versions': can_read and peer.versions()}
        if row['versions']:
            row.update(beside(options, peer, options.sample or peer.sample))
            print(f'peers: {peer.name}, {row["tasks"]:,} tasks: {row["each"] * 1e6:,.0f} µs a task', file=sys.stderr)
        else:
            print(f'peers: {peer.name} is not installed', file=sys.stderr)
        found.append(row)
    return {'peers': found}


def beside(options, peer, sample):
    """Rounds of ours, of the peer, and of starting the peer, in turns."""
    rounds = options.rounds or 3
    ours, theirs, starts = [], [], []
    with tempfile.TemporaryDirectory(prefix='plan-bench-', dir=memory_folder(1 << 29)) as folder:
        plan = os.path.join(folder, 'plan.yaml')
        with open(plan, 'w', encoding='utf-8') as file:
            file.write(plan_text(sample))
        for round in range(rounds):
            feeds, place = os.path.join(folder, 'feeds'), os.path.join(folder, 'peer')
            os.makedirs(place)
            ours.append(measured([options.plan, 'export', plan, '--to', feeds, '--feeds', 'units'], settle=folder))
            peer.prepare(plan, place, feeds)
            starts.append(measured(peer.start, place))
            theirs.append(measured(peer.command, place))
            if round == 0:
                compare(peer, calendars.of_communes(feeds), peer.made(place))
            shutil.rmtree(feeds)
            shutil.rmtree(place)
    ours, theirs, starts = figures(ours), figures(theirs), figures(starts)
    tasks = sample * TASKS
    return {
        'communes': sample, 'tasks': tasks, 'ours': ours, 'theirs': theirs, 'start': starts,
        'each': (median(theirs) - median(starts)) / tasks, 'our_each': median(ours) / tasks,
    }


def compare(peer, ours, theirs):
    if getattr(peer, 'loses_spaces', False):
        ours, theirs = (
            Counter({(unit, day, title.replace(' ', '')): count for (unit, day, title), count in found.items()}) for found in (ours, theirs)
        )
    if ours != theirs:
        sys.exit(
            f'{peer.name} makes other tasks: {sum(theirs.values())} for {sum(ours.values())}; only ours: '
            f'{sorted((ours - theirs).elements())[:3]}; only theirs: {sorted((theirs - ours).elements())[:3]}'
        )


def show(results):
    rows = []
    for row in results['peers']:
        if not row['versions']:
            rows.append([row['name'], *['–'] * 8, 'not installed'])
            continue
        rows.append([
            row['name'], number(row['tasks']), duration(median(row['theirs'])), duration(median(row['start'])), duration(row['each']),
            duration(row['our_each']), times(row['each'] / row['our_each']), megabytes(peak(row['theirs'])), megabytes(peak(row['ours'])),
            row['versions'],
        ])
    says = '\n'.join(f'- **{row["name"]}.** {row["work"]}' for row in results['peers'])
    return '\n\n'.join([
        'Other programs on the nearest equal work, each in turns with `plan export` of the same communes, all in a folder that is memory. '
        'They are slow, so each gets only some communes; figures are a task. What a peer takes to start is measured in the same turns and '
        'taken away from it; ours includes its start. Each makes the same tasks: the same titles on the same days for the same '
        'communes, which is checked. What it is given is written beforehand, and not timed.',
        says,
        table(
            ['', 'tasks', 'peer', 'of it start', 'peer, a task', 'ours, a task', '', 'peak memory', 'ours', 'versions'], rows
        ),
    ]) + aside('TaskJuggler\'s figure a task grows with the number of tasks (twice as much for ten communes as for one), so its small sample shows it at its best.')
