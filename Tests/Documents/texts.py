#!/usr/bin/env python3
"""Text of any kind in any field of a plan arrives as text: documents, checklists and reports, in every format.

    texts.py --plan PROGRAM [--long] [--only documents,stable,lists,sheets]

`documents` and `lists` put each hostile text into every field that takes it, alone and between marks: alone, the elements of the
result are those of a plan with plain words, in the same order; between marks, the text is read back and is what was written, but for
the replacements that the code documents. `sheets` opens a plan of hostile titles with LibreOffice and openpyxl, where they are installed.
"""

import concurrent.futures, csv, io, json, re, subprocess, unicodedata, zipfile, os, shutil, xml.etree.ElementTree as ET

from documents import Failed, Page, Word, content_hash, main, quoted

TEXTS = {
    'script': '<script>alert(1)</script>', 'img': '<img src=x onerror=alert(1)>', 'svg': '<svg onload=alert(1)>', 'tag': '<b>', 'closing': '</td></tr></table>',
    'comment': '<!--', 'comment-end': '-->', 'cdata': '<![CDATA[x]]>', 'cdata-end': ']]>', 'instruction': '<?xml version="1.0"?>', 'doctype': '<!DOCTYPE x [<!ENTITY a "b">]>',
    'style': '</style><script>x</script>', 'title': '</title><b>x', 'plaintext': '<plaintext>', 'template': '<template><p>', 'svg-script': '<svg><script>1</script></svg>',
    'entity': '&lt;b&gt;', 'number': '&#60;b&#62;', 'half': '&lt', 'amp': '&', 'twice': '&amp;lt;', 'named': '&notit;', 'own': '&a;',
    'quote': '"', 'apostrophe': "'", 'attribute': '" onmouseover="alert(1)', 'break-out': '"><script>alert(1)</script>', 'single': "' onload='x",
    'combining-tag': '<\u0338script>x', 'combining-quote': '"\u0301>', 'combining-and': '&\u0303lt;', 'combining-more': 'x>\u0338', 'joiner': '<\u200db>', 'keycap': '<\u20e3b>',
    'braces': '{{7*7}}', 'dollar': '${alert(1)}', 'period': 'quý {period} {kỳ} {x}', 'percent': '%n%s%x', 'url': 'javascript:alert(1)', 'data': 'data:text/html,<b>',
    'link': '[x](http://evil.example)', 'image': '![x](http://evil.example/x.png)', 'reference': '[x]: http://evil.example', 'auto': '<http://evil.example>', 'bare': 'http://evil.example/a_b_c',
    'www': 'www.evil.example', 'mail': 'a@evil.example', 'cell': 'a | b || c', 'escaped': 'a \\| b \\', 'ticks': '`code` ```', 'fence': '```\nx\n```', 'tilde': '~~~', 'stars': '**x** *y* __z__ _w_',
    'dash': '- x', 'dashes': '---', 'plus': '+ x', 'plus-number': '+1+1', 'equals': '=1+1', 'equals-line': '===', 'at': '@SUM(A1)', 'ordered': '1. x', 'ordered-bracket': '1) x', 'hash': '# x',
    'quote-block': '> x', 'rule': '* * *', 'minus': '-1+1', 'pipe-dde': "=cmd|' /C calc'!A0", 'wide-equals': '＝1', 'combining-equals': '=\u0301cmd', 'task': '[ ] x', 'foot': '[^1]: x', 'math': '$x$',
    'escape-sequence': '_x0041_', 'escape-return': '_x000D_', 'escape-escape': '_x005F_x0041_',
    'emoji': '👩‍👩‍👧‍👦🇻🇳', 'arabic': 'العربية', 'hebrew': 'עברית', 'stacked': 'e' + '\u0301\u0323\u0302' * 40, 'decomposed': unicodedata.normalize('NFD', 'Đường ổi, phở'),
    'soft': 'a\u00adb\u200bc\u2060d', 'no-break': 'a\u00a0b', 'private': '\ue000', 'astral': '𝒳𠀀', 'object': '\ufffc', 'replacement': '\ufffd',
    'fffe': 'a\ufffeb', 'ffff': 'a\uffffb', 'noncharacter': 'a\ufdd0b', 'last-plane': 'a\U0010ffffb', 'separator': 'a\u2028b\u2029c', 'nel': 'a\x85b',
    'control': 'a\x01b\x1b[31mc', 'null': 'a\x00b', 'delete': 'a\x7fb', 'bell': '\x1b]8;;http://evil.example\x07x', 'bidi': 'a\u202eb', 'isolate': 'a\u2066b', 'mark': '\ufeffa',
    'tab': 'a\tb', 'tab-lines': 'a\tb\n\tc', 'return': 'a\rb', 'return-newline': 'a\r\nb', 'lines': 'một\nhai\n\nba', 'indented': 'một\n    hai\n  - ba\n\t# bốn', 'spaces': 'a   b', 'workflow': 'x\n::error::y', 'word': 'x' * 5000, 'word-vi': 'ươ' * 2500, 'long': 'câu dài ' * 700,
}

