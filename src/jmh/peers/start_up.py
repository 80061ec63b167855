#!/usr/bin/env python3
"""Seconds from start to end of commands, run in turn: start_up.py TIMES 'COMMAND' 'COMMAND' … prints median (fastest – slowest)."""
import statistics, subprocess, sys, time

commands = sys.argv[2:]
seconds = {command: [] for command in commands}
for _ in range(int(sys.argv[1])):
    for command in commands:
        start = time.perf_counter()
        subprocess.run(command.split(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds[command].append(time.perf_counter() - start)
for command, taken in seconds.items():
    print(f'{statistics.median(taken):.3f} ({min(taken):.3f} – {max(taken):.3f})  {command}')
