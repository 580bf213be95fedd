#!/usr/bin/env python3
"""Counts the instructions of hot paths by Callgrind, and fails where one takes far more than it did when it was measured.

    count.py HOT_PATHS

A count does not depend on how busy the machine is. What a path takes is the difference of two runs, which leaves the
start of the program out. Where Valgrind is not installed nothing is counted: the status is 77.
"""

import re
import shutil
import subprocess
import sys

# What one round may take. Each bound is about 1.6 times what g++ 12 -O2 needs, with the assertions of its library.
BOUNDS = {
    "the documented request, bytes to query": 3_300,
    "the documented request, bytes to SQL text": 4_200,
    "the predicate 'nested' on 1,000 records, one by one": 170_000,
}
FEW, MANY = 4, 24


def instructions(program, rounds):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *map(str, rounds)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    counted = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not counted:
        sys.exit(f"{' '.join(command)} ends with {run.returncode}:\n{run.stderr}")
    return int(counted[1])


def main():
    if not shutil.which("valgrind"):
        print("skipped: Valgrind is not installed")
        sys.exit(77)
    few = instructions(sys.argv[1], [FEW] * len(BOUNDS))
    failed = False
    for i, (path, bound) in enumerate(BOUNDS.items()):
        rounds = [MANY if i == j else FEW for j in range(len(BOUNDS))]
        each = (instructions(sys.argv[1], rounds) - few) / (MANY - FEW)
        failed |= each > bound
        print(f"{path}: {each:,.0f} instructions of at most {bound:,}{'' if each <= bound else ': TOO MANY'}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
