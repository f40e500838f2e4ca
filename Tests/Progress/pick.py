#!/usr/bin/env python3
"""A person at a terminal picks the task to mark: `plan mark FILE --as done` without a task, in a pseudo-terminal.

    pick.py --plan PROGRAM [--only picks,ticks,empty,leaves,signals,narrow]

Works on a copy of plans/ in a folder of its own, which is home as well. What the program draws goes to a small terminal in this
script, so that the keys are typed when the list is there, and a line that would reach over the edge of the window is seen.

What holds: the task that stood in the row of the cursor is the one that is recorded; leaving records nothing and makes no file; the
terminal has its settings back after any end, a signal included, and nothing of the list is left on it; no line is wider than the
window. One line for each check; exit 1 where one fails, 2 for a wrong call.
"""

import argparse, codecs, contextlib, fcntl, json, os, pty, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios
import time, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
PLANS = os.path.join(HERE, '..', '..', 'plans')
FILE = 'bac-lieu-2018.yaml'
SECONDS = 20
COUNT = re.compile(r'(?<![\d/])(\d+)/(\d+)(?![\d/])')


class Wrong(Exception):
    """What does not hold."""


def check(holds, text):
    if not holds:
        raise Wrong(text)


def folded(text):
    """Small letters without marks, as a person types them in a hurry."""
    letters = unicodedata.normalize('NFD', text.lower()).replace('đ', 'd')
    return ''.join(letter for letter in letters if not unicodedata.combining(letter))


def width(character):
    if unicodedata.category(character) in ('Mn', 'Me', 'Cf'):
        return 0
    return 2 if unicodedata.east_asian_width(character) in 'WF' else 1


class Screen:
    """A terminal's screen: what stands where, and whether anything reached over the right edge."""

    PIECE = re.compile(r'\x1b\[([0-9;?]*)([A-Za-z])|\x1b[^\[]|([\x00-\x1f\x7f])|([^\x00-\x1f\x7f])', re.S)

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [{} for _ in range(rows)]
        self.row = self.column = 0
        self.modes = {'25': True, '7': True}
        self.over = []
        self.odd = set()
        self.rest = ''

    def resize(self, columns, rows):
        while len(self.cells) > rows and self.row > 0:
            self.cells.pop(0)
            self.row -= 1
        self.cells = self.cells[:rows] + [{} for _ in range(rows - len(self.cells))]
        self.columns, self.rows = columns, rows
        self.column = min(self.column, columns - 1)

    def down(self):
        if self.row + 1 < self.rows:
            self.row += 1
        else:
            self.cells = self.cells[1:] + [{}]

    def feed(self, text):
        text = self.rest + text
        place = 0
        while place < len(text):
            piece = self.PIECE.match(text, place)
            if not piece:
                break   # a sequence whose end has not come
            place = piece.end()
            parameters, final, control, letter = piece.groups()
            if letter:
                self.put(letter)
            elif control:
                self.control(control)
            elif final:
                self.sequence(parameters, final)
        self.rest = text[place:]

    def put(self, letter):
        wide = width(letter)
        if wide == 0:
            before = max([column for column in self.cells[self.row] if column < self.column], default=None)
            if before is not None:
                self.cells[self.row][before] += letter
            return
        if self.column + wide > self.columns:
            self.over.append((self.columns, self.line(self.row) + letter))
            if self.modes['7']:
                self.down()
                self.column = 0
            else:
                self.column = self.columns - wide
        self.cells[self.row][self.column] = letter
        self.cells[self.row].pop(self.column + 1, None) if wide == 2 else None
        self.column += wide

    def control(self, control):
        if control == '\r':
            self.column = 0
        elif control == '\n':
            self.down()
        elif control == '\b':
            self.column = max(0, self.column - 1)
        elif control == '\t':
            self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
        elif control != '\a':
            self.odd.add(control)

    def sequence(self, parameters, final):
        number = int(parameters) if parameters.isdigit() else 0
        if final == 'A':
            self.row = max(0, self.row - max(1, number))
        elif final == 'B':
            self.row = min(self.rows - 1, self.row + max(1, number))
        elif final == 'C':
            self.column = min(self.columns - 1, self.column + max(1, number))
        elif final in 'KJ' and number == 0:
            self.cells[self.row] = {column: cell for column, cell in self.cells[self.row].items() if column < self.column}
            if final == 'J':
                for row in range(self.row + 1, self.rows):
                    self.cells[row] = {}
        elif final in 'hl' and parameters.startswith('?'):
            self.modes[parameters[1:]] = final == 'h'
        elif final != 'm':
            self.odd.add(parameters + final)

    def line(self, row):
        text, column = '', 0
        for place in sorted(self.cells[row]):
            cell = self.cells[row][place]
            text += ' ' * (place - column) + cell
            column = place + sum(width(letter) for letter in cell)
        return text.rstrip()

    @property
    def lines(self):
        return [self.line(row) for row in range(self.rows)]

    @property
    def text(self):
        return '\n'.join(self.lines).strip('\n')


