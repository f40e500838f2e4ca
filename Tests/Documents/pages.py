#!/usr/bin/env python3
"""Looks at the pages of documents as LibreOffice sets them: paper, margins, fonts, page numbers, heads of tables, every text in its place.

    pages.py --plan PROGRAM [--long] [--only plans,english,amendment,letters,long]

Each DOCX becomes a PDF (soffice, in a profile of its own), whose words are read with their places (pdftotext -bbox). The measures are
those of Decree 30/2020/NĐ-CP; what the words should be is read from the DOCX itself.
"""

import collections, html, os, re, shutil, subprocess, sys, unicodedata

from documents import AMENDMENT, EXAMPLES, MARK, Word, main, plan_files, quoted

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
# What stands in for Times New Roman, letter for letter as wide.
FONTS = re.compile(r'(?:[A-Z]{6}\+)?(?:TimesNewRoman|Times-|LiberationSerif|Tinos)')
SHARES = {7: (5, 23, 14, 16, 17, 11, 14), 5: (5, 24, 29, 29, 13)}
TABLE_LEFT, TABLE_WIDTH = 30, 252

Box = collections.namedtuple('Box', 'left top right bottom text')


def pdf_of(bench, docx):
    """The PDF of a DOCX, or None."""
    subprocess.run(
        ['soffice', f'-env:UserInstallation=file://{bench.path("office")}', '--headless', '--convert-to', 'pdf', '--outdir', bench.folder, docx],
        capture_output=True, timeout=300)
    pdf = docx[:-4] + 'pdf'
    bench.check(os.path.exists(pdf), f'{os.path.basename(docx)}: LibreOffice makes no PDF of it')
    return pdf if os.path.exists(pdf) else None


def pages_of(pdf):
    """Width, height and words of each page."""
    said = subprocess.run(['pdftotext', '-bbox', pdf, '-'], capture_output=True, check=True).stdout.decode()
    pages = []
    for width, height, inner in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', said, re.S):
        words = [Box(*map(float, places), html.unescape(text)) for *places, text in re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', inner, re.S)]
        pages.append((float(width), float(height), words))
    return pages


def lines_of(words):
    """Words in lines, from above, each from left to right."""
    lines = []
    for word in sorted(words, key=lambda word: (word.bottom + word.top, word.left)):
        if lines and abs((lines[-1][0].bottom + lines[-1][0].top) - (word.bottom + word.top)) < 7:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line) for line in lines]


def tight(text):
    """Letters alone, as words come in pieces where a font lacks a letter, or a line ends."""
    return re.sub(r'[\s\u00ad\u200b]+', '', unicodedata.normalize('NFC', text))


def joined(words):
    return tight(''.join(word.text for line in lines_of(words) for word in line))


def in_order(bench, label, texts, content):
    """Each text stands in the content, after the one before it."""
    place = 0
    for text in texts:
        if not (wanted := tight(text)):
            continue
        found = content.find(wanted, place)
        if found < 0:
            bench.check(False, f'{label}: {text[:90]!r} is missing' + (', or before its turn' if wanted in content else '') + f' after …{content[max(0, place - 40):place]!r}')
            continue
        place = found + len(wanted)


def has_vietnamese():
    """Whether the machine has a metric twin of Times New Roman with all Vietnamese letters; older ones borrow some from others."""
    found = subprocess.run(['fc-list', ':charset=1ed8', 'family'], capture_output=True, text=True).stdout
    return bool(re.search('Liberation Serif|Times New Roman|Tinos', found))


def look(bench, label, docx_bytes, is_usual=True):
    """All that can be said of the pages of one document; how many there are."""
    docx = bench.path(f'{label}.docx')
    with open(docx, 'wb') as file:
        file.write(docx_bytes)
    word = Word(docx_bytes)
    if (pdf := pdf_of(bench, docx)) is None:
        return 0
    pages = pages_of(pdf)
    upright = [page for page in pages if page[0] < page[1]]
    aside = [page for page in pages if page[0] > page[1]]
    sizes = {(round(min(page[:2]) / MM), round(max(page[:2]) / MM)) for page in pages}
    bench.check(sizes == {(210, 297)}, f'{label}: paper of {sizes} mm')
    bench.check(pages == upright + aside and upright and aside, f'{label}: {[page[0] < page[1] for page in pages]} upright')
    look_at_fonts(bench, label, pdf)
    for section, right, name in ((upright, 20, 'text'), (aside, 15, 'appendix')):
        for number, (width, height, words) in enumerate(section, 1):
            look_at_page(bench, f'{label}: {name}, page {number}', number, width, height, words, right, name == 'text')
    look_at_text(bench, label, word, upright)
    look_at_table(bench, label, word, aside)
    return len(pages)