PLAIN = 'chữ'
# A line for each field, so that a finding names it.
TEMPLATE = '''plan: thu-van-ban
title: @
document:
  number: @
  issued: 05/01/2026
  issuer: co-quan
  basis:
    - @
    - @
  assumed:
    basis: @
year: 2026
purpose: @
budget: @
note: @
assumed:
  themes: @
calendar:
  days_off:
    16/07: @
units:
  co-quan:
    name: @
    short: @
    note: @
  phong:
    name: @
    short: @
    parent: co-quan
    contact:
      person: @
      phone: @
      email: @
  nhom:
    name: @
    members:
      mot: @
      hai: @
  duoc-moi:
    name: @
    requested: yes
    collective: yes
themes:
  chu-de:
    title: @
    note: @
  chu-de-hai: @
target_groups:
  dan: @
  hoc-sinh:
    name: @
channels:
  loa:
    name: @
    operator: phong
    note: @
  trang: @
activities:
  viec:
    title: @
    themes: [chu-de]
    target_groups: [dan]
    channels: [trang]
    lead: phong
    coordinate: [nhom, duoc-moi]
    every: month
    day: 14
    except:
      14/08: @
    product:
      - @
      - @
    target: @
    evidence: @
    place: @
    source: @
    note: @
    budget: @
    assumed:
      product: @
      place: @
  dot:
    title: @
    themes: [chu-de-hai]
    target_groups: [hoc-sinh]
    lead: phong
    implement: each nhom
    note: @
    phases:
      dau:
        title: @
        due: 20/05
        product: @
        note: @
      sau:
        title: @
        due: 2 weeks after dau
        evidence: @
  bao-cao:
    title: @
    internal: yes
    lead: each nhom
    report_to: phong
    every: quarter
    due: day 20 of last month
    product: @
amendments:
  - number: @
    issued: 01/03/2026
    summary: @
'''
LINES = TEMPLATE.splitlines()
FIELDS = [number for number, line in enumerate(LINES) if line.endswith('@')]

PAGE_ATTRIBUTES = {'class', 'lang', 'charset', 'name', 'content', 'http-equiv', 'width', 'colspan', 'rowspan', 'scope'}
WORD_NAMES = set(
    'body p pPr r rPr t br b i sz szCs spacing ind jc keepNext pBdr top left right bottom insideH insideV tbl tblPr tblW tblLayout tblCellMar tblBorders tblGrid gridCol '
    'tr trPr cantSplit tblHeader tc tcPr tcW gridSpan sectPr headerReference pgSz pgMar pgNumType titlePg document'.split())


def plan_of(text, refused=()):
    """A plan with a text in every field but the refused ones, which have plain words; and the field of each line."""
    lines, fields = [], []
    for number, line in enumerate(LINES):
        if number in FIELDS:
            if number in refused:
                value = between(number, PLAIN) if callable(text) else PLAIN
            else:
                value = text(number) if callable(text) else text
            # A text of several lines is a block, as a person writes it.
            if re.fullmatch('[^\\s\0-\x1f](?:[^\0-\x08\x0b-\x1f]*[^\\s])?', value) and '\n' in value:
                inner = ' ' * (len(line) - len(line.lstrip()) + 4)
                line = line[:-1] + '|-\n' + '\n'.join(inner + one if one else '' for one in value.split('\n'))
            else:
                line = line[:-1] + quoted(value)
        lines.append(line)
        fields += [number] * (line.count('\n') + 1)
    return '\n'.join(lines) + '\n', fields


