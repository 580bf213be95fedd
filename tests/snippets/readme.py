"""Runs the README's program, which is given, on the README's request, and compares what it prints with the README's SQL.

Usage: readme.py README PROGRAM
       readme.py README --extract SOURCE
"""

import pathlib
import re
import subprocess
import sys


def block(text, language):
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)


def main(readme, program, *rest):
    text = pathlib.Path(readme).read_text(encoding="utf-8")
    if program == "--extract":
        pathlib.Path(rest[0]).write_text(block(text, "cpp"), encoding="utf-8")
        return
    request = re.search(r"^Given `(\{.*\})` it prints$", text, re.MULTILINE).group(1)
    good = subprocess.run([program], input=request, capture_output=True, text=True, check=True)
    if good.stdout != block(text, "sql"):
        sys.exit(f"the README promises\n{block(text, 'sql')}but the program prints\n{good.stdout}")
    bad = subprocess.run([program], input=request.replace("age", "aeg"), capture_output=True, text=True, check=False)
    if bad.returncode != 1 or 'did you mean "age"?' not in bad.stderr:
        sys.exit(f"a broken request gives {bad.returncode} and\n{bad.stderr}")


if __name__ == "__main__":
    main(*sys.argv[1:])
