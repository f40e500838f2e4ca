"""The programs that stand beside `plan export`, each on the nearest work it can do, from an input it reads natively.

Each has: what it does and does not do; its versions; how its input is written out of a plan (khal's are the feeds),
which is not timed; the command that is timed; the command that costs what starting it costs; and what calendars it made.
"""

import collections, datetime, glob, os, re, shutil, sys
from importlib.metadata import PackageNotFoundError, version

from measuring import HERE, first_line
from peers import calendars
from peers.dated import communes, dates, described, plan_of, titled

REM2ICS = '/usr/share/doc/remind-tools/examples/rem2ics-0.93/rem2ics'


def packages(*names):
    """Packages of Python and their versions, or None where one is missing."""
    try:
        return ', '.join(f'{name} {version(name)}' for name in names)
    except PackageNotFoundError:
        return None


class Script:
    name = 'Python script'
    sample = 100
    work = 'The whole work: reads the plan (C loader), finds the dates, writes the same calendar for each commune, without the copies of units that coordinate.'

    def versions(self):
        return packages('PyYAML', 'python-dateutil', 'icalendar')

    def prepare(self, plan, folder, feeds):
        os.makedirs(os.path.join(folder, 'out'))
        self.command = [sys.executable, os.path.join(HERE, 'peers', 'script.py'), plan, os.path.join(folder, 'out')]
        self.start = [sys.executable, '-c', 'import icalendar, yaml, dateutil.rrule, zoneinfo']

    def made(self, folder):
        return calendars.of_communes(os.path.join(folder, 'out'))


class Yaml2ics:
    name = 'yaml2ics'
    sample = 10
    work = 'Reads YAML in which every event is written out with its date, and writes a calendar for each commune; it has no fan-out, no working days and no tasks, so it is given the dates.'
    program = os.path.join(HERE, 'peers', 'convert.py')

    def versions(self):
        return packages('yaml2ics', 'PyYAML', 'ics')

    def prepare(self, plan, folder, feeds):
        import yaml

        plan = plan_of(plan)
        for unit, owner in communes(plan).items():
            events = [
                dict(
                    summary=titled(activity['title'], key), begin=day, uid=f'{name}{key}.{unit}',
                    description=described(plan, activity, owner, day), categories=[plan['themes'][activity['themes']]], status='CONFIRMED',
                )
                for name, activity in plan['activities'].items()
                for day, key in dates(activity)
            ]
            with open(os.path.join(folder, unit + '.yaml'), 'w', encoding='utf-8') as file:
                yaml.dump(dict(name=owner, events=events), file, allow_unicode=True)
        self.command = [sys.executable, self.program, *sorted(glob.glob(os.path.join(folder, '*.yaml')))]
        self.start = [sys.executable, self.program]

    def made(self, folder):
        return calendars.of_communes(folder)


class TaskJuggler:
    name = 'TaskJuggler'
    sample = 2
    work = 'Reads a project in which every task has its start written out, schedules it and writes one iCalendar report of to-dos for all communes (`icalreport`, `novevents`); it has no recurring tasks, and no fan-out.'

    def versions(self):
        return first_line(['tj3', '--version'])

    def prepare(self, plan, folder, feeds):
        plan = plan_of(plan)
        lines = ['project lich "Lich" 2026-01-01 +1y { timezone "Asia/Ho_Chi_Minh" }']
        for unit, owner in communes(plan).items():
            for name, activity in plan['activities'].items():
                for day, key in dates(activity):
                    task = re.sub(r'\W', '_', f'{unit}_{name}{key}')
                    title, note = (
                        text.replace('"', r'\"') for text in (titled(activity['title'], key), described(plan, activity, owner, day))
                    )
                    lines.append(f'task {task} "{title}" {{ start {day} duration 24h note "{note}" }}')
        lines.append('icalreport "lich" { novevents }')
        path = os.path.join(folder, 'lich.tjp')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('\n'.join(lines) + '\n')
        self.command = ['tj3', '--silent', '--output-dir', folder, path]
        self.start = ['tj3', '--version']

    def made(self, folder):
        return calendars.of_communes(folder, lambda _, uid: 'xa-' + re.search(r'xa_(\d+)', uid)[1], 'lich.ics')


