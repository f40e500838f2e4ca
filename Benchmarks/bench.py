#!/usr/bin/env python3
"""Measures `plan` and its peers in one run: one table with targets, and the tables of every part.

Without a part, all are measured and docs/performance.md is written anew; named parts, and --quick, are printed."""

import argparse, json, os, re, shutil, signal, subprocess, sys, tempfile, traceback

import dates, export, progress, read, start
from arguments import Parser, file_to_read, file_to_write, folder_to_read, folder_to_write, whole
from measuring import HERE, ROOT, machine
from page import page
from peers import compare
from plans import TASKS
from targets import rows

# In this order: the export first, before anything has been removed from the disk.
PARTS = {'export': export, 'peers': compare, 'dates': dates, 'read': read, 'start': start, 'progress': progress}
QUICK = [name for name in PARTS if name != 'peers']
SWIFT = {'dates': 'DateBenchmark', 'read': 'ReadBenchmark'}     # have a benchmark program of their own
COMMUNES = 2_000_000 // TASKS   # the program takes no more tasks at once


def numbers_of_tasks(text):
    return [whole(1, COMMUNES * TASKS, 'the program takes no more')(part) for part in text.split(',')]


def parsed(arguments):
    some = whole(1, COMMUNES, f'of {TASKS} tasks each, the program takes no more')
    parser = Parser(prog='bin/bench', description=__doc__)
    parser.add_argument('parts', nargs='*', metavar='PART', help=f'{", ".join(PARTS)}; all without one')
    parser.add_argument('--quick', action='store_true', help='small sizes in a few minutes, and no peer that must be installed')
    parser.add_argument('--sizes', type=numbers_of_tasks, help='numbers of tasks to export (default: 1000,10000,100000,1000000)')
    parser.add_argument('--rounds', type=whole(1), help='of everything (default: more where it is short)')
    parser.add_argument('--sample', type=some, help='communes for every peer (default: as many as each does in some seconds)')
    parser.add_argument('--communes', type=some, help='communes for progress (default: 3321)')
    parser.add_argument('--marks', type=whole(1), help='marks for progress (default: 200000)')
    parser.add_argument('--plan', type=file_to_read, metavar='PROGRAM', help='the program to measure (default: the release build of this checkout)')
    parser.add_argument('--benchmarks', type=folder_to_read, metavar='FOLDER', help='where DateBenchmark and ReadBenchmark are (default: they are built)')
    parser.add_argument('--folder', type=folder_to_write, help='where to work (default: that for temporary files); a round of the million takes 4 GB, and there is one more that is not counted')
    parser.add_argument('--json', type=file_to_write, metavar='FILE', help='also write every figure of every round')
    parser.add_argument('--out', type=file_to_write, metavar='FILE', help='write the page there (default: docs/performance.md, or standard output)')
    parser.add_argument('--from', dest='kept', type=file_to_read, metavar='FILE', help='measure nothing: make the page of figures kept with --json')
    parser.add_argument('--needs', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f'there is no part {", ".join(sorted(unknown))}; parts are {", ".join(PARTS)}')
    if not options.parts and not options.quick and not options.kept:
        options.out = options.out or os.path.join(ROOT, 'docs', 'performance.md')
    options.parts = [name for name in PARTS if name in options.parts] or (QUICK if options.quick else list(PARTS))
    small = options.quick
    options.sizes = options.sizes or ([1_000, 10_000] if small else [1_000, 10_000, 100_000, export.MILLION])
    options.communes = options.communes or (33 if small else 3321)
    options.marks = options.marks or (2_000 if small else 200_000)
    options.to_build = list(needs(options))
    options.plan = options.plan or os.path.join(ROOT, '.build', 'release', 'plan')
    options.benchmarks = os.path.abspath(options.benchmarks or os.path.join(HERE, '.build', 'release'))
    for option, what, path in programs(options):
        # What is about to be built need not be there yet.
        if not (options.needs and what in options.to_build) and not (os.path.isfile(path) and os.access(path, os.R_OK | os.X_OK)):
            parser.error(f'there is no program {path}; bin/bench without {option} builds it')
    return options


