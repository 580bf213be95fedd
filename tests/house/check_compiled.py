"""quern::compiled holds all that is not a template: bodies in impl/ are QUERN_INLINE, and no public header includes
them where QUERN_COMPILED is defined. Those of ALWAYS hold templates, which every source must see."""

import re

import house

ALWAYS = re.compile(r"quern/(api/impl/\w+|syntax/impl/filter)\.hpp")
INLINE = re.compile(r"^(?:\[\[nodiscard\]\] )?inline (?!constexpr\b)", re.M)
INCLUDE = re.compile(r"^#include <(quern/\w+/impl/\w+\.hpp)>\n", re.M)
GUARDED = re.compile(r"^#ifndef QUERN_COMPILED\n(?:#include <[^>]+>\n)+#endif\n", re.M)


def check(root, _build):
    faults = []
    for path in sorted((root / "include").rglob("*.hpp")):
        name = path.relative_to(root / "include").as_posix()
        text = path.read_text()
        if "/impl/" in name:
            if not ALWAYS.fullmatch(name) and INLINE.search(text):
                faults.append(f"{name}: inline, which QUERN_INLINE should be")
            continue
        for included in INCLUDE.findall(GUARDED.sub("", text)):
            if not ALWAYS.fullmatch(included):
                faults.append(f"{name}: includes {included} where QUERN_COMPILED is defined too")
        for included in INCLUDE.findall("".join(GUARDED.findall(text))):
            if ALWAYS.fullmatch(included):
                faults.append(f"{name}: leaves out {included}, which holds templates")
    return faults


GUARD = "#ifndef QUERN_COMPILED\n#include <quern/sql/impl/emit.hpp>\n#endif\n"
GOOD = {
    "include/quern/sql/emit.hpp": f"void emit();\n{GUARD}",
    "include/quern/sql/impl/emit.hpp": "inline constexpr int n = 1;\nQUERN_INLINE int f() { return n; }\n",
    "include/quern/syntax/filter.hpp": "#include <quern/syntax/impl/filter.hpp>\n",
    "include/quern/syntax/impl/filter.hpp": "inline void f() {}\n",
}

CASES = [
    ("an inline body", {"include/quern/sql/impl/emit.hpp": "inline void f() {}\n"}, ["emit.hpp: inline"]),
    ("an inline body that is not to be discarded",
     {"include/quern/sql/impl/emit.hpp": "[[nodiscard]] inline int f() { return 1; }\n"}, ["emit.hpp: inline"]),
    ("bodies for all", {"include/quern/sql/emit.hpp": "#include <quern/sql/impl/emit.hpp>\n"}, ["emit.hpp: includes"]),
    ("templates for none",
     {"include/quern/syntax/filter.hpp": GUARD.replace("sql/impl/emit", "syntax/impl/filter")}, ["leaves out"]),
]


def self_tests():
    return house.self_test(lambda root: check(root, root / "build"), GOOD, CASES)


if __name__ == "__main__":
    house.main(check, self_tests)
