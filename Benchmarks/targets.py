"""The one table: each thing that has a target, ours beside the peer, and whether the target is met.

The targets stand here and nowhere else. A row is judged where it was measured at the size the target is for; a peer that is missing
makes a row with –, and a target that is missed is shown as missed.
"""

import collections

import dates, export
from measuring import median, peak
from words import duration, megabytes, number, table, times

# what; ours, beside and ratio as they are read; the target as it is read; whether it is met, None where nothing is judged; the peak
# memory of ours and of the peer.
Row = collections.namedtuple('Row', 'what ours beside ratio target met memory peer_memory', defaults=['–', '–', '–', '–', None, None, None])


def at_least(value, limit, said):
    return dict(target=f'≥ {said}', met=value >= limit)


def at_most(value, limit, said):
    return dict(target=f'≤ {said}', met=value <= limit)


def rows(results):
    """The rows of the parts that were measured."""
    found = []
    for name, part in (
        ('export', export_rows), ('peers', peer_rows), ('dates', date_rows), ('read', read_rows), ('start', start_rows),
    ):
        if name in results:
            found += part(results)
    return found


PLACES = {'disk': 'durable on disk', 'memory': 'in memory'}


def export_rows(results):
    size = export.largest(results['export'])
    is_million = size['tasks'] >= export.MILLION

    def judged(row):
        """The targets of the export are for the million; of less nothing is judged."""
        return row if is_million else row._replace(met=None)

    found = []
    what = f'export of {number(size["tasks"])} tasks, {number(size["events"])} events'
    for place, said in PLACES.items():
        runs = size[place]
        if not runs:
            found.append(Row(f'{what}, {said}', target='≥ 1,000,000 events/s'))
            continue
        wall, cpu, copy = median(runs['first']), median(runs['first'], 'cpu'), median(runs['copy'])
        found.append(judged(Row(
            f'{what}, {said}', f'{duration(wall)}, {number(size["events"] / wall)} events/s', memory=peak(runs['first']),
            **at_least(size['events'] / wall, 1_000_000, '1,000,000 events/s'),
        )))
        if place == 'disk':
            found.append(judged(Row(
                'the same, processor time', f'{duration(cpu)}, {number(size["events"] / cpu)} events/s', memory=peak(runs['first']),
                **at_least(size['events'] / cpu, 1_000_000, '1,000,000 events/s'),
            )))
        # The target speaks of a durable copy; in memory none is.
        found.append(judged(Row(
            f'export, {said}, beside a copy of the same bytes', duration(wall), f'copy, {duration(copy)}', f'{times(wall / copy)} as long',
            memory=peak(runs['first']), peer_memory=peak(runs['copy']), **(at_most(wall / copy, 3, '3 ×') if place == 'disk' else {}),
        )))
    for place, said in PLACES.items():
        runs = size[place]
        if runs:
            first, again = median(runs['first']), median(runs['again'])
            found.append(judged(Row(
                f'second export of the same, {said}', duration(again), f'first, {duration(first)}', f'{times(again / first)} as long',
                memory=peak(runs['again']), peer_memory=peak(runs['first']), **at_most(again / first, 1, 'the first'),
            )))
    disk = size['disk']
    highest = peak(*(runs for what, runs in disk.items() if what != 'copy'))
    found.append(judged(Row(
        'peak memory: first, second, amended, on two cores', megabytes(highest), memory=highest, **at_most(highest, 250, '250 MB'),
    )))
    found += growth_rows(results['export'])
    for place, said in PLACES.items():
        one, two = (median(size[place].get(what)) for what in ('first', 'two'))
        if one and two:
            found.append(judged(Row(
                f'export on two cores, {said}', duration(two), f'on one, {duration(one)}', f'{times(one / two)} as fast',
                memory=peak(size[place]['two']), peer_memory=peak(size[place]['first']), **at_least(one / two, 1.7, '1.7 ×'),
            )))
        else:
            found.append(Row(f'export on two cores, {said}', target='≥ 1.7 ×'))
    return found


