#!/usr/bin/env python3
"""Works out states and tables apart from the program, from the SQLite file and the tasks of a plan without marks, and compares every cell.

    sums.py --plan PROGRAM [--long] [--only histories,rules,amendments,needed,texts] [--seed 2018]

Histories are random (seed and number give the same again), and come in as JSON lines. Amendments change the plan's text; the marks
must follow as the chapter on task identity says.
"""

import datetime as dt, json, os, re, unicodedata

import progress_model as model
from checks import BAC_LIEU, OFFICE, Violations, contents, expect, expect_equal, expect_refused, has_crashed, look, main, new_entry, shown, written

BY = ['unit', 'theme', 'channel', 'target-group', 'month']
SHOWN = ['state', 'timeliness', 'verification', 'done_on', 'due']
PEOPLE = [None, 'Nguyễn Thị Hòa', 'Trần Văn Bé', 'lan@phuong-1', "O'Brien; drop table entries", '']


# --- Random histories


def random_history(dice, tasks):
    """Entries in no order: marks of some tasks, ties in time, marks after one another that contradict each other."""
    entries = []
    issued = dt.datetime(2018, 4, 16, 1)
    for task in dice.sample(tasks, k=dice.randint(min(20, len(tasks)), min(len(tasks), 250))):
        for _ in range(dice.choice([1, 1, 1, 2, 3, 6])):
            moment = issued + dt.timedelta(seconds=dice.randint(0, 290 * 86400), microseconds=dice.choice([0, 1, dice.randrange(10**6)]))
            at = dice.choice(entries)['at'] if entries and dice.random() < 0.1 else moment.strftime('%Y-%m-%dT%H:%M:%S.%fZ')
            day = dt.date.fromisoformat(at[:10])
            state = dice.choice(['done', 'done', 'done', 'started', 'blocked', 'verified', 'returned', 'cancelled', 'extended', 'reopened'])
            more = {'until': str(day + dt.timedelta(days=dice.randint(-60, 200))), 'document': f'{dice.randint(1, 99)}/UBND-VX'} if state == 'extended' else {}
            entries.append(new_entry(
                dice, task['id'], state, str(day - dt.timedelta(days=dice.choice([0, 0, 1, 5, 40]))), at, task['nominal'], by=dice.choice(PEOPLE),
                note=dice.choice([None, 'Đã xong', 'Chờ kinh phí']), evidence=dice.choice([[], ['ảnh.jpg'], ['https://example.vn/a', 'b']]), quantity=dice.choice([None, 1, 20]), **more))
    dice.shuffle(entries)
    return entries


def compare_tasks(office, wanted, as_of):
    found = {task['id']: task for task in office.list(as_of=as_of)}
    if found.keys() != wanted.keys():
        raise Violations(f'{as_of}: tasks {sorted(found.keys() ^ wanted.keys())[:4]} are in one of the two')
    wrong = [
        f'{as_of}: {ident}: {name} is {found[ident][name]!r} instead of {task[name]!r}' for ident, task in wanted.items() for name in task
        if found[ident].get(name) != task[name] and not is_open_question(task, name)
    ]
    if wrong:
        raise Violations(f'{len(wrong)} cells: ' + '; '.join(wrong[:3]))


def is_open_question(task, name):
    """What the contract leaves open: whether cancelled work is in time, and when work with a later deadline starts."""
    return name == 'timeliness' and task['state'] == 'cancelled' or name == 'start'


def compare_status(office, judged, by, as_of):
    status = json.loads(expect(office.status('--by', by, as_of=as_of), 0).out)
    rows, total = model.table(judged, by)
    what = f'{as_of} by {by}'
    if (status['as_of'], status['by']) != (as_of, by):
        raise Violations(f'{what}: the head says {status["as_of"]} by {status["by"]}')
    found = {}
    for row in [*status['rows'], status['total']]:
        if wrong := model.gaps(row):
            raise Violations(f'{what}: row {row.get("key")}: {wrong[0]}')
    for row in status['rows']:
        if row['key'] in found:
            raise Violations(f'{what}: two rows {row["key"]}')
        if not row['name'] and row['key'] is not None:
            raise Violations(f'{what}: row {row["key"]} has no name')
        found[row['key']] = {name: row[name] for name in model.COUNTS}
    expect_equal({name: status['total'][name] for name in model.COUNTS}, total, f'{what}: the total')
    expect_equal({key: row for key, row in found.items() if row['total'] or key in rows}, rows, f'{what}: the rows')
    if by in ('unit', 'month') and sum(row['total'] for row in found.values()) != total['total']:
        raise Violations(f'{what}: the rows do not add up to the total')
    return len(found) * 11


