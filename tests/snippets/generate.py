"""Turns the programs in documentation pages into sources: one a stage, and one that runs them all.

Usage: generate.py OUTPUT_DIR PAGE...

A block fenced by ```cpp is a whole program; its exit status must be 0. Includes are lifted to the top, and each program stands in a namespace of
its own, so that a stage is one translation unit. Compilers name the page and its line.
"""

import pathlib
import re
import sys

FENCE = re.compile(r"^```cpp\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAIN = re.compile(r"^int main\(\)(.*?)^\}", re.MULTILINE | re.DOTALL)


def programs(page):
    text = page.read_text(encoding="utf-8")
    for block in FENCE.finditer(text):
        yield text.count("\n", 0, block.start(1)) + 1, block.group(1)


def as_run(main):
    """`main` may end without a return; no other function may."""
    return f"int run(){main.group(1)}    return 0;\n}}"


def write(path, text):
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main(output, pages):
    stages = {}
    for page in sorted(pages):
        found = list(programs(page))
        if not found:
            sys.exit(f"{page}: no program in a block fenced by ```cpp")
        stages.setdefault(page.parent.name if page.parent.name != "docs" else "root", []).append((page, found))
    declarations, calls = [], []
    for stage, pages_of_stage in stages.items():
        includes, bodies = set(), []
        for page, found in pages_of_stage:
            for line, program in found:
                if len(MAIN.findall(program)) != 1:
                    sys.exit(f"{page}:{line}: a program has one `int main()`")
                name = f"snippet_{stage}_{len(bodies)}"
                lines = program.split("\n")
                includes.update(text for text in lines if text.startswith("#include"))
                body = "\n".join("" if text.startswith("#include") else text for text in lines)
                bodies.append(f'namespace {name} {{\nint run();\n#line {line} "{page}"\n{MAIN.sub(as_run, body)}\n}}\n')
                declarations.append(f"namespace {name} {{ int run(); }}")
                calls.append(f'    {{"{page}:{line}", &{name}::run}},')
        write(output / f"{stage}.cpp", "#undef NDEBUG\n" + "\n".join(sorted(includes)) + "\n\n" + "\n".join(bodies))
    names = "\n".join(calls)
    write(
        output / "main.cpp",
        "#include <cstdio>\n\n" + "\n".join(declarations) + "\n\n"
        "int main() {\n"
        "    struct program { char const* name; int (*run)(); };\n"
        f"    static constexpr program programs[] = {{\n{names}\n    }};\n"
        "    int failed = 0;\n"
        "    for (program const& p : programs) {\n"
        "        if (int const status = p.run(); status != 0) {\n"
        '            std::printf("%s: exit status %d\\n", p.name, status);\n'
        "            ++failed;\n"
        "        }\n"
        "    }\n"
        '    std::printf("%d passed, %d failed\\n", static_cast<int>(sizeof programs / sizeof *programs) - failed, failed);\n'
        "    return failed == 0 ? 0 : 1;\n"
        "}\n",
    )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), [pathlib.Path(p) for p in sys.argv[2:]])
