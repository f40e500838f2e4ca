"""The export of feeds for a national plan, beside a durable copy of the same bytes.

Each round exports into a new folder, copies that, exports again over it with nothing changed, and exports once more on two cores; all
of it on the disk and, where there is one, in a folder that is memory. The first round is not counted. When every size has had its
rounds, the plan is amended and exported over the folders of the first exports.

Nothing is deleted on the disk until everything is measured: a file system that has just lost thousands of files looks past every one
of them whenever a new file is made (ext4 does so for up to five minutes), which is neither the program's work nor the copy's.
"""

import glob, math, os, shutil, statistics, sys, tempfile

from measuring import EPOCH, ONE, TWO, figures, measured, median, memory_folder, out_of_cache, peak, touch_memory
from plans import TASKS, plan_text
from words import aside, duration, megabytes, number, table, times

MILLION = 1_000_000
BYTES_A_TASK = 1050     # of a feed, with the copies of units that coordinate
SMALLEST = 3_000        # tasks: below it they take a twentieth of the time and the start the rest
GROWTH_ROUNDS = 150     # of these


def communes_of(tasks):
    """The whole communes nearest to a number of tasks; the million has all 3,321."""
    return 3321 if tasks == MILLION else max(1, round(tasks / TASKS))


def rounds_of(tasks):
    """Short ones are measured more often: what disturbs them weighs more."""
    return 21 if tasks < SMALLEST else 11 if tasks < 30_000 else 7 if tasks < 300_000 else 5


def size_of(folder):
    """Feeds, bytes, events."""
    feeds = total = events = 0
    for path in glob.glob(os.path.join(folder, '**/*.ics'), recursive=True):
        with open(path, 'rb') as file:
            data = file.read()
        feeds, total, events = feeds + 1, total + len(data), events + data.count(b'BEGIN:VEVENT\r\n')
    return feeds, total, events


def states(folder):
    """What tells whether a file was written: its time, inode and size."""
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            info = os.stat(os.path.join(place, name))
            found[os.path.relpath(os.path.join(place, name), folder)] = info.st_mtime_ns, info.st_ino, info.st_size
    return found


class Size:
    """A plan of one size and what was measured of it: lists of rounds, by place and by what was done."""

    def __init__(self, program, work, communes, rounds):
        self.program, self.work, self.communes, self.rounds = program, work, communes, rounds
        self.tasks = communes * TASKS
        self.found = {'disk': {}, 'memory': {}}
        self.size, self.wrote = None, 0
        self.is_counted = False
        self.plans = []
        for is_amended in (False, True):
            self.plans.append(os.path.join(work, f'plan-{communes}-{int(is_amended)}.yaml'))
            with open(self.plans[-1], 'w', encoding='utf-8') as file:
                file.write(plan_text(communes, is_amended=is_amended))

    def folder(self, what, round):
        return os.path.join(self.work, f'{what}-{self.communes}-{round}')

    def keep(self, place, what, found):
        if self.is_counted:
            self.found[place].setdefault(what, []).append(found)

    def export(self, folder, is_amended=False, later=0, cores=ONE):
        command = [self.program, 'export', self.plans[is_amended], '--to', folder, '--feeds', 'units']
        return measured(command, cores=cores, epoch=EPOCH + later, settle=os.path.dirname(folder))

    def copy(self, place, feeds, copy):
        self.keep(place, 'copy', measured(['sh', '-c', 'cp -r "$0" "$1" && sync -f "$1"', feeds, copy], settle=os.path.dirname(feeds)))

    def again(self, place, feeds):
        before = states(feeds)
        self.keep(place, 'again', self.export(feeds, later=3600))
        self.wrote = max(self.wrote, sum(before.get(path) != state for path, state in states(feeds).items()))

    def on_disk(self, round):
        feeds, copy = self.folder('feeds', round), self.folder('copy', round)
        self.keep('disk', 'first', self.export(feeds))
        self.size = self.size or size_of(feeds)
        self.copy('disk', feeds, copy)
        self.again('disk', feeds)
        if TWO:
            two = self.folder('two', round)
            self.keep('disk', 'two', self.export(two, cores=TWO))
            out_of_cache(two)
        out_of_cache(copy)
        out_of_cache(feeds)

    def in_memory(self, shm):
        """Memory has no inodes to search, and little room: here each folder goes when it has been measured."""
        feeds, copy, two = (os.path.join(shm, name) for name in ('feeds', 'copy', 'two'))
        self.keep('memory', 'first', self.export(feeds))
        self.copy('memory', feeds, copy)
        shutil.rmtree(copy)
        self.again('memory', feeds)
        shutil.rmtree(feeds)
        if TWO:
            self.keep('memory', 'two', self.export(two, cores=TWO))
            shutil.rmtree(two)

    def once(self, round):
        self.is_counted = round > 0
        self.on_disk(round)
        place = memory_folder(self.tasks * BYTES_A_TASK * 2)
        if place:
            with tempfile.TemporaryDirectory(prefix='plan-bench-', dir=place) as shm:
                self.in_memory(shm)

    def more(self, round):
        """Once more the first export alone: how it grows is told from what little the smallest take more than one commune."""
        self.keep('disk', 'growth', self.export(self.folder('more', round)))

    def amend(self, round):
        feeds = self.folder('feeds', round)
        # Back into the cache, where they are when somebody amends what was just exported.
        size_of(feeds)
        self.keep('disk', 'amended', self.export(feeds, is_amended=True, later=7200))
        out_of_cache(feeds)

    def results(self):
        feeds, total, events = self.size
        return {
            'communes': self.communes, 'tasks': self.tasks, 'feeds': feeds, 'bytes': total, 'events': events, 'wrote_again': self.wrote,
            **{place: {what: figures(rounds) for what, rounds in found.items()} for place, found in self.found.items()},
        }


