"""Misuse does not compile: a line that ends in `// error: PATTERN` must have an error that the pattern fits, no other may.

usage: check.py COMPILER SOURCE INCLUDE_DIRECTORY...
       check.py --self-test COMPILER
"""

import os
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"// error: (.+)$")
MESSAGE = re.compile(r"^(.+?):(\d+):(?:\d+:)? (?:fatal )?(error|note): (.*)$")
REQUIRED = re.compile(r"^(.+?):(\d+):(?:\d+:)?\s+required (?:from|by)")


def compile_errors(compiler, source, directories):
    """The errors of a source: (line numbers in it that an error speaks of, message)."""
    command = [compiler, "-std=c++20", "-fsyntax-only", "-fno-diagnostics-color", *(f"-I{d}" for d in directories), source]
    if "clang" in os.path.basename(compiler):
        command.insert(1, "-ferror-limit=0")
    environment = dict(os.environ, LC_ALL="C")
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    errors = []
    before = set()
    for line in run.stderr.splitlines():
        if required := REQUIRED.match(line):
            if required[1] == source:
                before.add(int(required[2]))
        elif message := MESSAGE.match(line):
            file, number, kind, text = message.groups()
            if kind == "error":
                lines = before | ({int(number)} if file == source else set())
                errors.append((lines, text))
                before = set()
            elif errors and file == source and re.search("requested here|while substituting", text):
                errors[-1][0].add(int(number))
    if run.returncode != 0 and not errors:
        errors.append((set(), run.stderr.strip()))
    return errors


def check(compiler, source, directories):
    with open(source, encoding="utf-8") as file:
        marks = {number: mark[1] for number, line in enumerate(file, 1) if (mark := MARK.search(line.rstrip()))}
    faults = [] if marks else [f"{source}: no line is marked"]
    met = set()
    for lines, text in compile_errors(compiler, source, directories):
        if not lines & marks.keys():
            faults.append(f"{source}:{min(lines, default=0)}: not meant: {text}")
        met |= {number for number in lines & marks.keys() if re.search(marks[number], text)}
    for number in sorted(marks.keys() - met):
        faults.append(f"{source}:{number}: compiles, or for another reason does not: {marks[number]}")
    return faults


CASES = [
    ("as marked", "int good = 1;\nint bad = unknown; // error: unknown\n", 0),
    ("in an instantiation", 'template <class T> void f() { static_assert(sizeof(T) == 0, "never"); }\n'
     "void g() { f<int>(); } // error: never\n", 0),
    ("a marked line that compiles", "int a = b; // error: .*\nint good = 1; // error: .*\n", 1),
    ("another error than meant", "int bad = unknown; // error: expected\n", 1),
    ("an error that no mark means", "int a = b; // error: b\nint bad = unknown;\n", 1),
    ("a header that is missing", "#include <nowhere.hpp>\nint a = b; // error: b\n", 2),
    ("no mark", "int good = 1;\n", 1),
]


def self_test(compiler):
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "source.cpp")
        for name, text, expected in CASES:
            with open(source, "w", encoding="utf-8") as file:
                file.write(text)
            faults = check(compiler, source, [])
            if len(faults) != expected:
                wrong.append(f"{name}: expected {expected} faults, found {faults}")
    return wrong


def main(arguments):
    if arguments[0] == "--self-test":
        faults = self_test(arguments[1])
    else:
        faults = check(arguments[0], arguments[1], arguments[2:])
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
