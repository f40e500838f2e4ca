#!/usr/bin/env python3
"""yaml2ics over several files in one process: `convert.py [FILE.yaml…]` writes FILE.ics beside each; without one it only starts."""

import os, sys

import yaml2ics

paths = sys.argv[1:]
for path in paths:
    if not path.endswith('.yaml') or not os.path.isfile(path):
        print(f'convert.py: there is no file {path!r}, or not one in .yaml; takes FILE.yaml…', file=sys.stderr)
        sys.exit(2)
for path in paths:
    text = yaml2ics.files_to_calendar([path]).serialize()
    with open(path[:-5] + '.ics', 'w', encoding='utf-8', newline='') as file:
        file.write(text)
