#!/usr/bin/env python3
"""Counts the instructions of fixed jobs of the program (valgrind --tool=callgrind) and compares them with counts.txt.

    counts.py --plan PROGRAM [--record] [--only JOB,…] [--profiles FOLDER] [--counts FILE]
    counts.py --self-test [--plan PROGRAM]

Ends with 1 where a count is more than 5 % above or below the one in FILE (counts.txt beside this file), and says which. --record writes
FILE instead. What callgrind found stays in FOLDER, one file a job, for callgrind_annotate. --self-test asks whether figures that are off
are noticed, and with PROGRAM whether a whole run then fails. README.md says what the jobs are and what to do about a failure.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PLANS = os.path.join(HERE, '..', '..', 'plans')
ALLOWED = 5.0       # per cent, up or down
LONGEST = 300       # seconds for one job

# glibc chooses its routines by what the processor has; without these all processors of the kind use the same ones. `sin` alone, which the
# lunar calendar asks for, takes a quarter more instructions without FMA: 4 % of reading a plan. The rest are sizes of caches.
SAME_PROCESSOR = ':'.join([
    'glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-AVX,-AVX_Fast_Unaligned_Load,-FMA,-FMA4,-BMI1,-BMI2,-LZCNT,-MOVBE,-ERMS,'
    '-SSE4_2,-SSE4_1,-SSSE3',
    'glibc.cpu.x86_data_cache_size=32768',
    'glibc.cpu.x86_shared_cache_size=1048576',
    'glibc.cpu.x86_non_temporal_threshold=786432',
])
ENVIRONMENT = {
    'PATH': '/usr/bin:/bin',
    'LC_ALL': 'C',
    'PLAN_LANG': 'vi',
    'TZ': 'UTC0',                            # a rule, so that no file of zones is read
    'SOURCE_DATE_EPOCH': '1769745600',       # 30 January 2026, 11:00 in Viet Nam
    'SWIFT_DETERMINISTIC_HASHING': '1',
    'GLIBC_TUNABLES': SAME_PROCESSOR,
}

EXPORT = ['export', 'nation.yaml', '--to', 'feeds', '--feeds', 'units,all', '--as-of', '2026-01-30']
# In this order: `again` needs the folder that `export` has filled.
JOBS = {
    'start': ['--version'],
    'read': ['validate', 'phuong-2026.yaml', '--as-of', '2026-03-02'],
    'export': EXPORT,
    'again': EXPORT,
    'status': ['status', 'bac-lieu-2018.yaml', '--as-of', '2018-06-30'],
}


class Unusable(Exception):
    """A job that did not do its work, or figures that cannot be read."""


# --- Figures


def written(counts, surroundings):
    """The text of counts.txt."""
    lines = ['# Instructions of each job. `Tests/Speed/run --record` writes this file; see README.md here.']
    lines += [f'# {name}: {value}' for name, value in surroundings.items()]
    lines += [f'{job:8}{count:>14,}' for job, count in counts.items()]
    return '\n'.join(lines) + '\n'


def read(text):
    """The figures of counts.txt, and with what they were recorded."""
    counts, surroundings = {}, {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith('#'):
            name, colon, value = line[1:].strip().partition(': ')
            if colon:
                surroundings[name] = value
        elif line.strip():
            found = re.fullmatch(r'(\w+)\s+([1-9][\d,]*)', line.strip())
            if not found or found[1] in counts:
                raise Unusable(f'line {number} of the committed counts cannot be read: {line}')
            counts[found[1]] = int(found[2].replace(',', ''))
    return counts, surroundings


def difference(committed, counted):
    return 100 * (counted - committed) / committed


def failures(committed, counted):
    """What is wrong with the counts, a line for each job concerned."""
    lines = []
    for job, count in counted.items():
        if job not in committed:
            lines.append(f'{job}: {count:,} instructions, and no committed figure. Record it: Tests/Speed/run --record')
            continue
        percent = difference(committed[job], count)
        if percent > ALLOWED:
            lines.append(
                f'{job}: {count:,} instructions, {percent:.1f} % more than the {committed[job]:,} committed; {ALLOWED:g} % are allowed. '
                'Look where they are spent; if they are meant, Tests/Speed/run --record in the same change, and say why.'
            )
        elif percent < -ALLOWED:
            lines.append(
                f'{job}: {count:,} instructions, {-percent:.1f} % fewer than the {committed[job]:,} committed; {ALLOWED:g} % are allowed. '
                'Does the job still do its work? Then Tests/Speed/run --record in the same change, so that losing this again is noticed.'
            )
    return lines


# --- Counting


def surroundings(program):
    """What a count depends on besides the program's own code, as far as it can be told."""
    found = {
        'processor': platform.machine(),
        'system': ' '.join(platform.libc_ver()),
        'valgrind': first_line(['valgrind', '--version']).replace('valgrind-', ''),
    }
    swift = re.search(r'Swift version (\S+)', first_line(['swift', '--version']))
    if swift:
        found['Swift'] = swift[1]
    libraries = subprocess.run(['ldd', program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    # Which of several names a library has says its version: libyaml-0.so.2 is libyaml-0.so.2.0.9.
    paths = re.findall(r'=> (/\S+)', libraries)
    found['libraries'] = ' '.join(sorted(os.path.basename(os.path.realpath(path)) for path in paths)) or 'none'
    return found


def first_line(command):
    try:
        out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True).stdout
    except OSError:
        return ''
    return out.partition('\n')[0]


def count(program, jobs, profiles):
    """The instructions of each job; all jobs work in one new folder."""
    # One core: a program that shares its work out to all it has is counted alike on every machine.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # Paths are worked on as well, so they have the same length everywhere.
    folder = tempfile.mkdtemp(prefix='plan-speed-', dir='/tmp')
    try:
        os.symlink(program, os.path.join(folder, 'plan'))
        for name in ('phuong-2026.yaml', 'bac-lieu-2018.yaml'):
            shutil.copy(os.path.join(PLANS, name), folder)
        shutil.copytree(os.path.join(PLANS, 'registry'), os.path.join(folder, 'registry'))
        for name in ('nation.yaml', 'marks.jsonl'):
            shutil.copy(os.path.join(HERE, name), folder)
        if 'status' in jobs:
            run(folder, [], ['log', 'bac-lieu-2018.yaml', '--import', 'marks.jsonl'])
        counted, feeds = {}, None
        for job in jobs:
            counted[job] = instructions(folder, job, profiles)
            if job in ('export', 'again'):
                before, feeds = feeds, {path: os.stat(path).st_mtime_ns for path in files(os.path.join(folder, 'feeds'))}
                if not feeds or job == 'again' and before != feeds:
                    raise Unusable(f'{job}: the export wrote {"again what had not changed" if feeds else "nothing"}')
        return counted
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def files(folder):
    return [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names if name.endswith('.ics')]


def instructions(folder, job, profiles):
    run(folder, ['valgrind', '--tool=callgrind', '--log-file=log', '--callgrind-out-file=profile'], JOBS[job])
    profile = os.path.join(folder, 'profile')
    with open(profile, encoding='utf-8', errors='replace') as lines:
        totals = [line for line in lines if line.startswith('totals: ')]
    if not totals:
        raise Unusable(f'{job}: callgrind wrote no total')
    if profiles:
        os.makedirs(profiles, exist_ok=True)
        shutil.move(profile, os.path.join(profiles, job + '.callgrind'))
    return int(totals[-1].split()[1])


def run(folder, before, arguments):
    """Runs the program in the folder, in nothing but the fixed environment, and not on a terminal."""
    with open(os.path.join(folder, 'out'), 'w+b') as out:
        try:
            code = subprocess.run(
                before + ['./plan'] + arguments, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT, timeout=LONGEST,
            ).returncode
        except subprocess.TimeoutExpired:
            raise Unusable(f'plan {" ".join(arguments)}: not finished after {LONGEST} s')
        out.seek(0)
        said = out.read().decode(errors='replace')
    if code != 0 or not said:
        raise Unusable(f'plan {" ".join(arguments)}: ended with {code}\n{said[-2000:]}')


# --- Does the comparison notice anything?


def self_test(path, program):
    def expect(holds, what):
        if not holds:
            sys.exit(f'counts.py --self-test: failed: {what}')

    with open(path, encoding='utf-8') as file:
        text = file.read()
    committed, recorded = read(text)
    expect(list(committed) == list(JOBS), 'every job has its committed figure')
    expect(written(committed, recorded) == text, 'the committed figures are written as they are read')
    expect(failures(committed, committed) == [], 'the committed figures agree with themselves')
    for job in JOBS:
        for factor, is_allowed in ((0.9, False), (0.949, False), (0.951, True), (1.049, True), (1.051, False), (1.1, False)):
            # As if a figure had been doctored, and as if the program had changed.
            for known, counted in (({**committed, job: round(committed[job] / factor)}, committed),
                                   (committed, {**committed, job: round(committed[job] * factor)})):
                lines = failures(known, counted)
                expect(len(lines) == (0 if is_allowed else 1), f'{job} × {factor}: {lines}')
                if lines:
                    parts = [f'{job}: ', f'{counted[job]:,}', f'{known[job]:,}', '--record', 'fewer' if factor < 1 else 'more']
                    expect(all(part in lines[0] for part in parts), f'{job} × {factor}: {lines[0]}')
        without = {other: number for other, number in committed.items() if other != job}
        expect([line.split(':')[0] for line in failures(without, committed)] == [job], f'{job} without a figure')
    for spoilt in ('start many', 'start 0', 'start -5', 'start 5\nstart 5', 'start'):
        try:
            read(spoilt)
        except Unusable:
            continue
        expect(False, f'read as figures: {spoilt!r}')
    if program:
        with tempfile.NamedTemporaryFile('w', encoding='utf-8') as doctored:
            doctored.write(written({**committed, 'start': committed['start'] // 10}, recorded))
            doctored.flush()
            whole = subprocess.run(
                [sys.executable, __file__, '--plan', program, '--only', 'start', '--counts', doctored.name], stdout=subprocess.PIPE, text=True
            )
        if 'nothing compared' not in whole.stdout:
            expect(whole.returncode == 1 and '\nstart: ' in whole.stdout, f'a run ends with {whole.returncode}:\n{whole.stdout}')
    return 0


# --- From the command line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--plan')
    parser.add_argument('--record', action='store_true')
    parser.add_argument('--only', default=','.join(JOBS))
    parser.add_argument('--profiles')
    parser.add_argument('--counts', default=os.path.join(HERE, 'counts.txt'))
    parser.add_argument('--self-test', action='store_true')
    options = parser.parse_args()
    if options.self_test:
        return self_test(options.counts, options.plan)
    jobs = [job for job in JOBS if job in options.only.split(',')]
    if not options.plan or not jobs or 'again' in jobs and 'export' not in jobs or options.record and len(jobs) < len(JOBS):
        parser.error('--plan PROGRAM; --only takes some of ' + ', '.join(JOBS) + ' (again after export), and --record takes all')
    program = os.path.realpath(options.plan)

    committed, recorded = {}, {}
    if os.path.exists(options.counts):
        with open(options.counts, encoding='utf-8') as file:
            committed, recorded = read(file.read())
    here = surroundings(program)
    if not options.record and recorded.get('processor', here['processor']) != here['processor']:
        print(f'the counts are of {recorded["processor"]}, not of {here["processor"]}: nothing compared')
        return 0
    counted = count(program, jobs, options.profiles and os.path.abspath(options.profiles))

    print(f'{"job":8}{"committed":>14}{"counted":>14}')
    for job, number in counted.items():
        known = committed.get(job)
        print(f'{job:8}{known:>14,}{number:>14,}{difference(known, number):+8.2f} %' if known else f'{job:8}{"-":>14}{number:>14,}')
    if options.record:
        with open(options.counts, 'w', encoding='utf-8') as file:
            file.write(written(counted, here))
        return 0
    lines = failures(committed, counted)
    if lines:
        print()
        for line in lines:
            print(line)
        for name in recorded:
            if here.get(name) != recorded[name]:
                print(f'The figures were recorded with {name} {recorded[name]}, and this is {here.get(name, "unknown")}.')
        if options.profiles:
            print(f'Where they are spent: callgrind_annotate {os.path.join(options.profiles, lines[0].split(":")[0] + ".callgrind")}')
    return 1 if lines else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except Unusable as problem:
        sys.exit(f'counts.py: {problem}')