def histories(bench):
    """Every cell of every table, and every task, at several dates."""
    rounds, dates = (60, 6) if bench.long else (30, 1)
    plain = {plan: bench.office(plan).list() for plan in (OFFICE, BAC_LIEU)}

    def one(number):
        dice = bench.dice('history', number)
        plan = OFFICE if number % 3 else BAC_LIEU
        office = bench.office(plan)
        entries = random_history(dice, plain[plan])
        expect(office.take_in(written(entries)), 0)
        rows = look(office.store)
        expect_equal(contents(rows), contents(entries), 'the table')
        expect_equal(contents(office.lines()), contents(entries), 'the log')
        cells = 0
        days = ['2018-01-01', '2018-04-20', '2018-06-30', '2018-07-01', '2018-09-15', '2018-12-31', '2019-06-01']
        for as_of in dice.sample(days, dates):
            judged = model.judged(plain[plan], rows, as_of)
            compare_tasks(office, judged, as_of)
            for by in BY if bench.long or number % 5 == 0 else dice.sample(BY, 2):
                cells += compare_status(office, judged, by, as_of)
        return cells, len(entries)

    found, results = bench.each(one, [(number,) for number in range(rounds)])
    return f'{rounds} histories, {sum(result[1] for result in results)} entries, {sum(result[0] for result in results)} cells', found


# --- Single rules, by the command line


