#!/usr/bin/env python3
"""Writes include/quern/core/detail/width_table.hpp from the Unicode Character Database (Debian: unicode-data).

--check compares the header with what would be written, and exits with 1 where they differ.
"""

import argparse
import pathlib
import re
import sys

HEADER = pathlib.Path(__file__).resolve().parents[1] / "include/quern/core/detail/width_table.hpp"
LAST = 0x10FFFF
WIDTH = 120

# What may not be shown as it is: controls, format characters, surrogates, private use, unassigned, separators.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
MARKS = {"Mn", "Me", "Mc"}
NO_WIDTH = {"Mn", "Me", "Cf", "Cc", "Cs", "Zl", "Zp"}
CONJOINING = {"V", "T"}


def properties(path, wanted=None):
    """The lines `first[..last] ; value` of a file, as (first, last, value)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0]
        if ";" not in line:
            continue
        points, value = (part.strip() for part in line.split(";")[:2])
        if wanted is not None and value != wanted:
            continue
        first, _, last = points.partition("..")
        yield int(first, 16), int(last or first, 16), value


def spread(path, default, wanted=None):
    """The value of each code point."""
    values = [default] * (LAST + 1)
    for first, last, value in properties(path, wanted):
        values[first : last + 1] = [value] * (last - first + 1)
    return values


def general_categories(path):
    """The general category of each code point, from UnicodeData.txt."""
    values = ["Cn"] * (LAST + 1)
    first = None
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split(";")
        point = int(fields[0], 16)
        if fields[1].endswith(", First>"):
            first = point
            continue
        begin = point if first is None else first
        values[begin : point + 1] = [fields[2]] * (point - begin + 1)
        first = None
    return values


def unicode_version(path):
    with path.open(encoding="utf-8") as file:
        return re.fullmatch(r"# EastAsianWidth-(\d+\.\d+\.\d+)\.txt", file.readline().strip()).group(1)


def glyphs(folder):
    """The (columns, kind) of each code point."""
    categories = general_categories(folder / "UnicodeData.txt")
    widths = spread(folder / "EastAsianWidth.txt", "N")
    syllables = spread(folder / "HangulSyllableType.txt", "NA")
    ignorable = spread(folder / "DerivedCoreProperties.txt", "", "Default_Ignorable_Code_Point")
    for point, category in enumerate(categories):
        mark = category in MARKS or syllables[point] in CONJOINING
        if category in NO_WIDTH or syllables[point] in CONJOINING:
            columns = 0
        else:
            columns = 2 if widths[point] in ("W", "F") else 1
        if point != 0x20 and (category in HIDDEN or ignorable[point]):
            kind = "hidden"
        else:
            kind = "mark" if mark else "plain"
        yield columns, kind


def ranges(folder):
    """Runs of equal glyphs, those of one column that stand as they are left out."""
    begin, current = 0, None
    for point, glyph in enumerate([*glyphs(folder), None]):
        if glyph != current:
            if current not in (None, (1, "plain")):
                yield begin, point - 1, *current
            begin, current = point, glyph


def header(folder):
    rows = [
        f"{{0x{first:04x}, 0x{last:04x}, {columns}, {kind}}},"
        for first, last, columns, kind in ranges(folder)
    ]
    lines, line = [], "   "
    for row in rows:
        if len(line) + 1 + len(row) > WIDTH:
            lines.append(line)
            line = "   "
        line += " " + row
    lines.append(line)
    table = "\n".join(lines)
    return f"""#pragma once

// Written by scripts/generate_width_table.py; do not edit.

#include <array>
#include <cstdint>
#include <string_view>

namespace quern::core::detail {{

/// The version of the Unicode Character Database that the table was made from.
inline constexpr std::string_view width_table_version = "{unicode_version(folder / "EastAsianWidth.txt")}";

/// How a code point can be shown.
enum class glyph_kind : std::uint8_t {{
    plain,  ///< as it is
    mark,   ///< joined with the code point before it
    hidden, ///< not at all: it has no glyph, or one that cannot be told from a space
}};

/// A row of the table.
struct glyph_range {{
    char32_t first;
    char32_t last;
    std::uint8_t columns;
    glyph_kind kind;
}};

namespace width_rows {{

using enum glyph_kind;

// clang-format off

/// Every code point but those that are plain and take one column, in order.
inline constexpr std::array<glyph_range, {len(rows)}> table{{{{
{table}
}}}};

// clang-format on

}} // namespace width_rows

}} // namespace quern::core::detail
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ucd", type=pathlib.Path, default=pathlib.Path("/usr/share/unicode"), metavar="FOLDER")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = header(arguments.ucd)
    if arguments.check:
        if not HEADER.exists() or HEADER.read_text(encoding="utf-8") != text:
            print(f"{HEADER.name}: not what {arguments.ucd} gives; run {pathlib.Path(__file__).name}")
            sys.exit(1)
    else:
        HEADER.parent.mkdir(exist_ok=True)
        HEADER.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