def accepted(bench, name, text):
    """The path of a plan with the text in every field that takes it, and those that do not."""
    refused = set()
    for _ in range(6):
        content, fields = plan_of(text, refused)
        path = bench.write(name, content)
        done = bench.run('validate', path, '--format', 'json', '--lang', 'en', code=None)
        if done.returncode == 0:
            return path, refused
        if done.returncode != 1:
            break
        lines = {fields[finding['line'] - 1] for finding in json.loads(done.stdout)['findings'] if finding['severity'] == 'error'}
        if not lines & set(FIELDS) - refused:
            break
        refused |= lines & set(FIELDS)
    raise Failed(f'{name}: no plan: exit {done.returncode}: {done.stdout.decode(errors="replace")[:300]} {done.stderr.decode(errors="replace")[:300]}')


def between(number, text):
    return f'Qz{number}q{text}q{number}zQ'


def squeezed(text):
    return re.sub(r'[\s\u200d]+', ' ', unicodedata.normalize('NFC', text)).strip()


def worded(text):
    """What a document shows for controls, which HTML and XML cannot hold; the two no-characters are for `word_text`."""
    return re.sub('[\x00-\x08\x0b-\x1f\x7f-\x9f]', '\ufffd', text.replace('\t', ' '))


def word_text(text):
    return re.sub('[\ufffe\uffff]', '\ufffd', worded(text))


def plain_title(text):
    """A title as it stands for all its tasks."""
    return re.sub(' +', ' ', re.sub(r'\{(period|kỳ)\}', '', text))


def compare(bench, label, text, refused, content, shown):
    """Each wrapped text that is there is whole; how many were found."""
    found = 0
    content = unicodedata.normalize('NFC', content)
    for number in FIELDS:
        if number in refused:
            continue
        # Up to its own end mark, or the next one where a line was split off.
        for match in re.finditer(f'Qz{number}q(.*?)q{number}zQ', content, re.S):
            found += 1
            # Lines of a text may be paragraphs of their own, that end in a full stop and begin with a capital.
            wanted = squeezed(shown(text))
            got = squeezed(match[1])
            if '\n' in text or '\r' in text:
                wanted, got = (re.sub(r'[\s.]', '', one).lower() for one in (wanted, got))
            if not (got == wanted or got == squeezed(plain_title(shown(text)))) and '{period}' not in text:
                bench.check(False, f'{label}: {LINES[number].strip()}: {got[:80]!r} instead of {wanted[:80]!r}')
    return found


# --- Readers


def look_at_page(bench, label, data, plain, single):
    page = Page(data)
    bench.check(not page.other, f'{label}: {page.other[:2]}')
    bench.check(set(page.names) <= set(plain.names), f'{label}: elements {set(page.names) - set(plain.names)}')
    attributes = {key for _, values in page.tags for key, _ in values}
    bench.check(attributes <= PAGE_ATTRIBUTES | {key for _, values in plain.tags for key, _ in values}, f'{label}: attributes {attributes - PAGE_ATTRIBUTES}')
    bench.check(not [key for key in attributes if key.startswith('on') or key in ('href', 'src', 'style')], f'{label}: attributes {attributes}')
    if single:
        bench.check(page.names == plain.names, f'{label}: other elements than with plain words')
    wanted = f"style-src '{content_hash(page.style)}'"
    bench.check(wanted in page.policy() and page.policy().startswith("default-src 'none'") and "base-uri 'none'; form-action 'none'" in page.policy(), f'{label}: policy {page.policy()!r} is not of its style {wanted}')
    try:
        import html5lib
    except ImportError:
        return page
    tree = html5lib.parse(data.decode(), namespaceHTMLElements=False)
    names = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    bench.check(names <= set(plain.names) | {'head', 'body', 'tbody', 'html'}, f'{label}: html5lib sees {names - set(plain.names)}')
    return page


def look_at_word(bench, label, data, plain, single):
    try:
        word = Word(data)
    except (ET.ParseError, zipfile.BadZipFile, KeyError) as failure:
        bench.check(False, f'{label}: {failure}')
        return plain
    bench.check(word.whole, f'{label}: the zip is damaged')
    bench.check(word.dates == {(1980, 1, 1, 0, 0, 0)}, f'{label}: dates {word.dates}')
    names = {name.rpartition('}')[2] for name in (element.tag for element in word.roots['word/document.xml'].iter())}
    bench.check(names <= WORD_NAMES, f'{label}: elements {names - WORD_NAMES}')
    bench.check(set(word.parts) == set(plain.parts), f'{label}: parts {set(word.parts) ^ set(plain.parts)}')
    if single:
        bench.check(word.names == plain.names, f'{label}: other elements than with plain words')
    return word


