#!/usr/bin/env python3
"""Tries the benchmarks on small plans, in some seconds, without anything installed: do they still measure, does the table tell,
and are bad arguments refused?

    check.py --plan PROGRAM

Exit status 1 where something is wrong, said how.
"""

import argparse, contextlib, copy, glob, io, json, os, py_compile, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BENCHMARKS = os.path.join(HERE, '..', '..', 'Benchmarks')
sys.path.insert(0, BENCHMARKS)
sys.dont_write_bytecode = True


def check(is_right, said):
    if not is_right:
        sys.exit(f'Tests/Benchmarks: {said}')


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def compiled():
    """Every file is Python, those of peers that are not installed too."""
    paths = glob.glob(os.path.join(BENCHMARKS, '*.py')) + glob.glob(os.path.join(BENCHMARKS, 'peers', '*.py'))
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            py_compile.compile(path, os.path.join(folder, 'compiled'), doraise=True)
    return f'{len(paths)} files compile'


def generated(program, folder):
    """The same numbers give the same plan, which is in order and has as many tasks as it should."""
    generator, path = [sys.executable, os.path.join(BENCHMARKS, 'plans.py')], os.path.join(folder, 'plan.yaml')
    text = output(*generator, '--communes', '3', '--tasks', '100')
    check(text == output(*generator, '--communes', '3', '--tasks', '100'), 'the generator says something else the second time')
    check(text != output(*generator, '--communes', '3', '--tasks', '100', '--amended'), 'the amendment changes nothing')
    with open(path, 'wb') as file:
        file.write(text)
    output(program, 'validate', path)
    tasks = json.loads(output(program, 'tasks', path, '--format', 'json'))['tasks']
    check(len(tasks) == 300, f'{len(tasks)} tasks of 3 communes with 100 each')
    return f'{len(tasks)} tasks generated'


def exported(program, folder):
    """The export is measured at two sizes; the page has its tables, and nothing is left behind."""
    kept, page, work = (os.path.join(folder, name) for name in ('kept.json', 'page.md', 'work'))
    os.makedirs(work)
    bench = [sys.executable, os.path.join(BENCHMARKS, 'bench.py')]
    output(*bench, 'export', '--sizes', '300,900', '--rounds', '1', '--plan', program, '--folder', work, '--json', kept, '--out', page)
    with open(kept, encoding='utf-8') as file:
        results = json.load(file)
    with open(page, encoding='utf-8') as file:
        text = file.read()
    sizes = results['export']['sizes']
    check([size['tasks'] for size in sizes] == [303, 909], f'sizes {[size["tasks"] for size in sizes]}')
    check(all(size['events'] >= size['tasks'] and size['wrote_again'] == 0 for size in sizes), 'events are missing, or a second export writes')
    check(all(len(size['disk'][what]) == 1 for size in sizes for what in ('first', 'copy', 'again', 'amended', 'growth')), 'rounds are missing')
    for line in ('## Targets', '| export of 909 tasks', '≥ 1,000,000 events/s', '## Export', '| slope |'):
        check(line in text, f'the page has no {line!r}')
    check(not os.listdir(work), f'left behind: {os.listdir(work)}')
    again = output(*bench, '--from', kept).decode()
    check(again == text + '\n', 'the page of kept figures is another')
    return results


