#!/usr/bin/env python3
"""Plays the worked example of a reorganisation: a plan of January, a spring of marks, the plan as amended when its units end.

usage: story.py --plan PROGRAM [--only feeds,status,lists,marks,refusals,docs] [--record] [--keep DIR]

    feeds      every entry of January is live once or cancelled for a reason, under its UID
    status     rows by unit against a model of who holds what, over a year of days; sums close; no mark is lost
    lists      overdue, checklists, reports, why: the new name with the old one beside it
    marks      who may record what, before and after; filled-in checklists that come back late
    refusals   what a parted unit cannot do
    docs       the sessions of docs/reorganisation.md are what the program prints; --record writes them anew

Needs Python's standard library only. Exit status: 0 all as it must be, 1 differences (each printed), 2 the story could not be played.
"""
import argparse
import collections
import csv
import datetime as dt
import glob
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, '..', '..'))
JANUARY = os.path.join(ROOT, 'docs', 'examples', 'to-chuc-lai-2025-dau-nam.yaml')
AMENDED = os.path.join(ROOT, 'plans', 'to-chuc-lai-2025.yaml')
DOCUMENT = os.path.join(ROOT, 'docs', 'reorganisation.md')
JUDGE = os.path.join(ROOT, 'Tests', 'PlanCLITests', 'validate_ics.py')
PLAN = 'sen-giang-2025'
FILE = 'ke-hoach.yaml'

# The example's units, as its comments tell them.
END = '2025-06-30'
SUCCESSOR = {
    'xa-sen-thuong': 'xa-sen-giang', 'xa-sen-trung': 'xa-sen-giang', 'xa-sen-ha': 'xa-sen-giang', 'tt-ben-sen': 'xa-ben-sen',
    'xa-binh-sen': 'xa-ben-sen', 'tt-vhtt': 'tt-dich-vu', 'ubnd-huyen': 'ubnd-tinh', 'phong-vhkhtt': None}
# Work that one unit leads and its successor goes on with; all other work without `@` is that of the lead who is written.
LED_BY = {'phat-thanh': 'tt-vhtt', 'ngay-hoi': 'xa-sen-ha'}
PHONE = {'xa-sen-giang': '0200 000 0401', 'xa-ben-sen': '0200 000 0402', 'phong-vhkhtt': '0200 000 0201', 'tt-dich-vu': '0200 000 0403'}

# What the spring left unfinished.
OPEN = {
    'sap-xep@xa-sen-ha', 'bao-cao-thang/2025-05@xa-binh-sen', 'bao-cao-thang/2025-06@xa-sen-trung', 'bao-cao-thang/2025-06@tt-ben-sen',
    'kiem-tra-loa/2025-Q2@xa-sen-ha', 'kiem-tra-loa/2025-Q2@xa-binh-sen', 'ban-giao-loa', 'tin-trang/2025-06'}
OTHER_MARKS = [
    (['bao-cao-thang/2025-05@xa-binh-sen'], ['--as', 'blocked', '--on', '2025-05-20', '--note', 'chờ số liệu các thôn']),
    (['ban-giao-loa'], ['--as', 'started', '--on', '2025-06-02']),
    (['cuoc-thi.nhan-bai'], ['--as', 'started', '--on', '2025-04-01', '--quantity', '60']),
    # Before its day: what the old commune did is the old commune's.
    (['kiem-tra-loa/2025-Q3@xa-sen-thuong'], ['--as', 'done', '--on', '2025-06-26']),
]

found = []


def differs(text):
    found.append(text)


def check(is_so, text):
    if not is_so:
        differs(text)
    return is_so


Result = collections.namedtuple('Result', 'code out err')