def rules(bench):
    """What may be marked, what is refused, what repeats, and what is said: one case after another."""
    found, count = [], 0
    office = bench.office()
    listed = {task['id']: task for task in office.list()}
    ident = lambda short: 'nho-2018/' + short

    def check(title, result, code, **states):
        nonlocal count
        count += 1
        try:
            expect_refused(result, code) if code else expect(result, 0)
            tasks = {task['id']: task for task in office.list()} if states else {}
            for short, wanted in states.items():
                task = tasks[ident(short.replace('__', '/').replace('_', '-'))]
                there = tuple(task[name] for name in SHOWN)
                if there != wanted:
                    raise Violations(f'{task["id"]} is {there} instead of {wanted}')
        except Violations as violations:
            found.extend(f'{title}: {text}' for text in violations.args)

    def entries():
        return look(office.store)

    def equal(there, wanted, what):
        try:
            expect_equal(there, wanted, what)
        except Violations as violations:
            found.extend(violations.args)

    for command in (('status',), ('log',), ('log', '--export', '-'), ('tasks',), ('validate',), ('checklist',)):
        result = office.run(*command)
        if os.listdir(office.folder) != [OFFICE]:
            found.append(f'{" ".join(command)} made {os.listdir(office.folder)}')
        if has_crashed(result) or command[0] in ('status', 'log') and result.code:
            found.append(f'{" ".join(command)} without a store: {shown(result)}')
    for kind in ('verified', 'returned'):
        check(f'{kind} before anything', office.mark(ident('to-roi'), kind), 64)
    check('a task that is not there', office.mark(ident('to-roii'), 'done'), 64)
    check('a day after --as-of', office.mark(ident('to-roi'), 'done', '--as-of', '2018-05-31', on='2018-06-01'), 64)
    check('a day after today', office.mark(ident('to-roi'), 'done', on=str(dt.date.today() + dt.timedelta(days=3))), 64)
    check('an unknown state', office.mark(ident('to-roi'), 'finished'), 64)
    check('a day that is none', office.mark(ident('to-roi'), 'done', on='2018-02-30'), 64)
    check('extended without a day', office.mark(ident('to-roi'), 'extended', '--document', '5/UBND'), 64)
    check('extended without a document', office.mark(ident('to-roi'), 'extended', '--until', '2018-08-01'), 64)
    check('--until without an extension', office.mark(ident('to-roi'), 'done', '--until', '2018-08-01', '--document', '5/UBND'), 64)
    check('an activity with several tasks', office.mark('chuyen-muc', 'done'), 64)
    check('one of several is not there', office.mark([ident('to-roi'), ident('nowhere')], 'done'), 64)
    check('one of several cannot be verified', office.mark([ident('to-roi'), ident('niem-yet')], 'verified'), 64)
    if entries():
        found.append(f'{len(entries())} entries after what was refused')
    if os.path.exists(office.store):
        found.append('what was refused made a store')

    due = listed[ident('to-roi')]['due']
    check('by id', office.mark(ident('to-roi'), 'started'), 0, to_roi=('started', 'overdue', 'none', None, due))
    check('again', office.mark(ident('to-roi'), 'started', on='2018-06-01'), 0)
    equal(len(entries()), 1, 'entries after a mark and its repetition')
    check('done on the last day', office.mark(ident('to-roi'), 'done', on=due), 0, to_roi=('done', 'on-time', 'none', due, due))
    check('again', office.mark(ident('to-roi'), 'done', on=due), 0)
    check('verified', office.mark(ident('to-roi'), 'verified', on='2018-07-05'), 0, to_roi=('done', 'on-time', 'verified', due, due))
    check('verified again', office.mark(ident('to-roi'), 'verified', on='2018-07-05'), 0)
    equal(len(entries()), 3, 'entries')
    check('returned', office.mark(ident('to-roi'), 'returned', on='2018-07-06'), 0, to_roi=('done', 'on-time', 'returned', due, due))
    check('done once more', office.mark(ident('to-roi'), 'done', on='2018-07-08'), 0, to_roi=('done', 'late', 'none', '2018-07-08', due))
    check('extended', office.mark(ident('to-roi'), 'extended', '--until', '2018-07-08', '--document', '9/UBND'), 0, to_roi=('done', 'on-time', 'none', '2018-07-08', '2018-07-08'))
    check('extended again', office.mark(ident('to-roi'), 'extended', '--until', '2018-07-08', '--document', '9/UBND'), 0)
    check('not later', office.mark(ident('to-roi'), 'extended', '--until', '2018-01-07', '--document', '10/UBND'), 64)
    check('reopened', office.mark(ident('to-roi'), 'reopened', on='2018-07-09'), 0, to_roi=('open', 'overdue', 'none', None, '2018-07-08'))
    check('work without a deadline extended', office.mark(ident('khao-sat'), 'extended', '--until', '2018-07-07', '--document', '10/UBND'), 64)
    check('verified though open', office.mark(ident('to-roi'), 'verified', on='2018-07-09'), 64)
    check('cancelled', office.mark(ident('to-roi'), 'cancelled', on='2018-07-10'), 0)
    check('undated work', office.mark(ident('khao-sat'), 'done'), 0, khao_sat=('done', 'no-deadline', 'none', '2018-06-01', None))
    check('ongoing work', office.mark(ident('niem-yet'), 'blocked', '--note', 'x'), 0, niem_yet=('blocked', 'no-deadline', 'none', None, None))
    check('waiting work', office.mark(ident('bao-cao-nam'), 'started'), 0, bao_cao_nam=('started', 'no-deadline', 'none', None, None))
    before = len(entries())
    check('an activity with one task', office.mark('cuoc-thi', 'started'), 0, cuoc_thi=('started', 'in-time', 'none', None, listed[ident('cuoc-thi')]['due']))
    ref = listed[ident('bang-ron.treo')]['ref']
    check('by ref, in small letters', office.mark(ref.lower(), 'done', on='2018-05-15'), 0)
    check('several', office.mark([ident('giao-ban/2018-03-15'), ident('giao-ban/2018-06-14')], 'done', '--by', 'Hòa', '--note', 'đủ', '--evidence', 'a', '--evidence', 'b', '--quantity', '3'), 0)
    check('one in force, one new', office.mark([ident('giao-ban/2018-03-15'), ident('giao-ban/2018-09-13')], 'done'), 0)
    check('one task twice', office.mark([ident('bang-ron.thao'), ident('bang-ron.thao')], 'done'), 0)
    equal(len(entries()) - before, 6, 'entries of six tasks')
    last = [entry for entry in entries() if entry['by'] == 'Hòa']
    equal([(entry['note'], entry['evidence'], entry['quantity'], entry['nominal']) for entry in last],
          [('đủ', ['a', 'b'], 3, '2018-03-15'), ('đủ', ['a', 'b'], 3, '2018-06-14')], 'what was said with a mark')
    result = office.mark(ident('ra-soat/2018-05@p-1'), 'done', '--format', 'json')
    check('--format json', result, 0)
    try:
        json.loads(result.out)
    except ValueError:
        try:
            [json.loads(line) for line in result.out.splitlines()]
        except ValueError:
            found.append(f'--format json is none: {result.out[:200]!r}')
    result = office.mark([ident('ra-soat/2018-06@p-1'), ident('ra-soat/2018-07@p-1')], 'done')
    if len(result.out.splitlines()) != 2:
        found.append(f'two marks, and {len(result.out.splitlines())} lines are said')
    for prefix in ('', '0'):
        result = office.mark(prefix, 'done')
        if result.code not in (0, 64) or has_crashed(result):
            found.append(f'task {prefix!r}: {shown(result)}')
    check('an earlier day than issue', office.mark(ident('ra-soat/2018-08@p-1'), 'done', on='2017-12-01'), 0)
    for argument in ('--quantity=-1', '--quantity=x', '--quantity=99999999999999999999', '--until=x', '--on='):
        result = office.mark(ident('ra-soat/2018-09@p-1'), 'done', argument)
        if result.code != 64:
            found.append(f'{argument}: {shown(result)}')
    elsewhere = os.path.join(bench.folder(), 'other.sqlite')
    check('--store', office.mark(ident('ra-soat/2018-09@p-2'), 'done', '--store', elsewhere), 0)
    equal(len(look(elsewhere)), 1, 'entries in --store')
    return f'{count} cases', found


