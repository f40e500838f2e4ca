#!/usr/bin/env python3
"""What docs/office-year.md shows is run, line by line, and has to be what comes out.

    sessions.py --plan PROGRAM [--record]

Lines that begin with `$ ` are run by sh in a copy of plans/ and docs/, with messages in English; what follows, down to the next such line or
the end of the block, is standard output and error together. A line that is `…` stands for all that follows. `--record` writes anew what
comes out.
"""

import argparse, os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
PAGE = os.path.join(ROOT, 'docs', 'office-year.md')


def shown(lines, run):
    """The page with what each line that is run puts out."""
    result, index, count = [], 0, 0
    in_block = False
    while index < len(lines):
        line = lines[index]
        result.append(line)
        index += 1
        if line.startswith('```'):
            in_block = not in_block
        if not in_block or not line.startswith('$ '):
            continue
        count += 1
        output = run(line[2:])
        said = []
        while lines[index] != '```' and not lines[index].startswith('$ '):
            said.append(lines[index])
            index += 1
        # `…` at the end of a line or of a block: the rest is left out.
        if said and said[-1] == '…' and output[:len(said) - 1] == said[:-1]:
            output = said
        result += output
    return result, count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--plan', required=True)
    parser.add_argument('--record', action='store_true')
    parser.add_argument('--long', action='store_true')
    arguments = parser.parse_args()
    lines = open(PAGE, encoding='utf-8').read().split('\n')
    with tempfile.TemporaryDirectory() as folder:
        for part in ('plans', 'docs'):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(folder, part), ignore=shutil.ignore_patterns('progress.sqlite*'))
        os.mkdir(os.path.join(folder, '.bin'))
        os.symlink(os.path.abspath(arguments.plan), os.path.join(folder, '.bin', 'plan'))
        environment = dict(os.environ, LC_ALL='C', PLAN_LANG='en', SOURCE_DATE_EPOCH='1775527200', PATH=os.path.join(folder, '.bin') + ':' + os.environ['PATH'])

        def run(command):
            done = subprocess.run(command, shell=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            text = done.stdout.decode()
            return text.removesuffix('\n').split('\n') if text else []

        wanted, count = shown(lines, run)
    if wanted == lines:
        print(f'ok   sessions: {count} lines run')
        return 0
    if arguments.record:
        open(PAGE, 'w', encoding='utf-8').write('\n'.join(wanted))
        print(f'recorded: {count} lines run')
        return 0
    for number, (one, other) in enumerate(zip(lines, wanted), 1):
        if one != other:
            print(f'FAIL docs/office-year.md:{number}: shown: {one[:160]}\n     comes out: {other[:160]}')
            break
    return 1


if __name__ == '__main__':
    sys.exit(main())