class Session:
    """The program in a pseudo-terminal of its own."""

    def __init__(self, arguments, folder, columns=100, rows=24, environment=None):
        self.screen = Screen(columns, rows)
        self.master, self.slave = pty.openpty()
        self.size(columns, rows)
        self.before = termios.tcgetattr(self.slave)
        self.status = None
        self.decoder = codecs.getincrementaldecoder('utf-8')('replace')
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.master)
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for descriptor in 0, 1, 2:
                os.dup2(self.slave, descriptor)
            os.chdir(folder)
            os.execve(arguments[0], arguments, environment_of(folder) | (environment or {}))

    def size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.size(columns, rows)
        self.screen.resize(columns, rows)

    def read(self, seconds):
        """Takes what is drawn, as long as it comes within some seconds."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.screen.feed(self.decoder.decode(data))
        return bool(data)

    def until(self, holds, what):
        """Reads until something holds on a screen that has come to rest."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if not self.read(0.1) and holds():
                return
            if self.ended() and not self.read(0.1):
                break
        if not holds():
            raise Wrong(f'{what}; the screen (exit {self.status}):\n{self.screen.text}')

    def type(self, keys):
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def ended(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def end(self):
        """Waits for the end; then the terminal must be as it was, with nothing of the list on it."""
        self.until(self.ended, 'the program does not end')
        check(termios.tcgetattr(self.slave) == self.before, 'the terminal does not have its settings back')
        check(self.screen.modes.get('25') and self.screen.modes.get('7'), f'the cursor or wrapping stays off: {self.screen.modes}')
        check(not self.screen.modes.get('2004'), 'pasting stays marked')
        check('Esc thôi' not in self.screen.text and not self.current, f'the list stays:\n{self.screen.text}')
        return self.status

    def close(self):
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.master)
        os.close(self.slave)

    @property
    def counts(self):
        """How many tasks match, of how many."""
        found = COUNT.findall(self.screen.text)
        return tuple(map(int, found[-1])) if found else None

    @property
    def current(self):
        """The line on which the cursor of the list stands."""
        return next((line for line in self.screen.lines if line.startswith('> ')), '')


def environment_of(folder):
    return {'PATH': '/usr/local/bin:/usr/bin:/bin', 'HOME': folder, 'TERM': 'xterm-256color', 'LANG': 'C.UTF-8'}


