"""Every header keeps to the include table of docs/architecture.md and opens its folder's namespace."""

import re

import house
import include_table

COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
DIRECTIVE = re.compile(r"^[ \t]*#.*$", re.M)


def without_comments(text):
    return COMMENT.sub("", text)


def is_standard(name):
    return "/" not in name and "." not in name


def check_order(rows):
    faults = []
    above = []
    for row in rows:
        for stage in row.stages:
            if stage not in above and stage != row.stage:
                faults.append(f"docs/architecture.md: {row.folder} names {stage}, which does not stand above it")
        if row.is_stage:
            above.append(row.folder)
    return faults


def check_direct(rows, header, text):
    """The header's own includes and namespace."""
    row = include_table.row_of(rows, header)
    if row is None:
        return [f"{header}: no row of the include table fits it"]
    faults = []
    for bracket, name in INCLUDE.findall(text):
        if bracket == '"':
            faults.append(f'{header}: includes "{name}"; a header is included as <quern/…>')
        elif name.startswith("quern/"):
            other = include_table.row_of(rows, name.removeprefix("quern/"))
            if other is None:
                faults.append(f"{header}: includes <{name}>, which no row fits")
            elif other.stage != row.stage and other.stage not in row.stages:
                faults.append(f"{header}: {row.folder} may not include {other.stage}: <{name}>")
        elif not is_standard(name) and not any(include_table.below(name, library) for library in row.libraries):
            faults.append(f"{header}: {row.folder} may not include <{name}>")
    if "/" in header and DIRECTIVE.sub("", text).strip():
        if not re.search(rf"\bnamespace quern::{row.stage}\b", text):
            faults.append(f"{header}: namespace quern::{row.stage} does not appear")
    return faults


def closure(start, includes):
    """What a header reaches: {name: the path of headers by which it is reached}."""
    reached = {}
    pending = [(name, [start]) for name in includes.get(start, [])]
    while pending:
        name, path = pending.pop()
        if name not in reached:
            reached[name] = path
            pending += [(other, path + [name]) for other in includes.get(name, [])]
    return reached


def check(root, _build=None):
    rows = include_table.read(root)
    if not rows:
        return ["docs/architecture.md: there is no include table"]
    faults = check_order(rows)
    includes = {}
    for header in house.headers(root):
        text = without_comments((root / "include" / "quern" / header).read_text())
        faults += check_direct(rows, header.as_posix(), text)
        includes["quern/" + header.as_posix()] = [name for _, name in INCLUDE.findall(text)]
        if "quern/" + header.as_posix() in includes["quern/" + header.as_posix()]:
            faults.append(f"{header}: includes itself")
    for name, direct in includes.items():
        for other in direct:
            if other.startswith("quern/") and other not in includes:
                faults.append(f"{name}: includes <{other}>, which is not there")
    for name in includes:
        row = include_table.row_of(rows, name.removeprefix("quern/"))
        for forbidden in row.never if row else []:
            for reached, path in closure(name, includes).items():
                if include_table.below(reached, forbidden):
                    faults.append(f"{' -> '.join(path)}: reaches <{reached}>")
    return faults


TABLE = """
| folder | holds | may include | other libraries | never reaches |
|---|---|---|---|---|
| `core/` | spans | | `boost/system` | |
| `text/` | text | `core` | | |
| `text/impl/` | grammar | `core`, `text` | `boost/spirit` | |
| `expr/` | tree | `core` | | `boost/spirit` |
| `adapt/` | libraries | `core`, `expr` | `*` | |
| `quern.hpp` | umbrella | `core`, `text`, `expr` | | `boost/spirit`, `quern/adapt` |
"""


def header(includes, namespace):
    return "\n".join(f"#include <{name}>" for name in includes) + f"\nnamespace quern::{namespace} {{ struct x; }}\n"


GOOD = {
    "docs/architecture.md": TABLE,
    "include/quern/quern.hpp": "#include <quern/core/a.hpp>\n#include <quern/expr/b.hpp>\n",
    "include/quern/core/a.hpp": header(["vector", "boost/system/result.hpp"], "core"),
    "include/quern/text/parse.hpp": header(["quern/core/a.hpp"], "text"),
    "include/quern/text/impl/grammar.hpp": header(["boost/spirit/home/x3.hpp", "quern/text/parse.hpp"], "text"),
    "include/quern/expr/b.hpp": "// #include <sqlite3.h>\n" + header(["quern/core/a.hpp"], "expr::detail"),
    "include/quern/expr/all.hpp": "#pragma once\n#include <quern/expr/b.hpp>\n",
    "include/quern/adapt/db.hpp": header(["db.h", "quern/expr/b.hpp"], "adapt"),
}

CASES = [
    ("no table", {"docs/architecture.md": "# none\n"}, ["no include table"]),
    ("a table out of order", {"docs/architecture.md": TABLE.replace("| spans | |", "| spans | `expr` |")},
     ["core names expr"]),
    ("a later stage", {"include/quern/core/a.hpp": header(["quern/expr/all.hpp"], "core")},
     ["core may not include expr"]),
    ("a library that the row lacks", {"include/quern/expr/c.hpp": header(["boost/json.hpp"], "expr")},
     ["expr may not include <boost/json.hpp>"]),
    ("a C header", {"include/quern/expr/c.hpp": header(["sqlite3.h"], "expr")}, ["<sqlite3.h>"]),
    ("a library whose name only begins like one", {"include/quern/core/c.hpp": header(["boost/system2/x.hpp"], "core")},
     ["<boost/system2/x.hpp>"]),
    ("X3 outside impl", {"include/quern/text/parse.hpp": header(["boost/spirit/home/x3.hpp"], "text")},
     ["text may not include <boost/spirit"]),
    ("a quoted include", {"include/quern/core/c.hpp": '#include "a.hpp"\nnamespace quern::core {}\n'}, ['"a.hpp"']),
    ("a missing header", {"include/quern/core/c.hpp": header(["quern/core/none.hpp"], "core")}, ["not there"]),
    ("a header that includes itself", {"include/quern/core/c.hpp": header(["quern/core/c.hpp"], "core")}, ["itself"]),
    ("the wrong namespace", {"include/quern/core/c.hpp": header([], "expr")}, ["namespace quern::core"]),
    ("the namespace in a comment", {"include/quern/core/c.hpp": "// namespace quern::core\nint x;\n"},
     ["namespace quern::core"]),
    ("an unknown folder", {"include/quern/other/c.hpp": header([], "other")}, ["no row"]),
    ("an unknown header at the top", {"include/quern/other.hpp": "#pragma once\n"}, ["no row"]),
    ("the umbrella reaches X3",
     {"include/quern/quern.hpp": "#include <quern/text/all.hpp>\n",
      "include/quern/text/all.hpp": header(["quern/text/impl/grammar.hpp"], "text")},
     ["quern/quern.hpp -> quern/text/all.hpp -> quern/text/impl/grammar.hpp: reaches"]),
    ("the umbrella reaches an adapter", {"include/quern/quern.hpp": "#include <quern/adapt/db.hpp>\n"},
     ["may not include adapt", "reaches <quern/adapt/db.hpp>"]),
]


def self_tests():
    return house.self_test(check, GOOD, CASES)


if __name__ == "__main__":
    house.main(check, self_tests)
