#!/usr/bin/env python3
"""Compares the appendix with the plan file and with `plan tasks`: every activity once, numbered, in its group, with its lead; nothing assumed where it is hidden.

    figures.py --plan PROGRAM [--long] [--only rows,hidden,amendments,large]

The plan files are read with PyYAML (python3-yaml) and a small reading of their own keys, apart from the program.
"""

import json, os, re, resource, subprocess, sys, time, unicodedata

from documents import AMENDMENT, EXAMPLES, MARK, PLANS, ROOT, Page, Word, main, plan_files

NAMES = {
    'title': ['tên'], 'lead': ['chủ trì'], 'coordinate': ['phối hợp'], 'implement': ['thực hiện'], 'monitor': ['theo dõi'], 'report_to': ['nơi nhận báo cáo'], 'themes': ['chủ đề', 'nội dung tuyên truyền'],
    'activities': ['hoạt động', 'nhiệm vụ'], 'phases': ['giai đoạn'], 'assumed': ['giả định'], 'units': ['đơn vị'], 'use': ['dùng chung'], 'members': ['gồm'], 'name': ['tên gọi', 'tên'], 'defaults': ['mặc định'],
    'product': ['sản phẩm'], 'target': ['chỉ tiêu'], 'evidence': ['minh chứng'], 'place': ['địa điểm'], 'note': ['ghi chú'], 'budget': ['kinh phí'], 'internal': ['việc nội bộ'], 'document': ['văn bản'], 'basis': ['căn cứ'],
    'successor': ['đơn vị kế thừa'], 'time': ['giờ'], 'day': ['ngày'], 'when': ['thời gian', 'khi'], 'due': ['hạn', 'chậm nhất'], 'before': ['trước ngày'], 'every': ['định kỳ', 'lặp'], 'from': ['từ'], 'to': ['đến'], 'except': ['trừ ngày'], 'also': ['thêm ngày'],
}
WHEN = {'day', 'when', 'from', 'to', 'due', 'before', 'every', 'rrule'}
NO_TIME = {'Nhiệm vụ chung', 'Theo dõi, kiểm tra, báo cáo'}


def folded(key):
    letters = unicodedata.normalize('NFD', str(key).lower())
    return re.sub('[ _-]+', ' ', ''.join(letter for letter in letters if not unicodedata.combining(letter)).replace('đ', 'd'))


FOLDED = {}
for english, others in NAMES.items():
    for name in [english, *others]:
        FOLDED.setdefault(folded(name), []).append(english)


def get(mapping, name, fallback=None):
    """The value under a key in either language."""
    for key, value in (mapping or {}).items():
        if name in FOLDED.get(folded(key), [key]):
            return value
    return fallback


def listed(value):
    if value is None:
        return []
    if isinstance(value, list):
        return [item for one in value for item in listed(one)]
    return [item.strip() for item in str(value).split(',') if item.strip()]


class Plan:
    """What a plan file says, as far as it is needed here."""

    def __init__(self, path):
        import yaml
        with open(path, encoding='utf-8') as file:
            self.head = yaml.load(file, Loader=yaml.BaseLoader)
        files = [self.head]
        for used in listed(get(self.head, 'use')):
            with open(os.path.join(os.path.dirname(path), used), encoding='utf-8') as file:
                files.append(yaml.load(file, Loader=yaml.BaseLoader))
        self.units, self.themes, self.succeeded = {}, {}, set()
        for one in files:
            self.add_units(get(one, 'units'))
            for ident, theme in (get(one, 'themes') or {}).items():
                self.themes.setdefault(ident, get(theme, 'title') if isinstance(theme, dict) else theme)
        self.defaults = get(self.head, 'defaults') or {}
        self.activities = get(self.head, 'activities')

    def add_units(self, units):
        for ident, unit in (units or {}).items() if isinstance(units, dict) else []:
            self.units.setdefault(ident, get(unit, 'name') if isinstance(unit, dict) else unit)
            if isinstance(unit, dict):
                self.add_units(get(unit, 'members'))
                if get(unit, 'successor'):
                    self.succeeded.add(ident)

    def items(self, activity):
        """The activity, or its phases with what they inherit."""
        phases = get(activity, 'phases')
        return [(activity, activity)] if not phases else [(phase, activity) for phase in phases.values()]

    def value(self, item, name):
        for one in (*item, self.defaults):
            found = get(one, name)
            if found is not None:
                return found
        return None

    def assumed(self, item):
        own, whole = ({FOLDED.get(folded(key), [key])[0] for key in (given if isinstance(given, dict) else listed(given))} for given in (get(one, 'assumed') for one in item))
        # What a phase writes anew is its own.
        return own | {key for key in whole if key in WHEN or get(item[0], key) is None} if item[0] is not item[1] else own

    def theme(self, activity):
        for item in self.items(activity):
            for ident in listed(self.value(item, 'themes')):
                if ident in self.themes:
                    return ident
        return None