class Checks:
    def __init__(self, program):
        self.program = program

    @contextlib.contextmanager
    def folder(self):
        with tempfile.TemporaryDirectory(prefix='plan-pick-') as folder:
            folder = os.path.realpath(folder)
            shutil.copytree(PLANS, folder, dirs_exist_ok=True)
            yield folder

    def plan(self, folder, *arguments):
        """The standard output of a call without a terminal."""
        result = subprocess.run(
            [self.program, *arguments], cwd=folder, env=environment_of(folder), stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=SECONDS)
        check(result.returncode == 0, f'plan {" ".join(arguments)}: exit {result.returncode}: {result.stderr}')
        return result.stdout

    def tasks(self, folder):
        return json.loads(self.plan(folder, 'tasks', FILE, '--format', 'json'))['tasks']

    def log(self, folder):
        return [json.loads(line) for line in self.plan(folder, 'log', FILE, '--export', '-').splitlines() if line]

    @contextlib.contextmanager
    def session(self, folder, columns=100, rows=24, environment=None):
        arguments = [self.program, 'mark', FILE, '--as', 'done', '--lang', 'vi']
        session = Session(arguments, folder, columns, rows, environment)
        try:
            session.until(lambda: session.counts and session.current, 'no list appears')
            yield session
            # What was recorded is said afterwards, in lines that may wrap.
            over = [one for one in session.screen.over if not one[1].startswith('✓')]
            check(not over, f'wider than the window: {over[:2]}')
            check(not session.screen.odd, f'not known to this terminal: {session.screen.odd}')
        finally:
            session.close()

    def picks(self):
        """A filter typed without tones, with tones, by pieces and pasted finds the same tasks; one is picked and recorded."""
        with self.folder() as folder:
            tasks = self.tasks(folder)
            title = next(task['title'] for task in reversed(tasks) if folded(task['title']) != task['title'].lower())
            words = title.split()[:3]
            plain, toned = folded(' '.join(words)), ' '.join(words).lower()
            with self.session(folder) as session:
                count, total = session.counts
                check(count == total <= len(tasks), f'{count}/{total} are shown of {len(tasks)} tasks')
                found = set()
                for typed in plain, toned, unicodedata.normalize('NFD', toned):
                    for byte in typed.encode():
                        session.type(bytes([byte]))
                    session.until(lambda: session.counts[0] < total, f'`{typed}` narrows nothing')
                    found.add(session.counts[0])
                    session.type('\x15')
                    session.until(lambda: session.counts[0] == total, 'Ctrl-U does not clear')
                session.type(f'\x1b[200~{plain[:4]}\r\n{plain[4:]}\x1b[201~')
                session.until(lambda: session.counts[0] < total, 'what is pasted narrows nothing')
                found.add(session.counts[0])
                check(len(found) == 1 and 0 not in found, f'`{plain}` and its spellings find {sorted(found)} tasks')
                line = session.current
                session.type('\r')
                check(session.end() == 0, f'exit {session.status}:\n{session.screen.text}')
            entries = self.log(folder)
            check(len(entries) == 1 and entries[0]['as'] == 'done', f'the log holds {entries}')
            task = next(task for task in tasks if task['id'] == entries[0]['task'])
            check(task['ref'] in line, f'{task["ref"]} is recorded, the cursor stood on: {line}')
            with self.session(folder) as session:
                check(session.counts[1] == total - 1, f'{session.counts[1]} tasks are open afterwards, of {total}')
                session.type('\x1b')
                session.end()

    def ticks(self):
        """Tab and space tick; the ticked are recorded, not the one in the row of the cursor."""
        with self.folder() as folder:
            tasks = self.tasks(folder)
            with self.session(folder) as session:
                lines = [session.current]
                session.type('\t\x1b[B')
                session.until(lambda: session.current != lines[0], 'the arrow does not move')
                lines.append(session.current)
                session.type(' ')
                session.until(lambda: session.current not in lines, 'space does not tick')
                session.type('\r')
                check(session.end() == 0, f'exit {session.status}:\n{session.screen.text}')
            refs = {task['id']: task['ref'] for task in tasks}
            entries = [refs[entry['task']] for entry in self.log(folder)]
            check(len(entries) == 2 and all(any(ref in line for line in lines) for ref in entries), f'{entries} of {lines}')

    def empty(self):
        """Enter where nothing matches takes nothing."""
        with self.folder() as folder, self.session(folder) as session:
            session.type('qqqqq')
            session.until(lambda: session.counts[0] == 0, 'something matches')
            session.type('\r')
            session.read(0.3)
            check(not session.ended(), 'Enter without a match ends the program')
            session.type('\x7f' * 5)
            session.until(lambda: session.counts[0] == session.counts[1], 'backspace does not widen')
            session.type('\x1b')
            session.end()

    def leaves(self):
        """Esc, Ctrl-C and the end of input leave: nothing is recorded, no file is made."""
        for name, key in ('Esc', '\x1b'), ('Ctrl-C', '\x03'), ('Ctrl-D', '\x04'):
            with self.folder() as folder:
                before = self.files(folder)
                with self.session(folder) as session:
                    session.type(key)
                    check(session.end() in (0, 130), f'{name}: exit {session.status}')
                check(self.files(folder) == before, f'{name} leaves {self.files(folder) - before}')

    def signals(self):
        """A signal ends the program as it would without a list, and the terminal is as before."""
        for number in signal.SIGTERM, signal.SIGINT, signal.SIGHUP:
            with self.folder() as folder:
                before = self.files(folder)
                with self.session(folder) as session:
                    os.kill(session.pid, number)
                    check(session.end() in (-number, 128 + number), f'{number.name}: exit {session.status}')
                check(self.files(folder) == before, f'{number.name} leaves {self.files(folder) - before}')

    def narrow(self):
        """In small windows no line is too wide, and the list follows the window."""
        with self.folder() as folder, self.session(folder, 40, 8) as session:
            session.type('\x1b[6~\x1b[F\x1b[H')
            for columns, rows in (20, 6), (10, 3), (5, 2), (120, 40), (40, 8):
                session.resize(columns, rows)
                session.read(0.3)
                # What stood there before the window became small is none of the program's.
                session.screen.over.clear()
                session.type('\x1b[B')
                while session.read(0.2):
                    pass
                check(not session.screen.over, f'{columns}x{rows}: wider than the window: {session.screen.over[:2]}')
            session.type('một bộ lọc dài hơn cả cửa sổ đang mở, gõ mãi không hết 日本語')
            while session.read(0.3):
                pass
            session.type('\x1b')
            session.end()

    @staticmethod
    def files(folder):
        return {os.path.join(root, name) for root, folders, names in os.walk(folder) for name in folders + names}


def main():
    names = ['picks', 'ticks', 'empty', 'leaves', 'signals', 'narrow']
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--plan', required=True, metavar='PROGRAM')
    parser.add_argument('--only', default=','.join(names), help='checks to run, with commas between')
    options = parser.parse_args()
    asked = options.only.split(',')
    if unknown := set(asked) - set(names):
        parser.error(f'no such check: {", ".join(sorted(unknown))}')
    program = os.path.abspath(options.plan)
    if not os.access(program, os.X_OK):
        parser.error(f'no program: {options.plan}')
    failures = 0
    for name in asked:
        try:
            getattr(Checks(program), name)()
            print(f'{name}: all right')
        except Wrong as wrong:
            failures += 1
            print(f'{name}: {wrong}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
