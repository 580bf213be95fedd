"""report.py BUILD TARGET…: a line for each target's log; fails where something was found."""

import pathlib
import re
import sys

STATUS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)/", re.M)
EXECUTED = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.M)
PER_SECOND = re.compile(r"^stat::average_exec_per_sec:\s*(\d+)", re.M)


def last(pattern, text, default):
    found = pattern.findall(text)
    return found[-1] if found else default


def row(build, name):
    """The cells of a target, and what was found in it."""
    log = build / f"{name}.log"
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    status = last(STATUS, text, ("0", "0", "0", "0"))
    executed = last(EXECUTED, text, status[0])
    found = sorted(path.name for path in (build / "found" / name).glob("*") if "." not in path.name)
    return [name, executed, last(PER_SECOND, text, "0"), *status[1:], str(len(found))], found


def main():
    build, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
    rows = [["target", "executions", "a second", "coverage", "features", "corpus", "found"]]
    bad = []
    for name in names:
        cells, found = row(build, name)
        rows.append(cells)
        bad += [f"{name}: {build / 'found' / name / file}" for file in found]
        if cells[1] == "0":
            bad.append(f"{name}: did not run, see {build / name}.log")
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(rows[0]))]
    for cells in rows:
        print(cells[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:])), sep="  ")
    print(*bad, sep="\n", file=sys.stderr)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
