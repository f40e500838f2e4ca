"""What a log of marks means, worked out apart from the program: states of tasks at a date, and tables of them."""

import collections
from dataclasses import dataclass
from typing import Optional

COUNTS = ['total', 'done', 'not_done', 'cancelled', 'blocked', 'verified', 'waiting']
DONE = ['on_time', 'late', 'no_deadline']
NOT_DONE = ['in_time', 'overdue', 'no_deadline']


@dataclass
class State:
    state: str = 'open'
    done_on: Optional[str] = None
    verification: str = 'none'
    until: Optional[str] = None

    def take(self, entry):
        kind = entry['as']
        if kind in ('verified', 'returned'):
            self.verification = kind
        elif kind == 'extended':
            self.until = entry['until']
        else:
            # Whatever the unit says anew, the supervisor has not looked at yet.
            self.state, self.verification = 'open' if kind == 'reopened' else kind, 'none'
            self.done_on = entry['on'] if kind == 'done' else None


def states(entries, as_of):
    """Task -> what its entries up to a date come to."""
    found = collections.defaultdict(State)
    for entry in sorted(entries, key=lambda entry: (entry['at'], entry['entry'].lower())):
        if entry['on'] <= as_of:
            found[entry['task']].take(entry)
    return found


def timeliness(state, due, as_of):
    if due is None:
        return 'no-deadline'
    if state.state == 'done':
        return 'on-time' if state.done_on <= due else 'late'
    return 'overdue' if due < as_of else 'in-time'


def judged(tasks, entries, as_of):
    """The tasks of a plan without marks, with their marks: id -> what `plan tasks` must say of them."""
    found = {}
    by_task = states(entries, as_of)
    for task in tasks:
        state = by_task.get(task['id'], State())
        # What has no deadline has none to extend, and one that the plan itself set later has overtaken the extension.
        due = state.until if state.until and task['due'] and state.until > task['due'] else task['due']
        found[task['id']] = {
            **task, 'state': state.state, 'timeliness': timeliness(state, due, as_of), 'verification': state.verification,
            'done_on': state.done_on, 'due': due,
        }
    return found


def empty_row():
    return {'total': 0, 'done': dict.fromkeys(DONE, 0), 'not_done': dict.fromkeys(NOT_DONE, 0), 'cancelled': 0, 'blocked': 0, 'verified': 0, 'waiting': 0}


def count(row, task):
    row['total'] += 1
    place = task['timeliness'].replace('-', '_')
    if task['state'] == 'cancelled':
        row['cancelled'] += 1
    elif task['state'] == 'done':
        row['done'][place] += 1
        row['verified'] += task['verification'] == 'verified'
    else:
        row['not_done'][place] += 1
        row['blocked'] += task['state'] == 'blocked'
        row['waiting'] += task['waiting']


def keys(task, by):
    """The rows a task belongs to; None is the row of those that have none."""
    if by == 'unit':
        return [task['unit']]
    if by == 'month':
        return [task['due'][:7] if task['due'] else None]
    return task[{'theme': 'themes', 'channel': 'channels', 'target-group': 'target_groups'}[by]] or [None]


def table(judged_tasks, by):
    """Key -> counts, and the counts of the whole."""
    rows, total = collections.defaultdict(empty_row), empty_row()
    for task in judged_tasks.values():
        count(total, task)
        for key in keys(task, by):
            count(rows[key], task)
    return dict(rows), total


def gaps(row):
    """Whether a row closes; where it does not, what is wrong."""
    done, not_done = sum(row['done'].values()), sum(row['not_done'].values())
    wrong = []
    if row['total'] != done + not_done + row['cancelled']:
        wrong.append(f'total {row["total"]} is not {done} + {not_done} + {row["cancelled"]}')
    if row["blocked"] > not_done or row['waiting'] > not_done:
        wrong.append(f'blocked {row["blocked"]} or waiting {row["waiting"]} of {not_done} not done')
    if row['verified'] > done:
        wrong.append(f'verified {row["verified"]} of {done} done')
    return wrong