# --- Amendments


def amendments(bench):
    """The plan is amended; marks follow their tasks, and come back with an amendment undone."""
    plain = bench.office(BAC_LIEU).list()
    marked = [task for task in plain if task['activity'] in ('phat-thanh-co-so', 'phat-thanh-tuan', 'kiem-tra-niem-yet', 'bao-cao-quy', 'bang-ron-trung-tam', 'to-roi-buu-chinh', 'bao-cao-nam')]
    dice = bench.dice('amendments')
    chosen = dice.sample(marked, 160) + [task for task in marked if task['activity'] in ('bao-cao-quy', 'bang-ron-trung-tam', 'to-roi-buu-chinh', 'bao-cao-nam')]
    chosen = list({task['id']: task for task in chosen}.values())
    base = bench.office(BAC_LIEU)
    entries = []
    for index, task in enumerate(chosen):
        state = dice.choice(['done', 'started', 'blocked', 'cancelled'])
        entries.append(new_entry(dice, task['id'], state, '2018-06-01', f'2018-07-01T{index // 60:02}:{index % 60:02}:00.000000Z', task['nominal'], note=state))
    expect(base.take_in(written(entries)), 0)
    said = {entry['task']: entry for entry in entries}
    prefix = 'bac-lieu-cchc-2018/'

    def same(ident, task):
        return ident

    def by_day(activity):
        """The task of the same activity and owner on the mark's nominal day."""
        def where(ident, entry, tasks):
            owner = ident.partition('@')[2]
            return [task['id'] for task in tasks if task['activity'] == activity and task['nominal'] == entry['nominal'] and task['id'].partition('@')[2] == owner]

        return where

    def renamed(old, new):
        return lambda ident, entry, tasks: [task['id'] for task in tasks if task['id'] == re.sub(old, new, ident)]

    def in_period(activity):
        """The only task of the same activity and owner in the mark's period, a month."""
        def where(ident, entry, tasks):
            key, _, owner = ident.rsplit('/', 1)[1].partition('@')
            return [task['id'] for task in tasks if task['activity'] == activity and task['id'].partition('@')[2] == owner and task['nominal'][:7] == key]

        return where

    cases = [
        # Title, changes of the text, the marks looked at, where each must be.
        ('another weekday', [('    day: thu\n', '    day: wed\n')], 'phat-thanh-co-so', renamed('$', '')),
        ('another day of the month', [('    day: first working day\n', '    day: 17\n')], 'kiem-tra-niem-yet', renamed('$', '')),
        ('another due day', [('    lead: each phuong-xa\n    report_to: phong-vhtt\n    every: quarter\n    due: day 20 of last month\n',
                              '    lead: each phuong-xa\n    report_to: phong-vhtt\n    every: quarter\n    due: day 25 of last month\n')], 'bao-cao-quy', renamed('$', '')),
        ('twice a week becomes once', [('    day: [tue, fri]\n', '    day: tue\n')], 'phat-thanh-tuan', by_day('phat-thanh-tuan')),
        ('once a week becomes twice', [('    day: thu\n', '    day: [mon, thu]\n')], 'phat-thanh-co-so', by_day('phat-thanh-co-so')),
        ('every week becomes a rule', [('    every: week\n    day: thu\n', '    rrule: FREQ=WEEKLY;BYDAY=TH\n')], 'phat-thanh-co-so', by_day('phat-thanh-co-so')),
        ('every month becomes a rule on another day', [('    every: month\n    day: first working day\n', '    rrule: FREQ=MONTHLY;BYMONTHDAY=17\n')], 'kiem-tra-niem-yet', in_period('kiem-tra-niem-yet')),
        ('a date moves', [('due: 15/05, product: 20', 'due: 22/05, product: 20')], 'bang-ron-trung-tam', renamed('$', '')),
        ('an activity is called otherwise', [('  phat-thanh-co-so:\n', '  truyen-thanh:\n    former_id: phat-thanh-co-so\n')], 'phat-thanh-co-so', renamed('/phat-thanh-co-so/', '/truyen-thanh/')),
        ('an activity of dates is called otherwise', [('  phat-thanh-tuan:\n', '  mot-cua-gan-dan:\n    former_id: phat-thanh-tuan\n')], 'phat-thanh-tuan', renamed('/phat-thanh-tuan/', '/mot-cua-gan-dan/')),
        ('called otherwise and on another day', [('  kiem-tra-niem-yet:\n', '  ra-soat:\n    former_id: kiem-tra-niem-yet\n'), ('    day: first working day\n', '    day: 17\n')], 'kiem-tra-niem-yet',
         renamed('/kiem-tra-niem-yet/', '/ra-soat/')),
        ('a phase is called otherwise', [('      treo: {title', '      lap: {former_id: treo, title'), ('after: treo}', 'after: lap}')], 'bang-ron-trung-tam', renamed(r'\.treo$', '.lap')),
        ('a unit is called otherwise', [('      phuong-1: UBND Phường 1\n', '      phuong-mot: {name: UBND Phường 1, former_id: phuong-1}\n')], 'phat-thanh-co-so', renamed('@phuong-1$', '@phuong-mot')),
        ('the plan is called otherwise', [('plan: bac-lieu-cchc-2018\n', 'plan: bac-lieu-2018\nformer_id: bac-lieu-cchc-2018\n')], 'kiem-tra-niem-yet', renamed('^bac-lieu-cchc-2018/', 'bac-lieu-2018/')),
        ('all at once', [('plan: bac-lieu-cchc-2018\n', 'plan: bac-lieu-2018\nformer_id: bac-lieu-cchc-2018\n'), ('      phuong-1: UBND Phường 1\n', '      phuong-mot: {name: UBND Phường 1, former_id: phuong-1}\n'),
                         ('  phat-thanh-co-so:\n', '  truyen-thanh:\n    former_id: phat-thanh-co-so\n'), ('    day: thu\n', '    day: wed\n')], 'phat-thanh-co-so',
         lambda ident, entry, tasks: [task['id'] for task in tasks if task['id'] == ident.replace('bac-lieu-cchc-2018/', 'bac-lieu-2018/').replace('phat-thanh-co-so', 'truyen-thanh').replace('@phuong-1', '@phuong-mot')]),
        ('an activity goes', [('  bao-cao-nam:\n', '  bao-cao-cuoi-nam:\n')], 'bao-cao-nam', lambda ident, entry, tasks: []),
    ]

    def one(title, changes, activity, where):
        office = bench.office(BAC_LIEU, like=base)
        with open(office.plan, encoding='utf-8') as file:
            before = file.read()
        as_listed, as_shown = expect(office.tasks(), 0).out, expect(office.status(), 0).out
        office.edit(*changes)
        tasks = office.list()
        by_id = {task['id']: task for task in tasks}
        looked_at = [ident for ident in said if said[ident]['task'].startswith(prefix + activity)]
        reached, wrong, held = 0, [], set()
        for ident in looked_at:
            entry = said[ident]
            targets = where(ident, entry, tasks)
            reached += len(targets)
            for target in targets:
                held.add(target)
                if by_id[target]['state'] != entry['as']:
                    wrong.append(f'{ident} marked {entry["as"]} (nominal {entry["nominal"]}), and {target} is {by_id[target]["state"]}')
        others = {target for ident in said for target in where(ident, said[ident], tasks)} | held if title != 'an activity goes' else set()
        names = {target.split('/')[1].split('.')[0] for target in held}
        for task in tasks:
            if task['activity'] in names and task['id'] not in others and task['state'] != 'open' and title != 'twice a week becomes once':
                wrong.append(f'{task["id"]} is {task["state"]}, and nobody marked it')
        if wrong:
            raise Violations(f'{len(wrong)} of {len(looked_at)} marks: ' + '; '.join(wrong[:2]))
        # The table says of each task what the list says.
        status = json.loads(expect(office.status(), 0).out)
        _, total = model.table({task['id']: task for task in tasks}, 'unit')
        expect_equal({name: status['total'][name] for name in model.COUNTS}, total, 'the total')
        # A mark made now is on the new task, once, and the old ones are all in the log.
        if held:
            target = sorted(held)[0]
            state = 'started' if by_id[target]['state'] != 'started' else 'blocked'
            expect(office.mark(target, state), 0)
            if {task['id']: task['state'] for task in office.list()}[target] != state:
                raise Violations(f'{target} was marked {state} after the amendment, and is not')
            expect(office.mark(target, state), 0)
        if len(look(office.store)) != len(entries) + bool(held):
            raise Violations(f'{len(look(office.store))} entries in the store instead of {len(entries) + bool(held)}')
        if title != 'an activity goes' and not reached:
            raise Violations('no mark was looked at')
        if held:
            return reached
        with open(office.plan, 'w', encoding='utf-8') as file:
            file.write(before)
        if (expect(office.tasks(), 0).out, expect(office.status(), 0).out) != (as_listed, as_shown):
            raise Violations('the amendment is undone, and the marks are not as before')
        return reached

    found, results = bench.each(one, cases)
    return f'{len(cases)} amendments, {sum(results)} marks followed', found


