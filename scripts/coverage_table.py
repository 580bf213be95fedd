#!/usr/bin/env python3
"""Prints lines, branches and MC/DC of each folder of include/quern, then of each header that is not wholly reached.

    coverage_table.py MISSED PROFILE PROGRAM…

Writes to the file MISSED what was not reached: lines, outcomes of branches, conditions of decisions. llvm-cov is asked
about each program alone, since it loses functions when it is asked about several; what one program reaches is reached,
and so is what one instance of a template reaches. Comparisons that are defaulted are left out: clang does not count
their outcomes.
"""

import collections
import concurrent.futures
import functools
import json
import os
import pathlib
import re
import subprocess
import sys

INCLUDE = pathlib.Path(__file__).resolve().parents[1] / "include"
MEASURES = ("lines", "branches", "MC/DC")

# A line that does nothing: blank, a comment, or the punctuation that ends a block.
NO_CODE = re.compile(r"\s*(//.*|[{}();,\s]*)")


class Header:
    """What may be reached in a header, and whether it was: lines, (place, outcome), (place, condition)."""

    def __init__(self):
        self.parts = {measure: {} for measure in MEASURES}

    def add(self, measure, key, reached):
        parts = self.parts[measure]
        parts[key] = parts.get(key, False) or reached

    def read(self, file, source):
        for line, reached in lines(file["segments"]):
            if not NO_CODE.fullmatch(source[line - 1]):
                self.add("lines", line, reached)
        for branch in file["branches"]:
            if source[branch[0] - 1].endswith("= default;"):
                continue
            for outcome, count in (("true", branch[4]), ("false", branch[5])):
                self.add("branches", (*branch[:4], outcome), count > 0)
        for record in file["mcdc_records"]:
            for number, covered in enumerate(record[-1], 1):
                self.add("MC/DC", (*record[:4], f"condition {number}"), covered)

    def totals(self):
        return {measure: (sum(parts.values()), len(parts)) for measure, parts in self.parts.items()}


def lines(segments):
    """Each line that holds code, and whether it ran: what llvm-cov's own lines are. Segments are line, column, count,
    has a count, begins a region, is a gap."""
    by_line = collections.defaultdict(list)
    for segment in segments:
        by_line[segment[0]].append(segment)
    if not segments:
        return
    wrapped = None
    for line in range(segments[0][0], segments[-1][0] + 1):
        here = by_line.get(line, [])
        begun = [s for s in here if s[3] and s[4] and not s[5]]
        skipped = bool(here) and not here[0][3] and here[0][4]
        goes_on = wrapped is not None and wrapped[3]
        if any(s[3] and s[4] for s in here) or (goes_on and not skipped):
            yield line, max([s[2] for s in begun] + ([wrapped[2]] if goes_on else [0])) > 0
        wrapped = here[-1] if here else wrapped


@functools.cache
def source_of(path):
    return path.read_text(encoding="utf-8").split("\n")


def exported(profile, program):
    command = ["llvm-cov-19", "export", "-skip-functions", "-skip-expansions", f"-instr-profile={profile}", program,
               str(INCLUDE)]
    written = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return json.loads(written)["data"][0]["files"] if written else []


def cells(total):
    for measure in MEASURES:
        covered, count = total[measure]
        yield f"{covered}/{count} {100 * covered / count:.1f} %" if count else "none"


def table(title, rows):
    rows = [[title, *MEASURES], *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        print(row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:])), sep="  ")


def missed(name, header):
    source = source_of(INCLUDE / "quern" / name)
    for measure, parts in header.parts.items():
        for key, reached in sorted(parts.items(), key=lambda part: part[0] if measure == "lines" else part[0][:2]):
            if not reached and measure == "lines":
                yield f"{name}:{key}: never run: {source[key - 1].strip()}"
            elif not reached:
                line, column, _, end, what = key
                yield f"{name}:{line}:{column}: never {what}: {source[line - 1][column - 1 : end - 1].strip()}"


def main():
    target, profile, *programs = sys.argv[1:]
    headers = collections.defaultdict(Header)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for files in pool.map(functools.partial(exported, profile), programs):
            for file in files:
                path = pathlib.Path(file["filename"])
                headers[str(path.relative_to(INCLUDE / "quern"))].read(file, source_of(path))
    folders = collections.defaultdict(lambda: {measure: [0, 0] for measure in MEASURES})
    for name, header in headers.items():
        for folder in (name.partition("/")[0] if "/" in name else ".", "all"):
            for measure, (covered, count) in header.totals().items():
                folders[folder][measure][0] += covered
                folders[folder][measure][1] += count
    table("folder", [[name, *cells(total)] for name, total in sorted(folders.items())])
    print()
    partly = {name: header for name, header in sorted(headers.items())
              if any(covered != count for covered, count in header.totals().values())}
    table("header", [[name, *cells(header.totals())] for name, header in partly.items()])
    pathlib.Path(target).write_text("\n".join(line for name, header in partly.items() for line in missed(name, header)),
                                    encoding="utf-8")


if __name__ == "__main__":
    main()
