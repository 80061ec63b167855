#!/usr/bin/env python3
"""Processor time a training sample of several programs or settings, on a machine that others keep busy.

usage: alternate.py SECONDS SAMPLES 'COMMAND' 'COMMAND' ...
e.g.   alternate.py 40 10000 "java -jar OLD.jar $RUN" "java -jar target/tarpon.jar $RUN"   with
       RUN="run scenarios/mnist.yaml --data DIR --threads 1 --quiet --out {out} --set data.training=10000
            --set data.validation=0 --set train.epochs=100000 --set evaluate.every='100000 epochs'"

Each command trains without end, epochs of SAMPLES samples, into its own {out}. After a warm-up one runs for 0.15 s while the
others are stopped, in turn for SECONDS in all, so that whatever else the machine does meets all of them alike. What is
compared is the time on a processor, of all threads but those of compiler and collector, between two lines of
{out}/metrics.jsonl. Run it under `taskset -c CORE`.
"""
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time

SLICE, WARM_UP, LOOK = 0.15, 9.0, 0.004
BESIDE = ("C1", "C2", "G1", "VM")


def processor_seconds(pid):
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/comm") as name, open(f"/proc/{pid}/task/{thread}/schedstat") as times:
                if not name.read().startswith(BESIDE):
                    total += int(times.read().split()[0])
        except FileNotFoundError:
            pass  # it has ended
    return total / 1e9


def epochs(metrics):
    try:
        with open(metrics, "rb") as lines:
            return lines.read().count(b"\n")
    except FileNotFoundError:
        return 0


def main():
    seconds, samples, commands = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    with tempfile.TemporaryDirectory() as work:
        programs = []
        try:
            for i, command in enumerate(commands):
                out = f"{work}/{i}"
                program = subprocess.Popen(shlex.split(command.replace("{out}", out)), stdout=subprocess.DEVNULL)
                programs.append((program, f"{out}/metrics.jsonl"))
                while processor_seconds(program.pid) < WARM_UP:
                    if program.poll() is not None:
                        sys.exit(f"ended: {command}")
                    time.sleep(0.1)
                program.send_signal(signal.SIGSTOP)
            report(commands, alternate(programs, seconds, samples))
        finally:
            for program, _ in programs:
                program.kill()
                program.wait()


def alternate(programs, seconds, samples):
    seen = [epochs(metrics) for _, metrics in programs]
    before = [None] * len(programs)
    micros = [[] for _ in programs]
    end = time.time() + seconds
    while time.time() < end:
        for i, (program, metrics) in enumerate(programs):
            program.send_signal(signal.SIGCONT)
            stop = time.time() + SLICE
            while time.time() < stop:
                time.sleep(LOOK)
                now = epochs(metrics)
                if now != seen[i]:
                    used = processor_seconds(program.pid)
                    if before[i] is not None:
                        micros[i].append((used - before[i]) / (now - seen[i]) / samples * 1e6)
                    before[i], seen[i] = used, now
            program.send_signal(signal.SIGSTOP)
    return micros


def report(commands, micros):
    first = None
    for command, values in zip(commands, micros):
        values.sort()
        median, decile = values[len(values) // 2], values[len(values) // 10]
        first = first or (median, decile)
        print(
            f"{median:7.2f} us a sample (lowest tenth {decile:.2f}), {median / first[0]:.3f} ({decile / first[1]:.3f})"
            f" of the first, {len(values)} epochs: {command}"
        )


if __name__ == "__main__":
    main()
