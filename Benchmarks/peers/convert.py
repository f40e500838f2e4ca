#!/usr/bin/env python3
"""yaml2ics over several files in one process: `convert.py FILE.yaml…` writes FILE.ics beside each."""

import sys

import yaml2ics

for path in sys.argv[1:]:
    text = yaml2ics.files_to_calendar([path]).serialize()
    with open(path[:-5] + '.ics', 'w', encoding='utf-8', newline='') as file:
        file.write(text)
