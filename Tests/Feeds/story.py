#!/usr/bin/env python3
"""Plays stories of amended plans and checks every entry of every feed after every export.

usage: story.py --plan PROGRAM --judge validate_ics.py [options]

    --only NAMES        hand, bac-lieu, former, random (comma between them; default: all)
    --stories N         how many random stories (30)
    --seed N            of the random stories (2026): random story N of a seed is the same on every machine
    --random N          play the random story of this number alone
    --parsers           the judge also asks every iCalendar parser it finds (slow)
    --no-parsers        it does not (default)
    --keep DIR          leave plans and folders there, one folder a story
    --verbose           name every step

A story exports one plan again and again, the clock moving on, the plan amended, files put back, taken away or spoilt in
between. What must stand in the folder is worked out in `feeds_model.py`. Every step exports into an empty folder as well
(under another zone and locale), then over the published one, then once more with nothing changed.
Exit status: 0 all as it must be, 1 differences (each printed with story, step, feed and UID), 2 the stories could not be played.
"""
import argparse
import contextlib
import copy
import datetime as dt
import importlib.util
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace

import feeds_model as model
from feeds_model import Options

HERE = os.path.dirname(os.path.abspath(__file__))
PLANS = os.path.join(HERE, '..', '..', 'plans')
ALIKE = 2        # differences of one kind printed for a step; the last line of a story counts all
EVERYTHING = Options(feeds=('units', 'all', 'todo'), roles=('coordinate', 'monitor'), alarms=True)


# ------------------------------------------------------------------------------------------------------- the turns of a story
@dataclass(frozen=True)
class Turn:
    """One export. `tampering` happens to the folder before it:

        ('restore', feeds)        these stand as before the last export: a kill between files
        ('remove', feeds)         these are gone
        ('damage', feed, kind)    empty, html, foreign or truncated
        ('block', feed, kind)     a link, folder or pipe stands there; the export must refuse, then it is taken away
    """
    label: str
    now: int
    text: str
    options: Options
    tampering: tuple = ()


def clock(day, hour=9):
    """Seconds since 1970 of a day in Vietnam."""
    return int(dt.datetime.fromisoformat(f'{day}T{hour:02}:00:00+07:00').timestamp())


# ------------------------------------------------------------------------------------------------------------- files and folders
def snapshot(folder):
    """Path -> (bytes, modification time) of all plain files; None stands for anything else."""
    found = {}
    for root, folders, files in os.walk(folder):
        for name in files + [f for f in folders if os.path.islink(os.path.join(root, f))]:
            path = os.path.join(root, name)
            state, plain = os.lstat(path), os.path.isfile(path) and not os.path.islink(path)
            found[os.path.relpath(path, folder)] = (open(path, 'rb').read(), state.st_mtime_ns) if plain else None
    return found


def feeds_in(files, plan):
    """Feed -> bytes of the files that stand where feeds of ours belong."""
    names = {path: re.fullmatch(re.escape(plan) + r'/([a-z][a-z0-9-]*)\.ics', path) for path in files}
    return {match[1]: files[path][0] for path, match in names.items() if match and files[path] is not None}


