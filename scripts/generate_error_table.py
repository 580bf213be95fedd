#!/usr/bin/env python3
"""Writes docs/errors.md, the table of all codes, from the messages in include/quern/core/message.hpp.

--check compares with the committed page, writes nothing, and exits 1 on a difference.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/errors.md"
ROW = re.compile(r'\{code::\w+, "(\w+)", severity::(\w+),\s*\{((?:\s*"(?:[^"\\]|\\.)*")+),((?:\s*"(?:[^"\\]|\\.)*")+)\}\}')


def text(literals):
    joined = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))
    return joined.replace('\\"', '"').replace("\\\\", "\\").replace("|", "\\|")


def render():
    source = (ROOT / "include/quern/core/message.hpp").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {severity} | {text(english)} | {text(chinese)} |" for name, severity, english, chinese in ROW.findall(source)]
    return (
        "# Errors\n\n"
        "Every code that a diagnostic may have. Codes are stable: compare them; messages may change. `{0}`, `{1}` stand for what was written, or for a limit.\n"
        "A request with an error yields no query; a warning leaves it valid; a note is about the other diagnostics.\n"
        "[Diagnostics as JSON](json/diagnostics.md) have `code`, `severity`, `pointer`, `offset`, `length`, `line`, `column`, `message` and `hint`.\n\n"
        "| code | severity | English | 中文 |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def main():
    if "--check" not in sys.argv:
        PAGE.write_text(render(), encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == render():
        return 0
    print(f"{PAGE} is not what {pathlib.Path(__file__).name} writes", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