def same_title(written, shown):
    """Whether a title stands as written, its period said in words or filled in."""
    pattern = re.escape(' '.join(written.split())).replace('\\ ', ' ')
    pattern = re.sub(r' ?\\\{(period|kỳ)\\\}', '( .*)?', pattern)
    plain = re.sub(r'\b(hằng|từng) (?=(ngày|tuần|tháng|quý|năm|kỳ)\b)', '', shown)
    return bool(re.fullmatch(pattern, shown) or re.fullmatch(pattern, plain))


def strip(text):
    return text[:-len(MARK)] if text.endswith(MARK) else text


# --- Sections


def rows(bench):
    count = 0
    for path in plan_files():
        label, plan = os.path.basename(path), Plan(path)
        table = Word(bench.document(path, 'docx', '--lang', 'vi')).assignments()
        tasks = json.loads(bench.run('tasks', path, '--format', 'json', '--as-of', '2000-01-01'))['tasks']
        whole = [row for row in table if '.' not in row[1]]
        bench.check([number for _, number, _ in whole] == [str(number + 1) for number in range(len(plan.activities))], f'{label}: numbers {[number for _, number, _ in whole]}')
        # In the order of the themes, then of the file; work without a theme behind them.
        order = list(plan.themes)
        wanted = sorted(plan.activities, key=lambda ident: order.index(plan.theme(plan.activities[ident])) if plan.theme(plan.activities[ident]) else 999)
        groups = []
        for ident, (group, number, cells) in zip(wanted, whole):
            activity = plan.activities[ident]
            title = get(activity, 'title')
            bench.check(same_title(title, strip(cells[0][0])), f'{label}: {number}: {cells[0][0]!r} instead of {title!r}')
            theme = plan.theme(activity)
            bench.check(group == plan.themes[theme] if theme else group in NO_TIME, f'{label}: {number} stands under {group!r}')
            if group not in groups:
                groups.append(group)
            bench.check(groups[-1] == group, f'{label}: {number}: group {group!r} is parted')
            items = plan.items(activity)
            lines = [row for row in table if row[1].startswith(number + '.')] if get(activity, 'phases') else [(group, number, cells)]
            bench.check([row[1] for row in lines] == ([f'{number}.{index + 1}' for index in range(len(items))] if get(activity, 'phases') else [number]), f'{label}: phases {[row[1] for row in lines]}')
            for item, (_, phase, texts) in zip(items, lines):
                count += 1
                leads = [re.sub(r'^(each|mỗi) ', '', one) for one in listed(plan.value(item, 'lead'))]
                names = [plan.units.get(one, one) for one in leads]
                shown = [re.sub(r' \(từng đơn vị\)$', '', strip(line)) for line in texts[1] if line]
                bench.check(shown == names, f'{label}: {phase}: lead {shown} instead of {names}')
                bench.check(same_title(get(item[0], 'title'), strip(texts[0][0])), f'{label}: {phase}: {texts[0][0]!r} instead of {get(item[0], "title")!r}')
                assumed = plan.assumed(item)
                bench.check(all(line.endswith(MARK) for line in texts[1] if line) == ('lead' in assumed) or not texts[1][0], f'{label}: {phase}: lead {"is" if "lead" in assumed else "is not"} assumed: {texts[1]}')
                products = get(item[0], 'product', get(item[1], 'product'))
                for product in (products if isinstance(products, list) else [products] if products else []):
                    bench.check(any(re.sub(r'^0+|\D', '', product) == re.sub(r'^0+|\D', '', line) or product.split()[-1] in line for line in texts[4]), f'{label}: {phase}: product {product!r} is not in {texts[4]}')
        # Each task belongs to a row, and is led by whom the row names, or a member of it.
        bench.check({task['activity'] for task in tasks} <= set(plan.activities), f'{label}: tasks of other activities')
        for task in tasks:
            if (activity := plan.activities.get(task['activity'])) is None:
                continue
            item = (get(activity, 'phases')[task['phase']], activity) if task['phase'] else (activity, activity)
            leads = listed(plan.value(item, 'lead'))
            if len(leads) == 1 and not re.match('(each|mỗi) ', leads[0]) and leads[0] not in plan.succeeded:
                bench.check(task['lead'] == leads[0], f'{label}: {task["id"]} is led by {task["lead"]} instead of {leads[0]}')
    return f'{count} rows'