def programs(options):
    """What is measured: the option that names it, what builds it, where it is."""
    if options.kept:
        return
    yield '--plan', 'program', options.plan
    for name in options.parts:
        if name in SWIFT:
            yield '--benchmarks', 'benchmarks', os.path.join(options.benchmarks, SWIFT[name])


def needs(options):
    """What has to be built or installed for these options, for bin/bench."""
    if options.kept:
        return
    if not options.plan:
        yield 'program'
    if SWIFT.keys() & set(options.parts) and not options.benchmarks:
        yield 'benchmarks'
    if not options.quick and {'peers', 'dates', 'start'} & set(options.parts):
        yield 'peers'


def measured(options):
    results = {'machine': {}}
    # Ended from outside, it still takes its folder away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix='plan-bench-', dir=options.folder and os.path.abspath(options.folder), ignore_cleanup_errors=True) as work:
        # A build that goes on beside this changes nothing of it.
        given, options.plan = options.plan, shutil.copy(options.plan, os.path.join(work, 'plan'))
        results['machine'] = {'plan': version(options.plan, given), **machine(work)}
        for name in options.parts:
            print(f'bench: {name}…', file=sys.stderr)
            folder = os.path.join(work, name)
            os.makedirs(folder)
            results[name] = PARTS[name].measure(options, folder)
            keep(options, results)
    return results


def version(program, given):
    """What the program says it is; stops where that is not `plan`."""
    try:
        done = subprocess.run([program, '--version'], capture_output=True, text=True, errors='replace', stdin=subprocess.DEVNULL)
        said = done.stdout.strip()
        if done.returncode == 0 and re.fullmatch(r'\d+(\.\d+)+\S*', said):
            return said
        said = (said or done.stderr.strip() or 'nothing').splitlines()[0]
    except OSError as problem:
        stop(f'{given} cannot be started: {problem.strerror}; --plan takes the program itself, as .build/release/plan')
    stop(f'{given} is not `plan`: asked for its version it says: {said}; --plan takes the program itself, as .build/release/plan')


def stop(said):
    print(f'bin/bench: {said}', file=sys.stderr)
    sys.exit(2)


def page_of_kept(path):
    """The page of figures that --json wrote; stops where there are others in the file."""
    try:
        with open(path, encoding='utf-8') as file:
            results = json.load(file)
    except (OSError, RecursionError, ValueError) as problem:
        stop(f'{path} cannot be read as JSON ({problem}); --from takes a file that --json wrote')
    if not isinstance(results, dict) or 'machine' not in results or not PARTS.keys() & results.keys():
        stop(f'{path} holds no figures; --from takes a file that --json wrote')
    try:
        return page(results, PARTS)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        place = traceback.extract_tb(problem.__traceback__)[-1]
        where = f'{os.path.basename(place.filename)}, line {place.lineno}'
        stop(f'{path} holds other figures than {where} shows ({problem!r}); mend that line, or measure again with --json')


def keep(options, results):
    """After every part, so that what breaks later loses nothing."""
    if options.json:
        written(options.json, json.dumps({**results, 'rows': [row._asdict() for row in rows(results)]}, ensure_ascii=False, indent=1) + '\n')


def written(path, text):
    """Whole or not at all."""
    with open(path + '.new', 'w', encoding='utf-8') as file:
        file.write(text)
    os.replace(path + '.new', path)


def main():
    options = parsed(sys.argv[1:])
    if options.needs:
        print(*options.to_build)
        return
    text = page_of_kept(options.kept) if options.kept else page(measured(options), PARTS)
    if options.out:
        written(options.out, text)
        print(f'bench: {options.out}', file=sys.stderr)
    else:
        print(text)


if __name__ == '__main__':
    main()