def written(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(data)


SPOILT = {
    'empty': lambda data: b'',
    'html': lambda data: b'<!doctype html><title>404</title>\n',
    'foreign': lambda data: data.replace(b'PRODID:-//plan//plan-format 1//VI', b'PRODID:-//Office//Calendar 3//EN'),
    'truncated': lambda data: data[:len(data) * 2 // 3],
}
FOREIGN = {'ghi-chu.txt': 'của văn phòng'.encode(), 'anh/logo.png': b'\x89PNG', '{plan}/README.html': b'<p>', '{plan}/Lich cu.ics': b'BEGIN:VCALENDAR\r\n'}


# ------------------------------------------------------------------------------------------------------------------- the player
class Unplayable(Exception):
    pass


class Player:
    """Plays the turns of one story in a folder of its own and collects the differences."""

    def __init__(self, name, program, judge, parsers, folder, say):
        self.name, self.program, self.judge, self.parsers, self.say = name, program, judge, parsers, say
        self.folder, self.out = folder, os.path.join(folder, 'out')
        self.meaning, self.previous = {}, {}
        self.foreign, self.label, self.found, self.told, self.entries, self.steps = {}, '', [], {}, 0, 0

    def wrong(self, feed, uid, text):
        self.found.append((self.label, feed, uid, text))
        kind = self.label, re.sub(r"'[^']*'|[0-9TZ:]+", '', text)[:60]
        self.told[kind] = self.told.get(kind, 0) + 1
        if self.told[kind] <= ALIKE:
            print(f'{self.name}: {self.label}: {feed or "-"}: {uid or "-"}: {text}', flush=True)

    def run(self, arguments, now, **environment):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(('LC_', 'LANG', 'PLAN_', 'TZ', 'SOURCE_'))}
        return subprocess.run([self.program, *arguments], capture_output=True, text=True, timeout=300, cwd=self.folder,
                              env={**kept, 'SOURCE_DATE_EPOCH': str(now), 'LC_ALL': 'C.UTF-8', **environment})

    def export(self, folder, turn, now, **environment):
        return self.run(['export', 'plan.yaml', '--to', folder, *turn.options.arguments()], now, **environment)

    def play(self, turn, number):
        """Plays one turn; says whether the plan could be exported."""
        self.label = f'{number} {turn.label}'
        if self.say:
            print(f'  {self.name}: {self.label}', flush=True)
        written(os.path.join(self.folder, 'plan.yaml'), turn.text.encode())
        known, plan = model.facts(turn.text), model.facts(turn.text).plan
        if not self.foreign:
            self.foreign = {path.format(plan=plan): data for path, data in FOREIGN.items()}
            for path, data in self.foreign.items():
                written(os.path.join(self.out, path), data)
        listed = self.run(['tasks', 'plan.yaml', '--format', 'json'], turn.now)
        if listed.returncode == 1:
            self.refused(turn, 1, 'a plan with errors')
            return False
        if listed.returncode:
            raise Unplayable(listed.stderr)
        tasks = json.loads(listed.stdout)['tasks']
        fresh = self.exported_afresh(turn, tasks, known)
        lost = self.tamper(turn, plan, fresh or {})
        before = snapshot(self.out)
        result = self.export('out', turn, turn.now)
        after = snapshot(self.out)
        if result.returncode:
            self.wrong('', '', f'export exits with {result.returncode}: {result.stderr.strip()[-300:]}')
            if result.returncode == 64:
                raise Unplayable(result.stderr)
            return False
        if fresh is not None:
            self.compare(turn, tasks, known, fresh, before, after, result.stderr, lost)
        self.again(turn, after)
        self.previous = before
        self.steps += 1
        return True

    # ---- before the export
    def tamper(self, turn, plan, fresh):
        """Does to the folder what the turn says, spoiling only what this export will write. Gives the feeds cut in two, as they were."""
        lost = {}
        for what, *on in turn.tampering:
            if what in ('damage', 'block') and on[0] not in fresh:
                continue
            path = lambda feed: os.path.join(self.out, plan, feed + '.ics')
            if what == 'restore':
                for feed in on[0]:
                    old = self.previous.get(f'{plan}/{feed}.ics')
                    if old is not None:
                        with contextlib.suppress(model.Unreadable, UnicodeDecodeError):
                            model.read_feed(old[0])
                            written(path(feed), old[0])
                    elif os.path.exists(path(feed)):
                        os.remove(path(feed))
            elif what == 'remove':
                for feed in on[0]:
                    if os.path.exists(path(feed)):
                        os.remove(path(feed))
            elif what == 'damage' and os.path.exists(path(on[0])):
                data = open(path(on[0]), 'rb').read()
                written(path(on[0]), SPOILT[on[1]](data))
                if on[1] == 'truncated':
                    with contextlib.suppress(model.Unreadable):
                        lost[on[0]] = model.read_feed(data)
            elif what == 'block':
                self.blocked(turn, path(on[0]), on[1])
        return lost

    def blocked(self, turn, path, kind):
        aside, elsewhere = path + '-aside', os.path.join(self.folder, 'elsewhere.ics')
        stood = os.path.exists(path)
        if stood:
            os.rename(path, aside)
        written(elsewhere, b'elsewhere')
        os.makedirs(os.path.dirname(path), exist_ok=True)
        {'link': lambda: os.symlink(elsewhere, path), 'folder': lambda: os.mkdir(path), 'pipe': lambda: os.mkfifo(path)}[kind]()
        self.refused(turn, 2, f'a {kind} in the way')
        if open(elsewhere, 'rb').read() != b'elsewhere':
            self.wrong('', '', f'wrote through a {kind}')
        (os.rmdir if kind == 'folder' else os.remove)(path)
        if stood:
            os.rename(aside, path)

    def refused(self, turn, status, why):
        before = snapshot(self.out)
        result = self.export('out', turn, turn.now)
        if result.returncode != status or not result.stderr.strip():
            self.wrong('', '', f'{why}: export exits with {result.returncode}, not {status}; says {result.stderr.strip()[-200:]!r}')
        if snapshot(self.out) != before:
            self.wrong('', '', f'{why}: export changed {sorted(self.changed(before, snapshot(self.out)))}')

    @staticmethod
    def changed(before, after):
        return {path for path in before.keys() | after.keys() if before.get(path, ()) != after.get(path, ())}

    # ---- the export
    def exported_afresh(self, turn, tasks, known):
        """The feeds of an empty folder, compared with the tasks; made under another zone and locale."""
        folder = os.path.join(self.folder, 'fresh')
        shutil.rmtree(folder, ignore_errors=True)
        result = self.export('fresh', turn, turn.now, TZ='Pacific/Kiritimati', LC_ALL='C')
        if result.returncode:
            self.wrong('', '', f'export into an empty folder exits with {result.returncode}: {result.stderr.strip()[-300:]}')
            if result.returncode == 64:
                raise Unplayable(result.stderr)
            return None
        feeds = self.read(feeds_in(snapshot(folder), known.plan))
        for feed, uid, text in model.first_export(feeds, tasks, known, turn.options, turn.now):
            self.wrong(feed, uid, 'in an empty folder: ' + text)
        return feeds

    def read(self, files, damaged=None):
        feeds = {}
        for feed, data in files.items():
            try:
                feeds[feed] = model.read_feed(data)
            except (model.Unreadable, UnicodeDecodeError) as error:
                if damaged is None:
                    self.wrong(feed, '', f'cannot be read: {error}')
                else:
                    damaged[feed] = data
        return feeds

    def compare(self, turn, tasks, known, fresh, before, after, said, lost):
        plan, damaged = known.plan, {}
        old, new = self.read(feeds_in(before, plan), damaged), self.read(feeds_in(after, plan))
        wants, optional = model.wanted(tasks, turn.options)
        step = model.Step(old, new, fresh, wants, turn.options, known, turn.now, self.meaning, lost, formers(wants, known, old), set(damaged))
        for feed, uid, text in model.further_export(step, optional):
            self.wrong(feed, uid, text)
        self.entries += sum(len(feed.items) for feed in new.values())
        self.left_alone(turn, plan, before, after, said, old)
        self.put_aside(plan, damaged, before, after, said)
        index = after.get('index.html', (b'',))[0].decode('utf-8', 'replace')
        for feed in new:
            if model.kind_of(feed) in turn.options.feeds and any(feed in want.feeds for want in wants.values()) and f'{feed}.ics' not in index:
                self.wrong(feed, '', 'is not named in index.html')
        self.judged(turn, plan, before, after, old, new)

    def left_alone(self, turn, plan, before, after, said, old):
        """Feeds that this choice does not ask for, and what is somebody else's."""
        unasked = [feed for feed in old if model.kind_of(feed) not in turn.options.feeds]
        for feed in unasked:
            if before[f'{plan}/{feed}.ics'] != after.get(f'{plan}/{feed}.ics'):
                self.wrong(feed, '', 'was not asked for and did not stay as it was')
        if unasked and not any(feed in said for feed in unasked):
            self.wrong(unasked[0], '', f'no warning says that it is left; said: {said.strip()[-300:]!r}')
        for path, data in self.foreign.items():
            if path not in after or before[path] != after[path]:
                self.wrong('', '', f'{path}, which is not ours, did not stay as it was')
        ours = re.compile(re.escape(plan) + r'/[a-z][a-z0-9-]*\.ics(\.kept-\d+)?|index\.html')
        for path in after.keys() - before.keys():
            if not ours.fullmatch(path):
                self.wrong('', '', f'left {path} behind')
        for path in before.keys() - after.keys():
            self.wrong('', '', f'took {path} away')

    def put_aside(self, plan, damaged, before, after, said):
        kept = {path for path in after.keys() - before.keys() if '.ics.kept-' in path}
        for feed, data in damaged.items():
            copies = [path for path in kept if path.startswith(f'{plan}/{feed}.ics.kept-') and after[path][0] == data]
            if len(copies) != 1:
                self.wrong(feed, '', f'was damaged and is kept as {copies or "nothing"}')
            if f'{feed}.ics' not in said:
                self.wrong(feed, '', f'was damaged and nothing says so; said: {said.strip()[-300:]!r}')
            kept -= set(copies)
        for path in kept:
            self.wrong('', '', f'{path} was put aside although nothing was wrong with it')

    def judged(self, turn, plan, before, after, old, new):
        """The judge on every feed, all at once and each against its previous copy."""
        paths = {os.path.join(self.out, plan, feed + '.ics'): feed for feed in new if model.kind_of(feed) in turn.options.feeds}
        cancelled = {uid for feed in new.values() for uid, item in feed.items.items() if item.cancelled}
        quick = [] if self.parsers else ['--no-parsers']
        self.report(self.judge([*paths, *quick]), paths, cancelled)
        for path, feed in paths.items():
            name = f'{plan}/{feed}.ics'
            if feed in old and before[name][0] != after[name][0]:
                previous = os.path.join(self.folder, 'previous.ics')
                written(previous, before[name][0])
                self.report([each for each in self.judge([path, '--against', previous, '--no-parsers'])
                             if not (each[2] == 'RE-VOLATILE' and behind(old, feed, each[3].partition(':')[0]))], paths, cancelled)

    def report(self, findings, paths, cancelled):
        for path, level, code, text in findings:
            quoted = re.search(r"UID '([^']*)'", text)
            if level == 'info' or code == 'RE-CALPROP' or (code == 'NO-DUE' and model.is_todo(paths[path])) \
                    or (code == 'X-FEED' and quoted and quoted[1] in cancelled):
                continue
            self.wrong(paths[path], '', f'judge: {level} {code}: {text}')

    # ---- after the export
    def again(self, turn, after):
        """Nothing changed: nothing is written."""
        result = self.export('out', turn, turn.now + 60)
        if result.returncode:
            self.wrong('', '', f'second export exits with {result.returncode}: {result.stderr.strip()[-300:]}')
        for path in sorted(self.changed(after, snapshot(self.out))):
            now = snapshot(self.out).get(path)
            self.wrong('', '', f'nothing changed, yet a second export {"wrote" if now else "took away"} {path}'
                               + (' (the same bytes)' if now and after.get(path) and now[0] == after[path][0] else ''))


def formers(wants, known, before):
    """UID -> the UID it keeps: that of the task's former id, where such an entry is live in the folder."""
    if not known.former:
        return {}
    live = {uid for feed in before.values() for uid, item in feed.items.items() if not item.cancelled}
    found = {}
    for uid, want in wants.items():
        task, old = want.task, lambda kind, *ident: known.former.get((kind, *ident), ident[-1])
        ident, at, owner = task['id'].partition('@')
        plan, named, *key = ident.split('/')
        activity, dot, phase = named.partition('.')
        phase = old('phase', activity, phase) if dot else ''
        former = '/'.join([plan, old('activity', activity) + dot + phase, *key]) + at + (old('unit', owner) if at else '')
        kept = model.uid_of({**task, 'id': former}, want.role, old('unit', want.unit), want.todo)
        if kept != uid and kept in live:
            found[uid] = kept
    return found


def behind(feeds, feed, uid):
    """Is this copy of an entry older than another feed's? Then it may get later stamps and, by chance, its old texts."""
    return any(uid in held.items and held.items[uid].raw != feeds[feed].items[uid].raw for held in feeds.values())


def load_judge(path):
    """The judge's own command line, run in this process: arguments -> (file, level, code, message)."""
    spec = importlib.util.spec_from_file_location('judge', path)
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)

    def ask(arguments):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            judge.main([*arguments, '--json'])
        return [(each['path'], finding['level'], finding['code'], finding['msg']) for each in json.loads(said.getvalue()) for finding in each['findings']]
    return ask


