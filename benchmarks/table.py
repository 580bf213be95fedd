#!/usr/bin/env python3
"""Makes the table of ratios from the results of the benchmarks: table.md and table.json in their folder.

    table.py FOLDER COMPILER...

FOLDER/COMPILER/*.result.json are what Google Benchmark wrote. A ratio is that of two medians of one program's run, whose
repeats were interleaved.
"""

import json
import math
import os
import pathlib
import platform
import re
import subprocess
import sys
from typing import NamedTuple, Optional


class Row(NamedTuple):
    what: str
    program: str
    variant: str
    peer: str
    goal: Optional[float] = None  # of variant / peer; none for what stands here for scale
    at_least: bool = False  # the goal is of peer / variant


class Growth(NamedTuple):
    what: str
    program: str
    family: str  # its variants are family/N
    goal: float  # of the exponent


ROWS = [
    Row(f"{stage}, {request} request", "front_end", f"{variant}/{request}", f"boost_json_parse/{request}", goal)
    for request in ("documented", "nested")
    for stage, variant, goal in [
        ("request bytes to typed query", "quern_read", 0.45),
        ("request bytes to SQL text", "quern_read_and_emit", 0.50),
        ("typed query to SQL text", "quern_emit", None),
        ("for scale: nlohmann::json DOM", "nlohmann_parse", None),
        ("for scale: simdjson DOM", "simdjson_dom_parse", None),
    ]
]

GROWTHS = [
    Growth("100 to 10,000 rules, request bytes to typed query", "scaling", "read_rules", 1.05),
    Growth("100 to 10,000 rules, typed query to SQL text", "scaling", "emit_rules", 1.05),
]


def medians(folder):
    """Nanoseconds of processor time by program and variant."""
    result = {}
    for file in sorted(folder.glob("*.result.json")):
        program = file.name.removesuffix(".result.json")
        for run in json.loads(file.read_text())["benchmarks"]:
            if run.get("aggregate_name") == "median":
                unit = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}[run["time_unit"]]
                result[program, run["run_name"]] = run["cpu_time"] * unit
    return result


def exponent(points):
    """The slope of the least-squares line through the logarithms of (size, time)."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def shown(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def results(times):
    found = []
    for row in ROWS:
        variant, peer = times.get((row.program, row.variant)), times.get((row.program, row.peer))
        if variant is None or peer is None:
            continue
        ratio = peer / variant if row.at_least else variant / peer
        found.append({"what": row.what, "peer": row.peer, "variant_ns": variant, "peer_ns": peer,
                      "ratio": ratio, "goal": row.goal, "at_least": row.at_least,
                      "met": None if row.goal is None else (ratio >= row.goal) == row.at_least or ratio == row.goal})
    for growth in GROWTHS:
        points = [(int(variant.rsplit("/", 1)[1]), time) for (program, variant), time in sorted(times.items())
                  if program == growth.program and re.fullmatch(re.escape(growth.family) + r"/\d+", variant)]
        if len(points) > 1:
            slope = exponent(points)
            found.append({"what": growth.what, "peer": "itself", "points": sorted(points), "exponent": slope,
                          "goal": growth.goal, "met": slope <= growth.goal})
    return found


def markdown(found):
    lines = ["| what | peer | time | peer's time | ratio | goal | |", "|---|---|--:|--:|--:|--:|---|"]
    for r in found:
        met = {None: "", True: "met", False: "missed"}[r["met"]]
        if "exponent" in r:
            (_, first), (_, last) = r["points"][0], r["points"][-1]
            lines.append(f"| {r['what']} | itself | {shown(first)} to {shown(last)} | | exponent {r['exponent']:.2f} "
                         f"| ≤ {r['goal']:.2f} | {met} |")
        else:
            goal = "" if r["goal"] is None else f"{'≥' if r['at_least'] else '≤'} {r['goal']:.2f}"
            lines.append(f"| {r['what']} | {r['peer'].split('/')[0]} | {shown(r['variant_ns'])} | {shown(r['peer_ns'])} "
                         f"| {r['ratio']:.2f} | {goal} | {met} |")
    return "\n".join(lines)


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def cache(folder):
    lines = (folder / "CMakeCache.txt").read_text().splitlines()
    return dict(re.match(r"([^:#/]+):[^=]*=(.*)", line).groups() for line in lines if re.match(r"[^:#/]+:[^=]*=", line))


def main():
    out, compilers = pathlib.Path(sys.argv[1]), sys.argv[2:]
    system = f"{processor()}, {len(os.sched_getaffinity(0))} processors, {platform.system()} {platform.release()}"
    packages = {package: first_line("dpkg-query", "-W", "-f=${Version}", package)
                for package in ("libboost1.81-dev", "libbenchmark-dev", "nlohmann-json3-dev", "libsimdjson-dev",
                                "libsqlite3-0")}
    report = {"system": system, "packages": packages, "compilers": {}}
    text = [f"{system}. " + ", ".join(f"{name} {version}" for name, version in packages.items() if version) + "."]
    for compiler in compilers:
        settings = cache(out / compiler)
        version = first_line(settings["CMAKE_CXX_COMPILER"], "--version")
        flags = f"{settings.get('CMAKE_CXX_FLAGS', '')} {settings.get('CMAKE_CXX_FLAGS_RELEASE', '')}".strip()
        found = results(medians(out / compiler))
        report["compilers"][compiler] = {"version": version, "flags": flags, "rows": found}
        text += [f"### {version}", f"`{flags}`", markdown(found)]
    (out / "table.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    (out / "table.md").write_text("\n\n".join(text) + "\n")
    print("\n\n".join(text))


if __name__ == "__main__":
    main()
