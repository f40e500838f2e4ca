"""docs/performance.md: the one table, then what every part measured.

What a part is and how it is measured is said by the part itself, beside its tables. What a person found out about the figures (what a
profile says of a target that is missed, which trick a line stands for) stands in notes/PART.md and is put under the part's tables.
"""

import os, textwrap

from measuring import HERE
from targets import one_table, rows

TITLES = {
    'export': 'Export', 'peers': 'Other programs', 'dates': 'Dates', 'read': 'Reading and checking', 'start': 'Starting', 'progress': 'Progress',
}
HEAD = '''# Speed

Made by `bin/bench`, which measures all of it in one run, ours and the peers in turns, so that the ratios can be trusted more than the
figures; [Benchmarks](../Benchmarks/README.md) says how to run it, or a part of it. Medians of several rounds, one core unless said.
'''
# Neither words nor paths are taken apart.
WHOLE = dict(break_long_words=False, break_on_hyphens=False)
LEGEND = '''`–` says that there is nothing to compare or to judge, or that a peer is not installed. Peak memory below some 13 MB cannot be told: it is what
starting a process takes.'''


def machine_line(machine):
    parts = [machine['date'], machine['cores'], machine['memory'], machine['disk'], machine['system'], machine['swift'], machine['python']]
    return ', '.join(part for part in parts if part) + f'; plan {machine["plan"]}.'


def note(name):
    path = os.path.join(HERE, 'notes', name + '.md')
    if not os.path.exists(path):
        return ''
    with open(path, encoding='utf-8') as file:
        return '\n' + file.read().strip() + '\n'


def page(results, parts):
    """The whole page; `parts` are the modules by name, in the order of the page."""
    found = rows(results)
    out = [HEAD, machine_line(results['machine']) + '\n']
    if found:
        judged = [row for row in found if row.met is not None]
        missed = sum(not row.met for row in judged)
        out += [
            '## Targets\n', one_table(found) + '\n', f'{len(judged) - missed} of {len(judged)} targets met. ' + LEGEND + '\n',
        ]
        if 'export' in results and not any(row.met is not None for row in found if row.what.startswith('export of')):
            out.append('The targets of the export are for a million tasks, which were not measured here.\n')
    for name in parts:
        if name in results:
            out += [f'## {TITLES[name]}\n', parts[name].show(results[name]) + '\n' + note(name)]
    return wrapped('\n'.join(out))


def wrapped(text):
    """Paragraphs and lists in lines of 160 at most, tables and headings as they are."""
    blocks = []
    for block in text.strip().split('\n\n'):
        if block.startswith('- '):
            items = block.replace('\n  ', ' ').split('\n')
            block = '\n'.join(textwrap.fill(item, 160, subsequent_indent='  ', **WHOLE) for item in items)
        elif not block.startswith(('|', '#')):
            block = textwrap.fill(' '.join(block.split('\n')), 160, **WHOLE)
        blocks.append(block.strip('\n'))
    return '\n\n'.join(blocks) + '\n'