# ---------------------------------------------------------------------------------------------------- stories written by hand
def amended(text, edits):
    for old, new in edits:
        if text.count(old) != 1:
            raise Unplayable(f'{old!r} stands {text.count(old)} times in the plan')
        text = text.replace(old, new)
    return text


def told(text, steps, options):
    """Turns from (label, day, edits, more): edits add up; `more` may name tampering, options, or a plan to go back to."""
    history = {}
    for label, day, edits, *more in steps:
        more = more[0] if more else {}
        text = amended(history.get(more.get('back_to'), text), edits)
        history[label] = text
        yield Turn(label, clock(day), text, replace(options, **more.get('options', {})), tuple(more.get('tampering', ())))


def amendment(number, day):
    return f'  - {{number: {number}, issued: {day}, summary: "Điều chỉnh, bổ sung"}}\n'


HAND = [
    ('first', '2026-01-05', []),
    ('nothing new', '2026-01-12', []),
    ('time and place', '2026-01-20', [('17:30-17:45', '17:00-17:20'), ('place: Hội trường', 'place: "Hội trường B, tầng 2"')]),
    ('killed, run again', '2026-01-21', [], {'tampering': [('restore', ('all', 'all-todo', 'phong-vh'))]}),
    ('titles', '2026-02-01', [('title: Tờ rơi', 'title: Tờ rơi, áp phích; bản đồ'), ('một cửa liên thông', 'liên thông')]),
    ('first numbered amendment: another lead', '2026-02-20', [
        ('    lead: phong-nv\n    coordinate: [phong-vh, thu-vien]', '    lead: phong-vh\n    coordinate: [phong-nv, kp-1]'),
        ('\nactivities:', '\namendments:\n' + amendment('12/QĐ-UBND', '20/02/2026') + '\nactivities:')]),
    ('killed in the middle of moving', '2026-02-21', [], {'tampering': [('restore', ('phong-nv', 'phong-nv-todo', 'thu-vien'))]}),
    ('the clock steps back', '2026-01-30', [('title: Tháo dỡ băng-rôn', 'title: Gỡ băng-rôn')]),
    ('the radio station hands over', '2026-03-10', [('  dai: {name: Đài Truyền thanh, parent: ubnd}',
        '  dai: {name: Đài Truyền thanh, parent: ubnd, to: 31/07/2026, successor: trung-tam}')]),
    ('a member leaves, a milestone waits', '2026-04-01', [
        ('      kp-3: Khu phố 3\n', ''), ('    lead: kp-3\n', '    lead: kp-2\n'), ('tong-ket: 15/12', 'tong-ket: pending'),
        ('summary: "Điều chỉnh, bổ sung"}\n', 'summary: "Điều chỉnh, bổ sung"}\n' + amendment('34/QĐ-UBND', '01/04/2026'))]),
    ('killed in the middle of ending', '2026-04-02', [], {'tampering': [('restore', ('kp-3', 'kp-3-todo', 'phong-nv'))]}),
    ('a phase comes, a contest goes, the plan is called otherwise', '2026-04-10', [
        ('due: 30/06, after: treo}', 'due: 30/06, after: treo}\n      kiem-tra: {title: Kiểm tra, due: 01/06}'),
        ('  cuoc-thi:\n    title: Cuộc thi\n    themes: so\n    lead: phong-vh\n    when: tháng 5 đến tháng 6\n\n', ''),
        ('title: Tuyên truyền cải cách hành chính năm 2026', 'title: Truyền thông cải cách hành chính năm 2026')]),
    ('a unit is renamed, the library and its books go', '2026-04-20', [
        ('Phòng Nội vụ', 'Phòng Nội vụ - Lao động'), ('  thu-vien: {name: Thư viện, parent: ubnd}\n', ''),
        ('  sach:\n    title: Tủ sách\n    lead: thu-vien\n    due: 30/04\n\n', '')]),
    ('the times are as they were', '2026-05-04', [('17:00-17:20', '17:30-17:45')]),
    ('contest and third member are back', '2026-05-11', [
        ('  niem-yet:\n', '  cuoc-thi:\n    title: Cuộc thi\n    themes: so\n    lead: phong-vh\n    when: tháng 5 đến tháng 6\n\n  niem-yet:\n'),
        ('      kp-2: Khu phố 2\n', '      kp-2: Khu phố 2\n      kp-3: Khu phố 3\n')]),
    ('only all', '2026-05-20', [('title: Niêm yết', 'title: Niêm yết công khai')], {'options': {'feeds': ('all',)}}),
    ('only units', '2026-05-21', [('title: Diễn đàn', 'title: Diễn đàn trẻ'), ('due: 01/06}', 'due: 02/06}')], {'options': {'feeds': ('units',)}}),
    ('all that was asked for', '2026-05-22', []),
    ('the forum is certain, the meeting goes back and moves', '2026-06-01', [
        ('dự kiến tháng 9', 'tháng 9'), ('    day: 20/08\n', '    day: 27/08\n'),
        ('    lead: phong-vh\n    coordinate: [phong-nv, kp-1]', '    lead: phong-nv\n    coordinate: [phong-vh]')]),
    ('a link in the way', '2026-06-02', [('title: Khảo sát', 'title: Khảo sát ý kiến')], {'tampering': [('block', 'phong-nv', 'link')]}),
    ('a folder in the way', '2026-06-02', [], {'tampering': [('block', 'phong-nv', 'folder'), ('block', 'all', 'pipe')]}),
    ('a page stands where a feed was', '2026-06-03', [], {'tampering': [('damage', 'phong-vh', 'html'), ('damage', 'kp-1', 'foreign')]}),
    ('empty and cut files', '2026-06-04', [('Chuyển đổi số; dịch vụ công', 'Chuyển đổi số')], {'tampering': [('damage', 'phong-vh', 'empty'), ('damage', 'kp-2', 'truncated')]}),
    ('feeds are lost', '2026-06-05', [], {'tampering': [('remove', ('all', 'phong-nv', 'kp-1-todo'))]}),
    ('all work of one member ends', '2026-06-10', [('      kp-2: Khu phố 2\n', ''), ('    lead: kp-2\n', '    lead: phong-vh\n')]),
    ('the first texts again', '2026-07-01', [], {'back_to': 'titles'}),
    ('sixty days later', '2026-09-15', []),
    ('the last amendment again', '2026-09-20', [], {'back_to': 'all work of one member ends'}),
    ('in the next year', '2027-04-01', []),
]