def hidden(bench):
    """`--assumed hide` leaves out what the plan calls assumed, in the appendix and in the text; `show` marks it."""
    count = 0
    for path in plan_files():
        label, plan = os.path.basename(path), Plan(path)
        shown, without = (Word(bench.document(path, 'docx', '--lang', 'vi', '--assumed', way)) for way in ('show', 'hide'))
        bench.check('(*)' not in without.text, f'{label}: a mark where what is assumed is hidden')
        for form in ('html', 'md'):
            data = bench.document(path, form, '--lang', 'vi', '--assumed', 'hide').decode()
            bench.check('(*)' not in data and '(\\*)' not in data, f'{label}: {form}: a mark')
        table = {number: cells for _, number, cells in without.assignments()}
        marked = {number: cells for _, number, cells in shown.assignments()}
        bench.check(table.keys() == marked.keys(), f'{label}: other rows where what is assumed is hidden')
        order = list(plan.themes)
        wanted = sorted(plan.activities, key=lambda ident: order.index(plan.theme(plan.activities[ident])) if plan.theme(plan.activities[ident]) else 999)
        text = '\n'.join(without.paragraphs)
        for number, ident in enumerate(wanted, 1):
            activity = plan.activities[ident]
            for index, item in enumerate(plan.items(activity), 1):
                row = f'{number}.{index}' if get(activity, 'phases') else str(number)
                assumed, cells, all_cells = plan.assumed(item), table[row], marked[row]
                for key, column in (('lead', 1), ('coordinate', 2), ('implement', 2), ('product', 4), ('target', 4), ('place', 5), ('evidence', 5), ('note', 5), ('budget', 5)):
                    if key not in assumed:
                        continue
                    count += 1
                    names = [plan.units.get(one, one) for one in (re.sub(r'^(each|mỗi) ', '', one) for one in listed(plan.value(item, key)))] if column < 3 else [value for value in [plan.value(item, key)] if isinstance(value, str)]
                    left = [line for line in cells[column] if any(name and name in line for name in names)]
                    if key == 'coordinate':
                        left = [line for line in left if not line.startswith('Thực hiện: ')]
                    bench.check(not left, f'{label}: {row}: {key} is assumed and stands there: {left}')
                times = assumed & WHEN
                if 'every' in times or times and not self_recurs(plan, item) or 'phases' in assumed:
                    bench.check(cells[3] == [''], f'{label}: {row}: the time is assumed and stands there: {cells[3]}')
                if 'lead' in assumed:
                    for told in (f'(nhiệm vụ số {row} Phụ lục)',):
                        bench.check(told not in text, f'{label}: {row}: the text names an assumed lead')
                if not assumed:
                    bench.check(cells[1:5] == all_cells[1:5], f'{label}: {row}: nothing is assumed and it differs')
        document = get(plan.head, 'document') or {}
        if 'basis' in {FOLDED.get(folded(key), [key])[0] for key in (get(document, 'assumed') or {})}:
            bench.check('Căn cứ' not in text, f'{label}: an assumed basis stands there')
    return f'{count} assumed cells'