def measure(options, work):
    """Rounds of every size; first a plan of one commune, whose time is what an export costs before there is much to do."""
    sizes, taken = [], 0
    for communes in sorted({1} | {communes_of(tasks) for tasks in options.sizes}):
        tasks = communes * TASKS
        # A round leaves the feeds, their copy and those of two cores; the amendment writes feeds once more.
        needed = tasks * BYTES_A_TASK * 4
        room = shutil.disk_usage(work).free - (1 << 30)
        wished = options.rounds or rounds_of(tasks)
        # The first round is not counted: it finds everything cold.
        rounds = min(wished, max(0, room - taken) // needed - 1)
        taken += (rounds + 1) * needed + (tasks < SMALLEST) * GROWTH_ROUNDS * tasks * BYTES_A_TASK
        if rounds < 1:
            print(f'export: {tasks:,} tasks are left out: {work} has no room for {2 * needed >> 20:,} MiB', file=sys.stderr)
            continue
        if rounds < wished:
            print(f'export: {tasks:,} tasks have {rounds} rounds for {wished}: {work} has no room for more', file=sys.stderr)
        sizes.append(Size(options.plan, work, communes, rounds))
    if not sizes:
        sys.exit('export: no size was measured')
    # Many times what a round needs, because memory is not given out in the order in which it came back.
    touch_memory(max(size.tasks for size in sizes) * BYTES_A_TASK * 32)
    # The small ones take turns with each other, because growth is told from their differences; of the large ones each is alone.
    small = [size for size in sizes if size.tasks < 30_000]
    for together in [small] * bool(small) + [[size] for size in sizes if size not in small]:
        for round in range(max(size.rounds for size in together) + 1):
            for size in together:
                if round <= size.rounds:
                    size.once(round)
        for size in together:
            print(f'export: {size.tasks:,} tasks, {size.rounds} rounds: {median(figures(size.found["disk"]["first"])):.3f} s', file=sys.stderr)
    for round in range(options.rounds or GROWTH_ROUNDS):
        for size in small:
            if size.tasks < SMALLEST:
                size.more(round)
    for size in sizes:
        for round in range(1, size.rounds + 1):
            size.amend(round)
    return {'sizes': [size.results() for size in sizes]}


def largest(results):
    return max(results['sizes'], key=lambda size: size['tasks'])


def beyond(size, start, name):
    """Seconds of a first export without those of one commune: of the rounds made for this alone, where a size has any, else of those
    that every size has."""
    what = 'growth' if 'growth' in size['disk'] else 'first'
    return median(size['disk'][what], name) - median(start['disk'][what], name)


def growth(results, name):
    """The slope of the logarithm of seconds over that of tasks, by least squares; None where it cannot be told.

    What a plan of one commune takes, start included, is taken away from both: its seconds from the seconds, its tasks from the tasks.
    """
    start, *sizes = results['sizes']
    points = [(size['tasks'] - start['tasks'], beyond(size, start, name)) for size in sizes]
    if start['communes'] != 1 or len(points) < 2 or any(seconds <= 0 for _, seconds in points):
        return None
    logs = [(math.log(tasks), math.log(seconds)) for tasks, seconds in points]
    x, y = (statistics.mean(each) for each in zip(*logs))
    return sum((one - x) * (other - y) for one, other in logs) / sum((one - x) ** 2 for one, _ in logs)


def show(results):
    sizes = results['sizes']
    out = [
        '`plan export --feeds units` of a national plan: 30 activities that every commune leads, with partners, products, channels and '
        'sources. Seconds of wall clock with the feeds durable at the end, on one core; beside them a durable copy of the same bytes '
        '(`cp -r`, `sync -f`). Events are the tasks and the copies of those who coordinate. Each round goes into a new folder, the first '
        'is not counted, and nothing is deleted before everything is measured.',
        first_table(sizes, 'disk'),
    ]
    if any(size['memory'] for size in sizes):
        out += [
            'The same into a folder that is memory, where nothing waits for a disk: what is left is the program and the kernel making files.',
            first_table(sizes, 'memory'),
        ]
    out += [
        'Once more: with nothing changed (every published feed is read and compared, none is written), and after an amendment that '
        'moves one activity, 12 tasks of every commune.',
        again_table(sizes),
        'Growth. From the cost of each size that of one commune is taken away, its seconds and its tasks: what remains is the cost of '
        'the tasks, without starting the program.' + growth_rounds(sizes),
        growth_table(results),
    ]
    if any('two' in size['disk'] for size in sizes):
        out += ['On two cores, beside one, in turns.', cores_table(sizes)]
    return '\n\n'.join(out)


def first_table(sizes, place):
    rows = []
    for size in sizes:
        found = size[place]
        if not found:
            continue
        wall, cpu, copy = median(found['first']), median(found['first'], 'cpu'), median(found['copy'])
        rows.append([
            number(size['tasks']), number(size['feeds']), number(size['events']), f'{size["bytes"] / 1e6:,.1f}', duration(wall),
            duration(copy), times(wall / copy), duration(cpu), number(size['events'] / wall), number(size['events'] / cpu),
            megabytes(peak(found['first'])), number(len(found['first'])),
        ])
    return table(
        ['tasks', 'feeds', 'events', 'MB', 'export', 'copy', '', 'processor', 'events/s', 'events/s of processor', 'peak memory', 'rounds'],
        rows, left=0,
    )


def again_table(sizes):
    rows = []
    for size in sizes:
        for place in ('disk', 'memory'):
            found = size[place]
            if not found:
                continue
            first, again = median(found['first']), median(found['again'])
            amended = found.get('amended')
            rows.append([
                number(size['tasks']), place, duration(again), times(again / first), duration(median(found['again'], 'cpu')),
                megabytes(peak(found['again'])), number(size['wrote_again']),
                duration(median(amended)), duration(median(amended, 'cpu')), megabytes(peak(amended)),
            ])
    return table(
        ['tasks', '', 'nothing changed', 'of the first', 'processor', 'peak memory', 'files written', 'amended', 'processor', 'peak memory'],
        rows, left=0,
    )


def growth_rounds(sizes):
    found = [len(size['disk']['growth']) for size in sizes if 'growth' in size['disk']]
    return f' The smallest have more rounds for this, {found[0]}.' if found else ''


def growth_table(results):
    start, *sizes = results['sizes']
    rows = []
    for size in sizes:
        row = [number(size['tasks'])]
        for name in ('wall', 'cpu'):
            more = beyond(size, start, name) / (size['tasks'] - start['tasks'])
            row += [duration(median(size['disk']['first'], name) / size['tasks']), duration(more) if more > 0 else '–']
        rows.append(row)
    slopes = ['slope']
    for name in ('wall', 'cpu'):
        slope = growth(results, name)
        slopes += ['', '–' if slope is None else f'{slope:.3f}']
    return table(
        ['tasks', 'a task, wall', 'without the start', 'a task, processor', 'without the start'], rows + [slopes], left=0
    ) + aside(f'One commune: {duration(median(start["disk"]["first"]))}, processor {duration(median(start["disk"]["first"], "cpu"))}.')


def cores_table(sizes):
    rows = []
    for size in sizes:
        row = [number(size['tasks'])]
        for place in ('disk', 'memory'):
            one, two = (median(size[place].get(what)) for what in ('first', 'two'))
            row += [duration(one), duration(two), times(one / two) if one and two else '–']
        rows.append(row + [megabytes(peak(size['disk'].get('two')))])
    return table(['tasks', 'disk, one', 'two', '', 'memory, one', 'two', '', 'peak memory of two'], rows, left=0)
