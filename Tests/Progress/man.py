#!/usr/bin/env python3
"""Holds the manual pages to the program: every command and option of `plan --experimental-dump-help` stands in both, and nothing else does.

    man.py --plan PROGRAM [--only english,vietnamese,layout]

A page is read from its source (man(7) macros). A command is a `.SS "plan NAME"` below the chapter of commands: its first paragraph is the synopsis,
`.TP` heads are its own options, and the paragraph `Common options:` names those that the chapter of common options explains. `layout` lets mandoc and
man look at the pages, where they are installed.
"""

import json
import os
import re
import shutil
import subprocess

from checks import HERE, Result, Violations, expect, main

PAGES = os.path.join(HERE, '..', '..', 'docs', 'man')
ENGLISH, VIETNAMESE = 'plan.1', 'plan.vi.1'
COMMON = {ENGLISH: 'Common options: ', VIETNAMESE: 'Tùy chọn chung: '}
CHAPTERS = {ENGLISH: ['COMMANDS', 'COMMON OPTIONS', 'EXAMPLES'], VIETNAMESE: ['CÁC LỆNH', 'TÙY CHỌN CHUNG', 'VÍ DỤ']}
# Options of the argument parser itself, which no help names.
BUILT_IN = {'--generate-completion-script': ['bash']}
OPTION = re.compile(r'(?<![\w-])--?[a-z][a-z-]*')
LONG = re.compile(r'(?<![\w-])--[a-z][a-z-]*')


# --- What the program has


class Option:
    """One option or flag of a command."""

    def __init__(self, argument):
        self.names = [('--' if name['kind'] == 'long' else '-') + name['name'] for name in argument['names'] if name['kind'] in ('long', 'short')]
        self.name = next(name for name in self.names if name.startswith('--'))
        self.takes = argument['kind'] == 'option'
        self.is_needed = not argument['isOptional']
        self.values = argument.get('allValues', [])


class Command:
    """One command: its options by long name, and whether each positional argument is needed and repeats."""

    def __init__(self, dumped):
        self.name = dumped['commandName']
        arguments = dumped.get('arguments', [])
        # What the help does not show is there all the same: `plan help --help`.
        self.options = {option.name: option for option in (Option(one) for one in arguments if one['kind'] != 'positional')}
        self.positionals = [(not one['isOptional'], one['isRepeating']) for one in arguments if one['kind'] == 'positional']


def commands(bench):
    dumped = json.loads(expect(run(bench, '--experimental-dump-help'), 0).out)['command']
    found = {one['commandName']: Command(one) for one in dumped['subcommands'] if one['shouldDisplay']}
    if len(found) < 12:
        raise Violations(f'only {len(found)} commands are dumped')
    return Command(dumped), found


def run(bench, *arguments):
    done = subprocess.run([bench.program, *arguments], capture_output=True, text=True, env={'LC_ALL': 'C', 'PATH': os.environ['PATH']})
    return Result(done.returncode, done.stdout, done.stderr, 0)


# --- What a page says


def plain(text):
    """A line of the source as it is read."""
    text = re.sub(r'\\f(\[[^]]*]|.)', '', text)
    for escape, character in (('\\-', '-'), ('\\|', ''), ('\\&', ''), ("\\'", "'"), ('\\e', '\\')):
        text = text.replace(escape, character)
    return text


class Paragraph:
    """A paragraph; `head` is the tag of a `.TP`."""

    def __init__(self, head=None):
        self.head, self.lines = head, []

    @property
    def text(self):
        return ' '.join(self.lines)


class Page:
    """A page in its chapters and subsections: title → paragraphs."""

    def __init__(self, name):
        self.name, self.title, self.chapters, self.parts, self.doubled = name, '', {}, {}, []
        with open(os.path.join(PAGES, name), encoding='utf-8') as file:
            lines = file.read().split('\n')
        here, takes_head = [], False
        for line in lines:
            macro, _, rest = line.partition(' ') if line.startswith('.') else ('', '', line)
            if macro in ('.\\"',) or line.startswith("'\\\""):
                continue
            words = plain(re.sub(r'"([^"]*)"', r'\1', rest)) if macro else plain(rest)
            if macro == '.TH':
                self.title = words
            elif macro in ('.SH', '.SS'):
                here = [Paragraph()]
                where = self.chapters if macro == '.SH' else self.parts
                if words in where:
                    self.doubled.append(words)
                where[words] = here
            elif macro == '.TP':
                takes_head = True
            elif macro == '.PP':
                here.append(Paragraph())
            elif macro in ('.B', '.BI', '.BR', '.I', '.IR', '') and words.strip():
                if takes_head:
                    here.append(Paragraph(words))
                    takes_head = False
                else:
                    here[-1].lines.append(words)
        with open(os.path.join(PAGES, name), encoding='utf-8') as file:
            self.text = plain(file.read())


