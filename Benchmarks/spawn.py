"""Starts programs one after another and says what each cost: run by measuring.py in a small interpreter of its own.

    python3 -I -S spawn.py      a JSON list of {command, cores, folder, environment} on standard input

A program may count as its peak memory what its parent had when it started, so the parent has to be small; and a small parent starts a
program in the same time each time. Prints a JSON list of [exit code, wall seconds, CPU seconds, peak megabytes,
the first 64 KiB of what it said].
"""

import json, os, sys, time

done = []
for run in json.load(sys.stdin):
    os.sched_setaffinity(0, run['cores'])
    os.chdir(run['folder'])
    # What is said goes into memory: a file would cost its own writing.
    said = os.memfd_create('said')
    files = [(os.POSIX_SPAWN_OPEN, 0, '/dev/null', os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, said, 1), (os.POSIX_SPAWN_DUP2, said, 2)]
    environment = {**os.environ, **run['environment']}
    begun = time.perf_counter()
    child = os.posix_spawnp(run['command'][0], run['command'], environment, file_actions=files)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    os.lseek(said, 0, os.SEEK_SET)
    text = os.read(said, 1 << 16)
    os.close(said)
    figures = wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6
    done.append([os.waitstatus_to_exitcode(status), *figures, text.decode('utf-8', 'replace')])
json.dump(done, sys.stdout)
