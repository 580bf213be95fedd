"""Every text file is clean, and the relative links of every page resolve."""

import os
import re
import urllib.parse

import house

SKIPPED = {".git", ".cache", "__pycache__", "build", "node_modules"}
TABBED = (".go", "go.mod", "go.sum")  # as gofmt and the go command write them
SOURCES = {".hpp", ".cpp", ".cmake", ".py", ".sh", ".md", ".json", ".txt", ".yml", ".yaml", ""}
DATA = ("tests/data/", "fuzz/corpus/")

# Spelt apart, so that this file does not hold them.
OUTSIDE = re.compile(r"\.\./" + r"shared\b|(?<![\w.])/" + r"work/")
OPEN_END = re.compile(r"\b(" + "TO" + r"DO|FIX" + r"ME)\b(?!\([^()]*\w+ [^()]*\w+\))")

FENCE = re.compile(r"^(```|~~~).*?^\1\s*?$", re.M | re.S)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.M)


def files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED)
        for name in sorted(set(names) - SKIPPED):
            path = os.path.join(folder, name)
            yield os.path.relpath(path, root).replace(os.sep, "/"), path


def anchors(text):
    found = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]|\]\([^)]*\)", "", heading).lower()).replace(" ", "-")
        number = 0
        while (unique := slug if number == 0 else f"{slug}-{number}") in found:
            number += 1
        found.add(unique)
    return found


def check_links(root, name, text):
    for target in LINK.findall(CODE.sub("", FENCE.sub("", text))):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        file = os.path.normpath(os.path.join(root, os.path.dirname(name), path)) if path else os.path.join(root, name)
        if os.path.relpath(file, root).startswith(".."):
            yield f"{name}: the link {target} leaves the repository"
        elif not os.path.exists(file):
            yield f"{name}: the link {target} leads nowhere"
        elif anchor and file.endswith(".md"):
            with open(file, encoding="utf-8") as page:
                if anchor not in anchors(page.read()):
                    yield f"{name}: the link {target} names no heading"


def check_file(root, name, path):
    with open(path, "rb") as file:
        data = file.read()
    is_data = name.startswith(DATA)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        if not is_data and os.path.splitext(name)[1] in SOURCES:
            yield f"{name}: not UTF-8"
        return
    if is_data:
        return
    if text and not text.endswith("\n"):
        yield f"{name}: no newline at the end"
    if text.endswith("\n\n"):
        yield f"{name}: an empty line at the end"
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line and not name.endswith(TABBED):
            yield f"{name}:{number}: a tab"
        if "\r" in line:
            yield f"{name}:{number}: a carriage return"
        if line.endswith(" "):
            yield f"{name}:{number}: a blank at the end"
        if OUTSIDE.search(line):
            yield f"{name}:{number}: names a path outside the repository"
        if OPEN_END.search(line):
            yield f"{name}:{number}: say in brackets what is to be done"
    if name.endswith(".md"):
        yield from check_links(root, name, text)


def check(root, _build=None):
    return [fault for name, path in files(root) for fault in check_file(root, name, path)]


GOOD = {
    "README.md": "# Quern, `code`\n\n[a](docs/a.md) [b](docs/a.md#a-part) [c](https://x.org/y) [d](#quern-code)\n"
    "```\n[none](none.md)\n```\n`[none](none.md)`\n",
    "docs/a.md": "# a\n\n## A part\n\n[back](../README.md)\n",
    "a.cpp": "// TO" + "DO(read the second form as well)\nint network/workers;\n",
    "tests/data/raw": "\r\n \t",
    "build/x.cpp": "\t",
    "main.go": "func main() {\n\tprintln(1)\n}\n",
    "picture.png": b"\x89PNG\xff",
}

CASES = [
    ("no newline", {"a.cpp": "int x;"}, ["a.cpp: no newline"]),
    ("an empty line", {"a.cpp": "int x;\n\n"}, ["a.cpp: an empty line"]),
    ("a tab", {"a.cpp": "\tint x;\n"}, ["a.cpp:1: a tab"]),
    ("a carriage return", {"a.cpp": "int x;\r\n"}, ["a.cpp:1: a carriage return"]),
    ("a trailing blank", {"a.cpp": "int x; \n"}, ["a.cpp:1: a blank"]),
    ("not UTF-8", {"a.cpp": b"\xff\n"}, ["a.cpp: not UTF-8"]),
    ("a bare marker", {"a.cpp": "// TO" + "DO: later\n"}, ["a.cpp:1: say"]),
    ("a marker with one word", {"a.cpp": "// FIX" + "ME(me)\n"}, ["a.cpp:1: say"]),
    ("the shared folder", {"a.cpp": "// ../" + "shared/x\n"}, ["a.cpp:1: names"]),
    ("this machine", {"a.cpp": "// see /" + "work/main\n"}, ["a.cpp:1: names"]),
    ("a dead link", {"README.md": "[a](docs/none.md)\n"}, ["docs/none.md leads nowhere"]),
    ("a dead anchor", {"README.md": "[a](docs/a.md#none)\n"}, ["names no heading"]),
    ("a dead anchor in the page", {"docs/a.md": "# a\n\n## A part\n\n[x](#none)\n"}, ["#none names no heading"]),
    ("a link out of the tree", {"README.md": "[a](../x.md)\n"}, ["leaves the repository"]),
]


def self_tests():
    return house.self_test(check, GOOD, CASES)


if __name__ == "__main__":
    house.main(check, self_tests)
