"""What calendars say, whoever wrote them: the tasks that `plan export` and each peer must have in common."""

import collections, datetime, glob, os, re

ESCAPED = re.compile(r'\\(.)')


def properties(path):
    """The lines of a calendar, unfolded: name without parameters, value."""
    with open(path, encoding='utf-8', errors='surrogateescape', newline='') as file:
        text = file.read().replace('\r\n', '\n')
    # rem2ics folds inside a character; without the fold its bytes are whole again.
    unfolded = re.sub('\n[ \t]', '', text).encode('utf-8', 'surrogateescape').decode('utf-8', 'replace')
    for line in unfolded.split('\n'):
        name, _, value = line.partition(':')
        yield name.split(';')[0], value


def day_of(value):
    """The day in Viet Nam of DTSTART; a time in UTC is seven hours behind."""
    when = datetime.datetime.strptime(value[:8], '%Y%m%d')
    if value.endswith('Z'):
        when = datetime.datetime.strptime(value, '%Y%m%dT%H%M%SZ') + datetime.timedelta(hours=7)
    return when.date()


def items(path):
    """Each item of a calendar: UID, day and title."""
    found = None
    for name, value in properties(path):
        if name == 'BEGIN' and value in ('VEVENT', 'VTODO'):
            found = {}
        elif name == 'END' and value in ('VEVENT', 'VTODO'):
            yield found['UID'], day_of(found['DTSTART']), ESCAPED.sub(r'\1', found['SUMMARY'])
            found = None
        elif found is not None:
            found[name] = value


def of_communes(folder, commune=lambda path, uid: os.path.basename(path)[:-4], pattern='**/xa-*.ics'):
    """How often each commune has each title on each day, in the calendars of a folder."""
    return collections.Counter(
        (commune(path, uid), day, title) for path in glob.glob(os.path.join(folder, pattern), recursive=True) for uid, day, title in items(path)
    )
