#!/usr/bin/env python3
"""Measures `plan` and its peers in one run: one table with targets, and the tables of every part.

Without a part, all are measured and docs/performance.md is written anew; named parts, and --quick, are printed."""

import argparse, json, os, shutil, signal, subprocess, sys, tempfile

import dates, export, progress, read, start
from measuring import HERE, ROOT, machine
from page import page
from peers import compare
from targets import rows

# In this order: the export first, before anything has been removed from the disk.
PARTS = {'export': export, 'peers': compare, 'dates': dates, 'read': read, 'start': start, 'progress': progress}
QUICK = [name for name in PARTS if name != 'peers']
SWIFT = {'dates', 'read'}   # have a benchmark program of their own


def numbers(text):
    return [int(part.replace('_', '')) for part in text.split(',')]


def parsed(arguments):
    parser = argparse.ArgumentParser(prog='bin/bench', description=__doc__)
    parser.add_argument('parts', nargs='*', metavar='PART', help=f'{", ".join(PARTS)}; all without one')
    parser.add_argument('--quick', action='store_true', help='small sizes in a few minutes, and no peer that must be installed')
    parser.add_argument('--sizes', type=numbers, help='numbers of tasks to export (default: 1000,10000,100000,1000000)')
    parser.add_argument('--rounds', type=int, help='of everything (default: more where it is short)')
    parser.add_argument('--sample', type=int, help='communes for every peer (default: as many as each does in some seconds)')
    parser.add_argument('--communes', type=int, help='communes for progress (default: 3321)')
    parser.add_argument('--marks', type=int, help='marks for progress (default: 200000)')
    parser.add_argument('--plan', metavar='PROGRAM', help='the program to measure (default: the release build of this checkout)')
    parser.add_argument('--benchmarks', metavar='FOLDER', help='where DateBenchmark and ReadBenchmark are (default: they are built)')
    parser.add_argument('--folder', help='where to work (default: that for temporary files); a round of the million takes 4 GB, and there is one more that is not counted')
    parser.add_argument('--json', metavar='FILE', help='also write every figure of every round')
    parser.add_argument('--out', metavar='FILE', help='write the page there (default: docs/performance.md, or standard output)')
    parser.add_argument('--from', dest='kept', metavar='FILE', help='measure nothing: make the page of figures kept with --json')
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
    return options


def needs(options):
    """What has to be built or installed for these options, for bin/bench."""
    if options.kept:
        return
    if not options.plan:
        yield 'program'
    if SWIFT & set(options.parts) and not options.benchmarks:
        yield 'benchmarks'
    if not options.quick and {'peers', 'dates', 'start'} & set(options.parts):
        yield 'peers'


def measured(options):
    results = {'machine': {}}
    # Ended from outside, it still takes its folder away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix='plan-bench-', dir=options.folder and os.path.abspath(options.folder), ignore_cleanup_errors=True) as work:
        # A build that goes on beside this changes nothing of it.
        options.plan = shutil.copy(options.plan or os.path.join(ROOT, '.build', 'release', 'plan'), os.path.join(work, 'plan'))
        options.benchmarks = os.path.abspath(options.benchmarks or os.path.join(HERE, '.build', 'release'))
        results['machine'] = machine(work)
        results['machine']['plan'] = subprocess.run([options.plan, '--version'], capture_output=True, text=True, check=True).stdout.strip()
        for name in options.parts:
            print(f'bench: {name}…', file=sys.stderr)
            folder = os.path.join(work, name)
            os.makedirs(folder)
            results[name] = PARTS[name].measure(options, folder)
            keep(options, results)
    return results


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
        print(*needs(options))
        return
    if options.kept:
        with open(options.kept, encoding='utf-8') as file:
            results = json.load(file)
    else:
        results = measured(options)
    text = page(results, PARTS)
    if options.out:
        written(options.out, text)
        print(f'bench: {options.out}', file=sys.stderr)
    else:
        print(text)


if __name__ == '__main__':
    main()
