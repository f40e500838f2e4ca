#!/usr/bin/env python3
"""The script that an office would write in Python: reads the plan, finds the dates, writes a calendar for every commune.

    script.py PLAN FOLDER

PyYAML with its C loader, python-dateutil, icalendar. The items are those of `plan export`, without the copies of units that coordinate.
"""

import datetime, os, sys
from zoneinfo import ZoneInfo

import icalendar

from dated import communes, dates, described, plan_of, titled

EPOCH = 1769745600  # as in measuring.py


def calendar_of(plan, unit, owner, scheduled):
    calendar = icalendar.Calendar()
    for name, value in (
        ('version', '2.0'),
        ('prodid', '-//peer//icalendar//VI'),
        ('calscale', 'GREGORIAN'),
        ('name', f'{owner} – {plan["title"]}'),
        ('x-wr-calname', f'{owner} – {plan["title"]}'),
        ('x-wr-timezone', 'Asia/Ho_Chi_Minh'),
    ):
        calendar.add(name, value)
    zone = ZoneInfo('Asia/Ho_Chi_Minh')
    stamp = datetime.datetime.fromtimestamp(EPOCH, datetime.timezone.utc)
    tasks = sorted((day, name, key, activity) for name, activity, found in scheduled for day, key in found)
    for day, name, key, activity in tasks:
        event = icalendar.Event()
        event.add('uid', f'{plan["plan"]}.{name}{key}.{unit}@{plan["plan"]}')
        event.add('dtstamp', stamp)
        event.add('created', stamp)
        event.add('last-modified', stamp)
        event.add('sequence', 0)
        if 'time' in activity:
            start, end = (
                datetime.datetime.combine(day, datetime.time.fromisoformat(part), zone) for part in activity['time'].split('-')
            )
            event.add('dtstart', start)
            event.add('dtend', end)
        else:
            event.add('dtstart', day)
            event.add('dtend', day + datetime.timedelta(1))
        event.add('summary', titled(activity['title'], key))
        event.add('description', described(plan, activity, owner, day))
        event.add('categories', [plan['themes'][activity['themes']]])
        event.add('status', 'CONFIRMED')
        event.add('transp', 'OPAQUE' if 'time' in activity else 'TRANSPARENT')
        event.add('class', 'PUBLIC')
        calendar.add_component(event)
    return calendar


def main():
    if len(sys.argv) != 3 or not os.path.isfile(sys.argv[1]) or not os.path.isdir(sys.argv[2]):
        print('script.py: takes a plan and a folder that is there: script.py PLAN FOLDER', file=sys.stderr)
        sys.exit(2)
    plan = plan_of(sys.argv[1])
    scheduled = [(name, activity, list(dates(activity))) for name, activity in plan['activities'].items()]
    for unit, owner in communes(plan).items():
        with open(os.path.join(sys.argv[2], unit + '.ics'), 'wb') as file:
            file.write(calendar_of(plan, unit, owner, scheduled).to_ical())


if __name__ == '__main__':
    main()
