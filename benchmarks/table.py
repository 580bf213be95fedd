#!/usr/bin/env python3
"""Makes the table of ratios from the results of the benchmarks: table.md and table.json in their folder.

    table.py FOLDER COMPILER...

FOLDER/COMPILER/*.result.json are what Google Benchmark wrote, compile_time.json what compile_time.py did. What is
compared stands beside each benchmark, in benchmarks/<name>.json:

    {"ratios": [{"what", "variant", "peer", "at_most" or "at_least"}], "growths": [{"what", "family", "at_most"}]}

A ratio is that of two medians of one program's run, whose repeats were interleaved: `at_most` is a goal of the time over
the peer's, `at_least` one of the peer's over the time (how many times as fast), null where it stands for scale. A growth
is the exponent of the times of family/N over N.
"""

import json
import math
import os
import pathlib
import platform
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PACKAGES = ("libboost1.81-dev", "libbenchmark-dev", "nlohmann-json3-dev", "libsimdjson-dev", "libsqlite3-0")
UNITS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def measured(file):
    """The medians of a program's variants in nanoseconds of processor time; of those that were left out, why."""
    times, reasons = {}, {}
    for run in json.loads(file.read_text())["benchmarks"]:
        name, by_peer = re.subn(r"/manual_time$", "", re.sub(r"/process_time$", "", run["run_name"]))
        if run.get("error_occurred"):
            reasons[name] = run["error_message"]
        elif run.get("aggregate_name") == "median":
            times[name] = run["real_time" if by_peer else "cpu_time"] * UNITS[run["time_unit"]]
    return times, reasons


def exponent(points):
    """The slope of the least-squares line through the logarithms of (size, time)."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def ratio(row, times, reasons):
    missing = [name for name in (row["variant"], row["peer"]) if name not in times]
    if missing:
        return {**row, "not_run": "; ".join(sorted({reasons.get(name, f"{name} was not built") for name in missing}))}
    time, peer = times[row["variant"]], times[row["peer"]]
    faster = "at_least" in row
    value = peer / time if faster else time / peer
    goal = row.get("at_least", row.get("at_most"))
    met = None if goal is None else value >= goal if faster else value <= goal
    return {**row, "variant_ns": time, "peer_ns": peer, "ratio": value, "met": met}


def growth(row, times):
    family = re.compile(re.escape(row["family"]) + r"/(\d+)")
    points = sorted((int(match[1]), time) for name, time in times.items() if (match := family.fullmatch(name)))
    if len(points) < 2:
        return {**row, "not_run": f"{row['family']} was not built"}
    slope, goal = exponent(points), row["at_most"]
    return {**row, "points": points, "exponent": slope, "met": goal and slope <= goal}


def results(folder):
    found = []
    for comparisons in sorted(HERE.glob("*.json")):
        file = folder / f"{comparisons.stem}.result.json"
        times, reasons = measured(file) if file.exists() else ({}, {})
        rows = json.loads(comparisons.read_text())
        found += [{"program": comparisons.stem, **ratio(row, times, reasons)} for row in rows.get("ratios", [])]
        found += [{"program": comparisons.stem, **growth(row, times)} for row in rows.get("growths", [])]
    return found


def shown(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def cells(r):
    met = {None: "", True: "met", False: "missed"}[r.get("met")]
    goals = [f"{sign} {r[key]:g}" for sign, key in (("≤", "at_most"), ("≥", "at_least")) if r.get(key) is not None]
    goal = "".join(goals)
    peer = r["peer"].split("/")[0] if "peer" in r else "itself"
    if "not_run" in r:
        return r["what"], peer, "", "", "", goal, f"not run: {r['not_run']}"
    if "exponent" in r:
        (first_size, first), (last_size, last) = r["points"][0], r["points"][-1]
        sizes = f"{shown(first)} at {first_size:,}, {shown(last)} at {last_size:,}"
        return r["what"], peer, sizes, "", f"exponent {r['exponent']:.2f}", goal, met
    value = f"{r['ratio']:.3g}" + (" times as fast" if "at_least" in r else "")
    return r["what"], peer, shown(r["variant_ns"]), shown(r["peer_ns"]), value, goal, met


def markdown(found):
    lines = ["| what | peer | time | peer's time | ratio | goal | |", "|---|---|--:|--:|--:|--:|---|"]
    return "\n".join(lines + ["| " + " | ".join(cells(r)) + " |" for r in found])


def compile_times(folder):
    """What compile_time.py found, with what the headers add."""
    file = folder / "compile_time.json"
    found = []
    for row in json.loads(file.read_text())["rows"] if file.exists() else []:
        more, goal = row["with_s"] - row["standard_s"], row["at_most"]
        more_compiled = row["compiled_s"] - row["standard_s"]
        found.append({**row, "added_s": more, "added_compiled_s": more_compiled, "met": goal and more <= goal})
    return found


def markdown_of_compile_times(found):
    lines = ["| headers | their standard headers alone | with them | added | added with quern::compiled | goal | |",
             "|---|--:|--:|--:|--:|--:|---|"]
    for r in found:
        met = {None: "", True: "met", False: "missed"}[r["met"]]
        goal = "" if r["at_most"] is None else f"≤ {r['at_most']:g} s"
        added = f"{r['added_s']:+.2f} s | {r['added_compiled_s']:+.2f} s"
        lines.append(f"| {r['what']} | {r['standard_s']:.2f} s | {r['with_s']:.2f} s | {added} | {goal} | {met} |")
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


def versions():
    """Of the libraries and peers that took part."""
    found = {package: first_line("dpkg-query", "-W", "-f=${Version}", package) for package in PACKAGES}
    if "QUERN_PEERS" in os.environ:
        found["Node.js"] = first_line("node", "--version")
        found |= json.loads((HERE / "peers" / "package.json").read_text())["dependencies"]
    return {name: version for name, version in found.items() if version}


def cache(folder):
    lines = (folder / "CMakeCache.txt").read_text().splitlines()
    return dict(re.match(r"([^:#/]+):[^=]*=(.*)", line).groups() for line in lines if re.match(r"[^:#/]+:[^=]*=", line))


def main():
    out, compilers = pathlib.Path(sys.argv[1]), sys.argv[2:]
    system = f"{processor()}, {len(os.sched_getaffinity(0))} processors, {platform.system()} {platform.release()}"
    packages = versions()
    report = {"system": system, "packages": packages, "compilers": {}}
    text = [f"{system}. " + ", ".join(f"{name} {version}" for name, version in packages.items()) + "."]
    for compiler in compilers:
        settings = cache(out / compiler)
        version = first_line(settings["CMAKE_CXX_COMPILER"], "--version")
        flags = f"{settings.get('CMAKE_CXX_FLAGS', '')} {settings.get('CMAKE_CXX_FLAGS_RELEASE', '')}".strip()
        found, compiled = results(out / compiler), compile_times(out / compiler)
        report["compilers"][compiler] = {"version": version, "flags": flags, "rows": found, "compile_times": compiled}
        text += [f"### {version}", f"`{flags}`", markdown(found)]
        text += ["Compile time, `-O2`:", markdown_of_compile_times(compiled)] if compiled else []
    (out / "table.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    (out / "table.md").write_text("\n\n".join(text) + "\n")
    print("\n\n".join(text))


if __name__ == "__main__":
    main()
