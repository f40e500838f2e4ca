#!/usr/bin/env python3
"""Checklists as spreadsheets see them: text of any kind arrives as text, in CSV and in XLSX, and comes back.

    workbook.py --plan PROGRAM

Notes with every control character, formulas of all kinds and literal `_x0041_` are recorded, then read from the workbook (zip and XML
of the standard library; openpyxl too where it is installed) and from the CSV. No cell is a formula; state cells have their list.
"""

import argparse, csv, io, json, os, re, shutil, subprocess, sys, tempfile, xml.etree.ElementTree as ET, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
CONTROLS = [chr(code) for code in [*range(1, 32), *range(127, 160)]]
FORMULAS = ['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '＝1', '=\u0301cmd', '"=1"', "'=1", '-1', '_x0041_', '_x000D_', 'x005F_', '=cmd|\' /C calc\'!A0']


def run(program, folder, *arguments, **more):
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=True, **more).stdout


def decoded(text):
    return re.sub(r'_x([0-9A-Fa-f]{4})_', lambda match: chr(int(match[1], 16)), text)


def strings(book):
    """The texts of a workbook, as the format says they are to be read."""
    root = ET.fromstring(book.read('xl/sharedStrings.xml'))
    return [decoded(''.join(part.text or '' for part in item.iter(MAIN + 't'))) for item in root.iter(MAIN + 'si')]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--plan', required=True)
    parser.add_argument('--seed', default='')
    parser.add_argument('--long', action='store_true')
    program = os.path.abspath(parser.parse_args().plan)
    failures = []

    def check(holds, what):
        if not holds:
            failures.append(what)

    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, 'plans')
        shutil.copytree(os.path.join(HERE, '..', '..', 'plans'), folder)
        plan = 'bac-lieu-2018.yaml'
        tasks = json.loads(run(program, folder, 'tasks', plan, '--unit', 'phuong-1', '--format', 'json'))['tasks']
        notes = [f'trước{control}sau' for control in CONTROLS if control not in '\n\r\x85'] + FORMULAS
        lines, wanted = [], {}
        for number, note in enumerate(notes):
            task = tasks[number % len(tasks)]['id']
            wanted[task] = note
            lines.append(json.dumps({
                'entry': '%08x-0000-4000-8000-%012x' % (number, number), 'task': task, 'nominal': tasks[number % len(tasks)]['nominal'],
                'as': 'blocked', 'on': '2018-05-01', 'at': '2018-05-01T00:00:%02d.%06dZ' % (number // 60, number), 'by': None, 'note': note,
                'evidence': [], 'quantity': None, 'until': None, 'document': None}))
        # In rounds, so that every note is once the last word on a task.
        for start in range(0, len(lines), len(tasks)):
            part = lines[start:start + len(tasks)]
            run(program, folder, 'log', plan, '--import', '-', input='\n'.join(part).encode())
            last = dict((json.loads(line)['task'], json.loads(line)['note']) for line in part)
            run(program, folder, 'checklist', plan, '--unit', 'phuong-1', '--format', 'xlsx', '--output', 'c.xlsx')
            with zipfile.ZipFile(os.path.join(folder, 'c.xlsx')) as book:
                check(book.testzip() is None, 'the workbook is no whole zip')
                texts = strings(book)
                for note in last.values():
                    check(note in texts, f'XLSX: {note!r} does not arrive')
                for name in book.namelist():
                    if not name.startswith('xl/worksheets/'):
                        continue
                    sheet = ET.fromstring(book.read(name))
                    check(not list(sheet.iter(MAIN + 'f')), f'XLSX: a formula in {name}')
                sheet = ET.fromstring(book.read('xl/worksheets/sheet1.xml'))
                check(len(list(sheet.iter(MAIN + 'dataValidation'))) >= 1, 'XLSX: no list of states')
                check(sheet.find(MAIN + 'pageSetup') is not None, 'XLSX: not set up for printing')
            text = run(program, folder, 'checklist', plan, '--unit', 'phuong-1', '--format', 'csv').decode('utf-8-sig')
            rows = {row['Mã việc']: row for row in csv.DictReader(io.StringIO(text, newline=''))}
            for task, note in last.items():
                cell = rows[task]['Ghi chú']
                check(cell in (note, "'" + note), f'CSV: {note!r} arrives as {cell!r}')
                safe = cell.lstrip(' ')[:1] not in ('=', '+', '@', '\t', '＝') and not re.match(r'-(?![\d.,]+$)', cell)
                check(safe, f'CSV: {note!r} would be computed')
            untouched = os.path.join(folder, 'back.csv')
            open(untouched, 'w', newline='').write(text)
            before = run(program, folder, 'log', plan, '--export', '-')
            run(program, folder, 'mark', plan, '--import', 'back.csv')
            check(run(program, folder, 'log', plan, '--export', '-') == before, 'CSV: an untouched checklist records something')
        try:
            import openpyxl
        except ImportError:
            print('no openpyxl: the workbook is read by this script alone')
        else:
            book = openpyxl.load_workbook(os.path.join(folder, 'c.xlsx'))
            check(book.sheetnames[0] == 'UBND Phường 1', f'{book.sheetnames}')
            check(all(cell.data_type != 'f' for row in book.worksheets[0].iter_rows() for cell in row), 'openpyxl: a formula')
        first = open(os.path.join(folder, 'c.xlsx'), 'rb').read()
        run(program, folder, 'checklist', plan, '--unit', 'phuong-1', '--format', 'xlsx', '--output', 'd.xlsx')
        check(open(os.path.join(folder, 'd.xlsx'), 'rb').read() == first, 'XLSX: equal checklists differ')
    for failure in failures[:20]:
        print('FAIL', failure)
    print(f'{"ok  " if not failures else "FAIL"} {len(notes)} notes in XLSX and CSV; {len(failures)} violations')
    return bool(failures)


if __name__ == '__main__':
    sys.exit(main())