BAC_LIEU = [
    ('first', '2018-04-17', []),
    ('the radio column moves to another hour', '2018-04-20', [('time: 17:30-17:45', 'time: 17:15-17:30')]),
    ('and to other days', '2018-04-24', [('day: [tue, fri]', 'day: [mon, fri]')]),
    ('reports of the quarter five days earlier', '2018-05-02', [('due: day 20 of last month', 'due: day 15 of last month'),
        ('\nactivities:\n', '\namendments:\n' + amendment('61/KH-UBND', '02/05/2018') + '\nactivities:\n')], {'tampering': [('remove', ('phuong-7',))]}),
    ('killed, run again', '2018-05-03', [], {'tampering': [('restore', ('all', 'phuong-1', 'phuong-2', 'phuong-3', 'xa-hiep-thanh'))]}),
    ('leaflets go to another office', '2018-05-10', [('    channels: to-roi\n    lead: phong-vhtt\n    coordinate: tt-hcc', '    channels: to-roi\n    lead: tt-hcc\n    coordinate: phong-vhtt')]),
    ('a commune leaves', '2018-06-01', [('      xa-vinh-trach-dong: UBND xã Vĩnh Trạch Đông\n', ''), ('summary: "Điều chỉnh, bổ sung"}\n', 'summary: "Điều chỉnh, bổ sung"}\n' + amendment('75/KH-UBND', '01/06/2018'))]),
    ('a theme and a ward are called otherwise', '2018-06-15', [('  cntt: Ứng dụng công nghệ thông tin', '  cntt: Công nghệ thông tin'), ('UBND Phường 8', 'UBND phường Tám')]),
    ('model articles end', '2018-07-01', [('    lead: phong-noi-vu\n    coordinate: [phong-vhtt, dai-truyen-thanh]\n    every: quarter\n    due: day 15 of last month', '    lead: phong-noi-vu\n    when: chưa ấn định thời hạn')]),
    ('banners come down in two steps', '2018-07-10', [('due: 1 working day after 02/09, after: treo}', 'due: 1 working day after 02/09, after: treo}\n      kiem-dem: {title: "Kiểm đếm", due: 10/09, after: thao-do}')]),
    ('the hour as it was', '2018-08-01', [('time: 17:15-17:30', 'time: 17:30-17:45')]),
    ('the yearly report waits', '2018-09-03', [('tong-ket: 14/12', 'tong-ket: pending')]),
    ('after the year', '2019-03-20', []),
]

