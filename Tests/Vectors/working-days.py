#!/usr/bin/env python3
"""Prints the working days of each month of 2018-2030: `working-days.py > working-days.txt`.

Monday to Friday without the days off of `tables/vn_holidays.csv` (projected ones too), with the Saturdays worked.
"""
from datetime import date, timedelta
from oracle import WorkCalendar, month_end

work = WorkCalendar('vn')
print('# month, first working day, last working day, how many, and each of them')
for year in range(2018, 2031):
    for month in range(1, 13):
        days = [d for d in range(1, month_end(year, month).day + 1) if work.working(date(year, month, d))]
        print(f'{year}-{month:02}', days[0], days[-1], len(days), *days)