def reader():
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        return None
    try:
        import linkify_it     # noqa: F401
        return MarkdownIt('gfm-like')
    except ImportError:
        return MarkdownIt('commonmark').enable(['table', 'strikethrough'])


ALLOWED = {
    'heading_open', 'heading_close', 'paragraph_open', 'paragraph_close', 'inline', 'text', 'strong_open', 'strong_close', 'em_open', 'em_close', 'hardbreak', 'softbreak', 'text_special',
    'table_open', 'table_close', 'thead_open', 'thead_close', 'tbody_open', 'tbody_close', 'tr_open', 'tr_close', 'th_open', 'th_close', 'td_open', 'td_close',
}


def tokens_of(markdown, data):
    flat = []
    for token in markdown.parse(data.decode()):
        flat.append(token)
        flat += token.children or []
    return flat


def look_at_markdown(bench, label, markdown, data, plain, single):
    """The kinds of what a reader of CommonMark makes of it, and its text."""
    flat = tokens_of(markdown, data)
    # Emphasis stands or falls with the letters beside it, and does no harm.
    kinds = [token.type for token in flat if token.type not in ('text', 'text_special', 'em_open', 'em_close', 'strong_open', 'strong_close')]
    bench.check(plain is None or set(kinds) <= ALLOWED | {'html_inline'} | set(plain), f'{label}: {set(kinds) - ALLOWED}')
    bench.check('link_open' not in kinds and 'image' not in kinds, f'{label}: a link or an image')
    wrong = [token.content for token in flat if token.type == 'html_inline' and token.content != '<br>'] + [token.content[:60] for token in flat if token.type == 'html_block']
    bench.check(not wrong, f'{label}: HTML {wrong[:3]}')
    if single and plain is not None:
        bench.check(kinds == plain, f'{label}: other parts than with plain words: {next(((a, b) for a, b in zip(kinds, plain) if a != b), (len(kinds), len(plain)))}')
    text = ''.join('\n' if token.type in ('softbreak', 'hardbreak') or token.content == '<br>' else token.content for token in flat if token.type != 'inline')
    return kinds, text


def cells_a_row(bench, label, data):
    """Rows of tables have as many cells as the row above."""
    width = None
    for line in data.decode().split('\n'):
        if not line.startswith('|'):
            width = None
            continue
        cells = len(re.findall(r'(?<!\\)(?:\\\\)*\|', line)) - 1
        bench.check(width in (None, cells), f'{label}: {cells} cells in a row of {width}: {line[:120]}')
        width = cells


# --- Sections


def documents(bench):
    markdown = reader()
    # Names that are alike stand once, so between marks, where all differ, the plain words differ too.
    plain = {}
    for wrapped in (False, True):
        base = bench.write(f'plain-{wrapped}.yaml', plan_of((lambda number: between(number, PLAIN)) if wrapped else PLAIN)[0])
        kinds = look_at_markdown(bench, 'plain', markdown, bench.document(base, 'md'), None, False)[0] if markdown else None
        plain[wrapped] = (Page(bench.document(base, 'html')), Word(bench.document(base, 'docx')), kinds)
    count = found = refusals = 0

    def made(what):
        name, wrapped = what
        text = TEXTS[name]
        path, refused = accepted(bench, f'{name}-{wrapped}.yaml', (lambda number: between(number, text)) if wrapped else text)
        return name, wrapped, refused, [bench.document(path, form) for form in ('html', 'docx', 'md')]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        # A short round reads a third of them back; alone, all are looked at.
        wanted = [(name, wrapped) for number, name in enumerate(TEXTS) for wrapped in (False, True) if not wrapped or bench.long or number % 3 == 0]
        for name, wrapped, refused, (html, docx, data) in pool.map(made, wanted):
            text = TEXTS[name]
            plain_page, plain_word, plain_kinds = plain[wrapped]
            single = '\n' not in text and '\r' not in text
            refusals += len(refused)
            label = f'{name}{" between marks" if wrapped else ""}'
            count += 1
            page = look_at_page(bench, f'{label}: HTML', html, plain_page, single)
            word = look_at_word(bench, f'{label}: DOCX', docx, plain_word, single)
            cells_a_row(bench, f'{label}: Markdown', data)
            read = look_at_markdown(bench, f'{label}: Markdown', markdown, data, plain_kinds, single)[1] if markdown else None
            if wrapped:
                found += compare(bench, f'{name}: HTML', text, refused, page.text, word_text)
                found += compare(bench, f'{name}: DOCX', text, refused, word.text, word_text)
                bench.check(markdown is None or compare(bench, f'{name}: Markdown', text, refused, read, without_controls) > 0 or len(refused) > len(FIELDS) / 2, f'{name}: nothing arrives in Markdown')
    bench.check(found > 20 * sum(wrapped for _, wrapped in wanted), f'only {found} texts were read back')
    return f'{count} plans of {len(FIELDS)} fields, {len(TEXTS)} texts, {refusals} refused, {found} read back' + ('' if markdown else '; no markdown-it-py: Markdown is not parsed')