def look_at_fonts(bench, label, pdf):
    rows = subprocess.run(['pdffonts', pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    names = {row.split()[0] for row in rows}
    wrong = {name for name in names if not FONTS.match(name)}
    if not has_vietnamese():
        wrong = {name for name in wrong if 'Serif' not in name}
    bench.check(names and not wrong, f'{label}: fonts {sorted(wrong)}')


def look_at_page(bench, label, number, width, height, words, right, is_text):
    head = [word for word in words if word.bottom < 20 * MM]
    body = [word for word in words if word.bottom >= 20 * MM]
    bench.check(len(body) >= 3, f'{label}: empty')
    if number == 1:
        bench.check(not head, f'{label}: {[word.text for word in head]} above the first page')
    elif bench.check([word.text for word in head] == [str(number)], f'{label}: its number is {[word.text for word in head]}'):
        middle = (30 * MM + width - right * MM) / 2
        bench.check(abs((head[0].left + head[0].right) / 2 - middle) < 2, f'{label}: the number is not in the middle')
    if not body:
        return
    left = min(word.left for word in body)
    bench.check(30 * MM - .5 <= left <= 35 * MM + (0 if is_text else 30), f'{label}: {left / MM:.1f} mm on the left')
    end = width - max(word.right for word in body)
    bench.check(end >= right * MM - 1.5, f'{label}: {end / MM:.1f} mm on the right')
    if is_text and number == 1:
        bench.check(end <= 21 * MM, f'{label}: {end / MM:.1f} mm on the right')
    top = min(word.top for word in body)
    bench.check(top >= 20 * MM - 2, f'{label}: {top / MM:.1f} mm above')
    bench.check(top <= 30 * MM, f'{label}: begins {top / MM:.1f} mm from above')
    below = height - max(word.bottom for word in body)
    bench.check(below >= 20 * MM - 2.5, f'{label}: {below / MM:.1f} mm below')


def look_at_text(bench, label, word, pages):
    first = [tight(''.join(one.text for one in line)) for line in lines_of(pages[0][2])]
    for nation in ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'SOCIALIST REPUBLIC OF VIET NAM'):
        if nation in word.text:
            bench.check(any(line.endswith(tight(nation)) for line in first), f'{label}: {nation} is parted')
    # The text runs from the first paragraph behind the head to the list of recipients.
    body = [paragraph for paragraph in word.paragraphs if paragraph]
    sides = [joined([one for one in pages[0][2] if (one.left < edge) == (side == 0)]) for edge in (30 * MM + 3515 / 20,) for side in (0, 1)]
    end = next((number for number, text in enumerate(body) if text in ('Nơi nhận:', 'Recipients:')), len(body))
    content = ''.join(joined([one for one in words if one.bottom >= 20 * MM]) for _, _, words in pages)
    start = next((number for number, text in enumerate(body) if re.match('I[.] |Căn cứ |Pursuant to |Kính gửi|To:', text)), 0)
    in_order(bench, f'{label}: text', body[start:end], content)
    for text in body[:start]:
        bench.check(any(tight(text) in one for one in (content, *sides)), f'{label}: head: {text[:60]!r} is missing')
    # Who signs does so under some words of the text.
    for number, (_, _, words) in enumerate(pages, 1):
        on_page = joined([one for one in words if one.bottom >= 20 * MM])
        for mark in ('Nơinhận:', 'Recipients:'):
            if mark in on_page and number > 1:
                bench.check(not re.match('(TM[.]|THỦTRƯỞNG|CHỦTỊCH|GIÁMĐỐC|FOR)?' + mark, on_page), f'{label}: the signature stands alone on page {number}')


def look_at_table(bench, label, word, pages):
    columns = max(len(row) for row in word.rows)
    # The table begins at the margin less the room in its cells, or at it.
    edges, place = [], TABLE_LEFT
    for share in SHARES[columns]:
        edges.append((place * MM - 1, (place + share * TABLE_WIDTH / 100) * MM + 1))
        place += share * TABLE_WIDTH / 100
    heads = [cell[0] for cell in word.rows[0]]
    content, whole = [''] * columns, ''
    for number, (_, _, words) in enumerate(pages, 1):
        body = [one for one in words if one.bottom >= 20 * MM]
        lines = lines_of(body)
        top = next((index for index, line in enumerate(lines) if tight(''.join(one.text for one in line)).startswith(tight(heads[0] + heads[1]))), None)
        # The last page may hold the note below the table alone.
        if top is None:
            bench.check(number == len(pages) and number > 1 and len(lines) <= 3, f'{label}: appendix, page {number}: no head of the table')
            continue
        bench.check(tight(''.join(one.text for one in lines[top])) == tight(''.join(heads)), f'{label}: appendix, page {number}: head {"".join(one.text for one in lines[top])!r}')
        bench.check(number == 1 or top == 0, f'{label}: appendix, page {number}: the head is not on top')
        below = [one for line in lines[top + 1:] for one in line]
        whole += joined(below)
        for column, (left, right) in enumerate(edges):
            content[column] += joined([one for one in below if left <= (one.left + one.right) / 2 <= right])
    in_order(bench, f'{label}: groups', [row[1][0] for row in word.rows[1:] if len(row) == 2], whole)
    for column in range(columns):
        in_order(bench, f'{label}: column {heads[column]}', [line for row in word.rows[1:] if len(row) == columns for line in row[column]], content[column])


# --- Sections


def plans(bench, *options, note=''):
    count = pages = 0
    for path in plan_files():
        name = os.path.basename(path)[:-5]
        count += 1
        pages += look(bench, name + note, bench.document(path, 'docx', *options))
    return f'{count} plans, {pages} pages'


def english(bench):
    return plans(bench, '--lang', 'en', '--assumed', 'hide', '--signer', 'Nguyễn Thị Ánh Nguyệt', note='-en')


def amendment(bench):
    old, new = (os.path.join(EXAMPLES, name) for name in AMENDMENT)
    return f'{look(bench, "amendment", bench.document(new, "docx", "--amending", old))} pages'


def letters(bench):
    """Kinds and issuers of every sort on one page each."""
    count = 0
    issuers = ['UBND tỉnh Cà Mau', 'UBND Phường 1', 'Chủ tịch UBND thành phố Cần Thơ', 'Phòng Văn hóa - Xã hội', 'Trung tâm Văn hóa - Thể thao và Truyền thanh - Truyền hình', 'Liên đoàn Lao động']
    kinds = ['plan', 'letter', 'directive', 'decision', 'programme']
    for number, issuer in enumerate(issuers):
        for kind in kinds if bench.long else [kinds[number % 5], 'letter']:
            plan = f'''plan: thu-van-ban
title: Tuyên truyền, phổ biến chính sách, pháp luật trên địa bàn năm 2026
document: {{number: 05/KH-UBND, issued: 05/02/2026, issuer: co-quan, kind: {kind}}}
year: 2026
units:
  cap-tren: UBND tỉnh Cà Mau
  co-quan: {{name: {quoted(issuer)}, parent: {"cap-tren" if number else "none"}}}
  mot: Công an xã
  hai: {{name: Ủy ban Mặt trận Tổ quốc Việt Nam, requested: yes}}
activities:
  a: {{title: Mở chuyên mục trên loa, lead: mot, coordinate: hai, when: quý II, product: 1 chuyên mục}}
  b: {{title: Họp tổ dân phố, lead: hai, due: 20/05, time: 16:30}}
'''
            path = bench.write('letter.yaml', plan.replace(', parent: none', ''))
            look(bench, f'{kind}-{number}', bench.document(path, 'docx'))
            count += 1
    return f'{count} documents'


def long(bench):
    """Words and notes longer than a line, a cell and a page are all there, inside the margins."""
    words = {'word': 'w' * 2000, 'note': ' '.join(f'câu{number}' for number in range(3000)), 'title': 'Tuyên truyền ' * 120 + 'hết', 'vietnamese': 'ưỡ' * 800}
    activities = ''.join(f'  {name}:\n    title: {quoted(text if name == "title" else name)}\n    lead: don-vi\n    due: 20/05\n    product: 1 bài\n    note: {quoted(text)}\n' for name, text in words.items())
    plan = f'plan: dai\ntitle: {quoted(words["title"][:400].strip())}\nyear: 2026\npurpose: {quoted(words["note"])}\ndocument: {{issuer: don-vi}}\nunits: {{don-vi: {quoted("Đơn vị " + "rất dài " * 30 + "hết")}}}\nactivities:\n{activities}'
    return f'{look(bench, "long", bench.document(bench.write("long.yaml", plan), "docx"), False)} pages'


if __name__ == '__main__':
    missing = [program for program in ('soffice', 'pdftotext', 'pdffonts', 'fc-list') if not shutil.which(program)]
    if missing and not {'-h', '--help'} & set(sys.argv):
        print(f'not looked at: no {missing[0]}')
        sys.exit(0)
    main(__doc__, {'plans': plans, 'english': english, 'amendment': amendment, 'letters': letters, 'long': long})
