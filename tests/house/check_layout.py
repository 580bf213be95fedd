"""Header, test and docs page stand at mirrored paths, and every adapter has its build file."""

import house
import include_table


def check(root, _build=None):
    faults = []
    headers = house.headers(root)
    public = [header for header in headers if house.is_public(header)]
    stages = {row.folder for row in include_table.read(root) if row.is_stage}
    stages |= {header.parts[0] for header in headers if len(header.parts) > 1}

    for header in public:
        name = f"quern/{header.as_posix()}"
        for path, mention in [
            (root / "tests" / header.with_suffix(".cpp"), f"#include <{name}>"),
            (root / "docs" / header.with_suffix(".md"), name),
        ]:
            if not path.exists():
                faults.append(f"{path.relative_to(root)}: missing, <{name}> needs it")
            elif mention not in path.read_text():
                faults.append(f"{path.relative_to(root)}: does not mention {mention}")

    for folder, suffix, mirrored in [("tests", ".cpp", headers), ("docs", ".md", public)]:
        expected = {header.with_suffix(suffix) for header in mirrored}
        for path in sorted((root / folder).rglob("*" + suffix)):
            relative = path.relative_to(root / folder)
            if len(relative.parts) > 1 and relative.parts[0] in stages and relative not in expected:
                faults.append(f"{folder}/{relative}: there is no header include/quern/{relative.with_suffix('.hpp')}")

    for path in sorted((root / "include").rglob("*")):
        if path.is_file() and path.suffix != ".hpp":
            faults.append(f"{path.relative_to(root)}: not a .hpp file")

    adapters = {header.parts[1].removesuffix(".hpp") for header in headers if header.parts[0] == "adapt"}
    files = {path.stem for path in (root / "cmake" / "adapters").glob("*.cmake")}
    for name in sorted(adapters - files):
        faults.append(f"include/quern/adapt/{name}.hpp: there is no cmake/adapters/{name}.cmake")
    for name in sorted(files - adapters):
        faults.append(f"cmake/adapters/{name}.cmake: there is no include/quern/adapt/{name}.hpp")
    return faults


GOOD = {
    "include/quern/quern.hpp": "",
    "tests/quern.cpp": "#include <quern/quern.hpp>",
    "docs/quern.md": "`quern/quern.hpp`",
    "include/quern/core/a.hpp": "",
    "tests/core/a.cpp": "#include <quern/core/a.hpp>",
    "docs/core/a.md": "`quern/core/a.hpp`",
    "include/quern/core/detail/b.hpp": "",
    "tests/core/detail/b.cpp": "",
    "include/quern/adapt/db.hpp": "",
    "tests/adapt/db.cpp": "#include <quern/adapt/db.hpp>",
    "docs/adapt/db.md": "`quern/adapt/db.hpp`",
    "cmake/adapters/db.cmake": "",
    "tests/conformance/anything.cpp": "",
    "docs/architecture.md": "",
    "docs/guide/anything.md": "",
}

CASES = [
    ("no test", {"tests/core/a.cpp": None}, ["tests/core/a.cpp: missing"]),
    ("no page", {"docs/core/a.md": None}, ["docs/core/a.md: missing"]),
    ("no test of the umbrella", {"tests/quern.cpp": None}, ["tests/quern.cpp: missing"]),
    ("a test of something else", {"tests/core/a.cpp": "int x;"}, ["tests/core/a.cpp: does not mention"]),
    ("a page about something else", {"docs/core/a.md": "# a"}, ["docs/core/a.md: does not mention"]),
    ("an orphaned test", {"tests/core/c.cpp": ""}, ["tests/core/c.cpp: there is no header"]),
    ("an orphaned page", {"docs/core/c.md": ""}, ["docs/core/c.md: there is no header"]),
    ("a page for a detail", {"docs/core/detail/b.md": ""}, ["docs/core/detail/b.md: there is no header"]),
    ("another kind of file", {"include/quern/core/a.ipp": ""}, ["not a .hpp file"]),
    ("an adapter that nothing builds", {"cmake/adapters/db.cmake": None}, ["no cmake/adapters/db.cmake"]),
    ("an adapter without a header", {"cmake/adapters/other.cmake": ""}, ["no include/quern/adapt/other.hpp"]),
]


def self_tests():
    return house.self_test(check, GOOD, CASES)


if __name__ == "__main__":
    house.main(check, self_tests)