FORMER = [
    ('first', '2026-01-05', []),
    ('an activity is called otherwise', '2026-02-01', [('  to-roi:\n', '  to-gap:\n    former_id: to-roi\n')]),
    ('nothing new', '2026-02-02', []),
    ('and its date moves', '2026-02-05', [('due: 01/07', 'due: 03/07')]),
    ('a phase is called otherwise', '2026-02-10', [('thao: {title: Tháo', 'go: {former_id: thao, title: Tháo')]),
    ('a member is called otherwise', '2026-02-20', [('      kp-3: Khu phố 3\n', '      khu-ba: {name: Khu phố 3, former_id: kp-3}\n'), ('    lead: kp-3\n', '    lead: khu-ba\n')]),
    ('a unit is called otherwise', '2026-03-01', [('  phong-nv: {name: Phòng Nội vụ,', '  phong-nvld: {name: Phòng Nội vụ - Lao động, former_id: phong-nv,'),
        ('    coordinate: phong-nv\n', '    coordinate: phong-nvld\n'), ('    lead: phong-nv\n    coordinate: [phong-vh, thu-vien]', '    lead: phong-nvld\n    coordinate: [phong-vh, thu-vien]'),
        ('    lead: phong-nv\n    due: 5 working', '    lead: phong-nvld\n    due: 5 working'), ('    lead: phong-nv\n    when: dự kiến', '    lead: phong-nvld\n    when: dự kiến')]),
    ('nothing new', '2026-03-02', []),
    ('one of them ends', '2026-03-10', [('    when: dự kiến tháng 9', '    when: chưa ấn định thời hạn')]),
    ('and is back', '2026-03-20', [('    lead: phong-nvld\n    when: chưa ấn định thời hạn', '    lead: phong-nvld\n    when: dự kiến tháng 9')]),
]


