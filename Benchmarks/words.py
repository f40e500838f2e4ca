"""How figures and tables look in Markdown."""


def number(value):
    return '–' if value is None else f'{value:,.0f}'


def duration(seconds):
    """Three figures of a time, in the unit that suits it."""
    if seconds is None:
        return '–'
    for unit, size in (('s', 1), ('ms', 1e-3), ('µs', 1e-6)):
        if seconds >= size:
            break
    else:
        unit, size = 'ns', 1e-9
    value = seconds / size
    return f'{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f} {unit}'


def times(ratio):
    if ratio is None:
        return '–'
    return f'{ratio:,.{0 if ratio >= 100 else 1 if ratio >= 10 else 2}f} ×'


def megabytes(value):
    return '–' if value is None else f'{value:,.0f} MB'


def table(head, rows, left=1):
    """A Markdown table; the first `left` columns stand at the left, the others at the right."""
    lines = [head, ['---' if place < left else '--:' for place in range(len(head))], *rows]
    return '\n'.join('| ' + ' | '.join(str(cell) for cell in line) + ' |' for line in lines)


def aside(text):
    """A sentence under a table."""
    return f'\n\n{text}'
