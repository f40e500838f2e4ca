"""A log of marks for a plan, made with a fixed seed, as `plan log --import` takes it."""

import csv, io, json, os, random, subprocess

ACTIONS = ['done'] * 6 + ['started', 'blocked', 'cancelled']


def log_of(program, plan, folder, count, seed=1):
    """Writes log.jsonl beside the plan; the ids of its tasks in order, and how many tasks the plan has."""
    text = subprocess.run([program, 'tasks', plan, '--format', 'csv'], cwd=folder, capture_output=True, check=True).stdout
    rows = list(csv.DictReader(io.StringIO(text.decode('utf-8-sig'))))
    dice = random.Random(seed)
    chosen = dice.sample(rows, min(count, len(rows)))
    with open(os.path.join(folder, 'log.jsonl'), 'w', encoding='utf-8') as out:
        for number, row in enumerate(chosen):
            entry = {
                'entry': '%08x-0000-4000-8000-%012x' % (number, number), 'task': row['id'], 'nominal': row['nominal'] or None,
                'as': dice.choice(ACTIONS), 'on': row['nominal'] or '2026-02-02',
                'at': '2026-01-01T00:%02d:%02d.%06dZ' % (number // 60 % 60, number % 60, number % 1000000), 'by': 'Nguyễn Văn A', 'note': None,
                'evidence': [f'ảnh {number}'] if number % 3 == 0 else [], 'quantity': 1, 'until': None, 'document': None,
            }
            out.write(json.dumps(entry, ensure_ascii=False) + '\n')
    return [row['id'] for row in chosen], len(rows)