def read_plan(*path):
    with open(os.path.join(*path), encoding='utf-8') as file:
        return file.read()


def hand_stories():
    text = read_plan(HERE, 'story', 'nho.yaml')
    yield 'hand', told(text, HAND, Options())
    yield 'hand, everything', told(text, HAND, EVERYTHING)
    yield 'hand, spans', told(text, HAND, Options(feeds=('units', 'all', 'todo'), spans=True))


def bac_lieu_stories():
    text = read_plan(PLANS, 'bac-lieu-2018.yaml')
    yield 'bac-lieu', told(text, BAC_LIEU, Options())
    yield 'bac-lieu, to-dos', told(text, BAC_LIEU, Options(feeds=('units', 'all', 'todo'), roles=('coordinate', 'monitor')))


def former_stories():
    text = read_plan(HERE, 'story', 'nho.yaml')
    yield 'former', told(text, FORMER, Options())
    yield 'former, everything', told(text, FORMER, EVERYTHING)


# -------------------------------------------------------------------------------------------------------------- random stories
WORDS = ['Báo cáo', 'Hội nghị', 'Tờ rơi', 'Phát thanh', 'Cuộc thi', 'Niêm yết; công khai', 'Tập huấn, hướng dẫn', 'Đối thoại "một cửa"', 'Chuyên mục {period}', 'Khảo sát ' + 'rất dài ' * 9]
UNITS = ['a', 'b', 'c', 'd']


def written_value(value):
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key}: {written_value(each)}' for key, each in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(map(written_value, value)) + ']'
    return value if re.fullmatch(r'[\w][\w /+-]*', value) else json.dumps(value, ensure_ascii=False)


def written_plan(plan):
    lines = []
    for key, value in plan.items():
        if isinstance(value, dict) and value and key != 'document':
            lines += [f'{key}:'] + [f'  {ident}: {written_value(each)}' for ident, each in value.items()]
        elif isinstance(value, list):
            lines += [f'{key}:'] + [f'  - {written_value(each)}' for each in value] if value else []
        else:
            lines.append(f'{key}: {written_value(value)}')
    return '\n'.join(lines) + '\n'


def random_timing(dice):
    day = lambda: f'{dice.randint(1, 28):02}/{dice.randint(1, 12):02}'
    first = dice.randint(1, 11)
    timing = dice.choice([
        {'due': day()}, {'due': day()}, {'day': day()}, {'day': sorted({day(), day()}, key=lambda d: d[3:] + d[:2])},
        {'when': f'tháng {first} đến tháng {dice.randint(first + 1, 12)}'}, {'when': f'dự kiến tháng {first}'}, {'when': 'thường xuyên'},
        {'when': 'chưa ấn định thời hạn'}, {'every': 'month', 'day': str(dice.randint(1, 28))}, {'every': 'quarter', 'due': f'day {dice.randint(1, 28)} of last month'},
        {'due': '3 working days before moc'}, {'every': '2 weeks', 'day': 'tue', 'to': '30/06'}])
    if dice.random() < 0.4 and 'when' not in timing:
        timing['time'] = dice.choice(['08:00', '17:30-17:45', '14:00-16:30'])
    return timing


