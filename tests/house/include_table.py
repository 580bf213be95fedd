"""The table of docs/architecture.md: which folder of include/quern may include what."""

import re


class Row:
    def __init__(self, folder, stages, libraries, never):
        self.folder = folder
        self.stages = stages
        self.libraries = libraries
        self.never = never

    @property
    def stage(self):
        return self.folder.split("/")[0]

    @property
    def is_stage(self):
        return "/" not in self.folder and not self.folder.endswith(".hpp")


def names(cell):
    return [name.strip("/") for name in re.findall(r"`([^`]+)`", cell)]


def read(root):
    """The rows in order; empty where there is no table."""
    page = root / "docs" / "architecture.md"
    rows = []
    inside = False
    for line in page.read_text().splitlines() if page.exists() else []:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells[:3] == ["folder", "holds", "may include"]:
            inside = True
        elif not cells:
            inside = False
        elif inside and not cells[0].startswith("-"):
            rows.append(Row(names(cells[0])[0], names(cells[2]), names(cells[3]), names(cells[4])))
    return rows


def below(path, prefix):
    """Is `path` the path `prefix`, or below it?"""
    return prefix == "*" or path == prefix or path.startswith(prefix + "/")


def row_of(rows, header):
    """The row with the longest path that fits the header, or None."""
    fitting = [row for row in rows if below(header, row.folder)]
    return max(fitting, key=lambda row: len(row.folder), default=None)