def self_recurs(plan, item):
    return get(item[0], 'every') is not None


def amendments(bench):
    old, new = (os.path.join(EXAMPLES, name) for name in AMENDMENT)
    word = Word(bench.document(new, 'docx', '--amending', old))
    parts = [(group, cells[0][0]) for group, _, cells in word.assignments()]
    bench.check([group for group, _ in parts] == ['Điều chỉnh', 'Bổ sung', 'Bãi bỏ'], f'{parts}')
    back = Word(bench.document(old, 'docx', '--amending', new))
    bench.check([(group, cells[0][0]) for group, _, cells in back.assignments()] == [('Điều chỉnh', parts[0][1]), ('Bổ sung', parts[2][1]), ('Bãi bỏ', parts[1][1])], 'the way back is not the other way round')
    same = bench.run('document', new, '--amending', new, '--format', 'md', '--lang', 'en', code=None)
    bench.check(same.returncode == 2 and not same.stdout and b'nothing to amend' in same.stderr, f'the same plan: exit {same.returncode}: {same.stderr!r}')
    for path in plan_files():
        same = bench.run('document', path, '--amending', path, '--format', 'md', '--lang', 'en', code=None)
        bench.check(b'nothing to amend' in same.stderr, f'{os.path.basename(path)} differs from itself')
    return f'{len(parts)} changes and back, {len(plan_files())} plans against themselves'


def large(bench):
    """300 activities and 3,321 communes: each form in a few seconds and in little memory."""
    path = bench.path('large.yaml')
    plans = os.path.join(ROOT, 'Benchmarks', 'plans.py')
    subprocess.run([sys.executable, plans, '--communes', '3321', '--out', path], check=True, capture_output=True)
    with open(path, encoding='utf-8') as file:
        head = file.read().partition('\nactivities:\n')[0]
    themes = re.findall(r'^  ([\w-]+):', head.partition('\nthemes:\n')[2].partition('\ntarget_groups:')[0], re.M)
    activities = ''.join(
        f'  viec-{number}:\n    title: Tuyên truyền nội dung số {number} về thủ tục hành chính\n    themes: {themes[number % len(themes)]}\n    lead: each xa-phuong\n'
        f'    due: {number % 28 + 1:02}/{number % 9 + 3:02}\n    product: {number + 1} tin, bài\n' for number in range(300))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'{head}\nactivities:\n{activities}')
    told = []
    for form in ('html', 'docx', 'md'):
        output, begun = bench.path(f'large.{form}'), time.monotonic()
        process = subprocess.Popen([bench.program, 'document', path, '--format', form, '--output', output], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        if not bench.check(status == 0, f'{form}: exit {os.waitstatus_to_exitcode(status)}'):
            continue
        told.append(f'{form} {seconds:.1f} s, {used.ru_maxrss // 1024} MiB')
        bench.check(seconds < 30, f'{form}: {seconds:.1f} s')
        bench.check(used.ru_maxrss < 1 << 20, f'{form}: {used.ru_maxrss // 1024} MiB')
    with open(bench.path('large.docx'), 'rb') as file:
        numbers = [number for _, number, _ in Word(file.read()).assignments()]
    bench.check(numbers == [str(number + 1) for number in range(300)], f'{len(numbers)} rows')
    return ', '.join(told)


if __name__ == '__main__':
    try:
        import yaml     # noqa: F401
    except ImportError:
        print('not looked at: no PyYAML')
        sys.exit(0)
    main(__doc__, {'rows': rows, 'hidden': hidden, 'amendments': amendments, 'large': large})