def random_people(dice, plan):
    units = [unit for unit in plan['units'] if unit != 'nhom']
    people = {'lead': 'each nhom' if dice.random() < 0.2 else dice.choice(units)}
    others = [unit for unit in units if unit != people['lead']]
    partners = dice.sample(others, k=min(len(others), dice.choice([0, 0, 1, 2])))
    if partners:
        people['coordinate'] = partners
    if not people['lead'].startswith('each') and dice.random() < 0.2:
        people['implement'] = 'each nhom'
    return people


def random_activity(dice, plan):
    activity = {'title': dice.choice(WORDS), **random_people(dice, plan)}
    if dice.random() < 0.7:
        activity['themes'] = dice.sample(sorted(plan['themes']), k=dice.choice([1, 2]))
    if dice.random() < 0.3:
        activity['place'] = dice.choice(['Hội trường', 'Sân, vườn', 'Tầng 2; phòng 3'])
    if dice.random() < 0.3:
        activity['remind'] = dice.choice(['2 days before', '1 working day before', 'none'])
    if dice.random() < 0.2:
        activity['phases'] = {'p1': {'title': 'Bước một', **random_timing(dice)}, 'p2': {'title': 'Bước hai', **random_timing(dice)}}
        return activity
    return {**activity, **random_timing(dice)}


def random_plan(dice):
    plan = {
        'plan': 'ke-hoach', 'title': 'Kế hoạch thử', 'year': '2026', 'document': {'number': '01/KH', 'issued': '02/01/2026', 'issuer': 'a', 'kind': 'letter'},
        'defaults': dice.choice([{'monitor': 'd'}, {'monitor': 'd', 'remind': '3 working days before'}]),
        'calendar': {'holidays': 'none', 'milestones': {'moc': '15/10'}},
        'units': {**{unit: {'name': 'Đơn vị ' + unit.upper()} for unit in UNITS}, 'nhom': {'name': 'Nhóm', 'members': {f'm{i}': f'Tổ {i}' for i in (1, 2, 3)}}},
        'themes': {'x': 'Chủ đề một', 'y': 'Chủ đề hai, ba; bốn', 'z': 'Chủ đề "năm"'}, 'activities': {}, 'amendments': []}
    for number in range(dice.randint(3, 7)):
        plan['activities'][f'viec-{number}'] = random_activity(dice, plan)
    return plan


def edit(dice, plan):
    """Changes one thing in the plan; gives its name."""
    activities = plan['activities']
    ident = dice.choice(sorted(activities))
    activity = activities[ident]

    def timing():
        for key in ('due', 'day', 'when', 'every', 'to', 'time', 'phases'):
            activity.pop(key, None)
        activity.update(random_timing(dice))

    def people():
        for key in ('lead', 'coordinate', 'implement'):
            activity.pop(key, None)
        activity.update(random_people(dice, plan))

    def remove():
        if len(activities) > 1:
            plan.setdefault('note', 'x')
            del activities[ident]

    def hand_over():
        plan['units'].get(dice.choice(UNITS[:2]), {}).update(to=f'30/{dice.choice(["04", "06", "09"])}/2026', successor=dice.choice(UNITS[2:]))

    def members():
        group = plan['units']['nhom']['members']
        name = dice.choice(['m1', 'm2', 'm3', 'm4'])
        if name in group and len(group) > 1:
            del group[name]
        else:
            group[name] = f'Tổ {name[1]}'

    def phases():
        if 'phases' in activity:
            activity['phases'][dice.choice(['p2', 'p3'])] = {'title': 'Bước thêm', **random_timing(dice)}

    def drop_unit():
        unit = dice.choice(UNITS[:3])
        plan['units'].pop(unit, None)
        for each in activities.values():
            if each['lead'] == unit:
                each['lead'] = 'd'
            each['coordinate'] = [other for other in each.get('coordinate', []) if other not in (unit, each['lead'])]
            if not each['coordinate']:
                del each['coordinate']
        plan['document'] = {**plan['document'], 'issuer': 'd'}

    edits = [
        ('another time', timing), ('another time', timing), ('other people', people), ('other people', people), ('an activity goes', remove), ('an activity goes', remove),
        ('a title', lambda: activity.update(title=dice.choice(WORDS))), ('a place', lambda: activity.update(place=dice.choice(['Nhà văn hóa', 'Hội trường']))),
        ('an activity comes', lambda: activities.update({f'viec-{dice.randint(0, 12)}': random_activity(dice, plan)})),
        ('themes of an activity', lambda: activity.update(themes=dice.sample(sorted(plan['themes']), k=1))),
        ('the title of a theme', lambda: plan['themes'].update(x=dice.choice(['Chủ đề mới', 'Chủ đề một']))),
        ('the name of a unit', lambda: plan['units'].get('c', {}).update(name=dice.choice(['Đơn vị C', 'Văn phòng C']))),
        ('the title of the plan', lambda: plan.update(title=dice.choice(['Kế hoạch thử', 'Kế hoạch năm 2026']))),
        ('a reminder', lambda: activity.update(remind=dice.choice(['none', '2 days before']))),
        ('a milestone', lambda: plan['calendar'].update(milestones={'moc': dice.choice(['15/10', 'pending', '20/11'])})),
        ('a unit hands over', hand_over), ('members of the group', members), ('a phase', phases), ('a unit goes', drop_unit)]
    name, change = dice.choice(edits)
    change()
    return name


