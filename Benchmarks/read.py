"""Reading a plan and checking it, beside a bare loop over libyaml's events of the same bytes."""

import os

from measuring import ROOT, measured_runs, run
from words import table, times

# Files, and plans that are made up: so many units, so many activities.
PLANS = ['plans/bac-lieu-2018.yaml', 'plans/phuong-2026.yaml', '100x300', '3321x30', '3321x100']


def measure(options, work):
    """ReadBenchmark measures both in turns within one process and prints its medians."""
    done = measured_runs([run([os.path.join(options.benchmarks, 'ReadBenchmark'), *PLANS], ROOT)])[0]
    rows = []
    for line in done.said.splitlines():
        name, size, bare, ours = line.split('|')
        rows.append({'plan': name, 'bytes': int(size), 'libyaml': float(bare) / 1e9, 'ours': float(ours) / 1e9})
    return {'rows': rows, 'memory': done.memory}


def worst(results):
    return max(results['rows'], key=lambda row: row['ours'] / row['libyaml'])


def show(results):
    return '\n\n'.join([
        'Reading a plan from memory, all checks and the dates of all tasks included, beside a bare loop over libyaml\'s events of the same '
        'bytes: the time in which nothing is understood yet. In turns within one process, medians of seven.',
        table(
            ['plan', 'KiB', 'libyaml\'s events, ms', 'read and checked, ms', ''],
            [
                [row['plan'], f'{row["bytes"] / 1024:.0f}', f'{row["libyaml"] * 1e3:.2f}', f'{row["ours"] * 1e3:.2f}', times(row['ours'] / row['libyaml'])]
                for row in results['rows']
            ],
        ),
    ])
