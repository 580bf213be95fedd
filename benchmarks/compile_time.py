#!/usr/bin/env python3
"""Measures what a header adds to the time of a compilation: over a file that includes the same standard headers.

    compile_time.py OUT COMPILER [--quick]

Writes OUT, JSON: {"rows": […]}; with --quick those alone that stand in ROWS, else each public header too. A time is
processor time of `COMPILER -std=c++20 -O2 -c`, the least of the repeats, which are interleaved. The standard headers of
a header are those that it and the headers of quern behind it name; Boost counts as quern's. Each is measured with
quern::compiled too, where the headers are declarations for the most part.
"""

import json
import math
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

INCLUDE_DIR = pathlib.Path(__file__).parents[1] / "include"
INCLUDE = re.compile(r"^\s*#\s*include\s*<([^>]+)>", re.M)

# What a user's file includes, and the seconds that it may add.
PREDICATES = ["expr/view.hpp", "schema/builder.hpp", "memory/select.hpp"]
ROWS = [
    ("the AST, schemas and predicates", PREDICATES, 0.35),
    ("the same with the JSON reader", [*PREDICATES, "bind/read.hpp"], 1.2),
    ("everything but the text language", ["quern.hpp"], None),
    ("the same with the text language", ["quern.hpp", "bind/text.hpp"], None),
]


def standard_headers(names):
    """Those that headers of quern name, themselves or through others of quern."""
    seen, waiting, standard = set(), list(names), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for included in INCLUDE.findall((INCLUDE_DIR / "quern" / name).read_text()):
            if included.startswith("quern/"):
                waiting.append(included.removeprefix("quern/"))
            elif re.fullmatch(r"[a-z0-9_]+", included):
                standard.add(included)
    return tuple(sorted(standard))


def seconds(compiler, folder, options, includes):
    source = folder / "file.cpp"
    source.write_text("".join(f"#include <{name}>\n" for name in includes))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [compiler, "-std=c++20", "-O2", *options, f"-I{INCLUDE_DIR}", "-c", source, "-o", folder / "file.o"]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measured(compiler, folder, rows, repeats):
    """Each row with the seconds of its standard headers alone, with its own, and with these and quern::compiled."""
    files = []
    for _, names, _ in rows:
        standard = standard_headers(names)
        whole = standard + tuple(f"quern/{name}" for name in names)
        files.append([((), standard), ((), whole), (("-DQUERN_COMPILED",), whole)])
    least = {file: math.inf for of_row in files for file in of_row}
    for _ in range(repeats):
        for file, before in least.items():
            least[file] = min(before, seconds(compiler, folder, *file))
    return [{"what": what, "headers": names, "at_most": goal,
             "standard_s": least[standard], "with_s": least[whole], "compiled_s": least[compiled]}
            for (what, names, goal), (standard, whole, compiled) in zip(rows, files)]


def public_headers():
    for path in sorted((INCLUDE_DIR / "quern").rglob("*.hpp")):
        name = path.relative_to(INCLUDE_DIR / "quern")
        if not {"detail", "impl"} & set(name.parts) and (name.parts[0] != "adapt" or name.stem == "describe"):
            yield name.as_posix()


def main():
    out, compiler, quick = sys.argv[1], sys.argv[2], "--quick" in sys.argv[3:]
    with tempfile.TemporaryDirectory() as temporary:
        rows = measured(compiler, pathlib.Path(temporary), ROWS, 1 if quick else 5)
        if not quick:
            rows += measured(compiler, pathlib.Path(temporary), [(name, [name], None) for name in public_headers()], 1)
    pathlib.Path(out).write_text(json.dumps({"rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
