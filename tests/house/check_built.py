"""No source is forgotten: each is compiled by some target, and each file that the build names is there."""

import json
import pathlib
import re

import house

FOLDERS = {
    "tests": "QUERN_BUILD_TESTS",
    "tools": "QUERN_BUILD_TOOLS",
    "examples": "QUERN_BUILD_EXAMPLES",
    "benchmarks": "QUERN_BUILD_BENCHMARKS",
    "fuzz": "QUERN_BUILD_FUZZERS",
}
NAMED = re.compile(r"(?<![\w./*{}$])((?:[\w.-]+/)*[\w-]+\.(?:cpp|hpp))\b")


def cache(build):
    lines = (build / "CMakeCache.txt").read_text().splitlines()
    return dict(re.findall(r"^([A-Za-z0-9_]+):\w+=(.*)$", "\n".join(lines), re.M))


def check_compiled(root, build):
    options = cache(build)
    adapters = options.get("QUERN_ADAPTERS", "").split(";")
    commands = json.loads((build / "compile_commands.json").read_text())
    compiled = {pathlib.Path(command["directory"], command["file"]).resolve() for command in commands}
    for folder, option in FOLDERS.items():
        if options.get(option) != "ON":
            continue
        for source in sorted((root / folder).rglob("*.cpp")):
            name = source.relative_to(root).as_posix()
            adapter = re.match(r"tests/adapt/(\w+)[./]", name)
            if name.startswith(("tests/compile_fail/", "tests/consumers/", "tests/data/")) or source.resolve() in compiled:
                continue
            if adapter and adapter[1] not in adapters:
                continue
            yield f"{name}: no target compiles it"


def check_named(root):
    lists = [root / "CMakeLists.txt", *(root / "cmake").rglob("*.cmake")]
    lists += [path for folder in FOLDERS for path in (root / folder).rglob("CMakeLists.txt")]
    for path in sorted(lists):
        text = re.sub(r"#(?!include).*", "", path.read_text()) if path.exists() else ""
        for name in NAMED.findall(text):
            if not (path.parent / name).exists() and not re.search(rf"OUTPUT {re.escape(name)}\b", text):
                yield f"{path.relative_to(root)}: names {name}, which is not there"


def check(root, build):
    return [*check_compiled(root, build), *check_named(root)]


GOOD = {
    "CMakeLists.txt": "add_executable(a tools/a.cpp) # none.cpp\n",
    "tools/a.cpp": "",
    "tests/CMakeLists.txt": 'file(GLOB x "*.cpp")\nfile(CONFIGURE OUTPUT made.cpp)\nadd_executable(m made.cpp)\n',
    "tests/core/b.cpp": "",
    "tests/compile_fail/misuse.cpp": "",
    "tests/consumers/main.cpp": "",
    "tests/adapt/absent.cpp": "",
    "examples/off.cpp": "",
    "build/CMakeCache.txt": "QUERN_ADAPTERS:INTERNAL=db;x\n"
    "QUERN_BUILD_TESTS:BOOL=ON\nQUERN_BUILD_TOOLS:BOOL=ON\nQUERN_BUILD_EXAMPLES:BOOL=OFF\n",
    "build/compile_commands.json": json.dumps(
        [{"directory": ".", "file": "@/tools/a.cpp"}, {"directory": ".", "file": "@/tests/core/b.cpp"}]
    ),
}

CASES = [
    ("a source outside every target", {"tests/core/c.cpp": ""}, ["tests/core/c.cpp: no target"]),
    ("a test of an adapter that is there", {"tests/adapt/db.cpp": ""}, ["tests/adapt/db.cpp: no target"]),
    ("a tool outside every target", {"tools/c.cpp": ""}, ["tools/c.cpp: no target"]),
    ("a name gone stale", {"CMakeLists.txt": "add_executable(a tools/gone.cpp)\n"}, ["names tools/gone.cpp"]),
]


def self_tests():
    def check_fixture(root):
        database = root / "build" / "compile_commands.json"
        database.write_text(database.read_text().replace("@", root.as_posix()))
        return check(root, root / "build")

    return house.self_test(check_fixture, GOOD, CASES)


if __name__ == "__main__":
    house.main(check, self_tests)