def needed(bench):
    """Work as needed: none until it is marked by its activity and a day, then one task for each day."""
    office = bench.office()
    before = len(office.list())
    found = []
    for day in ('2018-03-05', '2018-06-20', '2018-03-05'):
        result = office.mark('kho-khan', 'done', on=day)
        if result.code:
            found.append(f'{day}: {shown(result)}')
    tasks = [task for task in office.list() if task['activity'] == 'kho-khan']
    if len(look(office.store)) != 2:
        found.append(f'{len(look(office.store))} entries for two days')
    if len(tasks) != 2 or len(office.list()) != before + 2:
        found.append(f'{len(tasks)} tasks for two days: {[(task["id"], task["state"], task["done_on"]) for task in tasks]}')
    elif any((task['state'], task['unit']) != ('done', 'phong-vh') for task in tasks) or {task['done_on'] for task in tasks} != {'2018-03-05', '2018-06-20'}:
        found.append(f'the tasks are {[(task["id"], task["state"], task["unit"], task["done_on"]) for task in tasks]}')
    status = json.loads(expect(office.status(), 0).out)
    if status['total']['total'] != before + 2:
        found.append(f'{status["total"]["total"]} tasks in the table instead of {before + 2}')
    return f'{len(tasks)} tasks', found


# --- Texts that mean something elsewhere