def check_page(bench, name):
    root, known = commands(bench)
    page, found = Page(name), []
    chapters = CHAPTERS[name]
    for chapter in chapters:
        if chapter not in page.chapters:
            raise Violations(f'{name} has no chapter {chapter}')
    found += [f'{name}: the heading {title} stands there twice' for title in page.doubled]
    version = expect(run(bench, '--version'), 0).out.strip()
    if f'plan {version}' not in page.title:
        found.append(f'{name}: the title names another version than {version}: {page.title}')

    # Commands, all of them and no others.
    named = {title.removeprefix('plan ') for title in page.parts}
    found += [f'{name}: the command {one} is missing' for one in sorted(known.keys() - named)]
    found += [f'{name}: there is no command {one}' for one in sorted(named - known.keys())]

    # What every command takes, and what several take, is explained once.
    general = set.intersection(*(set(command.options) for command in [root, *known.values()]))
    common = definitions(page.chapters[chapters[1]], f'{name}, {chapters[1]}', found)
    found += [f'{name}: {one} goes with every command and is not among the common options' for one in sorted(general - common.keys())]
    asked = set(general)
    for title, paragraphs in page.parts.items():
        if (command := known.get(title.removeprefix('plan '))) is None:
            continue
        where = f'{name}, {title}'
        own = definitions(paragraphs, where, found)
        listed = set()
        for paragraph in paragraphs:
            if paragraph.head is None and paragraph.text.startswith(COMMON[name]):
                listed |= set(OPTION.findall(paragraph.text))
        asked |= listed
        wanted = set(command.options) - general
        found += [f'{where}: {one} is missing' for one in sorted(wanted - own.keys() - listed)]
        found += [f'{where}: there is no option {one}' for one in sorted((own.keys() | listed) - wanted)]
        found += [f'{where}: {one} is there twice' for one in sorted(own.keys() & listed)]
        for one, paragraph in own.items():
            if one in command.options:
                found += check_option(command.options[one], paragraph, where)
        for one in listed & common.keys() & command.options.keys():
            found += check_option(command.options[one], common[one], f'{name}, {chapters[1]}')
        found += check_synopsis(command, paragraphs[0].text, where)
    found += [f'{name}: the common option {one} is not explained' for one in sorted(asked - common.keys())]
    found += [f'{name}: the common option {one} goes with no command' for one in sorted(common.keys() - asked)]

    # Nothing that is named anywhere else is made up.
    real = {alias for command in [root, *known.values()] for option in command.options.values() for alias in option.names}
    for one, arguments in BUILT_IN.items():
        if run(bench, one, *arguments).code == 0:
            real.add(one)
    words = set(LONG.findall(page.text))
    found += [f'{name}: no command has the option {one}' for one in sorted(words - real)]
    if missing := BUILT_IN.keys() - words:
        found.append(f'{name}: {", ".join(sorted(missing))} is not named')
    examples = check_examples(page, chapters[2], known, found)
    count = sum(len(command.options) for command in known.values())
    return f'{len(known)} commands, {count} options, {examples} examples', list(dict.fromkeys(found))


def definitions(paragraphs, where, found):
    """The options that heads define, by long name."""
    result = {}
    for paragraph in paragraphs:
        if paragraph.head is None or not paragraph.head.startswith('-'):
            continue
        for one in LONG.findall(paragraph.head):
            if one in result:
                found.append(f'{where}: {one} is explained twice')
            result[one] = paragraph
    return result