def growth_rows(results):
    tasks = [size['tasks'] for size in results['sizes'][1:]]
    if len(tasks) < 2:
        return []
    found = []
    spans = min(tasks) <= 1_000 and max(tasks) >= export.MILLION
    for name, said in (('wall', 'wall clock'), ('cpu', 'processor time')):
        slope = export.growth(results, name)
        found.append(Row(
            f'growth from {number(min(tasks))} to {number(max(tasks))} tasks, {said}', '–' if slope is None else f'slope {slope:.3f}',
            'linear, slope 1', target='0.9 to 1.1', met=abs(slope - 1) <= 0.1 if spans and slope is not None else None,
        ))
    return found


def peer_rows(results):
    """Each peer a task, beside ours on the same tasks; the script in Python also beside ours on the million."""
    found = []
    for row in results['peers']['peers']:
        is_script = row['name'] == 'Python script'
        if not row['versions']:
            found.append(Row(f'beside {row["name"]}, a task', target='≥ 250 ×' if is_script else '–'))
            continue
        theirs = f'{duration(row["each"])} a task'
        if is_script and 'export' in results:
            size = export.largest(results['export'])
            if size['tasks'] >= export.MILLION:
                runs = size['disk']['first']
                ours = median(runs) / size['tasks']
                found.append(Row(
                    f'beside {row["name"]}: ours of {number(size["tasks"])} tasks, durable on disk', f'{duration(ours)} a task', theirs,
                    f'{times(row["each"] / ours)} as fast', memory=peak(runs), peer_memory=peak(row['theirs']),
                    **at_least(row['each'] / ours, 250, '250 ×'),
                ))
        ratio = row['each'] / row['our_each']
        found.append(Row(
            f'beside {row["name"]}: the same {number(row["tasks"])} tasks', f'{duration(row["our_each"])} a task', theirs,
            f'{times(ratio)} as fast', memory=peak(row['ours']), peer_memory=peak(row['theirs']),
            **(at_least(ratio, 250, '250 ×') if is_script else {}),
        ))
    return found


def date_rows(results):
    found = results['dates']
    ours, common, libical = (
        dates.all_together(found, *which) for which in (('ours',), ('ours', 'libical'), ('libical', 'libical'))
    )
    name, fewest = dates.slowest(found)
    return [
        Row(
            f'dates of {len(found["rows"])} recurrences: all dates by all the time', f'{ours / 1e6:,.1f} M dates/s',
            f'libical, {libical / 1e6:.2f} M dates/s' if libical else '–', f'{times(common / libical)} as fast' if libical else '–',
            memory=found['memory'], **at_least(ours, 20e6, '20 M dates/s'),
        ),
        Row(
            f'the slowest of them: {name}', f'{fewest / 1e6:,.1f} M dates/s', memory=found['memory'],
            **at_least(fewest, 20e6, '20 M dates/s'),
        ),
    ]


def read_rows(results):
    """Every plan is judged, so that none hides behind another."""
    return [
        Row(
            f'read and check: {row["plan"]}', duration(row['ours']), f'bare libyaml, {duration(row["libyaml"])}',
            f'{times(row["ours"] / row["libyaml"])} as long', memory=results['read']['memory'],
            **at_most(row['ours'] / row['libyaml'], 3, '3 ×'),
        )
        for row in results['read']['rows']
    ]


def start_rows(results):
    found = results['start']
    runs = found['runs']
    true = median(runs['true'])

    def row(name, what, limit):
        ours = median(runs[name])
        return Row(
            what, duration(ours), f'/bin/true, {duration(true)}', f'{times(ours / true)} as long', memory=peak(runs[name]),
            peer_memory=peak(runs['true']), **at_most(ours, limit / 1e3, f'{limit} ms'),
        )

    return [
        row('version', '`plan --version`, cold process', 6),
        row('status', f'`plan status`, {found["tasks"]} tasks, no store', 15),
        row('status with a store', f'`plan status`, {found["tasks"]} tasks, {found["marks"]} marks', 15),
        Row('size of the program', f'{found["size"] / 1e6:.1f} MB'),
    ]


def one_table(found):
    lines = []
    for row in found:
        met = '–' if row.met is None else 'met' if row.met else '**missed**'
        memory = '–' if row.memory is None else f'{number(row.memory)} MB' + (f' ({number(row.peer_memory)})' if row.peer_memory else '')
        lines.append([row.what, row.ours, row.beside, row.ratio, row.target, met, memory])
    return table(['', 'ours', 'peer', 'ratio', 'target', 'result', 'peak memory (peer\'s)'], lines)
