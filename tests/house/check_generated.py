"""The generated tables are what their scripts generate, from the Unicode data of this machine or from the sources."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import house

TABLES = {
    "scripts/generate_folding_table.py": "include/quern/core/detail/folding_table.hpp",
    "scripts/generate_width_table.py": "include/quern/core/detail/width_table.hpp",
    "scripts/generate_error_table.py": "docs/errors.md",
}


def check(root, _build):
    faults = []
    for script, table in TABLES.items():
        run = subprocess.run([sys.executable, "-B", root / script, "--check"], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            faults.append(f"{table}: {script} --check says {run.returncode}: {run.stderr.strip()[:400]}")
    return faults


def self_tests():
    faults = []
    root = pathlib.Path(__file__).resolve().parents[2]
    for script, table in TABLES.items():
        with tempfile.TemporaryDirectory() as copy:
            for name in (script, table, "include/quern/core/message.hpp"):
                target = pathlib.Path(copy, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / name, target)
            text = pathlib.Path(copy, table).read_text(encoding="utf-8")
            pathlib.Path(copy, table).write_text(re.sub(r"\b0x[0-9A-F]+|json_syntax", "0x1", text, count=1), encoding="utf-8")
            run = subprocess.run([sys.executable, "-B", pathlib.Path(copy, script), "--check"], capture_output=True, check=False)
            if run.returncode != 1:
                faults.append(f"{script}: a changed table passes with {run.returncode}")
    return faults


if __name__ == "__main__":
    house.main(check, self_tests)