def random_story(seed, number):
    """A generator of turns; it is told (`send`) whether the plan could be exported, and what feeds stand in the folder."""
    dice = random.Random(f'{seed}/{number}')
    options = Options(feeds=dice.choice([('units', 'all'), ('units', 'all'), ('units', 'all', 'todo'), ('units',), ('all',)]),
                      roles=dice.choice([('coordinate',), ('coordinate', 'monitor')]), spans=dice.random() < 0.3, alarms=dice.random() < 0.4)
    plan, day = random_plan(dice), dt.date(2026, 1, 5)
    history, feeds, label, tampering = [], [], 'first', ()
    for _ in range(dice.randint(8, 14)):
        switched = replace(options, feeds=dice.choice([('units',), ('all',), ('units', 'all'), ('units', 'all', 'todo'), ('todo',)])) \
            if history and dice.random() < 0.15 else options
        good, feeds = yield Turn(label, clock(day), written_plan(plan), switched, tampering)
        if good:
            history.append(copy.deepcopy(plan))
        elif history:
            plan = copy.deepcopy(history[-1])
        else:
            plan = random_plan(dice)
            continue
        day += dt.timedelta(days=dice.choice([0, 1, 1, 7, 20, 40, 75, -10]))
        if dice.random() < 0.15:
            plan, label = copy.deepcopy(dice.choice(history)), 'an earlier plan again'
        elif dice.random() < 0.1:
            label = 'nothing new'
        else:
            label = ', '.join(edit(dice, plan) for _ in range(dice.choice([1, 1, 2, 3])))
        if dice.random() < 0.2:
            number = f'{len(history)}/QĐ'
            plan['amendments'] = plan['amendments'] + [{'number': number, 'issued': '05/01/2026', 'summary': 'Điều chỉnh'}]
            label += f', amendment {number}'
        tampering = random_tampering(dice, feeds)
        label += ''.join(f', {what} {" ".join(map(str, on))}' for what, *on in tampering)


def random_tampering(dice, feeds):
    if not feeds:
        return ()
    some = lambda: tuple(feed for feed in feeds if dice.random() < 0.5)
    one = dice.choice(feeds)
    return dice.choices([(), (('restore', some()),), (('remove', (one,)),), (('damage', one, dice.choice(sorted(SPOILT))),), (('block', one, dice.choice(['link', 'folder', 'pipe'])),)],
                        weights=[60, 25, 5, 5, 5])[0]


# ------------------------------------------------------------------------------------------------------------------ the whole run
def play(name, turns, options, judge):
    """Plays one story; gives its Player."""
    folder = os.path.join(options.keep, re.sub(r'\W+', '-', name)) if options.keep else tempfile.mkdtemp(prefix='story-')
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    player = Player(name, os.path.abspath(options.plan), judge, options.parsers, folder, options.verbose)
    try:
        number, turn = 1, next(turns)
        while True:
            good = player.play(turn, number)
            number += 1
            plan = model.facts(turn.text).plan
            live = sorted(feed for feed in feeds_in(snapshot(player.out), plan))
            turn = turns.send((good, live)) if hasattr(turns, 'send') else next(turns)
    except StopIteration:
        pass
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return player


def stories(options):
    chosen = options.only.split(',')
    if options.random is not None:
        yield f'random {options.seed}/{options.random}', random_story(options.seed, options.random)
        return
    for name, made in (('hand', hand_stories), ('bac-lieu', bac_lieu_stories), ('former', former_stories)):
        if name in chosen:
            yield from made()
    if 'random' in chosen:
        for number in range(1, options.stories + 1):
            yield f'random {options.seed}/{number}', random_story(options.seed, number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--plan', required=True)
    parser.add_argument('--judge', required=True)
    parser.add_argument('--only', default='hand,bac-lieu,former,random')
    parser.add_argument('--stories', type=int, default=30)
    parser.add_argument('--seed', default='2026')
    parser.add_argument('--random', type=int)
    parser.add_argument('--parsers', action=argparse.BooleanOptionalAction, default=False)
    parser.add_argument('--keep')
    parser.add_argument('--verbose', action='store_true')
    options = parser.parse_args()
    judge, bad, count, steps, entries = load_judge(options.judge), 0, 0, 0, 0
    for name, turns in stories(options):
        try:
            player = play(name, turns, options, judge)
        except (Unplayable, OSError) as error:
            print(f'{name}: cannot be played: {error}', file=sys.stderr)
            return 2
        print(f'{"FAIL" if player.found else "ok  "} {name}: {player.steps} exports, {player.entries} entries, {len(player.found)} differences', flush=True)
        bad, count, steps, entries = bad + bool(player.found), count + 1, steps + player.steps, entries + player.entries
    print(f'{count} stories, {steps} exports, {entries} entries checked: {bad} stories with differences')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
