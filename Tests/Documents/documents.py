"""What the checks of documents share: runs of the program, readers of what it writes, hostile texts, and the printing of results."""

import argparse
import hashlib
import base64
import html.parser
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
PLANS = os.path.join(ROOT, 'plans')
EXAMPLES = os.path.join(ROOT, 'docs', 'examples')
AMENDMENT = ('dieu-chinh-1.yaml', 'dieu-chinh-2.yaml')
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
MARK = ' (*)'
PRINTED = 20        # violations printed of one section; its line counts all


def plan_files():
    return sorted(os.path.join(PLANS, name) for name in os.listdir(PLANS) if name.endswith('.yaml'))


class Failed(Exception):
    """The program ended otherwise than it should."""


class Bench:
    """The program under test, a scratch folder, and what was found."""

    def __init__(self, program, long):
        self.program, self.long = os.path.abspath(program), long
        self.folder = tempfile.mkdtemp(prefix='plan-documents-')
        self.found = []

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def check(self, holds, what):
        if not holds:
            self.found.append(what)
        return holds

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8', newline='') as file:
            file.write(text)
        return self.path(name)

    def run(self, *arguments, code=0, environment=None):
        """What the program writes to standard output."""
        said = {key: value for key, value in os.environ.items() if not key.startswith(('LC_', 'PLAN_')) and key not in ('TZ', 'LANG')}
        done = subprocess.run(
            [self.program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, timeout=300, cwd=self.folder,
            env={**said, **(environment or {})})
        if code is not None and done.returncode != code:
            raise Failed(f'{" ".join(map(str, arguments))}: exit {done.returncode}: {done.stderr.decode(errors="replace")[:300]}')
        return done if code is None else done.stdout

    def document(self, plan, form, *options):
        return self.run('document', plan, '--format', form, *options)


def main(about, sections):
    """Runs the sections; each takes the bench, reports what it finds there, and returns what it looked at."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--plan', required=True, metavar='PROGRAM')
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--only', default=','.join(sections))
    parser.add_argument('--keep', action='store_true', help='leave the scratch folder and name it')
    asked = parser.parse_args()
    bench = Bench(asked.plan, asked.long)
    failed = False
    try:
        for name in asked.only.split(','):
            bench.found, begun = [], time.monotonic()
            try:
                about = sections[name](bench)
            except Failed as failure:
                bench.found.append(str(failure))
                about = 'stopped'
            print(f'{"FAIL" if bench.found else "ok  "} {name}: {about}; {len(bench.found)} violations ({time.monotonic() - begun:.1f} s)', flush=True)
            for violation in bench.found[:PRINTED]:
                print('     ', violation if len(violation) < 600 else violation[:600] + '…')
            failed = failed or bool(bench.found)
    finally:
        if asked.keep:
            print('kept', bench.folder)
        else:
            bench.remove()
    sys.exit(failed)


# --- Word


class Word:
    """A DOCX: its parts, the names of its elements, its paragraphs, and the table that has a repeated head."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.whole = archive.testzip() is None
            self.dates = {info.date_time for info in archive.infolist()}
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {name: ET.fromstring(part) for name, part in self.parts.items()}
        body = self.roots['word/document.xml'].find(W + 'body')
        self.paragraphs = [text_of(paragraph) for paragraph in body.iter(W + 'p')]
        self.rows = []
        for table in body.iter(W + 'tbl'):
            if next(table.iter(W + 'tblHeader'), None) is not None:
                for row in table.findall(W + 'tr'):
                    self.rows.append([[text_of(one) for one in cell.findall(W + 'p')] for cell in row.findall(W + 'tc')])

    @property
    def names(self):
        """The element names of all parts, in order."""
        return [element.tag for part in sorted(self.roots) for element in self.roots[part].iter()]

    @property
    def text(self):
        return '\n'.join(self.paragraphs)

    def assignments(self):
        """(group, number, cells) of each row; cells are lists of lines."""
        group, result = None, []
        for cells in self.rows[1:]:
            if len(cells) == 2:
                group = cells[1][0]
            else:
                result.append((group, cells[0][0], cells[1:]))
        return result


def text_of(paragraph):
    text = ''
    for element in paragraph.iter():
        if element.tag == W + 't':
            text += element.text or ''
        elif element.tag == W + 'br':
            text += '\n'
    return text


# --- HTML


class Page(html.parser.HTMLParser):
    """The tags of a page with their attributes, in order, its text, and its style sheet."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.style, self.other, self.inside = [], '', '', [], None
        self.feed(data.decode('utf-8'))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, attributes))
        self.inside = tag
        if tag == 'br':
            self.text += '\n'

    def handle_endtag(self, tag):
        self.inside = None
        if tag in ('p', 'td', 'h1', 'h2', 'h3', 'th', 'title', 'li', 'div', 'summary', 'dt', 'dd'):
            self.text += '\n'

    def handle_data(self, data):
        if self.inside == 'style':
            self.style += data
        else:
            self.text += data

    def handle_comment(self, data):
        self.other.append(('comment', data))

    def handle_decl(self, data):
        if data.lower() != 'doctype html':
            self.other.append(('declaration', data))

    def handle_pi(self, data):
        self.other.append(('instruction', data))

    def unknown_decl(self, data):
        self.other.append(('declaration', data))

    @property
    def names(self):
        return [tag for tag, _ in self.tags]

    def policy(self):
        for tag, attributes in self.tags:
            if tag == 'meta' and dict(attributes).get('http-equiv') == 'Content-Security-Policy':
                return dict(attributes)['content']
        return ''


def content_hash(text):
    return 'sha256-' + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


# --- YAML


def quoted(text):
    """A double-quoted YAML scalar that says exactly this text."""
    result = '"'
    for letter in text:
        code = ord(letter)
        if letter in '"\\':
            result += '\\' + letter
        elif letter == '\n':
            result += '\\n'
        elif letter == '\t':
            result += '\\t'
        elif code < 0x20 or 0x7F <= code < 0xA0:
            result += f'\\x{code:02X}'
        elif code > 0xFFFF and (code & 0xFFFE) == 0xFFFE:
            result += f'\\U{code:08X}'
        elif 0x2028 <= code <= 0x202E or 0xFDD0 <= code <= 0xFDEF or code in (0xFEFF, 0xFFFE, 0xFFFF) or 0x2066 <= code <= 0x2069:
            result += f'\\u{code:04X}'
        else:
            result += letter
    return result + '"'