def without_controls(text):
    """What Markdown keeps: no controls and no invisible letters but the joiner."""
    return ''.join(letter for letter in re.sub('[\t\n\r]', ' ', text) if unicodedata.category(letter) not in ('Cc', 'Cf') or letter == '\u200d')


def stable(bench):
    """Equal plans make equal bytes, whatever the clock and the language say."""
    count = 0
    for name in ('script', 'emoji', 'lines', 'long'):
        path, _ = accepted(bench, f'{name}.yaml', TEXTS[name])
        for form in ('docx', 'html', 'md'):
            first = bench.document(path, form)
            for environment in ({'TZ': 'Pacific/Kiritimati', 'LANG': 'en_US.UTF-8'}, {'TZ': 'America/Adak', 'LC_ALL': 'C'}, {'LANG': 'vi_VN', 'SOURCE_DATE_EPOCH': '1'}):
                count += 1
                again = bench.run('document', path, '--format', form, environment=environment)
                bench.check(again == first, f'{name}: {form} differs with {environment}')
            bench.run('document', path, '--output', bench.path(f'out.{form}'))
            with open(bench.path(f'out.{form}'), 'rb') as file:
                bench.check(file.read() == first, f'{name}: --output out.{form} differs')
    return f'{count} runs'


def lists(bench):
    """Checklists and reports of the same plans."""
    base = bench.write('plain.yaml', plan_of(PLAIN)[0])
    forms = [('checklist', form, '--period', '2026-05') for form in ('html', 'md', 'csv', 'xlsx', 'json')] + [('report', form, '--period', '2026-Q2') for form in ('html', 'md')]
    markdown = reader()

    def made(plan, command, form, *options):
        output = bench.path(f'list.{form}')
        bench.run(command, plan, '--format', form, *options, '--output', output)
        with open(output, 'rb') as file:
            return file.read()

    plain = {form: made(base, *form) for form in forms}
    kinds = {form: look_at_markdown(bench, 'plain', markdown, plain[form], None, False)[0] if markdown and form[1] == 'md' else None for form in forms}
    count = 0
    for number, (name, text) in enumerate(TEXTS.items()):
        if number % 5 and not bench.long:
            continue
        single = '\n' not in text and '\r' not in text
        path, _ = accepted(bench, f'{name}.yaml', text)
        for form in forms:
            label, data = f'{name}: {form[0]} {form[1]}', made(path, *form)
            count += 1
            if form[1] == 'html':
                look_at_page(bench, label, data, Page(plain[form]), single)
            elif form[1] == 'md':
                cells_a_row(bench, label, data)
                if markdown:
                    look_at_markdown(bench, label, markdown, data, kinds[form], False)
            elif form[1] == 'csv':
                rows = list(csv.reader(io.StringIO(data.decode('utf-8-sig'), newline='')))
                bench.check(len({len(row) for row in rows}) == 1, f'{label}: rows of {sorted({len(row) for row in rows})} cells')
                bench.check(len(rows) == len(list(csv.reader(io.StringIO(plain[form].decode('utf-8-sig'), newline='')))), f'{label}: {len(rows)} rows')
                wrong = [cell for row in rows for cell in row if is_computed(cell)]
                bench.check(not wrong, f'{label}: computed: {wrong[:2]}')
            elif form[1] == 'xlsx':
                look_at_book(bench, label, data)
            else:
                try:
                    json.loads(data)
                except ValueError as failure:
                    bench.check(False, f'{label}: {failure}')
    return f'{count} lists' + ('' if markdown else '; no markdown-it-py: Markdown is not parsed')