class Office:
    """A folder with the plan, its progress and its feeds."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder, exist_ok=True)
        for name in ('docs', 'plans'):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name), dirs_exist_ok=True)
        self.use(JANUARY)

    def use(self, plan):
        shutil.copyfile(plan, os.path.join(self.folder, FILE))

    def run(self, *arguments, stamp=None, language='en', text=None, both=False):
        environment = {'LC_ALL': 'C.UTF-8', 'PATH': os.environ['PATH'], 'PLAN_LANG': language}
        if stamp:
            environment['SOURCE_DATE_EPOCH'] = str(int(dt.datetime.fromisoformat(stamp + 'T10:00:00+07:00').timestamp()))
        done = subprocess.run(
            [self.program, *arguments], cwd=self.folder, env=environment, text=True, input=text, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if both else subprocess.PIPE)
        return Result(done.returncode, done.stdout, done.stderr or '')

    def must(self, *arguments, **options):
        result = self.run(*arguments, **options)
        if result.code != 0:
            raise SystemExit(f'story: plan {shlex.join(arguments)} ended with {result.code}\n{result.out}{result.err}')
        return result.out

    def tasks(self, as_of):
        return json.loads(self.must('tasks', FILE, '--format', 'json', '--as-of', as_of))['tasks']

    def spring(self):
        """The marks of January to June: what is due is done on its day, with the exceptions above."""
        by_day = collections.defaultdict(list)
        for task in self.tasks('2025-01-13'):
            short = task['id'].removeprefix(PLAN + '/')
            if task['due'] and task['due'] <= END and short not in OPEN:
                by_day['2025-06-20' if short == 'bao-cao-6-thang' else task['due']].append(task['id'])
        for day, ids in sorted(by_day.items()):
            self.must('mark', FILE, *ids, '--as', 'done', '--on', day, '--as-of', END)
        for ids, how in OTHER_MARKS:
            self.must('mark', FILE, *(f'{PLAN}/{one}' for one in ids), *how, '--as-of', END)
        return sum(len(ids) for ids in by_day.values()) + len(OTHER_MARKS)


# --- A model of who holds what


def acting(unit, day):
    """Who acts for a unit on a day; None where nobody alone does."""
    return SUCCESSOR[unit] if unit in SUCCESSOR and day > END else unit


def written(task):
    ident = task['id']
    return ident.split('@')[1] if '@' in ident else LED_BY.get(task['activity'], task['unit'])


def holder(task, as_of):
    finished = task['state'] == 'done' and task['verification'] != 'returned'
    own = task['due'] or task['start'] or as_of
    return acting(written(task), task['done_on'] if finished else max(own, as_of)) or task['unit']


def empty():
    return {
        'total': 0, 'done': {'on_time': 0, 'late': 0, 'no_deadline': 0}, 'not_done': {'in_time': 0, 'overdue': 0, 'no_deadline': 0},
        'cancelled': 0, 'blocked': 0, 'verified': 0, 'waiting': 0}


def count(row, task):
    row['total'] += 1
    late = task['timeliness'].replace('-', '_')
    row['done' if task['state'] == 'done' else 'not_done'][late] += 1
    row['blocked'] += task['state'] == 'blocked'


def plus(one, other):
    return {key: plus(value, other[key]) if isinstance(value, dict) else value + other[key] for key, value in one.items()}


def figures(row):
    return {key: row[key] for key in empty()}


def closes(row):
    return row['total'] == sum(row['done'].values()) + sum(row['not_done'].values()) + row['cancelled']


# --- Feeds


def feeds(folder):
    """The entries of every feed of a unit: unit → UID → properties."""
    result = {}
    for path in sorted(glob.glob(os.path.join(folder, 'lich', PLAN, '*.ics'))):
        text = open(path, encoding='utf-8', newline='').read().replace('\r\n ', '')
        entries = {}
        for block in re.findall(r'BEGIN:VEVENT\r\n(.*?)END:VEVENT', text, re.S):
            lines = dict(line.split(':', 1) for line in block.split('\r\n') if ':' in line)
            if lines['UID'] in entries:
                differs(f'{path}: UID {lines["UID"]} twice')
            entries[lines['UID']] = lines
        result[os.path.basename(path).removesuffix('.ics')] = entries
    return result


def uid(task):
    return task['id'].replace('/', '.').replace('@', '.') + '@' + PLAN


def is_live(entry):
    return entry['STATUS'] != 'CANCELLED'


def export(office, stamp):
    office.must('export', FILE, '--to', 'lich', '--as-of', stamp, stamp=stamp)
    done = subprocess.run(
        [sys.executable, JUDGE, '--no-parsers', '--quiet', *glob.glob(os.path.join(office.folder, 'lich', PLAN, '*.ics'))],
        capture_output=True, text=True)
    check(done.returncode == 0, f'the judge of feeds on {stamp}: {done.stdout}')
    return feeds(office.folder)


def play_feeds(office):
    before = {task['id']: task for task in office.tasks(END) if task['start']}
    first = export(office, '2025-01-13')
    office.spring()
    spring = export(office, '2025-06-23')
    office.use(AMENDED)
    after = {task['id']: task for task in office.tasks(END) if task['start']}
    now = export(office, '2025-06-27')
    for ident, task in before.items():
        name, old = uid(task), task['unit']
        check(is_live(first[old][name]), f'{ident} is not live in January')
        homes = [unit for unit, entries in now.items() if unit != 'all' and name in entries and is_live(entries[name])]
        if ident in after:
            check(homes == [after[ident]['unit']], f'{ident}: live with {homes}, wanted {after[ident]["unit"]}')
            if after[ident]['unit'] != old:
                told = now[old].get(name)
                check(
                    told is not None and not is_live(told) and 'Đã chuyển cho' in told['DESCRIPTION'],
                    f'{ident} moved from {old} and its old feed does not say so')
                check(
                    homes and int(now[homes[0]][name]['SEQUENCE']) > int(spring[old][name]['SEQUENCE']),
                    f'{ident}: SEQUENCE did not rise with the move')
                check(homes and now[homes[0]][name]['CREATED'] == first[old][name]['CREATED'], f'{ident} was made anew')
            elif task['due'] and task['due'] <= END and task['state'] == 'done':
                check(now[old][name] == spring[old][name], f'{ident} is done and was changed by the amendment')
        else:
            check(not homes and not is_live(now[old][name]), f'{ident} is gone and not cancelled: {homes}')
            check(task['state'] == 'open' and (task['start'] or '') > END, f'{ident} of the spring is gone')
            check(not is_live(now['all'][name]), f'{ident} is gone and live in all.ics')
    for ident, task in after.items():
        homes = [unit for unit, entries in now.items() if unit != 'all' and uid(task) in entries and is_live(entries[uid(task)])]
        check(homes == [task['unit']], f'{ident}: live with {homes}')
        check(uid(task) in now['all'] and is_live(now['all'][uid(task)]), f'{ident} is not live in all.ics')
        check(task['due'] is None or acting(task['unit'], task['due']) == task['unit'], f'{ident} is with {task["unit"]}, which has ended')
    for old, new in SUCCESSOR.items():
        if old in now:
            notices = [entry for name, entry in now[old].items() if '._notice.' in name]
            check(len(notices) == 1 and notices[0]['DTSTART;VALUE=DATE'] == '20250701', f'{old}: no notice on the first day after')
            check(old == 'phong-vhkhtt' or new in now, f'{old}: its successor {new} has no feed')
    files = {path: open(path, 'rb').read() for path in glob.glob(os.path.join(office.folder, 'lich', '*', '*.ics'))}
    export(office, '2025-06-28')
    for path, bytes_before in files.items():
        check(open(path, 'rb').read() == bytes_before, f'{path} changed at an export without news')


# --- Status


def play_status(office):
    marks = office.spring()
    before = {task['id']: task for task in office.tasks(END)}
    log = office.must('log', FILE, '--export', '-')
    check(len(log.splitlines()) == marks, f'{len(log.splitlines())} entries, {marks} marks were made')
    office.use(AMENDED)
    check(office.must('log', FILE, '--export', '-') == log, 'the amendment changed the log')
    check('no more' not in office.must('log', FILE), 'the log shows marks without a task')
    for as_of in ('2025-01-13', '2025-04-30', '2025-06-30', '2025-07-01', '2025-07-15', '2025-09-30', '2025-12-31'):
        tasks = office.tasks(as_of)
        rows = collections.defaultdict(empty)
        for task in tasks:
            count(rows[holder(task, as_of)], task)
        status = json.loads(office.must('status', FILE, '--as-of', as_of, '--format', 'json'))
        given = {row['key']: figures(row) for row in status['rows']}
        for unit in sorted(set(rows) | set(given)):
            check(given.get(unit) == rows.get(unit), f'{as_of} {unit}: {given.get(unit)}, wanted {rows.get(unit)}')
        total = empty()
        for row in given.values():
            total = plus(total, row)
            check(closes(row), f'{as_of}: a row does not close: {row}')
        check(total == figures(status['total']), f'{as_of}: rows do not add up to the total')
        check(total['total'] == len(tasks), f'{as_of}: {total["total"]} counted of {len(tasks)} tasks')
        matrix = json.loads(office.must('status', FILE, '--matrix', '--as-of', as_of, '--format', 'json'))
        check({row['key']: figures(row['total']) for row in matrix['rows']} == given, f'{as_of}: the matrix has other rows')
        for unit in ('xa-sen-ha', 'xa-sen-giang', 'cac-xa', 'cac-xa-moi'):
            members = {
                'cac-xa': ['xa-sen-thuong', 'xa-sen-trung', 'xa-sen-ha', 'tt-ben-sen', 'xa-binh-sen'], 'cac-xa-moi': ['xa-sen-giang', 'xa-ben-sen'],
            }.get(unit, [unit])
            wanted = empty()
            for member in members:
                wanted = plus(wanted, given.get(member, empty()))
            own = json.loads(office.must('status', FILE, '--as-of', as_of, '--unit', unit, '--format', 'json'))
            check(figures(own['total']) == wanted, f'{as_of}: --unit {unit} is not its rows')
    # Every task of before: done under the old name, unfinished under the successor's.
    after = {task['id']: task for task in office.tasks('2025-07-15')}
    lost = [ident for ident, task in before.items() if ident not in after and (task['state'] != 'open' or (task['start'] or END) <= END)]
    check(not lost, f'lost: {lost}')
    for ident, task in after.items():
        if ident in before and task['state'] == 'done':
            check(before[ident]['state'] == 'done' and before[ident]['done_on'] == task['done_on'], f'{ident}: another day of completion')
            check(holder(task, '2025-07-15') == written(task), f'{ident} is done and not under the name of its owner')
        elif written(task) in SUCCESSOR and written(task) != 'phong-vhkhtt':
            check(holder(task, '2025-07-15') == SUCCESSOR[written(task)], f'{ident} is unfinished and with an office that has ended')


# --- Lists


def left():
    """The unfinished work of the spring: task → (who had it, who has it)."""
    result = {}
    for short in OPEN - {'ban-giao-loa'}:
        old = short.split('@')[1] if '@' in short else 'phong-vhkhtt'
        result[f'{PLAN}/{short}'] = (old, SUCCESSOR[old] or old)
    return result


def play_lists(office):
    office.spring()
    office.use(AMENDED)
    as_of = ['--as-of', '2025-07-15']
    overdue = {task['id']: task for task in json.loads(office.must('status', FILE, '--overdue', *as_of, '--format', 'json'))['tasks']}
    for ident, (old, new) in left().items():
        task = overdue.get(ident)
        if not check(task is not None, f'{ident} is not in the list of what is overdue'):
            continue
        check(task['unit'] == new, f'{ident}: overdue with {task["unit"]}, wanted {new}')
        check(task['former_unit'] == (old if old != new else None), f'{ident}: former unit {task["former_unit"]}')
        check(task['contact']['phone'] == PHONE[new], f'{ident}: to be called at {task["contact"]}')
    text = office.must('status', FILE, '--overdue', *as_of, language='vi')
    check('UBND xã Sen Giang (trước đây: UBND xã Sen Hạ)' in text, 'the list of what is overdue does not show the old name')
    text = office.must('status', FILE, *as_of, language='vi')
    check('UBND xã Sen Hạ (kết thúc 30/06/2025): 3 việc còn dở đã chuyển cho UBND xã Sen Giang.' in text, f'the table does not tell of what moved:\n{text}')
    check('1 việc còn dở chưa có một đơn vị kế thừa duy nhất' in text, 'the table does not tell of what nobody has')
    check('kết thúc' not in office.must('status', FILE, '--as-of', END, language='vi'), 'work has moved before its unit ended')

    def checklist(unit, *more):
        sections = json.loads(office.must('checklist', FILE, '--unit', unit, *as_of, *more, '--format', 'json'))['units']
        return {task['id']: task for section in sections for task in section['tasks']}

    for ident, (old, new) in left().items():
        if old == new:
            continue
        line = checklist(new).get(ident)
        check(line is not None and line['role'] in ('lead', 'implement'), f'{ident} is not on the checklist of {new}')
        check(line is not None and line['former_unit'] == old, f'{ident}: the checklist does not tell the old name')
        check(ident not in checklist(old), f'{ident} is still on the checklist of {old}')
    old = checklist('xa-sen-ha')
    check(old and all(task['state'] == 'done' for task in old.values() if task['role'] == 'lead'), 'a commune that has ended has work to do')
    new = checklist('xa-sen-giang', '--period', '2025-08')
    reports = [ident for ident in new if '/bao-cao-thang' in ident]
    check(reports == [f'{PLAN}/bao-cao-thang-xa/2025-08@xa-sen-giang'], f'the new commune reports {reports} in August')
    check(len([ident for ident in new if '/kiem-tra-loa/' in ident]) == 3 - 1, 'of three inspections one is done, two are to do')
    text = office.must('checklist', FILE, '--unit', 'xa-sen-giang', *as_of)
    check('(trước đây: UBND xã Sen Hạ)' in text, 'the checklist does not show the old name')

    for period in ('2025-H1', '2025-Q2', '2025-Q3', '2025-H2', '2025'):
        report = json.loads(office.must('report', FILE, '--period', period, *as_of, '--format', 'json'))
        total = empty()
        for row in report['rows']:
            total = plus(total, figures(row))
            check(closes(row), f'{period}: a row does not close')
        check(total == figures(report['total']), f'{period}: rows do not add up')
        late = {task['id']: task for task in report['overdue']}
        check(len(late) == report['total']['not_done']['overdue'], f'{period}: the list of what is overdue is not the figure')
        for ident, (old, new) in left().items():
            if ident in late:
                check((late[ident]['unit'], late[ident]['former_unit']) == (new, old if old != new else None), f'{period}: {ident} in the report')
        if period == '2025':
            check(set(left()) <= set(late), 'the report of the year has not all that is overdue')
            keys = {row['key'] for row in report['rows']}
            check({'xa-sen-ha', 'xa-sen-giang', 'tt-vhtt', 'tt-dich-vu'} <= keys, f'the report shows only {sorted(keys)}')
            check([task['former_unit'] for task in report['difficulties']] == ['xa-binh-sen'], 'the difficulty is not told with the old name')
    text = office.must('report', FILE, '--period', '2025-Q2', *as_of, '--format', 'md')
    check('## Sắp xếp đơn vị' in text and 'trước đây: UBND xã Sen Hạ' in text, 'the report does not tell of the reorganisation')
    why = json.loads(office.must('why', FILE, 'kiem-tra-loa/2025-Q3@xa-sen-ha', '--format', 'json'))
    check(why['handed_over'] == [{'from': 'xa-sen-ha', 'to': 'xa-sen-giang', 'since': '2025-07-01'}], f'why: {why["handed_over"]}')
    check([role['replaces'] for role in why['roles'] if role['role'] == 'lead'] == ['xa-sen-ha'], 'why names another commune')
    text = office.must('why', FILE, 'sap-xep@xa-sen-ha', language='vi')
    check('từ 01/07/2025 do UBND xã Sen Giang (xa-sen-giang) làm, thay UBND xã Sen Hạ (xa-sen-ha)' in text, 'why does not tell the handover')
    check('Chuyển giao' not in office.must('why', FILE, 'sap-xep@xa-sen-trung', language='vi'), 'why hands over what is done')


# --- Marks


def play_marks(office):
    office.spring()
    form = office.must('checklist', FILE, '--unit', 'xa-sen-ha', '--format', 'csv', '--as-of', END)
    office.use(AMENDED)

    def rows(as_of='2025-07-20'):
        status = json.loads(office.must('status', FILE, '--as-of', as_of, '--format', 'json'))
        return {row['key']: figures(row) for row in status['rows']}

    def mark(*arguments, code=0):
        result = office.run('mark', FILE, *arguments, '--as-of', '2025-07-15')
        check(result.code == code, f'mark {arguments} ended with {result.code}: {result.out}{result.err}')
        return result

    before = rows()
    task = f'{PLAN}/kiem-tra-loa/2025-Q2@xa-sen-ha'
    # Another commune's is refused; the successor's own is not.
    check('UBND xã Sen Giang' in mark(task, '--as', 'done', '--unit', 'xa-ben-sen', code=64).err, 'the refusal names not who has the task')
    mark(task, '--as', 'done', '--on', '2025-07-10', '--unit', 'xa-sen-giang')
    after = rows()
    check(after['xa-sen-ha'] == before['xa-sen-ha'], 'the row of a commune that has ended has changed')
    check(after['xa-sen-giang']['done']['late'] == before['xa-sen-giang']['done']['late'] + 1, 'what the successor did is not counted as its own')
    # What was done in June and is typed in afterwards is the old commune's.
    mark(f'{PLAN}/sap-xep@xa-sen-ha', '--as', 'done', '--on', '2025-06-25', '--unit', 'xa-sen-ha')
    last = rows()
    check(last['xa-sen-ha']['done']['late'] == after['xa-sen-ha']['done']['late'] + 1, 'what the old commune did is not counted as its own')
    check(last['xa-sen-giang']['total'] == after['xa-sen-giang']['total'] - 1, 'it is still counted as the successor\'s')
    # So is what it did before its day, of work that is due after its end.
    mark(f'{PLAN}/kiem-tra-loa/2025-Q3@xa-sen-ha', '--as', 'started', '--on', '2025-06-27', '--unit', 'xa-sen-ha')
    # By unit and period: what the unit has on the day of the mark.
    mark('--unit', 'tt-ben-sen', '--period', '2025-06', '--activity', 'bao-cao-thang', '--as', 'done', code=64)
    mark('--unit', 'xa-ben-sen', '--period', '2025-06', '--activity', 'bao-cao-thang', '--as', 'done', '--on', '2025-07-14')
    done = [one for one in office.tasks('2025-07-20') if one['id'] == f'{PLAN}/bao-cao-thang/2025-06@tt-ben-sen']
    check(done and done[0]['state'] == 'done' and done[0]['done_on'] == '2025-07-14', 'the successor could not finish what was left')
    # A list that was printed in June comes back in July, under the old name or the new one.
    table = list(csv.DictReader(io.StringIO(form.lstrip('\ufeff'))))
    target = f'{PLAN}/bang-tin@xa-sen-ha'
    for row in table:
        row['Trạng thái'], row['Ngày'] = ('đang thực hiện', '01/07/2025') if row['Mã việc'] == target else ('', '')
        row['Số lượng'] = row['Minh chứng'] = row['Ghi chú'] = ''
    check(any(row['Mã việc'] == target for row in table), 'the list of June lacks the ongoing work')
    with open(os.path.join(office.folder, 'phieu.csv'), 'w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)
    for unit, code in (('xa-ben-sen', 64), ('xa-sen-giang', 0), ('xa-sen-ha', 0)):
        mark('--import', 'phieu.csv', '--unit', unit, code=code)
    state = [one['state'] for one in office.tasks('2025-07-20') if one['id'] == target]
    check(state == ['started'], f'the list that came back was not taken: {state}')
    total = json.loads(office.must('status', FILE, '--as-of', '2025-07-20', '--format', 'json'))['total']
    check(total['total'] == sum(row['total'] for row in rows().values()), 'rows do not add up after the marks')


# --- Refusals


def play_refusals(office):
    text = open(AMENDED, encoding='utf-8').read()
    for line, key in (('    to: 30/06                           # từ tháng 7: tin-trang-xa\n', 'tin-trang'), ('    to: 30/06\n    product: 1 báo cáo\n\n  bao-cao-thang-xa', 'bao-cao-thang')):
        check(text.count(line) == 1, f'the example has no line {line!r}')
    broken = text.replace('    to: 30/06                           # từ tháng 7: tin-trang-xa\n', '')
    place = broken[:broken.index('    lead: phong-vhkhtt\n    every: month\n    due: last working day')].count('\n') + 1
    with open(os.path.join(office.folder, 'thu.yaml'), 'w', encoding='utf-8') as file:
        file.write(broken)
    result = office.run('validate', 'thu.yaml', '--format', 'concise')
    wanted = f'thu.yaml:{place}:11: error[unit-not-in-force]: `phong-vhkhtt` does not exist on 31/07/2025 (and 5 more days)'
    check(result.code == 1 and wanted in result.out, f'work of a parted unit after its end: {result.out}')
    # Without the bound, three communes that became one would report thrice.
    office.use(AMENDED)
    unbound = text.replace('    to: 30/06\n    product: 1 báo cáo\n\n  bao-cao-thang-xa', '    product: 1 báo cáo\n\n  bao-cao-thang-xa').replace('report_to: phong-vhkhtt ', 'report_to: so-vhttdl ')
    with open(os.path.join(office.folder, FILE), 'w', encoding='utf-8') as file:
        file.write(unbound)
    tasks = [one for one in office.tasks('2025-07-15') if one['activity'] == 'bao-cao-thang' and (one['due'] or '') > END]
    check(len(tasks) == 30 and {one['unit'] for one in tasks} == {'xa-sen-giang', 'xa-ben-sen'}, f'{len(tasks)} reports without the bound')


# --- The document


def play_docs(office, record):
    """Runs the sessions of the document in their order; `…` on a line of its own stands for lines that are left out."""
    lines = open(DOCUMENT, encoding='utf-8').read().split('\n')
    shown, index, sessions = [], 0, 0
    while index < len(lines):
        shown.append(lines[index])
        if not lines[index].startswith('$ '):
            index += 1
            continue
        sessions += 1
        command = lines[index][2:]
        index += 1
        wanted = []
        while index < len(lines) and lines[index] != '```' and not lines[index].startswith('$ '):
            wanted.append(lines[index])
            index += 1
        given = session(office, command)
        if not matches(wanted, given):
            if not record:
                differs(f'{command}\n  document:\n    ' + '\n    '.join(wanted) + '\n  program:\n    ' + '\n    '.join(given))
            elif '…' in wanted:
                given = shortened(wanted, given)
            shown += given
        else:
            shown += wanted
    check(sessions >= 10, f'only {sessions} sessions')
    if record and shown != lines:
        with open(DOCUMENT, 'w', encoding='utf-8') as file:
            file.write('\n'.join(shown))
        print('recorded', os.path.relpath(DOCUMENT, ROOT))


def session(office, command):
    stamps = {'export': '2025-01-13', 'amended': '2025-06-27'}
    words = shlex.split(command)
    if words[0] == 'cp':
        shutil.copyfile(os.path.join(office.folder, words[1]), os.path.join(office.folder, words[2]))
        return []
    if words[0] in ('grep', 'sed'):
        done = subprocess.run(words, cwd=office.folder, capture_output=True, text=True)
        return done.stdout.split('\n')[:-1]
    if words[0] != 'plan':
        raise SystemExit(f'story: the document has the command {command}')
    is_amended = '45/KH-UBND' in open(os.path.join(office.folder, FILE), encoding='utf-8').read()
    stamp = stamps['amended' if is_amended else 'export'] if words[1] == 'export' else None
    out = office.run(*words[1:], stamp=stamp, both=True).out
    # The spring stands between the first export and what follows.
    if words[1] == 'export' and not is_amended:
        office.spring()
    return out.split('\n')[:-1]


def parts(lines):
    result = [[]]
    for line in lines:
        if line == '…':
            result.append([])
        else:
            result[-1].append(line)
    return result


def matches(wanted, given):
    pieces = parts(wanted)
    if len(pieces) == 1:
        return wanted == given
    at = len(pieces[0])
    if given[:at] != pieces[0]:
        return False
    for piece in pieces[1:-1]:
        starts = [start for start in range(at, len(given) - len(piece) + 1) if given[start:start + len(piece)] == piece]
        if not starts:
            return False
        at = starts[0] + len(piece)
    return not pieces[-1] or (len(given) - len(pieces[-1]) >= at and given[len(given) - len(pieces[-1]):] == pieces[-1])


def shortened(wanted, given):
    """As many lines of the beginning and of the end as the document showed."""
    pieces = parts(wanted)
    first, last = len(pieces[0]), len(pieces[-1])
    return given if first + last >= len(given) else given[:first] + ['…'] + (given[-last:] if last else [])


SECTIONS = {
    'feeds': play_feeds, 'status': play_status, 'lists': play_lists, 'marks': play_marks, 'refusals': play_refusals, 'docs': play_docs}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--plan', required=True, metavar='PROGRAM')
    parser.add_argument('--only', default=','.join(SECTIONS), metavar='SECTION,…')
    parser.add_argument('--record', action='store_true')
    parser.add_argument('--keep', metavar='DIR')
    given = parser.parse_args()
    program = os.path.abspath(given.plan)
    names = given.only.split(',')
    if not set(names) <= set(SECTIONS) or not os.access(program, os.X_OK):
        parser.error('no such section or program')
    folder = given.keep or tempfile.mkdtemp(prefix='plan-reorganisation-')
    failed = 0
    for name in names:
        office = Office(program, os.path.join(folder, name))
        if name == 'docs':
            play_docs(office, given.record)
        else:
            SECTIONS[name](office)
        print(f'{name}: {len(found)} difference{"" if len(found) == 1 else "s"}' if found else f'{name}: as it must be')
        for text in found:
            print('  ' + text)
        failed += len(found)
        found.clear()
    if not given.keep:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
