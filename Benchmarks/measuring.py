"""What all benchmarks measure with: programs held to one or two cores, medians, and what machine this is."""

import collections, datetime, json, os, platform, shutil, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
EPOCH = 1769745600  # 30 January 2026, 11:00 in Viet Nam
MEMORY = '/dev/shm'

# The last core of those this process may use: interrupts and the kernel's own work tend to be on the first.
CORES = sorted(os.sched_getaffinity(0))
ONE = CORES[-1:]
TWO = CORES[-2:] if len(CORES) > 1 else None

# Seconds of wall clock, seconds of the processor, megabytes; with `said`, what the program printed.
Measured = collections.namedtuple('Measured', 'wall cpu memory said', defaults=[''])


def run(command, folder='.', cores=ONE, environment=None):
    return dict(command=command, folder=os.path.abspath(folder), cores=cores, environment=environment or {})


def measured_runs(runs):
    """What each run cost, one after another; stops where one fails."""
    output = subprocess.run(
        [sys.executable, '-I', '-S', os.path.join(HERE, 'spawn.py')], input=json.dumps(runs), stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    results = []
    for each, (code, *figures) in zip(runs, json.loads(output)):
        if code:
            sys.exit(f'{" ".join(each["command"])}: exit {code}: {figures[-1][-2000:]}')
        results.append(Measured(*figures))
    return results


def measured(command, folder='.', cores=ONE, epoch=EPOCH, settle=None):
    """What a command cost. `settle` is a folder on whose file system everything is written out first: what earlier rounds left to
    be written is not this one's."""
    if settle:
        subprocess.run(['sync', '-f', settle], check=True)
    return measured_runs([run(command, folder, cores, {'SOURCE_DATE_EPOCH': str(epoch)})])[0]


def in_turns(commands, rounds, folder='.', slow_rounds=None):
    """Each command's figures over so many rounds, in turns, after a round that is not counted. A command is a list, or a function of
    the round's number. Those that take more than a tenth of a second have `slow_rounds` where given."""
    def call(name, number):
        command = commands[name](number) if callable(commands[name]) else commands[name]
        return run(command, folder)

    names = list(commands)
    slow = {name for name, first in zip(names, measured_runs([call(name, 0) for name in names])) if first.wall > 0.1}
    order = [
        (name, number)
        for number in range(1, rounds + 1)
        for name in names
        if name not in slow or number <= (slow_rounds or rounds)
    ]
    found = {name: [] for name in names}
    for (name, _), figures in zip(order, measured_runs([call(*each) for each in order])):
        found[name].append(figures)
    return found


def figures(rounds):
    """Rounds as they are kept: [wall, CPU, memory] each."""
    return [list(each[:3]) for each in rounds]


def median(rounds, name='wall'):
    """The median of kept rounds; None where nothing was measured."""
    return statistics.median(each[Measured._fields.index(name)] for each in rounds) if rounds else None


def peak(*several):
    """The highest peak memory of kept rounds."""
    found = [each[2] for rounds in several for each in rounds or []]
    return max(found) if found else None


def memory_available():
    return int((told_of('/proc/meminfo', 'MemAvailable') or '0 kB').split()[0]) << 10


def touch_memory(size):
    """Uses so much memory once, or most of what there is: what a virtual machine never used costs its host several times as much the
    first time, and that is neither the program's work nor a peer's."""
    size = min(size, memory_available() * 3 // 4)
    subprocess.run([
        sys.executable, '-c', 'import mmap, sys; mmap.mmap(-1, int(sys.argv[1]), mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE)',
        str(size),
    ], check=True)


def out_of_cache(folder):
    """Gives the memory back that keeps a folder's files, which stay on the disk: the next round finds memory that was used before."""
    subprocess.run(['sync', '-f', folder], check=True)
    for place, _, files in os.walk(folder):
        for name in files:
            file = os.open(os.path.join(place, name), os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def memory_folder(needed=0):
    """A folder that is memory and has room for so many bytes, or None."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < needed:
        return None
    return MEMORY if memory_available() >= needed + (1 << 29) else None


def first_line(command):
    """What a program says first, as where it is asked for its version; None where it is missing."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return next((line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()), None)


def told_of(path, name):
    """The value of a line `name: value` of a file under /proc."""
    try:
        with open(path, encoding='utf-8') as file:
            return next((line.split(':', 1)[1].strip() for line in file if line.startswith(name)), None)
    except OSError:
        return None


def machine(folder):
    """Date and machine, one phrase each."""
    today = datetime.date.today()
    swift = first_line(['swift', '--version'])
    system = subprocess.run(['stat', '-f', '-c', '%T', folder], capture_output=True, text=True).stdout.strip()
    memory = told_of('/proc/meminfo', 'MemTotal')
    return {
        'date': f'{today.day} {today:%B %Y}',
        'cores': f'{os.cpu_count()} cores of {told_of("/proc/cpuinfo", "model name") or "an unknown processor"}, {platform.machine()}',
        'memory': f'{int(memory.split()[0]) / (1 << 20):.0f} GiB of memory' if memory else 'memory unknown',
        'disk': f'{"ext4" if system == "ext2/ext3" else system or "an unknown file system"}',
        'system': f'Linux {platform.release().split("-")[0]}',
        'swift': f'Swift {swift.split("Swift version ")[1].split()[0]}' if swift and 'Swift version ' in swift else None,
        'python': f'Python {platform.python_version()}',
    }