def is_computed(cell):
    return cell.lstrip(' ')[:1] in ('=', '+', '@', '\t', '＝', '＋', '＠') or bool(re.match(r'[-－](?![\d.,]+$)', cell))


def look_at_book(bench, label, data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        bench.check(book.testzip() is None, f'{label}: the zip is damaged')
        for name in book.namelist():
            if name.endswith(('.xml', '.rels')):
                try:
                    root = ET.fromstring(book.read(name))
                except ET.ParseError as failure:
                    bench.check(False, f'{label}: {name}: {failure}')
                    continue
                if name.startswith('xl/worksheets/'):
                    formulas = [element for element in root.iter() if element.tag.endswith('}f')]
                    bench.check(not formulas, f'{label}: a formula in {name}')


def sheets(bench):
    """One plan with each text as a title, opened as a spreadsheet program opens its checklist."""
    lines = ['plan: bang-tinh', 'title: Bảng tính', 'year: 2026', 'units: {don-vi: Đơn vị}', 'activities:']
    wanted = []
    for number, (name, text) in enumerate(TEXTS.items()):
        if len(text) > 200 or '{' in text:
            continue
        one = [f'  viec-{number}:', f'    title: {quoted(text)}', '    lead: don-vi', '    due: 20/05', '    product: 1 bài']
        path = bench.write('one.yaml', '\n'.join(lines + one) + '\n')
        if bench.run('validate', path, code=None).returncode == 0:
            lines += one
            wanted.append(text)
    path = bench.write('sheet.yaml', '\n'.join(lines) + '\n')
    for form in ('xlsx', 'csv'):
        bench.run('checklist', path, '--unit', 'don-vi', '--period', '2026-05', '--format', form, '--output', bench.path(f'sheet.{form}'))
    looked = []
    try:
        import openpyxl
    except ImportError:
        looked.append('no openpyxl')
    else:
        book = openpyxl.load_workbook(bench.path('sheet.xlsx'))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
        bench.check(all(cell.data_type != 'f' for cell in cells), 'openpyxl: a formula')
        # Some versions of it show the escapes of the format as they stand.
        values = {squeezed(one) for cell in cells for one in (str(cell.value), unescaped(str(cell.value)))}
        # It takes an escape of an escape for one; Tests/Progress/workbook.py reads these as the format says.
        missing = [text for text in wanted if '_x005F_' not in text and squeezed(worded(text)) not in values and squeezed(word_text(text)) not in values]
        bench.check(not missing, f'openpyxl: {missing[:5]!r} do not arrive')
        looked.append('openpyxl')
    if shutil.which('soffice'):
        for form in ('xlsx', 'csv'):
            folder = bench.path(f'from-{form}')
            # The columns of the CSV are all read as a user's double click reads them: guessed.
            subprocess.run(
                ['soffice', f'-env:UserInstallation=file://{bench.path("office")}', '--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,true,false,1',
                 *(['--infilter=CSV:44,34,76,1'] if form == 'csv' else []), '--outdir', folder, bench.path(f'sheet.{form}')], capture_output=True, timeout=180)
            made = [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []
            if not bench.check(len(made) == 1, f'LibreOffice makes nothing of sheet.{form}'):
                continue
            with open(made[0], encoding='utf-8', newline='') as file:
                cells = {squeezed(cell) for row in csv.reader(file) for cell in row}
            # Saved with formulas instead of values, so that one would show.
            bench.check(not [cell for cell in cells if form == 'csv' and cell.startswith('=')], f'LibreOffice: a formula in {form}')
            missing = [text for text in wanted if not {squeezed(worded(text)), squeezed(word_text(text)), "'" + squeezed(worded(text))} & cells]
            bench.check(not missing, f'LibreOffice: {form}: {missing[:5]!r} do not arrive')
        looked.append('LibreOffice')
    else:
        looked.append('no soffice')
    return f'{len(wanted)} titles; {", ".join(looked)}'


def unescaped(text):
    return re.sub(r'_x([0-9A-Fa-f]{4})_', lambda match: chr(int(match[1], 16)), text)


if __name__ == '__main__':
    main(__doc__, {'documents': documents, 'stable': stable, 'lists': lists, 'sheets': sheets})