TEXTS = [
    '\x1b[31mđỏ\x1b[0m', '\x1b]52;c;eHg=\x07', '\x1b]8;;http://x\x07y', 'a\nb', 'a\r\nb', 'a\rb', '\u0085', '\u2028', '\u202eabc', '\u200b', '\x07\x08', '\x7f', '\x9b31m', '=1+1', '+1', '-1+1', '@SUM(A1)',
    '\t=1', '＝1', '=\u0301cmd', '"', "'", "'); DROP TABLE entries;--", '{"entry": 1}', '\\', '\\u0000', '%s %n', '$(x)', '`x`', '<script>alert(1)</script>', '&amp;', '::error::x', '\ufeffx', '\ufffd',
    '𝕏🎉', 'hoà hòa', 'e\u0301 é', ' ', '  x  ', 'x' * 5000, 'null', '0', 'nan', '1e999', '',
]


def cleaned(text):
    """A text typed in loses what cannot be seen; spaces and line ends are not told apart."""
    return ''.join(letter for letter in unicodedata.normalize('NFC', text) if unicodedata.category(letter) not in ('Cc', 'Cf', 'Zs', 'Zl', 'Zp'))


def texts(bench):
    """Notes, names and evidence come out of the log as they went in; what a person sees has no control characters."""
    found, count = [], 0
    dice = bench.dice('texts')
    office = bench.office()
    tasks = [task['id'] for task in office.list()]
    wanted = {}
    for index, text in enumerate(TEXTS):
        if '\0' in text:
            continue
        result = office.mark(tasks[index], 'done', f'--note={text}', f'--by={text}', f'--evidence={text}')
        count += 1
        if result.code == 0:
            wanted[tasks[index]] = text
        elif result.code != 64 or has_crashed(result):
            found.append(f'{text[:40]!r}: {shown(result)}')
        said = result.out + result.err
        if any(ord(letter) < 32 and letter not in '\n' or 0x7F <= ord(letter) < 0xA0 or letter in '\u202e\u2028' for letter in said):
            found.append(f'{text[:40]!r}: said as it is: {said[:100]!r}')
    for entry in office.lines():
        text = wanted[entry['task']]
        there = {name: entry[name] for name in ('note', 'by', 'evidence')}
        if cleaned(there['note'] or '') != cleaned(text) or cleaned(there['by'] or '') != cleaned(text) or cleaned(''.join(there['evidence'])) != cleaned(text):
            found.append(f'{text[:40]!r} came out as {str(there)[:160]}')
    other = bench.office()
    entries = [new_entry(dice, tasks[index], 'done', '2018-06-01', f'2018-06-02T00:{index:02}:00.000000Z', note=text, by=text, evidence=[text], document=text) for index, text in enumerate([*TEXTS, 'a\0b'])]
    taken = []
    # Each alone where one of a batch is refused.
    batches = [entries[index:index + 8] for index in range(0, len(entries), 8)]
    while batches:
        batch = batches.pop()
        result = other.take_in(written(batch))
        count += 1
        if result.code == 0:
            taken += batch
        elif has_crashed(result):
            found.append(f'imported {batch[0]["note"][:40]!r}: {shown(result)}')
        elif len(batch) > 1:
            batches += [[entry] for entry in batch]
        if any(ord(letter) < 32 and letter not in '\n' for letter in result.out + result.err):
            found.append(f'imported {batch[0]["note"][:40]!r}: said as it is')
    lines = {line['entry']: line for line in other.lines()}
    for entry in taken:
        line = lines[entry['entry']]
        if any(line[name] != entry[name] and (line[name] or entry[name]) for name in entry):
            found.append(f'imported {entry["note"][:40]!r} came out as {str(line)[:200]}')
    look(other.store)
    for each in (office, other):
        for command in (('log',), ('tasks',), ('status',), ('tasks', '--format', 'csv'), ('log', tasks[3])):
            result = each.run(*command, timeout=30)
            if has_crashed(result):
                found.append(f'{" ".join(command)}: {shown(result)}')
            wrong = sorted({f'{ord(letter):#x}' for letter in result.out if ord(letter) < 32 and letter not in '\n\r' or 0x7F <= ord(letter) < 0xA0 or letter in '\u202e\u2028'})
            if wrong:
                found.append(f'{" ".join(command)} prints {", ".join(wrong)}')
    again = bench.office()
    expect(again.take_in(expect(other.export(), 0).out), 0)
    expect_equal(contents(again.lines()), contents(other.lines()), 'exported and imported')
    return f'{count} texts', found


if __name__ == '__main__':
    main(__doc__, {'histories': histories, 'rules': rules, 'amendments': amendments, 'needed': needed, 'texts': texts})