class Remind:
    name = 'remind'
    sample = 100
    work = 'Finds the dates by its own rules, working days before weekends included, and prints one line a task (`remind -s12`) into a file for each commune: titles, no description, no UID, no iCalendar.'
    shell = 'for input in "$0"/*.rem; do remind -s12 "$input" 2026-01-01 > "${input%.rem}.txt" || exit; done'

    def versions(self):
        said = first_line(['remind'])
        return said and ' '.join(said.split()[:2]).lower()

    @staticmethod
    def reminders(plan):
        """The rules of a commune's tasks as reminders."""
        months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
        for activity in plan['activities'].values():
            title, every = activity['title'], activity.get('every')
            before = 'OMIT Sat Sun BEFORE MSG'
            if every == 'week':
                at = ''
                if 'time' in activity:
                    (hour, minute), (to_hour, to_minute) = (map(int, part.split(':')) for part in activity['time'].split('-'))
                    length = 60 * (to_hour - hour) + to_minute - minute
                    at = f'AT {hour}:{minute:02} DURATION {length // 60}:{length % 60:02} '
                yield f'REM {activity["day"].title()} {at}MSG {title}'
            elif every == 'month':
                period = '[monnum(trigdate())]/[year(trigdate())]'
                yield f'REM {activity["due"].split()[1]} {before} {title.replace("{period}", period)}'
            elif every:
                step = 3 if every == 'quarter' else 6
                for month in range(step, 13, step):
                    key = f'.2026-{"QH"[step // 6]}{month // step}'
                    yield f'REM {activity["due"].split()[1]} {months[month - 1]} {before} {titled(title, key)}'
            else:
                day, month = map(int, activity['due'].split('/'))
                yield f'REM {day} {months[month - 1]} 2026 {before} {title}'

    def prepare(self, plan, folder, feeds):
        plan = plan_of(plan)
        inputs, empty = (os.path.join(folder, name) for name in ('in', 'empty'))
        os.makedirs(inputs)
        os.makedirs(empty)
        for unit in communes(plan):
            with open(os.path.join(inputs, unit + '.rem'), 'w', encoding='utf-8') as file:
                file.write('\n'.join(self.reminders(plan)) + '\n')
            with open(os.path.join(empty, unit + '.rem'), 'w', encoding='utf-8') as file:
                file.write('# nothing\n')
        self.command = ['sh', '-c', self.shell, inputs]
        self.start = ['sh', '-c', self.shell, empty]

    def made(self, folder):
        """Counted from its lines: date, four fields, and the title after the time."""
        found = collections.Counter()
        for path in glob.glob(os.path.join(folder, 'in', '*.txt')):
            with open(path, encoding='utf-8') as file:
                for line in file:
                    date, _, _, _, time, text = line.rstrip('\n').split(' ', 5)
                    day = datetime.date(*map(int, date.split('/')))
                    found[os.path.basename(path)[:-4], day, text if time == '*' else text.partition(' ')[2]] += 1
        return found


class Rem2ics(Remind):
    name = 'remind and rem2ics'
    sample = 20
    work = 'The same, and the lines made into a calendar for each commune by the script that Debian packs with remind: titles and days, no description, and other UIDs each time.'
    shell = f'''for input in "$0"/*.rem; do
        remind -s12 "$input" 2026-01-01 | HOSTNAME=peer TZ=Asia/Ho_Chi_Minh perl {REM2ICS} -do -norecurr > "${{input%.rem}}.ics" || exit
    done'''

    def versions(self):
        there = shutil.which('perl') and os.path.exists(REM2ICS)
        return there and super().versions() and super().versions() + ', rem2ics 0.93'

    loses_spaces = True     # where it folds a line

    def made(self, folder):
        return calendars.of_communes(os.path.join(folder, 'in'))


class Khal:
    name = 'khal'
    sample = 2
    work = 'Takes the events in: `khal import` of the calendars that `plan export` has just written into an empty collection, each event becoming a file and a row of an index; it makes no dates and knows no plan.'

    def versions(self):
        said = first_line(['khal', '--version'])
        return said and said.replace(', version', '')

    def prepare(self, plan, folder, feeds):
        collection, settings = (os.path.join(folder, name) for name in ('collection', 'settings'))
        os.makedirs(collection)
        with open(settings, 'w', encoding='utf-8') as file:
            file.write(
                f'[calendars]\n[[offices]]\npath = {collection}\n[sqlite]\npath = {folder}/index.db\n[default]\ndefault_calendar = offices\n'
                '[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\n'
                'timeformat = %H:%M\ndateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\n'
                'datetimeformat = %d/%m/%Y %H:%M\nlongdatetimeformat = %d/%m/%Y %H:%M\n'
            )
        self.command = ['khal', '-c', settings, 'import', '--batch', '-a', 'offices', *sorted(glob.glob(feeds + '/*/xa-*.ics'))]
        self.start = ['khal', '--version']

    def made(self, folder):
        return calendars.of_communes(folder, lambda _, uid: uid.split('@')[0].rpartition('.')[2], 'collection/*.ics')


ALL = [Script, Yaml2ics, TaskJuggler, Remind, Rem2ics, Khal]
