#!/usr/bin/env python3
"""Prints lines, branches and MC/DC of each folder of include/quern, then of each header that is not wholly reached.

The argument is what `llvm-cov export -summary-only` wrote.
"""

import collections
import json
import pathlib
import sys

MEASURES = ("lines", "branches", "mcdc")


def add(total, summary):
    for measure in MEASURES:
        total[measure][0] += summary[measure]["covered"]
        total[measure][1] += summary[measure]["count"]


def cells(total):
    for measure in MEASURES:
        covered, count = total[measure]
        yield f"{covered}/{count} {100 * covered / count:.1f} %" if count else "none"


def table(title, rows):
    rows = [[title, "lines", "branches", "MC/DC"], *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        print(row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:])), sep="  ")


def main():
    data = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["data"][0]
    folders, headers = collections.defaultdict(lambda: {m: [0, 0] for m in MEASURES}), {}
    for file in data["files"]:
        name = file["filename"].partition("include/quern/")[2]
        if not name:
            continue
        headers[name] = {measure: [0, 0] for measure in MEASURES}
        add(headers[name], file["summary"])
        add(folders[name.partition("/")[0] if "/" in name else "."], file["summary"])
        add(folders["all"], file["summary"])
    table("folder", [[name, *cells(total)] for name, total in sorted(folders.items())])
    print()
    missed = {name: total for name, total in headers.items() if any(total[m][0] != total[m][1] for m in MEASURES)}
    table("header", [[name, *cells(total)] for name, total in sorted(missed.items())])


if __name__ == "__main__":
    main()
