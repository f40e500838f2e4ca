"""A plan read by PyYAML and its days found by dateutil: what a script in Python would do, and what the other peers are given."""

import datetime


def plan_of(path):
    """The plan as dictionaries; PyYAML reads with libyaml."""
    import yaml

    with open(path, encoding='utf-8') as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def communes(plan):
    """Ids and names."""
    return plan['units']['xa-phuong']['members']


def dates(activity):
    """The days of an activity and their keys; deadlines on a weekend move to the Friday before."""
    from dateutil import rrule

    weekdays = dict(mon=rrule.MO, tue=rrule.TU, wed=rrule.WE, thu=rrule.TH, fri=rrule.FR, sat=rrule.SA, sun=rrule.SU)
    start, end = datetime.datetime(2026, 1, 1), datetime.datetime(2026, 12, 31)

    def working(day):
        while day.weekday() > 4:
            day -= datetime.timedelta(1)
        return day.date()

    every = activity.get('every')
    if every == 'week':
        for day in rrule.rrule(rrule.WEEKLY, dtstart=start, until=end, byweekday=weekdays[activity['day']]):
            year, week, _ = day.isocalendar()
            yield day.date(), f'.{year}-W{week:02}'
    elif every == 'month':
        for day in rrule.rrule(rrule.MONTHLY, dtstart=start, until=end, bymonthday=int(activity['due'].split()[1])):
            yield working(day), f'.{day:%Y-%m}'
    elif every in ('quarter', 'half-year'):
        months = 3 if every == 'quarter' else 6
        for day in rrule.rrule(
            rrule.MONTHLY,
            dtstart=start.replace(month=months),
            interval=months,
            until=end,
            bymonthday=int(activity['due'].split()[1]),
        ):
            yield working(day), f'.{day.year}-{"QH"[months // 6]}{day.month // months}'
    else:
        day, month = activity['due'].split('/')
        yield working(datetime.datetime(2026, int(month), int(day))), ''


def titled(title, key):
    """The title of a task: its month or quarter stands where the plan says `{period}`."""
    if '{period}' not in title:
        return title
    year, _, part = key[1:].partition('-')
    return title.replace(
        '{period}', f'{["", "I", "II", "III", "IV"][int(part[1:])]}/{year}' if part.startswith('Q') else f'{int(part)}/{year}'
    )


def described(plan, activity, owner, day):
    """The lines that an entry says of a task."""
    units, themes, groups, channels = plan['units'], plan['themes'], plan['target_groups'], plan['channels']
    number = plan['document']['number']
    coordinate = units[activity['coordinate']]['name'] if 'coordinate' in activity else None
    rows = [
        ('Chủ trì', owner),
        ('Phối hợp', coordinate),
        ('Theo dõi', units[plan['defaults']['monitor']]['name']),
        ('Báo cáo', units[plan['defaults']['report_to']]['name']),
        ('Thời gian', f'{day:%d/%m/%Y}'),
        ('Sản phẩm', activity.get('product')),
        ('Minh chứng', plan['defaults']['evidence']),
        ('Chủ đề', themes[activity['themes']]),
        ('Đối tượng', '; '.join(groups[group] for group in activity['target_groups'])),
        ('Kênh', channels[activity['channels']]['name']),
        ('Nguồn', f'Kế hoạch số {number}, {activity["source"]}'),
    ]
    return '\n'.join(f'{label}: {value}' for label, value in rows if value)
