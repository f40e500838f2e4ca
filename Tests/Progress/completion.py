#!/usr/bin/env python3
"""Lets real shells complete command lines of the program, and compares what they offer.

    completion.py --plan PROGRAM [--only scripts,bash,readline,zsh,fish]

`bash` calls the completion function as the shell would, with COMP_WORDS and COMP_CWORD; `readline` types into an interactive bash and looks at the line;
zsh and fish run at a pseudo-terminal of their own. A shell that is not installed is named and passed over; with --long it is a violation. Whatever
differs is shown with the line to type after `source <(plan --generate-completion-script SHELL)`.
"""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

from checks import HERE, PLANS, Violations, main

LARGE, SMALL, SPACED = 'bac-lieu-2018.yaml', 'office.yaml', 'ke hoach.yaml'
FILES = [LARGE, SMALL, SPACED, 'khac.yml', 'ghi-chu.txt', 'phuong-1.csv', 'so-lieu.sqlite', 'anh.jpg']
YAML = {LARGE, SMALL, SPACED, 'khac.yml', 'plans'}
BAC_LIEU, NHO = 'bac-lieu-cchc-2018/', 'nho-2018/'
SHELLS = ['bash', 'zsh', 'fish']


# --- What is there to complete


class Case:
    """A line up to the cursor, and what has to be offered: exactly `wanted`, or at least that."""

    def __init__(self, line, wanted, at_least=False, files=False):
        self.line, self.wanted, self.at_least, self.files = line, set(wanted), at_least, files

    def violations(self, offered, shell):
        found = {self.plain(one) for one in offered if one.strip()}
        missing, more = self.wanted - found, set() if self.at_least else found - self.wanted
        if not missing and not more:
            return []
        parts = []
        if missing:
            parts.append(f'does not offer {shorten(missing)}')
        if more:
            parts.append(f'offers {shorten(more)}')
        return [f'{shell}: {self.line!r} {" and ".join(parts)}' + ('' if found else ' (nothing at all)')]

    def plain(self, one):
        """A candidate without the shell's escapes; of files the last component, since shells leave out folders that stand already."""
        one = re.sub(r'\\(.)', r'\1', one.strip())
        return os.path.basename(one.rstrip('/')) if self.files else one


def shorten(names):
    names = sorted(names)
    return ', '.join(names[:6]) + (f' … ({len(names)})' if len(names) > 6 else '')