def judged(results):
    """Met and missed are told apart at the million, and a peer that is missing has its row."""
    from targets import one_table, rows

    results = copy.deepcopy(results)
    size = results['export']['sizes'][-1]
    size.update(tasks=1_006_263, events=1_056_078)
    runs = dict(first=[[1.0, 0.9, 41.0]], copy=[[0.3, 0.3, 10.0]], again=[[1.2, 1.2, 137.0]], two=[[0.5, 0.9, 50.0]], amended=[[2.0, 2.0, 300.0]])
    size.update(disk=runs, memory={})
    results['peers'] = {'peers': [{'name': 'Python script', 'work': '', 'versions': None}]}
    found = {row.what: row for row in rows(results)}
    for what, met in (
        ('export of 1,006,263 tasks, 1,056,078 events, durable on disk', True),
        ('export, durable on disk, beside a copy of the same bytes', False),
        ('second export of the same, durable on disk', False),
        ('peak memory: first, second, amended, on two cores', False),
        ('export on two cores, durable on disk', True),
        ('export of 1,006,263 tasks, 1,056,078 events, in memory', None),
        ('beside Python script, a task', None),
    ):
        check(what in found, f'there is no row {what!r}')
        check(found[what].met is met, f'{what}: {found[what]}')
    table = one_table(found.values())
    check(table.count('**missed**') == 3 and '| met |' in table, table)
    check('| beside Python script, a task | – | – | – | ≥ 250 × | – | – |' in table, table)
    return f'{len(found)} rows judged'


def refused(results, folder):
    """Bad arguments end with exit status 2 at once, and one line that names the mend."""
    from bench import parsed

    nowhere = os.path.join(folder, 'nowhere')
    given = {'none.json': 'no JSON', 'list.json': '[1, 2]', 'other.json': '{"machine": 1}', 'spoilt.json': json.dumps({**results, 'export': 3})}
    for name, text in given.items():
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(text)

    def judge(arguments, mend, code, said):
        check(code == 2 and said.count('\n') == 1 and mend in said, f'{arguments} ends with {code} and without {mend!r}: {said}')

    options = [
        (['--plan', nowhere], 'name one'), (['--plan', ''], 'name one'), (['--plan', os.path.join(folder, 'none.json')], 'without --plan'),
        (['--benchmarks', nowhere], 'name another'), (['dates', '--benchmarks', folder], 'without --benchmarks'),
        (['--from', nowhere], 'name one'), (['--from', ''], 'name one'), (['--folder', nowhere], 'name another'),
        (['--json', os.path.join(nowhere, 'kept')], 'name another'), (['--json', os.devnull], 'name one'),
        (['--out', os.path.join(nowhere, 'page')], 'name another'), (['--out', folder], 'name one'),
        (['--rounds', '0'], 'from 1 up'), (['--marks', '-5'], 'from 1 up'), (['--sample', '0'], 'from 1 to 6,600'),
        (['--communes', '6601'], 'from 1 to 6,600'),
        *((['--sizes', text], 'from 1 to 1,999,800') for text in ('', 'abc', '0', '1000,,2', '2000000')),
    ]
    for arguments, mend in options:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            try:
                parsed(['--needs', *arguments])
                code = 0
            except SystemExit as ended:
                code = ended.code
        judge(arguments, mend, code, said.getvalue())
    bench, plans = ([sys.executable, os.path.join(BENCHMARKS, name)] for name in ('bench.py', 'plans.py'))
    commands = [
        ([os.path.join(BENCHMARKS, '..', 'bin', 'bench'), '--rounds', '0'], 'from 1 up'),
        *(([*bench, '--from', os.path.join(folder, name)], '--json') for name in given),
        ([*bench, 'start', '--plan', shutil.which('true')], 'the program itself'),
        *(([*plans, '--communes', text], 'from 1 to 55,216') for text in ('-5', '99999999')),
        ([*plans, '--communes', '1', '--tasks', '1295'], 'from 30 to 1,294'), ([*plans, '--communes', '1', '--seed', 'x'], 'from 0 up'),
        ([*plans, '--communes', '1', '--out', os.path.join(nowhere, 'plan')], 'name another'),
    ]
    for command, mend in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=10)
        except subprocess.TimeoutExpired:
            check(False, f'{command} says nothing in ten seconds')
        judge(command, mend, done.returncode, done.stderr)
    return f'{len(options) + len(commands)} bad arguments refused'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--plan', required=True, help='the program')
    program = os.path.abspath(parser.parse_args().plan)
    with tempfile.TemporaryDirectory() as folder:
        print(compiled())
        print(generated(program, folder))
        results = exported(program, folder)
        print('the export is measured')
        print(judged(results))
        print(refused(results, folder))


if __name__ == '__main__':
    main()