def check_option(option, paragraph, where):
    """Short names, whether it takes a value, and every value that it takes."""
    found = [f'{where}: {option.name} is also called {one}' for one in option.names if one not in OPTION.findall(paragraph.head)]
    value = OPTION.sub('', paragraph.head).strip(' ,')
    if bool(value) != option.takes:
        found.append(f'{where}: {option.name} takes {"a value" if option.takes else "no value"}: {paragraph.head}')
    said = set(re.findall(r'[\w-]+', value + ' ' + paragraph.text))
    found += [f'{where}: {option.name} also takes {one}' for one in option.values if one not in said]
    return found


def check_synopsis(command, text, where):
    """`plan mark [OPTION ...] FILE [TASK ...]`: what is needed stands without brackets, in order."""
    if not text.startswith(f'plan {command.name}'):
        return [f'{where}: the synopsis is {text!r}']
    rest = text.removeprefix(f'plan {command.name}').replace('...', '…')
    found = []
    for option in command.options.values():
        if option.is_needed:
            rest, count = re.subn(rf'(?<![\w-]){option.name} [^\s\[\]]+', '', rest)
            if count != 1:
                found.append(f'{where}: {option.name} is needed and does not stand in the synopsis')
    if LONG.search(rest):
        found.append(f'{where}: the synopsis names options that are not needed: {rest.strip()}')
    groups = re.findall(r'\[([^]]*)]|([^\s\[\]…]+)(\s*…)?', rest)
    there = [(False, '…' in inner) if inner else (True, bool(dots)) for inner, _, dots in groups]
    # The first brackets hold the options.
    if len(command.options) > 2:
        if not there or there[0] != (False, True):
            found.append(f'{where}: the synopsis does not begin with [OPTION ...]: {rest.strip()}')
        there = there[1:]
    if there != command.positionals:
        found.append(f'{where}: the arguments are (needed, repeated) {command.positionals}, the synopsis says {there}')
    return found


def check_examples(page, chapter, known, found):
    count = 0
    for paragraph in page.chapters[chapter]:
        for line in paragraph.lines:
            if not line.startswith('plan '):
                continue
            count += 1
            command = known.get(line.split()[1])
            if command is None:
                found.append(f'{page.name}: the example {line!r} is of no command')
                continue
            found += [f'{page.name}: the example {line!r} has {one}, which {command.name} has not' for one in LONG.findall(line) if one not in command.options]
    if count < 5:
        found.append(f'{page.name}: there are {count} examples')
    return count


# --- How the pages look


def layout(bench):
    """No warning of mandoc or man, and Vietnamese comes out whole."""
    found, looked = [], []
    for name in (ENGLISH, VIETNAMESE):
        path = os.path.join(PAGES, name)
        if shutil.which('mandoc'):
            looked.append('mandoc')
            # Lines count as longer than they are where letters have marks; that is a matter of style.
            done = subprocess.run(['mandoc', '-Tlint', '-Wwarning', path], capture_output=True, text=True)
            found += (done.stdout + done.stderr).splitlines()
            if not done.stdout and done.returncode:
                found.append(f'{name}: mandoc ends with {done.returncode}')
        if shutil.which('man'):
            looked.append('man')
            environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'MANWIDTH': '80', 'MAN_KEEP_FORMATTING': ''}
            done = subprocess.run(['man', '--warnings', '-l', path], capture_output=True, env=environment, stdin=subprocess.DEVNULL)
            found += [f'{name}: man says: {line}' for line in done.stderr.decode('utf-8', 'replace').splitlines()]
            text = re.sub('.\b', '', done.stdout.decode('utf-8', 'replace'))
            for title in CHAPTERS[name]:
                if f'\n{title}\n' not in text:
                    found.append(f'{name}: man does not show the heading {title}')
            if '\ufffd' in text:
                found.append(f'{name}: man shows letters that are none')
            # Every word with marks of the source stands in what is shown, in one piece.
            page = Page(name)
            words = {word for part in page.parts.values() for paragraph in part for word in re.findall(r'\w*[^\x00-\x7f]\w*', paragraph.text)}
            lost = sorted(word for word in words if word not in text)
            found += [f'{name}: man does not show the word {word}' for word in lost[:5]]
    return 'looked at by ' + (' and '.join(dict.fromkeys(looked)) or 'nobody: neither mandoc nor man is installed'), found


if __name__ == '__main__':
    main(__doc__, {'english': lambda bench: check_page(bench, ENGLISH), 'vietnamese': lambda bench: check_page(bench, VIETNAMESE), 'layout': layout})