class Place:
    """A folder with plans and other files, and the cases for it."""

    def __init__(self, bench):
        self.bench = bench
        self.folder = bench.folder()
        for name in FILES:
            with open(os.path.join(self.folder, name), 'w'):
                pass
        shutil.copy(os.path.join(PLANS, LARGE), os.path.join(self.folder, LARGE))
        for name in (SMALL, SPACED):
            shutil.copy(os.path.join(HERE, SMALL), os.path.join(self.folder, name))
        os.mkdir(os.path.join(self.folder, 'plans'))
        shutil.copy(os.path.join(HERE, SMALL), os.path.join(self.folder, 'plans', 'nho.yaml'))
        with open(os.path.join(self.folder, 'plans', 'khac.txt'), 'w'):
            pass
        self.environment = {
            'PATH': bench.disk + ':' + os.environ['PATH'], 'HOME': self.folder, 'LC_ALL': 'C.UTF-8', 'TERM': 'xterm', 'PS1': '$ ',
            'XDG_CONFIG_HOME': bench.folder(), 'XDG_DATA_HOME': bench.folder(), 'ZDOTDIR': bench.folder(), 'HISTFILE': '/dev/null',
        }
        self.dumped = json.loads(self.run('--experimental-dump-help'))['command']
        self.tasks = {name: [task['id'] for task in json.loads(self.run('tasks', name, '--format', 'json'))['tasks']] for name in (LARGE, SMALL)}

    def run(self, *arguments):
        done = subprocess.run([self.bench.program, *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise Violations(f'plan {" ".join(arguments)} ends with {done.returncode}: {done.stderr.strip()}')
        return done.stdout

    def script(self, shell):
        path = os.path.join(self.bench.disk, f'completion.{shell}')
        with open(path, 'w') as file:
            file.write(self.run('--generate-completion-script', shell))
        return path

    def begins(self, plan, prefix):
        return {ident for ident in self.tasks[plan] if ident.startswith(prefix)}

    def cases(self):
        commands = {one['commandName']: one.get('arguments', []) for one in self.dumped['subcommands'] if one['shouldDisplay']}
        cases = [Case('plan ', commands, at_least=True), Case('plan ma', {'mark'}), Case('plan r', {'report', 'roll', 'rules'}), Case('plan d', {'diff', 'document'}), Case('plan --la', {'--lang'})]

        for name, arguments in commands.items():
            shown = [one for one in arguments if one['shouldDisplay']]
            options = ['--' + part['name'] for one in shown for part in one.get('names', []) if part['kind'] == 'long']
            if len(options) > 2:
                cases.append(Case(f'plan {name} --', options, at_least=True))
            for one in shown:
                if one['kind'] == 'option' and one.get('allValues') and one['valueName'] != 'lang':
                    cases.append(Case(f'plan {name} --{one["preferredName"]["name"]} ', one['allValues']))
            # The plan is the first argument of most; only files that may be plans are offered, and folders to look into.
            if any(one['kind'] == 'positional' and one['valueName'].startswith('file') for one in shown):
                cases += [Case(f'plan {name} ', YAML, files=True), Case(f'plan {name} plans/', {'nho.yaml'}, files=True), Case(f'plan {name} bac', {LARGE}, files=True)]
            if any(one.get('valueName') == 'unit' for one in shown):
                cases += [
                    Case(f'plan {name} {SMALL} --unit p-', {'p-1', 'p-2', 'p-3'}), Case(f'plan {name} {SMALL} --unit ph', {'phong-vh', 'phong-nv', 'phuong'}),
                    Case(f'plan {name} {LARGE} --unit tt', {'tt-hcc'}),
                ]
            if any(one['kind'] == 'positional' and one['valueName'].startswith('task') for one in shown):
                activities = {re.sub(r'[/@].*', '', ident.removeprefix(BAC_LIEU)) for ident in self.tasks[LARGE]}
                cases += [
                    # Of a large plan the activities first, then the tasks of what is typed.
                    Case(f'plan {name} {LARGE} ', {BAC_LIEU + one for one in activities}, at_least=True),
                    Case(f'plan {name} {LARGE} bac-lieu', {BAC_LIEU + one for one in activities}, at_least=True),
                    Case(f'plan {name} {LARGE} {BAC_LIEU}bao-cao-n', {BAC_LIEU + 'bao-cao-nam'}),
                    Case(f'plan {name} {LARGE} {BAC_LIEU}bao-cao-quy/2018-Q2', self.begins(LARGE, BAC_LIEU + 'bao-cao-quy/2018-Q2')),
                    Case(f'plan {name} {LARGE} {BAC_LIEU}bao-cao-quy/2018-Q2@phuong-', self.begins(LARGE, BAC_LIEU + 'bao-cao-quy/2018-Q2@phuong-')),
                    Case(f'plan {name} {SMALL} {NHO}bang-ron', {NHO + 'bang-ron.treo', NHO + 'bang-ron.thao'}),
                    Case(f'plan {name} {SMALL} khac', set()),
                ]

        cases += [
            Case(f'plan mark --as done {LARGE} {BAC_LIEU}bao-cao-n', {BAC_LIEU + 'bao-cao-nam'}),
            Case(f'plan mark {LARGE} {BAC_LIEU}bao-cao-nam {BAC_LIEU}to-roi-buu-chinh@xa-h', {BAC_LIEU + 'to-roi-buu-chinh@xa-hiep-thanh'}),
            Case(f'plan mark {LARGE} --as ver', {'verified'}),
            Case('plan mark --import ', {'phuong-1.csv', 'plans'}, files=True),
            Case(f'plan status {SMALL} --store ', {'so-lieu.sqlite', 'plans'}, files=True),
            Case(f'plan mark {SMALL} --evidence ', [*FILES, 'plans'], files=True),
            Case(f'plan export {SMALL} --to ', {'plans'}, files=True),
            Case(f'plan export {SMALL} --changes ', {'plans'}, files=True),
            # Both versions of a plan are plans, and so is the one that a document amends.
            Case('plan diff ', YAML, files=True),
            Case(f'plan diff {SMALL} ', YAML, files=True),
            Case(f'plan diff {SMALL} {SMALL} --for p-', {'p-1', 'p-2', 'p-3'}),
            Case(f'plan document {SMALL} --amending ', YAML, files=True),
            # What is done as needed has no task before it comes up; its activity is what a mark names.
            Case(f'plan mark {SMALL} {NHO}kho', {NHO + 'kho-khan'}),
            # The same file as people also write it.
            Case(f'plan mark ./{LARGE} --unit tt', {'tt-hcc'}),
            Case("plan mark 'ke hoach.yaml' --unit p-", {'p-1', 'p-2', 'p-3'}),
            Case('plan mark ke\\ hoach.yaml --unit p-', {'p-1', 'p-2', 'p-3'}),
            Case(f'plan mark ~/{SMALL} --unit p-', {'p-1', 'p-2', 'p-3'}),
        ]
        return cases


def look_at(shell, place, offers):
    """Compares all cases, given a function from cases to what a shell offers for each."""
    cases = place.cases()
    found = []
    for case, offered in zip(cases, offers(cases), strict=True):
        found += [f'{shell}: {case.line!r} is not answered'] if offered is None else case.violations(offered, shell)
    return f'{len(cases)} lines', found


def installed(shell, bench):
    if shutil.which(shell):
        return None
    return f'{shell} is not installed', [f'{shell} is not installed'] if bench.long else []


# --- The shells


def scripts(bench):
    """The scripts can be made, in both languages, and each shell takes them."""
    place, found, looked = Place(bench), [], []
    for shell in SHELLS:
        if shutil.which(shell):
            path, looked = place.script(shell), looked + [shell]
            done = subprocess.run([shell, '-n', path], capture_output=True, text=True)
            if done.returncode or done.stderr:
                found.append(f'{shell} -n says {done.stderr.strip()!r}')
        place.environment['PLAN_LANG'] = 'vi'
        if 'mark' not in place.run('--generate-completion-script', shell):
            found.append(f'the script for {shell} knows no `mark` in Vietnamese')
        del place.environment['PLAN_LANG']
    return f'taken by {", ".join(looked) or "nobody"}', found


def words_of(line):
    """The words of a line as COMP_WORDS has them: with their quotes, the last one empty behind a space."""
    return re.findall(r"(?:'[^']*'|\\.|[^\s'\\])+", line) + ([''] if line.endswith(' ') else [])


BASH = r'''
source "$SCRIPT"
complete -p plan >/dev/null || exit 3
while IFS= read -r -d '' line && IFS= read -r -d '' count; do
  COMP_WORDS=()
  for ((i = 0; i < count; i++)); do IFS= read -r -d '' word; COMP_WORDS+=("$word"); done
  COMP_CWORD=$((count - 1)) COMP_LINE=$line COMP_POINT=${#line} COMP_TYPE=9 COMP_KEY=9 COMPREPLY=()
  _plan plan "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
  printf '%s\n' "${COMPREPLY[@]}"
  printf '\036\n'
done
'''


def bash(bench):
    """The function that `complete -F` names, called as bash calls it."""
    if (absent := installed('bash', bench)) is not None:
        return absent
    place = Place(bench)

    def offers(cases):
        lines = [case.line for case in cases]
        text = ''.join(f'{line}\0{len(words_of(line))}\0' + ''.join(word + '\0' for word in words_of(line)) for line in lines)
        done = subprocess.run(
            ['bash', '--norc', '-c', BASH], input=text, cwd=place.folder, env={**place.environment, 'SCRIPT': place.script('bash')}, capture_output=True, text=True)
        if done.returncode or done.stderr:
            raise Violations(f'bash ends with {done.returncode} and says {done.stderr.strip()[:400]!r}')
        answers = done.stdout.split('\x1e\n')[:-1]
        return [answer.splitlines() for answer in answers] + [None] * (len(lines) - len(answers))

    return look_at('bash', place, offers)


class Terminal:
    """A shell at a pseudo-terminal."""

    def __init__(self, arguments, place):
        self.answer = os.path.join(place.bench.disk, 'answer')
        environment = {**place.environment, 'QUESTION': os.path.join(place.bench.disk, 'question'), 'ANSWER': self.answer}
        self.question = environment['QUESTION']
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(place.folder)
            os.execvpe(arguments[0], arguments, environment)

    def read(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.02)[0]:
                try:
                    os.read(self.terminal, 65536)
                except OSError:
                    return

    def ask(self, line, keys, seconds=20):
        """Writes a line where the shell reads it, presses keys, and waits for the answer; nil where none comes."""
        if os.path.exists(self.answer):
            os.remove(self.answer)
        with open(self.question, 'w') as file:
            file.write(line)
        os.write(self.terminal, keys)
        end = time.monotonic() + seconds
        while not os.path.exists(self.answer) and time.monotonic() < end:
            self.read(0.02)
        self.read(0.02)
        if not os.path.exists(self.answer):
            return None
        with open(self.answer) as file:
            return file.read()

    def start(self, text):
        """Gives the shell its settings, and waits until it has taken them."""
        self.read(0.5)
        for _ in range(3):
            if self.ask('', (text + '\n').encode(), 10) is not None:
                self.read(0.3)
                return
        raise Violations('the shell does not start')

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


READLINE = r'''
shopt -u hostcomplete
source "$SCRIPT"
bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
answer() { printf '%s' "$READLINE_LINE" > "$ANSWER.new"; mv "$ANSWER.new" "$ANSWER"; }
bind -x '"\C-t": answer'
: > "$ANSWER"
'''


def readline(bench):
    """What stands on the line after TAB, with the settings that the README gives; `@` stands in ids and parts no word then."""
    if (absent := installed('bash', bench)) is not None:
        return absent
    place, found = Place(bench), []
    setting = os.path.join(bench.disk, 'setting.bash')
    with open(setting, 'w') as file:
        file.write(READLINE)
    place.environment['SCRIPT'] = place.script('bash')
    cases = [
        ('plan ma', 'plan mark '), ('plan mark bac', f'plan mark {LARGE} '), ('plan mark plans/', 'plan mark plans/nho.yaml '),
        (f'plan mark {LARGE} {BAC_LIEU}bao-cao-n', f'plan mark {LARGE} {BAC_LIEU}bao-cao-nam '),
        (f'plan mark {LARGE} {BAC_LIEU}bao-cao-quy/2018-Q2@phuong-n', f'plan mark {LARGE} {BAC_LIEU}bao-cao-quy/2018-Q2@phuong-nha-mat '),
        (f'plan mark {LARGE} {BAC_LIEU}bao-cao-quy/2018-Q2', f'plan mark {LARGE} {BAC_LIEU}bao-cao-quy/2018-Q2@'),
        (f'plan log {LARGE} {BAC_LIEU}bao-cao-n', f'plan log {LARGE} {BAC_LIEU}bao-cao-nam '),
        (f'plan report {LARGE} --unit tt', f'plan report {LARGE} --unit tt-hcc '), (f'plan mark {SMALL} --qu', f'plan mark {SMALL} --quantity '),
        (f'plan mark {SMALL} --as ver', f'plan mark {SMALL} --as verified '),
    ]
    terminal = Terminal(['bash', '--norc', '-i'], place)
    try:
        terminal.start(f'source {setting}')
        for typed, wanted in cases:
            os.write(terminal.terminal, typed.encode() + b'\t')
            terminal.read(1.0)
            there = terminal.ask('', b'\x14')
            if there != wanted:
                found.append(f'bash: {typed!r} and TAB gives {there!r} instead of {wanted!r}')
            os.write(terminal.terminal, b'\x15')
            terminal.read(0.1)
    finally:
        terminal.end()
    return f'{len(cases)} lines', found


# `compadd` is what all completion functions end in; what it takes is written down. The line is put into the buffer, and listed.
ZSH = r'''
unsetopt zle_bracketed_paste
fpath=("$FUNCTIONS" $fpath)
autoload -Uz compinit && compinit -u -D
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a taken
  builtin compadd -A taken "$@"
  offered+=("${taken[@]}")
  builtin compadd "$@"
}
answer() {
  offered=() BUFFER="$(<$QUESTION)" CURSOR=$#BUFFER
  zle list-choices
  print -rl -- "${offered[@]}" > $ANSWER.new
  BUFFER=''
  mv $ANSWER.new $ANSWER
}
zle -N answer
bindkey '^T' answer
: > $ANSWER
'''


def zsh(bench):
    """The completion system of zsh, at a pseudo-terminal."""
    if (absent := installed('zsh', bench)) is not None:
        return absent
    place = Place(bench)
    functions = bench.folder()
    shutil.copy(place.script('zsh'), os.path.join(functions, '_plan'))
    setting = os.path.join(bench.disk, 'setting.zsh')
    with open(setting, 'w') as file:
        file.write(ZSH)
    place.environment['FUNCTIONS'] = functions
    terminal = Terminal(['zsh', '-f', '-i'], place)

    def offers(cases):
        terminal.start(f'source {setting}')
        for case in cases:
            answer = terminal.ask(case.line, b'\x14')
            yield answer if answer is None else answer.splitlines()

    try:
        return look_at('zsh', place, lambda cases: list(offers(cases)))
    finally:
        terminal.end()


# The line is put where a person types; only there the cursor is at its end, which the script asks for. Folders are found by completing once more, which
# is not done inside a binding: where files are asked for, the line is given as a text.
FISH = r'''
source "$SCRIPT"
function answer
    commandline -r -- (cat $QUESTION | string collect --allow-empty --no-trim-newlines)
    complete -C > $ANSWER.new
    commandline -r ''
    mv $ANSWER.new $ANSWER
end
function answer_files
    complete -C (cat $QUESTION | string collect --allow-empty --no-trim-newlines) > $ANSWER.new
    mv $ANSWER.new $ANSWER
end
bind \ct answer
true > $ANSWER
'''


def fish(bench):
    """`complete -C` of the line that stands in an interactive fish."""
    if (absent := installed('fish', bench)) is not None:
        return absent
    place = Place(bench)
    setting = os.path.join(bench.disk, 'setting.fish')
    with open(setting, 'w') as file:
        file.write(FISH)
    place.environment['SCRIPT'] = place.script('fish')
    terminal = Terminal(['fish', '--no-config', '-i'], place)

    def offers(cases):
        terminal.start(f'source {setting}')
        for case in cases:
            answer = terminal.ask(case.line, b'answer_files\n' if case.files else b'\x14')
            # A tab parts a candidate from what is said of it.
            yield answer if answer is None else [one.split('\t')[0] for one in answer.splitlines()]

    try:
        return look_at('fish', place, lambda cases: list(offers(cases)))
    finally:
        terminal.end()


if __name__ == '__main__':
    main(__doc__, {'scripts': scripts, 'bash': bash, 'readline': readline, 'zsh': zsh, 'fish': fish})
