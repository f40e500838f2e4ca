#!/usr/bin/env python3
"""Prints, for each year from 1970 to 2199, a checksum of all its days: `civil-dates.py > civil-dates.txt`.

One line a year: the year and, as 16 hexadecimal digits, the 64-bit FNV-1a of the UTF-8 of one line for each of its days,
`yyyy-mm-dd weekday iso-year iso-week` and a line feed: weekday 1 (Monday) to 7, nothing padded but month and day.
"""
from datetime import date, timedelta

for year in range(1970, 2200):
    value, day = 0xcbf29ce484222325, date(year, 1, 1)
    while day.year == year:
        iso_year, iso_week, weekday = day.isocalendar()
        for byte in f'{day.isoformat()} {weekday} {iso_year} {iso_week}\n'.encode():
            value = (value ^ byte) * 0x100000001b3 & 0xffffffffffffffff
        day += timedelta(days=1)
    print(f'{year} {value:016x}')
